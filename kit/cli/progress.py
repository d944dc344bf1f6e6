"""How far a build has come: bars on a terminal, lines elsewhere, and the time that it took."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kit.cli.streams import for_rich, remark
from kit.core.language import said
from kit.core.messages import Message
from kit.core.progress import Progress, Stage, Unwatched
from kit.core.visible import visible

if TYPE_CHECKING:
    from kit.many.outcome import Outcome

# What is done in each stage.
_STAGES: Mapping[Stage, Message] = {
    "Reading": Message("Reading"),
    "Drawing": Message("Drawing"),
    "Setting": Message("Setting"),
    "Imposing": Message("Imposing"),
    "Checking": Message("Checking"),
    "Picturing": Message("Picturing"),
    "Writing": Message("Writing"),
}
_SETTING = Message("Setting {what} …")
_DONE = Message("{done} of {kits}: {session}, {state}")
_TIME = Message("{stage}: {seconds:.2f} s")
_BATCHES = Message("Batches: {reused} from the cache, {anew} typeset")


@contextmanager
def watching(*, quiet: bool, verbose: bool) -> Iterator[Progress]:
    """A listener that shows how far a build is; with `verbose` it tells the times at the end."""
    if quiet:
        yield Unwatched()
        return
    shown: _Bars | _Lines = _Bars() if sys.stderr.isatty() else _Lines()
    timed = _Timed(shown)
    try:
        yield timed
    finally:
        shown.close()
    if verbose:
        timed.tell()


@contextmanager
def watching_many(kits: int, *, quiet: bool) -> "Iterator[Callable[[Outcome, int], None]]":
    """A listener that shows how many of several kits are done: one bar, or a line for each."""
    if quiet:
        yield lambda _outcome, _done: None
        return
    if not sys.stderr.isatty():
        yield lambda one, done: remark(
            _DONE.with_values(done=done, kits=kits, session=one.session, state=one.state_in_words)
        )
        return
    bars = _Bars()
    try:
        bars.begin(Message("Making"), kits)
        bars.show(0, "")
        yield lambda one, done: bars.show(done, one.session)
    finally:
        bars.close()


class _Lines(Unwatched):
    """A line for each piece, as it is typeset."""

    def __init__(self) -> None:
        self._stage: Stage = "Reading"

    def stage(self, stage: Stage, steps: int) -> None:  # noqa: ARG002
        self._stage = stage

    def step(self, what: str) -> None:
        if self._stage == "Setting":
            remark(_SETTING.with_values(what=what))

    def close(self) -> None:
        """There is nothing to take away."""


class _Bars(Unwatched):
    """A bar for each stage, with what it is at; they go when the build ends."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[what]}", markup=False),
            console=Console(file=for_rich(sys.stderr), emoji=False, highlight=False),
            # Whatever is told meanwhile goes its own way, on which it is made visible.
            redirect_stdout=False,
            redirect_stderr=False,
            # Processes are forked, which threads do not bear; it is drawn at each step.
            auto_refresh=False,
            transient=True,
        )
        self._bars.start()
        self._begun = 0

    def stage(self, stage: Stage, steps: int) -> None:
        self.begin(_STAGES[stage], steps)

    def begin(self, what: str, steps: int) -> None:
        """A bar for what takes so many steps."""
        self._end_stage()
        self._begun = 0
        self._bars.add_task(said(what), total=steps, what="")
        self._bars.refresh()

    def step(self, what: str) -> None:
        self._bars.update(self._bars.task_ids[-1], completed=self._begun, what=visible(said(what)))
        self._bars.refresh()
        self._begun += 1

    def show(self, done: int, what: str) -> None:
        """So many steps are done, whichever they are; the last of them is named."""
        self._bars.update(self._bars.task_ids[-1], completed=done, what=visible(said(what)))
        self._bars.refresh()

    def _end_stage(self) -> None:
        for task in self._bars.task_ids[-1:]:
            self._bars.update(task, completed=self._bars.tasks[-1].total, what="")

    def close(self) -> None:
        """Take the bars away."""
        self._end_stage()
        self._bars.stop()


class _Timed:
    """Takes the time of each stage, while another shows it."""

    def __init__(self, shown: Progress) -> None:
        self._shown = shown
        self._begun: list[tuple[Stage, float]] = []
        self._batches = (0, 0)

    def stage(self, stage: Stage, steps: int) -> None:
        self._begun.append((stage, time.perf_counter()))
        self._shown.stage(stage, steps)

    def step(self, what: str) -> None:
        self._shown.step(what)

    def batches(self, reused: int, anew: int) -> None:
        self._batches = reused, anew
        self._shown.batches(reused, anew)

    def tell(self) -> None:
        """The times of all stages, and what was not typeset a second time."""
        ends = [begun for _, begun in self._begun[1:]] + [time.perf_counter()]
        for (stage, begun), ended in zip(self._begun, ends, strict=True):
            remark(_TIME.with_values(stage=_STAGES[stage], seconds=ended - begun))
        reused, anew = self._batches
        remark(_BATCHES.with_values(reused=reused, anew=anew))
