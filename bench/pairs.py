"""Pairs of runs in turns, and whether other programs kept the machine busy meanwhile."""

import resource
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

import psutil

from bench.runs import Run

# A pair is disturbed where other programs used more than so many cores meanwhile, or where a loop
# that always does the same took so many times as long, before or after it, as at its best.
MOST_BUSY = 0.3
MOST_SLOW = 1.3
# So many pairs are measured at most for each that is wanted.
TRIES = 2


@dataclass(frozen=True)
class Pair:
    """What A and B took, in seconds of the clock and in CPU seconds.

    `busy` is how many cores other programs used meanwhile, `slow` how much longer than at its best
    a loop took beside the pair.
    """

    seconds: tuple[float, float]
    cpu: tuple[float, float]
    busy: float = 0.0
    slow: float = 1.0

    @property
    def is_disturbed(self) -> bool:
        """Whether its seconds may be those of others."""
        return self.busy > MOST_BUSY or self.slow > MOST_SLOW


class Load:
    """How busy other programs keep the machine while something is run."""

    def __init__(self) -> None:
        self._quickest = loop_seconds()
        self.begin()

    def begin(self) -> None:
        """From now on."""
        self._slow = self._slowness()
        self._began, self._others = perf_counter(), others_cpu()

    def end(self) -> tuple[float, float]:
        """`busy` and `slow` since then."""
        seconds, used = perf_counter() - self._began, others_cpu() - self._others
        return max(0.0, used) / seconds, max(self._slow, self._slowness())

    def _slowness(self) -> float:
        took = median(loop_seconds() for _ in range(3))
        self._quickest = min(self._quickest, took)
        return took / self._quickest


def loop_seconds() -> float:
    """How long a loop takes that always does the same, some milliseconds."""
    began = perf_counter()
    sum(number * number for number in range(50_000))
    return perf_counter() - began


def others_cpu() -> float:
    """The CPU seconds of all programs since the machine was started, but for us and ours."""
    times = psutil.cpu_times()
    everybody = sum(getattr(times, kind, 0.0) for kind in ("user", "nice", "system", "irq"))
    own = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return float(everybody) - sum(used.ru_utime + used.ru_stime for used in own)


def measured_pairs(
    a: Callable[[], Run],
    b: Callable[[], Run],
    wanted: int,
    tell: Callable[[str], None],
    tries: int = TRIES,
) -> list[Pair]:
    """Run A and B in turns till so many pairs are undisturbed, or `tries` times as many are run.

    Gives the least disturbed of them.
    """
    load, pairs = Load(), list[Pair]()
    while sum(not pair.is_disturbed for pair in pairs) < wanted and len(pairs) < wanted * tries:
        tell(f"pair {len(pairs) + 1} of {wanted}")
        load.begin()
        first, second = a(), b()
        busy, slow = load.end()
        pairs.append(Pair((first.seconds, second.seconds), (first.cpu, second.cpu), busy, slow))
    return quietest(pairs, wanted)


def quietest(pairs: Sequence[Pair], wanted: int) -> list[Pair]:
    """So many pairs in their order: undisturbed ones, and the least disturbed of the others."""

    def disturbed(at: int) -> tuple[bool, float]:
        pair = pairs[at]
        return pair.is_disturbed, pair.busy if pair.is_disturbed else 0.0

    return [pairs[at] for at in sorted(sorted(range(len(pairs)), key=disturbed)[:wanted])]
