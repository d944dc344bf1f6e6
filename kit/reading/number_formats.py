"""What a sheet shows for a number under its number format, where that is known for sure.

A workbook does not tell which language its program speaks, and much of what is shown depends on
that: the decimal sign, the sign between thousands, dates and times in the order of the country,
names of months. Such formats are not guessed at.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException
from functools import lru_cache

# The formats that a workbook names by number only, and that look alike everywhere. Those that look
# different from one country to the next are not here, the usual date and 0% among them.
BUILT_IN = {0: "General", 1: "0", 3: "#,##0", 49: "@"}
# Numbers of built-in formats of dates and times.
BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})

# So many digits a program shows of a number that has no format of its own.
_MOST_DIGITS = 11
# A program calculates with so many digits, and rounds halves up.
_EXACT = Context(prec=15, rounding=ROUND_HALF_UP)
# Text in quotes, an escaped sign, room as wide as a sign, what stands in brackets, or a sign.
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|(_.)|\[([^\]]*)\]|(general|.)', re.DOTALL | re.IGNORECASE)
# What of a format does not tell dates from numbers; «[h]» counts hours.
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|general|\[(?!h+\]|m+\]|s+\])[^\]]*\]|;.*', re.I | re.DOTALL)
_COLOUR = re.compile(r"(black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)", re.IGNORECASE)
# A currency that is written out, and a language: «$kr-414», «$-414».
_CURRENCY = re.compile(r"\$([^-]*)(-[0-9a-f]{1,4})?", re.IGNORECASE)
# The date and the time as the computer shows them; written as languages.
_OF_THE_COMPUTER = ("-f800", "-f400")
_DIGITS = re.compile(r"#,##0|#*0+")
_DATE = re.compile(r"(d{1,2}|m{1,2}|y{1,4}|[^dmy]+)", re.IGNORECASE)
# What stands in a format unquoted and is shown as it is.
_PLAIN = frozenset(" -+()")
_PLAIN_IN_DATES = frozenset(" -.")
# A workbook counts from the end of 1899 and believes that 1900 was a leap year: day 60 never was.
_NEVER = 60

# Parts of a format: what is shown as it is, and what is not, by turns.
_Part = tuple[str, bool]


def is_date_format(code: str) -> bool:
    """Whether a format is one of dates or times."""
    return re.search("[dmyhs]", _ASIDE.sub("", code), re.IGNORECASE) is not None


def shows_text_as_it_is(code: str) -> bool:
    """Whether a cell of this format shows a text as it is written."""
    sections = _sections(code)
    own = sections[3] if len(sections) > 3 else next(filter(_is_of_text, sections), None)
    if len(sections) <= 3 and own is None:
        return True
    shown = "".join(text for text, _ in own or ())
    return own is not None and shown.strip() == "@"


def shown_number(raw: str, code: str, *, from_1904: bool) -> str | None:
    """What is shown for a number; None where that depends on the program, or is not known.

    `raw` is the number as the workbook stores it. `from_1904` is whether days are counted from
    there.
    """
    if code == "General" and raw.isdecimal() and raw.isascii() and len(raw) <= _MOST_DIGITS:
        return raw.lstrip("0") or "0"  # as nearly all numbers are, and quicker
    try:
        number = _EXACT.create_decimal(raw)
    except DecimalException:  # no number, or of millions of figures
        return None
    if not number.is_finite() or abs(number) >= 10**15:
        return None
    sections = [one for one in _sections(code) if one is None or not _is_of_text(one)]
    if not sections:
        return _general(number)
    place = _section_for(number, len(sections))
    section = sections[place]
    if section is None:
        return None
    signs = "".join(text for text, literal in section if not literal).strip()
    if is_date_format(code):
        return _day(number, section, from_1904=from_1904)
    if signs.lower() == "general":
        written = _general(abs(number) if place else number)
        around = (text if literal else str(written) for text, literal in section)
        return None if written is None else _joined(around)
    return _whole(number, section, signed=place == 0)


def day_held(raw: str, *, from_1904: bool) -> str:
    """The day that a workbook holds as this number, such as 2026-12-03; empty for none."""
    try:
        day = _day_of_number(_EXACT.create_decimal(raw), from_1904=from_1904)
    except (DecimalException, ValueError):
        return ""
    return day.isoformat() if day else ""


def _section_for(number: Decimal, sections: int) -> int:
    """Which section of a format is for a number: positive, negative, zero."""
    if number < 0 and sections > 1:
        return 1
    return 2 if number == 0 and sections > 2 else 0


def _general(number: Decimal) -> str | None:
    whole = number == number.to_integral_value() and abs(number) < 10**_MOST_DIGITS
    return str(int(number)) if whole else None


def _whole(number: Decimal, section: Sequence[_Part], *, signed: bool) -> str | None:
    """A number without decimals, with what stands around it."""
    hundredfold = [text for text, literal in section if not literal].count("%")
    places = [n for n, (text, literal) in enumerate(section) if not literal and text != "%"]
    run = "".join(section[n][0] for n in places)
    together = bool(places) and places[-1] - places[0] == len(places) - 1
    if not together or not _DIGITS.fullmatch(run):
        return None
    rounded = (abs(number) * 100**hundredfold).to_integral_value(ROUND_HALF_UP)
    # From a thousand on, the sign between thousands is the program's; of -0.4 some show «-0».
    if ("," in run and rounded >= 1000) or (rounded == 0 and number < 0):
        return None
    digits = str(int(rounded)).zfill(run.replace(",", "").count("0"))
    parts = ["-" if signed and number < 0 else ""]
    for n, (text, _) in enumerate(section):
        parts += [] if n in places[1:] else [digits if n == places[0] else text]
    return _joined(parts)


def _day(number: Decimal, section: Sequence[_Part], *, from_1904: bool) -> str | None:
    """A day, where its format has nothing but digits, dots, hyphens and spaces."""
    day = _day_of_number(number, from_1904=from_1904)
    if day is None:
        return None
    signs = "".join(text if not literal else "\0" for text, literal in section)
    literals = [text for text, literal in section if literal]
    shown = []
    for part in _DATE.findall(signs):
        kind, size = part[0].lower(), len(part)
        if kind in "dm" and kind.isalpha():
            own = day.day if kind == "d" else day.month
            shown.append(f"{own:0{size}}")
        elif kind == "y":
            shown.append(f"{day.year:04}" if size > 2 else f"{day.year % 100:02}")
        elif all(sign in _PLAIN_IN_DATES or sign == "\0" for sign in part):
            shown.append("".join(literals.pop(0) if sign == "\0" else sign for sign in part))
        else:
            return None
    # Three letters and more are names of days and months.
    return None if re.search("ddd|mmm", signs, re.IGNORECASE) else _joined(shown)


def _day_of_number(number: Decimal, *, from_1904: bool) -> date | None:
    """The day that is stored as a number of days; None for one that there never was."""
    days = int(number)
    if number < 0 or (not from_1904 and days in (0, _NEVER)):
        return None
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30 if days > _NEVER else 31)
    try:
        return first + timedelta(days)
    except OverflowError:
        return None


def _joined(parts: Iterable[str]) -> str | None:
    return " ".join("".join(parts).split()) or None


def _is_of_text(section: Sequence[_Part] | None) -> bool:
    return section is not None and any(text == "@" and not literal for text, literal in section)


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[tuple[_Part, ...] | None, ...]:
    """The sections of a format: for positive numbers, negative ones, zero, and for text.

    Each is made of texts that are shown as they are and of signs that are not. None where it holds
    what is not known here, such as a condition.
    """
    sections: list[list[_Part] | None] = [[]]
    for quoted, escaped, room, bracketed, sign in _TOKEN.findall(code):
        if sign == ";":
            sections.append([])
            continue
        section = sections[-1]
        if section is None:
            continue
        if sign:
            section.append((sign, sign in _PLAIN))
        elif room:
            section.append((" ", True))
        elif bracketed:
            currency = _CURRENCY.fullmatch(bracketed)
            known = currency and (currency[2] or "").lower() not in _OF_THE_COMPUTER
            if currency and known:
                section.append((currency[1], True))
            elif not _COLOUR.fullmatch(bracketed):
                sections[-1] = None
        else:
            section.append((quoted or escaped, True))
    return tuple(None if section is None else tuple(section) for section in sections)
