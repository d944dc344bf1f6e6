"""Figures of a process that stays: A and B in turns in this one process, as JSON in the last line.

Run as `staying.py FIGURE` with one of FIGURES; `staying.py fill` makes all kits that the figures
make, so that their cache is warm. What is written lies in the folder in which it is run.
"""

import contextlib
import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# In the place of the folder of this script, in which `typst` are our templates.
sys.path[0] = str(ROOT)

import jinja2  # noqa: E402

import kit  # noqa: E402
from bench.pairs import TRIES, loop_seconds, measured_pairs  # noqa: E402
from bench.runs import Run  # noqa: E402
from bench.typst.compile import compile_kit  # noqa: E402

# Of each kit, the values that it leaves out: one of each area at least is changed by some of them.
LEFT_OUT = (
    ("varme", "hap"),
    ("tillit", "partnerskap"),
    ("respekt", "inkludering"),
    ("antistigma", "fleksibilitet"),
    ("naervaer", "selvinnsikt"),
    ("likeverd", "rettferdighet"),
    ("empati", "normalisering"),
    ("styrkefokus", "laeringsvilje"),
)
# The session whose plan is told as its values are chosen.
ROOM: dict[str, Any] = {"people": 24, "tables": 4}
GUIDE = "guide/pages.html"
# Of value cards of one deck.
SHEETS = 5
# What is done in milliseconds is done so many times.
SHORT = 21

Work = Callable[[int], Run | None]


def second_build() -> tuple[Work, Work, int]:
    """`kit.build` again and again with other values, against typst with the same values."""

    def build(number: int) -> None:
        kit.build(kit.Session(leave_out=LEFT_OUT[number % len(LEFT_OUT)], out="kit"))

    def typst(number: int) -> None:
        compile_kit(ROOT, Path("typst"), LEFT_OUT[number % len(LEFT_OUT)])

    return build, typst, len(LEFT_OUT) - 1


def plan() -> tuple[Work, Work, int]:
    """`kit.plan` with other values each time, against one Jinja page of the guide.

    That page is filled in by a process that was forked before anything was drawn here, so that it
    costs the same whatever is kept in memory: the template alone, its lines measured and broken.
    """
    waiting = [forked_page() for _ in range(TRIES * SHORT + 1)]
    return plan_of, lambda number: waiting[number](), SHORT


def plan_of(number: int) -> None:
    """The plan of a session with other values than the last."""
    kit.plan(kit.Session(leave_out=LEFT_OUT[number % len(LEFT_OUT)], **ROOM))


def forked_page() -> Callable[[], Run]:
    """A process of its own, which fills in the page when asked to and tells what that took."""
    (turn, ask), (answer, tell) = os.pipe(), os.pipe()
    if os.fork():
        os.close(turn)
        os.close(tell)

        def asked() -> Run:
            os.write(ask, b"1")
            with os.fdopen(answer) as told:
                seconds, cpu = json.loads(told.read())
            return Run(seconds, 0, (), cpu)

        return asked
    os.close(ask)
    os.close(answer)
    try:
        if os.read(turn, 1):
            os.write(tell, json.dumps(page_seconds()).encode())
    finally:
        os._exit(0)


class PageDone(BaseException):
    """The page of the guide is filled in; what comes after it is not wanted."""


def page_seconds() -> tuple[float, float]:
    """The seconds of filling in the guide's template, by the clock and of the CPU.

    Only compiled templates are found in the cache: no kit is made into it.
    """
    whole, took = jinja2.Template.render, []

    def timed(self: jinja2.Template, *words: Any, **named: Any) -> str:
        began, cpu = perf_counter(), process_time()
        page = whole(self, *words, **named)
        if self.name == GUIDE:
            took.append((perf_counter() - began, process_time() - cpu))
            raise PageDone
        return page

    jinja2.Template.render = timed  # type: ignore[method-assign]
    with contextlib.suppress(PageDone):
        session = kit.Session(pieces=["guide"], **ROOM)
        kit.build(session, write=False, cache="templates", workers=1)
    return took[0]


def picture_card() -> tuple[Work, Work, int]:
    """A picture of one card after another, against a loop that always does the same."""

    def picture(number: int) -> None:
        area, value = divmod(number, 10)
        kit.picture_of_card(kit.Session(**ROOM), "value-cards", f"{area % 4 + 1}.{value + 1}")

    return picture, loop, SHORT


def picture_sheet() -> tuple[Work, Work, int]:
    """A picture of one sheet of cards after another, likewise."""

    def picture(number: int) -> None:
        kit.picture_of_sheet(kit.Session(**ROOM), "value-cards", number % SHEETS + 1)

    return picture, loop, SHORT


def loop(_: int) -> None:
    """What the machine does in some milliseconds."""
    loop_seconds()


def fill() -> None:
    """Make and plan each kit once."""
    for number in range(len(LEFT_OUT)):
        kit.build(kit.Session(leave_out=LEFT_OUT[number], out="kit"))
        plan_of(number)
    kit.build(kit.Session(pieces=["value-cards"], out="cards", **ROOM))


def measured(a: Work, b: Work, pairs: int) -> str:
    """So many pairs as JSON, after one that is not counted."""
    numbers = {a: 0, b: 0}

    def timed(work: Work) -> Run:
        number, numbers[work] = numbers[work], numbers[work] + 1
        began, cpu = perf_counter(), own_cpu()
        told = work(number)
        return told or Run(perf_counter() - began, 0, (), own_cpu() - cpu)

    timed(a), timed(b)
    found = measured_pairs(lambda: timed(a), lambda: timed(b), pairs, lambda _: None)
    return json.dumps([asdict(pair) for pair in found])


def own_cpu() -> float:
    """The CPU seconds of this process and of those that it started and waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


FIGURES: dict[str, Callable[[], tuple[Work, Work, int]]] = {
    "second-build": second_build,
    "plan": plan,
    "picture-card": picture_card,
    "picture-sheet": picture_sheet,
}


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill()
    else:
        print(measured(*FIGURES[sys.argv[1]]()))
