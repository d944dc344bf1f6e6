"""Builds that are killed, and builds at once: one whole kit lies in the folder all the same."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kit.output.swap import COMING, READY, settle
from tests.conftest import SAMPLES

ONE, OTHER = ["--gutter", "0"], ["--gutter", "4"]
MOMENTS = 20


def words(out: Path, how: list[str]) -> list[str]:
    pack = str(SAMPLES / "small")
    return [sys.executable, "-m", "kit", "build", "--content", pack, "--out", str(out), *how, "-q"]


def build(out: Path, how: list[str]) -> dict[str, bytes]:
    subprocess.run(words(out, how), check=True)
    return tree(out)


def tree(folder: Path) -> dict[str, bytes]:
    """What lies in the folder, but for what was still on its way there."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return {
        name: path.read_bytes()
        for name, path in found.items()
        if path.is_file() and not name.startswith(COMING)
    }


@pytest.fixture
def cold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of its own: what a killed build kept in it is met by the next one."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.slow
@pytest.mark.usefixtures("cold")
def test_a_build_killed_at_any_of_many_moments_leaves_the_last_kit(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    other = build(elsewhere, OTHER)
    begun = time.monotonic()
    build(elsewhere, OTHER)
    takes = time.monotonic() - begun
    last = build(out, ONE)
    assert last != other
    (out / "notes.txt").write_bytes(b"mine")
    last, other = ({**kit, "notes.txt": b"mine"} for kit in (last, other))
    moment = random.Random(7)
    stayed = 0
    for _ in range(MOMENTS):
        building = subprocess.Popen(words(out, OTHER), stderr=subprocess.DEVNULL)
        time.sleep(moment.uniform(0, takes))
        building.send_signal(signal.SIGKILL)
        building.wait()
        if (out / READY).exists():
            settle(out)
        # One that was through before it was killed has made a whole kit.
        assert tree(out) in (last, other)
        stayed += tree(out) == last
        if tree(out) == other:
            build(out, ONE)
    assert stayed >= MOMENTS // 2
    build(out, ONE)
    assert not list(out.glob(".kit-*"))
    assert tree(out) == last


@pytest.mark.slow
@pytest.mark.usefixtures("cold")
def test_two_builds_at_once_leave_one_whole_kit(tmp_path: Path) -> None:
    kits = [build(tmp_path / "one", ONE), build(tmp_path / "other", OTHER)]
    out = tmp_path / "out"
    for _ in range(3):
        at_once = [subprocess.Popen(words(out, how)) for how in (ONE, OTHER)]
        assert [one.wait() for one in at_once] == [0, 0]
        assert tree(out) in kits
        assert not list(out.glob(".kit-*"))
