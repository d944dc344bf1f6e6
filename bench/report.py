"""The figures as tables, in Markdown, which is read in a terminal as well."""

from collections.abc import Mapping, Sequence

from bench.measuring import Measured, Spread
from bench.pairs import MOST_BUSY, MOST_SLOW

NOTE = f"""\
Each ratio is the median of the ratios of pairs of runs, A against B in turns; the spread is from
the least pair to the greatest. A run is a process of its own, but where it is said that a process
stays. A cold one begins with an empty cache, a warm one with what an earlier run left. Seconds
are those of the clock; CPU seconds are those of all cores together, in the process and in all
that it starts. Both are shown, and the second column says by which a figure is judged. Memory is
the most that all processes of a run hold together. What has no bound is told because others are
ahead there.

While a pair runs, it is noted how many cores other programs use, and how much longer a short loop
takes than at its best. A pair beside which others used more than {MOST_BUSY:g} of a core, or the
loop took {MOST_SLOW:g} times its best, is disturbed: short ones are then run again, and what is
left of such pairs is counted below. CPU seconds bear that better than the clock. Made by `make
bench`."""

COMPARED = """\
## What is compared

**typst** (0.15, from PyPI) sets the templates in `bench/typst/`: the same seven pieces with the
same words, read from the same YAML, in the same typefaces, colours and motifs, on as many pages,
with backs, crop marks and rulers; posters, plan and guide are PDF/UA-1. A test compares the words
of its PDFs with those of the kit. It does less: no form fields in the plan (boxes stand there),
no check that a text fits or that all letters came out, no smaller type where one does not fit, no
lines of even length, no reading back as a print shop would, no manifest, no safe exchange of a
folder, no other papers, cards or inks. It is ahead all the same where much is set for the first
time: compiled code lays out a page in a small part of the time that WeasyPrint's Python needs.
How large that part is, `cold-typst` tells for a whole kit. What `kit` can do is not set anything
twice, and a warm kit only reads what it made before.

**WeasyPrint alone** typesets each document of the kit once, as it was set last, without looking
at what comes out: what a plain script would do, with Python's garbage collection as it is by
itself. It has one process; the kit has as many as there are cores, which is why CPU seconds are
told as well.

**Chromium** prints the same HTML in one process, start included. It is ahead in layout, being
compiled code as well; it makes no bleed, no form fields, no PDF/UA-1, and draws some of the CSS
of pages otherwise, so that its files are nothing to print a kit from."""


def page(results: Sequence[Measured], machine: Mapping[str, str]) -> str:
    """bench/results.md."""
    timed = [one for one in results if one.timing]
    parts = ["# How fast, how large", NOTE, figures_table(results)]
    if timed:
        parts += ["## The seconds behind the figures", seconds_table(timed)]
        parts += ["## How busy the machine was", busy_table(timed), COMPARED]
    parts += ["## The machine", table(("", ""), list(machine.items()))]
    return "\n\n".join(parts) + "\n"


def figures_table(results: Sequence[Measured]) -> str:
    """Each figure, what it must be and what it is."""
    rows = [
        (
            one.title,
            one.judge or "–",
            "–" if one.most is None else f"≤ {one.most:g}{_unit(one)}",
            told(one) if one.was_measured else "–",
            _verdict(one),
        )
        for one in results
    ]
    return table(("figure", "judged by", "must be", "measured", ""), rows)


def seconds_table(results: Sequence[Measured]) -> str:
    """What each ratio was made of: medians of seconds, and how far the pairs spread."""
    rows = [
        (
            one.title,
            *(_seconds(each) for each in (*timing.wall, *timing.cpu)),
            _spread(timing.wall_ratio),
            _spread(timing.cpu_ratio),
        )
        for one in results
        if (timing := one.timing)
    ]
    heads = ("figure", "A, s", "B, s", "A, CPU s", "B, CPU s", "A : B", "A : B, CPU")
    return table(heads, rows)


def busy_table(results: Sequence[Measured]) -> str:
    """How many pairs stand behind each figure, and what other programs did meanwhile."""
    rows = [
        (one.title, str(timing.pairs), str(timing.disturbed), f"{timing.busy:.2f}")
        for one in results
        if (timing := one.timing)
    ]
    return table(("figure", "pairs", "disturbed", "cores used by others"), rows)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, its columns padded to the same width."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = [heads, ["-" * width for width in widths], *rows]
    padded = [
        [cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in padded)


def _verdict(one: Measured) -> str:
    if not one.was_measured:
        return "NOT measured"
    return "–" if one.most is None else "met" if one.is_met else "NOT met"


def told(one: Measured) -> str:
    """A figure, rounded, with its unit."""
    return f"{one.value:.1f} {one.unit}" if one.unit else f"{one.value:.3f}"


def _unit(one: Measured) -> str:
    return f" {one.unit}" if one.unit else ""


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}" if seconds >= 0.1 else f"{seconds:.4f}"


def _spread(ratio: Spread) -> str:
    return f"{ratio.median:.2f} ({ratio.low:.2f} – {ratio.high:.2f})"
