"""On real drawings with a queue that typesets nothing; with the real one, quick against all."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from kit.content.packs import load_pack
from kit.core.paths import LAYOUTS
from kit.core.progress import Unwatched
from kit.core.sizes import CARDS
from kit.imposition.print_plan import GuidePlan
from kit.layout.faces import Faces
from kit.layout.labels import load_labels
from kit.layout.overrides import LayoutFolder
from kit.layout.pieces import load_pieces
from kit.pipeline.format_fit import FormatFits, OnFormat
from kit.pipeline.pack_fit import pack_fit
from kit.session.print_settings import Printing
from kit.session.selection import select
from kit.typesetting.fit import Verdict
from kit.typesetting.job import JobContext
from kit.typesetting.queue import TypesettingQueue
from kit.typesetting.stages import DrawnPiece
from kit.typesetting.steps import draw
from kit.typesetting.text_check import TOO_LONG
from kit.typesetting.workspace import Workspace, workspace_for
from tests.conftest import SAMPLES


@dataclass
class Queue:
    """Takes faces for fitting in full type, but for some; and notes which it was asked for."""

    smaller: Mapping[str, Verdict] = field(default_factory=dict)
    begun: list[str] = field(default_factory=list)

    def begin_verdicts(self, _: DrawnPiece, batch: Faces) -> None:
        self.begun += [face.about for face in batch.faces if face.kind == "front"]

    def verdicts(self, _: DrawnPiece, batch: Faces) -> dict[str, Verdict]:
        return {
            face.id: self.smaller.get(face.about, Verdict(1.0))
            for face in batch.faces
            if face.about in self.begun or face.kind != "front"
        }


class Steps(Unwatched):
    """A listener that counts the steps that were told, and those that came."""

    def __init__(self) -> None:
        self.told, self.came = 0, list[str]()

    def stage(self, stage: str, steps: int) -> None:  # noqa: ARG002
        self.told += steps

    def step(self, what: str) -> None:
        self.came.append(what)


def value_cards(card: str, queue: Queue, *, is_whole: bool = True, own: bool = False) -> OnFormat:
    """The value cards of the small pack on a format."""
    drawn, workspace = _drawn(card, own=own)
    workspace = replace(workspace, queue=cast("TypesettingQueue", queue))
    return OnFormat(card, drawn, workspace, is_whole)


@cache
def _drawn(card: str, *, own: bool) -> tuple[DrawnPiece, Workspace]:
    selection = select(load_pack(SAMPLES / "small"))
    layouts = LayoutFolder(LAYOUTS, LAYOUTS if own else None)
    context = JobContext(selection, load_labels(LAYOUTS, "nb"), Printing(card=card), layouts)
    workspace = workspace_for(context)
    drawn = draw("value-cards", load_pieces(LAYOUTS)["value-cards"], GuidePlan(), workspace)
    assert drawn
    return drawn, workspace


def found(*all_: OnFormat) -> FormatFits:
    fits = FormatFits()
    for one in all_:
        fits.add(one)
    fits.find(Unwatched())
    return fits


NAMES = ["1.1 Ærlighet", "1.2 Menneskerettighetsfokus", "2.1 Tid", "2.2 Ærlighet mot seg selv"]


def test_what_fits_on_a_low_card_is_not_typeset_on_a_higher_one() -> None:
    low, high = Queue(), Queue()
    on = value_cards("poker", low), value_cards("tarot", high)
    fits = found(*on)
    assert (low.begun, high.begun) == (NAMES, [])
    assert set(fits.percents(on[1]).values()) == {100}


@pytest.mark.parametrize(
    "verdict", [Verdict(0.96), Verdict(None, (TOO_LONG,)), Verdict(1.0, as_reckoned=False)]
)
def test_what_does_not_surely_fit_is_typeset_on_each_card(verdict: Verdict) -> None:
    low, high = Queue({NAMES[2]: verdict}), Queue({NAMES[2]: Verdict(0.84)})
    on = value_cards("poker", low), value_cards("tarot", high)
    fits = found(*on)
    assert high.begun == [NAMES[2]]
    assert fits.percents(on[1])[_face(on[1], NAMES[2])] == 84


def _face(one: OnFormat, about: str) -> str:
    return next(face.id for face in one.drawn.faces.faces if face.about == about)


def test_a_text_that_grows_by_more_than_the_card_does_is_typeset(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kit.pipeline.format_fit.FREE", 0.01)
    high = Queue()
    found(value_cards("poker", Queue()), value_cards("tarot", high))
    assert high.begun == NAMES


def test_a_card_of_another_drawing_tells_nothing() -> None:
    queues = [Queue() for _ in range(3)]
    cards = ("business", "tarot", "standard")
    found(*(value_cards(card, queue) for card, queue in zip(cards, queues, strict=True)))
    # Nor does one that is higher.
    assert [queue.begun for queue in queues] == [NAMES] * 3


def test_of_own_layouts_nothing_is_known() -> None:
    high = Queue()
    found(value_cards("poker", Queue(), own=True), value_cards("tarot", high, own=True))
    assert high.begun == NAMES


def test_faces_that_are_the_same_in_both_wordings_are_looked_at_once() -> None:
    whole, part = Queue({NAMES[0]: Verdict(0.8)}), Queue()
    on = value_cards("poker", whole), value_cards("poker", part, is_whole=False)
    fits = found(*on)
    assert part.begun == []
    assert fits.percents(on[1]) == fits.percents(on[0])
    assert 80 in fits.percents(on[0]).values()


def test_each_batch_of_each_format_is_a_step() -> None:
    steps, fits = Steps(), FormatFits()
    for card in ("poker", "tarot"):
        fits.add(value_cards(card, Queue()))
    fits.find(steps)
    assert steps.came == [f"value-cards in the format {card}" for card in ("poker", "tarot")]
    assert steps.told == 2


def random_pack(folder: Path, seed: int) -> Path:
    """A small pack whose texts are about as long as the cards have room for."""
    chance = random.Random(seed)

    def text(least: int, most: int) -> str:
        words = (chance.choice(_WORDS) for _ in iter(int, 1))
        told = next(words)
        for word in words:
            if len(told) >= chance.randint(least, most):
                return told.capitalize()
            told += f" {word}"
        raise AssertionError

    def value(number: int) -> dict[str, str]:
        return {"id": f"v-{number}", "name": text(3, 30), "definition": text(90, 240)}

    questions = [
        {"id": f"q-{number}", "question": text(20, 90), "prompt": text(60, 240)}
        for number in range(2)
    ]
    area: dict[str, Any] = {
        "id": "omrade",
        "title": text(5, 60),
        "values": [value(number) for number in range(5)],
        "reflection": {"heading": "Tenk", "intro": "Først alene.", "questions": questions},
    }
    dilemmas = {
        "area": "omrade",
        "heading": "Dilemmaer",
        "intro": "Snakk om dem.",
        "items": [{"id": "d", "title": text(4, 40), "text": text(150, 350)}],
        "discussion": {
            "opening": text(10, 80),
            "lead-in": text(10, 60),
            "points": [text(10, 90) for _ in range(chance.randint(2, 6))],
        },
    }
    step = {"id": "les", "title": "Les", "text": "Les."}
    cover: dict[str, Any] = {"id": "p", "language": "nb", "title": "P", "intro": ["I."]}
    cover["how-to-use"] = {"title": "Slik", "steps": [step]}
    (folder / "areas").mkdir(parents=True)
    files = {"pack": cover, "areas/1-omrade": area, "dilemmas": {"sets": [dilemmas]}}
    for name, data in files.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    return folder


_WORDS = ("og", "i", "det", "som", "gir", "mening", "ro", "nærvær", "forutsigbarhet", "drømmer")


@pytest.mark.slow
def test_what_is_found_quickly_is_what_is_found_by_typesetting_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = load_pack(random_pack(tmp_path / "pack", seed=1))
    # The lowest of one drawing, one that is a little higher, and the highest.
    some = {name: CARDS[name] for name in ("poker", "A7", "tarot")}
    monkeypatch.setattr("kit.pipeline.pack_fit.CARDS", some)
    quick = pack_fit(pack, LayoutFolder(LAYOUTS), Unwatched())
    monkeypatch.setattr(OnFormat, "tells_of", lambda *_: False)
    assert pack_fit(pack, LayoutFolder(LAYOUTS), Unwatched()).as_dict() == quick.as_dict()
    assert not all(one.is_easy for one in quick.texts)
    assert any(one.is_easy for one in quick.texts)
