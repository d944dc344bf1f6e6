"""On which formats the texts of a pack fit, found by the same typesetting as a build."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from kit.content.models import Pack
from kit.core.errors import Problem
from kit.core.messages import Message
from kit.core.progress import Progress
from kit.core.sizes import CARDS
from kit.core.spelling import plain
from kit.imposition.print_plan import GuidePlan
from kit.layout.labels import load_labels
from kit.layout.limits import done_within_bounds
from kit.layout.overrides import LayoutFolder
from kit.layout.pieces import load_pieces
from kit.pipeline.format_fit import FormatFits, OnFormat
from kit.session.attendance import Attendance
from kit.session.print_settings import Printing
from kit.session.selection import in_part_words, select
from kit.system.cache import Store
from kit.system.workers import SideBySide
from kit.typesetting.job import JobContext
from kit.typesetting.stages import DrawnPiece
from kit.typesetting.steps import draw
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
    def formats(self) -> tuple[str, ...]:
        """All formats on which its texts were tried, in their order."""
        return FORMATS

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
                {"format": name, **one.as_dict()}
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
    with SideBySide() as side_by_side:
        workspace_of = partial(workspace_for, store=store, side_by_side=side_by_side)
        formats = FormatFits()
        for one in _drawn(pack, layouts, workspace_of, progress):
            formats.add(one)
        formats.find(progress)
        found = _Found()
        for one in sorted(formats.all, key=_rank):
            found.add(one, formats.percents(one))
        for name, told in formats.problems(side_by_side, progress):
            found.problems[name] += told
    texts = (
        TextFit(piece, about, {name: fits[name] for name in FORMATS if name in fits})
        for (piece, _, about), fits in found.fits.items()
    )
    problems = {name: tuple(sorted(set(told))) for name, told in found.problems.items()}
    return PackFit(pack, tuple(texts), problems, frozenset(found.tight))


def _rank(one: OnFormat) -> tuple[int, bool, int, str]:
    """The place of a piece among all that were drawn: as the formats are told, and the pieces."""
    format_ = list(CARDS).index(one.format) if one.format in CARDS else 0
    return format_, not one.is_whole, one.drawn.piece.order, one.drawn.name


def _drawn(
    pack: Pack,
    layouts: LayoutFolder,
    workspace_of: Callable[[JobContext], Workspace],
    progress: Progress,
) -> Iterator[OnFormat]:
    """The pieces that hold something on each format, low cards first; posters and pages once."""
    pieces = {
        name: piece
        for name, piece in load_pieces(layouts.path).items()
        if piece.suits(Attendance()) and not piece.made_after
    }
    labels = load_labels(layouts.path, pack.cover.language)
    whole, in_part = select(pack), in_part_words(pack)
    forms = [whole] if in_part.printed_pack == whole.printed_pack else [whole, in_part]
    progress.stage("Drawing", len(CARDS))
    for card in sorted(CARDS, key=lambda name: CARDS[name].height / CARDS[name].width):
        progress.step(Message("cards in the format {name}", name=card))
        for selection in forms:
            context = JobContext(selection, labels, Printing(card=card), layouts)
            workspace = workspace_of(context)
            for name, piece in pieces.items():
                if one := draw(name, piece, GuidePlan(), workspace):
                    format_ = {"cards": card, "posters": POSTER, "pages": PAGES}[piece.made_as]
                    yield OnFormat(format_, one, workspace, is_whole=selection is whole)
        # Posters and pages are the same whatever the cards are.
        pieces = {name: piece for name, piece in pieces.items() if piece.made_as == "cards"}


class _Found:
    """What has been found so far, by texts and by formats.

    A text that is told in two forms is as good as the one that fits worse.
    """

    def __init__(self) -> None:
        self.fits: dict[tuple[str, str, str], dict[str, int | None]] = {}
        self.problems: dict[str, list[Problem]] = {name: [] for name in FORMATS}
        self.tight: set[str] = set()

    def add(self, one: OnFormat, fits: Mapping[str, int | None]) -> None:
        """Note how the faces of a piece fit on a format."""
        for key, percent in _by_text(one.drawn, fits):
            known = self.fits.setdefault(key, {})
            known[one.format] = _worse(known.get(one.format, 100), percent)
        if one.is_whole and None in fits.values():
            self.tight.add(one.format)


def _worse(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else min(one, other)


def _by_text(
    drawn: DrawnPiece, fits: Mapping[str, int | None]
) -> Iterator[tuple[tuple[str, str, str], int | None]]:
    """How each face fits, by its piece, what it is, and what it is about."""
    for face in drawn.faces.faces:
        # These have the layouts' own words.
        if face.kind == "blank" or (face.kind == "back" and face.palette == "neutral"):
            continue
        title = face.name.partition(",")[0]
        is_back = face.kind == "back"
        about = Message("{about} (back)", about=face.about) if is_back else face.about
        yield (title, f"{face.kind} {face.subject}", about), fits[face.id]
