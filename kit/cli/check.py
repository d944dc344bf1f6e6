"""`kit check`: what a print shop would say of finished PDFs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.terminal import AsJson, print_json, print_table, told_plainly

if TYPE_CHECKING:
    from kit.pipeline.check_files import CheckedFile

FOLDER = Path("out")


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILES", help="PDFs, or folders of them. Default: the kit in the folder out."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Look through finished PDFs as a print shop does, and tell what is wrong with them.

    Looks at page boxes and bleed, fonts, text too near a cut or too small, the resolution of
    images, what is asked of the printer, and tags. Ends with 1 where there is a fault; remarks are
    good to know.
    """
    with told_plainly():
        from kit.pipeline.check_files import check_files, check_kit

        checked = check_files(files) if files else check_kit(FOLDER)
        if as_json:
            print_json([one.as_dict() for one in checked])
        else:
            _print_findings(checked)
        if any(one.report.faults for one in checked):
            raise typer.Exit(1)


def _print_findings(checked: "tuple[CheckedFile, ...]") -> None:
    from kit.cli.tables import checked_table

    print_table(checked_table(checked))
    for one in checked:
        for finding in one.report.findings:
            place = f", {finding.place}" if finding.place else ""
            typer.echo(f"{one.name}{place}: {finding.text}", err=finding.is_fault)
