"""A mark in a finished PDF for each face: where it is cut, and how far letters keep off that.

On a sheet the trim of a card is not that of the page, and no page box can tell it. PDF has a place
for what one program knows of a page or a form: its /PieceInfo (ISO 32000-1, 14.5). Other programs
pass over it, and so do readers; no part of PDF/X forbids it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, String

from kit.core.rect import Rect
from kit.core.sizes import POINTS_PER_MM
from kit.pdf.pdfx import PDF_DATE

_OURS = "/WorkshopKit"
# In mm: what lies farther off is on no paper, and its figures are damaged.
_BEYOND = 1e9


@dataclass(frozen=True)
class FaceMark:
    """The trim of a face in its own space, in mm, and how far its letters keep off that."""

    trim: Rect
    clear: float


def face_piece(trim: Iterable[Any], clear: float) -> Dictionary:
    """The mark to write for a face that is cut at `trim`, a box in points in its own space.

    Its letters keep `clear` mm off that.
    """
    told = Dictionary(
        LastModified=String(PDF_DATE),
        Private=Dictionary(TrimBox=Array([float(edge) for edge in trim]), Clear=clear),
    )
    return Dictionary({_OURS: told})


def mark_face(holder: Object, piece: Object) -> None:
    """Write a mark, as face_piece gives it, into a page or a form."""
    holder.PieceInfo = piece
    # PDF asks for the date; as long as the two are the same, what was written holds.
    holder.LastModified = String(PDF_DATE)


def read_mark(holder: Object, unit: float = 1.0) -> FaceMark | None:
    """The mark of a page or a form, or None if it has none that can be read.

    Nor is that believed which was written before the page was last changed. `unit` is how many
    points one unit of the page is.
    """
    pieces = holder.get(Name.PieceInfo)
    told = pieces.get(_OURS) if isinstance(pieces, Dictionary) else None
    private = told.get(Name.Private) if isinstance(told, Dictionary) else None
    if not isinstance(private, Dictionary) or not isinstance(told, Dictionary):
        return None
    if str(told.get(Name.LastModified)) != str(holder.get(Name.LastModified)):
        return None
    trim = read_box(private.get(Name.TrimBox), unit)
    clear = private.get(Name.Clear)
    try:
        keeps_off = float(clear) if clear is not None else inf
    except (TypeError, ValueError, OverflowError):
        return None
    return FaceMark(trim, keeps_off) if trim is not None and abs(keeps_off) < _BEYOND else None


def read_box(edges: Object | None, unit: float = 1.0) -> Rect | None:
    """A box of a PDF as a rectangle in mm, its corners in either order; None where it is none."""
    if not isinstance(edges, Array) or len(edges) != 4:
        return None
    try:
        x1, y1, x2, y2 = (float(edge) * unit / POINTS_PER_MM for edge in edges)
    except (TypeError, ValueError, OverflowError):
        return None
    if not all(abs(edge) < _BEYOND for edge in (x1, y1, x2, y2)):
        return None  # nor is that which is no figure at all
    return Rect.of_pdf(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
