"""Who stands behind a session: a logo, made ready for print, and a credit line."""

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from kit.errors import KitError, Problem
from kit.paper import Size
from kit.raster import Kind, UnusableError, is_light, kind_of, pixels, written

# What a typesetter asks for when it wants the logo.
LOGO = "imprint/logo"
# In bytes. What a drawing program makes has a tenth of it.
MOST_BYTES = 20_000_000
# In pixels: long enough to be seen, and high enough to be more than a line.
LEAST_LONG, LEAST_SHORT = 80, 16
# A logo is shown no larger than its pixels are good for, in pixels an inch: the preflight takes
# 150, and this leaves it some room for rounding.
LEAST_DPI = 160.0
# In pixels: 64 × 14 mm, √2 times as large on a poster of A2, in 400 pixels an inch. More is not
# seen in print, and makes files large.
_MOST_ACROSS, _MOST_DOWN = 1425, 312
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
        """How large it is shown, in mm: as large as one of these boxes lets it be.

        The boxes are width and height in mm, of which `inset` is kept free on every side, in a
        drawing that is printed `scale` times as large.
        """
        room = [(across - 2 * inset, down - 2 * inset) for across, down in boxes]
        pixel = max(min(across / self.width, down / self.height) for across, down in room)
        pixel = min(pixel, _MM_PER_INCH / LEAST_DPI / scale)
        return Size(self.width * pixel, self.height * pixel)

    def in_greys(self) -> "Logo":
        """The same without any colour."""
        with Image.open(io.BytesIO(self.data)) as image:
            mode = "LA" if image.mode in ("LA", "RGBA") else "L"
            return replace(self, data=written(image.convert(mode), self.kind))


@dataclass(frozen=True)
class Imprint:
    """Who stands behind this session: either may be missing, and mostly both are."""

    logo: Logo | None = None
    credit: str = ""

    def in_greys(self) -> "Imprint":
        """The same without any colour."""
        return replace(self, logo=self.logo.in_greys()) if self.logo else self

    @property
    def pictures(self) -> Mapping[str, tuple[bytes, str]]:
        """What the layouts may show, by the name that they ask for: bytes and type."""
        logo = self.logo
        return {LOGO: (logo.data, f"image/{logo.kind}")} if logo else {}


# Of a session that says nothing of who stands behind it.
NO_IMPRINT = Imprint()


def read_logo(path: Path, problem: Callable[[str], Problem]) -> Logo:
    """The picture in a file, upright, in colours of a screen, without what else the file tells.

    The same file gives the same bytes. Raises KitError with what `problem` makes of the words that
    say why it cannot be used.
    """
    try:
        data = _read(path)
        kind, image = kind_of(data), pixels(data, (_MOST_ACROSS, _MOST_DOWN))
        if max(image.size) < LEAST_LONG or min(image.size) < LEAST_SHORT:
            across, down = image.size
            raise UnusableError(
                f"shows only {across} × {down} pixels, too few to print: use one of some 1000"
            )
    except UnusableError as error:
        raise KitError([problem(f"the logo {path.name} {error}")]) from error
    return Logo(written(image, kind), kind, *image.size, is_light(image))


def _read(path: Path) -> bytes:
    """The bytes of a file of up to MOST_BYTES. UnusableError where there is no such file."""
    try:
        if path.is_dir():
            raise UnusableError("is a folder: name the file of a picture in it")
        if not path.exists():
            raise UnusableError("is not there: check its name and its folder")
        # A pipe would be waited for without end.
        if not path.is_file():
            raise UnusableError("is no file: name a PNG or a JPEG")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnusableError(f"cannot be read: {reason}") from error
    if len(data) > MOST_BYTES:
        most = f"{MOST_BYTES // 1_000_000} MB"
        raise UnusableError(f"has more than {most}: save it smaller, some 1000 pixels wide")
    return data
