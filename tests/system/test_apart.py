import inspect
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import psutil
import pytest

from kit.core.errors import KitError
from kit.system import apart
from kit.system.apart import Bounds, ExcessError, Tell, done_apart

ROOM = 200_000_000
USUAL = Bounds(20, ROOM)

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")


def lives(process: int) -> bool:
    """Whether a process is there and at work; one that was killed may be left as a name."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return told.rpartition(")")[2].split()[0] != "Z"


def waits_for(done: Callable[[], bool]) -> bool:
    until = time.monotonic() + 5
    while not done() and time.monotonic() < until:
        time.sleep(0.02)
    return done()


def square(number: int, tell: Tell) -> int:
    for at in range(number):
        tell(at)
    return number * number


def for_ever(_tell: Tell) -> NoReturn:
    while True:
        pass


def deaf(_tell: Tell) -> bool:
    """One call into C that no signal of Python's interrupts."""
    return "x".ljust(2_000_000, "a").rfind("ab".ljust(1_000_000, "a")) > 0


def takes(size: int, _tell: Tell) -> int:
    return len(bytes(size))


def starts_another(tell: Tell) -> NoReturn:
    other = os.fork()
    if other:
        tell(other)
    while True:
        time.sleep(1)


def dies(_tell: Tell) -> NoReturn:
    os._exit(3)


def fails(_tell: Tell) -> NoReturn:
    raise ZeroDivisionError("by nought")


class StubbornError(Exception):
    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def fails_oddly(_tell: Tell) -> NoReturn:
    raise StubbornError("a", "b")


def refuses(_tell: Tell) -> NoReturn:
    raise KitError.of("mend it", "a.yaml")


def excess(work: Callable[[Tell], Any], bounds: Bounds = USUAL) -> str:
    with pytest.raises(ExcessError) as caught:
        done_apart(work, bounds)
    return caught.value.excess


def test_what_work_gives_and_tells_comes_from_a_process_of_its_own() -> None:
    heard: list[int] = []
    assert done_apart(partial(square, 3), USUAL, heard.append) == 9
    assert heard == [0, 1, 2]


def own_process(_tell: Tell) -> int:
    return os.getpid()


def test_it_is_gone_when_it_is_done() -> None:
    process = done_apart(own_process, USUAL)
    assert process != os.getpid()
    assert not lives(process)


def test_beside_threads_a_process_is_started_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A fork would have locks that no thread gives back there; macOS and Windows always do so.

    Python would look in the current folder for what it starts with: somebody may have sent that.
    """
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "multiprocessing.py").write_text("open('was-here', 'w')", encoding="utf-8")
    end = threading.Event()
    other = threading.Thread(target=end.wait)
    other.start()
    try:
        assert apart._way() == "spawn"
        assert done_apart(partial(square, 3), USUAL) == 9
    finally:
        end.set()
        other.join()
    assert [path.name for path in tmp_path.iterdir()] == ["multiprocessing.py"]
    assert "PYTHONSAFEPATH" not in os.environ


def test_what_work_raises_is_raised_here_with_where_it_was() -> None:
    with pytest.raises(KitError) as refused:
        done_apart(refuses, USUAL)
    assert str(refused.value.problems[0]) == "a.yaml: mend it"
    with pytest.raises(ZeroDivisionError, match="by nought") as failed:
        done_apart(fails, USUAL)
    assert "in fails" in failed.value.__notes__[0]
    with pytest.raises(RuntimeError, match="StubbornError: ab"):
        done_apart(fails_oddly, USUAL)


def test_work_without_end_is_ended() -> None:
    begun = time.monotonic()
    assert excess(for_ever, Bounds(0.3, ROOM)) == "time"
    assert time.monotonic() - begun < 5


def test_work_that_hears_nothing_is_ended() -> None:
    begun = time.monotonic()
    assert excess(deaf, Bounds(0.3, ROOM)) == "time"
    assert time.monotonic() - begun < 5


@posix
def test_the_system_bounds_the_processor_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where whoever waits is itself held up, or gone."""
    monkeypatch.setattr(time, "monotonic", lambda: 0.0)
    assert excess(for_ever, Bounds(0.1, ROOM)) == "time"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is looked at")
def test_work_that_takes_too_much_memory_is_ended() -> None:
    assert excess(partial(takes, 2 * ROOM)) == "memory"
    assert done_apart(partial(takes, ROOM // 2), USUAL) == ROOM // 2


def grows(size: int, tell: Tell) -> NoReturn:
    held = [bytearray(b"\1" * size)]
    tell(len(held))
    while True:
        time.sleep(1)


def test_where_the_system_does_not_bound_memory_it_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert psutil.Process().memory_info().rss  # loaded as this system needs it
    monkeypatch.setattr(apart, "_bound", lambda *_: None)
    monkeypatch.setattr(apart, "_way", lambda: "fork")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert excess(partial(grows, 2 * ROOM)) == "memory"
    assert excess(partial(grows, ROOM // 4), Bounds(1.0, ROOM)) == "time"


def says_half(tell: Tell) -> NoReturn:
    """A message is announced, and never comes."""
    pipe = inspect.getclosurevars(tell).nonlocals["there"]
    os.write(pipe.fileno(), struct.pack("!i", 1000))
    while True:
        time.sleep(1)


def says_much(size: int, tell: Tell) -> None:
    tell(bytes(size))


def says_ever_more(tell: Tell) -> NoReturn:
    while True:
        tell("more")


@posix
def test_half_a_message_is_not_waited_for() -> None:
    begun = time.monotonic()
    assert excess(says_half, Bounds(0.3, ROOM)) == "time"
    assert time.monotonic() - begun < 5


def test_messages_without_end_are_ended() -> None:
    assert excess(says_ever_more, Bounds(0.3, ROOM)) == "time"


def gives_much(size: int, _tell: Tell) -> bytes:
    return bytes(size)


def test_nothing_is_taken_in_that_is_larger_than_the_work_may_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apart, "_bound", lambda *_: None)
    for work in (says_much, gives_much):
        assert excess(partial(work, 2_000_000), Bounds(20, 1_000_000)) == "memory"


UNGUARDED = """
import threading
from kit.system.apart import Bounds, done_apart
from tests.system.test_apart import own_process

print("it runs", flush=True)
other = threading.Thread(target=lambda: print(done_apart(own_process, Bounds(20, 10**9)) > 0))
other.start()
other.join()
"""


def test_a_script_is_not_run_once_more_where_a_process_is_started_anew(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(UNGUARDED, encoding="utf-8")
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, str(tmp_path / "script.py")],
        env={**os.environ, **path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout.split("\n"), ran.stderr) == (["it runs", "True", ""], "")


def test_a_process_that_dies_is_told() -> None:
    assert excess(dies) == "died"


def shouts(_tell: Tell) -> None:
    os.write(1, b"\x1b]0;one\a")
    os.write(2, b"\x1b]0;two\a")


def test_nothing_that_it_writes_reaches_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    """Libraries in C tell of damaged files there, in the words of these."""
    done_apart(shouts, USUAL)
    assert capfd.readouterr() == ("", "")


@posix
def test_all_that_it_started_ends_with_it() -> None:
    heard: list[int] = []
    with pytest.raises(ExcessError):
        done_apart(starts_another, Bounds(0.5, ROOM), heard.append)
    assert waits_for(lambda: not lives(heard[0]))


@posix
def test_a_stop_ends_it() -> None:
    heard: list[int] = []

    def stop(other: int) -> None:
        heard.append(other)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        done_apart(starts_another, USUAL, stop)
    assert waits_for(lambda: not lives(heard[0]))


WAITS = """
import os, time
from kit.system.apart import Bounds, done_apart

def work(tell):
    tell(os.getpid())
    time.sleep(60)

done_apart(work, Bounds(60, 10**9), lambda number: print(number, flush=True))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems know no such signal")
def test_it_ends_where_whoever_waits_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", WAITS], stdout=subprocess.PIPE) as waiting:
        assert waiting.stdout is not None
        process = int(waiting.stdout.readline())
        assert lives(process)
        waiting.send_signal(signal.SIGKILL)
        assert waits_for(lambda: not lives(process))
