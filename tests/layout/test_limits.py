import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import NoReturn

import psutil
import pytest

import kit
import kit.layout.limits
from kit.core.errors import KitError
from kit.core.paths import LAYOUTS
from kit.core.progress import Progress, Stage, Unwatched
from kit.layout.limits import done_within_bounds
from kit.layout.overrides import LayoutFolder
from kit.system import apart
from kit.system.apart import Bounds, Tell
from tests.conftest import SAMPLES
from tests.system.test_apart import lives, waits_for

OWN = LayoutFolder(LAYOUTS, SAMPLES / "english" / "layouts")
# One call into C that is at work for minutes, in which nothing is heard.
DEAF = "('x'.ljust(3000000, 'a')).rfind('ab'.ljust(1500000, 'a'))"


class Listener(Progress):
    def __init__(self) -> None:
        self.heard: list[tuple[object, ...]] = []

    def stage(self, stage: Stage, steps: int) -> None:
        self.heard.append((stage, steps))

    def step(self, what: str) -> None:
        self.heard.append((what,))

    def batches(self, reused: int, anew: int) -> None:
        self.heard.append((reused, anew))


def process_at_work(progress: Progress) -> int:
    progress.stage("Setting", 1)
    progress.step("cards")
    progress.batches(2, 3)
    return os.getpid()


@pytest.mark.parametrize("own", [True, False])
def test_a_packs_own_layouts_are_drawn_in_another_process_and_all_others_here(own: bool) -> None:
    listener = Listener()
    layouts = OWN if own else LayoutFolder(LAYOUTS)
    process = done_within_bounds(process_at_work, layouts, listener)
    assert (process != os.getpid()) is own
    assert listener.heard == [("Setting", 1), ("cards",), (2, 3)]


def for_ever(_progress: Progress) -> NoReturn:
    while True:
        pass


def takes_memory(_progress: Progress) -> int:
    return len(bytearray(400_000_000))


def dies(_progress: Progress) -> NoReturn:
    os._exit(3)


def fails(_progress: Progress) -> NoReturn:
    raise ZeroDivisionError("by nought " * 100)


def refuses(_progress: Progress) -> NoReturn:
    raise KitError.of("mend it", "a.html")


@pytest.mark.parametrize(
    ("work", "told"),
    [
        (for_ever, "the layouts of this pack take longer than 0.3 seconds: mend them, or say --no"),
        (takes_memory, "the layouts of this pack take more than 0 GB of memory: mend them, or say"),
        (dies, "the layouts of this pack end the program that sets them: mend them, or say --no-"),
        (fails, "the layouts of this pack cannot be drawn: ZeroDivisionError: by nought by nought"),
        (refuses, "a.html: mend it"),
    ],
)
def test_what_takes_too_much_or_fails_is_told(
    monkeypatch: pytest.MonkeyPatch, work: Callable[[Progress], object], told: str
) -> None:
    if work is takes_memory and sys.platform != "linux":
        pytest.skip("elsewhere memory is looked at five times a second")
    seconds = 0.3 if work is for_ever else 20
    monkeypatch.setattr(kit.layout.limits, "BOUNDS", Bounds(seconds, 200_000_000))
    with pytest.raises(KitError) as caught:
        done_within_bounds(work, OWN, Unwatched())
    (problem,) = caught.value.problems
    assert str(problem).startswith(told)
    assert len(str(problem)) < 350


class TiredError(Exception):
    pass


class Tired(Listener):
    def step(self, what: str) -> None:
        raise TiredError(what)


def test_what_a_listener_raises_is_raised_as_it_is() -> None:
    with pytest.raises(TiredError):
        done_within_bounds(process_at_work, OWN, Tired())


def in_daemon() -> None:
    try:
        done_within_bounds(process_at_work, OWN, Unwatched())
    except KitError as error:
        sys.exit(0 if "lets this one, a daemon, have none" in str(error) else 3)


def test_a_process_that_may_have_no_others_is_told() -> None:
    process = get_context("fork").Process(target=in_daemon, daemon=True)
    process.start()
    process.join()
    assert process.exitcode == 0


def pack_with(tmp_path: Path, back: str) -> Path:
    """A pack with one value, and with this back of cards."""
    pack = tmp_path / "pack"
    if not pack.exists():
        shutil.copytree(SAMPLES / "small", pack)
    (pack / "layouts" / "value-cards").mkdir(parents=True, exist_ok=True)
    (pack / "layouts" / "value-cards" / "back.html").write_text(back, encoding="utf-8")
    return pack


def done_here(work: Callable[[Tell], object], _bounds: Bounds, _hear: Tell) -> object:
    return work(lambda _: None)


BACK = '<div class="middle"><h1>{{ about|text }}</h1></div>'


@pytest.mark.slow
def test_in_a_thread_and_in_a_process_started_anew_it_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = pack_with(tmp_path, BACK)
    asked = kit.Session(content=pack, allow_layouts=True, pieces=["value-cards"], preview=True)
    found: list[kit.Kit] = []

    def build() -> None:
        assert apart._way() == "spawn"
        found.append(kit.build(asked, write=False, cache=False))

    thread = threading.Thread(target=build)
    thread.start()
    thread.join()
    monkeypatch.setattr(kit.layout.limits, "done_apart", done_here)
    assert found == [kit.build(asked, write=False, cache=False)]


DRAWS = f"""
import os
from functools import partial
from kit.core.progress import Unwatched
from kit.system.workers import SideBySide
from kit.core.paths import LAYOUTS
from kit.layout.limits import done_within_bounds
from kit.layout.overrides import LayoutFolder

def deaf():
    print(os.getpid(), flush=True, file=told)
    {DEAF}

def work(_progress):
    with SideBySide(3) as side_by_side:
        side_by_side.begin("a", deaf, 60_000)
        side_by_side.begin("b", deaf, 60_000)
        deaf()

told = os.fdopen(os.dup(1), "w")
done_within_bounds(work, LayoutFolder(LAYOUTS, LAYOUTS), Unwatched())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems know no such signal")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_a_stop_ends_all_that_draws_at_once(stop: signal.Signals) -> None:
    """Each of them is within one call into C, and hears nothing."""
    with subprocess.Popen(
        [sys.executable, "-c", DRAWS], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as waits:
        assert waits.stdout is not None
        begun = [int(waits.stdout.readline()) for _ in range(3)]
        waits.send_signal(stop)
        assert waits_for(lambda: not any(map(lives, begun)))


# Typesetting it takes minutes and ever more memory.
BOMB = "<table><tr><td colspan=100000>a</td></tr></table>"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems know no such signal")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_stopped_build_leaves_nothing_at_work(tmp_path: Path, stop: signal.Signals) -> None:
    pack, out = pack_with(tmp_path, BACK + BOMB), tmp_path / "out"
    words = ("build", "--content", str(pack), "--allow-layouts", "--piece", "value-cards")
    command = [sys.executable, "-m", "kit", *words, "--out", str(out), "--no-cache", "-q"]
    builds = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        begun: list[psutil.Process] = []
        until = time.monotonic() + 60
        while len(begun) < 2 and time.monotonic() < until:
            begun = psutil.Process(builds.pid).children(recursive=True)
            time.sleep(0.05)
        assert len(begun) > 1
        builds.send_signal(stop)
        assert waits_for(lambda: not any(lives(one.pid) for one in begun))
    finally:
        builds.kill()
        builds.wait()
    assert not out.exists()
