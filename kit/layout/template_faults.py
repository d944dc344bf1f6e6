"""What is wrong with a template of a pack, told in plain words at its file and line."""

import difflib
import re
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import MAX_RANGE
from jinja2.utils import missing
from pydantic import BaseModel

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.core.wording import cut_short, either, joined
from kit.lines.measure import UnbreakableError

_TOLD = 80
_MOST_SAID = 600
# What messages call the things that templates see; others are called by the name of their class.
_CALLED: Mapping[str, str] = {
    "ChosenArea": Message("an area"),
    "ChosenValue": Message("a value"),
    "Selection": Message("the selection"),
    "Pack": Message("the pack"),
    "Labels": Message("the labels"),
    "PieceLabels": Message("the words of this piece"),
    "Event": Message("the event"),
    "Branding": Message("the branding"),
    "GuidePlan": Message("the plan"),
    "NoneType": Message("what is none"),
    "str": Message("a text"),
    "tuple": Message("a list"),
    "list": Message("a list"),
    "dict": Message("a dictionary"),
}
_PLAIN = (str, int, float, list, tuple, set, frozenset, type(None))
# What templates of packs were written with before, in the words in which Jinja tells that it is not
# there, and what to write in its place.
_WRITE = Message("write {new} for {old}")
_RENAMED: Mapping[str, Message] = {
    gone: _WRITE.with_values(new=new, old=old)
    for gone, new, old in (
        ("ChosenValue object' has no attribute 'value'", "value.name", "value.value.name"),
        ("ChosenArea object' has no attribute 'area'", "area.title", "area.area.title"),
        ("'occasion' is undefined", "event", "occasion"),
        ("Event object' has no attribute 'room'", "event.attendance", "event.room"),
        ("Event object' has no attribute 'imprint'", "event.branding", "event.imprint"),
        ("'imprint' is undefined", "branding", "imprint"),
        ("'imprint.html' not found", "branding.html", "imprint.html"),
        ("'guide/occasion.html' not found", "guide/event.html", "guide/occasion.html"),
    )
} | {
    "Rect object' has no attribute 'x'": Message("write left for x, and top for y"),
    "Rect object' has no attribute 'y'": Message("write top for y, and left for x"),
}
# What Jinja says itself, as far as it is often met, the longest first; the rest stays so.
_OF_JINJA = (
    Message(
        "Encountered unknown tag '{name}'. You probably made a nesting mistake. Jinja is expecting "
        "this tag, but currently looking for {ends}. The innermost block that needs to be closed "
        "is '{begun}'."
    ),
    Message(
        "Encountered unknown tag '{name}'. Jinja was looking for the following tags: {ends}. The "
        "innermost block that needs to be closed is '{begun}'."
    ),
    Message("Encountered unknown tag '{name}'."),
    Message(
        "Unexpected end of template. Jinja was looking for the following tags: {ends}. The "
        "innermost block that needs to be closed is '{begun}'."
    ),
    Message("Missing end of comment tag"),
    Message("No filter named '{name}'."),
    Message("No test named '{name}'."),
    Message("expected token '{awaited}', got '{found}'"),
    Message("unexpected char '{found}' at {place}"),
    Message("unexpected '{found}'"),
    Message("access to attribute '{name}' of '{kind}' object is unsafe."),
)


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
    text = Message("the layout cannot be filled in: {why}", why=_in_words(error, known))
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
            return Message(
                "there is no part {number} in {holder} of {count}, counted from 0",
                number=name,
                holder=called,
                count=len(holder),
            )
        told = Message("there is no {name} in {holder}", name=str(name), holder=called)
        return joined([told, *_nearest(str(name), _names_in(holder)), *_renamed(said)], ": ")


def _renamed(said: str) -> Iterator[str]:
    """What to write in place of what is not there any more, as Jinja says."""
    yield from (advice for gone, advice in _RENAMED.items() if gone in said)


def _in_words(error: Exception, known: Iterable[str]) -> str:
    """What is wrong, as one tells somebody who does not know Python; `known` are the variables."""
    if error.args and isinstance(error.args[0], Message):
        return error.args[0]
    said = cut_short(str(error) or type(error).__name__, _MOST_SAID)
    if found := re.fullmatch("'(.*)' is undefined", said):
        told = Message("there is no variable {name}", name=found[1])
        return joined([told, *_nearest(found[1], known), *_renamed(said)], ": ")
    if isinstance(error, TemplateNotFound):
        # With the rest of what Jinja says it tells where the layouts lie.
        told = Message(
            "'{name}' not found: write its path in the layouts, as guide/pages.html",
            name=str(error.name),
        )
        return joined([told, *_renamed(told)], ": ")
    if isinstance(error, RecursionError):
        return Message("a macro calls itself, or a file includes itself, without end")
    if isinstance(error, (TemplateError, UnbreakableError)):
        return _as_jinja_says(said)
    return _of_python(error, said)


def _as_jinja_says(said: str) -> str:
    """What Jinja says, as a message where it is known."""
    if found := re.fullmatch("(.*) is not safely callable", said, re.DOTALL):
        shown = cut_short(found[1], _TOLD)
        return Message("{shown} is no function: take its brackets away", shown=shown)
    for told in _OF_JINJA:
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*?)", re.escape(told.id))
        if found := re.fullmatch(pattern, said, re.DOTALL):
            values = found.groupdict()
            if "ends" in values:
                values["ends"] = either(values["ends"].split(" or "))
            return told.with_values(**values)
    return said


def _of_python(error: Exception, said: str) -> str:
    """What is wrong where Python fails upon what a template does, of which it has said this."""
    if isinstance(error, OverflowError) and "MAX_RANGE" in said:
        return Message("a range has more than {most:,} numbers", most=MAX_RANGE)
    if isinstance(error, ZeroDivisionError):
        return Message("a number is divided by 0")
    if isinstance(error, KeyError):
        return Message("a place {name} is not filled: give it a value", name=said)
    if isinstance(error, (TypeError, ValueError, AttributeError)):
        return Message("a value is of another kind than is needed here ({said})", said=said)
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


def _nearest(name: str, known: Iterable[str]) -> Iterator[str]:
    """The name that was meant, as it seems, and all that there are, if there are any."""
    names = sorted({one for one in known if not one.startswith("_")})
    shown = cut_short(", ".join(names), 3 * _TOLD)
    if close := difflib.get_close_matches(name, names, n=1):
        yield Message("did you mean {name}? there are {names}", name=close[0], names=shown)
    elif names:
        yield Message("there are {names}", names=shown)
