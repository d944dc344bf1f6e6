"""Put the colours of an open PDF into the inks that print it, wherever they stand in it.

Stylesheets name the colours of screens: WeasyPrint knows no greys, and a pack may draw with layouts
of its own. So colours are changed here, once in a file, in which each face stands once.
"""

import re
from collections.abc import Mapping

from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfImage, Stream, String

from kit.pdf.holders import (
    Holder,
    OnceEach,
    entries,
    field_pictures,
    holders,
    is_image,
    notes,
    shades,
)
from kit.pdf.ink_mixes import SOLID_BLACK, InkMix, Parts
from kit.pdf.press import RGB

# A text, in which nothing is an operator, or an operator that sets a colour (ISO 32000-1, 8.6.8).
_COLOUR = re.compile(
    rb"\((?:[^()\\]|\\.)*\)|(?<!\S)(?:([-+.\d]+)\s+([-+.\d]+)\s+([-+.\d]+)\s+(rg|RG)|\S+\s+(?:g|cs))(?!\S)",
    re.DOTALL,
)
# The operators that set so many parts, to fill with and to draw lines with, and their space.
_OPERATORS = {1: (b"g", b"G"), 3: (b"rg", b"RG"), 4: (b"k", b"K")}
_SPACES = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}
# How a press fills: solid black upon what lies below, so that no white shows beside letters where
# inks do not meet; all else in its place, or white on a tint would not be seen (8.6.7 there). The
# print shops' own rules ask for both (Ghent Workgroup 2015).
_FILLING: Mapping[str, Mapping[str, int]] = {
    "/Upon": {"/op": True, "/OPM": 1},
    "/InPlace": {"/op": False},
}


def put_into_inks(pdf: Pdf, mix: InkMix) -> None:
    """Change the colours of all that a PDF draws, in fields and notes too, to those of a mix.

    What is drawn in other spaces than DeviceRGB stays as it is. Masks are brightness, which greys
    alone keep.
    """
    work = _Work(pdf, mix)
    for holder in (*holders(pdf), *field_pictures(pdf)):
        if not holder.is_mask or work.space == Name.DeviceGray:
            work.change_holder(holder)
    for note in notes(pdf):
        work.change_note(note)


class _Work:
    """The work on one PDF. `space` is that of all its colours, None where they may differ."""

    def __init__(self, pdf: Pdf, mix: InkMix) -> None:
        self._mix = mix
        self.space = _SPACES[len(mix.of(RGB(1, 0, 0)))] if mix.picture else None
        self._parts: dict[tuple[bytes, ...], Parts] = {}
        self._streams, self._resources = OnceEach(), OnceEach()
        self._fillings = {
            name: pdf.make_indirect(Dictionary(how)) for name, how in _FILLING.items()
        }

    def change_holder(self, holder: Holder) -> None:
        """Change the operators of a page or form, and all that it draws in colour."""
        # What has no resources is given none, for it has those of what draws it.
        fillings = self.space == Name.DeviceCMYK and Name.Resources in holder.drawn
        if fillings:
            states = holder.resources.get(Name.ExtGState, Dictionary())
            holder.resources.ExtGState = Dictionary({**states, **self._fillings})
        for stream in filter(self._streams.is_new, holder.streams):
            stream.write(self._changed(stream.read_bytes(), fillings=fillings))
        self._change_group(holder)
        if self.space is not None and self._resources.is_new(holder.resources):
            self._change_held(holder.resources)

    def _change_group(self, holder: Holder) -> None:
        """Let colours that shine through each other be mixed in the inks of the printer.

        Where greys are mixed among greys, Ghostscript prints them in four inks in the end.
        """
        group = holder.drawn.get(Name.Group, Dictionary())
        if group.get(Name.CS) != Name.DeviceRGB:
            return
        if holder.is_mask:
            group.CS = Name.DeviceGray
        elif self.space == Name.DeviceCMYK:
            group.CS = self.space
        else:
            del group.CS

    def _change_held(self, resources: Object) -> None:
        """Change the pictures and shades among resources."""
        for drawn in entries(resources, Name.XObject):
            if isinstance(drawn, Stream) and is_image(drawn):
                self._change_image(drawn)
        for shade in shades(resources):
            self._change_shade(shade)

    def change_note(self, note: Object) -> None:
        """Change how text is typed into a field, and the lines round it."""
        look = note.get(Name.MK, Dictionary())
        for held, key in ((look, Name.BC), (look, Name.BG), (note, Name.C)):
            if len(held.get(key, ())) == 3:
                held[key] = self._mixed(held[key])
        if Name.DA in note:
            note.DA = String(self._changed(bytes(note.DA)))

    def _changed(self, operators: bytes, *, fillings: bool = False) -> bytes:
        def changed(found: re.Match[bytes]) -> bytes:
            *numbers, operator = found.groups()
            if operator is None:
                in_place = fillings and not found[0].startswith(b"(")
                return b"/InPlace gs " + found[0] if in_place else found[0]
            parts = self._parts_of(tuple(numbers))
            if len(parts) == 3:
                return found[0]
            fills = operator == b"rg"
            written = " ".join(f"{part:.5f}".rstrip("0").rstrip(".") for part in parts).encode()
            how = b"/Upon gs " if parts == SOLID_BLACK else b"/InPlace gs "
            put = written + b" " + _OPERATORS[len(parts)][0 if fills else 1]
            return how + put if fills and fillings else put

        return _COLOUR.sub(changed, operators)

    def _parts_of(self, numbers: tuple[bytes, ...]) -> Parts:
        if numbers not in self._parts:
            self._parts[numbers] = self._mix.of(RGB(*map(float, numbers)))
        return self._parts[numbers]

    def _mixed(self, colour: Object) -> Array:
        return Array([round(part, 5) for part in self._mix.of(RGB(*map(float, colour)))])

    def _change_image(self, image: Stream) -> None:
        if self._mix.picture is None or image.get(Name.ColorSpace) != Name.DeviceRGB:
            return
        picture = self._mix.picture(PdfImage(image).as_pil_image().convert("RGB"))
        image.ColorSpace = {"L": Name.DeviceGray, "CMYK": Name.DeviceCMYK}[picture.mode]
        image.BitsPerComponent = 8
        image.write(picture.tobytes())

    def _change_shade(self, shade: Object) -> None:
        if shade.get(Name.ColorSpace) == Name.DeviceRGB:
            shade.ColorSpace = self.space
            self._change_ends(shade.Function)

    def _change_ends(self, function: Object) -> None:
        """Change the colours that a shade runs between, in each of its parts."""
        for part in function.get(Name.Functions, ()):
            self._change_ends(part)
        for end in (Name.C0, Name.C1):
            if len(function.get(end, ())) == 3:
                function[end] = self._mixed(function[end])
