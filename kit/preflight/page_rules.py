"""Check the content of a PDF's pages: its words, and its images."""

from collections.abc import Iterator

from kit.core.messages import Message
from kit.core.rect import SLACK, Rect, is_covered
from kit.core.wording import cut_short
from kit.preflight.box_rules import BLEED
from kit.preflight.drawn import Drawn, PrintedLetter, PrintedLetters
from kit.preflight.findings import Finding, fault, remark
from kit.preflight.limits import refuse_beyond
from kit.preflight.pages import ReadPage
from kit.preflight.read import ReadPdf

# How far print shops want words to stand off the cut, in mm: nearer than the first a knife may
# touch them, and the second is safe.
NEAREST, SAFE = 3.0, 5.0
# In points. The least that print shops name is 5 to 7, for dark type on white; our rulers have 6.
LEAST_TYPE = 5.0
# In pixels an inch: what print shops refuse, and what they ask for.
LEAST_DPI, SHARP_DPI = 150.0, 300.0
# Letters of a face, for each part of it that is seen somewhere.
_MOST_LOOKS = 5_000_000


def text_findings(read: ReadPdf) -> Iterator[Finding]:
    """Findings about words that are cut off, stand too near to a cut, or are too small."""
    where: dict[int, list[int]] = {}
    windows: dict[int, set[Rect]] = {}
    scales: dict[int, float] = {}
    for page, numbers in read.kinds:
        yield from _of_page(page, page.drawn, numbers)
        for one in page.placed:
            where.setdefault(one.face, []).extend(numbers)
            scales[one.face] = min(one.scale, scales.get(one.face, one.scale))
            if not one.window.holds(read.faces[one.face].mark.trim):
                windows.setdefault(one.face, set()).add(one.window)
    for face, on in where.items():
        drawn, mark = read.faces[face].drawn, read.faces[face].mark
        pages = tuple(dict.fromkeys(on))
        yield from _nearness(drawn, mark.trim, mark.clear, mark.clear, pages)
        yield from _smallness(drawn, scales[face], pages)
        parts = tuple(windows.get(face, ()))
        looks = len(parts) * len(drawn.letters)
        refuse_beyond(looks, _MOST_LOOKS, Message("a card is cut in many ways"))
        if parts:
            cut = (one for one in drawn.letters if not is_covered(one.box, parts))
            yield from _cut_off(drawn, next(cut, None), pages)


def field_findings(read: ReadPdf) -> Iterator[Finding]:
    """Findings about fields: their words as text_findings, and what is cut off or lacking."""
    for one in read.fields:
        off = _outside(one.drawn.letters, one.box)
        if off is not None:
            text = Message(
                "«{word}» runs out of its field: shorten the text", word=one.drawn.word(off)
            )
            yield fault(text, *one.pages)
        else:
            yield from _of_page(read.pages[one.pages[0] - 1], one.drawn, one.pages)
    yield from _lacking_fields(read)


def _lacking_fields(read: ReadPdf) -> Iterator[Finding]:
    """Findings about what fields lack: a picture of what was filled in, or a label."""
    if read.undrawn:
        first, *others = read.undrawn
        text = Message(
            "«{text}» is filled in, but drawn nowhere, and may print empty: open it in a PDF "
            "reader, save it there, and print that",
            text=cut_short(first),
        )
        if others:
            text = Message(
                "«{text}» (and {count} more) is filled in, but drawn nowhere, and may print empty: "
                "open it in a PDF reader, save it there, and print that",
                text=cut_short(first),
                count=len(others),
            )
        yield remark(text, *sorted({on for pages in read.undrawn.values() for on in pages}))
    if read.unnamed and read.tagged:
        text = Message(
            "one who has it read aloud does not hear what some of its fields are for: label them"
        )
        yield remark(text, *read.unnamed)


def _of_page(page: ReadPage, drawn: Drawn, pages: tuple[int, ...]) -> Iterator[Finding]:
    """Findings about the words on a page that are not on its faces."""
    if "MediaBox" not in page.boxes:
        return
    media = page.boxes["MediaBox"]
    off = _outside(drawn.letters, media)
    yield from _cut_off(drawn, off, pages)
    if off is None and page.mark:
        mark = page.mark
        yield from _nearness(drawn, mark.trim, mark.clear, mark.clear, pages)
    elif off is None:
        # What stands beyond the bleed is for the printer: it is meant to be cut off.
        bleed = page.boxes.get("BleedBox", page.size.grown(BLEED)).common(media)
        yield from _nearness(drawn, page.size, NEAREST, SAFE, pages, bleed)
    yield from _smallness(drawn, 1.0, pages)


def _outside(letters: PrintedLetters, rect: Rect) -> PrintedLetter | None:
    """The first letter that does not lie in a rectangle."""
    if letters.margin_in(rect) >= -SLACK:
        return None
    return next(letter for letter in letters if not rect.holds(letter.box))


def _cut_off(
    drawn: Drawn, letter: PrintedLetter | None, pages: tuple[int, ...]
) -> Iterator[Finding]:
    if letter is not None:
        text = Message(
            "«{word}» runs off the page: move it inwards, or shorten the text",
            word=drawn.word(letter),
        )
        yield fault(text, *pages)


def _nearness(
    drawn: Drawn,
    trim: Rect,
    least: float,
    safe: float,
    pages: tuple[int, ...],
    bleed: Rect | None = None,
) -> Iterator[Finding]:
    """A finding about the letter nearest to the trim: below `least` mm a fault, else a remark.

    What stands beyond the `bleed`, if there is any, is not looked at.
    """
    if drawn.letters.margin_in(trim) >= safe - SLACK:
        return
    letters = (one for one in drawn.letters if bleed is None or bleed.touches(one.box))
    nearest = min(letters, key=lambda letter: trim.margin_around(letter.box), default=None)
    room = trim.margin_around(nearest.box) if nearest else safe
    if nearest is None or room >= safe - SLACK:
        return
    is_fault = room < least - SLACK
    text = Message(
        "«{word}» reaches beyond the edge, and {safe:g} mm are safe: move it inwards, or shorten "
        "the text",
        word=drawn.word(nearest),
        safe=safe,
    )
    if room > 0:
        text = Message(
            "«{word}» stands {room:.1f} mm from the edge, and {safe:g} mm are safe: move it "
            "inwards, or shorten the text",
            word=drawn.word(nearest),
            room=room,
            safe=safe,
        )
    yield Finding(is_fault, pages, text)


def _smallness(drawn: Drawn, scale: float, pages: tuple[int, ...]) -> Iterator[Finding]:
    size = drawn.letters.smallest
    if size is not None and size * scale < LEAST_TYPE - SLACK:
        smallest = next(one for one in drawn.letters if one.size == size)
        text = Message(
            "«{word}» is set in {size:.1f} pt, and less than {least:g} pt is hard to print and to "
            "read: set it larger",
            word=drawn.word(smallest),
            size=size * scale,
            least=LEAST_TYPE,
        )
        yield fault(text, *pages)


def image_findings(read: ReadPdf) -> Iterator[Finding]:
    """Findings about images that would print blurred."""
    for number, dpi in images(read):
        if dpi < LEAST_DPI:
            text = Message(
                "an image has {dpi:.0f} dpi as it is placed, and below {least:g} it prints "
                "blurred: use a larger picture, or show it smaller",
                dpi=dpi,
                least=LEAST_DPI,
            )
            yield fault(text, number)
        elif dpi < SHARP_DPI:
            text = Message(
                "an image has {dpi:.0f} dpi as it is placed: {sharp:g} print sharp",
                dpi=dpi,
                sharp=SHARP_DPI,
            )
            yield remark(text, number)


def images(read: ReadPdf) -> Iterator[tuple[int, float]]:
    """The page of each image, from 1, and its resolution as it is placed, in pixels an inch."""
    for number, page in enumerate(read.pages, 1):
        yield from ((number, image.dpi) for image in page.drawn.images)
        for one in page.placed:
            drawn = read.faces[one.face].drawn
            yield from ((number, image.dpi / one.scale) for image in drawn.images)
