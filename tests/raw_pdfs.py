"""PDFs written letter by letter, damaged in ways in which no library would write one."""

import zlib
from collections.abc import Mapping

WORDS = b"BT /F 12 Tf 100 400 Td (Hello there) Tj ET"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream as it is written; entries of its dictionary beside its length."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def deflated(data: bytes, entries: bytes = b"", times: int = 1) -> bytes:
    """A stream that inflates to these bytes, in so many steps."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter[%s]%s" % (b"/FlateDecode" * times, entries))


def page(box: bytes = b"/MediaBox[0 0 595 842]", more: bytes = b"", contents: int = 4) -> bytes:
    """A page with one typeface, with its words in object 4."""
    fonts = b"" if b"/Resources" in more else b"/Resources<</Font<</F 5 0 R>>>>"
    head = b"<</Type/Page/Parent 2 0 R/Contents %d 0 R" % contents
    return head + fonts + box + more + b">>"


def usual(parts: Mapping[int, bytes] | None = None) -> dict[int, bytes]:
    """The objects of a PDF with one page, with some in the place of its own, or beside them."""
    return {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: page(),
        4: stream(WORDS),
        5: FONT,
        **(parts or {}),
    }


def raw_pdf(parts: Mapping[int, bytes] | None = None, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects and those of the usual one, with a table of where they are."""
    written = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    objects = usual(parts)
    places = {}
    for number, data in sorted(objects.items()):
        places[number] = len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    start = len(written)
    written += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        written += b"%d 1\n%010d 00000 n \n" % (number, place)
    written += b"trailer\n<</Size %d%s>>\n" % (max(objects) + 1, trailer)
    return bytes(written) + b"startxref\n%d\n%%%%EOF\n" % start
