from kit.core.paths import FONTS
from kit.lines.measure import typefaces_in
from kit.posters.type_scale import TypeScale, alike, largest, narrowest

FIT = typefaces_in(FONTS)


def test_all_have_the_largest_size_that_has_room_on_each() -> None:
    assert alike([30, 26, 28], 24) == (26, 26, 26)


def test_what_has_no_room_for_a_good_size_takes_nothing_from_the_others() -> None:
    assert alike([30, 20, 28, 18], 24) == (28, 20, 28, 18)
    assert alike([20, 18], 24) == (20, 18)
    assert alike([], 24) == ()


def test_the_largest_that_fits_is_taken_or_the_smallest_there_is() -> None:
    assert largest([14, 15, 17], [True, False, True]) == 17
    assert largest([14, 15, 17], [False, False, False]) == 14


def test_no_type_is_below_the_smallest_of_the_piece() -> None:
    """Printed at 0.88 of their size, 14 pt are 15.9 pt in the drawing."""
    scale = TypeScale(16 / 0.88, 14 / 0.88)
    assert min(scale.leads + scale.questions + scale.captions) == 14 / 0.88
    for type_ in (*scale.values, *scale.layers):
        assert type_.name >= 16 / 0.88
        assert type_.text >= 14 / 0.88
    assert min(type_.name for type_ in scale.names) == 14 / 0.88
    assert TypeScale().values[0].text == 14


def test_a_title_is_as_wide_as_its_lines() -> None:
    title = "Relasjonelle verdier og holdninger"
    wide = narrowest(FIT, title, "name", 52, 222)
    assert 0 < wide - FIT.width("Relasjonelle verdier", "name", 52) < 1
    assert FIT.broken(title, "name", 52, wide) == ("Relasjonelle verdier", "og holdninger")
    # A word that no line holds takes all of it.
    assert narrowest(FIT, "W" * 40, "name", 52, 222) == 222


def test_no_title_is_below_the_smallest_name() -> None:
    assert min(TypeScale(least_name=40).titles) == 40
