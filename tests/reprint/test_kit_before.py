"""What changed is printed again of the same kit, not of another."""

import json
from pathlib import Path
from typing import Any

import pytest

from kit.core.language import speech
from kit.output.manifest import MANIFEST
from tests.reprint.test_kit_there import folder as folder  # a fixture
from tests.reprint.test_kit_there import found, problems

NAME_IT = "name the manifest.json of the kit that you printed"
KIT: dict[str, Any] = {
    "files": [],
    "earlier": [],
    "pack": "recovery",
    "language": "nb",
    "session": {"areas": ["1", "3"], "tables": 2, "people": 8},
    "values": [{"id": "empati"}],
    "printing": {"card": "poker", "decks": 1, "for": "office", "ink": "normal"},
    "cards": {"value-cards": {"empati": {"digest": "1"}}},
}
AT = Path("copy") / MANIFEST
ALL_SAID: dict[str, Any] = {"areas": ["1"], "tables": 3, "people": 9, "card": "a7"}


def told(folder: Path, kit: dict[str, Any], file: str = "", /, **asked: Any) -> list[str]:
    """What is wrong where cards that changed since this kit are asked for."""
    return problems(folder, {**KIT, **kit}, file, **{"only": None, "only-changed": AT, **asked})


def test_what_was_asked_for_then_and_not_now_was_forgotten(folder: Path) -> None:
    assert told(folder, {}) == [
        f"{AT} is of a kit made with --area 1 --area 3 --tables 2 --people 8 --card poker: "
        f"add that, or {NAME_IT}"
    ]
    assert told(folder, {}, areas=["1"], decks=1, people=8) == [
        f"{AT} is of a kit made with --card poker: add that, or {NAME_IT}"
    ]
    assert told(folder, {}, "areas: [1, 3]\ntables: 2\npeople: 8\n") == [
        f"{AT} is of a kit made with card: poker: add that to okt.yaml, or {NAME_IT}"
    ]


def test_what_was_forgotten_is_said_in_the_language_of_its_reader(folder: Path) -> None:
    asked: dict[str, Any] = {"only": None, "only-changed": AT}
    (one,) = found(folder, KIT, **asked, areas=["1"], decks=1, people=8)
    assert one.told(speech("nb")) == (
        f"{AT} hører til et sett som ble laget med --card poker: legg det til, eller oppgi "
        "manifest.json for settet du skrev ut"
    )
    (one,) = found(folder, {**KIT, "pack": "values"}, **asked)
    assert one.told(speech("nn")) == (
        f"{AT} høyrer til eit sett frå pakka values, ikkje frå recovery: oppgi manifest.json for "
        "settet du skreiv ut"
    )


def test_what_is_said_now_may_be_other_than_then(folder: Path) -> None:
    assert told(folder, {}, **ALL_SAID) == []


def test_a_kit_from_a_session_file_asks_for_that(folder: Path) -> None:
    of_file = {"made_from": "../åse.yaml"}
    assert told(folder, of_file, card="poker", areas=["1"]) == [
        f"{AT} is of the kit that was made from åse.yaml: name that session file, or add "
        "--tables 2 --people 8"
    ]
    assert told(folder, {**of_file, "session": {"title": "Hei"}}, card="poker") == [
        f"{AT} is of the kit that was made from åse.yaml: name that session file"
    ]


def test_what_was_taken_out_of_the_session_file_was_not_forgotten(folder: Path) -> None:
    of_file = {"made_from": "../okt.yaml"}
    assert told(folder, of_file, "card: poker\n") == []
    assert told(folder, of_file, "people: 8\n") == [
        f"{AT} is of a kit made with card: poker: add that to okt.yaml, or {NAME_IT}"
    ]


def test_a_kit_of_none_of_these_values_is_another(folder: Path) -> None:
    other = {**ALL_SAID, "areas": ["2"]}
    assert told(folder, {}, **other) == [
        f"{AT} is of a kit of other values, none of which is chosen now: {NAME_IT}"
    ]
    printed = Path("printed.json")
    printed.write_text(json.dumps({**KIT, "values": [{"id": "hap"}]}), encoding="utf-8")
    assert told(folder, {}, **{**other, "only-changed": printed}) == [
        "copy holds a kit of other values: choose another with --out"
    ]


def test_a_kit_in_another_language_is_another(folder: Path) -> None:
    assert told(folder, {"language": "nn"}, **ALL_SAID) == [
        f"{AT} is of a kit in nn, not in nb: {NAME_IT}"
    ]


def test_changes_are_not_laid_beside_a_kit_of_another_pack(folder: Path) -> None:
    printed = Path("printed.json")
    printed.write_text(json.dumps(KIT), encoding="utf-8")
    (one,) = told(folder, {"pack": "values"}, **{**ALL_SAID, "only-changed": printed})
    assert one.startswith("copy: this folder holds cards of the pack values, not of the pack ")


@pytest.mark.parametrize("name", ["made_from", "session", "printing"])
def test_a_manifest_may_tell_nonsense(folder: Path, name: str) -> None:
    strange: dict[str, Any] = {"made_from": "\x00/..", "session": {"areas": [5, {}], "tables": {}}}
    strange["printing"] = {"card": [], "ink": "\x1b]0;", "decks": True}
    assert told(folder, {name: strange[name]}, **ALL_SAID) == []
