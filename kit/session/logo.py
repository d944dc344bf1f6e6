"""Read a logo from a file, ready for print, and turn it into greys."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.session.event import Branding, Logo
from kit.system.files import Hindrance, UnreadError, whole_file

# In bytes. What a drawing program makes has a tenth of it.
MOST_BYTES = 20_000_000
# What keeps a file from being read, and what to do about it.
_HINDRANCES: dict[Hindrance, str] = {
    "folder": Message("is a folder: name the file of a picture in it"),
    "missing": Message("is not there: check its name and its folder"),
    "special": Message("is no file: name a PNG or a JPEG"),
    "unreadable": Message("cannot be read: {reason}"),
    "large": Message(
        "has more than {most} MB: save it smaller, some 1000 pixels wide",
        most=MOST_BYTES // 1_000_000,
    ),
}
# In pixels: long enough to be seen, and high enough to be more than a line.
LEAST_LONG, LEAST_SHORT = 80, 16
# In pixels: 64 × 14 mm, √2 times as large on a poster of A2, in 400 pixels an inch. More is not
# seen in print, and makes files large.
_MOST_ACROSS, _MOST_DOWN = 1425, 312


def in_greys(branding: Branding) -> Branding:
    """The logo without any colour."""
    logo = branding.logo
    if logo is None:
        return branding
    # Pillow is loaded where there is a picture, and few sessions have one.
    from PIL import Image

    from kit.session.images import written

    with Image.open(io.BytesIO(logo.data)) as image:
        mode = "LA" if image.mode in ("LA", "RGBA") else "L"
        grey = written(image.convert(mode), logo.kind)
    return replace(branding, logo=replace(logo, data=grey))


def read_logo(path: Path, problem: Callable[[str], Problem]) -> Logo:
    """The picture in a file, upright, in colours of a screen, without what else the file tells.

    The same file gives the same bytes. Raises KitError with what `problem` makes of the words that
    say why it cannot be used.
    """
    from kit.session.images import UnusableError, is_light, kind_of, pixels, written

    try:
        data = _logo_bytes(path)
        kind, image = kind_of(data), pixels(data, (_MOST_ACROSS, _MOST_DOWN))
        if max(image.size) < LEAST_LONG or min(image.size) < LEAST_SHORT:
            across, down = image.size
            raise UnusableError(
                Message(
                    "shows only {across} × {down} pixels, too few to print: use one of some 1000",
                    across=across,
                    down=down,
                )
            )
    except UnusableError as error:
        told = Message("the logo {name} {why}", name=path.name, why=error.why)
        raise KitError([problem(told)]) from error
    return Logo(written(image, kind), kind, *image.size, is_light(image))


def _logo_bytes(path: Path) -> bytes:
    """The bytes of a file of up to MOST_BYTES. UnusableError where there is no such file."""
    from kit.session.images import UnusableError

    try:
        return whole_file(path, MOST_BYTES)
    except UnreadError as error:
        raise UnusableError(error.in_words(_HINDRANCES)) from error
