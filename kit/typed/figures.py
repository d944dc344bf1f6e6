"""Figures as people write them: with a decimal comma, a unit, or the name of what is counted."""

import re

from kit.core.messages import Message
from kit.core.spelling import as_typed
from kit.typed.words import unquoted

# A session that is larger than this is a slip of the keyboard.
MOST_PEOPLE = 1000
# Nobody's printer is further off than this: the drift of office printers is 1 to 3.2 mm.
MOST_OFFSET = 10.0
# What may be counted, as it is without the marks of its letters.
PEOPLE = (
    "personer person personar people persons pers stk stykk stykker deltakere deltaker deltakarar "
    "deltakar deltagere deltager participants participant mennesker menneske ansatte tilsette "
    "kolleger kollegaer kollegaar kollegar mann folk paameldte pameldte"
)
TABLES = "bord tables table stk stykk stykker langbord gruppebord kafebord grupper groups"
DECKS = "stokker stokk kortstokker kortstokk sett decks deck stk stykk stykker"

_LENGTH = re.compile(r"([-+]?\d{1,9}(?:\.\d{1,9})?) ?(mm|cm|millimeter|centimeter|millimetres?)?")
_NO_LENGTH = Message("give a number of millimetres, such as 8 or 6.5")
_ABOUT = re.compile(
    r"(?:ca|cirka|circa|omtrent|omkring|rundt|about|around|approx|some|~)\.? ?(?=\d)"
)
_COUNT = re.compile(r"(\d{1,9})(?: ?([a-z]+))?")
_COUNT_HOW = Message("give a whole number from 1 to {most}")
_COUNT_OF_SPAN = Message("give a whole number from 1 to {most}: the larger, if it may be either")
_COUNT_IN_FIGURES = Message("give a whole number from 1 to {most}, in figures such as {example}")
_COUNT_ALONE = Message("give a whole number from 1 to {most}, without the word behind it")
_SPAN = re.compile(r"\d+ ?(?:[-‐–—−/]|to|til|eller|or) ?\d+.*")
_READ_AS_RIGHT = Message(
    "read as {across:g} mm to the right and {down:g} mm down; if one number is meant, write "
    "{number},0"
)
_READ_AS_LEFT = Message(
    "read as {across:g} mm to the left and {down:g} mm down; if one number is meant, write "
    "{number},0"
)
_ONE_COMMA = re.compile(r"\s*([-+−–]?\d+),(\d+)(?: ?mm)?\s*")
_OFFSET_HOW = Message("give two numbers of millimetres, such as 0.5,-1 or 0,5; -1")


def read_length(given: object, most: float) -> float:
    """A length in mm from 0 to `most`; of cm it is told in mm. ValueError with what can be said."""
    try:
        length = _millimetres(str(given))
    except ValueError:
        raise ValueError(_NO_LENGTH) from None
    if not 0 <= length <= most:
        raise ValueError(Message("give millimetres from 0 to {most:g}", most=most))
    return length


def _millimetres(text: str) -> float:
    """A length in mm, whichever minus and decimal sign it is written with."""
    told = " ".join(_with_hyphens(unquoted(text).lower()).split())
    found = _LENGTH.fullmatch(told.replace(",", "."))
    if not found:
        # Such as 1e1, or what a program gives.
        number = float(told.replace(",", "."))
        if not abs(number) < 1e9:
            raise ValueError
        return number
    length = float(found[1])
    return round(10 * length, 6) if (found[2] or "").startswith("c") else length


def _with_hyphens(text: str) -> str:
    """A text with a hyphen for each minus, and for a dash that was typed in its place."""
    return text.replace("−", "-").replace("–", "-")


def read_count(given: object, most: int, what: str) -> tuple[int, str]:
    """A whole number from 1 to `most`, and what to say of it where it was said to be about that.

    It may have one of the words of `what` behind it. ValueError with what can be said.
    """
    how = _COUNT_HOW.with_values(most=most)
    text = unquoted(str(given))
    if isinstance(given, bool) or re.match("[-–−+]", text):
        raise ValueError(how)
    told = min(as_typed(text), key=len)
    about = _ABOUT.match(told)
    found = _COUNT.fullmatch(told[about.end() if about else 0 :])
    if found is None:
        if _SPAN.fullmatch(text):
            raise ValueError(_COUNT_OF_SPAN.with_values(most=most))
        in_words = told.replace(" ", "").isalpha()
        in_figures = _COUNT_IN_FIGURES.with_values(most=most, example=min(24, most))
        raise ValueError(in_figures if in_words else how)
    number, word = int(found[1]), found[2]
    if word and word not in what.split():
        raise ValueError(_COUNT_ALONE.with_values(most=most))
    if not 1 <= number <= most:
        raise ValueError(how)
    return number, Message("counted as {number}", number=number) if about else ""


def read_offset(given: object) -> tuple[float, float]:
    """How far backs are moved to the right and down, in mm. ValueError with what can be said.

    Where numbers have a decimal comma, a semicolon or a space stands between the two.
    """
    parts = [str(part) for part in given] if isinstance(given, (list, tuple)) else _two(str(given))
    if len(parts) != 2:
        raise ValueError(_OFFSET_HOW if ";" in str(given) else _too_many(parts))
    try:
        x, y = (_millimetres(part) for part in parts)
    except ValueError:
        raise ValueError(_OFFSET_HOW) from None
    if max(abs(x), abs(y)) > MOST_OFFSET:
        raise ValueError(
            Message(
                "give at most {most:g} mm: backs further off than that are turned about the wrong "
                "edge",
                most=MOST_OFFSET,
            )
        )
    return x, y


def offset_remark(given: object) -> str:
    """How an offset was read of which the comma may be the decimal one of a single number."""
    found = _ONE_COMMA.fullmatch(unquoted(given)) if isinstance(given, str) else None
    if found is None:
        return ""
    x, y = read_offset(given)
    if not (x or y):
        return ""
    number = f"{_with_hyphens(found[1])}.{found[2]}"
    told = _READ_AS_LEFT if x < 0 else _READ_AS_RIGHT
    return told.with_values(across=abs(x), down=y, number=number)


def _two(text: str) -> list[str]:
    """The parts of an offset, at the first of these that stands there: ; or a space or a comma."""
    told = unquoted(text)
    for sign in (";", "/"):
        if sign in told:
            return told.split(sign)
    spaced = re.sub(r" (?=mm|cm)", "", re.sub(r"\s+", " ", told))
    apart = re.split(r",? (?=[-+−–]?\d)", spaced)
    return apart if len(apart) == 2 else told.split(",")


def _too_many(parts: list[str]) -> str:
    """What to say of an offset of which nobody can tell where the one number ends."""
    if len(parts) in (3, 4) and all(re.fullmatch(r"\s*[-+−–]?\d+\s*", part) for part in parts):
        plain = [_with_hyphens(part.strip()) for part in parts]
        if len(plain) == 3 and plain[1][0] in "-+":  # a sign begins a number
            pairs = [plain[0], ".".join(plain[1:])]
        else:
            pairs = [f"{plain[0]}.{plain[1]}", ".".join(plain[2:])]
        return Message(
            "give two numbers of millimetres: here commas stand in numbers and between them; write "
            "{with_points} or {with_commas} if that is meant",
            with_points=",".join(pairs),
            with_commas="; ".join(pair.replace(".", ",") for pair in pairs),
        )
    return _OFFSET_HOW
