"""The figures that are measured, one entry each, and what each must be.

Times are compared, never told against a clock: A and B run in turns, and what counts is the median
of the ratios of neighbours. Every run is a process of its own that finds the same as the others.
"""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

from bench.measuring import Figure, Memory, Ratio, Size, Staying
from bench.packs import write_largest_pack, write_pack, write_participants, write_sessions
from bench.runs import Command

HERE = Path(__file__).resolve().parent
# Not resolved: in an environment of its own Python is a link, and its commands lie beside the link.
PYTHON = Path(sys.executable)
KIT = str(PYTHON.with_name("kit"))
CARDS = ("value-cards", "quality-cards", "dilemma-cards", "question-cards")
# As many as a pack may have in areas of fifty, and a sixth of that.
MANY, FEW = 600, 100
# So many sessions in one call, against so many calls: of these fewer will do.
SESSIONS, CALLS = 100, 10
# Pairs of runs that are over at once, and so differ more; of runs that take a minute or more.
SHORT, LONG = 21, 2


def figures(place: Path) -> tuple[Figure, ...]:
    """All figures, in the order of the table; what their commands read is written below `place`."""
    return (
        *_of_one_kit(place),
        *_of_more(place),
        *_of_a_process_that_stays(),
        *_of_large_packs(place),
        *_of_the_start(),
        *_told_only(place),
    )


def _of_one_kit(place: Path) -> tuple[Figure, ...]:
    """The default kit: against typst and bare WeasyPrint, which set the same."""
    kit, bare = _default_kit(), _bare(place)
    kit_warm = warm(kit, kit)
    some_cards = cards("--area", "1", "--value", "3.1", "--value", "3.2", "--with-area")
    other_cards = cards(
        "--area", "2", "--value", "3.6", "--value", "4.3", "--decks", "30", "--with-area"
    )
    return (
        Ratio(
            "kit-warm-typst",
            "default kit, warm, against typst with the same seven pieces",
            2.5,
            kit_warm,
            _typst(),
        ),
        Staying(
            "second-build-typst",
            "second build in a process, other values, warm, against typst there",
            1.0,
            _staying("second-build", _fill()),
        ),
        Ratio(
            "cold-cpu",
            "default kit, cold, CPU, against WeasyPrint alone with the same HTML",
            1.15,
            kit,
            bare,
            judge="CPU",
        ),
        Ratio("cold-wall", "the same by the clock", 0.7, kit, bare),
        Ratio("kit-warm", "default kit, warm against cold", 0.25, kit_warm, kit),
        Ratio(
            "cards-warm",
            "all kinds of cards, other values and 30 decks, warm against cold",
            0.25,
            warm(other_cards, some_cards),
            other_cards,
        ),
    )


def _of_more(place: Path) -> tuple[Figure, ...]:
    """More than one of something: people, decks, sessions."""
    kit = _default_kit()
    session = named_session(place, 24, 4)
    one_deck, many_decks = cards(), cards("--decks", "300")
    plan, plans = (action_plans(place, people) for people in (1, 300))
    all_sessions, one_by_one = _sessions(place)
    return (
        Ratio(
            "session-warm",
            "session of 24 named people, 4 tables, warm, against the default kit, warm",
            1.3,
            warm(session, session),
            warm(kit, kit),
        ),
        Ratio(
            "decks",
            "300 decks against 1, warm",
            1.3,
            warm(many_decks, one_deck, many_decks),
            warm(one_deck, one_deck, many_decks),
        ),
        Ratio(
            "names-warm",
            "300 named action plans against 1, warm",
            1.8,
            warm(plans, plans),
            warm(plan, plan),
        ),
        Ratio("names-cold", "300 named action plans against 1, cold", 3, plans, plan),
        Ratio(
            "many",
            f"a session of {SESSIONS} in one call against one of a call each, warm",
            0.25,
            warm(all_sessions, all_sessions),
            warm(one_by_one, all_sessions),
            per=(SESSIONS, CALLS),
            pairs=LONG,
            warm_up=(),
            tries=1,
        ),
    )


def _of_a_process_that_stays() -> tuple[Figure, ...]:
    filled = _fill()
    return (
        Staying(
            "plan",
            "plan of a session, in a process that stays, warm",
            50,
            _staying("plan", filled),
            "ms",
        ),
        Staying(
            "plan-jinja",
            "the same against one Jinja page of the guide",
            3,
            _staying("plan", filled),
        ),
        Staying(
            "picture-card",
            "picture of one card, in a process that stays, warm",
            100,
            _staying("picture-card", filled),
            "ms",
        ),
        Staying(
            "picture-sheet",
            "picture of one sheet of cards, likewise",
            100,
            _staying("picture-sheet", filled),
            "ms",
        ),
    )


def _of_large_packs(place: Path) -> tuple[Figure, ...]:
    """Large packs. A pair takes minutes, and a long run differs little from the next."""
    few, many = (value_cards(place, values) for values in (FEW, MANY))
    largest = str(write_largest_pack(place / "pack-largest"))
    return (
        Ratio(
            "check-pack",
            "kit check-pack of the largest pack against its cold build",
            3,
            Command((KIT, "check-pack", largest)),
            Command((KIT, "build", "--content", largest)),
            pairs=1,
            warm_up=(),
            tries=1,
        ),
        Ratio(
            "growth",
            f"time per card at {MANY} values against {FEW}, cold",
            1.2,
            many,
            few,
            per=(MANY, FEW),
            pairs=LONG,
            warm_up=(few,),
            tries=1,
        ),
        Memory("memory", f"peak memory at {MANY} values", 400, many),
    )


def _of_the_start() -> tuple[Figure, ...]:
    """What is over at once, and the size of the files."""
    typer = Command((str(PYTHON), "-c", "import typer"))
    kit_help, kit_list = Command((KIT, "--help")), Command((KIT, "list"))
    return (
        Ratio("help", "kit --help against import typer", 1.5, kit_help, typer, pairs=SHORT),
        Ratio(
            "list",
            "kit list, warm, against import typer",
            2.5,
            warm(kit_list, kit_list),
            typer,
            pairs=SHORT,
        ),
        Size("size", "size of the default kit, all seven PDFs", 600, _default_kit()),
    )


def _told_only(place: Path) -> tuple[Figure, ...]:
    """Where others are ahead: told, and held to nothing."""
    kit = _default_kit()
    told: tuple[Figure, ...] = (
        Ratio("cold-typst", "default kit, cold, against typst", None, kit, _typst(), pairs=3),
        Staying(
            "new-values-typst",
            "second build, values never chosen before, against typst there",
            None,
            _staying("second-build", kit),
        ),
    )
    if chromium := find_chromium():
        printed = python(HERE / "chromium.py", Path(chromium), place / "html")
        printed = warm(printed, _captured(place))
        title = "WeasyPrint alone against Chromium, which prints the same HTML"
        told += (Ratio("chromium", title, None, _bare(place), printed, pairs=3),)
    return told


def find_chromium() -> str | None:
    """The Chromium of this machine, if it has one."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def _default_kit() -> Command:
    return kit_build(pdfs=7)


def _typst() -> Command:
    return Command((str(PYTHON), str(HERE / "typst" / "compile.py"), str(HERE.parent)), pdfs=7)


def _captured(place: Path) -> Command:
    return python(HERE / "capture.py", place / "html")


def _bare(place: Path) -> Command:
    return python(HERE / "bare.py", place / "html", after=(_captured(place),))


def _staying(figure: str, *after: Command) -> Command:
    return Command((str(PYTHON), str(HERE / "staying.py"), figure), after)


def _fill() -> Command:
    return _staying("fill")


def _sessions(place: Path) -> tuple[Command, Command]:
    """All sessions of a folder in one call, and some of the same in a call each."""
    folder = write_sessions(place / "sessions", SESSIONS)
    calls = (str(PYTHON), str(HERE / "calls.py"), KIT, folder.name, str(CALLS))
    return Command((KIT, "build", folder.name), given=folder), Command(calls, given=folder)


def kit_build(*words: str, pdfs: int | None) -> Command:
    """`kit build`, cold."""
    return Command((KIT, "build", *words), pdfs=pdfs)


def cards(*words: str) -> Command:
    """All four kinds of cards, cold."""
    pieces = [word for piece in CARDS for word in ("--piece", piece)]
    return kit_build(*pieces, *words, pdfs=len(CARDS))


def named_session(place: Path, people: int, tables: int) -> Command:
    """A whole kit for so many people by name, at so many tables, cold."""
    names = write_participants(place / f"names-{people}.csv", people)
    return kit_build("--participants", str(names), "--tables", str(tables), pdfs=None)


def value_cards(place: Path, values: int) -> Command:
    """The value cards of a made-up pack, cold."""
    pack = write_pack(place / f"pack-{values}", values)
    return kit_build("--content", str(pack), "--piece", "value-cards", pdfs=1)


def action_plans(place: Path, people: int) -> Command:
    """The action plans of so many people by name, cold."""
    names = write_participants(place / f"names-{people}.csv", people)
    return kit_build("--participants", str(names), "--piece", "action-plan", pdfs=1)


def python(script: Path, *words: Path, after: tuple[Command, ...] = ()) -> Command:
    """A script, run by the interpreter that runs `kit`."""
    return Command((str(PYTHON), str(script), *map(str, words)), after)


def warm(command: Command, *after: Command) -> Command:
    """The same with the cache that others have filled."""
    return replace(command, after=after)
