"""On which formats the texts of a pack fit, found by the same typesetting as a build."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from kit.content.models import Pack
from kit.core.errors import KitError, Problem
from kit.core.progress import Progress
from kit.core.sizes import CARDS
from kit.core.spelling import plain
from kit.imposition.print_plan import GuidePlan
from kit.layout.labels import load_labels
from kit.layout.limits import done_within_bounds
from kit.layout.overrides import LayoutFolder
from kit.layout.pieces import Piece, load_pieces
from kit.session.attendance import Attendance
from kit.session.print_settings import Printing
from kit.session.selection import in_part_words, select
from kit.system.cache import Store
from kit.system.workers import SideBySide
from kit.typesetting.job import JobContext
from kit.typesetting.stages import DrawnPiece
from kit.typesetting.steps import begin, draw, typeset
from kit.typesetting.workspace import Workspace, workspace_for

# Posters and pages are made in one size each, which goes by these names.
POSTER, PAGES = "poster", "pages"
FORMATS = (*CARDS, POSTER, PAGES)
# What a plain build makes.
_PLAIN = ("standard", POSTER, PAGES)


@dataclass(frozen=True)
class TextFit:
    """A text, or what stands together on one face, and how it fits.

    `fits` has, for each format that it may be made in, its type in percent: 100 in full size, less
    where it is set smaller, None where it fits in no size.
    """

    piece: str
    about: str
    fits: Mapping[str, int | None]

    @property
    def is_easy(self) -> bool:
        """Whether it fits everywhere in full size."""
        return set(self.fits.values()) == {100}


@dataclass
class PackFit:
    """How the texts of a pack fit; `problems` has a line for each that does not, by format.

    `tight` are the formats on which a text does not fit in a kit of the whole pack.
    """

    pack: Pack
    texts: tuple[TextFit, ...] = ()
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    tight: frozenset[str] = frozenset()

    @property
    def can_be_built(self) -> bool:
        """Whether a build that asks for nothing special would be made."""
        return self.tight.isdisjoint(_PLAIN)

    @property
    def can_be_built_in_part(self) -> bool:
        """Whether that would be made of some of the values as well, in the words for a part."""
        return not any(self.problems.get(name) for name in _PLAIN)

    def as_dict(self) -> dict[str, Any]:
        """The same for programs, in plain types."""
        return {
            "id": self.pack.cover.id,
            "title": plain(self.pack.cover.title),
            "areas": len(self.pack.areas),
            "values": sum(len(area.values) for area in self.pack.areas),
            "can_be_built": self.can_be_built,
            "can_be_built_in_part": self.can_be_built_in_part,
            "texts": [
                {"piece": one.piece, "about": one.about, "fits": dict(one.fits)}
                for one in self.texts
            ],
            "problems": [
                {
                    "format": name,
                    "file": one.file,
                    "line": one.line,
                    "column": one.column,
                    "text": one.text,
                }
                for name, problems in self.problems.items()
                for one in problems
            ],
        }


def pack_fit(
    pack: Pack, layouts: LayoutFolder, progress: Progress, store: Store | None = None
) -> PackFit:
    """How the texts of a pack fit on cards of each format, on its posters and its pages.

    `store` has what was typeset before.
    """
    return done_within_bounds(partial(_pack_fit, pack, layouts, store), layouts, progress)


def _pack_fit(
    pack: Pack, layouts: LayoutFolder, store: Store | None, progress: Progress
) -> PackFit:
    """How the texts fit, found here; a process of its own gives the same."""
    pieces = {
        name: piece
        for name, piece in load_pieces(layouts.path).items()
        if piece.suits(Attendance()) and not piece.made_after
    }
    found, labels = _Found(), load_labels(layouts.path, pack.cover.language)
    whole, in_part = select(pack), in_part_words(pack)
    forms = [whole] if in_part.printed_pack == whole.printed_pack else [whole, in_part]
    progress.stage("Setting", len(CARDS))
    for card in CARDS:
        progress.step(f"cards in the format {card}")
        for selection in forms:
            with SideBySide() as side_by_side:
                context = JobContext(selection, labels, Printing(card=card), layouts)
                workspace = workspace_for(context, store, side_by_side)
                found.add(workspace, card, pieces, whole=selection is whole)
                side_by_side.finish()
        # Posters and pages are the same whatever the cards are.
        pieces = {name: piece for name, piece in pieces.items() if piece.made_as == "cards"}
    texts = (TextFit(piece, about, fits) for (piece, _, about), fits in found.fits.items())
    problems = {name: tuple(sorted(set(told))) for name, told in found.problems.items()}
    return PackFit(pack, tuple(texts), problems, frozenset(found.tight))


class _Found:
    """What has been found so far, by texts and by formats.

    A text that is told in two forms is as good as the one that fits worse.
    """

    def __init__(self) -> None:
        self.fits: dict[tuple[str, str, str], dict[str, int | None]] = {}
        self.problems: dict[str, list[Problem]] = {name: [] for name in FORMATS}
        self.tight: set[str] = set()

    def add(
        self, workspace: Workspace, card: str, pieces: Mapping[str, Piece], *, whole: bool
    ) -> None:
        """Typeset the pieces that hold something with cards of a format, and note how each fits.

        `whole` says whether they are in the words for the whole pack.
        """
        each = (draw(name, piece, GuidePlan(), workspace) for name, piece in pieces.items())
        drawn = [one for one in each if one]
        for one in drawn:
            begin(one, workspace)
        for one in drawn:
            name = _format_of(one, card)
            fits = workspace.queue.fits(one)
            for key, percent in _by_text(one, fits):
                known = self.fits.setdefault(key, {})
                known[name] = _worse(known.get(name, 100), percent)
            if None in fits.values():
                self.problems[name] += _misfit_problems(workspace, one)
                if whole:
                    self.tight.add(name)


def _worse(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else min(one, other)


def _format_of(drawn: DrawnPiece, card: str) -> str:
    return {"cards": card, "posters": POSTER, "pages": PAGES}[drawn.piece.made_as]


def _by_text(
    drawn: DrawnPiece, fits: Mapping[str, int | None]
) -> Iterator[tuple[tuple[str, str, str], int | None]]:
    """How each face fits, by its piece, what it is, and what it is about."""
    for face in drawn.faces.faces:
        # These have the layouts' own words.
        if face.kind == "blank" or (face.kind == "back" and face.palette == "neutral"):
            continue
        title = face.name.partition(",")[0]
        about = f"{face.about} (back)" if face.kind == "back" else face.about
        yield (title, f"{face.kind} {face.subject}", about), fits[face.id]


def _misfit_problems(workspace: Workspace, drawn: DrawnPiece) -> tuple[Problem, ...]:
    """What a build would say of what does not fit."""
    try:
        typeset(drawn, workspace)
    except KitError as error:
        return error.problems
    return ()
