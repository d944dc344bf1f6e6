"""`kit new-pack`: a content pack to go on writing in."""

from pathlib import Path
from typing import Annotated

import typer

from kit.cli.terminal import told_plainly
from kit.typed.paths import quoted

Language = Annotated[
    str,
    typer.Option(
        "--language",
        metavar="nb|nn|en",
        help="The language of its words: either Norwegian, or English.",
    ),
]
List = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help="A list, .csv or .xlsx, with the columns area, name, text and question; a column kind "
        "tells values, questions, dilemmas and areas apart.",
    ),
]

Sheets = Annotated[
    list[str] | None,
    typer.Option(
        "--sheet",
        metavar="NAME",
        help="With --from: the sheet to read, instead of all with the same headings. May be "
        "repeated.",
    ),
]


def new_pack(
    name: Annotated[Path, typer.Argument(metavar="NAME", help="The folder to make.")],
    language: Language = "nb",
    listed: List = None,
    sheets: Sheets = None,
) -> None:
    """Make a content pack of your own: a folder with a small whole pack, explained line by line.

    With --from its values, questions and dilemmas are those of a spreadsheet. Nothing that is there
    is ever overwritten.
    """
    with told_plainly():
        from kit.authoring.new_pack import (
            free_id,
            languages,
            listed_files,
            scaffold_files,
            write_folder,
        )
        from kit.authoring.pack_from_table import listed_areas
        from kit.core.errors import KitError

        if language not in languages():
            known = " or ".join(languages())
            raise KitError.of(f"there is no pack in {language} to begin with: choose {known}")
        pack_id = free_id(name.resolve().name, set())
        if listed is None:
            if sheets:
                raise KitError.of("--sheet goes with a list: name it with --from")
            files = scaffold_files(language, pack_id)
        else:
            read = listed_areas(listed, sheets or ())
            files = listed_files(read.areas, language, pack_id)
            for line in read.told:
                typer.echo(line, err=True)
        write_folder(name, files)
        shown = quoted(name)
        typer.echo(f"In {name.resolve()}: begin with pack.yaml, and go on with the folder areas.")
        typer.echo(f"`kit build --content {shown} --watch` makes its kit anew on every saving.")
