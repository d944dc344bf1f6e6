"""A piece and a selection become HTML: one <article> a face."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from kit.content import SOFT_HYPHEN, plain
from kit.imposition import Card
from kit.labels import Labels
from kit.pieces import MarginFaces, Piece
from kit.selection import ChosenArea, Selection
from kit.subjects import Subject, subjects

_SHARED_CSS = {"cards": ["cards.css", "margin/margin.css"], "posters": [], "pages": ["pages.css"]}


@dataclass(frozen=True)
class Face:
    """One article: `kind` is the template it came from, `palette` its colours in tokens.css.

    `name` is what messages call it.
    """

    id: str
    name: str
    kind: str
    palette: str
    html: Markup


@dataclass(frozen=True)
class Deck:
    """The ids of the faces of cards, in reading order, and of what their sheets also carry.

    `blank` is the card for own words; `ruler` and `slug` stand in the margin.
    """

    cards: tuple[Card[str], ...]
    blank: Card[str]
    ruler: str
    slug: str


@dataclass(frozen=True)
class Faces:
    """A whole piece as HTML.

    `names` are its articles in order: the id of each, and what messages call it; what stands in
    the margin of a sheet is not among them. `deck` is None but for cards.
    """

    html: str
    names: dict[str, str]
    deck: Deck | None


class Layouts:
    """The folder of layouts, with its templates ready for one language and selection."""

    def __init__(self, folder: Path, labels: Labels, margin: MarginFaces) -> None:
        """`folder` is layouts/; `labels` are the words in the pack's language."""
        self.folder = folder
        self.labels = labels
        self.margin = margin
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(text=_text, plain=plain, mm=_mm)

    @cached_property
    def tokens(self) -> dict[str, str]:
        """The colours of tokens.css by name, without their leading hyphens."""
        css = (self.folder / "tokens.css").read_text(encoding="utf-8")
        return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});", css))

    @cached_property
    def palettes(self) -> int:
        """How many palettes there are for areas."""
        return sum(1 for name in self.tokens if re.fullmatch(r"area-\d+-accent", name))

    def palette(self, area: ChosenArea | None) -> str:
        """The name of an area's colours; after the last palette they begin again with the first."""
        if area is None:
            return "neutral"
        return f"area-{(area.number - 1) % self.palettes + 1}"

    def faces(
        self, name: str, piece: Piece, selection: Selection, plan: Mapping[str, Any] | None = None
    ) -> Faces | None:
        """The piece `name` as HTML, or None where the selection leaves it empty.

        `plan` is what the guide tells of the rest of the kit.
        """
        return _Drawing(self, name, piece, selection, plan or {}).faces()

    def render(self, template: str, **words: Any) -> str:
        """A template of the folder, filled in."""
        return self._environment.get_template(template).render(words)


class _Drawing:
    """One piece being drawn: faces of the same content are drawn once and shared."""

    def __init__(
        self,
        layouts: Layouts,
        name: str,
        piece: Piece,
        selection: Selection,
        plan: Mapping[str, Any],
    ) -> None:
        self._layouts = layouts
        self._name = name
        self._piece = piece
        self._selection = selection
        self._title = layouts.labels.pieces[name].title
        self._faces: dict[tuple[str, str, str], Face] = {}
        self._common = {
            "pack": selection.pack,
            "selection": selection,
            "piece": piece,
            "margin": layouts.margin,
            "labels": layouts.labels,
            "words": layouts.labels.pieces[name],
            "tokens": layouts.tokens,
            "palette_of": layouts.palette,
            "plan": plan,
        }

    def faces(self) -> Faces | None:
        found = list(subjects(self._piece, self._selection))
        if not found:
            return None
        if self._piece.made_as == "cards":
            return self._all(self._deck(found))
        for subject in found:
            self._face(self._piece.made_as, subject)
        return self._all(None)

    def _deck(self, found: Sequence[Subject]) -> Deck:
        nothing = {"area": None, "about": self._title}
        return Deck(
            cards=tuple(self._card("front", subject) for subject in found),
            blank=self._card("blank", nothing),
            ruler=self._face("ruler", nothing, folder="margin"),
            slug=self._face("slug", nothing, folder="margin"),
        )

    def _card(self, front: str, subject: Subject) -> Card[str]:
        blank = front == "blank"
        about = plain(subject["area"].area.title) if subject["area"] else subject["about"]
        back = {**subject, "blank": blank, "about": about}
        return Card(self._face(front, subject), self._face("back", back))

    def _face(self, kind: str, subject: Subject, folder: str | None = None) -> str:
        """Draw a face from its template and give its id."""
        palette = self._layouts.palette(subject["area"])
        template = f"{folder or self._name}/{kind}.html"
        html = self._layouts.render(template, **self._common, **subject, palette=palette)
        key = (kind, palette, html)
        if key not in self._faces:
            slug = f"face-{len(self._faces) + 1}"
            name = f"{self._title}, {subject['about']}"
            self._faces[key] = Face(slug, name, kind, palette, Markup(html))
        return self._faces[key].id

    def _all(self, deck: Deck | None) -> Faces:
        shared = ("tokens.css", "base.css", *_SHARED_CSS[self._piece.made_as])
        own = f"{self._name}/style.css"
        has_own = (self._layouts.folder / own).is_file()
        stylesheets = [f"layouts/{name}" for name in (*shared, *([own] if has_own else []))]
        faces = tuple(self._faces.values())
        html = self._layouts.render(
            "page.html", **self._common, faces=faces, stylesheets=stylesheets
        )
        margin = {deck.ruler, deck.slug} if deck else set()
        names = {face.id: face.name for face in faces if face.id not in margin}
        return Faces(html, names, deck)


def _text(text: str) -> Markup:
    """A text for print: escaped, no line beginning with a dash, break points kept for need.

    In a text with break points each word is a box of its own (.word), which goes to the next line
    whole and breaks only where a line of its own is too short for it. Boxes for the long words
    alone would do, but WeasyPrint breaks the text before such a box at a wrong place.
    """
    bound = text.replace(" – ", "\u00a0– ")
    if SOFT_HYPHEN not in bound:
        return escape(bound)
    box = Markup('<span class="word">{}</span>')
    return Markup(" ").join(box.format(word) for word in bound.split(" "))


def _mm(length: float) -> str:
    """A length in mm for CSS and SVG, without binary dust."""
    return f"{length:.3f}".rstrip("0").rstrip(".")
