"""The typefaces of a form as a PDF has them: that which is typed in, and that of drawn letters."""

from collections.abc import Iterable
from hashlib import sha256
from string import ascii_uppercase

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from kit.forms.form_type import FIRST_CODE, CutFace, FormType

# The code of the first of a drawn face's letters; 0 is for those that a face lacks.
FIRST_DRAWN = 1
# Of a descriptor's flags (ISO 32000-1, table 123). Form letters have names; all others have none.
_SYMBOLIC, _NONSYMBOLIC = 4, 32


def typed_font(pdf: Pdf, typeface: FormType) -> Object:
    """A simple font of one byte a letter, to be typed in."""
    face, name = typeface.face, Name.WorkshopKitForm
    letters = enumerate(face.letters, FIRST_CODE)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=name,
            FirstChar=FIRST_CODE,
            LastChar=FIRST_CODE + len(face.letters) - 1,
            Widths=Array(face.widths),
            Encoding=Dictionary(
                Type=Name.Encoding,
                BaseEncoding=Name.WinAnsiEncoding,
                Differences=Array([FIRST_CODE, *(Name(f"/{each}") for each in typeface.names)]),
            ),
            FontDescriptor=_descriptor(pdf, face, name, _NONSYMBOLIC),
            ToUnicode=_to_unicode(pdf, letters, length=1),
        )
    )


def drawn_font(pdf: Pdf, face: CutFace) -> Object:
    """A font of two bytes a letter, whose codes count the letters of the face from FIRST_DRAWN.

    Each letter has a code of its own, even where two are drawn alike, so that all read as written.
    """
    tag = sha256(face.letters.encode()).digest()[:6]
    name = Name(f"/{''.join(ascii_uppercase[byte % 26] for byte in tag)}+{face.name}")
    glyphs = (*(0,) * FIRST_DRAWN, *face.glyphs)
    below = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        FontDescriptor=_descriptor(pdf, face, name, _SYMBOLIC),
        W=Array([FIRST_DRAWN, Array(face.widths)]),
        CIDToGIDMap=pdf.make_stream(b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(below)]),
            ToUnicode=_to_unicode(pdf, enumerate(face.letters, FIRST_DRAWN), length=2),
        )
    )


def _descriptor(pdf: Pdf, face: CutFace, name: Name, flags: int) -> Object:
    return pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=flags,
            FontBBox=Array(face.box),
            ItalicAngle=0,
            Ascent=face.ascent,
            Descent=face.descent,
            CapHeight=face.cap_height,
            StemV=0,  # unknown
            FontFile2=pdf.make_stream(face.file, Length1=len(face.file)),
        )
    )


def _to_unicode(pdf: Pdf, letters: Iterable[tuple[int, str]], length: int) -> Object:
    """A CMap from codes of `length` bytes to letters, at most 100 a block as the format has it."""
    digits = 2 * length
    lines = [
        f"<{code:0{digits}x}> <{letter.encode('utf-16-be').hex()}>" for code, letter in letters
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    cmap = "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            f"1 begincodespacerange <{'00' * length}> <{'ff' * length}> endcodespacerange",
            *(
                line
                for block in blocks
                for line in (f"{len(block)} beginbfchar", *block, "endbfchar")
            ),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )
    return pdf.make_stream(cmap.encode("ascii"))
