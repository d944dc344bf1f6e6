"""What the sheets of a kit lack where the printer leaves a wide edge white."""

from collections.abc import Iterator, Sequence

from kit.core.wording import enumerated
from kit.imposition.marks import crop_marks_show
from kit.imposition.print_job import PrintJob
from kit.session.print_settings import Printing


def margin_notices(jobs: Sequence[PrintJob], printing: Printing) -> tuple[str, ...]:
    """Which sheets of cards have no ruler, or not all crop marks, and what to go by instead.

    The guide says the same in its steps.
    """
    return tuple(_lacking(jobs, printing))


def _lacking(jobs: Sequence[PrintJob], printing: Printing) -> Iterator[str]:
    edge = printing.edge
    cards = [(job, job.grid) for job in jobs if job.grid and job.part != "backs"]
    beside = f"With {edge.rest:g} mm of margin there is no room beside the cards for"
    if bare := [job.title for job, _ in cards if not job.rulers]:
        yield f"{beside} a ruler ({enumerated(bare)}): cut out a card and measure that."
    few = [job.title for job, grid in cards if not crop_marks_show(grid, edge)]
    if few and printing.marks == "crop":
        measures = "cut by the measurements in the guide, or say --marks lines"
        yield f"{beside} all crop marks ({enumerated(few)}): {measures}."
