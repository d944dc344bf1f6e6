"""A worker process: forked from this one, it takes work from a list that several share."""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from kit.core.errors import KitError
from kit.system.apart import end_with
from kit.system.stops import ASKS

Work = Callable[[], Any]
# How many bytes of results a worker can leave and go on, while this process is at other work: as
# many as Linux lets anybody have wait in a pipe.
_RESULTS = 1 << 20
# After how many new objects the youngest are looked through for what nobody uses any more, and
# after how many such looks the older ones, and all. Python's own 700 cost a tenth of typesetting.
_LOOKED_THROUGH = (50_000, 20, 10)
# How many bytes the number of a work has, and how many works a list may hold: as many numbers as a
# pipe takes before anybody reads, which is 64 KiB.
_NUMBER = 2
MOST_SHARED = 30_000


class SharedList:
    """Work that several processes take from, this one too: whoever is free does the next.

    `left` are the works whose results are not here yet, with their sizes, by their names. The
    numbers of those that nobody has taken wait in a pipe, from which each can be read but once.
    """

    def __init__(self, works: Mapping[Hashable, tuple[int, Work]]) -> None:
        """`works` in their order, MOST_SHARED at most."""
        self.names = tuple(works)
        self.works = tuple(work for _, work in works.values())
        self.left = dict(works)
        self._numbers, told = os.pipe()
        os.write(told, b"".join(n.to_bytes(_NUMBER, "big") for n in range(len(works))))
        # With no other end open, an empty pipe is at its end.
        os.close(told)

    def take(self) -> int | None:
        """The number of the next work, for whoever calls this to do it; None if there is none."""
        number = os.read(self._numbers, _NUMBER)
        return int.from_bytes(number, "big") if number else None

    def size_without(self, takers: int) -> int:
        """How large what is left is together, without what so many processes are at: the first."""
        return sum(size for size, _ in list(self.left.values())[takers:])

    def close(self) -> None:
        """Nobody takes any more from it."""
        os.close(self._numbers)


@dataclass
class Worker:
    """A worker process, and the work that it is at.

    Through `results` it sends, for each work that it takes, its number and then what came of it.
    """

    process: BaseProcess
    results: Connection
    shared: SharedList
    at: Hashable = None


def forked(shared: SharedList) -> Worker:
    """Fork a process that does work of a list until there is no more."""
    # Loaded once here, and not in each worker.
    import ctypes  # noqa: F401

    context: Any = multiprocessing.get_context("fork")
    results, given = context.Pipe(duplex=False)
    _widen(given)
    process = context.Process(target=_work, args=(shared, results, given, os.getpid()), daemon=True)
    process.start()
    given.close()
    return Worker(process, results, shared)


def _widen(given: Connection) -> None:
    """Let a worker leave results and go on while the first process is at work itself."""
    if sys.platform == "linux":
        import fcntl

        # A user who has many wide pipes open gets no other.
        with contextlib.suppress(PermissionError):
            fcntl.fcntl(given.fileno(), fcntl.F_SETPIPE_SZ, _RESULTS)


def _work(shared: SharedList, results: Connection, given: Connection, parent: int) -> None:
    """In the worker process: do the work, and send back each result or KitError that it raised.

    An interrupt goes to the first process, which then ends this one. What goes wrong here is told
    there, where it is done again.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for ends in ASKS:
        if ends is not signal.SIGINT:
            signal.signal(ends, signal.SIG_DFL)
    end_with(parent)
    results.close()
    # Work may be long. What there was before it is as it was, and need not be looked through; nor
    # need what comes be looked through often, for most work is over before much can be given back.
    gc.freeze()
    gc.set_threshold(*_LOOKED_THROUGH)
    gc.enable()
    # Nobody waits for it any more where the first process was killed.
    with contextlib.suppress(BrokenPipeError):
        while (number := shared.take()) is not None:
            given.send(number)
            try:
                came: Any = shared.works[number]()
            except KitError as error:
                came = error
            except Exception:
                return
            given.send(came)
    given.close()
