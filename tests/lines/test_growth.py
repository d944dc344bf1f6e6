import pytest
from markupsafe import Markup

from kit.core.paths import FONTS
from kit.core.sizes import POINTS_PER_MM
from kit.layout.text_filters import text_for_print
from kit.lines.growth import LINE_HEIGHT, DrawnFace, growth
from kit.lines.marks import SmallestSizes, marked
from kit.lines.measure import typefaces_in

COPY = typefaces_in(FONTS)
TEXT = "Evnen til å forstå og anerkjenne andre"
NONE = SmallestSizes()


def drawn(
    size: float, measure: float = 60.0, text: str = TEXT, least: float = 0.0, around: str = "p"
) -> DrawnFace:
    """A face with one text, and the size of its type in the element around it, as templates do."""
    words = marked(text_for_print(text), "text", size, measure, "text", running=False)
    html = Markup('<{0} style="--size: {1}pt">{2}</{0}>').format(around, size, words)
    return DrawnFace(html, SmallestSizes(0.0, least))


def grown(one: DrawnFace, other: DrawnFace) -> float | None:
    return growth(one, other, COPY)


def test_a_text_in_larger_type_grows_by_all_of_its_lines_at_the_most() -> None:
    lines = COPY.lines(TEXT, "text", 13, 60)
    assert lines == COPY.lines(TEXT, "text", 12, 60)
    assert grown(drawn(12), drawn(13)) == pytest.approx(lines * LINE_HEIGHT / POINTS_PER_MM)


def test_a_line_more_is_reckoned_with() -> None:
    measure = COPY.width(TEXT, "text", 12) * 1.01
    taller = (2 * 13 - 12) * LINE_HEIGHT / POINTS_PER_MM
    assert grown(drawn(12, measure), drawn(13, measure)) == pytest.approx(taller)


def test_what_stays_or_becomes_smaller_does_not_grow() -> None:
    assert grown(drawn(12), drawn(12)) == 0
    assert grown(drawn(12), drawn(10)) == 0
    # Down to the smallest type of the piece, which is larger in the drawing of a smaller card.
    assert grown(drawn(8, least=9), drawn(8, least=8.5)) == 0
    more = grown(drawn(8, least=9), drawn(8, least=10))
    assert more is not None
    assert more > 0


@pytest.mark.parametrize(
    "other",
    [drawn(12, text="Evnen til å forstå"), drawn(12, around="h2"), drawn(12, measure=61.0)],
    ids=["text", "element", "measure"],
)
def test_of_faces_that_differ_in_more_than_sizes_nothing_is_known(other: DrawnFace) -> None:
    assert grown(drawn(12), other) is None


def test_of_faces_with_other_numbers_of_texts_nothing_is_known() -> None:
    two = DrawnFace(drawn(12).html * 2, NONE)
    assert grown(drawn(12), two) is None
    assert grown(two, drawn(12)) is None


def test_a_line_that_is_all_but_full_is_left_to_the_typesetter() -> None:
    width = COPY.width(TEXT, "text", 12)
    full, room = width * (1 + 5e-4), width * (1 + 2e-3)
    assert grown(drawn(11, full), drawn(12, full)) is None
    assert grown(drawn(11, room), drawn(12, room)) == pytest.approx(LINE_HEIGHT / POINTS_PER_MM)
    # In the same type it comes out as it did.
    assert grown(drawn(12, full), drawn(12, full)) == 0


def test_a_word_that_no_line_holds_is_left_to_the_typesetter() -> None:
    word = "Menneskerettighetsfokus"
    assert grown(drawn(12, 20.0, word), drawn(12.5, 20.0, word)) is None
    assert grown(drawn(12, 20.0, word), drawn(12, 20.0, word)) == 0
