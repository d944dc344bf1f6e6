"""The rows of one sheet of a workbook."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kit.core.messages import Message
from kit.reading.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Kind,
    Row,
    Worksheet,
    column_letters,
    column_number,
)
from kit.reading.excel_package import DamagedError, is_on, listen, tags
from kit.reading.excel_styles import PLAIN, Style
from kit.reading.excel_texts import TEXT_TAGS, Pieces, TextReader, unescaped
from kit.reading.number_formats import day_held

# How many rows and columns a sheet has.
_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_LETTERS = re.compile("[A-Z]{1,3}")
_TAGS = tags("col", "row", "c", "v", "f", "is", *TEXT_TAGS)

_FORMULA = Message("the result of this formula is not stored: open the file in Excel and save it")
_ERROR = Message("the formula here gives {error}: mend it")
_UNSURE_NUMBER = Message(
    "here is a number, and programs of other languages show it in other ways: format the cell as "
    "text, and write it anew"
)
_UNSURE_DAY = Message(
    "here is a date or a time, and programs of other languages show it in other ways: format the "
    "cell as text, and write it anew"
)
_TRUTH = Message(
    "here is TRUE or FALSE, which programs show in their own language: format the cell as text, "
    "and write it anew"
)
_FORMAT = Message(
    "the format of this cell changes what is shown of its text: format the cell as text"
)
_PARTLY = Message("a part of this text is struck out: delete that part, or take the line off it")


@dataclass(frozen=True)
class Book:
    """What the cells of all sheets draw on: texts that are kept apart, styles, how days count."""

    texts: Sequence[Pieces]
    styles: Sequence[Style]
    from_1904: bool


def sheet_rows(name: str, xml: bytes, book: Book) -> Worksheet:
    """The sheet whose part is this XML. DamagedError where it is damaged."""
    reader = _SheetReader(book)
    listen(xml, reader)
    return Worksheet(
        name,
        tuple(reader.rows),
        frozenset(reader.hidden),
        frozenset(reader.struck),
        frozenset(reader.hidden_columns),
        reader.fault,
    )


class _SheetReader:
    """Listens to the XML of a sheet."""

    def __init__(self, book: Book) -> None:
        self.rows: list[Row] = []
        self.hidden: set[int] = set()
        self.struck: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.fault = ""
        self._book = book
        self._text = TextReader()
        self._columns: dict[str, int] = {}  # by their letters
        self._line = 0
        self._is_hidden = False
        self._cells: dict[int, Cell] = {}
        self._column = 0
        self._given: Mapping[str, str] = {}
        self._words: list[str] | None = None
        self._value: str | None = None
        self._has_formula = False
        self._in_text = False

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        name = _TAGS.get(tag, "")
        if self._in_text:
            self._text.start(name, given)
        elif name == "c":
            self._begin_cell(given)
        elif name == "v":
            self._words = []
        elif name == "row":
            self._begin_row(given)
        elif name == "f":
            self._has_formula = True
        elif name == "is":
            self._in_text = True
        elif name == "col" and is_on(given.get("hidden")):
            last = min(int(given["max"]), MOST_COLUMNS)
            self.hidden_columns.update(range(int(given["min"]), last + 1))

    def words(self, text: str) -> None:
        if self._in_text:
            self._text.words(text)
        elif self._words is not None:
            self._words.append(text)

    def end(self, tag: str) -> None:
        name = _TAGS.get(tag, "")
        if name == "is":
            self._in_text = False
        elif self._in_text:
            self._text.end(name)
        elif name == "c":
            self._end_cell()
        elif name == "v" and self._words is not None:
            self._value, self._words = "".join(self._words), None
        elif name == "row":
            self._end_row()

    def _begin_row(self, given: Mapping[str, str]) -> None:
        line = int(given.get("r", self._line + 1))
        if not self._line < line <= _LAST_ROW:
            raise DamagedError(f"row {line} after row {self._line}")
        self._line, self._column = line, 0
        self._is_hidden = is_on(given.get("hidden"))
        self._cells = {}

    def _begin_cell(self, given: Mapping[str, str]) -> None:
        letters = given.get("r", "").rstrip("0123456789")
        if letters:
            if letters not in self._columns:
                self._columns[letters] = _placed_column(letters)
            self._column = self._columns[letters]
        else:
            self._column += 1
        self._given, self._value, self._has_formula = given, None, False

    def _end_cell(self) -> None:
        pieces = self._text.taken() if self._given.get("t") == "inlineStr" else ()
        if self._value is None and not pieces and not self._has_formula:
            return
        is_beyond = self._column > MOST_COLUMNS
        if is_beyond and self.fault:
            return
        cell = self._cell(pieces)
        if cell.is_empty:
            return
        if is_beyond:
            place = f"{column_letters(self._column)}{self._line}"
            self.fault = Message(
                "{cell} stands beyond the first {most} columns, which are all that is read: move "
                "it, or delete it",
                cell=place,
                most=MOST_COLUMNS,
            )
            return
        if self._column in self._cells:
            raise DamagedError(f"column {self._column} twice in row {self._line}")
        self._cells[self._column] = cell

    def _end_row(self) -> None:
        cells, line = self._cells, self._line
        if not cells:
            return
        if len(self.rows) == MOST_ROWS:
            self.fault = Message(
                "it has more than {most} lines: keep only those that are needed", most=MOST_ROWS
            )
            return
        last = max(cells)
        self.rows.append(tuple(cells.get(n) or Cell("", line, n) for n in range(1, last + 1)))
        if self._is_hidden:
            self.hidden.add(line)
        if all(cell.struck for cell in cells.values()):
            self.struck.add(line)

    def _cell(self, pieces: Pieces) -> Cell:
        """The cell that ends here; `pieces` is a text that stands in the sheet itself."""
        kind, raw, style = self._given.get("t", "n"), self._value, self._style()
        if kind == "s" and raw is not None:
            pieces = self._book.texts[_place(raw)]
        elif kind == "str" and raw is not None:
            pieces = ((unescaped(raw), None),)
        elif kind != "inlineStr":
            return self._typed(kind, raw or "", style)
        text = "".join(words for words, _ in pieces)
        struck = {style.struck if own is None else own for words, own in pieces if words.strip()}
        fault = ""
        if text.strip():
            fault = _PARTLY if len(struck) > 1 else "" if style.shows_text else _FORMAT
        return Cell(text, self._line, self._column, "text", fault, struck == {True})

    def _style(self) -> Style:
        number = _place(self._given.get("s", "0"))
        return self._book.styles[number] if self._book.styles else PLAIN

    def _typed(self, type_: str, raw: str, style: Style) -> Cell:
        """A cell that holds no text; what cannot be known of it is its fault."""
        text, fault, day = raw, "", ""
        kind: Kind = "number"
        if not raw.strip():
            text = ""
            kind, fault = ("formula", _FORMULA) if self._has_formula else ("text", "")
        elif type_ == "b":
            text, kind, fault = "TRUE" if is_on(raw) else "FALSE", "truth", _TRUTH
        elif type_ == "e":
            kind, fault = "error", _ERROR.with_values(error=raw)
        else:
            number = _serial(raw, from_1904=self._book.from_1904) if type_ == "d" else raw
            kind = "date" if style.is_date or type_ == "d" else "number"
            shown = style.shown(number, from_1904=self._book.from_1904)
            text = raw if shown is None else shown
            day = day_held(number, from_1904=self._book.from_1904) if kind == "date" else ""
            unsure = _UNSURE_DAY if kind == "date" else _UNSURE_NUMBER
            fault = unsure if shown is None else ""
        struck = style.struck and bool(text)
        return Cell(text, self._line, self._column, kind, fault, struck, day)


def _place(written: str) -> int:
    """A place in a list, from 0."""
    number = int(written)
    if number < 0:
        raise DamagedError(f"no place {number}")
    return number


def _placed_column(letters: str) -> int:
    number = column_number(letters) if _LETTERS.fullmatch(letters) else 0
    if not 0 < number <= _LAST_COLUMN:
        raise DamagedError(f"no column {letters}")
    return number


def _serial(written: str, *, from_1904: bool) -> str:
    """A day that is written out, as a number; workbooks that are strict have them."""
    try:
        day = datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError:
        return written
    if from_1904:
        first = datetime(1904, 1, 1)
    else:  # in which 1900 is believed to have been a leap year
        first = datetime(1899, 12, 30 if day >= datetime(1900, 3, 1) else 31)
    return repr((day - first).total_seconds() / 86_400)
