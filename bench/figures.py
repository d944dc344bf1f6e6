"""The figures that are measured, one entry each, and what each must be.

Times are compared, never told against a clock: A and B run in turns, and what counts is the median
of the ratios of neighbours. Every run is a process of its own that finds the same as the others.
"""

import sys
from pathlib import Path

from bench.measuring import Figure, Memory, Ratio, Size
from bench.packs import write_pack, write_participants
from bench.runs import Command

HERE = Path(__file__).resolve().parent
# Not resolved: in an environment of its own Python is a link, and its commands lie beside the link.
PYTHON = Path(sys.executable)
KIT = str(PYTHON.with_name("kit"))
CARDS = ("value-cards", "quality-cards", "dilemma-cards", "question-cards")
MANY, FEW = 4000, 400
# Pairs of runs that are over at once, and so differ more.
SHORT = 21


def figures(place: Path) -> tuple[Figure, ...]:
    """All figures, in the order of the table; what their commands read is written below `place`."""
    kit = kit_build(pdfs=7)
    html = place / "html"
    captured = python(HERE / "capture.py", html)
    some_cards = cards("--area", "1", "--value", "3.1", "--value", "3.2")
    other_cards = cards("--area", "2", "--value", "3.6", "--value", "4.3", "--decks", "30")
    one_deck, many_decks = cards(), cards("--decks", "300")
    plan, plans = (action_plans(place, people) for people in (1, 300))
    few, many = (value_cards(place, values) for values in (FEW, MANY))
    typer = Command((str(PYTHON), "-c", "import typer"))
    kit_list = Command((KIT, "list"))
    return (
        Ratio(
            "kit-cold",
            "default kit, cold, against WeasyPrint alone with the same HTML",
            0.9,
            kit,
            python(HERE / "bare.py", html, after=(captured,)),
        ),
        Ratio("kit-warm", "default kit, warm against cold", 0.25, warm(kit, kit), kit),
        Ratio(
            "cards-warm",
            "all kinds of cards, other values and 30 decks, warm against cold",
            0.25,
            warm(other_cards, some_cards),
            other_cards,
        ),
        Ratio(
            "decks",
            "300 decks against 1, warm",
            1.5,
            warm(many_decks, one_deck, many_decks),
            warm(one_deck, one_deck, many_decks),
        ),
        Ratio("names-cold", "300 named action plans against 1, cold", 3, plans, plan),
        Ratio(
            "names-warm",
            "300 named action plans against 1, warm",
            3,
            warm(plans, plans),
            warm(plan, plan),
        ),
        # A pair takes minutes, and a long run differs little from the next.
        Ratio(
            "growth",
            f"time per card at {MANY} values against {FEW}, cold",
            1.2,
            many,
            few,
            per=(MANY, FEW),
            pairs=3,
            warm_up=(few,),
        ),
        Memory("memory", f"peak memory at {MANY} values", 400, many),
        Ratio(
            "help",
            "kit --help against import typer",
            2,
            Command((KIT, "--help")),
            typer,
            pairs=SHORT,
        ),
        Ratio(
            "list",
            "kit list, warm, against import typer",
            2.5,
            warm(kit_list, kit_list),
            typer,
            pairs=SHORT,
        ),
        Size("size", "size of the default kit, all seven PDFs", 600, kit),
    )


def kit_build(*words: str, pdfs: int) -> Command:
    """`kit build`, cold."""
    return Command((KIT, "build", *words), pdfs=pdfs)


def cards(*words: str) -> Command:
    """All four kinds of cards, cold."""
    pieces = [word for piece in CARDS for word in ("--piece", piece)]
    return kit_build(*pieces, *words, pdfs=len(CARDS))


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
    return Command(command.words, after, command.pdfs)
