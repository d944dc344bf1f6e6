"""Where all that is told goes through: nothing in it steers a terminal, and nothing of it is lost.

Standard output and standard error are replaced before anything else is loaded, so that what Typer
and Python say passes here as well. Only Rich and questionary, which steer the terminal themselves,
write to the streams beneath; what they are given is made visible first.
"""

import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable
from typing import TextIO, cast

from kit.core.language import said
from kit.core.messages import Message
from kit.core.visible import visible, visible_lines
from kit.system.reasons import reason_of

# As shells tell of a command whose reader went away.
READER_GONE = 141


class GuardedStream(io.TextIOBase):
    """A stream that writes out what would steer a terminal. It has no buffer to be had without it.

    `beneath` is None where the command was started with the stream closed. `fails` is called where
    it cannot be written, once; from then on nothing is written. `shown` makes texts visible.
    """

    def __init__(
        self,
        beneath: TextIO | None,
        fails: Callable[[Exception], None],
        shown: Callable[[str], str] = visible_lines,
    ) -> None:
        super().__init__()
        self.beneath = beneath
        self.is_closed = beneath is None
        self._fails = fails
        self._shown = shown
        # Letters that its encoding lacks are written out as well.
        if isinstance(beneath, io.TextIOWrapper):
            beneath.reconfigure(errors="backslashreplace")

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """That of the stream beneath."""
        return getattr(self.beneath, "encoding", None) or "utf-8"

    def write(self, text: str) -> int:
        """Write lines, at once."""
        shown = self._shown(text)
        if self.beneath is None:
            self._fails_once(OSError(errno.EBADF, Message("it is closed")))
            return len(text)
        try:
            self.beneath.write(shown)
            self.beneath.flush()
        except (OSError, ValueError) as error:
            self._fails_once(error)
        return len(text)

    def flush(self) -> None:
        """All is written already."""

    def writable(self) -> bool:
        """It is written to, and nothing else."""
        return True

    def isatty(self) -> bool:
        """Whether somebody sits before it."""
        return self.beneath is not None and self.beneath.isatty()

    def fileno(self) -> int:
        """The number of the stream beneath."""
        if self.beneath is None:
            raise io.UnsupportedOperation("fileno")
        return self.beneath.fileno()

    def for_one_that_steers(self) -> "GuardedStream":
        """The same stream for Rich, which is given nothing but what was made visible."""
        return GuardedStream(self.beneath, self._fails, str)

    def _fails_once(self, error: Exception) -> None:
        fails, self._fails = self._fails, _not_again
        beneath, self.beneath = self.beneath, None
        _turn_away(beneath)
        fails(error)


def guard() -> None:
    """Put the guarded streams in the place of Python's own."""
    _hold_places()
    if not isinstance(sys.stdout, GuardedStream):
        sys.stdout = cast(TextIO, GuardedStream(sys.stdout, _output_fails))
    if not isinstance(sys.stderr, GuardedStream):
        sys.stderr = cast(TextIO, GuardedStream(sys.stderr, _not_again))


def for_rich(stream: TextIO) -> TextIO:
    """A standard stream for Rich, which steers the terminal: it gets nothing else that does."""
    if isinstance(stream, GuardedStream):
        return cast(TextIO, stream.for_one_that_steers())
    return stream


def beneath(stream: TextIO) -> TextIO:
    """A standard stream for questionary, which asks the system of the terminal behind it."""
    under = stream.beneath if isinstance(stream, GuardedStream) else stream
    return under or stream


def say(line: str) -> None:
    """Tell in a line what became of it, on standard output; where that is closed nobody asks."""
    if not (isinstance(sys.stdout, GuardedStream) and sys.stdout.is_closed):
        answer(line)


def answer(line: str) -> None:
    """Tell a line of what was asked for, on standard output. It is one line whatever is in it."""
    sys.stdout.write(visible(said(line)) + "\n")
    sys.stdout.flush()


def answer_text(text: str) -> None:
    """Tell a text whose lines are meant, with what ends them."""
    sys.stdout.write(visible_lines(said(text)))
    sys.stdout.flush()


def remark(line: str) -> None:
    """Tell in a line what is good to know or wrong, on standard error."""
    sys.stderr.write(visible(said(line)) + "\n")
    sys.stderr.flush()


def _output_fails(error: Exception) -> None:
    """End the command: what it was asked to tell cannot be told."""
    if _reader_is_gone(error):
        raise SystemExit(READER_GONE)
    reason = reason_of(error) if isinstance(error, OSError) else str(error)
    remark(Message("standard output cannot be written: {reason}", reason=reason))
    raise SystemExit(1)


def _not_again(_error: Exception) -> None:
    """There is nobody to tell it to; how the command ends tells what became of it."""


def _reader_is_gone(error: Exception) -> bool:
    # What Windows says of a pipe that nobody reads is that an argument is wrong.
    gone = {errno.EPIPE, errno.EINVAL} if sys.platform == "win32" else {errno.EPIPE}
    return isinstance(error, OSError) and error.errno in gone


def _turn_away(stream: TextIO | None) -> None:
    """Let what waits in a stream that fails go to nowhere: Python would try again at its end."""
    if stream is None:
        return
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _hold_places() -> None:
    """Open nothing in the place of each stream that is closed.

    The next files that are opened would have their numbers, and get what libraries tell there.
    """
    with contextlib.suppress(OSError):
        while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
            os.set_inheritable(number, True)
        os.close(number)
