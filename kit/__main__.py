"""The command `kit`, also as `python -m kit`."""

import gc


def run() -> None:
    """Run the command."""
    # A command is soon over: to look for memory that could be had back takes a tenth of its time.
    gc.disable()

    from kit.cli import app

    app()


if __name__ == "__main__":
    run()
