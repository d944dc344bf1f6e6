"""Layouts filled in with words: one <article> a face, and the page that holds the faces."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from kit.content.looks import NO_LOOKS, Looks
from kit.core.errors import KitError
from kit.core.sizes import Size
from kit.layout.assets import SCHEME
from kit.layout.colours import INK_STYLESHEETS, Colours
from kit.layout.drawn_before import DrawnBefore
from kit.layout.faces import DrawnWith, Face, Faces
from kit.layout.labels import Labels
from kit.layout.pieces import FaceSize, SmallestType, bare_face
from kit.layout.template_faults import told_of_pack
from kit.layout.templates import templates_for
from kit.lines.marks import SmallestSizes, with_lines, without_marks
from kit.lines.measure import Typefaces
from kit.session.event import Event
from kit.session.options import Ink
from kit.session.selection import ChosenArea
from kit.system.cache import Store
from kit.system.files import digest
from kit.system.memory import Memory

# The files of a pack's layouts that a face is drawn with, and that its HTML only names.
_STYLES = frozenset({".css", ".png", ".jpg", ".jpeg", ".svg"})

# Faces of which the short texts were broken before; in characters.
_LETTERS = 10_000_000
_in_lines: Memory[Markup] = Memory(_LETTERS, len)


class Layouts:
    """The folder of layouts, ready to draw in one language and one ink."""

    def __init__(
        self,
        folder: Path,
        labels: Labels,
        ink: Ink = "normal",
        event: Event | None = None,
        store: Store | None = None,
        looks: Looks = NO_LOOKS,
        own: Path | None = None,
    ) -> None:
        """`folder` is layouts/; `labels` are in the pack's language.

        `store` has templates that were compiled before, `looks` are what a pack draws in its own
        way. `own` are the pack's own layouts, if some of its templates are in the folder.
        """
        self.folder = folder
        self.labels = labels
        self.ink = ink
        self.event = event or Event()
        self._looks = looks
        self._own = own
        self._colours = Colours(folder, ink, looks)
        self._templates = templates_for(folder, labels.decimal, store, own)
        # Of faces that may name people: they are held no longer than this is.
        self._in_lines_here: Memory[Markup] = Memory(_LETTERS, len)

    @property
    def typefaces(self) -> Typefaces:
        """What measures texts in the typefaces, and has done so for the templates."""
        return self._templates.typefaces

    @property
    def made_of(self) -> object:
        """What tells layouts, labels and typefaces from all others: all that faces are drawn by.

        With layouts of a pack's own it tells nothing.
        """
        return self._templates.made_of, self.labels.language

    @property
    def tokens(self) -> dict[str, str]:
        """Every colour as #rrggbb, by its name in tokens.css without the leading hyphens."""
        return self._colours.tokens

    def palette(self, area: ChosenArea | None) -> str:
        """The name of an area's palette; after the last they begin again with the first."""
        return self._colours.palette(area)

    def beside(self, palette: str, html: str) -> DrawnWith:
        """What a face depends on beside its HTML: colours, pictures and styles of pack and session.

        It is equal for the same ones, so that a face that looks otherwise is noticed.
        """
        pictures = self.event.branding.pictures.items()
        shown = (digest(data) for name, (data, _) in pictures if f"{SCHEME}{name}" in html)
        return DrawnWith(self._colours.of_pack_in(palette), tuple(shown), self._own_styles)

    @cached_property
    def _own_styles(self) -> str:
        """The digest of all styles and pictures where a pack brings layouts; else empty."""
        if self._own is None:
            return ""
        paths = (path for path in sorted(self.folder.rglob("*.*")) if path.suffix in _STYLES)
        return digest(b"".join(path.read_bytes() for path in paths))

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
        piece: str = "",
    ) -> str:
        """The whole document: its faces, and the stylesheets beside those that all share.

        `smallest` is the type that no face may be set below, in pt of the drawing. The faces are
        those of a `piece`, if it is not given small ones.
        """
        names = ("tokens.css", "base.css", *stylesheets, *INK_STYLESHEETS[self.ink])
        try:
            return self.render(
                "page.html",
                faces=[replace(face, html=self._in_lines(face, smallest)) for face in faces],
                stylesheets=[f"layouts/{name}" for name in names],
                face=face,
                shape=shape,
                title=title,
                smallest=smallest,
            )
        except KitError as error:
            # Faces are too much for the page, so what filled them is at fault.
            kinds = {one.kind: len(one.html) for one in sorted(faces, key=lambda f: len(f.html))}
            drawn = [f"{piece}/{kind}.html" for kind in reversed(kinds)]
            raise told_of_pack(error, self._own, drawn) from error

    def _in_lines(self, face: Face, smallest: SmallestType | None) -> Markup:
        """The HTML of a face with its short texts broken, as large as its type is."""
        if not face.broken_here:
            return without_marks(face.html)
        least = SmallestSizes(smallest.name, smallest.text) if smallest else SmallestSizes()
        key = self.typefaces.digest, digest(face.html.encode()), face.fit, least
        names_people = self.event.attendance.names and not self._drawn_before.is_remembered(
            face.html
        )
        memory = self._in_lines_here if names_people else _in_lines
        return memory.made(key, lambda: with_lines(face.html, self.typefaces, face.fit, least))

    def render(self, template: str, **words: Any) -> str:
        """A template of the folder, filled in with these words and those that all have."""
        return self._templates.fill(template, {**self._common_words, **words})

    def render_noting(self, template: str, **words: Any) -> tuple[str, frozenset[str]]:
        """A template filled in, and the texts that stand in it, as they were given to it."""
        return self._drawn_before.filled(template, words)

    def render_written(self, template: str, write: Callable[[str], str], **words: Any) -> str:
        """A template filled in; every text goes through `write` first, as in Templates.fill."""
        return self._templates.fill(template, {**self._common_words, **words}, write)

    @cached_property
    def _drawn_before(self) -> DrawnBefore:
        alike = self.labels, self.ink, self._looks.told
        return DrawnBefore(self._templates, self._common_words, alike)

    @cached_property
    def _common_words(self) -> dict[str, Any]:
        """The variables that every template is given."""
        return {
            "labels": self.labels,
            "tokens": self.tokens,
            "palette_of": self.palette,
            "own_colours": self._colours.declarations_of_pack,
            "motifs": {f"area-{number}": one for number, one in self._looks.motifs.items()},
            "ink": self.ink,
            "event": self.event,
            "branding": self.event.branding,
            "day": self.labels.day(self.event.date) if self.event.date else "",
        }
