"""Read the boxes of a page, such as its size and where it is cut, and what is wrong in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from pikepdf import Array, Name, Object

from kit.core.messages import Message
from kit.core.rect import Rect
from kit.pdf.face_marks import read_box

MEDIA = "MediaBox"
_OTHERS = ("CropBox", "BleedBox", "TrimBox")
# In mm. No paper is larger than this, nor so small; nor is the unit of a page so many points.
_LARGEST, _SMALLEST = 100_000.0, 0.1
_LARGEST_UNIT = 10_000.0


@dataclass(frozen=True)
class PageBoxes:
    """The boxes of a page that can be read, in mm; the points of its unit; what is wrong in it."""

    boxes: Mapping[str, Rect]
    unit: float
    wrong: tuple[str, ...]


def read_boxes(page: Object, size: Object | None) -> PageBoxes:
    """The boxes of a page; `size` is its MediaBox as it stands in the file, whatever it is."""
    unit = read_unit(page)
    wrong: list[str] = []
    if unit is None:
        wrong.append(
            Message("its scale (UserUnit) is no figure above 0 that makes sense: export it anew")
        )
    boxes: dict[str, Rect] = {}
    media, why = _media(size, unit or 1.0)
    if media is None:
        wrong.append(why)
    else:
        boxes[MEDIA] = media
    for name in _OTHERS:
        edges = page.get(f"/{name}")
        box = read_box(edges, unit or 1.0)
        if box is not None:
            boxes[name] = box
        elif edges is not None:
            wrong.append(Message("its {box} is not four figures: export it anew", box=name))
    return PageBoxes(boxes, unit or 1.0, tuple(wrong))


def read_unit(page: Object) -> float | None:
    """How many points one unit of a page is; None where what it says makes no sense."""
    told: Any = page.get(Name.UserUnit, 1)
    try:
        unit = float(told)
    except (TypeError, ValueError, OverflowError):
        return None
    return unit if isfinite(unit) and 0 < unit <= _LARGEST_UNIT else None


def _media(size: Object | None, unit: float) -> tuple[Rect | None, str]:
    """The size of a page, or why it has none, and what to do."""
    if size is None:
        return None, Message("it has no size (no MediaBox): make the file anew")
    box = read_box(size, unit)
    if box is None:
        if isinstance(size, Array) and len(size) == 4:
            return None, Message(
                "its size (MediaBox) is not four usable figures: make the file anew"
            )
        return None, Message("its size (MediaBox) is not four figures: make the file anew")
    if min(box.width, box.height) < _SMALLEST:
        return None, Message("its size (MediaBox) is nothing: make the file anew")
    if max(box.width, box.height) > _LARGEST:
        return None, Message(
            "its size (MediaBox) is more than {most:g} m: make the file anew", most=_LARGEST / 1000
        )
    return box, ""
