"""Read looks.yaml: a pack's own colours, motifs and logo."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from kit.content.looks import Looks, Motif, MotifError, Palette, palette_of
from kit.content.models import MOST, Model, Slug
from kit.core.errors import Problem
from kit.core.messages import Message
from kit.reading.document import Document, Location


def wrongly_named(
    named: Iterable[str], areas: Sequence[str], again: Message
) -> Iterator[tuple[int, str]]:
    """The places of ids that are unknown or given twice, and what to do about it.

    `again` is what is told of the latter; {area} in it is the id.
    """
    seen: set[str] = set()
    for index, name in enumerate(named):
        if name not in areas:
            unknown = Message(
                "no area has the id {id}: use one of {ids}", id=name, ids=tuple(areas)
            )
            yield index, unknown
        elif name in seen:
            yield index, again.with_values(area=name)
        seen.add(name)


def _colour(text: str) -> str:
    """A colour in lower case; ValueError for what is none."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", text):
        raise ValueError(
            Message("write # and six signs from 0 to 9 and a to f, all of it in quotes")
        )
    return text.lower()


_NO_COLOUR = Message("{key} is missing: add it", key="colour")

Colour = Annotated[str, AfterValidator(_colour)]


class AreaLook(Model):
    """How one area looks. `tint`, `mid` and `line` follow from the colour where they are not given.

    `motif` is an SVG in the pack.
    """

    area: Slug
    colour: Colour | None = None
    tint: Colour | None = None
    mid: Colour | None = None
    line: Colour | None = None
    motif: str | None = None


class LooksFile(Model):
    """looks.yaml. `logo` is a PNG or a JPEG in the pack."""

    logo: str | None = None
    areas: Annotated[tuple[AreaLook, ...], Field(max_length=MOST)] = ()


def looks_of(
    written: LooksFile, document: Document, folder: Path, areas: Sequence[str]
) -> tuple[Looks, list[Problem]]:
    """The looks of a pack in `folder` with areas of these ids, and the problems with them."""
    palettes: dict[int, Palette] = {}
    motifs: dict[int, Motif] = {}
    again = Message("{area} stands above already: join them")
    named = wrongly_named((one.area for one in written.areas), areas, again)
    problems = [document.problem(("areas", index, "area"), text) for index, text in named]
    for index, one in enumerate(written.areas):
        at: Location = ("areas", index)
        number = areas.index(one.area) + 1 if one.area in areas else 0
        if one.colour:
            palettes[number] = palette_of(one.colour, one.tint, one.mid, one.line)
            faults = palettes[number].faults()
            problems += (document.problem((*at, key), text) for key, text in faults)
        elif one.tint or one.mid or one.line:
            problems.append(document.problem(at, _NO_COLOUR))
        if one.motif is not None:
            try:
                motifs[number] = _motif(_inside(folder, one.motif))
            except MotifError as error:
                problems.append(document.problem((*at, "motif"), error.told_of(one.motif)))
    logo = None
    try:
        logo = _inside(folder, written.logo) if written.logo else None
    except MotifError as error:
        problems.append(document.problem(("logo",), error.told_of(str(written.logo))))
    return Looks(palettes, motifs, logo), problems


def _motif(path: Path) -> Motif:
    from kit.content.svg_motif import (
        read_motif,  # its library is not loaded where no motif is drawn
    )

    return read_motif(path)


def _inside(folder: Path, name: str) -> Path:
    """A file of the pack. Raises MotifError for one outside it, also by a link."""
    path = folder / name
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError) as error:
        raise MotifError(Message("is no name that a file can have: check it")) from error
    if not inside:
        raise MotifError(Message("lies outside the pack: put the file into the pack"))
    return path
