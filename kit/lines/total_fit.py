"""Breaks a text into lines by total fit: of all ways to break it, the one with the most even."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kit.core.spelling import SOFT_HYPHEN

# How uneven lines are is the sum of the squares of what each is short of the measure, as shares of
# it. A line may be so much worse by that sum before it ends in a word that belongs to what follows:
# a word of three letters or fewer, such as «og», «i», «som», «the»; or in a sign such as «–».
AFTER_SMALL_WORD, AFTER_SIGN = 0.02, 0.2
_SMALL_WORD = re.compile(r"[^\W\d_]{1,3}")
_SIGNS = frozenset("–—-·&+=×/|")
# What is printed where a line ends within a word; as hyphenate-character in base.css.
HYPHEN = "-"
# A number, and how the word begins that is read with it: «24 personer», «10 mm», «50 %».
_NUMBER, _UNIT = re.compile(r"[(«]?[\d.,:–-]*\d[.,:]?"), re.compile(r"[^\W_]|[%‰°€$£]")
# The last line of a running text may be short, but not shorter than this share of the measure.
_LEAST_LAST = 1 / 3
# Typesetter and reckoning may differ by a hair.
_HAIR = 1e-4
# A text of more letters is left to the typesetter: to compare all ways to break it takes too long.
LONGEST = 2_000


@dataclass(frozen=True)
class _Unbroken:
    """What no line ends within: a word, or a part of one that is wider than a line.

    `space` is in mm, before it if it does not begin a line; `hyphen` what is printed after it if it
    ends one. `penalty` is what it costs to end a line with it.
    """

    text: str
    width: float
    space: float
    hyphen: str = ""
    within: bool = False
    penalty: float = 0.0


# What a way to break the text up to some part costs; less is better: lines that end within a word,
# lines, and how uneven they are.
_Cost = tuple[int, int, float]


def broken(
    text: str, width: Callable[[str], float], measure: float, *, running: bool = False
) -> tuple[str, ...] | None:
    """The lines of a text in a `measure` in mm; None where a part is wider, or it is no short text.

    `width` tells how wide a text is, in mm. A word is broken only where it is wider than a line, at
    its marked joints or after a hyphen or stroke, and as few times as can be. Of such ways it is
    one of the fewest lines, and of these the most even. The last line of a `running` text may be
    shorter, by up to two thirds.
    """
    if len(text) > LONGEST:
        return None
    limit = measure * (1 - _HAIR)
    parts = _unbroken(text, width, limit)
    if any(part.width > limit for part in parts):
        return None
    return tuple(
        _line_text(parts[start:end], last=end == len(parts))
        for start, end in _best_lines(parts, width, limit, running=running)
    )


def _best_lines(
    parts: Sequence[_Unbroken], width: Callable[[str], float], limit: float, *, running: bool
) -> list[tuple[int, int]]:
    """From which part to before which each line goes, in the best way there is."""
    # The best way to break the text up to each part, and the part that its last line begins with.
    costs: list[_Cost] = [(0, 0, 0.0)]
    begins = [0]
    for end in range(1, len(parts) + 1):
        is_last = end == len(parts)
        penalty, within = (0.0, 0) if is_last else (parts[end - 1].penalty, parts[end - 1].within)
        best: _Cost | None = None
        for start, used in _lines_to(parts, end, limit, width):
            uneven = (1 - used / limit) ** 2
            if is_last and running and used >= limit * _LEAST_LAST and end - start > 1:
                uneven = 0.0
            before = costs[start]
            cost = before[0] + within, before[1] + 1, before[2] + uneven + penalty
            if best is None or cost < best:
                best, begin = cost, start
        assert best is not None
        costs.append(best)
        begins.append(begin)
    lines = []
    end = len(parts)
    while end:
        lines.append((begins[end], end))
        end = begins[end]
    return lines[::-1]


def unevenness(widths: Sequence[float], measure: float) -> float:
    """How uneven lines of these widths are: 0 where all are full."""
    return sum((1 - width / measure) ** 2 for width in widths)


def _lines_to(
    parts: Sequence[_Unbroken], end: int, limit: float, width: Callable[[str], float]
) -> list[tuple[int, float]]:
    """From which parts a line may begin that ends before `end`, and how wide it then is, in mm."""
    last = parts[end - 1]
    used = width(last.hyphen) if last.hyphen and end < len(parts) else 0.0
    found = []
    for start in range(end - 1, -1, -1):
        used += parts[start].width
        # A single part is always taken: with its hyphen it may be wider by that.
        if used > limit and start < end - 1:
            break
        found.append((start, used))
        used += parts[start].space
    return found


def _unbroken(text: str, width: Callable[[str], float], limit: float) -> list[_Unbroken]:
    space = width(" ")
    parts: list[_Unbroken] = []
    for word in _words(text, lambda bound: width(bound) <= limit):
        wide = width(word)
        if wide <= limit:
            parts.append(_Unbroken(word, wide, space, penalty=_penalty(word)))
            continue
        pieces = re.split(f"(?<={SOFT_HYPHEN})|(?<=[^\\W\\d]-)(?=\\w)|(?<=\\w/)(?=\\w)", word)
        for number, piece in enumerate(pieces):
            hyphen = HYPHEN if piece.endswith(SOFT_HYPHEN) else ""
            before = space if number == 0 else 0.0
            parts.append(_Unbroken(piece, width(piece), before, hyphen, within=True))
        parts[-1] = replace(parts[-1], within=False, penalty=_penalty(word))
    return parts


def _words(text: str, has_room: Callable[[str], bool]) -> list[str]:
    """The words of a text; a number and the word that it counts are one, if a line holds both."""
    words: list[str] = []
    for word in re.split("[ \n\t]+", text.strip(" \n\t")):
        bound = f"{words[-1]}\u00a0{word}" if words else ""
        if words and _NUMBER.fullmatch(words[-1]) and _UNIT.match(word) and has_room(bound):
            words[-1] = bound
        else:
            words.append(word)
    return words


def _penalty(word: str) -> float:
    if word in _SIGNS:
        return AFTER_SIGN
    return AFTER_SMALL_WORD if _SMALL_WORD.fullmatch(word.lstrip("«(")) else 0.0


def _line_text(parts: Sequence[_Unbroken], *, last: bool) -> str:
    first, *others = parts
    text = first.text + "".join((" " if part.space else "") + part.text for part in others)
    return text if last else text.rstrip(SOFT_HYPHEN) + parts[-1].hyphen
