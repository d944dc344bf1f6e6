"""Do work in a process of its own, which is killed where it takes too much time or memory.

For what others made: a PDF, or templates, may be built never to end. What such a process holds goes
with it, and whoever waits for it can be stopped at any time.
"""

import contextlib
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
import traceback
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Literal

Excess = Literal["time", "memory", "died"]
Tell = Callable[[Any], None]

# In s: how long a process that was killed is waited for, and how often one is looked at.
_END, _LOOK = 5.0, 0.2
# Of Linux (prctl(2)): this process is to get a signal when its parent ends.
_PARENT_DEATH_SIGNAL = 1
# Of Python: a variable of the environment. What it was is put back before another thread sets it.
_SAFE_PATH = "PYTHONSAFEPATH"
_starting = threading.Lock()


@dataclass(frozen=True)
class Bounds:
    """What work may take: `seconds` by the clock, `memory` in bytes beyond what it begins with.

    Each process that the work starts may take as much memory again, and as much time of a processor
    as there are seconds. Outside Linux what memory it takes is looked at five times a second.
    """

    seconds: float
    memory: int


class ExcessError(Exception):
    """Raised where work was ended: it took too much time or memory, or its process died."""

    def __init__(self, excess: Excess) -> None:
        self.excess: Excess = excess
        super().__init__(excess)


def done_apart(work: Callable[[Tell], Any], bounds: Bounds, hear: Tell | None = None) -> Any:
    """What some work gives, done in a process of its own; raises what the work raises.

    `work` is given a function to tell things with meanwhile; `hear` is given them here, in this
    thread. Work, what it tells and what it gives must be such as can be pickled. Raises ExcessError
    where it takes more than its bounds, and where its process ends of itself. However this is left,
    by Ctrl-C too, the process and all that it started are gone.
    """
    way = _way()
    context: Any = multiprocessing.get_context(way)
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_begin, args=(work, bounds, there, os.getpid()))
    try:
        with _nothing_of_the_caller() if way == "spawn" else contextlib.nullcontext():
            process.start()
        there.close()
        return _heard(here, process, bounds, hear)
    finally:
        here.close()
        _end(process)


def _way() -> Literal["fork", "spawn"]:
    """How a process is started: a fork has all that is loaded here, but does not bear threads."""
    can_fork = sys.platform == "linux" and threading.active_count() == 1
    return "fork" if can_fork else "spawn"


@contextlib.contextmanager
def _nothing_of_the_caller() -> Iterator[None]:
    """Have a process that is started anew meanwhile look at no folder and no script of the caller.

    It would look for Python's modules in the current folder before all other places, and that may
    be somebody else's. And it would run the script that runs here, for what is defined there:
    nothing that kit does apart is, and one that does not say `if __name__ == "__main__"` would do
    all its work twice, and this again.
    """
    with _starting:
        before, script = os.environ.get(_SAFE_PATH), sys.modules["__main__"]
        os.environ[_SAFE_PATH] = "1"
        sys.modules["__main__"] = types.ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = script
            if before is None:
                del os.environ[_SAFE_PATH]
            else:
                os.environ[_SAFE_PATH] = before


def _heard(here: Connection, process: BaseProcess, bounds: Bounds, hear: Tell | None) -> Any:
    """Listen until the work is done, and give or raise what came of it."""
    with _Watch(process, bounds) as watch:
        while watch.excess is None:
            # Asked first: what it said before it ended is still in the pipe then.
            lives = process.is_alive()
            if not here.poll(_LOOK if lives else 0):
                if lives:
                    continue
                break
            try:
                kind, what = pickle.loads(here.recv_bytes(bounds.memory))
            except EOFError:
                break
            except OSError as error:
                # More than the work itself could hold is not taken into this process.
                raise ExcessError("memory") from error
            if kind == "done":
                return what
            if kind == "raised":
                raise what
            if kind == "excess":
                raise ExcessError(what)
            if hear is not None:
                hear(what)
    if watch.excess is not None:
        raise ExcessError(watch.excess)
    process.join(_END)
    by_the_clock = process.exitcode == -getattr(signal, "SIGXCPU", 0)
    raise ExcessError("time" if by_the_clock else "died")


class _Watch(threading.Thread):
    """Looks at a process until it is left, and kills it when it takes too much.

    Beside whoever listens to it: half a message, or messages without end, hold up no clock.
    """

    def __init__(self, process: BaseProcess, bounds: Bounds) -> None:
        super().__init__(daemon=True)
        self.excess: Excess | None = None
        self._process = process
        self._memory = _Memory(process, bounds.memory)
        self._until = time.monotonic() + bounds.seconds
        self._left = threading.Event()

    def __enter__(self) -> "_Watch":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._left.set()
        self.join()

    def run(self) -> None:
        """Look at the clock and at its memory, until that is too much or nobody listens."""
        while (left := self._until - time.monotonic()) > 0:
            if self._left.wait(min(left, _LOOK)):
                return
            if self._memory.is_exceeded():
                break
        self.excess = "memory" if left > 0 else "time"
        self._process.kill()


class _Memory:
    """What memory a process takes, where the system does not bound it."""

    _most: int
    _gone: type[Exception]

    def __init__(self, process: BaseProcess, most: int) -> None:
        self._process: Any = None
        if sys.platform != "linux":
            import psutil

            self._process = psutil.Process(process.pid)
            self._gone = psutil.NoSuchProcess
            # As much as this process has, it may have from the beginning.
            self._most = most + int(psutil.Process().memory_info().rss)

    def is_exceeded(self) -> bool:
        """Whether it is more than it may take now."""
        if self._process is None:
            return False
        try:
            return bool(self._process.memory_info().rss > self._most)
        except self._gone:
            return False


def _end(process: BaseProcess) -> None:
    """Kill the process with all that it started."""
    if process.pid is None:
        return
    if sys.platform != "win32":
        # It leads no group where it had no time to begin, or is gone.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join(_END)


def _begin(work: Callable[[Tell], Any], bounds: Bounds, there: Connection, parent: int) -> None:
    """In the process: bound it, do the work, and send what came of it."""
    _make_a_group(parent)
    _say_nothing()
    # Work may be long. What there was before it is as it was, and need not be looked through.
    gc.freeze()
    gc.enable()
    _bound(bounds.seconds, bounds.memory)
    try:
        came: tuple[str, Any] = "done", work(lambda what: there.send(("told", what)))
    except MemoryError:
        came = "excess", "memory"
    except Exception as error:
        came = "raised", _with_its_way(error)
    _unbound_memory()
    # Nobody waits for it any more where the first process was killed.
    with contextlib.suppress(BrokenPipeError):
        there.send(came)
    there.close()


def _make_a_group(parent: int) -> None:
    """Stand apart: Ctrl-C goes to the first process, which ends this one and all it starts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP", "SIGXCPU"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    end_with(parent)


def end_with(parent: int) -> None:
    """Have the system kill this process when its parent ends: only Linux does that.

    The parent may itself be killed, so that it can end nothing.
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _say_nothing() -> None:
    """Keep libraries in C from telling a terminal what they think of a file, in its own words."""
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silence, stream)
    os.close(silence)


def _bound(seconds: float, memory: int) -> None:
    """Set the limits that the system keeps; only soft ones, so that the end can be told."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: int(used.ru_utime + used.ru_stime + seconds) + 1,
    }
    if sys.platform == "linux":
        told = Path("/proc/self/statm").read_text(encoding="ascii")
        has = int(told.split()[0]) * resource.getpagesize()
        most[resource.RLIMIT_AS] = has + memory
    for kind, limit in most.items():
        soft, hard = resource.getrlimit(kind)
        known = [one for one in (soft, hard, limit) if one != resource.RLIM_INFINITY]
        resource.setrlimit(kind, (min(known), hard))


def _unbound_memory() -> None:
    """Let the process have the memory that it needs to tell what came of it."""
    if sys.platform == "linux":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _with_its_way(error: Exception) -> Exception:
    """The error such as can be sent, with a note of where in this process it was raised."""
    way = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # whatever its class does when it is made anew
        error = RuntimeError(f"{type(error).__name__}: {error}")
    error.add_note(f"In a process of its own:\n{way}")
    return error
