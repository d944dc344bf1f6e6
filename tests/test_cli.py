"""The command as its user meets it: what it prints where, and how it ends."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from kit import __version__
from tests.conftest import SAMPLES


def kit(*words: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "kit", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def test_version() -> None:
    ran = kit("--version")
    assert (ran.returncode, ran.stdout) == (0, f"kit {__version__}\n")


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["list", "-h"]])
def test_help_on_everything(words: list[str]) -> None:
    ran = kit(*words)
    assert ran.returncode == 0
    assert "Usage: kit" in ran.stdout
    assert ran.stderr == ""


def test_help_names_commands_and_completion() -> None:
    text = kit("--help").stdout
    for word in ("build", "list", "--version", "--install-completion"):
        assert word in text


@pytest.mark.parametrize(
    "words", [["build", "--nothing"], ["bild"], ["list", "people"], ["build", "--area"]]
)
def test_a_command_that_makes_no_sense_ends_with_2(words: list[str]) -> None:
    ran = kit(*words)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert "Error" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_build_shows_progress_and_a_table(tmp_path: Path) -> None:
    ran = kit("build", "--value", "håp", "--piece", "verdikort", "--piece", "guide", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.splitlines() == ["Setting Verdikort …", "Setting Veileder …"]
    table = [line.split() for line in ran.stdout.splitlines() if ".pdf " in line]
    assert table[:2] == [
        ["verdikort.pdf", "A4", "1", "2", "long"],
        ["veileder.pdf", "A4", "2", "2", "long"],
    ]
    assert "file paper sheets sides flip edge" in " ".join(ran.stdout.split())
    assert f"In {tmp_path / 'out'}" in ran.stdout
    assert "veileder.pdf tells how" in ran.stdout
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "manifest.json",
        "veileder.pdf",
        "verdikort.pdf",
    ]


def test_build_names_what_it_leaves_out(tmp_path: Path) -> None:
    words = ["--area", "4", "--piece", "dilemmakort", "--piece", "verdikort"]
    ran = kit("build", *words, "--out", str(tmp_path))
    assert ran.returncode == 0
    assert "Left out Dilemmakort: the chosen areas have nothing for it.\n" in ran.stderr


def test_build_tells_what_becomes_of_an_earlier_kit(tmp_path: Path) -> None:
    out = ["--out", str(tmp_path)]
    kit("build", "--area", "4", *out)
    (tmp_path / "handlingsplan.pdf").write_bytes(b"filled in")
    ran = kit("build", "--area", "4", "--piece", "posters", *out)
    assert "Removed" not in ran.stderr
    assert (tmp_path / "verdikort.pdf").exists()
    ran = kit("build", "--content", str(SAMPLES / "bare"), *out)
    assert ran.returncode == 0, ran.stderr
    assert "Removed egenskapskort.pdf: it was from an earlier build.\n" in ran.stderr
    assert "Kept handlingsplan.pdf: it was changed after an earlier build wrote it.\n" in ran.stderr
    assert (tmp_path / "handlingsplan.pdf").read_bytes() == b"filled in"


def test_json_is_the_manifest_and_nothing_else_is_on_stdout(tmp_path: Path) -> None:
    ran = kit("build", "--value", "3.6", "--piece", "verdikort", "--json", "--out", str(tmp_path))
    assert ran.returncode == 0
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert manifest == json.loads(ran.stdout)


def test_every_fault_is_a_line_on_stderr(tmp_path: Path) -> None:
    words = ["--area", "7", "--value", "hop", "--leave-out", "vrme", "--out", str(tmp_path / "o")]
    ran = kit("build", *words)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.splitlines() == [
        "no area 7: `kit list areas` shows what there is",
        "no value hop: did you mean Håp (2.3)?",
        "no value vrme: did you mean Varme (1.8)?",
    ]
    assert not (tmp_path / "o").exists()


def test_faults_of_a_pack_are_told_with_their_places() -> None:
    ran = kit("build", "--content", str(SAMPLES / "bad"))
    expected = (SAMPLES / "bad" / "expected.txt").read_text("utf-8")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.replace(f"{SAMPLES / 'bad'}/", "") == expected


@pytest.mark.parametrize(
    ("topic", "row"),
    [
        ("areas", "3 etiske Etiske og rettighetsbaserte verdier 10"),
        ("values", "2.3 hap Håp Positiv utvikling er mulig"),
        ("dilemmas", "3 a-tale-usikkerhet Å tåle usikkerhet «Hvordan"),
        ("questions", "2 signaler-om-verdi Hvilke signaler sender jeg"),
        ("pieces", "posters Plakater plakater.pdf 297 × 420 mm A3"),
    ],
)
def test_list_shows_tables(topic: str, row: str) -> None:
    ran = kit("list", topic)
    assert ran.returncode == 0
    assert row in " ".join(ran.stdout.split())


def test_list_shows_values_unless_told_otherwise_and_json_for_programs() -> None:
    records = json.loads(kit("list", "--json").stdout)
    assert len(records) == 40
    assert records[0]["id"] == "empati"
    small = json.loads(kit("list", "areas", "--json", "--content", str(SAMPLES / "small")).stdout)
    assert small[0] == {"number": "1", "id": "mot", "title": "Mot & <b>varme</b>", "values": "2"}


def test_a_table_fits_the_terminal() -> None:
    """On a terminal of 60 columns no line is longer than that."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "COLUMNS": "60", "TERM": "xterm"}
    command = [sys.executable, "-m", "kit", "list", "values"]
    with subprocess.Popen(command, stdout=follower, stderr=follower, env=environment) as running:
        os.close(follower)
        shown = b""
        while chunk := _read(leader):
            shown += chunk
        assert running.wait() == 0
    os.close(leader)
    lines = shown.decode().splitlines()
    assert len(lines) > 40
    assert max(len(line) for line in lines if "\x1b" not in line) <= 60


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # what Linux answers once the other end is closed
        return b""


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("kit build --value emp", ["empati"]),
        ("kit build --area ", ["relasjonelle", "menneskesyn", "etiske", "refleksive"]),
        ("kit build --leave-out var", ["varme"]),
        ("kit build --piece p", ["posters"]),
        (f"kit build --content {SAMPLES / 'small'} --value t", ["tid"]),
        (f"kit build --content {SAMPLES / 'bad'} --value t", []),
        ("kit list di", ["dilemmas"]),
    ],
)
def test_the_shell_completes_ids(typed: str, completed: list[str]) -> None:
    words = typed.split(" ")
    environment = {
        **os.environ,
        "_KIT_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(words) - 1),
    }
    command = [sys.executable, "-m", "kit"]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ran.stdout.split() == completed


@pytest.mark.parametrize("words", [["--help"], ["list"], ["build", "--value", "nobody"]])
def test_nothing_heavy_is_loaded_before_it_is_needed(words: list[str]) -> None:
    code = (
        "import sys; sys.argv = ['kit', *sys.argv[1:]]\n"
        "from kit.cli import app\n"
        "try: app()\n"
        "except SystemExit: pass\n"
        "print('weasyprint' in sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True
    )
    assert ran.stderr.splitlines()[-1] == "False"
