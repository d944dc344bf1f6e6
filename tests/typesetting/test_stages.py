"""A piece as it is drawn."""

from typing import Any

import pytest

from kit.core.paths import LAYOUTS
from kit.core.sizes import PAPERS
from kit.imposition.print_plan import GuidePlan
from kit.layout.pieces import load_pieces
from kit.session.event import Event
from kit.typesetting.stages import DrawnPiece
from kit.typesetting.steps import draw
from tests.conftest import workspace_of_all

PIECES = load_pieces(LAYOUTS)


def drawn(**how: Any) -> DrawnPiece:
    piece = draw(
        "value-cards", PIECES["value-cards"], GuidePlan(), workspace_of_all(Event(), **how)
    )
    assert piece is not None
    return piece


@pytest.mark.parametrize("gutter", [0.0, 4.0])
def test_its_grid_is_that_of_how_it_is_printed(gutter: float) -> None:
    grid = drawn(gutter=gutter, paper="A3", card="poker").grid
    assert grid.gutter == gutter
    assert grid.paper in (PAPERS["A3"], PAPERS["A3"].landscape)
    fronts = [grid.front(place) for place in range(grid.places)]
    rows = {round(one.top, 3) for one in fronts}
    beside = sorted(one.left for one in fronts if one.top == fronts[0].top)
    assert len(fronts) == len(rows) * len(beside)
    assert beside[1] - beside[0] == pytest.approx(63 + gutter)


def test_a_grid_is_computed_once() -> None:
    piece = drawn()
    assert piece.grid is piece.grid
