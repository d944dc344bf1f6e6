"""Whatever an author writes: it is printed whole, or refused with the file and the line."""

import re
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import yaml
from hypothesis import HealthCheck, event, given
from hypothesis import strategies as st

from kit.content.models import Pack
from kit.content.packs import load_pack
from kit.core.errors import KitError
from kit.core.paths import LAYOUTS
from kit.core.sizes import POINTS_PER_MM
from kit.imposition.print_plan import GuidePlan
from kit.layout.labels import load_labels
from kit.layout.pieces import load_pieces
from kit.session.print_settings import Printing
from kit.session.selection import Selection, select
from kit.typesetting.job import JobContext
from kit.typesetting.stages import TypesetPiece
from kit.typesetting.steps import draw, typeset
from kit.typesetting.workspace import workspace_for
from tests.conftest import A_SESSION, page_texts
from tests.content.test_printable import ALPHABETS
from tests.tiers import examples

PIECES = load_pieces(LAYOUTS)
ASCII = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Combining marks, other scripts and directions, emoji, joiners, controls, what is none.
ODD = (
    "\u0301\u0308\u030a\u0323\u0336\u05d0\u0627\u202e\u200d\u200b\u2028\ufeff\U0001f600\u0007\ud7ff"
)
SIGNS = "0123456789.,:;!?–—«»”’'\"()/&%§€<>{}*#@·…|"


@st.composite
def words(draw: st.DrawFn) -> str:
    """A word of one language, or signs; a long one may be marked with break points."""
    letters = ASCII + ALPHABETS[draw(st.sampled_from(sorted(ALPHABETS)))]
    kind = draw(st.sampled_from(["short", "short", "short", "marked", "long", "signs"]))
    if kind == "signs":
        return draw(st.text(SIGNS, min_size=1, max_size=6))
    word = draw(st.text(letters, min_size=1, max_size=12 if kind == "short" else 40))
    parts = (word[at : at + 8] for at in range(0, len(word), 8))
    return "|".join(parts) if kind == "marked" else word


@st.composite
def texts(draw: st.DrawFn, lengths: tuple[int, ...]) -> str:
    """A text of at most one of these lengths."""
    length = draw(st.sampled_from(lengths))
    some = draw(st.lists(words(), min_size=1, max_size=12))
    line = " ".join(some * (length // len(" ".join(some)) + 1) if length > 100 else some)
    return line[:length].strip() or "x"


@st.composite
def packs(draw: st.DrawFn) -> dict[str, Any]:
    """A small pack as the data of its files, with something in it for every piece."""
    name, text = texts((5, 12, 30, 60, 120)), texts((1, 20, 60, 120, 200, 300, 600))
    count = draw(st.integers(1, 3))
    values = [{"id": f"v{n}", "name": draw(name), "definition": draw(text)} for n in range(count)]
    titled = {"title": draw(name), "text": draw(text)}
    area = {
        "id": "area", "title": draw(name), "lead": draw(text), "values": values,
        "reflection": {
            "heading": draw(name), "intro": draw(text),
            "questions": [{"id": "q", "question": draw(text), "prompt": draw(text)}],
        },
    }  # fmt: skip
    if count == 3:
        layers = ["v0", "v1", "v2"][: draw(st.integers(2, 3))]
        area["figure"] = {"kind": "pyramid", "values": layers, "caption": draw(text)}
    discussion = {"opening": draw(text), "lead-in": draw(text), "points": [draw(text)]}
    odd = draw(st.sampled_from(["", "", "", "", *ODD]))
    values[-1]["definition"] += odd
    return {
        "pack.yaml": {
            "id": "pack", "language": draw(st.sampled_from(["nb", "nn", "en"])),
            "title": draw(name), "intro": [draw(text)],
            "how-to-use": {"title": draw(name), "steps": [{"id": "s", **titled}]},
        },
        "areas/1-area.yaml": area,
        "qualities.yaml": {
            "title": draw(name), "intro": [draw(text)],
            "items": [{"id": "k", "name": draw(name), "definition": draw(text)}],
        },
        "dilemmas.yaml": {
            "sets": [
                {
                    "area": "area", "heading": draw(name), "intro": draw(text),
                    "items": [{"id": "d", **titled}], "discussion": discussion,
                }
            ]
        },
        "action-plan.yaml": {
            "title": draw(name), "intro": draw(text),
            "steps": [{"id": "t", "fields": "choose", **titled}], "closing": [draw(text)],
        },
    }  # fmt: skip


def write(folder: Path, files: dict[str, Any]) -> None:
    (folder / "areas").mkdir()
    for name, data in files.items():
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
        (folder / name).write_text(text, encoding="utf-8")


def made_piece(name: str, selection: Selection, card: str) -> TypesetPiece | None:
    labels = load_labels(LAYOUTS, selection.pack.cover.language)
    workspace = workspace_for(JobContext(selection, labels, Printing(card=card), event=A_SESSION))
    drawn = draw(name, PIECES[name], GuidePlan(), workspace)
    return typeset(drawn, workspace) if drawn else None


def printed_texts(name: str, pack: Pack) -> Iterator[str]:
    """What an author would look for first on such a piece."""
    (area,) = pack.areas
    if name == "tally-sheet":
        yield from (value.name for value in area.values)
    if name in ("value-cards", "posters"):
        yield from (text for value in area.values for text in (value.name, value.definition))
    if name == "quality-cards" and pack.qualities:
        yield from (text for one in pack.qualities.items for text in (one.name, one.definition))
    if name == "dilemma-cards" and pack.dilemmas:
        (group,) = pack.dilemmas.sets
        yield from (group.items[0].title, group.items[0].text, *group.discussion.points)
    if name == "question-cards" and area.reflection:
        yield from (
            area.reflection.questions[0].question,
            area.reflection.questions[0].prompt or "",
        )
    if name == "posters":
        yield from (area.title, area.lead or "")
    if name == "action-plan" and pack.action_plan:
        yield from (pack.action_plan.steps[0].title, pack.action_plan.steps[0].text)
    if name == "guide":
        yield from (pack.cover.title, *pack.cover.intro)


def letters(text: str) -> str:
    """A text without what comes and goes where a line is broken."""
    return re.sub("[\\s\u00ad\ufffe\u0002-]", "", unicodedata.normalize("NFC", text))


def assert_whole(made: TypesetPiece, pack: Pack) -> None:
    """Every text is in the PDF, and every letter as far from the trim as its piece says."""
    found = letters("".join(page_texts(made.typeset.pdf)))
    for text in printed_texts(made.name, pack):
        assert letters(text) in found, text
    document = pypdfium2.PdfDocument(made.typeset.pdf)
    room = made.format.drawn.clear * POINTS_PER_MM - 0.01
    for page in document:
        left, bottom, right, top = page.get_trimbox()
        text_page = page.get_textpage()
        for index in range(text_page.count_chars()):
            if chr(pdfium.FPDFText_GetUnicode(text_page, index)).strip():
                box = text_page.get_charbox(index)
                assert left + room <= box[0] <= box[2] <= right - room
                assert bottom + room <= box[1] <= box[3] <= top - room
    document.close()


@pytest.mark.parametrize("name", PIECES)
@examples(6, suppress_health_check=list(HealthCheck), print_blob=True)
@given(files=packs(), card=st.sampled_from(["standard", "standard", "business", "A6"]))
def test_a_text_is_printed_whole_or_refused_with_its_place(
    name: str, files: dict[str, Any], card: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), files)
        try:
            pack = load_pack(Path(folder))
            made = made_piece(name, select(pack), card)
        except KitError as error:
            event("refused")
            for problem in error.problems:
                lines = Path(problem.file).read_text(encoding="utf-8").splitlines()
                assert Path(problem.file).is_relative_to(folder)
                assert 1 <= problem.line <= len(lines)
                assert 1 <= problem.column <= len(lines[problem.line - 1])
            return
        event("printed")
        assert made is not None
        assert_whole(made, pack)
