"""What coverage looks at: kit, and not again and again.

While it looks on, Python takes nearly twice as long, whichever file it is in. So it looks only at
modules as they are loaded, at fixtures, and at tests, and not at what tells nothing new:
WeasyPrint, processes that kit forks or starts, and a test that was already run with other
parameters, or that tries a property on many examples.
"""

import functools
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
import weasyprint

# Of a test with many parameters, so many runs are looked at in each process.
_LOOKED_AT = 1

_runs: Counter[str] = Counter()
# What traced before it was told not to.
_tracer: Any = None


def look_no_further() -> None:
    """Have nothing traced in WeasyPrint, nor in processes that are forked."""
    os.register_at_fork(after_in_child=lambda: sys.settrace(None))
    for owner, name in ((weasyprint.HTML, "render"), (weasyprint.Document, "write_pdf")):
        setattr(owner, name, _untraced(getattr(owner, name)))


def tells_nothing_new(item: pytest.Function) -> bool:
    """Whether a test need not be traced; this run of it is counted."""
    name = item.nodeid.partition("[")[0]
    _runs[name] += 1
    return _runs[name] > _LOOKED_AT or getattr(item.obj, "is_hypothesis_test", False)


@contextmanager
def untraced() -> Iterator[None]:
    """A while in which nothing is traced, but for what is `traced` within."""
    global _tracer
    _tracer = sys.gettrace()
    with _traced_by(None):
        yield


def traced() -> AbstractContextManager[None]:
    """A while that is traced as it was before."""
    return _traced_by(_tracer)


@contextmanager
def _traced_by(tracer: Any) -> Iterator[None]:
    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        yield
    finally:
        sys.settrace(before)


def _untraced(work: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(work)
    def done(*words: Any, **named: Any) -> Any:
        with _traced_by(None):
            return work(*words, **named)

    return done
