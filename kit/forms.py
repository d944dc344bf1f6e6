"""What WeasyPrint leaves to do in a form."""

import re

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from kit.form_type import FIRST_CODE, FormType

# What fields call their typeface. pdfium has its own idea of which letters a typeface can hold, and
# sets č, ŋ and – in others, where some are lost; only in one of this name does it look for all.
TYPE = Name.Wingdings


def tidy_form(pdf: Pdf, typeface: FormType) -> None:
    """Make a form that readers agree on: what is typed in `typeface`, and what is ticked, shows.

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
            field.DA = String(_typed_in(str(field.DA)))
        if Name.Rect in field:
            left, top, right, bottom = field.Rect
            field.Rect = Array([left, bottom, right, top])
    _join_radio_buttons(form)
    form.DR = Dictionary(Font=Dictionary({str(TYPE): _font(pdf, typeface)}))
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


def _typed_in(appearance: str) -> str:
    """The size and colour that the stylesheet gives a field, in the typeface of the form."""
    size = re.search(r"(\S+) Tf", appearance)
    colour = re.search(r"\S+ \S+ \S+ rg", appearance)
    if size is None or colour is None:
        raise ValueError(f"no size or colour in {appearance}")
    return f"{TYPE} {size[1]} Tf {colour[0]}"


def _font(pdf: Pdf, typeface: FormType) -> Object:
    name = Name.WorkshopKitForm
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=32,  # its letters have names
        FontBBox=Array(typeface.box),
        ItalicAngle=0,
        Ascent=typeface.ascent,
        Descent=typeface.descent,
        CapHeight=typeface.cap_height,
        StemV=0,  # unknown
        FontFile2=pdf.make_stream(typeface.file, Length1=len(typeface.file)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=name,
            FirstChar=FIRST_CODE,
            LastChar=FIRST_CODE + len(typeface.letters) - 1,
            Widths=Array(typeface.widths),
            Encoding=Dictionary(
                Type=Name.Encoding,
                BaseEncoding=Name.WinAnsiEncoding,
                Differences=Array([FIRST_CODE, *(Name(f"/{each}") for each in typeface.names)]),
            ),
            FontDescriptor=pdf.make_indirect(descriptor),
            ToUnicode=pdf.make_stream(_to_unicode(typeface.letters).encode("ascii")),
        )
    )


def _to_unicode(letters: str) -> str:
    """A CMap from codes to letters, at most 100 a block as the format has it."""
    lines = [f"<{code:02x}> <{ord(letter):04x}>" for code, letter in enumerate(letters, FIRST_CODE)]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <00> <ff> endcodespacerange",
            *(
                line
                for block in blocks
                for line in (f"{len(block)} beginbfchar", *block, "endbfchar")
            ),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )
