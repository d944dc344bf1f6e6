"""Work in processes of its own gives what it would give here."""

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from kit.core.errors import KitError
from kit.system.workers import SideBySide
from tests.system.test_apart import lives, waits_for


def _square(number: int) -> int:
    return number * number


@pytest.mark.parametrize("places", [1, 2, 3])
def test_results_come_by_their_names_in_any_order(places: int) -> None:
    with SideBySide(places) as side_by_side:
        for number in range(7):
            side_by_side.begin(number, partial(_square, number))
        assert [side_by_side.result(number) for number in (3, 6, 0, 1, 5, 4, 2)] == [
            9, 36, 0, 1, 25, 16, 4,
        ]  # fmt: skip


def test_work_is_done_in_other_processes_as_many_as_there_are_places() -> None:
    with SideBySide(2) as side_by_side:
        for name in "abcd":
            side_by_side.begin(name, os.getpid)
        found = {side_by_side.result(name) for name in "abcd"}
    assert os.getpid() not in found
    assert len(found) == 4


def _processes(side_by_side: SideBySide, sizes: Sequence[int]) -> list[int]:
    """In which process each of several works is done that wait at once, the first as the first."""
    for place in ("one place", "another"):
        # Both places are taken until all waits.
        side_by_side.begin(place, partial(time.sleep, 0.2), 1_000_000)
    for number, size in enumerate(sizes):
        side_by_side.begin(number, os.getpid, size)
    return [side_by_side.result(number) for number in range(len(sizes))]


def test_a_worker_takes_its_part_of_what_is_small_too() -> None:
    """To fork for each takes longer than to do it."""
    with SideBySide(2) as side_by_side:
        found = _processes(side_by_side, [1] * 20)
    assert len(set(found)) < 10
    assert max(found.count(one) for one in found) == 10


def test_what_has_no_size_is_shared_by_its_number() -> None:
    with SideBySide(2) as side_by_side:
        found = _processes(side_by_side, [0] * 20)
    assert max(found.count(one) for one in found) == 10


def test_what_is_large_has_a_worker_of_its_own_so_that_memory_stays_bounded() -> None:
    with SideBySide(2) as side_by_side:
        found = _processes(side_by_side, [30_000] * 6)
    assert len(set(found)) == 6


def test_what_a_killed_worker_had_still_to_do_is_done() -> None:
    parent = os.getpid()

    def die_elsewhere() -> str:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    with SideBySide(2) as side_by_side:
        for place in ("one place", "another"):
            side_by_side.begin(place, partial(time.sleep, 0.1), 1_000_000)
        side_by_side.begin("a", die_elsewhere, 3)
        for name in "bcdefg":
            side_by_side.begin(name, partial(_square, 3), 1)
        assert side_by_side.result("a") == "done"
        assert [side_by_side.result(name) for name in "bcdefg"] == [9] * 6


def test_with_one_place_it_is_done_here_when_it_is_asked_for() -> None:
    done: list[str] = []
    with SideBySide(1) as side_by_side:
        side_by_side.begin("a", partial(done.append, "a"))
        assert done == []
        side_by_side.result("a")
        assert done == ["a"]


def test_no_more_than_there_are_places_work_at_once_and_the_largest_goes_first(
    tmp_path: Path,
) -> None:
    order = tmp_path / "order"
    order.touch()

    def note(name: str) -> None:
        with order.open("a") as file:
            file.write(f"+{name}")
        while not (tmp_path / "all are begun").exists():
            time.sleep(0.005)
        with order.open("a") as file:
            file.write(f"-{name}")

    def wait_for_all_others() -> None:
        while order.read_text().count("-") < 4:
            time.sleep(0.005)

    with SideBySide(2) as side_by_side:
        side_by_side.begin("a", wait_for_all_others)
        for name, size in (("b", 1), ("c", 2), ("d", 1), ("e", 1)):
            side_by_side.begin(name, partial(note, name), size)
        (tmp_path / "all are begun").touch()
        side_by_side.finish()
    assert order.read_text() == "+b-b+c-c+e-e+d-d"


def test_a_place_that_became_free_meanwhile_is_taken(tmp_path: Path) -> None:
    """Whoever begins work does other things in between, and waits for no result."""

    def wait_for(name: str) -> None:
        deadline = time.monotonic() + 20
        while not (tmp_path / name).exists() and time.monotonic() < deadline:
            time.sleep(0.005)

    with SideBySide(2) as side_by_side:
        side_by_side.begin("a", partial(wait_for, "never"))
        side_by_side.begin("b", (tmp_path / "b").touch)
        wait_for("b")
        while "c" not in {one.name for one in tmp_path.iterdir()}:
            # It may take a moment until its result is there.
            side_by_side.begin("c", (tmp_path / "c").touch)
            time.sleep(0.01)


def test_short_work_is_not_looked_through_for_memory_to_give_back() -> None:
    """It is over before that pays; what is long is, so that its memory stays bounded."""

    def looks(number: int) -> int:
        cycles: list[object] = []
        for _ in range(number):
            cycles = [cycles and None]
            cycles.append(cycles)
        return sum(one["collections"] for one in gc.get_stats())

    with SideBySide(2) as side_by_side:
        for number in (10_000, 300_000):
            side_by_side.begin(number, partial(looks, number))
        before = sum(one["collections"] for one in gc.get_stats())
        assert side_by_side.result(10_000) == before
        assert side_by_side.result(300_000) > before


def test_whether_it_was_begun_is_known_until_the_result_was_asked_for() -> None:
    with SideBySide(2) as side_by_side:
        assert not side_by_side.is_begun("a")
        side_by_side.begin("a", partial(_square, 2))
        assert side_by_side.is_begun("a")
        side_by_side.finish()
        assert side_by_side.is_begun("a")
        assert side_by_side.result("a") == 4
        assert not side_by_side.is_begun("a")


@pytest.mark.parametrize("places", [1, 2])
def test_what_the_user_can_mend_is_raised_here(places: int) -> None:
    def refuse() -> None:
        raise KitError.of("too long", "verdier.yaml")

    with SideBySide(places) as side_by_side:
        side_by_side.begin("a", refuse)
        with pytest.raises(KitError, match=r"verdier\.yaml: too long"):
            side_by_side.result("a")


def test_what_fails_there_is_done_here_so_that_it_shows_why() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with SideBySide(2) as side_by_side:
        side_by_side.begin("a", fail)
        with pytest.raises(ZeroDivisionError):
            side_by_side.result("a")


def test_what_is_killed_is_done_here() -> None:
    parent = os.getpid()

    def die_elsewhere() -> str:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    with SideBySide(2) as side_by_side:
        side_by_side.begin("a", die_elsewhere)
        assert side_by_side.result("a") == "done"


def test_in_the_end_nothing_is_left_at_work(tmp_path: Path) -> None:
    def write_late() -> None:
        time.sleep(0.3)
        (tmp_path / "late").touch()

    with SideBySide(2) as side_by_side:
        for name in "abc":
            side_by_side.begin(name, write_late)
    time.sleep(0.5)
    assert list(tmp_path.iterdir()) == []


WAITS = """
import os, time
from kit.system.workers import SideBySide

def work():
    print(os.getpid(), flush=True)
    time.sleep(60)

with SideBySide(2) as side_by_side:
    side_by_side.begin("a", work)
    side_by_side.result("a")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems know no such signal")
def test_workers_end_where_the_first_process_is_killed() -> None:
    """They may be at what never ends, and nobody is left to end them."""
    with subprocess.Popen([sys.executable, "-c", WAITS], stdout=subprocess.PIPE) as waiting:
        assert waiting.stdout is not None
        worker = int(waiting.stdout.readline())
        assert lives(worker)
        waiting.kill()
        assert waits_for(lambda: not lives(worker))
