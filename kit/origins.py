"""Where each printed text of a pack is written, so that a text that does not fit can be named."""

from collections.abc import Iterable, Iterator
from typing import Any

from kit.content import Figure, Model, plain
from kit.errors import Origin
from kit.reading import Document, Location

# What a part is called by, the first that it has.
_NAMES = ("name", "title", "question", "heading")
_NOT_PRINTED = frozenset({"id", "language", "area", "fields", "kind"})
# Longer names are cut in messages.
_LONGEST = 40


def origins(document: Document, model: Model) -> Iterator[tuple[str, Origin]]:
    """Every printed text of a file, as its model holds it, with its origin."""
    yield from _of_model(document, model, (), "")


def _of_model(
    document: Document, model: Model, at: Location, owner: str
) -> Iterator[tuple[str, Origin]]:
    own = next((key for key in _NAMES if isinstance(getattr(model, key, None), str)), None)
    owner = f' of "{_short(getattr(model, own))}"' if own else owner
    for name, info in type(model).model_fields.items():
        if name in _NOT_PRINTED or (isinstance(model, Figure) and name == "values"):
            continue
        key = str(info.alias)
        called = (
            f'the {key} "{_short(getattr(model, name))}"' if name == own else f"the {key}{owner}"
        )
        yield from _of_part(document, getattr(model, name), (*at, key), called, owner)


def _of_part(
    document: Document, part: Any, at: Location, called: str, owner: str
) -> Iterator[tuple[str, Origin]]:
    if isinstance(part, str):
        place = document.problem(at, called)
        yield part, Origin(place.file, place.line, place.column, called)
    elif isinstance(part, Model):
        yield from _of_model(document, part, at, owner)
    elif isinstance(part, tuple):
        for index, item in enumerate(part):
            yield from _of_part(
                document, item, (*at, index), f"item {index + 1} of {called}", owner
            )


def _short(text: str) -> str:
    whole = plain(text)
    return whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 1].rstrip()}…"


def first_origins(found: Iterable[tuple[str, Origin]]) -> dict[str, Origin]:
    """The origins by their texts; of texts that are alike, the first is kept."""
    first: dict[str, Origin] = {}
    for text, origin in found:
        first.setdefault(text, origin)
    return first
