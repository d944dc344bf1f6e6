import contextlib
import datetime
import io
import itertools
import re
import time
import zipfile
from typing import Any

import openpyxl
import openpyxl.chart
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kit.core.errors import KitError, Problem
from kit.reading.cells import Spreadsheet, Worksheet
from kit.reading.excel import workbook_sheets
from kit.reading.excel_package import MOST_TAGS, MOST_UNPACKED
from tests.made_workbooks import (
    MAIN,
    RELATIONS,
    SHEET,
    by_hand,
    changed,
    part,
    strict,
    with_sheets,
    with_texts,
    workbook,
)
from tests.tiers import examples

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def at_file(text: str) -> Problem:
    return Problem("okt.yaml", 3, 15, text)


def read(data: bytes) -> Spreadsheet:
    return workbook_sheets(data, "a.xlsx", at_file)


def texts(sheet: Worksheet) -> list[list[str]]:
    return [[cell.text for cell in row if not cell.is_empty] for row in sheet.rows]


def told(data: bytes) -> str:
    with pytest.raises(KitError) as caught:
        read(data)
    return str(caught.value).removeprefix("okt.yaml:3:15: ")


def test_all_visible_sheets_are_read_and_the_others_are_named() -> None:
    book = with_sheets(Gammel=[["Per"]], Svart=[], Lag=[["Kari"]], Tom=[], Fest=[["Ola"], ["Åse"]])
    book["Gammel"].sheet_state = "hidden"
    book["Svart"].sheet_state = "veryHidden"
    book.create_chartsheet("Graf", 3).add_chart(openpyxl.chart.BarChart())
    found = read(workbook(book=book))
    assert [(sheet.name, texts(sheet)) for sheet in found.sheets] == [
        ("Lag", [["Kari"]]),
        ("Tom", []),
        ("Fest", [["Ola"], ["Åse"]]),
    ]
    assert (found.hidden, found.charts) == (("Gammel", "Svart"), ("Graf",))


def test_a_strict_workbook_is_read_as_an_ordinary_one() -> None:
    book = with_sheets(Lag=[["Kari", 7], ["Ola", None]], Borte=[["Per"]])
    book["Borte"].sheet_state = "hidden"
    data = workbook(book=book)
    assert MAIN.encode() not in part(strict(data), SHEET)
    assert read(strict(data)) == read(data)


def test_a_workbook_counts_days_from_1904_where_it_says_so() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet["A1"] = datetime.date(2026, 4, 3)
    sheet["A1"].number_format = "d.m.yyyy"
    assert texts(read(workbook(book=book)).sheets[0]) == [["3.4.2026"]]


def test_a_program_may_write_prefixes_and_leave_out_what_it_does_not_need() -> None:
    """So do programs that are made with Microsoft's own library, and exports of web pages."""
    xml = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" '
        f'Type="{RELATIONS}/officeDocument" Target="/book.xml"/></Relationships>',
        "_rels/book.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="b" '
        f'Type="{RELATIONS}/worksheet" Target="list.xml"/></Relationships>',
        "book.xml": f'<x:workbook xmlns:x="{MAIN}" xmlns:o="{RELATIONS}"><x:sheets>'
        '<x:sheet name="Liste" sheetId="1" o:id="b"/></x:sheets></x:workbook>',
        "list.xml": f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c t="inlineStr"><x:is>'
        "<x:t>Kari</x:t></x:is></x:c><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in xml.items():
            packed.writestr(name, content)
    (sheet,) = read(file.getvalue()).sheets
    assert (sheet.name, texts(sheet)) == ("Liste", [["Kari", "7"]])


def test_names_of_parts_may_have_the_other_slash_and_any_case() -> None:
    data = workbook(["Kari"])
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("/", "\\").upper(), old.read(name))
    assert texts(read(file.getvalue()).sheets[0]) == [["Kari"]]


def test_a_workbook_without_a_visible_sheet_is_told() -> None:
    data = workbook(["Kari"])
    book = part(data, "xl/workbook.xml").replace(b'state="visible"', b'state="hidden"')
    assert told(changed(data, "xl/workbook.xml", book)) == (
        "a.xlsx has no sheet that is visible: show the one to read"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Navn;Bord\n",
        workbook(["Kari"])[:-200],
        changed(workbook(["Kari"]), SHEET, b"<worksheet><row>"),
        changed(workbook(["Kari"]), "xl/workbook.xml", b"<none"),
        by_hand('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
        by_hand('<row r="x"><c r="A1"><v>9</v></c></row>'),
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


@pytest.mark.parametrize(
    "sheet",
    [
        b" " * (MOST_UNPACKED + 1),
        b"<c/>" * (MOST_TAGS + 1),
    ],
)
def test_what_would_take_memory_or_time_without_end_is_refused_at_once(sheet: bytes) -> None:
    bomb = changed(workbook(), SHEET, sheet)
    assert len(bomb) < 100_000
    assert told(bomb) == (
        "a.xlsx unpacks to more than 30 MB, or to hundreds of thousands of cells: save the sheet "
        "with the list as CSV"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "rows",
    [
        "<row/>" * 1_000_000,
        "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(1, 1_000_001)),
        ("<row>" + "<c/>" * 16_384 + "</row>") * 90,
        ("<row>" + "<c><v>7</v></c>" * 40 + "</row>") * 9_000,
        ("<row>" + '<c t="inlineStr"><is><t>a</t></is></c>' * 20 + "</row>") * 9_000,
        ("<row>" + '<c t="str"><f>A1</f><v>a</v></c>' * 20 + "</row>") * 12_000,
    ],
    ids=["empty rows", "styled cells", "columns", "numbers", "texts", "formulas"],
)
def test_no_workbook_takes_long(rows: str) -> None:
    data = by_hand(rows)
    began = time.process_time()
    with contextlib.suppress(KitError):
        read(data)
    assert time.process_time() - began < 3


@pytest.mark.slow
def test_a_million_texts_and_names_do_not_take_long() -> None:
    data = by_hand('<row><c t="s"><v>1</v></c></row>')
    name = "<definedName name='n{0}'>n{1}+n{1}</definedName>"
    names = "".join(name.format(n, n + 1) for n in range(60_000))
    book = part(data, "xl/workbook.xml").decode()
    book = re.sub("<definedNames ?/>", f"<definedNames>{names}</definedNames>", book)
    assert "n59999" in book
    texts = "<si><t>a</t></si>" * 300_000
    began = time.process_time()
    sheet = read(with_texts(changed(data, "xl/workbook.xml", book.encode()), texts)).sheets[0]
    assert [[cell.text for cell in row] for row in sheet.rows] == [["a"]]
    assert "unpacks to more" in told(with_texts(data, texts * 2))
    assert time.process_time() - began < 3


def test_many_sheets_of_the_same_part_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.reading.excel_package.MOST_TAGS", 50_000)
    data = by_hand("<row/>" * 1000)
    book = part(data, "xl/workbook.xml")
    (one,) = re.findall(b"<sheet [^>]*/>", book)
    assert "unpacks to more" in told(changed(data, "xl/workbook.xml", book.replace(one, one * 99)))


def test_a_part_that_says_less_than_it_holds_is_damaged() -> None:
    data = bytearray(by_hand('<row r="1"/>' * 1000))
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


# What people have in cells: words, numbers, days, yes and no, formulas, and looks.
_VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.sampled_from(["", " ", "Åse", "Ola ", "7", "a\nb"]),
    st.integers(-5, 10**12),
    st.floats(-1e6, 1e6),
    st.booleans(),
    st.dates(datetime.date(1901, 1, 1), datetime.date(2100, 1, 1)),
    st.just("=A1"),
)
_FORMATS = st.sampled_from(["General", "@", "000", "0 %", "0.00", "d.m.yyyy", "d/m/yy", ";;;"])
_CELLS = st.tuples(_VALUES, _FORMATS, st.booleans())
_SHEETS = st.lists(st.lists(st.lists(_CELLS, max_size=3), max_size=5), min_size=1, max_size=3)


@given(_SHEETS, st.booleans())
@examples(100)
def test_every_row_with_something_in_it_is_read(
    sheets: list[list[list[tuple[Any, str, bool]]]], is_strict: bool
) -> None:
    book = with_sheets(**{f"Ark{n}": [] for n in range(len(sheets))})
    written = {}
    for sheet, rows in zip(book.worksheets, sheets, strict=True):
        for line, row in enumerate(rows, 1):
            for column, (value, code, struck) in enumerate(row, 1):
                cell = sheet.cell(line, column, value)
                cell.number_format, cell.font = code, Font(strike=struck)
                if value is not None and str(value).strip():
                    written[sheet.title, line, column] = value, struck
            sheet.row_dimensions[line].hidden = line % 2 == 0
    data = workbook(book=book)
    found = read(strict(data) if is_strict else data)
    cells = {
        (sheet.name, cell.line, cell.column): cell
        for sheet in found.sheets
        for row in sheet.rows
        for cell in row
        if not cell.is_empty
    }
    assert cells.keys() == written.keys()
    for place, (value, struck) in written.items():
        cell = cells[place]
        assert cell.fault or cell.text == value or not isinstance(value, str)
        assert cell.struck == struck or value == "=A1"
    for one in found.sheets:
        assert one.hidden == {row[0].line for row in one.rows if row[0].line % 2 == 0}
