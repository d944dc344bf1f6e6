"""The README and the command say the same."""

import re
from pathlib import Path

import pytest
import typer.main

from kit.cli.app import app
from kit.core.sizes import CARDS
from kit.session.option import Group, Option, in_group
from kit.session.options import OPTIONS as TABLE

FILE = Path(__file__).parents[2] / "README.md"
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


@pytest.fixture
def readme() -> str:
    """The text as it stands now: the first test may have written it anew."""
    return FILE.read_text(encoding="utf-8")


def test_the_tables_are_made_of_the_one_table(request: pytest.FixtureRequest) -> None:
    """`make golden` writes them anew, each between its two lines."""
    first, last = r"(<!-- options: ([A-Z ]+) -->\n)", r"(<!-- end of options -->\n)"
    between = re.compile(f"{first}.*?{last}", re.DOTALL)
    kept = FILE.read_text(encoding="utf-8")
    told = [Group[name] for found in between.finditer(kept) for name in found[2].split()]
    assert sorted(told, key=list(Group).index) == list(Group), "each group of options once"
    text = between.sub(lambda found: found[1] + table_of(found[2].split()) + found[3], kept)
    if request.config.getoption("--golden"):
        FILE.write_text(text, encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == text


def table_of(names: list[str]) -> str:
    """The options of these groups as a table in Markdown, in the order of the help."""
    rows = [
        f"| `{' '.join(filter(None, (option.flag, option.metavar)))}` | {words_of(option)} |\n"
        for name in names
        for option in in_group(TABLE.values(), Group[name], in_help=True)
    ]
    return "| option | |\n|---|---|\n" + "".join(rows)


def words_of(option: Option) -> str:
    """The help of an option, with what one may type marked as such, and the sizes of cards."""
    words = option.help
    code = [r"`[^`]+`", r"--[a-z-]+(?: [a-z0-9-]+(?=:))?", r"(?<!\w)\.(?:csv|xlsx|png|jpg)\b"]
    code += [rf"\b{re.escape(choice)}(?![\w-])" for choice in option.choices]
    marked = re.sub("|".join(code), lambda found: f"`{found[0].strip('`')}`", words)
    if option.key == "card":
        for name, size in CARDS.items():
            marked = marked.replace(f"`{name.lower()}`", f"`{name.lower()}` ({size})", 1)
    return marked


def test_every_command_and_option_is_in_the_readme(readme: str) -> None:
    for command in COMMANDS:
        assert f"kit {command}" in readme
    for command in OF_PRINTERS:
        assert f"kit printer {command}" in readme
    for option in OPTIONS - {"--show-completion"}:
        assert f"`{option}" in readme or f" {option}" in readme, option


def test_the_readme_names_no_other(readme: str) -> None:
    commands = set(re.findall(r"(?:^|`)kit ([a-z]\S*)", "\n".join(code_of(readme)), re.MULTILINE))
    assert {command.strip("`") for command in commands} == set(COMMANDS)
    named = set(re.findall(r"(--[a-z-]+)", "\n".join(code_of(readme))))
    assert named <= OPTIONS | OFF | {"--help", "--install-completion"}


def code_of(text: str) -> list[str]:
    """What stands between backticks, in lines and in blocks."""
    return re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)


@pytest.mark.parametrize("path", re.findall(r"\]\(([^)#:]+)\)", FILE.read_text("utf-8")))
def test_what_the_readme_points_to_is_there(path: str) -> None:
    assert (Path(__file__).parents[2] / path).exists()


def test_the_makefile_has_what_the_readme_promises(readme: str) -> None:
    makefile = (Path(__file__).parents[2] / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    promised = set(re.findall(r"make ([a-z-]+)", "\n".join(code_of(readme))))
    assert {"kit", "test", "test-all"} <= promised <= targets
