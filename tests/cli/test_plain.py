"""Commands that are plain: how they read what is typed, their help, what they tell is wrong."""

import ast
import inspect
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
import typer
import typer.core
import typer.main
from typer.testing import CliRunner, Result

from kit.cli import plain
from kit.cli.app import app as kit_app
from kit.cli.plain import PlainApp
from kit.session.options import OPTIONS
from tests.tiers import slow_but

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


def paths_of(command: Any, *before: str) -> Iterator[tuple[str, ...]]:
    """What is typed before each path that a command, or one below it, takes."""
    for name, one in getattr(command, "commands", {}).items():
        yield from paths_of(one, *before, name)
    for param in command.params if before else ():
        if getattr(param, "type_descriptor", None) is None:
            continue
        if param.type_descriptor.annotation in (Path, list[Path]):
            is_option = param.param_type_name == "option"
            yield (*before, *([param.opts[0]] if is_option else []))


PATHS = list(paths_of(typer.main.get_command(kit_app)))


@pytest.mark.parametrize("words", PATHS, ids=" ".join)
@pytest.mark.parametrize("empty", slow_but(["", "  ", "''", '" "'], ""))
def test_a_path_that_is_empty_is_never_the_current_folder(
    words: tuple[str, ...], empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(kit_app, [*words, empty])
    assert ran.exit_code == 2
    assert ran.stderr.splitlines()[-1].endswith(
        ": nothing stands here: name a file or a folder, or leave it out"
    )
    assert list(tmp_path.iterdir()) == []


def test_many_options_and_arguments_are_paths() -> None:
    known = {" ".join(words) for words in PATHS}
    options = "build --out, build --logo, plan --icc, new-pack --from, text --out, schema --out"
    assert {*options.split(", "), "build", "new", "new-pack", "check", "check-pack"} <= known


def test_an_empty_path_among_others_is_told_as_well() -> None:
    ran = CliRunner().invoke(kit_app, ["check", "a.pdf", ""])
    assert "nothing stands here" in ran.stderr


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


PANELS = ["The session", "Your printer", "Cards and posters", "For whom", "Print again", "This run"]


def help_of(*words: str) -> list[str]:
    """The lines of a help, in a terminal of 80 columns."""
    ran = CliRunner().invoke(kit_app, [*words, "--help"])
    assert ran.exit_code == 0
    return ran.stdout.splitlines()


def help_in(width: int, *words: str) -> list[str]:
    """The lines of a help, in a terminal of so many columns."""
    command = [sys.executable, "-m", "kit", *words, "--help"]
    own = {**os.environ, "COLUMNS": str(width)}
    ran = subprocess.run(command, env=own, capture_output=True, text=True, check=True)
    return ran.stdout.splitlines()


def sections(lines: list[str]) -> dict[str, list[str]]:
    """The lines below each heading, without the blank ones."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if re.fullmatch(r"\S.*:", line):
            found[line[:-1]] = []
        elif found and line:
            found[[*found][-1]].append(line)
    return found


def named(lines: list[str]) -> list[str]:
    """What is explained in a section: the first word of each name."""
    return [line.split()[0] for line in lines if re.match(r"  \S", line)]


def test_options_stand_under_the_headings_of_their_panels_in_order() -> None:
    told = sections(help_of("build"))
    assert list(told) == ["Arguments", "Options", *PANELS]
    assert named(told["Arguments"]) == ["SESSION.YAML"]
    assert named(told["Options"])[:2] == ["--area", "--value"]
    assert named(told["Options"])[-1] == "-h,"
    assert named(told["For whom"]) == ["--for", "--icc", "--png", "--preview"]
    assert named(told["Print again"]) == ["--only", "--only-changed"]


def test_no_option_is_lost_or_told_twice() -> None:
    told = [name for lines in sections(help_of("plan")).values() for name in named(lines)]
    whole = typer.main.get_command(kit_app)
    assert isinstance(whole, typer.core.TyperGroup)
    taken = [one.opts[0] for one in whole.commands["plan"].params]
    assert sorted(told) == sorted(["SESSION.YAML", "-h,", *taken[1:]])


def test_a_section_with_nothing_in_it_is_left_out() -> None:
    told = sections(help_of("new"))
    assert "Print again" not in told
    assert list(sections(help_of("text"))) == ["Options"]


def test_the_commands_stand_below_the_options_with_their_whole_first_sentence() -> None:
    told = sections(help_of())
    assert list(told) == ["Options", "Commands"]
    assert named(told["Commands"])[:3] == ["build", "new", "plan"]
    text = " ".join(" ".join(told["Commands"]).split())
    assert "new Write a session file, with every key explained: who comes, and what to " in text
    assert "..." not in text


def test_commands_of_printers_are_told_alike() -> None:
    assert named(sections(help_of("printer"))["Commands"]) == ["add", "list", "show", "remove"]
    told = sections(help_of("printer", "add"))
    assert list(told) == ["Arguments", "Options"]
    assert told["Arguments"] == ["  NAME                  What you call it.  [required]"]


@pytest.mark.parametrize(
    ("command", "default"),
    [("text", "[default: text]"), ("new", "[default: okt.yaml]"), ("list", "[default: values]")],
)
def test_defaults_are_told(command: str, default: str) -> None:
    assert any(line.endswith(f"  {default}") for line in help_of(command))


def test_a_choice_is_told_but_not_what_python_calls_a_text() -> None:
    assert "  what <areas|values|dilemmas|questions|cards|pieces>" in help_of("list")
    assert not re.search(r"<\w+(\[\w+\])?>", "\n".join([*help_of("check"), *help_of("build")]))


def test_an_argument_that_may_be_left_out_stands_in_brackets_once() -> None:
    assert help_of("build")[0].endswith(" build [OPTIONS] [SESSION.YAML]...")
    assert help_of("plan")[0].endswith(" plan [OPTIONS] [SESSION.YAML]")
    assert help_of("new")[0].endswith(" new [OPTIONS] [FILE]")


@pytest.mark.parametrize(
    ("width", "longest"), [(50, 50), (80, 78), (100, 98), (120, 118), (200, 118)]
)
def test_lines_are_as_long_as_the_terminal_but_not_too_long(width: int, longest: int) -> None:
    """All explanations are, of which some are long."""
    lengths = sorted(len(line) for line in help_in(width, "build"))
    assert longest - 6 <= lengths[-1] <= longest


@pytest.mark.parametrize("width", [60, 80, 120])
def test_explanations_stand_below_one_another_in_all_sections(width: int) -> None:
    told = sections(help_in(width, "build"))
    lines = [line for section in told.values() for line in section]
    assert {len(line) - len(line.lstrip()) for line in lines} == {2, 34}
    for line, below in pairwise(lines):
        # A name that is too long has its explanation on the next line.
        explained = line if line[32:34] == "  " else below
        assert re.match(r" {32}  \S| .{31}  \S", explained)
        assert explained is line or len(line) > 32


def test_every_help_of_an_option_is_there_whole() -> None:
    text = " ".join(" ".join(help_of("build")).split())
    for option in OPTIONS.values():
        assert option.help in text


# What is taken of Typer

HOME = Path(__file__).parents[2]
# What Typer promises to nobody, by what has it. Another release may call it otherwise or not call
# it at all: where one of these fails, plain.py is to be brought up to that release.
ALIKE = {
    *("get_params", "parse_args", "format_options", "format_usage", "format_help_text"),
    *("collect_usage_pieces", "help"),
}
COMMAND = ALIKE
GROUP = {*ALIKE, "make_context", "invoke", "commands"}
PARAMETER = {
    *("process_value", "type_descriptor", "display_type", "get_help_record", "get_error_hint"),
    *("callback", "param_type_name", "required", "rich_help_panel", "help", "metavar"),
    *("display_type_rich", "display_name_raw"),
}
DESCRIPTOR = {"annotation", "is_choice", "parameter_info"}
CONTEXT = {"fail", "command_path"}
FORMATTER = {
    *("section", "write_dl", "write_usage", "write_paragraph", "write_text", "indentation"),
}
# By these names plain.py has them.
HELD_AS = {"self", "command", "one", "param", "ctx", "formatter", "type_descriptor"}


def given_by_typer() -> dict[str, Any]:
    """A group, a command and its parameters, a context and a formatter, as Typer makes them."""
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    command = group.commands["show"]
    ctx = command.make_context("show", [])
    params = {one.name: one for one in command.params}
    return {
        "group": group,
        "command": command,
        "option": params["text"],
        "argument": params["what"],
        "descriptor": params["text"].type_descriptor,  # type: ignore[attr-defined]
        "context": ctx,
        "formatter": ctx.make_formatter(),
    }


def test_typer_has_all_that_is_taken_of_it() -> None:
    given = given_by_typer()
    wanted = {
        "group": GROUP,
        "command": COMMAND,
        "option": PARAMETER,
        "argument": PARAMETER,
        "descriptor": DESCRIPTOR,
        "context": CONTEXT,
        "formatter": FORMATTER,
    }
    lacking = {
        (held, name)
        for held, names in wanted.items()
        for name in names
        if not hasattr(given[held], name)
    }
    assert lacking == set()


@pytest.mark.parametrize(
    ("held", "name", "takes"),
    [
        (typer.core.TyperCommand, "parse_args", ["self", "ctx", "args"]),
        (typer.core.TyperGroup, "parse_args", ["self", "ctx", "args"]),
        (typer.core.TyperCommand, "format_options", ["self", "ctx", "formatter"]),
        (typer.core.TyperGroup, "format_options", ["self", "ctx", "formatter"]),
        (typer.core.TyperCommand, "format_usage", ["self", "ctx", "formatter"]),
        (typer.core.TyperCommand, "format_help_text", ["self", "ctx", "formatter"]),
        (typer.core.TyperGroup, "make_context", ["self", "info_name", "args", "parent", "extra"]),
        (typer.core.TyperGroup, "invoke", ["self", "ctx"]),
        (typer.core.TyperOption, "display_type_rich", ["self", "ctx"]),
        (typer.core.TyperOption, "process_value", ["self", "ctx", "value"]),
        (typer.core.TyperArgument, "process_value", ["self", "ctx", "value"]),
        (typer.core.TyperArgument, "display_type_rich", ["self", "ctx"]),
    ],
)
def test_what_is_put_in_the_place_of_typers_own_takes_the_same(
    held: type, name: str, takes: list[str]
) -> None:
    assert list(inspect.signature(getattr(held, name)).parameters) == takes


def test_no_more_is_taken_of_typer_than_stands_here() -> None:
    tree = ast.parse(Path(plain.__file__).read_text(encoding="utf-8"))
    attributes = [one for one in ast.walk(tree) if isinstance(one, ast.Attribute)]
    taken = {one.attr for one in attributes if ast.unparse(one.value).split(".")[-1] in HELD_AS}
    every = COMMAND | GROUP | PARAMETER | DESCRIPTOR | CONTEXT | FORMATTER
    # Not taken but put in its place, or Python's own.
    own = {"parse_args", "format_options", "format_usage", "format_help_text", "process_value"}
    own |= {"make_context", "invoke", "display_type_rich", "display_name_raw"}
    assert taken - {"__class__"} == every - own
    assert {one.attr for one in attributes if ast.unparse(one.value) == "typer"} == {
        "Typer",
        "BadParameter",
    }


def test_typer_by_itself_would_load_pydantic_to_read_a_text() -> None:
    """The reason for all this: where it is gone, plain.py may read nothing itself any more."""
    code = (
        "import sys, typer\n"
        "app = typer.Typer(rich_markup_mode=None)\n"
        "@app.command()\n"
        "def main(text: str = 'x') -> None: print('pydantic' in sys.modules)\n"
        "app()"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "True\n"


def test_the_release_of_typer_is_pinned_where_it_is_asked_for() -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (asked,) = (one for one in project["dependencies"] if one.startswith("typer"))
    assert asked == f"typer=={version('typer')}"
    assert asked in (HOME / ".ci" / "pins.txt").read_text(encoding="utf-8").splitlines()
