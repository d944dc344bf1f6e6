"""Pairs of keys that contradict each other, one in the file and the other as an option."""

from pathlib import Path
from typing import Any

import pytest

from kit.session.file import read_session
from kit.session.model import Session
from kit.session.printers import profiles_folder


@pytest.fixture(autouse=True)
def printers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One printer without A3 is known."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    profiles_folder().mkdir(parents=True)
    (profiles_folder() / "kontoret.yaml").write_text("margin: 5\nduplex: none\n", "utf-8")


def both(folder: Path, text: str, options: dict[str, Any]) -> tuple[Session, list[str]]:
    path = folder / "okt.yaml"
    path.write_text(text, encoding="utf-8")
    session, problems = read_session(options, path)
    return session, [str(problem).removeprefix(f"{path}:") for problem in problems]


@pytest.mark.parametrize(
    ("text", "options", "kept", "told"),
    [
        (
            "margin: 9\nmarks: lines\nseparate-backs: yes\ndecks: 2\nposters: a4\n",
            {"for": "screen"},
            {"for": "screen"},
            "--for goes before decks and margin and marks and posters and separate-backs",
        ),
        (
            "for: print-shop\nicc: shop.icc\n",
            {"for": "office"},
            {"for": "office", "icc": None},
            "--for goes before icc",
        ),
        (
            "posters: a4\n",
            {"for": "print-shop"},
            {"for": "print-shop", "posters": "A3"},
            "--for goes before posters",
        ),
        ("for: screen\npng: yes\n", {"for": "office"}, {"png": False}, "--for goes before png"),
        (
            "back-offset: [1, 2]\nmarks-on: both\nseparate-backs: yes\n",
            {"flip": "none"},
            {"flip": "none", "marks-on": "front", "separate-backs": False},
            "--flip goes before back-offset and marks-on and separate-backs",
        ),
        (
            "flip: fold\n",
            {"separate-backs": True},
            {"flip": "long", "separate-backs": True},
            "--separate-backs goes before flip",
        ),
        (
            "flip: none\n",
            {"back-offset": "1,2"},
            {"flip": "long", "back-offset": (1, 2)},
            "--back-offset goes before flip",
        ),
        (
            "marks-on: both\n",
            {"marks": "none"},
            {"marks": "none", "marks-on": "front"},
            "--marks goes before marks-on",
        ),
        (
            "marks: none\n",
            {"marks-on": "both"},
            {"marks": "crop", "marks-on": "both"},
            "--marks-on goes before marks",
        ),
        (
            "posters: a4\nfull-size: yes\n",
            {"posters": "a2"},
            {"posters": "A2", "full-size": False},
            "--posters goes before full-size",
        ),
        ("decks: 3\n", {"tables": "4"}, {"decks": 1}, "--tables goes before decks"),
        (
            "printer: kontoret\n",
            {"for": "screen"},
            {"for": "screen", "margin": 8},
            "--for goes before printer",
        ),
        (
            "paper: a3\nposters: a3\n",
            {"printer": "kontoret"},
            {"paper": "A4", "posters": "A4", "margin": 5},
            "--printer goes before paper and posters",
        ),
    ],
)
def test_an_option_goes_before_a_key_of_the_file_that_contradicts_it(
    tmp_path: Path, text: str, options: dict[str, Any], kept: dict[str, Any], told: str
) -> None:
    session, problems = both(tmp_path, text, options)
    assert problems == []
    made = session.printing.model_dump(by_alias=True)
    assert {key: made[key] for key in kept} == kept
    assert session.remarks == (f"{told} of the session file.",)


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        (
            "for: print-shop\n",
            {"posters": "a4"},
            "--posters a4 is for an office printer: a print shop has larger paper",
        ),
        (
            "for: print-shop\n",
            {"png": True},
            "--png does nothing for print-shop: say --for screen as well, or take it away",
        ),
        (
            "for: screen\n",
            {"decks": "2"},
            "--decks does nothing for screen: say --for office or print-shop as well, or take it "
            "away",
        ),
    ],
)
def test_whom_the_kit_is_for_is_not_changed_by_another_option(
    tmp_path: Path, text: str, options: dict[str, Any], told: str
) -> None:
    assert both(tmp_path, text, options)[1] == [told]


def test_both_in_one_place_stay_a_fault(tmp_path: Path) -> None:
    text = "marks: none\nmarks-on: both\n"
    fault = "marks-on both does nothing with marks none: take one away"
    assert both(tmp_path, text, {})[1] == [f"2:11: {fault}"]
    assert both(tmp_path, text, {"flip": "short"})[1] == [f"2:11: {fault}"]
    assert both(tmp_path, "title: Dag\n", {"marks": "none", "marks-on": "both"})[1] == [
        "--marks-on both does nothing with --marks none: take one away"
    ]


def test_how_something_was_read_is_told_with_its_place(tmp_path: Path) -> None:
    session, problems = both(
        tmp_path, "people: ca. 24\ndate: 3/12/2026\n", {"tables": "ca. 4 bord"}
    )
    assert problems == []
    path = tmp_path / "okt.yaml"
    assert session.remarks == (
        f"{path}:1:9: people ca. 24: counted as 24",
        f"{path}:2:7: date 3/12/2026: read as Thursday 3 December 2026, with the day first",
        "--tables ca. 4 bord: counted as 4",
    )
    assert both(tmp_path, "people: 24 personer\ndate: 3.12.2026\n", {})[0].remarks == ()
