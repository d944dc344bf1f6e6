"""Names as people type them: several in one text, numbers with names, ranges, all of them."""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from kit.core.spelling import as_typed, plain
from kit.typed.words import unquoted

ThingT = TypeVar("ThingT")
OtherT = TypeVar("OtherT")

_NUMBER = r"\d+(?:\.\d+)?"
# What may stand before a number. All words here are as they are without the marks of their letters.
_LABEL = re.compile(
    r"^(?:omrade|omraade|area|verdi|value|nummer|number|nr|no|#)\b\.? ?(?=\d)|^# ?(?=\d)"
)
_RANGE = re.compile(
    rf"(?:fra |fr[oa]m? )?({_NUMBER})(?: ?\.\.\.? ?| ?… ?| til | to | tom | t\.o\.m\.? )({_NUMBER})"
)
_DASH = re.compile(r"[-‐‑–—−]+")
_EVERYTHING = re.compile(
    r"(alle|alt|all|allt|every|everything|samtlige|samtlege|\*)"
    r"( (areas?|values?|pieces?|cards?|omr\w+|verdi\w*|kort\w*))?"
)
# Nobody means two names where a comma stands within a known one: such a text is one name.
_HARD = re.compile(r"\s*[,;\n\t]\s*")
_BETWEEN = re.compile(
    # A run of spaces is looked at once, from where it begins.
    r"(?:(?<!\s)\s+)?[,;\n\t&+/]\s*|(?<!\s)\s+(?:og|and|samt)\s+|(?<=\d)\s+(?=\d)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"({_NUMBER})[\s.:)–-]+(\D.*)", re.DOTALL)
_IN_BRACKETS = re.compile(rf"(.*\S)\s*\(({_NUMBER})\)", re.DOTALL)
# No name is made of more parts than this.
_MOST_PARTS = 8
# What a plural or a definite form adds to a name of some letters.
_ENDING = re.compile(r"(?<=\w{4})(?:ene|ane|er|ar|en|et|e|r|a|s)$")


@dataclass(frozen=True)
class Named(Generic[ThingT]):
    """Something that can be chosen, and every way it may be addressed: number, id, printed name.

    `file` is the file that is made of it, if there is one.
    """

    thing: ThingT
    number: str
    slug: str
    title: str
    file: str = ""

    def standing_for(self, other: OtherT) -> "Named[OtherT]":
        """The same names for something else."""
        return Named(other, self.number, self.slug, self.title)

    @cached_property
    def spellings(self) -> frozenset[str]:
        """The texts that a typed name is compared with."""
        typed = as_typed(self.title) | as_typed(self.slug) | as_typed(self.file)
        return frozenset({self.number, self.slug} | typed) - {""}


def names_in(text: str, is_known: Callable[[str], bool]) -> Iterator[str]:
    """The names in a text: all of it where that is one, or else the longest that are known.

    They have a comma between them, or an «and». What is not known goes as far as the next name.
    """
    text = unquoted(text)
    spans = _spans(text)
    at, unknown = 0, -1
    while at < len(spans):
        ends = range(min(len(spans), at + _MOST_PARTS), at, -1)
        found = next((end for end in ends if is_known(_joined(text, spans[at:end]))), None)
        if found is None and unknown < 0:
            unknown = at
        is_over = found is not None or at + 1 == len(spans) or _is_hard(text, spans[at : at + 2])
        if unknown >= 0 and is_over:
            last = at if found is not None else at + 1
            yield _joined(text, spans[unknown:last])
            unknown = -1
        if found is not None:
            yield _joined(text, spans[at:found])
        at = found or at + 1


def _spans(text: str) -> list[tuple[int, int]]:
    """Where the parts between commas and «and» begin and end; empty ones are left out."""
    edges = [edge for found in _BETWEEN.finditer(text) for edge in found.span()]
    pairs = zip([0, *edges[1::2]], [*edges[::2], len(text)], strict=True)
    return [(begin, end) for begin, end in pairs if text[begin:end].strip()]


def _joined(text: str, spans: Sequence[tuple[int, int]]) -> str:
    return unquoted(text[spans[0][0] : spans[-1][1]])


def _is_hard(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a comma stands between two parts, and not an «and»."""
    return bool(_HARD.fullmatch(text[spans[0][1] : spans[1][0]]))


def named(name: str, known: Sequence[Named[ThingT]]) -> list[Named[ThingT]]:
    """The things that a name may mean, one where it is clear; spelt just so it goes first."""
    spelt = {_LABEL.sub("", one) for one in as_typed(name)}
    hits = [one for one in known if one.spellings & spelt] or _numbered(name, known)
    exact = [one for one in hits if name in (one.slug, one.number, plain(one.title))]
    if hits:
        return exact or hits
    ended = _without_endings(spelt)
    return [one for one in known if _without_endings(one.spellings) & ended]


def named_together(name: str, known: Sequence[Named[ThingT]]) -> list[Named[ThingT]]:
    """The things that a word for all of them, or a range of numbers, means; none for another."""
    if means_everything(name):
        return list(known)
    ends = range_in(name)
    places = [place for place, one in enumerate(known) if one.number in ends]
    return list(known[places[0] : places[-1] + 1]) if len(places) == len(set(ends)) > 0 else []


def means_everything(name: str) -> bool:
    """Whether a name is a word for all there are."""
    return any(map(_EVERYTHING.fullmatch, as_typed(unquoted(name))))


def range_in(name: str) -> tuple[str, ...]:
    """The numbers that a range goes from and to: 1 and 3 of 1-3; none in what is no range."""
    for spelt in as_typed(_DASH.sub(" to ", name)):
        if found := _RANGE.fullmatch(_LABEL.sub("", spelt)):
            first, last = found.groups()
            # In 2.1-4 the area is not said again.
            area, point, _ = first.partition(".")
            return first, last if "." in last or not point else f"{area}.{last}"
    return ()


def number_and_name(text: str) -> tuple[str, str] | None:
    """The number and the name of «1.3 Respect», as lists show them, or of «Respect (1.3)»."""
    if found := _NUMBERED.fullmatch(text):
        return found[1], found[2].strip()
    found = _IN_BRACKETS.fullmatch(text)
    return (found[2], found[1]) if found else None


def _numbered(name: str, known: Sequence[Named[ThingT]]) -> list[Named[ThingT]]:
    """The thing of a number that stands with its own name."""
    number, rest = number_and_name(name) or ("", "")
    spelt = as_typed(rest)
    return [
        one
        for one in known
        if one.number == number
        and any(
            text == own or text.startswith(f"{own} ")
            for text in spelt
            for own in one.spellings - {number}
        )
    ]


def _without_endings(spellings: Set[str]) -> Set[str]:
    """The spellings, and the same without endings; words of no more than an ending stay."""
    return spellings | {
        " ".join(_ENDING.sub("", word) for word in one.split()) for one in spellings
    }
