"""When a command may be stopped: never amid a last step, and with the truth about what it wrote."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# How the system and the user ask a process to end; Windows has no SIGHUP, others no SIGBREAK.
ASKS = tuple(
    signal.Signals[name]
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    if name in signal.Signals.__members__
)
_written = threading.Event()


@contextmanager
def undisturbed(*, as_asked: bool = True) -> Iterator[None]:
    """Do a last step of writing, that takes a thousandth of a second, as if nobody could stop it.

    Who asks meanwhile is too late. `as_asked` is whether what was asked for is written with it, and
    not what an earlier command left to do.
    """
    # Only the first thread is ever disturbed.
    asks = ASKS if threading.current_thread() is threading.main_thread() else ()
    before = {ask: signal.signal(ask, _too_late) for ask in asks}
    try:
        yield
        if as_asked:
            _written.set()
    finally:
        for ask, handler in before.items():
            signal.signal(ask, signal.SIG_DFL if handler is None else handler)


def begin_anew() -> None:
    """A command begins; one that ran before it in this process is no matter of it."""
    _written.clear()


def has_written() -> bool:
    """Whether this process has written what was asked for."""
    return _written.is_set()


def _too_late(_signal: int, _frame: object) -> None:
    """A signal handler that does nothing."""
