"""What a kit takes, file by file, without making it: only pages of text are typeset."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from kit.core.errors import KitError, Problem
from kit.core.progress import Progress, Unwatched
from kit.imposition.print_job import PrintJob
from kit.imposition.print_plan import GuidePlan, plan_for_guide
from kit.layout.limits import done_within_bounds
from kit.layout.pieces import Piece
from kit.pipeline.printer_notices import printer_notices
from kit.pipeline.reprint_notices import reprint_notices
from kit.pipeline.request import Request
from kit.system.cache import Store
from kit.system.workers import SideBySide
from kit.typesetting.counts import counted_piece, jobs, uncounted_text
from kit.typesetting.print_rules import decks_of, guide_plan
from kit.typesetting.stages import DrawnPiece
from kit.typesetting.steps import begin, draw, typeset
from kit.typesetting.workspace import Workspace, workspace_for

# Which pieces are begun to be typeset when they are drawn: all, to be made; pages, to be counted;
# or none, and then those pages are counted that are known, or not even those. What is counted alone
# is not even drawn, where it need not be.
ToTypeset = Literal["all", "pages", "known", "none"]


@dataclass(frozen=True)
class Planned:
    """The print jobs of a kit, and what to tell of its sheets and of cards printed again."""

    jobs: tuple[PrintJob, ...]
    notices: tuple[str, ...] = ()


def counted(request: Request) -> tuple[PrintJob, ...]:
    """The print jobs of all but the guide, quick since nothing is typeset.

    How many pages a text flows over is so not known: such a job has none. Raises KitError where
    cards do not fit on their paper.
    """
    some = {name: one for name, one in request.pieces.items() if not one.tells_of_the_kit}
    return _planned(replace(request, pieces=some), to_typeset="none").jobs


def planned(
    request: Request, store: Store | None = None, workers: int | None = None
) -> tuple[PrintJob, ...]:
    """The print jobs of a kit, in the order and with the very figures of a build.

    `store` and `workers` are those of `pipeline.run.build`. Raises KitError for all that does not
    fit: cards on their paper, or texts on their pages. That a text fits on its card or poster is
    seen when that is typeset, in a build.
    """
    return planned_with_notices(request, store, workers).jobs


def planned_with_notices(
    request: Request,
    store: Store | None = None,
    workers: int | None = None,
    to_typeset: ToTypeset = "pages",
) -> Planned:
    """The print jobs as `planned` has them, and what a build would tell of them.

    With `to_typeset` as "known" the job of a text has no pages unless it was typeset before.
    """
    return _planned(request, store, workers, to_typeset)


def _planned(
    request: Request,
    store: Store | None = None,
    workers: int | None = None,
    to_typeset: ToTypeset = "pages",
) -> Planned:
    work = partial(_counted_from_drawings, request, store, workers, to_typeset)
    return done_within_bounds(work, request.layouts, Unwatched())


def _counted_from_drawings(
    request: Request,
    store: Store | None,
    workers: int | None,
    to_typeset: ToTypeset,
    progress: Progress,
) -> Planned:
    """The print jobs of the pieces that were drawn; a process of its own gives the same."""
    with SideBySide(workers) as side_by_side:
        workspace = workspace_for(request.context, store, side_by_side)
        all_drawn = drawings(request, workspace, progress, to_typeset)
        drawn = [one.made for one in all_drawn if one.made]
        wrong: list[Problem] = []
        is_typeset = to_typeset == "pages"
        made = tuple(_jobs_of(drawn, workspace, wrong, is_typeset=is_typeset))
        if wrong:
            raise KitError(wrong)
        again = reprint_notices(request, [one.whole for one in all_drawn], workspace)
        return Planned(made, (*again, *printer_notices(made, request.session.printing)))


def _jobs_of(
    drawn: Iterable[DrawnPiece],
    workspace: Workspace,
    wrong: list[Problem],
    *,
    is_typeset: bool = True,
) -> Iterator[PrintJob]:
    """The print jobs of pieces; for those that cannot be made, what is wrong is added."""
    for piece in drawn:
        try:
            yield from _jobs(piece, workspace, is_typeset=is_typeset)
        except KitError as error:
            wrong += error.problems


def _jobs(drawn: DrawnPiece, workspace: Workspace, *, is_typeset: bool) -> tuple[PrintJob, ...]:
    """The print jobs of a piece: none of what becomes pictures alone."""
    if drawn.piece.is_only_pictured(drawn.printing.destination):
        return ()
    if drawn.piece.made_as == "pages":
        # How many pages a text flows over is known when it is typeset.
        pages = drawn.known_pages
        if pages is None:
            pages = typeset(drawn, workspace).typeset.page_count if is_typeset else 0
        return jobs(drawn, pages, workspace.context)
    return jobs(drawn, len(drawn.faces.faces), workspace.context)


@dataclass(frozen=True)
class Drawing:
    """A piece as HTML, whole, and what of it is made: all, unless some is printed again."""

    whole: DrawnPiece
    made: DrawnPiece | None


def drawings(
    request: Request, workspace: Workspace, progress: Progress, to_typeset: ToTypeset = "pages"
) -> list[Drawing]:
    """The pieces in the order in which they are made: those that tell of others after these.

    What is `to_typeset` is begun: all, to be made, or pages alone, which must be typeset to be
    counted.
    """
    found: dict[str, Drawing] = {}
    in_order = sorted(request.pieces.items(), key=lambda item: item[1].made_after)
    progress.stage("Drawing", len(in_order))
    # Pages first: whatever tells of others waits until their pages are known.
    for name, piece in sorted(in_order, key=lambda item: _waited_for(item[1])):
        progress.step(request.labels.pieces[name].title)
        told = [found[other].made for other in request.pieces if other in found]
        plan = _told_by(piece, told, workspace)
        drawn = _counted_alone(name, piece, plan, workspace, to_typeset, request)
        drawn = drawn or draw(name, piece, plan, workspace)
        if drawn:
            decks = decks_of(name, piece, workspace.context)
            faces = request.reprint.of(drawn, decks) if request.reprint else drawn.faces
            made = replace(drawn, faces=faces) if faces else None
            is_counted = drawn.known_pages is not None
            if made and not is_counted and (to_typeset == "all" or piece.made_as == to_typeset):
                begin(made, workspace)
            found[name] = Drawing(drawn, made)
    return [found[name] for name, _ in in_order if name in found]


def drawn_alone(
    name: str, request: Request, workspace: Workspace, *, of_all: bool = False
) -> DrawnPiece | None:
    """One piece of a kit, drawn; those that it tells of are counted. None where it holds nothing.

    It is drawn for what was chosen, or `of_all` that there is to choose from.
    """
    context, piece = workspace.context, request.pieces[name]
    if of_all:
        workspace = replace(workspace, context=replace(context, selection=context.whole_pack))
    others = {n: one for n, one in request.pieces.items() if one.made_after < piece.made_after}
    counted: list[Drawing] = []
    if others:
        counted = drawings(replace(request, pieces=others), workspace, Unwatched())
    in_order = list(request.pieces)
    told = sorted((one.made for one in counted if one.made), key=lambda d: in_order.index(d.name))
    return draw(name, piece, _told_by(piece, told, workspace), workspace)


def _counted_alone(
    name: str,
    piece: Piece,
    plan: GuidePlan,
    workspace: Workspace,
    to_typeset: ToTypeset,
    request: Request,
) -> DrawnPiece | None:
    """A piece counted and not drawn, where that is enough; None where it has to be drawn."""
    if to_typeset == "all" or request.reprint:
        return None
    if piece.made_as == "pages":
        known = workspace.page_counts.counted(name, piece, plan) if to_typeset != "none" else None
        if known or to_typeset == "pages":
            return known
        return uncounted_text(name, piece, plan, workspace.context)
    return counted_piece(name, piece, plan, workspace.context)


def _waited_for(piece: Piece) -> tuple[int, bool]:
    return piece.made_after, piece.made_as != "pages"


def _told_by(piece: Piece, others: Sequence[DrawnPiece | None], workspace: Workspace) -> GuidePlan:
    """What a piece tells of the others that are made."""
    if piece.made_as == "slides":
        return guide_plan((), workspace.context)
    if not piece.made_after:
        return GuidePlan()
    # What is wrong with them is told when they are made.
    return guide_plan(list(_jobs_of(filter(None, others), workspace, [])), workspace.context)


def told_by_the_guide(request: Request, of: Sequence[PrintJob]) -> GuidePlan:
    """The plan as the guide tells it: of all other files, and of its own."""
    own = [job for job in of if request.pieces[job.piece].tells_of_the_kit]
    others = [job for job in of if job not in own]
    made_by = next(iter(own), None)
    plan = plan_for_guide(request.session.printing, others, request.event, own=made_by)
    return replace(plan, shown=request.shown)
