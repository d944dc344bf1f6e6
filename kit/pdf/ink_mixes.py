"""Which colours are printed in black ink alone, and what becomes of the others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kit.pdf.colour_profile import OutputProfile
from kit.pdf.press import CMYK, RGB, press_of

if TYPE_CHECKING:
    from PIL.Image import Image

# What is printed in black alone: nothing for its own sake, what is neutral, what is dark and nearly
# neutral as well (text above all), or everything.
BlackAlone = Literal["nothing", "neutrals", "nearly black", "all"]
# As PDF has it: of one part from black to white, of the three of light, or of four inks.
Parts = tuple[float, ...]

SOLID_BLACK = CMYK(0, 0, 0, 1)

_STEP = 1 / 255
# In steps of a screen. Where red, green and blue lie no farther apart, and none is lighter, small
# type is black to the eye; in four inks, which never lie quite upon each other, it has coloured
# edges. Up to the last it is solid, for a tone of black is dots.
_NEARLY_NEUTRAL, _DARK, _DARKEST = 16 * _STEP, 96 * _STEP, 48 * _STEP
# What Pillow makes greys of colours with, and so of logos (ITU-R 601).
_LIGHT = RGB(0.299, 0.587, 0.114)


@dataclass(frozen=True)
class InkMix:
    """What becomes of a colour, and of a picture in RGB; without `picture` those stay.

    With it every colour has as many parts as any other.
    """

    of: Callable[[RGB], Parts]
    picture: "Callable[[Image], Image] | None" = None


def ink_mix(alone: BlackAlone, profile: OutputProfile | None) -> InkMix | None:
    """How to print what is drawn in RGB; None where all of it stays.

    A press that prints CMYK is given its inks, as its profile mixes them. To others greys are told
    as such, upon which they print black alone; what they make of colours they know best.
    """
    if profile and profile.space == "CMYK":
        return _of_press(alone, profile)
    if alone == "all":
        return InkMix(lambda colour: (_light(colour),), _in_greys)
    # A press that prints RGB has no black.
    if alone == "nothing" or (profile and profile.space == "RGB"):
        return None

    def of(colour: RGB) -> Parts:
        if alone == "nearly black" and is_nearly_black(colour):
            return (0.0 if _is_solid(colour) else _light(colour),)
        return (_light(colour),) if is_neutral(colour) else colour

    return InkMix(of)


def _of_press(alone: BlackAlone, profile: OutputProfile) -> InkMix:
    press = press_of(profile.data)

    def of(colour: RGB) -> Parts:
        if alone == "all":
            colour = RGB(*[_light(colour)] * 3)
        if is_nearly_black(colour) and _is_solid(colour):
            return SOLID_BLACK
        if is_neutral(colour) or is_nearly_black(colour):
            return press.black_alone(colour)
        return press.inks(colour)

    return InkMix(of, _in_greys if alone == "all" else press.picture)


def is_neutral(colour: RGB) -> bool:
    """Whether a colour is a grey, black or white."""
    return max(colour) - min(colour) < _STEP / 2


def is_nearly_black(colour: RGB) -> bool:
    """Whether a colour is dark, and nearly neutral: so is black text that is soft on the eye."""
    return max(colour) <= _DARK and max(colour) - min(colour) <= _NEARLY_NEUTRAL


def _is_solid(colour: RGB) -> bool:
    return max(colour) <= _DARKEST


def _light(colour: RGB) -> float:
    if is_neutral(colour):
        return colour.green
    return sum(share * part for share, part in zip(_LIGHT, colour, strict=True))


def _in_greys(picture: "Image") -> "Image":
    return picture.convert("L")
