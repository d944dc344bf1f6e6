"""The progress of a build: what a program that wants to show it has to implement."""

from typing import Literal, Protocol

Stage = Literal["Reading", "Drawing", "Setting", "Imposing", "Checking", "Picturing", "Writing"]


class Progress(Protocol):
    """A listener that is told of each stage of a build as it begins, and of each of its steps."""

    def stage(self, stage: Stage, steps: int) -> None:
        """A stage begins, and the one before has ended; it has so many steps."""

    def step(self, what: str) -> None:
        """A step of the stage begins, with what it is about."""

    def batches(self, reused: int, anew: int) -> None:
        """How many batches the cache held from earlier builds, and how many are typeset anew."""


class Unwatched:
    """A listener that does nothing, for builds that nobody watches."""

    def stage(self, stage: Stage, steps: int) -> None:
        """Nothing is told."""

    def step(self, what: str) -> None:
        """Nothing is told."""

    def batches(self, reused: int, anew: int) -> None:
        """Nothing is told."""
