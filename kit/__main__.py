"""`python -m kit` is the same as `kit`."""

from kit.cli import app

app(prog_name="kit")
