"""What a kit takes, file by file, without making it: cards and posters counted, pages set."""

from collections.abc import Mapping, Sequence

from kit.brief import Brief
from kit.bundled import FONTS, LAYOUTS
from kit.colour_profile import read_profile
from kit.counting import jobs
from kit.errors import KitError, Problem
from kit.guide import Plan, plan_for_guide
from kit.pieces import Piece
from kit.print_job import PrintJob
from kit.setting import Setting


def setting_of(brief: Brief) -> Setting:
    """What all pieces of the kit are set with. KitError where the colour profile is none."""
    printing = brief.session.printing
    return Setting(
        brief.selection,
        brief.labels,
        printing,
        read_profile(printing.icc) if printing.icc else None,
        LAYOUTS,
        FONTS,
        brief.occasion,
        brief.amounts,
    )


def counted(brief: Brief) -> tuple[PrintJob, ...]:
    """The files of cards and posters alone, for which nothing is typeset; quick enough to ask for.

    Raises KitError where cards do not fit on their paper.
    """
    some = {name: one for name, one in brief.pieces.items() if one.made_as != "pages"}
    return _planned(some, setting_of(brief))


def planned(brief: Brief) -> tuple[PrintJob, ...]:
    """The files of the kit in the order in which a build makes them, to the last figure alike.

    Raises KitError for all that does not fit: cards on their paper, or texts on their pages. That a
    text fits on its card or poster is seen when that is typeset, in a build.
    """
    return _planned(brief.pieces, setting_of(brief))


def _planned(pieces: Mapping[str, Piece], setting: Setting) -> tuple[PrintJob, ...]:
    so_far: list[PrintJob] = []
    wrong: list[Problem] = []
    for name, piece in sorted(pieces.items(), key=lambda item: item[1].made_after):
        try:
            so_far += _jobs(name, piece, setting, so_far)
        except KitError as error:
            wrong += error.problems
    if wrong:
        raise KitError(wrong)
    return tuple(so_far)


def _jobs(
    name: str, piece: Piece, setting: Setting, so_far: Sequence[PrintJob]
) -> tuple[PrintJob, ...]:
    """The files of a piece; `so_far` are those that it may tell of."""
    plan = setting.plan(so_far)
    if piece.made_as == "pages":
        # How many pages a text flows over is known when it is set.
        made = setting.piece(name, piece, plan)
        return jobs(made, made.typeset.page_count, setting) if made else ()
    drawn = setting.drawn(name, piece, plan)
    return jobs(drawn, len(drawn.faces.faces), setting) if drawn else ()


def told_by_the_guide(brief: Brief, of: Sequence[PrintJob]) -> Plan:
    """The plan as the guide tells it: of all files but its own."""
    others = [job for job in of if not brief.pieces[job.piece].tells_of_the_kit]
    return plan_for_guide(brief.session.printing, others, brief.occasion)
