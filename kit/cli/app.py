"""The command `kit`: what it takes, and what it tells of what it did."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kit.cli import options
from kit.cli.cache import cache
from kit.cli.check import check
from kit.cli.check_pack import check_pack
from kit.cli.content import list_content, write_text
from kit.cli.new import new
from kit.cli.new_pack import new_pack, show_schema
from kit.cli.plain import PlainApp
from kit.cli.plan import nothing_to_print, plan
from kit.cli.printers import calibrate, printers
from kit.cli.progress import watching
from kit.cli.streams import answer, remark, say
from kit.cli.terminal import (
    names_told,
    print_json,
    print_table,
    told_afterwards,
    told_plainly,
)
from kit.cli.watch import make_on_saving
from kit.core.version import __version__
from kit.core.wording import enumerated

if TYPE_CHECKING:
    from kit.pipeline.run import BuiltKit

app = PlainApp(name="kit", help="Turns words in YAML into a printed workshop kit.")

BACKS_LEFT_OUT = (
    "Left out the backs of cards: --flip fold puts them beside their fronts, --separate-backs in a "
    "file of their own."
)

MADE_OTHERWISE = (
    "The other files there were made with other options, and a guide there tells of those: leave "
    "out --piece to make all of them alike."
)

PRINTED_OTHERWISE = (
    "The kit there was made with other options for sheets or printer: print these by the table "
    "below, not by the guide there."
)


def _show_version(wanted: bool) -> None:
    if wanted:
        answer(f"kit {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Show the version and exit.", callback=_show_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Turns words in YAML into a printed workshop kit."""


@app.command()
@options.takes_session_options()
def build(
    session: options.SessionFile = None,
    *,
    watch: options.Watch = False,
    no_cache: options.NoCache = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    **wishes: Any,
) -> None:
    """Make the kit: PDFs ready to print, and the guide that says how.

    Areas and values add up; nothing chosen means everything. SESSION.YAML is a file that `kit new`
    makes: it says who comes, to how many tables, and what to choose.
    """
    with told_plainly():
        from kit.pipeline.run import build as build_kit
        from kit.session.file import read_session

        file = options.session_file(session, quiet=quiet)
        asked, problems = read_session(options.given(wishes), file)
        if watch:
            make_on_saving(asked, file)
            return
        store = options.store_for(no_cache=no_cache, quiet=quiet)
        with (
            told_afterwards(quiet=quiet) as tell,
            names_told(asked),
            watching(quiet=quiet, verbose=verbose) as progress,
        ):
            kit = build_kit(asked, problems, progress=progress, store=store, tell=tell)
        if not quiet:
            _print_kit(kit)


# In the help the commands stand in this order.
app.command()(new)
app.command()(plan)
app.command("list")(list_content)
app.command("text")(write_text)
app.command()(check)
app.command("new-pack")(new_pack)
app.command("check-pack")(check_pack)
app.command("schema")(show_schema)
app.command()(calibrate)
app.add_typer(printers, name="printer")
app.add_typer(cache, name="cache")


def _print_kit(kit: "BuiltKit") -> None:
    from kit.cli.tables import jobs_table

    session = kit.request.session
    _remark_on(kit)
    if kit.request.reprint and not kit.files:
        told = set(kit.notices) - set(session.notices)
        remark(f"{nothing_to_print(told)}: nothing was made.")
        return
    if session.json_out:
        # Beside what stands in the manifest, which has no names of people.
        read = {"names_read": session.names_read.as_dict()} if session.names_read else {}
        print_json({**kit.delivered.manifest, **read})
        return
    say(f"In {session.out.resolve()}")
    print_table(jobs_table([file.job for file in kit.files], session.printing), is_answer=False)
    if kit.pictures:
        say(f"{len(kit.pictures)} pictures in {_folders(kit.pictures)}")
    if kit.mailed:
        say(f"{len(kit.mailed)} files to mail in {_folders(kit.mailed)}")
    if kit.request.reprint:
        alike = "" if kit.delivered.differ else " as you printed the rest,"
        say(f"Print it{alike} at 100 %.")
    guide = next((file.job.file for file in kit.files if file.job.piece == "guide"), None)
    if guide and len(kit.files) > 1:
        if session.printing.destination == "office":
            say(f'Print at 100 %, not "fit to page". {guide} tells how, file by file.')
        else:
            say(f"{guide} tells what to do with each file.")


def _remark_on(kit: "BuiltKit") -> None:
    """What is told on stderr: of the kit, of the folder, of the session."""
    from kit.cli.tables import left_out_lines

    for line in left_out_lines(kit.request):
        remark(line)
    for name, percent in kit.smaller.items():
        remark(f"Set in {percent} % of its type, to fit: {name}")
    for name in kit.delivered.removed:
        remark(f"Removed {name}: it was from an earlier build.")
    for name in kit.delivered.kept:
        remark(f"Kept {name}: it was changed after an earlier build wrote it.")
    if kit.delivered.differ:
        remark(PRINTED_OTHERWISE if kit.request.reprint else MADE_OTHERWISE)
    if kit.request.session.printing.flip == "none" and any(file.job.grid for file in kit.files):
        remark(BACKS_LEFT_OUT)
    for notice in kit.notices:
        remark(notice)


def _folders(files: Mapping[str, object]) -> str:
    return enumerated(sorted({name.partition("/")[0] for name in files}))
