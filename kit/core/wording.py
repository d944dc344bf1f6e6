"""Parts of messages: a count with its noun, lists in a sentence, texts and lists cut short."""

from collections.abc import Callable, Iterable, Sequence

from kit.core.messages import Message

# Characters of a text that somebody wrote, as messages show it.
_MOST_SHOWN = 40


def joined(parts: Sequence[str], between: str = "; ") -> str:
    """Parts with the same between them, each told in its language; `between` has no words."""
    if len(parts) == 1:
        return parts[0]
    names = {f"part{number}": part for number, part in enumerate(parts)}
    # No catalogue knows this id, so it stays as it is.
    return Message(between.join(f"{{{name}}}" for name in names), **names)


def enumerated(parts: Sequence[str]) -> str:
    """Parts of a sentence with «and» before the last: A, or A and B, or A, B and C."""
    *most, last = parts
    return Message("{most} and {last}", most=tuple(most), last=last) if most else last


def either(parts: Sequence[str]) -> str:
    """Parts of a sentence with «or» before the last: A, or A or B, or A, B or C."""
    *most, last = parts
    return Message("{most} or {last}", most=tuple(most), last=last) if most else last


def quoted_names(names: Iterable[str]) -> str:
    """Names that somebody gave, in quotes: «A», «B» and «C»."""
    return enumerated([quoted_name(name) for name in names])


def quoted_name(name: str) -> str:
    """A name that somebody gave, in quotes: «A»."""
    return Message("«{name}»", name=name)


def and_more(count: int) -> Message:
    """How many more there are, behind some that are named."""
    return Message("and {count} more", count=count)


def more(count: int) -> Message:
    """How many more there are, the last of several that are named."""
    return Message("{count} more", count=count)


def more_rows(count: int) -> Message:
    """How many more rows of a spreadsheet there are."""
    return Message.counted("{count} more row", "{count} more rows", count)


def more_sheets(count: int) -> Message:
    """How many more sheets of a workbook there are."""
    return Message.counted("{count} more sheet", "{count} more sheets", count)


def first_few(parts: Sequence[str], most: int, rest: Callable[[int], str] = and_more) -> list[str]:
    """The first parts, and how many more there are: `rest` of their number."""
    others = len(parts) - most
    return [*parts[:most], rest(others)] if others > 0 else list(parts)


def in_short(parts: Sequence[str], most: int) -> str:
    """The first parts, and how many more there are: A, B and 2 more."""
    others = len(parts) - most
    shown = joined(parts[:most], ", ")
    return Message("{parts} and {count} more", parts=shown, count=others) if others > 0 else shown


def cut_short(text: str, most: int = _MOST_SHOWN) -> str:
    """A text as messages show it: its beginning with «…» where it has more than `most` letters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
