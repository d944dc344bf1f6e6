"""A text as CommonMark, with what would be taken for markup escaped."""

import re

from markupsafe import Markup

# What is markup wherever it stands. Tables and struck-out words (| and ~) are no part of
# CommonMark, but of what most wikis make of it.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>~|#]|&(?=#?[0-9A-Za-z]+;)")
# What begins a list or underlines a heading, and the number that begins a numbered list.
_AT_THE_START = re.compile(r"^([0-9]{1,9}(?=[.)](?:\s|$))|(?=[-+=]))")


def commonmark(text: str) -> Markup:
    """The text on one line, to stand anywhere in a line of Markdown and be read as it is.

    Where its author went on on a new line a space stands, as on paper: many a wiki would keep the
    line.
    """
    line = " ".join(part.strip() for part in text.splitlines() if part.strip())
    return Markup(_AT_THE_START.sub(r"\1\\", _ANYWHERE.sub(r"\\\g<0>", line)))
