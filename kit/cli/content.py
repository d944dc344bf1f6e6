"""`kit list` and `kit text`, and the options by which every command chooses what goes in."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.authoring.choices import Listed, offered
from kit.cli.terminal import AsJson, Out, print_json, print_table, told_plainly

if TYPE_CHECKING:
    from kit.core.table import Table


def _listed(what: Listed, content: Path | None) -> "Table":
    """What there is to choose from in a pack, or in the default one."""
    from kit.core.cache import user_store

    return offered(what, content, user_store())


def _ids_of(what: Listed) -> Callable[[typer.Context, str], list[tuple[str, str]]]:
    """For the shell's completion: the ids that begin as typed, each with its printed name."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        from kit.core.errors import KitError

        try:
            table = _listed(what, ctx.params.get("content"))
        except KitError:
            return []  # a broken pack is told when the command runs, not while it is typed
        at = table.columns.index("id")
        return [(row[at], row[at + 1]) for row in table.rows if row[at].startswith(incomplete)]

    return complete


Areas = Annotated[
    list[str] | None,
    typer.Option(
        "--area",
        metavar="A",
        help="An area, with all its values: id, number or name. May be repeated.",
        autocompletion=_ids_of("areas"),
    ),
]
Values = Annotated[
    list[str] | None,
    typer.Option(
        "--value",
        metavar="V",
        help="One value: id, number such as 3.6, or name. May be repeated.",
        autocompletion=_ids_of("values"),
    ),
]
LeftOut = Annotated[
    list[str] | None,
    typer.Option(
        "--leave-out",
        metavar="V",
        help="A value to leave out. May be repeated.",
        autocompletion=_ids_of("values"),
    ),
]
Pieces = Annotated[
    list[str] | None,
    typer.Option(
        "--piece",
        metavar="P",
        help="Make just this piece: id or name. May be repeated.",
        autocompletion=_ids_of("pieces"),
    ),
]
Content = Annotated[
    Path | None,
    typer.Option(
        "--content",
        metavar="PACK",
        help="A content pack of your own: the folder that holds its pack.yaml.",
    ),
]


AllowLayouts = Annotated[
    bool | None,
    typer.Option(
        "--allow-layouts/--no-allow-layouts",
        help="Use the pack's own layouts: only of those whom you trust.",
        show_default=False,
    ),
]


def list_content(
    what: Annotated[Listed, typer.Argument(help="What to list.")] = "values",
    content: Content = None,
    as_json: AsJson = False,
) -> None:
    """List what can be chosen: areas, values, dilemmas, questions or pieces."""
    with told_plainly():
        table = _listed(what, content)
        if as_json:
            print_json(table.records())
        else:
            print_table(table)


def write_text(
    area: Areas = None,
    value: Values = None,
    leave_out: LeftOut = None,
    content: Content = None,
    out: Out = Path("text"),
) -> None:
    """Write the content as plain HTML and Markdown: to hear, to translate, to paste into a wiki.

    It is chosen as for `kit build`; nothing chosen means everything.
    """
    with told_plainly():
        from kit.content.packs import load_pack
        from kit.core.paths import DEFAULT_PACK
        from kit.layout.labels import load_labels
        from kit.layout.overrides import layouts_for
        from kit.output.deliver import deliver_apart
        from kit.pipeline.plain_text import text_files
        from kit.session.selection import select

        pack = load_pack(content or DEFAULT_PACK)
        # The words of a pack are what is asked for, whatever it draws.
        folder = content or DEFAULT_PACK
        layouts = layouts_for(folder, pack.cover.language, allow=False)
        labels = load_labels(layouts.path, pack.cover.language)
        chosen = select(pack, area or (), value or (), leave_out or ())
        files = text_files(chosen, labels, layouts.path)
        deliver_apart(out, files)
        typer.echo(f"In {out.resolve()}")
        page, markdown = files
        typer.echo(f"{page} opens in a browser, {markdown} goes into a wiki or an e-mail.")
