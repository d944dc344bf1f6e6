"""`kit schema`: JSON Schemas for editors."""

from pathlib import Path
from typing import Annotated

import typer

from kit.cli.terminal import told_plainly

SchemaOut = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="A folder to write all schemas to, as files."),
]


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
            deliver_apart(out, schema_files())
            typer.echo(f"In {out.resolve()}")
        elif name is None:
            typer.echo("\n".join(NAMES))
        else:
            typer.echo(schema_text(name), nl=False)
