"""Find the marked faces on the pages of a PDF: where each lies, and how much of it is seen."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Name, Object, Page, Pdf, Stream

from kit.core.rect import Rect
from kit.pdf.face_marks import FaceMark, read_mark
from kit.preflight.fonts import entry
from kit.preflight.streams import Seen, drawn_names, matrix_of, seen_whole

# Forms may be drawn within forms; deeper than this a file is broken, or meant to be.
_DEEPEST = 12
# Nor is a face drawn so many times as large as it is, nor so small.
_LARGEST = 1e6


@dataclass(frozen=True)
class Placed:
    """A face on a page: its number, the part of its own space that is seen, how large it is."""

    face: int
    window: Rect
    scale: float


class FacesOnPages:
    """The marked faces of an open PDF, numbered from 0 as they are found on its pages."""

    def __init__(self) -> None:
        self.forms: list[Object] = []
        self.marks: list[FaceMark] = []
        self._numbers: dict[tuple[int, int], int | None] = {}
        # Where marked faces are named, and which resources and forms lead to one.
        self._named: list[tuple[Object, str]] = []
        self._leading: dict[tuple[int, int], bool] = {}
        self._read: dict[Any, tuple[Placed, ...]] = {}
        # What resources that many pages share have: their forms, by name.
        self._forms_of: dict[tuple[int, int], dict[str, Object]] = {}

    def on(self, page: Page, seen: Rect, unit: float) -> tuple[Placed, ...]:
        """Every face that a page draws; `seen` is all of it in mm, a unit of it `unit` points."""
        resources = entry(page.obj, Name.Resources)
        if not self._lead_to_faces(resources):
            return ()
        # Sheets of many decks have most of their sides alike.
        key = (_streams(page), resources.objgen, seen, unit)
        if not resources.is_indirect or key not in self._read:
            self._read[key] = tuple(self._placed(page, resources, seen_whole(seen, unit)))
        return self._read[key]

    def take_out(self, pdf: Pdf) -> list[bool]:
        """Let pages draw nothing in place of marked faces; whether each page has nothing else."""
        nothing = pdf.make_stream(
            b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 0, 0])
        )
        for forms, name in self._named:
            forms[name] = nothing
        known: dict[tuple[int, int], bool] = {}
        return [_is_bare(entry(page.obj, Name.Resources), nothing, known) for page in pdf.pages]

    def _face_number(self, form: Object) -> int | None:
        """The number of a marked face, None for any other form."""
        if form.objgen not in self._numbers:
            mark = read_mark(form)
            self._numbers[form.objgen] = None if mark is None else len(self.marks)
            if mark is not None:
                self.marks.append(mark)
                self.forms.append(form)
        return self._numbers[form.objgen]

    def _forms(self, resources: Object) -> dict[str, Object]:
        """The form XObjects that these resources name."""
        if resources.is_indirect and resources.objgen in self._forms_of:
            return self._forms_of[resources.objgen]
        forms: dict[str, Object] = {
            name: one
            for name, one in entry(resources, Name.XObject).items()
            if isinstance(one, Stream) and one.get(Name.Subtype) == Name.Form
        }
        if resources.is_indirect:
            self._forms_of[resources.objgen] = forms
        return forms

    def _lead_to_faces(self, resources: Object) -> bool:
        """Whether a form that these resources name is a marked face, or draws one."""
        if resources.is_indirect and resources.objgen in self._leading:
            return self._leading[resources.objgen]
        found = False
        for name, form in self._forms(resources).items():
            if self._face_number(form) is not None:
                self._named.append((entry(resources, Name.XObject), name))
                found = True
            else:
                if form.objgen not in self._leading:
                    self._leading[form.objgen] = False  # it may draw itself
                    within = self._lead_to_faces(entry(form, Name.Resources))
                    self._leading[form.objgen] = within
                found |= self._leading[form.objgen]
        if resources.is_indirect:
            self._leading[resources.objgen] = found
        return found

    def _placed(
        self, content: Object | Page, resources: Object, seen: Seen, depth: int = 0
    ) -> Iterator[Placed]:
        """The faces that a content stream draws, and those in the forms that it draws."""
        forms = self._forms(resources)
        for name, drawn in drawn_names(content, seen):
            if name not in forms:
                continue  # an image, or nothing at all
            form = forms[name]
            number, inner = self._face_number(form), drawn.within(matrix_of(form.get(Name.Matrix)))
            if number is not None and 1 / _LARGEST < inner.scale < _LARGEST:
                yield Placed(number, inner.window(), inner.scale)
            elif depth < _DEEPEST and self._leading.get(form.objgen):
                yield from self._placed(form, entry(form, Name.Resources), inner, depth + 1)


def _streams(page: Page) -> tuple[tuple[int, int], ...]:
    """The object numbers of a page's content streams."""
    contents = page.obj.get(Name.Contents)
    parts = contents if isinstance(contents, Array) else [contents]
    return tuple(part.objgen for part in parts if isinstance(part, Stream))


def _is_bare(resources: Object, nothing: Object, known: dict[tuple[int, int], bool]) -> bool:
    """Whether these resources hold no fonts and no images; `known` remembers shared ones."""
    if resources.is_indirect and resources.objgen in known:
        return known[resources.objgen]
    drawn = entry(resources, Name.XObject).values()
    alone = all(isinstance(one, Stream) and one.objgen == nothing.objgen for one in drawn)
    bare = alone and not len(entry(resources, Name.Font))
    if resources.is_indirect:
        known[resources.objgen] = bare
    return bare
