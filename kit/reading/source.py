"""The text of a UTF-8 file that people write, checked for its size, controls and indentation."""

import re
from codecs import BOM_UTF8
from pathlib import Path
from typing import Any

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.system.files import Hindrance, UnreadError, whole_file

# In bytes. The largest file of the default pack and of the layouts' labels has a fortieth of it.
MOST_BYTES = 1_000_000

# What an author can do about a file that is not read.
_HINDRANCES: dict[Hindrance, str] = {
    "folder": Message(
        "this is a folder where a file should be: rename it, or put the file in its place"
    ),
    "missing": Message("there is no such file: look at how its name is spelt"),
    "special": Message("this is no file that can be read: put an ordinary file in its place"),
    "unreadable": Message("the file cannot be read: {reason}"),
    "large": Message(
        "the file is larger than {most} MB, which no words need: take out what does not belong in "
        "it",
        most=MOST_BYTES // 1_000_000,
    ),
}
# Patterns, compiled when a file is read: it takes 3 ms. Where YAML 1.1 ends a line.
_LINE_BREAK = "\r\n|[\r\n\u0085\u2028\u2029]"
# What YAML 1.1 does not allow anywhere (5.1). Python's texts hold no halves of characters.
_CONTROL = "[^\t\n\r -~\u0085\u00a0-\ufffd\U00010000-\U0010ffff]"
# Spaces that are none for YAML, where it asks for some.
_FALSE_INDENT = "(?m)^[ \t]*([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000])"

# Keys, texts, lists and groups of keys of one file. An area of 60 values has some 700, and the
# layouts' labels, the largest file there is, 1,000.
MOST_PARTS = 20_000
# Of lists and keys in one another. A pack has 6.
MOST_DEEP = 20
_SIGN = Message("a text begins with {sign}: put the whole text in single quotes, '…'")
EMPTY = Message("the file is empty: fill it in, or delete it")


def source_text(path: Path, shown: str) -> str:
    """The text of a UTF-8 file, called `shown` in messages, without its byte order mark.

    KitError where there is no such file, where it is too large, in another encoding, or holds what
    no text does.
    """
    try:
        data = whole_file(path, MOST_BYTES).removeprefix(BOM_UTF8)
    except UnreadError as error:
        raise KitError.of(error.in_words(_HINDRANCES), shown) from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        told = Message("the letter here is not in UTF-8: save the file as UTF-8")
        raise KitError([_problem(shown, before, told)]) from error
    if not text.strip():
        raise KitError.of(EMPTY, shown)
    problems = [*_controls(text, shown), *_false_indents(text, shown)]
    if problems:
        raise KitError(problems)
    return text


def lines_of(text: str) -> list[str]:
    """The lines of a text as YAML counts them, and an empty one where it ends."""
    return [*re.split(_LINE_BREAK, text), ""]


def _controls(text: str, shown: str) -> list[Problem]:
    """One problem for all control characters, at the place of the first one."""
    found = list(re.finditer(_CONTROL, text))
    if not found:
        return []
    code, count = ord(found[0][0]), len(found)
    told = Message("an invisible character stands here, U+{code:04X}: delete it", code=code)
    if count > 1:
        told = Message(
            "an invisible character stands here, U+{code:04X} ({count} such in the file): delete "
            "it",
            code=code,
            count=count,
        )
    return [_problem(shown, text[: found[0].start()], told)]


def _false_indents(text: str, shown: str) -> list[Problem]:
    """One problem for all lines that are indented with spaces which YAML does not take for such."""
    found = re.search(_FALSE_INDENT, text)
    if not found:
        return []
    told = Message(
        "the space here is a special one, U+{code:04X}: type a plain space instead",
        code=ord(found[1]),
    )
    return [_problem(shown, text[: found.start(1)], told)]


def _problem(shown: str, before: str, told: str) -> Problem:
    """A problem at the place that comes after this much of the file's text."""
    lines = re.split(_LINE_BREAK, before)
    return Problem(shown, len(lines), len(lines[-1]) + 1, told)


def loader() -> Any:
    """PyYAML's loader in C, ten times as fast, or in Python where a build lacks that."""
    import yaml  # who only asks how large a file may be needs no parser

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def check_bounds(text: str, shown: str) -> None:
    """Check YAML before it is read: how deep it is nested, how many parts it has, lost words.

    What is made of it later calls itself for each part that lies in another, and with 100,000 of
    them in one another would end the program (measured: PyYAML 6.0.3). Raises KitError where there
    is too much, and for marks of YAML that take words away from a text; yaml.YAMLError where this
    is no YAML.
    """
    import yaml

    problems: list[Problem] = []
    # Where each name stands that nothing has gone back to yet.
    unused: dict[str, Problem] = {}
    deep = 0
    event: Any
    for parts, event in enumerate(yaml.parse(text, Loader=loader())):
        deep += isinstance(event, yaml.CollectionStartEvent)
        deep -= isinstance(event, yaml.CollectionEndEvent)
        if too_much := _too_much(parts, deep):
            raise KitError([_at_mark(shown, event, too_much)])
        if isinstance(event, yaml.AliasEvent):
            unused.pop(str(event.anchor), None)
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            unused[event.anchor] = _at_mark(shown, event, _SIGN.with_values(sign="&"))
        if getattr(event, "tag", None) is not None:
            problems.append(_at_mark(shown, event, _SIGN.with_values(sign="!")))
    if problems or unused:
        raise KitError([*problems, *unused.values()])


def _too_much(parts: int, deep: int) -> str:
    """What is told of a file of so many parts, and so deep in one another; empty where it may."""
    if parts > MOST_PARTS:
        return Message(
            "the file has {most:,} parts up to here: share it out among more files",
            most=MOST_PARTS,
        )
    if deep > MOST_DEEP:
        return Message(
            "{most} lists or groups of keys lie around this one: take some of them out",
            most=MOST_DEEP,
        )
    return ""


def _at_mark(shown: str, event: Any, told: str) -> Problem:
    """A problem where this event of the parser begins."""
    mark = event.start_mark
    return Problem(shown, mark.line + 1, mark.column + 1, told)
