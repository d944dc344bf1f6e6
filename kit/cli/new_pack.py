"""`kit new-pack` and `kit schema`: a content pack to go on writing in, and what may stand in it."""

import os
from pathlib import Path
from typing import Annotated

import typer

from kit.cli.streams import answer_text, remark, say
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

SchemaOut = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="A folder to write all schemas to, as files."),
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
        pack_id = free_id(Path(os.path.normpath(name.absolute())).name, set())
        if listed is None:
            if sheets:
                raise KitError.of("--sheet goes with a list: name it with --from")
            files = scaffold_files(language, pack_id)
        else:
            read = listed_areas(listed, sheets or ())
            files = listed_files(read.areas, language, pack_id)
            for line in read.told:
                remark(line)
        write_folder(name, files, remark)
        shown = quoted(name)
        say(f"In {name.resolve()}: begin with pack.yaml, and go on with the folder areas.")
        say(f"`kit build --content {shown} --watch` makes its kit anew on every saving.")


def show_schema(
    name: Annotated[
        str | None,
        typer.Argument(metavar="KIND", help="Which schema to print; without it their names."),
    ] = None,
    out: SchemaOut = None,
) -> None:
    """Print the JSON Schema of a kind of file, with which editors complete and underline.

    There are pack, area, qualities, dilemmas, action-plan and looks for content, session for
    session files, and piece for layouts. A new pack has them all in its folder.
    """
    with told_plainly():
        from kit.authoring.schemas import NAMES, schema_files, schema_text
        from kit.core.errors import KitError
        from kit.output.deliver import deliver_apart

        if name is not None and name not in NAMES:
            raise KitError.of(f"there is no schema {name}: choose one of {', '.join(NAMES)}")
        if out is not None:
            deliver_apart(out, schema_files(), remark)
            say(f"In {out.resolve()}")
        elif name is None:
            answer_text("\n".join(NAMES) + "\n")
        else:
            answer_text(schema_text(name))
