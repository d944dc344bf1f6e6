"""Work that is done by processes that stay."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import pytest

from kit.many.processes import done_by_processes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked elsewhere")


def done(
    work: Callable[[int], object], given: list[int], places: int | None = 2
) -> Iterator[tuple[int, object]]:
    return done_by_processes(work, given, lambda one: f"lost {one}", places)


def test_each_thing_is_done_once_by_processes_that_stay() -> None:
    came = dict(done(lambda one: (one * one, os.getpid()), [3, 4, 5, 6, 7]))
    assert [came[number][0] for number in range(5)] == [9, 16, 25, 36, 49]  # type: ignore[index]
    processes = {came[number][1] for number in range(5)}  # type: ignore[index]
    assert 1 <= len(processes) <= 2
    assert os.getpid() not in processes


def test_with_one_place_all_is_done_here_one_after_the_other() -> None:
    assert list(done(lambda _: os.getpid(), [1, 2], 1)) == [(0, os.getpid()), (1, os.getpid())]
    assert list(done(lambda _: os.getpid(), [1], 2)) == [(0, os.getpid())]
    assert not list(done(lambda _: 0, []))


def test_where_the_system_cannot_fork_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert [came for _, came in done(lambda _: os.getpid(), [1, 2], 2)] == [os.getpid()] * 2


def test_what_a_process_dies_of_is_tried_once_more_and_then_lost(tmp_path: Path) -> None:
    def work(one: int) -> int:
        if one == 2 and not (tmp_path / "died").exists():
            (tmp_path / "died").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if one == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return one

    assert dict(done(work, [1, 2, 3, 4])) == {0: 1, 1: 2, 2: "lost 3", 3: 4}


def test_what_a_process_was_to_do_next_that_ended_idle_is_done_by_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both told what came of their first things, and one was killed before it was given more."""

    def late(ways: list[Connection]) -> list[Any]:
        time.sleep(0.05)
        return wait(ways)

    monkeypatch.setattr("kit.many.processes.wait", late)
    working = done(lambda _: os.getpid(), [0, 1, 2, 3])
    number, first = next(working)
    (idle,) = (one for one in multiprocessing.active_children() if one.pid != first)
    idle.kill()
    idle.join()
    came = {number: first, **dict(working)}
    assert sorted(came) == [0, 1, 2, 3]
    assert {came[2], came[3]}.isdisjoint({idle.pid})


def test_who_stops_waiting_leaves_no_process_and_each_tidies_away(tmp_path: Path) -> None:
    def work(one: int) -> int:
        (tmp_path / f"begun-{one}").write_text(str(os.getpid()), encoding="utf-8")
        try:
            time.sleep(0 if one == 0 else 30)
        finally:
            (tmp_path / f"left-{one}").touch()
        return one

    working = done(work, [0, 1, 2])
    assert next(working) == (0, 0)
    begun = [tmp_path / f"begun-{one}" for one in (1, 2)]
    while not all(path.is_file() and path.read_text() for path in begun):
        time.sleep(0.01)
    working.close()  # type: ignore[attr-defined]
    for path in begun:
        assert not Path("/proc", path.read_text()).exists()
    assert all((tmp_path / f"left-{one}").exists() for one in (1, 2))


AT_WORK = """
import os, time
from kit.many.processes import done_by_processes

def work(one):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(60)

list(done_by_processes(work, [1, 2], lambda one: one, 2))
"""


def test_none_outlives_the_one_that_began_it() -> None:
    with subprocess.Popen([sys.executable, "-c", AT_WORK], stdout=subprocess.PIPE) as first:
        assert first.stdout
        others = [int(first.stdout.readline()) for _ in range(2)]
        first.kill()
        # Where nobody waits for them they stay listed, as ended.
        while not all(map(_is_over, others)):
            time.sleep(0.01)


def _is_over(pid: int) -> bool:
    try:
        return Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True
