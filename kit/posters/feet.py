"""The foot of a poster: questions to reflect on or, where an area has none, lines to write on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kit.lines.measure import Typefaces
from kit.posters.type_scale import GOOD_QUESTION, QUESTION_LEADING, TypeScale, alike, high, largest
from kit.session.selection import ChosenArea

# Of what a foot is made; `none` leaves its room to the values.
Kind = Literal["questions", "notes", "none"]

# In mm: the rule and the label of a foot, a row of aspects, and how high questions stand at most.
_LABEL, _ROW_OF_ASPECTS, _HIGHEST, _HIGHEST_BESIDE_MANY = 18.0, 9.5, 48.0, 38.0
# In mm: between two questions.
_BETWEEN = 1.6
# More values than these leave less room below them.
MANY = 12
# In pt and mm: aspects are labels, with room around each; beside the label, or in rows below it.
_ASPECT, _AROUND_ASPECT, _BESIDE_LABEL, _ASPECTS_IN_ROW = 15.0, 12.0, 190.0, 230.0
# Lines to write on, and how high a foot of them is at least, in mm; how far above its end they end.
_LINES, _LEAST_NOTES, _BELOW_LINES = 3, 58.0, 4.0
# Feet up to here are all as high as the highest of them, so that their rules are on one line.
_HIGHEST_ALIKE = 68.0


@dataclass(frozen=True)
class Foot:
    """What stands below the values: its height from its rule on, in mm; its questions, in pt.

    It may be higher than it has to be, to begin where those of other posters do.
    """

    kind: Kind
    height: float
    least_height: float
    questions: tuple[str, ...] = ()
    size: float = 0.0
    aspects: tuple[str, ...] = ()
    rows_of_aspects: int = 0
    lines: tuple[float, ...] = ()


_NONE = Foot("none", 0.0, 0.0)


def feet(
    areas: Sequence[ChosenArea], width: float, scale: TypeScale, fit: Typefaces
) -> tuple[tuple[Foot, ...], ...]:
    """What may be the foot of each area's poster, the best first; their questions alike in size.

    Reflection questions stand on a poster in any case. Those in an area's running text, and lines
    for notes, are there if the values leave room for them.
    """
    questions = [_questions(area) for area in areas]
    own = [
        _question_size(asked, area, width, scale, fit)
        for asked, area in zip(questions, areas, strict=True)
    ]
    sizes = iter(alike([size for size in own if size], GOOD_QUESTION))
    asking = [
        _asking(asked, next(sizes), area, width, fit) if asked else None
        for area, asked in zip(areas, questions, strict=True)
    ]
    heights = [foot.height for foot in asking if foot]
    height = max((one for one in heights if one <= _HIGHEST_ALIKE), default=_LEAST_NOTES)
    notes = _notes(max(height, _LEAST_NOTES))
    found = []
    for area, foot in zip(areas, asking, strict=True):
        made = (replace(foot, height=max(height, foot.height)),) if foot else ()
        found.append(made if area.reflection else (*made, notes, _NONE))
    return tuple(found)


def _notes(height: float) -> Foot:
    """Lines to write on, down to the height of a foot."""
    last = height - _BELOW_LINES
    apart = (last - _LABEL / 2) / _LINES
    return Foot(
        "notes", height, height, lines=tuple(last - apart * n for n in reversed(range(_LINES)))
    )


def _questions(area: ChosenArea) -> tuple[str, ...]:
    if area.reflection:
        return tuple(one.question for one in area.reflection.questions)
    return tuple(one.text for one in area.text_questions)


def _question_size(
    asked: Sequence[str], area: ChosenArea, width: float, scale: TypeScale, fit: Typefaces
) -> float:
    """The largest size in which the questions of an area find room; 0 where it has none."""
    if not asked:
        return 0.0
    most = _HIGHEST_BESIDE_MANY if len(area.values) > MANY else _HIGHEST
    return largest(
        scale.questions, (_height(asked, size, width, fit) <= most for size in scale.questions)
    )


def _height(asked: Sequence[str], size: float, width: float, fit: Typefaces) -> float:
    lines = sum(fit.lines(one, "quote", size, width) for one in asked)
    return high(lines, size, QUESTION_LEADING) + _BETWEEN * (len(asked) - 1)


def _asking(
    asked: tuple[str, ...], size: float, area: ChosenArea, width: float, fit: Typefaces
) -> Foot:
    aspects = area.aspects if area.reflection else ()
    across = sum(fit.width(one, "label", _ASPECT) + _AROUND_ASPECT for one in aspects)
    rows = 0 if across <= _BESIDE_LABEL else int(-(-across // _ASPECTS_IN_ROW)) + 1
    height = _LABEL + rows * _ROW_OF_ASPECTS + _height(asked, size, width, fit)
    return Foot("questions", height, height, asked, size, aspects, rows)
