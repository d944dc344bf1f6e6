"""What all calls have in common: turns, processes, the cache.

Calls of one process take turns: what they stand on (PDFium, for one) is not made for threads.
"""

import multiprocessing
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kit.core.errors import KitError
from kit.session.arguments import told_to_programs
from kit.system.cache import Store, user_store
from kit.typed.paths import names_nothing

_turns = threading.RLock()


def _forget_turns() -> None:
    """Take a free lock in a forked process, for the old one may be held by a thread left behind."""
    global _turns
    _turns = threading.RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_turns)


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait for calls of other threads to end; problems are told in the words of a program."""
    with _turns:
        try:
            yield
        except KitError as error:
            raise told_to_programs(error) from error.__cause__


def places(workers: int | None) -> int | None:
    """How many processes may work at once, None for as many as there are cores.

    Raises ValueError for less than one.
    """
    if workers is not None and workers < 1:
        raise ValueError("workers is 1 or more")
    if multiprocessing.current_process().daemon:
        return 1  # Python lets it have no processes of its own
    alone = threading.active_count() == 1
    return workers if workers or alone else 1


def cache_store(cache: bool | str | Path) -> Store | None:
    """The store that a call asks for: the user's, that in a folder, or none.

    Raises ValueError for an empty path.
    """
    if isinstance(cache, bool):
        return user_store() if cache else None
    if isinstance(cache, str) and names_nothing(cache):
        raise ValueError("cache is a folder, True or False")
    return Store(Path(cache))
