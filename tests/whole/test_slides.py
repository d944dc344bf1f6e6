"""Slides read back: large type, wherever a text comes from and however long it is."""

import io
import shutil
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml

from kit.core.paths import DEFAULT_PACK
from kit.pipeline.run import BuiltKit, build
from kit.preflight.check import check
from kit.session.model import Session
from kit.session.print_settings import Printing
from kit.system.cache import user_store
from kit.typesetting.readback import Letter, read_back
from tests.conftest import SAMPLES, pdf_of
from tests.tiers import slow_but

# In pt on a page of 1920 px at 144 to the inch: 48 and 36 px.
USUAL, SMALLEST = 24.0, 18.0
ON_SCREEN = Printing.model_validate({"for": "screen"})

# Longer than any text of the default pack, by the keys that hold them.
LENGTHS = {"title": 90, "name": 80, "definition": 300, "question": 180, "prompt": 360, "text": 420,
           "opening": 90, "lead-in": 60, "closing": 240, "lead": 200, "heading": 60}  # fmt: skip
WORDS = (
    "samhandling ansvarlig tilstedeværelse medvirkning og trygghet i tjenesten for alle som kommer "
    "hit med ønsker behov drømmer og planer for framtiden sammen med familie venner og nettverk "
)


def made(folder: Path, pack: Path, **wanted: Any) -> BuiltKit:
    session = Session.model_validate(
        {"content": pack, "out": folder, "pieces": ("slides",), **wanted}
    )
    return build(session.model_copy(update={"printing": ON_SCREEN}), store=user_store())


@pytest.mark.parametrize("pack", slow_but([SAMPLES / "small", DEFAULT_PACK], SAMPLES / "small"))
def test_no_letter_is_smaller_than_24_pt(tmp_path: Path, pack: Path) -> None:
    kit = made(tmp_path, pack)
    assert kit.smaller == {}
    facts = check(pdf_of(kit, "slides")).facts
    assert facts is not None
    assert (facts.smallest_type or 0) >= USUAL - 0.05


def test_the_run_stands_off_its_heading_with_minutes_beside_the_clock(tmp_path: Path) -> None:
    page = read_back(pdf_of(made(tmp_path, SAMPLES / "small"), "slides"))[1]
    lines: dict[int, list[Letter]] = {}
    for letter in page.letters:
        lines.setdefault(round(letter.baseline), []).append(letter)
    heading, first, second = (lines[at] for at in sorted(lines)[:3])
    assert gap(heading, first) > 1.2 * gap(first, second)
    minutes = [one for one in first if one.text.isdigit()][3:]
    assert minutes
    assert max(one.box.right for one in minutes) < page.trim.left + page.trim.width / 3


def gap(upper: list[Letter], lower: list[Letter]) -> float:
    return min(one.box.top for one in lower) - max(one.box.bottom for one in upper)


def lengthened(part: Any) -> None:
    """Make each text of a part of a pack as long as its kind may well be."""
    if isinstance(part, list):
        for one in part:
            lengthened(one)
    elif isinstance(part, dict):
        part.pop("text-questions", None)
        for key, value in part.items():
            if isinstance(value, str) and key in LENGTHS:
                part[key] = (WORDS * 3)[: LENGTHS[key]].strip().capitalize()
            elif key == "points":
                part[key] = [WORDS[:100].strip()] * len(value)
            else:
                lengthened(value)


@pytest.mark.slow
def test_long_texts_fit_in_type_that_can_be_read_across_a_room(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(DEFAULT_PACK, pack)
    for path in pack.rglob("*.yaml"):
        held = yaml.safe_load(path.read_text("utf-8"))
        lengthened(held)
        path.write_text(yaml.safe_dump(held, allow_unicode=True), "utf-8")
    kit = made(tmp_path / "out", pack, values=("1.1", "3.6"), with_area=True)
    pdf = pdf_of(kit, "slides")
    facts = check(pdf).facts
    assert facts is not None
    assert (facts.smallest_type or 0) >= SMALLEST - 0.05
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as read:
        assert len(read) == len(kit.files[0].pictures)
