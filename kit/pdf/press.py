"""A press that prints in CMYK, as its ICC profile has it: the inks of colours and of pictures."""

import io
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsTransform

_MOST = 255  # of what a byte holds


class CMYK(NamedTuple):
    """Shares of the four inks, from 0 to 1."""

    cyan: float
    magenta: float
    yellow: float
    black: float


class RGB(NamedTuple):
    """A colour as screens show it, by its parts from 0 to 1."""

    red: float
    green: float
    blue: float

    @property
    def pixel(self) -> "Image":
        """A picture of nothing but this colour."""
        from PIL import Image

        return Image.frombytes("RGB", (1, 1), bytes(round(part * _MOST) for part in self))


class Press:
    """The press of a profile, given as its bytes. Raises ValueError where that tells no inks."""

    def __init__(self, profile: bytes) -> None:
        from PIL import ImageCms

        screen, eye = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        try:
            press = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            # The darkest colour becomes the darkest that the press prints.
            flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
            self._inks = ImageCms.buildTransform(screen, press, "RGB", "CMYK", intent, flags)
            self._printed = ImageCms.buildTransform(press, eye, "CMYK", "LAB", intent)
            self._shown = ImageCms.buildTransform(screen, eye, "RGB", "LAB", intent)
        except (ImageCms.PyCMSError, OSError) as error:
            raise ValueError(str(error)) from error
        self._mixed: dict[RGB, CMYK] = {}

    def inks(self, colour: RGB) -> CMYK:
        """The inks that make a colour."""
        if colour not in self._mixed:
            inks = self.picture(colour.pixel).tobytes()
            self._mixed[colour] = CMYK(*(ink / _MOST for ink in inks))
        return self._mixed[colour]

    def black_alone(self, colour: RGB) -> CMYK:
        """As much black ink, and no other, as makes paper as light or as dark as a colour is."""
        (light,) = _lightness(colour.pixel, self._shown)
        nearest = min(range(len(self._tones)), key=lambda tone: abs(self._tones[tone] - light))
        return CMYK(0, 0, 0, nearest / _MOST)

    def picture(self, shown: "Image") -> "Image":
        """A picture in RGB, in these inks."""
        from PIL import ImageCms

        printed = ImageCms.applyTransform(shown, self._inks)
        assert printed is not None  # it is None where a picture is changed in its place
        return printed

    @cached_property
    def _tones(self) -> bytes:
        """How light the paper is with each amount of black ink."""
        from PIL import Image

        inks = b"".join(bytes((0, 0, 0, amount)) for amount in range(_MOST + 1))
        return _lightness(Image.frombytes("CMYK", (_MOST + 1, 1), inks), self._printed)


def _lightness(picture: "Image", transform: "ImageCmsTransform") -> bytes:
    """How light each of its pixels is to the eye, by a transform to Lab."""
    from PIL import ImageCms

    seen = ImageCms.applyTransform(picture, transform)
    assert seen is not None
    return seen.getchannel(0).tobytes()


@lru_cache(maxsize=1)
def press_of(profile: bytes) -> Press:
    """The press of a profile; what it reckons with takes a moment to make, so it is made once."""
    return Press(profile)
