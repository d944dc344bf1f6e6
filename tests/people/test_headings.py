import pytest

from kit.people.headings import (
    candidates,
    is_header,
    is_log,
    is_names_heading,
    is_section_of_people,
    name_columns,
    unknown_column,
)


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
        ("Fornavn og mellomnavn;Etternavn", (0, 1)),
        ("Etternavn;For- og evt. mellomnavn;E-post", (1, 0)),
        ("First and middle name(s);Surname", (0, 1)),
        ("Efternamn;Förnamn", (1, 0)),
        ("Fornavn;Efternavn", (0, 1)),
        ("Vorname;Nachname", (0, 1)),
        ("Ovdanamma;Goargu", (0, 1)),
        ("Namma;E-poasta", (0,)),
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
    assert not is_header(["Hva", "Hvor"])
    assert is_header(["Hva", "Hvor"], "HVOR")
    assert not is_header(["Hva", "Hvor"], "Når")


def test_the_first_heading_that_is_not_known_is_found() -> None:
    assert unknown_column(["Nr", "", "Hvem", "Hvor"]) == 3
    assert unknown_column(["Nr", "E-post"]) is None


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        ("Navn;Fullt navn;E-post", ((0,), (1,))),
        ("Name;Given Name;Additional Name;Family Name", ((0,), (1, 3))),
        ("E-post;Navn;Hva er ditt fulle navn?", ((1,), (2,))),
        ("Skriv inn navnet ditt;Kommune", ((0,),)),
        ("What is your full name?;Navn på sjefen din", ((0,),)),
    ],
)
def test_several_columns_may_hold_the_names(row: str, columns: tuple[tuple[int, ...], ...]) -> None:
    assert candidates(row.split(";")) == columns


@pytest.mark.parametrize(
    ("row", "is_sure"),
    [
        ("Navn", True),
        ("Navn;E-post", True),
        ("Navn;Hvor", True),
        ("Deltaker;Bord", True),
        ("Deltakere", True),
        ("Deltakere;24", False),
        ("Deltaker;Hvor", False),
        ("Navn;24", False),
        ("Navn;kari@x.no", False),
        ("Navn;2025;Bord", True),
        ("Hvor;E-post", False),
        ("Kari Nordmann", False),
        ("", False),
    ],
)
def test_the_headings_of_people_are_told_from_facts(row: str, is_sure: bool) -> None:
    assert is_names_heading(row.split(";")) is is_sure


def test_only_the_column_asked_for_heads_the_people() -> None:
    assert is_names_heading(["Hvor", "Hvem"], "hvor")
    assert not is_names_heading(["Navn", "Bord"], "hvor")


def test_logs_and_sections_are_known() -> None:
    assert is_log(["Full Name", "User Action", "Timestamp"])
    assert is_log(["Name", "Join Time", "Leave Time"])
    assert not is_log(["Name", "First Join", "Last Leave"])
    assert is_section_of_people("2. Deltakere")
    assert is_section_of_people("Participants")
    assert not is_section_of_people("3. Aktiviteter under møtet")
