"""What the guide tells: how parts are glued, who sits where, what is of some areas alone."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from kit.core.paths import LAYOUTS
from kit.core.sizes import ANY_EDGE, PAPERS, POINTS_PER_MM, Size
from kit.imposition.print_plan import plan_for_guide
from kit.imposition.tiles import Tiling, tiled
from kit.layout.drawing import PieceDrawing
from kit.layout.html import Layouts
from kit.layout.labels import load_labels
from kit.layout.pieces import load_pieces
from kit.pipeline.run import BuiltKit, build
from kit.session.attendance import Attendance
from kit.session.event import Event
from kit.session.model import Session
from kit.session.print_settings import Printing
from kit.session.selection import Selection, select
from tests.conftest import SAMPLES, format_of, page_texts, pdf_of
from tests.imposition.test_print_plan import cards, pages

GUIDE = load_pieces(LAYOUTS)["guide"]
A3, A4 = PAPERS["A3"], PAPERS["A4"]
ABOVE = tiled(A3, A4, ANY_EDGE, full_size=False)
BESIDE = tiled(Size(420, 297), A4, ANY_EDGE, full_size=False)
FOUR = tiled(A3, A4, ANY_EDGE, full_size=True)


def guide_of(
    selection: Selection,
    *pieces: str,
    tiling: Tiling | None = None,
    language: str = "nb",
    event: Event | None = None,
    sheets: int = 2,
) -> str:
    """The HTML of the guide of a kit with these pieces, or posters alone."""
    posters = replace(pages("posters", sheets, paper="A4"), tiling=tiling)
    jobs = [posters, *(cards(piece) for piece in pieces)]
    plan = plan_for_guide(Printing(posters="A4"), jobs, event)
    layouts = Layouts(LAYOUTS, load_labels(LAYOUTS, language), event=event or Event())
    faces = PieceDrawing(layouts, "guide", GUIDE, format_of(GUIDE), plan).faces(selection)
    assert faces is not None
    return faces.html.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "above", "beside", "many"),
    [
        ("nb", "nederst på del 1", "til venstre på del 2", "nedenfra og opp"),
        ("nn", "nedst på del 1", "til venstre på del 2", "nedanfrå og opp"),
        ("en", "at the foot of part 1", "at the left of part 2", "from the bottom up"),
    ],
)
def test_two_parts_are_glued_in_words_for_two(
    language: str, above: str, beside: str, many: str, small: Selection
) -> None:
    assert (BESIDE.columns, BESIDE.rows) == (2, 1)
    for tiling, told in ((ABOVE, above), (BESIDE, beside), (FOUR, many)):
        html = guide_of(small, tiling=tiling, language=language)
        assert [one in html for one in (above, beside, many)] == [
            one == told for one in (above, beside, many)
        ]


def test_one_poster_in_parts_is_not_told_as_many(small: Selection) -> None:
    assert "én plakat, i 2 deler" in guide_of(small, tiling=ABOVE)
    assert "2 plakater, hver i 2 deler" in guide_of(small, tiling=ABOVE, sheets=4)


@pytest.mark.parametrize("tiling", [ABOVE, BESIDE, FOUR])
def test_parts_are_drawn_with_their_numbers(tiling: Tiling, small: Selection) -> None:
    html = guide_of(small, tiling=tiling)
    drawing = html.split('<div class="drawing parts">')[1].split("</svg>")[0]
    assert "<title>Tegning av delene" in drawing
    assert [f">{part}</text>" in drawing for part in range(1, 6)] == [
        part <= tiling.count for part in range(1, 6)
    ]
    # Where a part is glued over another: a strip of slanting lines each.
    slanting = [line for line in drawing.split('d="') if line.startswith("M") and " l" in line]
    assert len(slanting) == {2: 1, 4: 3}[tiling.count]


def test_what_stands_in_two_columns_begins_at_one_place(default_kit: BuiltKit) -> None:
    """Steps to print by, captions of the drawn sheets, and the steps to cut by."""
    document = pypdfium2.PdfDocument(pdf_of(default_kit, "guide"))
    text = document[0].get_textpage()
    whole = text.get_text_range()
    print_by, caption, cut_by = (
        text.get_charbox(whole.index(words))[0]
        for words in ("Hold arket", "Dilemmakort, Ref", "Har dere bare saks")
    )
    assert print_by == pytest.approx(cut_by, abs=1)
    assert print_by == pytest.approx(caption + 8 * POINTS_PER_MM, abs=1)


def test_what_is_of_some_areas_alone_is_told_with_their_numbers(
    everything: Selection,
) -> None:
    """In the default pack two areas have questions, and one has dilemmas."""
    pieces = ("value-cards", "question-cards", "dilemma-cards")
    html = guide_of(select(everything.pack, areas=("1", "2", "3")), *pieces)
    assert "<b>Question-Cards:</b> bare områdene 1, 2." in html
    assert "<b>Dilemma-Cards:</b> bare område 3." in html
    assert "<b>Value-Cards:</b> bare" not in html
    assert "<b>Posters:</b> bare" not in html
    english = guide_of(select(everything.pack, leave_out=("4.1",)), *pieces, language="en")
    assert "<b>Dilemma-Cards:</b> area 3 alone." in english
    # Single values bring no poster of their area.
    some = select(everything.pack, areas=("1",), values=("2.1",))
    html = guide_of(some, *pieces[:2])
    assert "<b>Posters:</b> bare område 1." in html
    assert "<b>Question-Cards:</b> bare område 1." in html
    # There is nothing to be told of the whole pack, or of one area.
    assert "bare område" not in guide_of(everything, *pieces)
    assert "bare område" not in guide_of(select(everything.pack, areas=("1",)), *pieces[:2])


@pytest.mark.parametrize(("people", "is_whole"), [(24, True), (120, True), (900, False)])
def test_who_sits_where_stands_on_one_page_where_one_holds_it(
    people: int, is_whole: bool, small: Selection
) -> None:
    names = tuple(f"Navn Navnesen {number}" for number in range(people))
    event = Event(attendance=Attendance(people, 4, names))
    html = guide_of(small, "value-cards", event=event)
    assert ('<div class="seating whole">' in html) == is_whole
    assert '<div class="seating' in html


@pytest.mark.slow
@pytest.mark.parametrize("letters", [24, 52])
def test_the_seating_is_not_divided_over_two_pages(letters: int, tmp_path: Path) -> None:
    """However much stands above it, which longer names push down."""
    names = tuple(f"{'Anna Maria ' * 6}"[:letters].strip() + f" {n}" for n in range(36))
    content = SAMPLES / "small"
    session = Session(content=content, tables=4, people=36, names=names, out=tmp_path / "out")
    told = [*page_texts(pdf_of(build(session), "guide"))]
    (page,) = [text for text in told if "Bord A:" in text]
    assert all(f"Bord {letter}:" in page for letter in "BCD")
