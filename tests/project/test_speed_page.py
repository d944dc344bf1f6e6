"""docs/speed.md tells what is measured by names that there are, and no figure of its own."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "speed.md").read_text(encoding="utf-8")


def test_the_figures_that_the_page_names_are_measured() -> None:
    source = (ROOT / "bench" / "figures.py").read_text(encoding="utf-8")
    keys = set(re.findall(r"(?:Ratio|Staying|Memory|Size)\(\s*\"([a-z-]+)\"", source))
    in_brackets = " ".join(re.findall(r"\((`[^)]*`)\)", PAGE))
    named = set(re.findall(r"`([a-z-]+)`", in_brackets))
    assert {"kit-warm-typst", "plan"} <= named <= keys


def test_the_page_copies_no_figure() -> None:
    assert not re.search(r"\d (?:s|ms|seconds|MB|%)|\d[,.]\d", PAGE)
