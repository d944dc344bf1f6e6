"""CONTRIBUTING.md names what is there: files, targets of make, and the tools of pre-commit."""

import ast
import re
import shlex
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
# What its recipes make, or find made by a build.
MADE = {
    *("layouts/area-cards/", "layouts/labels/da.yaml", "content/new-pack/da"),
    *("tests/golden/area-cards.html", "out/", "fuzz/", ".venv"),
}
PATHS = set(re.findall(r"(?<=`)[\w.-]*[\w-]/[\w./-]*(?=`)|(?<=\]\()[\w./-]+(?=\))", PAGE)) - MADE
HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]


@pytest.mark.parametrize("path", sorted(PATHS))
def test_what_it_points_to_is_there(path: str) -> None:
    assert path.startswith(".venv/") or (ROOT / path).exists()


def test_it_names_the_targets_of_make() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))
    named = {
        target
        for found in re.findall(r"`make ([a-z -]+)`", PAGE)
        for target in found.split()
    }  # fmt: skip
    assert named == targets - {"clean"}


def test_its_python_is_python() -> None:
    blocks = re.findall(r"^( *)```python\n(.*?)^ *```$", PAGE, re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 4
    for indent, code in blocks:
        lines = re.sub(f"^{indent}", "", code, flags=re.MULTILINE)
        # Lines of a function, of a class, or of a dict.
        bodies = (f"def f():\n{re.sub('^', '    ', lines, flags=re.MULTILINE)}", f"{{{lines}}}")
        assert any(is_python(body) for body in bodies), lines


def is_python(code: str) -> bool:
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True


def test_hooks_are_of_this_machine_and_run_what_make_check_runs() -> None:
    (repo,) = HOOKS
    assert repo["repo"] == "local"
    for hook in repo["hooks"]:
        command, *words = shlex.split(hook["entry"])
        assert hook["language"] == "system"
        assert command.startswith(".venv/bin/")
        for path in (word for word in words if word.startswith("tests/")):
            assert (ROOT / path).exists()
    check = MAKEFILE.split("\ncheck:")[1].split("\n\n")[0]
    run = {shlex.split(hook["entry"])[0].removeprefix(".venv/bin/") for hook in repo["hooks"]}
    assert set(re.findall(r"\$\(BIN\)/([\w-]+)", check)) <= run
