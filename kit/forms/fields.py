"""Mend the form fields that WeasyPrint writes, so that all PDF readers show them alike."""

import re
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from kit.forms.fonts import FormType, typed_font

# What fields call their typeface. pdfium has its own idea of which letters a typeface can hold, and
# sets č, ŋ and – in others, where some are lost; only in one of this name does it look for all.
TYPE = Name.Wingdings


class Typing(NamedTuple):
    """How text is typed into a field: its size in points, and the operator of its colour."""

    size: float
    colour: str

    def in_form(self) -> String:
        """The default appearance (DA) of a field, as PDF writes it."""
        return String(f"{TYPE} {self.size:g} Tf {self.colour}")


def typing_of(field: Object) -> Typing:
    """How text is typed into a field. Raises ValueError where it has no size or colour."""
    appearance = str(field.DA)
    size = re.search(r"(\S+) Tf", appearance)
    colour = re.search(r"[\d.][\d. ]* (?:rg|g|k)\b", appearance)
    if size is None or colour is None:
        raise ValueError(f"no size or colour in {appearance}")
    return Typing(float(size[1]), colour[0])


def tidy_form(pdf: Pdf, typeface: FormType) -> None:
    """Mend a form so that readers agree: text is typed in `typeface`, and ticks show.

    WeasyPrint asks readers to draw all fields anew, upon which poppler finds no typeface for the
    ticks and shows none. A text field is given no picture: pdfium and poppler then draw what was
    filled in, by hand or by a program, each in its own way.
    """
    if Name.AcroForm not in pdf.Root:
        return
    form = pdf.Root.AcroForm
    del form.NeedAppearances
    for field in form.Fields:
        if Name.AP in field:
            _tidy_button(pdf, field)
        if Name.DA in field:
            field.DA = typing_of(field).in_form()
        if Name.Rect in field:
            left, top, right, bottom = field.Rect
            field.Rect = Array([left, bottom, right, top])
    _join_radio_buttons(form)
    form.DR = Dictionary(Font=Dictionary({str(TYPE): typed_font(pdf, typeface)}))
    form.DA = String(f"{TYPE} 0 Tf 0 g")
    # The typeface that WeasyPrint embedded whole for what is typed; see the stylesheet of the form.
    pdf.remove_unreferenced_resources()


def _join_radio_buttons(form: Object) -> None:
    """Make each group of radio buttons one field.

    WeasyPrint also lists every button as a field of its own, of the group's name, so that readers
    see a dozen fields that answer to one name.
    """
    for field in form.Fields:
        if Name.Parent in field:
            for key in (Name.T, Name.TU, Name.FT):
                del field[key]
    form.Fields = Array([field for field in form.Fields if Name.Parent not in field])


def _tidy_button(pdf: Pdf, button: Object) -> None:
    """Give a tick box or radio button an empty picture of being off.

    Without one, pdfium draws a square over it. The picture of being on needs no typeface.
    """
    on = next(iter(button.AP.N.values()))
    on.Resources = Dictionary(ExtGState=on.Resources.ExtGState)
    button.AP.N.Off = pdf.make_stream(
        b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array(on.BBox)
    )
