"""What a command loads: nothing heavy before it is needed.

Told by names of modules, not by time: which of them are loaded is the same on every machine.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

MODELS = {"pydantic", "yaml"}
TYPEFACES = {"fontTools", "fontTools.subset"}
TYPESETTING = {"weasyprint", "jinja2", "PIL"}
PDFS = {"pikepdf", "pypdfium2"}
IN_TERMINALS = {"rich", "questionary", "prompt_toolkit"}
HEAVY = MODELS | TYPEFACES | TYPESETTING | PDFS | IN_TERMINALS
# The last line of stderr names all modules.
CODE = """
import json, sys
sys.argv = ["kit", *sys.argv[1:]]
from kit.cli.app import app
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


def test_help_loads_little_beside_typer() -> None:
    """So many modules more take less than half as long again: `kit --help`, 1.4 × `import typer`.

    Pydantic and YAML would be some 130 more, and take longer than Typer itself.
    """
    alone = subprocess.run(
        [sys.executable, "-c", "import sys, typer; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    whole = subprocess.run(
        [sys.executable, "-c", CODE, "build", "--help"], capture_output=True, text=True, check=True
    )
    more = {*json.loads(whole.stderr.splitlines()[-1])[1:]} - {*alone.stdout.split()}
    assert "kit.session.options" in more
    assert len(more) <= 80


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


def test_a_list_loads_only_what_reads_and_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert started("cache", "show") == (0, set())
    assert started("list") == (0, MODELS)
    # What is known from before is told at once.
    assert started("list") == started("list", "--json") == (0, set())
    assert started("list", "areas") == (0, MODELS)


def test_what_cannot_be_built_is_told_before_anything_is_made_ready(tmp_path: Path) -> None:
    code, heavy = started("build", "--value", "nobody", cwd=tmp_path)
    assert code == 1
    assert not heavy & ({"weasyprint", "PIL", "fontTools.subset"} | IN_TERMINALS)


@pytest.mark.parametrize("module", ["pipeline.run", "pipeline.plan"])
def test_what_only_some_kits_need_is_not_loaded_for_all(module: str) -> None:
    """Typefaces to cut, pictures to read, tables of names: not before one of them is met."""
    code = f"import sys, kit.{module}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {*ran.stdout.split()}
    assert f"kit.{module}" in loaded
    assert not loaded & (TYPEFACES | {"weasyprint", "PIL"} | IN_TERMINALS)


def test_a_kit_that_is_kept_is_read_and_told_without_what_draws_it() -> None:
    code = "import sys, kit.cli.app, kit.cli.tables, kit.pipeline.run; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {*ran.stdout.split()}
    assert "kit.cli.tables" in loaded
    assert not loaded & (TYPEFACES | TYPESETTING | PDFS | IN_TERMINALS | {"kit.layout.drawing"})


def test_a_new_session_is_counted_without_the_typesetter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    code, heavy = started("new", "--people", "4", cwd=tmp_path)
    assert code == 0
    assert not heavy & {"weasyprint", "PIL", "fontTools.subset", "questionary", "prompt_toolkit"}
    assert (tmp_path / "okt.yaml").exists()
