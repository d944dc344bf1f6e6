"""The tables that commands print: what a kit holds, how it is printed, and how texts fit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.core.sizes import Size
from kit.core.spelling import plain
from kit.core.table import Row, Table
from kit.core.wording import several
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

# What is counted of pieces that are neither cards nor mere pages.
_COUNTED_AS: Mapping[str, str] = {
    "posters": "poster",
    "table-signs": "sign",
    "envelope-labels": "label",
    "action-plan": "plan",
    "tally-sheet": "counting sheet",
    "slides": "slide",
}

# So many of one format's problems are told, unless all are asked for.
_MOST_TOLD = 10


def jobs_table(jobs: Sequence[PrintJob], printing: Printing) -> Table:
    """What a build made, and how each file is printed, or how large its pages are cut."""
    if printing.destination != "office":
        sizes = tuple((job.file, str(job.pages), str(job.size)) for job in jobs)
        return Table(("file", "pages", "size"), sizes)
    rows = tuple(
        (job.file, job.paper, str(job.sheets), _copies(job), str(job.sides), job.flip or "–")
        for job in jobs
    )
    table = Table(("file", "paper", "sheets", "copies", "sides", "flip edge"), rows)
    # Copies are told of where some are wanted; where nobody said how many come, the guide does.
    return table if any((job.copies or 1) > 1 for job in jobs) else table.without("copies")


def plan_table(jobs: Sequence[PrintJob], printing: Printing) -> Table:
    """What a build would make, file by file: what is in it, its paper, and how it is cut."""
    if printing.destination != "office":
        sizes = tuple((job.file, _holds(job), str(job.pages), str(job.size)) for job in jobs)
        return Table(("file", "holds", "pages", "size"), sizes)
    columns = ("file", "holds", "paper", "sheets", "copies", "sides", "cuts in all")
    return Table(columns, tuple(_planned(job, printing) for job in jobs))


def left_out_lines(request: "Request") -> Iterator[str]:
    """A line for each piece that holds nothing, and for areas that single values do not bring."""
    for title in request.left_out:
        if title in request.of_another:
            kind = "paper" if request.session.printing.destination == "screen" else "a screen"
            yield f"Left out {title}: this is for {kind}."
        elif title in request.of_areas:
            yield f"Left out {title}: this comes with whole areas, or by --with-area."
        else:
            yield f"Left out {title}: the chosen areas have nothing for it."
    apart = [one for one in request.selection.areas if not one.comes_along]
    # Who said what to do with them knows it, and what was lost is made as it was.
    said = "with-area" in request.session.sources.wishes or request.reprint
    if apart and request.selection.areas_along and not said:
        single = several(sum(len(one.values) for one in apart), "single value")
        what = "slides" if request.shown else "cards"
        yield f"Of {single} only {what} are made: --with-area brings the areas of these as well."


def _planned(job: PrintJob, printing: Printing) -> Row:
    in_all = cuts_in_all(job, printing.order)
    return (
        job.file,
        _holds(job),
        f"{job.paper}, {_weight(job.weight)}" if job.sheets else "as the fronts",
        str(job.sheets or "–"),
        _copies(job),
        str(job.sides),
        str(in_all or "–"),
    )


def _copies(job: PrintJob) -> str:
    """How often a file is printed: for each of those who come, where nobody said how many do."""
    each = f"1 a {job.amount}" if job.amount != "room" else "1"
    return each if job.copies is None else str(job.copies)


def _holds(job: PrintJob) -> str:
    """How many of what a file holds."""
    if job.cards:
        return _cards([job]) + (f", {job.blanks} blank" if job.blanks else "")
    if job.piece in _COUNTED_AS:
        return several(_of_a_kind(job), _COUNTED_AS[job.piece]) + _in_parts(job)
    return several(job.pages, "page")


def _of_a_kind(job: PrintJob) -> int:
    """How many posters, signs or plans a file holds: posters are pages, of forms one is many."""
    if job.tiling:
        return job.pages // job.tiling.count
    return job.pages if job.piece in ("posters", "table-signs", "slides") else job.people or 1


def _in_parts(job: PrintJob) -> str:
    return f" in {job.tiling.count} parts" if job.tiling else ""


def _cards(jobs: Sequence[PrintJob]) -> str:
    """The cards, or labels, of files of as many decks."""
    decks, in_all = jobs[0].decks, sum(job.cards for job in jobs)
    noun = _COUNTED_AS.get(jobs[0].piece, "card")
    if any(job.cards % decks for job in jobs):
        return f"{several(in_all, noun)} of {decks} decks"
    cards = several(in_all // decks, noun)
    return f"{cards} × {decks} decks" if decks > 1 else cards


def _weight(weight: tuple[int, int]) -> str:
    # They stay on one line, however narrow a column becomes.
    return f"{weight[0]}–{weight[1]}\N{NO-BREAK SPACE}g"


def paper_lines(plan: GuidePlan) -> Iterator[str]:
    """What paper to buy, as the guide tells it: in all, and for each table or person."""
    in_all = [
        f"{several(sheets, 'sheet')} of {paper} {_weight(weight)}"
        for paper, weight, sheets in plan.paper_in_all
    ]
    if in_all:
        yield f"Paper in all: {', '.join(in_all)}"
    for whom, papers in plan.papers.items():
        sheets = ", ".join(f"{several(n, 'sheet')} of {paper}" for paper, n in papers.items())
        yield f"Paper for {_all_of(whom, plan)}: {sheets}"


def _all_of(whom: str, plan: GuidePlan) -> str:
    decks = plan.printing.decks
    if whom == "table" and decks > 1:
        return f"all {decks} decks"
    return "the room" if whom == "room" else f"each {whom}"


def counted_line(jobs: Sequence[PrintJob], *, with_sheets: bool = True) -> str:
    """A line that tells how many cards, posters, plans and so on there are, on how many sheets.

    Sheets are not told of what has not been typeset; nor is the guide, which is but pages.
    """
    jobs = jobs if with_sheets else [replace(job, sheets=0) for job in jobs]
    alike: dict[tuple[str, int, str], list[PrintJob]] = {}
    for job in jobs:
        if job.cards and job.part != "backs":
            noun = _COUNTED_AS.get(job.piece, "card")
            alike.setdefault((noun, job.decks, job.paper), []).append(job)
    told = [(some[0], _cards(some) + _on_paper(some)) for some in alike.values()]
    others = [job for job in jobs if not job.cards and job.piece in _COUNTED_AS]
    told += [(job, _for_all(job) + _on_paper([job])) for job in others]
    # Cards first, and the rest in the order of the files.
    at = {job.file: number for number, job in enumerate(jobs)}
    told.sort(key=lambda one: (one[0].piece in _COUNTED_AS, at[one[0].file]))
    return ", ".join(line for _, line in told)


def _for_all(job: PrintJob) -> str:
    """How many there are of all copies of a file; where nobody said how many come, for each."""
    number, noun = _of_a_kind(job) * (job.copies or 1), _COUNTED_AS[job.piece]
    each = f" a {job.amount}" if job.copies is None and job.amount != "room" else ""
    return several(number, noun) + each + _in_parts(job)


def _on_paper(jobs: Sequence[PrintJob]) -> str:
    sheets = sum(job.sheets * (job.copies or 1) for job in jobs)
    return f" on {several(sheets, 'sheet')} of {jobs[0].paper}" if sheets else ""


def printers_table(printers: Mapping[str, Printer]) -> Table:
    """The printers that the user has told about."""
    rows = tuple(
        (
            name,
            f"{one.offset[0]:g},{one.offset[1]:g}",
            f"{one.upright_offset[0]:g},{one.upright_offset[1]:g}",
            "–" if one.margin is None else f"{one.margin:g}",
            one.duplex,
            ",".join(one.papers).lower(),
        )
        for name, one in printers.items()
    )
    return Table(("name", "offset", "upright-offset", "margin", "duplex", "papers"), rows)


def checked_table(checked: "Sequence[CheckedFile]") -> Table:
    """What was found in PDFs, a line each."""
    columns = ("file", "pages", "size", "fonts", "smallest type", "tags", "verdict")
    return Table(columns, tuple(_verdict_row(one.name, one.report) for one in checked))


def _verdict_row(name: str, report: "Report") -> Row:
    facts = report.facts
    if facts is None:
        return (name, *"–––––", report.verdict)
    missing = sum(not font.embedded for font in facts.fonts)
    fonts = f"{len(facts.fonts)}, {missing} missing" if missing else f"{len(facts.fonts)} embedded"
    smallest = "–" if facts.smallest_type is None else f"{facts.smallest_type:.1f} pt"
    sizes = ", ".join(str(Size(*size)) for size in facts.sizes)
    tags = ", ".join(facts.standards) or ("tagged" if facts.tagged else "–")
    return name, str(facts.pages), sizes, fonts, smallest, tags, report.verdict


def pack_line(found: "PackFit") -> str:
    """What the pack is, in a line."""
    areas, values = len(found.pack.areas), sum(len(area.values) for area in found.pack.areas)
    return f"{plain(found.pack.cover.title)}: {several(areas, 'area')}, {several(values, 'value')}"


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
    return Table(("fits on", *(name.lower() for name in found.formats)), rows)


def texts_table(found: "PackFit", *, every: bool) -> Table:
    """How each text fits on each format: all of them, or those that do not fit everywhere."""
    rows: tuple[Row, ...] = tuple(
        (f"{one.piece}: {one.about}", *(_of_one(one, name) for name in found.formats))
        for one in found.texts
        if every or not one.is_easy
    )
    return Table(("text", *(name.lower() for name in found.formats)), rows)


def problem_lines(found: "PackFit", *, every: bool) -> Iterator[str]:
    """What to do about each text that does not fit, by formats."""
    for name, problems in found.problems.items():
        most = len(problems) if every else _MOST_TOLD
        for one in problems[:most]:
            yield str(one)
        if len(problems) > most:
            yield f"and {len(problems) - most} more on {name.lower()}: --all tells them"


def _of_many(fits: list[int | None]) -> str:
    """How many fit, and how many of them in smaller type."""
    if not fits:
        return "–"
    good = [percent for percent in fits if percent is not None]
    smaller = sum(percent < 100 for percent in good)
    told = "all" if len(good) == len(fits) else f"{len(good)} of {len(fits)}"
    return f"{told}, {smaller} smaller" if smaller else told


def _of_one(one: "TextFit", name: str) -> str:
    if name not in one.fits:
        return "–"
    percent = one.fits[name]
    return "no" if percent is None else "yes" if percent == 100 else f"{percent} %"
