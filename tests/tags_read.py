"""Tagged PDFs read back as they are read aloud, and the HTML that they came from."""

import ctypes
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pikepdf
import pypdfium2
from pypdfium2 import raw

# What has no end in HTML.
VOID = {"br", "hr", "img", "input", "link", "meta", "circle", "path", "rect"}


@dataclass
class Element:
    """An element of the structure tree: its kind, its alternative text, what is in it in order."""

    kind: str
    alt: str = ""
    inside: list["Element | str"] = field(default_factory=list)

    def all(self) -> Iterator["Element"]:
        yield self
        for one in self.inside:
            if isinstance(one, Element):
                yield from one.all()

    def of(self, *kinds: str) -> list["Element"]:
        """Those of these kinds, in their order."""
        return [one for one in self.all() if one.kind in kinds]

    @property
    def text(self) -> str:
        """All text in the order in which it is read aloud, without that of drawings."""
        if self.kind == "Figure":
            return ""
        return " ".join(one.text if isinstance(one, Element) else one for one in self.inside)


def read_aloud(pdf: bytes) -> Element:
    """The document as its structure tree has it."""
    texts = _marked_texts(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        (document,) = opened.Root.StructTreeRoot.K
        return _element(document, pages, texts)


def _element(
    found: pikepdf.Object, pages: dict[tuple[int, int], int], texts: dict[tuple[int, int], str]
) -> Element:
    element = Element(str(found.S).lstrip("/"), str(found.get("/Alt", "")))
    for kid in found.K:
        if isinstance(kid, int):
            element.inside.append(texts.pop((pages[found.Pg.objgen], kid), ""))
        elif "/S" in kid:
            element.inside.append(_element(kid, pages, texts))
    return element


def _marked_texts(pdf: bytes) -> dict[tuple[int, int], str]:
    """The text of each piece of marked content, by its page and its number; of others none."""
    texts: dict[tuple[int, int], str] = {}
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document):
        text_page = page.get_textpage()
        for drawn in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
            mark = number, raw.FPDFPageObj_GetMarkedContentID(drawn)
            if mark[1] >= 0:
                texts[mark] = texts.get(mark, "") + _text_of(drawn, text_page)
    document.close()
    return texts


def _text_of(drawn: pypdfium2.PdfObject, page: pypdfium2.PdfTextPage) -> str:
    length = raw.FPDFTextObj_GetText(drawn, page, None, 0)
    held = ctypes.create_string_buffer(length)
    room = ctypes.cast(held, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFTextObj_GetText(drawn, page, room, length)
    return held.raw.decode("utf-16-le").rstrip("\0")


def letters(text: str) -> str:
    """The letters and figures of a text, for lines are broken and words divided in print."""
    return re.sub(r"[\W_]", "", text)


class _Articles(HTMLParser):
    """The text of each article, by its id, without drawings and foot lines."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}
        self._open: list[bool] = []
        self._article = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "article":
            self._article = str(told["id"])
            self.texts[self._article] = ""
            self._open.clear()
        elif tag not in VOID:
            self._open.append(tag == "svg" or "running" in str(told.get("class")).split())

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A drawing's shapes: nothing is in them."""

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._article = ""
        elif tag not in VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._article and not any(self._open):
            self.texts[self._article] += data


def articles(html: str) -> dict[str, str]:
    """The text of each article of a document, in the order in which it is written."""
    parser = _Articles()
    parser.feed(html)
    return parser.texts
