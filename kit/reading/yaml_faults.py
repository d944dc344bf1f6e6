"""YAML syntax errors, explained in words that an author understands."""

import re
from collections.abc import Sequence

import yaml

from kit.core.errors import Problem
from kit.core.messages import Message

_OPEN = Message("a {opened} opens here and does not close: close it with {closed}")
_NO_YAML = Message("this is not YAML: {problem}")
# What the parser says, what an author can do about it, and whether the place to look at is where
# the thing began. The first that fits is told.
_SAID = (
    ("tab character", False, Message("a tab stands where only spaces may: indent with spaces")),
    (
        "undefined alias",
        False,
        Message("a text begins with *: put the whole text in single quotes, '…'"),
    ),
    (
        "another document",
        False,
        Message("a line --- begins a second part, which is not read: take it out"),
    ),
    (
        "escape",
        False,
        Message(
            "in double quotes a \\ begins a code: put the whole text in single quotes, '…', where "
            "it is none"
        ),
    ),
    (
        "quoted scalar",
        True,
        Message("a quote opens here and does not close: close it, or take it out"),
    ),
    ("flow sequence", True, _OPEN.with_values(opened="[", closed="]")),
    ("flow mapping", True, _OPEN.with_values(opened="{", closed="}")),
    (
        "flow node",
        True,
        Message(
            "a {sign} or {other} opens here and does not close: close it, or put the whole text in "
            "single quotes, '…'",
            sign="[",
            other="{",
        ),
    ),
    (
        "expected ':'",
        True,
        Message(
            "the line holds no key: write key: text, or indent the line where it goes on with the "
            "text above"
        ),
    ),
    (
        "mapping values",
        False,
        Message(
            "a second colon on one line, or a line that is indented too far, or a colon without "
            "its space on the line above: put a text that holds a colon in single quotes, '…'"
        ),
    ),
    (
        "expected key",
        False,
        Message(
            "text goes on after a closing quote, or the line is not indented like its neighbours: "
            "put the whole of a text that holds quotes in single ones, '…', and write a ' inside "
            "it twice"
        ),
    ),
    (
        "did not find expected",
        False,
        Message("the line is not indented like its neighbours: indent it so"),
    ),
)
# What follows key: or a hyphen, where it is a sign with which YAML begins something of its own.
_SIGN = re.compile(r"\s*(?:- +)*(?:[^\s:]+ *: +([-?])(?=\s|$)|(?:[^\s:]+ *: +)?([]}*&!|>%@`,]))")
_CLOSED = re.compile(r"\s*(?:- +)*(?:[^\s:]+ *: +)?(\[[^]]*\]|\{[^}]*\})\s*[^\s#]")


def syntax_problem(error: yaml.MarkedYAMLError, lines: Sequence[str], shown: str) -> Problem:
    """The problem at which the parser stopped, in a file called `shown`."""
    said = f"{error.context} {error.problem}"
    stumbled = error.problem_mark or error.context_mark
    if stumbled is None:
        return Problem(shown, 0, 0, _NO_YAML.with_values(problem=error.problem))
    line = lines[stumbled.line]
    if line[stumbled.column : stumbled.column + 1] == "\t" or "\t" in line[: _indent(line)]:
        said = "tab character"
    elif sign := _SIGN.match(line) or _CLOSED.match(line):
        group = sign.lastindex or 0
        text = Message(
            "no text may begin with {sign} as this one does: put the whole text in single quotes, "
            "'…'",
            sign=sign[group][0],
        )
        return Problem(shown, stumbled.line + 1, sign.start(group) + 1, text)
    elif "expected key" in said and stumbled.column == _indent(line):
        said = "did not find expected"
    found = ((begun, advice) for words, begun, advice in _SAID if words in said)
    begun, advice = next(found, (False, _NO_YAML.with_values(problem=error.problem)))
    mark = (error.context_mark if begun else None) or stumbled
    return Problem(shown, mark.line + 1, mark.column + 1, advice)


def _indent(line: str) -> int:
    """How many spaces and tabs a line begins with."""
    return len(line) - len(line.lstrip(" \t"))
