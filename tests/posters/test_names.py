import pytest

from kit.core.paths import FONTS
from kit.core.sizes import POINTS_PER_MM
from kit.lines.measure import typefaces_in
from kit.posters.names import names_of
from kit.posters.rows import Room
from kit.posters.type_scale import TypeScale

FIT, SCALE = typefaces_in(FONTS), TypeScale()
ROOM = Room(20, 112, 257, 226)


@pytest.mark.parametrize(("count", "columns"), [(21, 2), (36, 2), (37, 3), (60, 3)])
def test_names_go_down_two_columns_or_three(count: int, columns: int) -> None:
    found = names_of(["Tillit"] * count, ROOM, SCALE, FIT)
    assert (found.columns, found.each) == (columns, -(-count // columns))
    assert found.each * (found.type.name * 1.14 / POINTS_PER_MM + found.gap) <= ROOM.height + 0.01
    assert found.gap > 0.6 * found.type.name / POINTS_PER_MM
    assert found.columns * found.column + (columns - 1) * found.between == pytest.approx(257)


def test_they_are_as_large_as_leaves_gaps_and_breaks_no_word() -> None:
    few, many = (names_of(["Tillit"] * count, ROOM, SCALE, FIT) for count in (22, 60))
    assert few.type.name == 26
    assert many.type.name < 26
    wide = names_of(["Menneskerettighetsfokuset"] * 22, Room(20, 112, 160, 226), SCALE, FIT)
    assert wide.type.name < 26
    assert FIT.widest("Menneskerettighetsfokuset", "name", wide.type.name) <= wide.measure


def test_what_has_no_room_at_all_is_in_the_smallest_type() -> None:
    assert names_of(["ord " * 20] * 60, ROOM, SCALE, FIT).type == SCALE.names[0]
