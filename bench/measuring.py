"""Kinds of figures, how each is measured, and what comes of it."""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal, Protocol

from bench.pairs import TRIES, Pair, measured_pairs
from bench.runs import Command, Runs

Judge = Literal["wall", "CPU"]


@dataclass(frozen=True)
class Spread:
    """The median of some numbers, the least and the greatest."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, numbers: Sequence[float]) -> "Spread":
        """That of these, of which there is one at least."""
        return cls(median(numbers), min(numbers), max(numbers))


@dataclass(frozen=True)
class Timing:
    """What stands behind a figure of time: medians of the seconds of A and B, and their ratios.

    All of it by the clock and in CPU seconds. `busy` is how many cores other programs used in the
    median pair, `disturbed` in how many pairs too many.
    """

    wall: tuple[float, float]
    cpu: tuple[float, float]
    wall_ratio: Spread
    cpu_ratio: Spread
    pairs: int
    busy: float
    disturbed: int


@dataclass(frozen=True)
class Measured:
    """What came of a figure: it is `value`, in `unit`, and must be `most` at most.

    A figure that is only told has no `most`; one that could not be measured is infinite.
    """

    title: str
    most: float | None
    value: float
    unit: str = ""
    judge: Judge | None = None
    timing: Timing | None = None

    @property
    def is_met(self) -> bool:
        """Whether it is what it must be; the figure itself, not as it is rounded in a table."""
        return self.was_measured and (self.most is None or self.value <= self.most)

    @property
    def was_measured(self) -> bool:
        """Whether there is a figure at all, and not a fault on the way to it."""
        return math.isfinite(self.value)


class Figure(Protocol):
    """Something to measure."""

    @property
    def key(self) -> str:
        """What it is called on the command line."""
        ...

    @property
    def title(self) -> str:
        """What it is called in the table."""
        ...

    @property
    def most(self) -> float | None:
        """What it must be at most."""
        ...

    def measure(self, runs: Runs, tell: Callable[[str], None]) -> Measured:
        """Measure it; `tell` hears of each run that comes."""
        ...


@dataclass(frozen=True)
class Ratio:
    """The time of A against that of B; of each thing that they make, where `per` counts these.

    It is judged by the clock or by CPU seconds; both are measured. Before that, `warm_up` is run
    once and not counted: both, unless it is said which. `tries` is how many times as many pairs are
    run at most where others disturb them.
    """

    key: str
    title: str
    most: float | None
    a: Command
    b: Command
    judge: Judge = "wall"
    per: tuple[int, int] = (1, 1)
    pairs: int = 7
    warm_up: tuple[Command, ...] | None = None
    tries: int = TRIES

    def measure(self, runs: Runs, tell: Callable[[str], None]) -> Measured:
        """A and B in turns."""
        tell(f"{self.key}: warm-up")
        for command in (self.a, self.b) if self.warm_up is None else self.warm_up:
            runs.run(command)
        return self.of(
            measured_pairs(
                lambda: runs.run(self.a),
                lambda: runs.run(self.b),
                self.pairs,
                lambda text: tell(f"{self.key}: {text}"),
                self.tries,
            )
        )

    def of(self, pairs: Sequence[Pair]) -> Measured:
        """The figure, from what A and B took in each pair."""
        timing = timing_of(pairs, self.per)
        ratio = timing.wall_ratio if self.judge == "wall" else timing.cpu_ratio
        return Measured(self.title, self.most, ratio.median, judge=self.judge, timing=timing)


@dataclass(frozen=True)
class Staying:
    """The time of A in a process that stays: against that of B there, or in milliseconds.

    The command does both in turns in one process, and ends by printing a list of pairs as JSON,
    each with the seconds by the clock of A and B, their CPU seconds, and how busy others were.
    """

    key: str
    title: str
    most: float | None
    command: Command
    unit: Literal["", "ms"] = ""
    judge: Judge = "wall"

    def measure(self, runs: Runs, tell: Callable[[str], None]) -> Measured:
        """One process, which measures the pairs itself."""
        tell(f"{self.key}: the process that stays")
        return self.of(pairs_told(runs.run(self.command).told))

    def of(self, pairs: Sequence[Pair]) -> Measured:
        """The figure, from what A and B took in each pair."""
        timing = timing_of(pairs)
        wall = self.judge == "wall"
        if self.unit == "ms":
            value = 1000 * (timing.wall if wall else timing.cpu)[0]
        else:
            value = (timing.wall_ratio if wall else timing.cpu_ratio).median
        return Measured(self.title, self.most, value, self.unit, self.judge, timing)


@dataclass(frozen=True)
class Memory:
    """The peak memory of a command, in megabytes of a million bytes."""

    key: str
    title: str
    most: float
    command: Command

    def measure(self, runs: Runs, tell: Callable[[str], None]) -> Measured:
        """One run, which is not timed, since watching it costs time."""
        tell(f"{self.key}: the run")
        peak = runs.run(self.command, watched=True).peak
        return Measured(self.title, self.most, peak / 1e6, "MB")


@dataclass(frozen=True)
class Size:
    """The size of all PDFs that a command writes, in kilobytes of a thousand bytes."""

    key: str
    title: str
    most: float
    command: Command

    def measure(self, runs: Runs, tell: Callable[[str], None]) -> Measured:
        """One run."""
        tell(f"{self.key}: the run")
        return Measured(self.title, self.most, sum(runs.run(self.command).pdfs) / 1e3, "KB")


def timing_of(pairs: Sequence[Pair], per: tuple[int, int] = (1, 1)) -> Timing:
    """Medians over pairs. Of ratios, not ratios of medians: neighbours share what disturbs them."""

    def ratios(kind: Callable[[Pair], tuple[float, float]]) -> Spread:
        return Spread.of([(kind(pair)[0] / per[0]) / (kind(pair)[1] / per[1]) for pair in pairs])

    def medians(kind: Callable[[Pair], tuple[float, float]]) -> tuple[float, float]:
        return median(kind(pair)[0] for pair in pairs), median(kind(pair)[1] for pair in pairs)

    return Timing(
        medians(lambda pair: pair.seconds),
        medians(lambda pair: pair.cpu),
        ratios(lambda pair: pair.seconds),
        ratios(lambda pair: pair.cpu),
        len(pairs),
        median(pair.busy for pair in pairs),
        sum(pair.is_disturbed for pair in pairs),
    )


def pairs_told(printed: str) -> list[Pair]:
    """The pairs in the last line that a process that stays has printed."""
    told = json.loads(printed.strip().splitlines()[-1])
    return [
        Pair(tuple(one["seconds"]), tuple(one["cpu"]), one["busy"], one["slow"]) for one in told
    ]
