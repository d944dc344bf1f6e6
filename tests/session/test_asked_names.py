from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.content.models import Pack
from kit.content.packs import load_pack
from kit.core.errors import KitError
from kit.core.spelling import plain
from kit.pipeline.request import request_for
from kit.session.file import read_session
from kit.session.selection import select
from tests.conftest import SAMPLES
from tests.session.selections import EVERYTHING, NUMBERS, PACK, numbers, told


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
        "no value 1,2: write 1.2, with a point, if Respekt is meant, or --area 1 --area 2 if the "
        "areas 1 and 2 are",
        "no value 2: that is the area Menneskesyn og profesjonell holdning (2), asked for by "
        "--area",
        "no value etiske: that is the area Etiske og rettighetsbaserte verdier (3), asked for by "
        "--area",
    ]


def test_two_areas_left_out_with_a_comma_may_be_one_value() -> None:
    assert told(PACK, leave_out=["2,3"]) == [
        "no value 2,3: write 2.3, with a point, if Håp is meant, or --leave-out 2 --leave-out 3 if "
        "the areas 2 and 3 are"
    ]
    assert numbers(select(PACK, leave_out=["2", "3"]))[10] == "4.1"


@pytest.mark.parametrize("typed", ["2-", "-2", "2 –"])
def test_a_range_with_one_end_is_told(typed: str) -> None:
    hint = "a range has a number at both ends, such as 1-3"
    assert told(PACK, areas=[typed]) == [f"no area {typed}: {hint}"]


def in_file(folder: Path, text: str, **options: Any) -> list[str]:
    """What is wrong with a choice of the default pack, by a session file and options."""
    path = folder / "okt.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KitError) as caught:
        request_for(
            *read_session({key.replace("_", "-"): one for key, one in options.items()}, path)
        )
    return [str(one).replace(f"{path}:", "") for one in caught.value.problems]


def test_a_slip_in_an_option_has_no_place_in_the_file_behind_it(tmp_path: Path) -> None:
    text = "areas: [1]\nvalues: [2.1]\nleave-out: [1.2]\npieces: {posters: 1}\nonly: [1.1]\n"
    slips = {"areas": ["9"], "values": ["empatii"], "leave_out": ["vrme"], "pieces": ["plakxtar"]}
    assert in_file(tmp_path, text, **slips) == [
        "--area 9: no such area; `kit list areas` shows what there is",
        "--leave-out vrme: no such value; did you mean Varme (1.8)?",
        "--piece plakxtar: no such piece; did you mean Plakater (posters)?",
        "--value empatii: no such value; did you mean Empati (1.1)?",
    ]
    assert in_file(tmp_path, "areas: [1]\nonly: [1.1]\n", only=["9.9"])[0].startswith(
        "--only 9.9: no such card; "
    )
    assert in_file(tmp_path, text, areas=["4.11"]) == [
        "--area 4.11: no such area; `kit list areas` shows what there is"
    ]
    assert in_file(tmp_path, text, leave_out=["4.1"]) == [
        "--leave-out 4.1: this was not chosen, so there is nothing to leave out: take 4.1 out of "
        "--leave-out"
    ]
    # What the file says of amounts holds, whichever pieces an option names.
    slip = "areas: [1]\npieces: {guide: 1, plakxtar: 2}\n"
    assert in_file(tmp_path, slip, pieces=["guide"]) == [
        "2:20: no piece plakxtar: did you mean Plakater (posters)?"
    ]


def test_a_decimal_comma_is_told_what_to_write(tmp_path: Path) -> None:
    hint = "write 1.3, with a point, if Tillit is meant, or"
    assert in_file(tmp_path, "values: [2.1]\n", values=["1,3"], leave_out=["1,3"]) == [
        f"--leave-out 1,3: no such value; {hint} --leave-out 1 --leave-out 3 if the areas 1 and 3 "
        "are",
        f"--value 1,3: no such value; {hint} --area 1 --area 3 if the areas 1 and 3 are",
    ]
    assert in_file(tmp_path, "values: '1,3'\nleave-out: ['1,3']\n") == [
        f"1:9: no value 1,3: {hint} areas: [1, 3] if the areas 1 and 3 are",
        f"2:13: no value 1,3: {hint} leave-out: [1, 3] if the areas 1 and 3 are",
    ]
    assert in_file(tmp_path, "areas: [1]\n", values=["3,9"]) == [
        "--value 3,9: no such value; write 3.9, with a point, if Samtykkekompetanse is meant"
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
        "ærlighet: more than one value has this name: choose by number, 1.1 or 2.1"
    ]


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
