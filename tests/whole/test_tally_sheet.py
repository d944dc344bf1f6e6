"""The tally sheet, read back: a line for each value, a column for each table."""

import re
from collections.abc import Sequence
from html import unescape
from itertools import pairwise

import pypdfium2
import pytest

from kit.content.models import Pack
from kit.content.packs import load_pack
from kit.core.paths import DEFAULT_PACK, LAYOUTS
from kit.core.sizes import POINTS_PER_MM
from kit.core.spelling import plain
from kit.layout.labels import load_labels
from kit.layout.pieces import load_pieces
from kit.pipeline.pages import page_file
from kit.pipeline.result import FinishedFile
from kit.session.attendance import Attendance
from kit.session.event import Event
from kit.session.print_settings import Printing
from kit.session.selection import Selection, select
from kit.typesetting.job import JobContext
from kit.typesetting.print_rules import guide_plan
from kit.typesetting.stages import TypesetPiece
from kit.typesetting.workspace import workspace_for
from tests.conftest import A_SESSION, page_texts, stands_in, typeset_piece, workspace_of_all
from tests.whole.test_page_fill import FULL, pages_of

PIECE = load_pieces(LAYOUTS)["tally-sheet"]
# In mm.
LEAST_ROW = 7.0
# Pixels to the mm, and how dark a line is at least.
FINE, LINE = 10, 190
ROOMS = {tables: Attendance(None, tables) for tables in (1, 4, 12)}


def made(
    attendance: Attendance, selection: Selection | None = None, title: str = ""
) -> tuple[TypesetPiece, FinishedFile]:
    event = Event(title, None, "", attendance)
    chosen = selection or select(load_pack(DEFAULT_PACK))
    workspace = workspace_for(
        JobContext(chosen, load_labels(LAYOUTS, "nb"), Printing(), event=event)
    )
    piece = typeset_piece(workspace, "tally-sheet", PIECE, guide_plan([], workspace.context))
    return piece, page_file(piece, workspace)


def rows(piece: TypesetPiece) -> list[list[str]]:
    """The text of each cell, row by row, of all tables of the page."""
    found = re.findall(r"<tr>.*?</tr>", piece.faces.html, re.DOTALL)
    told = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in found]
    return [[unescape(re.sub("<.*?>", "", cell)).strip() for cell in row] for row in told]


@pytest.mark.parametrize("attendance", ROOMS.values(), ids=str)
def test_a_line_for_each_value_and_a_column_for_each_table(attendance: Attendance) -> None:
    piece, _ = made(attendance)
    selection = select(load_pack(DEFAULT_PACK))
    found = rows(piece)
    heads = [row for row in found if row[-1] == "Sum"]
    assert len(heads) == len(selection.areas) + 1
    assert all(head == ["Verdi", *attendance.letters, "Sum"] for head in heads)
    lines = [row for row in found if row not in heads]
    assert {len(line) for line in lines} == {len(heads[0])}
    assert [plain(line[0]).replace("\u00a0", " ") for line in lines if line[0]] == [
        f"{value.number} {plain(value.name)}" for value in selection.values
    ]
    assert sum(not line[0] for line in lines) == 3
    assert not any("".join(line[1:]) for line in lines)


@pytest.mark.parametrize(
    "attendance", [Attendance(9, None), Attendance(None, 13), Attendance(500, 100)], ids=str
)
def test_without_tables_or_with_too_many_strokes_are_counted(attendance: Attendance) -> None:
    piece, _ = made(attendance)
    heads = [row for row in rows(piece) if row[-1] == "Sum"]
    assert all(head == ["Verdi", "Streker", "Sum"] for head in heads)
    assert "Sett én strek" in unescape(piece.faces.html)


def gaps(dark: Sequence[bool]) -> list[float]:
    """How far apart the dark places of a strip are, in mm."""
    starts = [at for at, (before, here) in enumerate(pairwise((False, *dark))) if here > before]
    return [(below - above) / FINE for above, below in pairwise(starts)]


@pytest.mark.parametrize("attendance", [*ROOMS.values(), Attendance(9, None)], ids=str)
def test_cells_are_large_enough_to_write_in(attendance: Attendance) -> None:
    """Between the lines that go across, and between those that go down."""
    _, file = made(attendance)
    document = pypdfium2.PdfDocument(file.pdf)
    pages = [page.render(scale=FINE / POINTS_PER_MM).to_pil().convert("L") for page in document]
    document.close()
    seen = 0
    for shown in pages:
        # Right in the column of sums, beside its heading.
        x, below = round(190.5 * FINE), round(60 * FINE)
        down = [shown.getpixel((x, y)) < LINE for y in range(below, shown.height)]
        seen += len(gaps(down))
        assert min(gaps(down)) >= LEAST_ROW
        # Across the first line, from the end of its name: each table's cell, and that of the sum.
        y = below + down.index(True) + round(4.5 * FINE)
        across = [
            shown.getpixel((at, y)) < LINE for at in range(round(79 * FINE), round(194 * FINE))
        ]
        assert len(gaps(across)) == (len(attendance.letters) or 1) + 1
        assert min(gaps(across)) >= LEAST_ROW
    assert seen > 40


@pytest.mark.slow
def test_forty_values_and_own_ones_stand_on_one_sheet() -> None:
    for attendance in ROOMS.values():
        _, file = made(attendance, title=A_SESSION.title)
        assert (file.job.pages, file.job.sheets, file.job.sides) == (2, 1, 2)


@pytest.mark.parametrize(
    ("paper", "values", "own"),
    [
        ("A4", ["1.1", "1.2", "1.3"], 10),
        pytest.param("Letter", ["1.1"], 10, marks=pytest.mark.slow),
        pytest.param("Letter", [], 3, marks=pytest.mark.slow),
        pytest.param("A4", [f"{area}.1" for area in (1, 2, 3, 4)], 7, marks=pytest.mark.slow),
    ],
)
def test_lines_fill_their_pages(paper: str, values: list[str], own: int) -> None:
    """They are as high as there is room for, and few values leave more lines for own ones."""
    chosen = select(load_pack(DEFAULT_PACK), values=values)
    event = Event(A_SESSION.title, A_SESSION.date, "Team Nord", Attendance(24, 4))
    context = JobContext(
        chosen, load_labels(LAYOUTS, "nb"), Printing.model_validate({"paper": paper}), event=event
    )
    plan = guide_plan([], context)
    piece = typeset_piece(workspace_for(context), "tally-sheet", PIECE, plan)
    assert piece.typeset.page_count == (1 if values else 2)
    assert min(page.fill for page in pages_of(piece.typeset.pdf)) >= FULL
    assert sum(not row[0] for row in rows(piece)) == own


@pytest.mark.slow
def test_few_values_stand_on_one_page() -> None:
    _, file = made(Attendance(20, 4), select(load_pack(DEFAULT_PACK), values=["1.1", "3.6"]))
    assert (file.job.pages, file.job.sides, file.job.flip) == (1, 1, None)


@pytest.mark.slow
def test_long_names_are_whole_and_heads_are_repeated_on_every_page(pack: Pack) -> None:
    """As many values as one area never has, of names as long as they may be."""
    area = pack.areas[0]
    name = (
        "Menneske\u00adrettighets\u00adfokus og evnen til å ta imot tilbakemelding, også når den "
        "kommer sent og fra uventet hold"
    )
    many = tuple(area.values[0].model_copy(update={"id": f"v{n}", "name": name}) for n in range(40))
    changed = area.model_copy(update={"values": many, "figure": None})
    cover, others = pack.cover, pack.areas[1:]
    longest = Pack(cover, (changed, *others), pack.qualities, pack.dilemmas, pack.action_plan)
    piece, file = made(Attendance(24, 6), select(longest, values=[f"1.{n}" for n in range(1, 41)]))
    texts = list(page_texts(file.pdf))
    assert len(texts) >= 3
    for text in texts:
        assert re.search(r"Verdi\s+A\s+B\s+C\s+D\s+E\s+F\s+Sum", text)
    whole = "\n".join(texts)
    assert all(re.search(rf"(?<!\d)1\.{n}(?!\d)", whole) for n in range(1, 41))
    assert stands_in("og evnen til å ta imot tilbakemelding", whole)
    assert piece.typeset.faults == {}


def test_the_head_says_what_it_is_for() -> None:
    workspace = workspace_of_all(A_SESSION)
    piece = typeset_piece(workspace, "tally-sheet", PIECE, guide_plan([], workspace.context))
    first = next(page_texts(page_file(piece, workspace).pdf)).replace("\u00a0", " ")
    assert re.match(r"Opptellingsark\s+Fagdag\s+Team Nord · 3\. desember 2026\s", first)
    _, bare = made(Attendance(24, 4))
    assert re.match(r"Opptellingsark\s+Verdier og holdninger", next(page_texts(bare.pdf)))
