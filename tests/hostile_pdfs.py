"""PDFs that are built to take all time or memory, or to bring down whoever reads them."""

import zlib

from tests.raw_pdfs import FONT, WORDS, deflated, page, raw_pdf, stream

_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]"
_PIXEL = b"/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"


def deep(levels: int = 100_000) -> bytes:
    """Arrays within arrays."""
    return b"[" * levels + b"]" * levels


def catalog(more: bytes) -> bytes:
    return b"<</Type/Catalog/Pages 2 0 R%s>>" % more


def forms(levels: int, times: int) -> bytes:
    """A page that draws a form, which draws the next one so often, and so on."""
    parts = {3: page(more=b"/Resources<</XObject<</X 10 0 R>>>>"), 4: stream(b"/X Do")}
    for number in range(10, 10 + levels):
        last = number == 9 + levels
        named = b"/Resources<</XObject<</X %d 0 R>>/Font<</F 5 0 R>>>>" % (number + 1)
        parts[number] = stream(WORDS if last else b"/X Do " * times, _FORM + named)
    return raw_pdf(parts)


def forms_in_a_circle() -> bytes:
    named = b"/Resources<</XObject<</X %d 0 R>>>>"
    return raw_pdf(
        {
            3: page(more=named % 10),
            4: stream(b"/X Do"),
            10: stream(b"/X Do /X Do", _FORM + named % 11),
            11: stream(b"/X Do /X Do", _FORM + named % 10),
        }
    )


def typefaces(levels: int) -> bytes:
    """Typefaces whose letters are drawings, in the letters of the next one."""
    parts = {
        3: page(more=b"/Resources<</Font<</F 10 0 R>>>>"),
        4: stream(b"BT /F 12 Tf 100 400 Td (aa) Tj ET"),
    }
    for number in range(10, 10 + 2 * levels, 2):
        following = 5 if number == 8 + 2 * levels else number + 2
        parts[number] = (
            b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]"
            b"/FirstChar 97/LastChar 97/Widths[1000]/Encoding<</Differences[97/a]>>"
            b"/CharProcs<</a %d 0 R>>/Resources<</Font<</F %d 0 R>>>>>>" % (number + 1, following)
        )
        parts[number + 1] = stream(b"1000 0 d0 BT /F 12 Tf (aa) Tj (aa) Tj ET")
    return raw_pdf(parts)


def zeros(megabytes: int, times: int = 1, entries: bytes = b"") -> bytes:
    """A stream of spaces that inflates to so many MB, in so many steps."""
    packer = zlib.compressobj(9)
    packed = packer.compress(WORDS)
    for _ in range(megabytes):
        packed += packer.compress(b" " * 1_000_000)
    packed += packer.flush()
    for _ in range(times - 1):
        packed = zlib.compress(packed, 9)
    return stream(packed, b"/Filter[%s]%s" % (b"/FlateDecode" * times, entries))


def font_of_zeros(megabytes: int) -> bytes:
    descriptor = b"<</Type/FontDescriptor/FontName/A/Flags 32/FontFile2 7 0 R>>"
    font = FONT.replace(b"/Type1", b"/TrueType/FontDescriptor 6 0 R")
    return raw_pdf({5: font, 6: descriptor, 7: zeros(megabytes, 2)})


def pages(number: int, more: bytes = b"") -> dict[int, bytes]:
    kids = b" ".join(b"%d 0 R" % one for one in range(100, 100 + number))
    tree = b"<</Type/Pages/Count %d/Kids[%s]>>" % (number, kids)
    return {2: tree, **{one: page(more=more) for one in range(100, 100 + number)}}


def notes(on_each: int, number: int) -> bytes:
    """Pages that share one list of many notes."""
    note = b"<</Subtype/Widget/Rect[0 0 9 9]/AP<</N 8 0 R>>>>"
    shown = stream(WORDS, b"/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>>>")
    annots = b"[%s]" % (b"7 0 R " * on_each)
    return raw_pdf({**pages(number, b"/Annots 6 0 R"), 6: annots, 7: note, 8: shown})


def drawn_by(operators: bytes, times: int) -> bytes:
    """A page that is drawn by operators, so often; /I is a picture."""
    named = page(more=b"/Resources<</Font<</F 5 0 R>>/XObject<</I 6 0 R>>>>")
    begun = b"BT /F 12 Tf 100 400 Td " + operators * times
    return raw_pdf({3: named, 4: deflated(begun), 6: stream(b"a", _PIXEL)})


def xml_of_entities() -> bytes:
    """Each entity is the one before twelve times: some 10¹⁰ letters in all."""
    entities = b"".join(
        b'<!ENTITY %c "%s">' % (98 + one, b"&%c;" % (97 + one) * 12) for one in range(9)
    )
    return (
        b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaa">'
        + entities
        + b']><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        b"<dc:title>&j;</dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
