"""How large a value may be that a template of a pack makes, told before it is made.

Python makes a text of a milliard letters in one step that nothing interrupts. So what a method or a
filter would make is reckoned first, and whatever templates hold is kept small.
"""

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jinja2.exceptions import SecurityError

from kit.core.messages import Message

# Letters of a text, or parts of a list with all that is in them.
LARGEST = 1_000_000
# The widest place that a text is laid in, in letters.
_WIDEST = 1_000
# Letters in a text times letters that are sought in it: searching takes no longer.
_SOUGHT = 100_000_000
# Letters of a text that goes through patterns, which may take the square of it.
_PATTERNED = 20_000
# Parts of a list that is divided where its halves are most alike: each place is tried.
_HALVED = 2_000
# Of the binary digits of a product.
_BITS = 10_000


def names_in(words: str) -> frozenset[str]:
    """The names in a text with spaces between them."""
    return frozenset(words.split())


# Methods of plain values. Left out are those that make bytes, and those that tell of numbers.
METHODS = names_in(
    "upper lower title capitalize swapcase casefold strip lstrip rstrip removeprefix removesuffix "
    "startswith endswith find rfind index rindex count split rsplit splitlines partition "
    "rpartition replace join ljust rjust center zfill expandtabs format format_map isalnum isalpha "
    "isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper "
    "striptags unescape append clear copy extend insert pop remove reverse sort get items keys "
    "popitem setdefault update values add difference discard intersection isdisjoint issubset "
    "issuperset symmetric_difference union bit_length bit_count is_integer"
)
# Filters: those of Jinja but pprint and random, which tell of the machine or of chance, and urlize,
# whose links no pack has; and the program's own.
FILTERS = names_in(
    "abs attr batch capitalize center count d default dictsort e escape filesizeformat first float "
    "forceescape format groupby indent int items join last length list lower map max min reject "
    "rejectattr replace reverse round safe select selectattr slice sort string striptags sum title "
    "tojson trim truncate unique upper urlencode wordcount wordwrap xmlattr "
    "text lines plain mm figure halves"
)
# Filters that go through all that they are given, at once.
_TAKING = names_in("join list sum sort unique batch slice groupby max min last reverse")
# Filters that give one after another only as they are asked for it.
LAZY = names_in("map select reject selectattr rejectattr")
# Filters that lay out by numbers and short texts.
_LAYING = names_in("center indent wordwrap batch slice round tojson truncate")
_SEEKING = names_in(
    "find rfind index rindex count split rsplit partition rpartition replace strip lstrip rstrip "
    "trim"
)
_BY_PATTERN = names_in("striptags unescape title wordwrap wordcount truncate")
_PLACED = re.compile(r"%(?:\([^)]*\))?[#0\- +]*(\*|\d+)?(?:\.(\*|\d+))?")


def size_of(value: Any) -> int:
    """How many letters and parts a value has. SecurityError where they are too many."""
    if isinstance(value, str):
        return _few(len(value))
    if not isinstance(value, (list, tuple, dict, set, frozenset, int, bytes)):
        return 1
    size, waiting = 0, [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (str, bytes)):
            size += len(one)
        elif isinstance(one, int):
            size += one.bit_length() // 8
        elif isinstance(one, (list, tuple, set, frozenset, dict)):
            # Counted before it is gone through: a list may hold itself many times over.
            size = _few(size + len(one) * (2 if isinstance(one, dict) else 1))
            waiting += one
            waiting += one.values() if isinstance(one, dict) else ()
        _few(size)
    return size


def all_of(values: Iterable[Any]) -> list[Any]:
    """All that an iterator gives. SecurityError where that is too large."""
    size, taken = 0, []
    for one in values:
        size = _few(size + 1 + size_of(one))
        taken.append(one)
    return taken


def check_method(name: str, holder: Any, given: tuple[Any, ...], named: Mapping[str, Any]) -> None:
    """SecurityError for a method of a plain value that is not used, or would make too much."""
    if name not in METHODS:
        raise SecurityError(Message("{name} is not used in layouts", name=name))
    if isinstance(holder, str):
        _check_text(name, holder, given, named)
    else:
        _few(len(holder) if isinstance(holder, (list, dict, set)) else 0)


def check_filter(name: str, value: Any, given: tuple[Any, ...], named: Mapping[str, Any]) -> None:
    """SecurityError for a filter that would make too much of a value."""
    others = (*given, *named.values())
    if name in _LAYING:
        _check_places(others)
    if name == "format":
        places = (
            place for found in _PLACED.finditer(str(value)) for place in found.groups() if place
        )
        _check_places(_WIDEST + 1 if place == "*" else int(place[:9]) for place in places)
        _few(size_of(str(value)) + str(value).count("%") * max(map(size_of, others), default=0))
    elif name == "sum":
        if not all(isinstance(one, (int, float, str)) for one in others):
            raise SecurityError(Message("sum is of numbers"))
        if isinstance(value, list) and not all(isinstance(one, (int, float)) for one in value):
            _few(len(value) ** 2)
    elif name == "join" and isinstance(value, (list, tuple, str)):
        _few(len(value) * max((len(one) for one in others if isinstance(one, str)), default=0))
    if name in _BY_PATTERN and isinstance(value, (str, list, tuple)):
        _check_pattern(name, len(value))
    if name == "halves" and isinstance(value, (str, list, tuple)) and len(value) > _HALVED:
        told = Message("halves is used on more than {most:,} parts", most=_HALVED)
        raise SecurityError(told)
    if name in ("replace", "trim") and isinstance(value, str):
        _check_text(name, value, (*given, *named.values()), {})


def check_product(left: Any, right: Any) -> None:
    """SecurityError for a product, of numbers or of a text and a number, that is too large."""
    if isinstance(left, int) and isinstance(right, int):
        if left.bit_length() + right.bit_length() > _BITS:
            raise SecurityError(Message("a number is multiplied beyond all bounds"))
    elif not all(isinstance(one, (int, float)) for one in (left, right)):
        text, times = (right, left) if isinstance(left, int) else (left, right)
        if not isinstance(times, int) or size_of(text) * times > LARGEST:
            told = Message("a text is repeated beyond {most:,} letters", most=LARGEST)
            raise SecurityError(told)


def _check_text(name: str, text: str, given: tuple[Any, ...], named: Mapping[str, Any]) -> None:
    """SecurityError where a method of a text would make too much, or take too long."""
    sought = given[0] if given and isinstance(given[0], str) else ""
    if name in _SEEKING and len(text) * len(sought) > _SOUGHT:
        told = Message("a text of {count:,} letters is sought in a longer one", count=len(sought))
        raise SecurityError(told)
    if name in _BY_PATTERN:
        _check_pattern(name, len(text))
    if name in ("ljust", "rjust", "center", "zfill"):
        _few(max((one for one in given if isinstance(one, int)), default=0))
    elif name == "expandtabs":
        widths = [one for one in (8, *given, *named.values()) if isinstance(one, int)]
        _few(len(text) + text.count("\t") * max(widths))
    elif name == "replace" and len(given) > 1 and isinstance(given[1], str):
        _few(len(text) + text.count(sought) * len(given[1]))
    elif name == "join" and given and isinstance(given[0], (list, tuple, set, dict, str)):
        _few(size_of(given[0]) + len(given[0]) * len(text))
    elif name in ("format", "format_map"):
        fields = [
            spec or "" for _, field, spec, _ in string.Formatter().parse(text) if field is not None
        ]
        if any("{" in spec for spec in fields):
            raise SecurityError(Message("a width in a format is a number"))
        _check_places(int(width[:9]) for spec in fields for width in re.findall(r"\d+", spec))
        largest = max(map(size_of, (*given, *named.values())), default=0)
        _few(len(text) + len(fields) * largest)


def _check_pattern(name: str, letters: int) -> None:
    """SecurityError where what goes through patterns has more letters than they may."""
    if letters > _PATTERNED:
        told = Message("{name} is used on more than {most:,} letters", name=name, most=_PATTERNED)
        raise SecurityError(told)


def _check_places(places: Iterable[Any]) -> None:
    for one in places:
        wide = len(one) if isinstance(one, str) else abs(one) if isinstance(one, int) else 0
        if wide > _WIDEST:
            told = Message("a place is more than {most:,} letters wide", most=_WIDEST)
            raise SecurityError(told)


def _few(size: int) -> int:
    if size > LARGEST:
        told = Message("more than {most:,} letters or parts are made or held at once", most=LARGEST)
        raise SecurityError(told)
    return size


def taken(name: str, value: Any) -> Any:
    """What a filter is given: all of it, where it goes through all at once."""
    return all_of(value) if name in _TAKING and isinstance(value, (Iterator, range)) else value
