"""A kit on Letter: every page of it, nothing cut off, and the guide speaks of no other paper."""

import re
from pathlib import Path

import pikepdf
import pytest

from tests.conftest import page_texts, run_kit

pytestmark = pytest.mark.slow
ROOM = ("--people", "8", "--tables", "2", "--title", "Fagdag om verdier", "--paper", "letter")
LETTER, TABLOID = [612, 792], [792, 1224]


def sizes(path: Path) -> list[list[int]]:
    """The pages of a file, upright, in whole points."""
    with pikepdf.open(path) as pdf:
        boxes = [[float(one) for one in page.mediabox] for page in pdf.pages]
    return [sorted((round(b[2] - b[0]), round(b[3] - b[1]))) for b in boxes]


@pytest.mark.parametrize("posters", ["tabloid", "letter"])
def test_a_whole_kit_on_letter(out: Path, posters: str) -> None:
    # In parts they fit beside their marks, whatever most printers leave white.
    wishes = ("--posters", posters, "--margin", "10") if posters == "letter" else ()
    ran = run_kit("build", *ROOM, *wishes, "--out", str(out))
    assert ran.exit_code == 0, ran.output
    for path in out.glob("*.pdf"):
        whole = path.name == "plakater.pdf" and posters == "tabloid"
        assert sizes(path) == [TABLOID if whole else LETTER] * len(sizes(path)), path.name
    assert len(sizes(out / "plakater.pdf")) == (4 if posters == "tabloid" else 8)
    # As on A4 the plan is one sheet.
    assert len(sizes(out / "handlingsplan.pdf")) == 2
    guide = " ".join(page_texts((out / "veileder.pdf").read_bytes()))
    assert not re.search(r"\bA[34]\b|--posters a4", guide)
    assert ("Letter" in guide, "Tabloid" in guide) == (True, True)
    assert run_kit("check", str(out)).exit_code == 0


def test_a_plan_counts_the_paper_in_inches() -> None:
    ran = run_kit("plan", *ROOM)
    assert ran.exit_code == 0, ran.output
    assert "sides of Letter a minute" in ran.stdout
    assert "half as many on paper from 105 g and on Tabloid" in ran.stdout
    assert not re.search(r"\bA[34]\b", ran.stdout)


@pytest.mark.parametrize("words", [("--area", "1"), ("--area", "1", "--area", "2", "--area", "3")])
def test_a_plan_of_fewer_areas_fits_its_pages_on_letter(out: Path, words: tuple[str, ...]) -> None:
    wishes = ("--piece", "handlingsplan", "--paper", "letter", "--out", str(out))
    assert run_kit("build", *words, *wishes).exit_code == 0
    assert len(sizes(out / "handlingsplan.pdf")) == 2
