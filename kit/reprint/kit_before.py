"""Whether a kit that was printed is the one asked for now, changed since, and not another."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kit.core.messages import Message
from kit.output.manifest import Manifest
from kit.reprint.then_and_now import all_as_asked, asked_then, session_file_then
from kit.session.model import Session
from kit.session.selection import Selection
from kit.session.sources import Sources

# What belongs together: whoever says one of these now has not forgotten the others.
_TOGETHER = (
    ("areas", "values", "leave-out", "with-area"),
    ("tables", "decks"),
    ("people", "participants"),
    ("card",),
    ("for",),
    ("ink",),
)
# What may have been an option beside a session file, and can be said again whatever it is now.
_OF_OPTIONS = {"card", "for", "ink", "decks"}
# Beside them what changes nothing but the guide, which belongs to a session file all the same.
_TOLD = ("title", "date", "team")
_USUAL = {"card": "standard", "for": "office", "ink": "normal", "decks": 1}


def faults_of_another_kit(
    session: Session, selection: Selection, path: Path, before: Manifest, name_it: str
) -> Iterator[str]:
    """What shows that the kit of a manifest is another one than is asked for now, if anything does.

    Words, values and numbers of decks may be others than then where somebody says so. What was
    asked for then and is not spoken of now was forgotten. `name_it` is what to do where the
    manifest is the wrong one.
    """
    sources, file = session.sources, session_file_then(before)
    unsaid = _unsaid(before, sources)
    if _is_same_file(sources, file):
        unsaid = {key: value for key, value in unsaid.items() if key in _OF_OPTIONS}
    told = all_as_asked(sources, unsaid)
    lacks_file = bool(file) and sources.file is None
    if lacks_file and (unsaid or any(before.session.get(key) for key in _TOLD)):
        yield _lacks_file(str(path), file, told)
    elif unsaid and sources.file:
        yield Message(
            "{path} is of a kit made with {options}: add that to {file}, or {advice}",
            path=str(path),
            options=told,
            file=sources.file.name,
            advice=name_it,
        )
    elif unsaid:
        yield Message(
            "{path} is of a kit made with {options}: add that, or {advice}",
            path=str(path),
            options=told,
            advice=name_it,
        )
    elif is_another(before, selection):
        yield Message(
            "{path} is of a kit of other values, none of which is chosen now: {advice}",
            path=str(path),
            advice=name_it,
        )


def _lacks_file(path: str, file: str, told: str) -> Message:
    """What to do about a session file that was not named; `told` is what was forgotten beside."""
    if told:
        return Message(
            "{path} is of the kit that was made from {file}: name that session file, or add "
            "{options}",
            path=path,
            file=file,
            options=told,
        )
    return Message(
        "{path} is of the kit that was made from {file}: name that session file",
        path=path,
        file=file,
    )


def is_another(before: Manifest, selection: Selection) -> bool:
    """Whether a kit has none of these values."""
    were = {one.get("id") for one in before.values}
    return bool(were) and were.isdisjoint(value.id for value in selection.values)


def _is_same_file(sources: Sources, name: str) -> bool:
    """Whether the session file of then is there now: whatever it says no more was taken out."""
    return bool(name) and sources.file is not None and sources.file.name == name


def _unsaid(before: Manifest, sources: Sources) -> dict[str, Any]:
    """What was asked for then, and is not spoken of now, by its keys."""
    unsaid: dict[str, Any] = {}
    for keys in _TOGETHER:
        if sources.wishes.keys().isdisjoint(keys):
            then = {key: asked_then(before, key) for key in keys if key != "participants"}
            unsaid |= {
                key: value for key, value in then.items() if value and value != _USUAL.get(key)
            }
    return unsaid
