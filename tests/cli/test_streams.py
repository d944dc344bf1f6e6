"""Streams that are closed, full, of another code page, or whose reader went away."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kit.core.visible import visible_lines
from tests.conftest import SAMPLES
from tests.tiers import slow_but

POSIX = sys.platform != "win32"
KIT = [sys.executable, "-m", "kit"]
SMALL = ["--content", str(SAMPLES / "small")]
BUILD = ["build", *SMALL, "--piece", "tally-sheet", "--out", "out"]
ANSWERS = [["list", *SMALL], ["list", "--json"], ["--help"], ["--version"], ["schema", "pack"]]
FULL = "standard output cannot be written: No space left on device\n"
CLOSED = "standard output cannot be written: it is closed\n"

pytestmark = pytest.mark.skipif(not POSIX, reason="the shell of POSIX closes the streams")


def shell(words: list[str], redirected: str, cwd: Path) -> tuple[int, str, str]:
    """How a command ends, and what it tells, with its streams redirected by the shell."""
    script = f'"$@" {redirected}'
    ran = subprocess.run(
        ["sh", "-c", script, "sh", *KIT, *words], capture_output=True, text=True, cwd=cwd
    )
    return ran.returncode, ran.stdout, ran.stderr


@pytest.mark.parametrize("words", slow_but(ANSWERS, ANSWERS[0]), ids=" ".join)
def test_what_was_asked_for_and_cannot_be_told_is_a_failure(
    words: list[str], tmp_path: Path
) -> None:
    assert shell(words, ">/dev/full", tmp_path) == (1, "", FULL)
    assert shell(words, ">&-", tmp_path) == (1, "", CLOSED)
    if words is not ANSWERS[0]:
        assert shell(words, ">/dev/full 2>&1", tmp_path) == (1, "", "")
        assert shell(words, "<&- >&- 2>&-", tmp_path) == (1, "", "")
        code, _, told = shell(words, "<&- 2>&-", tmp_path)
        assert (code, told) == (0, "")


@pytest.mark.parametrize(
    ("redirected", "code"),
    slow_but(
        [
            (">&-", 0),
            ("2>&-", 0),
            ("<&-", 0),
            ("<&- >&- 2>&-", 0),
            ("2>/dev/full", 0),
            (">/dev/full", 1),
        ],
        ("<&- >&- 2>&-", 0),
    ),
)
def test_a_kit_is_made_whoever_listens(redirected: str, code: int, tmp_path: Path) -> None:
    ended, _, told = shell(BUILD, redirected, tmp_path)
    assert ended == code
    assert "fault" not in told
    assert "Traceback" not in told
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "manifest.json",
        "opptellingsark.pdf",
    ]


def test_a_reader_that_has_enough_ends_it_quietly(tmp_path: Path) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    ran = subprocess.run(
        [*KIT, "list"], stdout=writes, stderr=subprocess.PIPE, text=True, cwd=tmp_path, check=False
    )
    os.close(writes)
    assert (ran.returncode, ran.stderr) == (141, "")


def test_problems_are_told_by_the_code_alone_where_nobody_hears_them(tmp_path: Path) -> None:
    assert shell(["list", "--content", "none"], "2>&-", tmp_path) == (1, "", "")


@pytest.mark.parametrize("encoding", slow_but(["ascii", "cp1252", "latin-1"], "cp1252"))
def test_letters_that_an_encoding_lacks_are_written_out(encoding: str, tmp_path: Path) -> None:
    script = (
        "from kit.cli import streams\n"
        "from kit.cli.terminal import print_json\n"
        "streams.guard()\n"
        "streams.answer('blåbær ŋ \\x9b')\n"
        "streams.remark('blåbær ŋ \\x9b')\n"
        "print_json('blåbær ŋ \\x9b')\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        check=True,
    )
    line, _, told = ran.stdout.partition(b"\n")
    expected = r"bl\xe5b\xe6r \u014b \x9b" if encoding == "ascii" else r"blåbær \u014b \x9b"
    assert line.decode(encoding) == ran.stderr.decode(encoding).rstrip("\n") == expected
    assert json.loads(told.decode("ascii")) == "blåbær ŋ \x9b"


# What comes from outside, made visible by each way of telling.
TELLING = """
import sys, warnings
from kit.cli import streams
from kit.cli.terminal import print_json, print_table
from kit.core.table import Table
streams.guard()
hostile = sys.argv[1]
streams.answer(hostile)
streams.say(hostile)
streams.remark(hostile)
streams.answer_text(hostile + "\\n")
print_table(Table(("file", hostile), (("a", hostile), (":smile:", "[bold]12[/bold]"))))
print_json({hostile: hostile})
print(hostile)
sys.stdout.write(hostile + "\\n")
warnings.warn(hostile)
raise ValueError(hostile)
"""
HOSTILE = "\x1b]0;pwned\x07\x9b31m\u202e\u2028\x7f\r👩\u200d👧 arbeids\u00adliv"


def test_no_way_of_telling_lets_what_steers_through(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", TELLING, HOSTILE], capture_output=True, cwd=tmp_path, check=False
    )
    for stream in (ran.stdout, ran.stderr):
        told = stream.decode("utf-8")
        assert visible_lines(told) == told
        assert "👩\u200d👧 arbeids\u00adliv" in told
        assert r"\x1b]0;pwned\x07\x9b31m\u202e\u2028\x7f\r" in told
    assert ":smile:" in ran.stdout.decode("utf-8")
    assert "[bold]12[/bold]" in ran.stdout.decode("utf-8")


def test_what_is_one_line_stays_one(tmp_path: Path) -> None:
    script = (
        "from kit.cli import streams\n"
        "from kit.cli.terminal import print_table\n"
        "from kit.core.table import Table\n"
        "streams.answer('a\\nb\\u2028c')\n"
        "print_table(Table(('x',), (('a\\nb\\tc',),)))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    assert ran.stdout.splitlines() == [r"a\nb\u2028c", "x", r"a\nb\tc"]


@pytest.mark.skipif(os.name == "nt", reason="no shell there closes a stream")
@pytest.mark.parametrize("closed", [">&-", "<&-", "<&- >&- 2>&-"])
def test_no_file_takes_the_place_of_a_stream_that_is_closed(closed: str) -> None:
    """What libraries tell there would come into a file of the kit."""
    opens = "import os; from kit.cli import streams; streams.guard(); "
    opens += "os._exit(os.open(os.devnull, os.O_RDONLY))"
    command = [sys.executable, "-c", opens]
    assert subprocess.run(["sh", "-c", f'"$@" {closed}', "sh", *command]).returncode > 2
