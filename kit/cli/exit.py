"""How a command ends early: the user stops it, or kit itself has a fault."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

STOPPED = "Stopped: nothing was written, and what an earlier build left is whole."
_FAULT = """\
This is a fault in kit itself, not in what you wrote. What lies in the output folder is whole.
Please pass these lines on to whoever gave you kit, with the files that you used:"""
# Of where it happened, the last steps.
_STEPS = 8
_PACKAGES = ("site-packages", "dist-packages")
# Beside the packages of others, or in a clone.
_HOME = Path(__file__).parents[2]


@contextmanager
def ended_plainly() -> Iterator[None]:
    """Tell a user who stops the command what became of it, and report a fault of kit itself."""
    _hear_stops()
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(STOPPED, err=True)
        sys.exit(1)
    except Exception as error:
        typer.echo(_fault_report(error), err=True)
        sys.exit(1)


def _hear_stops() -> None:
    """Hear the system, and a terminal that is closed, as Ctrl-C is heard."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _stop)


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _fault_report(error: Exception) -> str:
    """What helps to find the fault: no more of this machine than that needs."""
    import platform
    import shlex
    import traceback

    from kit.core.version import __version__

    steps = traceback.extract_tb(error.__traceback__)[-_STEPS:]
    lines = [
        f"kit {__version__}, Python {platform.python_version()}, {platform.platform()}",
        shlex.join(["kit", *sys.argv[1:]]),
        *(f"{_shown(step.filename)}:{step.lineno} in {step.name}" for step in steps),
        *"".join(traceback.format_exception_only(error)).splitlines(),
    ]
    return "\n  ".join([_FAULT, *lines])


def _shown(file: str) -> str:
    """The file below its package's folder, wherever that is on this machine."""
    parts = Path(file).parts
    for package in _PACKAGES:
        if package in parts:
            return "/".join(parts[parts.index(package) + 1 :])
    if Path(file).is_relative_to(_HOME):
        return Path(file).relative_to(_HOME).as_posix()
    return "/".join(parts[-2:])
