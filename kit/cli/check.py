"""`kit check` and `kit check-pack`: what is wrong with finished PDFs, and with a pack."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli import options
from kit.cli.progress import watching
from kit.cli.streams import answer, remark
from kit.cli.terminal import AsJson, print_json, print_table, told_plainly
from kit.core.messages import Message
from kit.core.wording import joined

if TYPE_CHECKING:
    from kit.pipeline.check_files import CheckedFile
    from kit.pipeline.pack_fit import PackFit

FOLDER = Path("out")
Every = Annotated[
    bool,
    typer.Option("--all", help=Message("Tell of every text, also of those that fit everywhere.")),
]


CHECK_HELP = Message(
    "Look through finished PDFs as a print shop does, and tell what is wrong with them.\n\n"
    "Looks at page boxes and bleed, fonts, text too near a cut or too small, the resolution "
    "of images, what is asked of the printer, and tags; and whether a kit's files are as kit "
    "wrote them. Ends with 1 where there is a fault; remarks are good to know."
)


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar=Message("FILES"),
            help=Message(
                "PDFs, folders of them, or session files, for their kits. Default: the kit in the "
                "folder out."
            ),
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """The command `kit check`."""
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
            where = joined([one.name, *([finding.place] if finding.place else [])], ", ")
            tell = remark if finding.is_fault else answer
            tell(joined([where, finding.text], ": "))


CHECK_PACK_HELP = Message(
    "Look through a content pack: what is wrong in it, and on which formats each text fits.\n\n"
    "A text that is long is set in smaller type, down to what can be read; then it does not "
    "fit. It ends with 1 where a plain `kit build`, of all or of some values, would be "
    "refused."
)


def check_pack(
    path: Annotated[
        Path,
        typer.Argument(metavar=Message("PACK"), help=Message("The folder with its pack.yaml.")),
    ],
    every: Every = False,
    as_json: AsJson = False,
    allow_layouts: options.AllowLayouts = None,
    no_cache: options.NoCache = False,
    quiet: options.Quiet = False,
) -> None:
    """The command `kit check-pack`."""
    with told_plainly():
        from kit.content.packs import load_pack
        from kit.layout.overrides import layouts_for
        from kit.pipeline.pack_fit import pack_fit

        pack = load_pack(path)
        layouts = layouts_for(path, pack.cover.language, allow=allow_layouts)
        store = options.store_for(no_cache=no_cache, quiet=quiet)
        with watching(quiet=quiet or as_json, verbose=False) as progress:
            found = pack_fit(pack, layouts, progress, store)
        if as_json:
            print_json(found.as_dict())
        else:
            _print_fits(found, every=every)
        if not found.can_be_built_in_part:
            raise typer.Exit(1)


def _print_fits(found: "PackFit", *, every: bool) -> None:
    from kit.cli.tables import kinds_table, pack_line, problem_lines, texts_table

    answer(pack_line(found))
    print_table(kinds_table(found))
    tight = texts_table(found, every=every)
    if tight.rows:
        answer("")
        print_table(tight)
    lines = list(problem_lines(found, every=every))
    if lines:
        answer("")
        for line in lines:
            answer(line)
    if all(one.is_easy for one in found.texts):
        answer(Message("Every text fits on every format in full size."))
    elif found.can_be_built_in_part:
        answer(Message("A plain `kit build` makes it; --card chooses another format."))
    elif found.can_be_built:
        answer(
            Message("A `kit build` of some of its values is refused: shorten what does not fit.")
        )
    else:
        answer(Message("A plain `kit build` is refused: shorten what does not fit."))
