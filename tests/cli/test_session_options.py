"""One list of options for all commands that take a session."""

import inspect

import typer.main
from typer.core import TyperGroup

from kit.cli.app import app
from kit.cli.session_options import OF_ONE_RUN, helps, takes_session_options
from kit.session.file import KEYS


def taken_by(name: str) -> dict[str, list[str]]:
    """The parameters of a command: how each is typed."""
    command = typer.main.get_command(app)
    assert isinstance(command, TyperGroup)
    params = command.commands[name].params
    return {str(one.name): [*one.opts, *one.secondary_opts] for one in params}


def test_build_and_plan_take_the_same() -> None:
    build, plan = taken_by("build"), taken_by("plan")
    assert [build.pop(name) for name in ("quiet", "verbose")] == [
        ["--quiet", "-q"],
        ["--verbose", "-v"],
    ]
    assert build.pop("watch") == ["--watch"]
    assert build == plan
    first, *_, last = plan
    assert (first, last) == ("session", "no_cache")


def test_new_takes_all_but_what_is_of_one_run() -> None:
    build, new = taken_by("build"), taken_by("new")
    assert new.pop("file") == ["file"]
    assert {name: build[name] for name in build if name not in OF_ONE_RUN} == new


def test_a_command_keeps_its_own_parameters_behind_them() -> None:
    @takes_session_options("session", "json")
    def command(own: str = "", **wishes: object) -> None:
        """Nothing."""

    names = list(inspect.signature(command).parameters)
    assert [names[0], names[-1]] == ["area", "own"]
    assert not {"session", "json", "wishes"} & set(names)


def test_every_key_of_a_session_file_is_explained() -> None:
    told = helps()
    assert set(KEYS) < set(told)
    assert all(told[key] for key in KEYS)
    assert told["areas"].startswith("An area")
