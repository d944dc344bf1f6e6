"""The head of a poster: its title in as few lines as hold it, the motif in what room is left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kit.lines.measure import Typefaces
from kit.posters.type_scale import (
    GOOD_LEAD,
    GOOD_TITLE,
    LEAD_LEADING,
    TITLE_LEADING,
    TypeScale,
    alike,
    high,
    largest,
    narrowest,
)

# In mm: the margin beside all texts of a poster, and how wide the title and the lead may be. Beside
# the widest title there is room for a motif that is seen as what it is.
MARGIN, _TITLE, _LEAD = 20.0, 210.0, 190.0
# In mm from the top: where the label of the area stands, and how far below it the title begins.
_TOP, _LABEL, _ABOVE_LEAD, _BELOW = 15.0, 10.8, 4.5, 15.3
# A title is set in two lines if they hold it; where they do not, it may be as high as this, in mm.
_LINES, _HIGHEST_TITLE, _HIGHEST_LEAD, _LOWEST_HEAD, _HIGHEST_HEAD = 2, 67.0, 30.0, 84.0, 125.0
# In mm: a lead that is higher runs out of its place and is told of, for it leaves the values none.
_ROOM_OF_LEAD = 200.0
# The motif: as wide as this at most; how far off the title and the right edge, in mm.
_MOTIF, _OFF_TITLE, _OFF_EDGE = 62.0, 7.0, 17.0


@dataclass(frozen=True)
class PlacedMotif:
    """Where the motif stands, in mm from the upper left corner."""

    left: float
    top: float
    size: float


@dataclass(frozen=True)
class Head:
    """The head of a poster: sizes in pt; the measures of its texts and its own height in mm."""

    title: float
    title_measure: float
    lead: float
    lead_measure: float
    height: float
    least_height: float
    motif: PlacedMotif

    def at_least(self, width: float) -> "Head":
        """The same no higher than it has to be, on a poster `width` mm wide."""
        height = self.least_height
        motif = _motif(MARGIN + self.title_measure, width, height)
        return replace(self, height=height, motif=motif)


def heads(
    texts: Sequence[tuple[str, str | None]], width: float, scale: TypeScale, fit: Typefaces
) -> tuple[Head, ...]:
    """The heads of all posters of a kit, which are `width` mm wide, alike in type and height.

    The texts are the title and the lead of each.
    """
    titles = alike([_title_size(title, scale, fit) for title, _ in texts], GOOD_TITLE)
    leads = alike([_lead_size(lead or "", scale, fit) for _, lead in texts], GOOD_LEAD)
    needs = [
        _height(title, lead or "", title_size, lead_size, fit)
        for (title, lead), title_size, lead_size in zip(texts, titles, leads, strict=True)
    ]
    shared = max((need for need in needs if need <= _HIGHEST_HEAD), default=0.0)
    found = []
    for (title, lead), title_size, lead_size, need in zip(texts, titles, leads, needs, strict=True):
        measure = narrowest(fit, title, "name", title_size, _TITLE)
        height = max(shared, need)
        found.append(
            Head(
                title_size,
                measure,
                lead_size,
                narrowest(fit, lead, "text", lead_size, _LEAD) if lead else _LEAD,
                height,
                need,
                _motif(MARGIN + measure, width, height),
            )
        )
    return tuple(found)


def _title_size(title: str, scale: TypeScale, fit: Typefaces) -> float:
    """The largest size in which two lines hold a title; if none does, more lines may."""

    def fits(size: float, most: float) -> bool:
        lines = fit.lines(title, "name", size, _TITLE)
        return lines <= most and fit.widest(title, "name", size) <= _TITLE

    in_two = [fits(size, _LINES) for size in scale.titles]
    if any(in_two):
        return largest(scale.titles, in_two)
    line_heights = (high(1, size, TITLE_LEADING) for size in scale.titles)
    most = (_HIGHEST_TITLE / one for one in line_heights)
    return largest(scale.titles, map(fits, scale.titles, most))


def _lead_size(lead: str, scale: TypeScale, fit: Typefaces) -> float:
    heights = (
        high(fit.lines(lead, "text", size, _LEAD), size, LEAD_LEADING) for size in scale.leads
    )
    return largest(scale.leads, (height <= _HIGHEST_LEAD for height in heights))


def _height(title: str, lead: str, title_size: float, lead_size: float, fit: Typefaces) -> float:
    height = _TOP + _LABEL + _BELOW
    height += high(fit.lines(title, "name", title_size, _TITLE), title_size, TITLE_LEADING)
    if lead:
        height += _ABOVE_LEAD
        lines = fit.lines(lead, "text", lead_size, _LEAD)
        height += min(high(lines, lead_size, LEAD_LEADING), _ROOM_OF_LEAD)
    return max(height, _LOWEST_HEAD)


def _motif(title_ends: float, width: float, height: float) -> PlacedMotif:
    """The motif, whole, in the room beside the title; cut off by the edge it would be a fault."""
    right = width - _OFF_EDGE
    size = min(right - title_ends - _OFF_TITLE, _MOTIF)
    return PlacedMotif(right - size, (height - size) / 2 + 2, size)
