from pathlib import Path
from typing import Any

import pytest

from kit.cli.tables import left_out_lines
from kit.core.errors import KitError
from kit.core.language import Language, speech
from kit.pipeline.request import Request, request_for
from kit.session.file import read_session

OF_AREAS = {"Dilemmakort", "Refleksjonskort", "Plakater"}


def request(path: Path | None = None, **wanted: Any) -> Request:
    options = {key.replace("_", "-"): wish for key, wish in wanted.items()}
    return request_for(*read_session(options, path))


def test_single_values_come_without_the_pieces_of_their_area() -> None:
    alone = request(values=["håp", "3.6"])
    assert set(alone.left_out) == alone.of_areas == OF_AREAS
    beside = request(areas=["4"], values=["3.6"])
    assert "posters" in beside.pieces
    assert set(beside.left_out) == OF_AREAS - {"Plakater"}
    assert beside.of_areas == {"Dilemmakort"}
    whole = request(values=["håp", "3.6"], with_area=True)
    assert whole.left_out == ()
    assert list(whole.pieces) == list(request().pieces)


def test_what_no_area_of_the_values_has_is_not_said_to_come_with_it() -> None:
    found = request(areas=["4"], values=["4.1"])
    assert (set(found.left_out), found.of_areas) == (OF_AREAS - {"Plakater"}, frozenset())


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        ({"values": ["håp"], "pieces": ["plakater"]}, "Plakater"),
        ({"values": ["3.6"], "pieces": ["posters", "value-cards"]}, "Plakater"),
        ({"values": ["3.6"], "pieces": ["dilemmakort", "posters"]}, "Dilemmakort and Plakater"),
        ({"values": ["3.6"], "areas": ["4"], "pieces": ["dilemmakort"]}, "Dilemmakort"),
    ],
)
def test_a_piece_of_areas_for_single_values_alone_says_how_to_have_it(
    wanted: dict[str, Any], named: str
) -> None:
    with pytest.raises(KitError) as caught:
        request(**wanted)
    assert str(caught.value) == (
        f"{named}: this comes with whole areas, and only single values are chosen: add "
        "--with-area for the areas of these, or choose areas by --area"
    )
    assert request(**wanted, with_area=True).left_out == ()


def test_in_a_session_file_it_is_told_there_and_in_the_words_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "okt.yaml"
    path.write_text("values: [håp]\npieces: [plakater]\n", "utf-8")
    with pytest.raises(KitError) as caught:
        request(path)
    (problem,) = caught.value.problems
    assert (problem.line, "add with-area for" in problem.text) == (2, True)
    path.write_text("values: [håp]\npieces: [plakater]\nwith-area: yes\n", "utf-8")
    assert request(path).left_out == ()
    with pytest.raises(KitError, match="comes with whole areas"):
        request(path, with_area=False)


SHOWN = {
    "value-cards": "values",
    "quality-cards": "qualities",
    "dilemma-cards": "dilemmas",
    "question-cards": "questions",
    "posters": "areas",
    "action-plan": "action-plan",
}


def on_screen(path: Path | None = None, **wanted: Any) -> Request:
    return request(path, **{"for": "screen", **wanted})


def test_on_a_screen_slides_stand_for_cards_and_posters() -> None:
    assert request().shown == {}
    found = on_screen()
    assert list(found.pieces) == ["slides", "action-plan", "guide"]
    assert found.shown == SHOWN
    # What becomes pictures is drawn as well.
    assert {*on_screen(png=True).pieces} == {*SHOWN, *found.pieces}
    room = on_screen(people=9, tables=2)
    assert (room.pieces.keys(), room.left_out) == (found.pieces.keys(), ())
    assert room.shown == {**SHOWN, "sort-header-cards": "headings"}


def test_slides_show_the_pieces_that_are_asked_for_or_by_themselves_all() -> None:
    some = on_screen(pieces=["dilemmakort", "handlingsplan"])
    assert list(some.pieces) == ["slides", "action-plan"]
    assert some.shown == {"dilemma-cards": "dilemmas", "action-plan": "action-plan"}
    assert on_screen(pieces=["lysbilder"]).shown == SHOWN
    plan = on_screen(pieces=["handlingsplan"])
    assert (list(plan.pieces), plan.shown) == (["action-plan"], {})
    with pytest.raises(KitError, match="the kit would be empty: Dilemmakort"):
        on_screen(areas=["1"], pieces=["dilemmakort"])


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (
            {"for": "screen", "tables": 2, "pieces": ["bordskilt"]},
            "bordskilt are for paper, not --for screen: take one of the two away",
        ),
        ({"pieces": ["lysbilder"]}, "lysbilder are for a screen: add --for screen"),
    ],
)
def test_what_is_for_another_destination_is_told(wanted: dict[str, Any], told: str) -> None:
    with pytest.raises(KitError) as caught:
        request(**wanted)
    assert str(caught.value) == told


def test_what_a_session_file_has_for_paper_is_left_out_for_a_screen(tmp_path: Path) -> None:
    path = tmp_path / "okt.yaml"
    path.write_text("tables: 2\npieces: [value-cards, table-signs, slides]\n", "utf-8")
    found = on_screen(path)
    assert list(found.pieces) == ["slides", "guide"]
    assert found.left_out == ("Bordskilt",)
    assert found.of_another == {"Bordskilt"}
    assert [*left_out_lines(found)] == ["Left out Bordskilt: this is for paper."]
    paper = request(path)
    assert list(paper.pieces) == ["value-cards", "table-signs", "guide"]
    assert [*left_out_lines(paper)] == ["Left out Lysbilder: this is for a screen."]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "nb",
            [
                "Dilemmakort og Plakater: dette følger med hele områder, og bare enkelte verdier "
                "er valgt: legg til --with-area for å få områdene deres, eller velg områder med "
                "--area",
                "settet ville blitt tomt: det ville ikke stått noe på Dilemmakort",
                "bordskilt er for papir, ikke --for screen: ta bort en av de to",
                "lysbilder er for skjerm: legg til --for screen",
                "bordskilt er for bord: legg til --tables",
            ],
        ),
        (
            "nn",
            [
                "Dilemmakort og Plakater: dette følgjer med heile område, og berre enkelte verdiar "
                "er valde: legg til --with-area for å få områda deira, eller vel område med --area",
                "settet ville vorte tomt: det ville ikkje stått noko på Dilemmakort",
                "bordskilt er for papir, ikkje --for screen: ta bort ein av dei to",
                "lysbilder er for skjerm: legg til --for screen",
                "bordskilt er for bord: legg til --tables",
            ],
        ),
    ],
)
def test_what_cannot_be_made_is_said_in_norwegian(language: Language, told: list[str]) -> None:
    said = []
    wanted: list[dict[str, Any]] = [
        {"values": ["3.6"], "pieces": ["dilemmakort", "posters"]},
        {"areas": ["1"], "pieces": ["dilemmakort"]},
        {"for": "screen", "tables": 2, "pieces": ["bordskilt"]},
        {"pieces": ["lysbilder"]},
        {"pieces": ["bordskilt"]},
    ]
    for one in wanted:
        with pytest.raises(KitError) as caught:
            request(**one)
        said.append(speech(language).said(caught.value.problems[0].text))
    assert said == told
