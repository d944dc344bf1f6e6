"""What the interview needs of whoever asks the user: lines, files, ticks, choices; going back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kit.core.errors import Problem
    from kit.imposition.print_job import PrintJob
    from kit.pipeline.request import Request

# What is wrong with a line that was typed, or True.
Check = Callable[[str], bool | str]


class BackError(Exception):
    """Raised where the user goes back a question in place of answering."""


@dataclass(frozen=True)
class Choice:
    """Something to choose: what it is called, and the value that it stands for."""

    title: str
    value: str
    ticked: bool = False


class Prompts(Protocol):
    """Whoever asks the user. A question raises BackError where the user goes back."""

    def tell(self, text: str) -> None:
        """Tell something between two questions."""

    def tell_problems(self, heading: str, problems: "Sequence[Problem]") -> None:
        """Tell what is wrong, a line each, under a heading."""

    def tell_count(self, jobs: "Sequence[PrintJob]") -> None:
        """Tell how many cards, posters, plans … there are so far, where that changed."""

    def tell_plan(self, request: "Request", jobs: "Sequence[PrintJob]") -> None:
        """Tell every file of a kit, with its paper."""

    def line(self, question: str, default: str, check: Check) -> str:
        """A line of text that passes its check, without spaces at its ends."""

    def file(self, question: str, default: str, check: Check) -> str:
        """The same, for the name of a file."""

    def ticked(self, question: str, choices: Sequence[Choice | str]) -> list[str]:
        """The values of what was ticked, maybe none; a text among the choices is a heading."""

    def chosen(self, question: str, choices: Sequence[Choice]) -> str:
        """The value of one choice; the one that is ticked is proposed."""
