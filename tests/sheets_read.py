"""Finished sheets read back: which face lies where, by the matrices of their content streams."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pytest

from kit.core.rect import Rect
from kit.core.sizes import POINTS_PER_MM, Size
from kit.typesetting.weasy import Typeset


@dataclass(frozen=True)
class Drawn:
    """A face as a page draws it: its form and what that holds, where it lies in mm, its turn."""

    form: tuple[int, int]
    content: bytes
    box: Rect
    turn: int
    clip: Rect

    def trim(self, bleed: float) -> Rect:
        return self.box.grown(-bleed)


def operations(page: pikepdf.Page) -> Iterator[tuple[list[Any], str]]:
    """The page's content stream: each operator with its operands."""
    for step in pikepdf.parse_content_stream(page):
        assert isinstance(step, pikepdf.ContentStreamInstruction)
        yield list(step.operands), str(step.operator)


def drawn(page: pikepdf.Page) -> Iterator[Drawn]:
    """Every form that the page draws."""
    height = float(page.mediabox[3])
    forms = page.obj.Resources.XObject
    matrix, clip = [pikepdf.Matrix()], Rect(0, 0, 0, 0)
    for operands, operator in operations(page):
        if operator == "q":
            matrix.append(matrix[-1])
        elif operator == "Q":
            matrix.pop()
        elif operator == "cm":
            matrix[-1] = pikepdf.Matrix(*(float(one) for one in operands)) @ matrix[-1]
        elif operator == "re":
            x, y, width, high = (float(one) for one in operands)
            clip = _box([(x, y), (x + width, y + high)], height)
        elif operator == "Do":
            form = forms[str(operands[0])]
            left, bottom, right, top = (float(edge) for edge in form.BBox)
            corners = [matrix[-1].transform(at) for at in ((left, bottom), (right, top))]
            turn = {(1, 0): 0, (0, -1): 90, (-1, 0): 180}[
                (round(matrix[-1].a), round(matrix[-1].b))
            ]
            yield Drawn(form.objgen, form.read_bytes(), _box(corners, height), turn, clip)


def _box(corners: list[tuple[float, float]], height: float) -> Rect:
    """Two corners in points from the lower left as a rectangle in mm from the upper left."""
    (x1, y1), (x2, y2) = corners
    left, top = min(x1, x2), height - max(y1, y2)
    return Rect(
        left / POINTS_PER_MM,
        top / POINTS_PER_MM,
        abs(x1 - x2) / POINTS_PER_MM,
        abs(y1 - y2) / POINTS_PER_MM,
    )


def boxes(page: pikepdf.Page) -> dict[str, list[float]]:
    """The boxes of a page in mm: left, bottom, right, top."""
    return {
        name: [round(float(edge) / POINTS_PER_MM, 3) for edge in page.obj[name]]
        for name in ("/MediaBox", "/TrimBox", "/BleedBox", "/CropBox")
        if name in page.obj
    }


def near(rect: Rect, other: Rect, to: float = 0.01) -> bool:
    """Whether two rectangles are one, to the hundredth of a millimetre."""
    both = zip(
        (rect.left, rect.top, rect.width, rect.height),
        (other.left, other.top, other.width, other.height),
        strict=True,
    )
    return all(one == pytest.approx(two, abs=to) for one, two in both)


def plain_faces(names: list[str], size: Size, bleed: float) -> Typeset:
    """Faces that hold their own name as a comment: grey, the trim's upper left quarter black."""
    pdf = pikepdf.new()
    mm = POINTS_PER_MM
    for name in names:
        width, height = size.width * mm, size.height * mm
        b = bleed * mm
        page = pdf.add_blank_page(page_size=(width, height))
        page.mediabox = pikepdf.Rectangle(-b, -b, width + b, height + b)
        page.trimbox = pikepdf.Rectangle(0, 0, width, height)
        grey = f"0.5 g {-b} {-b} {width + 2 * b} {height + 2 * b} re f"
        black = f"0 g 0 {height / 2} {width / 2} {height / 2} re f"
        page.contents_add(f"%{name}\n{grey} {black}".encode())
    written = io.BytesIO()
    pdf.save(written)
    return Typeset(written.getvalue(), {name: (n,) for n, name in enumerate(names)}, len(names))


def name_of(one: Drawn) -> str:
    """The name that a plain face holds."""
    return one.content.split(b"%")[1].split(b"\n")[0].decode()
