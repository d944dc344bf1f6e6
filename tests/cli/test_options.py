"""One table of options for all commands that take a session: what they promise and complete."""

import inspect
import re
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from kit.cli.app import app
from kit.cli.options import given, printer_names, printing_of, takes_session_options
from kit.core.errors import KitError
from kit.core.sizes import ANY_EDGE
from kit.session.options import KEYS as SESSION_KEYS
from kit.session.options import OPTIONS, flag_of
from kit.session.print_settings import Printing, printing
from kit.session.printers import profiles_folder

# Only a printer that is kept knows of upright sheets by themselves, and turns sheets.
KEYS = {
    str(field.alias): name
    for name, field in Printing.model_fields.items()
    if name not in ("upright_offset", "turns_sheets")
}


def helps() -> dict[str, str]:
    """The help of every option of `kit build` by its name, on one line."""
    command = typer.main.get_command(app)
    assert isinstance(command, typer.core.TyperGroup)
    return {
        option: " ".join(str(getattr(param, "help", "")).split())
        for param in command.commands["build"].params
        for option in param.opts
    }


@pytest.fixture
def profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where printers are kept in this test; there are none yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return profiles_folder()


def keep(profiles: Path, *names: str) -> None:
    profiles.mkdir(parents=True, exist_ok=True)
    for name in names:
        (profiles / f"{name}.yaml").write_text("margin: 5\n", encoding="utf-8")


# What the commands take, and what their help says


def taken_by(name: str) -> dict[str, list[str]]:
    """The parameters of a command: how each is typed."""
    command = typer.main.get_command(app)
    assert isinstance(command, typer.core.TyperGroup)
    params = command.commands[name].params
    return {str(one.name): [*one.opts, *one.secondary_opts] for one in params}


def test_build_and_plan_take_the_same() -> None:
    build, plan = taken_by("build"), taken_by("plan")
    assert [build.pop(name) for name in ("quiet", "verbose")] == [
        ["--quiet", "-q"],
        ["--verbose", "-v"],
    ]
    assert build.pop("watch") == ["--watch"]
    # Kits are made of several sessions at once, and planned one by one.
    assert (build.pop("sessions"), plan.pop("session")) == (["sessions"], ["session"])
    assert build == plan
    *options, last = plan
    assert last == "no_cache"
    assert {OPTIONS[key].name for key in OPTIONS} == set(options)
    assert plan["areas"] == ["--area"]
    assert plan["marks_on"] == ["--marks-on"]
    assert plan["allow_layouts"] == ["--allow-layouts", "--no-allow-layouts"]


def test_new_takes_all_but_what_is_of_one_run() -> None:
    plan, new = taken_by("plan"), taken_by("new")
    assert new.pop("file") == ["file"]
    apart = {"session", "allow_layouts", "only", "only_changed", "json_out", "no_cache"}
    assert {name: plan[name] for name in plan if name not in apart} == new


def test_a_command_keeps_its_own_parameters_about_them() -> None:
    @takes_session_options(of_one_run=False)
    def command(own: str = "", *, last: str = "", **wishes: object) -> None:
        """Nothing."""

    first, second, *_, last = inspect.signature(command).parameters
    assert (first, second, last) == ("own", "areas", "last")
    assert not {"json_out", "wishes"} & set(inspect.signature(command).parameters)


def test_the_defaults_in_the_help_are_those_that_hold() -> None:
    said = {
        key: found[1]
        for key in KEYS
        if (found := re.search(r"Default: ([^ .]+?)[ ,.]*(?: 68 .*)?$", helps()[flag_of(key)]))
    }
    assert {"paper", "card", "decks", "back-offset"} < set(said)
    assert "Default: 8 for cards, 4 for the rest." in helps()["--margin"]
    assert (ANY_EDGE.cards, ANY_EDGE.rest) == (8, 4)
    assert said["back-offset"] == "0,0"
    assert printing(said, flag_of) == Printing()


@pytest.mark.parametrize(
    "key", ["paper", "card", "flip", "posters", "order", "marks", "marks-on", "ink", "for"]
)
def test_the_help_names_all_that_may_be_chosen(key: str) -> None:
    with pytest.raises(KitError) as caught:
        printing({key: "?"}, flag_of)
    names = str(caught.value).removeprefix(f"--{key} ?: choose one of ").split(", ")
    assert len(names) > 1
    words = set(re.findall(r"[a-z0-9-]+", helps()[flag_of(key)]))
    assert set(names) <= words


# given


def test_options_get_the_keys_of_a_session_file() -> None:
    options = {"destination": "screen", "marks_on": "both", "paper": None, "png": True}
    assert given(options) == {"for": "screen", "marks-on": "both", "paper": None, "png": True}
    assert set(given({option.name: 1 for option in OPTIONS.values()})) >= set(SESSION_KEYS)


def test_a_list_with_nothing_in_it_was_not_given_but_a_switch_that_is_off_was() -> None:
    assert given({"png": False, "areas": [], "values": ["1.1"]}) == {
        "png": False,
        "areas": None,
        "values": ["1.1"],
    }


# printing_of


def test_messages_name_options_as_they_are_typed() -> None:
    with pytest.raises(KitError, match=r"^--marks-on back: choose one of front, both$"):
        printing_of({"marks-on": "back"}, None)


def test_the_printer_fills_in_what_was_not_said(profiles: Path) -> None:
    keep(profiles, "kontoret")
    wanted = {"margin": None, "gutter": "2"}
    assert printing_of(wanted, None) == Printing(gutter=2)
    expected = {"margin": 5, "gutter": 2, "posters": "A4", "upright-offset": (0, 0)}
    assert printing_of(wanted, "Kontoret") == Printing.model_validate(expected)
    assert printing_of({"margin": "0"}, "kontoret").margin == 0


def test_a_printer_without_a_name_is_none(profiles: Path) -> None:
    """As a script gives it whose variable is empty."""
    keep(profiles, "kontoret")
    with pytest.raises(KitError, match=r"^no printer "):
        printing_of({}, "")


# Completion


@pytest.mark.parametrize(
    ("typed", "completed"),
    [("", ["hjemme", "Kontoret", "kontoret 2"]), ("k", ["kontoret 2"]), ("o", [])],
)
def test_printers_are_completed(profiles: Path, typed: str, completed: list[str]) -> None:
    keep(profiles, "Kontoret", "kontoret 2", "hjemme")
    assert printer_names(typed) == completed


def test_where_printers_cannot_be_read_nothing_is_completed(profiles: Path) -> None:
    assert printer_names("") == []
    keep(profiles, "kontoret")
    assert printer_names("") == ["kontoret"]
    (profiles / "broken.yaml").write_text("margin: [", encoding="utf-8")
    assert printer_names("") == []


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("kit build --printer ko", ["kontoret"]),
        ("kit calibrate --printer ", ["hjemme", "kontoret"]),
        ("kit printer show h", ["hjemme"]),
        ("kit printer remove ", ["hjemme", "kontoret"]),
        ("kit build --pri", ["--printer"]),
        ("kit printer re", ["remove"]),
    ],
)
def test_the_shell_completes_printers(profiles: Path, typed: str, completed: list[str]) -> None:
    keep(profiles, "kontoret", "hjemme")
    wanted = {
        "_KIT_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(typed.split(" ")) - 1),
    }
    ran = CliRunner().invoke(app, [], prog_name="kit", env=wanted)
    assert ran.stdout.split() == completed
