"""`kit build --watch`: the kit is made anew whenever what it is made of is saved."""

import contextlib
import os
import stat
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kit.cli.exit import was_asked_by_the_system
from kit.cli.streams import remark
from kit.core.messages import Message
from kit.system.files import is_folder, is_there

if TYPE_CHECKING:
    from kit.session.model import Session

# In ms: how often is looked whether anything was missed while a kit was being made.
_LOOK_AGAIN = 1000
# In s: so long a build that is stopped may take.
_TIDYING = 5.0
# What starts a build. Python alone would look for it, and for all else, in the current folder
# first, which somebody may have sent; this program is looked for where this one was found.
_START = "import sys; sys.path.append(sys.argv.pop(1)); from kit.__main__ import run; run()"
WATCHING = Message("Watching for what you save; Ctrl-C ends it.")

# When each file was last changed, in ns, and its size.
_State = dict[Path, tuple[int, int]]


def make_on_saving(session: "Session", written: Path | None) -> None:
    """Make the kit, and again whenever a file that it is made of is saved, until interrupted.

    `written` is the session file. Each build is a command of its own, as it was typed: whatever it
    ends with, the next one begins anew.
    """
    import watchfiles

    watched = _watched(session, written)
    command = _command([word for word in sys.argv[1:] if word != "--watch"])
    try:
        while True:
            made_of = _state(watched, session.out)
            _built(command)
            remark(WATCHING)
            # What may not be read cannot be watched, but is looked at again all the same.
            there = [path for path in watched if is_there(path) and os.access(path, os.R_OK)]
            looks = watchfiles.watch(
                *there,
                yield_on_timeout=True,
                rust_timeout=_LOOK_AGAIN,
                ignore_permission_denied=True,
            )
            # Closed here: a Ctrl-C while it is closed by itself would be lost.
            with contextlib.closing(looks):
                while _state(watched, session.out) == made_of:
                    next(looks)
    except KeyboardInterrupt:
        remark(Message("Stopped watching."))
        # Ctrl-C is how it is meant to end.
        if was_asked_by_the_system():
            raise


def _command(words: Sequence[str]) -> list[str]:
    """What starts `kit` with these words, and nothing of the same name that lies about here."""
    return [sys.executable, "-P", "-c", _START, str(Path(__file__).parents[2]), *words]


def _built(command: Sequence[str]) -> None:
    """Run a build to its end; one that is to be stopped has time to tidy away what it began."""
    with subprocess.Popen(command) as building:
        try:
            building.wait()
        except KeyboardInterrupt:
            # Ctrl-C reaches both. On Windows this would be no ask, but the end.
            if sys.platform != "win32":
                building.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                building.wait(_TIDYING)
            building.kill()
            raise


def _watched(session: "Session", written: Path | None) -> list[Path]:
    """The files and folders that a session is made of; those who draw save layouts as well."""
    from kit.core.paths import LAYOUTS

    listed = session.participants if isinstance(session.participants, Path) else None
    others = (written, listed, session.logo, session.printing.icc, session.only_changed)
    return [session.content, LAYOUTS, *(path for path in others if path)]


def _state(watched: Collection[Path], out: Path) -> _State:
    """How all watched files stand now, but for those in the output folder."""
    # Not Path.resolve, which raises for links in a circle.
    made = Path(os.path.realpath(out))
    found = {}
    for path in _files(watched):
        # It may be gone meanwhile, or not to be looked at.
        with contextlib.suppress(OSError):
            about = path.stat()
            inside = Path(os.path.realpath(path)).is_relative_to(made)
            if stat.S_ISREG(about.st_mode) and not inside:
                found[path] = about.st_mtime_ns, about.st_size
    return found


def _files(watched: Collection[Path]) -> Iterator[Path]:
    """The files, and all that lies below the folders: also what is not read yet may be missing."""
    for path in watched:
        if is_folder(path):
            yield from (Path(at, name) for at, _, names in os.walk(path) for name in names)
        else:
            yield path
