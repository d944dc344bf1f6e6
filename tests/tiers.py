"""What `make test` runs, and what it leaves to `make test-slow`.

What is marked slow goes through all that there is: every format, every text, many moments to be
killed at. Beside it something of the same kind stays quick, so that most faults show within
minutes. Without `-m` everything is run.

A property is tried in both: on a few examples where only what is quick is run, else on all.
"""

from collections.abc import Container, Iterable
from typing import Any

import pytest
from _pytest.mark import ParameterSet
from hypothesis import settings

QUICK, SLOW = "not slow", "slow"
_ALL = 100
_FEW = 10


def choose(expression: str) -> None:
    """Set how many examples properties are tried on, by what `-m` asks for.

    A slow machine is no fault of the code: no example has a deadline.
    """
    settings.register_profile("all", deadline=None, max_examples=_ALL)
    settings.register_profile("few", deadline=None, max_examples=_FEW)
    settings.load_profile("few" if expression == QUICK else "all")


def mark_properties(items: Iterable[pytest.Item]) -> None:
    """Where only what is slow is run, properties are run as well, on all of their examples."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.slow)


def examples(most: int, **how: Any) -> settings:
    """For a property that is tried on so many examples, or on as small a share as the others."""
    return settings(max_examples=max(1, most * settings().max_examples // _ALL), **how)


def slow_but(values: Iterable[Any], *quick: Any) -> list[ParameterSet]:
    """Parameters that are slow, but for these; a tuple is several."""
    return [
        pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=_marks(value, quick))
        for value in values
    ]


def _marks(value: Any, quick: Container[Any]) -> tuple[pytest.MarkDecorator, ...]:
    return () if value in quick else (pytest.mark.slow,)
