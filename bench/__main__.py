"""`python -m bench` measures all figures, prints them and writes results.md beside itself."""

import argparse
import math
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.figures import figures
from bench.machine import described
from bench.measuring import Figure, Measured, Ratio
from bench.report import page, told
from bench.runs import Runs

RESULTS = Path(__file__).with_name("results.md")


def main(words: Sequence[str] | None = None) -> int:
    """Measure, and tell; gives 1 where a figure is not what it must be."""
    with tempfile.TemporaryDirectory(prefix="kit-bench-") as place:
        everything = figures(Path(place))
        arguments = _parser([figure.key for figure in everything]).parse_args(words)
        machine, runs = described(), Runs(Path(place))
        results = [
            measured(in_few_pairs(figure, arguments.pairs), runs)
            for figure in everything
            if not arguments.only or figure.key in arguments.only
        ]
    report = page(results, machine)
    print(report)
    if arguments.only or arguments.pairs:
        print("Not all figures were measured in full, so results.md stays as it was.")
    else:
        RESULTS.write_text(report, encoding="utf-8")
    return 0 if all(one.is_met for one in results) else 1


def in_few_pairs(figure: Figure, pairs: int | None) -> Figure:
    """The same in so many pairs at most, for a quick look."""
    if isinstance(figure, Ratio) and pairs:
        return replace(figure, pairs=min(pairs, figure.pairs), tries=1)
    return figure


def measured(figure: Figure, runs: Runs) -> Measured:
    """What came of a figure; of one that cannot be measured, told why, that it is not met."""
    try:
        result = figure.measure(runs, _tell)
    except RuntimeError as error:
        _tell(f"{figure.key} could not be measured: {error}")
        return Measured(figure.title, figure.most, math.inf)
    _tell(f"{figure.key}: {told(result)}")
    return result


def _parser(keys: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--only", action="append", choices=keys, help="measure just this figure; may be repeated"
    )
    parser.add_argument(
        "--pairs", type=int, metavar="N", help="run N pairs at most, and none again: a quick look"
    )
    return parser


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
