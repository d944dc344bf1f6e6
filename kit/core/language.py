"""In which language the program speaks to its user, and what messages say in it."""

import gettext
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from kit.core.messages import Message, filled_in

Language = Literal["nb", "nn", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
# Where a user, or whoever starts the program, says which it is to speak.
VARIABLE = "KIT_LANGUAGE"
_CATALOGUES = Path(__file__).parents[1] / "languages"
# What the system's settings call our languages.
_CALLED: Mapping[str, Language] = {"nb": "nb", "no": "nb", "nn": "nn", "en": "en"}
_MONTHS = (
    Message("January"),
    Message("February"),
    Message("March"),
    Message("April"),
    Message("May"),
    Message("June"),
    Message("July"),
    Message("August"),
    Message("September"),
    Message("October"),
    Message("November"),
    Message("December"),
)
_DAY = Message("{day} {month} {year}")


def day_in_words(day: date) -> Message:
    """A day with the name of its month."""
    return _DAY.with_values(day=day.day, month=_MONTHS[day.month - 1], year=day.year)


class Speech:
    """A language, as it says messages."""

    def __init__(self, language: Language, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def said(self, text: str) -> str:
        """A message in this language; any other text as it is."""
        if not isinstance(text, Message):
            return text
        return filled_in(
            self.template(text), {name: self._value(one) for name, one in text.values.items()}
        )

    def template(self, message: Message) -> str:
        """What a message says before its values are filled in."""
        if message.plural is None or message.number is None:
            told = self._catalogue.gettext(message.id) if message.id else ""
        else:
            told = self._catalogue.ngettext(message.id, message.plural, message.number)
        return message.rewording(told) if message.rewording else told

    def _value(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(self._value, value))
        if isinstance(value, Message):
            return self.said(value)
        if self.language == "en":
            return value
        if isinstance(value, date):
            return self.said(day_in_words(value))
        if isinstance(value, float):
            return _WithComma(value)
        return _Spaced(value) if isinstance(value, int) else value


class _WithComma(float):
    """A number that is written with a decimal comma."""

    def __format__(self, how: str) -> str:
        return format(float(self), how).replace(",", "\u00a0").replace(".", ",")


class _Spaced(int):
    """A whole number that is written with spaces between its thousands."""

    def __format__(self, how: str) -> str:
        return format(int(self), how).replace(",", "\u00a0")


@cache
def speech(language: Language) -> Speech:
    """How a language says messages. Where it has no catalogue, it says them in English."""
    found = _CATALOGUES / language / "LC_MESSAGES" / "kit.mo"
    if language == "en" or not found.is_file():
        return Speech(language, gettext.NullTranslations())
    with found.open("rb") as file:
        return Speech(language, gettext.GNUTranslations(file))


# None where nobody has said which: then that of the pack is spoken as soon as it is known.
_chosen: ContextVar[Language | None] = ContextVar("chosen", default=None)
_offered: ContextVar[Language] = ContextVar("offered", default="en")


def speak(language: Language | None) -> None:
    """From now on tell everything in this language; None leaves it to the pack."""
    _chosen.set(language)


def offer(language: Language) -> None:
    """Speak this language, that of a pack, where nobody has said which."""
    _offered.set(language)


def spoken() -> Language:
    """The language that is spoken now."""
    return _chosen.get() or _offered.get()


def said(text: str) -> str:
    """A text in the language that is spoken now, where it is a message."""
    return speech(spoken()).said(text)


def language_called(name: str) -> Language | None:
    """The language of a name as systems have them, such as nb_NO.UTF-8; None where it is no other.

    `no` is Norwegian as most write it, which is what systems mean.
    """
    return _CALLED.get(name.replace("-", "_").partition("_")[0].partition(".")[0].lower())
