"""What is told of a spreadsheet that was read, whatever it holds: sheets, hidden rows, the rest."""

from collections.abc import Iterator, Sequence

from kit.core.wording import quoted_names, several


def from_sheets(names: Sequence[str]) -> str:
    """The sheets that were read, to stand behind the name of the file; nothing of a text file."""
    sheets = "sheet" if len(names) == 1 else "sheets"
    return f", {sheets} {quoted_names(names)}" if names else ""


def hidden_rows(count: int) -> Iterator[str]:
    """A sentence where some of the rows that were read are not shown."""
    if count:
        are = "is" if count == 1 else "are"
        yield f"{several(count, 'row')} {are} hidden, and read all the same."


def left_out(parts: Sequence[str]) -> Iterator[str]:
    """A sentence where anything was left out."""
    if parts:
        yield f"Left out: {', '.join(parts)}."
