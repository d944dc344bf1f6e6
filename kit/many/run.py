"""Make the kits of many sessions: begin to read here."""

from collections.abc import Callable, Iterable, Sequence

from kit.core.errors import Problem
from kit.core.messages import Message
from kit.many.asked import AskedSession
from kit.many.make import Making
from kit.many.outcome import Outcome
from kit.many.processes import done_by_processes
from kit.pipeline.run import BuiltKit
from kit.system.cache import Store

# Hears of each session that is done, and how many are.
Heard = Callable[[Outcome, int], None]

_LOST = Message(
    "the process that made it ended of itself, maybe for want of memory: close other programs, and "
    "build again, which goes on where this stopped"
)


def make_all(
    sessions: Sequence[AskedSession],
    store: Store | None,
    remarks: Callable[[BuiltKit], Iterable[str]],
    heard: Heard,
    places: int | None = None,
) -> tuple[Outcome, ...]:
    """Make the kit of each session, and tell what came of each, in their order.

    Each is made whole or not at all, and one that fails stops no other. One that lies there
    finished and unchanged is not made again; without a `store` all are. `remarks` are what is told
    of a kit, `places` how many are made at once, as many as there are cores if nothing is said.
    """
    outcomes: dict[int, Outcome] = {}
    work = Making(store, remarks).made
    for number, outcome in done_by_processes(work, sessions, _lost, places):
        outcomes[number] = outcome
        heard(outcome, len(outcomes))
    return tuple(outcomes[number] for number in sorted(outcomes))


def _lost(asked: AskedSession) -> Outcome:
    wrong = Problem(str(asked.file), 0, 0, _LOST)
    return Outcome(asked.name, "failed", asked.file, problems=(wrong,))
