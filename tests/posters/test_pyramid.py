import pytest

from kit.core.paths import FONTS
from kit.lines.measure import typefaces_in
from kit.posters.pyramid import Pyramid, pyramid_of
from kit.posters.rows import Room
from kit.posters.type_scale import TypeScale

FIT, SCALE = typefaces_in(FONTS), TypeScale()
ROOM = Room(20, 112, 114, 226)
FIVE = [(f"{number} Tillit", "Se hele mennesket") for number in (5, 4, 3, 2, 1)]


def pyramid(caption: str | None = "ord " * 30, largest: float = 26) -> Pyramid:
    return pyramid_of(FIVE, caption, largest, ROOM, SCALE, FIT)


def test_its_layers_widen_to_the_base_and_fill_its_room() -> None:
    found = pyramid()
    layers = list(found.layers)
    assert found.height + found.caption_height == pytest.approx(ROOM.height - 9)
    assert [layer.top for layer in layers] == [place * found.pitch for place in range(5)]
    assert all(layer.upper < layer.lower for layer in layers)
    assert layers[-1].lower < ROOM.width / 2
    # A text is narrower than its layer is at its upper edge.
    assert all(layer.measure < 2 * layer.lower for layer in layers)


def test_its_type_grows_to_that_of_the_other_values() -> None:
    assert pyramid(largest=24).type.name == 24
    assert pyramid().type.name == 26


def test_a_layer_that_would_not_hold_its_text_keeps_the_type_small() -> None:
    long = [*FIVE[:2], ("3 Respekt for livshistorie", "ord " * 20), *FIVE[3:]]
    found = pyramid_of(long, None, 26, ROOM, SCALE, FIT)
    assert found.type.name < 26
    assert found.highest <= found.pitch - 3.6


def test_without_a_caption_it_has_all_the_room() -> None:
    assert pyramid(None).height == pytest.approx(ROOM.height - 9)
    assert pyramid().caption == 17
    assert pyramid("ord " * 70).caption < 17


def test_it_may_become_lower_for_a_join_as_long_as_its_layers_hold_their_texts() -> None:
    first, *others = list(pyramid().lower)
    assert first == pyramid()
    assert others
    assert all(one.highest <= one.pitch - 3.6 for one in others)
    # Letters stand in the middle of each layer, and the caption ends it.
    spans = list(first.spans)
    layer, lines = next(first.layers), first.lines[0]
    middle = ROOM.top + layer.height / 2
    assert abs(spans[0][0] + lines.height / 2 - lines.letters[0][0] - middle) < 0.01
    assert spans[-1][1] == ROOM.top + first.height + first.caption_height


def test_it_begins_lower_if_it_can() -> None:
    lower = pyramid().beginning_at(ROOM.top + 6)
    assert lower.room.top == ROOM.top + 6
    assert lower.height + lower.caption_height == pytest.approx(ROOM.height - 6 - 9)
    # One that is lower already has room below it.
    *_, low = pyramid().lower
    assert low.beginning_at(ROOM.top + 6).pitch == low.pitch
    assert pyramid().beginning_at(ROOM.top + 150) == pyramid()


def test_a_name_is_in_two_lines_at_most_where_its_type_is_larger() -> None:
    """In 26 pt «5 Respekt for livshistorie» would be in three."""
    name = "5 Respekt for livs\u00adhistorie"
    high = Room(20, 112, 114, 260)
    found = pyramid_of([(name, "kort"), *FIVE[1:]], None, 26, high, SCALE, FIT)
    measure = next(found.layers).measure
    assert FIT.lines(name, "name", 26, measure) == 3
    assert FIT.lines(name, "name", found.type.name, measure) == 2
    assert 16 < found.type.name < 26
