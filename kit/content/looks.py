"""The look of a pack: the colours of its areas, its motifs and its logo."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kit.core.messages import Message
from kit.core.wording import joined

# The side of the square in which motifs are drawn.
SIDE = 100.0

# By the design: what text, and what a line that says something, stand out by (WCAG 2.2).
LEAST_TEXT, LEAST_LINE = 4.5, 3.0
# How far a tint may stand out from the paper, so that running text on it has its 7 : 1.
MOST_TINT = 1.2
# What is not printed upon, and what is in all inks.
_WHITE, _BLACK = "#" + "ff" * 3, "#" + "00" * 3
# How much of the accent there is in a tint, and in the mid of a motif.
_IN_TINT, _IN_MID = 0.1, 0.45
_STEP = 0.005


class MotifError(Exception):
    """Raised for a motif that cannot be drawn.

    `told`, a Message, says what is wrong and what to do; it begins with a verb, behind the file.
    """

    def __init__(self, told: str) -> None:
        self.told = told
        super().__init__(told)

    def told_of(self, file: str) -> str:
        """What is told of a file of this name."""
        return joined([file, self.told], " ")


@dataclass(frozen=True)
class Shape:
    """The data of a path in the square, drawn as an area, as a line, or as both.

    `even_odd` is whether the area has holes where the path surrounds a point twice.
    """

    path: str
    filled: bool
    lined: bool
    even_odd: bool = False


@dataclass(frozen=True)
class Motif:
    """Shapes in the square. `title` is what the file calls itself."""

    shapes: tuple[Shape, ...]
    title: str = ""


@dataclass(frozen=True)
class Palette:
    """Colours as tokens.css names them, each as # and six hexadecimal signs in lower case."""

    accent: str
    tint: str
    mid: str
    line: str

    @property
    def tokens(self) -> Mapping[str, str]:
        """The colours by their names."""
        return {"accent": self.accent, "tint": self.tint, "mid": self.mid, "line": self.line}

    @property
    def spared(self) -> Mapping[str, str]:
        """The colours to save ink: grounds stay white, and motifs stand out without them."""
        mid = _towards(self.accent, self.mid, lambda c: contrast(c, _WHITE) >= LEAST_LINE)
        return {"accent": self.accent, "mid": mid, "line": self.line}

    def faults(self) -> Iterator[tuple[str, str]]:
        """Pairs of these colours that cannot be read: the key at fault, and what to do about it."""
        if contrast(self.tint, _WHITE) > MOST_TINT:
            dark = Message(
                "{colour} is too dark for text upon it: choose one nearer to white",
                colour=self.tint,
            )
            yield "tint", dark
        elif min(contrast(self.accent, _WHITE), contrast(self.accent, self.tint)) < LEAST_TEXT:
            pale = Message(
                "{colour} is too light to be read on paper: choose a darker one, such as {darker}",
                colour=self.accent,
                darker=readable(self.accent),
            )
            yield "colour", pale
        elif contrast(self.line, self.tint) < LEAST_LINE:
            faint = Message(
                "{colour} is too light to be seen as a line: choose a darker one", colour=self.line
            )
            yield "line", faint


def palette_of(
    accent: str, tint: str | None = None, mid: str | None = None, line: str | None = None
) -> Palette:
    """The palette of an accent colour: what is not given follows from the accent.

    The tint is as strong as text upon it lets it be, the line as light as it may be to be seen.
    """
    shares = (_IN_TINT - _STEP * step for step in range(round(_IN_TINT / _STEP)))
    tints = (mixed(_WHITE, accent, share) for share in shares)
    fits = (
        one
        for one in tints
        if contrast(one, _WHITE) <= MOST_TINT and contrast(accent, one) >= LEAST_TEXT
    )
    under = tint or next(fits, _WHITE)
    motif = mid or mixed(_WHITE, accent, _IN_MID)
    seen = line or _towards(accent, motif, lambda one: contrast(one, under) >= LEAST_LINE)
    return Palette(accent, under, motif, seen)


def readable(accent: str) -> str:
    """The colour itself or, where it is too light for text, the lightest darker one that is not."""
    return _towards(_BLACK, accent, lambda one: contrast(one, palette_of(one).tint) >= LEAST_TEXT)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.2: 1 for equal ones, 21 for black and white."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """One colour with a share of another, from 0 to 1."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _towards(end: str, begin: str, good: Callable[[str], bool]) -> str:
    """The first colour on the way from one to another that is good, or the other itself."""
    steps = (mixed(begin, end, _STEP * step) for step in range(round(1 / _STEP) + 1))
    return next((one for one in steps if good(one)), end)


def _luminance(colour: str) -> float:
    parts = [one / 255 for one in bytes.fromhex(colour[1:])]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(share * one for share, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@dataclass(frozen=True)
class Looks:
    """The look of a pack: palettes and motifs by the numbers of its areas, and its logo's path."""

    palettes: Mapping[int, Palette] = field(default_factory=dict)
    motifs: Mapping[int, Motif] = field(default_factory=dict)
    logo: Path | None = None

    @property
    def told(self) -> str:
        """A text that tells colours and motifs apart; empty where a pack has none of its own."""
        drawn = (sorted(self.palettes.items()), sorted(self.motifs.items()))
        return repr(drawn) if any(drawn) else ""


# Of a pack that has no looks.yaml.
NO_LOOKS = Looks()
