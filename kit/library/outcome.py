"""What `kit.build` and `kit.plan` return to programs: plain frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kit.imposition.print_job import PrintJob
from kit.people.names_read import NamesRead
from kit.pipeline.estimate import assumptions, cuts_in_all, minutes_to_cut, minutes_to_print
from kit.pipeline.plan import Planned, told_by_the_guide
from kit.pipeline.request import Request
from kit.session.options import Order

if TYPE_CHECKING:
    from kit.pipeline.run import BuiltKit


@dataclass(frozen=True)
class Job:
    """How a file is printed.

    `file` is its name, `piece` what it is and `title` what it is called; it has so many `pages`.
    `paper` is a name such as A4, or empty where the file is not for an office printer; `weight` is
    that of its paper, from and to, in g/m². `size` is what it becomes when it is cut out or glued
    together, width and height in mm. `destination` is whom it is for. `sheets` are those of one
    printing, `copies` how often it is printed, None where nobody said how many come. `sides` is 1
    or 2, `flip` the edge that the printer turns the sheet about, None where it has one side.
    `cards` and `blank_cards` are those of all `decks` together. `cuts` are those of a sheet,
    `cuts_in_all` how often the blade goes down for all copies. `part` tells fronts and backs apart
    that stand in two files.
    """

    file: str
    piece: str
    title: str
    part: Literal["whole", "fronts", "backs"]
    paper: str
    weight: tuple[int, int]
    size: tuple[float, float]
    pages: int
    sheets: int
    copies: int | None
    sides: int
    flip: Literal["long", "short"] | None
    cards: int
    blank_cards: int
    decks: int
    cuts: int
    destination: Literal["office", "print-shop", "screen"]
    cuts_in_all: int


@dataclass(frozen=True)
class File:
    """A finished file of a kit.

    `name` is its path in the kit's folder, with `/`; `data` what it holds. `piece` is what it shows
    or is of. `path` is where it was written, absolute, or None where it was not.
    """

    name: str
    data: bytes = field(repr=False)
    piece: str
    path: Path | None


@dataclass(frozen=True)
class PrintFile(File):
    """A PDF to print, and `job`, which says how."""

    job: Job


@dataclass(frozen=True)
class Kit:
    """A kit that was made.

    `files` are those to print, in the order in which to print them; `beside` are pictures, and
    forms to mail to one person each. `folder` is where they were written, absolute, or None where
    nothing was. `manifest` is what manifest.json holds, as plain data.
    `notices` are what the user should know: of how the session was read, of the machine, and where
    cards go that were printed again. `names_read` is what was read of the list of names, as data,
    None where nobody is named. `left_out` are titles of pieces for which the session has nothing.
    `smaller` are the faces that were typeset in smaller type to fit, with its size in percent.
    `removed` are files of an earlier kit that were taken out of the folder, `kept` those left
    there, since somebody changed them.
    """

    files: tuple[PrintFile, ...]
    beside: tuple[File, ...]
    folder: Path | None
    manifest: Mapping[str, Any] = field(repr=False)
    notices: tuple[str, ...] = ()
    names_read: NamesRead | None = None
    left_out: tuple[str, ...] = ()
    smaller: Mapping[str, int] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """How many `sheets` of one `paper` a kit takes; its `weight` is from and to, in g/m²."""

    paper: str
    weight: tuple[int, int]
    sheets: int


@dataclass(frozen=True)
class Plan:
    """What a kit will be and take, as its guide tells it.

    `jobs` are its files, in the order in which to print them; `left_out` as in Kit. The rest is for
    an office printer, and empty or None for other destinations: `paper` is all that is counted,
    with the guide; `paper_for` what each table, room or person takes, by paper, where
    nobody said how many come. `minutes_to_print` and `minutes_to_cut` are estimates, and `assumed`
    says what they rest upon, a sentence each. `notices` and `names_read` are those of Kit.
    `uncounted` are the titles of texts that were to be planned without typesetting them, and of
    which nobody knows yet how many pages they are: their jobs have no pages and no sheets, and
    paper and minutes are without them. Where it is empty, every figure is that of a build.
    """

    jobs: tuple[Job, ...]
    left_out: tuple[str, ...] = ()
    paper: tuple[Paper, ...] = ()
    paper_for: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    minutes_to_print: int | None = None
    minutes_to_cut: int | None = None
    assumed: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    names_read: NamesRead | None = None
    uncounted: tuple[str, ...] = ()


def kit_of(made: "BuiltKit", folder: Path | None) -> Kit:
    """What programs are told of a built kit; `folder` is where it was written, if it was."""
    order = made.request.session.printing.order
    delivered = made.delivered

    def at(name: str) -> Path | None:
        return folder / name if folder else None

    return Kit(
        tuple(
            PrintFile(one.job.file, one.pdf, one.job.piece, at(one.job.file), _job(one.job, order))
            for one in made.files
        ),
        tuple(
            File(name, one.data, one.piece, at(name))
            for name, one in (*made.mailed.items(), *made.pictures.items())
        ),
        folder,
        delivered.manifest,
        notices=made.notices,
        names_read=made.request.session.names_read,
        left_out=made.request.left_out,
        smaller=made.smaller,
        removed=delivered.removed,
        kept=delivered.kept,
    )


def plan_of(request: Request, planned: Planned) -> Plan:
    """What programs are told of a request that was planned."""
    printing, jobs = request.session.printing, planned.jobs
    told = tuple(_job(job, printing.order) for job in jobs)
    session = request.session
    notices = (*session.notices, *planned.notices)
    uncounted = tuple(job.title for job in jobs if not job.pages)
    if printing.destination != "office":
        return Plan(
            told,
            request.left_out,
            notices=notices,
            names_read=session.names_read,
            uncounted=uncounted,
        )
    by_guide = told_by_the_guide(request, jobs)
    return Plan(
        told,
        request.left_out,
        tuple(Paper(*one) for one in by_guide.paper_in_all),
        by_guide.papers,
        round(minutes_to_print(jobs)),
        round(minutes_to_cut(jobs, printing.order)),
        tuple(assumptions(jobs, printing.order)),
        notices,
        session.names_read,
        uncounted,
    )


def _job(job: PrintJob, order: Order) -> Job:
    return Job(
        job.file,
        job.piece,
        job.title,
        job.part,
        job.paper,
        job.weight,
        (round(job.size.width, 3), round(job.size.height, 3)),
        job.pages,
        job.sheets,
        job.copies,
        job.sides,
        job.flip,
        job.cards,
        job.blanks,
        job.decks,
        len(job.cuts),
        job.made_for,
        cuts_in_all(job, order),
    )
