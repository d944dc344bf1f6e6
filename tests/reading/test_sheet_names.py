import pytest

from kit.core.errors import KitError, Problem
from kit.reading.cells import Cell, Spreadsheet, Worksheet
from kit.reading.sheet_names import sheet_called

ROWS = ((Cell("Kari", 1, 1),),)
BOOK = Spreadsheet(
    (Worksheet("Host", ROWS), Worksheet("Høst", ROWS), Worksheet("Tom", ())), hidden=("Vår",)
)


def told(name: str, book: Spreadsheet = BOOK) -> str:
    with pytest.raises(KitError) as caught:
        sheet_called(book, name, "a.xlsx", lambda text: Problem("", 0, 0, text))
    return "; ".join(map(str, caught.value.problems))


@pytest.mark.parametrize(
    ("name", "sheet"), [("Host", "Host"), ("Høst", "Høst"), ("host", "Host"), ("hoest", "Høst")]
)
def test_a_sheet_is_found_as_it_is_typed_and_one_of_just_that_name_first(
    name: str, sheet: str
) -> None:
    found = sheet_called(BOOK, name, "a.xlsx", lambda text: Problem("", 0, 0, text))
    assert found.name == sheet


def test_why_a_sheet_cannot_be_read_is_told() -> None:
    assert told("Tomm") == (
        "a.xlsx has no sheet «Tomm»: did you mean «Tom»? There are «Host», «Høst» and «Tom»"
    )
    assert told("tom") == "nothing is written in the sheet «Tom» of a.xlsx: fill it in"
    assert told("var") == "the sheet «var» of a.xlsx is hidden: show it in Excel, and save"
    assert told("A", Spreadsheet((Worksheet("", ROWS),))) == (
        "a.xlsx is a text file, and has no sheets: leave out --sheet"
    )
