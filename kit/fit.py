"""Whether the letters of finished faces are clear of the knife, read back from the PDF."""

from collections.abc import Iterable, Iterator

import pypdfium2
from pypdfium2 import raw

from kit.paper import POINTS_PER_MM


def near_the_knife(pdf: bytes, pages: Iterable[int], clear: float) -> list[int]:
    """The pages, counted from 0, on which a letter is nearer than `clear` mm to the trim or beyond.

    Letters are measured by their ink, so a page may be full to the very limit.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [number for number in pages if not _is_clear(document[number], clear)]
    finally:
        document.close()


def _is_clear(page: pypdfium2.PdfPage, clear: float) -> bool:
    room = clear * POINTS_PER_MM
    left, bottom, right, top = page.get_trimbox()
    return all(
        left + room <= letter[0]
        and bottom + room <= letter[1]
        and letter[2] <= right - room
        and letter[3] <= top - room
        for letter in _letters(page)
    )


def _letters(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Left, bottom, right and top of each visible letter, in points."""
    text = page.get_textpage()
    for index in range(text.count_chars()):
        if chr(raw.FPDFText_GetUnicode(text, index)).strip():
            yield text.get_charbox(index)
