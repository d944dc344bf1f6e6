"""What a command loads: nothing heavy before it is needed.

Told by names of modules, not by time: which of them are loaded is the same on every machine.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

MODELS = {"pydantic", "yaml"}
TYPESETTING = {"weasyprint", "jinja2", "fontTools", "PIL"}
PDFS = {"pikepdf", "pypdfium2"}
IN_TERMINALS = {"rich", "questionary", "prompt_toolkit"}
LISTS = {"openpyxl"}
HEAVY = MODELS | TYPESETTING | PDFS | IN_TERMINALS | LISTS
# The last line of stderr names all modules.
CODE = """
import json, sys
sys.argv = ["kit", *sys.argv[1:]]
from kit.cli import app
try:
    app()
except SystemExit as ended:
    print(json.dumps([ended.code, *sys.modules]), file=sys.stderr)
"""


def started(*words: str, cwd: Path | None = None) -> tuple[int, set[str]]:
    """How the command ended in a process of its own, and what of the heavy it has loaded."""
    command = [sys.executable, "-c", CODE, *words]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=cwd)
    code, *modules = json.loads(ran.stderr.splitlines()[-1])
    assert "typer" in modules
    return code, HEAVY & {*modules}


@pytest.mark.parametrize(
    "words",
    [
        "--help",
        "--version",
        "build --help",
        "new --help",
        "plan -h",
        "list --help",
        "check --help",
        "calibrate --help",
        "printer",
        "printer add --help",
    ],
)
def test_help_loads_nothing_heavy(words: str) -> None:
    code, heavy = started(*words.split())
    assert (code, heavy) == (2 if words == "printer" else 0, set())


@pytest.mark.parametrize(
    "words",
    [
        "",
        "bild",
        "--nonsense",
        "build --nonsense",
        "build --paper",
        "list people",
        "printer add",
        "printer bild",
    ],
)
def test_errors_in_options_load_nothing_heavy(words: str) -> None:
    assert started(*words.split()) == (2, set())
