"""The test sheet that a printer is measured with: its marks as arithmetic in mm, and its pages.

Coordinates are mm from the upper left corner of the side as it lies in front of its reader, x to
the right and y down.

Why the number at the cross is the number to type. A printer that is off prints the whole back d too
far to the right. The scale behind a cross of the front is printed with it, so its zero lies at d
while the cross, which is on the paper already, still lies at 0: it stands d to the left of the
zero. The scale counts to the right, so the cross stands at -d, and a back that is moved by -d comes
out at -d + d = 0. The same holds down the page. A sheet whose scales were moved by o already shows
-d - o, what is still missing.

It holds however the sheet was turned. Numbers are read off the back in its own coordinates, and
each cross has a scale behind it whether the sheet is turned about its long edge or its short one:
one lies in the middle, and two in corners that face each other across it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from kit.core.messages import Message
from kit.core.rect import Rect
from kit.core.sizes import Size, paper_named
from kit.imposition.place import back_of
from kit.layout.assets import Assets
from kit.layout.faces import Face, Faces
from kit.layout.html import Layouts
from kit.layout.labels import Labels
from kit.layout.pieces import bare_face
from kit.pdf.save import DocumentInfo
from kit.pipeline.sheets import pages_pdf
from kit.typesetting.overflow import refuse_misfits
from kit.typesetting.weasy import Typesetter

Point = tuple[float, float]

# Rings round the paper, mm from its edge. Lasers leave 4 mm unprinted, inkjets up to 6.7 mm
# (printer manuals); 10 mm is more than any of them.
RINGS = (2, 3, 4, 5, 6, 7, 8, 10)
# Along an edge the number of each ring stands this far from that of the next.
RING_STEP = 6.0

# ISO/IEC 7810 ID-1 is 85.60 × 53.98 mm with corners of 3.18 mm; 54 is what rulers can tell.
BANK_CARD = Size(85.6, 54.0)
BANK_CARD_CORNER = 3.18

RULER = 100

# The scales reach this far to both sides of their zero: home printers are off by up to 3.2 mm, and
# beyond 6 the sheet is turned about the wrong edge.
REACH = 6
# A cross is still crossed by its scale where both are off by all of the reach.
ARM = 14.0
# Of the crosses in the corners, from both edges of the paper: their arms stay clear of the rings.
CORNER = 33.0

# The words stand in a field of this size, or of its height and width, in the middle of the paper:
# what A4 and Letter both have room for within 16 mm of their edges.
FIELD = Size(178.0, 247.0)


@dataclass(frozen=True)
class Tick:
    """A line of a scale, `at` mm from its zero, and what stands beside it: nothing or a number.

    `length` is in mm. `raised` is a number that stands further off, past those beside it.
    """

    at: float
    length: float
    number: str = ""
    raised: bool = False


@dataclass(frozen=True)
class RingNumber:
    """The number of a ring, centred on its line at `at`."""

    number: int
    at: Point


def crosses(paper: Size) -> tuple[Point, ...]:
    """The crosses of the front: in the exact middle, upper right and lower left."""
    width, height = paper.width, paper.height
    return ((width / 2, height / 2), (width - CORNER, CORNER), (CORNER, height - CORNER))


def scales(paper: Size, offset: Point) -> tuple[Point, ...]:
    """The zeros of the scales on the back, behind the crosses but for the offset of backs."""
    behind = (back_of(Rect(x, y, 0.0, 0.0), paper, "long")[0] for x, y in crosses(paper))
    return tuple((spot.left + offset[0], spot.top + offset[1]) for spot in behind)


def ticks() -> tuple[Tick, ...]:
    """A scale from left to right, or from the top down: halves, whole mm, every other numbered."""
    return tuple(_tick(half) for half in range(-2 * REACH, 2 * REACH + 1))


def _tick(half: int) -> Tick:
    if half % 2:
        return Tick(half / 2, 0.7)
    mm = half // 2
    if mm % 2:
        return Tick(mm, 1.2)
    # A hyphen is what is typed, but a minus is what is read through paper.
    return Tick(mm, 1.8, f"{mm}".replace("-", "\u2212"), raised=mm % 4 == 0)


def ring_numbers(paper: Size) -> Iterator[RingNumber]:
    """The numbers of the rings at the middle of each edge, in a row that climbs inwards."""
    middle = (len(RINGS) - 1) / 2
    for place, ring in enumerate(RINGS):
        along = (place - middle) * RING_STEP
        across, down = paper.width / 2 + along, paper.height / 2 + along
        for at in (
            (across, ring),
            (across, paper.height - ring),
            (ring, down),
            (paper.width - ring, down),
        ):
            yield RingNumber(ring, at)


def field(paper: Size) -> Rect:
    """The rectangle in the middle of the paper in which the words stand."""
    size = FIELD.landscape if paper.width > paper.height else FIELD.portrait
    x, y = (paper.width - size.width) / 2, (paper.height - size.height) / 2
    return Rect(x, y, size.width, size.height)


def calibration_pdf(
    paper: Size,
    card: str,
    labels: Labels,
    layouts: Path,
    fonts: Path,
    offset: Point = (0.0, 0.0),
) -> bytes:
    """The sheet as a PDF of two pages, front and back, on paper that lies as it is given.

    `card` is the format that lies on its sheets as this one does, a key of CARDS. `offset` moves
    the scales on the back, in mm, as a build moves backs. `layouts` and `fonts` are the folders.
    What is read off holds for sheets that lie as this one: printers turn pages that are wider than
    high, one to the left and another to the right, and their error with them. Raises KitError for
    paper that has no name, and for words that do not fit.
    """
    drawing = Layouts(layouts, labels)
    lies = "landscape" if paper.width > paper.height else "portrait"
    shape = f"{lies} tight" if field(paper).top < CORNER + ARM else lies
    names = {"paper_name": paper_named(paper).lower(), "card": card.lower()}
    words = {**_marks(paper, offset), **names, "lies": lies}
    title = _title(labels)
    html = {
        side: Markup(drawing.render(f"calibration/{side}.html", **words))
        for side in ("front", "back")
    }
    called = {"front": Message("{title}, front"), "back": Message("{title}, back")}
    sides = (
        Face(side, called[side].with_values(title=title), side, "neutral", html[side])
        for side in html
    )
    page = partial(drawing.page, ["calibration/style.css"], bare_face(paper), shape, title)
    faces = Faces(tuple(sides), page)
    # The numbers of the rings stand nearer to the edge than any text of a piece may.
    typesetter = Typesetter(Assets({"layouts": layouts}), fonts)
    typeset = typesetter.typeset(faces.html, 0.0, flowing=False, fillable=False)
    refuse_misfits(faces, typeset.faults)
    return pages_pdf(typeset.pdf, DocumentInfo(title, labels.language, flip="long"))


def _marks(paper: Size, offset: Point) -> dict[str, Any]:
    """All that is drawn to measure, for the templates."""
    return {
        "paper": paper,
        "field": field(paper),
        "offset": offset,
        "rings": RINGS,
        "ring_numbers": tuple(ring_numbers(paper)),
        "crosses": crosses(paper),
        "arm": ARM,
        "scales": scales(paper, offset),
        "ticks": ticks(),
        "reach": REACH,
        "bank_card": BANK_CARD,
        "bank_card_corner": BANK_CARD_CORNER,
        "ruler": RULER,
    }


def _title(labels: Labels) -> str:
    # The words of the sheet are read by its templates alone, but for this one.
    return str((labels.model_extra or {})["calibration"]["title"])
