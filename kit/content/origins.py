"""Where each printed text of a pack is written, so that a text that does not fit can be named."""

from collections.abc import Iterable, Iterator
from typing import Any

from kit.content.models import Figure, Model, plain
from kit.core.errors import Origin
from kit.reading.document import Document, Location

# What a part is called by, the first that it has.
_NAMES = ("name", "title", "question", "heading")
_NOT_PRINTED = frozenset({"id", "language", "area", "fields", "kind"})
# Longer names are cut in messages.
_LONGEST = 40

Within = tuple[str, ...]


def origins(document: Document, model: Model) -> Iterator[tuple[str, Origin]]:
    """Every printed text of a file, as its model holds it, with its origin."""
    yield from _of_model(document, model, (), ())


def by_text(found: Iterable[tuple[str, Origin]]) -> dict[str, tuple[Origin, ...]]:
    """The origins by their texts, in order: two values may well say the same."""
    together: dict[str, tuple[Origin, ...]] = {}
    for text, origin in found:
        together[text] = (*together.get(text, ()), origin)
    return together


def _of_model(
    document: Document, model: Model, at: Location, within: Within
) -> Iterator[tuple[str, Origin]]:
    own = next((key for key in _NAMES if isinstance(getattr(model, key, None), str)), None)
    if own:
        within = (*within, plain(getattr(model, own)))
    for name, info in type(model).model_fields.items():
        if name in _NOT_PRINTED or (isinstance(model, Figure) and name == "values"):
            continue
        key = str(info.alias)
        called = f"the {key}"
        if within:
            called += f' "{_short(within[-1])}"' if name == own else f' of "{_short(within[-1])}"'
        yield from _of_part(document, getattr(model, name), (*at, key), called, within)


def _of_part(
    document: Document, part: Any, at: Location, called: str, within: Within
) -> Iterator[tuple[str, Origin]]:
    if isinstance(part, str):
        place = document.problem(at, called)
        yield part, Origin(place.file, place.line, place.column, called, within)
    elif isinstance(part, Model):
        yield from _of_model(document, part, at, within)
    elif isinstance(part, tuple):
        for number, item in enumerate(part):
            one = f"item {number + 1} of {called}"
            yield from _of_part(document, item, (*at, number), one, within)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
