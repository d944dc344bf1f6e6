"""What lies in the envelope of each table: decks, forms and whatever else is given to tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from kit.imposition.print_job import PrintJob
from kit.session.attendance import Room


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


def is_shared_out(job: PrintJob, room: Room) -> bool:
    """Whether what the job prints is given to tables, and does not stay in the room."""
    return _is_counted(job) and bool(room.shares(job.amount))


def _is_counted(job: PrintJob) -> bool:
    """Backs in a file of their own are not: they are on the sheets of their fronts."""
    return job.part != "backs"


def given_to_each(jobs: Sequence[PrintJob], room: Room) -> tuple[PrintJob, ...]:
    """What each person is given, where tables are known, but not who sits at which."""
    unknown = room.tables is not None and room.people is None
    return tuple(job for job in jobs if unknown and _is_counted(job) and job.amount == "person")


def kept_in_room(jobs: Sequence[PrintJob], room: Room) -> tuple[PrintJob, ...]:
    """What no table and no person is given of its own."""
    handed_out = given_to_each(jobs, room)
    return tuple(
        job
        for job in jobs
        if _is_counted(job) and not is_shared_out(job, room) and job not in handed_out
    )


def envelopes(jobs: Sequence[PrintJob], room: Room) -> tuple[Envelope, ...]:
    """The envelopes of all tables; none where nobody said how many tables there are."""
    given = [list(_shares(job, room)) for job in jobs if is_shared_out(job, room)]
    seats: tuple[int | None, ...] = room.seats or (None,) * (room.tables or 0)
    seated = room.seated or ((),) * len(seats)
    return tuple(
        Envelope(letter, seats[table], seated[table], tuple(shares[table] for shares in given))
        for table, letter in enumerate(room.letters)
    )


def _shares(job: PrintJob, room: Room) -> Iterator[Share]:
    """The share of each table in its turn."""
    numbers = room.shares(job.amount)
    for number, end in zip(numbers, accumulate(numbers), strict=True):
        yield Share(job, number, job.letters[end - number : end])
