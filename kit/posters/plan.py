"""All posters of a kit planned together, so that they are of one scale: begin to read here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from kit.core.sizes import Size
from kit.lines.measure import Typefaces
from kit.posters.clear_join import Span, clearest
from kit.posters.feet import Foot, feet
from kit.posters.head import MARGIN, Head, heads
from kit.posters.names import Names, names_of
from kit.posters.pyramid import Pyramid, pyramid_of
from kit.posters.rows import Room, Rows, largest_type, rows_of
from kit.posters.type_scale import GOOD_NAME, Type, TypeScale, alike
from kit.session.selection import ChosenArea, ChosenValue

# Of more values there is no room for what they mean; their cards tell it.
_MOST_WITH_DEFINITIONS = 20
# In mm: between head and values; how wide a pyramid is alone.
_BELOW_HEAD, _PYRAMID_ALONE = 12.0, 213.0
# In mm: how wide a pyramid is with values to the right of it, and how far off they are.
_PYRAMID, _BESIDE_PYRAMID = 114.0, 12.0
# In mm: rows nearer to each other than this begin to run together. The foot of their poster is as
# low as it can be, though it then begins below those of the others.
_TIGHT = 6.0
# From here on names are large enough to be read from some metres with what may stand below them.
_GOOD_WITH_FOOT = 26.0


@dataclass(frozen=True)
class Paper:
    """What posters are drawn on, in mm: their size, and where what stands above the sender ends."""

    width: float
    height: float
    end: float
    scale: TypeScale


@dataclass(frozen=True)
class Poster:
    """One poster: its head, its foot, and between them values in rows, as a pyramid, or as names.

    Of an area with a figure whose layers are not all of its values, `others` stand beside it.
    """

    head: Head
    foot: Foot
    foot_top: float
    rows: Rows | None = None
    names: Names | None = None
    pyramid: Pyramid | None = None
    others: tuple[ChosenValue, ...] = ()

    @property
    def spans(self) -> Iterator[Span]:
        """From where to where down the poster there are letters of values; not of names alone."""
        yield from self.rows.spans if self.rows else ()
        yield from self.pyramid.spans if self.pyramid else ()


class PosterPlans:
    """Plans posters; those of one kit are asked for one after the other, and planned once."""

    def __init__(self, fit: Typefaces) -> None:
        self._fit = fit
        self._planned: tuple[object, tuple[Poster, ...]] = (None, ())

    def poster(
        self,
        area: ChosenArea,
        areas: Sequence[ChosenArea],
        size: Size,
        end: float,
        least: tuple[float, float],
    ) -> Poster:
        """The poster of one of the areas of a kit, of this size in mm.

        All that stands above the line of the sender ends at `end`. No name is smaller than the
        first of the `least` sizes in pt, no text smaller than the other.
        """
        asked = (tuple(areas), Paper(size.width, size.height, end, TypeScale(*least)))
        if self._planned[0] != asked:
            self._planned = (asked, planned(*asked, self._fit))
        return self._planned[1][list(areas).index(area)]


def planned(areas: Sequence[ChosenArea], paper: Paper, fit: Typefaces) -> tuple[Poster, ...]:
    """The posters of all areas of a kit, in one scale of type as far as each has room for that."""
    texts = [(area.title, area.lead) for area in areas]
    inner = paper.width - 2 * MARGIN
    bare = [
        _without_values(area, head, some, paper, fit)
        for area, head, some in zip(
            areas,
            heads(texts, paper.width, paper.scale, fit),
            feet(areas, inner, paper.scale, fit),
            strict=True,
        )
    ]
    own = [size for _, size in bare]
    with_definitions = [size for size in own if size]
    sizes = iter(alike(with_definitions, GOOD_NAME))
    return tuple(
        _with_values(area, poster, next(sizes) if size else 0.0, paper, fit)
        for area, (poster, size) in zip(areas, bare, strict=True)
    )


def _without_values(
    area: ChosenArea, head: Head, some: Sequence[Foot], paper: Paper, fit: Typefaces
) -> tuple[Poster, float]:
    """A poster without its values, and their largest size in pt: see _largest_size.

    One that is crowded has a head and a foot of its own, no higher than they have to be.
    """
    best = _with_best_foot(area, head, some, paper, fit)
    if best[1] >= GOOD_NAME:
        return best
    low = [replace(foot, height=foot.least_height) for foot in some]
    return _with_best_foot(area, head.at_least(paper.width), low, paper, fit)


def _with_best_foot(
    area: ChosenArea, head: Head, some: Sequence[Foot], paper: Paper, fit: Typefaces
) -> tuple[Poster, float]:
    """A poster with the best foot that leaves room for its values, and their largest size."""
    for foot in some:
        poster = Poster(head, foot, paper.end - foot.height)
        size = _largest_size(area, poster, paper, fit)
        if size >= _GOOD_WITH_FOOT:
            break
    return poster, size


def _largest_size(area: ChosenArea, poster: Poster, paper: Paper, fit: Typefaces) -> float:
    """The largest size of names in which a poster holds its values, or 0 for names alone."""
    if len(area.values) > _MOST_WITH_DEFINITIONS:
        return 0.0
    values = _others(area)
    if not values:
        return paper.scale.values[-1].name
    beside = bool(area.layers)
    room = _room(poster, paper, beside=beside)
    return largest_type(_names_and_definitions(values), room, paper.scale, fit, 1 if beside else 0)


def _with_values(
    area: ChosenArea, poster: Poster, size: float, paper: Paper, fit: Typefaces
) -> Poster:
    """The poster with its values, their names in this size."""
    if not size:
        names = [value.name for value in area.values]
        return replace(poster, names=names_of(names, _room(poster, paper), paper.scale, fit))
    type_ = next(one for one in reversed(paper.scale.values) if one.name == size)
    if area.layers:
        return _with_pyramid(area, poster, type_, paper, fit)
    made = _with_rows(area, poster, type_, paper, fit)
    if made.rows and not made.rows.pitches and made.rows.gap < _TIGHT:
        foot = replace(poster.foot, height=poster.foot.least_height)
        lower = replace(poster, foot=foot, foot_top=paper.end - foot.height)
        return _with_rows(area, lower, type_, paper, fit)
    return made


def _with_rows(
    area: ChosenArea, poster: Poster, type_: Type, paper: Paper, fit: Typefaces
) -> Poster:
    """The poster with its values in rows of this type."""
    rows = rows_of(_names_and_definitions(area.values), type_, _room(poster, paper), fit)
    tries = (replace(poster, rows=one, others=area.values) for one in rows.moved)
    return clearest(tries, lambda one: one.spans, paper.height)


def _with_pyramid(
    area: ChosenArea, poster: Poster, type_: Type, paper: Paper, fit: Typefaces
) -> Poster:
    """The poster with a pyramid and, right of it, the values that are no layers."""
    others = _others(area)
    layers = _names_and_definitions(area.layers[::-1], numbered=True)
    caption = area.figure.caption if area.figure else None
    if not others:
        middle = (paper.width - _PYRAMID_ALONE) / 2
        room = replace(_room(poster, paper), left=middle, width=_PYRAMID_ALONE)
        alone = pyramid_of(layers, caption, type_.name, room, paper.scale, fit)
        lower = (replace(poster, pyramid=one) for one in alone.lower)
        return clearest(lower, lambda one: one.spans, paper.height)
    beside = _room(poster, paper, beside=True)
    pyramid = pyramid_of(
        layers, caption, type_.name, replace(beside, left=MARGIN, width=_PYRAMID), paper.scale, fit
    )
    rows = rows_of(_names_and_definitions(others), type_, beside, fit, columns=1)
    tries = (
        replace(poster, pyramid=one.beginning_at(two.room.top), rows=two, others=others)
        for one, two in product(pyramid.lower, rows.moved)
    )
    return clearest(tries, lambda one: one.spans, paper.height)


def _room(poster: Poster, paper: Paper, *, beside: bool = False) -> Room:
    """The room between head and foot; of two columns the right one, where values stand `beside`."""
    top = poster.head.height + _BELOW_HEAD
    whole = paper.width - 2 * MARGIN
    width = whole - _PYRAMID - _BESIDE_PYRAMID if beside else whole
    return Room(paper.width - MARGIN - width, top, width, poster.foot_top - top)


def _others(area: ChosenArea) -> tuple[ChosenValue, ...]:
    """The values that stand in rows: all, or those that are no layers of the figure."""
    return tuple(value for value in area.values if value not in area.layers)


def _names_and_definitions(
    values: Sequence[ChosenValue], *, numbered: bool = False
) -> list[tuple[str, str]]:
    """Names with their definitions; a layer has its number in line with its name."""
    return [
        (f"{value.number.split('.')[1]} {value.name}" if numbered else value.name, value.definition)
        for value in values
    ]
