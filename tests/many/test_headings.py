"""Which columns of a spreadsheet of sessions are read."""

import pytest

from kit.many.headings import _ALSO, columns_of, faults_in, is_header, key_under, unknown
from kit.reading.headings import heading_keys
from kit.session.options import OPTIONS

KEYS = [key for key, option in OPTIONS.items() if not option.is_of_one_run]


@pytest.mark.parametrize(
    "headings",
    [
        ("Tittel", "Dato", "Team", "Personer", "Bord", "Områder", "Verdier", "Navneliste"),
        ("tittel", "DATO", "eining", "personar", "bord", "område", "verdiar", "namneliste"),
        ("Title", "Date", "Team", "People", "Tables", "Areas", "Values", "Names"),
        ("title", "date", "team", "Antall personer", "--tables", "--area", "values", "liste"),
    ],
)
def test_headings_are_found_as_people_write_them(headings: tuple[str, ...]) -> None:
    keys = ("title", "date", "team", "people", "tables", "areas", "values", "participants")
    assert [key_under(one) for one in headings] == list(keys)
    assert columns_of(headings) == {key: place for place, key in enumerate(keys)}


def test_every_key_of_a_session_file_has_its_heading_and_no_heading_has_two_keys() -> None:
    assert [key_under(key) for key in KEYS] == KEYS
    assert [key_under(OPTIONS[key].flag) for key in KEYS] == KEYS
    # In Norwegian as well, but for words that are the same there.
    assert set(KEYS) - {"logo"} == set(_ALSO)
    for key, words in _ALSO.items():
        for word in words.split(";"):
            assert key_under(word) == key, word
            assert heading_keys(word)


def test_two_names_of_one_column_are_as_good_as_one() -> None:
    assert [key_under(one) for one in ("Avdeling / team", "Enkeltverdier")] == ["team", "values"]
    assert list(faults_in(("Tittel/tema", "Dato / sted"))) == [
        (0, "unknown heading «Tittel/tema»: did you mean areas or title?"),
        (1, "unknown heading «Dato / sted»: did you mean date?"),
    ]


def test_what_is_of_one_run_is_no_column() -> None:
    assert not any(map(key_under, ("only", "only-changed", "json", "allow-layouts")))


def test_a_row_of_two_known_headings_is_one_of_headings() -> None:
    assert is_header(["Tittel", "Noe annet", "Dato"])
    assert not is_header(["Økter i høst", "", ""])
    assert not is_header(["Tittel"])


def test_slips_and_doubles_are_told_and_columns_of_ones_own_are_not() -> None:
    headings = ("Tittel", "Tabels", "Navn", "Title", "Merknad", "")
    assert list(faults_in(headings)) == [
        (1, "unknown heading «Tabels»: did you mean tables?"),
        (
            2,
            "«Navn» may be a session's name or a person's: head it with title if it tells what "
            "each session is called, else with participants",
        ),
        (3, "«Title» says the same as «Tittel»: keep one of the two columns"),
    ]
    assert list(unknown(("Tittel", "Merknad", ""))) == ["Merknad"]
    assert not list(faults_in(("Tittel", "Merknad", "Ansvarlig", "Bordplan", "")))
