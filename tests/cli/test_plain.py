"""Commands that are plain: how they read what was typed, and how they tell what is wrong in it."""

from pathlib import Path
from typing import Annotated, Literal

import pytest
import typer
from typer.testing import CliRunner, Result

from kit.cli.plain import PlainApp

app = PlainApp(name="try")
part = PlainApp(help="A part.")
app.add_typer(part, name="part")


def twice(told: str | None) -> str | None:
    return told and 2 * told


@app.callback()
def main(fine: Annotated[str | None, typer.Option(callback=twice)] = None) -> None:
    """Shows what was said before the command."""
    typer.echo(f"fine {fine!r}")


@app.command()
def show(
    what: Annotated[Literal["one", "two"], typer.Argument()] = "two",
    files: Annotated[list[Path] | None, typer.Argument()] = None,
    text: Annotated[str | None, typer.Option()] = None,
    texts: Annotated[list[str] | None, typer.Option("--more")] = None,
    path: Path = Path("out"),
    switch: Annotated[bool | None, typer.Option("--switch/--no-switch")] = None,
    number: int = 7,
) -> None:
    """Show what came."""
    typer.echo(repr((what, files, text, texts, path, switch, number)))


@part.command()
def need(name: Annotated[str, typer.Argument()], path: Annotated[Path, typer.Option()]) -> None:
    """Need both."""
    typer.echo(repr((name, path)))


def ran(*words: str) -> Result:
    return CliRunner().invoke(app, words, prog_name="try")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("show", ("two", None, None, None, Path("out"), None, 7)),
        ("show one", ("one", None, None, None, Path("out"), None, 7)),
        ("show one a b", ("one", [Path("a"), Path("b")], None, None, Path("out"), None, 7)),
        ("show --text 07", ("two", None, "07", None, Path("out"), None, 7)),
        ("show --more 1 --more b", ("two", None, None, ["1", "b"], Path("out"), None, 7)),
        ("show --path a/b --switch", ("two", None, None, None, Path("a/b"), True, 7)),
        ("show --no-switch --number 12", ("two", None, None, None, Path("out"), False, 12)),
    ],
)
def test_everything_comes_as_what_it_is(words: str, shown: tuple[object, ...]) -> None:
    assert ran(*words.split()).stdout == f"fine None\n{shown!r}\n"


def test_an_empty_text_is_a_text() -> None:
    assert "('two', None, '', None," in ran("show", "--text", "").stdout


def test_what_looks_at_an_option_is_asked() -> None:
    assert ran("--fine", "so", "show").stdout.startswith("fine 'soso'\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("show three", "Error: Invalid value for 'what': choose one of one, two"),
        ("show --number many", "Error: Invalid value for '--number': "),
        ("show --nothing", "Error: No such option: --nothing"),
        ("part need --path a", "Error: Missing argument 'name'."),
        ("part need a", "Error: Missing option '--path'."),
        ("part nedd", "Error: No such command 'nedd'. Did you mean 'need'?"),
    ],
)
def test_what_is_wrong_is_told_plainly_with_where_to_find_help(words: str, told: str) -> None:
    result = ran(*words.split())
    command = " ".join(["try", *words.split()[: 2 if words.startswith("part need") else 1]])
    assert result.exit_code == 2
    usage, hint, empty, error = result.stderr.splitlines()
    assert usage.startswith(f"Usage: {command} [OPTIONS]")
    assert (hint, empty) == (f"Try '{command} --help' for help.", "")
    assert error.startswith(told)


@pytest.mark.parametrize("words", ["", "part"])
def test_without_a_command_the_help_is_shown(words: str) -> None:
    result = ran(*words.split())
    assert result.exit_code == 2
    assert "Commands:\n" in result.stdout + result.stderr
