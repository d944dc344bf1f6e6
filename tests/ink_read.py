"""The colours that a finished PDF sets anywhere, read operator by operator."""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Name, Object, Stream

# The operators that set a colour by its parts, to fill with and to draw lines with.
SETTING = "g G rg RG k K cs CS sc SC scn SCN"
Setting = tuple[str, tuple[float, ...]]
SOLID_BLACK: Setting = ("k", (0, 0, 0, 1))


def settings(pdf: bytes) -> set[Setting]:
    """Every operator that sets a colour, with its numbers, of all streams that draw."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return {
            (
                str(step.operator),
                tuple(round(float(one), 3) for one in step.operands if not isinstance(one, Name)),
            )
            for stream in _drawing(opened)
            for step in pikepdf.parse_content_stream(stream, SETTING)
            if isinstance(step, pikepdf.ContentStreamInstruction)
        }


def text_settings(pdf: bytes) -> set[Setting]:
    """What letters are filled with: the last colour that was set before they are drawn."""
    found = set()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for stream in _drawing(opened):
            kept: list[Setting] = []
            fill: Setting = ("g", (0,))
            for step in pikepdf.parse_content_stream(stream, "q Q g rg k scn Tj TJ"):
                assert isinstance(step, pikepdf.ContentStreamInstruction)
                operator = str(step.operator)
                if operator == "q":
                    kept.append(fill)
                elif operator == "Q":
                    fill = kept.pop()
                elif operator in ("Tj", "TJ"):
                    found.add(fill)
                else:
                    fill = operator, tuple(round(float(one), 3) for one in step.operands)
    return found


def spaces(pdf: bytes) -> set[str]:
    """The colour spaces of images, shades and groups, and the number of parts in fields' looks."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = set()
        for held in opened.objects:
            if isinstance(held, Stream | pikepdf.Dictionary):
                group = held.get(Name.Group)
                found.add(str(held.get(Name.ColorSpace)) if Name.ColorSpace in held else "")
                found.add(str(group.get(Name.CS)) if group is not None else "")
                for part in held.get(Name.MK, pikepdf.Dictionary()).values():
                    found.add(f"{len(part)} parts")
        return {one for one in found if one.startswith(("/Device", "1 ", "3 ", "4 "))}


def _drawing(pdf: pikepdf.Pdf) -> Iterator[Object]:
    for page in pdf.pages:
        contents = page.obj.Contents
        yield from contents if isinstance(contents, pikepdf.Array) else [contents]
    for held in pdf.objects:
        if isinstance(held, Stream):
            is_form = held.get(Name.Subtype) == Name.Form or Name.PatternType in held
            if is_form:
                yield held
