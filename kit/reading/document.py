"""A YAML file as plain data, with the line and column of each part of it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import yaml

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.core.wording import cut_short
from kit.reading.source import EMPTY, MOST_PARTS, check_bounds, lines_of, loader, source_text
from kit.reading.yaml_faults import syntax_problem

Location = tuple[str | int, ...]

# No figure has more letters.
_LONGEST_FIGURE = 40


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
        self._parts = 0
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
            behind = end.column if number == end.line else None
            # Its accent may be written beside it.
            column = normalize("NFC", self._lines[number][begin:behind]).find(letter)
            if column >= 0:
                return Problem(self.shown, number + 1, begin + column + 1, text)
        return self.problem(at, text)

    def texts(self) -> Iterator[tuple[str, Location]]:
        """Every text in the file that is not a key, with its location, in reading order."""
        yield from _texts(self.data, ())

    def ids(self) -> Iterator[tuple[str, Location]]:
        """Every `id` in the file with its location, in reading order."""
        yield from (found for found in self.texts() if found[1] and found[1][-1] == "id")

    def _composed(self, path: Path) -> yaml.Node:
        text = source_text(path, self.shown)
        self._lines = lines_of(text)
        try:
            check_bounds(text, self.shown)
            node = yaml.compose(text, Loader=loader())
        except yaml.MarkedYAMLError as error:
            raise KitError([syntax_problem(error, self._lines, self.shown)]) from error
        if node is None:
            raise KitError.of(EMPTY, self.shown)
        return node

    def _at(self, mark: yaml.Mark) -> str:
        """The character at a mark, or nothing at the end of a line."""
        return self._lines[mark.line][mark.column : mark.column + 1]

    def _plain_data(self, node: yaml.Node, at: Location, above: frozenset[int]) -> Any:
        """The node as dicts, lists and scalars; the places are noted on the way down."""
        self._values[at], self._ends[at] = node.start_mark, node.end_mark
        self._count(at)
        if isinstance(node, yaml.ScalarNode):
            if not node.style and self._at(node.end_mark).isspace():
                self._note_swallowed(node, at)
            return _scalar_text(node) if self._as_written else _scalar(node)
        if id(node) in above:
            itself = Message("this text contains itself: write it out")
            self.problems.append(self.problem(at, itself))
            return None
        above |= {id(node)}
        if isinstance(node, yaml.SequenceNode):
            return [self._plain_data(part, (*at, i), above) for i, part in enumerate(node.value)]
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                mark = key_node.start_mark
                text = Message(
                    "a list or braces stand where a key should: put a text in single quotes, '…'"
                )
                self.problems.append(Problem(self.shown, mark.line + 1, mark.column + 1, text))
                continue
            key = key_node.value
            here = (*at, key)
            self._keys[here] = key_node.start_mark
            if key in data:
                twice = Message("{key} is given twice: keep one of them", key=cut_short(key))
                self.problems.append(self.problem(here, twice, on_key=True))
            data[key] = self._plain_data(value_node, here, above)
        return data

    def _count(self, at: Location) -> None:
        """Count a part. KitError where names for parts, & and *, make far more of few."""
        self._parts += 1
        if self._parts > MOST_PARTS:
            text = Message("& and * repeat the same thousands of times: write out what is meant")
            raise KitError([self.problem(at, text)])

    def _note_swallowed(self, node: yaml.ScalarNode, at: Location) -> None:
        """A problem where a text goes on with #1: YAML takes that for a remark and drops it."""
        rest = self._lines[node.end_mark.line][node.end_mark.column :].lstrip()
        if rest.startswith("#") and rest[1:2].strip("# "):
            text = Message("what follows # is not read: put the whole text in single quotes, '…'")
            self.problems.append(self.problem(at, text))


def _scalar(node: yaml.ScalarNode) -> Any:
    """The scalar as YAML takes it, or its bare text where YAML cannot (the date 2026-99-99)."""
    if len(node.value) > _LONGEST_FIGURE:
        # No figure; and 1:1:1:… takes longer the longer it is, 1 MB of it half a minute.
        return node.value
    try:
        return yaml.constructor.SafeConstructor().construct_object(node)
    except (yaml.YAMLError, ValueError, KeyError, AttributeError, TypeError):
        return node.value


def _scalar_text(node: yaml.ScalarNode) -> str | None:
    """The scalar as it is written, or None where nothing is."""
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
