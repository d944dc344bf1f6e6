"""Kinds of figures, how each is measured, and what comes of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from bench.runs import Command, Runs


@dataclass(frozen=True)
class Measured:
    """What came of a figure: it is `value`, in `unit`, and must be `most` at most.

    For a ratio, `low` and `high` are the least and greatest of its pairs, `seconds` the medians of
    A and B.
    """

    title: str
    most: float
    value: float
    unit: str = ""
    low: float = 0.0
    high: float = 0.0
    seconds: tuple[float, float] | None = None
    pairs: int = 0

    @property
    def is_met(self) -> bool:
        """Whether it is what it must be; the figure itself, not as it is rounded in a table."""
        return self.value <= self.most


class Figure(Protocol):
    """Something to measure."""

    @property
    def key(self) -> str:
        """What it is called on the command line."""
        ...

    @property
    def most(self) -> float:
        """What it must be at most."""
        ...

    def measure(self, runs: Runs, tell: Callable[[str], None]) -> Measured:
        """Measure it; `tell` hears of each run that comes."""
        ...


@dataclass(frozen=True)
class Ratio:
    """The time of A against that of B; of each thing that they make, where `per` counts these.

    Before that, `warm_up` is run once and not counted: both, unless it is said which.
    """

    key: str
    title: str
    most: float
    a: Command
    b: Command
    per: tuple[int, int] = (1, 1)
    pairs: int = 7
    warm_up: tuple[Command, ...] | None = None

    def measure(self, runs: Runs, tell: Callable[[str], None]) -> Measured:
        """A and B in turns."""
        tell(f"{self.key}: warm-up")
        for command in (self.a, self.b) if self.warm_up is None else self.warm_up:
            runs.run(command)
        seconds = []
        for number in range(1, self.pairs + 1):
            tell(f"{self.key}: pair {number} of {self.pairs}")
            seconds.append((runs.run(self.a).seconds, runs.run(self.b).seconds))
        return self.of(seconds)

    def of(self, seconds: Sequence[tuple[float, float]]) -> Measured:
        """The figure, from the seconds that A and B took in each pair."""
        ratios = [(a / self.per[0]) / (b / self.per[1]) for a, b in seconds]
        medians = median(a for a, _ in seconds), median(b for _, b in seconds)
        return Measured(
            self.title,
            self.most,
            median(ratios),
            low=min(ratios),
            high=max(ratios),
            seconds=medians,
            pairs=len(ratios),
        )


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
