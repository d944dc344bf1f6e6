"""A piece and a selection become HTML: one <article> a face."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kit.bundled import FONTS
from kit.content import plain
from kit.copyfitting import Copyfitter, Type, indent
from kit.faces import Deck, Face, Faces
from kit.formats import Format
from kit.guide import Plan
from kit.imposition import Card
from kit.labels import Labels
from kit.occasion import Occasion
from kit.paper import POINTS_PER_MM, Size
from kit.pieces import FaceSize, Piece, SmallestType, bare_face
from kit.printing import Ink
from kit.selection import ChosenArea, Selection
from kit.subjects import Subject, subjects
from kit.typography import halves, mm, text_for_print

_SHARED_CSS = {"cards": ["cards.css"], "posters": [], "pages": ["pages.css"]}
# What is laid over the looks to spare ink; greys are laid over what already spares it.
_INK_CSS: dict[Ink, list[str]] = {
    "normal": [],
    "saver": ["ink/saver.css"],
    "grey": ["ink/saver.css", "ink/grey.css"],
}


class Layouts:
    """The folder of layouts, with its templates ready for one language, and for one way to ink."""

    def __init__(
        self,
        folder: Path,
        labels: Labels,
        ink: Ink = "normal",
        fonts: Path = FONTS,
        occasion: Occasion | None = None,
    ) -> None:
        """`folder` is layouts/, `fonts` that of typefaces; `labels` are in the pack's language."""
        self.folder = folder
        self.labels = labels
        self.ink = ink
        self.occasion = occasion or Occasion()
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            text=text_for_print, plain=plain, mm=mm, figure=self._figure, halves=halves
        )
        # `pt` is how long a point is, in mm.
        self._environment.globals.update(
            copy=Copyfitter(fonts), Type=Type, indent=indent, pt=1 / POINTS_PER_MM
        )

    @cached_property
    def tokens(self) -> dict[str, str]:
        """The colours by name, without their leading hyphens, as the chosen ink has them."""
        sheets = ("tokens.css", *_INK_CSS[self.ink])
        css = "".join((self.folder / name).read_text(encoding="utf-8") for name in sheets)
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
        self,
        name: str,
        piece: Piece,
        format_: Format,
        selection: Selection,
        plan: Plan | None = None,
        *,
        blanks: bool = True,
    ) -> Faces | None:
        """The piece `name` as HTML, or None where the selection leaves it empty.

        `plan` is what the guide tells of the rest of the kit. Without `blanks` no card for own
        words is drawn.
        """
        return _Drawing(self, name, piece, format_, selection, plan or Plan()).faces(blanks=blanks)

    def small_faces(
        self, template: str, size: Size, words: Mapping[str, Mapping[str, Any]]
    ) -> Faces:
        """Small faces of one size from one template, by their ids: each with words of its own."""
        folder, _, kind = template.removesuffix(".html").rpartition("/")
        faces = tuple(
            Face(key, key, kind, "neutral", Markup(self.render(template, size=size, **own)))
            for key, own in words.items()
        )
        sheets = [f"{folder}/style.css"]
        return Faces(faces, partial(self.page, sheets, bare_face(size), "", folder))

    def page(
        self,
        stylesheets: Sequence[str],
        face: FaceSize,
        shape: str,
        title: str,
        faces: Sequence[Face],
        smallest: SmallestType | None = None,
    ) -> str:
        """The whole document: its faces, and the stylesheets beside those that all share.

        `smallest` is the type that no face may be set below, in pt of the drawing.
        """
        names = ("tokens.css", "base.css", *stylesheets, *_INK_CSS[self.ink])
        return self.render(
            "page.html",
            faces=faces,
            stylesheets=[f"layouts/{name}" for name in names],
            face=face,
            shape=shape,
            title=title,
            smallest=smallest,
        )

    def _figure(self, length: float) -> str:
        """A length in mm as the language writes it."""
        return mm(length).replace(".", self.labels.decimal)

    def render(self, template: str, **words: Any) -> str:
        """A template of the folder, filled in."""
        return self._filled(self._environment, template, words)

    def render_written(self, template: str, write: Callable[[str], str], **words: Any) -> str:
        """A template of which every text goes through `write`.

        What `write` gives as Markup stands as it is; any other text is escaped for HTML.
        """

        def written(value: Any) -> Any:
            return write(value) if type(value) is str else value

        return self._filled(self._environment.overlay(finalize=written), template, words)

    def _filled(self, environment: Environment, template: str, words: Mapping[str, Any]) -> str:
        common = {
            "labels": self.labels,
            "tokens": self.tokens,
            "palette_of": self.palette,
            "ink": self.ink,
            "occasion": self.occasion,
            "imprint": self.occasion.imprint,
            "day": self.labels.day(self.occasion.date) if self.occasion.date else "",
        }
        return environment.get_template(template).render({**common, **words})


class _Drawing:
    """One piece being drawn: faces of the same content are drawn once and shared."""

    def __init__(
        self,
        layouts: Layouts,
        name: str,
        piece: Piece,
        format_: Format,
        selection: Selection,
        plan: Plan,
    ) -> None:
        self._layouts = layouts
        self._name = name
        self._piece = piece
        self._format = format_
        self._selection = selection
        self._words = layouts.labels.pieces[name]
        self._faces: dict[tuple[str, str, str], Face] = {}
        self._common = {
            "pack": selection.pack,
            "selection": selection,
            "face": format_.drawn,
            "shape": format_.shape,
            "scale": format_.scale,
            "words": self._words,
            "plan": plan,
        }

    def faces(self, *, blanks: bool) -> Faces | None:
        room = self._layouts.occasion.room
        found = list(subjects(self._piece, self._selection, self._words, room))
        if not found:
            return None
        if self._piece.made_as == "cards":
            cards = tuple(self._card("front", subject) for subject in found)
            nothing = {"area": None, "about": self._words.title, "id": self._words.file}
            blank = self._card("blank", nothing) if blanks else cards[0]
            return self._all(Deck(cards, blank))
        for subject in found:
            self._face(self._piece.made_as, subject)
        return self._all(None)

    def _card(self, front: str, subject: Subject) -> Card[str]:
        """Draw both sides; the back comes first, so that it opens the cards that it belongs to.

        A card without a back has its front for one, which is never printed there.
        """
        if self._piece.sides == 1:
            only = self._face(front, subject)
            return Card(only, only)
        area = subject["area"]
        about = plain(area.area.title) if area else subject["about"]
        stem = self._layouts.labels.back_file + (f"-{area.area.id}" if area else "")
        back = {**subject, "blank": front == "blank", "about": about, "id": stem}
        behind = self._face("back", back)
        return Card(self._face(front, subject), behind)

    def _face(self, kind: str, subject: Subject) -> str:
        """Draw a face from its template and give its id."""
        palette = self._layouts.palette(subject["area"])
        html = self._layouts.render(
            f"{self._name}/{kind}.html", **self._common, **subject, palette=palette
        )
        key = (kind, palette, html)
        if key not in self._faces:
            area, about = subject["area"], subject["about"]
            self._faces[key] = Face(
                id=f"face-{len(self._faces) + 1}",
                name=f"{self._words.title}, {about}",
                kind=kind,
                palette=palette,
                html=Markup(html),
                group=plain(area.area.title) if area else self._words.title,
                about=about,
                subject=subject["id"],
                file=f"{self._words.file}-{subject['id']}",
                parts=subject.get("parts", ()),
            )
        return self._faces[key].id

    def _all(self, deck: Deck | None) -> Faces:
        own = f"{self._name}/style.css"
        has_own = (self._layouts.folder / own).is_file()
        stylesheets = [*_SHARED_CSS[self._piece.made_as], *([own] if has_own else [])]
        faces = tuple(self._faces.values())
        title = f"{self._words.title} – {plain(self._selection.pack.cover.title)}"
        format_, smallest = self._format, self._piece.smallest
        page = partial(
            self._layouts.page,
            stylesheets,
            format_.drawn,
            format_.shape,
            title,
            smallest=smallest and smallest.drawn(format_.scale),
        )
        return Faces(faces, page, deck)
