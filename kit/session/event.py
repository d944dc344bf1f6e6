"""What a kit is made for: a session with a title, on a day, by a team, in a room."""

import datetime
from dataclasses import dataclass, field

from kit.session.attendance import Room
from kit.session.imprint import NO_IMPRINT, Imprint


@dataclass(frozen=True)
class Occasion:
    """What was said of the session, and who stands behind it; what was not said is empty."""

    title: str = ""
    date: datetime.date | None = None
    team: str = ""
    room: Room = field(default_factory=Room)
    imprint: Imprint = NO_IMPRINT
