"""How a command ends early: the user or the system stops it, or kit itself has a fault."""

import _thread
import contextlib
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

from kit.cli import streams
from kit.core.messages import Message
from kit.system.stops import ASKS, has_written

STOPPED = Message("Stopped: nothing was written, and what an earlier build left is whole.")
STOPPED_LATE = Message("Stopped, but only after all was written.")
_FAULT = (
    Message(
        "This is a fault in kit itself, not in what you wrote. What lies in the output folder is "
        "whole."
    ),
    Message("Please pass these lines on to whoever gave you kit, with the files that you used:"),
)
# Of where it happened, the last steps; of what is told and noted of it so many lines and letters.
_STEPS, _LINES, _LETTERS = 8, 16, 1000
# A step as Python tells it.
_STEP = re.compile(r'File "(.*)", line (\d+), in ')
_PACKAGES = ("site-packages", "dist-packages")
# In s. Who asks again at once is impatient; after this what is being tidied away has got stuck.
_PATIENCE = 3.0
# An ask that was lost is made again after so many s.
_AGAIN = 0.05


class _Heard:
    """By which process asks to stop are heard; the first, as its signal; when the last came."""

    by = 0
    first = 0
    last = float("-inf")


_heard = _Heard()


class StoppedExit(SystemExit):
    """Ends a command that was stopped, and told so."""


@contextlib.contextmanager
def ended_plainly() -> Iterator[None]:
    """Tell a user who stops the command what became of it, and report a fault of kit itself.

    The command ends with SystemExit, whatever happens; nothing can stop it any more then.
    """
    _hear_stops()
    streams.guard()
    try:
        yield
    except StoppedExit:
        raise
    except KeyboardInterrupt:
        raise stopped() from None
    except SystemExit as ended:
        # Typer, and some libraries, make something else of the ask to stop.
        if _heard.first and ended.code not in (0, None):
            raise stopped() from None
        raise
    except Exception as error:
        if _heard.first:
            raise stopped() from None
        for line in _fault_report(error):
            streams.remark(line)
        raise SystemExit(1) from None
    finally:
        _hear_no_more()


def stopped(told: str = "") -> StoppedExit:
    """Tell what became of a command that was stopped; gives what ends it, to be raised.

    `told` is what became of it, where that is more than whether anything was written.
    Its code is as shells have it: 128 and the number of the signal, 130 for Ctrl-C.
    """
    streams.remark(told or (STOPPED_LATE if has_written() else STOPPED))
    return StoppedExit(128 + (_heard.first or signal.SIGINT))


def was_asked_by_the_system() -> bool:
    """Whether it was not the user with Ctrl-C who stopped the command."""
    return _heard.first not in (0, signal.SIGINT)


def _hear_stops() -> None:
    """Hear the system, and a terminal that is closed, as Ctrl-C is heard."""
    _heard.by = os.getpid()
    for ask in ASKS:
        # Who started it may have said that it is to go on: nohup does.
        if signal.getsignal(ask) is not signal.SIG_IGN:
            signal.signal(ask, _stop)
    sys.unraisablehook = _not_lost


def _hear_no_more() -> None:
    """Let what Python tidies away at its end be tidied away whole, which takes no time."""
    for ask in ASKS:
        signal.signal(ask, signal.SIG_IGN)


def _stop(ask: int, _frame: object) -> None:
    if os.getpid() != _heard.by:
        # A process that was forked and has not come to hear for itself; whoever forked it tells.
        os._exit(128 + ask)
    now = time.monotonic()
    _heard.first = _heard.first or ask
    if now - _heard.last > _PATIENCE:
        _heard.last = now
        raise KeyboardInterrupt


def _not_lost(lost: Any) -> None:
    """Ask again where Python was at something that nothing can come out of; tell of all else."""
    if not isinstance(lost.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(lost)
        return
    _heard.last = float("-inf")
    again = threading.Timer(_AGAIN, _ask_again)
    again.daemon = True
    again.start()


def _ask_again() -> None:
    """From another thread: ask so that what the first one waits for is broken off."""
    ask = signal.Signals(_heard.first or signal.SIGINT)
    if sys.platform == "win32":
        _thread.interrupt_main(ask)
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, ask)


def _fault_report(error: Exception) -> Iterator[str]:
    """What helps to find the fault: no more of this machine than that needs, and in short lines."""
    import platform
    import shlex
    import traceback

    from kit.core.version import __version__
    from kit.core.wording import cut_short

    yield from _FAULT
    steps = traceback.extract_tb(error.__traceback__)[-_STEPS:]
    # Where it was in another process is noted so, the last step last.
    notes = "\n".join(map(str, getattr(error, "__notes__", ()))).splitlines()
    told = "".join(traceback.format_exception_only(error)).splitlines()
    told = told[: max(1, len(told) - len(notes))]
    lines = [
        f"kit {__version__}, Python {platform.python_version()}, {platform.platform()}",
        shlex.join(["kit", *sys.argv[1:]]),
        *(f"{_in_its_package(step.filename)}:{step.lineno} in {step.name}" for step in steps),
        *told[:_LINES],
        *(_STEP.sub(_with_its_package, line) for line in notes[-_LINES:]),
    ]
    yield from (f"  {cut_short(line, _LETTERS)}" for line in lines)


def _with_its_package(step: re.Match[str]) -> str:
    return f"{_in_its_package(step[1])}:{step[2]} in "


def _in_its_package(file: str) -> str:
    """The file below its package's folder, wherever that is on this machine."""
    from pathlib import Path

    parts = Path(file).parts
    for package in _PACKAGES:
        if package in parts:
            return "/".join(parts[parts.index(package) + 1 :])
    # Beside the packages of others, or in a clone.
    home = Path(__file__).parents[2]
    if Path(file).is_relative_to(home):
        return Path(file).relative_to(home).as_posix()
    return "/".join(parts[-2:])
