"""How each kind of value is read from an option or a session file: lengths, choices, names, days.

Nothing here loads pydantic before a model is made: the help of the commands needs kinds as well.
"""

import datetime
import difflib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from kit.core.messages import Message
from kit.typed.days import read_day
from kit.typed.figures import offset_remark, read_count, read_length, read_offset
from kit.typed.names import means_everything
from kit.typed.words import unquoted

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

# As long as the names in a pack.
MOST_LINE = 120
# A name that is no nearer than this to what was typed is no slip of it: svart is not saver.
NEAR = 0.7
# Wider than this is no margin and no gutter, but paper wasted by a slip.
MOST_MARGIN = 50.0

# Words for what a name is of, behind it or before it; and what a switch is told, in any language.
_WHAT_IT_IS = (
    "ark",
    "papir",
    "paper",
    "sheets",
    "sheet",
    "format",
    "size",
    "kort",
    "cards",
    "card",
)
_PART = re.compile(r"(?<![^,\s])\d{1,2},\d{1,2}(?![\d.])[^,]*|[^,]+")
_YES = frozenset({"yes", "true", "on", "ja"})
_NO = frozenset({"no", "false", "off", "nei"})


def _no_remark(given: object) -> str:  # noqa: ARG001 - the shape of a remark
    return ""


@dataclass(frozen=True)
class Kind:
    """How a value is read, for the annotation of a model's field.

    `read` makes what the field holds of what was given, or raises ValueError with what can be said.
    `written` gives the type that editors are told may stand in a file; it is not called before a
    model is made. `choices` are the names that there are, where there are only some, in small
    letters. `remark` tells how something was read that was not plainly written.
    """

    read: Callable[[object], object]
    written: Callable[[], Any]
    choices: tuple[str, ...] = ()
    unit: str = ""
    remark: Callable[[object], str] = _no_remark

    def __get_pydantic_core_schema__(
        self, source: Any, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """What pydantic asks of an annotation: read first, and then hold what was read as it is."""
        from pydantic import BeforeValidator

        check = BeforeValidator(self.read, self.written())
        return check.__get_pydantic_core_schema__(source, handler)


def one_of(names: Iterable[str]) -> Kind:
    """One of these names in any case; a slip is told with the nearest."""
    names = tuple(names)
    by_key = {name.lower(): name for name in names}

    def read(given: object) -> str:
        # In YAML, nothing after the colon is no name, not even the name none.
        key = unquoted(given).lower() if isinstance(given, str) else ""
        if found := _the_one(key, by_key):
            return by_key[found]
        close = difflib.get_close_matches(key, by_key, n=1, cutoff=NEAR)
        if close:
            raise ValueError(Message("did you mean {name}?", name=close[0]))
        raise ValueError(Message("choose one of {names}", names=tuple(by_key)))

    written: Any = Literal[tuple(dict.fromkeys((*names, *by_key)))]
    return Kind(read, lambda: written, choices=tuple(by_key))


def _the_one(key: str, names: Collection[str]) -> str:
    """The one name that a text holds, beside words for what it is of: a4 of «a4 paper»."""
    if key in names:
        return key
    bare = {name.replace("-", ""): name for name in names}
    joined = re.sub(r"[\s_-]+", "", key)
    readings = [joined]
    for word in _WHAT_IT_IS:
        readings += [joined.removeprefix(word), joined.removesuffix(word)]
    return next((bare[one] for one in readings if one in bare), "")


def length(most: float) -> Kind:
    """A length in mm from 0 to `most`."""
    return Kind(lambda given: read_length(given, most), lambda: float | str, unit="mm")


def whole_number(most: int, what: str = "") -> Kind:
    """A whole number from 1 to `most`, which may have one of the words of `what` behind it."""

    def written() -> Any:
        from pydantic import Field

        # Editors take what holds a figure.
        return Annotated[int, Field(ge=1, le=most)] | Annotated[str, Field(pattern=r"\d")]

    return Kind(
        lambda given: read_count(given, most, what)[0],
        written,
        remark=lambda given: read_count(given, most, what)[1],
    )


def _switch(given: object) -> bool:
    if isinstance(given, bool):
        return given
    text = unquoted(str(given)).lower()
    if text not in _YES | _NO:
        raise ValueError(Message("say yes or no"))
    return text in _YES


def _line(given: object) -> str:
    """One line of text: without line breaks and spaces at its ends."""
    if not isinstance(given, str):
        raise ValueError(Message("write it as one text"))
    text = unicodedata.normalize("NFC", " ".join(given.split()))
    if len(text) > MOST_LINE:
        raise ValueError(
            Message(
                "shorten it to {most} characters, it has {count}", most=MOST_LINE, count=len(text)
            )
        )
    return text


def _names(given: object) -> tuple[str, ...]:
    """One name, or a list of them."""
    several = given if isinstance(given, (list, tuple)) else [given]
    names = tuple(name.strip() for name in several if isinstance(name, str) and unquoted(name))
    if len(names) != len(several):
        raise ValueError(Message("list names, such as [empati, 2.3]"))
    return names


def _numbers(given: object) -> tuple[str, ...]:
    """Names, of which several may stand in one text with commas between.

    A comma right between two figures may be that of one number: such a part stays whole.
    """
    parts = (part.strip() for name in _names(given) for part in _PART.findall(name))
    return tuple(part for part in parts if part)


def _people(given: object) -> Path | tuple[str, ...]:
    """A file that holds a list, or the list itself."""
    if isinstance(given, Path):
        return given
    if not isinstance(given, (list, tuple)) or any(isinstance(one, (list, dict)) for one in given):
        raise ValueError(
            Message("name a .csv or .xlsx file, or list names: [Kari Hansen, Ola Moe]")
        )
    return tuple(str(one or "") for one in given)


def _pieces(given: object) -> tuple[str, ...]:
    """Names of pieces, of which each may have its amount; all there are is as good as none."""
    names = tuple(given) if isinstance(given, dict) else _names(given)
    return () if any(map(means_everything, names)) else names


# What may stand for one name: 2.3 is a number to editors.
_Named = str | float
_Said = Literal["yes", "no", "on", "off", "true", "false"]

Millimetres = Annotated[float, length(MOST_MARGIN)]
Margin = Annotated[float | None, length(MOST_MARGIN)]
Switch = Annotated[bool, Kind(_switch, lambda: bool | _Said)]
Offset = Annotated[
    tuple[float, float],
    Kind(read_offset, lambda: tuple[float, float] | str, unit="mm", remark=offset_remark),
]
Line = Annotated[str, Kind(_line, lambda: _Named)]
Day = Annotated[
    datetime.date | None,
    Kind(
        lambda given: read_day(given)[0],
        lambda: str | None,
        remark=lambda given: read_day(given)[1],
    ),
]
Names = Annotated[tuple[str, ...], Kind(_names, lambda: _Named | list[_Named])]
Numbers = Annotated[tuple[str, ...], Kind(_numbers, lambda: _Named | list[_Named])]
People = Annotated[Path | tuple[str, ...], Kind(_people, lambda: str | list[_Named | None])]
PieceNames = Annotated[
    tuple[str, ...], Kind(_pieces, lambda: str | list[str] | dict[str, str | int | None])
]
