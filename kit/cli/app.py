"""The command `kit`: what it takes, and what it tells of what it did."""

import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from kit.cli import options
from kit.cli.cache import cache
from kit.cli.check import CHECK_HELP, CHECK_PACK_HELP, check, check_pack
from kit.cli.content import LIST_HELP, TEXT_HELP, list_content, write_text
from kit.cli.exit import stopped
from kit.cli.new import NEW_HELP, new
from kit.cli.new_pack import NEW_PACK_HELP, SCHEMA_HELP, new_pack, show_schema
from kit.cli.plain import PlainApp
from kit.cli.plan import PLAN_HELP, nothing_to_print, plan
from kit.cli.printers import CALIBRATE_HELP, calibrate, printers
from kit.cli.progress import watching, watching_many
from kit.cli.streams import answer, remark, say
from kit.cli.terminal import (
    names_told,
    print_json,
    print_table,
    told_afterwards,
    told_plainly,
)
from kit.cli.watch import make_on_saving
from kit.core.language import Language, speak, speech, spoken
from kit.core.messages import Message
from kit.core.version import __version__
from kit.core.wording import enumerated

if TYPE_CHECKING:
    from kit.many.asked import AskedSession
    from kit.many.outcome import Outcome
    from kit.pipeline.run import BuiltKit
    from kit.system.cache import Store

app = PlainApp(name="kit", help=Message("Turns words in YAML into a printed workshop kit."))

BACKS_LEFT_OUT = Message(
    "Left out the backs of cards: --flip fold puts them beside their fronts, --separate-backs in a "
    "file of their own."
)

MADE_OTHERWISE = Message(
    "The other files there were made with other options, and a guide there tells of those: leave "
    "out --piece to make all of them alike."
)

PRINTED_OTHERWISE = Message(
    "The kit there was made with other options for sheets or printer: print these by the table "
    "below, not by the guide there."
)

STOPPED_AMID = Message("Stopped when {done} of {kits} were done: no kit is half-written.")
STOPPED_AND_GOES_ON = Message(
    "Stopped when {done} of {kits} were done: no kit is half-written, and the same command goes on "
    "with the rest."
)


def _show_version(wanted: bool) -> None:
    if wanted:
        answer(f"kit {__version__}")
        raise typer.Exit


def _speak(language: str | None) -> None:
    if language is not None:
        speak(cast(Language, language))


@app.callback()
def main(
    language: Annotated[
        Language | None,
        typer.Option(
            "--language",
            help=Message(
                "The language that kit speaks. Default: that of your computer, or of the pack."
            ),
            callback=_speak,
            is_eager=True,
        ),
    ] = None,
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help=Message("Show the version and exit."),
            callback=_show_version,
            is_eager=True,
        ),
    ] = False,
) -> None:
    """What stands before a command."""


@app.command(
    help=Message(
        "Make the kit: PDFs ready to print, and the guide that says how.\n\n"
        "Areas and values add up; nothing chosen means everything. SESSION.YAML is a file that "
        "`kit new` makes: it says who comes, to how many tables, and what to choose. Of several, "
        "each kit comes into a folder of its own, and one that is finished and unchanged is not "
        "made again."
    )
)
@options.takes_session_options()
def build(
    sessions: options.SessionFiles = None,
    *,
    watch: options.Watch = False,
    no_cache: options.NoCache = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    **wishes: Any,
) -> None:
    """The command `kit build`."""
    with told_plainly():
        from kit.pipeline.run import build as build_kit
        from kit.session.file import read_session
        from kit.session.which_file import are_several

        named = sessions or []
        if are_several(named):
            _build_all(
                named,
                options.given(wishes),
                watch=watch,
                no_cache=no_cache,
                quiet=quiet,
                verbose=verbose,
            )
            return
        file = options.session_file(named[0] if named else None, quiet=quiet)
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


def _build_all(
    named: list[Path],
    asked: dict[str, Any],
    *,
    watch: bool,
    no_cache: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Make the kits of several sessions; raises typer.Exit where one fails."""
    from kit.many.outcome import counted, problem_lines
    from kit.many.which_sessions import asked_sessions

    _refuse_of_one_kit(asked, watch=watch)
    found = asked_sessions(named, asked)
    store = options.store_for(no_cache=no_cache, quiet=quiet)
    began = time.perf_counter()
    outcomes = _made_all(found.sessions, store, quiet=quiet)
    took = time.perf_counter() - began
    as_json = asked["json"] is True
    if not quiet:
        _print_outcomes(outcomes, found.told, as_json=as_json)
    for line in problem_lines(outcomes, lambda problem: problem.told(speech(spoken()))):
        remark(line)
    if not quiet:
        tell = remark if as_json else say
        tell(counted(outcomes))
        if verbose:
            kits = 3600 * len(outcomes) / took
            told = Message("In {seconds:.1f} s: {kits:,.0f} kits an hour.", seconds=took, kits=kits)
            remark(told)
    if any(one.state == "failed" for one in outcomes):
        raise typer.Exit(1)


def _made_all(
    sessions: "Sequence[AskedSession]", store: "Store | None", *, quiet: bool
) -> "Sequence[Outcome]":
    """What came of each session. Raises StoppedExit where that is stopped."""
    from kit.many.run import make_all

    done = 0
    with watching_many(len(sessions), quiet=quiet) as show:

        def heard(outcome: "Outcome", number: int) -> None:
            nonlocal done
            done = number
            show(outcome, number)

        try:
            return make_all(sessions, store, _remarks_on, heard)
        except KeyboardInterrupt:
            told = STOPPED_AND_GOES_ON if store else STOPPED_AMID
            raise stopped(told.with_values(done=done, kits=len(sessions))) from None


def _refuse_of_one_kit(asked: Mapping[str, Any], *, watch: bool) -> None:
    """Raise KitError where an option was given that is for a single kit."""
    from kit.core.errors import KitError

    given = ["--watch"] if watch else []
    given += [f"--{key}" for key in ("only", "only-changed") if asked[key] is not None]
    if given:
        raise KitError.of(
            Message.counted(
                "{options} is for one kit: name one session file alone",
                "{options} are for one kit: name one session file alone",
                len(given),
                options=enumerated(given),
            )
        )


def _print_outcomes(outcomes: "Sequence[Outcome]", told: Sequence[str], *, as_json: bool) -> None:
    from kit.many.outcome import common_folder, notice_lines, outcome_lines, outcome_table

    for line in (*told, *notice_lines(outcomes)):
        remark(line)
    if as_json:
        print_json([one.as_dict() for one in outcomes])
        return
    if all(one.state == "failed" for one in outcomes):
        return  # each is told with what is wrong
    say(Message("In {folder}", folder=common_folder(outcomes)))
    table = outcome_table(outcomes)
    print_table(table, is_answer=False, narrow=outcome_lines(table))


# In the help the commands stand in this order.
app.command(help=NEW_HELP)(new)
app.command(help=PLAN_HELP)(plan)
app.command("list", help=LIST_HELP)(list_content)
app.command("text", help=TEXT_HELP)(write_text)
app.command(help=CHECK_HELP)(check)
app.command("new-pack", help=NEW_PACK_HELP)(new_pack)
app.command("check-pack", help=CHECK_PACK_HELP)(check_pack)
app.command("schema", help=SCHEMA_HELP)(show_schema)
app.command(help=CALIBRATE_HELP)(calibrate)
app.add_typer(printers, name="printer")
app.add_typer(cache, name="cache")


def _print_kit(kit: "BuiltKit") -> None:
    from kit.cli.tables import jobs_table

    session = kit.request.session
    for line in _remarks_on(kit):
        remark(line)
    if kit.request.reprint and not kit.files:
        told = set(kit.notices) - set(session.notices)
        remark(Message("{why}: nothing was made.", why=nothing_to_print(told)))
        return
    if session.json_out:
        # Beside what stands in the manifest, which has no names of people.
        read = {"names_read": session.names_read.as_dict()} if session.names_read else {}
        print_json({**kit.delivered.manifest, **read})
        return
    say(Message("In {folder}", folder=session.out.resolve()))
    print_table(jobs_table([file.job for file in kit.files], session.printing), is_answer=False)
    if kit.pictures:
        say(_pictures_in(kit.pictures))
    if kit.mailed:
        say(_files_to_mail_in(kit.mailed))
    if kit.request.reprint:
        alike = Message("Print it as you printed the rest, at 100 %.")
        say(Message("Print it at 100 %.") if kit.delivered.differ else alike)
    guide = next((file.job.file for file in kit.files if file.job.piece == "guide"), None)
    if guide and len(kit.files) > 1:
        if session.printing.destination == "office":
            how = Message('Print at 100 %, not "fit to page". {file} tells how, file by file.')
        else:
            how = Message("{file} tells what to do with each file.")
        say(how.with_values(file=guide))


def _remarks_on(kit: "BuiltKit") -> Iterator[str]:
    """What is told on stderr: of the kit, of the folder, of the session."""
    from kit.cli.tables import left_out_lines

    yield from left_out_lines(kit.request)
    for name, percent in kit.smaller.items():
        yield Message("Set in {percent} % of its type, to fit: {name}", percent=percent, name=name)
    for name in kit.delivered.removed:
        yield Message("Removed {name}: it was from an earlier build.", name=name)
    for name in kit.delivered.kept:
        yield Message("Kept {name}: it was changed after an earlier build wrote it.", name=name)
    if kit.delivered.differ:
        yield PRINTED_OTHERWISE if kit.request.reprint else MADE_OTHERWISE
    if kit.request.session.printing.flip == "none" and any(file.job.grid for file in kit.files):
        yield BACKS_LEFT_OUT
    yield from kit.notices


def _pictures_in(files: Mapping[str, object]) -> Message:
    return Message.counted(
        "{count} picture in {folders}",
        "{count} pictures in {folders}",
        len(files),
        folders=_folders(files),
    )


def _files_to_mail_in(files: Mapping[str, object]) -> Message:
    return Message.counted(
        "{count} file to mail in {folders}",
        "{count} files to mail in {folders}",
        len(files),
        folders=_folders(files),
    )


def _folders(files: Mapping[str, object]) -> str:
    return enumerated(sorted({name.partition("/")[0] for name in files}))
