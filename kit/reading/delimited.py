"""Rows of a delimited text file such as CSV, whatever its encoding and separator."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.reading.cells import (
    HEAD_ROWS,
    LINE_BREAK,
    MOST_COLUMNS,
    MOST_HEAD_ROWS,
    MOST_LINES,
    MOST_ROWS,
    AtFile,
    Cell,
    IsHeader,
    Row,
    too_many_rows,
)

# The longer mark comes first where one begins with another.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What an old Macintosh wrote for o with a stroke, for ae, and for a ring, an accent or an
# umlaut, as Windows-1252 shows it: signs within a word, and capitals among small letters.
_MACINTOSH = re.compile(
    "(?<=[A-Za-z])[\u00be\u00bf]|[\u00ae\u00af](?=[a-z])"
    "|(?<=[a-z])[\u0152\u0160\u017d\u0178]|(?<=[A-Z])[\u0152\u0160\u017d\u0178](?=[a-z])"
)
# The first goes before the next where both stand in as many lines.
_SEPARATORS = "\t;,"
_IN_QUOTES = re.compile('"(?:[^"]|"")*"')
# A comma with a space after it stands in a text, as in "Nordmann, Ola"; programs write none there.
_COMMA = re.compile(',(?! )|", *|, *"')
_SYNTAX = (
    (
        "unexpected end",
        Message("a quote opens in this line and does not close: close it, or take it out"),
    ),
    (
        "expected after",
        Message(
            "text goes on after a closing quote: take the quotes out, or write each of them twice "
            "and one more around the whole cell"
        ),
    ),
    (
        "field limit",
        Message("a cell in this line has no end: look for a quote that does not close"),
    ),
)


def decoded(data: bytes) -> str | None:
    """The text of a file in UTF-8, UTF-16, UTF-32 with its mark, or else in Windows-1252.

    None where it is in none of them for sure, or no text at all.
    """
    marked = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    if not marked and b"\0" in data:
        return _without_mark(data)
    try:
        text = data.decode(marked or "utf-8")
    except UnicodeDecodeError:
        if marked:
            return None
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            return None
        if _MACINTOSH.search(text):
            return None
    return None if "\0" in text else text


def _without_mark(data: bytes) -> str | None:
    """The text of a file in UTF-16 that says so nowhere; None where that is not sure.

    In the languages that we print every other byte of it is zero, nearly always.
    """
    for encoding, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if len(data) % 2 == 0 and 10 * high.count(0) >= 9 * len(high):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                return None
            return None if "\0" in text else text
    return None


def whole_text(data: bytes, shown: str, at_file: AtFile) -> str:
    """The text of a file. KitError, told by `at_file`, where it is none or has too many lines."""
    text = decoded(data)
    if text is None:
        told = Message(
            "{file} is no text in UTF-8 or Windows-1252: save it as CSV in UTF-8 («CSV UTF-8» in "
            "Excel)",
            file=shown,
        )
        raise KitError([at_file(told)])
    # Each is gone through several times, and 10 MB may be millions in which nothing is written.
    if max(text.count("\n"), text.count("\r")) > MOST_LINES:
        raise KitError([at_file(too_many_rows(shown))])
    return text


def text_rows(text: str, shown: str, at_file: AtFile, is_header: IsHeader) -> tuple[Row, ...]:
    """The rows of a text in which something is written, with their places.

    A first line such as `sep=;`, which Excel writes, names the separator. A file without any
    separator has one cell a line. KitError where it has too many rows, told by `at_file`, and where
    its quotes do not pair, told at their line.
    """
    said = re.match(r'"?sep=([^\w\s"]|\t)"?(?=[\r\n]|$)', text, re.IGNORECASE)
    rows = _rows(text, said[1] if said else _separator(text, is_header), shown)
    own = islice(rows, 1 if said else 0, None)
    written = (row for row in own if not all(cell.is_empty for cell in row))
    found = tuple(islice(written, MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise KitError([at_file(too_many_rows(shown))])
    return found


def _separator(text: str, is_header: IsHeader) -> str:
    """The separator of the cells.

    The csv module has a sniffer for it, which takes letters and spaces for separators, and fails on
    a single column. Here the headings decide, if there are any: under the right separator they are
    words that are known. Otherwise it is what stands in most lines outside of quotes. Commas must
    stand in half of the lines at least, and below one heading alone they are part of the names.
    """
    for most in (HEAD_ROWS, MOST_HEAD_ROWS):
        for separator in _SEPARATORS:
            rows = _first_rows(text, separator, most)
            if any(len(row) > 1 and is_header(row) for row in rows):
                return separator
    lines = [line for line in LINE_BREAK.split(_IN_QUOTES.sub('""', text)) if line.strip()]
    stands = {separator: sum(separator in line for line in lines) for separator in "\t;"}
    commas = sum(bool(_COMMA.search(line)) for line in lines)
    one_column = any(is_header(row) for row in _first_rows(text, "\t", HEAD_ROWS))
    stands[","] = 0 if one_column or 2 * commas < len(lines) else commas
    return max(_SEPARATORS, key=lambda separator: stands[separator])


def _first_rows(text: str, separator: str, most: int) -> Iterator[Sequence[str]]:
    """The first rows that are not empty as this separator cuts them, wrong quotes or not."""
    lines = io.StringIO(text.lstrip("\r\n"), newline="")
    rows = csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=False)
    heads = (row[:MOST_COLUMNS] for row in rows if any(cell.strip() for cell in row))
    try:
        yield from islice(heads, most)
    except csv.Error:
        return  # it is told with its line when the rows are read in earnest


def _rows(text: str, separator: str, shown: str) -> Iterator[Row]:
    taken: list[str] = []  # the lines of one row: more than one where a cell holds line breaks

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            taken.append(line)
            yield line

    reader = csv.reader(lines(), delimiter=separator, skipinitialspace=True, strict=True)
    while True:
        start = reader.line_num + 1
        taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            advice = next((told for sign, told in _SYNTAX if sign in str(error)), str(error))
            raise KitError([Problem(shown, start, 1, advice)]) from None
        yield tuple(_placed(cells[:MOST_COLUMNS], "".join(taken), start))


def _placed(texts: Sequence[str], written: str, line: int) -> Iterator[Cell]:
    """The cells of a row with their places; `written` is the row as the file has it.

    The csv module does not tell where a cell begins, but how long it was written follows from its
    text: since the quotes are strict, they stand around a whole cell or are part of it.
    """
    position = 0
    for text in texts:
        while written[position : position + 1] == " ":
            position += 1
        breaks = list(LINE_BREAK.finditer(written, 0, position))
        column = position - (breaks[-1].end() if breaks else 0) + 1
        yield Cell(text, line + len(breaks), column)
        quotes = 2 + text.count('"') if written[position : position + 1] == '"' else 0
        position += len(text) + quotes + 1
