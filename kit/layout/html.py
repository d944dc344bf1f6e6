"""A piece and a selection become HTML: one <article> a face."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from kit.content.looks import NO_LOOKS, Looks
from kit.content.models import plain
from kit.core.cache import Store, key_of
from kit.core.errors import KitError
from kit.core.files import digest
from kit.core.paths import FONTS
from kit.core.sizes import POINTS_PER_MM, Size
from kit.imposition.place import Card
from kit.imposition.print_plan import Plan
from kit.layout.assets import SCHEME
from kit.layout.faces import Deck, Face, Faces
from kit.layout.formats import Format
from kit.layout.labels import Labels
from kit.layout.pieces import FaceSize, Piece, SmallestType, bare_face
from kit.layout.poster_fit import PosterFit, Type, indent
from kit.layout.sandbox import Sandbox, template_fault
from kit.layout.subjects import Subject, subjects
from kit.layout.text_filters import halves, mm, text_for_print
from kit.session.event import Event
from kit.session.print_settings import Ink
from kit.session.selection import ChosenArea, Selection

# How many faces are typeset together. Each batch carries the letters that it needs of its own, and
# WeasyPrint takes ever longer for a face, the more there are: both cost little here.
BATCH = 60

_SHARED_CSS = {"cards": ["cards.css"], "posters": [], "pages": ["pages.css"]}
# What is laid over the looks to spare ink; greys are laid over what already spares it.
_INK_CSS: dict[Ink, list[str]] = {
    "normal": [],
    "saver": ["ink/saver.css"],
    "grey": ["ink/saver.css", "ink/grey.css"],
}


# Of what a pack's layouts are drawn with, what is not in the HTML.
_STYLES = frozenset({".css", ".png", ".jpg", ".jpeg", ".svg"})


class _Compiled(BytecodeCache):
    """Templates are compiled once, until they change."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        held = self._store.take(self._key(bucket))
        if held:
            bucket.bytecode_from_string(held)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._store.keep(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return key_of("template", bucket.key, bucket.checksum)


class Layouts:
    """The folder of layouts, with its templates ready for one language, and for one way to ink."""

    def __init__(
        self,
        folder: Path,
        labels: Labels,
        ink: Ink = "normal",
        fonts: Path = FONTS,
        event: Event | None = None,
        store: Store | None = None,
        looks: Looks = NO_LOOKS,
        own: Path | None = None,
    ) -> None:
        """`folder` is layouts/, `fonts` that of typefaces; `labels` are in the pack's language.

        `store` has templates that were compiled before, `looks` are what a pack draws in its own
        way. `own` are the pack's own layouts, if some of its templates are in the folder.
        """
        self.folder = folder
        self.labels = labels
        self.ink = ink
        self.event = event or Event()
        self._looks = looks
        self._own = own
        made_by: type[Environment] = Sandbox if own else Environment
        self._environment = made_by(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            # They do not change while a kit is made.
            auto_reload=False,
            bytecode_cache=_Compiled(store) if store and not own else None,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            text=text_for_print, plain=plain, mm=mm, figure=self._figure, halves=halves
        )
        # `pt` is how long a point is, in mm.
        self._environment.globals.update(
            copy=PosterFit(fonts), Type=Type, indent=indent, pt=1 / POINTS_PER_MM
        )

    @cached_property
    def tokens(self) -> dict[str, str]:
        """The colours by name, without their leading hyphens, as the chosen ink has them."""
        sheets = ("tokens.css", *_INK_CSS[self.ink])
        css = "".join((self.folder / name).read_text(encoding="utf-8") for name in sheets)
        return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});", css)) | self._own_tokens

    @cached_property
    def _own_tokens(self) -> dict[str, str]:
        """The colours that the pack has in place of the layouts' own; greys are all the same."""
        own = self._looks.palettes if self.ink != "grey" else {}
        return {
            f"area-{number}-{tone}": colour
            for number, one in own.items()
            for tone, colour in (one.tokens if self.ink == "normal" else one.spared).items()
        }

    def beside(self, palette: str, html: str) -> str:
        """What a face is drawn with that a pack or a session brings, and that its HTML only names.

        These are colours, pictures and styles, as what is the same for the same ones.
        """
        colours = (
            f"{name}: {is_}"
            for name, is_ in self._own_tokens.items()
            if name.startswith(f"{palette}-")
        )
        pictures = self.event.branding.pictures.items()
        shown = (digest(data) for name, (data, _) in pictures if f"{SCHEME}{name}" in html)
        return " ".join((*colours, *shown, self._own_styles))

    @cached_property
    def _own_styles(self) -> str:
        """Of a pack that brings layouts: the same where no style and no picture in them changed."""
        if self._own is None:
            return ""
        paths = (path for path in sorted(self.folder.rglob("*.*")) if path.suffix in _STYLES)
        return digest(b"".join(path.read_bytes() for path in paths))

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
        stock: Selection | None = None,
    ) -> Faces | None:
        """The piece `name` as HTML, or None where the selection leaves it empty.

        `plan` is what the guide tells of the rest of the kit. Without `blanks` no card for own
        words is drawn. Cards are typeset with all those of `stock`, if there is any.
        """
        drawing = _Drawing(self, name, piece, format_, plan or Plan())
        return drawing.faces(selection, stock, blanks=blanks)

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
            "own_colours": " ".join(f"--{name}: {is_};" for name, is_ in self._own_tokens.items()),
            "motifs": {f"area-{number}": one for number, one in self._looks.motifs.items()},
            "ink": self.ink,
            "event": self.event,
            "branding": self.event.branding,
            "day": self.labels.day(self.event.date) if self.event.date else "",
        }
        try:
            return environment.get_template(template).render({**common, **words})
        except Exception as error:
            # What is wrong with our own is a fault of the program.
            if self._own is None or isinstance(error, (KitError, MemoryError)):
                raise
            raise template_fault(error, self.folder, self._own) from error


class _Drawing:
    """One piece being drawn: faces of the same content are drawn once and shared."""

    def __init__(
        self,
        layouts: Layouts,
        name: str,
        piece: Piece,
        format_: Format,
        plan: Plan,
    ) -> None:
        self._layouts = layouts
        self._name = name
        self._piece = piece
        self._format = format_
        self._words = layouts.labels.pieces[name]
        self._faces: dict[tuple[str, str, str], Face] = {}
        self._common = {
            "face": format_.drawn,
            "shape": format_.shape,
            "scale": format_.scale,
            "words": self._words,
            "plan": plan,
        }

    def faces(self, selection: Selection, stock: Selection | None, *, blanks: bool) -> Faces | None:
        if not any(self._subjects(selection)):
            return None
        if self._piece.made_as != "cards":
            for subject in self._subjects(selection):
                self._face(self._piece.made_as, subject)
            return self._all(selection)
        if stock and stock != selection:
            # Drawn first, so that they stand together as they do for any other selection.
            for subject in self._subjects(stock):
                self._card("front", subject)
        cards = tuple(self._card("front", subject) for subject in self._subjects(selection))
        nothing = {"area": None, "about": self._words.title, "id": self._words.file}
        blank = self._card("blank", {**self._of(selection), **nothing}) if blanks else cards[0]
        return self._all(selection, Deck(cards, blank), in_stock=stock is not None)

    def _subjects(self, selection: Selection) -> Iterator[Subject]:
        room = self._layouts.event.room
        for subject in subjects(self._piece, selection, self._words, room):
            yield {**self._of(selection), **subject}

    def _of(self, selection: Selection) -> Subject:
        return {"pack": selection.pack, "selection": selection}

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
                beside=self._layouts.beside(palette, html),
            )
        return self._faces[key].id

    def _all(
        self, selection: Selection, deck: Deck | None = None, *, in_stock: bool = False
    ) -> Faces:
        own = f"{self._name}/style.css"
        has_own = (self._layouts.folder / own).is_file()
        stylesheets = [*_SHARED_CSS[self._piece.made_as], *([own] if has_own else [])]
        drawn = tuple(self._faces.values())
        title = f"{self._words.title} – {plain(selection.pack.cover.title)}"
        format_, smallest = self._format, self._piece.smallest
        page = partial(
            self._layouts.page,
            stylesheets,
            format_.drawn,
            format_.shape,
            title,
            smallest=smallest and smallest.drawn(format_.scale),
        )
        if deck is None:
            return Faces(drawn, page)
        sides = {side for card in (*deck.cards, deck.blank) for side in (card.front, card.back)}
        batches = tuple(drawn[at : at + BATCH] for at in range(0, len(drawn), BATCH))
        chosen = tuple(face for face in drawn if face.id in sides)
        return Faces(chosen, page, deck, batches if in_stock else ())
