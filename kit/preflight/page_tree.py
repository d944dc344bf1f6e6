"""Walk the tree of a PDF's pages as it stands in the file, before a library mends it.

pikepdf gives a page a size where it has none, or none that can be read, and passes over what is no
page. That is not what others do with the same file, so it must be told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf

from kit.core.messages import Message
from kit.preflight.limits import MOST_NOTES, MOST_PAGES, refuse_beyond
from kit.preflight.unreadable import UnreadableError, damaged

# What pages have from those above them in the tree (ISO 32000-1, table 30).
_INHERITED = (Name.Resources, Name.MediaBox, Name.CropBox, Name.Rotate)
_DEEPEST = 400
_MANY_PAGES = Message("it has more than {most:,} pages")


@dataclass(frozen=True)
class PageTree:
    """The size that each page has in the file, of whatever kind, and how many pages are lost."""

    sizes: tuple[Object | None, ...]
    lost: int


def walked(pdf: Pdf) -> PageTree:
    """The pages of a PDF that was opened without inheriting, which is done here.

    Raises UnreadableError where the tree leads back to itself, or is too large.
    """
    sizes: list[Object | None] = []
    lost = notes = 0
    for page, inherited in _leaves(pdf):
        if page is None:
            lost += 1
            continue
        for key, held in inherited.items():
            if key not in page:
                page[key] = held
        sizes.append(page.get(Name.MediaBox))
        on_page = page.get(Name.Annots)
        notes += len(on_page) if isinstance(on_page, Array) else 0
        refuse_beyond(notes, MOST_NOTES, Message("it has more than {most:,} notes and fields"))
        refuse_beyond(len(sizes), MOST_PAGES, _MANY_PAGES)
    return PageTree(tuple(sizes), lost)


def _leaves(pdf: Pdf) -> Iterator[tuple[Object | None, Mapping[Name, Object]]]:
    """Each page in its order, or None for what is none, and what it has from above."""
    top = pdf.Root.get(Name.Pages)
    waiting: list[tuple[Object | None, dict[Name, Object], int]] = [(top, {}, 0)]
    known: set[tuple[int, int]] = set()
    while waiting:
        node, inherited, depth = waiting.pop()
        if not isinstance(node, Dictionary):
            yield None, {}
        elif Name.Kids not in node:
            yield node, inherited
        else:
            if node.objgen in known and node.is_indirect:
                raise UnreadableError(damaged(Message("its list of pages leads back to itself")))
            if depth > _DEEPEST:
                text = Message("its list of pages is nested deeper than any program writes it")
                raise UnreadableError(damaged(text))
            known.add(node.objgen)
            passed_on = inherited | _passed_on(pdf, node)
            kids = node.get(Name.Kids)
            if not isinstance(kids, Array):
                raise UnreadableError(damaged(Message("its list of pages is damaged")))
            refuse_beyond(len(kids), MOST_PAGES, _MANY_PAGES)
            waiting += [(kid, passed_on, depth + 1) for kid in reversed(list(kids))]


def _passed_on(pdf: Pdf, node: Object) -> dict[Name, Object]:
    """What a node of the tree has for all pages below it; they share it, as they did."""
    held = {key: node.get(key) for key in _INHERITED if key in node}
    return {
        key: pdf.make_indirect(one) if isinstance(one, Dictionary) and not one.is_indirect else one
        for key, one in held.items()
        if one is not None
    }
