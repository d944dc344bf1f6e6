"""What sheets lack where a wide edge is left white, over every card, paper and margin."""

from dataclasses import replace

import pytest

from kit.core.errors import KitError
from kit.core.language import Language, speech
from kit.core.paths import LAYOUTS
from kit.core.rect import Rect
from kit.core.sizes import CARDS, PAPERS, Size
from kit.imposition.grid import Grid, best_grid
from kit.imposition.marks import MARK_LEAST, Line, margin_faces, marks
from kit.imposition.print_job import PrintJob
from kit.imposition.print_plan import GuidePlan
from kit.layout.formats import tiling_of
from kit.layout.pieces import load_margin_faces
from kit.pipeline.printer_notices import WORDS_OFF_EDGE, printer_notices
from kit.pipeline.run import BuiltKit
from kit.session.options import Marks
from kit.session.print_settings import Printing
from kit.typesetting.readback import is_clear, read_back

FACES = load_margin_faces(LAYOUTS)
NEAR = 1e-6
TOLD = (None, 0, 4, 5, 6.7, 8, 10, 12, 15, 20)
CARDS_JOB = PrintJob(
    "value-cards", "Verdikort", "verdikort.pdf", "A4", (160, 200), "table", Size(68, 95), 10, 1, 5
)


def printing(margin: float | None, **how: object) -> Printing:
    told = {} if margin is None else {"margin": margin}
    return Printing.model_validate({**told, **how})


def rulers(grid: Grid, how: Printing) -> list[Rect]:
    ruler, slug = FACES.ruler, FACES.slug
    wanted = (ruler.size, ruler.length, "slug", slug.size, grid, how.marks, how.edge)
    return [one.trim for one in margin_faces("ruler", *wanted) if one.face == "ruler"]


def seen(lines: list[Line], grid: Grid, edge: float) -> list[Line]:
    """The marks of which enough comes out on a printer that leaves this edge white."""
    width, height = grid.paper.width - edge, grid.paper.height - edge
    found = []
    for line in lines:
        (x1, y1), (x2, y2) = line.start, line.end
        across = min(x2, width) - max(x1, edge)
        down = min(y2, height) - max(y1, edge)
        if max(across, down) >= MARK_LEAST - NEAR and min(across, down) >= -NEAR:
            found.append(line)
    return found


@pytest.mark.parametrize("flip", ["long", "fold"])
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("card", CARDS)
def test_what_is_measured_and_cut_by_is_seen_or_said_to_be_missing(
    card: str, paper: str, flip: str
) -> None:
    """On the sheet, in the guide, and by `kit plan` and `kit build`: all of them say the same."""
    for margin in TOLD:
        how = printing(margin, card=card, paper=paper, flip=flip)
        try:
            grid = best_grid(CARDS[card], PAPERS[paper], how.edge.cards, folded=flip == "fold")
        except KitError:
            continue  # it is told that not one card fits
        edge = 4 if margin is None else margin
        placed = rulers(grid, how)
        printable = Rect(0, 0, grid.paper.width, grid.paper.height).grown(-edge)
        assert all(printable.margin_around(one) >= -NEAR for one in placed)
        job = replace(CARDS_JOB, grid=grid, rulers=len(placed))
        guide = GuidePlan(how, (job,))
        notices = printer_notices((job,), how)
        said = [key for step in guide.check_steps for key in step]
        assert ("no_ruler" in said) == (not placed) == any("a ruler" in one for one in notices)
        ends = [line for line in marks(grid, "crop", how.edge) if not line.dashed]
        all_seen = len(seen(ends, grid, edge)) == 2 * (len(grid.xs) + len(grid.ys))
        assert (guide.cut_steps[0] == ("crop",)) == all_seen
        assert any("crop marks" in one for one in notices) == (not all_seen)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("card", CARDS)
def test_where_nobody_told_of_the_printer_nothing_is_missing(card: str, paper: str) -> None:
    how = printing(None, card=card, paper=paper)
    grid = best_grid(CARDS[card], PAPERS[paper], how.edge.cards)
    job = replace(CARDS_JOB, grid=grid, rulers=len(rulers(grid, how)))
    assert job.rulers == 2
    assert printer_notices((job,), how) == ()


@pytest.mark.parametrize("kind", ["lines", "none"])
def test_who_asked_for_no_crop_marks_is_told_of_none(kind: Marks) -> None:
    how = printing(8, marks=kind)
    grid = best_grid(CARDS["standard"], PAPERS["A4"], 8)
    assert printer_notices((replace(CARDS_JOB, grid=grid, rulers=1),), how) == ()


def test_each_lack_is_a_sentence_that_names_the_sheets() -> None:
    grid = best_grid(CARDS["standard"], PAPERS["A3"], 5)
    first = replace(CARDS_JOB, grid=grid)
    other = replace(first, piece="quality-cards", title="Egenskapskort")
    backs = replace(first, part="backs", title="Baksider")
    posters = replace(CARDS_JOB, piece="posters", title="Plakater")
    assert printer_notices((first, other, backs, posters), printing(5)) == (
        "With 5 mm of margin there is no room beside the cards for a ruler (Verdikort and "
        "Egenskapskort): cut out a card and measure that.",
        "With 5 mm of margin there is no room beside the cards for all crop marks (Verdikort and "
        "Egenskapskort): cut by the measurements in the guide, or say --marks lines.",
    )


@pytest.mark.parametrize("margin", [9, 9.5, 12])
def test_sheets_that_may_lose_their_outermost_words_are_named(margin: float) -> None:
    """Not those that stand off the edge: cards, and the parts of posters."""
    how = printing(margin, paper="Letter", posters="Letter", marks="none")
    cards = replace(CARDS_JOB, grid=best_grid(CARDS["standard"], PAPERS["A4"], margin), rulers=1)
    posters = replace(CARDS_JOB, piece="posters", title="Plakater")
    parts = replace(posters, title="Plakater i deler", tiling=tiling_of(how))
    guide = replace(CARDS_JOB, piece="guide", title="Veileder")
    elsewhere = replace(guide, title="Fil", paper="")
    told = (
        f"With {margin:g} mm of margin the outermost words of Plakater and Veileder may be lost: "
        "they stand 9 mm off the edge. Print one sheet of each first.",
    )
    jobs = (cards, posters, parts, guide, elsewhere)
    assert printer_notices(jobs, how) == (() if margin == 9 else told)


def test_words_of_whole_sheets_stand_as_far_off_the_edge_as_is_told(
    default_kit: BuiltKit,
) -> None:
    for file in default_kit.files:
        if file.job.grid is None:
            for page in read_back(file.pdf):
                assert is_clear(page, WORDS_OFF_EDGE), file.job.file


def on_paper(width: float, height: float) -> PrintJob:
    """Cards on a sheet that stands or lies so, printed on both sides."""
    grid = replace(best_grid(CARDS["standard"], PAPERS["A4"], 8), paper=Size(width, height))
    return replace(CARDS_JOB, grid=grid, rulers=2, sides=2, flip="long")


UPRIGHT, LYING = (210, 297), (297, 210)


@pytest.mark.parametrize(
    ("paper", "offset", "upright", "told"),
    [
        (UPRIGHT, (5, -4), (0, 0), "stand upright"),
        (LYING, (0, 0), (1, 0), "lie on their side"),
        (UPRIGHT, (5, -4), (0, 1), ""),
        (LYING, (5, -4), (0, 0), ""),
        (UPRIGHT, (0, 0), (0, 0), ""),
        # What is typed for one build holds for all its sheets.
        (UPRIGHT, (5, -4), None, ""),
    ],
)
def test_backs_that_an_offset_does_not_move_are_told(
    paper: tuple[float, float],
    offset: tuple[float, float],
    upright: tuple[float, float] | None,
    told: str,
) -> None:
    how = printing(None, marks="none").model_copy(
        update={"back_offset": offset, "upright_offset": upright}
    )
    sheets = on_paper(*paper)
    notices = printer_notices((sheets,), how)
    assert [f"these sheets {told}, and" in one for one in notices] == ([True] if told else [])
    assert not told or how.offset_on(Size(*paper)) == (0, 0)
    assert printer_notices((replace(sheets, flip=None, sides=1),), how) == ()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "nb",
            (
                "Med 9,5 mm marg er det ikke plass til en målestrek ved siden av kortene "
                "(Verdikort): skjær ut et kort og mål det.",
                "Med 9,5 mm marg kan de ytterste ordene på Plakater og Veileder bli borte: de står "
                "9 mm fra kanten. Skriv ut ett ark av hver først.",
                "Baksidene på Verdikort blir ikke flyttet: disse arkene er stående, og "
                "forskyvningen på skriveren ble målt på liggende ark. Hold et første ark opp mot "
                "lyset, og bruk --upright-offset i `kit printer add`.",
            ),
        ),
        (
            "nn",
            (
                "Med 9,5 mm marg er det ikkje plass til ein målestrek ved sida av korta "
                "(Verdikort): skjer ut eit kort og mål det.",
                "Med 9,5 mm marg kan dei ytste orda på Plakater og Veileder bli borte: dei står 9 "
                "mm frå kanten. Skriv ut eitt ark av kvar først.",
                "Baksidene på Verdikort blir ikkje flytte: desse arka er ståande, og forskyvinga "
                "på skrivaren vart målt på liggjande ark. Hald eit første ark opp mot lyset, og "
                "bruk --upright-offset i `kit printer add`.",
            ),
        ),
    ],
)
def test_what_is_lacking_is_said_in_norwegian(language: Language, told: tuple[str, ...]) -> None:
    how = printing(9.5, marks="none").model_copy(
        update={"back_offset": (5, -4), "upright_offset": (0, 0)}
    )
    cards = replace(on_paper(*UPRIGHT), rulers=0)
    posters = replace(CARDS_JOB, piece="posters", title="Plakater")
    guide = replace(CARDS_JOB, piece="guide", title="Veileder")
    notices = printer_notices((cards, posters, guide), how)
    assert tuple(map(speech(language).said, notices)) == told
