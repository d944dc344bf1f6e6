"""The command `kit`, also as `python -m kit`."""

import atexit
import gc
import os
import sys
from typing import NoReturn


def run() -> NoReturn:
    """Run the command, and end the process."""
    # A command is soon over. To look for memory that it could give back takes a tenth of its time.
    gc.disable()
    try:
        from kit.cli.exit import ended_plainly

        with ended_plainly():
            from kit.cli.app import app
            from kit.core.language import speak
            from kit.system.user_language import users_language

            speak(users_language())
            app(prog_name="kit")
        code: object = 0
    except SystemExit as ended:
        code = ended.code
    except KeyboardInterrupt:
        # In the moment before stops are heard, or when all is told.
        code = 130
    _leave(code)


def _leave(code: object) -> NoReturn:
    """End the process with this code of SystemExit, and tidy away all but what lies in memory.

    To give that back, object by object, takes Python a tenth of a short command.
    """
    if not isinstance(code, int) and code is not None:
        # A text, which Python tells.
        sys.exit(str(code))
    # What was told is out: kit.cli.streams keeps nothing back.
    atexit._run_exitfuncs()
    os._exit(code or 0)


if __name__ == "__main__":
    run()
