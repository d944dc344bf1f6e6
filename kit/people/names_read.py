"""What was read of a list of people, told to whoever asked for it: as data, and in sentences."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from kit.core.messages import Message
from kit.core.wording import enumerated, joined, more_rows
from kit.people.found import RowsLeftOut
from kit.reading.remarks import from_sheets, hidden_rows, left_out

# So many rows that are left out, or names, are told one by one.
_MOST_TOLD = 6


@dataclass(frozen=True)
class Twice:
    """A name that stands several times, and in which lines."""

    name: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class NamesRead:
    """What was read of a list of people.

    `file` is its name, empty where the names stand in the session file itself; `count` is how many
    people there are, `first` and `last` the names of the first and the last as they are printed.
    `sheets` are those of a workbook that were read, `passed_over` and `hidden_sheets` the others.
    `hidden` is how many hidden rows are among the people. `empty` is how many empty rows stand
    among the others, and `left_out` are all other rows that hold nobody. `turned` are names as they
    stand and as they are printed, `twice` those that stand several times. `remarks` are further
    sentences.
    """

    file: str
    count: int
    first: str
    last: str
    sheets: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    hidden: int = 0
    empty: int = 0
    left_out: tuple[RowsLeftOut, ...] = ()
    turned: tuple[tuple[str, str], ...] = ()
    twice: tuple[Twice, ...] = ()
    remarks: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The same in plain types."""
        return asdict(self)

    def lines(self) -> tuple[str, ...]:
        """What to tell: a line with what was read and left out, and one for each remark."""
        return (self._main(), *self._further())

    def _main(self) -> str:
        names = (
            self.first
            if self.count == 1
            else Message("{first} … {last}", first=self.first, last=self.last)
        )
        told = {"names": names, "where": from_sheets(self.sheets)}
        if self.file:
            main = Message.counted(
                "{count} name from {file}{where}: {names}.",
                "{count} names from {file}{where}: {names}.",
                self.count,
                file=self.file,
                **told,
            )
        else:
            main = Message.counted(
                "{count} name{where}: {names}.",
                "{count} names{where}: {names}.",
                self.count,
                **told,
            )
        return joined([main, *left_out(list(self._left_out()))], " ")

    def _left_out(self) -> Iterator[str]:
        rows = _IN_ROWS if self.sheets else _IN_LINES
        if self.empty:
            yield rows.empty(self.empty)
        for why, told in (("above", rows.above), ("again", rows.again)):
            same = [one for one in self.left_out if one.why == why]
            if same:
                yield told(sum(one.count for one in same), same[0].shown)
        others = [one for one in self.left_out if one.why not in ("above", "again", "headings")]
        for one in others[:_MOST_TOLD]:
            yield self._rows_told(one, rows)
        if len(others) > _MOST_TOLD:
            yield rows.more(sum(one.count for one in others[_MOST_TOLD:]))
        yield from (Message("sheet «{sheet}»", sheet=name) for name in self.passed_over)
        hidden = Message("sheet «{sheet}», which is hidden")
        yield from (hidden.with_values(sheet=name) for name in self.hidden_sheets)

    def _rows_told(self, one: RowsLeftOut, rows: "_Rows") -> str:
        place = rows.one if one.count == 1 else rows.several
        told: str = place.with_values(first=one.first, last=one.last)
        if len(self.sheets) > 1:
            told = Message("{rows} of «{sheet}»", rows=told, sheet=one.sheet)
        if one.shown and one.why != "no name":
            told = Message("{rows} «{text}»", rows=told, text=one.shown)
        if one.why == "struck out":
            return Message("{rows}, struck out", rows=told)
        return Message("{rows} without a name", rows=told) if one.why == "no name" else told

    def _further(self) -> Iterator[str]:
        yield from hidden_rows(self.hidden)
        if self.turned:
            yield _turned(*self.turned[0], len(self.turned) - 1)
        for one in self.twice[:_MOST_TOLD]:
            yield _told_twice(one, in_rows=bool(self.sheets))
        if len(self.twice) > _MOST_TOLD:
            yield Message.counted(
                "So does {count} more name.",
                "So do {count} more names.",
                len(self.twice) - _MOST_TOLD,
            )
        yield from self.remarks


@dataclass(frozen=True)
class _Rows:
    """What is told of rows that were left out: of a text file they are lines."""

    one: Message
    several: Message
    empty: Callable[[int], Message]
    more: Callable[[int], Message]
    above: Callable[[int, str], Message]
    again: Callable[[int, str], Message]


_IN_ROWS = _Rows(
    Message("row {first}"),
    Message("rows {first}–{last}"),
    lambda count: Message.counted("{count} empty row", "{count} empty rows", count),
    more_rows,
    lambda count, shown: Message.counted(
        "{count} row above the headings (from «{text}» on)",
        "{count} rows above the headings (from «{text}» on)",
        count,
        text=shown,
    ),
    lambda count, _: Message.counted(
        "{count} row of people who stand above", "{count} rows of people who stand above", count
    ),
)
_IN_LINES = _Rows(
    Message("line {first}"),
    Message("lines {first}–{last}"),
    lambda count: Message.counted("{count} empty line", "{count} empty lines", count),
    lambda count: Message.counted("{count} more line", "{count} more lines", count),
    lambda count, shown: Message.counted(
        "{count} line above the headings (from «{text}» on)",
        "{count} lines above the headings (from «{text}» on)",
        count,
        text=shown,
    ),
    lambda count, _: Message.counted(
        "{count} line of people who stand above", "{count} lines of people who stand above", count
    ),
)


def _turned(written: str, printed: str, others: int) -> Message:
    """What is told of a name that is printed otherwise than it is written, and of others."""
    both = {"written": written, "printed": printed}
    if not others:
        return Message("«{written}» is printed as «{printed}».", **both)
    return Message.counted(
        "«{written}» is printed as «{printed}», and {count} other alike.",
        "«{written}» is printed as «{printed}», and {count} others alike.",
        others,
        **both,
    )


def _told_twice(one: Twice, *, in_rows: bool) -> Message:
    """What is told of a name that stands several times."""
    count = len(one.lines)
    told = {"name": one.name, "count": count, "lines": enumerated([*map(str, one.lines)])}
    if len(set(one.lines)) == 1:
        if count == 2:
            return Message("«{name}» stands twice: both are kept.", name=one.name)
        return Message("«{name}» stands {count} times: all are kept.", name=one.name, count=count)
    if in_rows and count == 2:
        return Message("«{name}» stands twice, in rows {lines}: both are kept.", **told)
    if in_rows:
        return Message("«{name}» stands {count} times, in rows {lines}: all are kept.", **told)
    if count == 2:
        return Message("«{name}» stands twice, in lines {lines}: both are kept.", **told)
    return Message("«{name}» stands {count} times, in lines {lines}: all are kept.", **told)
