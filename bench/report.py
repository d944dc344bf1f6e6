"""The figures as tables, in Markdown, which is read in a terminal as well."""

from collections.abc import Mapping, Sequence

from bench.measuring import Measured

NOTE = """\
Each ratio is the median of the ratios of pairs of runs, A against B in turns; the spread is from
the least pair to the greatest. Every run is a process of its own. A cold one begins with an empty
cache, a warm one with what an earlier run left. Memory is the most that all processes of a run hold
together. Made by `make bench`."""


def page(results: Sequence[Measured], machine: Mapping[str, str]) -> str:
    """bench/results.md."""
    timed = [one for one in results if one.seconds]
    parts = ["# How fast, how large", NOTE, figures_table(results)]
    if timed:
        parts += ["## The seconds behind the ratios", seconds_table(timed)]
    parts += ["## The machine", table(("", ""), list(machine.items()))]
    return "\n\n".join(parts) + "\n"


def figures_table(results: Sequence[Measured]) -> str:
    """Each figure, what it must be and what it is."""
    rows = [
        (
            one.title,
            f"≤ {one.most:g}{_unit(one)}",
            f"{_rounded(one)}{_unit(one)}",
            "met" if one.is_met else "NOT met",
        )
        for one in results
    ]
    return table(("figure", "must be", "measured", ""), rows)


def seconds_table(results: Sequence[Measured]) -> str:
    """What each ratio was made of: medians of seconds, and how far the pairs spread."""
    rows = [
        (one.title, *(f"{each:.3f}" for each in one.seconds or ()), _spread(one), str(one.pairs))
        for one in results
    ]
    return table(("figure", "A, s", "B, s", "spread", "pairs"), rows)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, its columns padded to the same width."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = [heads, ["-" * width for width in widths], *rows]
    padded = [
        [cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in padded)


def _rounded(one: Measured) -> str:
    return f"{one.value:.1f}" if one.unit else f"{one.value:.3f}"


def _unit(one: Measured) -> str:
    return f" {one.unit}" if one.unit else ""


def _spread(one: Measured) -> str:
    return f"{one.low:.2f} – {one.high:.2f}"
