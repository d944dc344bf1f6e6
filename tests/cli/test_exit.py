import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kit import __version__
from kit.cli.exit import STOPPED
from tests.conftest import SAMPLES
from tests.tiers import slow_but

# The command, but for one function that is at fault.
AT_FAULT = """
import sys
import kit.pipeline.run
from kit.__main__ import run

def faulty(*_args, **_more):
    raise ZeroDivisionError("no such\\nthing")

kit.pipeline.run.made_of = faulty
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
    words = [sys.executable, "-m", "kit", "build", "--out", str(out), "--no-cache"]
    subprocess.run([*words, "--piece", "tally-sheet"], check=True, capture_output=True)
    before = tree(tmp_path)
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as building:
        assert building.stderr
        # Faces are being typeset, in processes of their own.
        assert building.stderr.readline().startswith("Setting")
        building.send_signal(ask)
        told = building.stderr.read().splitlines()
    assert building.returncode == 128 + ask
    assert [line for line in told if not line.startswith("Setting")] == [STOPPED]
    assert tree(tmp_path) == before


def test_who_stops_while_it_starts_is_told_too(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys\n"
        "def ask(event, args):\n"
        "    if event == 'import' and args[0] == 'kit.cli.app':\n"
        "        os.kill(os.getpid(), signal.SIGTERM)\n"
        "sys.addaudithook(ask)\n"
        "sys.argv[1:] = ['list']\n"
        "from kit.__main__ import run\n"
        "run()\n"
    )
    words = [sys.executable, "-c", script]
    ran = subprocess.run(words, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (143, "", f"{STOPPED}\n")
