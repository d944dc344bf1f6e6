"""What is wrong with a template of a pack, told in plain words at its file and line."""

import difflib
import re
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import MAX_RANGE
from jinja2.utils import missing
from pydantic import BaseModel

from kit.core.errors import KitError, Problem
from kit.core.wording import cut_short
from kit.lines.measure import UnbreakableError

_TOLD = 80
_MOST_SAID = 600
# What messages call the things that templates see; others are called by the name of their class.
_CALLED = {
    "ChosenArea": "an area",
    "ChosenValue": "a value",
    "Selection": "the selection",
    "Pack": "the pack",
    "Labels": "the labels",
    "PieceLabels": "the words of this piece",
    "Event": "the event",
    "Branding": "the branding",
    "GuidePlan": "the plan",
    "NoneType": "what is none",
    "str": "a text",
    "tuple": "a list",
    "list": "a list",
    "dict": "a dictionary",
}
_PLAIN = (str, int, float, list, tuple, set, frozenset, type(None))
# What templates of packs were written with before, in the words in which Jinja tells that it is not
# there, and what to write in its place.
_RENAMED = {
    "ChosenValue object' has no attribute 'value'": "write value.name for value.value.name",
    "ChosenArea object' has no attribute 'area'": "write area.title for area.area.title",
    "'occasion' is undefined": "write event for occasion",
    "Event object' has no attribute 'room'": "write event.attendance for event.room",
    "Event object' has no attribute 'imprint'": "write event.branding for event.imprint",
    "Rect object' has no attribute 'x'": "write left for x, and top for y",
    "Rect object' has no attribute 'y'": "write top for y, and left for x",
    "'imprint' is undefined": "write branding for imprint",
    "'imprint.html' not found": "write branding.html for imprint.html",
    "'guide/occasion.html' not found": "write guide/event.html for guide/occasion.html",
}


def template_fault(
    error: Exception, folder: Path, shown: Path, known: Iterable[str] = ()
) -> KitError:
    """An error from a template, which was given the `known` variables, as a problem at its line.

    Templates lie in `folder`, and are those of the pack where `shown` has them. Where both a
    template of the pack and one of the program's that it uses are at work, the pack's is told.
    """
    places = [
        (Path(frame.filename).relative_to(folder), frame.lineno or 0)
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(folder)
    ]
    if isinstance(error, TemplateSyntaxError) and error.filename:
        places.append((Path(error.filename).relative_to(folder), error.lineno))
    of_pack = [(inside, line) for inside, line in places if (shown / inside).is_file()]
    place, line = str(shown), 0
    if places:
        inside, line = (of_pack or places)[-1]
        place = str(shown / inside if of_pack else Path(shown.name) / inside)
    text = f"the layout cannot be filled in: {_in_words(error, known)}"
    return KitError([Problem(place, line, 1 if line else 0, text)])


def told_of_pack(error: KitError, own: Path | None, drawn: Iterable[str]) -> KitError:
    """The error, where the program's own template fails upon what a pack's has filled it with.

    `drawn` are the names of the templates that did, the likeliest first; `own` is the pack's folder
    of layouts, if it has any.
    """
    blamed = next((own / name for name in drawn if own and (own / name).is_file()), None)
    return KitError(
        one
        if own is None or blamed is None or Path(one.file).is_relative_to(own)
        else replace(one, file=str(blamed), line=0, column=0)
        for one in error.problems
    )


class Unknown(StrictUndefined):
    """What a template asks for and is not there: it tells what there is instead."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        said = str(super()._undefined_message)
        name, holder = self._undefined_name, self._undefined_obj
        if self._undefined_hint or holder is missing or not isinstance(name, (str, int)):
            return said
        kind = type(holder).__name__
        called = _CALLED.get(kind, kind)
        if isinstance(holder, (list, tuple)) and isinstance(name, int):
            return f"there is no part {name} in {called} of {len(holder)}, counted from 0"
        known = _nearest(str(name), _names_in(holder))
        return f"there is no {name} in {called}{known}{_renamed(said)}"


def _renamed(said: str) -> str:
    return "".join(f": {advice}" for gone, advice in _RENAMED.items() if gone in said)


def _in_words(error: Exception, known: Iterable[str]) -> str:
    """What is wrong, as one tells somebody who does not know Python; `known` are the variables."""
    said = cut_short(str(error) or type(error).__name__, _MOST_SAID)
    if found := re.fullmatch("'(.*)' is undefined", said):
        return f"there is no variable {found[1]}{_nearest(found[1], known)}{_renamed(said)}"
    if isinstance(error, TemplateNotFound):
        # With the rest of what Jinja says it tells where the layouts lie.
        told = f"'{error.name}' not found"
        return f"{told}: write its path in the layouts, as guide/pages.html{_renamed(told)}"
    if isinstance(error, RecursionError):
        return "a macro calls itself, or a file includes itself, without end"
    if isinstance(error, OverflowError) and "MAX_RANGE" in said:
        return f"a range has more than {MAX_RANGE:,} numbers"
    if isinstance(error, ZeroDivisionError):
        return "a number is divided by 0"
    if isinstance(error, KeyError):
        return f"a place {said} is not filled: give it a value"
    if found := re.fullmatch("(.*) is not safely callable", said, re.DOTALL):
        return f"{cut_short(found[1], _TOLD)} is no function: take its brackets away"
    if isinstance(error, (TemplateError, UnbreakableError)):
        return said
    if isinstance(error, (TypeError, ValueError, AttributeError)):
        return f"a value is of another kind than is needed here ({said})"
    return f"{type(error).__name__}: {said}"


def _names_in(holder: Any) -> Iterator[str]:
    """The names of what a template may ask of a thing."""
    if isinstance(holder, dict):
        yield from map(str, holder)
    elif not isinstance(holder, _PLAIN):
        hidden = set(dir(BaseModel))
        extra = getattr(holder, "__pydantic_extra__", None) or {}
        names = (*extra, *dir(holder))
        yield from (name for name in names if not name.startswith("_") and name not in hidden)


def _nearest(name: str, known: Iterable[str]) -> str:
    """The name that was meant, as it seems, and all that there are, to be added to a message."""
    names = sorted({one for one in known if not one.startswith("_")})
    close = difflib.get_close_matches(name, names, n=1)
    meant = f": did you mean {close[0]}?" if close else ":"
    return f"{meant} there are {cut_short(', '.join(names), 3 * _TOLD)}" if names else ""
