"""Texts of a workbook, in pieces of which some are struck out."""

import re
from collections.abc import Mapping

from kit.reading.excel_package import is_on, listen, tags

# A piece of a text, and whether it is struck out; None where that is up to its cell.
Pieces = tuple[tuple[str, bool | None], ...]

# Programs write a control character as _x000D_, and what looks like that as _x005F_x000D_.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
TEXT_TAGS = ("t", "r", "rPr", "strike", "rPh")
_TAGS = tags("si", *TEXT_TAGS)


def unescaped(text: str) -> str:
    """A text without the escapes that workbooks have."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


class TextReader:
    """Reads one text after the other; its tags are told by their bare names."""

    def __init__(self) -> None:
        self._pieces: list[tuple[str, bool | None]] = []
        self._words: list[str] | None = None
        self._struck: bool | None = None
        self._is_reading_aid = False

    def start(self, name: str, given: Mapping[str, str]) -> None:
        """Begin an element of a text."""
        if name == "t":
            # How Japanese is spoken stands beside the text, and is no part of it.
            self._words = None if self._is_reading_aid else []
        elif name == "rPr":
            self._struck = False  # such a piece has looks of its own, whatever its cell has
        elif name == "strike":
            self._struck = is_on(given.get("val", "1"))
        elif name == "rPh":
            self._is_reading_aid = True

    def end(self, name: str) -> None:
        """End an element of a text."""
        if name == "t" and self._words is not None:
            self._pieces.append((unescaped("".join(self._words)), self._struck))
            self._words = None
        elif name == "r":
            self._struck = None
        elif name == "rPh":
            self._is_reading_aid = False

    def words(self, text: str) -> None:
        """Take what stands between tags."""
        if self._words is not None:
            self._words.append(text)

    def taken(self) -> Pieces:
        """The text that was read; the next one begins."""
        pieces = tuple(self._pieces)
        self._pieces.clear()
        return pieces


class _SharedTexts(TextReader):
    """Reads the part that holds the texts of all sheets."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[Pieces] = []

    def start(self, name: str, given: Mapping[str, str]) -> None:
        super().start(_TAGS.get(name, ""), given)

    def end(self, name: str) -> None:
        bare = _TAGS.get(name, "")
        super().end(bare)
        if bare == "si":
            self.texts.append(self.taken())


def shared_texts(xml: bytes) -> tuple[Pieces, ...]:
    """The texts that a workbook keeps apart, which cells name by their number."""
    reader = _SharedTexts()
    listen(xml, reader)
    return tuple(reader.texts)
