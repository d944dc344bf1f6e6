"""The command `kit`, also as `python -m kit`."""

import gc
import sys


def run() -> None:
    """Run the command."""
    # A command is soon over. To look for memory that it could give back takes a tenth of its time,
    # and as much again when it ends.
    gc.disable()
    try:
        from kit.cli.exit import ended_plainly

        with ended_plainly():
            from kit.cli.app import app

            app(prog_name="kit")
    except KeyboardInterrupt:
        # In the moment before stops are heard, or when all is told.
        sys.exit(130)
    finally:
        gc.freeze()


if __name__ == "__main__":
    run()
