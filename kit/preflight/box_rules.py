"""Check the page boxes of a PDF: how large its pages are, and where they are cut."""

from collections.abc import Iterator, Sequence

from kit.core.messages import Message
from kit.core.rect import SLACK, Rect
from kit.core.sizes import Size
from kit.preflight.findings import Finding, fault, remark
from kit.preflight.pages import ReadPage
from kit.preflight.read import ReadPdf
from kit.session.options import Destination

# How far print shops want colour to go on beyond the cut, in mm.
BLEED = 3.0


def box_findings(read: ReadPdf, made_for: Destination | None) -> Iterator[Finding]:
    """All findings about the page boxes."""
    is_print_file = made_for == "print-shop" or any("PDF/X" in one for one in read.standards)
    says_trim = any("TrimBox" in page.boxes for page in read.pages)
    wants_trim = is_print_file or says_trim
    wrong = [
        one
        for number, page in enumerate(read.pages, 1)
        for one in _of_page(page, number, wants_trim=wants_trim, to_shop=made_for == "print-shop")
    ]
    yield from wrong or _sizes(read.pages, strict=is_print_file)
    bare = [n for n, page in enumerate(read.pages, 1) if _has_no_bleed(page)]
    if bare and made_for is None and read.scaling != "None":
        text = Message(
            "nothing is drawn beyond the edge: a print shop wants {bleed:g} mm of bleed",
            bleed=BLEED,
        )
        yield remark(text, *bare)


def _of_page(page: ReadPage, number: int, *, wants_trim: bool, to_shop: bool) -> Iterator[Finding]:
    """The findings about the boxes of one page."""
    yield from (fault(text, number) for text in page.wrong)
    if "MediaBox" not in page.boxes:
        return
    if "TrimBox" in page.boxes:
        yield from _of_trim(page, number, to_shop=to_shop)
    elif wants_trim and not any("TrimBox" in text for text in page.wrong):
        yield fault(
            Message("it does not say where it is cut (no TrimBox): export it as PDF/X"), number
        )


def _of_trim(page: ReadPage, number: int, *, to_shop: bool) -> Iterator[Finding]:
    """The findings about the trim of one page."""
    media, trim = page.boxes["MediaBox"], page.boxes["TrimBox"]
    bleed = page.boxes.get("BleedBox", page.boxes.get("CropBox", media))
    if not media.holds(trim):
        text = Message("it is cut outside the page (TrimBox beyond MediaBox): export it anew")
        yield fault(text, number)
    elif not (media.holds(bleed) and bleed.holds(trim)):
        text = Message(
            "its TrimBox, BleedBox and MediaBox do not lie one inside the other: export it anew"
        )
        yield fault(text, number)
    elif to_shop or _is_cut(page):
        room = bleed.margin_around(trim)
        if room < BLEED - SLACK:
            text = Message(
                "only {room:.1f} mm are drawn beyond where it is cut: export it with {bleed:g} mm "
                "of bleed on every side",
                room=max(room, 0.0),
                bleed=BLEED,
            )
            yield fault(text, number)


def _sizes(pages: Sequence[ReadPage], *, strict: bool) -> Iterator[Finding]:
    """A finding where pages have another size than the first."""
    sizes = [str(Size(*page.size.rounded)) for page in pages]
    other = [number for number, size in enumerate(sizes, 1) if size != sizes[0]]
    if not other:
        return
    each = tuple(dict.fromkeys(sizes))
    cut = any(_is_cut(page) for page in pages)
    if strict or cut:
        text = Message("pages are cut to {sizes}: put each size into a file of its own", sizes=each)
        yield fault(text, *other)
    else:
        yield remark(Message("pages have several sizes: {sizes}", sizes=each), *other)


def _has_no_bleed(page: ReadPage) -> bool:
    """Whether a page ends where it is cut. A sheet of cards does not: they are cut out of it."""
    return not page.placed and "MediaBox" in page.boxes and not _is_cut(page)


def _is_cut(page: ReadPage) -> bool:
    boxes = page.boxes
    return "TrimBox" in boxes and not _same(boxes["TrimBox"], boxes.get("MediaBox", page.size))


def _same(one: Rect, other: Rect) -> bool:
    return one.holds(other) and other.holds(one)
