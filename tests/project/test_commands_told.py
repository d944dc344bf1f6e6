"""Every command that a message names is one that there is, with the options told with it."""

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.core
import typer.main
from typer import _click as click

from kit.cli.app import app
from kit.session.asked_names import listing
from kit.session.sources import NOWHERE, Sources
from tests.conftest import SAMPLES, run_kit

KIT = Path(__file__).parents[2] / "kit"
_COMMAND = re.compile(r"`(kit [^`]+)`")

_VALUE = re.compile(r"{(\w+)[^{}]*}")
# What is filled in into a message, by its name: something that it may become, where that is not
# just a name.
FILLED_IN = {"command": listing("values", NOWHERE)}


def _texts(tree: ast.AST) -> Iterator[str]:
    """All texts of a module; what is filled in stands in them as an example."""
    parts = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts |= {id(part) for part in node.values}
            if any("`" in str(one.value) for one in node.values if isinstance(one, ast.Constant)):
                yield "".join(_filled(part) for part in node.values)
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts
        ):
            yield _VALUE.sub(lambda found: FILLED_IN.get(found[1], "x"), node.value)


def _filled(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    return "x"


def told_commands() -> list[str]:
    found = {
        " ".join(command.split())
        for path in sorted(KIT.rglob("*.py"))
        for text in _texts(ast.parse(path.read_text(encoding="utf-8")))
        for command in _COMMAND.findall(text)
    }
    return sorted(found)


def is_understood(command: str) -> bool:
    """Whether the command line is one: a command is there, and takes what stands behind it.

    One that is only named, such as `kit printer add`, may lack what it or its option needs.
    """
    program, *words = shlex.split(command)
    here: object = typer.main.get_command(app)
    while isinstance(here, typer.core.TyperGroup) and words and not words[0].startswith("-"):
        here = here.commands.get(words.pop(0))
    if here is None or program != "kit":
        return False
    if not words:
        return True
    assert isinstance(here, typer.core.TyperCommand)
    try:
        here.make_context("kit", words)
    except click.exceptions.UsageError as error:
        lacks_only = (click.exceptions.MissingParameter, click.exceptions.BadOptionUsage)
        return isinstance(error, lacks_only)
    return True


def test_the_commands_of_messages_are_found() -> None:
    assert {"kit list values", "kit printer list", "kit plan x"} <= set(told_commands())


@pytest.mark.parametrize("command", told_commands())
def test_a_command_that_a_message_names_is_there(command: str) -> None:
    assert is_understood(command)


@pytest.mark.parametrize(
    "command", ["kit lst", "kit list cardz", "kit build --decs 3", "kit printer shew a", "kt list"]
)
def test_a_command_that_is_not_there_is_noticed(command: str) -> None:
    assert not is_understood(command)


def test_a_list_that_a_message_promises_holds_what_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of the pack that the message is about, and not of the default one."""
    monkeypatch.chdir(tmp_path)  # a kit that lies in out/ has words of its own to say
    pack = str(SAMPLES / "small")
    sources = Sources({"content": pack})
    shown = {
        "area": ("99", "Mot &"),
        "value": ("qqq", "1.1 "),
        "card": ("qqq", "1.1 "),
        "piece": ("qqq", "Verdikort"),
    }
    asked = {"area": "--area", "value": "--value", "card": "--only", "piece": "--piece"}
    for kind, (name, holds) in shown.items():
        command = listing(f"{kind}s", sources)
        ran = run_kit("build", "--content", pack, asked[kind], name)
        refusal = f"{asked[kind]} {name}: no such {kind}; `{command}` shows what there is\n"
        assert ran.stderr == refusal
        assert holds in run_kit(*shlex.split(command)[1:]).stdout


@pytest.mark.parametrize(
    ("content", "command"),
    [
        (None, "kit list cards"),
        ("pack", "kit list cards --content pack"),
        ("my pack", 'kit list cards --content "my pack"'),
    ],
)
def test_the_command_names_the_pack(content: str | None, command: str) -> None:
    assert listing("cards", Sources({"content": content})) == command
