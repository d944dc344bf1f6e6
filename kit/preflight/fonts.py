"""The typefaces that a PDF names, and whether they are in the file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from kit.core.messages import Message
from kit.core.wording import cut_short
from kit.preflight.limits import MOST_FONTS, MOST_SAID, refuse_beyond

# Six capitals before the name of a typeface of which only the letters used are in the file.
_SUBSET = re.compile(r"^[A-Z]{6}\+")
# Typefaces of drawings within drawings.
_DEEPEST = 100


@dataclass(frozen=True, order=True)
class Font:
    """A typeface; `subset` is whether the file has only the letters of it that it uses.

    `in_form` is whether it is named by the fields of a form only, and by nothing on a page.
    """

    name: str
    embedded: bool
    subset: bool
    in_form: bool = False


def read_fonts(pdf: Pdf, pictures: Iterable[Object]) -> Mapping[Font, tuple[int, ...]]:
    """Every typeface with the numbers of the pages that name it; none for one of a form only.

    `pictures` are those that stand in the fields of forms, and beside them.
    """
    pages: dict[Font, list[int]] = {}
    known: dict[tuple[int, int], frozenset[Font]] = {}
    count = 0
    for number, page in enumerate(pdf.pages, 1):
        named = _fonts(page.obj, known)
        count += len(named)
        often = Message("its pages name typefaces more than {most:,} times")
        refuse_beyond(count, MOST_FONTS, often)
        for font in named:
            pages.setdefault(font, []).append(number)
    defaults = Dictionary(Resources=entry(entry(pdf.Root, Name.AcroForm), Name.DR))
    of_fields = {font for one in (defaults, *pictures) for font in _fonts(one, known)}
    in_form = of_fields - set(pages)
    of_form = {Font(one.name, one.embedded, one.subset, in_form=True): () for one in in_form}
    return {font: tuple(on) for font, on in pages.items()} | of_form


def _fonts(
    holder: Object, known: dict[tuple[int, int], frozenset[Font]], depth: int = 0
) -> frozenset[Font]:
    """The typefaces that a page, or anything drawn on one, names for itself and what it draws."""
    refuse_beyond(depth, _DEEPEST, Message("forms in it name forms, more than {most:,} deep"))
    resources = entry(holder, Name.Resources)
    # Pages share their resources; a form that has none shared is known by itself.
    key = next((one.objgen for one in (resources, holder) if one.is_indirect), None)
    if key in known:
        return known[key]
    if key is not None:
        known[key] = frozenset()  # it may be drawn within itself
    fonts = [font for font in entry(resources, Name.Font).values() if isinstance(font, Dictionary)]
    found = {_font(font) for font in fonts}
    # The letters of a Type 3 font are drawings, with resources of their own.
    within: list[Object] = [font for font in fonts if font.get(Name.Subtype) == Name.Type3]
    for kind in (Name.XObject, Name.Pattern):
        within += [one for one in entry(resources, kind).values() if isinstance(one, Stream)]
    for one in within:
        found |= _fonts(one, known, depth + 1)
    if key is not None:
        known[key] = frozenset(found)
    return frozenset(found)


def _font(font: Object) -> Font:
    # A font of many scripts leaves the letters to one that descends from it.
    described = next(iter(items(font.get(Name.DescendantFonts))), font)
    descriptor = entry(described, Name.FontDescriptor)
    files = (Name.FontFile, Name.FontFile2, Name.FontFile3)
    drawn = font.get(Name.Subtype) == Name.Type3
    embedded = drawn or any(isinstance(descriptor.get(file), Stream) for file in files)
    name = said(font.get(Name.BaseFont, font.get(Name.Name))).removeprefix("/")
    called = _SUBSET.sub("", name) if name else Message("unnamed")
    return Font(called, embedded, bool(_SUBSET.match(name)))


def entry(holder: Object, key: Name) -> Object:
    """What a dictionary has below a key, if that is a dictionary too; else an empty one."""
    held = holder.get(key) if isinstance(holder, (Dictionary, Stream)) else None
    return held if isinstance(held, Dictionary) else Dictionary()


def items(held: Object | None) -> Iterator[Object]:
    """The dictionaries in a list, if it is one."""
    if isinstance(held, Array):
        yield from (one for one in held if isinstance(one, Dictionary))


def said(held: object) -> str:
    """What a PDF says of itself, such as its title, cut short where it is very long."""
    if held is None:
        return ""
    try:
        text = str(held)
    except UnicodeDecodeError:  # a name may be any bytes, and is mostly Latin-1 then
        text = held.unparse().decode("latin-1") if isinstance(held, Object) else ""
    return cut_short(text.encode(errors="replace").decode(), MOST_SAID)
