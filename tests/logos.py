"""Pictures made to be logos, in every shape and of every kind."""

import io
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from kit.core.errors import KitError, Problem
from kit.session.event import Logo
from kit.session.logo import read_logo

BLUE, RED, CLEAR = (10, 60, 110), (200, 30, 60), (0, 0, 0, 0)
SHORT = "Team Nord, Nordlandssykehuset"
# 120 characters.
LONG = (
    "Laget av Team Nord ved Nordlandssykehuset i Bodø, sammen med brukerrådet og høgskolen, og med "
    "støtte fra Stiftelsen Dam."
)
ONE_WORD = "https://" + "NORDLANDSSYKEHUSET" * 6


def badge(width: int, height: int, colour: tuple[int, ...] = BLUE, mode: str = "RGBA") -> Any:
    """A frame with a disc in it, on nothing or, without alpha, on white."""
    image = Image.new("RGBA", (width, height), CLEAR)
    draw, edge = ImageDraw.Draw(image), max(min(width, height) // 12, 1)
    draw.rectangle((0, 0, width - 1, height - 1), outline=colour, width=edge)
    middle, reach = (width / 2, height / 2), min(width, height) / 4
    corners = [one + way * reach for way in (-1, 1) for one in middle]
    draw.ellipse(corners, fill=colour)
    if mode == "RGBA":
        return image
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image)
    return white.convert(mode)


def file_of(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


# The shapes that logos have, each larger than it will be shown but for the last.
LOGOS: dict[str, bytes] = {
    "wide": file_of(badge(2400, 300)),
    "usual": file_of(badge(1200, 400)),
    "square": file_of(badge(900, 900, mode="RGB"), "JPEG"),
    "tall": file_of(badge(300, 1200)),
    "white": file_of(badge(1200, 400, (255, 255, 255))),
    "few pixels": file_of(badge(100, 40)),
}


def wanted(text: str) -> Problem:
    """A problem where the logo was asked for."""
    return Problem("okt.yaml", 12, 7, text)


def logo(folder: Path, data: bytes, name: str = "nord.png") -> Logo:
    """What is read from a file of these bytes."""
    path = folder / name
    path.write_bytes(data)
    return read_logo(path, wanted)


def told(folder: Path, data: bytes, name: str = "nord.png") -> str:
    """Why a file of these bytes is refused."""
    try:
        logo(folder, data, name)
    except KitError as error:
        (problem,) = error.problems
        assert (problem.file, problem.line, problem.column) == ("okt.yaml", 12, 7)
        return problem.text
    return ""
