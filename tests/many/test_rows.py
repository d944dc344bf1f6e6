"""A row of a spreadsheet as a session file would say it."""

from pathlib import Path
from typing import Any

import pytest

from kit.many.headings import columns_of
from kit.many.rows import SessionRow
from kit.reading.cells import Cell, Worksheet


def row(sheet: str = "Ark1", **said: Any) -> SessionRow:
    """The fourth row of a sheet, with these texts or cells below these headings."""
    head = tuple(Cell(key, 1, place) for place, key in enumerate(said, 1))
    cells = tuple(
        Cell(one, 4, place) if isinstance(one, str) else Cell(line=4, column=place, **one)
        for place, one in enumerate(said.values(), 1)
    )
    columns = columns_of([cell.text for cell in head])
    return SessionRow(Path("x.xlsx"), "x.xlsx", Worksheet(sheet, ()), head, cells, columns)


def number(text: str, fault: str = "") -> dict[str, str]:
    return {"text": text, "kind": "number", "fault": fault}


def test_a_row_says_what_a_session_file_would() -> None:
    said = row(
        title=" Fagdag ", date="3.12.2026", personer="24", tables="", values="2.3 og 2.4",
        individual="X", marg=number("6.5", "who knows"), team="–",
    )  # fmt: skip
    assert said.data == {
        "title": "Fagdag", "date": "3.12.2026", "people": "24", "values": "2.3 og 2.4",
        "individual": "yes", "margin": "6.5",
    }  # fmt: skip
    assert (said.problems, said.line) == ([], 4)


def test_a_day_is_taken_as_the_workbook_holds_it() -> None:
    shown = {"text": "46359", "kind": "date", "fault": "who knows", "day": "2026-12-03"}
    assert row(date=shown).data == {"date": "2026-12-03"}


@pytest.mark.parametrize("count", ["24", "24 personer", "24 deltakere"])
def test_how_many_take_part_may_stand_where_their_list_would(count: str) -> None:
    assert row(deltakere=count).data == {"people": count}
    assert row(deltakere="folk.xlsx").data == {"participants": "folk.xlsx"}
    assert row(antall_deltakere="Teams.csv").data == {"participants": "Teams.csv"}
    assert row(personer="ca. 30").data == {"people": "ca. 30"}
    # Where people have a column of their own, a figure is no list.
    assert row(deltakere=count, people="3").data == {"participants": count, "people": "3"}


def test_pieces_may_have_their_amounts() -> None:
    assert row(pieces="verdikort, plakater").data == {"pieces": "verdikort, plakater"}
    told = row(pieces="value-cards: per table; posters: 2\nguide").data
    assert told == {"pieces": {"value-cards": "per table", "posters": "2", "guide": None}}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"values": number("2.1")}, "here is the number 2.1, which may be read in two ways: "),
        ({"areas": {"text": "3.1.2026", "kind": "date", "day": "2026-01-03"}}, "here is a date"),
        ({"people": {"text": "", "kind": "formula", "fault": "no result"}}, "no result"),
        ({"people": {"text": "24", "struck": True}}, "this is struck out and the rest"),
        ({"date": {"text": "0.5", "kind": "date"}}, "here is a date or a time"),
    ],
)
def test_a_cell_of_which_nobody_knows_what_it_says_is_told_at_its_place(
    said: dict[str, Any], told: str
) -> None:
    found = row(title="x", **said)
    (problem,) = found.problems
    assert str(problem).startswith(f"x.xlsx:4:2: sheet «Ark1», B4: {told}")
    assert found.data == {"title": "x"}


def test_whole_numbers_and_truths_are_known() -> None:
    said = row(areas=number("3"), preview={"text": "TRUE", "kind": "truth", "fault": "which?"})
    assert (said.data, said.problems) == ({"areas": "3", "preview": "TRUE"}, [])


def test_problems_are_told_at_the_cell_of_their_key_or_where_the_row_begins() -> None:
    said = row("", title="", deltakere="24", bord="3")
    assert str(said.problem(("people",), "too few")) == "x.xlsx:4:2: too few"
    assert str(said.problem(("tables", 0), "too many")) == "x.xlsx:4:3: too many"
    assert str(said.problem(("out",), "where?")) == "x.xlsx:4:2: where?"


def test_a_cell_beyond_the_headings_of_a_text_is_the_rest_of_one() -> None:
    said = row("", title="a", date="3.12.2026")
    longer = SessionRow(
        said.path, said.shown, said.sheet, said.head, (*said.row, Cell("b", 4, 20)), said.columns
    )
    (problem,) = longer.problems
    assert str(problem).startswith("x.xlsx:4:20: this line has more cells than there are headings")
