"""The one table of options, and that all else is made of it."""

import subprocess
import sys
from typing import Any

import pytest

from kit.core.sizes import CARDS
from kit.session.model import Session
from kit.session.option import PARTS, Group, in_group
from kit.session.options import KEYS, OF_PRINTING, OPTIONS, flag_of, key_of
from kit.session.print_settings import Printing

# What is found out of a session, or told by a printer's profile, and not asked for.
NO_OPTIONS = {"printing", "amounts", "names", "names_read", "sources", "upright_offset"}
NO_OPTIONS |= {"turns_sheets", "remarks", "origins"}


def test_every_field_of_the_models_is_an_option_or_found_out() -> None:
    fields = {**Session.model_fields, **Printing.model_fields}
    assert {option.name for option in OPTIONS.values()} == set(fields) - NO_OPTIONS
    for key, option in OPTIONS.items():
        assert fields[option.name].alias == key
        assert fields[option.name].get_default() == option.default


def test_a_session_file_may_say_all_but_what_only_its_user_can_answer() -> None:
    assert set(OPTIONS) - set(KEYS) == {"allow-layouts"}
    assert set(OF_PRINTING) < set(KEYS)


@pytest.mark.parametrize("key", OPTIONS)
def test_every_option_has_its_words(key: str) -> None:
    option = OPTIONS[key]
    assert option.help[-1] == "."
    assert "{" not in option.help
    assert bool(option.metavar) != option.is_switch
    assert option.flag.startswith("--")
    # What a new session file shows behind its key: an example, where the default is nothing.
    if not option.is_of_one_run and option.default in ((), None):
        assert option.example or key in ("areas", "pieces")


def test_what_the_fields_tell_is_not_said_again() -> None:
    names = tuple(name.lower() for name in CARDS)
    assert OPTIONS["card"].choices == names
    assert OPTIONS["card"].help == (
        f"The size of cards: {', '.join(names)}. Default: standard, 68 × 95 mm."
    )
    assert OPTIONS["back-offset"].help.endswith("Default: 0,0.")
    assert (OPTIONS["margin"].metavar, OPTIONS["margin"].is_figure) == ("MM", True)
    assert {key for key, option in OPTIONS.items() if option.names_file} == {
        *("content", "out", "participants", "logo", "icc", "only-changed")
    }
    assert {key for key, option in OPTIONS.items() if option.is_repeated} == {
        *("areas", "values", "leave-out", "pieces", "only")
    }


def test_options_are_called_as_they_are_typed() -> None:
    assert [flag_of(key) for key in ("areas", "leave-out", "for")] == [
        *("--area", "--leave-out", "--for")
    ]
    assert [key_of(name) for name in ("destination", "json_out", "marks_on")] == [
        *("for", "json", "marks-on")
    ]
    # Of a printer, whose options stand in no table.
    assert flag_of("duplex") == "--duplex"
    assert key_of("upright_offset") == "upright-offset"


@pytest.mark.parametrize("in_help", [True, False])
def test_each_option_is_told_once(in_help: bool) -> None:
    told = [
        option.key
        for group in Group
        for option in in_group(OPTIONS.values(), group, in_help=in_help)
    ]
    assert sorted(told) == sorted(OPTIONS)


def test_options_are_told_in_an_order_of_their_own() -> None:
    def keys(group: Group, **how: Any) -> list[str]:
        return [option.key for option in in_group(OPTIONS.values(), group, **how)]

    assert keys(Group.SHEETS)[:4] == ["card", "decks", "order", "gutter"]
    assert keys(Group.KIT)[-3:] == ["content", "out", "allow-layouts"]
    assert keys(Group.KIT, in_help=True)[-3:] == ["out", "content", "allow-layouts"]
    assert keys(Group.PRINTER)[4] == keys(Group.PRINTER, in_help=True)[-1] == "separate-backs"


def test_all_of_a_session_has_its_part_in_the_file() -> None:
    apart = {"allow-layouts", "only", "only-changed", "json"}
    assert {key for key, option in OPTIONS.items() if option.is_of_one_run} == apart
    assert {option.group for key, option in OPTIONS.items() if key not in apart} == set(PARTS)


def test_the_table_needs_no_libraries() -> None:
    """The help of the command is made of it: pydantic would take longer than all the rest."""
    code = "import sys, kit.session.options; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in ran.stdout.split()}
    assert not loaded - sys.stdlib_module_names - {"kit", "__main__"} - site_hooks()


def site_hooks() -> set[str]:
    """What an installation loads of itself, such as the finders of editable packages."""
    ran = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in ran.stdout.split()}


def test_a_model_is_made_with_the_names_of_its_fields() -> None:
    """As programs do that call the library: what they write is held by mypy."""
    assert Session(people=4, title="  A  b ", json_out=True).title == "A b"
    with pytest.raises(ValueError, match="frozen"):
        Session().title = "x"
