"""Validate a YAML file against a model: every problem at once, with its line and column."""

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import pydantic
from pydantic.fields import FieldInfo

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.core.wording import cut_short, either
from kit.reading.document import Document, Location

ModelT = TypeVar("ModelT", bound=pydantic.BaseModel)

# pydantic's kinds of error in the words of an author; {key} and the kind's figures are filled in.
_WORDS: Mapping[str, Message] = {
    "missing": Message("{key} is missing: add it"),
    "string_type": Message(
        "{key} must be text: put it in quotes if it looks like a number or a date"
    ),
    "string_too_short": Message("{key} is empty: write its text"),
    "string_too_long": Message("{key} is longer than {max_length} characters: shorten it"),
    "string_pattern_mismatch": Message(
        "{key} must start with a letter and hold only a-z, 0-9 and single hyphens: rename it"
    ),
    "too_short": Message("{key} needs at least {min_length}: add more"),
    "too_long": Message("{key} holds {actual_length}, and {max_length} at the most: take some out"),
    "tuple_type": Message("{key} must be a list: begin each of its lines with a hyphen"),
    "model_type": Message("{key} must hold keys: write each as key: text"),
    "dict_type": Message("{key} must hold keys: write each as key: text"),
    "literal_error": Message("{key} must be {expected}: choose one of them"),
    "value_error": Message("{key}: {error}"),
    **dict.fromkeys(
        ("int_type", "int_parsing", "int_from_float"),
        Message("{key} must be a whole number: write it in figures"),
    ),
    **dict.fromkeys(
        ("float_type", "float_parsing", "finite_number"),
        Message("{key} must be a number: write it in figures, such as 4.5"),
    ),
    **dict.fromkeys(
        ("bool_type", "bool_parsing"), Message("{key} must be yes or no: write one of them")
    ),
    "greater_than": Message("{key} must be greater than {gt:g}: write a larger number"),
}
_MAY_GO = Message("{key} is empty: write its text, or take the line out")
# What stands in place of a text, and what its author may have meant.
_NO_TEXT = (
    (
        dict,
        Message(
            "{key} must be text: a colon and a space make a key of what stands before them: put "
            "the text in single quotes, '…'"
        ),
    ),
    (list, Message("{key} must be text: write it without hyphens and brackets")),
)


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
    if detail["type"] == "extra_forbidden":
        return document.problem(at, _unknown_key(model, at), on_key=True)
    words = _words_for(detail["type"], detail["input"], may_go=_may_go(model, at))
    # One that no model of ours makes is told as pydantic does.
    values = {"error": detail["msg"]} if words is None else _values(detail)
    told = (words or _WORDS["value_error"]).with_values(key=_called(at), **values)
    return document.problem(at, told)


def _words_for(kind: str, given: Any, *, may_go: bool) -> Message | None:
    """What is told of a kind of error with what was given, `may_go` whether that may be left out.

    None where there are no words for it.
    """
    if given is None and kind in ("string_type", "tuple_type", "model_type"):
        kind = "string_too_short"
    if kind == "string_too_short" and may_go:
        return _MAY_GO
    meant = [hint for held, hint in _NO_TEXT if isinstance(given, held)]
    return meant[0] if kind == "string_type" and meant else _WORDS.get(kind)


def _called(at: Location) -> str:
    """What messages call the part at a location."""
    key = next((part for part in reversed(at) if isinstance(part, str)), Message("the file"))
    if at and isinstance(at[-1], int):
        return Message("item {number} of {key}", number=at[-1] + 1, key=key)
    return key


def _values(detail: Any) -> Mapping[str, Any]:
    """The values of an error, those with words of their own as messages."""
    values = dict(detail.get("ctx", {}))
    if "expected" in values:
        values["expected"] = either(re.split(", | or ", values["expected"]))
    error = values.get("error")
    if isinstance(error, ValueError) and error.args:
        values["error"] = error.args[0]
    return values


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


def _unknown_key(model: type[pydantic.BaseModel], at: Location) -> str:
    """What is told of a key that its model does not know."""
    word = str(at[-1])
    known = [str(info.alias) for info in _model_at(model, at[:-1]).model_fields.values()]
    if close := difflib.get_close_matches(word, known, n=1):
        return Message(
            "unknown key {key}: did you mean {meant}?", key=cut_short(word), meant=close[0]
        )
    return Message(
        "unknown key {key}: the keys here are {known}", key=cut_short(word), known=tuple(known)
    )


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
