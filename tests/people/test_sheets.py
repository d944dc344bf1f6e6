from pathlib import Path

import pytest
from openpyxl.styles import Font

from tests.made_workbooks import with_sheets, workbook
from tests.people.lists import lines, names, read, refused


def test_sheets_with_the_same_headings_are_read_together(tmp_path: Path) -> None:
    book = with_sheets(
        Forside=[["Fagdag om verdier"], ["Sal 2"]],
        Lag1=[["Navn", "Bord"], ["Kari", 1], [None, None], ["Ola", 2]],
        Lag2=[["navn", "Bord"], ["Per", 1]],
        Tom=[],
        Priser=[["Vare", "Pris"], ["Kaffe", 20]],
    )
    listed = read(tmp_path, workbook(book=book), name="a.xlsx")
    assert names(listed) == ["Kari", "Ola", "Per"]
    assert lines(listed) == [
        "3 names from a.xlsx, sheets «Lag1» and «Lag2»: Kari … Per. Left out: 1 empty row, sheet "
        "«Forside», sheet «Priser»."
    ]


def test_sheets_with_other_headings_are_refused_until_one_is_named(tmp_path: Path) -> None:
    data = workbook(
        book=with_sheets(
            A=[["Navn", "Bord"], ["Kari", 1]],
            B=[["Navn", "Telefon"], ["Ola", 12]],
            C=[["Navn", "Telefon"]],
        )
    )
    assert refused(tmp_path, data, name="a.xlsx") == (
        "okt.yaml:5:8: a.xlsx has names on several sheets with other headings: «A» («Navn», "
        '«Bord»), «B» («Navn», «Telefon»): say which to read, such as --sheet "A"'
    )
    assert names(read(tmp_path, data, name="a.xlsx", sheet="b")) == ["Ola"]


def test_a_sheet_of_those_who_do_not_come_is_not_read_unless_it_is_asked_for(
    tmp_path: Path,
) -> None:
    head = ["Navn", "Bord"]
    book = with_sheets(
        Påmeldte=[head, ["Kari", 1], ["Ola", 2]], Avmeldte=[head, ["Per", 1]], Tom=[head]
    )
    book.create_sheet("På venteliste").append(["Liv"])
    data = workbook(book=book)
    listed = read(tmp_path, data, name="a.xlsx")
    assert names(listed) == ["Kari", "Ola"]
    assert lines(listed) == [
        "2 names from a.xlsx, sheet «Påmeldte»: Kari … Ola. Left out: sheet «Avmeldte», sheet "
        "«Tom», sheet «På venteliste».",
        'Those on the sheet «Avmeldte» are not read: --sheet "Avmeldte" would read them alone.',
        'Those on the sheet «På venteliste» are not read: --sheet "På venteliste" would read '
        "them alone.",
    ]
    assert names(read(tmp_path, data, name="a.xlsx", sheet="avmeldte")) == ["Per"]
    assert lines(read(tmp_path, data, name="a.xlsx", sheet="Påmeldte")) == [
        "2 names from a.xlsx, sheet «Påmeldte»: Kari … Ola. Left out: sheet «Avmeldte», sheet "
        "«Tom», sheet «På venteliste»."
    ]


@pytest.mark.parametrize(
    "name",
    ["Forfall", "Avbud", "Ventelista", "Avmeldinger 2026", "Waiting list", "Declined", "Cancelled",
     "Kommer ikke", "Ikke påmeldt"],
)  # fmt: skip
def test_such_sheets_are_known_by_their_names(tmp_path: Path, name: str) -> None:
    book = with_sheets(A=[["Navn"], ["Kari"]], **{name: [["Navn"], ["Per"]]})
    assert names(read(tmp_path, workbook(book=book), name="a.xlsx")) == ["Kari"]
    alone = with_sheets(**{name: [["Navn"], ["Per"]]})
    assert names(read(tmp_path, workbook(book=alone), name="a.xlsx")) == ["Per"]


def test_sheets_without_headings_are_refused_until_one_is_named(tmp_path: Path) -> None:
    data = workbook(book=with_sheets(Informasjon=[["Velkommen"]], Folk=[["Kari"], ["Ola"]]))
    assert refused(tmp_path, data, name="a.xlsx") == (
        "okt.yaml:5:8: no sheet of a.xlsx has a heading such as navn or name: it begins on "
        "«Informasjon» («Velkommen»), «Folk» («Kari»): head the names with navn, or say which to "
        'read, such as --sheet "Informasjon"'
    )
    listed = read(tmp_path, data, name="a.xlsx", sheet="Folk")
    assert names(listed) == ["Kari", "Ola"]
    assert lines(listed)[0].endswith("Left out: sheet «Informasjon».")


def test_a_sheet_that_is_not_there_is_told(tmp_path: Path) -> None:
    book = with_sheets(Folk=[["Navn"], ["Kari"]], Tom=[], Skjult=[["Navn"], ["Ola"]])
    book["Skjult"].sheet_state = "hidden"
    data = workbook(book=book)
    assert lines(read(tmp_path, data, name="a.xlsx")) == [
        "1 name from a.xlsx, sheet «Folk»: Kari. Left out: sheet «Skjult», which is hidden."
    ]
    for asked, told in {
        "Folkk": "a.xlsx has no sheet «Folkk»: did you mean «Folk»? There are «Folk» and «Tom»",
        "tom": "nothing is written in the sheet «Tom» of a.xlsx: fill it in",
        "Skjult": "the sheet «Skjult» of a.xlsx is hidden: show it in Excel, and save",
    }.items():
        assert refused(tmp_path, data, name="a.xlsx", sheet=asked) == f"okt.yaml:5:8: {told}"
    assert refused(tmp_path, "Navn\nKari", sheet="Folk") == (
        "okt.yaml:5:8: a.csv is a text file, and has no sheets: leave out --sheet"
    )


def test_hidden_rows_are_read_and_those_struck_out_are_not(tmp_path: Path) -> None:
    book = with_sheets(Folk=[["Navn", "Bord"], ["Kari", 1], ["Ola", 2], ["Per", 3], ["Eli", 4]])
    sheet = book["Folk"]
    sheet.row_dimensions[3].hidden = True
    sheet["A4"].font = sheet["B4"].font = Font(strike=True)
    sheet["A5"].font = Font(strike=True)
    listed = read(tmp_path, workbook(book=book), name="a.xlsx")
    assert names(listed) == ["Kari", "Ola"]
    assert lines(listed) == [
        "2 names from a.xlsx, sheet «Folk»: Kari … Ola. Left out: row 4 «Per», struck out, row 5 "
        "«Eli», struck out.",
        "1 row is hidden, and read all the same.",
    ]


def test_so_it_is_without_headings(tmp_path: Path) -> None:
    book = with_sheets(Folk=[["Kari"], ["Ola"], ["Per"]])
    book["Folk"].row_dimensions[1].hidden = True
    book["Folk"]["A2"].font = Font(strike=True)
    listed = read(tmp_path, workbook(book=book), name="a.xlsx")
    assert names(listed) == ["Kari", "Per"]
    assert "row 2 «Ola», struck out" in lines(listed)[0]
    assert lines(listed)[1] == "1 row is hidden, and read all the same."


def test_a_workbook_of_several_columns_without_headings_is_refused(tmp_path: Path) -> None:
    data = workbook(["Kari", "Oslo"], ["Ola", "Bergen"])
    assert "say in which column they stand, such as --column A" in refused(
        tmp_path, data, name="a.xlsx"
    )
    assert names(read(tmp_path, data, "a", name="a.xlsx")) == ["Kari", "Ola"]
