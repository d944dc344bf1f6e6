"""Run functions in worker processes, as many at once as there are cores."""

import os
import sys
from collections.abc import Hashable
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any

from kit.core.errors import KitError
from kit.system.forked import MOST_SHARED, SharedList, Work, Worker, forked

# How large works are that a process does one after another, in characters of HTML: some two batches
# of cards. What one holds of a work is hardly given back before it ends, so more would need memory.
_SHARE = 100_000
# What is smaller than this is done here sooner than a process is forked for it, and ends.
_WORTH_A_PROCESS = 10_000


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

    Processes are forked, so they have all that is loaded here; they give back what can be pickled.
    Those that are forked together share a list: whoever is free does the next, and so does this
    process where it has joined in and waits for a result. Where the system cannot fork, and with
    one place, work is done when its result is asked for. To be closed, by `with`: then what is
    still at work ends.
    """

    def __init__(self, places: int | None = None) -> None:
        """`places` is how many processes may work at once; by default the number of cores."""
        self._places = forked_at_once(places)
        self._waiting: dict[Hashable, tuple[int, Work]] = {}
        self._working: list[Worker] = []
        self._done: dict[Hashable, Any] = {}
        # Whether this process works too while it waits, and how large all works were that it did.
        self._joins_in = False
        self._done_here = 0
        # Those whose results came, and which need not be waited for while there is other work.
        self._ending: list[BaseProcess] = []

    def __enter__(self) -> "SideBySide":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in list(self._working):
            worker.process.kill()
            self._left_by(worker)
        self._waiting.clear()
        self.finish()

    @property
    def forks(self) -> bool:
        """Whether work is done in processes that are forked, and have what is loaded here."""
        return self._places > 1

    def join_in(self) -> None:
        """From now on nothing else is to be done here: this process works too while it waits.

        Until then whoever waits for one result goes on as soon as it is there.
        """
        self._joins_in = True

    def finish(self) -> None:
        """Wait until all work is done, so that what was made is in the cache."""
        while self.forks and (self._waiting or self._working):
            self._go_on()
        while self._ending:
            self._ending.pop().join()

    def begin(self, name: Hashable, work: Work, size: int) -> None:
        """Queue some work: it starts when a worker is free, the largest first.

        So no worker is left with something long when all others are done. `size` is how large it
        is beside other work, in characters of HTML that take as long to be typeset; of alike the
        last queued goes first.
        """
        self._waiting[name] = size, work
        if not self._joins_in:
            while self._collect(0):
                # Some may have ended while other things were done here.
                pass
            # While those are done, this process takes one of the places.
            self._fill(self._places - 1)

    def is_begun(self, name: Hashable) -> bool:
        """Whether work was begun under this name whose result was not asked for yet."""
        at_work = any(name in worker.shared.left for worker in self._working)
        return at_work or name in self._waiting or name in self._done

    def result(self, name: Hashable) -> Any:
        """Wait for the work and give its result, once only. Raises what the work raises."""
        if not self.forks:
            return self._waiting.pop(name)[1]()
        while name not in self._done:
            self._go_on()
        done = self._done.pop(name)
        if isinstance(done, KitError):
            raise done
        return done

    def _go_on(self) -> None:
        """Take a result that came, or do some work here, or wait for a result."""
        if self._collect(0):
            return
        self._fill(self._places - self._has_room)
        if not self._work_here():
            self._collect()

    def _fill(self, places: int) -> None:
        """Fork workers until there are so many, while there is something worth a process."""
        while len(self._working) < places and (shared := self._worth_a_process()):
            self._working.append(forked(shared))

    def _worth_a_process(self) -> SharedList | None:
        """A list with enough on it that nobody has taken, or a new one of enough that waits."""
        for shared in self._lists():
            takers = sum(worker.shared is shared for worker in self._working)
            if shared.size_without(takers) >= _WORTH_A_PROCESS:
                return shared
        size = sum(size for size, _ in self._waiting.values())
        is_worth_one = size >= _WORTH_A_PROCESS or not self._has_room
        return self._shared() if self._waiting and is_worth_one else None

    def _lists(self) -> list[SharedList]:
        """The lists that workers take from."""
        return list(dict.fromkeys(worker.shared for worker in self._working))

    def _shared(self) -> SharedList:
        """Take from what waits the largest, as much as all places have room for."""
        room = _SHARE * self._places
        works: dict[Hashable, tuple[int, Work]] = {}
        for name in self._largest_first()[:MOST_SHARED]:
            size, _ = self._waiting[name]
            if not works or size <= room:
                works[name] = self._waiting.pop(name)
                room -= size
        return SharedList(works)

    @property
    def _has_room(self) -> bool:
        """Whether this process may do more work, for all the memory that it took so far."""
        return self._joins_in and self._done_here < _SHARE

    def _work_here(self) -> bool:
        """Do the next work, if there is any and it may be done here.

        First what waits, for it is on no list that a worker takes from.
        """
        if not self._has_room:
            return False
        if self._waiting:
            name = self._largest_first()[0]
            self._do(name, *self._waiting.pop(name))
            return True
        for shared in self._lists():
            number = shared.take()
            if number is not None:
                name = shared.names[number]
                self._do(name, *shared.left.pop(name))
                return True
        return False

    def _largest_first(self) -> list[Hashable]:
        """The names of what waits.

        Of alike whatever comes late had to wait for others, and the more it is waited for.
        """
        # Sorted and then reversed, for to sort in reverse leaves alike in their order.
        return sorted(self._waiting, key=lambda one: self._waiting[one][0])[::-1]

    def _do(self, name: Hashable, size: int, work: Work) -> None:
        self._done_here += size
        try:
            self._done[name] = work()
        except KitError as error:
            self._done[name] = error

    def _collect(self, seconds: float | None = None) -> bool:
        """Wait until workers tell something, no longer than so many seconds; say whether any did.

        What a worker was at that failed or was killed is done here: it shows why, or comes through.
        """
        ready = wait([worker.results for worker in self._working], seconds)
        for worker in [one for one in self._working if one.results in ready]:
            try:
                came = worker.results.recv()
            except (EOFError, OSError):
                for name in self._left_by(worker)[:1]:
                    self._do(name, *self._waiting.pop(name))
                continue
            if worker.at is None:
                worker.at = worker.shared.names[came]
            else:
                self._done[worker.at] = came
                del worker.shared.left[worker.at]
                worker.at = None
        return bool(ready)

    def _left_by(self, worker: Worker) -> list[Hashable]:
        """Take a worker for ended. What nobody has on a list any more waits again.

        Gives that by its names, and first what the worker was at.
        """
        worker.results.close()
        self._working.remove(worker)
        self._ending.append(worker.process)
        shared = worker.shared
        left = [] if worker.at is None else [worker.at]
        if not any(other.shared is shared for other in self._working):
            shared.close()
            left += [name for name in shared.left if name != worker.at]
        self._waiting |= {name: shared.left.pop(name) for name in left}
        return left
