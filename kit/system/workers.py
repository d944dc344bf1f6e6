"""Run functions in worker processes, as many at once as there are cores."""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from kit.core.errors import KitError
from kit.system.apart import end_with
from kit.system.stops import ASKS

Work = Callable[[], Any]
# A worker takes up more work only while all that it has is no larger than this, of HTML as much as
# a batch of cards. To fork for each small work takes longer than some of it; and what a worker
# holds of one is hardly given back before it ends.
_SHARE = 50_000
# After how many new objects the youngest are looked through for what nobody uses any more, and
# after how many such looks the older ones, and all. Python's own 700 cost a tenth of typesetting.
_LOOKED_THROUGH = (50_000, 20, 10)


def forked_at_once(places: int | None = None) -> int:
    """How many processes may be forked at once: so many, or as many as there are cores.

    One where the system cannot fork.
    """
    # macOS can, but its own libraries do not bear it.
    if sys.platform != "linux":
        return 1
    return places or len(os.sched_getaffinity(0))


class SideBySide:
    """Work in worker processes: begun under a name, its result fetched by that name.

    Processes are forked, so they have all that is loaded here, each for some work of what waits;
    they give back what can be pickled. Where the system cannot fork, and with one place, work is
    done when its result is asked for. To be closed, by `with`: then what is still at work ends.
    """

    def __init__(self, places: int | None = None) -> None:
        """`places` is how many processes may work at once; by default the number of cores."""
        self._places = forked_at_once(places)
        self._waiting: dict[Hashable, tuple[int, Work]] = {}
        self._working: list[_Worker] = []
        self._done: dict[Hashable, Any] = {}
        # Those whose results came, and which need not be waited for while there is other work.
        self._ending: list[BaseProcess] = []

    def __enter__(self) -> "SideBySide":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._working:
            worker.process.kill()
            worker.results.close()
            self._ending.append(worker.process)
        self._working.clear()
        self._waiting.clear()
        self.finish()

    @property
    def forks(self) -> bool:
        """Whether work is done in processes that are forked, and have what is loaded here."""
        return self._places > 1

    def finish(self) -> None:
        """Wait for all workers, so that they can put what they made into the cache."""
        while self._working:
            self._collect()
        while self._ending:
            self._ending.pop().join()

    def begin(self, name: Hashable, work: Work, size: int = 0) -> None:
        """Queue some work: it starts when a worker is free, the largest first.

        So no worker is left with something long when all others are done. `size` is how large it
        is beside other work, in any unit that all of it has; of alike the last queued goes first.
        """
        self._waiting[name] = size, work
        if self._working:
            # Some may have ended while other things were done here.
            self._collect(0)
        self._fill_places()

    def is_begun(self, name: Hashable) -> bool:
        """Whether work was begun under this name whose result was not asked for yet."""
        at_work = any(name in worker.share for worker in self._working)
        return at_work or name in self._waiting or name in self._done

    def result(self, name: Hashable) -> Any:
        """Wait for the work and give its result, once only. Raises what the work raises."""
        if not self.forks:
            return self._waiting.pop(name)[1]()
        while name not in self._done:
            self._collect()
        done = self._done.pop(name)
        if isinstance(done, KitError):
            raise done
        return done

    def _fill_places(self) -> None:
        while self.forks and self._waiting and len(self._working) < self._places:
            self._working.append(_forked(self._share()))

    def _share(self) -> dict[Hashable, Work]:
        """Take from what waits the largest, and of the others what one of all places has to do.

        Of alike whatever comes late had to wait for others, and the more it is waited for.
        """
        queued = reversed(self._waiting)
        names = sorted(queued, key=lambda one: self._waiting[one][0], reverse=True)
        most = -(-len(names) // self._places)
        room = min(_SHARE, sum(size for size, _ in self._waiting.values()) / self._places)
        share: dict[Hashable, Work] = {}
        for name in names:
            size, work = self._waiting[name]
            if not share or (len(share) < most and size <= room):
                share[name] = work
                room -= size
        for name in share:
            del self._waiting[name]
        return share

    def _collect(self, seconds: float | None = None) -> None:
        """Wait until one or more workers have done some work, and start others in their place.

        With `seconds` no longer than that.
        """
        ready = wait([worker.results for worker in self._working], seconds)
        for worker in [one for one in self._working if one.results in ready]:
            name = next(iter(worker.share))
            work = worker.share.pop(name)
            try:
                self._done[name] = worker.results.recv()
            except EOFError:
                # It failed or was killed. Done here, it shows why, or comes through.
                self._waiting |= {other: (0, left) for other, left in worker.share.items()}
                worker.share.clear()
                self._done[name] = _done_here(work)
            if not worker.share:
                worker.results.close()
                self._working.remove(worker)
                self._ending.append(worker.process)
        self._fill_places()


@dataclass
class _Worker:
    """A worker process, and what it has still to do, in its order."""

    process: BaseProcess
    results: Connection
    share: dict[Hashable, Work]


def _forked(share: dict[Hashable, Work]) -> _Worker:
    # Loaded once here, and not in each worker.
    import ctypes  # noqa: F401

    context: Any = multiprocessing.get_context("fork")
    results, given = context.Pipe(duplex=False)
    todo = tuple(share.values())
    process = context.Process(target=_work, args=(todo, results, given, os.getpid()), daemon=True)
    process.start()
    given.close()
    return _Worker(process, results, share)


def _work(todo: Sequence[Work], results: Connection, given: Connection, parent: int) -> None:
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
        for work in todo:
            try:
                came: Any = work()
            except KitError as error:
                came = error
            except Exception:
                return
            given.send(came)
    given.close()


def _done_here(work: Work) -> Any:
    """The result of work, or the KitError that it raises."""
    try:
        return work()
    except KitError as error:
        return error
