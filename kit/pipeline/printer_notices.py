"""What is told of sheets on which what is known of the printer does not do all that it should."""

from collections.abc import Iterator, Sequence

from kit.core.messages import Message
from kit.core.wording import enumerated
from kit.imposition.marks import crop_marks_show
from kit.imposition.print_job import PrintJob
from kit.session.print_settings import Printing

# Nearest to the edge of the paper stand the foot lines of posters, pages and the words of signs, in
# mm. They stay there, whatever is told of the printer.
WORDS_OFF_EDGE = 9.0
_UPRIGHT_UNMOVED = Message(
    "The backs of {pieces} are not moved: these sheets stand upright, and the offset of the "
    "printer was measured on sheets that lie on their side. Hold a first sheet against the light, "
    "and say --upright-offset to `kit printer add`."
)
_LYING_UNMOVED = Message(
    "The backs of {pieces} are not moved: these sheets lie on their side, and the offset of the "
    "printer was measured on sheets that stand upright. Hold a first sheet against the light, and "
    "say --offset to `kit printer add`."
)


def printer_notices(jobs: Sequence[PrintJob], printing: Printing) -> tuple[Message, ...]:
    """Which sheets lack a ruler, crop marks or words, or have backs that stay, and what to do.

    Of rulers and marks the guide says the same in its steps.
    """
    return (*_lacking(jobs, printing), *_unmoved(jobs, printing))


def _lacking(jobs: Sequence[PrintJob], printing: Printing) -> Iterator[Message]:
    edge = printing.edge
    cards = [(job, job.grid) for job in jobs if job.grid and job.part != "backs"]
    if bare := [job.title for job, _ in cards if not job.rulers]:
        yield Message(
            "With {margin:g} mm of margin there is no room beside the cards for a ruler "
            "({pieces}): cut out a card and measure that.",
            margin=edge.rest,
            pieces=enumerated(bare),
        )
    few = [job.title for job, grid in cards if not crop_marks_show(grid, edge)]
    if few and printing.marks == "crop":
        yield Message(
            "With {margin:g} mm of margin there is no room beside the cards for all crop marks "
            "({pieces}): cut by the measurements in the guide, or say --marks lines.",
            margin=edge.rest,
            pieces=enumerated(few),
        )
    whole = [job.title for job in jobs if job.paper and not job.grid and not job.tiling]
    if whole and edge.rest > WORDS_OFF_EDGE:
        yield Message(
            "With {margin:g} mm of margin the outermost words of {pieces} may be lost: they stand "
            "{words:g} mm off the edge. Print one sheet of each first.",
            margin=edge.rest,
            pieces=enumerated(whole),
            words=WORDS_OFF_EDGE,
        )


def _unmoved(jobs: Sequence[PrintJob], printing: Printing) -> Iterator[Message]:
    """The sheets that lie otherwise than those on which a kept printer's offset was measured.

    Without one, an offset that was typed holds for all sheets.
    """
    for_upright = printing.upright_offset
    if for_upright is None or not any((*printing.back_offset, *for_upright)):
        return
    turned = [(job.title, job.grid.paper) for job in jobs if job.grid and job.flip]
    unmoved = [(title, paper) for title, paper in turned if not any(printing.offset_on(paper))]
    for upright, told in ((True, _UPRIGHT_UNMOVED), (False, _LYING_UNMOVED)):
        titles = [title for title, paper in unmoved if (paper.height > paper.width) == upright]
        if titles:
            yield told.with_values(pieces=enumerated(titles))
