"""Mend the form fields that WeasyPrint writes, so that all PDF readers show them alike."""

import re
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from kit.forms.fonts import CutFace, typed_font
from kit.forms.room import letters_that_fit
from kit.pdf.holders import notes

# What fields call their typeface. pdfium has its own idea of which letters a typeface can hold, and
# sets č, ŋ and – in others, where some are lost; only in one of this name does it look for all.
TYPE = Name.Wingdings
# Of a text field's flags (ISO 32000-1, table 228): what is typed goes on in further lines, and
# nothing is taken that has no room. For readers that go on all the same, MaxLen bounds it as well.
MULTILINE, DO_NOT_SCROLL = 1 << 12, 1 << 23


class Typing(NamedTuple):
    """How text is typed into a field: its size in points, and the operator of its colour."""

    size: float
    colour: str

    def in_form(self) -> String:
        """The default appearance (DA) of a field, as PDF writes it: the size twice.

        0 is «as large as it fits». pdfium takes the first, and sets 12 pt or less, as small as it
        must. The others take the last, since pdf.js, told to fit more than three lines, prints the
        end below the box.
        """
        return String(f"{TYPE} 0 Tf {TYPE} {self.size:g} Tf {self.colour}")


def typing_of(field: Object) -> Typing:
    """How text is typed into a field. Raises ValueError where it has no size or colour."""
    appearance = str(field.DA)
    sizes = re.findall(r"(\S+) Tf", appearance)
    colour = re.search(r"[\d.][\d. ]* (?:rg|g|k)\b", appearance)
    if not sizes or colour is None:
        raise ValueError(f"no size or colour in {appearance}")
    return Typing(float(sizes[-1]), colour[0])


def box_of(field: Object) -> tuple[float, float]:
    """Width and height of a field, in points."""
    left, bottom, right, top = (float(edge) for edge in field.Rect)
    return abs(right - left), abs(top - bottom)


def tidy_form(pdf: Pdf, typeface: CutFace) -> None:
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
            _tidy_text_field(field, typeface)
        if Name.Rect in field:
            left, top, right, bottom = field.Rect
            field.Rect = Array([left, bottom, right, top])
    _join_radio_buttons(form)
    _name_elements(pdf)
    form.DR = Dictionary(Font=Dictionary({str(TYPE): typed_font(pdf, typeface)}))
    form.DA = String(f"{TYPE} 0 Tf 0 g")
    # The typeface that WeasyPrint embedded whole for what is typed; see the stylesheet of the form.
    pdf.remove_unreferenced_resources()


def _tidy_text_field(field: Object, typeface: CutFace) -> None:
    """Let as much be typed as is printed: in lines, up to a number of letters."""
    typing = typing_of(field)
    field.DA = typing.in_form()
    field.Ff = int(field.get(Name.Ff, 0)) | MULTILINE | DO_NOT_SCROLL
    field.MaxLen = letters_that_fit(box_of(field), typing.size, typeface)


def _join_radio_buttons(form: Object) -> None:
    """Make each group of radio buttons one field.

    WeasyPrint also lists every button as a field of its own, of the group's name, so that readers
    see a dozen fields that answer to one name. Each keeps its label, such as «How sure: 7»; the
    group has what stands before the colon.
    """
    for field in form.Fields:
        if Name.Parent in field:
            for key in (Name.T, Name.FT):
                del field[key]
        elif Name.Kids in field:
            field.TU = String(str(field.Kids[0].TU).rpartition(": ")[0] or str(field.Kids[0].TU))
    form.Fields = Array([field for field in form.Fields if Name.Parent not in field])


def _name_elements(pdf: Pdf) -> None:
    """Tell the label of each field where it is read aloud as well.

    Of a tagged PDF, pdf.js has the names of fields from there, and none from the fields.
    """
    if Name.StructTreeRoot not in pdf.Root:
        return
    numbers = iter(pdf.Root.StructTreeRoot.ParentTree.Nums)
    elements = {int(number): element for number, element in zip(numbers, numbers, strict=True)}
    for note in notes(pdf):
        if note.Subtype == Name.Widget:
            elements[int(note.StructParent)].Alt = note.TU


def _tidy_button(pdf: Pdf, button: Object) -> None:
    """Give a tick box or radio button an empty picture of being off.

    Without one, pdfium draws a square over it. It holds operators that draw nothing: a stream of
    no bytes is not what its filter writes. The picture of being on needs no typeface.
    """
    on = next(iter(button.AP.N.values()))
    on.Resources = Dictionary(ExtGState=on.Resources.ExtGState)
    button.AP.N.Off = pdf.make_stream(
        b"q Q", Type=Name.XObject, Subtype=Name.Form, BBox=Array(on.BBox)
    )
