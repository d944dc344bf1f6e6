"""`kit new`: a session file, from answers, from options, or as a template to fill in."""

import os
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kit.cli import options
from kit.cli.terminal import told_plainly
from kit.session.options import OPTIONS

if TYPE_CHECKING:
    from kit.pipeline.request import Request

FILE = Path("okt.yaml")

Answers = dict[str, Any]


@options.takes_session_options(of_one_run=False)
def new(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file to write.", show_default=True)
    ] = FILE,
    **wishes: Any,
) -> None:
    """Write a session file, with every key explained: who comes, and what to choose.

    In a terminal it asks. With any option it asks nothing and writes what the options say; without
    a terminal it writes a template. No file is ever overwritten.
    """
    with told_plainly():
        from kit.cli.tables import counted_line
        from kit.pipeline.plan import counted

        _check_free(file)
        given = options.given(wishes)
        if all(told is None for told in given.values()):
            given = _asked() if sys.stdin.isatty() and sys.stdout.isatty() else _template()
        request = _request(given)
        told = counted_line(counted(request))
        _write_new(file, _session_text(request, file))
        for notice in request.session.notices:
            typer.echo(notice, err=True)
        typer.echo(f"In {file.resolve()}: {told}")
        name = shlex.quote(str(file))
        typer.echo(f"`kit plan {name}` tells paper and time, `kit build {name}` makes the kit.")


def _request(answers: Answers) -> "Request":
    """What would be made of these answers. KitError for all that is wrong in them."""
    from kit.pipeline.request import request_for
    from kit.session.file import read_session

    return request_for(*read_session(answers))


def _template() -> Answers:
    """The answers that stand in a template: an example of how many come."""
    return {key: OPTIONS[key].example for key in ("people", "tables")}


def _session_text(request: "Request", file: Path) -> str:
    from kit.authoring.new_session import choices_of, session_text, wishes_of
    from kit.authoring.schemas import SCHEMAS, schema_file, schema_line
    from kit.core.paths import LAYOUTS
    from kit.layout.pieces import load_pieces
    from kit.session.printers import all_printers, profiles_folder

    pieces = load_pieces(LAYOUTS)
    printers = tuple(all_printers(profiles_folder()))
    choices = choices_of(request.selection.pack, pieces, request.labels, printers)
    text = session_text(wishes_of(request, pieces, file.parent), choices)
    # Beside a pack that was begun with `kit new-pack` editors know what may stand there.
    has_schema = (file.parent / SCHEMAS / schema_file("session")).is_file()
    return schema_line("session", SCHEMAS) + text if has_schema else text


def _check_free(file: Path) -> None:
    """KitError where the file is there already, or has no folder to stand in."""
    from kit.core.errors import KitError

    if os.path.lexists(file):
        taken = "this file is there already: change it by hand, or choose another name"
        raise KitError.of(taken, str(file))
    if not file.parent.is_dir():
        raise KitError.of("this folder is not there: make it first", str(file.parent))


def _write_new(file: Path, text: str) -> None:
    from kit.core.errors import KitError

    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except OSError as error:
        reason = error.strerror or str(error)
        text = f"the file cannot be written: {reason}; choose another place"
        raise KitError.of(text, str(file)) from error


def _asked() -> Answers:
    """The answers of the user in the terminal. Raises KeyboardInterrupt where it is broken off."""
    try:
        return _interview()
    except EOFError as end:
        raise KeyboardInterrupt from end


def _interview() -> Answers:
    """Ask one question after the other, and tell how many cards there are when that changes."""
    answers: Answers = {}
    _ask(answers, "title", "What is the session called? It may stay empty.")
    _ask(answers, "date", "On which day, such as 2026-12-03? It may stay empty.")
    _ask(answers, "team", "Whose session is it? It may stay empty.")
    _ask(answers, "people", "How many take part? Leave it empty if you have a list of names.")
    if "people" not in answers:
        _ask_names(answers)
    _ask(answers, "tables", "At how many tables? It may stay empty.")
    _tell(answers)
    for tick in (_tick_areas, _tick_values, _tick_pieces):
        tick(answers)
        _tell(answers)
    _choose_printer(answers)
    return answers


def _ask(answers: Answers, key: str, question: str) -> None:
    """One line of text, asked for until a session file would take it; an empty one is no answer."""
    import questionary

    check = _value_check(answers, key, str)
    told = questionary.text(question, validate=check).unsafe_ask().strip()
    answers.update({key: told} if told else {})


def _ask_names(answers: Answers) -> None:
    import questionary

    question = "Which file holds their names, .csv or .xlsx? It may stay empty."
    check = _value_check(answers, "participants", _path)
    told = questionary.path(question, validate=check).unsafe_ask().strip()
    answers.update({"participants": _path(told)} if told else {})


def _path(told: str) -> Path:
    return Path(told).expanduser()


def _value_check(
    answers: Answers, key: str, read: Callable[[str], object]
) -> Callable[[str], bool | str]:
    """A check as questionary wants it: true, or what is wrong, in the words for session files."""
    from kit.session.file import read_session

    def check(told: str) -> bool | str:
        given = {**answers, key: read(told.strip())} if told.strip() else answers
        _, problems = read_session(given)
        # No options were typed here.
        return problems[0].text.replace("--", "") if problems else True

    return check


def _tell(answers: Answers) -> None:
    """How many cards and posters there are so far."""
    from kit.cli.tables import counted_line
    from kit.pipeline.plan import counted

    typer.echo(f"  {counted_line(counted(_request(answers)))}")


def _ticked(question: str, choices: Sequence[Any]) -> list[str]:
    """What was ticked, at least one."""
    import questionary

    while True:
        ticked: list[str] = questionary.checkbox(question, choices).unsafe_ask()
        if ticked:
            return ticked
        typer.echo("  Tick one at least.")


def _tick_areas(answers: Answers) -> None:
    from questionary import Choice

    from kit.content.models import plain

    areas = {one.id: plain(one.title) for one in _request(answers).selection.areas}
    choices = [Choice(title, value=id_, checked=True) for id_, title in areas.items()]
    answers["areas"] = _ticked("Which areas?", choices)


def _tick_values(answers: Answers) -> None:
    from questionary import Choice, Separator

    from kit.content.models import plain

    choices: list[Any] = []
    selection = _request(answers).selection
    for area in selection.areas:
        choices.append(Separator(plain(area.title)))
        for one in area.values:
            title = f"{one.number} {plain(one.name)}"
            choices.append(Choice(title, value=one.id, checked=True))
    ticked = _ticked("Which values of these?", choices)
    # The areas come along whichever of their values do.
    answers["leave-out"] = [one.id for one in selection.values if one.id not in ticked]


def _tick_pieces(answers: Answers) -> None:
    """The pieces that hold something; the guide is not asked for, since it always comes along."""
    from questionary import Choice

    from kit.core.paths import LAYOUTS
    from kit.layout.pieces import load_pieces
    from kit.pipeline.request import suited

    suiting = suited(_request(answers).pieces, _request(answers).session.attendance)
    every = {name: one for name, one in load_pieces(LAYOUTS).items() if one.made_for != "tables"}
    request = _request({**answers, "pieces": [*dict.fromkeys((*suiting, *every))]})
    choices = [
        Choice(request.labels.pieces[name].title, value=name, checked=name in suiting)
        for name, piece in request.pieces.items()
        if not piece.tells_of_the_kit
    ]
    ticked = _ticked("What shall the kit hold, beside its guide?", choices)
    # Where nothing was changed, the kit goes on to hold what suits those who come.
    if set(ticked) != {choice.value for choice in choices if choice.checked}:
        answers["pieces"] = ticked


def _choose_printer(answers: Answers) -> None:
    """One of the printers that are kept, if there are any."""
    import questionary

    from kit.session.printers import all_printers, profiles_folder

    names = all_printers(profiles_folder())
    if names:
        choices = [questionary.Choice(name) for name in names]
        choices.append(questionary.Choice("none of these", value=""))
        answers["printer"] = questionary.select("Which printer?", choices).unsafe_ask()
        _tell(answers)
