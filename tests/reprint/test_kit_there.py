"""Lost cards fit the kit that they are laid beside, or are refused with what to say."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kit.core.errors import KitError, Problem
from kit.core.language import Language, speech
from kit.output.manifest import MANIFEST
from kit.pipeline.request import request_for
from kit.session.file import read_session

CARD = {"digest": "1", "size": "63.0 × 88.0 mm"}
OFFICE = {"file": "verdikort.pdf", "sha256": "", "piece": "value-cards", "for": "office"}
# Poker cards of two areas in two decks, as a build tells of them.
POKER: dict[str, Any] = {
    "files": [OFFICE],
    "earlier": [],
    "pack": "recovery",
    "language": "nb",
    "session": {"areas": ["1", "3"]},
    "values": [{"id": "empati"}, {"id": "respekt"}],
    "printing": {"card": "poker", "decks": 2, "for": "office", "ink": "normal", "margin": 12.0},
    "cards": {"value-cards": {"empati": CARD, "respekt": CARD}},
    "decks": {"value-cards": ["A", "B"]},
}
ALIKE: dict[str, Any] = {"card": "poker", "decks": 2}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("copy").mkdir()
    return Path("copy")


def problems(
    folder: Path, kit: dict[str, Any], file: str = "", /, *, beside: bool = True, **asked: Any
) -> list[str]:
    """What is wrong with cards asked for again beside this kit."""
    return [str(one) for one in found(folder, kit, file, beside=beside, **asked)]


def found(
    folder: Path, kit: dict[str, Any], file: str = "", /, *, beside: bool = True, **asked: Any
) -> Sequence[Problem]:
    (folder / MANIFEST).write_text(json.dumps(kit), encoding="utf-8")
    path = Path("okt.yaml") if file else None
    if path:
        path.write_text(file, encoding="utf-8")
    options = {"out": folder, "only": ["1.2"], **asked}
    try:
        request_for(*read_session(options, path), beside=beside)
    except KitError as error:
        return error.problems
    return ()


def test_cards_that_fit_the_kit_are_made(folder: Path) -> None:
    assert problems(folder, POKER, **ALIKE) == []
    assert problems(folder, POKER, "card: poker\ndecks: 2\n") == []
    assert problems(folder, POKER, beside=False) == []
    # Posters were made anew with other ink: that of the cards is their own.
    grey: dict[str, Any] = {"earlier": [{**OFFICE, "ink": "normal"}], "printing": {"ink": "grey"}}
    grey["files"] = [{"file": "p.pdf", "sha256": "", "piece": "posters", "ink": "grey"}]
    assert problems(folder, {**POKER, **grey}, **ALIKE) == []


def test_what_the_kit_was_printed_with_and_was_not_said_is_named(folder: Path) -> None:
    poker = "copy: the cards there were printed with --card poker --decks 2"
    assert problems(folder, POKER) == [f"{poker}: add that, so that these fit them"]
    assert problems(folder, POKER, only=["1.2B"]) == [f"{poker}: add that, so that these fit them"]
    assert problems(folder, POKER, card="poker") == [
        "copy: the cards there were printed with --decks 2: add that, so that these fit them"
    ]
    assert problems(folder, POKER, "title: Hei\n") == [
        "copy: the cards there were printed with card: poker, decks: 2: add that to okt.yaml, so "
        "that these fit them"
    ]


def test_a_kit_from_a_session_file_is_told_by_that(folder: Path) -> None:
    """The file itself lay on another machine."""
    kit = {
        **POKER,
        "made_from": "../åse.yaml",
        "session": {"tables": 3},
        "decks": {"value-cards": ["A", "B", "C"]},
    }
    assert problems(folder, kit, only=["1.1B"]) == [
        "copy: the cards there were printed with --card poker --tables 3: name its session file "
        "åse.yaml, or add that, so that these fit them"
    ]


END = "or choose another folder with --out"


@pytest.mark.parametrize(
    ("kit", "asked", "told"),
    [
        ({}, {"card": "tarot"}, "--card tarot: copy holds cards printed with --card poker; say "),
        ({}, {"decks": 3}, "--decks 3: copy holds cards printed with --decks 2; say "),
        ({"decks": {"value-cards": []}}, {}, "--decks 2: copy holds one deck, without letters; "),
        (
            {"decks": {"value-cards": ["A1", "A2"]}, "session": {"tables": 1, "people": 2}},
            {"decks": None, "tables": 1, "people": 3},
            "--people 3: copy holds cards printed with --people 2; say ",
        ),
        (
            {"files": [{**OFFICE, "ink": "saver"}], "printing": {"ink": "normal"}},
            {"ink": "grey"},
            "--ink grey: copy holds cards printed with --ink saver; say ",
        ),
    ],
)
def test_what_contradicts_the_kit_is_told_by_its_option(
    folder: Path, kit: dict[str, Any], asked: dict[str, Any], told: str
) -> None:
    (one,) = problems(folder, {**POKER, **kit}, **{**ALIKE, **asked})
    assert one.startswith(told)
    assert one.endswith(END)


@pytest.mark.parametrize(
    ("language", "kit", "asked", "as_said"),
    [
        (
            "nb",
            {},
            {"card": "tarot"},
            "--card tarot: copy har kort som ble skrevet ut med --card poker; skriv det samme, "
            "eller velg en annen mappe med --out",
        ),
        (
            "nn",
            {"decks": {"value-cards": []}},
            {},
            "--decks 2: copy har éin bunke, utan bokstavar; ta det bort, eller vel ei anna mappe "
            "med --out",
        ),
        (
            "nb",
            {"pack": "values"},
            {},
            "copy: denne mappen har kort fra pakken values, ikke fra pakken recovery: oppgi values "
            "med --content, eller velg en annen mappe med --out",
        ),
        (
            "nn",
            {"session": {"tables": 4}},
            {"decks": None, "tables": 4},
            "copy: Verdikort der er 2 bunkar, og ville no vorte 4: skriv kor mange i ei øktfil, "
            "til dømes pieces: {value-cards: 2}, eller vel ei anna mappe med --out",
        ),
        (
            "nn",
            {},
            {"only": ["2.3"]},
            "--only 2.3: 2.3 Håp finst i pakka, men ikkje i dette settet: legg til --value 2.3",
        ),
        (
            "nb",
            {},
            {"only": None, "only-changed": Path("none.json")},
            "none.json finnes ikke: oppgi manifest.json for settet du skrev ut",
        ),
    ],
)
def test_what_does_not_fit_is_said_in_the_language_of_its_reader(
    folder: Path, language: Language, kit: dict[str, Any], asked: dict[str, Any], as_said: str
) -> None:
    (one,) = found(folder, {**POKER, **kit}, **{**ALIKE, **asked})
    assert one.told(speech(language)) == as_said


def test_nothing_of_a_screen_is_printed_again(folder: Path) -> None:
    assert problems(folder, POKER, **{**ALIKE, "for": "screen", "decks": None}) == [
        "--only is for paper, not --for screen: take one of the two away"
    ]
    changed: dict[str, Any] = {
        "only": None,
        "only-changed": folder / "manifest.json",
        "for": "screen",
    }
    assert problems(folder, POKER, **changed) == [
        "--only-changed is for paper, not --for screen: take one of the two away"
    ]


def test_what_a_session_file_contradicts_is_told_at_its_line(folder: Path) -> None:
    assert problems(folder, POKER, "decks: 2\ncard: a7\n") == [
        "okt.yaml:2:7: card a7: copy holds cards printed with card: poker; say the same, " + END
    ]


def test_what_a_print_shop_cut_may_be_printed_at_the_office_if_one_says_so(folder: Path) -> None:
    shop = {**POKER, "printing": {"for": "print-shop"}}
    shop["files"] = [{**OFFICE, "for": "print-shop"}]
    assert problems(folder, shop, **ALIKE) == [
        "copy: the cards there were printed with --for print-shop: add that, so that these fit them"
    ]
    assert problems(folder, shop, **{**ALIKE, "for": "office"}) == []


def test_wide_cards_that_the_paper_made_narrow_are_told(folder: Path) -> None:
    """A dilemma lies across two cards where the paper has room."""
    wide = {"dilemma-cards": {"one": {"digest": "1", "size": "210.0 × 148.0 mm"}}}
    kit = {**POKER, "cards": wide, "decks": {}, "printing": {"paper": "A3", "flip": "fold"}}
    asked: dict[str, Any] = {"card": "a6", "flip": "fold"}
    assert problems(folder, kit, **asked) == [
        "copy: the cards there were printed with --paper a3: add that, so that these fit them"
    ]
    assert problems(folder, kit, **asked, paper="a3") == []
    kit["printing"] = {}
    assert problems(folder, kit, **asked) == [
        "copy: Dilemmakort there are 210.0 × 148.0 mm, and would be 105.0 × 148.0 mm now: "
        "choose another folder with --out"
    ]


def test_amounts_that_no_option_tells_are_told_with_the_key(folder: Path) -> None:
    kit = {**POKER, "session": {"tables": 4}, "decks": {"value-cards": ["A", "B"]}}
    assert problems(folder, kit, card="poker", tables=4) == [
        "copy: Verdikort there are 2 decks, and would be 4 now: say how many in a session file, "
        "such as pieces: {value-cards: 2}, " + END
    ]


def test_a_kit_of_other_words_is_refused(folder: Path) -> None:
    kit = {**POKER, "pack": "values", "language": "en"}
    refusal = "name that pack with --content, " + END
    assert problems(folder, kit, **ALIKE) == [
        f"copy: this folder holds cards of the pack values, not of the pack recovery: {refusal}"
    ]
    kit["pack"] = "recovery"
    assert problems(folder, kit, **ALIKE) == [
        "copy: this folder holds cards of the pack recovery in the language en, not of nb: "
        + refusal
    ]


def test_a_card_that_the_kit_has_not_is_told(folder: Path) -> None:
    """The kit is of some values; who says nothing of them means those."""
    assert problems(folder, POKER, **ALIKE, only=["2.3"]) == [
        "--only 2.3: 2.3 Håp is in the pack, but not in this kit: add --value 2.3"
    ]
    assert problems(folder, POKER, **ALIKE, only=["2.3"], values=["2.3"]) == []
    assert problems(folder, POKER, "areas: [1]\nout: copy\n", **ALIKE, only=["håp"]) == [
        "--only håp: 2.3 Håp is in the pack, but not in this kit: add 2.3 to values in okt.yaml"
    ]


def test_a_manifest_that_tells_little_or_nonsense_refuses_nothing(folder: Path) -> None:
    bare: dict[str, Any] = {"files": [], "earlier": []}
    strange = {"printing": {"card": "\x1b[2J", "ink": 5, "for": []}, "session": {"tables": -1}}
    for kit in (bare, {**bare, **strange}, {**bare, "pack": "recovery"}):
        assert problems(folder, kit, card="a7", tables=2) == []
