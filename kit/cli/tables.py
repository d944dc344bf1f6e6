"""The tables that commands print: what a kit holds, how it is printed, and how texts fit."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.core.language import speech, spoken
from kit.core.messages import Message
from kit.core.sizes import Size
from kit.core.spelling import plain
from kit.core.table import Row, Table
from kit.core.wording import joined
from kit.imposition.print_job import PrintJob
from kit.imposition.print_plan import GuidePlan
from kit.pipeline.estimate import cuts_in_all
from kit.session.print_settings import Printing
from kit.session.printers import Printer

if TYPE_CHECKING:
    # At once they would cost every command what draws, and the libraries that read PDFs.
    from kit.pipeline.check_files import CheckedFile
    from kit.pipeline.pack_fit import PackFit, TextFit
    from kit.pipeline.request import Request
    from kit.preflight.check import Report

# How so many of a thing are told.
Counted = Callable[[int], Message]


def _cards_told(count: int) -> Message:
    return Message.counted("{count} card", "{count} cards", count)


def _sheets_told(count: int) -> Message:
    return Message.counted("{count} sheet", "{count} sheets", count)


# What is counted of pieces that are neither cards nor mere pages.
_COUNTED_AS: Mapping[str, Counted] = {
    "posters": lambda count: Message.counted("{count} poster", "{count} posters", count),
    "table-signs": lambda count: Message.counted("{count} sign", "{count} signs", count),
    "envelope-labels": lambda count: Message.counted("{count} label", "{count} labels", count),
    "action-plan": lambda count: Message.counted("{count} plan", "{count} plans", count),
    "tally-sheet": lambda count: Message.counted(
        "{count} counting sheet", "{count} counting sheets", count
    ),
    "slides": lambda count: Message.counted("{count} slide", "{count} slides", count),
}
# How many there are for each of those who come; of what stays in the room there is one.
_FOR_EACH = {"table": Message("{what} a table"), "person": Message("{what} a person")}
# What paper is for.
_PAPER_FOR = {
    "room": Message("Paper for the room: {sheets}"),
    "table": Message("Paper for each table: {sheets}"),
    "person": Message("Paper for each person: {sheets}"),
}
_PAPER_FOR_DECKS = Message("Paper for all {decks} decks: {sheets}")
# The edges that sheets turn about, as options name them.
_EDGES = {
    "long": Message("long"),
    "short": Message("short"),
    "none": Message("none"),
}
# What texts stand on that are no cards.
_NO_CARDS = {"poster": Message("poster"), "pages": Message("pages")}

_FILE, _PAGES, _SIZE, _PAPER = Message("file"), Message("pages"), Message("size"), Message("paper")
_HOLDS, _SHEETS, _COPIES = Message("holds"), Message("sheets"), Message("copies")
_SIDES, _CUTS = Message("sides"), Message("cuts in all")

# So many of one format's problems are told, unless all are asked for.
_MOST_TOLD = 10


def jobs_table(jobs: Sequence[PrintJob], printing: Printing) -> Table:
    """What a build made, and how each file is printed, or how large its pages are cut."""
    if printing.destination != "office":
        sizes = tuple((job.file, str(job.pages), str(job.size)) for job in jobs)
        return Table((_FILE, _PAGES, _SIZE), sizes)
    rows = tuple(
        (job.file, job.paper, str(job.sheets), _copies(job), str(job.sides), _edge(job.flip))
        for job in jobs
    )
    table = Table((_FILE, _PAPER, _SHEETS, _COPIES, _SIDES, Message("flip edge")), rows)
    # Copies are told of where some are wanted; where nobody said how many come, the guide does.
    return table if any((job.copies or 1) > 1 for job in jobs) else table.without(_COPIES)


def _edge(flip: str | None) -> str:
    return _EDGES.get(flip, flip) if flip else "–"


def plan_table(jobs: Sequence[PrintJob], printing: Printing) -> Table:
    """What a build would make, file by file: what is in it, its paper, and how it is cut."""
    if printing.destination != "office":
        sizes = tuple((job.file, _holds(job), str(job.pages), str(job.size)) for job in jobs)
        return Table((_FILE, _HOLDS, _PAGES, _SIZE), sizes)
    columns = (_FILE, _HOLDS, _PAPER, _SHEETS, _COPIES, _SIDES, _CUTS)
    return Table(columns, tuple(_planned(job, printing) for job in jobs))


def left_out_lines(request: "Request") -> Iterator[str]:
    """A line for each piece that holds nothing, and for areas that single values do not bring."""
    for title in request.left_out:
        if title in request.of_another:
            if request.session.printing.destination == "screen":
                yield Message("Left out {title}: this is for paper.", title=title)
            else:
                yield Message("Left out {title}: this is for a screen.", title=title)
        elif title in request.of_areas:
            yield Message(
                "Left out {title}: this comes with whole areas, or by --with-area.", title=title
            )
        else:
            yield Message("Left out {title}: the chosen areas have nothing for it.", title=title)
    apart = [one for one in request.selection.areas if not one.comes_along]
    # Who said what to do with them knows it, and what was lost is made as it was.
    said = "with-area" in request.session.sources.wishes or request.reprint
    if apart and request.selection.areas_along and not said:
        single = sum(len(one.values) for one in apart)
        yield _only_slides(single) if request.shown else _only_cards(single)


def _only_cards(values: int) -> Message:
    return Message.counted(
        "Of {count} single value only cards are made: --with-area brings the areas of these as "
        "well.",
        "Of {count} single values only cards are made: --with-area brings the areas of these as "
        "well.",
        values,
    )


def _only_slides(values: int) -> Message:
    return Message.counted(
        "Of {count} single value only slides are made: --with-area brings the areas of these as "
        "well.",
        "Of {count} single values only slides are made: --with-area brings the areas of these as "
        "well.",
        values,
    )


def _planned(job: PrintJob, printing: Printing) -> Row:
    in_all = cuts_in_all(job, printing.order)
    return (
        job.file,
        _holds(job),
        f"{job.paper}, {_weight(job.weight)}" if job.sheets else Message("as the fronts"),
        str(job.sheets or "–"),
        _copies(job),
        str(job.sides),
        str(in_all or "–"),
    )


def _copies(job: PrintJob) -> str:
    """How often a file is printed: for each of those who come, where nobody said how many do."""
    return _for_each(job, "1") if job.copies is None else str(job.copies)


def _for_each(job: PrintJob, what: str) -> str:
    """What each of those gets whom a file is for."""
    each = _FOR_EACH.get(str(job.amount))
    return each.with_values(what=what) if each else what


def _holds(job: PrintJob) -> str:
    """How many of what a file holds."""
    if job.cards:
        cards = _cards([job])
        if not job.blanks:
            return cards
        return Message.counted(
            "{cards}, {count} blank", "{cards}, {count} blank", job.blanks, cards=cards
        )
    if job.piece in _COUNTED_AS:
        return _in_parts(job, _COUNTED_AS[job.piece](_of_a_kind(job)))
    return Message.counted("{count} page", "{count} pages", job.pages)


def _of_a_kind(job: PrintJob) -> int:
    """How many posters, signs or plans a file holds: posters are pages, of forms one is many."""
    if job.tiling:
        return job.pages // job.tiling.count
    return job.pages if job.piece in ("posters", "table-signs", "slides") else job.people or 1


def _in_parts(job: PrintJob, what: str) -> str:
    if not job.tiling:
        return what
    return Message("{what} in {parts} parts", what=what, parts=job.tiling.count)


def _cards(jobs: Sequence[PrintJob]) -> Message:
    """The cards, or labels, of files of as many decks."""
    decks, in_all = jobs[0].decks, sum(job.cards for job in jobs)
    told = _COUNTED_AS.get(jobs[0].piece, _cards_told)
    if any(job.cards % decks for job in jobs):
        return Message("{cards} of {decks} decks", cards=told(in_all), decks=decks)
    cards = told(in_all // decks)
    return Message("{cards} × {decks} decks", cards=cards, decks=decks) if decks > 1 else cards


def _weight(weight: tuple[int, int]) -> str:
    # They stay on one line, however narrow a column becomes.
    return f"{weight[0]}–{weight[1]}\N{NO-BREAK SPACE}g"


def paper_lines(plan: GuidePlan) -> Iterator[str]:
    """What paper to buy, as the guide tells it: in all, and for each table or person."""
    in_all = tuple(
        _sheets_of(sheets, f"{paper} {_weight(weight)}")
        for paper, weight, sheets in plan.paper_in_all
    )
    if in_all:
        yield Message("Paper in all: {sheets}", sheets=in_all)
    decks = plan.printing.decks
    for whom, papers in plan.papers.items():
        told = tuple(_sheets_of(number, paper) for paper, number in papers.items())
        if whom == "table" and decks > 1:
            yield _PAPER_FOR_DECKS.with_values(decks=decks, sheets=told)
        else:
            yield _PAPER_FOR[whom].with_values(sheets=told)


def _sheets_of(sheets: int, paper: str) -> Message:
    return Message("{sheets} of {paper}", sheets=_sheets_told(sheets), paper=paper)


def counted_line(jobs: Sequence[PrintJob], *, with_sheets: bool = True) -> str:
    """A line that tells how many cards, posters, plans and so on there are, on how many sheets.

    Sheets are not told of what has not been typeset; nor is the guide, which is but pages.
    """
    jobs = jobs if with_sheets else [replace(job, sheets=0) for job in jobs]
    alike: dict[tuple[str, int, str], list[PrintJob]] = {}
    for job in jobs:
        if job.cards and job.part != "backs":
            kind = job.piece if job.piece in _COUNTED_AS else ""
            alike.setdefault((kind, job.decks, job.paper), []).append(job)
    told = [(some[0], _on_paper(some, _cards(some))) for some in alike.values()]
    others = [job for job in jobs if not job.cards and job.piece in _COUNTED_AS]
    told += [(job, _on_paper([job], _for_all(job))) for job in others]
    # Cards first, and the rest in the order of the files.
    at = {job.file: number for number, job in enumerate(jobs)}
    told.sort(key=lambda one: (one[0].piece in _COUNTED_AS, at[one[0].file]))
    return joined([line for _, line in told], ", ")


def _for_all(job: PrintJob) -> str:
    """How many there are of all copies of a file; where nobody said how many come, for each."""
    number = _COUNTED_AS[job.piece](_of_a_kind(job) * (job.copies or 1))
    return _in_parts(job, _for_each(job, number) if job.copies is None else number)


def _on_paper(jobs: Sequence[PrintJob], what: str) -> str:
    sheets = sum(job.sheets * (job.copies or 1) for job in jobs)
    if not sheets:
        return what
    return Message("{what} on {sheets}", what=what, sheets=_sheets_of(sheets, jobs[0].paper))


def printers_table(printers: Mapping[str, Printer]) -> Table:
    """The printers that the user has told about."""
    rows = tuple(
        (
            name,
            f"{one.offset[0]:g},{one.offset[1]:g}",
            f"{one.upright_offset[0]:g},{one.upright_offset[1]:g}",
            "–" if one.margin is None else Message("{margin:g}", margin=one.margin),
            _edge(one.duplex),
            ",".join(one.papers).lower(),
        )
        for name, one in printers.items()
    )
    columns = (
        Message("name"),
        Message("offset"),
        Message("upright-offset"),
        Message("margin"),
        Message("duplex"),
        Message("papers"),
    )
    return Table(columns, rows)


def checked_table(checked: "Sequence[CheckedFile]") -> Table:
    """What was found in PDFs, a line each."""
    fonts, smallest = Message("fonts"), Message("smallest type")
    columns = (_FILE, _PAGES, _SIZE, fonts, smallest, Message("tags"), Message("verdict"))
    return Table(columns, tuple(_verdict_row(one.name, one.report) for one in checked))


def _verdict_row(name: str, report: "Report") -> Row:
    facts = report.facts
    if facts is None:
        return (name, *"–––––", report.verdict)
    missing = sum(not font.embedded for font in facts.fonts)
    fonts = Message.counted("{count} embedded", "{count} embedded", len(facts.fonts))
    if missing:
        fonts = Message("{count}, {missing} missing", count=len(facts.fonts), missing=missing)
    smallest = "–"
    if facts.smallest_type is not None:
        smallest = Message("{size:.1f} pt", size=facts.smallest_type)
    sizes = joined([str(Size(*size)) for size in facts.sizes], ", ")
    tags = ", ".join(facts.standards) or (Message("tagged") if facts.tagged else "–")
    return name, str(facts.pages), sizes, fonts, smallest, tags, report.verdict


def pack_line(found: "PackFit") -> str:
    """What the pack is, in a line."""
    areas = Message.counted("{count} area", "{count} areas", len(found.pack.areas))
    number = sum(len(area.values) for area in found.pack.areas)
    values = Message.counted("{count} value", "{count} values", number)
    return joined([plain(found.pack.cover.title), joined([areas, values], ", ")], ": ")


def kinds_table(found: "PackFit") -> Table:
    """How many of each kind of text fit on each format."""
    by_piece: dict[str, list[TextFit]] = {}
    for one in found.texts:
        by_piece.setdefault(one.piece, []).append(one)
    rows = tuple(
        (piece, *(_of_many([one.fits[name] for one in texts if name in one.fits])
                  for name in found.formats))
        for piece, texts in by_piece.items()
    )  # fmt: skip
    return Table((Message("fits on"), *map(_format, found.formats)), rows)


def _format(name: str) -> str:
    """What texts stand on: a format of cards as it is typed, or what else there is."""
    return _NO_CARDS.get(name, name.lower())


def texts_table(found: "PackFit", *, every: bool) -> Table:
    """How each text fits on each format: all of them, or those that do not fit everywhere."""
    rows: tuple[Row, ...] = tuple(
        (joined([one.piece, one.about], ": "), *(_of_one(one, name) for name in found.formats))
        for one in found.texts
        if every or not one.is_easy
    )
    return Table((Message("text"), *map(_format, found.formats)), rows)


def problem_lines(found: "PackFit", *, every: bool) -> Iterator[str]:
    """What to do about each text that does not fit, by formats."""
    for name, problems in found.problems.items():
        most = len(problems) if every else _MOST_TOLD
        for one in problems[:most]:
            yield one.told(speech(spoken()))
        if len(problems) > most:
            yield Message(
                "and {count} more on {format}: --all tells them",
                count=len(problems) - most,
                format=_format(name),
            )


def _of_many(fits: list[int | None]) -> str:
    """How many fit, and how many of them in smaller type."""
    if not fits:
        return "–"
    good = [percent for percent in fits if percent is not None]
    smaller = sum(percent < 100 for percent in good)
    told = Message("all")
    if len(good) < len(fits):
        told = Message("{good} of {texts}", good=len(good), texts=len(fits))
    return Message("{fit}, {smaller} smaller", fit=told, smaller=smaller) if smaller else told


def _of_one(one: "TextFit", name: str) -> str:
    if name not in one.fits:
        return "–"
    percent = one.fits[name]
    if percent is None:
        return Message("no")
    return Message("yes") if percent == 100 else f"{percent} %"
