"""Texts filled into the fields of a form: what they hold, and how they look."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from kit.core.errors import KitError, Problem
from kit.forms.fields import typing_of
from kit.forms.fonts import drawn_font
from kit.forms.glyphs import NameType
from kit.forms.name_drawing import drawn_text
from kit.forms.name_layout import SMALLEST, SetText, set_text

# Of a text field's flags: what is typed goes on in further lines (ISO 32000-1, table 228).
_MULTILINE = 1 << 12

# Texts by the names of their fields, none of them empty.
Texts = Mapping[str, str]
# How each text is set in each field, by the name of the field and the text.
Settings = Mapping[tuple[str, str], SetText]


def texts_set(
    fields: Mapping[str, Object], people: Iterable[Texts], typeface: NameType
) -> Settings:
    """How the texts of all people are set in their fields.

    Raises KitError with all texts that are too long, ValueError for a field that there is not.
    """
    settings: dict[tuple[str, str], SetText] = {}
    long = []
    for name, text in dict.fromkeys(item for texts in people for item in texts.items()):
        if name not in fields:
            raise ValueError(f"the form has no field {name}")
        fits = set_text(text, _box(fields[name]), typing_of(fields[name]).size, typeface)
        if fits is None:
            long.append(
                f"«{text}» is too long for the field {name}, even in {SMALLEST[-1]:g} pt on "
                f"{len(SMALLEST)} lines: shorten it"
            )
        else:
            settings[name, text] = fits
    if long:
        raise KitError(Problem("", 0, 0, problem) for problem in long)
    return settings


class Pen:
    """What fills in the fields of an open form. Texts that look the same are drawn once."""

    def __init__(self, form: Pdf, typeface: NameType, settings: Settings) -> None:
        self._form = form
        self._typeface = typeface
        self._settings = settings
        self._pictures: dict[tuple[str, str], Object] = {}

    def fill(self, fields: Mapping[str, Object], texts: Texts) -> None:
        """Fill in these texts, set as the settings have it."""
        for name, text in texts.items():
            field, fits = fields[name], self._settings[name, text]
            typing = typing_of(field)
            if (name, text) not in self._pictures:
                self._pictures[name, text] = self._picture(_box(field), fits, typing.colour)
            field.V = String(text)
            field.AP = Dictionary(N=self._pictures[name, text])
            if fits.size != typing.size:
                # Whoever types on finds room for as much.
                field.DA = typing._replace(size=fits.size).in_form()
            if len(fits.lines) > 1:
                field.Ff = int(field.get(Name.Ff, 0)) | _MULTILINE

    @cached_property
    def _font(self) -> Object:
        return drawn_font(self._form, self._typeface.face)

    def _picture(self, box: tuple[float, float], text: SetText, colour: str) -> Object:
        """What readers show of a field until somebody types in it."""
        drawn = drawn_text(text, box[1], colour, self._typeface)
        return self._form.make_stream(
            f"/Tx BMC q {drawn} Q EMC".encode("ascii"),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, *box]),
            Resources=Dictionary(Font=Dictionary(F=self._font)),
        )


def _box(field: Object) -> tuple[float, float]:
    """Width and height in points."""
    left, bottom, right, top = (float(edge) for edge in field.Rect)
    return right - left, top - bottom
