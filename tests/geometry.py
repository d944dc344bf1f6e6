"""Random papers, cards and grids, all in mm, and what lies over what."""

from hypothesis import strategies as st

from kit.core.rect import Rect
from kit.core.sizes import Size, WhiteEdge
from kit.imposition.grid import Grid, best_grid
from kit.imposition.place import FlipEdge, Placement
from kit.session.options import Flip, Order

NEAR = 1e-6
sizes = st.builds(
    Size,
    st.floats(20, 200, allow_subnormal=False).map(lambda mm: round(mm, 1)),
    st.floats(20, 200, allow_subnormal=False).map(lambda mm: round(mm, 1)),
)
papers = st.builds(Size, st.integers(100, 500), st.integers(100, 500))
spare = st.floats(0, 400).map(lambda mm: round(mm, 1))
margins = st.floats(0, 20).map(lambda mm: round(mm, 1))
edges = st.one_of(st.none(), margins).map(WhiteEdge)
gutters = st.sampled_from([0.0, 0.5, 2.0, 4.0, 10.0])
flips: st.SearchStrategy[Flip] = st.sampled_from(["long", "short", "none", "fold"])
orders: st.SearchStrategy[Order] = st.sampled_from(["stack", "rows"])


@st.composite
def grids(draw: st.DrawFn, folded: bool | None = None, edge: WhiteEdge | None = None) -> Grid:
    """A grid on a paper that holds at least one card, folded or not where it is not said."""
    card, gutter = draw(sizes), draw(gutters)
    margin = draw(margins) if edge is None else edge.cards
    fold = draw(st.booleans()) if folded is None else folded
    room = 2 * margin
    wide = 2 if fold else 1
    paper = Size(card.width * wide + room + draw(spare), card.height + room + draw(spare))
    return best_grid(card, paper, margin, gutter, folded=fold)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[Grid, WhiteEdge]:
    """A grid, and the edge that the printer leaves white, which it keeps off."""
    edge = draw(edges)
    return draw(grids(edge=edge)), edge


def overlap(one: Rect, other: Rect) -> bool:
    return (
        one.left + one.width > other.left + NEAR
        and other.left + other.width > one.left + NEAR
        and one.top + one.height > other.top + NEAR
        and other.top + other.height > one.top + NEAR
    )


def rounded(rect: Rect) -> tuple[float, float, float, float]:
    return (round(rect.left, 6), round(rect.top, 6), round(rect.width, 6), round(rect.height, 6))


def _around(corners: list[tuple[float, float]]) -> Rect:
    (x1, y1), (x2, y2) = corners
    return Rect(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))


def turned_over(rect: Rect, paper: Size, flip: FlipEdge) -> Rect:
    """Where something on the back comes to lie when the sheet is turned front up again.

    Written anew from the corners: each is carried round the edge that the sheet turns about.
    """
    upright_edge = (flip == "long") == (paper.height >= paper.width)
    corners = [(rect.left, rect.top), (rect.left + rect.width, rect.top + rect.height)]
    if upright_edge:
        return _around([(paper.width - x, y) for x, y in corners])
    return _around([(x, paper.height - y) for x, y in corners])


def folded_over(rect: Rect, grid: Grid) -> Rect:
    """Where a back comes to lie behind its front when the sheet is folded at the nearest fold."""
    upright = grid.fold == "upright"
    middle = rect.centre[0] if upright else rect.centre[1]
    fold = min(grid.folds, key=lambda at: abs(at - middle))
    corners = [(rect.left, rect.top), (rect.left + rect.width, rect.top + rect.height)]
    if upright:
        return _around([(2 * fold - x, y) for x, y in corners])
    return _around([(x, 2 * fold - y) for x, y in corners])


def upright_behind(placement: Placement[str], grid: Grid, flip: Flip) -> bool:
    """Whether a back stands upright for one who turns the finished card like the leaf of a book.

    Turning the sheet, or folding it, about a level line puts what is printed on its head.
    """
    if flip == "fold":
        turned = grid.fold == "level"
    else:
        turned = (flip == "long") != (grid.paper.height >= grid.paper.width)
    return (placement.turn == 180) == turned
