"""How the kit is to be printed: on what, which way up, with which marks and ink, for whom."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import pydantic
from pydantic import BeforeValidator, Field

from kit.content.models import Model
from kit.core.errors import KitError, Problem
from kit.core.sizes import CARDS, MARGIN, PAPERS, POSTERS, Size

Flip = Literal["long", "short", "none", "fold"]
Order = Literal["stack", "rows"]
Marks = Literal["crop", "lines", "none"]
Destination = Literal["office", "print-shop", "screen"]
Ink = Literal["normal", "saver", "grey"]

# Makes a problem of a key and a text, where the key was given.
At = Callable[[str, str], Problem]

# Letters tell decks apart: A to Z, then AA, AB and so on. More decks than this is a slip.
MOST_DECKS = 300
# Nobody's printer is further off than this: the drift of office printers is 1 to 3.2 mm.
MOST_OFFSET = 10.0
# Wider than this is no margin and no gutter, but paper wasted by a slip.
MOST_MARGIN = 50.0


def nowhere(key: str, text: str) -> Problem:  # noqa: ARG001 - the shape is At's
    """A problem with an option, which stands in no file."""
    return Problem("", 0, 0, text)


def one_of(names: Iterable[str]) -> BeforeValidator:
    """A check for one of these names in any case; a slip is told with the nearest."""
    names = tuple(names)
    by_key = {name.lower(): name for name in names}

    def check(given: object) -> str:
        # In YAML, nothing after the colon is no name, not even the name none.
        key = given.strip().lower() if isinstance(given, str) else ""
        if key in by_key:
            return by_key[key]
        close = difflib.get_close_matches(key, by_key, n=1)
        known = ", ".join(by_key)
        raise ValueError(f"did you mean {close[0]}?" if close else f"choose one of {known}")

    return BeforeValidator(check, Literal[tuple(dict.fromkeys((*names, *by_key)))])


def _number(given: object) -> float:
    # A comma is how a Norwegian writes it. NaN and infinity are no lengths.
    number = float(str(given).strip().replace(",", "."))
    if not abs(number) < 1e9:
        raise ValueError
    return number


def _length(most: float) -> BeforeValidator:
    """A length in mm from 0 to `most`."""

    def check(given: object) -> float:
        try:
            length = _number(given)
        except ValueError:
            raise ValueError("give a number of millimetres, such as 8 or 6.5") from None
        if not 0 <= length <= most:
            raise ValueError(f"give millimetres from 0 to {most:g}")
        return length

    return BeforeValidator(check, float | str)


def whole_number(most: int) -> BeforeValidator:
    """A check for a whole number from 1 to `most`."""

    def check(given: object) -> int:
        text = str(given).strip()
        # Python makes no number of thousands of digits.
        if not text.isdecimal() or len(text) > 9 or not 1 <= int(text) <= most:
            raise ValueError(f"give a whole number from 1 to {most}")
        return int(text)

    return BeforeValidator(check, Annotated[int, Field(ge=1, le=most)])


def _offset(given: object) -> tuple[float, float]:
    parts = given if isinstance(given, (list, tuple)) else str(given).split(",")
    try:
        x, y = (_number(part) for part in parts)
    except ValueError:
        text = "give two numbers of millimetres with a point in halves, such as 0.5,-1"
        raise ValueError(text) from None
    if max(abs(x), abs(y)) > MOST_OFFSET:
        raise ValueError(
            f"give at most {MOST_OFFSET:g} mm: backs further off than that are turned about "
            "the wrong edge"
        )
    return x, y


def _switch(given: object) -> bool:
    if isinstance(given, bool):
        return given
    text = str(given).strip().lower()
    if text not in ("yes", "no", "true", "false", "on", "off"):
        raise ValueError("say yes or no")
    return text in ("yes", "true", "on")


Millimetres = Annotated[float, _length(MOST_MARGIN)]
_Said = Literal["yes", "no", "on", "off", "true", "false"]
Switch = Annotated[bool, BeforeValidator(_switch, bool | _Said)]
Offset = Annotated[tuple[float, float], BeforeValidator(_offset, tuple[float, float] | str)]
PaperName = Annotated[str, one_of(PAPERS)]


class Printing(Model):
    """How the kit is to be printed. Lengths are mm.

    `paper` and `card` are keys of PAPERS and CARDS, `posters` of POSTERS. `margin` is kept free at
    every edge, `gutter` between cards. `flip` is the edge that a sheet is turned about, or none for
    fronts only, or fold for front and back side by side. `back_offset` moves backs to the right and
    down on the page. `upright_offset` does so on sheets that stand upright, where it differs: a
    printer draws in its paper one way only, and what lies on its side is turned for it. `decks` is
    how many decks each file of cards holds.
    """

    paper: PaperName = "A4"
    card: Annotated[str, one_of(CARDS)] = "standard"
    margin: Millimetres = MARGIN
    gutter: Millimetres = 0.0
    flip: Annotated[Flip, one_of(("long", "short", "none", "fold"))] = "long"
    separate_backs: Switch = False
    order: Annotated[Order, one_of(("stack", "rows"))] = "stack"
    decks: Annotated[int, whole_number(MOST_DECKS)] = 1
    marks: Annotated[Marks, one_of(("crop", "lines", "none"))] = "crop"
    marks_on: Annotated[Literal["front", "both"], one_of(("front", "both"))] = "front"
    back_offset: Offset = (0.0, 0.0)
    upright_offset: Offset | None = None
    posters: Annotated[str, one_of(POSTERS)] = "A3"
    full_size: Switch = False
    destination: Annotated[Destination, one_of(("office", "print-shop", "screen"))] = Field(
        default="office", alias="for"
    )
    icc: Path | None = None
    png: Switch = False
    ink: Annotated[Ink, one_of(("normal", "saver", "grey"))] = "normal"
    preview: Switch = False

    def offset_on(self, paper: Size) -> tuple[float, float]:
        """How far backs are moved on sheets that lie as this paper does, in mm."""
        upright = paper.height > paper.width
        if upright and self.upright_offset is not None:
            return self.upright_offset
        return self.back_offset

    @property
    def paper_of_parts(self) -> Size:
        """What posters in parts are printed on: A4, or Letter where that is what there is."""
        return PAPERS["Letter" if self.paper == "Letter" else "A4"]


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


def printing(
    options: Mapping[str, Any],
    called: Callable[[str], str],
    known: Mapping[str, Any] | None = None,
    at: At = nowhere,
) -> Printing:
    """The options, keyed as in a session file, as a model; None is an option that was not given.

    `called` says how messages name an option, and `at` makes a problem where it was given. `known`
    is what holds where nothing was said, and so contradicts nothing. Raises KitError for all that
    is wrong in them.
    """
    given = {key: value for key, value in options.items() if value is not None}
    try:
        made = Printing.model_validate({**(known or {}), **given})
    except pydantic.ValidationError as error:
        raise KitError(told(detail, called, at) for detail in error.errors()) from None
    problems = [at(key, text) for key, text in _contradictions(made, given, called)]
    if problems:
        raise KitError(problems)
    return made


def told(detail: Any, called: Callable[[str], str], at: At = nowhere) -> Problem:
    """One of pydantic's errors as a problem, in the words of the model's own checks."""
    cause = detail.get("ctx", {}).get("error", detail["msg"])
    # On one line, whatever was typed.
    shown = "".join(sign if sign.isprintable() else " " for sign in str(detail["input"]))
    key = str(detail["loc"][0])
    return at(key, f"{called(key)} {shown}: {cause}")


def _contradictions(
    made: Printing, given: Mapping[str, Any], called: Callable[[str], str]
) -> Iterable[tuple[str, str]]:
    """What does nothing together: an option, and words; one that is switched off is not given."""
    to, wishes = made.destination, made.model_dump(by_alias=True)
    for key in sorted(key for key in given if wishes[key] is not False and key in _NOT_TAKEN[to]):
        if key in _ONLY_FOR and "for" not in given:
            add = f"{called('for')} {_ONLY_FOR[key]}"
            yield key, f"{called(key)} is not for your own printer: add {add}"
        else:
            yield key, f"{called(key)} does nothing {called('for')} {to}: take one of the two away"
    if made.flip in ("none", "fold"):
        for_backs = {
            "separate-backs": (called("separate-backs"), made.separate_backs),
            "back-offset": (
                called("back-offset"),
                any(made.back_offset) and "back-offset" in given,
            ),
            "marks-on": (f"{called('marks-on')} both", made.marks_on == "both"),
        }
        off = f"{called('flip')} {made.flip}"
        for key, (sources, wanted) in for_backs.items():
            if wanted:
                yield key, f"{sources} does nothing with {off}: take one of the two away"
    if made.marks_on == "both" and made.marks == "none":
        off = f"{called('marks')} none"
        yield "marks-on", f"{called('marks-on')} both does nothing with {off}: take one away"
    if made.full_size and made.posters != "A4" and to == "office":
        add = f"{called('posters')} a4"
        yield "full-size", f"{called('full-size')} is for posters on A4: add {add}"
    if made.posters == "A4" and to == "print-shop":
        larger = "is for an office printer: a print shop has larger paper"
        yield "posters", f"{called('posters')} a4 {larger}"
