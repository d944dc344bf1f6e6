from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from markupsafe import Markup

from kit.core.errors import KitError
from kit.core.paths import LAYOUTS
from kit.imposition.print_plan import Ending
from kit.layout.faces import Face, Faces
from kit.typesetting.own_length import BOTTOM, TOP, better_ending, settled
from kit.typesetting.stages import OwnLength
from kit.typesetting.text_check import TOO_LONG
from kit.typesetting.weasy import Typeset

ROOM = 261.0
END = TOP + ROOM
TEXT = "et ord"
Boxes = Mapping[str, Sequence[tuple[float, float]]]


def as_long(pages: int, spare: int, ending: Ending) -> Faces:
    """Pages that say how many they are, how many are spare, and how they end."""
    html = Markup(f"{pages} {spare} {ending} <p>{TEXT}</p>")
    face = Face("face-1", "Guide", "pages", "neutral", html, texts=frozenset({TEXT}))
    return Faces((face,), lambda _: "")


def typesetter(lengths: Mapping[int, int], *, fills: bool = True) -> Callable[[Faces], Typeset]:
    """Pages of which so many are typeset where they tell of so many; spare ones are added."""

    def typeset(faces: Faces) -> Typeset:
        told, spare = map(int, faces.faces[0].html.split()[:2])
        return Typeset(b"", {}, lengths[told] + (spare if fills else 0))

    return typeset


def length(first: int) -> OwnLength:
    return OwnLength(first, as_long, ROOM)


def told_by(faces: Faces) -> str:
    return faces.faces[0].html.partition(" <p>")[0]


@pytest.mark.parametrize("first", [1, 4, 9])
@pytest.mark.parametrize(
    "lengths",
    [
        dict.fromkeys(range(1, 30), 4),
        # More pages make longer figures, and those one page more.
        {told: 9 if told < 9 else 10 for told in range(1, 30)},
    ],
)
def test_it_tells_as_many_pages_as_it_has(first: int, lengths: Mapping[int, int]) -> None:
    start = as_long(first, 0, "flowing")
    faces, typeset = settled(start, length(first), typesetter(lengths))
    assert typeset.page_count == lengths[typeset.page_count]
    assert told_by(faces) == f"{typeset.page_count} 0 flowing"


@pytest.mark.parametrize("first", [1, 3, 4, 7])
def test_what_goes_round_is_filled_up_with_empty_pages(first: int) -> None:
    lengths = {1: 7, 7: 4, 3: 4, 4: 3}
    start = as_long(first, 0, "flowing")
    faces, typeset = settled(start, length(first), typesetter(lengths))
    assert typeset.page_count == 4
    assert told_by(faces) == "4 1 flowing"


def test_a_layout_without_the_empty_pages_is_told_to_have_them() -> None:
    start = as_long(3, 0, "flowing")
    with pytest.raises(KitError, match=r"as many empty pages as plan\.spare_pages says"):
        settled(start, length(3), typesetter({3: 4, 4: 3}, fills=False))


@dataclass
class Pages:
    """Sets pages that end as `boxes` tell, or as long as each ending makes them; notes all."""

    boxes: Boxes = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    lone: bool = False
    faults_of: str = ""
    wanted: list[str] = field(default_factory=list)

    def __call__(self, faces: Faces) -> Typeset:
        html = faces.faces[0].html
        self.wanted.append(told_by(faces))
        ending = html.split()[2]
        faults = {"face-1": (TOO_LONG,)} if ending == self.faults_of else {}
        lone = {"face-1": (TEXT,)} if self.lone and "\u00a0" not in html else {}
        boxes = {one: tuple(edges) for one, edges in self.boxes.items()}
        count = self.counts.get(ending, 3)
        return Typeset(b"", {}, count, faults=faults, lone=lone, boxes=boxes)


# Its heading and a few lines stand on the page before, and two lines on a page of their own.
TWO_LINES_OVER: Boxes = {"before": [(TOP, 200.0)], "background": [(204.0, END), (TOP, TOP + 7)]}


def test_two_lines_are_no_page() -> None:
    setter = Pages(TWO_LINES_OVER, {"flowing": 3, "tight": 2})
    faces, typeset = settled(as_long(3, 0, "flowing"), length(3), setter)
    assert (told_by(faces), typeset.page_count) == ("2 0 tight", 2)
    assert setter.wanted == ["3 0 flowing", "2 0 tight"]


@pytest.mark.parametrize(
    "setter",
    [
        pytest.param(Pages(TWO_LINES_OVER, {"tight": 3}), id="saves nothing"),
        pytest.param(Pages(TWO_LINES_OVER, {"tight": 2}, faults_of="tight"), id="has faults"),
    ],
)
def test_what_is_no_better_is_left_as_it_was(setter: Pages) -> None:
    faces, typeset = settled(as_long(3, 0, "flowing"), length(3), setter)
    assert (told_by(faces), typeset.page_count, typeset.faults) == ("3 0 flowing", 3, {})


def test_what_tells_no_number_of_pages_ends_well_too() -> None:
    setter = Pages(TWO_LINES_OVER, {"flowing": 3, "tight": 2})
    faces, _ = settled(as_long(0, 0, "flowing"), length(0), setter)
    assert told_by(faces) == "0 0 tight"
    assert len(setter.wanted) == 2


def test_a_lone_word_takes_the_word_before_along_and_costs_no_third_typesetting() -> None:
    setter = Pages(lone=True)
    faces, typeset = settled(as_long(5, 0, "flowing"), length(5), setter)
    assert "<p>et\u00a0ord</p>" in faces.faces[0].html
    assert (setter.wanted, typeset.lone) == (["5 0 flowing", "3 0 flowing"], {})


@pytest.mark.parametrize(
    ("before", "last_part", "ending"),
    [
        pytest.param([(TOP, 100.0)], [(104.0, 160.0)], "flowing", id="all on one page"),
        pytest.param([(TOP, 100.0)], [(104.0, END), (TOP, 140.0)], "flowing", id="enough over"),
        pytest.param([(TOP, 200.0)], [(204.0, END), (TOP, 23.0)], "tight", id="two lines over"),
        pytest.param([(TOP, 200.0)], [(204.0, END), (TOP, 50.0)], "apart", id="some lines over"),
        pytest.param([(TOP, 60.0)], [(64.0, END), (TOP, 50.0)], "flowing", id="page before empty"),
        pytest.param([(TOP, 150.0)], [(154.0, END), (TOP, 80.0)], "apart", id="shared in halves"),
        pytest.param([(TOP, 240.0)], [(TOP, 40.0)], "tight", id="almost room for it"),
        pytest.param([(TOP, 225.0)], [(TOP, 40.0)], "near", id="room for less than usual"),
        pytest.param([(TOP, 225.0)], [(TOP, END), (TOP, 40.0)], "near", id="begins earlier"),
        pytest.param([(TOP, 250.0)], [(TOP, 90.0)], "flowing", id="nothing to be shared"),
        pytest.param([], [(TOP, 23.0)], "flowing", id="nothing before"),
        pytest.param([(TOP, 200.0)], [], "flowing", id="nothing last"),
    ],
)
def test_a_last_page_is_not_almost_empty(
    before: list[tuple[float, float]], last_part: list[tuple[float, float]], ending: Ending
) -> None:
    pages = [(TOP, END), *before] if before else before
    assert better_ending({"before": pages, "background": last_part}, ROOM) == ending


def test_where_text_begins_is_as_the_stylesheet_has_it() -> None:
    assert f"margin: {TOP:g}mm 18mm {BOTTOM:g}mm;" in (LAYOUTS / "pages.css").read_text()
