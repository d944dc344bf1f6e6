"""Work in processes of its own gives what it would give here."""

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from kit.core.errors import KitError
from kit.system.forked import SharedList
from kit.system.workers import SideBySide
from tests.system.test_apart import lives, waits_for

Held = TypeVar("Held")
# In characters of HTML: worth a process of its own.
LARGE = 60_000


def _square(number: int) -> int:
    return number * number


@pytest.mark.parametrize("places", [1, 2, 3])
def test_results_come_by_their_names_in_any_order(places: int) -> None:
    with SideBySide(places) as side_by_side:
        for number in range(7):
            side_by_side.begin(number, partial(_square, number), 5_000)
        assert [side_by_side.result(number) for number in (3, 6, 0, 1, 5, 4, 2)] == [
            9, 36, 0, 1, 25, 16, 4,
        ]  # fmt: skip


def test_work_is_done_in_other_processes_as_many_as_there_are_places() -> None:
    def work() -> tuple[int, float, float]:
        begun = time.monotonic()
        time.sleep(0.1)
        return os.getpid(), begun, time.monotonic()

    with SideBySide(2) as side_by_side:
        for name in "abcd":
            side_by_side.begin(name, work, LARGE)
        found = [side_by_side.result(name) for name in "abcd"]
    assert os.getpid() not in [process for process, _, _ in found]
    at_once = [sum(begun <= moment < ended for _, begun, ended in found) for _, moment, _ in found]
    assert max(at_once) == 2


def test_while_other_things_are_done_here_this_process_takes_a_place(tmp_path: Path) -> None:
    with SideBySide(3) as side_by_side:
        for name in "abcd":
            side_by_side.begin(name, partial(_note_process, tmp_path), LARGE)
        waits_for(lambda: len(list(tmp_path.iterdir())) >= 2)
        time.sleep(0.1)
        assert len(list(tmp_path.iterdir())) == 2


def _after_a_while(work: Callable[[], Held]) -> Held:
    time.sleep(0.1)
    return work()


def _note_process(folder: Path) -> None:
    (folder / str(os.getpid())).touch()
    time.sleep(0.4)


def _processes(sizes: Sequence[int], *, joins: bool = False) -> list[int]:
    """In which process each of several works is done that wait at once for two places."""
    with SideBySide(2) as side_by_side:
        side_by_side.begin("the first place", partial(time.sleep, 0.2), LARGE)
        for number, size in enumerate(sizes):
            side_by_side.begin(number, partial(_after_a_while, os.getpid), size)
        if joins:
            side_by_side.join_in()
        return [side_by_side.result(number) for number in range(len(sizes))]


def test_workers_that_are_forked_together_share_a_list() -> None:
    """Whoever is free takes the next: one that is at something long leaves the rest to others."""

    def one(number: int) -> int:
        time.sleep(0.5 if number == 0 else 0.02)
        return os.getpid()

    with SideBySide(3) as side_by_side:
        for place in ("one place", "another"):
            side_by_side.begin(place, partial(time.sleep, 0.1), LARGE)
        for number in range(10):
            side_by_side.begin(number, partial(one, number), 3_000 * (10 - number))
        found = [side_by_side.result(number) for number in range(10)]
    assert found.count(found[0]) == 1
    assert len(set(found)) == 3


def test_who_joins_in_works_too_while_it_waits() -> None:
    found = _processes([9_000] * 6, joins=True)
    assert found.count(os.getpid()) >= 2
    assert len(set(found)) >= 2


def test_who_joins_in_first_does_what_no_worker_has_on_its_list(tmp_path: Path) -> None:
    with SideBySide(2) as side_by_side:
        for name in "ab":
            side_by_side.begin(name, partial(_note_process, tmp_path), LARGE)
        side_by_side.begin("later", os.getpid, 1)
        side_by_side.join_in()
        assert side_by_side.result("later") == os.getpid()


def test_who_does_not_join_in_goes_on_as_soon_as_its_result_is_there() -> None:
    begun = time.monotonic()
    with SideBySide(2) as side_by_side:
        side_by_side.begin("long", partial(time.sleep, 5), LARGE)
        side_by_side.begin("longer", partial(time.sleep, 6), LARGE)
        side_by_side.begin("short", os.getpid, 2 * LARGE)
        assert side_by_side.result("short") != os.getpid()
    assert time.monotonic() - begun < 4


def test_what_is_small_is_not_worth_a_process_to_who_has_joined_in() -> None:
    with SideBySide(2) as side_by_side:
        side_by_side.join_in()
        for number in range(5):
            side_by_side.begin(number, os.getpid, 100)
        assert {side_by_side.result(number) for number in range(5)} == {os.getpid()}


def test_nobody_does_so_much_that_memory_grows() -> None:
    found = _processes([30_000] * 16, joins=True)
    assert found.count(os.getpid()) <= 4
    # A list is no longer than two processes may do.
    assert len(set(found)) > 2


def test_what_a_killed_worker_had_still_to_do_is_done() -> None:
    parent = os.getpid()

    def die_elsewhere() -> str:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    with SideBySide(2) as side_by_side:
        side_by_side.begin("the first place", partial(time.sleep, 0.1), LARGE)
        side_by_side.begin("a", die_elsewhere, LARGE)
        for name in "bcdefg":
            side_by_side.begin(name, partial(_square, 3), 1)
        assert side_by_side.result("a") == "done"
        assert [side_by_side.result(name) for name in "bcdefg"] == [9] * 6


def test_what_a_worker_took_and_did_not_tell_of_is_done() -> None:
    """It may be killed between the two."""
    parent = os.getpid()
    whole = SharedList.take

    def take(self: SharedList) -> int | None:
        number = whole(self)
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.MonkeyPatch.context() as patch, SideBySide(2) as side_by_side:
        patch.setattr(SharedList, "take", take)
        side_by_side.begin("a", partial(_square, 3), LARGE)
        time.sleep(0.1)
        side_by_side.join_in()
        assert side_by_side.result("a") == 9


def test_with_one_place_it_is_done_here_when_it_is_asked_for() -> None:
    done: list[str] = []
    with SideBySide(1) as side_by_side:
        side_by_side.begin("a", partial(done.append, "a"), LARGE)
        assert done == []
        side_by_side.result("a")
        assert done == ["a"]


def test_the_largest_goes_first_and_of_alike_the_last(tmp_path: Path) -> None:
    order = tmp_path / "order"
    order.touch()

    def note(name: str) -> None:
        with order.open("a") as file:
            file.write(name)

    with SideBySide(2) as side_by_side:
        side_by_side.begin("a", partial(time.sleep, 0.3), LARGE)
        for name, size in (("b", 3), ("c", 5), ("d", 3), ("e", 4), ("f", LARGE)):
            side_by_side.begin(name, partial(note, name), size)
        # One worker for all of them, and one for what was begun before.
        assert side_by_side.result("f") is None
        side_by_side.finish()
    assert order.read_text() == "fcedb"


def test_a_place_that_became_free_meanwhile_is_taken(tmp_path: Path) -> None:
    """Whoever begins work does other things in between, and waits for no result."""

    def wait_for(name: str) -> None:
        deadline = time.monotonic() + 20
        while not (tmp_path / name).exists() and time.monotonic() < deadline:
            time.sleep(0.005)

    with SideBySide(2) as side_by_side:
        side_by_side.begin("b", (tmp_path / "b").touch, LARGE)
        wait_for("b")
        while "c" not in {one.name for one in tmp_path.iterdir()}:
            # It may take a moment until its result is there.
            side_by_side.begin("c", (tmp_path / "c").touch, LARGE)
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
            side_by_side.begin(number, partial(looks, number), LARGE)
        before = sum(one["collections"] for one in gc.get_stats())
        assert side_by_side.result(10_000) == before
        assert side_by_side.result(300_000) > before


def test_whether_it_was_begun_is_known_until_the_result_was_asked_for() -> None:
    with SideBySide(2) as side_by_side:
        assert not side_by_side.is_begun("a")
        side_by_side.begin("a", partial(_square, 2), LARGE)
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
        side_by_side.begin("a", refuse, LARGE)
        with pytest.raises(KitError, match=r"verdier\.yaml: too long"):
            side_by_side.result("a")


def test_what_fails_there_is_done_here_so_that_it_shows_why() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with SideBySide(2) as side_by_side:
        side_by_side.begin("a", fail, LARGE)
        with pytest.raises(ZeroDivisionError):
            side_by_side.result("a")


def test_what_is_killed_is_done_here() -> None:
    parent = os.getpid()

    def die_elsewhere() -> str:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    with SideBySide(2) as side_by_side:
        side_by_side.begin("a", die_elsewhere, LARGE)
        assert side_by_side.result("a") == "done"


def test_in_the_end_nothing_is_left_at_work(tmp_path: Path) -> None:
    def write_late() -> None:
        time.sleep(0.3)
        (tmp_path / "late").touch()

    with SideBySide(2) as side_by_side:
        for name in "abc":
            side_by_side.begin(name, write_late, LARGE)
    time.sleep(0.5)
    assert list(tmp_path.iterdir()) == []


WAITS = """
import os, time
from kit.system.workers import SideBySide

def work():
    print(os.getpid(), flush=True)
    time.sleep(60)

with SideBySide(2) as side_by_side:
    side_by_side.begin("a", work, 60_000)
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
