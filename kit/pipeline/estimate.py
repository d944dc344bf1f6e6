"""How long it takes to print and to cut a kit: estimates, and what they assume."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kit.core.messages import Message
from kit.core.sizes import IN_INCHES, PAPERS
from kit.imposition.print_job import PrintJob
from kit.session.options import Order

# Sides of A4 a minute in colour. An office printer for A3 was measured at 21 (Macworld UK on the
# Oki C9200); e-catalog.com calls 20 to 30 the average of lasers.
SIDES_A_MINUTE = 20
# From this weight in g/m² on, paper is heavy to a printer (Oki's guides for 2426 and C7350).
THICK = 105
# How much slower it prints on that. Makers say that it is slower (HP's guide for the Color LaserJet
# 4600), not by how much: an assumption.
SLOWER_ON_THICK = 2
# To choose paper, load it and look at the first sheet, in minutes a file: an assumption.
LOADING = 2
# What a desktop guillotine cuts through at once, in g/m²: 15 to 20 sheets (a buyer's guide on
# colorprintingforum.com), here taken as 15 of office paper.
AT_ONCE = 15 * 80
# To lay a pile to its marks and cut, or to cut once along a sheet with scissors, in minutes: an
# assumption.
A_CUT = 0.25


def is_printed_here(job: PrintJob) -> bool:
    """Whether an office printer prints it: no office has paper as large as A2."""
    return job.paper in PAPERS


def minutes_to_print(jobs: Iterable[PrintJob]) -> float:
    """Minutes to print all copies of what an office prints, or one where no number is known."""
    here = [job for job in jobs if is_printed_here(job)]
    return sum(LOADING + _sides(job) * _slower(job) / SIDES_A_MINUTE for job in here)


def _sides(job: PrintJob) -> int:
    return job.pages * (1 if job.copies is None else job.copies)


def _slower(job: PrintJob) -> float:
    """How many times as long a side takes as one of A4 on office paper: a longer one takes longer.

    A sheet goes through with its short edge along the feed if that fits, so by its area.
    """
    paper, a4 = PAPERS[job.paper], PAPERS["A4"]
    larger = paper.width * paper.height / (a4.width * a4.height)
    return max(1.0, larger) * (SLOWER_ON_THICK if job.weight[1] >= THICK else 1)


def sheets_at_once(job: PrintJob, order: Order) -> int:
    """How many sheets of a job are cut at once: rows are for scissors, which cut one."""
    return 1 if order == "rows" else max(1, AT_ONCE // job.weight[1])


def cuts_in_all(job: PrintJob, order: Order) -> int:
    """How often a blade goes down for all copies of a job, as the guide says to cut.

    Piles of sheets are cut into strips, and piles of strips into cards.
    """
    if job.grid is None:
        return 0
    at_once = sheets_at_once(job, order)
    sheets = job.sheets * (1 if job.copies is None else job.copies)
    # What is cut lies side by side, with or without a gutter between.
    strips = sheets * job.grid.columns
    upright, level = len(job.grid.xs), len(job.grid.ys)
    return upright * math.ceil(sheets / at_once) + level * math.ceil(strips / at_once)


def minutes_to_cut(jobs: Iterable[PrintJob], order: Order) -> float:
    """Minutes to cut all copies of all jobs; folding and gluing are not counted."""
    return sum(cuts_in_all(job, order) for job in jobs) * A_CUT


def about(minutes: float) -> Message:
    """A time as roughly as it is known: to 5 minutes, and from an hour and a half on to 15."""
    step = 5 if minutes < 90 else 15
    rounded = max(step, round(minutes / step) * step)
    hours, rest = divmod(rounded, 60)
    if rounded < 90:
        return Message("about {minutes} min", minutes=rounded)
    if rest:
        return Message("about {hours} h {minutes} min", hours=hours, minutes=rest)
    return Message("about {hours} h", hours=hours)


def _cuts_of(jobs: Sequence[PrintJob], order: Order, *, is_pile: bool = False) -> str:
    """How many cuts a sheet takes that is cut alone, or a pile as high as may be: from – to."""
    counts = [
        cuts_in_all(
            replace(job, sheets=sheets_at_once(job, order) if is_pile else 1, copies=1), order
        )
        for job in jobs
    ]
    return "–".join(map(str, dict.fromkeys((min(counts), max(counts)))))


def assumptions(jobs: Sequence[PrintJob], order: Order) -> Iterator[Message]:
    """What the estimates assume, a sentence each."""
    in_inches = any(job.paper in IN_INCHES.values() for job in jobs)
    small, large = (IN_INCHES[paper] if in_inches else paper for paper in ("A4", "A3"))
    yield Message(
        "Printing: {sides} sides of {small} a minute, half as many on paper from {thick} g and on "
        "{large}, and {loading} min a file to load the paper.",
        sides=SIDES_A_MINUTE,
        small=small,
        thick=THICK,
        large=large,
        loading=LOADING,
    )
    yield from _of_cutting(jobs, order)
    if any(job.copies is None for job in jobs):
        yield Message(
            "Counted once, for one table and one person: --people and --tables say how many come."
        )
    if any(job.grid and job.grid.fold for job in jobs) or any(job.tiling for job in jobs):
        yield Message("To fold and to glue comes on top.")
    if any(job.paper and not is_printed_here(job) for job in jobs):
        yield Message("What no office printer takes, such as A2, is not in it.")


def _of_cutting(jobs: Sequence[PrintJob], order: Order) -> Iterator[Message]:
    """What the estimates assume of cutting, where there is anything to cut."""
    cut = [job for job in jobs if job.grid and job.part != "backs"]
    if not cut:
        return
    alone, seconds = _cuts_of(cut, order), A_CUT * 60
    if order == "rows":
        yield Message(
            "Cutting: scissors, sheet by sheet, {cuts} cuts a sheet, {seconds:g} s a cut.",
            cuts=alone,
            seconds=seconds,
        )
    else:
        yield Message(
            "Cutting: a guillotine that takes {sheets} sheets of card at once, {seconds:g} s a "
            "cut. A sheet alone takes {cuts} cuts, a full pile {in_pile}: its strips lie in "
            "several piles.",
            sheets=min(sheets_at_once(job, order) for job in cut),
            seconds=seconds,
            cuts=alone,
            in_pile=_cuts_of(cut, order, is_pile=True),
        )
