"""Bounds on what a pack's own layouts take: work with them is done in a process that is killed."""

import multiprocessing
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from kit.core.errors import KitError
from kit.core.messages import Message
from kit.core.progress import Progress, Stage
from kit.core.wording import cut_short
from kit.layout.overrides import LayoutFolder
from kit.system.apart import Bounds, Excess, ExcessError, Tell, done_apart

_Given = TypeVar("_Given")

# In s by the clock, from the first template to the last file that was checked; each process may
# have as much of a processor. Some 15 are enough for the default kit, and 30 for `kit check-pack`,
# on one core: a slow old machine takes five times as long, and what is honest must come through.
# Whoever waits for what is not can stop it at any time. In bytes, for each process: typesetting the
# default kit takes some 300 MB.
BOUNDS = Bounds(seconds=300, memory=3_000_000_000)
# So much is told of what the typesetter says that it failed on.
_TOLD = 200
_EXCESSES: Mapping[Excess, Message] = {
    "time": Message(
        "the layouts of this pack take longer than {seconds:g} seconds: mend them, or say "
        "--no-allow-layouts"
    ),
    "memory": Message(
        "the layouts of this pack take more than {most} GB of memory: mend them, or say "
        "--no-allow-layouts"
    ),
    "died": Message(
        "the layouts of this pack end the program that sets them: mend them, or say "
        "--no-allow-layouts"
    ),
}


def done_within_bounds(
    work: Callable[[Progress], _Given], layouts: LayoutFolder, progress: Progress
) -> _Given:
    """What some work with layouts gives: where they are a pack's own, done apart and bounded.

    That is all that draws them, and all that reads what was made of them. `work` is given whom to
    tell how far it is; it and what it gives must then be such as can be pickled. Raises KitError
    where it takes more than its bounds, and for whatever the layouts make it fail on.
    """
    if layouts.own is None:
        return work(progress)
    if multiprocessing.current_process().daemon:
        raise KitError.of(
            Message(
                "the layouts of this pack are drawn in a process of their own, and Python lets "
                "this one, a daemon, have none: make the kit in another, or say --no-allow-layouts"
            )
        )
    try:
        given: _Given = done_apart(
            partial(_with_progress_told, work), BOUNDS, partial(_tell, progress)
        )
    except ExcessError as error:
        told = _EXCESSES[error.excess]
        most = BOUNDS.memory // 10**9
        raise KitError.of(told.with_values(seconds=BOUNDS.seconds, most=most)) from error
    return given


class _Told(Progress):
    """A listener in one process that tells another one what it hears."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def stage(self, stage: Stage, steps: int) -> None:
        self._tell(("stage", (stage, steps)))

    def step(self, what: str) -> None:
        self._tell(("step", (what,)))

    def batches(self, reused: int, anew: int) -> None:
        self._tell(("batches", (reused, anew)))


def _tell(progress: Progress, told: tuple[str, tuple[Any, ...]]) -> None:
    """Tell a listener what was heard in another process."""
    name, values = told
    getattr(progress, name)(*values)


def _with_progress_told(work: Callable[[Progress], _Given], tell: Tell) -> _Given:
    """In the process: do the work; what it fails on is the layouts' fault as far as is known."""
    try:
        return work(_Told(tell))
    except (KitError, MemoryError):
        raise
    except Exception as error:
        said = cut_short(f"{type(error).__name__}: {error}", _TOLD)
        told = Message(
            "the layouts of this pack cannot be drawn: {said}: mend them, or say "
            "--no-allow-layouts",
            said=said,
        )
        raise KitError.of(told) from error
