import re

import pytest

from kit.core.paths import FONTS
from kit.lines.measure import typefaces_in
from kit.posters.rows import BELOW_RULE, Room, Rows, largest_type, rows_of
from kit.posters.type_scale import Type, TypeScale, indent

FIT, SCALE = typefaces_in(FONTS), TypeScale()
ROOM = Room(20, 112, 257, 226)
TYPE = Type(26, 19, 1.16, 1.32)


def texts(count: int, length: int) -> list[tuple[str, str]]:
    return [("Tillit", ("ord " * length).strip()[:length]) for _ in range(count)]


def largest(some: list[tuple[str, str]], room: Room = ROOM) -> float:
    return largest_type(some, room, SCALE, FIT)


def test_the_largest_type_with_room_for_all_is_taken() -> None:
    assert largest(texts(2, 60)) == 30
    assert 18 < largest(texts(14, 60)) < 30
    assert largest(texts(20, 300)) == 18


def test_type_does_not_grow_until_its_lines_hold_but_a_few_words() -> None:
    assert largest_type(texts(1, 60), Room(20, 112, 90, 226), SCALE, FIT, 1) == 26


def test_type_does_not_grow_where_it_would_break_more_names() -> None:
    """A long name may break in type of a good size, if it has to, but not to make it larger."""
    name = "Samtykke\u00adkompetanse"
    column = FIT.width(name, "name", 28) + indent(Type(28, 20, 1.16, 1.32)) + 0.1
    narrow = Room(20, 112, column, 226)
    assert largest_type([(name, "kort")], narrow, SCALE, FIT, 1) == 28
    whole = re.sub("\u00ad", "", name)
    assert largest_type([(whole, "kort")], narrow, SCALE, FIT, 1) == 28


@pytest.mark.parametrize(("count", "columns"), [(1, 1), (4, 1), (5, 2), (10, 2)])
def test_few_values_stand_below_one_another(count: int, columns: int) -> None:
    assert rows_of(texts(count, 60), TYPE, ROOM, FIT).columns == columns


def test_rows_fill_their_room_with_even_gaps() -> None:
    """The last gap is that above the foot, which has a little more."""
    some = [*texts(8, 70), ("Tillit", "ord " * 60), ("Tillit", "kort")]
    rows = rows_of(some, TYPE, ROOM, FIT)
    assert not rows.pitches
    heights = sum(row.height for row in rows.each)
    assert heights + 5 * rows.gap + 3 == pytest.approx(ROOM.height)
    # The row is as high as the higher of its two.
    assert rows.each[4].height == max(
        row.height for text in some[8:] for row in rows_of([text], TYPE, ROOM, FIT, 2).each
    ) - (8 if rows_of(some[8:], TYPE, ROOM, FIT, 2).pitches else 0)


def test_rows_with_room_for_notes_are_alike_and_end_at_the_foot() -> None:
    rows = rows_of(texts(3, 60), TYPE, ROOM, FIT)
    assert len(set(rows.pitches)) == 1
    assert sum(rows.pitches) == pytest.approx(ROOM.height + BELOW_RULE)
    assert rows.pitches[0] - BELOW_RULE - rows.highest >= 24 - 8


def test_rows_with_room_for_notes_that_move_for_a_join_end_at_the_foot_as_well() -> None:
    """What the first of them are less high goes to all that follow, and to no end of the page."""
    for one in rows_of(texts(3, 60), TYPE, ROOM, FIT).moved:
        assert one.room.top + sum(one.pitches) == pytest.approx(ROOM.top + ROOM.height + BELOW_RULE)
        assert max(one.pitches) <= 1.6 * min(one.pitches)


def test_where_notes_have_no_room_there_is_no_label_for_them() -> None:
    assert rows_of(texts(10, 70), TYPE, ROOM, FIT).pitches == ()
    assert rows_of(texts(3, 60), TYPE, Room(20, 112, 257, 120), FIT).pitches == ()


def moved(rows: Rows) -> list[Rows]:
    return list(rows.moved)


@pytest.mark.parametrize("count", [3, 6, 10])
def test_rows_move_within_their_room_and_never_into_each_other(count: int) -> None:
    rows = rows_of(texts(count, 60), TYPE, ROOM, FIT)
    first, *others = moved(rows)
    assert first == rows
    assert others
    for one in others:
        spans = list(one.spans)
        assert spans[0][0] >= ROOM.top
        assert max(end for _, end in spans) <= ROOM.top + ROOM.height
        assert one.gap >= 3.5 or min(one.pitches) >= one.highest + BELOW_RULE + 12
