"""The inks that a PDF takes: what in it sets a colour, and what its letters are filled with."""

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import (
    Array,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Pdf,
    parse_content_stream,
)

from kit.core.messages import Message
from kit.core.wording import cut_short
from kit.pdf.holders import OnceEach, entries, field_pictures, holders, is_image, notes, shades
from kit.pdf.ink_mixes import is_nearly_black
from kit.pdf.press import RGB

# What sets a colour by its parts, or chooses the space of colours, to fill with and to draw lines
# with; what keeps it and brings it back; what draws letters (ISO 32000-1, annex A).
_FILL, _LINES, _SPACES, _KEEPING = ("g", "rg", "k"), ("G", "RG", "K"), ("cs", "CS"), ("q", "Q")
_LETTERS = ("Tj", "TJ", "'", '"')
_LOOKED_AT = " ".join((*_FILL, *_LINES, *_SPACES, *_KEEPING, *_LETTERS))


@dataclass(frozen=True)
class InksTaken:
    """An example of what takes other inks than black, and one of black text that does.

    Each is as the file has it, and empty where there is none. `rich_text` is mixed of inks, while
    `lit_text` leaves that to whoever prints it, and is no such where that is a press of light.
    """

    colour: str = ""
    rich_text: str = ""
    lit_text: str = ""


def read_inks(pdf: Pdf) -> InksTaken:
    """What inks an open PDF takes, in its fields and notes as well; masks take none."""
    colours: set[str] = set()
    rich: set[str] = set()
    streams, resources = OnceEach(), OnceEach()
    for drawn in (holders(pdf), field_pictures(pdf)):
        for holder in drawn:
            if holder.is_mask:
                continue
            if resources.is_new(holder.resources):
                colours.update(_colours_held(holder.resources))
            for stream in filter(streams.is_new, holder.streams):
                _add_set(stream, holder.resources, colours, rich)
    for note in notes(pdf):
        if any(f" {one}" in str(note.get(Name.DA, "")) for one in ("rg", "k")):
            colours.add(cut_short(str(note.DA)))
    lit = {told for told in rich if told.endswith("rg")}
    return InksTaken(
        min(colours, default=""),
        min(rich - lit, default=""),
        "" if _is_for_light(pdf) else min(lit, default=""),
    )


def _is_for_light(pdf: Pdf) -> bool:
    """Whether the press that it names prints red, green and blue, and so has no black."""
    profiles = [
        intent.get(Name.DestOutputProfile) for intent in pdf.Root.get(Name.OutputIntents, [])
    ]
    return any(profile is not None and profile.get(Name.N) == 3 for profile in profiles)


def _add_set(stream: Object, resources: Object, colours: set[str], rich: set[str]) -> None:
    """Add what operators set in colour, and what they fill black letters of several inks with."""
    kept: list[str] = []
    fill = ""
    for step in parse_content_stream(stream, _LOOKED_AT):
        if not isinstance(step, ContentStreamInstruction):
            continue
        operator = str(step.operator)
        if operator in _LETTERS:
            rich.update([fill] if fill else [])
        elif operator == "q":
            kept.append(fill)
        elif operator == "Q":
            fill = kept.pop() if kept else ""
        else:
            told = " ".join((*map(str, step.operands), operator))
            if not _takes_black_alone(step, resources):
                colours.add(cut_short(told))
            if operator in (*_FILL, "cs"):
                fill = told if _is_rich_black(step) else ""


def _takes_black_alone(step: ContentStreamInstruction, resources: Object) -> bool:
    operator = str(step.operator)
    if operator in _SPACES:
        return _is_grey(step.operands[0], resources)
    if operator in ("k", "K"):
        return not any(float(ink) for ink in list(step.operands)[:3])
    return operator in ("g", "G")


def _is_rich_black(step: ContentStreamInstruction) -> bool:
    """Whether an operator fills with black that is made of several inks."""
    operator = str(step.operator)
    if operator not in ("rg", "k"):
        return False
    parts = [float(part) for part in step.operands]
    if operator == "rg":
        return is_nearly_black(RGB(*parts))
    # About what the eye sees of them (ISO 32000-1, 10.3.5, says it more coarsely still).
    *colours, black = parts
    shown = RGB(*((1 - ink) * (1 - black) for ink in colours))
    return any(colours) and is_nearly_black(shown)


def _colours_held(resources: Object) -> Iterator[str]:
    """The images and shades among resources that are in colour."""
    for image in filter(is_image, entries(resources, Name.XObject)):
        # What has no colour space stamps with the colour that is set.
        if Name.ColorSpace in image and not _is_grey(image.ColorSpace, resources):
            yield Message("an image")
    for shade in shades(resources):
        if not _is_grey(shade.ColorSpace, resources):
            yield Message("a shade from one colour to another")


def _is_grey(space: Object, resources: Object) -> bool:
    """Whether a space has no colours of its own; a pattern is looked at for itself."""
    if isinstance(space, Name):
        named = resources.get(Name.ColorSpace, Dictionary()).get(space)
        return space in (Name.DeviceGray, Name.Pattern) or (
            named is not None and named != space and _is_grey(named, resources)
        )
    kind = space[0] if isinstance(space, Array) and len(space) else None
    if kind == Name.ICCBased:
        return int(space[1].get(Name.N, 0)) == 1
    if kind == Name.Indexed:
        return _is_grey(space[1], resources)
    return kind in (Name.CalGray, Name.DeviceGray, Name.Pattern)
