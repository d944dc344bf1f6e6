from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.content.models import Pack, plain
from kit.content.packs import load_pack
from kit.core.errors import KitError
from kit.core.paths import DEFAULT_PACK
from kit.session.file import read_session
from kit.session.selection import Selection, select
from tests.conftest import SAMPLES

PACK = load_pack(DEFAULT_PACK)
EVERYTHING = select(PACK)
NUMBERS = [one.number for one in EVERYTHING.values]


def numbers(selection: Selection) -> list[str]:
    return [one.number for one in selection.values]


def told(
    pack: Pack,
    areas: Sequence[str] = (),
    values: Sequence[str] = (),
    leave_out: Sequence[str] = (),
) -> list[str]:
    with pytest.raises(KitError) as caught:
        select(pack, areas, values, leave_out)
    return [str(problem) for problem in caught.value.problems]


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


@given(st.sampled_from(EVERYTHING.values), st.data())
def test_a_value_is_found_however_its_name_is_typed(one: object, data: st.DataObject) -> None:
    name = plain(one.name)  # type: ignore[attr-defined]
    spellings = [
        name,
        name.upper(),
        name.lower(),
        f"  {name} ".replace(" ", "  "),
        name.replace("å", "a").replace("ø", "o").replace("æ", "ae"),
        name.replace("å", "aa").replace("ø", "oe").replace("æ", "ae"),
        name.replace("å", "a\u030a"),
        one.id,  # type: ignore[attr-defined]
        one.id.replace("-", " ").upper(),  # type: ignore[attr-defined]
        one.number,  # type: ignore[attr-defined]
    ]
    typed = data.draw(st.sampled_from(spellings))
    assert numbers(select(PACK, values=[typed])) == [one.number]  # type: ignore[attr-defined]


@given(st.text(max_size=30))
def test_any_text_is_a_name_or_a_plain_error(text: str) -> None:
    try:
        found, error = len(select(PACK, values=[text]).values), ""
    except KitError as told:
        found, error = 0, told.problems[0].text
    assert found or error.startswith("no value ")


@pytest.mark.parametrize("name", ["3", "etiske", "Etiske og rettighetsbaserte verdier"])
def test_an_area_is_found_by_number_id_and_title(name: str) -> None:
    assert [area.number for area in select(PACK, [name]).areas] == [3]


def test_every_misspelt_name_is_told_with_the_nearest() -> None:
    assert told(PACK, areas=["etikse", "7"], values=["empatii", "hop"], leave_out=["vrme"]) == [
        "no area 7: `kit list areas` shows what there is",
        "no area etikse: did you mean Etiske og rettighetsbaserte verdier (3) or Refleksive "
        "og lærende holdninger (4)?",
        "no value empatii: did you mean Empati (1.1)?",
        "no value hop: did you mean Håp (2.3)?",
        "no value vrme: did you mean Varme (1.8)?",
    ]


def test_an_area_taken_for_a_value_is_told_and_the_reverse() -> None:
    assert told(PACK, areas=["empati", "3.6"], values=["etiske", "1,2", "2"]) == [
        "no area 3.6: that is the value Menneskerettighetsfokus (3.6), asked for by --value",
        "no area empati: that is the value Empati (1.1), asked for by --value",
        "no value 1,2: did you mean Respekt? Then write its number with a point, 1.2; areas are "
        "asked for by --area",
        "no value 2: that is the area Menneskesyn og profesjonell holdning (2), asked for by "
        "--area",
        "no value etiske: that is the area Etiske og rettighetsbaserte verdier (3), asked for by "
        "--area",
    ]


def test_a_name_of_two_values_asks_for_the_number() -> None:
    pack = load_pack(SAMPLES / "small")
    twin = pack.areas[1].values[0].model_copy(update={"name": "Ærlighet"})
    area = pack.areas[1].model_copy(update={"values": (twin,)})
    double = Pack(pack.cover, (pack.areas[0], area), None, None, None)
    assert numbers(select(double, values=["2.1"])) == ["2.1"]
    assert numbers(select(double, values=["tid"])) == ["2.1"]
    assert numbers(select(double, values=["aerlighet"])) == ["1.1"]
    assert told(double, values=["ærlighet"]) == [
        "ærlighet is the name of more than one value: choose by number, 1.1 or 2.1"
    ]


def test_a_value_both_asked_for_and_left_out_is_refused() -> None:
    assert told(PACK, values=["håp", "tillit"], leave_out=["2.3"]) == [
        "hap is both asked for and left out: take one of the two away"
    ]


# As people type them


@pytest.mark.parametrize(
    ("typed", "areas"),
    [
        (["1,2"], [1, 2]),
        (["1, 2 og 4"], [1, 2, 4]),
        (["1 2"], [1, 2]),
        (["1+3"], [1, 3]),
        (["1-3"], [1, 2, 3]),
        (["1 – 3"], [1, 2, 3]),
        (["3–1"], [1, 2, 3]),
        (["fra 1 til 3"], [1, 2, 3]),
        (["1-2, 4"], [1, 2, 4]),
        (["område 2"], [2]),
        (["Område 2–3"], [2, 3]),
        (["nr. 2"], [2]),
        (["#2"], [2]),
        (["2."], [2]),
        (["alle"], [1, 2, 3, 4]),
        (["Alle områdene"], [1, 2, 3, 4]),
        (["all"], [1, 2, 3, 4]),
        (["«Etiske og rettighetsbaserte verdier»"], [3]),
        (["etiske og refleksive"], [3, 4]),
        (["Etiske og rettighetsbaserte verdier og refleksive"], [3, 4]),
        (["3 Etiske og rettighetsbaserte verdier", "1: relasjonelle"], [1, 3]),
        (["etiske; 4", "1"], [1, 3, 4]),
    ],
)
def test_areas_are_found_as_they_are_typed(typed: list[str], areas: list[int]) -> None:
    assert [one.number for one in select(PACK, typed).areas] == areas


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        (["håp, empati"], ["1.1", "2.3"]),
        (["håp og empati"], ["1.1", "2.3"]),
        (["HÅP & empati."], ["1.1", "2.3"]),
        (["1.1,1.3-1.5"], ["1.1", "1.3", "1.4", "1.5"]),
        (["2.1-2.4"], ["2.1", "2.2", "2.3", "2.4"]),
        (["2.1–4"], ["2.1", "2.2", "2.3", "2.4"]),
        (["1.9 til 2.2"], ["1.9", "1.10", "2.1", "2.2"]),
        (["2.10"], ["2.10"]),
        (["1.1 1.3"], ["1.1", "1.3"]),
        (["1.1 Empati"], ["1.1"]),
        (["1.1 empati Empati Å leve seg inn i"], ["1.1"]),
        (["Empati (1.1)", "2.3. Håp"], ["1.1", "2.3"]),
        (['"empati"', "“håp”", "„varme“"], ["1.1", "1.8", "2.3"]),
        (["verdi 1.1"], ["1.1"]),
        (["empati,\nhåp,"], ["1.1", "2.3"]),
        (["menneskerettighetsfokuset"], ["3.6"]),
    ],
)
def test_values_are_found_as_they_are_typed(typed: list[str], values: list[str]) -> None:
    assert numbers(select(PACK, values=typed)) == values


def test_every_value_is_every_value() -> None:
    for typed in ("alle", "ALL", "every", "alle verdier"):
        assert numbers(select(PACK, values=[typed])) == NUMBERS


def with_names(*names: str) -> Pack:
    """A pack of one area with values of these names."""
    area = PACK.areas[0]
    values = tuple(
        one.model_copy(update={"id": f"v{place}", "name": name})
        for place, (one, name) in enumerate(zip(area.values, names, strict=False))
    )
    title = "Tillit, håp og 1-3 til"
    changed = area.model_copy(update={"id": "a", "title": title, "values": values, "figure": None})
    return replace(PACK, areas=(changed,), dilemmas=None)


def test_a_name_that_holds_what_stands_between_names_is_one_name() -> None:
    pack = with_names("Lærings- og endringsvilje", "Læring", "Ro, tid og rom", "Ro", "Alle", "1-2")
    for typed, found in (
        ("Lærings- og endringsvilje", ["1.1"]),
        ("lærings og endringsvilje, ro", ["1.1", "1.4"]),
        ("ro, tid og rom", ["1.3"]),
        ("ro, læring, ro, tid og rom", ["1.2", "1.3", "1.4"]),
        ("alle", ["1.5"]),
        ("1-2", ["1.6"]),
    ):
        assert numbers(select(pack, values=[typed])) == found, typed
    for typed in ("tillit, håp og 1-3 til", "«Tillit, håp og 1–3 til».", "a"):
        assert select(pack, [typed]).areas_along, typed


def test_what_is_misspelt_among_several_is_told_by_itself() -> None:
    assert told(PACK, values=["empati, hop og varme", "2.1-2.14", "1.1 Håp"], areas=["1-7"]) == [
        "no area 1-7: there is no 7; the numbers go from 1 to 4",
        "no value 1.1 Håp: 1.1 is Empati; give the number alone, or the name alone",
        "no value 2.1-2.14: there is no 2.14; the numbers go from 1.1 to 4.10",
        "no value hop: did you mean Håp (2.3)?",
    ]
    assert told(PACK, values=["1-2"], areas=["1.1-1.3"]) == [
        "no area 1.1-1.3: these are values, asked for by --value",
        "no value 1-2: these are areas, asked for by --area",
    ]
    assert told(PACK, values=["lærings og endringsvilj"])[0].startswith(
        "no value lærings og endringsvilj: "
    )


# What is left out


def test_areas_may_be_left_out_as_well() -> None:
    assert [area.number for area in select(PACK, leave_out=["2", "etiske"]).areas] == [1, 4]
    assert [area.number for area in select(PACK, leave_out=["1-3"]).areas] == [4]
    assert numbers(select(PACK, ["1"], leave_out=["1.2-1.9"])) == ["1.1", "1.10"]


def test_what_was_never_in_cannot_be_left_out() -> None:
    assert told(PACK, ["1"], leave_out=["håp", "varme"]) == [
        "håp is left out, but was not chosen: take it away"
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
    with pytest.raises(KitError, match="both asked for and left out"):
        by_option("values: [håp, 1.1]\nleave-out: [håp]\n", tmp_path)
    with pytest.raises(KitError, match="both asked for and left out"):
        by_option("values: [1.1]\n", tmp_path, values=["2.3", "1.1"], leave_out=["håp"])


def test_what_a_file_leaves_out_of_its_own_choice_does_nothing_to_another(tmp_path: Path) -> None:
    text = "areas: [1, 2]\nleave-out: [varme]\n"
    assert len(by_option(text, tmp_path, areas=["2"]).values) == 10
    with pytest.raises(KitError, match=r"2\.3 is left out, but was not chosen"):
        by_option("areas: [1]\n", tmp_path, leave_out=["2.3"])
