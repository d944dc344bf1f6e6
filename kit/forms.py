"""What WeasyPrint leaves to do in a form."""

from pikepdf import Array, Name, Object, Pdf


def tidy_form(pdf: Pdf) -> None:
    """Make each group of radio buttons one field, and let the ticks be drawn as they were set.

    WeasyPrint also lists every button as a field of its own, of the group's name, so that readers
    see a dozen fields that answer to one name. And it asks readers to draw all fields anew, upon
    which poppler finds no typeface for the ticks and shows none.
    """
    if Name.AcroForm not in pdf.Root:
        return
    form = pdf.Root.AcroForm
    del form.NeedAppearances
    buttons = [field for field in form.Fields if Name.Parent in field]
    for button in buttons:
        for key in (Name.T, Name.TU, Name.FT):
            del button[key]
    for field in form.Fields:
        if Name.AP in field:
            _draw_nothing_when_off(pdf, field)
    form.Fields = Array([field for field in form.Fields if Name.Parent not in field])


def _draw_nothing_when_off(pdf: Pdf, button: Object) -> None:
    """Give a tick box or radio button an empty picture of being off.

    Without one, pdfium draws a square over it.
    """
    on = next(iter(button.AP.N.values()))
    button.AP.N.Off = pdf.make_stream(
        b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array(on.BBox)
    )
