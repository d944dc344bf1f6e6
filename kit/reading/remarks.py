"""What is told of a spreadsheet that was read, whatever it holds: sheets, hidden rows, the rest."""

from collections.abc import Iterator, Sequence

from kit.core.messages import Message
from kit.core.wording import quoted_names


def from_sheets(names: Sequence[str]) -> str:
    """The sheets that were read, to stand behind the name of the file; nothing of a text file."""
    if not names:
        return ""
    if len(names) == 1:
        return Message(", sheet {names}", names=quoted_names(names))
    return Message(", sheets {names}", names=quoted_names(names))


def hidden_rows(count: int) -> Iterator[str]:
    """A sentence where some of the rows that were read are not shown."""
    if count:
        yield Message.counted(
            "{count} row is hidden, and read all the same.",
            "{count} rows are hidden, and read all the same.",
            count,
        )


def left_out(parts: Sequence[str]) -> Iterator[str]:
    """A sentence where anything was left out."""
    if parts:
        yield Message("Left out: {parts}.", parts=tuple(parts))
