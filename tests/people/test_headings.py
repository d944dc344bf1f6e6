import pytest

from kit.people.headings import (
    column_of,
    header_row,
    is_header,
    name_columns,
    nearest_heading,
    shown_headings,
    unknown_column,
)
from kit.reading.cells import Cell, Row


def table(text: str) -> list[Row]:
    """Rows as they are read: those with nothing written are left out, their lines count."""
    return [
        tuple(Cell(cell, line, column) for column, cell in enumerate(row.split(";"), start=1))
        for line, row in enumerate(text.split("\n"), start=1)
        if row.strip(";")
    ]


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        ("Navn", (0,)),
        ("NAMN", (0,)),
        (" name ", (0,)),
        ("Bord;Navn", (1,)),
        ("Navn (fullt):;Bord", (0,)),
        ("E-post;Fullt navn *", (1,)),
        ("Full_Name;Navn", (0,)),
        ("Fornavn;Etternavn", (0, 1)),
        ("Etternavn;Fornavn", (1, 0)),
        ("Førenamn;Etternamn", (0, 1)),
        ("Forenamn;Bord;Etternamn", (0, 2)),
        ("First Name;Last name", (0, 1)),
        ("Surname;given name;Middle Name", (1, 2, 0)),
        ("Fornavn;Bord", (0,)),
        ("Bord;Etternavn", (1,)),
        ("Fornavn;Etternavn;Navn", (2,)),
        ("For- og etternavn", (0,)),
        ("Deltaker;Bord", (0,)),
        (";Deltakarar", (1,)),
        ("Deltaker;Navn", (1,)),
        ("Kari;Deltaker", ()),
        ("Mellomnavn", ()),
        ("Kari Nordmann;2", ()),
        ("Kari Navn", ()),
        ("(Navn)", (0,)),
        ("", ()),
        (";", ()),
    ],
)
def test_names_are_found_by_their_headings(row: str, columns: tuple[int, ...]) -> None:
    assert name_columns(row.split(";")) == columns


@pytest.mark.parametrize(
    ("row", "header"),
    [
        ("Navn", True),
        ("Hvem;Bord", True),
        ("Hvem;E-post;Telefon", True),
        ("Kari;Påmeldt", True),
        ("Bord", False),
        ("Bord;", False),
        ("Kari;Team Nord", False),
        ("Kari;kari@example.no;Gruppe", False),
        ("Kari;+47 ;Gruppe", False),
        ("Kari;4712345;Gruppe", False),
        # Names of people, all of them.
        ("Åge;By", False),
        ("Kari", False),
        ("", False),
    ],
)
def test_a_header_is_told_from_people(row: str, header: bool) -> None:
    assert is_header(row.split(";")) is header


def test_the_column_asked_for_makes_a_header() -> None:
    assert not is_header(["Hvem", "Hvor"])
    assert is_header(["Hvem", "Hvor"], "HVOR")
    assert not is_header(["Hvem", "Hvor"], "Når")


def test_a_column_is_found_in_any_spelling() -> None:
    headings = ["Hvem", "E-postadresse", "Påmeldt (ja/nei)", "2026", "Hvem"]
    assert column_of("hvem", headings) == 0
    assert column_of("epostadresse", headings) == 1
    assert column_of("pameldt", headings) == 2
    assert column_of("2026", headings) == 3
    assert column_of("", [*headings, ""]) is None
    assert column_of("Hvor", headings) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Navn\nKari", 0),
        ("\n\nNavn;Bord\nKari;2", 0),
        ("Fagdag om verdier\n3. desember;\nNavn;Bord\nKari;2", 2),
        ("Deltakere i dag\n\nNavn\nKari", 1),
        # A list that somebody sorted with its heading: these are people.
        ("Anne\nKari\nNavn\nOla", None),
        ("Anne;1\nKari;2\nNavn;Bord\nOla;3", None),
        ("Kari\nOla", None),
        ("a\nb\nc\nd\nNavn;Bord", 4),
        ("a\nb\nc\nd\ne\nNavn;Bord", None),
    ],
)
def test_the_header_may_stand_below_titles(text: str, number: int | None) -> None:
    assert header_row(table(text), None) == number


def test_the_column_asked_for_goes_before_other_headings() -> None:
    assert header_row(table("Navn\nx;y\nHvem;Hvor"), "hvor") == 2
    assert header_row(table("Hvem;Hvor\nKari;x"), "Når") is None
    assert header_row(table("Navn;Hvor\nKari;x"), "Når") == 0


def test_the_first_heading_that_is_not_known_is_found() -> None:
    assert unknown_column(["Nr", "", "Hvem", "Hvor"]) == 2
    assert unknown_column(["Nr", "E-post"]) is None


def test_headings_are_shown_and_the_nearest_is_found() -> None:
    assert shown_headings(["Navn", " ", "E\npost"]) == "«Navn», «E post»"
    assert shown_headings(list("abcdefghij")).endswith("«h», and 2 more")
    assert shown_headings(list("abcdefgh")).endswith("«g», «h»")
    assert nearest_heading("Påmeldtt", ["Navn", "Pameldt"]) == "Pameldt"
    assert nearest_heading("nav", ["Bord", "Navn  her", "Navn"]) == "Navn"
    assert nearest_heading("xyz", ["Navn"]) is None
