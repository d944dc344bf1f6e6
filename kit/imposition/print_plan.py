"""The print plan as data: for the guide, the table in the terminal and the manifest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from kit.core.version import __version__
from kit.imposition.grid import Grid
from kit.imposition.marks import crop_marks_show
from kit.imposition.place import back_of
from kit.imposition.print_job import PrintJob
from kit.session.attendance import Attendance
from kit.session.event import Event
from kit.session.print_settings import Printing

# How the guide goes on to its last part: below the one before, on a page of its own, below it with
# however little room, or with everything nearer together.
Ending = Literal["flowing", "apart", "near", "tight"]


@dataclass(frozen=True)
class Share:
    """How many of what a job prints one table is given, and the letters of the decks among it."""

    job: PrintJob
    number: int
    letters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Envelope:
    """What one table is given.

    `letter` is that of the table, `seats` how many sit there, None where nobody said how many come,
    and `names` who they are, where that is known.
    """

    letter: str
    seats: int | None
    names: tuple[str, ...]
    shares: tuple[Share, ...]


def is_shared_out(job: PrintJob, attendance: Attendance) -> bool:
    """Whether what the job prints is given to tables, and does not stay in the room."""
    return _is_counted(job) and bool(attendance.shares(job.amount))


def _is_counted(job: PrintJob) -> bool:
    """Whether a job is counted; backs in their own file are not, being on their fronts' sheets."""
    return job.part != "backs"


def given_to_each(jobs: Sequence[PrintJob], attendance: Attendance) -> tuple[PrintJob, ...]:
    """The jobs that are given to each person, where nobody said how many sit at each table."""
    unknown = attendance.tables is not None and attendance.people is None
    return tuple(job for job in jobs if unknown and _is_counted(job) and job.amount == "person")


def kept_in_room(jobs: Sequence[PrintJob], attendance: Attendance) -> tuple[PrintJob, ...]:
    """The jobs that stay in the room: given to no table and no person."""
    handed_out = given_to_each(jobs, attendance)
    return tuple(
        job
        for job in jobs
        if _is_counted(job) and not is_shared_out(job, attendance) and job not in handed_out
    )


def envelopes(jobs: Sequence[PrintJob], attendance: Attendance) -> tuple[Envelope, ...]:
    """The envelopes of all tables; none where nobody said how many tables there are."""
    given = [list(_shares(job, attendance)) for job in jobs if is_shared_out(job, attendance)]
    seats: tuple[int | None, ...] = attendance.seats or (None,) * (attendance.tables or 0)
    seated = attendance.seated or ((),) * len(seats)
    return tuple(
        Envelope(letter, seats[table], seated[table], tuple(shares[table] for shares in given))
        for table, letter in enumerate(attendance.letters)
    )


def _shares(job: PrintJob, attendance: Attendance) -> Iterator[Share]:
    """The share of each table in its turn."""
    numbers = attendance.shares(job.amount)
    for number, end in zip(numbers, accumulate(numbers), strict=True):
        yield Share(job, number, job.letters[end - number : end])


@dataclass(frozen=True)
class GuidePlan:
    """What the guide tells of the rest of the kit: what was asked for, and the jobs to print.

    `own` is the job of the guide itself, where it counts paper, and `spare_pages` are at its end so
    that it is as long as it tells; `ending` is how it goes on to its last part. `cutting` gathers
    the jobs that are cut alike; `profile` names a print shop's colours. `digest` tells apart what
    kits were made from, in a few letters. `shown` are the pieces that slides tell of, with what
    each repeats over.
    """

    printing: Printing = field(default_factory=Printing)
    jobs: tuple[PrintJob, ...] = ()
    event: Event = field(default_factory=Event)
    cutting: tuple[tuple[PrintJob, ...], ...] = ()
    profile: str = ""
    digest: str = ""
    version: str = __version__
    own: PrintJob | None = None
    spare_pages: int = 0
    ending: Ending = "flowing"
    shown: Mapping[str, str] = field(default_factory=dict)

    @property
    def all_jobs(self) -> tuple[PrintJob, ...]:
        """All that is printed: the jobs, and the guide itself."""
        return (*self.jobs, self.own) if self.own else self.jobs

    @property
    def pieces(self) -> tuple[str, ...]:
        """The pieces that the kit holds, in files of their own or on its slides."""
        return tuple(dict.fromkeys([*(job.piece for job in self.jobs), *self.shown]))

    @property
    def letters(self) -> tuple[str, ...]:
        """What tells decks apart, of the piece that has most of them."""
        return max((job.letters for job in self.jobs), key=len, default=())

    @property
    def papers(self) -> dict[str, dict[str, int]]:
        """How many sheets of each paper a table, the room or a person takes.

        Of what is printed for as many as come, where nobody said how many do.
        """
        found: dict[str, dict[str, int]] = {}
        for job in self.all_jobs:
            if job.sheets and (job.copies is None or not self.event.attendance.is_known):
                whom = job.amount if isinstance(job.amount, str) else "room"
                of_one = found.setdefault(whom, {})
                of_one[job.paper] = of_one.get(job.paper, 0) + job.sheets
        return found

    @property
    def paper_in_all(self) -> tuple[tuple[str, tuple[int, int], int], ...]:
        """How much of each paper is needed, where known: its name, its weight and the sheets."""
        sheets: dict[tuple[str, tuple[int, int]], int] = {}
        for job in self.all_jobs:
            if job.sheets and job.copies is not None and self.event.attendance.is_known:
                key = (job.paper, job.weight)
                sheets[key] = sheets.get(key, 0) + job.sheets * job.copies
        return tuple((paper, weight, count) for (paper, weight), count in sheets.items())

    @property
    def envelopes(self) -> tuple[Envelope, ...]:
        """What each table is given; none where nobody said how many tables there are."""
        return envelopes(self.jobs, self.event.attendance)

    @property
    def to_each_person(self) -> tuple[PrintJob, ...]:
        """What each person is given, where nobody said how many sit at each table."""
        return given_to_each(self.jobs, self.event.attendance)

    @property
    def in_room(self) -> tuple[PrintJob, ...]:
        """What is neither for a table nor for each person."""
        return kept_in_room(self.jobs, self.event.attendance)

    @property
    def tiled(self) -> tuple[PrintJob, ...]:
        """The posters that are glued together."""
        return tuple(job for job in self.jobs if job.tiling)

    @property
    def check_steps(self) -> tuple[tuple[str, ...], ...]:
        """What to look at before all is printed: steps of sentences, by their names in labels/."""
        cards = [job for job in self.jobs if job.grid]
        sides = "two_sides" if any(job.flip for job in self.all_jobs) else "one_side"
        if cards and sides == "two_sides" and not any(job.flip for job in cards):
            sides = "cards_one_side"
        steps: list[tuple[str, ...]] = [("scale",), (sides,)]
        if cards:
            first = "first_sheet_two_sides" if any(job.flip for job in cards) else "first_sheet"
            rulers = min(job.rulers for job in cards)
            steps.append((first, ("no_ruler", "ruler", "rulers")[rulers]))
            # A printer that nobody told of may leave a wider edge white than most do.
            lost = ("lost_ruler",) if rulers and self.printing.margin is None else ()
            # Backs apart are held against the light when they are there, in the steps for that.
            how = "apart" if self.printing.separate_backs else self.printing.flip
            steps += {"fold": [("fold",)], "none": [("fronts_only",)], "apart": []}.get(
                how, [self.light_step] if any(job.flip for job in cards) else []
            )
            if how != "apart":
                steps.append((*lost, "rest"))
            elif lost:
                steps.append(lost)
        return tuple(steps)

    @property
    def light_step(self) -> tuple[str, ...]:
        """How to see whether backs lie behind their fronts."""
        return ("light", "upside_down") if self.backs_stand_on_their_head else ("light",)

    @property
    def cut_steps(self) -> tuple[tuple[str, ...], ...]:
        """How the cards are cut and piled: steps of sentences, by their names in labels/."""
        printing = self.printing
        grids = [job.grid for job in self.jobs if job.grid]
        bare = printing.marks == "crop" and not all(
            crop_marks_show(grid, printing.edge) for grid in grids
        )
        marks = "none" if bare else printing.marks
        gutter = ("gutter",) if printing.gutter else ()
        steps: list[tuple[str, ...]] = [
            ("few" if bare else marks, *gutter),
            ("strips_none" if marks == "none" else "strips",),
            ({"none": "last_none", "lines": "last_lines", "crop": "last"}[marks],),
            *([("fold",)] if printing.flip == "fold" else []),
            *([("scissors",)] if marks == "crop" else []),
            (printing.order,),
            *([("decks",)] if self.letters else []),
        ]
        return tuple(steps)

    @property
    def backs_stand_on_their_head(self) -> bool:
        """Whether backs look wrong on the screen though they are right on paper."""
        edge = self.printing.flip
        if edge == "none" or edge == "fold":
            return False
        backed = [job for job in self.jobs if job.flip or job.part != "whole"]
        grids = [job.grid for job in backed if job.grid]
        return any(back_of(grid.front(0), grid.paper, edge)[1] == 180 for grid in grids)


def plan_for_guide(
    printing: Printing,
    jobs: Sequence[PrintJob],
    event: Event | None = None,
    profile: str = "",
    digest: str = "",
    own: PrintJob | None = None,
) -> GuidePlan:
    """The guide's plan of these jobs; `event` and what follows it are those of GuidePlan."""
    by_grid: dict[Grid, list[PrintJob]] = {}
    for job in jobs:
        if job.grid and job.part != "backs":
            by_grid.setdefault(job.grid, []).append(job)
    cutting = tuple(map(tuple, by_grid.values()))
    return GuidePlan(printing, tuple(jobs), event or Event(), cutting, profile, digest, own=own)
