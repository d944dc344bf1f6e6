"""Pairs of keys that contradict each other, one in the file and the other as an option."""

from pathlib import Path
from typing import Any

import pytest

from kit.session.file import read_session
from kit.session.model import Session
from kit.session.printers import profiles_folder
from kit.typed.figures import offset_remark


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
            "--for goes before decks, margin, marks, posters and separate-backs",
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
            "--flip goes before back-offset, marks-on and separate-backs",
        ),
        (
            "flip: fold\n",
            {"separate-backs": True},
            {"flip": "long", "separate-backs": True},
            "--separate-backs goes before flip",
        ),
        (
            "flip: none\n",
            {"back-offset": "1.5,2"},
            {"flip": "long", "back-offset": (1.5, 2)},
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
            {"for": "screen", "margin": None},
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


BOTH = "To have both, write it into the file."


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        (
            "participants: [Kari, Ola]\nindividual: yes\n",
            {"people": "20"},
            "--people goes before participants of the session file: its 2 names are not used.",
        ),
        (
            "participants: folk.csv\ncolumn: B\n",
            {"people": "20"},
            "--people goes before participants of the session file: its 3 names are not used.",
        ),
        (
            "participants: none.csv\n",
            {"people": "20"},
            "--people goes before participants of the session file: its names are not used.",
        ),
        (
            "people: 24\n",
            {"participants": "FOLDER/folk.csv"},
            "--participants goes before people of the session file.",
        ),
        (
            "only-changed: m.json\n",
            {"only": ["1.1"]},
            "--only goes before only-changed of the session file.",
        ),
        (
            "areas: [1, 3]\nvalues: [4.2, 4.7, 2.1, 2.3, 2.4]\nleave-out: [1.2]\n",
            {"values": ["4.2"]},
            "--value goes before values of the session file: its 5 are put by; areas and leave-out "
            f"stay. {BOTH}",
        ),
        (
            "areas: 1\nleave-out: [1.2, 1.3]\n",
            {"leave-out": ["1.4"]},
            "--leave-out goes before leave-out of the session file: its 2 are put by; areas stay. "
            f"{BOTH}",
        ),
        (
            "areas: 1-3\n",
            {"areas": ["4"]},
            f"--area goes before areas of the session file: 1-3 is put by. {BOTH}",
        ),
        (
            "pieces: {posters: 1, value-cards: 4}\nareas: [1]\n",
            {"pieces": ["posters"]},
            "--piece goes before pieces of the session file: its 2 are put by.",
        ),
    ],
)
def test_what_an_option_puts_by_of_the_file_is_told(
    tmp_path: Path, text: str, options: dict[str, Any], told: str
) -> None:
    (tmp_path / "folk.csv").write_text("nr;Navn\n1;Kari\n2;Ola\n3;Liv\n", encoding="utf-8")
    if "participants" in options:
        options = {"participants": tmp_path / "folk.csv"}
    session, problems = both(tmp_path, text, options)
    assert (session.remarks, problems) == ((told,), [])


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("areas: [1, 3]\ntables: 4\nteam: Nord\n", {"values": ["4.2"], "tables": "5"}),
        ("values: [4.2]\n", {"values": ["4.2"]}),
        ("participants:\nvalues:\n", {"people": "20", "values": ["4.2"]}),
    ],
)
def test_what_goes_together_or_was_meant_is_not_told(
    tmp_path: Path, text: str, options: dict[str, Any]
) -> None:
    session, problems = both(tmp_path, text, options)
    assert (session.remarks, problems) == ((), [])


def test_options_that_need_the_names_that_another_puts_by_are_refused(tmp_path: Path) -> None:
    text = "participants: [Kari, Ola]\n"
    assert both(tmp_path, text, {"people": "20", "individual": True, "sheet": "Ark1"})[1] == [
        "--individual makes a plan for each name: leave out --people",
        "--sheet is that of a file with names: leave out --people, or take it away",
    ]


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
    given = {"date": "19.11.2026", "back-offset": "0,5"}
    assert both(tmp_path, "people: 24\n", given)[0].remarks == (
        "--date 19.11.2026: read as Thursday 19 November 2026, which is past",
        "--back-offset 0,5: read as 0 mm to the right and 5 mm down; if one number is meant, write "
        "0.5,0",
    )


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("-1,2", "read as 1 mm to the left and 2 mm down; if one number is meant, write -1.2,0"),
        ("0,5 mm", "read as 0 mm to the right and 5 mm down; if one number is meant, write 0.5,0"),
        *((plain, "") for plain in ("0.5,1", "1,-2", "0,5; 1", "1 2", "0,0", [0, 5])),
    ],
)
def test_an_offset_that_may_be_one_number_is_told(typed: Any, told: str) -> None:
    assert offset_remark(typed) == told
