"""Workbooks as spreadsheet programs save them, and some that are written by hand."""

import io
import zipfile
from collections.abc import Iterable
from typing import Any

import openpyxl

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"


def workbook(*rows: Iterable[Any], book: openpyxl.Workbook | None = None) -> bytes:
    """One sheet of these rows; those that a book has already stand before them."""
    book = book or openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_sheets(**sheets: Iterable[Iterable[Any]]) -> openpyxl.Workbook:
    """A book with these rows on sheets of these names."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return book


def changed(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with another content of one of its parts, or with one more."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for part in dict.fromkeys([*old.namelist(), name]):
            new.writestr(part, content if part == name else old.read(part))
    return file.getvalue()


def part(data: bytes, name: str) -> bytes:
    """The content of one of its parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read(name)


def by_hand(rows: str, before: str = "", after: str = "") -> bytes:
    """A workbook whose sheet is this XML."""
    xml = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    return changed(workbook(), SHEET, xml.encode())


def with_texts(data: bytes, texts: str) -> bytes:
    """The workbook with these texts in a part of their own, as Excel keeps them."""
    name = "xl/_rels/workbook.xml.rels"
    relation = f'<Relationship Id="t" Type="{RELATIONS}/sharedStrings" Target="texts.xml"/>'
    end = b"</Relationships>"
    data = changed(data, name, part(data, name).replace(end, relation.encode() + end))
    return changed(data, "xl/texts.xml", f'<sst xmlns="{MAIN}">{texts}</sst>'.encode())


def strict(data: bytes) -> bytes:
    """The workbook as «Strict Open XML»: the same parts in other namespaces."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for name in old.namelist():
            xml = old.read(name).replace(
                MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main"
            )
            own = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
            new.writestr(name, xml.replace(RELATIONS.encode(), own))
    return file.getvalue()
