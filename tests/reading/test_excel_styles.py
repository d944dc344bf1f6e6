import time

import pytest

from kit.reading.excel_package import DamagedError
from kit.reading.excel_styles import Style, styles
from tests.made_workbooks import MAIN

_FORMATS = (
    '<numFmts><numFmt numFmtId="164" formatCode="d.m."/><numFmt numFmtId="14" formatCode="0"/>'
    "</numFmts>"
)
_FONTS = '<fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>'


def read(looks: str, fonts: str = _FONTS) -> tuple[Style, ...]:
    named = '<cellStyleXfs><xf numFmtId="1" fontId="1"/></cellStyleXfs>'
    dxfs = "<dxfs><dxf><font><strike/></font></dxf></dxfs>"
    xml = f"{_FORMATS}{fonts}{named}<cellXfs>{looks}</cellXfs>{dxfs}"
    return styles(f'<styleSheet xmlns="{MAIN}">{xml}</styleSheet>'.encode())


def test_a_style_is_a_format_and_maybe_struck_out() -> None:
    assert read(
        '<xf/><xf numFmtId="164" fontId="1"/><xf numFmtId="49" fontId="2"/><xf numFmtId="14"/>'
        '<xf numFmtId="9"/><xf numFmtId="20"/>'
    ) == (
        Style("General"),
        Style("d.m.", is_date=True, struck=True),
        Style("@"),
        Style(None, is_date=True),
        Style(None),
        Style(None, is_date=True),
    )


def test_a_workbook_may_say_nothing_of_fonts() -> None:
    assert read("<xf/>", "") == (Style("General"),)


@pytest.mark.parametrize("look", ['<xf fontId="3"/>', '<xf fontId="-1"/>', '<xf numFmtId="x"/>'])
def test_a_style_that_cannot_be_is_damage(look: str) -> None:
    with pytest.raises(DamagedError):
        read(look)


def test_a_format_that_is_longer_than_any_is_not_followed() -> None:
    """Each [ in it was looked for to the end of it."""
    own = f'<numFmts><numFmt numFmtId="170" formatCode="{"[" * 100_000}"/></numFmts>'
    xml = f'<styleSheet xmlns="{MAIN}">{own}<cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>'
    begun = time.process_time()
    (style,) = styles(xml.encode())
    assert style == Style(None)
    assert style.shows_text
    assert time.process_time() - begun < 2
