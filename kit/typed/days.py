"""A day as people write it: figures with points or strokes, names of months and weekdays."""

import datetime
import re
from collections.abc import Iterator, Sequence

from kit.core.language import day_in_words
from kit.core.messages import Message
from kit.core.spelling import as_typed
from kit.core.wording import joined
from kit.typed.words import unquoted

HOW = Message("give a day that there is, such as 2026-12-03 or 3.12.2026")

_WEEKDAY_NAMES = (
    Message("Monday"),
    Message("Tuesday"),
    Message("Wednesday"),
    Message("Thursday"),
    Message("Friday"),
    Message("Saturday"),
    Message("Sunday"),
)
# All that days and months are called, without the marks of their letters: in Norwegian bokmaal, in
# nynorsk and in English. Short forms are their beginnings.
_WEEKDAYS = (
    "mandag maandag monday",
    "tirsdag tysdag tuesday",
    "onsdag wednesday",
    "torsdag thursday",
    "fredag friday",
    "lordag laurdag loerdag saturday",
    "sondag sundag soendag sunday",
)
_MONTHS = (
    "januar january",
    "februar february",
    "mars march",
    "april",
    "mai may maj",
    "juni june",
    "juli july",
    "august",
    "september",
    "oktober october",
    "november",
    "desember december",
)
_FEWEST_LETTERS = 2
# A time of the day: its hour must not be taken for a year.
_CLOCK = re.compile(r"\b(?:kl|klokk[ae]n?|at)\b\.? ?\d|\b\d{1,2}:\d\d\b")
# Sessions further off than so many years are told: the year may be a slip.
_YEARS_BACK, _YEARS_AHEAD = 1, 5
_FIRST_YEAR = 1900

_YEAR_FIRST = re.compile(r"(\d{4})([-./ ])(\d{1,2})\2(\d{1,2})|(\d{4})(\d\d)(\d\d)")
_FIGURES = re.compile(r"(\d{1,2}) ?([-./ ]) ?(\d{1,2})(?: ?[-./ ] ?(\d{4}|\d{2}))?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ?(?:of )?([a-z]+)(?: (\d{4}|\d{2}))?")
_MONTH_DAY = re.compile(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?")
# What stands for another day each time that it is read.
_MOVING = re.compile(r"(?:neste|next|denne|this|om|in)\b")
_DAYS_OFF = {
    "idag": 0,
    "today": 0,
    "imorgen": 1,
    "imorgon": 1,
    "tomorrow": 1,
    "iovermorgen": 2,
    "overmorgen": 2,
    "iovermorgon": 2,
    "overmorgon": 2,
}
_NEAR = re.compile(r"(i ?dag|i ?morg[eo]n|(?:i ?)?overmorg[eo]n|today|tomorrow)")


def read_day(given: object, today: datetime.date | None = None) -> tuple[datetime.date, str]:
    """The day, and what to say of how it was read where it was not plainly written.

    A day without a year is the next one to come, today included. Of 3/12/2026 the day is first. A
    weekday must be that of the day. ValueError with what can be said.
    """
    today = today or _today()
    if isinstance(given, datetime.date):
        found = given.date() if isinstance(given, datetime.datetime) else given
        remarks: tuple[str, ...] = ()
    else:
        found, remarks = _day_said(_tidied(str(given)), today)
    if far := _how_far(found, today):
        remarks = (*remarks, far)
    read_as = Message("read as {weekday} {day}", weekday=_weekday(found), day=day_in_words(found))
    return found, joined([read_as, *remarks], ", ") if remarks else ""


def _day_said(text: str, today: datetime.date) -> tuple[datetime.date, tuple[str, ...]]:
    """The day that a text says, and how it was read where another may be meant."""
    weekday, rest = _weekday_in(text)
    day, month, year, remarks = _day_month_year(rest, today)
    found = _day_of(day, month, year) if year else _next(day, month, today)
    if weekday is not None and found.weekday() != weekday:
        told = _OTHER_WEEKDAY if year else _OTHER_WEEKDAY_OR_YEAR
        said, day_told = _WEEKDAY_NAMES[weekday], day_in_words(found)
        raise ValueError(told.with_values(day=day_told, weekday=_weekday(found), said=said))
    return found, remarks


def _how_far(day: datetime.date, today: datetime.date) -> str:
    """That a day is past or far off: it may be a slip."""
    if day < today:
        return _LONG_PAST if today.year - day.year > _YEARS_BACK else _PAST
    return _FAR_OFF if day.year - today.year > _YEARS_AHEAD else ""


def _weekday(day: datetime.date) -> Message:
    return _WEEKDAY_NAMES[day.weekday()]


def _today() -> datetime.date:
    return datetime.date.today()


def _tidied(text: str) -> str:
    """In small letters without marks, one space between; no comma, and no point after a word."""
    told = min(as_typed(re.sub(r"-(?=\w)|(?<=\w)-", "/", unquoted(text))), key=len)
    if _CLOCK.search(told):
        raise ValueError(
            Message("write the day alone, such as 3.12.2026: the time of the day is not printed")
        )
    told = re.sub(r"\bd(?:en|ato)\b|\bthe\b|\bdate\b|,|(?<=[a-z])\.", " ", told)
    return " ".join(told.split())


def _weekday_in(text: str) -> tuple[int | None, str]:
    """The weekday that a text begins or ends with, from 0 for Monday, and what else it says."""
    words = text.split()
    for at in (0, len(words) - 1) if len(words) > 1 else ():
        number = _named(words[at], _WEEKDAYS)
        if number is not None and _named(words[at], _MONTHS) is None:
            return number, " ".join(words[:at] + words[at + 1 :])
    return None, text


def _named(word: str, names: Sequence[str]) -> int | None:
    """The place of a name among the days or months, if it is one or the beginning of one alone."""
    hits = {
        place
        for place, spellings in enumerate(names)
        if any(name.startswith(word) for name in spellings.split())
    }
    enough = word.isalpha() and len(word) >= _FEWEST_LETTERS
    return hits.pop() if enough and len(hits) == 1 else None


# TRANSLATORS: these stand behind «read as Thursday 3 December 2026», with commas between.
_NEXT = Message("the next one to come")
_DAY_FIRST = Message("with the day first")
_PAST, _LONG_PAST = Message("which is past"), Message("which is long past")
_FAR_OFF = Message("which is far off")
_OTHER_WEEKDAY = Message("{day} is a {weekday}, not a {said}: put one of the two right")
_OTHER_WEEKDAY_OR_YEAR = Message(
    "{day} is a {weekday}, not a {said}: put one of the two right, or add the year"
)


def _day_month_year(
    text: str, today: datetime.date
) -> tuple[int, int, int | None, tuple[str, ...]]:
    """Day, month, year if it is said, and how it was read, where another day may be meant."""
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.groups() if part and part.isdecimal())
        return day, month, year, ()
    if found := _FIGURES.fullmatch(text):
        day, month, told = int(found[1]), int(found[3]), found[4]
        either = found[2] != "." and day <= 12
        if month > 12 >= day:
            raise ValueError(_month_first(day, month, told))
        remarks = (*((_DAY_FIRST,) if either else ()), *(() if told else (_NEXT,)))
        return day, month, _year(told), remarks
    for form, day_at, month_at in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        found = form.fullmatch(text.replace(".", " ").replace("  ", " "))
        number = _named(found[month_at], _MONTHS) if found else None
        if found and number is not None:
            return int(found[day_at]), number + 1, _year(found[3]), () if found[3] else (_NEXT,)
    if found := _NEAR.fullmatch(text):
        meant = today + datetime.timedelta(days=_DAYS_OFF[found[1].replace(" ", "")])
        itself = f"{meant.day}.{meant.month}.{meant.year}"
        raise ValueError(
            Message("write the day itself, {day}: tomorrow this is another day", day=itself)
        )
    if _MOVING.match(text) or _weekday_in(f"{text} x")[0] is not None:
        raise ValueError(
            Message("write the day itself, such as 3.12.2026: this is not always the same day")
        )
    raise ValueError(HOW)


def _month_first(month: int, day: int, year: str | None) -> str:
    told = f"{day}.{month}.{_year(year) or ''}"
    return Message(
        "the day comes first, and there is no month {month}: write {day} if that is meant",
        month=day,
        day=told,
    )


def _year(told: str | None) -> int | None:
    """The year in full; of two figures it is one of this century."""
    return int(told) + (2000 if len(told) == 2 else 0) if told else None


def _day_of(day: int, month: int, year: int) -> datetime.date:
    try:
        if year < _FIRST_YEAR:
            raise ValueError
        return datetime.date(year, month, day)
    except ValueError:
        raise ValueError(HOW) from None


def _next(day: int, month: int, today: datetime.date) -> datetime.date:
    """The next day of this name; the 29th of February may be some years off."""
    return next((one for one in _coming(day, month, today.year) if one >= today), None) or _day_of(
        day, month, today.year
    )


def _coming(day: int, month: int, year: int) -> Iterator[datetime.date]:
    for later in range(9):
        try:
            yield datetime.date(year + later, month, day)
        except ValueError:
            continue
