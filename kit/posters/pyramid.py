"""The figure of a poster: its values as layers of a pyramid, and what is said of it below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kit.lines.measure import Typefaces
from kit.posters.clear_join import Span
from kit.posters.rows import Room
from kit.posters.type_scale import LEAD_LEADING, Type, TypeScale, high, largest
from kit.posters.value_lines import ValueLines, fits, value_lines

# How wide its top is, as a share of its base; between layers, and around their text, in mm.
_NARROWEST, _SLIT, _AROUND = 0.54, 1.6, 1.0
# In mm: above the caption, what it takes at most, and what is left below it.
_ABOVE_CAPTION, _HIGHEST_CAPTION, _ABOVE_FOOT = 7.0, 42.0, 9.0
# A name takes no more lines in larger type.
_LINES_OF_NAME = 2
# To such shares layers may become lower for a join to go between their texts.
_SHARES = tuple(share / 100 for share in range(100, 83, -2))


@dataclass(frozen=True)
class Layer:
    """A layer: its outline as four corners, where its text stands, in mm of the figure."""

    left: float
    top: float
    measure: float
    height: float
    # Half as wide as its upper and lower edge.
    upper: float
    lower: float


@dataclass(frozen=True)
class Pyramid:
    """A pyramid of layers, the base last: their `pitch` in mm, their type, that of the caption."""

    room: Room
    type: Type
    texts: tuple[tuple[str, str], ...]
    pitch: float
    caption: float
    caption_height: float
    lines: tuple[ValueLines, ...] = ()

    @property
    def height(self) -> float:
        """How high the figure is, without its caption."""
        return self.pitch * len(self.texts)

    @property
    def above_caption(self) -> float:
        """How far below the figure its caption stands."""
        return _ABOVE_CAPTION

    @property
    def layers(self) -> Iterator[Layer]:
        """Its layers, the top first."""
        count, width = len(self.texts), self.room.width
        for place in range(count):
            upper, lower = place * self.pitch, (place + 1) * self.pitch - _SLIT
            measure = _measure(width, count, place)
            yield Layer(
                left=(width - measure) / 2,
                top=upper,
                measure=measure,
                height=self.pitch - _SLIT,
                upper=width / 2 * _share_of_base(upper / self.height) - 0.3,
                lower=width / 2 * _share_of_base(lower / self.height) - 0.3,
            )

    @property
    def spans(self) -> Iterator[Span]:
        """From where to where down the poster there are letters, and the caption."""
        for layer, lines in zip(self.layers, self.lines, strict=True):
            top = self.room.top + layer.top + (layer.height - lines.height) / 2
            yield from ((top + start, top + end) for start, end in lines.letters)
        if self.caption_height:
            end = self.room.top + self.height + self.caption_height
            yield end - self.caption_height + _ABOVE_CAPTION, end

    @property
    def highest(self) -> float:
        """How high the text of the layer stands that has most of it."""
        return max(one.height for one in self.lines)

    @property
    def lower(self) -> "Iterator[Pyramid]":
        """The same, and then with ever lower layers, as long as they hold their texts."""
        for share in _SHARES:
            made = replace(self, pitch=self.pitch * share)
            if share == 1 or made.holds_texts:
                yield made

    @property
    def holds_texts(self) -> bool:
        """Whether its layers are high enough for their texts."""
        return self.highest <= self.pitch - _SLIT - 2 * _AROUND

    def beginning_at(self, top: float) -> "Pyramid":
        """The same from a place on, in mm, so as to begin where what stands beside it does.

        If its layers would not hold their texts then, it stays where it is.
        """
        height = self.room.height - (top - self.room.top)
        most = (height - self.caption_height - _ABOVE_FOOT) / len(self.texts)
        room = replace(self.room, top=top, height=height)
        made = replace(self, room=room, pitch=min(self.pitch, most))
        return made if made.holds_texts else self


def pyramid_of(
    texts: Sequence[tuple[str, str]],
    caption: str | None,
    largest_name: float,
    room: Room,
    scale: TypeScale,
    fit: Typefaces,
) -> Pyramid:
    """The texts as layers, the top first, in the largest type up to a size of names in pt.

    Where no type lets each layer hold its text, it is the smallest.
    """
    size = largest(
        scale.captions,
        (_caption(caption, one, room, fit) <= _HIGHEST_CAPTION for one in scale.captions),
    )
    below = _caption(caption, size, room, fit)
    pitch = (room.height - below - _ABOVE_FOOT) / len(texts)
    found = Pyramid(room, scale.layers[0], tuple(texts), pitch, size, below)
    for type_ in scale.layers:
        tried = replace(found, type=type_, lines=tuple(_lines_of_layers(texts, type_, room, fit)))
        if type_ is scale.layers[0] or (type_.name <= largest_name and _holds(tried, fit)):
            best = tried
    return best


def _caption(caption: str | None, size: float, room: Room, fit: Typefaces) -> float:
    """How high a caption stands in this size, with the room above it, in mm."""
    if not caption:
        return 0.0
    return _ABOVE_CAPTION + high(fit.lines(caption, "text", size, room.width), size, LEAD_LEADING)


def _lines_of_layers(
    texts: Sequence[tuple[str, str]], type_: Type, room: Room, fit: Typefaces
) -> Iterator[ValueLines]:
    for place, (name, text) in enumerate(texts):
        yield value_lines(name, text, type_, _measure(room.width, len(texts), place), fit)


def _holds(tried: Pyramid, fit: Typefaces) -> bool:
    """Whether each layer holds its text, and its name in few lines."""
    return tried.holds_texts and all(
        fits(name, text, tried.type, layer.measure, fit)
        and fit.lines(name, "name", tried.type.name, layer.measure) <= _LINES_OF_NAME
        for (name, text), layer in zip(tried.texts, tried.layers, strict=True)
    )


def _measure(width: float, count: int, place: int) -> float:
    """How wide the text of a layer may be: as the layer is somewhat below its upper edge."""
    return width * _share_of_base((place + 0.25) / count) - 6


def _share_of_base(down: float) -> float:
    """How wide the pyramid is at a share of its height from the top, as a share of its base."""
    return _NARROWEST + (1 - _NARROWEST) * down
