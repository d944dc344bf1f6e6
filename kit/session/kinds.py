"""How each kind of value is read from an option or a session file: lengths, choices, names, days.

Nothing here loads pydantic before a model is made: the help of the commands needs kinds as well.
"""

import datetime
import difflib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from kit.session.typed_names import means_everything

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

# As long as the names in a pack.
MOST_LINE = 120
# Nobody's printer is further off than this: the drift of office printers is 1 to 3.2 mm.
MOST_OFFSET = 10.0
# Wider than this is no margin and no gutter, but paper wasted by a slip.
MOST_MARGIN = 50.0
_DATES = ("%Y-%m-%d", "%d.%m.%Y")


@dataclass(frozen=True)
class Kind:
    """How a value is read, for the annotation of a model's field.

    `read` makes what the field holds of what was given, or raises ValueError with what can be said.
    `written` gives the type that editors are told may stand in a file; it is not called before a
    model is made. `choices` are the names that there are, where there are only some, in small
    letters.
    """

    read: Callable[[object], object]
    written: Callable[[], Any]
    choices: tuple[str, ...] = ()
    unit: str = ""

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
        key = given.strip().lower() if isinstance(given, str) else ""
        if key in by_key:
            return by_key[key]
        close = difflib.get_close_matches(key, by_key, n=1)
        known = ", ".join(by_key)
        raise ValueError(f"did you mean {close[0]}?" if close else f"choose one of {known}")

    written: Any = Literal[tuple(dict.fromkeys((*names, *by_key)))]
    return Kind(read, lambda: written, choices=tuple(by_key))


def _number(given: object) -> float:
    # A comma is how a Norwegian writes it. NaN and infinity are no lengths.
    number = float(str(given).strip().replace(",", "."))
    if not abs(number) < 1e9:
        raise ValueError
    return number


def length(most: float) -> Kind:
    """A length in mm from 0 to `most`."""

    def read(given: object) -> float:
        try:
            length = _number(given)
        except ValueError:
            raise ValueError("give a number of millimetres, such as 8 or 6.5") from None
        if not 0 <= length <= most:
            raise ValueError(f"give millimetres from 0 to {most:g}")
        return length

    return Kind(read, lambda: float | str, unit="mm")


def whole_number(most: int) -> Kind:
    """A whole number from 1 to `most`."""

    def read(given: object) -> int:
        text = str(given).strip()
        # Python makes no number of thousands of digits.
        if not text.isdecimal() or len(text) > 9 or not 1 <= int(text) <= most:
            raise ValueError(f"give a whole number from 1 to {most}")
        return int(text)

    def written() -> Any:
        from pydantic import Field

        return Annotated[int, Field(ge=1, le=most)]

    return Kind(read, written)


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


def _line(given: object) -> str:
    """One line of text: without line breaks and spaces at its ends."""
    if not isinstance(given, str):
        raise ValueError("write it as one text")
    text = unicodedata.normalize("NFC", " ".join(given.split()))
    if len(text) > MOST_LINE:
        raise ValueError(f"shorten it to {MOST_LINE} characters, it has {len(text)}")
    return text


def _day(given: object) -> datetime.date:
    if isinstance(given, datetime.date):
        return given
    for form in _DATES:
        try:
            return datetime.datetime.strptime(str(given).strip(), form).date()
        except ValueError:
            continue
    raise ValueError("give a day that there is, such as 2026-12-03 or 3.12.2026")


def _names(given: object) -> tuple[str, ...]:
    """One name, or a list of them."""
    several = given if isinstance(given, (list, tuple)) else [given]
    names = tuple(name.strip() for name in several if isinstance(name, str) and name.strip())
    if len(names) != len(several):
        raise ValueError("list names, such as [empati, 2.3]")
    return names


def _numbers(given: object) -> tuple[str, ...]:
    """Names, of which several may stand in one text with commas between."""
    return tuple(part.strip() for name in _names(given) for part in name.split(",") if part.strip())


def _people(given: object) -> Path | tuple[str, ...]:
    """A file that holds a list, or the list itself."""
    if isinstance(given, Path):
        return given
    if not isinstance(given, (list, tuple)) or any(isinstance(one, (list, dict)) for one in given):
        raise ValueError("name a .csv or .xlsx file, or list names: [Kari Hansen, Ola Moe]")
    return tuple(str(one or "") for one in given)


def _pieces(given: object) -> tuple[str, ...]:
    """Names of pieces, of which each may have its amount; all there are is as good as none."""
    names = tuple(given) if isinstance(given, dict) else _names(given)
    return () if any(map(means_everything, names)) else names


# What may stand for one name: 2.3 is a number to editors.
_Named = str | float
_Said = Literal["yes", "no", "on", "off", "true", "false"]

Millimetres = Annotated[float, length(MOST_MARGIN)]
Switch = Annotated[bool, Kind(_switch, lambda: bool | _Said)]
Offset = Annotated[tuple[float, float], Kind(_offset, lambda: tuple[float, float] | str, unit="mm")]
Line = Annotated[str, Kind(_line, lambda: _Named)]
Day = Annotated[datetime.date | None, Kind(_day, lambda: str | None)]
Names = Annotated[tuple[str, ...], Kind(_names, lambda: _Named | list[_Named])]
Numbers = Annotated[tuple[str, ...], Kind(_numbers, lambda: _Named | list[_Named])]
People = Annotated[Path | tuple[str, ...], Kind(_people, lambda: str | list[_Named | None])]
PieceNames = Annotated[
    tuple[str, ...], Kind(_pieces, lambda: str | list[str] | dict[str, str | int | None])
]
