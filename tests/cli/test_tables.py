from dataclasses import replace

import pytest

from kit.cli.tables import (
    counted_line,
    jobs_table,
    kinds_table,
    pack_line,
    paper_lines,
    plan_table,
    printers_table,
    problem_lines,
    texts_table,
)
from kit.content.packs import load_pack
from kit.core.errors import Problem
from kit.core.language import Language, speech
from kit.core.sizes import ANY_EDGE, PAPERS, Size
from kit.core.sizes import CARDS as CARD_FORMATS
from kit.imposition.grid import Grid
from kit.imposition.print_job import PrintJob
from kit.imposition.print_plan import plan_for_guide
from kit.imposition.tiles import tiled
from kit.pipeline.pack_fit import PackFit, TextFit
from kit.session.attendance import Attendance
from kit.session.event import Event
from kit.session.print_settings import Printing
from kit.session.printers import Printer
from tests.conftest import SAMPLES

CARDS = PrintJob(
    piece="value-cards",
    title="Verdikort",
    file="verdikort.pdf",
    paper="A4",
    weight=(160, 200),
    amount="table",
    size=Size(63, 88.5),
    pages=10,
    sheets=5,
    sides=2,
    flip="short",
)


def test_files_for_the_office_are_listed_with_their_paper() -> None:
    fronts = replace(CARDS, file="fronts.pdf", sides=1, flip=None, part="fronts")
    backs = replace(fronts, file="backs.pdf", sheets=0, part="backs")
    table = jobs_table([CARDS, fronts, backs], Printing())
    assert table.columns == ("file", "paper", "sheets", "sides", "flip edge")
    assert table.rows == (
        ("verdikort.pdf", "A4", "5", "2", "short"),
        ("fronts.pdf", "A4", "5", "1", "–"),
        ("backs.pdf", "A4", "0", "1", "–"),
    )


def test_copies_are_listed_where_some_are_wanted() -> None:
    once, often = replace(CARDS, copies=1), replace(CARDS, file="plan.pdf", copies=24)
    assert "copies" not in jobs_table([once], Printing()).columns
    each = replace(CARDS, copies=None, amount="table")
    rows = jobs_table([once, often, each], Printing()).records()
    assert [row["copies"] for row in rows] == ["1", "24", "1 a table"]


@pytest.mark.parametrize("to", ["print-shop", "screen"])
def test_files_for_others_are_listed_with_their_pages_and_size(to: str) -> None:
    table = jobs_table([replace(CARDS, paper="")], Printing.model_validate({"for": to}))
    assert table.columns == ("file", "pages", "size")
    assert table.rows == (("verdikort.pdf", "10", "63 × 88.5 mm"),)


def test_printers_are_listed_as_they_are_typed() -> None:
    """What a row says can be given to `kit printer add` as it stands."""
    far = Printer(offset=(-0.25, 10), margin=6.5, duplex="none", papers=("Letter", "SRA3"))
    table = printers_table({"HP kontor": far, "hjemme": Printer()})
    assert table.records() == [
        {
            "name": "HP kontor",
            "offset": "-0.25,10",
            "upright-offset": "0,0",
            "margin": "6.5",
            "duplex": "none",
            "papers": "letter,sra3",
        },
        {
            "name": "hjemme",
            "offset": "0,0",
            "upright-offset": "0,0",
            "margin": "–",
            "duplex": "long",
            "papers": "a4",
        },
    ]
    for record, printer in zip(table.records(), (far, Printer()), strict=True):
        del record["name"]
        said = {key: text for key, text in record.items() if text != "–"}
        assert Printer.model_validate(said) == printer


# What a plan tells


DECKS = replace(
    CARDS,
    cards=80,
    letters=("A", "B"),
    copies=1,
    blanks=0,
    amount="table",
    weight=(160, 200),
    paper="A4",
)
POSTERS = replace(
    CARDS,
    piece="posters",
    file="plakater.pdf",
    paper="A3",
    amount="room",
    copies=1,
    pages=4,
    sheets=4,
    sides=1,
    flip=None,
)
PLANS = replace(
    POSTERS, piece="action-plan", file="plan.pdf", paper="A4", amount="person", pages=2, sheets=1
)


def test_what_there_is_so_far_is_told_in_a_line() -> None:
    few = replace(DECKS, cards=6, sheets=1)
    assert counted_line([DECKS, few, POSTERS]) == (
        "43 cards × 2 decks on 6 sheets of A4, 4 posters on 4 sheets of A3"
    )
    backs = replace(DECKS, part="backs", sheets=0)
    one = replace(DECKS, cards=1, letters=(), sheets=1)
    assert counted_line([backs, one]) == "1 card on 1 sheet of A4"
    assert counted_line([replace(one, sheets=0, paper="")]) == "1 card"


def test_what_is_counted_is_told_in_words_cards_first() -> None:
    signs = replace(POSTERS, piece="table-signs", file="skilt.pdf", paper="A4")
    labels = replace(DECKS, piece="envelope-labels", file="lapp.pdf", cards=4, letters=(), sheets=1)
    sheet = replace(PLANS, piece="tally-sheet", file="ark.pdf", amount="room", copies=1)
    guide = replace(PLANS, piece="guide", file="veileder.pdf", amount="room", copies=1, pages=5)
    jobs = [labels, replace(PLANS, copies=24), sheet, signs, POSTERS, DECKS, guide]
    assert counted_line(jobs, with_sheets=False) == (
        "40 cards × 2 decks, 4 labels, 24 plans, 1 counting sheet, 4 signs, 4 posters"
    )
    assert counted_line([replace(PLANS, copies=24)]) == "24 plans on 24 sheets of A4"
    by_name = replace(PLANS, copies=1, people=24, pages=48, sheets=24)
    assert counted_line([by_name]) == "24 plans on 24 sheets of A4"
    # How many pages a text flows over may be unknown.
    assert counted_line([replace(PLANS, copies=24, pages=0, sheets=0)]) == "24 plans"
    assert counted_line([replace(PLANS, copies=None, sheets=0)]) == "1 plan a person"
    assert counted_line([replace(POSTERS, copies=None, sheets=0)]) == "4 posters"
    # A file is listed with what it holds, however often it is printed.
    table = plan_table([*jobs, replace(PLANS, copies=24), by_name], Printing())
    assert [row[1] for row in table.rows] == [
        *("4 labels", "1 plan", "1 counting sheet", "4 signs", "4 posters", "40 cards × 2 decks"),
        *("5 pages", "1 plan", "24 plans"),
    ]


def test_posters_in_parts_are_counted_as_posters() -> None:
    tiling = tiled(PAPERS["A3"], PAPERS["A4"], ANY_EDGE, full_size=False)
    parts = replace(POSTERS, paper="A4", pages=8, sheets=8, tiling=tiling)
    assert counted_line([parts]) == "4 posters in 2 parts on 8 sheets of A4"


def test_a_plan_is_listed_with_paper_and_cuts() -> None:
    grid = Grid(PAPERS["A4"].landscape, Size(68, 95), 4, 2)
    cards = replace(DECKS, grid=grid, blanks=3, sheets=5)
    backs = replace(cards, file="backs.pdf", part="backs", sheets=0, sides=1)
    table = plan_table([cards, backs, replace(POSTERS, amount="room")], Printing())
    assert table.columns[2:] == ("paper", "sheets", "copies", "sides", "cuts in all")
    first, second, third = table.rows
    assert first[1:] == (*("40 cards × 2 decks, 3 blank", "A4, 160–200 g", "5", "1", "2", "17"),)
    assert second[2:] == ("as the fronts", "–", "1", "1", "–")
    assert third[3:5] == ("4", "1")


def test_paper_is_told_in_all_or_for_each() -> None:
    attendance = Event(attendance=Attendance(people=4, tables=2))
    form = replace(PLANS, copies=4, weight=(80, 100))
    plan = plan_for_guide(Printing(), [DECKS, form], attendance)
    assert list(paper_lines(plan)) == [
        "Paper in all: 5 sheets of A4 160–200 g, 4 sheets of A4 80–100 g"
    ]
    some = [replace(DECKS, copies=None), replace(form, copies=None, amount="room")]
    assert list(paper_lines(plan_for_guide(Printing(), some))) == [
        "Paper for each table: 5 sheets of A4",
        "Paper for the room: 1 sheet of A4",
    ]
    decks = plan_for_guide(Printing(decks=3), some[:1])
    assert list(paper_lines(decks)) == ["Paper for all 3 decks: 5 sheets of A4"]


FOUND = PackFit(
    load_pack(SAMPLES / "small"),
    (
        TextFit("Cards", "1.1 A", {"standard": 100, "poker": 88}),
        TextFit("Cards", "1.2 B", {"standard": 100, "poker": None}),
        TextFit("Cards", "1.3 C", {"standard": 100, "poker": 100}),
        TextFit("Posters", "A", {"poster": 96}),
    ),
    {"poker": tuple(Problem("a", n, 1, "x") for n in range(1, 13)), "standard": ()},
)


# Cards are tried on two formats above; these are the others, and poster and page.
OTHERS = ["–"] * (len(CARD_FORMATS) - 2 + 2)
# Posters are tried on no card.
NO_CARD = ["–"] * len(CARD_FORMATS)


def test_kinds_are_counted() -> None:
    table = kinds_table(FOUND)
    assert table.columns[:3] == ("fits on", "standard", "poker")
    assert table.rows == (
        ("Cards", "all", "2 of 3, 1 smaller", *OTHERS),
        ("Posters", *NO_CARD, "all, 1 smaller", "–"),
    )


def test_texts_that_are_tight_are_told_and_all_where_asked() -> None:
    assert texts_table(FOUND, every=False).rows == (
        ("Cards: 1.1 A", "yes", "88 %", *OTHERS),
        ("Cards: 1.2 B", "yes", "no", *OTHERS),
        ("Posters: A", *NO_CARD, "96 %", "–"),
    )
    assert len(texts_table(FOUND, every=True).rows) == 4


def test_problems_are_told_up_to_ten_of_a_format() -> None:
    lines = list(problem_lines(FOUND, every=False))
    assert lines[0] == "a:1:1: x"
    assert lines[9:] == ["a:10:1: x", "and 2 more on poker: --all tells them"]
    assert len(list(problem_lines(FOUND, every=True))) == 12


def test_a_pack_is_told_in_a_line() -> None:
    assert pack_line(FOUND) == "En liten prøvepakke & mer: 2 areas, 4 values"


@pytest.mark.parametrize(
    ("language", "heads", "counted"),
    [
        (
            "nb",
            "fil innhold papir ark eksemplarer sider per ark snitt til sammen",
            "24 handlingsplaner på 24 ark A4",
        ),
        (
            "nn",
            "fil innhald papir ark eksemplar sider per ark snitt til saman",
            "24 handlingsplanar på 24 ark A4",
        ),
    ],
)
def test_tables_are_said_in_the_language(language: Language, heads: str, counted: str) -> None:
    said = speech(language).said
    table = plan_table([POSTERS, replace(PLANS, copies=None)], Printing())
    assert " ".join(map(said, table.columns)) == heads
    assert said(table.rows[0][1]) == ("4 plakater" if language == "nb" else "4 plakatar")
    assert said(table.rows[1][4]) == "1 per person"
    assert said(counted_line([replace(PLANS, copies=24)])) == counted
    assert list(table.records()[0])[:2] == ["file", "holds"]
