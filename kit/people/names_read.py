"""What was read of a list of people, told to whoever asked for it: as data, and in sentences."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from kit.core.wording import enumerated, several
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
        where = f" from {self.file}" if self.file else ""
        where += from_sheets(self.sheets)
        names = self.first if self.count == 1 else f"{self.first} … {self.last}"
        told = f"{several(self.count, 'name')}{where}: {names}."
        return " ".join((told, *left_out(list(self._left_out()))))

    def _left_out(self) -> Iterator[str]:
        row = "row" if self.sheets else "line"
        if self.empty:
            yield several(self.empty, f"empty {row}")
        for why, words in (("above", "above the headings"), ("again", "of people who stand above")):
            same = [one for one in self.left_out if one.why == why]
            if same:
                begin = f" (from «{same[0].shown}» on)" if why == "above" else ""
                yield f"{several(sum(one.count for one in same), row)} {words}{begin}"
        others = [one for one in self.left_out if one.why not in ("above", "again", "headings")]
        for one in others[:_MOST_TOLD]:
            yield self._told(one, row)
        if len(others) > _MOST_TOLD:
            more = sum(one.count for one in others[_MOST_TOLD:])
            yield f"{several(more, f'more {row}')}"
        yield from (f"sheet «{name}»" for name in self.passed_over)
        yield from (f"sheet «{name}», which is hidden" for name in self.hidden_sheets)

    def _told(self, one: RowsLeftOut, row: str) -> str:
        lines = f"{row} {one.first}" if one.count == 1 else f"{row}s {one.first}–{one.last}"
        of_sheet = f" of «{one.sheet}»" if len(self.sheets) > 1 else ""
        shown = f" «{one.shown}»" if one.shown and one.why != "no name" else ""
        why = {"struck out": ", struck out", "no name": " without a name"}.get(one.why, "")
        return f"{lines}{of_sheet}{shown}{why}"

    def _further(self) -> Iterator[str]:
        yield from hidden_rows(self.hidden)
        if self.turned:
            written, printed = self.turned[0]
            more = len(self.turned) - 1
            others = f", and {several(more, 'other')} alike" if more else ""
            yield f"«{written}» is printed as «{printed}»{others}."
        for one in self.twice[:_MOST_TOLD]:
            stands = f"stands {len(one.lines)} times" if len(one.lines) > 2 else "stands twice"
            row = "row" if self.sheets else "line"
            lines = enumerated([*map(str, one.lines)])
            where = f", in {row}s {lines}" if len(set(one.lines)) > 1 else ""
            kept = "both are kept" if len(one.lines) == 2 else "all are kept"
            yield f"«{one.name}» {stands}{where}: {kept}."
        if len(self.twice) > _MOST_TOLD:
            yield f"So do {several(len(self.twice) - _MOST_TOLD, 'more name')}."
        yield from self.remarks
