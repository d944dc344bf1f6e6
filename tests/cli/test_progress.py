import io
import re
import sys
from pathlib import Path

import pexpect
import pytest

from kit.cli.progress import watching_many
from kit.many.outcome import Outcome
from tests.conftest import SAMPLES, run_kit

WORDS = ("build", "--content", str(SAMPLES / "small"), "--piece", "dilemma-cards")
STAGES = ("Reading", "Drawing", "Setting", "Imposing", "Writing")
NO_CACHE = "--no-cache"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_piped_it_is_a_line_a_piece() -> None:
    assert run_kit(*WORDS, NO_CACHE).stderr == "Setting Dilemmakort …\n"


def test_quiet_tells_nothing_but_what_is_wrong() -> None:
    ran = run_kit(*WORDS, "-q")
    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, "", "")
    wrong = run_kit(*WORDS, "-q", "--value", "nobody")
    assert wrong.exit_code == 1
    assert wrong.stderr.startswith("--value nobody: no such value; ")


def test_verbose_tells_the_time_of_each_stage_and_what_was_not_typeset_again() -> None:
    first, *times, batches = run_kit(*WORDS, "-v", NO_CACHE).stderr.splitlines()
    assert first == "Setting Dilemmakort …"
    assert [untimed(line) for line in times] == [f"{stage}: _" for stage in STAGES]
    assert batches == "Batches: 0 from the cache, 1 typeset"
    run_kit(*WORDS)
    # A kit that is kept is read, and neither drawn nor set.
    *times, batches = run_kit(*WORDS, "-v").stderr.splitlines()
    assert [untimed(line) for line in times] == ["Reading: _", "Writing: _"]
    assert batches == "Batches: 1 from the cache, 0 typeset"


def untimed(line: str) -> str:
    return re.sub(r"\d+\.\d\d s", "_", line)


def test_on_a_terminal_there_are_bars_which_go_in_the_end(tmp_path: Path) -> None:
    ran = pexpect.spawn(
        sys.executable, ["-m", "kit", *WORDS, NO_CACHE], encoding="utf-8", cwd=tmp_path
    )
    told = ran.read()
    assert ran.wait() == 0
    for stage in STAGES:
        assert re.search(rf"{stage}\s.*━", told)
    assert "Dilemmakort" in told
    assert "…" not in told
    # Each bar's line is taken away before the report.
    assert told.count("\x1b[2K") >= 5


def test_many_kits_have_one_bar_or_a_line_for_each_or_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done = Outcome("a.yaml", "made", Path("a.yaml"))
    with watching_many(2, quiet=False) as show:
        show(done, 1)
    assert capsys.readouterr().err == "1 of 2: a.yaml, made\n"
    with watching_many(2, quiet=True) as show:
        show(done, 1)
    assert capsys.readouterr().err == ""
    terminal = _Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with watching_many(2, quiet=False) as show:
        show(done, 1)
        told = terminal.getvalue()
    assert "Making" in told
    assert "1/2" in told
    assert told.rstrip().endswith("a.yaml")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True
