"""Build a kit: all stages from a session to finished files, about a line each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from kit.core.errors import Problem
from kit.core.progress import Progress, Unwatched
from kit.core.spelling import plain
from kit.core.version import __version__
from kit.output.deliver import Delivered, Keep, check_folder, deliver
from kit.output.swap import Tell, unheard
from kit.pipeline.kept_kits import KeptKits
from kit.pipeline.printer_notices import printer_notices
from kit.pipeline.request import Request, request_for
from kit.pipeline.result import Beside, FinishedFile, Made
from kit.reprint.card_records import CardsAndTexts
from kit.session.model import Session
from kit.system.cache import Store
from kit.system.files import digest


@dataclass(frozen=True)
class BuiltKit:
    """What a build made.

    `mailed` are files for one person each, and `pictures` are of faces and files, both by their
    paths in the output folder. `smaller` are the faces that were made to fit, with the size of
    their type in percent. `notices` are what the user should know of the session, the machine
    and the sheets, and where cards go that are printed again; `record` is what is on each card,
    `delivered` what became of the output folder.
    """

    request: Request
    files: tuple[FinishedFile, ...]
    mailed: Mapping[str, Beside]
    pictures: Mapping[str, Beside]
    smaller: Mapping[str, int]
    notices: tuple[str, ...]
    record: CardsAndTexts = field(default_factory=CardsAndTexts)
    delivered: Delivered = field(default_factory=lambda: Delivered({}))

    def manifest(self) -> dict[str, Any]:
        """What is in the kit and what it was made from, in plain types."""
        selection = self.request.selection
        cover, printing = selection.pack.cover, self.request.session.printing
        return {
            "kit": __version__,
            "pack": cover.id,
            "language": cover.language,
            "content": selection.pack.digest,
            "title": plain(cover.title),
            "session": self.request.session.record(),
            "made_from": self.request.session.made_from,
            "areas": [area.id for area in selection.areas],
            "values": [
                {"number": one.number, "id": one.id, "name": plain(one.name)}
                for one in selection.values
            ],
            "printing": printing.model_dump(mode="json", by_alias=True),
            "files": [
                *(
                    {**file.job.as_dict(), "ink": printing.ink, "sha256": digest(file.pdf)}
                    for file in self.files
                ),
                *(
                    {"file": name, "piece": one.piece, "sha256": digest(one.data)}
                    for name, one in (*self.mailed.items(), *self.pictures.items())
                ),
            ],
            **self.record.as_dict(),
            "left_out": list(self.request.left_out),
            "smaller_type": dict(self.smaller),
        }


def nothing_noted(_kit: BuiltKit) -> Mapping[str, Any]:
    """What a kit's list tells beside the kit itself, where nobody notes anything."""
    return {}


def build(
    session: Session,
    problems: Sequence[Problem] = (),
    *,
    progress: Progress | None = None,
    store: Store | None = None,
    write: bool = True,
    workers: int | None = None,
    tell: Tell = unheard,
) -> BuiltKit:
    """Make the kit and put it into the session's folder, unless it is not to `write`.

    `problems` are what is known to be wrong with the session; all else is told of build_request.
    """
    watched = progress or Unwatched()
    watched.stage("Reading", 1)
    request = request_for(session, problems, beside=write)
    return build_request(request, watched, store=store, write=write, workers=workers, tell=tell)


def build_request(
    request: Request,
    watched: Progress,
    *,
    store: Store | None = None,
    write: bool = True,
    workers: int | None = None,
    tell: Tell = unheard,
    noted: Callable[[BuiltKit], Mapping[str, Any]] = nothing_noted,
) -> BuiltKit:
    """Make the kit of a request and put it into the session's folder, unless it is not to `write`.

    The folder holds one kit: a new one takes the place of the last, but where only some pieces are
    asked for, others of the same selection stay. `store` has what was made before and would come
    out the same again. `workers` is how many processes work at once; without it, as many as there
    are cores. `tell` hears of what is put in order from a build that was stopped. `noted` gives
    what else the manifest is to tell. Raises KitError with all that is wrong; then nothing was
    written.
    """
    session = request.session
    if write:
        _check_folder(session.out, request, tell)
    made, pictures = _made(request, store, workers, watched)
    lacking = printer_notices([file.job for file in made.files], session.printing)
    notices = (*session.notices, *made.notices, *lacking)
    record = CardsAndTexts(made.cards, made.decks, made.texts)
    kit = BuiltKit(request, made.files, made.mailed, pictures, made.smaller, notices, record)
    if request.reprint and not kit.files:
        return kit
    if not write:
        return replace(kit, delivered=Delivered({**kit.manifest(), "earlier": []}))
    everything = {file.job.file: file.pdf for file in kit.files}
    everything |= {name: one.data for name, one in (*made.mailed.items(), *pictures.items())}
    watched.stage("Writing", 1)
    manifest = {**kit.manifest(), **noted(kit)}
    delivered = deliver(session.out, everything, manifest, keep=_kept(request), tell=tell)
    return replace(kit, delivered=delivered)


def _made(
    request: Request, store: Store | None, workers: int | None, progress: Progress
) -> tuple[Made, Mapping[str, Beside]]:
    """All files of the kit, and their pictures: those that are kept, or made now.

    What makes them is loaded only where it is needed, since it takes as long as all the rest.
    """
    kits = KeptKits(store, request)
    held = kits.take()
    if held:
        progress.batches(held.batches, 0)
        if not request.is_pictured:
            return held.made, {}
    from kit.layout.limits import done_within_bounds
    from kit.pipeline.make import all_made, pictures_of

    if held:
        work = partial(pictures_of, held.made, request)
        return held.made, done_within_bounds(work, request.layouts, progress)
    making = partial(all_made, request, store, kits.looks, workers)
    kit, notices, pictures = done_within_bounds(making, request.layouts, progress)
    kits.keep(kit)
    return replace(kit.made, notices=(*notices, *kit.made.notices)), pictures


def _check_folder(folder: Path, request: Request, tell: Tell) -> None:
    """KitError where the kit could not be written, before the work is done."""
    names = request.context.pdf_names
    files = (names(name, piece) for name, piece in request.pieces.items())
    source = request.session.sources.file
    check_folder(folder, [file for some in files for file in some], source, tell)


def _kept(request: Request) -> Keep:
    """Which files of earlier builds stay in the folder."""
    if request.reprint:
        return "lost" if request.reprint.before is None else "all"
    named = request.session.pieces and not request.session.sources.is_written("pieces")
    return "same" if named else "none"
