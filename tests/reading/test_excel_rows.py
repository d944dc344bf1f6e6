import datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from kit.core.errors import KitError, Problem
from kit.reading.cells import MOST_COLUMNS, MOST_ROWS, Cell, Row, Worksheet
from kit.reading.excel import workbook_sheets
from tests.made_workbooks import by_hand, with_texts, workbook


def sheet_of(data: bytes) -> Worksheet:
    (sheet,) = workbook_sheets(data, "a.xlsx", lambda text: Problem("a.xlsx", 0, 0, text)).sheets
    return sheet


def row_of(cells: str) -> Row:
    """The only row of a sheet with these cells."""
    (row,) = sheet_of(by_hand(f'<row r="1">{cells}</row>')).rows
    return row


def formatted(value: Any, code: str) -> Cell:
    book = openpyxl.Workbook()
    cell = book.worksheets[0].cell(1, 1, value)
    cell.number_format = code
    return sheet_of(workbook(book=book)).rows[0][0]


def texts(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row if not cell.is_empty] for row in sheet_of(data).rows]


def test_cells_have_their_places_and_empty_rows_are_passed_over() -> None:
    sheet = sheet_of(workbook([], [None, "Navn", "Bord"], [None, " "], ["x", "Åse"]))
    (first, second) = sheet.rows
    assert first == (Cell("", 2, 1), Cell("Navn", 2, 2), Cell("Bord", 2, 3))
    assert second == (Cell("x", 4, 1), Cell("Åse", 4, 2))
    assert sheet.empty == 1


def test_a_cell_may_have_no_address_and_a_row_no_number() -> None:
    row = '<row><c t="inlineStr"><is><t>Kari</t></is></c><c/><c><v>7</v></c></row>'
    assert sheet_of(by_hand("<row/>" + row)).rows == (
        (Cell("Kari", 2, 1), Cell("", 2, 2), Cell("7", 2, 3, "number")),
    )


@pytest.mark.parametrize(
    ("value", "code", "kind", "text"),
    [
        ("Kari", "General", "text", "Kari"),
        (7, "General", "number", "7"),
        (7, "000", "number", "007"),
        (0.5, "0 %", "number", "50 %"),
        (datetime.date(2026, 4, 3), "d.m.", "date", "3.4."),
    ],
)
def test_a_cell_holds_what_the_sheet_shows(value: Any, code: str, kind: str, text: str) -> None:
    cell = formatted(value, code)
    assert (cell.text, cell.kind, cell.fault) == (text, kind, "")


@pytest.mark.parametrize(
    ("value", "code", "kind", "fault"),
    [
        (0.5, "0%", "number", "here is a number, and programs of other languages"),
        (2.5, "General", "number", "here is a number, and programs of other languages"),
        (1234.5, '# ##0,00 "kr"', "number", "here is a number, and programs of other"),
        (datetime.time(8, 30), "hh:mm", "date", "here is a date or a time, and programs"),
        (datetime.date(2026, 4, 3), "mm-dd-yy", "date", "here is a date or a time, and"),
        (True, "General", "truth", "here is TRUE or FALSE, which programs show in their own"),
        ("#N/A", "General", "error", "the formula here gives #N/A: mend it"),
        ("=A2", "General", "formula", "the result of this formula is not stored"),
        ("Kari", '"Fru "@', "text", "the format of this cell changes what is shown of its text"),
    ],
)
def test_what_the_sheet_shows_is_not_guessed_at(
    value: Any, code: str, kind: str, fault: str
) -> None:
    cell = formatted(value, code)
    assert cell.kind == kind
    assert cell.fault.startswith(fault)
    assert not cell.is_empty


def test_the_day_that_is_held_is_known_however_it_is_shown() -> None:
    for code in ("d.m.", "mm-dd-yy", "mmmm", "dd/mm/yyyy hh:mm"):
        assert formatted(datetime.date(2026, 4, 3), code).day == "2026-04-03"
    assert formatted(7, "General").day == formatted("3.4.2026", "d.m.").day == ""


def test_the_result_of_a_formula_is_read_if_it_is_stored() -> None:
    cells = '<c r="A1" t="str"><f>"Ka"&amp;"ri"</f><v>Kari</v></c>'
    cells += '<c r="B1"><f>1+1</f><v>2</v></c><c r="C1"><f t="shared" si="0"/><v>3</v></c>'
    assert row_of(cells) == (
        Cell("Kari", 1, 1),
        Cell("2", 1, 2, "number"),
        Cell("3", 1, 3, "number"),
    )


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell() -> None:
    """Such formulas stand below many lists, filled down for rows to come."""
    row = '<row><c t="str"><f>IF(A1="","",A1)</f><v></v></c></row>'
    assert sheet_of(by_hand(row)).rows == ()


def test_texts_that_excel_keeps_apart_are_read() -> None:
    cells = '<c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c>'
    texts = "<si><t>Ola</t></si><si><r><t>Kari </t></r><r><rPr><b/></rPr><t>Ås</t></r></si>"
    sheet = sheet_of(with_texts(by_hand(f'<row r="1">{cells}</row>'), texts))
    assert sheet.rows == ((Cell("Kari Ås", 1, 1), Cell("Ola", 1, 2)),)


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>x</v></c></row>',
        '<row r="1"><c r="A1" s="9"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="a1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="2"/><row r="1"/>',
        '<row r="1048577"/>',
        '<row r="0"/>',
    ],
)
def test_what_cannot_be_is_a_damaged_workbook(row: str) -> None:
    with pytest.raises(KitError, match="is no workbook, or a damaged one"):
        sheet_of(by_hand(row))


def test_merged_cells_hold_their_text_once() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Fagdag om verdier"])
    book.worksheets[0].merge_cells("A1:D2")
    assert texts(workbook(["Navn", "Bord"], book=book)) == [["Fagdag om verdier"], ["Navn", "Bord"]]


def test_hidden_rows_and_columns_are_read_and_known() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.row_dimensions[1].hidden = True
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["B"].hidden = True
    found = sheet_of(workbook(["Kari"], ["Ola", "x"], book=book))
    assert [row[0].text for row in found.rows] == ["Kari", "Ola"]
    assert found.hidden == {1}
    assert found.hidden_columns == {2}


def test_what_is_struck_out_is_read_and_known() -> None:
    book = openpyxl.Workbook()
    data = [["Kari", "Ås"], ["Ola", "Moss"], ["Per", ""]]
    workbook(*data, book=book)
    sheet = book.worksheets[0]
    for place in ("A1", "B1", "B2", "A3", "B3"):
        sheet[place].font = Font(strike=True)
    found = sheet_of(workbook(book=book))
    assert [[cell.struck for cell in row] for row in found.rows] == [
        [True, True],
        [False, True],
        [True],
    ]
    assert found.struck == {1, 3}


def test_a_text_that_is_struck_out_in_part_is_told() -> None:
    struck, plain = InlineFont(strike=True), InlineFont(b=True)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = CellRichText("Kari ", TextBlock(struck, "Ola "), TextBlock(plain, "Ås"))
    sheet["B1"] = CellRichText(TextBlock(struck, "Kari "), TextBlock(struck, "Ås"))
    sheet["C1"] = CellRichText(TextBlock(plain, "Kari"), " Ås")
    sheet["D1"] = CellRichText("Kari", TextBlock(struck, " "))
    sheet["E1"] = CellRichText("Kari", TextBlock(plain, " Ås"))
    sheet["E1"].font = Font(strike=True)
    part, whole, none, blank, cell = sheet_of(workbook(book=book)).rows[0]
    assert (part.text, part.struck) == ("Kari Ola Ås", False)
    assert part.fault == (
        "a part of this text is struck out: delete that part, or take the line off it"
    )
    assert (whole.text, whole.struck, whole.fault) == ("Kari Ås", True, "")
    assert (none.struck, none.fault) == (False, "")
    assert (blank.struck, blank.fault) == (False, "")
    assert cell.fault.startswith("a part of this text")


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576"])
def test_a_wrong_size_of_the_sheet_is_not_believed(dimension: str) -> None:
    row = '<row r="{0}"><c r="B{0}" t="inlineStr"><is><t>Kari</t></is></c></row>'
    data = by_hand(row.format(2) + row.format(40), f'<dimension ref="{dimension}"/>')
    assert [(row[1].line, row[1].text) for row in sheet_of(data).rows] == [
        (2, "Kari"),
        (40, "Kari"),
    ]


def test_a_day_may_be_written_out() -> None:
    day, none = (
        row_of(f'<c r="A1" t="d"><v>{written}</v></c>')[0] for written in ("2026-04-03", "08:30:00")
    )
    assert (day.kind, day.text) == ("date", "46115")
    assert none.fault.startswith("here is a date or a time")


def test_a_row_ends_with_what_is_written_last_and_columns_have_an_end() -> None:
    cells = "".join(f'<c r="{name}1"><v>1</v></c>' for name in ("A", "C", "IV", "IW", "XFD"))
    sheet = sheet_of(by_hand(f'<row r="1">{cells}</row><row r="3"><c r="B3"><v>1</v></c></row>'))
    (first, second) = sheet.rows
    assert [cell.column for cell in first if not cell.is_empty] == [1, 3, MOST_COLUMNS]
    assert [cell.column for cell in second] == [1, 2]
    assert sheet.fault == (
        "IW1 stands beyond the first 256 columns, which are all that is read: move it, or delete it"
    )


def test_what_is_empty_beyond_the_last_column_is_no_fault() -> None:
    row = '<row><c r="A1"><v>1</v></c><c r="IX1" s="0"/><c r="IY1" t="str"><v> </v></c></row>'
    assert sheet_of(by_hand(row)).fault == ""


def test_too_many_rows_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.reading.excel_rows.MOST_ROWS", 3)
    assert MOST_ROWS > 3
    row = "<row><c><v>1</v></c></row>"
    assert sheet_of(by_hand(row * 3 + "<row/>")).fault == ""
    sheet = sheet_of(by_hand(row * 4))
    assert len(sheet.rows) == 3
    assert sheet.fault == "it has more than 3 lines: keep only those that are needed"
