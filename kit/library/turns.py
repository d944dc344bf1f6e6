"""Calls of one process take turns: what they stand on (PDFium, for one) is not made for threads."""

import multiprocessing
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from kit.core.errors import KitError
from kit.session.arguments import told_to_programs

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
