"""Lists as people type them: bullets, greetings, several names on a line, sums, names of groups."""

import re
from collections.abc import Iterator, Sequence

from kit.core.errors import Problem
from kit.core.spelling import plain_letters
from kit.people.found import (
    NO_SHEET,
    Entry,
    RowsLeftOut,
    Why,
    begins,
    filled,
    rows_left_out,
    with_text,
)
from kit.people.names import TITLES, bare, tidied
from kit.people.notes import is_closing, is_label, is_note, stands_out
from kit.reading.cells import LINE_BREAK, Cell, Row, Worksheet
from kit.reading.totals import is_total

# Word, slides and telephones break lines with signs that do not end a line of a file.
_INNER_BREAK = re.compile("[\v\f\u0085\u2028\u2029]")
_AND = re.compile(r"\s(?:og|and|&)\s")
_ONE_OR_TWO = re.compile(r"[\w'’-]+, ?[\w'’-]+\.?")
_SIGNS_ONLY = re.compile(r"[\W_]+")
# A signature has no more lines.
_SIGNATURE = 8
_TO_PEOPLE = re.compile(
    r"\s*(deltakere|deltakarar|deltagere|participants|navn|namn|names?|pameldte|til|to|kopi|cc"
    r"|(bord|gruppe|table|group|team|lag|rom|room|pulje|parti) ?(nr\.? ?)?(\d+|[a-z]))\s*:"
)


def typed_people(
    rows: Sequence[Row], shown: str, sheet: Worksheet = NO_SHEET
) -> tuple[tuple[Entry, ...], tuple[RowsLeftOut, ...], tuple[Problem, ...]]:
    """The people of a list without headings: one cell a row, with one name or with several.

    Left out are a title, greetings and facts above the names, sums, the names of groups, and a
    signature at the end. A sentence among the names is a problem.
    """
    if len(rows) == 1 and _ONE_OR_TWO.fullmatch(_text(rows[0])):
        told = f"«{_text(rows[0])}» may be one person or two: write each name in a line of its own"
        return (), (), (sheet.problem(shown, rows[0][0], told),)
    sign = _sign_between(rows)
    if not sign and (cell := _several_in(rows)):
        told = f"«{begins((cell,))}» may be several people: write each name in a line of its own"
        return (), (), (sheet.problem(shown, cell, told),)
    if _may_have_title(rows):
        told = (
            f"«{begins(rows[0])}» may be a title or a name: put an empty line below a title, and "
            "write a name with capitals and without figures"
        )
        return (), (), (sheet.problem(shown, filled(rows[0])[0], told),)
    small = sum(_text(row)[:1].islower() for row in rows)
    reading = _Reading(shown, sheet, sign, names_are_small=2 * small > len(rows))
    begin = 1 if _has_title(rows) else 0
    reading.leave_out("note", rows[:begin])
    for number, row in enumerate(rows[begin:], begin):
        if is_closing(_text(row)) and reading.entries and len(rows) - number <= _SIGNATURE:
            reading.leave_out("note", rows[number:])
            break
        reading.add(row)
    return tuple(reading.entries), tuple(reading.left_out), tuple(reading.problems)


def line_rows(text: str) -> tuple[Row, ...]:
    """The lines of a text in which something is written, each a row of one cell."""
    lines = enumerate(LINE_BREAK.split(text), start=1)
    cells = (Cell(line, number, 1) for number, line in lines if line.strip(" \t;,"))
    return tuple((part,) for cell in cells for part in _parts(cell))


def single_rows(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows that hold one text each, or one behind its number or bullet: each a row of that text."""
    cells = (filled(row)[-1] for row in rows)
    return tuple((part,) for cell in cells for part in _parts(cell))


def lines_in(text: str) -> list[str]:
    """The lines of a text in which something is written, whichever sign they end with."""
    lines = _INNER_BREAK.sub("\n", text)
    return [line for line in LINE_BREAK.split(lines) if tidied(line)]


def _parts(cell: Cell) -> Iterator[Cell]:
    """The lines of a cell that break with other signs than those of files."""
    begin = 0
    for part in _INNER_BREAK.split(cell.text):
        if part.strip():
            yield with_text(cell, part.strip(), begin + len(part) - len(part.lstrip()))
        begin += len(part) + 1


def are_names_on_lines(rows: Sequence[Row]) -> bool:
    """Whether rows of several cells are names one after the other, and no table of columns.

    So it is where they fill one line alone, or lines of three and more, not all of one length.
    """
    cells = [bare(cell.text) for row in rows for cell in filled(row)]
    widths = [len(filled(row)) for row in rows]
    is_run = len(rows) == 1 or (min(widths[:-1]) > 2 and len(set(widths)) > 1)
    return is_run and all(map(_may_be_name, cells))


def are_numbered(rows: Sequence[Row]) -> bool:
    """Whether rows have a name each, and before it nothing but a bullet or their number."""
    for number, row in enumerate(rows, start=1):
        mark = filled(row)[0].text.strip(" .):(")
        if len(filled(row)) != 2 or (mark != str(number) and any(map(str.isalnum, mark))):
            return False
    return True


class _Reading:
    """What was read of a list so far."""

    def __init__(self, shown: str, sheet: Worksheet, sign: str, *, names_are_small: bool) -> None:
        """`sign` is what stands between several names on a line, empty where each has its own."""
        self.entries: list[Entry] = []
        self.left_out: list[RowsLeftOut] = []
        self.problems: list[Problem] = []
        self._shown = shown
        self._sheet = sheet
        self._sign = sign
        self._names_are_small = names_are_small

    def leave_out(self, why: Why, rows: Sequence[Row]) -> None:
        """Rows that hold nobody."""
        self.left_out += rows_left_out(why, rows, self._sheet.name)

    def add(self, row: Row) -> None:
        """A row: names, or something that is none."""
        cell = filled(row)[0]
        text = bare(cell.text)
        named = _TO_PEOPLE.match(plain_letters(cell.text))
        if named and any(map(str.isalpha, cell.text.partition(":")[2])):
            begin = cell.text.index(":") + 1
            self._add_names(with_text(cell, cell.text[begin:], begin), self._sign or ",")
        elif is_total(text):
            self.leave_out("total", (row,))
        elif is_label(text):
            self.leave_out("title", (row,))
        elif not _SIGNS_ONLY.fullmatch(cell.text) and not self._is_note(text):
            self._add_names(cell, self._sign)
        elif self.entries and not _SIGNS_ONLY.fullmatch(cell.text):
            told = f"«{begins(row)}» is no name: take this line out"
            self.problems.append(self._sheet.problem(self._shown, cell, told))
        else:
            self.leave_out("note", (row,))

    def _is_note(self, text: str) -> bool:
        return is_note(text, names_are_small=self._names_are_small) or is_closing(text)

    def _add_names(self, cell: Cell, sign: str) -> None:
        for one in _apart(cell, sign) if sign else (cell,):
            self.entries.append(Entry((one,), self._sheet))


def _text(row: Row) -> str:
    return filled(row)[0].text


def _several_in(rows: Sequence[Row]) -> Cell | None:
    """The one line of a list with several commas, where not all between them may be names."""
    cell = filled(rows[0])[0] if len(rows) == 1 else None
    has_several = cell and cell.text.rstrip(" ,;").count(",") > 1 and ":" not in cell.text
    return cell if has_several else None


def _may_have_title(rows: Sequence[Row]) -> bool:
    """Whether the first row is like a title, and the next stands right below it."""
    if len(rows) < 3 or _has_title(rows):
        return False
    text = bare(_text(rows[0]))
    is_other = is_note(text) or is_total(text) or _TO_PEOPLE.match(plain_letters(text))
    return not is_other and stands_out(text, [_text(row) for row in rows[1:]])


def _has_title(rows: Sequence[Row]) -> bool:
    """Whether the first row is a title: with figures or small words, as the others have none."""
    if len(rows) < 2 or rows[1][0].line - rows[0][0].line < 2:
        return False
    return stands_out(_text(rows[0]), [_text(row) for row in rows[1:]])


def _may_be_name(text: str) -> bool:
    is_title = plain_letters(text) in TITLES
    return bool(text) and not is_title and not re.search(r"[\d@:!?]", text)


def _sign_between(rows: Sequence[Row]) -> str:
    """What stands between several names on a line; empty where each has a line of its own.

    A comma may be a part of a name: only where three names stand on a line is it sure not to be.
    """
    texts = [_text(row).rstrip(" ,;") for row in rows]
    for sign in "\t;,":
        least = 2 if sign == "," else 1
        several = [text.split(sign) for text in texts if text.count(sign) >= least]
        parts = [bare(part) for text in several for part in text]
        if several and all(map(_may_be_name, parts)):
            return sign
    if len(texts) == 1 and texts[0].count(",") == 1:
        are_whole = all(len(part.split()) > 1 for part in texts[0].split(","))
        return "," if are_whole else ""
    return ""


def _apart(cell: Cell, sign: str) -> Iterator[Cell]:
    """The names that stand in one cell, each with its place; the last may follow an «and»."""
    for found in re.finditer(f"[^{sign}]+", cell.text):
        begin = found.start()
        for part in _AND.split(found[0]):
            if part.strip():
                yield with_text(cell, part.strip(), begin + len(part) - len(part.lstrip()))
            begin += len(part) + 1
