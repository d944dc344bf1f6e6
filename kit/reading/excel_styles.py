"""What the looks of a workbook's cells mean for their words: number formats, words struck out."""

from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from kit.reading.excel_package import DamagedError, is_on, tree
from kit.reading.number_formats import (
    BUILT_IN,
    BUILT_IN_DATES,
    is_date_format,
    shown_number,
    shows_text_as_it_is,
)

# Formats of a workbook's own have numbers from here on; what it says of others is not followed.
_FIRST_OWN = 164
# Signs of a format, by Excel's own limit: longer ones are not followed either.
_LONGEST_FORMAT = 255


@dataclass(frozen=True)
class Style:
    """The looks of a cell: its number format, None where countries differ; whether it is struck."""

    format: str | None
    is_date: bool = False
    struck: bool = False

    @cached_property
    def shows_text(self) -> bool:
        """Whether a text is shown as it is written."""
        return self.format is None or shows_text_as_it_is(self.format)

    def shown(self, raw: str, *, from_1904: bool) -> str | None:
        """What is shown for a number; None where that is not known for sure."""
        return None if self.format is None else shown_number(raw, self.format, from_1904=from_1904)


PLAIN = Style("General")


def styles(xml: bytes) -> tuple[Style, ...]:
    """The styles of a workbook, which cells name by their number."""
    root = tree(xml)
    own = {_number(one, "numFmtId"): one.get("formatCode", "") for one in _in(root, "numFmts")}
    struck = [_is_struck(font) for font in _in(root, "fonts")]
    made = []
    for look in _in(root, "cellXfs"):
        number, font = _number(look, "numFmtId"), _number(look, "fontId")
        code = own.get(number) if number >= _FIRST_OWN else BUILT_IN.get(number)
        if code is not None and len(code) > _LONGEST_FORMAT:
            code = None
        is_date = number in BUILT_IN_DATES if code is None else is_date_format(code)
        if font and not 0 <= font < len(struck):
            raise DamagedError(f"no font {font}")
        made.append(Style(code, is_date, bool(struck) and struck[font]))
    return tuple(made)


def _in(root: Element, name: str) -> list[Element]:
    found = root.find(name)
    return [] if found is None else list(found)


def _number(of: Element, name: str) -> int:
    try:
        return int(of.get(name, "0"))
    except ValueError as error:
        raise DamagedError(str(error)) from error


def _is_struck(font: Element) -> bool:
    strike = font.find("strike")
    return strike is not None and is_on(strike.get("val", "1"))
