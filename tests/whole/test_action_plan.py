"""The action plan for few values and many, with short names and long."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, islice

import page as page_validation
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from kit.content.models import Area, Pack
from kit.content.packs import load_pack
from kit.core.paths import DEFAULT_PACK, LAYOUTS
from kit.core.sizes import POINTS_PER_MM
from kit.layout.labels import load_labels
from kit.layout.pieces import load_pieces
from kit.pipeline.pages import page_file
from kit.session.print_settings import Printing
from kit.session.selection import select
from kit.system.cache import Store, user_store
from kit.typesetting.job import JobContext
from kit.typesetting.workspace import workspace_for
from tests.conftest import SAMPLES, typeset_piece
from tests.readers import Widget, widgets
from tests.tiers import slow_but

FOOT = 22 * POINTS_PER_MM  # of the page, below which the running lines stand
LONG_NAME = (
    "{} evne til å ta imot tilbakemelding fra pasienter, pårørende og kolleger, og til å endre "
    "egen praksis etter den"
)
LONG_TITLE = (
    "{} verdier og holdninger i møte med mennesker som lever med langvarige psykiske "
    "helseproblemer eller rus"
)


@dataclass(frozen=True)
class Case:
    """How many values each area has, how many pages that makes, and whether names are long."""

    counts: tuple[int, ...]
    pages: int
    long: bool = False

    def __str__(self) -> str:
        return "+".join(map(str, self.counts)) + (" long" if self.long else "")


SHORT = [
    Case((1,), 2),
    Case((5,), 2),
    Case((10,), 2),
    Case((20, 20), 2),
    Case((10, 10, 10, 10), 2),
    Case((1,) * 13, 2),
    Case((8,) * 5, 2),
    Case((60,), 2),
    Case((57, 1, 1, 1), 3),
    Case((10,) * 6, 3),
]
# Areas of so many values are kept whole, and pages may stay half empty for it.
MANY = [Case((33, 33, 33), 3), Case((60,) * 4, 4)]
LONG = [
    Case((1,), 2, long=True),
    Case((5, 5, 5), 3, long=True),
    Case((7,) * 7, 4, long=True),
    Case((10,) * 6, 4, long=True),
    Case((60,), 3, long=True),
]


def pack_of(case: Case) -> Pack:
    """A pack of that many values, each with a number as the first word of its name."""
    pack = load_pack(DEFAULT_PACK)
    numbers = iter(range(101, 900))
    areas = tuple(area_of(index, count, numbers, case) for index, count in enumerate(case.counts))
    return replace(pack, areas=areas, qualities=None, dilemmas=None)


def area_of(index: int, count: int, numbers: Iterator[int], case: Case) -> Area:
    name, title = (LONG_NAME, LONG_TITLE) if case.long else ("{} tålmodighet", "{} holdninger")
    values = [
        {"id": f"v{number}", "name": name.format(number), "definition": "Kort."}
        for number in islice(numbers, count)
    ]
    area = {
        "id": f"a{index}",
        "title": title.format(901 + index),
        "lead": "Kort.",
        "values": values,
    }
    return Area.model_validate(area)


@cache
def plan_of(case: Case) -> bytes:
    return plan_with(user_store(), case)


def plan_with(store: Store | None, case: Case) -> bytes:
    selection, labels = select(pack_of(case)), load_labels(LAYOUTS, "nb")
    workspace = workspace_for(JobContext(selection, labels, Printing()), store)
    made = typeset_piece(workspace, "action-plan", load_pieces(LAYOUTS)["action-plan"])
    return page_file(made, workspace).pdf


@cache
def words_of(case: Case) -> list[pypdfium2.PdfTextPage]:
    return [page.get_textpage() for page in pypdfium2.PdfDocument(plan_of(case))]


def places(case: Case, words: str) -> list[tuple[int, tuple[float, float, float, float]]]:
    """Where words stand: the page, and the box of their first letter in points."""
    found = []
    for number, page in enumerate(words_of(case)):
        search = page.search(words, match_case=True)
        while hit := search.get_next():
            found.append((number, page.get_charbox(hit[0])))
    return found


def place(case: Case, words: str) -> tuple[int, tuple[float, float, float, float]]:
    (found,) = places(case, words)
    return found


def named(case: Case) -> dict[str, Widget]:
    return {widget.key: widget for widget in widgets(plan_of(case))}


@pytest.mark.parametrize("sample", ["english", "nynorsk"])
def test_steps_told_in_one_line_leave_the_plan_at_two_pages(sample: str) -> None:
    pack = load_pack(SAMPLES / sample)
    labels = load_labels(LAYOUTS, pack.cover.language)
    workspace = workspace_for(JobContext(select(pack), labels, Printing()), user_store())
    made = typeset_piece(workspace, "action-plan", load_pieces(LAYOUTS)["action-plan"])
    assert made.typeset.page_count == 2


QUICK = (SHORT[0], SHORT[1], SHORT[4], LONG[1])
cases = pytest.mark.parametrize("case", slow_but([*SHORT, *MANY, *LONG], *QUICK), ids=str)


@cases
def test_there_are_as_many_pages_as_it_takes(case: Case) -> None:
    assert len(words_of(case)) == case.pages


@pytest.mark.parametrize("case", slow_but([*SHORT, *MANY], *QUICK), ids=str)
def test_all_values_of_an_area_stand_on_the_page_of_its_name(case: Case) -> None:
    boxes, first = named(case), 101
    for index, count in enumerate(case.counts):
        page, _ = place(case, str(901 + index))
        assert {boxes[f"value-v{first + n}"].page for n in range(count)} == {page}
        first += count


@pytest.mark.parametrize("case", slow_but([*SHORT, *LONG], *QUICK), ids=str)
def test_no_page_but_the_last_is_half_empty(case: Case) -> None:
    """What is on it reaches down to its last fifth; that of a plan of two or three pages, the last
    page too."""
    for number, image in enumerate(drawn(plan_of(case))):
        lowest = ImageChops.invert(image).getbbox()
        assert lowest is not None
        if number < case.pages - 1 or case.pages < 4:
            assert lowest[3] > 0.78 * image.height, number


def drawn(pdf: bytes) -> Iterator[Image.Image]:
    """The pages in grey, a pixel a point, without their running lines."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    for page in document:
        image = page.render(scale=1, may_draw_forms=False).to_pil().convert("L")
        yield image.crop((0, 0, image.width, image.height - round(FOOT)))
    document.close()


@cases
def test_a_tick_box_stands_with_the_first_word_of_its_value(case: Case) -> None:
    boxes = {key: box for key, box in named(case).items() if key.startswith("value-")}
    assert len(boxes) == sum(case.counts)
    for key, box in boxes.items():
        page, (left, bottom, _, top) = place(case, key.removeprefix("value-v"))
        assert page == box.page
        assert 0 < left - box.right < 3 * POINTS_PER_MM
        assert box.bottom < (bottom + top) / 2 < box.top


@pytest.mark.parametrize("count", slow_but([2, 3, 5, 7, 10, 11, 13, 57, 60], 5, 10))
def test_the_values_of_one_area_stand_in_columns_that_are_alike(count: int) -> None:
    """Each has as many as the first, or one less, and none but one of one row has one alone."""
    case = Case((count,), 2)
    lefts = [round(box.left) for key, box in named(case).items() if key.startswith("value-")]
    columns = [len(list(column)) for _, column in groupby(lefts)]
    assert sum(columns) == count
    assert columns == sorted(columns, reverse=True)
    assert columns[0] - columns[-1] <= 1
    assert columns[-1] > 1 or columns[0] == 1
    if count == 10:
        assert columns == [5, 5]


def test_no_value_of_two_areas_is_alone_beside_a_longer_column() -> None:
    """Three values each stand in one column, where two columns would be two of them and one."""
    boxes = named(Case((3, 3), 2))
    lefts = [round(box.left) for key, box in boxes.items() if key.startswith("value-")]
    assert [len(list(column)) for _, column in groupby(lefts)] == [3, 3]


def test_values_in_columns_are_one_list_to_those_who_hear_it() -> None:
    """Of two areas with 20 values in two columns each."""
    with pikepdf.open(io.BytesIO(plan_of(SHORT[3]))) as pdf:
        kinds = list(lists_in(pdf.Root.StructTreeRoot.K))
    assert kinds == [["/LI"] * 20] * 2


def lists_in(tree: pikepdf.Object) -> Iterator[list[str]]:
    """The kinds of elements right below each list of the structure."""
    if isinstance(tree, pikepdf.Array):
        for kid in tree:
            yield from lists_in(kid)
    elif isinstance(tree, pikepdf.Dictionary) and "/S" in tree and "/K" in tree:
        if tree.S == "/L":
            yield [str(kid.S) for kid in tree.K]
        yield from lists_in(tree.K)


@cases
def test_the_title_of_an_area_stands_above_its_first_value(case: Case) -> None:
    boxes, first = named(case), 101
    for index, count in enumerate(case.counts):
        page, (left, bottom, _, _) = place(case, str(901 + index))
        box = boxes[f"value-v{first}"]
        assert page == box.page
        assert abs(left - box.left) < 3
        # Names side by side may be of some lines; that of one area alone stands near its values.
        most = 5 if len(case.counts) == 1 and not case.long else 30
        assert 0 < bottom - box.top < most * POINTS_PER_MM
        first += count


@cases
def test_a_step_begins_on_the_page_of_its_first_field(case: Case) -> None:
    fields = named(case)
    plan = load_pack(DEFAULT_PACK).action_plan
    assert plan is not None
    firsts = ("value-v101", "action-1", "follow-up-date", "already")
    for step, first in zip(plan.steps, firsts, strict=True):
        page, (_, bottom, _, _) = place(case, step.title)
        assert page == fields[first].page
        assert bottom > fields[first].top


@cases
def test_fields_are_never_too_small_and_stay_within_the_page(case: Case) -> None:
    for widget in widgets(plan_of(case)):
        height = (widget.top - widget.bottom) / POINTS_PER_MM
        assert height >= (8 if widget.kind == "/Tx" else 2.8), widget.key
        assert widget.bottom > FOOT - 6
        assert widget.left > 16 * POINTS_PER_MM
        assert widget.right < (210 - 16) * POINTS_PER_MM
    assert no_overlap(widgets(plan_of(case)))


def no_overlap(fields: Sequence[Widget]) -> bool:
    return not any(
        one.page == other.page
        and one.left < other.right
        and other.left < one.right
        and one.bottom < other.top
        and other.bottom < one.top
        for index, one in enumerate(fields)
        for other in fields[index + 1 :]
    )


@cases
def test_no_letter_is_smaller_than_8_points(case: Case) -> None:
    document = pypdfium2.PdfDocument(plan_of(case))
    sizes = {
        round(text.get_font_size() * text.get_matrix().a, 2)
        for page in document
        for text in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
    }
    document.close()
    assert min(sizes) >= 8
    assert {8.5, 9.5} <= sizes


@pytest.mark.parametrize("case", slow_but([SHORT[0], SHORT[-1], LONG[-1]], *QUICK), ids=str)
def test_it_is_pdf_ua_however_many_pages(case: Case) -> None:
    ua_1 = page_validation.ValidationProfile.PDF_UA_1
    report = page_validation.validate_pdf_bytes(plan_of(case), profile=ua_1)
    assert [failure.message for failure in report.failures] == []
    assert report.is_compliant


@pytest.mark.slow
def test_it_is_the_same_each_time() -> None:
    assert plan_with(None, SHORT[1]) == plan_with(None, SHORT[1]) == plan_of(SHORT[1])
