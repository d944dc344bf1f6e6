"""The options of the commands, made of the one table in kit.session.options."""

import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kit.authoring.choices import Listed, offered
from kit.cli.streams import remark
from kit.core.messages import Message
from kit.session.option import Group, Option, in_group
from kit.session.options import OPTIONS, flag_of

if TYPE_CHECKING:
    from kit.core.table import Table
    from kit.session.print_settings import Printing
    from kit.system.cache import Store

Command = Callable[..., None]


def listed(what: Listed, content: Path | None) -> "Table":
    """What there is to choose from in a pack, or in the default one."""
    from kit.system.cache import user_store

    # It is for the shell's completion as well, which must tell nothing.
    return offered(what, content, user_store(mend=False))


def store_for(*, no_cache: bool, quiet: bool = False) -> "Store | None":
    """The user's cache, unless none is wanted; where it cannot be used, that is told."""
    from kit.system.cache import user_store

    store = None if no_cache else user_store()
    for notice in store.notices if store and not quiet else ():
        remark(notice)
    return store


def _ids_of(what: Listed) -> Callable[[typer.Context, str], list[tuple[str, str]]]:
    """For the shell's completion: the ids that begin as typed, each with its printed name."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        from kit.core.errors import KitError

        try:
            table = listed(what, ctx.params.get("content"))
        except KitError:
            return []  # a broken pack is told when the command runs, not while it is typed
        at = table.columns.index("id")
        return [(row[at], row[at + 1]) for row in table.rows if row[at].startswith(incomplete)]

    return complete


def printer_names(incomplete: str) -> list[str]:
    """For the shell's completion: the printers that begin as typed."""
    from kit.core.errors import KitError
    from kit.session.printers import all_printers, profiles_folder

    try:
        return [name for name in all_printers(profiles_folder()) if name.startswith(incomplete)]
    except KitError:
        return []  # a broken profile is told when the command runs, not while it is typed


_COMPLETIONS: Mapping[str, Callable[..., Any]] = {
    "areas": _ids_of("areas"),
    "values": _ids_of("values"),
    "leave-out": _ids_of("values"),
    "pieces": _ids_of("pieces"),
    "printer": printer_names,
}


def typed(key: str) -> Any:
    """The option of a key as Typer takes it, for the annotation of a command's parameter."""
    option = OPTIONS[key]
    flags = f"{option.flag}/--no-{option.flag[2:]}" if option.is_switch else option.flag
    return typer.Option(
        flags,
        metavar=option.metavar or None,
        help=option.help,
        rich_help_panel=option.group.in_help or None,
        autocompletion=_COMPLETIONS.get(key),
    )


# Of a session, and taken by some commands alone.
Areas = Annotated[list[str] | None, typed("areas")]
Values = Annotated[list[str] | None, typed("values")]
LeftOut = Annotated[list[str] | None, typed("leave-out")]
WithArea = Annotated[bool | None, typed("with-area")]
Content = Annotated[Path | None, typed("content")]
AllowLayouts = Annotated[bool | None, typed("allow-layouts")]
Printer = Annotated[str | None, typed("printer")]
BackOffset = Annotated[str | None, typed("back-offset")]

# Of one run, and so no keys of a session file.
SessionFile = Annotated[
    Path | None,
    typer.Argument(
        metavar=Message("SESSION.YAML"),
        help=Message(
            "A session file, or the folder of one; .yaml may be left out. Every option is a key "
            "of it, and an option that you give goes before it."
        ),
        show_default=False,
    ),
]
SessionFiles = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar=Message("SESSION.YAML"),
        help=Message(
            "A session file, or the folder of one; .yaml may be left out. Every option is a key of "
            "it, and an option that you give goes before it. Of several, of a folder of several "
            "and of a spreadsheet with a row a session, each kit comes into a folder of its own."
        ),
        show_default=False,
    ),
]
_THIS_RUN = Message("This run")


def session_file(typed: Path | None, *, quiet: bool = False) -> Path | None:
    """The session file that was meant; told where its name is not the one that was typed.

    Where none was, those that lie at hand are told: who wrote one may take it to be read by itself.
    """
    from kit.session.which_file import passed_over, session_file_meant

    if typed is None:
        said, path = passed_over(Path()), None
    else:
        found = session_file_meant(typed)
        said, path = found.said, found.path
    if said and not quiet:
        remark(said)
    return path


Watch = Annotated[
    bool,
    typer.Option(
        "--watch",
        help=Message("Make the kit again whenever what it is made of is saved, until Ctrl-C."),
        rich_help_panel=_THIS_RUN,
    ),
]
NoCache = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        help=Message("Make everything anew, and keep nothing for the next time."),
        rich_help_panel=_THIS_RUN,
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet",
        "-q",
        help=Message("Tell nothing, unless something is wrong."),
        rich_help_panel=_THIS_RUN,
    ),
]
Verbose = Annotated[
    bool,
    typer.Option(
        "--verbose",
        "-v",
        help=Message("Tell how long each stage took as well."),
        rich_help_panel=_THIS_RUN,
    ),
]


def takes_session_options(*, of_one_run: bool = True) -> Callable[[Command], Command]:
    """Give a command all options of a session, in the place of its `**wishes`.

    Those `of_one_run` are not of the session but of a build or plan of it. They stand behind the
    command's own arguments and before its own options, which are the ones that fewest need.
    """
    parameters = [
        _parameter(option)
        for group in Group
        for option in in_group(OPTIONS.values(), group, in_help=True)
        if of_one_run or not option.is_of_one_run
    ]

    def with_them(command: Command) -> Command:
        own = list(inspect.signature(command).parameters.values())
        arguments = [one for one in own if one.kind is one.POSITIONAL_OR_KEYWORD]
        others = [one for one in own if one.kind is one.KEYWORD_ONLY]
        taken = inspect.Signature([*arguments, *parameters, *others])
        # Typer reads what a command takes from its signature.
        command.__signature__ = taken  # type: ignore[attr-defined]
        return command

    return with_them


def _parameter(option: Option) -> inspect.Parameter:
    """The parameter that Typer makes an option of, named as its field: `for` cannot be a name."""
    kind: Any = str
    if option.is_switch:
        kind = bool
    elif option.names_file:
        kind = Path
    elif option.is_repeated:
        kind = list[str]
    return inspect.Parameter(
        option.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[kind | None, typed(option.key)],
    )


def given(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """What a command was given, keyed as in a session file; None is what was not given."""
    keys = {option.name: key for key, option in OPTIONS.items()}
    return {
        # An option that may be repeated is a list, with nothing in it if it was not given.
        keys[name]: None if told in ([], ()) else told
        for name, told in parameters.items()
    }


def printing_of(how: dict[str, Any], printer: str | None) -> "Printing":
    """How to print: as asked for and, where nothing was said, as the printer needs it.

    Raises KitError for all that is wrong in that.
    """
    from kit.session.print_settings import printing
    from kit.session.printers import applied, find_printer, profiles_folder

    if printer is None:
        return printing(how, flag_of)
    return printing(how, flag_of, applied(how, printer, find_printer(printer, profiles_folder())))
