"""Processes that stay and do one thing after the other, as many at once as there are cores.

What they are to do, and all that it needs, is loaded before they are forked. Where the system
cannot fork one thing is done after the other, in this process.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any, TypeVar

from kit.system.apart import end_with
from kit.system.stops import ASKS
from kit.system.workers import forked_at_once

Given = TypeVar("Given")
Came = TypeVar("Came")

# In s: so long a process that is asked to end may take to tidy away what it began.
_TIDYING = 5.0
# How often a thing is tried: its process may have been killed for no fault of it.
_TRIES = 2
# In the place of what comes of a thing.
_ENDED = object()


@dataclass
class _Place:
    """A process, the way to and from it, and the number of what it is at."""

    process: BaseProcess
    way: Connection
    at: int


def done_by_processes(
    work: Callable[[Given], Came],
    given: Sequence[Given],
    lost: Callable[[Given], Came],
    places: int | None = None,
) -> Iterator[tuple[int, Came]]:
    """What comes of each thing, with its number, as soon as it is done.

    `work` raises nothing. `lost` is what comes of a thing at which a process ended that many times.
    However this is left, by Ctrl-C too, no process is left, and each has tidied away what it began.
    """
    at_once = min(forked_at_once(places), len(given))
    if at_once <= 1:
        yield from ((number, work(one)) for number, one in enumerate(given))
        return
    waiting, tries = deque(range(len(given))), [0] * len(given)
    at_work: list[_Place] = []
    try:
        while waiting or at_work:
            while waiting and len(at_work) < at_once:
                at_work.append(_begun(work, given, waiting.popleft(), at_work))
            ready = wait([one.way for one in at_work])
            for place in [one for one in at_work if one.way in ready]:
                number, came = place.at, _received(place)
                if came is not _ENDED and waiting and _goes_on(place, waiting[0]):
                    waiting.popleft()
                else:
                    at_work.remove(place)
                    _end([place])
                tries[number] += 1
                if came is not _ENDED:
                    yield number, came
                elif tries[number] < _TRIES:
                    waiting.appendleft(number)
                else:
                    yield number, lost(given[number])
    finally:
        _end(at_work)


def _goes_on(place: _Place, number: int) -> bool:
    """Give a process the next thing; False where it ended since it told what came of the last."""
    try:
        place.way.send(number)
    except ConnectionError:
        return False
    place.at = number
    return True


def _received(place: _Place) -> Any:
    """What came of the thing that a process was at, or _ENDED where that ended instead."""
    try:
        return place.way.recv()
    except (EOFError, ConnectionError):
        return _ENDED


def _begun(
    work: Callable[[Given], Came], given: Sequence[Given], number: int, others: Sequence[_Place]
) -> _Place:
    """A new process, at its first thing."""
    # Loaded once here, and not in each process.
    import ctypes  # noqa: F401

    context: Any = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    ways = [here, *(one.way for one in others)]
    # No daemon: a pack's own layouts are drawn in a process that it starts.
    process = context.Process(target=_work, args=(work, given, there, ways, os.getpid()))
    process.start()
    there.close()
    place = _Place(process, here, number)
    # Where it ended already, that is found out as for any other.
    _goes_on(place, number)
    return place


def _work(
    work: Callable[[Given], Came],
    given: Sequence[Given],
    way: Connection,
    ways: Sequence[Connection],
    parent: int,
) -> None:
    """In the process: do what is asked for, one thing after the other, until nothing more is.

    An interrupt goes to the first process, which then asks this one to end.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for ask in ASKS:
        if ask is not signal.SIGINT:
            signal.signal(ask, _stop)
    end_with(parent)
    for other in ways:
        other.close()
    # It stays, and gives back what it lets go of. What there was before need not be looked through.
    gc.freeze()
    gc.enable()
    # Whoever asked may be gone.
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            way.send(work(given[way.recv()]))


def _stop(_signal: int, _frame: FrameType | None) -> None:
    """End as a command that is stopped does: what was begun is tidied away on the way out."""
    for ask in ASKS:
        signal.signal(ask, signal.SIG_IGN)
    raise SystemExit(1)


def _end(places: Sequence[_Place]) -> None:
    """Ask processes to end, and see to it that they do."""
    for one in places:
        one.way.close()
        one.process.terminate()
    for one in places:
        one.process.join(_TIDYING)
        if one.process.is_alive():
            one.process.kill()
            one.process.join()
