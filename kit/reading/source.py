"""The text of a file that people write, and what no such file may be or hold."""

import re
from codecs import BOM_UTF8
from pathlib import Path

from kit.core.errors import KitError, Problem
from kit.core.files import Hindrance, UnreadError, whole_file

# In bytes. The largest file of the default pack and of the layouts' labels has a fortieth of it.
MOST_BYTES = 1_000_000

# What an author can do about a file that is not read.
_HINDRANCES: dict[Hindrance, str] = {
    "folder": "this is a folder where a file should be: rename it, or put the file in its place",
    "missing": "there is no such file: look at how its name is spelt",
    "special": "this is no file that can be read: put an ordinary file in its place",
    "unreadable": "the file cannot be read: {reason}",
    "large": f"the file is larger than {MOST_BYTES // 1_000_000} MB, which no words need: take out "
    "what does not belong in it",
}
# Where YAML 1.1 ends a line.
_LINE_BREAK = re.compile("\r\n|[\r\n\u0085\u2028\u2029]")
# What YAML 1.1 does not allow anywhere (5.1). Python's texts hold no halves of characters.
_CONTROL = re.compile("[^\t\n\r -~\u0085\u00a0-\ufffd\U00010000-\U0010ffff]")
# Spaces that are none for YAML, where it asks for some.
_FALSE_INDENT = re.compile("(?m)^[ \t]*([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000])")


def source_text(path: Path, shown: str) -> str:
    """The text of a UTF-8 file, called `shown` in messages, without its byte order mark.

    KitError where there is no such file, where it is too large, in another encoding, or holds what
    no text does.
    """
    try:
        data = whole_file(path, MOST_BYTES).removeprefix(BOM_UTF8)
    except UnreadError as error:
        told = _HINDRANCES[error.hindrance].format(reason=error.reason)
        raise KitError.of(told, shown) from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        told = "the letter here is not in UTF-8: save the file as UTF-8"
        raise KitError([_problem(shown, before, told)]) from error
    if not text.strip():
        raise KitError.of("the file is empty: fill it in, or delete it", shown)
    problems = [*_controls(text, shown), *_false_indents(text, shown)]
    if problems:
        raise KitError(problems)
    return text


def lines_of(text: str) -> list[str]:
    """The lines of a text as YAML counts them, and an empty one where it ends."""
    return [*_LINE_BREAK.split(text), ""]


def _controls(text: str, shown: str) -> list[Problem]:
    """One problem for all characters that steer machines, told where the first one stands."""
    found = list(_CONTROL.finditer(text))
    if not found:
        return []
    first, code = found[0].start(), f"U+{ord(found[0][0]):04X}"
    more = f" ({len(found)} such in the file)" if len(found) > 1 else ""
    told = f"an invisible character stands here, {code}{more}: delete it"
    return [_problem(shown, text[:first], told)]


def _false_indents(text: str, shown: str) -> list[Problem]:
    """One problem for all lines that are indented with spaces that are none for YAML."""
    found = _FALSE_INDENT.search(text)
    if not found:
        return []
    told = f"the space here is a special one, U+{ord(found[1]):04X}: type a plain space instead"
    return [_problem(shown, text[: found.start(1)], told)]


def _problem(shown: str, before: str, told: str) -> Problem:
    """A problem behind the text that stands before it in the file."""
    lines = _LINE_BREAK.split(before)
    return Problem(shown, len(lines), len(lines[-1]) + 1, told)
