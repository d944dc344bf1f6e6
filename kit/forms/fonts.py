"""The fonts of a form: one to type in, and one for names that are drawn."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from string import ascii_uppercase
from types import MappingProxyType
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from kit.core.cache import Store, key_of
from kit.core.files import digest

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

# Where the origin of an accent lies from that of its letter, in thousandths of the type size.
Offset = tuple[int, int]
FACE = "SourceSans3-Regular.ttf"
# A reader neither hints nor kerns what is typed.
_UNUSED = ("BASE", "GDEF", "GPOS", "GSUB", "STAT")
_DROPPED = ("gasp", "prep")
FIRST_CODE = 32
# Windows-1252 has the letters of nb, nn, sv, fi, en, de, fr and es; those of Northern Sami and
# Polish take the places of what it has none for, and of signs that a plan has no use for.
_MORE = dict(
    zip(
        bytes.fromhex("7f 81 83 86 87 88 8d 8f 90 98 9d a2 a4 a5 a6 a8 ac af b5 b6 b8 b9 bc bd be"),
        "•čČđĐŋŊŧŦąĄćĆęĘłŁńŃśŚźŹżŻ",
        strict=True,
    )
)
# What Adobe's encodings call those that its list for new typefaces leaves out.
_NAMES = {
    "\u00a0": "space",
    "\u00ad": "hyphen",
    "\u00b2": "twosuperior",
    "\u00b3": "threesuperior",
}

# The code of the first of a drawn face's letters; 0 is for those that a face lacks.
FIRST_DRAWN = 1
# Of a descriptor's flags (ISO 32000-1, table 123). Form letters have names; all others have none.
_SYMBOLIC, _NONSYMBOLIC = 4, 32


@dataclass(frozen=True)
class CutFace:
    """Source Sans 3 cut down to some letters. All lengths are thousandths of the type size.

    `letters` are each one sign, or one with the accents that are drawn with it. `glyphs` are their
    numbers in the file, and `widths` their widths.
    """

    name: str
    file: bytes
    letters: Sequence[str]
    glyphs: tuple[int, ...]
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int


@dataclass(frozen=True)
class FormType:
    """A simple TrueType font: one byte a letter, since pdfium and old readers type in no other.

    The letters of `face` are those of the codes from FIRST_CODE on, and `names` their names in
    Adobe's glyph list.
    """

    face: CutFace
    names: tuple[str, ...]


def form_type(fonts: Path, store: Store | None = None) -> FormType:
    """The font to type in: Source Sans 3, cut down to the letters that can be typed.

    The same each time. It takes some 10 ms, of 300 if the tables for kerning were read as well, but
    what cuts it takes 100 to load: `store` has it from before.
    """
    if store is None:
        return _form_type_of(_form_type_bytes(fonts))
    key = key_of("form type", digest((fonts / FACE).read_bytes()))
    return _form_type_of(store.made(key, partial(_form_type_bytes, fonts)))


def _form_type_bytes(fonts: Path) -> bytes:
    """The form's font as bytes for the cache: a line of JSON, and the font file."""
    from fontTools.agl import UV2AGL

    letters = _typed_letters()
    names = [_NAMES.get(letter) or UV2AGL[ord(letter)] for letter in letters]
    face = vars(cut_face(fonts, letters)).copy()
    file: bytes = face.pop("file")
    return json.dumps([face, names]).encode() + b"\n" + file


def _form_type_of(data: bytes) -> FormType:
    line, _, file = data.partition(b"\n")
    face, names = json.loads(line)
    for name in ("glyphs", "widths", "box"):
        face[name] = tuple(face[name])
    return FormType(CutFace(**face, file=file), tuple(names))


def cut_face(
    fonts: Path,
    letters: Sequence[str],
    accents: Mapping[str, Sequence[Offset]] = MappingProxyType({}),
) -> CutFace:
    """These letters, all signs of which it has, cut out of Source Sans 3. The same each time.

    `accents` has the letters of several signs, each with where those after its first sit.
    """
    from fontTools.ttLib import TTFont

    with TTFont(fonts / FACE, recalcTimestamp=False, lazy=True) as font:
        cap_height = font["OS/2"].sCapHeight
        _cut_down(font, "".join(letters))
        called = _glyph_names(font)
        called |= {letter: _composed(font, letter, accents[letter]) for letter in accents}
        written = io.BytesIO()
        font.save(written)
        head, hhea = font["head"], font["hhea"]

        def scaled(*lengths: int) -> tuple[int, ...]:
            return tuple(round(length * 1000 / head.unitsPerEm) for length in lengths)

        left, bottom, right, top = scaled(head.xMin, head.yMin, head.xMax, head.yMax)
        ascent, descent, caps = scaled(hhea.ascent, hhea.descent, cap_height)
        return CutFace(
            name=Path(FACE).stem,
            file=written.getvalue(),
            letters=letters,
            glyphs=tuple(font.getGlyphID(called[letter]) for letter in letters),
            widths=scaled(*(font["hmtx"][called[letter]][0] for letter in letters)),
            box=(left, bottom, right, top),
            ascent=ascent,
            descent=descent,
            cap_height=caps,
        )


def _cut_down(font: "TTFont", signs: str) -> None:
    """Remove all but these letters from the typeface."""
    from fontTools import subset

    for table in _UNUSED:
        del font[table]
    options = subset.Options(
        layout_closure=False, hinting=False, notdef_outline=True, drop_tables=_DROPPED
    )
    cutter = subset.Subsetter(options)
    cutter.populate(text=signs)
    cutter.subset(font)


def _glyph_names(font: "TTFont") -> dict[str, str]:
    """The names of glyphs by their letters."""
    # A typeface without letters has no such table at all.
    return {chr(code): glyph for code, glyph in (font.getBestCmap() or {}).items()}


def _composed(font: "TTFont", letter: str, accents: Sequence[Offset]) -> str:
    """The name of a new glyph: a letter with its accents, as wide as it is without."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    called = _glyph_names(font)
    parts = [called[sign] for sign in letter]
    pen = TTGlyphPen(font.getGlyphSet())
    for part, at in zip(parts, ((0, 0), *accents), strict=True):
        pen.addComponent(part, (1, 0, 0, 1, *at))
    name, glyph = "_".join(parts), pen.glyph(componentFlags=0)
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = font["hmtx"][parts[0]][0], glyph.xMin
    return name


def _typed_letters() -> str:
    """The letter of every code from FIRST_CODE to 255."""
    return "".join(
        _MORE.get(code) or bytes([code]).decode("cp1252") for code in range(FIRST_CODE, 256)
    )


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

    Each letter has a code of its own, even where two are drawn alike, so that all read as written;
    one with accents reads as all of its signs.
    """
    tag = sha256("\n".join(face.letters).encode()).digest()[:6]
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
