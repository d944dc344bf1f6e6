"""A piece drawn for a selection: a face for each subject, and how faces make cards."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from markupsafe import Markup

from kit.content.models import Pack
from kit.core.errors import Origin
from kit.core.spelling import plain
from kit.imposition.place import Card
from kit.imposition.print_plan import GuidePlan
from kit.layout.faces import Deck, Face, Faces
from kit.layout.formats import Format
from kit.layout.html import Layouts
from kit.layout.pieces import Piece
from kit.layout.subjects import Slide, Subject, slides, subjects
from kit.session.selection import Selection

# How many faces are typeset together. Each batch carries the letters that it needs of its own, and
# WeasyPrint takes ever longer for a face, the more there are: both cost little here.
BATCH = 60

_SHARED_CSS = {"cards": ["cards.css"], "posters": [], "pages": ["pages.css"], "slides": []}

# A text of more characters is a sentence, which may be written as part of a paragraph. A shorter
# one may be part of another by chance: it stands on a face only where it was written alone.
SENTENCE = 40

# What tells faces apart: the template, the palette and the HTML.
_Content = tuple[str, str, str]


class PieceDrawing:
    """Draws the faces of one piece; faces with the same content are made once and shared."""

    def __init__(
        self,
        layouts: Layouts,
        name: str,
        piece: Piece,
        format_: Format,
        plan: GuidePlan | None = None,
    ) -> None:
        """`name` is that of the piece's folder; `plan` is what the guide tells of the other pieces.

        A drawing is used once: for one selection.
        """
        self._layouts = layouts
        self._name = name
        self._piece = piece
        self._format = format_
        self._labels = layouts.labels.pieces[name]
        self._plan = plan or GuidePlan()
        self._faces: dict[_Content, Face] = {}
        # The parts of the pack that all subjects of a face have in common: what an area's cards
        # have on their back is said of no single value.
        self._parts: dict[_Content, frozenset[str]] = {}
        self._texts: dict[_Content, frozenset[str]] = {}
        self._common = {
            "face": format_.drawn,
            "shape": format_.shape,
            "scale": format_.scale,
            "smallest": piece.smallest and piece.smallest.drawn(format_.scale),
            "words": self._labels,
            "plan": self._plan,
        }

    def faces(
        self, selection: Selection, stock: Selection | None = None, *, blanks: bool = True
    ) -> Faces | None:
        """The piece as HTML, or None where the selection leaves it empty.

        Without `blanks` no card for own words is drawn. Cards are typeset with all those of
        `stock`, if there is any.
        """
        if not any(self._subjects(selection)):
            return None
        if self._piece.made_as == "slides":
            for slide in slides(selection, self._labels, frozenset(self._plan.shown.values())):
                self._draw_slide(slide, selection)
            return self._all_faces(selection)
        if self._piece.made_as != "cards":
            for subject in self._subjects(selection):
                self._draw_face(self._piece.made_as, subject, selection)
            return self._all_faces(selection)
        if stock and stock != selection:
            # Drawn first, so that they stand together as they do for any other selection.
            for subject in self._subjects(stock):
                self._draw_card("front", subject, stock)
        cards = tuple(
            self._draw_card("front", subject, selection) for subject in self._subjects(selection)
        )
        own_words = Subject(about=self._labels.title, id=self._labels.file)
        blank = self._draw_card("blank", own_words, selection) if blanks else cards[0]
        return self._all_faces(selection, Deck(cards, blank), in_stock=stock is not None)

    def _subjects(self, selection: Selection) -> Iterator[Subject]:
        return subjects(self._piece, selection, self._labels, self._layouts.event.attendance)

    def _draw_card(self, front: str, subject: Subject, selection: Selection) -> Card[str]:
        """Draw both sides; the back comes first, so that it opens the cards that it belongs to.

        A card without a back has its front for one, which is never printed there.
        """
        if self._piece.sides == 1:
            only = self._draw_face(front, subject, selection)
            return Card(only, only)
        area = subject.area
        behind = replace(
            subject,
            about=plain(area.title) if area else subject.about,
            id=self._layouts.labels.back_file + (f"-{area.id}" if area else ""),
            picture="",
        )
        back = self._draw_face("back", behind, selection, blank=front == "blank")
        return Card(self._draw_face(front, subject, selection), back)

    def _draw_slide(self, slide: Slide, selection: Selection) -> None:
        """Draw a slide; its picture is named after its place among the others as well."""
        drawn = self._draw_face(slide.kind, slide.subject, selection)
        key, face = next((key, one) for key, one in self._faces.items() if one.id == drawn)
        number = len(self._faces)
        file = f"{number:03d}-{slide.subject.id}"
        self._faces[key] = replace(face, group=slide.under, file=file)

    def _draw_face(self, kind: str, subject: Subject, selection: Selection, **more: Any) -> str:
        """Draw a face from its template, unless there is one just like it, and give its id."""
        palette = self._layouts.palette(subject.area)
        html, texts = self._layouts.render_noting(
            f"{self._name}/{kind}.html",
            **self._common,
            **subject.words,
            pack=selection.printed_pack,
            selection=selection,
            palette=palette,
            **more,
        )
        key = (kind, palette, html)
        parts = subject.part_ids(selection)
        self._parts[key] = self._parts.get(key, parts) & parts
        self._texts[key] = texts
        if key not in self._faces:
            area = subject.area
            self._faces[key] = Face(
                id=f"face-{len(self._faces) + 1}",
                name=f"{self._labels.title}, {subject.about}",
                kind=kind,
                palette=palette,
                html=Markup(html),
                group=plain(area.title) if area else self._labels.title,
                about=subject.about,
                subject=subject.id,
                file=f"{self._labels.file}-{subject.picture or subject.id}",
                parts=subject.parts,
                beside=self._layouts.beside(palette, html),
            )
        return self._faces[key].id

    def _all_faces(
        self, selection: Selection, deck: Deck | None = None, *, in_stock: bool = False
    ) -> Faces:
        """All that was drawn, with the HTML around it; of cards only those that are chosen."""
        own = f"{self._name}/style.css"
        has_own = (self._layouts.folder / own).is_file()
        stylesheets = [*_SHARED_CSS[self._piece.made_as], *([own] if has_own else [])]
        pack = selection.pack
        drawn = tuple(
            replace(face, origins=self._origins(pack, key), texts=self._texts[key])
            for key, face in self._faces.items()
        )
        title = f"{self._labels.title} – {plain(pack.cover.title)}"
        format_, smallest = self._format, self._piece.smallest
        page = partial(
            self._layouts.page,
            stylesheets,
            format_.drawn,
            format_.shape,
            title,
            smallest=smallest and smallest.drawn(format_.scale),
            piece=self._name,
        )
        if deck is None:
            return Faces(drawn, page)
        sides = {side for card in (*deck.cards, deck.blank) for side in (card.front, card.back)}
        batches = tuple(drawn[at : at + BATCH] for at in range(0, len(drawn), BATCH))
        chosen = tuple(face for face in drawn if face.id in sides)
        return Faces(chosen, page, deck, batches if in_stock else ())

    def _origins(self, pack: Pack, key: _Content) -> dict[str, Origin]:
        """Where the texts were written that stand on a face: those of the session and the pack."""
        known = {**self._layouts.event.origins, **pack.origins_in(self._parts[key])}
        texts = self._texts[key]
        return {
            text: origin
            for text, origin in known.items()
            if text in texts or (len(text) > SENTENCE and any(text in one for one in texts))
        }
