"""Colours as a press prints them, by the profile that it has."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from kit.core.errors import KitError
from kit.pdf.colour_profile import profile_of
from kit.pdf.press import CMYK, RGB, Press, press_of
from tests.pdf.test_pdfx import icc

PRESS = Press(icc("CMYK"))
WHITE, BLACK = RGB(1, 1, 1), RGB(0, 0, 0)


def test_colours_are_made_of_the_inks_that_the_profile_tells() -> None:
    assert PRESS.inks(WHITE) == CMYK(0, 0, 0, 0)
    cyan, magenta, yellow, black = PRESS.inks(RGB(0.2, 0.2, 0.2))
    assert black > cyan > magenta > yellow > 0.3


def test_black_alone_is_as_light_as_the_colour_is() -> None:
    """Told by the profile's own way back to what the eye sees."""
    seen = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(icc("CMYK"))),
        ImageCms.createProfile("LAB"),
        "CMYK",
        "LAB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
    for grey, lightness in ((0.9, 91), (0.5, 53), (0.45, 48)):
        inks = PRESS.black_alone(RGB(grey, grey, grey))
        assert inks[:3] == (0, 0, 0)
        printed = Image.frombytes("CMYK", (1, 1), bytes(round(ink * 255) for ink in inks))
        shown = ImageCms.applyTransform(printed, seen)
        assert shown is not None
        assert shown.getchannel(0).tobytes()[0] / 2.55 == pytest.approx(lightness, abs=1.5)


def test_paper_takes_no_ink_and_what_is_darker_than_black_ink_is_solid() -> None:
    assert PRESS.black_alone(WHITE) == CMYK(0, 0, 0, 0)
    assert PRESS.black_alone(BLACK) == CMYK(0, 0, 0, 1)


def test_a_picture_has_the_inks_of_its_colours() -> None:
    red = RGB(0.8, 0.2, 0.2)
    (pixel,) = set(PRESS.picture(red.pixel.resize((3, 3))).get_flattened_data())
    assert pixel == tuple(round(ink * 255) for ink in PRESS.inks(red))


def test_a_press_is_made_once_of_a_profile() -> None:
    assert press_of(icc("CMYK")) is press_of(icc("CMYK"))


def test_a_profile_that_tells_no_inks_is_refused(tmp_path: Path) -> None:
    """It has what a press prints, but not how to print what is asked for."""
    one_way = icc("CMYK").replace(b"B2A0", b"B2X0")
    with pytest.raises(ValueError, match="cannot build"):
        Press(one_way)
    with pytest.raises(KitError) as caught:
        profile_of(one_way, tmp_path / "press.icc")
    assert "does not tell which inks make a colour: ask the print shop" in str(caught.value)
