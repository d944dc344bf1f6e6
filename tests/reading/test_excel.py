import datetime
import io
import itertools
import zipfile
from collections.abc import Iterable
from typing import Any

import openpyxl
import openpyxl.chart
import pytest

from kit.core.errors import KitError, Problem
from kit.reading.cells import MOST_COLUMNS, MOST_ROWS, Cell
from kit.reading.excel import MOST_UNPACKED, workbook_rows

SHEET = "xl/worksheets/sheet1.xml"


def at_file(text: str) -> Problem:
    return Problem("okt.yaml", 3, 15, text)


def workbook(*rows: Iterable[Any], book: openpyxl.Workbook | None = None) -> bytes:
    book = book or openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with another content of one of its parts, or with one more."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for part in dict.fromkeys([*old.namelist(), name]):
            new.writestr(part, content if part == name else old.read(part))
    return file.getvalue()


def shared(data: bytes, texts: str) -> bytes:
    """The workbook with these texts in a part of their own, as Excel writes them."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        types = packed.read("[Content_Types].xml").decode()
    listed = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    data = changed(data, "[Content_Types].xml", types.replace("</Types>", listed).encode())
    return changed(data, "xl/sharedStrings.xml", f'<sst xmlns="{space}">{texts}</sst>'.encode())


def sheet(rows: str, dimension: str = "A1") -> bytes:
    """A workbook whose sheet is written by hand."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{space}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData>'
    return changed(workbook(), SHEET, f"{xml}</worksheet>".encode())


def rows(data: bytes) -> tuple[tuple[Cell, ...], ...]:
    return workbook_rows(data, "a.xlsx", at_file)


def texts(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row if not cell.is_empty] for row in rows(data)]


def told(data: bytes) -> str:
    with pytest.raises(KitError) as caught:
        rows(data)
    return str(caught.value).removeprefix("okt.yaml:3:15: ")


def test_cells_have_their_places_and_empty_rows_are_passed_over() -> None:
    (first, second) = rows(workbook([], [None, "Navn", "Bord"], [None, " "], ["x", "Åse"]))
    assert first[1:3] == (Cell("Navn", 2, 2), Cell("Bord", 2, 3))
    assert second[:2] == (Cell("x", 4, 1), Cell("Åse", 4, 2))


def test_what_is_no_text_is_told_apart() -> None:
    date = datetime.date(2026, 12, 3)
    (row,) = rows(workbook(["Kari", 4, 2.5, date, True, "#N/A", None, "=A1&A1"]))
    assert [(cell.text, cell.kind) for cell in row] == [
        ("Kari", "text"),
        ("4", "number"),
        ("2.5", "number"),
        ("2026-12-03 00:00:00", "date"),
        ("True", "truth"),
        ("#N/A", "error"),
        ("", "text"),
        ("", "formula"),
    ]
    assert [cell.is_empty for cell in row[5:8]] == [False, True, False]


def test_the_result_of_a_formula_is_read_if_it_is_stored() -> None:
    cells = '<c r="A1" t="str"><f>"Ka"&amp;"ri"</f><v>Kari</v></c>'
    cells += '<c r="B1"><f>1+1</f><v>2</v></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    (row,) = rows(sheet(f'<row r="1">{cells}</row>'))
    assert row[:3] == (
        Cell("Kari", 1, 1),
        Cell("2", 1, 2, "number"),
        Cell("#DIV/0!", 1, 3, "error"),
    )


def test_texts_that_excel_keeps_apart_are_read() -> None:
    cells = '<c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c>'
    texts = "<si><t>Ola</t></si><si><r><t>Kari </t></r><r><rPr><b/></rPr><t>Ås</t></r></si>"
    (row,) = rows(shared(sheet(f'<row r="1">{cells}</row>'), texts))
    assert row == (Cell("Kari Ås", 1, 1), Cell("Ola", 1, 2))


def test_the_first_visible_sheet_is_read() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].sheet_state = "hidden"
    book.create_sheet("B").sheet_state = "veryHidden"
    book.create_chartsheet("Graf").add_chart(openpyxl.chart.BarChart())
    book.create_sheet("C").append(["Kari"])
    book.create_sheet("D").append(["Ola"])
    assert texts(workbook(["Per"], book=book)) == [["Kari"]]


def test_a_workbook_without_a_visible_sheet_is_told() -> None:
    data = workbook(["Kari"])
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        book = packed.read("xl/workbook.xml").replace(b'state="visible"', b'state="hidden"')
    assert told(changed(data, "xl/workbook.xml", book)) == (
        "a.xlsx has no sheet that is visible: show the one to read"
    )


def test_merged_cells_hold_their_text_once() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Fagdag om verdier"])
    book.worksheets[0].merge_cells("A1:D2")
    assert texts(workbook(["Navn", "Bord"], book=book)) == [["Fagdag om verdier"], ["Navn", "Bord"]]


def test_hidden_rows_are_read() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].row_dimensions[1].hidden = True
    assert texts(workbook(["Kari"], ["Ola"], book=book)) == [["Kari"], ["Ola"]]


def test_what_excel_writes_for_a_control_character_is_one() -> None:
    assert texts(workbook(["Kari_x000D_\nÅs"])) == [["Kari\r\nÅs"]]


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576"])
def test_a_wrong_size_of_the_sheet_is_not_believed(dimension: str) -> None:
    row = '<row r="{0}"><c r="B{0}" t="inlineStr"><is><t>Kari</t></is></c></row>'
    data = sheet(row.format(2) + row.format(40), dimension)
    assert [(row[1].line, row[1].text) for row in rows(data)] == [(2, "Kari"), (40, "Kari")]


def test_looks_that_are_not_read_are_no_warning() -> None:
    """Pytest makes an error of each warning."""
    looks = '</sheetData><extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"/></extLst>'
    assert rows(sheet(f"{looks}<sheetData>")) == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Navn;Bord\n",
        workbook(["Kari"])[:-200],
        changed(workbook(["Kari"]), SHEET, b"<worksheet><row>"),
        changed(workbook(["Kari"]), "xl/workbook.xml", b"<none"),
        sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
        sheet('<row r="x"><c r="A1"><v>9</v></c></row>'),
    ],
)
def test_a_damaged_workbook_is_told(data: bytes) -> None:
    message = (
        "a.xlsx is no workbook, or a damaged one: open it and save it anew, or as CSV in UTF-8"
    )
    assert told(data) == message


def test_another_zip_is_no_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("word/document.xml", "<x/>")
    assert told(file.getvalue()).startswith("a.xlsx is no workbook")


def test_a_locked_or_old_workbook_is_told() -> None:
    assert told(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600) == (
        "a.xlsx is locked with a password, or an old workbook: save it without a password as .xlsx"
    )


def test_a_zip_that_unpacks_to_more_than_memory_should_hold_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = changed(workbook(), SHEET, b" " * (MOST_UNPACKED + 1))
    assert len(bomb) < 100_000
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    assert (
        told(bomb) == "a.xlsx unpacks to 30 MB, 30 MB at most: save the sheet with the list as CSV"
    )


def test_a_part_that_says_less_than_it_holds_is_damaged() -> None:
    data = bytearray(sheet('<row r="1"/>' * 1000))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as packed:
        size = packed.getinfo(SHEET).file_size
    listed = bytes(data).rindex(SHEET.encode()) - 46 + 24
    assert int.from_bytes(data[listed : listed + 4], "little") == size
    data[listed : listed + 4] = (100).to_bytes(4, "little")
    assert told(bytes(data)).startswith("a.xlsx is no workbook, or a damaged one")


def test_entities_are_not_multiplied() -> None:
    """Of 1 kB of XML they would make GBs."""
    names = "abcdefghij"
    doctype = '<!ENTITY a "0123456789">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in itertools.pairwise(names)
    )
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = (
        f'<!DOCTYPE x [{doctype}]><worksheet xmlns="{space}"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>'
    )
    assert told(changed(workbook(), SHEET, xml.encode())).startswith("a.xlsx is no workbook")


@pytest.mark.slow
def test_a_row_numbered_beyond_the_sheet_is_not_gone_to() -> None:
    cell = '<c t="inlineStr"><is><t>Kari</t></is></c>'
    data = sheet(f'<row r="1">{cell}</row><row r="4000000000">{cell}</row>')
    found = rows(data)
    assert [row[0].text for row in found] == ["Kari"]


def test_a_row_ends_with_what_is_written_last() -> None:
    cells = "".join(f'<c r="{name}1"><v>1</v></c>' for name in ("A", "C", "IV", "IW", "XFD"))
    (first, second) = rows(
        sheet(f'<row r="1">{cells}</row><row r="3"><c r="B3"><v>1</v></c></row>')
    )
    assert [cell.column for cell in first if not cell.is_empty] == [1, 3, MOST_COLUMNS]
    assert [cell.column for cell in second] == [1, 2]


@pytest.mark.slow
def test_too_many_rows_are_told() -> None:
    row = "<row><c><v>1</v></c></row>"
    assert told(sheet(row * (MOST_ROWS + 1))) == (
        f"a.xlsx has more than {MOST_ROWS} lines: keep only those that are needed"
    )
