from kit.core.paths import FONTS
from kit.lines.measure import typefaces_in
from kit.posters.feet import feet
from kit.posters.type_scale import TypeScale
from kit.session.selection import ChosenArea, Selection

FIT, SCALE = typefaces_in(FONTS), TypeScale()


def of(*areas: ChosenArea) -> list[list[str]]:
    return [[foot.kind for foot in some] for some in feet(areas, 257, SCALE, FIT)]


def test_reflection_questions_are_always_there_and_what_else_there_is_may_go(
    everything: Selection,
) -> None:
    assert of(*everything.areas_along) == [
        ["questions"],
        ["questions"],
        ["questions", "notes", "none"],
        ["notes", "none"],
    ]


def test_feet_begin_on_one_line_and_questions_are_alike(everything: Selection) -> None:
    best = [some[0] for some in feet(everything.areas_along, 257, SCALE, FIT)]
    assert len({foot.height for foot in best}) == 1
    assert len({foot.size for foot in best if foot.questions}) == 1
    assert min(foot.least_height for foot in best) < best[0].height


def test_lines_to_write_on_are_as_far_apart_as_a_marker_writes(everything: Selection) -> None:
    (some,) = feet(everything.areas_along[3:], 257, SCALE, FIT)
    first, second, third = some[0].lines
    assert second - first == third - second >= 13
    assert first > 20
    assert third < some[0].height


def test_aspects_stand_beside_the_label_or_in_rows_below_it(everything: Selection) -> None:
    area = everything.areas_along[1]
    many = area.model_copy(update={"aspects": area.aspects * 3})
    (beside,), (below,) = (feet((one,), 257, SCALE, FIT)[0] for one in (area, many))
    assert (beside.rows_of_aspects, below.rows_of_aspects) == (0, 3)
    assert below.least_height == beside.least_height + 3 * 9.5


def test_an_area_of_many_questions_takes_no_more_of_the_poster_than_it_has_to(
    everything: Selection,
) -> None:
    area = everything.areas_along[0]
    assert area.reflection
    questions = area.reflection.model_copy(update={"questions": area.reflection.questions * 4})
    crowded = area.model_copy(update={"reflection": questions})
    (many,), (few,) = feet((crowded, area), 257, SCALE, FIT)
    assert many.size == 14
    assert few.size == 20
    assert few.height == few.least_height
