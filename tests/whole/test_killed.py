"""Builds that are killed, and builds at once: one whole kit lies in the folder all the same."""

import multiprocessing
import os
import random
import signal
import time
from multiprocessing.context import ForkProcess
from pathlib import Path

import pytest

from kit.output.leftovers import COMING
from kit.pipeline.run import build as build_kit
from kit.session.file import read_session
from kit.session.model import Session
from kit.system.cache import user_store
from tests.conftest import SAMPLES, Heard
from tests.output.kits import settle

# Kits that differ in every file, by their gutters.
ONE, OTHER = 0, 4
PIECES = ["quality-cards", "dilemma-cards"]
MOMENTS = 12
FORK = multiprocessing.get_context("fork")


def build_here(out: Path, gutter: int) -> None:
    build_kit(session_of(out, gutter=gutter), store=user_store(), workers=2)


def session_of(out: Path, **options: object) -> Session:
    given = {"content": SAMPLES / "small", "pieces": PIECES, "out": out, **options}
    return read_session(given)[0]


def started(out: Path, gutter: int) -> ForkProcess:
    """A build in a process of its own: a fork, for half of its time a new one loads the program."""
    building = FORK.Process(target=build_here, args=(out, gutter))
    building.start()
    return building


def build(out: Path, gutter: int) -> dict[str, bytes]:
    building = started(out, gutter)
    building.join()
    assert building.exitcode == 0
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
    use_cache(tmp_path / "cache", monkeypatch)


def use_cache(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))


@pytest.mark.slow
@pytest.mark.usefixtures("cold")
def test_a_build_killed_at_any_of_many_moments_leaves_the_last_kit(tmp_path: Path) -> None:
    """Each is of a kit that was never made: one that is kept would be read, and be through."""
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    build(out, ONE)
    begun = time.monotonic()
    build(elsewhere, OTHER)
    takes = time.monotonic() - begun
    mine = {"notes.txt": b"mine"}
    (out / "notes.txt").write_bytes(b"mine")
    last = tree(out)
    moment = random.Random(7)
    stayed = 0
    for other in range(OTHER + 1, OTHER + 1 + MOMENTS):
        building = started(out, other)
        time.sleep(moment.uniform(0, takes))
        building.kill()
        building.join()
        settle(out)
        left = tree(out)
        stayed += left == last
        # One that was through before it was killed has made a whole kit.
        if left != last:
            assert left == build(elsewhere, other) | mine
            build(out, ONE)
    assert stayed >= MOMENTS // 2
    build(out, ONE)
    assert not list(out.glob(".kit-*"))
    assert tree(out) == last


class Killing(Heard):
    """Follows a build, and kills it when it begins the stage or step of this number."""

    def __init__(self, last: int) -> None:
        super().__init__()
        self.last = last

    def stage(self, stage: str, steps: int) -> None:
        super().stage(stage, steps)
        self._count()

    def step(self, what: str) -> None:
        super().step(what)
        self._count()

    def _count(self) -> None:
        if len(self.stages) + len(self.steps) == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


def built_until(out: Path, last: int) -> None:
    session = session_of(out, preview=True)
    build_kit(session, progress=Killing(last), store=user_store(), workers=1)


@pytest.mark.slow
@pytest.mark.usefixtures("cold")
def test_a_build_killed_at_the_beginning_of_any_stage_leaves_the_last_kit(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(out, ONE)
    last, ended = tree(out), []
    for number in range(1, 100):
        building = FORK.Process(target=built_until, args=(out, number))
        building.start()
        building.join()
        ended.append(building.exitcode)
        assert not list(out.glob(".kit-*"))
        if building.exitcode == 0:
            break
        assert tree(out) == last
    assert ended == [-signal.SIGKILL] * (len(ended) - 1) + [0]
    assert len(ended) > 8
    assert tree(out) != last


@pytest.mark.slow
@pytest.mark.usefixtures("cold")
def test_eight_builds_at_once_leave_one_whole_kit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kits = [build(tmp_path / "one", ONE), build(tmp_path / "other", OTHER)]
    # Where nothing is kept, so that each of them is made.
    use_cache(tmp_path / "empty", monkeypatch)
    out = tmp_path / "out"
    at_once = [started(out, gutter) for gutter in (ONE, OTHER) * 4]
    for one in at_once:
        one.join()
    assert [one.exitcode for one in at_once] == [0] * 8
    assert tree(out) in kits
    assert not list(out.glob(".kit-*"))
