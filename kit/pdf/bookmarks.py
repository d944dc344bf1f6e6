"""Bookmarks: the table of contents that a PDF reader shows beside the pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pikepdf import Name, OutlineItem, Pdf

from kit.core.spelling import plain


@dataclass(frozen=True)
class Bookmark:
    """A place in the table of contents that a reader shows beside the pages, counted from 0."""

    title: str
    page: int
    under: tuple["Bookmark", ...] = ()


def set_bookmarks(pdf: Pdf, bookmarks: Sequence[Bookmark]) -> None:
    """Set these bookmarks; where there are none, those made from a text's headings stay."""
    if not bookmarks and Name.Outlines not in pdf.Root:
        return
    with pdf.open_outline() as outline:
        if bookmarks:
            outline.root[:] = [_item(bookmark) for bookmark in bookmarks]
        else:
            _without_break_points(outline.root)


def _item(bookmark: Bookmark) -> OutlineItem:
    item = OutlineItem(bookmark.title, bookmark.page)
    item.children.extend(_item(under) for under in bookmark.under)
    return item


def _without_break_points(items: Iterable[OutlineItem]) -> None:
    for item in items:
        item.title = plain(item.title)
        _without_break_points(item.children)
