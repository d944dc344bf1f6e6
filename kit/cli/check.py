"""`kit check`: what a print shop would say of finished PDFs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.streams import answer, remark
from kit.cli.terminal import AsJson, print_json, print_table, told_plainly

if TYPE_CHECKING:
    from kit.pipeline.check_files import CheckedFile

FOLDER = Path("out")


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILES",
            help="PDFs, folders of them, or session files, for their kits. Default: the kit in the "
            "folder out.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Look through finished PDFs as a print shop does, and tell what is wrong with them.

    Looks at page boxes and bleed, fonts, text too near a cut or too small, the resolution of
    images, what is asked of the printer, and tags; and whether a kit's files are as kit wrote them.
    Ends with 1 where there is a fault; remarks are good to know.
    """
    with told_plainly():
        from kit.output.leftovers import told_of_leftovers
        from kit.output.manifest import told_of_manifest
        from kit.pipeline.check_files import check_files, check_kit
        from kit.system.files import is_folder

        kits, others = _kits_and_others(files or [])
        kits = kits or ([] if others else [FOLDER])
        around = [path if is_folder(path) else path.parent for path in others]
        for folder in dict.fromkeys((*kits, *around)):
            for line in (*told_of_leftovers(folder), *told_of_manifest(folder)):
                remark(line)
        found = [check_kit(folder) for folder in kits]
        checked = (*(one for kit in found for one in kit), *check_files(others))
        if as_json:
            print_json([one.as_dict() for one in checked])
        else:
            _print_findings(checked)
        if any(one.report.faults for one in checked):
            raise typer.Exit(1)


def _kits_and_others(files: list[Path]) -> tuple[list[Path], list[Path]]:
    """The folders of the kits whose session files were named, and the other files."""
    from kit.session.file import read_session
    from kit.session.which_file import session_file_meant

    sessions = [path for path in files if _is_session(path)]
    kits = []
    for path in sessions:
        meant = session_file_meant(path)
        if meant.said:
            remark(meant.said)
        kits.append(read_session({}, meant.path)[0].out)
    return kits, [path for path in files if path not in sessions]


def _is_session(path: Path) -> bool:
    """Whether a session file is named, in full or without its ending, or a folder that has one.

    What is not there is no PDF, unless its name says so; a folder of PDFs is looked through itself.
    """
    from kit.pipeline.check_files import pdfs_in
    from kit.session.which_file import ENDINGS, session_files
    from kit.system.files import is_folder, is_there

    if is_folder(path):
        return not pdfs_in(path) and bool(session_files(path))
    named = path.name.lower().endswith(ENDINGS)
    return named or not (is_there(path) or path.suffix.lower() == ".pdf")


def _print_findings(checked: "tuple[CheckedFile, ...]") -> None:
    from kit.cli.tables import checked_table

    print_table(checked_table(checked))
    for one in checked:
        for finding in one.report.findings:
            place = f", {finding.place}" if finding.place else ""
            tell = remark if finding.is_fault else answer
            tell(f"{one.name}{place}: {finding.text}")
