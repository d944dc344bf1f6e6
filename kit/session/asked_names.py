"""Things found by the names that people typed, with suggestions for misspelt ones."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from kit.core.errors import Problem
from kit.core.messages import Message
from kit.core.spelling import as_typed, plain
from kit.core.wording import either, enumerated, joined
from kit.session.options import flag_of
from kit.session.sources import Sources
from kit.typed.names import (
    Named,
    named,
    named_together,
    names_in,
    number_and_name,
    range_in,
)
from kit.typed.paths import quoted

ThingT = TypeVar("ThingT")
Kind = Literal["area", "value", "card", "piece"]
# A number with a dash on one side: all from there on, or all but that one; nobody can tell.
_OPEN_RANGE = re.compile(r"[-\u2010-\u2015\u2212]\s*\d[\d.]*|\d[\d.]*\s*[-\u2010-\u2015\u2212]")
# What there is none of: of an option, and of a file, where the name stands beside it.
_NO_SUCH: Mapping[Kind, Message] = {
    "area": Message("no such area; {hint}"),
    "value": Message("no such value; {hint}"),
    "card": Message("no such card; {hint}"),
    "piece": Message("no such piece; {hint}"),
}
_NONE_OF_NAME: Mapping[Kind, Message] = {
    "area": Message("no area {name}: {hint}"),
    "value": Message("no value {name}: {hint}"),
    "card": Message("no card {name}: {hint}"),
    "piece": Message("no piece {name}: {hint}"),
}
_SEVERAL_OF_NAME: Mapping[Kind, Message] = {
    "area": Message("more than one area has this name: choose by number, {numbers}"),
    "value": Message("more than one value has this name: choose by number, {numbers}"),
    "card": Message("more than one card has this name: choose by number, {numbers}"),
    "piece": Message("more than one piece has this name: choose by number, {numbers}"),
}


@dataclass(frozen=True)
class Asked:
    """Names that were asked for: under which key they stand, and what `kind` of thing they name.

    `first` is the place of the first of them among all that stand there, counted from 0. They stand
    `in_file` where they are those of the file, whatever an option says.
    """

    key: str
    kind: Kind
    sources: Sources
    first: int = 0
    in_file: bool = False

    @property
    def is_option(self) -> bool:
        """Whether they are those of an option, which has no place in a file."""
        return self.sources.is_option(self.key) and not self.in_file

    def problem(self, number: int, text: str, name: str, told: str) -> Problem:
        """A problem with a name that stands in one of the texts, counted from 0."""
        called = f"{self.sources.called(self.key)} {name}" if self.is_option else name
        return self._at(number, text, joined([called, told], ": "))

    def unknown(self, number: int, text: str, name: str, hint: str) -> Problem:
        """The problem that there is nothing of a name, and what to do about it."""
        if self.is_option:
            return self.problem(number, text, name, _NO_SUCH[self.kind].with_values(hint=hint))
        told = _NONE_OF_NAME[self.kind].with_values(name=name, hint=hint)
        return self._at(number, text, told)

    def _at(self, number: int, text: str, told: str) -> Problem:
        place = self.first + number
        return self.sources.item_problem(self.key, place, text, told, in_file=self.in_file)


@dataclass(frozen=True)
class Hit(Generic[ThingT]):
    """A thing that was asked for: by the text at this place, counted from 0.

    `is_named` says whether by its own name, and not by a range or by «alle».
    """

    thing: ThingT
    place: int
    is_named: bool


def find(
    names: Sequence[str],
    known: Sequence[Named[ThingT]],
    asked: Asked,
    problems: list[Problem],
    others: Sequence[Named[Any]] = (),
) -> list[ThingT]:
    """The things named, in that order; what cannot be found is added to the problems.

    A text may hold several names, a range of numbers, or a word for all there are. `asked` says
    where the names stand. `others` are things of another kind, which a person may have taken for
    one of these.
    """
    return [hit.thing for hit in hits_in(names, known, asked, problems, others)]


def hits_in(
    names: Sequence[str],
    known: Sequence[Named[ThingT]],
    asked: Asked,
    problems: list[Problem],
    others: Sequence[Named[Any]] = (),
    also: Sequence[Named[ThingT]] = (),
) -> Iterator[Hit[ThingT]]:
    """The things named as `find` has them, each with how it was asked for.

    What is not among the known ones may be among those that are known `also`.
    """

    def meant(name: str) -> tuple[list[Named[ThingT]], bool]:
        """The things that a name may mean, and whether it means all of them."""
        for some in (known, also) if not _OPEN_RANGE.fullmatch(name.strip()) else ():
            if hits := named(name, some):
                return hits, False
            if hits := named_together(name, some):
                return hits, True
        return [], False

    for number, text in enumerate(names):
        if hint := _with_comma(text, known, others, also, asked):
            problems.append(asked.unknown(number, text, text, hint))
            continue
        for name in tuple(names_in(text, lambda one: bool(meant(one)[0]))) or (text,):
            hits, are_all_meant = meant(name)
            if len(hits) == 1 or are_all_meant:
                yield from (Hit(one.thing, number, not are_all_meant) for one in hits)
            elif hits:
                numbers = either([one.number for one in hits])
                told = _SEVERAL_OF_NAME[asked.kind].with_values(numbers=numbers)
                problems.append(asked.problem(number, text, name, told))
            else:
                hint = _mixed_up(name, known, others, asked) or _suggestion(name, known, asked)
                problems.append(asked.unknown(number, text, name, hint))


def _with_comma(
    text: str,
    known: Sequence[Named[Any]],
    others: Sequence[Named[Any]],
    also: Sequence[Named[Any]],
    asked: Asked,
) -> str:
    """What to do with 1,2: it may be the value 1.2, or two areas.

    `others` are asked for elsewhere, and those known `also` in the same place.
    """
    point = text.strip().replace(",", ".")
    meant = next((one for one in known if one.number == point != text.strip()), None)
    if meant is None:
        return ""
    title = plain(meant.title)
    parts = point.split(".")
    if all(any(one.number == part for one in also) for part in parts):
        key = asked.key
    elif all(any(one.number == part for one in others) for part in parts):
        key = "areas"
    else:
        return Message(
            "write {number}, with a point, if {title} is meant", number=point, title=title
        )
    written = f"{asked.sources.called(key)}: [{', '.join(parts)}]"
    if asked.is_option or not asked.sources.is_written(asked.key):
        written = " ".join(f"{flag_of(key)} {part}" for part in parts)
    return Message(
        "write {number}, with a point, if {title} is meant, or {areas} if the areas {numbers} are",
        number=point,
        title=title,
        areas=written,
        numbers=enumerated(parts),
    )


_THE_VALUE = Message("that is the value {title} ({number}), asked for by {option}")
_THE_AREA = Message("that is the area {title} ({number}), asked for by {option}")
_THESE_VALUES = Message("these are values, asked for by {option}")
_THESE_AREAS = Message("these are areas, asked for by {option}")
_NO_NUMBER = Message("there is no {number}; the numbers go from {first} to {last}")
_NEITHER_NUMBER = Message(
    "there is no {number} and no {other}; the numbers go from {first} to {last}"
)


def _mixed_up(
    name: str, known: Sequence[Named[Any]], others: Sequence[Named[Any]], asked: Asked
) -> str:
    """What to do where the name is one of the other kind, or a number with another name."""
    if _OPEN_RANGE.fullmatch(name.strip()):
        return Message("a range has a number at both ends, such as 1-3")
    by_values = asked.kind == "area"
    option = asked.sources.called("values" if by_values else "areas")
    if other := next(iter(named(name, others)), None):
        told = _THE_VALUE if by_values else _THE_AREA
        return told.with_values(title=plain(other.title), number=other.number, option=option)
    if named_together(name, others):
        return (_THESE_VALUES if by_values else _THESE_AREAS).with_values(option=option)
    number, _ = number_and_name(name) or ("", "")
    for one in known:
        if one.number == number:
            return Message(
                "{number} is {title}; give the number alone, or the name alone",
                number=number,
                title=plain(one.title),
            )
    return _beyond_the_last(name, known) if known else ""


def _beyond_the_last(name: str, known: Sequence[Named[Any]]) -> str:
    """Which ends of a range there are not."""
    missing = [end for end in range_in(name) if end not in {one.number for one in known}]
    if not missing:
        return ""
    told = _NO_NUMBER if len(missing) == 1 else _NEITHER_NUMBER
    return told.with_values(
        number=missing[0], other=missing[-1], first=known[0].number, last=known[-1].number
    )


def _suggestion(name: str, known: Sequence[Named[ThingT]], asked: Asked) -> str:
    """The nearest names, each with its number."""
    printed = {spelling: one for one in known for spelling in sorted(one.spellings)}
    nearest: list[str] = []
    for spelling in sorted(as_typed(name)):
        for close in difflib.get_close_matches(spelling, printed, n=3, cutoff=0.5):
            one = printed[close]
            nearest.append(f"{plain(one.title)} ({one.number})")
    if nearest:
        return Message("did you mean {name}?", name=either(list(dict.fromkeys(nearest))))
    command = listing(f"{asked.kind}s", asked.sources)
    return Message("`{command}` shows what there is", command=command)


def listing(what: str, sources: Sources) -> str:
    """The command that lists what there is of a kind in the pack that was asked for."""
    content = sources.wishes.get("content")
    if not content:
        return f"kit list {what}"
    return f"kit list {what} --content {quoted(str(content))}"
