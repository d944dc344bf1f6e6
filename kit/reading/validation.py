"""Validate a YAML file against a model: every problem at once, with its line and column."""

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pydantic
from pydantic.fields import FieldInfo

from kit.core.errors import KitError, Problem
from kit.core.wording import cut_short
from kit.reading.document import Document, Location

ModelT = TypeVar("ModelT", bound=pydantic.BaseModel)

# pydantic's kinds of error in the words of an author; {key} and the kind's figures are filled in.
_WORDS = {
    "missing": "{key} is missing: add it",
    "string_type": "{key} must be text: put it in quotes if it looks like a number or a date",
    "string_too_short": "{key} is empty: write its text",
    "string_too_long": "{key} is longer than {max_length} characters: shorten it",
    "string_pattern_mismatch": "{key} must start with a letter and hold only a-z, 0-9 and single "
    "hyphens: rename it",
    "too_short": "{key} needs at least {min_length}: add more",
    "too_long": "{key} holds {actual_length}, and {max_length} at the most: take some out",
    "tuple_type": "{key} must be a list: begin each of its lines with a hyphen",
    "model_type": "{key} must hold keys: write each as key: text",
    "literal_error": "{key} must be {expected}: choose one of them",
    "value_error": "{key}: {error}",
}
# What stands in place of a text, and what its author may have meant.
_NO_TEXT = (
    (dict, "a colon and a space make a key of what stands before them: put the text in single "
     "quotes, '…'"),
    (list, "write it without hyphens and brackets"),
)  # fmt: skip


def load(path: Path, shown: str, model: type[ModelT]) -> ModelT:
    """One YAML file as a model. Raises KitError with all that is wrong in it."""
    made, problems = validated(Document(path, shown), model)
    if made is None or problems:
        raise KitError(problems)
    return made


def validated(document: Document, model: type[ModelT]) -> tuple[ModelT | None, list[Problem]]:
    """The document as a model, or None where that cannot be; and all problems with it."""
    try:
        return model.model_validate(document.data), list(document.problems)
    except pydantic.ValidationError as error:
        told = [_author_problem(document, model, detail) for detail in _errors(error)]
        return None, [*document.problems, *told]


def _errors(error: pydantic.ValidationError) -> list[Any]:
    """Pydantic's errors, but not that a list is too short when its items are wrong."""
    details = error.errors()
    wrong = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
    return [d for d in details if d["type"] != "too_short" or d["loc"] not in wrong]


def _author_problem(document: Document, model: type[pydantic.BaseModel], detail: Any) -> Problem:
    """One of pydantic's errors as a problem in an author's words."""
    at: Location = detail["loc"]
    key = str(next((part for part in reversed(at) if isinstance(part, str)), "the file"))
    if at and isinstance(at[-1], int):
        key = f"item {at[-1] + 1} of {key}"
    kind, given = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        text = f"unknown key {cut_short(str(at[-1]))}: {_nearest_key(str(at[-1]), model, at[:-1])}"
        return document.problem(at, text, on_key=True)
    if given is None and kind in ("string_type", "tuple_type", "model_type"):
        kind = "string_too_short"
    if kind == "string_too_short":
        hint = ", or take the line out" if _may_go(model, at) else ""
        return document.problem(at, _WORDS[kind].format(key=key) + hint)
    meant = [hint for held, hint in _NO_TEXT if isinstance(given, held)]
    if kind == "string_type" and meant:
        return document.problem(at, f"{key} must be text: {meant[0]}")
    if kind in _WORDS:
        return document.problem(at, _WORDS[kind].format(key=key, **detail.get("ctx", {})))
    return document.problem(at, f"{key}: {detail['msg']}")


def _may_go(model: type[pydantic.BaseModel], at: Location) -> bool:
    """Whether the part at a location may be left out: an optional key, or an item of a list."""
    if not at or isinstance(at[-1], int):
        return True
    held = _model_at(model, at[:-1]).model_fields.values()
    return not any(info.alias == at[-1] and info.is_required() for info in held)


def _model_at(model: type[pydantic.BaseModel], at: Location) -> type[pydantic.BaseModel]:
    """The model that the part at a location of another model's data has."""
    for part in at:
        held = (info for info in model.model_fields.values() if info.alias == part)
        model = next((one for info in held for one in _models_in(info)), model)
    return model


def _nearest_key(word: str, model: type[pydantic.BaseModel], at: Location) -> str:
    known = [str(info.alias) for info in _model_at(model, at).model_fields.values()]
    close = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {close[0]}?" if close else f"the keys here are {', '.join(known)}"


def _models_in(annotation: Any) -> Iterator[type[pydantic.BaseModel]]:
    """The models in the annotation of a field: as they are, within others, or marked on a text."""
    if isinstance(annotation, FieldInfo):
        yield from _models_in(annotation.annotation)
    if isinstance(annotation, type) and issubclass(annotation, pydantic.BaseModel):
        yield annotation
    for mark in getattr(annotation, "__metadata__", getattr(annotation, "metadata", ())):
        yield from _models_in(getattr(mark, "model", None))
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)
