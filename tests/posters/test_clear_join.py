import pytest

from kit.core.rect import Rect
from kit.core.sizes import ANY_EDGE, PAPERS, Size
from kit.imposition.joins import CLEAR as GOOD
from kit.imposition.joins import joins_between
from kit.imposition.tiles import tiled
from kit.posters.clear_join import CLEAR, clearance, clearest


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("gap", [201.0, 203.5, 207.0, 211.0, 214.0])
def test_what_is_clear_here_is_clear_where_parts_are_joined(paper: str, gap: float) -> None:
    """A gap of 12 mm in the lines of a poster: a join is found in it, as clear as was reckoned."""
    lines = [(20.0, gap), (gap + 12, 400.0)]
    reckoned = clearance(lines, 420)
    tiling = tiled(Size(297, 420), PAPERS[paper], ANY_EDGE, full_size=False)
    letters = [Rect(20, a, 250, b - a) for a, b in lines]
    scaled = [Rect(*(tiling.scale * part for part in box)) for box in letters]
    (join,) = joins_between(tiling, scaled).rows
    found = min(max(one.top - join, join - one.bottom) for one in scaled)
    assert found >= min(reckoned * tiling.scale, GOOD) - 0.1
    assert CLEAR * tiling.scale >= GOOD


def test_a_join_is_as_clear_as_the_widest_gap_within_reach() -> None:
    """Parts are joined from 207.1 to 220.3 mm."""
    assert clearance([(0, 210), (218, 420)], 420) == 4
    assert clearance([(0, 100), (101, 205), (206, 230)], 420) == 0
    assert clearance([(150, 214), (100, 190), (216, 300)], 420) == 1
    assert clearance([], 420) > 100


def test_the_first_try_that_is_clear_is_taken() -> None:
    tries = {"through": [(0, 420)], "half": [(0, 210), (216, 420)], "clear": [(0, 190), (230, 420)]}
    assert clearest(tries, tries.__getitem__, 420) == "clear"
    tries["clearer"] = [(0, 100), (330, 420)]
    assert clearest(tries, tries.__getitem__, 420) == "clear"


def test_nothing_is_moved_to_gain_a_hair_between_two_lines_of_a_text() -> None:
    tries = {"near": [(0, 213), (214.2, 420)], "nearer": [(0, 212), (214.4, 420)]}
    assert clearest(tries, tries.__getitem__, 420) == "near"
