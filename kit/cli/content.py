"""`kit list` and `kit text`: what there is to choose from, and its words without print."""

from pathlib import Path
from typing import Annotated

import typer

from kit.authoring.choices import Listed
from kit.cli.options import Areas, Content, LeftOut, Values, WithArea, listed
from kit.cli.streams import remark, say
from kit.cli.terminal import AsJson, Out, print_json, print_table, told_plainly
from kit.core.messages import Message
from kit.core.table import Table

# What columns of lists are called: they come out of the cache, where they are plain texts.
_HEADINGS: dict[str, Message] = {
    one: one
    for one in (
        Message("number"),
        Message("title"),
        Message("values"),
        Message("name"),
        Message("definition"),
        Message("area"),
        Message("text"),
        Message("question"),
        Message("prompt"),
        Message("file"),
        Message("size"),
        Message("paper"),
        Message("piece"),
    )
}

LIST_HELP = Message("List what there is: areas, values, dilemmas, questions, cards or pieces.")


def list_content(
    what: Annotated[Listed, typer.Argument(help=Message("What to list."))] = "values",
    content: Content = None,
    as_json: AsJson = False,
) -> None:
    """The command `kit list`."""
    with told_plainly():
        table = listed(what, content)
        if as_json:
            print_json(table.records())
        else:
            columns = tuple(_HEADINGS.get(one, one) for one in table.columns)
            print_table(Table(columns, table.rows))


TEXT_HELP = Message(
    "Write the content as plain HTML and Markdown: to hear, to translate, to paste into a "
    "wiki.\n\n"
    "It is chosen as for `kit build`; nothing chosen means everything."
)


def write_text(
    area: Areas = None,
    value: Values = None,
    leave_out: LeftOut = None,
    with_area: WithArea = None,
    content: Content = None,
    out: Out = Path("text"),
) -> None:
    """The command `kit text`."""
    with told_plainly():
        from kit.content.packs import load_pack
        from kit.core.paths import DEFAULT_PACK
        from kit.layout.labels import load_labels
        from kit.layout.overrides import layouts_for
        from kit.output.deliver import deliver_apart
        from kit.pipeline.plain_text import text_files
        from kit.session.selection import select
        from kit.session.sources import Sources

        pack = load_pack(content or DEFAULT_PACK)
        # The words of a pack are what is asked for, whatever it draws.
        folder = content or DEFAULT_PACK
        layouts = layouts_for(folder, pack.cover.language, allow=False)
        labels = load_labels(layouts.path, pack.cover.language)
        asked = {"areas": area, "values": value, "leave-out": leave_out}
        sources = Sources({**asked, "content": content})
        names = (area or (), value or (), leave_out or ())
        chosen = select(pack, *names, with_area=bool(with_area), sources=sources)
        files = text_files(chosen, labels, layouts.path)
        deliver_apart(out, files, remark)
        say(Message("In {folder}", folder=out.resolve()))
        page, markdown = files
        say(
            Message(
                "{page} opens in a browser, {markdown} goes into a wiki or an e-mail.",
                page=page,
                markdown=markdown,
            )
        )
