"""The options of every command for a session, in one list: each is a key of a session file."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from kit.cli import options
from kit.cli.content import AllowLayouts, Areas, Content, LeftOut, Pieces, Values

Command = Callable[..., None]


def _all(
    session: options.SessionFile = None,
    area: Areas = None,
    value: Values = None,
    leave_out: LeftOut = None,
    piece: Pieces = None,
    out: options.Out = None,
    content: Content = None,
    allow_layouts: AllowLayouts = None,
    title: options.Title = None,
    date: options.Date = None,
    team: options.Team = None,
    people: options.People = None,
    tables: options.Tables = None,
    participants: options.Participants = None,
    column: options.Column = None,
    individual: options.Individual = None,
    logo: options.Logo = None,
    credit: options.Credit = None,
    printer: options.Printer = None,
    paper: options.Paper = None,
    margin: options.Margin = None,
    flip: options.Flip = None,
    back_offset: options.BackOffset = None,
    posters: options.Posters = None,
    full_size: options.FullSize = None,
    separate_backs: options.SeparateBacks = None,
    card: options.Card = None,
    decks: options.Decks = None,
    order: options.Order = None,
    gutter: options.Gutter = None,
    marks: options.Marks = None,
    marks_on: options.MarksOn = None,
    ink: options.Ink = None,
    whom: options.Whom = None,
    icc: options.Icc = None,
    png: options.Png = None,
    preview: options.Preview = None,
    only: options.Only = None,
    only_changed: options.OnlyChanged = None,
    json: options.Json = None,
) -> None:
    """Not called: what it would take is what the commands take."""


_PARAMETERS = inspect.signature(_all).parameters
# Of one build or plan, not of the session.
OF_ONE_RUN = (
    "session",
    "allow_layouts",
    "watch",
    "only",
    "only_changed",
    "json",
    "no_cache",
    "quiet",
    "verbose",
)


def takes_session_options(*without: str) -> Callable[[Command], Command]:
    """Give a command all these options but some, in the place of its `**wishes`.

    They stand before its own, which are the ones that fewest need.
    """

    def with_them(command: Command) -> Command:
        own = [
            one
            for one in inspect.signature(command).parameters.values()
            if one.kind is not inspect.Parameter.VAR_KEYWORD
        ]
        added = [one for name, one in _PARAMETERS.items() if name not in without]
        # Typer reads what a command takes from its signature.
        command.__signature__ = inspect.Signature([*added, *own])  # type: ignore[attr-defined]
        return command

    return with_them


def helps() -> Mapping[str, str]:
    """What the help says of each option, by its key in a session file."""
    told: dict[str, Any] = {
        name: one.annotation.__metadata__[0].help for name, one in _PARAMETERS.items()
    }
    return options.given(told)
