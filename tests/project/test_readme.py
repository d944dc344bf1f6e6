"""The README and the command say the same."""

import re
from pathlib import Path

import pytest
import typer.main

from kit.cli.app import app

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
WHOLE = typer.main.get_command(app)
COMMANDS = WHOLE.commands  # type: ignore[attr-defined]
OF_PRINTERS = COMMANDS["printer"].commands
OPTIONS = {
    option
    for command in [WHOLE, *COMMANDS.values(), *OF_PRINTERS.values()]
    for parameter in command.params
    for option in parameter.opts
    if option.startswith("--")
}
# The opposites of switches.
OFF = {f"--no-{option.removeprefix('--')}" for option in OPTIONS}


def test_every_command_and_option_is_in_the_readme() -> None:
    for command in COMMANDS:
        assert f"kit {command}" in README
    for command in OF_PRINTERS:
        assert f"kit printer {command}" in README
    for option in OPTIONS - {"--show-completion"}:
        assert f"`{option}" in README or f" {option}" in README, option


def test_the_readme_names_no_other() -> None:
    commands = set(re.findall(r"(?:^|`)kit ([a-z]\S*)", "\n".join(code_of(README)), re.MULTILINE))
    assert {command.strip("`") for command in commands} == set(COMMANDS)
    named = set(re.findall(r"(--[a-z-]+)", "\n".join(code_of(README))))
    assert named <= OPTIONS | OFF | {"--help", "--install-completion"}


def code_of(text: str) -> list[str]:
    """What stands between backticks, in lines and in blocks."""
    return re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)


@pytest.mark.parametrize("path", re.findall(r"\]\(([^)#:]+)\)", README))
def test_what_the_readme_points_to_is_there(path: str) -> None:
    assert (Path(__file__).parents[2] / path).exists()


def test_the_makefile_has_what_the_readme_promises() -> None:
    makefile = (Path(__file__).parents[2] / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    promised = set(re.findall(r"make ([a-z-]+)", "\n".join(code_of(README))))
    assert {"kit", "test", "test-all"} <= promised <= targets
