"""Random papers, cards and grids, all in mm."""

from hypothesis import strategies as st

from kit.imposition import FlipEdge, Grid, Rect, best_grid
from kit.paper import Size

NEAR = 1e-6
sizes = st.builds(
    Size,
    st.floats(20, 200, allow_subnormal=False).map(lambda mm: round(mm, 1)),
    st.floats(20, 200, allow_subnormal=False).map(lambda mm: round(mm, 1)),
)
papers = st.builds(Size, st.integers(100, 500), st.integers(100, 500))
spare = st.floats(0, 400).map(lambda mm: round(mm, 1))
margins = st.floats(0, 20).map(lambda mm: round(mm, 1))
flips: st.SearchStrategy[FlipEdge] = st.sampled_from(["long", "short"])


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    card, margin = draw(sizes), draw(margins)
    room = 2 * margin
    paper = Size(card.width + room + draw(spare), card.height + room + draw(spare))
    return best_grid(card, paper, margin)


def overlap(one: Rect, other: Rect) -> bool:
    return (
        one.x + one.width > other.x + NEAR
        and other.x + other.width > one.x + NEAR
        and one.y + one.height > other.y + NEAR
        and other.y + other.height > one.y + NEAR
    )
