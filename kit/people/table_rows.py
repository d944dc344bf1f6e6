"""The rows of a table of people: in which columns the names stand, and which rows hold none."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kit.core.errors import Problem
from kit.core.messages import Message
from kit.core.spelling import alike
from kit.core.wording import quoted_names
from kit.people.doubts import doubts
from kit.people.found import Entry, Found, RowsLeftOut, Why, filled, rows_left_out
from kit.people.headings import candidates, heads_mail_addresses, is_log, is_unknown
from kit.people.names import bare, short, tidied
from kit.people.notes import is_closing, is_label, is_note, is_sentence, stands_out
from kit.people.tables import PeopleTable
from kit.people.typed import lines_in
from kit.reading.cells import BEYOND, Cell, Row
from kit.reading.totals import is_total

_LINES = Message("several lines stand in this cell: write the name alone, in one line")
_NO_NAME = Message("no name stands in this line: write it, or empty the line")


def people_in(tables: Sequence[PeopleTable], shown: str, column: int | None) -> Found:
    """The people of tables with the same headings, and the rows that hold none.

    `column` is that of the names, from 0, where one was asked for.
    """
    known = candidates(tables[0].headings) if column is None else ((column,),)
    rows = [row for table in tables for row in table.rows]
    counts = [sum(bool(_name_cells(row, one)) for row in rows) for one in known]
    best = known[counts.index(max(counts))]
    others = tuple(one for one, count in zip(known, counts, strict=True) if one != best and count)
    reader = _Reader(shown, best, others)
    for table in tables:
        reader.read(table)
    remarks = tuple(_told_of(tables[0], known, best, counts))
    if reader.from_others:
        told = Message(
            "Where {columns} is empty, names are taken from {others}.",
            columns=_called(tables[0], [best]),
            others=_called(tables[0], others),
        )
        remarks += (told,)
    entries = reader.entries
    remarks += tuple(doubts(tables[0], best, entries, reader.rows))
    if is_log(tables[0].headings):
        entries = reader.without_those_again(tables[0])
    return Found(tuple(entries), tuple(reader.left_out), tuple(reader.problems), remarks=remarks)


def headed_alike(tables: Sequence[PeopleTable]) -> tuple[int, ...]:
    """The columns of names, from 0, where several with the same heading are filled; else none."""
    headings = [*map(alike, tables[0].headings)]
    rows = [row for table in tables for row in table.rows]
    filled_in = [one for one in candidates(tables[0].headings) if _has_names(rows, one)]
    places = [one[0] for one in filled_in if len(one) == 1]
    same = [place for place in places if headings.count(headings[place]) > 1]
    return tuple(same) if len(same) > 1 else ()


def column_in_place_of_names(tables: Sequence[PeopleTable]) -> int | None:
    """Where all columns of names are empty: another one with texts, from 0, if there is any."""
    rows = [row for table in tables for row in table.rows]
    known = candidates(tables[0].headings)
    if any(_has_names(rows, one) for one in known):
        return None
    texts = tables[0].headings
    unknown = [n for n, text in enumerate(texts) if is_unknown(text) and _has_words(rows, n)]
    return next(iter(unknown), None)


def _has_names(rows: Sequence[Row], columns: tuple[int, ...]) -> bool:
    return any(_name_cells(row, columns) for row in rows)


def _has_words(rows: Sequence[Row], column: int) -> bool:
    texts = [row[column].text for row in rows if column < len(row)]
    return any(map(str.isalpha, "".join(texts)))


def _told_of(
    table: PeopleTable,
    known: Sequence[tuple[int, ...]],
    best: tuple[int, ...],
    counts: Sequence[int],
) -> Iterator[str]:
    """What to say where names are not taken from the columns that come first."""
    if best != known[0]:
        told = {
            "first": _called(table, [known[0]]),
            "other": _called(table, [best]),
            "most": max(counts),
        }
        if counts[0]:
            yield Message.counted(
                "{first} has {count} name only: names are taken from {other}, which has {most}.",
                "{first} has {count} names only: names are taken from {other}, which has {most}.",
                counts[0],
                **told,
            )
        else:
            yield Message(
                "{first} is empty: names are taken from {other}, which has {most}.", **told
            )


def _called(table: PeopleTable, columns: Sequence[tuple[int, ...]]) -> str:
    return quoted_names(" ".join(table.headings[n].split()) for one in columns for n in one)


def _name_cells(row: Row, columns: Sequence[int]) -> tuple[Cell, ...]:
    """The cells of a name in which something is written, or was computed."""
    cells = [row[place] for place in columns if place < len(row)]
    return tuple(cell for cell in cells if tidied(cell.text) or cell.kind == "formula")


class _Reader:
    """Reads tables with the same headings row by row."""

    def __init__(
        self, shown: str, columns: tuple[int, ...], others: Sequence[tuple[int, ...]]
    ) -> None:
        self.entries: list[Entry] = []
        self.rows: list[Row] = []  # those of the entries
        self.left_out: list[RowsLeftOut] = []
        self.problems: list[Problem] = []
        self.from_others = False
        self._shown = shown
        self._columns = columns
        self._others = others

    def read(self, table: PeopleTable) -> None:
        """Read a table: its first rows up to an empty one, and those that go on with them."""
        if table.head:
            self.left_out += rows_left_out("headings", (table.head,), table.sheet.name)
        first = (*table.above, *(table.blocks[0] if table.blocks else ()))
        self._read_first(table, first)
        for block in table.blocks[1:]:
            self._read_further(table, block, first)

    def _read_first(self, table: PeopleTable, rows: Sequence[Row]) -> None:
        named = [n for n, row in enumerate(rows) if self._cells(row)]
        last = named[-1] if named else len(rows)
        for number, row in enumerate(rows):
            if why := self._none_in(table, row):
                self._leave_out(why, table, row)
            elif self._cells(row):
                self._add(table, row)
            elif _holds_text(row) and not (number > last and _holds_figures_only(row)):
                cell = row[self._columns[0]] if self._columns[0] < len(row) else row[0]
                self.problems.append(table.sheet.problem(self._shown, cell, _NO_NAME))
            else:
                self._leave_out("no name", table, row)

    def _read_further(self, table: PeopleTable, block: Sequence[Row], first: Sequence[Row]) -> None:
        """Rows below an empty one: people, if they go on with the same columns."""
        apart = False  # once something else began, the block is not of the list
        for number, row in enumerate(block):
            fuller = any(len(filled(other)) > 1 for other in block[number + 1 :])
            is_title = not table.is_narrow and len(filled(row)) == 1 and fuller
            if why := self._none_in(table, row):
                self._leave_out("apart" if apart else why, table, row)
            elif not apart and number == 0 and is_title:
                self._leave_out("title", table, row)
            elif not apart and self._goes_on(table, row, first):
                self._add(table, row)
            else:
                apart = True
                self._leave_out("apart", table, row)

    def _cells(self, row: Row) -> tuple[Cell, ...]:
        """The cells of the name, from the first columns that have one."""
        for columns in (self._columns, *self._others):
            if cells := _name_cells(row, columns):
                return cells
        return ()

    def _none_in(self, table: PeopleTable, row: Row) -> Why | None:
        """Why a row that might have a name has none."""
        cells = self._cells(row)
        struck = row[0].line in table.sheet.struck or (cells and all(c.struck for c in cells))
        if struck:
            return "struck out"
        texts = [cell.text for cell in cells] or [cell.text for cell in filled(row)[:1]]
        name = bare(" ".join(texts))
        if is_total(name):
            return "total"
        return "title" if cells and is_label(name) else None

    def _goes_on(self, table: PeopleTable, row: Row, first: Sequence[Row]) -> bool:
        """Whether a row below an empty one has the columns of those above it."""
        cells = self._cells(row)
        if not cells:
            return False
        if table.is_narrow:
            text = cells[0].text
            others = [cell.text for other in first for cell in self._cells(other)]
            is_other = is_note(text) or is_closing(text) or stands_out(text, others)
            return not is_other and len(filled(row)) == 1
        alone = sum(len(filled(other)) == len(self._cells(other)) for other in first)
        has_more = len(filled(row)) > len(cells)
        begun = bool(self.rows) and self.rows[-1][0].line >= row[0].line - 1
        beside = [(n, cell) for n, cell in enumerate(row) if cell not in cells]
        fits = all(_is_like(cell, number, first) for number, cell in beside)
        return fits and (has_more or alone > 0 or (begun and not is_note(cells[0].text)))

    def _add(self, table: PeopleTable, row: Row) -> None:
        cells = self._cells(row)
        self.from_others |= not _name_cells(row, self._columns)
        if fault := _fault_in(table, row, cells):
            self.problems.append(table.sheet.problem(self._shown, *fault))
            return
        self.entries.append(Entry(cells, table.sheet))
        self.rows.append(row)

    def _leave_out(self, why: Why, table: PeopleTable, row: Row) -> None:
        """Leave out a row, together with the one above where that is left out for the same."""
        (told,) = rows_left_out(why, (row,), table.sheet.name)
        last = self.left_out[-1] if self.left_out else None
        joins = why in ("apart", "no name") and last and (last.why, last.sheet) == (why, told.sheet)
        if last and joins and told.first - last.last <= 2:
            self.left_out[-1] = RowsLeftOut(
                why, last.count + 1, last.first, told.last, last.shown, last.sheet
            )
        else:
            self.left_out.append(told)

    def without_those_again(self, table: PeopleTable) -> list[Entry]:
        """The entries of a log, each person once: by name, and by mail address if any."""
        mail = next(
            (n for n, text in enumerate(table.headings) if heads_mail_addresses(text)), None
        )
        known: Counter[tuple[str, str]] = Counter()
        first = []
        for entry, row in zip(self.entries, self.rows, strict=True):
            address = row[mail].text if mail is not None and mail < len(row) else ""
            key = (tidied(" ".join(cell.text for cell in entry.parts)), address.casefold())
            known[key] += 1
            if known[key] == 1:
                first.append(entry)
            else:
                self.left_out += rows_left_out("again", (row,), entry.sheet.name)
        return first


def _fault_in(table: PeopleTable, row: Row, cells: Sequence[Cell]) -> tuple[Cell, str] | None:
    """Why no name can be read from a row for sure, and at which cell; None where one can."""
    if table.sheet.beyond(row, table.head):
        return cells[0], BEYOND.with_values(example='"Vik, Kari"')
    for cell in cells:
        lines = lines_in(cell.text)
        if len(lines) > 1 and any(len(line.split()) > 1 for line in lines):
            return cell, _LINES
    name = " ".join(cell.text for cell in cells)
    if is_sentence(name) and all(cell.kind == "text" for cell in cells):
        told = Message(
            "«{name}» is no name: write the name alone, or take it out", name=short(tidied(name))
        )
        return cells[0], told
    return None


def _holds_text(row: Row) -> bool:
    return any(tidied(cell.text) for cell in row)


def _holds_figures_only(row: Row) -> bool:
    texts = [tidied(cell.text) for cell in row if tidied(cell.text)]
    return all(cell.kind != "text" or _is_figure(cell.text) for cell in filled(row)) and bool(texts)


def _is_figure(text: str) -> bool:
    return not any(letter.isalpha() for letter in text) and any(map(str.isdigit, text))


def _is_like(cell: Cell, number: int, rows: Sequence[Row]) -> bool:
    """Whether a cell holds what its column holds in the rows: addresses, figures or words."""
    if cell.is_empty:
        return True
    column = [row[number].text for row in rows if number < len(row) and not row[number].is_empty]
    if column and all("@" in text for text in column):
        return "@" in cell.text
    if column and all(map(_is_figure, column)):
        return _is_figure(cell.text)
    return bool(column) or number < max(map(len, rows), default=0)
