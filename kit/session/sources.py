"""The sources of values: the options of a command, and the session file behind them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.core.wording import joined
from kit.reading.document import Location
from kit.session.options import OPTIONS, flag_of
from kit.typed.paths import EMPTY_PATH, names_nothing, typed_path

# Keys that each say the same: one that is an option puts away the other of the file.
_ALTERNATIVES = ({"people", "participants"}, {"only", "only-changed"})


class Written(Protocol):
    """What somebody wrote of a session: a YAML file (Document), or a row of a spreadsheet."""

    @property
    def path(self) -> Path:
        """The file that it stands in."""

    @property
    def data(self) -> Any:
        """What it says, by key."""

    @property
    def problems(self) -> Sequence[Problem]:
        """What is wrong with it as such."""

    def problem(self, at: Location, text: str, *, on_key: bool = False) -> Problem:
        """A problem with one of its parts, where that stands."""


class Sources:
    """What was asked for by key, and where: an option wins over the same key of the file."""

    def __init__(
        self, options: Mapping[str, Any] | None = None, document: Written | None = None
    ) -> None:
        """`options` are keyed as in a session file; None is one that was not given.

        `document` is what somebody wrote. Raises KitError where it holds no keys.
        """
        self._document = document
        self._options = {key: given for key, given in (options or {}).items() if given is not None}
        written = document.data if document else {}
        if document and not isinstance(written, dict):
            raise KitError(
                [
                    document.problem(
                        (), Message("write a key and its value on each line: people: 24")
                    )
                ]
            )
        self._all_written: dict[str, Any] = written
        self._put_by = {
            other: key
            for keys in _ALTERNATIVES
            for key in keys & self._options.keys()
            for other in keys - self._options.keys()
            if written.get(other) is not None
        }
        self._written = {
            key: value
            for key, value in written.items()
            if value is not None and key not in {*self._options, *self._put_by}
        }

    @property
    def wishes(self) -> dict[str, Any]:
        """All that was asked for, by key."""
        asked = {**{key: self._value_of(key) for key in self._written}, **self._options}
        return {key: value for key, value in asked.items() if not _is_empty_path(key, value)}

    @property
    def file(self) -> Path | None:
        """The session file, if there is one."""
        return self._document.path if self._document else None

    def is_written(self, key: str) -> bool:
        """Whether it was asked for in the file, and no option won over it."""
        return key in self._written

    def is_option(self, key: str) -> bool:
        """Whether it was asked for by an option of the command, and so stands in no file."""
        return key in self._options and not self.is_written(key)

    def goes_before(self, key: str, other: str) -> bool:
        """Whether one key was given as an option, and the other stands in the file behind it."""
        return key in self._options and other in self._written

    @property
    def put_by(self) -> Mapping[str, str]:
        """Keys of the file that say the same as an option, each with the key of that option."""
        return self._put_by

    def behind(self, key: str) -> Any:
        """What the file says of a key that an option goes before; None where there is no option."""
        return self._all_written.get(key) if key in self._options else None

    def without_options(self) -> "Sources":
        """What the file says alone."""
        return Sources(None, self._document)

    def in_file(self, key: str) -> Any:
        """What the file says of a key, whether or not an option wins over it."""
        return self._all_written.get(key)

    def called(self, key: str) -> str:
        """What messages call a key: the option, unless it stands or may stand in a file."""
        in_file = key in self._written or (self._document and key not in self._options)
        return key if in_file else flag_of(key)

    def problem(self, key: str, text: str, *at: str | int) -> Problem:
        """A problem with a key, or with a part of it, where it stands in the file.

        What an option asked for stands nowhere, though the file may have the same key behind it.
        """
        if key not in self._written:
            return Problem("", 0, 0, text)
        return self.problem_in_file(key, text, *at)

    def problem_in_file(self, key: str, text: str, *at: str | int) -> Problem:
        """A problem with what the file says of a key, though an option may go before it."""
        if self._document is None or key not in self._all_written:
            return Problem("", 0, 0, text)
        on_key = isinstance(self.in_file(key), dict)
        return self._document.problem((key, *at), text, on_key=on_key)

    def item_problem(
        self, key: str, number: int, name: str, text: str, *, in_file: bool = False
    ) -> Problem:
        """A problem with one of the names under a key, which are a list or keys themselves.

        It is with what the file says, `in_file`, though an option may go before it.
        """
        told = self.problem_in_file if in_file else self.problem
        return told(key, text, name if isinstance(self.in_file(key), dict) else number)

    def key_problem(self, key: str, text: str) -> Problem:
        """A problem with the key itself rather than with what it says."""
        if self._document is None:
            return Problem("", 0, 0, text)
        return self._document.problem((key,), text, on_key=True)

    def placed(self, key: str, problem: Problem) -> Problem:
        """A problem that has no line of its own, where its key stands in the file."""
        if problem.line or key not in self._written:
            return problem
        text = problem.text
        return self.problem(key, joined([problem.file, text], ": ") if problem.file else text)

    def problems(self) -> list[Problem]:
        """What is wrong with the file as such, and paths that name nothing."""
        in_file = self._document.problems if self._document else ()
        asked = {**self._written, **self._options}
        empty = (key for key, value in asked.items() if _is_empty_path(key, value))
        return [
            *in_file,
            *(self.problem(key, joined([self.called(key), EMPTY_PATH], ": ")) for key in empty),
        ]

    def _value_of(self, key: str) -> Any:
        value = self._written[key]
        if not _is_written_path(key, value) or _is_empty_path(key, value):
            return value
        # From where the file lies.
        folder = self._document.path.parent if self._document else Path()
        return typed_path(value, folder)


def _is_written_path(key: str, value: Any) -> bool:
    return key in OPTIONS and OPTIONS[key].names_file and isinstance(value, str)


def _is_empty_path(key: str, value: Any) -> bool:
    return _is_written_path(key, value) and names_nothing(value)


# For what neither an option nor a file asked for.
NOWHERE = Sources()
