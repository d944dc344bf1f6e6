"""Parts of messages: a count with its noun, lists in a sentence, texts and lists cut short."""

from collections.abc import Iterable, Sequence

# Characters of a text that somebody wrote, as messages show it.
_MOST_SHOWN = 40


def several(number: int, what: str) -> str:
    """A count with its noun, in the plural where it is not one: 1 sheet, 2 sheets."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def enumerated(parts: Sequence[str]) -> str:
    """Parts of a sentence with «and» before the last: A, or A and B, or A, B and C."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def quoted_names(names: Iterable[str]) -> str:
    """Names that somebody gave, in quotes: «A», «B» and «C»."""
    return enumerated([f"«{name}»" for name in names])


def first_few(parts: Sequence[str], most: int, rest: str = "and {count} more") -> list[str]:
    """The first parts, and how many more there are: `rest` with their count."""
    more = len(parts) - most
    return [*parts[:most], *([rest.format(count=more)] if more > 0 else [])]


def in_short(parts: Sequence[str], most: int) -> str:
    """The first parts, and how many more there are: A, B and 2 more."""
    more = len(parts) - most
    return ", ".join(parts[:most]) + (f" and {more} more" if more > 0 else "")


def cut_short(text: str, most: int = _MOST_SHOWN) -> str:
    """A text as messages show it: its beginning with «…» where it has more than `most` letters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
