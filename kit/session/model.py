"""What the facilitator asked for, in a session file and in options, as one frozen model."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, Field

from kit.content.models import Model
from kit.core.errors import Origin
from kit.core.messages import Message
from kit.people.names_read import NamesRead
from kit.session.attendance import MOST_PEOPLE, Amount, Attendance
from kit.session.options import SessionOptions, key_of
from kit.session.print_settings import Printing
from kit.session.sources import NOWHERE, Sources

_AMOUNTS: Mapping[str, Amount] = {
    spelt: per for per in ("table", "room", "person") for spelt in (per, f"per {per}")
}


def amount(given: object) -> Amount:
    """How many of a piece are wanted. ValueError with what can be said."""
    text = " ".join(str(given).lower().split())
    if text in _AMOUNTS:
        return _AMOUNTS[text]
    if text.isdecimal() and len(text) < 9 and 1 <= int(text) <= MOST_PEOPLE:
        return int(text)
    raise ValueError(
        Message(
            "say per table, per room, per person, or a number from 1 to {most}", most=MOST_PEOPLE
        )
    )


# A file and the folder that it is in.
_NEAR = 2
# What of a session tells what the kit was made for, and holds no path of this machine.
_RECORDED = {
    "title",
    "date",
    "team",
    "tables",
    "areas",
    "values",
    "leave_out",
    "with_area",
    "pieces",
    "printer",
}


def _told_from(out: Path, file: Path) -> str:
    """A session file as its kit tells of it: from the kit's folder, if it lies near."""
    try:
        told = Path(os.path.relpath(os.path.realpath(file), os.path.realpath(out)))
    except ValueError:  # on another drive of Windows
        return file.name
    named = [part for part in told.parts if part != os.pardir]
    # The names of further folders are those of this machine and its user.
    return told.as_posix() if len(named) <= _NEAR else file.name


class Session(Model, SessionOptions):
    """All that was asked for of one build. Names are as typed: ids, numbers or printed names.

    Nothing chosen among `areas` and `values` means all of them; no `pieces` means every piece that
    suits the room. `amounts` are how many of pieces are wanted. `participants` is a list of names
    or a file that holds one, `column` its heading there and `sheet` its sheet; `names` are the
    people in it, `names_read` tells what was read of it. `only` are
    the cards to print again, `only_changed` the manifest of a build whose unchanged cards are not.
    `remarks` tell how things were read that were not plainly written, and what of the file an
    option put by, a sentence each. `sources` tells where all this was asked for, `origins` where
    each printed text of it stands. `allow_layouts` is the answer to whether the pack's own layouts
    are used, which nobody but the one who runs the command can give.
    """

    model_config = ConfigDict(
        arbitrary_types_allowed=True, populate_by_name=True, alias_generator=key_of
    )

    printing: Printing = Field(default_factory=Printing)
    amounts: Mapping[str, Amount] = Field(default_factory=dict)
    names: tuple[str, ...] = ()
    names_read: NamesRead | None = Field(default=None, exclude=True, repr=False)
    remarks: tuple[str, ...] = Field(default=(), exclude=True, repr=False)
    sources: Sources = Field(default=NOWHERE, exclude=True, repr=False)
    origins: Mapping[str, Origin] = Field(default_factory=dict, exclude=True, repr=False)

    def record(self) -> dict[str, Any]:
        """What the session is, in plain types for the manifest, without the names of people."""
        whole = self.model_dump(
            mode="json", by_alias=True, include=_RECORDED, exclude_defaults=True
        )
        if self.pieces:
            whole["pieces"] = {name: self.amounts.get(name) for name in self.pieces}
        if self.attendance.people:
            whole["people"] = self.attendance.people
        return whole

    @property
    def made_from(self) -> str:
        """The session file, as its kit tells of it in the manifest; empty where there is none."""
        return _told_from(self.out, self.sources.file) if self.sources.file else ""

    @property
    def notices(self) -> tuple[str, ...]:
        """What to tell of how the session was read, though nothing is wrong."""
        read = self.names_read.lines() if self.names_read else ()
        return (*self.remarks, *read)

    @property
    def attendance(self) -> Attendance:
        """Who comes, and at how many tables."""
        return Attendance(len(self.names) or self.people, self.tables, self.names)
