"""Faces and drawings in a new PDF: each is stored once, however often it is used."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pikepdf
from pikepdf import Array, Dictionary, Pdf

from kit.core.sizes import Size
from kit.imposition.marks import Line
from kit.imposition.place import Placement
from kit.pdf.drawing import drawn_lines, placed
from kit.pdf.face_marks import face_piece, mark_face


class FaceSource(Protocol):
    """Faces as a PDF of their own; `pages` gives the pages of each, counted from 0."""

    @property
    def pdf(self) -> bytes:
        """The faces, one a page, at their trim with bleed around it."""

    @property
    def clear(self) -> float:
        """How far their letters keep off their trim, in mm."""

    @property
    def pages(self) -> Mapping[str, tuple[int, ...]]:
        """The pages of each face. That of a card is the first."""


@dataclass(frozen=True)
class Side:
    """One side of a sheet: its faces, and the lines drawn over them."""

    faces: tuple[Placement[str], ...]
    lines: tuple[Line, ...] = ()


class FaceStore:
    """The faces of a new PDF, each as a form XObject that pages draw by name.

    All pages share the one dictionary of `resources`, which has the faces that were asked for.
    """

    def __init__(self, sources: Sequence[FaceSource], pdf: Pdf) -> None:
        self._forms: dict[str, pikepdf.Object] = {}
        self._source: dict[str, int] = {}
        for number, source in enumerate(sources):
            self._forms |= zip(source.pages, _copied(source, pdf), strict=True)
            self._source |= dict.fromkeys(source.pages, number)
        self._names: dict[str, str] = {}
        self.resources = pdf.make_indirect(Dictionary(XObject=Dictionary()))

    def name(self, face: str) -> str:
        """The name by which a drawing draws the face."""
        if face not in self._names:
            name = f"/F{len(self._names) + 1}"
            self.resources.XObject[name] = self._forms[face]
            self._names[face] = name
        return self._names[face]

    def source_of(self, face: str) -> int:
        """Which of the sources has the face."""
        return self._source[face]


def _copied(source: FaceSource, pdf: Pdf) -> pikepdf.Object:
    """The faces of a source as forms of the new PDF, an array in their order.

    Copied together, which takes a quarter of the time that it takes one after the other. Those that
    nothing draws are not saved.
    """
    with Pdf.open(io.BytesIO(source.pdf)) as faces:
        pieces: dict[tuple[float, ...], pikepdf.Object] = {}
        forms = Array()
        pages = list(faces.pages)
        for first, *_ in source.pages.values():
            page = pages[first]
            trim = tuple(map(float, page.trimbox))
            # A form is clipped to the trim box, so the bleed would be lost.
            page.trimbox = page.mediabox
            form = page.as_form_xobject()
            # What faces of one trim say of it is stored once.
            if trim not in pieces:
                pieces[trim] = faces.make_indirect(face_piece(trim, source.clear))
            mark_face(form, pieces[trim])
            forms.append(form)
        return pdf.copy_foreign(faces.make_indirect(forms))


class Drawings:
    """The content streams of sides, each stored once in the new PDF.

    Sides of many decks are alike but for their letters, and imposed of the same placements. A
    drawing is known by the objects that it is made of, which so have to outlive this.
    """

    def __init__(self, store: FaceStore, pdf: Pdf, paper: Size) -> None:
        """`paper` is the size of the sides."""
        self._store = store
        self._pdf = pdf
        self._paper = paper
        self._by_objects: dict[tuple[int, ...], pikepdf.Object | None] = {}
        self._by_text: dict[str, pikepdf.Object] = {}

    def of(self, side: Side) -> list[pikepdf.Object]:
        """The faces of each source, one source upon the other, and lines over them."""
        by_source: dict[int, list[Placement[str]]] = {}
        for placement in side.faces:
            by_source.setdefault(self._store.source_of(placement.face), []).append(placement)
        layers = [self._faces(placements) for _, placements in sorted(by_source.items())]
        lines = self._stored((id(side.lines),), lambda: drawn_lines(side.lines, self._paper))
        return [layer for layer in (*layers, lines) if layer is not None]

    def _faces(self, placements: Sequence[Placement[str]]) -> pikepdf.Object | None:
        def draw() -> str:
            named = ((one, self._store.name(one.face)) for one in placements)
            return "\n".join(placed(one, name, self._paper) for one, name in named)

        return self._stored(tuple(map(id, placements)), draw)

    def _stored(self, made_of: tuple[int, ...], draw: Callable[[], str]) -> pikepdf.Object | None:
        if made_of not in self._by_objects:
            text = draw()
            if text and text not in self._by_text:
                stream = self._pdf.make_stream(text.encode("ascii"))
                self._by_text[text] = self._pdf.make_indirect(stream)
            self._by_objects[made_of] = self._by_text.get(text)
        return self._by_objects[made_of]
