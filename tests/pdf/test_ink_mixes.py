"""Which colours are printed in black alone, and what becomes of the others."""

import re

import pytest
from PIL import Image

from kit.core.paths import LAYOUTS
from kit.pdf.ink_mixes import BlackAlone, ink_mix, is_nearly_black
from kit.pdf.press import CMYK, RGB, press_of
from tests.pdf.test_pdfx import profile

WINE, SOFT, INK = "#7d1d2f", "#454f54", "#1d2326"
TOKENS = dict(
    re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (LAYOUTS / "tokens.css").read_text("utf-8"))
)


def rgb(hexadecimal: str) -> RGB:
    return RGB(*(part / 255 for part in bytes.fromhex(hexadecimal[1:])))


def parts(colour: str, alone: BlackAlone, space: str | None = None) -> tuple[float, ...]:
    mix = ink_mix(alone, profile(space) if space else None)
    assert mix is not None
    return tuple(round(part, 3) for part in mix.of(rgb(colour)))


def test_text_is_nearly_black_and_no_other_colour_of_the_layouts_is() -> None:
    """Not those of any area: they would lose what tells areas apart."""
    black = {name for name, colour in TOKENS.items() if is_nearly_black(rgb(colour))}
    assert black == {"ink", "ink-soft"}


def test_where_nothing_is_asked_for_all_stays_as_it_is_drawn() -> None:
    assert ink_mix("nothing", None) is None


def test_neutrals_are_told_as_greys_and_look_as_they_did() -> None:
    assert parts("#000000", "neutrals") == (0,)
    assert parts("#404040", "neutrals") == (0.251,)
    assert parts("#ffffff", "neutrals") == (1,)
    for colour in (INK, WINE):
        assert parts(colour, "neutrals") == tuple(round(part, 3) for part in rgb(colour))


def test_without_a_profile_text_for_a_press_is_black_and_colours_are_its_own_affair() -> None:
    assert parts(INK, "nearly black") == (0,)
    assert parts(SOFT, "nearly black") == pytest.approx((0.3,), abs=0.002)
    assert parts("#757575", "nearly black") == (0.459,)
    assert parts(WINE, "nearly black") == tuple(round(part, 3) for part in rgb(WINE))


@pytest.mark.parametrize("alone", ["nearly black", "all"])
def test_with_a_profile_text_is_solid_black_ink(alone: BlackAlone) -> None:
    for colour in ("#000000", INK, "#2e2e30"):
        assert parts(colour, alone, "CMYK") == (0, 0, 0, 1)
    *colours, black = parts(SOFT, alone, "CMYK")
    assert colours == [0, 0, 0]
    assert 0.8 < black < 1
    assert parts("#ffffff", alone, "CMYK") == (0, 0, 0, 0)


def test_with_a_profile_colours_are_what_it_makes_of_them() -> None:
    press = press_of(profile("CMYK").data)
    assert parts(WINE, "nearly black", "CMYK") == tuple(
        round(ink, 3) for ink in press.inks(rgb(WINE))
    )


def test_in_greys_no_colour_takes_coloured_ink() -> None:
    """Not on a press either, and each is as light as a logo in greys would be."""
    (light,) = parts(WINE, "all")
    seen = Image.new("RGB", (1, 1), WINE).convert("L").tobytes()[0] / 255
    assert light == pytest.approx(seen, abs=0.003)
    assert parts(WINE, "all", "CMYK")[:3] == (0, 0, 0)
    assert parts("#757575", "all") == (0.459,)


def test_a_press_of_light_prints_as_drawn_and_one_of_greys_has_black() -> None:
    assert ink_mix("nearly black", profile("RGB")) is None
    assert parts(INK, "nearly black", "Gray") == (0,)
    assert parts(WINE, "all", "RGB") == parts(WINE, "all")


@pytest.mark.parametrize(
    ("alone", "space", "mode"),
    [("all", None, "L"), ("all", "CMYK", "L"), ("nearly black", "CMYK", "CMYK")],
)
def test_pictures_are_in_the_same_inks(alone: BlackAlone, space: str | None, mode: str) -> None:
    mix = ink_mix(alone, profile(space) if space else None)
    assert mix is not None
    assert mix.picture is not None
    assert mix.picture(Image.new("RGB", (2, 2), WINE)).mode == mode


def test_pictures_stay_where_some_colours_do() -> None:
    mix = ink_mix("neutrals", None)
    assert mix is not None
    assert mix.picture is None
    assert CMYK(0, 0, 0, 1) == (0, 0, 0, 1)
