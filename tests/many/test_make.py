"""One of many kits is the same as if it were built alone; one that is finished is left alone."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kit.many.make import Making
from kit.many.outcome import Outcome
from kit.many.which_sessions import asked_sessions
from kit.output.manifest import MANIFEST
from kit.pipeline import run
from kit.session.file import read_session
from kit.system.cache import user_store
from tests.conftest import SAMPLES

# A counting sheet alone, which is quickly made.
OPTIONS: Mapping[str, Any] = {"content": SAMPLES / "small", "pieces": ("tally-sheet",)}
SAID = "title: Fagdag\ndate: 2026-12-03\nteam: Nord\npeople: 8\nvalues: '1.1'\n"


def make(path: Path, anew: bool = False, **more: Any) -> Outcome:
    (one,) = asked_sessions([path], {**OPTIONS, **more}).sessions
    return Making(None if anew else user_store(), lambda kit: kit.notices).made(one)


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".pdf"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "nord.yaml"
    path.write_text(SAID, encoding="utf-8")
    return path


def test_a_file_and_a_row_make_what_a_build_of_it_alone_makes(file: Path, tmp_path: Path) -> None:
    alone, problems = read_session({**OPTIONS, "out": tmp_path / "alone"}, file)
    run.build(alone, problems, store=user_store())
    row = tmp_path / "okter.csv"
    row.write_text(
        "tittel;dato;lag;personer;verdier\nFagdag;3. desember 2026;Nord;8;1.1\n", encoding="utf-8"
    )
    expected = bytes_in(tmp_path / "alone")
    made = [make(file), make(row)]
    assert [one.state for one in made] == ["made", "made"]
    assert expected
    assert [bytes_in(one.folder) for one in made] == [expected, expected]
    manifests = [
        json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        for folder in (tmp_path / "alone", made[0].folder, made[1].folder)
    ]
    for one in manifests:
        one.pop("made_from")
        one.pop("made_of", None)
    assert manifests[0] == manifests[1] == manifests[2]


def test_what_is_finished_and_unchanged_is_not_made_again(file: Path) -> None:
    first, second = make(file), make(file)
    assert (first.state, second.state) == ("made", "up to date")
    told = ("title", "date", "folder", "files", "sheets", "minutes")
    assert [getattr(first, one) for one in told] == [getattr(second, one) for one in told]
    assert make(file, anew=True).state == "made"
    # Without a store nothing is known of it.
    assert make(file).state == "made"


def test_whatever_is_changed_the_kit_is_made_again(file: Path) -> None:
    kit = make(file).folder
    (pdf,) = kit.glob("*.pdf")
    file.write_text(SAID.replace("8", "9"), encoding="utf-8")
    assert make(file).state == "made"
    file.write_text(SAID, encoding="utf-8")
    assert make(file).state == "made"
    pdf.unlink()
    assert make(file).state == "made"
    (kit / MANIFEST).write_text(
        (kit / MANIFEST).read_text(encoding="utf-8").replace('"key": "', '"key": "0'), "utf-8"
    )
    assert make(file).state == "made"
    assert make(file).state == "up to date"


def test_a_file_that_somebody_changed_is_never_overwritten(file: Path) -> None:
    kit = make(file).folder
    (pdf,) = kit.glob("*.pdf")
    pdf.write_bytes(b"filled in")
    outcome = make(file)
    assert outcome.state == "failed"
    assert "this file was changed after kit wrote it" in outcome.problems[0].text
    assert pdf.read_bytes() == b"filled in"


def test_all_that_is_wrong_is_told_as_of_a_single_build(file: Path) -> None:
    file.write_text(f"{SAID}tabels: 2\nonly: 1.1\nareas: [9]\n", encoding="utf-8")
    outcome = make(file)
    assert (outcome.state, outcome.title) == ("failed", "Fagdag")
    places = [str(one).removeprefix(str(file)) for one in outcome.problems]
    assert places[0].startswith(":6:1: unknown key tabels: did you mean tables?")
    assert places[1].startswith(":7:7: only: this is of one kit alone")
    assert places[2].startswith(":8:9: no area 9")
    assert not outcome.folder.exists() or not list(file.parent.glob("*-kit"))


def test_a_fault_of_kit_stops_no_other(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr("kit.many.make.request_for", fails)
    (problem,) = make(file).problems
    assert problem.file == str(file)
    assert "a fault in kit itself (ZeroDivisionError: by nothing): build it alone" in problem.text
    monkeypatch.setattr("kit.many.make.request_for", _refused)
    (problem,) = make(file).problems
    assert str(problem) == "somewhere: Permission denied"


def _refused(*_: object) -> None:
    raise PermissionError(13, "Permission denied", "somewhere")


def test_what_is_changed_while_a_kit_is_made_is_not_taken_for_what_it_was_made_of(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = iter("ab")
    monkeypatch.setattr("kit.many.make.made_of", lambda _: next(keys))
    kit = make(file).folder
    assert "made_of" not in json.loads((kit / MANIFEST).read_text(encoding="utf-8"))
