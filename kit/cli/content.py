"""`kit list` and `kit text`: what there is to choose from, and its words without print."""

from pathlib import Path
from typing import Annotated

import typer

from kit.authoring.choices import Listed
from kit.cli.options import Areas, Content, LeftOut, Values, WithArea, listed
from kit.cli.streams import remark, say
from kit.cli.terminal import AsJson, Out, print_json, print_table, told_plainly


def list_content(
    what: Annotated[Listed, typer.Argument(help="What to list.")] = "values",
    content: Content = None,
    as_json: AsJson = False,
) -> None:
    """List what there is: areas, values, dilemmas, questions, cards or pieces."""
    with told_plainly():
        table = listed(what, content)
        if as_json:
            print_json(table.records())
        else:
            print_table(table)


def write_text(
    area: Areas = None,
    value: Values = None,
    leave_out: LeftOut = None,
    with_area: WithArea = None,
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
        say(f"In {out.resolve()}")
        page, markdown = files
        say(f"{page} opens in a browser, {markdown} goes into a wiki or an e-mail.")
