"""A path as people type, paste or drag it: in quotes, with ~, as the URL of a file."""

import os
import re
import shlex
from pathlib import Path

from kit.core.messages import Message
from kit.typed.words import QUOTES

# What PowerShell puts before a path that is dragged into it.
_CALL = re.compile(r"&\s+(?=['\"])")
_URL = re.compile(r"file:/+", re.IGNORECASE)
# A terminal of macOS or Linux escapes spaces in what is dragged into it.
_ESCAPED = re.compile(r"\\(.)")

# What to tell where it names nothing.
EMPTY_PATH = Message("nothing stands here: name a file or a folder, or leave it out")

# What no shell takes for more than a part of a word.
_OF_SHELLS = frozenset('$`"\\!')
_PLAIN = re.compile(r"[\w./\\:+@-]+")


def typed_path(text: str, folder: Path | None = None) -> Path:
    """The path that was meant, seen from `folder`; without one, from where the command runs.

    A file that has the very name that was typed is always the one that was meant.
    """
    told = _bare(text)
    home = folder or Path()
    readings = [told, _from_home(told)]
    if "\\" in told:
        readings += [_ESCAPED.sub(r"\1", told), told.replace("\\", "/")]
    there = (one for one in readings if os.path.lexists(home / one))
    return home / next(there, readings[1])


def names_nothing(text: str) -> bool:
    """Whether a text is no path: empty, or blank, or with quotes round that.

    A program takes such a path for that of the current folder, which nobody meant.
    """
    return not _bare(text)


def _bare(text: str) -> str:
    """The path without what stands around it, and out of its URL."""
    told = _CALL.sub("", text.strip(), count=1)
    if len(told) > 1 and told[0] + told[-1] in QUOTES:
        told = told[1:-1].strip()
    return _from_url(told) if _URL.match(told) else told


def _from_home(told: str) -> str:
    try:
        return str(Path(told).expanduser())
    except RuntimeError:  # there is nobody of the name behind ~
        return told


def _from_url(url: str) -> str:
    """The path in a URL of this machine."""
    from urllib.parse import unquote

    rest = _URL.sub("", url, count=1).removeprefix("localhost/")
    told = unquote(rest)
    # file:///C:/Users begins with a drive, any other with the root.
    return told if re.match(r"[A-Za-z]:", told) else f"/{told}"


def quoted(path: Path | str) -> str:
    """A path or a name as it may be typed in any shell, on Windows too: quoted where need is."""
    text = str(path)
    if _PLAIN.fullmatch(text):
        return text
    # No file of Windows has these, but for the first; in double quotes they are no letters.
    return shlex.quote(text) if os.name == "posix" and _OF_SHELLS & {*text} else f'"{text}"'
