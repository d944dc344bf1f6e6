import pytest

from kit.reading.headings import column_by_letter, column_of, nearest_heading, shown_headings


def test_a_column_is_found_in_any_spelling() -> None:
    headings = ["Hvem", "E-postadresse", "Påmeldt (ja/nei)", "2026", "Hvem"]
    assert column_of("hvem", headings) == 0
    assert column_of("epostadresse", headings) == 1
    assert column_of("pameldt", headings) == 2
    assert column_of("2026", headings) == 3
    assert column_of("", [*headings, ""]) is None
    assert column_of("Hvor", headings) is None


def test_headings_are_shown_and_the_nearest_is_found() -> None:
    assert shown_headings(["Navn", " ", "E\npost"]) == "«Navn», «E post»"
    assert shown_headings(list("abcdefghij")).endswith("«h», and 2 more")
    assert shown_headings(list("abcdefgh")).endswith("«g», «h»")
    assert nearest_heading("Påmeldtt", ["Navn", "Pameldt"]) == "Pameldt"
    assert nearest_heading("nav", ["Bord", "Navn  her", "Navn"]) == "Navn"
    assert nearest_heading("xyz", ["Navn"]) is None


@pytest.mark.parametrize(
    ("asked", "column"), [("A", 0), ("b", 1), ("AA", 26), ("3", 2), ("0", None), ("Navn", None)]
)
def test_a_column_is_named_by_its_letter_or_number(asked: str, column: int | None) -> None:
    assert column_by_letter(asked) == column
