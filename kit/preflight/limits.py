"""How much of each kind a PDF may hold to be looked through; what is beyond is told by its name.

A file may be small and yet be built never to end: forms that draw forms, streams that inflate to
gigabytes. Of the largest that kit makes (300 decks, a plan for each of 1,000 people) and of what a
print shop is sent (400 pages of text with pictures) each of these bounds is some ten times.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from pikepdf.settings import set_qpdf_limits

from kit.core.messages import Message
from kit.preflight.unreadable import TooMuchError

# In bytes: what one stream inflates to, pictures aside, and what all of them do.
MOST_IN_STREAM, MOST_IN_STREAMS = 64_000_000, 256_000_000
MOST_OBJECTS = 1_000_000
MOST_PAGES = 20_000
# Notes and fields on all pages, and how many of them may show words of their own.
MOST_NOTES, MOST_FIELDS = 300_000, 50_000
# Typefaces, for each page that names one.
MOST_FONTS = 1_000_000
# Forms and pictures that are drawn, those within others too, on a page and in all.
MOST_DRAWN, MOST_DRAWN_IN_ALL = 100_000, 1_000_000
# The operators that draw it all, in bytes, those of a form as often as it is drawn.
MOST_DRAWING, MOST_DRAWING_IN_ALL = 16_000_000, 256_000_000
# Forms within forms. pdfium follows them no deeper.
DEEPEST = 28
# Letters that are drawn on a page, and in all.
MOST_LETTERS, MOST_LETTERS_IN_ALL = 500_000, 3_000_000
# Of what a PDF says of itself, in letters: what is longer is cut short.
MOST_SAID = 200


@contextlib.contextmanager
def qpdf_bounded() -> Iterator[None]:
    """Let qpdf inflate no stream beyond bounds. They hold in the whole process, so for a while.

    Its bound on warnings is left alone: with one set, it mends pages as soon as it opens a file.
    """
    before: dict[str, Any] = set_qpdf_limits(
        flate_max_memory=MOST_IN_STREAM,
        run_length_max_memory=MOST_IN_STREAM,
        png_max_memory=MOST_IN_STREAM,
        tiff_max_memory=MOST_IN_STREAM,
    )
    try:
        yield
    finally:
        set_qpdf_limits(**before)


def refuse_beyond(number: int, most: int, what: Message) -> None:
    """Raise TooMuchError where there are more than so many; `what` may have {most} in it."""
    if number > most:
        raise TooMuchError(what.with_values(most=most))
