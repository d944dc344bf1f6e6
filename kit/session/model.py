"""What the facilitator asked for, in a session file and in options, as one frozen model."""

import datetime
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field

from kit.content.models import Model
from kit.core.paths import DEFAULT_PACK
from kit.session.attendance import MOST_PEOPLE, MOST_TABLES, Amount, Room
from kit.session.print_settings import Printing, Switch, whole_number
from kit.session.sources import NOWHERE, Sources

# As long as the names in a pack.
MOST_LINE = 120
_DATES = ("%Y-%m-%d", "%d.%m.%Y")
_AMOUNTS: Mapping[str, Amount] = {
    spelt: per for per in ("table", "room", "person") for spelt in (per, f"per {per}")
}


def _line(given: object) -> str:
    """One line of text: without line breaks and spaces at its ends."""
    if not isinstance(given, str):
        raise ValueError("write it as one text")
    text = unicodedata.normalize("NFC", " ".join(given.split()))
    if len(text) > MOST_LINE:
        raise ValueError(f"shorten it to {MOST_LINE} characters, it has {len(text)}")
    return text


def _date(given: object) -> datetime.date:
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
    """Names of pieces, of which each may have its amount."""
    return tuple(given) if isinstance(given, dict) else _names(given)


def amount(given: object) -> Amount:
    """How many of a piece are wanted. ValueError with what can be said."""
    text = " ".join(str(given).lower().split())
    if text in _AMOUNTS:
        return _AMOUNTS[text]
    if text.isdecimal() and len(text) < 9 and 1 <= int(text) <= MOST_PEOPLE:
        return int(text)
    raise ValueError(f"say per table, per room, per person, or a number from 1 to {MOST_PEOPLE}")


# What of a session tells what the kit was made for, and holds no path of this machine.
_RECORDED = {"title", "date", "team", "tables", "areas", "values", "leave_out", "pieces", "printer"}

# What may stand for one name: 2.3 is a number to editors.
_Named = str | float
Line = Annotated[str, BeforeValidator(_line, _Named)]
Names = Annotated[tuple[str, ...], BeforeValidator(_names, _Named | list[_Named])]


class Session(Model):
    """The wishes behind one build. Names are as typed: ids, numbers or printed names.

    Nothing chosen among `areas` and `values` means all of them; no `pieces` means every piece that
    suits the room. `amounts` are how many of pieces are wanted. `participants` is a list of names
    or a file that holds one, `column` its heading there; `names` are the people in it. `only` are
    the cards to print again, `only_changed` the manifest of a build whose unchanged cards are not.
    `sources` tells where all this was asked for. `allow_layouts` is the answer to whether the
    pack's own layouts are used, which nobody but the one who runs the command can give.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, populate_by_name=True)

    content: Path = DEFAULT_PACK
    allow_layouts: bool | None = None
    out: Path = Path("out")
    title: Line = ""
    date: Annotated[datetime.date | None, BeforeValidator(_date, str | None)] = None
    team: Line = ""
    credit: Line = ""
    logo: Path | None = None
    people: Annotated[int | None, whole_number(MOST_PEOPLE)] = None
    tables: Annotated[int | None, whole_number(MOST_TABLES)] = None
    participants: Annotated[
        Path | tuple[str, ...], BeforeValidator(_people, str | list[_Named | None])
    ] = ()
    column: Line = ""
    areas: Names = ()
    values: Names = ()
    leave_out: Names = ()
    pieces: Annotated[
        tuple[str, ...], BeforeValidator(_pieces, str | list[str] | dict[str, str | int | None])
    ] = ()
    printer: Line = ""
    individual: Switch = False
    only: Annotated[tuple[str, ...], BeforeValidator(_numbers, _Named | list[_Named])] = ()
    only_changed: Path | None = None
    json_out: Switch = Field(default=False, alias="json")
    printing: Printing = Field(default_factory=Printing)
    amounts: Mapping[str, Amount] = Field(default_factory=dict)
    names: tuple[str, ...] = ()
    sources: Sources = Field(default=NOWHERE, exclude=True, repr=False)

    def record(self) -> dict[str, Any]:
        """What the session is, in plain types for the manifest, without the names of people."""
        whole = self.model_dump(
            mode="json", by_alias=True, include=_RECORDED, exclude_defaults=True
        )
        if self.pieces:
            whole["pieces"] = {name: self.amounts.get(name) for name in self.pieces}
        if self.room.people:
            whole["people"] = self.room.people
        return whole

    @property
    def room(self) -> Room:
        """Who comes, and at how many tables."""
        return Room(len(self.names) or self.people, self.tables, self.names)
