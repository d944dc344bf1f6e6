"""How the kit is to be printed: on what, which way up, with which marks and ink, for whom."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pydantic
from pydantic import ConfigDict

from kit.content.models import Model
from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.core.sizes import IN_INCHES, IN_PARTS, PAPERS, Size, WhiteEdge
from kit.core.wording import either, joined
from kit.session.options import PrintOptions, flag_of, key_of

# Makes a problem of a key and a text, where the key was given.
At = Callable[[str, str], Problem]
# Whether one key was given as an option of the command, and another stands in the file behind it.
GoesBefore = Callable[[str, str], bool]


def nowhere(key: str, text: str) -> Problem:  # noqa: ARG001 - the shape is At's
    """A problem with an option, which stands in no file."""
    return Problem("", 0, 0, text)


class Printing(Model, PrintOptions):
    """How the kit is to be printed. Lengths are mm.

    `paper` and `card` are keys of PAPERS and CARDS, `posters` of POSTERS. `margin` is the edge that
    the printer leaves white, None where nobody told it; `gutter` is kept free between cards. `flip`
    is the edge that a sheet is turned about, or none for fronts only, or fold for front and back
    side by side. `back_offset` moves backs to the right and down on the page. `upright_offset` does
    so on sheets that stand upright, where it differs: a printer draws in its paper one way only,
    and what lies on its side is turned for it. `decks` is how many decks each file of cards holds.
    With `turns_sheets` False the printer is known to print one side only, though cards get their
    backs by hand.
    """

    model_config = ConfigDict(alias_generator=key_of)

    turns_sheets: bool = True

    @property
    def edge(self) -> WhiteEdge:
        """What the printer leaves white at every edge of its paper."""
        return WhiteEdge(self.margin)

    def offset_on(self, paper: Size) -> tuple[float, float]:
        """How far backs are moved on sheets that lie as this paper does, in mm."""
        upright = paper.height > paper.width
        if upright and self.upright_offset is not None:
            return self.upright_offset
        return self.back_offset

    @property
    def in_inches(self) -> bool:
        """Whether cards are printed on paper in inches: then all of the kit is."""
        return self.paper in IN_INCHES.values()

    def paper_for(self, usual: str) -> str:
        """What is printed on what is drawn for A4 or A3: that, or what stands in its place."""
        return IN_INCHES[usual] if self.in_inches else usual

    @property
    def posters_in_parts(self) -> bool:
        """Whether a poster is glued together of several sheets."""
        return self.posters in IN_PARTS

    @property
    def poster_of_parts(self) -> str:
        """What a poster in parts is drawn for: A3, or Tabloid where its sheets are Letter."""
        return "Tabloid" if "Letter" in (self.posters, self.paper_for("A4")) else "A3"

    @property
    def paper_of_parts(self) -> Size:
        """What posters in parts are printed on: A4, or Letter where that is what there is."""
        return PAPERS["Letter" if self.poster_of_parts == "Tabloid" else "A4"]


# What only sheets from an office printer have, and so what the other destinations do not take.
_OF_SHEETS = frozenset(
    {
        "paper",
        "margin",
        "gutter",
        "flip",
        "separate-backs",
        "order",
        "marks",
        "marks-on",
        "back-offset",
        "upright-offset",
        "full-size",
    }
)
_NOT_TAKEN = {
    "office": frozenset({"icc", "png"}),
    "print-shop": _OF_SHEETS | {"png"},
    "screen": _OF_SHEETS | {"icc", "decks", "posters"},
}

# What only one destination takes, and how it is asked for.
_ONLY_FOR = {"icc": "print-shop", "png": "screen"}


@dataclass(frozen=True)
class Clash:
    """An option that does nothing beside another, by their keys, and what to say of it."""

    key: str
    against: str
    text: str


def never(key: str, other: str) -> bool:  # noqa: ARG001 - the shape of Sources.goes_before
    """Nothing goes before anything else, where all was asked for in one place."""
    return False


def printing(
    options: Mapping[str, Any],
    called: Callable[[str], str],
    known: Mapping[str, Any] | None = None,
    at: At = nowhere,
    goes_before: GoesBefore = never,
) -> Printing:
    """The options, keyed as in a session file, as a model; None is an option that was not given.

    `called` says how messages name an option, and `at` makes a problem where it was given. `known`
    is what holds where nothing was said, and so contradicts nothing. `goes_before` is whether an
    option of the command goes before another key of the file. Raises KitError for all that is wrong
    in them.
    """
    given = {key: value for key, value in options.items() if value is not None}
    try:
        made = Printing.model_validate({**(known or {}), **given})
    except pydantic.ValidationError as error:
        raise KitError(told(detail, called, at) for detail in error.errors()) from None
    if "posters" not in {**(known or {}), **given}:
        made = made.model_copy(update={"posters": made.paper_for("A3")})
    clashes = clashes_in(made, given, called, goes_before)
    if problems := [at(clash.key, clash.text) for clash in clashes]:
        raise KitError(problems)
    return made


# What pydantic itself says of a value that it does not take.
_OF_PYDANTIC = {
    "path_type": Message("Input is not a valid path"),
}


def told(detail: Any, called: Callable[[str], str], at: At = nowhere) -> Problem:
    """One of pydantic's errors as a problem, in the words of the model's own checks."""
    error = detail.get("ctx", {}).get("error")
    cause = error.args[0] if error else _OF_PYDANTIC.get(detail["type"], detail["msg"])
    # On one line, whatever was typed.
    shown = "".join(sign if sign.isprintable() else " " for sign in str(detail["input"]))
    key = str(detail["loc"][0])
    return at(key, joined([f"{called(key)} {shown}", cause], ": "))


def clashes_in(
    made: Printing,
    given: Collection[str],
    called: Callable[[str], str],
    goes_before: GoesBefore = never,
) -> Iterator[Clash]:
    """What of the keys that were given does nothing together; one switched off is not given."""
    yield from _not_taken(made, given, called, goes_before)
    if made.flip in ("none", "fold"):
        yield from _of_backs(made, given, called)
    if made.marks_on == "both" and made.marks == "none":
        text = Message(
            "{option} does nothing with {other}: take one away",
            option=f"{called('marks-on')} both",
            other=f"{called('marks')} none",
        )
        yield Clash("marks-on", "marks", text)
    if made.full_size and not made.posters_in_parts and made.destination == "office":
        small = made.paper_for("A4")
        text = Message(
            "{option} is for posters on {paper}: add {other}",
            option=called("full-size"),
            paper=small,
            other=f"{called('posters')} {small.lower()}",
        )
        yield Clash("full-size", "posters", text)
    if made.posters_in_parts and made.destination == "print-shop":
        text = Message(
            "{option} is for an office printer: a print shop has larger paper",
            option=f"{called('posters')} {made.posters.lower()}",
        )
        yield Clash("posters", "for", text)


def _not_taken(
    made: Printing,
    given: Collection[str],
    called: Callable[[str], str],
    goes_before: GoesBefore,
) -> Iterator[Clash]:
    """What whoever the kit is for does not take."""
    to, wishes = made.destination, made.model_dump(by_alias=True)
    for key in sorted(key for key in given if wishes[key] is not False and key in _NOT_TAKEN[to]):
        if key in _ONLY_FOR and "for" not in given:
            text = Message(
                "{option} is not for your own printer: add {other}",
                option=called(key),
                other=f"{called('for')} {_ONLY_FOR[key]}",
            )
        elif goes_before(key, "for"):
            # The whole kit is not made for somebody else because of one option.
            does = either([other for other, lacks in _NOT_TAKEN.items() if key not in lacks])
            text = Message(
                "{option} does nothing {other}: say {whom} {names} as well, or take it away",
                option=called(key),
                other=f"{called('for')} {to}",
                whom=flag_of("for"),
                names=does,
            )
        else:
            text = Message(
                "{option} does nothing {other}: take one of the two away",
                option=called(key),
                other=f"{called('for')} {to}",
            )
        yield Clash(key, "for", text)


def _of_backs(
    made: Printing, given: Collection[str], called: Callable[[str], str]
) -> Iterator[Clash]:
    """What is asked for of backs where there are none on the other side."""
    for_backs = {
        "separate-backs": (called("separate-backs"), made.separate_backs),
        "back-offset": (called("back-offset"), any(made.back_offset) and "back-offset" in given),
        "marks-on": (f"{called('marks-on')} both", made.marks_on == "both"),
    }
    off = f"{called('flip')} {made.flip}"
    for key, (said, wanted) in for_backs.items():
        if wanted:
            text = Message(
                "{option} does nothing with {other}: take one of the two away",
                option=said,
                other=off,
            )
            yield Clash(key, "flip", text)
