"""Why a PDF cannot be looked through, and what to do: it is none, is damaged, or is too much."""

import re

from kit.core.messages import Message


class UnreadableError(Exception):
    """Raised for a file that cannot be looked into, with why, and what to do."""


class TooMuchError(UnreadableError):
    """Raised for a PDF that holds more than is looked through; `what` says of what."""

    def __init__(self, what: str) -> None:
        super().__init__(too_much(what))


def too_much(what: str) -> str:
    """What is told of a PDF that is too complex to be checked."""
    return Message(
        "it is too complex to check ({what}): if you know who sent it, open it and print it to a "
        "new PDF, such as with «Microsoft Print to PDF», or divide it, and check that",
        what=what,
    )


def damaged(what: str) -> str:
    """What is told of a PDF in which this is wrong."""
    return Message(
        "{what}: make it again, or, if you know who sent it, open it and save it anew as PDF",
        what=what,
    )


# A PDF may have other things before its beginning, such as the head of a mail (ISO 32000-1, H.3.4).
_BEGINNING, _END = 1024, 2048
# What other files are, and what to do with them.
_NO_PDF = Message("it is {what}, and no PDF: {advice}")
_ZIPPED = {
    b"word/": Message("a Word document"),
    b"xl/": Message("a workbook of Excel"),
    b"ppt/": Message("a presentation of PowerPoint"),
    b"opendocument": Message("a document of LibreOffice"),
    b"Index/": Message("a document of Pages or Keynote"),
}
_SAVE = Message("if you know who sent it, open it in the program that made it, and save it as PDF")
_GET = Message("download it again, and log in first where you must")
_OTHERS = (
    (rb"\s*(<\?xml[^>]*>\s*)?<(!doctype html|html|head|body)", Message("a web page"), _GET),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Message("a document of an older Word or Excel"), _SAVE),
    (
        rb"\xff\xd8\xff|\x89PNG|GIF8|II\*\0|MM\0\*|RIFF....WEBP|....ftyp",
        Message("a picture"),
        _SAVE,
    ),
    (rb"\{\\rtf", Message("a document in RTF"), _SAVE),
    (rb"%!PS", Message("a PostScript file"), _SAVE),
    (rb"\s*<(\?xml|svg)", Message("an XML file"), _SAVE),
    (
        rb"(Received|Return-Path|MIME-Version): ",
        Message("a mail"),
        Message("save the PDF that comes with it"),
    ),
)
NESTED = Message("something in it is nested deeper than any program writes it")
_DAMAGES = {
    "/Root": Message("its beginning (the catalog) is missing or damaged"),
    "page tree": Message("its list of pages is missing or damaged"),
    "pages tree": Message("its list of pages is missing or damaged"),
    "/Pages structure": Message("its list of pages leads back to itself, or is nested too deep"),
}


def not_a_pdf(data: bytes) -> str | None:
    """What a file is that does not begin as a PDF does, and what to do; None for one that does."""
    if not data:
        return Message("it is empty: make it again, or copy it again")
    if b"%PDF-" in data[:_BEGINNING]:
        return None
    if not data.strip(b"\0"):
        return Message("it holds nothing but zeros, as a copy that broke off does: copy it again")
    if data.startswith(b"PK\x03\x04"):
        kinds = (what for sign, what in _ZIPPED.items() if sign in data)
        what = next(kinds, None)
        if what is None:
            return Message("it is a ZIP file, and no PDF: unpack it, and name what is in it")
        return _NO_PDF.with_values(what=what, advice=_SAVE)
    for sign, what, to_do in _OTHERS:
        if re.match(sign, data[:_BEGINNING], re.IGNORECASE | re.DOTALL):
            return _NO_PDF.with_values(what=what, advice=to_do)
    return Message("it is no PDF, as it does not begin as one: {advice}", advice=_SAVE)


def damage(data: bytes, error: Exception, *, nested: bool) -> str:
    """Why a PDF cannot be read, and what to do. `nested` is whether qpdf found it nested too deep.

    `error` is what a library says: words for programmers, of which only known ones are told.
    """
    said = str(error)
    if "unsupported encryption" in said or "unsupported security" in said:
        return Message(
            "it is protected in a way that is not known here: save it without protection"
        )
    if nested:
        return damaged(NESTED)
    if b"%%EOF" not in data[-_END:]:
        return Message(
            "it breaks off before its end, as a copy that was stopped does: copy it again"
        )
    for known, what in _DAMAGES.items():
        if known in said:
            return damaged(what)
    return damaged(Message("it is damaged"))
