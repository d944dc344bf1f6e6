from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.core.errors import KitError
from kit.session.file import read_session
from kit.session.selection import Selection, select
from tests.session.selections import NUMBERS, PACK, numbers, told


def test_nothing_chosen_is_everything() -> None:
    assert len(NUMBERS) == 40
    assert [NUMBERS[0], NUMBERS[9], NUMBERS[10], NUMBERS[-1]] == ["1.1", "1.10", "2.1", "4.10"]


def test_areas_and_values_add_up_and_what_is_left_out_goes() -> None:
    chosen = select(PACK, ["1"], ["håp", "3.6"], ["varme"])
    first = [f"1.{place}" for place in range(1, 11) if place != 8]
    assert numbers(chosen) == [*first, "2.3", "3.6"]
    assert [area.number for area in chosen.areas] == [1, 2, 3]
    assert [len(area.values) for area in chosen.areas] == [9, 1, 1]


def test_a_figure_has_its_own_order_and_is_whole_or_not_there() -> None:
    area = PACK.areas[1]
    assert area.figure
    turned = area.figure.model_copy(update={"values": area.figure.values[::-1]})
    pack = replace(PACK, areas=(area.model_copy(update={"figure": turned}), PACK.areas[0]))
    upside_down = ["1.5", "1.4", "1.3", "1.2", "1.1"]
    for wanted in ([], [*upside_down, "1.9"]):
        chosen = select(pack, values=wanted, with_area=True)
        assert [one.number for one in chosen.areas[0].layers] == upside_down
    assert select(pack, leave_out=["1.3"]).areas[0].layers == ()
    assert select(pack).areas[1].layers == ()


def test_single_values_come_without_what_is_of_their_area() -> None:
    chosen = select(PACK, ["1"], ["håp", "3.6"], ["varme"])
    assert [area.comes_along for area in chosen.areas] == [True, False, False]
    assert chosen.areas_along == chosen.areas[:1]
    for area, whole in zip(chosen.areas[1:], (PACK.areas[1], PACK.areas[2]), strict=True):
        assert (area.id, area.title) == (whole.id, whole.title)
        held = ["introduction", "text_questions", "aspects", "layers", "figure"]
        held += ["reflection", "examples", "dilemmas"]
        assert [name for name in held if getattr(area, name)] == []


@pytest.mark.parametrize(
    "words",
    [
        {"values": ["3.6"], "with_area": True},
        {"areas": ["3"], "leave_out": ["3.1"]},
        {"values": [f"3.{place}" for place in range(1, 11)]},
        {"areas": ["etiske"], "values": ["3.6"]},
        {},
        {"leave_out": ["3.6"]},
    ],
)
def test_an_area_that_was_asked_for_comes_along_with_all_that_it_has(words: Any) -> None:
    area = next(one for one in select(PACK, **words).areas if one.number == 3)
    assert area.comes_along
    assert area.introduction == PACK.areas[2].introduction != ()
    assert area.dilemmas == PACK.dilemmas_of(PACK.areas[2])


def test_a_selection_may_be_had_with_the_areas_of_its_values() -> None:
    alone = select(PACK, ["1"], ["håp"], ["varme"])
    assert alone.with_areas() == select(PACK, ["1"], ["håp"], ["varme"], with_area=True)
    assert alone.with_areas() != alone


def test_leaving_out_alone_leaves_the_rest() -> None:
    assert numbers(select(PACK, leave_out=["1.1"])) == NUMBERS[1:]


def test_an_area_with_no_value_left_goes() -> None:
    rest = select(PACK, ["1", "2"], leave_out=[f"1.{place}" for place in range(1, 11)])
    assert [area.number for area in rest.areas] == [2]
    assert len(rest.areas[0].values) == len(rest.pack.areas[1].values) == 10


@given(
    st.sets(st.sampled_from(["1", "2", "3", "4"])),
    st.sets(st.sampled_from(NUMBERS)),
    st.sets(st.sampled_from(NUMBERS)),
    st.randoms(),
)
def test_any_choice_is_the_union_less_what_is_left_out_in_the_packs_order(
    areas: set[str], values: set[str], out: set[str], shuffler: st.DataObject
) -> None:
    out -= values
    out = {n for n in out if not (areas or values) or n.split(".")[0] in areas}
    wanted = {n for n in NUMBERS if n in values or n.split(".")[0] in areas} or set()
    if not areas and not values:
        wanted = set(NUMBERS)
    names = [list(areas), list(values), list(out)]
    for some in names:
        shuffler.shuffle(some)  # type: ignore[attr-defined]
    if wanted <= out:
        with pytest.raises(KitError, match="every value is left out"):
            select(PACK, *names)
    else:
        chosen = select(PACK, *names)
        assert numbers(chosen) == [n for n in NUMBERS if n in wanted - out]
        assert all(area.values for area in chosen.areas)


def test_of_a_range_some_may_be_left_out() -> None:
    assert numbers(select(PACK, values=["2.1-2.4"], leave_out=["2.2"])) == ["2.1", "2.3", "2.4"]
    assert numbers(select(PACK, values=["alle"], leave_out=["2"]))[10] == "3.1"
    assert told(PACK, values=["2.1-2.4", "2.2"], leave_out=["2.2"]) == [
        "styrkefokus is both asked for and left out: take it out of --value or of --leave-out"
    ]


def test_a_value_both_asked_for_and_left_out_is_refused() -> None:
    assert told(PACK, values=["håp", "tillit"], leave_out=["2.3"]) == [
        "hap is both asked for and left out: take it out of --value or of --leave-out"
    ]


def test_areas_may_be_left_out_as_well() -> None:
    assert [area.number for area in select(PACK, leave_out=["2", "etiske"]).areas] == [1, 4]
    assert [area.number for area in select(PACK, leave_out=["1-3"]).areas] == [4]
    assert numbers(select(PACK, ["1"], leave_out=["1.2-1.9"])) == ["1.1", "1.10"]


def test_what_was_never_in_cannot_be_left_out() -> None:
    assert told(PACK, ["1"], leave_out=["håp", "varme"]) == [
        "--leave-out håp: this was not chosen, so there is nothing to leave out: take håp out of "
        "--leave-out"
    ]
    # Of which some was in is taken out.
    assert numbers(select(PACK, ["1"], leave_out=["1.3-2.9"])) == ["1.1", "1.2"]


def by_option(text: str, tmp_path: Path, **options: list[str]) -> Selection:
    path = tmp_path / "okt.yaml"
    path.write_text(text, encoding="utf-8")
    given = {key.replace("_", "-"): value for key, value in options.items()}
    session, problems = read_session(given, path)
    assert problems == []
    names = (session.areas, session.values, session.leave_out)
    return select(PACK, *names, sources=session.sources)


def test_an_option_goes_before_what_the_file_says_of_the_same_value(tmp_path: Path) -> None:
    both = "values: [håp, empati]\n"
    assert numbers(by_option(both, tmp_path, leave_out=["håp"])) == ["1.1"]
    out = "areas: [1]\nleave-out: [varme, empati]\n"
    assert "1.8" in numbers(by_option(out, tmp_path, values=["varme"]))
    assert "1.1" not in numbers(by_option(out, tmp_path, values=["varme"]))
    assert "1.8" in numbers(by_option(out, tmp_path, values=["1.7-1.9"]))
    with pytest.raises(KitError, match="both asked for and left out"):
        by_option("values: [håp, 1.1]\nleave-out: [håp]\n", tmp_path)
    with pytest.raises(KitError, match="both asked for and left out"):
        by_option("values: [1.1]\n", tmp_path, values=["2.3", "1.1"], leave_out=["håp"])


def test_what_a_file_leaves_out_in_vain_is_told_in_its_words(tmp_path: Path) -> None:
    with pytest.raises(KitError) as caught:
        by_option("areas: [1]\nleave-out: [1.2, håp]\n", tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}/okt.yaml:2:18: leave-out håp: this was not chosen, so there is nothing to "
        "leave out: take håp out of leave-out"
    )


def test_what_a_file_leaves_out_of_its_own_choice_does_nothing_to_another(tmp_path: Path) -> None:
    text = "areas: [1, 2]\nleave-out: [varme]\n"
    assert len(by_option(text, tmp_path, areas=["2"]).values) == 10
    with pytest.raises(KitError, match=r"^--leave-out 2\.3: this was not chosen"):
        by_option("areas: [1]\n", tmp_path, leave_out=["2.3"])
