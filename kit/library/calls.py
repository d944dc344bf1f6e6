"""`kit.build` and `kit.plan`, the functions that other programs call.

They print nothing, end nothing and leave the process as it was. What they stand on is not made for
threads (PDFium, for one), so calls in one process take turns.
"""

from dataclasses import replace
from pathlib import Path

from kit.core.progress import Progress
from kit.library.outcome import Kit, Plan, kit_of, plan_of
from kit.library.turns import cache_store, in_turn, places
from kit.pipeline import run
from kit.pipeline.plan import ToTypeset, planned_with_notices
from kit.pipeline.request import request_for
from kit.session.arguments import Session, asked_for, in_keywords
from kit.system.cache import Store


def build(
    session: Session,
    *,
    write: bool = True,
    cache: bool | str | Path = True,
    progress: Progress | None = None,
    workers: int | None = None,
) -> Kit:
    """Make a kit and write it into the session's folder `out`, or with `write=False` into none.

    The bytes of all files are returned either way.

    The folder holds one kit, which takes the place of the last there; files that are somebody's own
    are never overwritten. All is checked before anything is written: on KitError, which carries
    every problem found, the folder is as it was.

    `cache` is where that is kept which would come out the same again: the user's folder for such,
    another folder, or with False none, so that without `write` nothing is left on any disk.
    `progress` hears of each stage as it begins, in the thread that called. `workers` is how many
    processes work at once, which are forked on Linux, and elsewhere not; 1 does all in this
    process. Without it there are as many as cores, but where the process has other threads, or is a
    daemon: then 1, since forking amid threads can make a process hang. Threads that call at the
    same time take turns: to make several kits at once, call from several processes.
    """
    asked = asked_for(session)
    store = cache_store(cache)
    with in_turn():
        settled: list[str] = []
        made = run.build(
            asked,
            progress=progress,
            store=store,
            write=write,
            workers=places(workers),
            tell=settled.append,
        )
        kit = kit_of(made, asked.out.resolve() if write else None)
    return replace(kit, notices=(*_of_cache(store), *settled, *kit.notices))


def plan(
    session: Session,
    *,
    typeset: bool = True,
    cache: bool | str | Path = True,
    workers: int | None = None,
) -> Plan:
    """What a kit will be: its files, paper, cuts and minutes, to the last figure as `build` has it.

    No file of the kit is made; texts that flow over pages, the guide among them, are typeset to be
    counted, unless that was done before. With `typeset=False` nothing is typeset: texts that never
    were have no pages yet, and are named in `Plan.uncounted`. `cache` and `workers` are those of
    `build`. Raises KitError with every problem that is found without typesetting cards and posters.
    """
    with in_turn():
        request = request_for(asked_for(session))
        store = cache_store(cache)
        to_typeset: ToTypeset = "pages" if typeset else "known"
        made = planned_with_notices(request, store, places(workers), to_typeset)
        found = plan_of(request, made)
        notices = (*_of_cache(store), *found.notices)
        return replace(found, assumed=tuple(map(in_keywords, found.assumed)), notices=notices)


def _of_cache(store: Store | None) -> tuple[str, ...]:
    """What whoever called is to be told of the cache."""
    return store.notices if store else ()
