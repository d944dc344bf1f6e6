"""Pages of text, read back: how full they are, and what stays together on them."""

import datetime
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import weasyprint
from hypothesis import Phase, example, given, note
from hypothesis import strategies as st

from kit.core.paths import DEFAULT_PACK
from kit.core.sizes import POINTS_PER_MM
from kit.pipeline.plan import drawn_alone
from kit.pipeline.request import request_for
from kit.session.model import Session
from kit.session.print_settings import Printing
from kit.system.cache import user_store
from kit.system.workers import SideBySide
from kit.typesetting.blocks import blocks, matching, matching_signs
from kit.typesetting.readback import Letter, read_back
from kit.typesetting.stages import TypesetPiece
from kit.typesetting.steps import typeset
from kit.typesetting.workspace import workspace_for
from tests.conftest import SAMPLES
from tests.tiers import examples

PIECES = ("guide", "tally-sheet", "action-plan")
# In mm: the margins of pages.css.
TOP, FOOT = 16.0, 20.0
# Shares of the room between the margins.
LEAST, FULL = 1 / 3, 0.9


@dataclass(frozen=True)
class _Page:
    """The text of a page: its letters in the order of painting, without the foot line.

    `lowest` is where its last letter ends, or the last line that is drawn, in mm from the top.
    """

    letters: tuple[tuple[str, Letter], ...]
    room: float
    lowest: float

    @property
    def text(self) -> str:
        return "".join(sign for sign, _ in self.letters)

    @property
    def fill(self) -> float:
        """How much of the room between its margins is used, as a share."""
        return max(0.0, (self.lowest - TOP) / self.room)


def pages_of(pdf: bytes) -> list[_Page]:
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page, read in zip(document, read_back(pdf), strict=True):
        top, bottom = read.trim.top, read.trim.bottom
        foot = bottom - FOOT
        above = [one for one in read.letters if one.baseline < foot]
        ends = [one.box.bottom for one in above]
        for drawn in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
            end = -drawn.get_bounds()[1] / POINTS_PER_MM
            ends += [end] if end < foot + 1 else []
        letters = tuple(matching_signs((one.text, one) for one in above))
        found.append(_Page(letters, foot - top - TOP, max(ends, default=top) - top))
    document.close()
    return found


def faults_of(piece: TypesetPiece) -> Iterator[str]:
    """What is wrong with how the text of a piece is spread over its pages."""
    pages = pages_of(piece.typeset.pdf)
    fills = [round(page.fill, 2) for page in pages]
    # There is no last page of a tally sheet that its lines could not fill.
    emptiest = min(fills) if piece.name == "tally-sheet" else min(fills[:-1], default=1.0)
    if emptiest < (FULL if piece.name == "tally-sheet" else LEAST):
        yield f"{piece.name}: pages are so full: {fills}"
    article = weasyprint.HTML(string=piece.faces.html).etree_element
    for whole in article.iter():
        if "whole" in whole.get("class", "").split():
            yield from _parted(piece.name, whole, pages)
    if piece.name != "action-plan":
        yield from _alone(piece.name, article, pages)
    for cell in article.findall(".//section[@class='contents']//td"):
        if cell.get("class") != "held":
            yield from _over_lines(matching("".join(cell.itertext())), pages)
    for texts in (*piece.typeset.lone.values(), *piece.typeset.broken_otherwise.values()):
        yield f"{piece.name}: lines could be better: {texts}"


def _parted(name: str, whole: ET.Element, pages: Sequence[_Page]) -> Iterator[str]:
    """A part of the text that does not stand on one page."""
    told = [matching(block.text) for block in blocks(whole)]
    if not any(all(one in page.text for one in told) for page in pages):
        yield f"{name}: in parts: {told[0]} … {told[-1]}"


def _alone(name: str, article: ET.Element, pages: Sequence[_Page]) -> Iterator[str]:
    """Headings that do not have the beginning of their text right below them."""
    headings = {
        matching("".join(one.itertext())) for tag in ("h2", "h3", "h4") for one in article.iter(tag)
    }
    told = [matching(block.text) for block in blocks(article.find("body/article"))]
    for at, heading in enumerate(told):
        after = (one for one in told[at + 1 :] if not one.isdigit())
        following = next(after, "")[:12]
        if heading in headings and not any(_stands_above(heading, following, p) for p in pages):
            yield f"{name}: alone: {heading}"


def _over_lines(told: str, pages: Sequence[_Page]) -> Iterator[str]:
    """What a cell of the list of files tells, where it does not stand on one line."""
    for page in pages:
        for found in re.finditer(re.escape(told), page.text):
            lines = {round(one.baseline, 1) for _, one in page.letters[found.start() : found.end()]}
            if len(lines) == 1:
                return
    yield f"guide: over two lines: {told}"


def _stands_above(heading: str, following: str, page: _Page) -> bool:
    letters = page.letters
    at = page.text.find(heading)
    while at >= 0:
        end = at + len(heading)
        under = page.text.find(following, end)
        # A drawing with its numbers may be between them, or a dash.
        between = page.text[end : max(under, end)]
        is_next = under >= 0 and not re.search("[^\\W\\d]", between)
        if is_next and letters[under][1].baseline > letters[end - 1][1].baseline:
            return True
        at = page.text.find(heading, end)
    return False


PACKS = {
    DEFAULT_PACK: [f"{area}.{value}" for area in range(1, 5) for value in range(1, 11)],
    **{SAMPLES / name: [] for name in ("bare", "english", "nynorsk", "small")},
    **{DEFAULT_PACK.parent / "new-pack" / language: [] for language in ("nb", "nn", "en")},
}
TITLES = (
    "",
    "Fagdag",
    "Fagdag om verdier og holdninger for hele avdelingen, med medarbeidere fra kommunene, "
    "brukerråd, pårørende og ledere",
)
PRINTINGS: Mapping[str, Sequence[Any]] = {
    "for": ["office"] * 6 + ["print-shop", "screen"],
    "paper": ["A4", "A4", "Letter"],
    "card": ["standard"] * 3 + ["A6", "A7", "poker", "business"],
    "flip": ["long"] * 3 + ["short", "none", "fold"],
    "posters": ["A3", "A3", "A4", "Tabloid", "Letter"],
    "full-size": [False, False, True],
    "separate-backs": [False, False, False, True],
    "marks": ["crop", "crop", "lines", "none"],
    "order": ["stack", "stack", "rows"],
    "gutter": [0, 0, 0, 4],
}


def asked_at_random(seed: int) -> dict[str, Any]:
    """What may be asked for of a kit: some values, people at tables, a printer."""
    chance = random.Random(seed)
    content = chance.choice([DEFAULT_PACK] * 8 + list(PACKS))
    printing = {name: chance.choice(values) for name, values in PRINTINGS.items()}
    if printing["flip"] in ("none", "fold"):
        printing["separate-backs"] = False
    asked: dict[str, Any] = {
        "content": content,
        "printing": printing,
        "title": chance.choice(TITLES),
        "team": chance.choice(["", "Team Nord"]),
        "date": chance.choice([None, datetime.date(2026, 12, 3)]),
    }
    if PACKS[content] and chance.random() < 0.75:
        asked["values"] = tuple(chance.sample(PACKS[content], chance.choice([1, 3, 5, 12, 25, 39])))
        asked["with_area"] = chance.random() < 0.5
    tables = chance.choice([None, None, 1, 2, 4, 7, 12, 25, 60])
    if tables:
        people = chance.choice([None, 3 * tables, 7 * tables])
        asked |= {"tables": tables, "people": people}
        if people and chance.random() < 0.5:
            asked["names"] = tuple(f"Anna Maria Navnesen {number}" for number in range(people))
    return asked


def made(asked: Mapping[str, Any]) -> list[TypesetPiece]:
    """The pages of text of a kit, typeset."""
    printing = Printing.model_validate(asked["printing"])
    given_of = {name: value for name, value in asked.items() if value is not None}
    session = Session(**{**given_of, "printing": printing, "out": Path("out")})
    request = request_for(session)
    with SideBySide(1) as side_by_side:
        workspace = workspace_for(request.context, user_store(), side_by_side)
        texts = [name for name in request.pieces if name in PIECES]
        drawn = (drawn_alone(name, request, workspace) for name in texts)
        return [typeset(one, workspace) for one in drawn if one]


def faults_in(asked: Mapping[str, Any]) -> list[str]:
    return [fault for piece in made(asked) for fault in faults_of(piece)]


@pytest.mark.slow
@examples(5, phases=(Phase.explicit, Phase.generate))
@example(12)  # many tables on Letter, after posters to be glued
@given(st.integers(0, 10**6))
def test_whatever_is_asked_for_pages_are_well_filled(seed: int) -> None:
    """No page is under a third full but the last, and nothing is alone, or parted, that belongs."""
    asked = asked_at_random(seed)
    note(f"{asked}")
    assert faults_in(asked) == []


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"content": SAMPLES / "small", "printing": {"paper": "Letter"}, "tables": 3},
                     id="a room on Letter"),
        pytest.param({"content": SAMPLES / "english", "printing": {"separate-backs": True}},
                     id="backs apart"),
    ],
)  # fmt: skip
def test_small_kits_fill_their_pages_well(asked: Mapping[str, Any]) -> None:
    assert faults_in(asked) == []
