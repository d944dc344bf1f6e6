"""Names alone, of values that are too many for their definitions: down one column after another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kit.core.sizes import POINTS_PER_MM
from kit.lines.measure import Typefaces
from kit.posters.rows import Columns, Room
from kit.posters.type_scale import Type, TypeScale, high

# In mm: between two names at most and at least.
_WIDEST_GAP, _LEAST_GAP = 8.0, 2.0
# In two columns stand so many names at most; and in em what a gap should be.
_TWO_COLUMNS, _GOOD_GAP = 36, 0.6


@dataclass(frozen=True)
class Names(Columns):
    """Names in columns of so many each, with the gap below each in mm."""

    between = 10.0

    each: int
    gap: float


def names_of(names: Sequence[str], room: Room, scale: TypeScale, fit: Typefaces) -> Names:
    """The names in the largest type that leaves gaps between them; else in the smallest."""
    columns = 2 if len(names) <= _TWO_COLUMNS else 3
    tried = [_in_type(names, type_, columns, room, fit) for type_ in scale.names]
    good = [one for one in tried if _find_room(names, one, fit)]
    return good[-1] if good else tried[0]


def _in_type(names: Sequence[str], type_: Type, columns: int, room: Room, fit: Typefaces) -> Names:
    each = -(-len(names) // columns)
    found = Names(room, type_, columns, each, _WIDEST_GAP)
    for slice_ in _slices(names, each):
        lines = sum(fit.lines(name, "name", type_.name, found.measure) for name in slice_)
        left = room.height - high(lines, type_.name, type_.name_leading)
        found = Names(room, type_, columns, each, min(found.gap, left / len(slice_)))
    return found


def _find_room(names: Sequence[str], found: Names, fit: Typefaces) -> bool:
    least = max(_LEAST_GAP, found.type.name * _GOOD_GAP / POINTS_PER_MM)
    size = found.type.name
    return found.gap > least and all(
        fit.widest(name, "name", size) <= found.measure for name in names
    )


def _slices(names: Sequence[str], each: int) -> Iterator[Sequence[str]]:
    for at in range(0, len(names), each):
        yield names[at : at + each]
