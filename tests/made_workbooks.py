"""Workbooks as a spreadsheet program saves them."""

import io
from typing import Any

import openpyxl


def workbook(*rows: list[Any]) -> bytes:
    """One sheet of these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
