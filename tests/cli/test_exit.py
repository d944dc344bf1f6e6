import platform
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kit import __version__
from kit.cli.exit import STOPPED, STOPPED_LATE
from kit.core.visible import visible_lines
from tests.conftest import SAMPLES
from tests.tiers import slow_but

# The command, but for one function that is at fault.
AT_FAULT = """
import sys
import kit.pipeline.run
from kit.__main__ import run

def faulty(*_args, **_more):
    raise ZeroDivisionError("no such\\nthing")

kit.pipeline.run._made = faulty
sys.argv[1:] = ["build", "--content", sys.argv[1], "--out", "my kit"]
run()
"""


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_fault_of_the_program_says_so_and_gives_a_short_report(tmp_path: Path) -> None:
    words = [sys.executable, "-c", AT_FAULT, str(SAMPLES / "small")]
    ran = subprocess.run(words, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert ran.returncode == 1
    assert ran.stdout == ""
    told = ran.stderr.splitlines()
    assert told[0] == (
        "This is a fault in kit itself, not in what you wrote. What lies in the output folder is "
        "whole."
    )
    assert told[2] == (
        f"  kit {__version__}, Python {platform.python_version()}, {platform.platform()}"
    )
    assert told[3] == f"  kit build --content {SAMPLES / 'small'} --out 'my kit'"
    assert [line.split(":")[0].strip() for line in told[-4:-3]] == ["kit/pipeline/run.py"]
    assert told[-3].endswith(" in faulty")
    assert told[-2:] == ["  ZeroDivisionError: no such", "  thing"]
    assert len(told) <= 16
    assert "Traceback" not in ran.stderr
    # No folder of this machine, but what was typed.
    assert str(Path(__file__).parents[2]) not in "\n".join(told[4:])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "ask", slow_but([signal.SIGINT, signal.SIGTERM, signal.SIGHUP], signal.SIGINT)
)
def test_who_stops_a_build_is_told_what_became_of_it(ask: int, tmp_path: Path) -> None:
    out = tmp_path / "out"
    pack = str(SAMPLES / "small")
    words = [sys.executable, "-m", "kit", "build", "--content", pack, "--out", str(out)]
    subprocess.run([*words, "--piece", "tally-sheet"], check=True, capture_output=True)
    before = tree(tmp_path)
    words.append("--no-cache")
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as building:
        assert building.stderr
        # Faces are being typeset, in processes of their own.
        assert building.stderr.readline().startswith("Setting")
        building.send_signal(ask)
        told = building.stderr.read().splitlines()
    assert building.returncode == 128 + ask
    assert [line for line in told if not line.startswith("Setting")] == [STOPPED]
    assert tree(tmp_path) == before


# Asks to stop at one of the imports, in which Python and libraries may lose or change the ask.
AT_AN_IMPORT = """
import os, signal, sys
from kit.__main__ import run

after = int(sys.argv.pop(1))

def ask(event, args):
    global after
    if event == "import":
        after -= 1
        if after == 0:
            os.kill(os.getpid(), signal.SIGINT)

sys.addaudithook(ask)
run()
"""
LIST = ["list", "areas"]
BUILD = ["build", "--content", str(SAMPLES / "small"), "--piece", "tally-sheet", "--no-cache"]
# There are some 180 in a list, 900 in a build.
IMPORTS = [(number, LIST) for number in (1, 4, 40, 90, 150)]
IMPORTS += [(number, BUILD) for number in range(220, 900, 200)]


@pytest.mark.parametrize(("number", "words"), slow_but(IMPORTS, *IMPORTS[1:4:2]))
def test_who_stops_while_it_is_loaded_is_told_too(
    number: int, words: list[str], tmp_path: Path
) -> None:
    command = [sys.executable, "-c", AT_AN_IMPORT, str(number), *words]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    told = [line for line in ran.stderr.splitlines() if not line.startswith("Setting")]
    # At the very first nothing can be told yet.
    assert told == ([] if number < 20 else [STOPPED])
    assert (ran.returncode, ran.stdout) == (130, "")
    assert list(tmp_path.iterdir()) == []


# Asks to stop while something is told, or when all is told and Python tidies away.
AT_THE_END = """
import atexit, os, signal, sys
import kit.cli.app
from kit.__main__ import run

def ask(*_told, **_how):
    os.kill(os.getpid(), signal.SIGTERM)

if sys.argv.pop(1) == "told":
    kit.cli.app._print_kit = ask
else:
    atexit.register(ask)
run()
"""


@pytest.mark.parametrize("when", slow_but(["told", "left"], "told"))
def test_who_stops_after_all_was_written_is_not_told_that_nothing_was(
    when: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", AT_THE_END, when, *BUILD, "--out", "made"]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    told = [line for line in ran.stderr.splitlines() if not line.startswith("Setting")]
    assert told == ([STOPPED_LATE] if when == "told" else [])
    assert ran.returncode == (143 if when == "told" else 0)
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == [
        "manifest.json",
        "opptellingsark.pdf",
    ]


# The command, with something of another kind in the place of what lists.
INSTEAD = """
import os, signal, sys
import kit.authoring.choices
import kit.cli.options
from kit.__main__ import run

def instead(*_told, **_how):
    {}

kit.cli.options.offered = instead
sys.argv[1:] = ["list", *sys.argv[1:]]
run()
"""


def instead(does: str, *words: str) -> tuple[int, str]:
    """How the command ends, and what it tells, with this in the place of what lists."""
    command = [sys.executable, "-c", INSTEAD.format(does), *words]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=40)
    return ran.returncode, ran.stderr


@pytest.mark.parametrize(
    "does",
    slow_but(
        [
            # As libraries in C do that are stopped while they are loaded.
            "try: signal.raise_signal(2)\n    except BaseException: raise ImportError('no')",
            "try: signal.raise_signal(2)\n    except BaseException: sys.exit(3)",
            # Nothing can come out of what is done where something goes out of use.
            "type('It', (), {'__del__': lambda _: signal.raise_signal(2)})()\n"
            "    import time; time.sleep(60)",
            # Twice, as the impatient do.
            "try: signal.raise_signal(2)\n    finally: signal.raise_signal(2)",
        ],
        "type('It', (), {'__del__': lambda _: signal.raise_signal(2)})()\n"
        "    import time; time.sleep(60)",
    ),
)
def test_no_ask_to_stop_is_lost_or_told_as_something_else(does: str) -> None:
    assert instead(does) == (130, f"{STOPPED}\n")


@pytest.mark.slow
def test_a_process_that_was_forked_and_does_not_hear_for_itself_ends_without_a_word() -> None:
    does = (
        "child = os.fork()\n"
        "    if not child: signal.raise_signal(2)\n"
        "    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), file=sys.stderr)\n"
        "    sys.exit(0)"
    )
    assert instead(does) == (0, "130\n")


def test_a_fault_steers_nothing_is_short_and_has_what_was_noted_of_it() -> None:
    does = (
        "error = ValueError('\\x1b]0;x\\nFAKE ' + 'long ' * 9999 + '\\n' * 99)\n"
        "    step = '  File \"' + kit.__file__ + '\", line 7, in \\x9b'\n"
        "    error.add_note('elsewhere:\\n' * 99 + step)\n"
        "    raise error"
    )
    code, told = instead(does, "--content", "\x1b[31m\nFAKE")
    lines = told.splitlines()
    assert code == 1
    assert visible_lines(told) == told
    assert lines[3] == r"  kit list --content '\x1b[31m\nFAKE'"
    assert r"  ValueError: \x1b]0;x" in lines
    assert lines[-1] == r"    kit/__init__.py:7 in \x9b"
    assert len(lines) < 50
    assert max(map(len, lines)) < 1100


def test_the_command_that_is_installed_begins_as_python_m_kit_does() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["scripts"] == {"kit": "kit.__main__:run"}
