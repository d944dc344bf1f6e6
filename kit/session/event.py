"""What a kit is made for: a session with a title, a day, a team, people and tables, a logo."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from kit.core.errors import Origin
from kit.core.sizes import Size
from kit.session.attendance import Attendance

Kind = Literal["png", "jpeg"]

# What a typesetter asks for when it wants the logo.
LOGO = "branding/logo"
# A logo is shown no larger than its pixels are good for, in pixels an inch: the preflight takes
# 150, and this leaves it some room for rounding.
LEAST_DPI = 160.0
_MM_PER_INCH = 25.4


@dataclass(frozen=True)
class Logo:
    """A picture as it is embedded, with its size in pixels.

    `light` is one that is made for a dark ground: on white paper it would not be seen.
    """

    data: bytes
    kind: Kind
    width: int
    height: int
    light: bool = False

    def within(
        self, boxes: Iterable[tuple[float, float]], inset: float = 0.0, scale: float = 1.0
    ) -> Size:
        """The size in mm at which the logo is shown: the largest that fits one of these boxes.

        The boxes are width and height in mm, of which `inset` is kept free on every side, in a
        drawing that is printed `scale` times as large.
        """
        inner = [(across - 2 * inset, down - 2 * inset) for across, down in boxes]
        pixel = max(min(across / self.width, down / self.height) for across, down in inner)
        pixel = min(pixel, _MM_PER_INCH / LEAST_DPI / scale)
        return Size(self.width * pixel, self.height * pixel)


@dataclass(frozen=True)
class Branding:
    """The logo and credit line of who stands behind a session: either may be missing."""

    logo: Logo | None = None
    credit: str = ""

    @property
    def pictures(self) -> Mapping[str, tuple[bytes, str]]:
        """The pictures that layouts may show, by their names: bytes and media type."""
        logo = self.logo
        return {LOGO: (logo.data, f"image/{logo.kind}")} if logo else {}


# Of a session that says nothing of who stands behind it.
NO_BRANDING = Branding()


@dataclass(frozen=True)
class Event:
    """The session that a kit is made for, and its branding; what was not said is empty.

    `origins` are where its texts were written, each by the text.
    """

    title: str = ""
    date: datetime.date | None = None
    team: str = ""
    attendance: Attendance = field(default_factory=Attendance)
    branding: Branding = NO_BRANDING
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False, repr=False)
