"""The posters of a kit as they are planned together, in mm."""

from dataclasses import replace
from typing import Any

import pytest

from kit.content.models import Pack
from kit.core.paths import FONTS
from kit.core.sizes import Size
from kit.lines.measure import typefaces_in
from kit.posters.clear_join import clearance
from kit.posters.plan import Paper, Poster, PosterPlans, planned
from kit.posters.type_scale import TypeScale
from kit.session.selection import ChosenArea, Selection, select

FIT = typefaces_in(FONTS)
A3 = Paper(297, 420, 404, TypeScale(16, 14))


def posters(pack: Pack, *values: str) -> tuple[Poster, ...]:
    chosen = select(pack, values=values, with_area=True)
    return planned(chosen.areas_along, A3, FIT)


@pytest.fixture(scope="module")
def default(everything: Selection) -> tuple[Poster, ...]:
    return planned(everything.areas_along, A3, FIT)


def test_posters_of_the_default_kit_are_of_one_scale(default: tuple[Poster, ...]) -> None:
    """Names of at least 26 pt, definitions of 19 pt, titles in two lines."""
    assert len({(one.head.title, one.head.lead, one.head.height) for one in default}) == 1
    assert len({one.foot.size or 18 for one in default}) == 1
    (type_,) = {one.rows.type for one in default if one.rows}
    assert type_.name >= 26
    assert type_.text >= 19
    assert default[0].head.title >= 49


def test_those_without_questions_use_their_foot(default: tuple[Poster, ...]) -> None:
    """Area 3 has questions in its running text, area 4 has none at all."""
    assert [one.foot.kind for one in default] == ["questions", "questions", "questions", "notes"]
    assert default[2].foot.questions[0] == "Hvor mye rom gir vi egentlig for selvbestemmelse?"
    assert len(default[3].foot.lines) == 3


def test_rows_do_not_run_together(default: tuple[Poster, ...]) -> None:
    """For that a foot begins lower than the others, where its poster is crowded, and only there."""
    assert all(one.rows and one.rows.gap >= 6 for one in default)
    tops = [one.foot_top for one in default]
    assert tops[0] == tops[1] == tops[3] < tops[2]


def test_the_pyramid_begins_where_the_values_beside_it_do(default: tuple[Poster, ...]) -> None:
    beside = default[1]
    assert beside.pyramid
    assert beside.rows
    assert beside.pyramid.room.top == beside.rows.room.top
    # Its caption stands as clear of the rule below it as the last value does.
    ends = beside.pyramid.room.top + beside.pyramid.height + beside.pyramid.caption_height
    assert ends <= beside.foot_top - 8.9


def test_parts_of_the_default_posters_are_joined_between_lines(
    default: tuple[Poster, ...],
) -> None:
    for one, least in zip(default, (3.5, 0.8, 0.4, 3.5), strict=True):
        assert clearance(one.spans, 420) >= least


def test_a_poster_of_three_values_looks_like_its_sibling_of_ten(pack: Pack) -> None:
    ten = [f"1.{number}" for number in range(1, 11)]
    full, few = posters(pack, *ten, "2.1", "2.3", "2.9")
    assert full.rows
    assert few.rows
    assert few.rows.type == full.rows.type
    assert few.rows.columns == 1
    assert min(few.rows.pitches) > 50
    assert not full.rows.pitches


def test_a_crowded_poster_takes_nothing_from_the_others(everything: Selection) -> None:
    first, second, *_ = everything.areas_along
    long = [value.model_copy(update={"definition": "ord " * 45}) for value in first.values]
    crowded = first.model_copy(update={"values": tuple(long)})
    small, other = planned((crowded, second), A3, FIT)
    assert small.rows
    assert other.rows
    assert small.rows.type.name < 24 <= other.rows.type.name
    # It has what room there is: a head and a foot no higher than they have to be.
    assert small.head.height == small.head.least_height
    assert small.foot.height == small.foot.least_height


def with_values(area: ChosenArea, count: int, **more: Any) -> ChosenArea:
    values = [
        area.values[at % len(area.values)].model_copy(update={"id": f"v{at}"})
        for at in range(count)
    ]
    return area.model_copy(update={"values": tuple(values), **more})


def test_where_values_are_many_notes_give_way_and_then_definitions(everything: Selection) -> None:
    last = everything.areas_along[-1]
    twelve, twenty_one = planned((with_values(last, 14), with_values(last, 21)), A3, FIT)
    assert twelve.foot.kind == "none"
    assert twelve.rows
    assert twenty_one.names
    assert not twenty_one.rows


@pytest.mark.parametrize("count", [*range(1, 21), 40, 60])
def test_whatever_stands_on_a_poster_stands_in_its_room(everything: Selection, count: int) -> None:
    area = with_values(everything.areas_along[0], count, reflection=None)
    (one,) = planned((area,), A3, FIT)
    if one.rows:
        assert min(start for start, _ in one.rows.spans) >= one.head.height + 12
        assert max(end for _, end in one.rows.spans) <= one.foot_top
    else:
        assert one.names
        assert one.names.columns * one.names.each >= count
        assert one.names.gap > 2


def test_the_pyramid_has_the_type_of_its_sibling_as_far_as_it_holds_it(
    default: tuple[Poster, ...], pack: Pack
) -> None:
    beside = default[1].pyramid
    (alone,) = (one.pyramid for one in posters(pack, *(f"2.{n}" for n in range(1, 6))))
    assert beside
    assert alone
    assert 20 <= beside.type.name <= 26
    assert alone.type.name > beside.type.name
    for found in (beside, alone):
        assert found.highest <= found.pitch - 3.6
        ends = found.room.top + found.height + found.caption_height
        assert ends <= found.room.top + found.room.height + 0.01
        lefts = [layer.left for layer in found.layers]
        assert lefts == sorted(lefts, reverse=True)
    assert default[1].others[0].number == "2.6"


def test_posters_of_one_kit_are_planned_once(everything: Selection) -> None:
    plans = PosterPlans(FIT)
    areas = everything.areas_along

    def poster(area: ChosenArea, end: float = 404) -> Poster:
        return plans.poster(area, areas, Size(297, 420), end, (16, 14))

    first = poster(areas[0])
    assert poster(areas[0]) is first
    assert poster(areas[1]).head.height == first.head.height
    assert replace(poster(areas[0], 390), foot=first.foot) != first
