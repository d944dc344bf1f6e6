"""On which formats the texts of a pack fit, found by the same typesetting as a build."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kit.bundled import FONTS
from kit.content import Pack, plain
from kit.errors import KitError, Problem
from kit.guide import Plan
from kit.labels import load_labels
from kit.own_layouts import LayoutFolder
from kit.paper import CARDS
from kit.pieces import load_pieces
from kit.printing import Printing
from kit.progress import Progress
from kit.selection import select
from kit.set_piece import DrawnPiece
from kit.setting import Setting
from kit.side_by_side import SideBySide
from kit.store import Store

# What is not a card is made in one size, by whatever name people call it.
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
    """How the texts of a pack fit; `problems` has a line for each that does not, by format."""

    pack: Pack
    texts: tuple[TextFit, ...] = ()
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)

    @property
    def can_be_built(self) -> bool:
        """Whether a build that asks for nothing special would be made."""
        return not any(self.problems.get(name) for name in _PLAIN)

    def as_dict(self) -> dict[str, Any]:
        """The same for programs, in plain types."""
        return {
            "id": self.pack.cover.id,
            "title": plain(self.pack.cover.title),
            "areas": len(self.pack.areas),
            "values": sum(len(area.values) for area in self.pack.areas),
            "can_be_built": self.can_be_built,
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
    found: dict[tuple[str, str, str], dict[str, int | None]] = {}
    problems: dict[str, tuple[Problem, ...]] = {}
    progress.stage("Setting", len(CARDS))
    for card in CARDS:
        progress.step(f"cards in the format {card}")
        with SideBySide() as side_by_side:
            setting = _setting(pack, layouts, card, store, side_by_side)
            drawn = list(_drawn(setting, layouts, only_cards=bool(problems)))
            for one in drawn:
                setting.begin(one)
            wrong: dict[str, list[Problem]] = {name: [] for name in _formats(card, problems)}
            for one in drawn:
                name = _format_of(one, card)
                fits = setting.composing_room.fits(one)
                for key, percent in _by_text(one, fits):
                    found.setdefault(key, {})[name] = percent
                if None in fits.values():
                    wrong[name] += _told(setting, one)
            side_by_side.finish()
        problems |= {name: tuple(sorted(set(told))) for name, told in wrong.items()}
    texts = (TextFit(piece, about, fits) for (piece, _, about), fits in found.items())
    return PackFit(pack, tuple(texts), problems)


def _formats(card: str, known: Mapping[str, object]) -> Sequence[str]:
    """What is set with cards of a format: with the first of them posters and pages as well."""
    return (card,) if known else (card, POSTER, PAGES)


def _setting(
    pack: Pack, layouts: LayoutFolder, card: str, store: Store | None, side_by_side: SideBySide
) -> Setting:
    labels = load_labels(layouts.path, pack.cover.language)
    return Setting(
        select(pack),
        labels,
        Printing(card=card),
        None,
        layouts.path,
        FONTS,
        store=store,
        side_by_side=side_by_side,
        own=layouts.own,
    )


def _drawn(setting: Setting, layouts: LayoutFolder, *, only_cards: bool) -> Iterator[DrawnPiece]:
    """The pieces that hold the words of the pack."""
    for name, piece in load_pieces(layouts.path).items():
        is_ours = piece.made_for == "all" and not piece.made_after
        if is_ours and (piece.made_as == "cards" or not only_cards):
            drawn = setting.drawn(name, piece, Plan())
            if drawn:
                yield drawn


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


def _told(setting: Setting, drawn: DrawnPiece) -> tuple[Problem, ...]:
    """What a build would say of what does not fit."""
    try:
        setting.piece(drawn)
    except KitError as error:
        return error.problems
    return ()
