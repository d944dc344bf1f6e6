"""How long it takes: what is counted, and how roughly it is told."""

from dataclasses import replace

import pytest

from kit.core.language import Language, speech
from kit.core.sizes import ANY_EDGE, PAPERS, Size
from kit.imposition.grid import Grid
from kit.imposition.print_job import PrintJob
from kit.imposition.tiles import tiled
from kit.pipeline.estimate import (
    A_CUT,
    LOADING,
    SIDES_A_MINUTE,
    about,
    assumptions,
    cuts_in_all,
    minutes_to_cut,
    minutes_to_print,
    sheets_at_once,
)

GRID = Grid(PAPERS["A4"].landscape, Size(68, 95), 4, 2)
FORM = PrintJob(
    piece="action-plan",
    title="Handlingsplan",
    file="handlingsplan.pdf",
    paper="A4",
    weight=(80, 100),
    amount="person",
    size=PAPERS["A4"],
    pages=2,
    copies=20,
    sheets=1,
)
CARDS = replace(
    FORM, piece="value-cards", weight=(160, 200), pages=10, copies=1, sheets=5, grid=GRID, cards=40
)


def test_sides_are_printed_at_the_printers_pace() -> None:
    assert minutes_to_print([FORM]) == LOADING + 40 / SIDES_A_MINUTE
    assert minutes_to_print([replace(FORM, copies=None)]) == LOADING + 2 / SIDES_A_MINUTE
    assert minutes_to_print([FORM, FORM]) == 2 * minutes_to_print([FORM])


def test_thick_paper_and_large_paper_take_twice_as_long() -> None:
    alone = minutes_to_print([FORM]) - LOADING
    thick = minutes_to_print([replace(FORM, weight=(160, 200))]) - LOADING
    large = minutes_to_print([replace(FORM, paper="A3")]) - LOADING
    assert thick == pytest.approx(2 * alone)
    assert large == pytest.approx(2 * alone, rel=1e-3)


def test_what_goes_to_a_shop_takes_no_time_here() -> None:
    assert minutes_to_print([replace(FORM, paper="A2"), replace(FORM, paper="")]) == 0


def test_piles_are_cut_into_strips_and_piles_of_strips_into_cards() -> None:
    # Of 200 g, six sheets at once: five upright cuts through all, three level ones through 20
    # strips in four piles.
    assert sheets_at_once(CARDS, "stack") == 6
    assert cuts_in_all(CARDS, "stack") == 5 * 1 + 3 * 4
    assert cuts_in_all(replace(CARDS, copies=2), "stack") == 5 * 2 + 3 * 7
    assert cuts_in_all(replace(CARDS, copies=None), "stack") == 5 * 1 + 3 * 4
    # Thinner paper, more of it at once.
    assert sheets_at_once(replace(CARDS, weight=(80, 100)), "stack") == 12


def test_scissors_cut_sheet_by_sheet() -> None:
    assert cuts_in_all(CARDS, "rows") == 5 * 5 + 3 * 20
    assert minutes_to_cut([CARDS, CARDS], "rows") == 2 * 85 * A_CUT


def test_what_is_not_cut_has_no_cuts() -> None:
    backs = replace(CARDS, part="backs", sheets=0)
    assert [cuts_in_all(job, "stack") for job in (FORM, backs)] == [0, 0]


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (0.5, "about 5 min"),
        (7.4, "about 5 min"),
        (7.6, "about 10 min"),
        (26, "about 25 min"),
        (61, "about 60 min"),
        (89, "about 1 h 30 min"),
        (113, "about 2 h"),
        (131, "about 2 h 15 min"),
    ],
)
def test_times_are_told_as_roughly_as_they_are_known(minutes: float, told: str) -> None:
    assert about(minutes) == told


def test_what_is_assumed_is_what_there_is() -> None:
    printing, cutting = assumptions([CARDS, FORM], "stack")
    assert "20 sides of A4 a minute" in printing
    assert "takes 6 sheets of card at once, 15 s a cut" in cutting
    # Five cuts make four strips, and three go through each: of a sheet in one pile, of six in four.
    assert "A sheet alone takes 8 cuts, a full pile 17: its strips lie in several piles." in cutting
    few = replace(CARDS, grid=replace(GRID, columns=2))
    assert "takes 6–8 cuts, a full pile 9–17" in list(assumptions([CARDS, few], "stack"))[1]
    assert (
        "scissors, sheet by sheet, 17 cuts a sheet, 15 s a cut"
        in list(assumptions([CARDS], "rows"))[1]
    )
    assert len(list(assumptions([FORM], "stack"))) == 1


@pytest.mark.parametrize(
    ("job", "word"),
    [
        (replace(FORM, copies=None), "Counted once"),
        (replace(CARDS, grid=replace(GRID, fold="level")), "To fold"),
        (
            replace(FORM, tiling=tiled(PAPERS["A3"], PAPERS["A4"], ANY_EDGE, full_size=False)),
            "to glue",
        ),
        (replace(FORM, paper="A2"), "such as A2"),
    ],
)
def test_what_is_left_out_is_told(job: PrintJob, word: str) -> None:
    assert word in list(assumptions([job], "stack"))[-1]


@pytest.mark.parametrize(
    ("language", "times", "printing", "cutting"),
    [
        (
            "nb",
            ["omtrent 25 min", "omtrent 2 t 15 min", "omtrent 2 t"],
            "Utskrift: 20 sider A4 i minuttet, halvparten så mange på papir fra 105 g og på A3, og "
            "2 min per fil til å legge i papir.",
            "Skjæring: en kutter som tar 6 ark kartong om gangen, 15 s per snitt. Ett ark "
            "alene tar 8 snitt, en full bunke 17: strimlene ligger i flere bunker.",
        ),
        (
            "nn",
            ["om lag 25 min", "om lag 2 t 15 min", "om lag 2 t"],
            "Utskrift: 20 sider A4 i minuttet, halvparten så mange på papir frå 105 g og på A3, og "
            "2 min per fil til å leggje i papir.",
            "Skjering: ein kuttar som tek 6 ark kartong om gongen, 15 s per snitt. Eitt ark "
            "åleine tek 8 snitt, ein full bunke 17: strimlane ligg i fleire bunkar.",
        ),
    ],
)
def test_estimates_are_said_in_norwegian(
    language: Language, times: list[str], printing: str, cutting: str
) -> None:
    said = speech(language).said
    assert [said(about(minutes)) for minutes in (26, 131, 113)] == times
    assert [said(one) for one in assumptions([CARDS, FORM], "stack")] == [printing, cutting]
