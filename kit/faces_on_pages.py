"""Which marked faces lie where on the pages of a PDF, and how much of each is seen there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from pikepdf import Array, Matrix, Name, Object, Page, Pdf, Rectangle, Stream, parse_content_stream

from kit.face_marks import FaceMark, read_mark
from kit.font_reading import entry
from kit.page_boxes import Box
from kit.paper import POINTS_PER_MM

# What places forms and clips them. All other operators only draw.
_PLACING = "q Q cm re m W W* n f F f* S s B B* b b* Do"
# Forms may be drawn within forms; deeper than this a file is broken, or meant to be.
_DEEPEST = 12


@dataclass(frozen=True)
class Placed:
    """A face on a page: its number, the part of its own space that is seen, how large it is."""

    face: int
    window: Box
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

    def on(self, page: Page, seen: Box, unit: float) -> tuple[Placed, ...]:
        """Every face that a page draws; `seen` is all of it in mm, a unit of it `unit` points."""
        resources = entry(page.obj, Name.Resources)
        if not self._lead_to_faces(resources):
            return ()
        return tuple(self._placed(page, resources, _Seen(_in_mm(unit), seen)))

    def take_out(self, pdf: Pdf) -> list[bool]:
        """Let the pages draw nothing where they drew marked faces; which have nothing else."""
        nothing = pdf.make_stream(
            b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 0, 0])
        )
        for forms, name in self._named:
            forms[name] = nothing
        known: dict[tuple[int, int], bool] = {}
        return [_is_bare(entry(page.obj, Name.Resources), nothing, known) for page in pdf.pages]

    def _number(self, form: Object) -> int | None:
        """The number of a marked face, None for any other form."""
        if form.objgen not in self._numbers:
            mark = read_mark(form)
            self._numbers[form.objgen] = None if mark is None else len(self.marks)
            if mark is not None:
                self.marks.append(mark)
                self.forms.append(form)
        return self._numbers[form.objgen]

    def _lead_to_faces(self, resources: Object) -> bool:
        """Whether what these name is a marked face, or draws one."""
        if resources.is_indirect and resources.objgen in self._leading:
            return self._leading[resources.objgen]
        found = False
        for name, form in _forms(resources):
            if self._number(form) is not None:
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
        self, content: Object | Page, resources: Object, seen: "_Seen", depth: int = 0
    ) -> Iterator[Placed]:
        """The faces that a content stream draws, and those in the forms that it draws."""
        forms = dict(_forms(resources))
        for name, drawn in _drawn(content, seen):
            if name not in forms:
                continue  # an image, or nothing at all
            form = forms[name]
            number, inner = self._number(form), drawn.within(_matrix(form.get(Name.Matrix)))
            if number is not None and inner.scale:
                yield Placed(number, inner.window(), inner.scale)
            elif depth < _DEEPEST and self._leading.get(form.objgen):
                yield from self._placed(form, entry(form, Name.Resources), inner, depth + 1)


@dataclass(frozen=True)
class _Seen:
    """What is seen of a page, in mm, and the matrix by which what is drawn next comes there."""

    matrix: Matrix
    clip: Box

    def within(self, matrix: Matrix) -> "_Seen":
        """The same in a space that lies in this one by a matrix of its own."""
        return _Seen(matrix @ self.matrix, self.clip)

    def clipped(self, path: Sequence[Any]) -> "_Seen":
        """What is still seen through an upright rectangle; other shapes are taken for all."""
        if len(path) != 1 or path[0] is None:
            return self
        x, y, width, height = (float(one) for one in path[0])
        through = self.matrix.transform(Rectangle(x, y, x + width, y + height))
        return _Seen(self.matrix, self.clip.common(_box(through)))

    @property
    def scale(self) -> float:
        """How much larger than it is in its own space a thing is on the page."""
        area = self.matrix.a * self.matrix.d - self.matrix.b * self.matrix.c
        return sqrt(abs(area)) * POINTS_PER_MM

    def window(self) -> Box:
        """What is seen, in mm of the space that is drawn in."""
        back = self.matrix.inverse() @ _in_mm(1.0)
        return _box(back.transform(Rectangle(*self.clip)))


def _drawn(content: Object | Page, seen: _Seen) -> Iterator[tuple[str, _Seen]]:
    """The names of the forms and images that a content stream draws, and how they are seen."""
    kept: list[_Seen] = []
    path: list[Any] = []
    clips = False
    for step in parse_content_stream(content, _PLACING):
        operator, operands = str(step.operator), step.operands
        if operator == "q":
            kept.append(seen)
        elif operator == "Q":
            seen = kept.pop() if kept else seen
        elif operator == "cm":
            seen = seen.within(_matrix(operands))
        elif operator in ("re", "m"):
            path.append(operands if operator == "re" else None)
        elif operator in ("W", "W*"):
            clips = True
        elif operator == "Do":
            yield str(operands[0]), seen
        else:  # the path is painted, and done with
            seen = seen.clipped(path) if clips else seen
            clips, path = False, []


def _is_bare(resources: Object, nothing: Object, known: dict[tuple[int, int], bool]) -> bool:
    """Whether these have no letters and no images to draw; pages that share them are one."""
    if resources.is_indirect and resources.objgen in known:
        return known[resources.objgen]
    drawn = entry(resources, Name.XObject).values()
    alone = all(isinstance(one, Stream) and one.objgen == nothing.objgen for one in drawn)
    bare = alone and not len(entry(resources, Name.Font))
    if resources.is_indirect:
        known[resources.objgen] = bare
    return bare


def _forms(resources: Object) -> Iterator[tuple[str, Object]]:
    for name, one in entry(resources, Name.XObject).items():
        if isinstance(one, Stream) and one.get(Name.Subtype) == Name.Form:
            yield name, one


def _matrix(figures: Any) -> Matrix:
    """Six figures as a matrix, or the one that changes nothing."""
    if figures is None or len(figures) != 6:
        return Matrix()
    return Matrix(*(float(figure) for figure in figures))


def _in_mm(unit: float) -> Matrix:
    """From units of so many points to mm."""
    return Matrix().scaled(unit / POINTS_PER_MM, unit / POINTS_PER_MM)


def _box(rectangle: Rectangle) -> Box:
    return Box(rectangle.llx, rectangle.lly, rectangle.urx, rectangle.ury)
