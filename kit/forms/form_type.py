"""The typeface that people's own words are typed in, cut down to what the readers can take."""

import io
import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kit.core.cache import Store
from kit.core.digests import digest
from kit.core.edition import key_of

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


@dataclass(frozen=True)
class CutFace:
    """Source Sans 3 cut down to some letters. All lengths are thousandths of the type size.

    `glyphs` are the numbers of the letters in the file, and `widths` their widths.
    """

    name: str
    file: bytes
    letters: str
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
    """The letters that can be typed, cut out of Source Sans 3 in the folder of typefaces.

    The same each time. It takes some 10 ms, of 300 if the tables for kerning were read as well, but
    what cuts it takes 100 to load: `store` has it from before.
    """
    if store is None:
        return _read(_form_type(fonts))
    key = key_of("form type", digest((fonts / FACE).read_bytes()))
    return _read(store.made(key, partial(_form_type, fonts)))


def _form_type(fonts: Path) -> bytes:
    """A line that tells of the typeface and its letters, and the file of the typeface."""
    from fontTools.agl import UV2AGL

    letters = _letters()
    names = [_NAMES.get(letter) or UV2AGL[ord(letter)] for letter in letters]
    face = vars(cut_face(fonts, letters)).copy()
    file: bytes = face.pop("file")
    return json.dumps([face, names]).encode() + b"\n" + file


def _read(data: bytes) -> FormType:
    line, _, file = data.partition(b"\n")
    face, names = json.loads(line)
    for name in ("glyphs", "widths", "box"):
        face[name] = tuple(face[name])
    return FormType(CutFace(**face, file=file), tuple(names))


def cut_face(fonts: Path, letters: str) -> CutFace:
    """These letters, each of which it has, cut out of Source Sans 3. The same each time."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    with TTFont(fonts / FACE, recalcTimestamp=False, lazy=True) as font:
        cap_height = font["OS/2"].sCapHeight
        for table in _UNUSED:
            del font[table]
        options = subset.Options(
            layout_closure=False, hinting=False, notdef_outline=True, drop_tables=_DROPPED
        )
        cutter = subset.Subsetter(options)
        cutter.populate(text=letters)
        cutter.subset(font)
        written = io.BytesIO()
        font.save(written)
        called, head, hhea = font.getBestCmap(), font["head"], font["hhea"]

        def scaled(*lengths: int) -> tuple[int, ...]:
            return tuple(round(length * 1000 / head.unitsPerEm) for length in lengths)

        left, bottom, right, top = scaled(head.xMin, head.yMin, head.xMax, head.yMax)
        ascent, descent, caps = scaled(hhea.ascent, hhea.descent, cap_height)
        return CutFace(
            name=Path(FACE).stem,
            file=written.getvalue(),
            letters=letters,
            glyphs=tuple(font.getGlyphID(called[ord(letter)]) for letter in letters),
            widths=scaled(*(font["hmtx"][called[ord(letter)]][0] for letter in letters)),
            box=(left, bottom, right, top),
            ascent=ascent,
            descent=descent,
            cap_height=caps,
        )


def _letters() -> str:
    """The letter of every code from FIRST_CODE to 255."""
    return "".join(
        _MORE.get(code) or bytes([code]).decode("cp1252") for code in range(FIRST_CODE, 256)
    )
