"""What is no PDF, told by what it is; whole files are in test_damaged."""

import pytest

from kit.preflight.unreadable import damage, not_a_pdf


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b'<?xml version="1.0"?>\n<!doctype html>', "a web page"),
        (b"<HTML>", "a web page"),
        (b'<?xml version="1.0"?><svg>', "an XML file"),
        (b"PK\3\4 ppt/slides", "a presentation of PowerPoint"),
        (b"PK\3\4 application/vnd.oasis.opendocument.text", "a document of LibreOffice"),
        (b"{\\rtf1", "a document in RTF"),
        (b"%!PS-Adobe", "a PostScript file"),
        (b"Received: from", "a mail"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\0\0\0\x18ftypheic", "a picture"),
    ],
)
def test_another_file_is_called_what_it_is(data: bytes, what: str) -> None:
    told = not_a_pdf(data)
    assert told is not None
    assert told.startswith(f"it is {what}, and no PDF: ")


def test_a_pdf_begins_as_one_or_nearly_so() -> None:
    assert not_a_pdf(b"%PDF-1.4") is None
    assert not_a_pdf(b"x" * 1000 + b"%PDF-1.4") is None
    assert not_a_pdf(b"x" * 1100 + b"%PDF-1.4") is not None


def test_the_words_of_a_library_are_not_told() -> None:
    error = ValueError("stream <_io.BytesIO object at 0x7f>: \x1b[31m")
    told = damage(b"%%EOF", error, nested=False)
    advice = "make it again, or, if you know who sent it, open it and save it anew as PDF"
    assert told == f"it is damaged: {advice}"
