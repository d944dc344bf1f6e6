"""Problems that the user can mend, as data: what is wrong, where, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kit.core.language import Speech, speech
from kit.core.messages import Message, as_data
from kit.core.visible import visible
from kit.core.wording import joined

# Letters of a message, and how many of the end are kept of a longer one: it quotes what somebody
# wrote, and ends with what to do.
_LONGEST, _END = 1000, 300


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong.

    `text`, a Message, says what is wrong and what to do. `file` is the path as the user should read
    it; `line` and `column` count from 1 and are 0 where the problem has no one place in the file.
    What a program asked for stands in no file: there `key` is the keyword that the problem is
    about, and `item` which of the names under it, from 1, or 0 where it is none of them.
    """

    file: str
    line: int
    column: int
    text: str
    key: str = ""
    item: int = 0

    def __str__(self) -> str:
        return self.told(speech("en"))

    @property
    def in_place(self) -> str:
        """The problem as a message, with the place where it stands in a file, if it does."""
        return joined([visible(self.place), self.text], ": ") if self.file else self.text

    @property
    def place(self) -> str:
        """Where it stands: the file, and the line and column in it; nothing where it has none."""
        return self._placed_in(str(self.file))

    def as_dict(self) -> dict[str, Any]:
        """The problem for programs, in plain types."""
        at = {"file": str(self.file), "line": self.line, "column": self.column}
        return {**at, "place": self.place, **as_data(self.text)}

    def told(self, speech: Speech) -> str:
        """The problem in a line, in a language."""
        text = bounded(visible(speech.said(self.text)))
        if not self.file:
            item = Message("{key}, item {item}", key=self.key, item=self.item)
            return f"{visible(speech.said(item))}: {text}" if self.item else text
        return f"{visible(self._placed_in(speech.said(self.file)))}: {text}"

    def _placed_in(self, file: str) -> str:
        return f"{file}:{self.line}:{self.column}" if self.line else file


def bounded(text: str) -> str:
    """A message of bounded length, without the middle of a longer one."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[: _LONGEST - _END].rstrip()} … {text[-_END:].lstrip()}"


@dataclass(frozen=True)
class Origin:
    """Where a text is written, as in Problem, and what messages call it.

    `within` are the ids of the parts of the pack that it belongs to, such as its area and its
    value, the innermost last.
    """

    file: str
    line: int
    column: int
    called: str
    within: tuple[str, ...] = ()

    def problem(self, text: str) -> Problem:
        """A problem with this text."""
        return Problem(self.file, self.line, self.column, text)


class KitError(Exception):
    """Raised for all that the user can mend; carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type["KitError"], tuple[tuple[Problem, ...]]]:
        """Pickle the error with its problems, so that it comes whole out of other processes."""
        return KitError, (self.problems,)

    @classmethod
    def of(cls, text: str, file: str = "") -> "KitError":
        """An error with one problem that has no line of its own."""
        return cls([Problem(file, 0, 0, text)])
