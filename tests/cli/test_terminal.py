"""What is told in the terminal: tables lose nothing, and what is no fault of kit is not told so."""

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from kit.cli.terminal import print_table, told_afterwards, told_plainly
from kit.core.table import Table
from tests.conftest import run_kit

LONG = "x" * 5000

CODE = """
from kit.core.table import Table
from kit.cli.terminal import print_table
cells = "verdikort-forsider.pdf|40 cards × 4 decks|A4, 160–200\\u00a0g|20|1|62, 8 each"
columns = ("file", "holds", "paper", "sheets", "copies", "cuts")
print_table(Table(columns, (tuple(cells.split("|")),)))
"""
SIGNS = sorted("verdikort-forsider.pdf40cards×4decksA4,160–200g20162,8each")


def shown(width: int) -> list[str]:
    """The lines of the row, as the terminal shows them."""
    # These go before the size of the terminal.
    own = {name: told for name, told in os.environ.items() if name not in ("COLUMNS", "LINES")}
    spawned = pexpect.spawn(
        sys.executable, ["-c", CODE], dimensions=(40, width), env=own, encoding="utf-8", timeout=120
    )
    spawned.expect(pexpect.EOF)
    spawned.close()
    lines = re.sub(r"\x1b\[[0-9;]*m", "", str(spawned.before)).splitlines()
    rule = next(number for number, line in enumerate(lines) if "──" in line)
    return lines[rule + 1 :]


@pytest.mark.parametrize("width", [40, 60, 70, 80, 100, 140])
def test_nothing_is_lost(width: int) -> None:
    lines = shown(width)
    assert all(len(line) <= width for line in lines)
    assert sorted("".join("".join(lines).split())) == SIGNS


def test_lines_take_the_place_of_a_table_that_is_too_wide(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    table = Table(("a", "b"), (("x" * 10, "y" * 20),))
    for width, is_narrow in ((33, True), (34, False)):
        monkeypatch.setenv("COLUMNS", str(width))
        print_table(table, narrow=["below each other"])
        assert ("below" in capsys.readouterr().out) == is_narrow


def test_words_stay_whole_where_there_is_room() -> None:
    words = " ".join(shown(70)).replace("\u00a0", " ").split()
    assert {"verdikort-forsider.pdf", "cards", "160–200", "each"} <= set(words)


def test_without_a_terminal_a_row_is_a_line() -> None:
    ran = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert any(line.split()[-2:] == ["8", "each"] for line in ran.stdout.splitlines())


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("check", LONG), "File name too long"),
        (("check", f"{LONG}.pdf"), "File name too long"),
        (("text", "--out", LONG), "File name too long"),
        (("schema", "--out", LONG), "File name too long"),
        (("new-pack", LONG), "File name too long"),
        (("check-pack", LONG), "File name too long"),
        (("plan", LONG), "File name too long"),
        (("new", f"{LONG}.yaml"), "this name is too long for a file"),
        (("new", f"{LONG}/okt.yaml"), "this folder is not there"),
        (("new", "\udcff.yaml"), "no file on Windows has"),
        (("build", "--piece", "guide", "--out", LONG), "File name too long"),
    ],
)
def test_a_place_that_cannot_be_is_no_fault_of_kit(
    command: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run_kit(*command)
    assert told in ended.stderr
    assert (ended.exit_code, list(tmp_path.iterdir())) == (1, [])


@pytest.mark.parametrize("command", ["new-pack p", "build --piece guide --watch"])
def test_a_current_folder_that_is_gone_is_told(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    ended = run_kit(*command.split())
    assert ended.stderr == "the folder that you are in is not there any more: go to another\n"
    assert ended.exit_code == 1


def test_what_else_the_system_says_is_not_passed_off_as_the_users_doing() -> None:
    with pytest.raises(FileNotFoundError), told_plainly():
        raise FileNotFoundError(2, "No such file or directory", "part of kit")


@pytest.mark.parametrize("quiet", [True, False])
@pytest.mark.parametrize("wrong", [True, False])
def test_what_is_told_afterwards_is_told_once_all_is_over_and_in_quiet_where_it_went_wrong(
    quiet: bool, wrong: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.suppress(ZeroDivisionError), told_afterwards(quiet=quiet) as tell:
        tell("one")
        assert capsys.readouterr().err == ""
        assert 1 / (not wrong)
    assert capsys.readouterr().err == ("" if quiet and not wrong else "one\n")
