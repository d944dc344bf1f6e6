import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kit.cli.exit import STOPPED
from kit.cli.watch import WATCHING, _command, _state
from tests.conftest import SAMPLES

# In s: what a build takes on a slow machine that is at other work too.
_PATIENCE = 120.0


@contextmanager
def watching(folder: Path, *words: str) -> Iterator["subprocess.Popen[str]"]:
    """The command at work; in the end it is stopped as by Ctrl-C, and nothing goes wrong."""
    command = [sys.executable, "-m", "kit", "build", *words, "--watch"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=folder) as at_work:
        try:
            yield at_work
            at_work.send_signal(signal.SIGINT)
            _, rest = at_work.communicate(timeout=60)
            assert "Stopped watching.\n" in rest
            assert at_work.returncode == 0
        finally:
            at_work.kill()


def told(at_work: "subprocess.Popen[str]") -> list[str]:
    """What one build says, until it watches again."""
    assert at_work.stderr
    lines: list[str] = []
    # A line that never comes is no reason to wait for ever.
    too_long = threading.Timer(_PATIENCE, at_work.kill)
    too_long.start()
    try:
        for line in at_work.stderr:
            if line.strip() == WATCHING:
                return lines
            lines.append(line.strip())
    finally:
        too_long.cancel()
    raise AssertionError(f"it ended: {lines}")


def test_nothing_that_lies_in_the_current_folder_is_run(tmp_path: Path) -> None:
    """Whoever sends a folder with a kit may send a program of that name, or of any of Python's."""
    for name in ("kit/__init__.py", "kit/__main__.py", "typer.py", "json.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("raise SystemExit('somebody else')", encoding="utf-8")
    ended = subprocess.run(_command(["--version"]), cwd=tmp_path, capture_output=True, text=True)
    assert (ended.stdout[:4], ended.stderr, ended.returncode) == ("kit ", "", 0)


@pytest.mark.slow
def test_what_is_saved_is_made_anew_and_a_fault_does_not_end_it(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    cover = pack / "pack.yaml"
    right = cover.read_text(encoding="utf-8")
    manifest = tmp_path / "out" / "manifest.json"
    with watching(tmp_path, "--content", "pack", "--piece", "tally-sheet") as at_work:
        told(at_work)
        first = manifest.read_bytes()
        cover.write_text(right.replace("title: ", "titel: ", 1), encoding="utf-8")
        assert any("unknown key titel" in line for line in told(at_work))
        assert manifest.read_bytes() == first
        # As editors save: a new file takes the place of the old.
        (pack / "pack.yaml.tmp").write_text(right.replace("title: ", "title: Ny ", 1), "utf-8")
        (pack / "pack.yaml.tmp").replace(cover)
        told(at_work)
        while "Ny " not in manifest.read_text(encoding="utf-8"):
            told(at_work)


@pytest.mark.slow
def test_the_session_file_and_what_it_names_are_watched(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "small", tmp_path / "pack")
    (tmp_path / "names.csv").write_text("Kari\nOla\n", encoding="utf-8")
    session = tmp_path / "okt.yaml"
    session.write_text(
        "content: pack\nparticipants: names.csv\npieces: [action-plan]\n", encoding="utf-8"
    )
    manifest = tmp_path / "out" / "manifest.json"
    with watching(tmp_path, "okt.yaml") as at_work:
        told(at_work)
        assert '"people": 2' in manifest.read_text(encoding="utf-8")
        (tmp_path / "names.csv").write_text("Kari\nOla\nAne\n", encoding="utf-8")
        told(at_work)
        assert '"people": 3' in manifest.read_text(encoding="utf-8")
        session.write_text("content: pack\npeople: 7\npieces: [action-plan]\n", encoding="utf-8")
        told(at_work)
        assert '"people": 7' in manifest.read_text(encoding="utf-8")


@pytest.mark.slow
def test_what_is_made_inside_the_pack_is_no_change_of_it(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    with watching(pack, "--content", ".", "--out", "out") as at_work:
        told(at_work)
        manifest = pack / "out" / "manifest.json"
        made = manifest.stat().st_mtime_ns
        # Longer than is looked again.
        try:
            at_work.wait(2.5)
        except subprocess.TimeoutExpired:
            assert manifest.stat().st_mtime_ns == made
        else:
            raise AssertionError("it ended")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no process there is asked to end")
@pytest.mark.parametrize("at_work_on", ["a build", "watching"])
def test_the_system_ends_it_with_the_build_that_it_began(at_work_on: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kit", "build", "--no-cache", "--watch"]
    words = ["--content", str(SAMPLES / "small")]
    words += ["--piece", "tally-sheet"] if at_work_on == "watching" else []
    with subprocess.Popen(
        [*command, *words], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=tmp_path
    ) as at_work:
        assert at_work.stderr
        sign = WATCHING if at_work_on == "watching" else "Setting"
        while sign not in at_work.stderr.readline():
            pass
        at_work.terminate()
        # To the end of what both of them may write: the build has ended as well.
        _, rest = at_work.communicate(timeout=60)
    said = {line for line in rest.splitlines() if not line.startswith("Setting")}
    assert said == {"Stopped watching.", STOPPED}
    assert at_work.returncode == 143
    assert [path.name for path in tmp_path.iterdir()] == (["out"] if sign == WATCHING else [])


def test_files_that_come_and_go_while_they_are_looked_at_are_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pack/a.yaml", "pack/areas/b.yaml", "pack/out/c.pdf", "okt.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "pack" / "circle").symlink_to("circle")
    (tmp_path / "pack" / "away").symlink_to(tmp_path)
    (tmp_path / "round").symlink_to("round")
    os.mkfifo(tmp_path / "pack" / "pipe")
    watched = [tmp_path / name for name in ("pack", "okt.yaml", "gone", "round")]
    there = _state(watched, tmp_path / "pack" / "out")
    assert {path.name for path in there} == {"a.yaml", "b.yaml", "okt.yaml"}
    assert {path.name for path in _state(watched, tmp_path / "round")} > {"c.pdf"}
    look = Path.stat

    def gone(path: Path, **how: bool) -> os.stat_result:
        if path.name == "b.yaml":
            raise FileNotFoundError(2, "gone", str(path))
        return look(path, **how)

    monkeypatch.setattr(Path, "stat", gone)
    assert {path.name for path in _state(watched, tmp_path / "pack" / "out")} == {
        "a.yaml",
        "okt.yaml",
    }
