"""What is told of sheets on which what is known of the printer does not do all that it should."""

from collections.abc import Iterator, Sequence

from kit.core.wording import enumerated
from kit.imposition.marks import crop_marks_show
from kit.imposition.print_job import PrintJob
from kit.session.print_settings import Printing

# Nearest to the edge of the paper stand the foot lines of posters, pages and the words of signs, in
# mm. They stay there, whatever is told of the printer.
WORDS_OFF_EDGE = 9.0


def printer_notices(jobs: Sequence[PrintJob], printing: Printing) -> tuple[str, ...]:
    """Which sheets lack a ruler, crop marks or words, or have backs that stay, and what to do.

    Of rulers and marks the guide says the same in its steps.
    """
    return (*_lacking(jobs, printing), *_unmoved(jobs, printing))


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
    whole = [job.title for job in jobs if job.paper and not job.grid and not job.tiling]
    if whole and edge.rest > WORDS_OFF_EDGE:
        lost = f"the outermost words of {enumerated(whole)} may be lost"
        stand = f"they stand {WORDS_OFF_EDGE:g} mm off the edge"
        yield f"With {edge.rest:g} mm of margin {lost}: {stand}. Print one sheet of each first."


def _unmoved(jobs: Sequence[PrintJob], printing: Printing) -> Iterator[str]:
    """The sheets that lie otherwise than those on which a kept printer's offset was measured.

    Without one, an offset that was typed holds for all sheets.
    """
    for_upright = printing.upright_offset
    if for_upright is None or not any((*printing.back_offset, *for_upright)):
        return
    turned = [(job.title, job.grid.paper) for job in jobs if job.grid and job.flip]
    unmoved = [(title, paper) for title, paper in turned if not any(printing.offset_on(paper))]
    for upright, stand, others, option in (
        (True, "stand upright", "lie on their side", "--upright-offset"),
        (False, "lie on their side", "stand upright", "--offset"),
    ):
        titles = [title for title, paper in unmoved if (paper.height > paper.width) == upright]
        if titles:
            yield (
                f"The backs of {enumerated(titles)} are not moved: these sheets {stand}, and the "
                f"offset of the printer was measured on sheets that {others}. Hold a first sheet "
                f"against the light, and say {option} to `kit printer add`."
            )
