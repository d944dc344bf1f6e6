import re

import pytest

from kit.content.looks import NO_LOOKS
from kit.core.paths import LAYOUTS
from kit.layout.colours import Colours
from kit.session.options import Ink
from kit.session.selection import Selection


def colours(ink: Ink = "normal") -> Colours:
    return Colours(LAYOUTS, ink, NO_LOOKS)


def test_ink_is_laid_over_the_colours() -> None:
    normal, saver, grey = (colours(ink).tokens for ink in ("normal", "saver", "grey"))
    assert normal["area-1-tint"] != "#ffffff"
    assert saver["area-1-tint"] == "#ffffff"
    assert saver["area-1-accent"] == normal["area-1-accent"]
    red, green, blue = re.findall("..", grey["area-1-accent"].lstrip("#"))
    assert red == green == blue


@pytest.mark.parametrize(
    ("number", "palette"),
    [(1, "area-1"), (4, "area-4"), (12, "area-12"), (13, "area-1"), (25, "area-1")],
)
def test_areas_take_their_colours_in_turn(number: int, palette: str, everything: Selection) -> None:
    area = everything.areas[0].model_copy(update={"number": number})
    assert colours().palette(area) == palette


def test_what_belongs_to_no_area_is_neutral() -> None:
    assert colours().palette(None) == "neutral"
    assert colours().tokens["area-3-accent"] == "#433290"
    assert colours().declarations_of_pack == ""
