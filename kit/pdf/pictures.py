"""Finished PDFs as PNG pictures: single pages, all pages at a glance, and a sheet as if cut.

What pdfium cannot open, such as a file without pages, raises pypdfium2.PdfiumError.
"""

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

from kit.core.sizes import POINTS_PER_MM
from kit.imposition.cut_out import CutOut

if TYPE_CHECKING:
    # Pillow is not loaded where no pictures are made.
    from PIL import Image

# Pixels: of the longer side of a thumbnail or a card, and of a whole picture.
LONGEST, WIDEST, HIGHEST = 600, 2400, 3000

# Gaps as shares of the longer side of a thumbnail or a card.
GAP, GAP_IN_PAIR, GAP_IN_CUTS, GAP_BESIDE_BACKS = 0.08, 0.02, 0.07, 0.24
# Width to height, and what empty places weigh against it: four upright pages are best in a row.
ASPECT, WEIGHT_OF_EMPTY = 1.5, 1.5

# Backs are painted 0.1 mm into their neighbours, and lines to cut along lie on the trim.
INSIDE_TRIM = 0.1

# Greys.
WHITE, GROUND, OUTLINE, SHADOW = 255, 236, 198, 90
# How dark a shadow is, of 255, and its fall and softness as a share of the longer side.
SHADOW_DEPTH, SHADOW_FALL = 80, 0.012


@dataclass(frozen=True)
class _Axis:
    """Cells of one length in a row, with a gap before each and one after the last."""

    cell: float
    gaps: tuple[float, ...]

    @property
    def count(self) -> int:
        return len(self.gaps) - 1

    @property
    def length(self) -> float:
        return self.cell * self.count + sum(self.gaps)

    def starts(self, scale: float) -> list[int]:
        """Where each cell starts in px, and after the last where the axis ends."""
        starts = [_whole(self.gaps[0] * scale)]
        for gap in self.gaps[1:]:
            starts.append(starts[-1] + _whole(self.cell * scale) + _whole(gap * scale))
        return starts


@dataclass(frozen=True)
class _Board:
    """Cells side by side and one below the other, in pt or mm."""

    x: _Axis
    y: _Axis
    widest: int = WIDEST

    @property
    def scale(self) -> float:
        """The most pixels per pt or mm that keep cells and picture within their limits."""
        longest = LONGEST / max(self.x.cell, self.y.cell)
        return min(longest, self.widest / self.x.length, HIGHEST / self.y.length)

    def pixels(self, size: tuple[float, float]) -> tuple[int, int]:
        """A size in pt or mm as px, at least one each way."""
        return max(1, _whole(size[0] * self.scale)), max(1, _whole(size[1] * self.scale))


@dataclass(frozen=True)
class _Lying:
    """A picture in the cell of this column and row of a board, counted from 0."""

    picture: "Image.Image"
    column: int
    row: int


def page_pictures(pdf: bytes, dpi: float) -> Iterator[bytes]:
    """Each page as a PNG of `dpi` pixels per inch, drawn when it is asked for.

    68 × 95 mm at 300 dpi are 803 × 1122 px. What is typed into form fields is not drawn.
    """
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            width, height = (max(1, round(length / 72 * dpi)) for length in page.get_size())
            picture = _rendered(page, (width, height))
            page.close()
            yield _png(picture, dpi)


def contact_sheet(pdf: bytes, *, pairs: bool = False) -> bytes:
    """All pages in reading order as one PNG, up to 2400 px wide and 3000 px high.

    Pages are at one scale, so that a small page is a small thumbnail. With `pairs` the pages are
    fronts and backs in turn: each front stands beside its back.
    """
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        sizes = [document.get_page_size(number) for number in range(len(document))]
        board = _contact_board(sizes, 2 if pairs else 1)
        lying = []
        for number, page in enumerate(document):
            row, column = divmod(number, board.x.count)
            lying.append(_Lying(_small(page, board.pixels(sizes[number])), column, row))
            page.close()
    return _png(_laid_out(lying, board))


def page_picture(pdf: bytes, page: int, width: int) -> bytes:
    """One page as a PNG of this width in pixels, cut to its trim; pages are counted from 0."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        shown = document[page]
        shown.set_cropbox(*shown.get_trimbox())
        across, down = shown.get_size()
        picture = _small(shown, (width, max(1, round(width * down / across))))
        shown.close()
    return _png(picture)


def cut_sheet(
    pdf: bytes, fronts: Sequence[CutOut], backs: Sequence[CutOut] = (), widest: int = WIDEST
) -> bytes:
    """A sheet as it looks when it is cut, as one PNG up to 2400 px wide and 3000 px high.

    `widest` is another bound on its width.

    The fronts lie as on their sheet, but apart from each other. To their right lie the backs, as
    if each card were turned over at its place: `backs` is in the order of `fronts`, or empty.
    Raises ValueError where there are no fronts, or more or fewer backs.
    """
    if backs and len(backs) != len(fronts):
        raise ValueError(f"{len(fronts)} fronts have {len(backs)} backs")
    columns = _ranks([cut.trim.left for cut in fronts])
    rows = _ranks([cut.trim.top for cut in fronts])
    across = max(columns) + 1
    board = _cut_board([*fronts, *backs], across, max(rows) + 1, two_sides=bool(backs))
    board = replace(board, widest=widest)
    lying = []
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for number, cut in enumerate((*fronts, *backs)):
            side, place = divmod(number, len(fronts))
            picture = _cut_out(document[cut.page], cut, board.pixels(cut.size))
            lying.append(_Lying(picture, side * across + columns[place], rows[place]))
    return _png(_laid_out(lying, board))


def _contact_board(sizes: Sequence[tuple[float, float]], together: int) -> _Board:
    """The board for pages of these sizes, as many `together` as make a group, nearest to ASPECT."""
    width, height = max(size[0] for size in sizes), max(size[1] for size in sizes)
    gap, gap_in_pair = GAP * max(width, height), GAP_IN_PAIR * max(width, height)
    groups = math.ceil(len(sizes) / together)

    def of(across: int) -> _Board:
        group = (*[gap_in_pair] * (together - 1), gap)
        rows = math.ceil(groups / across)
        return _Board(_Axis(width, (gap, *group * across)), _Axis(height, (gap,) * (rows + 1)))

    def badness(across: int) -> float:
        board = of(across)
        empty = 1 - groups / (across * board.y.count)
        aspect = board.x.length / board.y.length
        return abs(math.log(aspect / ASPECT)) + WEIGHT_OF_EMPTY * empty

    return of(min(range(1, groups + 1), key=badness))


def _cut_board(cuts: Sequence[CutOut], columns: int, rows: int, *, two_sides: bool) -> _Board:
    """The board for fronts in columns and rows and, with `two_sides`, as many backs beside them."""
    width, height = max(cut.size[0] for cut in cuts), max(cut.size[1] for cut in cuts)
    longest = max(width, height)
    gap, edge = GAP_IN_CUTS * longest, GAP_BESIDE_BACKS / 2 * longest
    between = (gap,) * (columns - 1)
    beside = (GAP_BESIDE_BACKS * longest, *between) if two_sides else ()
    return _Board(
        _Axis(width, (edge, *between, *beside, edge)),
        _Axis(height, (edge, *(gap,) * (rows - 1), edge)),
    )


def _ranks(places: Sequence[float]) -> list[int]:
    """For each place, in mm, how many there are before it; up to 0.1 mm apart is the same."""
    starts = sorted(places)[:1]
    starts += [after for before, after in pairwise(sorted(places)) if after - before > 0.1]
    return [sum(start <= place for start in starts) - 1 for place in places]


def _cut_out(page: pypdfium2.PdfPage, cut: CutOut, size: tuple[int, int]) -> "Image.Image":
    """What lies within the trim, upright, `size` px: its edges are those of the picture."""
    whole = page.get_bbox()
    left = whole[0] + (cut.trim.left + INSIDE_TRIM) * POINTS_PER_MM
    top = whole[3] - (cut.trim.top + INSIDE_TRIM) * POINTS_PER_MM
    right = left + (cut.trim.width - 2 * INSIDE_TRIM) * POINTS_PER_MM
    bottom = top - (cut.trim.height - 2 * INSIDE_TRIM) * POINTS_PER_MM
    # With the card as its page, pdfium draws from edge to edge and to fractions of a pixel.
    page.set_cropbox(left, bottom, right, top)
    picture = _small(page, size[::-1] if cut.turn % 180 else size)
    page.set_cropbox(*whole)
    return picture.rotate(cut.turn, expand=True)  # to the left


def _small(page: pypdfium2.PdfPage, size: tuple[int, int]) -> "Image.Image":
    """The page at a small scale, reduced from twice that, or hairlines would be a pixel wide."""
    return _rendered(page, (2 * size[0], 2 * size[1])).reduce(2)


def _rendered(page: pypdfium2.PdfPage, size: tuple[int, int]) -> "Image.Image":
    """The page on white as RGB, stretched to `size` px: pdfium's own render rounds up."""
    with closing(pypdfium2.PdfBitmap.new_native(*size, raw.FPDFBitmap_BGR)) as bitmap:
        bitmap.fill_rect((WHITE,) * 4, 0, 0, *size)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, *size, 0, 0)
        picture: Image.Image = bitmap.to_pil()
        return picture


def _laid_out(lying: Sequence[_Lying], board: _Board) -> "Image.Image":
    """The board with each picture in the middle of its cell, outlined and with a soft shadow."""
    from PIL import Image, ImageDraw

    xs, ys = board.x.starts(board.scale), board.y.starts(board.scale)
    cell = board.pixels((board.x.cell, board.y.cell))
    boxes = []
    for one in lying:
        x = xs[one.column] + (cell[0] - one.picture.width) // 2
        y = ys[one.row] + (cell[1] - one.picture.height) // 2
        boxes.append((x, y, x + one.picture.width, y + one.picture.height))
    ground = Image.new("RGB", (xs[-1], ys[-1]), _grey(GROUND))
    _shade(ground, boxes, math.ceil(SHADOW_FALL * max(cell)))
    draw = ImageDraw.Draw(ground)
    for left, top, right, bottom in boxes:
        draw.rectangle((left - 1, top - 1, right, bottom), _grey(OUTLINE))
    for one, box in zip(lying, boxes, strict=True):
        ground.paste(one.picture, box)
    return ground


def _shade(ground: "Image.Image", boxes: Sequence[tuple[int, int, int, int]], fall: int) -> None:
    """Paint the shadows of boxes (left, top, right, bottom), in px, that fall `fall` px down."""
    from PIL import Image, ImageDraw, ImageFilter

    shadows = Image.new("L", ground.size)
    draw = ImageDraw.Draw(shadows)
    for left, top, right, bottom in boxes:
        draw.rectangle((left, top + fall, right - 1, bottom + fall - 1), SHADOW_DEPTH)
    ground.paste(_grey(SHADOW), mask=shadows.filter(ImageFilter.GaussianBlur(fall)))


def _grey(level: int) -> tuple[int, int, int]:
    return level, level, level


def _whole(length: float) -> int:
    """Whole pixels, cut off so that no limit is passed, whatever binary fractions say."""
    return math.floor(length + 1e-6)


def _png(picture: "Image.Image", dpi: float | None = None) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG", dpi=(dpi, dpi) if dpi else None)
    return written.getvalue()
