"""The keywords of a session and their types are those of its models."""

import datetime
import types
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic.fields import FieldInfo

from kit.session.arguments import KEY_OF
from kit.session.kinds import Kind
from kit.session.model import Session
from kit.session.print_settings import Printing

KEPT = Path(__file__).parents[2] / "kit" / "session" / "keywords.py"
HEAD = '''\
"""The keywords of a session with the types that they take: `pytest --golden` writes this anew."""
# fmt: off

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, TypedDict


class Keywords(TypedDict, total=False):
    """What a session takes, by keyword. None is as good as leaving one out."""

'''


def test_the_keywords_are_those_of_the_models(request: pytest.FixtureRequest) -> None:
    fields = {**Session.model_fields, **Printing.model_fields}
    text = HEAD + "".join(f"    {name}: {taken(fields[name])} | None\n" for name in KEY_OF)
    if request.config.getoption("--golden"):
        KEPT.write_text(text, encoding="utf-8")
    assert KEPT.read_text(encoding="utf-8") == text


def taken(field: FieldInfo) -> str:
    """What a program may write for a field: what its model holds, or what is read as that."""
    if field.annotation is bool:
        return "bool"
    read = [one.written() for one in field.metadata if isinstance(one, Kind)]
    kinds = list(dict.fromkeys(part for one in (field.annotation, *read) for part in parts_of(one)))
    listed = [part for kind in kinds for part in items_of(kind)]
    words = [spelt(kind) for kind in kinds if get_origin(kind) not in (list, tuple)]
    items = [spelt(kind) for kind in listed]
    if not _holds(field.annotation, float):
        # 2.10 is no number of a value: as a float it would be that of another.
        words = [word for word in words if word != "float"]
        items = ["int" if word == "float" else word for word in items]
    if any(word.startswith("Literal") for word in words):
        words = [word for word in words if word != "str"]
    words += [f"Sequence[{' | '.join(dict.fromkeys(items))}]"] if items else []
    texts = "Path | str" in words
    return " | ".join(dict.fromkeys(word for word in words if not (texts and word == "str")))


def parts_of(kind: Any) -> Iterator[Any]:
    """The parts of a union, or the type itself; never None."""
    if get_origin(kind) is Annotated:
        yield from parts_of(get_args(kind)[0])
    elif get_origin(kind) in (Union, types.UnionType):
        for part in get_args(kind):
            yield from parts_of(part)
    elif kind is not types.NoneType:
        yield kind


def items_of(kind: Any) -> Iterator[Any]:
    """What stands in a list or a tuple; nothing of what is neither."""
    if get_origin(kind) in (list, tuple):
        yield from parts_of(get_args(kind)[0])


def spelt(kind: Any) -> str:
    """A type as it is written in Python."""
    parts = get_args(kind)
    if get_origin(kind) is Literal:
        names = ", ".join(f'"{name}"' for name in _each_once(parts))
        return f"Literal[{names}]"
    if get_origin(kind) is dict:
        key, held = (" | ".join(map(spelt, parts_of(part))) for part in parts)
        return f"Mapping[{key}, {held} | None]"
    return {datetime.date: "datetime.date", Path: "Path | str"}.get(kind) or str(kind.__name__)


def _each_once(names: Iterable[str]) -> Iterable[str]:
    """The names, without those that differ from one before in case alone."""
    once: dict[str, str] = {}
    for name in names:
        once.setdefault(name.lower(), name)
    return once.values()


def _holds(kind: Any, wanted: type) -> bool:
    return kind is wanted or any(_holds(part, wanted) for part in get_args(kind))
