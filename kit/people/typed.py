"""Lists as people type them: bullets, greetings, several names on a line, sums, names of groups."""

import re
from collections.abc import Iterator, Sequence

from kit.core.errors import Problem
from kit.core.messages import Message
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
from kit.people.names import TITLES, bare, is_small, tidied
from kit.people.notes import is_closing, is_label, is_note, is_remark, stands_out
from kit.people.running import (
    goes_on,
    is_like_name,
    may_hold_names,
    names_begin,
    names_between,
    parts_of,
    without_full_stop,
)
from kit.reading.cells import LINE_BREAK, Cell, Row, Worksheet
from kit.reading.totals import is_total

# Word, slides and telephones break lines with signs that do not end a line of a file.
_INNER_BREAK = re.compile("[\v\f\u0085\u2028\u2029]")
_ONE_OR_TWO = re.compile(r"[\w'’-]+, ?[\w'’-]+\.?")
_SIGNS_ONLY = re.compile(r"[\W_]+")
# A signature has no more lines.
_SIGNATURE = 8
# A signature above which nobody stands has no more lines than these.
_SHORT_SIGNATURE = 3
_MAY_HOLD = Message(
    "«{text}» may hold names, and is left out: write each name in a line of its own, or take it out"
)
_ONE_OR_TWO_PEOPLE = Message(
    "«{text}» may be one person or two: write each name in a line of its own"
)
_SEVERAL_PEOPLE = Message("«{text}» may be several people: write each name in a line of its own")
_TITLE_OR_NAME = Message(
    "«{text}» may be a title or a name: put an empty line below a title, and write a name with "
    "capitals and without figures"
)
_NO_NAME = Message("«{text}» is no name: take this line out")
_MAY_GO_ON = Message("«{text}» may go on in the next line: write each name in a line of its own")
# So many letters fill a line of a mail, which breaks there.
_FULL_LINE = 60


def typed_people(
    rows: Sequence[Row], shown: str, sheet: Worksheet = NO_SHEET
) -> tuple[tuple[Entry, ...], tuple[RowsLeftOut, ...], tuple[Problem, ...]]:
    """The people of a list without headings: one cell a row, with one name or with several.

    Left out are a title, greetings and facts above the names, sums, the names of groups, and a
    signature at the end. A sentence among the names is a problem.
    """
    if len(rows) == 1 and _ONE_OR_TWO.fullmatch(_text(rows[0])):
        told = _ONE_OR_TWO_PEOPLE.with_values(text=_text(rows[0]))
        return (), (), (sheet.problem(shown, rows[0][0], told),)
    sign = _sign_between(rows)
    if not sign and (cell := _several_in(rows)):
        told = _SEVERAL_PEOPLE.with_values(text=begins((cell,)))
        return (), (), (sheet.problem(shown, cell, told),)
    if _may_have_title(rows):
        told = _TITLE_OR_NAME.with_values(text=begins(rows[0]))
        return (), (), (sheet.problem(shown, filled(rows[0])[0], told),)
    small = sum(_text(row)[:1].islower() for row in rows)
    reading = _Reading(shown, sheet, sign, names_are_small=2 * small > len(rows))
    begin = 1 if _has_title(rows) else 0
    for row in rows[:begin]:
        reading.pass_over("note", row)
    for number, row in enumerate(rows[begin:], begin):
        most = _SIGNATURE if reading.entries else _SHORT_SIGNATURE
        if is_closing(_text(row)) and len(rows) - number <= most:
            reading.leave_out("note", rows[number:])
            break
        reading.add(row, rows[number + 1 :])
    reading.doubt()
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
    texts = [_behind_colon(cell.text) for row in rows for cell in filled(row)]
    widths = [len(filled(row)) for row in rows]
    is_run = len(rows) == 1 or (min(widths[:-1]) > 2 and len(set(widths)) > 1)
    if is_run and all(_may_be_name(bare(text)) for text in texts):
        return True
    wide = [row for row, width in zip(rows, widths, strict=True) if width > 1]
    narrow = [_text(row) for row, width in zip(rows, widths, strict=True) if width == 1]
    are_led = all(names_begin(_text(row)) for row in wide)
    is_alone = len(wide) == 1 and len(filled(wide[0])) > 2
    in_mail = narrow and any(is_note(text) or is_closing(text) for text in narrow)
    named = (_behind_colon(cell.text) for row in wide for cell in filled(row))
    return (are_led or (is_alone and bool(in_mail))) and all(map(is_like_name, named))


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
        self._doubted: list[tuple[Cell, int]] = []
        self._open = 0  # the line of names that goes on in the next one

    def leave_out(self, why: Why, rows: Sequence[Row]) -> None:
        """Rows that hold nobody."""
        self.left_out += rows_left_out(why, rows, self._sheet.name)

    def add(self, row: Row, further: Sequence[Row]) -> None:
        """A row: names, or something that is none. `further` are the rows below."""
        cell = filled(row)[0]
        text = bare(cell.text)
        begin = names_begin(cell.text)
        goes_on = self._open == cell.line - 1 > 0
        self._open = 0
        if begin or (goes_on and all(map(is_like_name, parts_of(cell.text)))):
            self._add_run(with_text(cell, cell.text[begin:], begin), further)
        elif is_total(text):
            self.leave_out("total", (row,))
        elif is_label(text):
            self.pass_over("title", row)
        elif not _SIGNS_ONLY.fullmatch(cell.text) and not self._is_note(text):
            self._add_names(cell, self._sign)
        elif self.entries and not _SIGNS_ONLY.fullmatch(cell.text) and not _ends(row, further):
            told = _NO_NAME.with_values(text=begins(row))
            self.problems.append(self._sheet.problem(self._shown, cell, told))
        else:
            self.pass_over("note", row)

    def pass_over(self, why: Why, row: Row) -> None:
        """A row that is no name, though names may stand in it."""
        cell = filled(row)[0]
        self._doubted.append((cell, may_hold_names(cell.text)))
        self.leave_out(why, (row,))

    def doubt(self) -> None:
        """Refuse lines that were left out and may hold as many names as were read."""
        for cell, count in self._doubted:
            if count > 1 and count >= len(self.entries):
                told = _MAY_HOLD.with_values(text=begins((cell,)))
                self.problems.append(self._sheet.problem(self._shown, cell, told))

    def _is_note(self, text: str) -> bool:
        parts = [bare(one) for _, one in names_between(text, self._sign)] if self._sign else []
        if len(parts) < 2:
            parts = [text]
        elif not self._names_are_small and 2 * sum(map(is_small, parts)) > len(parts):
            return True
        are_small = self._names_are_small
        return is_closing(text) or any(is_note(one, names_are_small=are_small) for one in parts)

    def _add_run(self, cell: Cell, further: Sequence[Row]) -> None:
        """Names in running text, which may go on in the next line."""
        sign = self._sign or (";" if ";" in cell.text else ",")
        self._add_names(cell, sign, is_run=True)
        below = filled(further[0])[0] if further else None
        if not below or below.line != cell.line + 1 or is_label(below.text):
            return
        if goes_on(cell.text):
            self._open = cell.line
        elif _may_go_on(cell, below.text):
            told = _MAY_GO_ON.with_values(text=begins((cell,)))
            self.problems.append(self._sheet.problem(self._shown, cell, told))

    def _add_names(self, cell: Cell, sign: str, *, is_run: bool = False) -> None:
        names = list(names_between(cell.text, sign)) if sign else [(0, cell.text)]
        for number, (begin, name) in enumerate(names, start=1):
            is_last = (is_run or len(names) > 1) and number == len(names)
            text = without_full_stop(name) if is_last else name
            self.entries.append(Entry((with_text(cell, text, begin),), self._sheet))


def _ends(row: Row, further: Sequence[Row]) -> bool:
    """Whether a row is plainly no name, and so are all below it, up to a signature."""
    for one in (row, *further):
        text = bare(_text(one))
        if is_closing(text):
            return True
        if not (is_remark(text) or is_total(text) or _SIGNS_ONLY.fullmatch(_text(one))):
            return False
    return True


def _may_go_on(cell: Cell, below: str) -> bool:
    """Whether a name may be broken where a mail was, at the end of a line of names."""
    is_full = cell.column + len(cell.text) > _FULL_LINE and not cell.text.rstrip().endswith(".")
    return is_full and len(parts_of(below)) > 1 and not names_begin(below)


def _behind_colon(text: str) -> str:
    return text[names_begin(text) :]


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
    is_other = is_note(text) or is_total(text) or names_begin(text)
    return not is_other and stands_out(text, [_text(row) for row in rows[1:]])


def _has_title(rows: Sequence[Row]) -> bool:
    """Whether the first row is a title: with figures or small words, as the others have none."""
    is_apart = len(rows) > 1 and rows[1][0].line - rows[0][0].line > 1
    if not is_apart or names_begin(_text(rows[0])):
        return False
    return stands_out(_text(rows[0]), [_text(row) for row in rows[1:]])


def _may_be_name(text: str) -> bool:
    is_title = plain_letters(text) in TITLES
    return bool(text) and not is_title and not re.search(r"[\d@:!?]", text)


def _sign_between(rows: Sequence[Row]) -> str:
    """What stands between several names on a line; empty where each has a line of its own.

    A comma may be a part of a name: only where three names stand on a line is it sure not to be.
    """
    texts = [_behind_colon(_text(row)).rstrip(" ,;") for row in rows]
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
