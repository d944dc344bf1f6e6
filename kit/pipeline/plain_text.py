"""The words of a selection as they are: a page to read or to hear, and Markdown to paste."""

import re
from pathlib import Path

from markupsafe import Markup

from kit.core.spelling import plain
from kit.layout.html import Layouts
from kit.layout.labels import Labels
from kit.session.selection import Selection

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


def text_files(selection: Selection, labels: Labels, folder: Path) -> dict[str, bytes]:
    """All that the selection prints, by the names of two files: HTML first, then Markdown.

    `folder` is layouts/; the HTML needs no other file. Nothing of printing and cutting is in them.
    """
    layouts = Layouts(folder, labels, looks=selection.pack.looks)
    words = {"pack": selection.printed_pack, "selection": selection}
    page = layouts.render_written("text/page.html", plain, **words)
    markdown = layouts.render_written("text/page.md", lambda text: commonmark(plain(text)), **words)
    stem = labels.text.file
    return {
        f"{stem}.html": _blank_lines(page, 0).encode(),
        f"{stem}.md": _blank_lines(markdown, 1).encode(),
    }


def _blank_lines(text: str, count: int) -> str:
    """The text with no more than so many blank lines where the templates leave some."""
    return re.sub(rf"\n{{{count + 2},}}", "\n" * (count + 1), text).strip() + "\n"
