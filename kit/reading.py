"""A YAML file as plain data that remembers where each part of it stands."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import yaml

from kit.errors import KitError, Problem

Location = tuple[str | int, ...]

# The C loader is ten times as fast; PyYAML's wheels carry it, a build from source may not.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What the parser says, what an author can do about it, and whether the place to look at is where
# the thing began. The first that fits is told.
_SYNTAX = (
    ("tab character", False, "a tab stands where only spaces may: indent with spaces"),
    ("undefined alias", False, "a text begins with *: put the whole text in single quotes, '…'"),
    ("quoted scalar", True, "a quote opens here and does not close: close it, or take it out"),
    ("flow sequence", True, "a [ opens here and does not close: close it with ]"),
    ("flow mapping", True, "a { opens here and does not close: close it with }"),
    ("expected ':'", True, "there is no colon with a space after it: write key: text"),
    (
        "mapping values",
        False,
        "a second colon on one line, or a line that is indented too far, or a colon without its "
        "space on the line above: put a text that holds a colon in single quotes, '…'",
    ),
    (
        "expected key",
        False,
        "text goes on after a closing quote, or the line is not indented like its neighbours: put "
        "a text that holds quotes in single quotes as a whole, '…'",
    ),
    ("start any token", False, "no text may begin with this sign: put it in single quotes, '…'"),
    (
        "did not find expected",
        False,
        "the line is not indented like its neighbours: indent it so",
    ),
)


# Where YAML 1.1 ends a line.
_LINE_BREAK = re.compile("\r\n|[\r\n\u0085\u2028\u2029]")


class Document:
    """One YAML file: its `data`, its `problems` so far, and the place of each part.

    A location is the path of keys and indexes to a part: ("values", 2, "name").
    """

    def __init__(self, path: Path, shown: str, *, as_written: bool = False) -> None:
        """Read `path`, called `shown` in messages. KitError where it is no readable YAML.

        With `as_written` what stands there is text, however it looks: `2.10` and `no` are no figure
        and no switch. Only nothing at all is None.
        """
        self.path = path
        self.shown = shown
        self._as_written = as_written
        self.problems: list[Problem] = []
        self._lines: list[str] = []
        self._values: dict[Location, yaml.Mark] = {}
        self._ends: dict[Location, yaml.Mark] = {}
        self._keys: dict[Location, yaml.Mark] = {}
        self.data = self._plain_data(self._composed(path), (), frozenset())

    def problem(self, at: Location, text: str, *, on_key: bool = False) -> Problem:
        """A problem at this location, or at the nearest part above it that the file has."""
        places = self._keys if on_key else self._values
        while at not in places:
            at, places = at[:-1], self._values
        mark = places[at]
        return Problem(self.shown, mark.line + 1, mark.column + 1, text)

    def letter_problem(self, at: Location, letter: str, text: str) -> Problem:
        """A problem with a letter of the text at this location, where it stands in the file.

        One that is written as an escape is told where its text begins.
        """
        start, end = self._values[at], self._ends[at]
        for number in range(start.line, min(end.line + 1, len(self._lines))):
            begin = start.column if number == start.line else 0
            # Its accent may be written beside it.
            column = normalize("NFC", self._lines[number][begin:]).find(letter)
            if column >= 0:
                return Problem(self.shown, number + 1, begin + column + 1, text)
        return self.problem(at, text)

    def texts(self) -> Iterator[tuple[str, Location]]:
        """Every text in the file that is no key, with its location, in reading order."""
        yield from _texts(self.data, ())

    def ids(self) -> Iterator[tuple[str, Location]]:
        """Every `id` in the file with its location, in reading order."""
        yield from (found for found in self.texts() if found[1] and found[1][-1] == "id")

    def _composed(self, path: Path) -> yaml.Node:
        try:
            text = path.read_text(encoding="utf-8-sig")
            self._lines = [*_LINE_BREAK.split(text), ""]
            node = yaml.compose(text, Loader=_LOADER)
        except UnicodeDecodeError as error:
            raise KitError.of("the file is not UTF-8: save it as UTF-8", self.shown) from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise KitError.of(f"the file cannot be read: {reason}", self.shown) from error
        except yaml.MarkedYAMLError as error:
            raise KitError([self._syntax_problem(error)]) from error
        except yaml.YAMLError as error:
            text = f"the file holds a character that YAML does not allow: {error}"
            raise KitError.of(text, self.shown) from error
        if node is None:
            raise KitError.of("the file is empty: fill it in, or delete it", self.shown)
        return node

    def _syntax_problem(self, error: yaml.MarkedYAMLError) -> Problem:
        said = f"{error.context} {error.problem}"
        if error.problem_mark and self._at(error.problem_mark) == "\t":
            said = "tab character"
        found = ((begun, advice) for sign, begun, advice in _SYNTAX if sign in said)
        begun, advice = next(found, (False, f"this is not YAML: {error.problem}"))
        mark = (error.context_mark if begun else None) or error.problem_mark or error.context_mark
        if mark is None:
            return Problem(self.shown, 0, 0, advice)
        return Problem(self.shown, mark.line + 1, mark.column + 1, advice)

    def _at(self, mark: yaml.Mark) -> str:
        """The character at a mark, or nothing at the end of a line."""
        return self._lines[mark.line][mark.column : mark.column + 1]

    def _plain_data(self, node: yaml.Node, at: Location, above: frozenset[int]) -> Any:
        """The node as dicts, lists and scalars; the places are noted on the way down."""
        self._values[at], self._ends[at] = node.start_mark, node.end_mark
        if isinstance(node, yaml.ScalarNode):
            if not node.style and self._at(node.end_mark).isspace():
                self._note_swallowed(node, at)
            return _written(node) if self._as_written else _scalar(node)
        if id(node) in above:
            self.problems.append(self.problem(at, "this text contains itself: write it out"))
            return None
        above |= {id(node)}
        if isinstance(node, yaml.SequenceNode):
            return [self._plain_data(part, (*at, i), above) for i, part in enumerate(node.value)]
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            here = (*at, key)
            self._keys[here] = key_node.start_mark
            if key in data:
                twice = f"{key} is given twice: keep one of them"
                self.problems.append(self.problem(here, twice, on_key=True))
            data[key] = self._plain_data(value_node, here, above)
        return data

    def _note_swallowed(self, node: yaml.ScalarNode, at: Location) -> None:
        """A problem where a text goes on with #1: YAML takes that for a remark and drops it."""
        rest = self._lines[node.end_mark.line][node.end_mark.column :].lstrip()
        if rest.startswith("#") and rest[1:2].strip("# "):
            text = "what follows # is not read: put the whole text in single quotes, '…'"
            self.problems.append(self.problem(at, text))


def _scalar(node: yaml.ScalarNode) -> Any:
    """The scalar as YAML takes it, or its bare text where YAML cannot (the date 2026-99-99)."""
    try:
        return yaml.constructor.SafeConstructor().construct_object(node)
    except (yaml.YAMLError, ValueError, KeyError, AttributeError, TypeError):
        return node.value


def _written(node: yaml.ScalarNode) -> str | None:
    """The scalar as it stands there, or None where nothing does."""
    return node.value if node.style or node.value not in ("", "~", "null") else None


def _texts(data: Any, at: Location) -> Iterator[tuple[str, Location]]:
    parts: Iterable[tuple[str | int, Any]] = ()
    if isinstance(data, str):
        yield data, at
    elif isinstance(data, dict):
        parts = data.items()
    elif isinstance(data, list):
        parts = enumerate(data)
    for key, part in parts:
        yield from _texts(part, (*at, key))
