"""`kit new-pack` and `kit schema`: a content pack to go on writing in, and what may stand in it."""

import os
from pathlib import Path
from typing import Annotated

import typer

from kit.cli.streams import answer_text, remark, say
from kit.cli.terminal import told_plainly
from kit.core.language import said
from kit.core.messages import Message
from kit.core.wording import either
from kit.typed.paths import quoted

Language = Annotated[
    str,
    typer.Option(
        "--language",
        metavar="nb|nn|en",
        help=Message("The language of its words: either Norwegian, or English."),
    ),
]
List = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar=Message("FILE"),
        help=Message(
            "A list, .csv or .xlsx, with the columns area, name, text and question; a column kind "
            "tells values, questions, dilemmas and areas apart."
        ),
    ),
]

Sheets = Annotated[
    list[str] | None,
    typer.Option(
        "--sheet",
        metavar=Message("NAME"),
        help=Message(
            "With --from: the sheet to read, instead of all with the same headings. May be "
            "repeated."
        ),
    ),
]

SchemaOut = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar=Message("DIR"), help=Message("A folder to write all schemas to, as files.")
    ),
]


NEW_PACK_HELP = Message(
    "Make a content pack of your own: a folder with a small whole pack, explained line by "
    "line.\n\n"
    "With --from its values, questions and dilemmas are those of a spreadsheet. Nothing that "
    "is there is ever overwritten."
)


def new_pack(
    name: Annotated[
        Path, typer.Argument(metavar=Message("NAME"), help=Message("The folder to make."))
    ],
    language: Language = "nb",
    listed: List = None,
    sheets: Sheets = None,
) -> None:
    """The command `kit new-pack`."""
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
            raise KitError.of(
                Message(
                    "there is no pack in {language} to begin with: choose {languages}",
                    language=language,
                    languages=either(languages()),
                )
            )
        pack_id = free_id(Path(os.path.normpath(name.absolute())).name, set())
        if listed is None:
            if sheets:
                raise KitError.of(Message("--sheet goes with a list: name it with --from"))
            files = scaffold_files(language, pack_id)
        else:
            read = listed_areas(listed, sheets or ())
            files = listed_files(read.areas, language, pack_id)
            for line in read.told:
                remark(line)
        write_folder(name, files, remark)
        shown = quoted(name)
        begin = Message("In {folder}: begin with pack.yaml, and go on with the folder areas.")
        say(begin.with_values(folder=name.resolve()))
        anew = Message("`kit build --content {pack} --watch` makes its kit anew on every saving.")
        say(anew.with_values(pack=shown))


SCHEMA_HELP = Message(
    "Print the JSON Schema of a kind of file, with which editors complete and underline.\n\n"
    "There are pack, area, qualities, dilemmas, action-plan and looks for content, session "
    "for session files, and piece for layouts. A new pack has them all in its folder."
)


def show_schema(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar=Message("KIND"), help=Message("Which schema to print; without it their names.")
        ),
    ] = None,
    out: SchemaOut = None,
) -> None:
    """The command `kit schema`."""
    with told_plainly():
        from kit.authoring.schemas import NAMES, schema_files, schema_text
        from kit.core.errors import KitError
        from kit.output.deliver import deliver_apart

        if name is not None and name not in NAMES:
            unknown = Message("there is no schema {name}: choose one of {names}")
            raise KitError.of(unknown.with_values(name=name, names=tuple(NAMES)))
        if out is not None:
            deliver_apart(out, schema_files(said), remark)
            say(Message("In {folder}", folder=out.resolve()))
        elif name is None:
            answer_text("\n".join(NAMES) + "\n")
        else:
            answer_text(schema_text(name, said))
