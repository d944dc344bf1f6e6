"""What a kit takes, file by file, without making it: cards and posters counted, pages set."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kit.brief import Brief
from kit.bundled import FONTS, LAYOUTS
from kit.counting import jobs
from kit.errors import KitError, Problem
from kit.guide import Plan, plan_for_guide
from kit.print_job import PrintJob
from kit.setting import DrawnPiece, Setting


def setting_of(brief: Brief) -> Setting:
    """What all pieces of the kit are set with."""
    return Setting(
        brief.selection,
        brief.labels,
        brief.session.printing,
        brief.profile,
        LAYOUTS,
        FONTS,
        brief.occasion,
        brief.amounts,
        individual=brief.session.individual,
        again=brief.reprint is not None,
    )


def counted(brief: Brief) -> tuple[PrintJob, ...]:
    """The files of cards and posters alone, for which nothing is typeset; quick enough to ask for.

    Raises KitError where cards do not fit on their paper.
    """
    some = {name: one for name, one in brief.pieces.items() if one.made_as != "pages"}
    return _planned(replace(brief, pieces=some))


def planned(brief: Brief) -> tuple[PrintJob, ...]:
    """The files of the kit in the order in which a build makes them, to the last figure alike.

    Raises KitError for all that does not fit: cards on their paper, or texts on their pages. That a
    text fits on its card or poster is seen when that is typeset, in a build.
    """
    return _planned(brief)


def _planned(brief: Brief) -> tuple[PrintJob, ...]:
    setting = setting_of(brief)
    so_far: list[PrintJob] = []
    wrong: list[Problem] = []
    for _, again in drawings(brief, setting, lambda: so_far):
        try:
            so_far.extend(_jobs(again, setting) if again else ())
        except KitError as error:
            wrong += error.problems
    if wrong:
        raise KitError(wrong)
    return tuple(so_far)


def _jobs(drawn: DrawnPiece, setting: Setting) -> tuple[PrintJob, ...]:
    """The files of a piece."""
    if drawn.piece.made_as == "pages":
        # How many pages a text flows over is known when it is set.
        return jobs(drawn, setting.piece(drawn).typeset.page_count, setting)
    return jobs(drawn, len(drawn.faces.faces), setting)


def drawings(
    brief: Brief, setting: Setting, so_far: Callable[[], Sequence[PrintJob]]
) -> Iterator[tuple[DrawnPiece, DrawnPiece | None]]:
    """The pieces as HTML, in the order in which they are made: whole, and what of each is made.

    That is all of it, unless only some of it is printed again, or nothing. Those that tell of
    others come after these, and tell of the files `so_far`.
    """
    for name, piece in sorted(brief.pieces.items(), key=lambda item: item[1].made_after):
        drawn = setting.drawn(name, piece, setting.plan(so_far()))
        if drawn:
            faces = brief.reprint.of(name, drawn.faces) if brief.reprint else drawn.faces
            yield drawn, replace(drawn, faces=faces) if faces else None


def told_by_the_guide(brief: Brief, of: Sequence[PrintJob]) -> Plan:
    """The plan as the guide tells it: of all files but its own."""
    others = [job for job in of if not brief.pieces[job.piece].tells_of_the_kit]
    return plan_for_guide(brief.session.printing, others, brief.occasion)
