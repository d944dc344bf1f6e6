"""The help of the commands: its headings, what stands under them, and its lines."""

import os
import re
import subprocess
import sys
from itertools import pairwise

import pytest
import typer.core
import typer.main
from typer.testing import CliRunner

from kit.cli import options
from kit.cli.app import app

PANELS = ["The session", "Your printer", "Cards and posters", "For whom", "Print again", "This run"]


def help_of(*words: str) -> list[str]:
    """The lines of a help, in a terminal of 80 columns."""
    ran = CliRunner().invoke(app, [*words, "--help"])
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
    whole = typer.main.get_command(app)
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
    [("build", "[default: (out)]"), ("new", "[default: okt.yaml]"), ("list", "[default: values]")],
)
def test_defaults_are_told(command: str, default: str) -> None:
    assert any(line.endswith(f"  {default}") for line in help_of(command))


def test_a_choice_is_told_but_not_what_python_calls_a_text() -> None:
    assert "  what <areas|values|dilemmas|questions|pieces>" in help_of("list")
    assert not re.search(r"<\w+(\[\w+\])?>", "\n".join([*help_of("check"), *help_of("build")]))


def test_an_argument_that_may_be_left_out_stands_in_brackets_once() -> None:
    assert help_of("build")[0].endswith(" build [OPTIONS] [SESSION.YAML]")
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
    for annotated in (options.Flip, options.OnlyChanged, options.SeparateBacks):
        told = annotated.__metadata__[0].help  # type: ignore[attr-defined]
        assert told in text
