"""What is kept of earlier builds changes nothing but their time."""

import hashlib
import multiprocessing
import os
import re
import shutil
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.core.paths import LAYOUTS
from kit.layout.templates import Templates
from kit.pipeline.run import BuiltKit, build
from kit.session.model import Session
from kit.session.print_settings import Printing
from kit.system.cache import Store
from kit.system.memory import Memory
from kit.typesetting.fit import fitted
from tests.conftest import SAMPLES, Heard

CARDS = ("value-cards", "dilemma-cards")
KINDS = (*CARDS, "posters", "action-plan", "guide")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


def a_kit(
    out: Path,
    store: Store | None,
    values: tuple[str, ...] = (),
    pieces: tuple[str, ...] = KINDS,
    content: Path = SAMPLES / "small",
    how: Mapping[str, object] | None = None,
) -> tuple[BuiltKit, Heard]:
    heard = Heard()
    printing = Printing.model_validate(how or {})
    session = Session(
        content=content, out=out, values=values, with_area=True, pieces=pieces, printing=printing
    )
    # Workers keep in the cache what they made though nobody asks for it in the end.
    return build(session, progress=heard, store=store, workers=2), heard


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def never(*_: object, **__: object) -> None:
    raise AssertionError("it was typeset")


def test_a_second_build_typesets_nothing_and_gives_the_same_bytes(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, cold = a_kit(tmp_path / "cold", store)
    monkeypatch.setattr("kit.typesetting.cached.Typesetter", never)
    _, warm = a_kit(tmp_path / "warm", store)
    assert digests(tmp_path / "cold") == digests(tmp_path / "warm")
    assert cold.counted == (0, 5)
    assert warm.counted == (5, 0)


@pytest.mark.slow
def test_a_selection_from_a_warm_cache_is_the_same_as_from_a_cold_one(
    tmp_path: Path, store: Store
) -> None:
    values = ("2.1", "1.2")
    a_kit(tmp_path / "whole", store)
    a_kit(tmp_path / "warm", store, values)
    a_kit(tmp_path / "cold", Store(tmp_path / "other"), values)
    assert digests(tmp_path / "warm") == digests(tmp_path / "cold")


@pytest.mark.slow
@pytest.mark.parametrize(
    "how", [{"order": "rows"}, {"paper": "A3"}, {"decks": 52, "flip": "short"}]
)
def test_cards_laid_out_otherwise_are_not_typeset_again(
    how: dict[str, object], tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_kit(tmp_path / "first", store, pieces=CARDS)
    if "flip" in how:  # the line in the margin says how to turn
        a_kit(tmp_path / "first", store, pieces=CARDS, how={"flip": how["flip"]})
    monkeypatch.setattr("kit.typesetting.cached.Typesetter", never)
    kit, heard = a_kit(tmp_path / "warm", store, ("1.2",), CARDS[:1], how=how)
    assert heard.counted == (1, 0)
    assert kit.files[0].job.decks == how.get("decks", 1)
    monkeypatch.undo()
    a_kit(tmp_path / "cold", None, ("1.2",), CARDS[:1], how=how)
    assert digests(tmp_path / "warm") == digests(tmp_path / "cold")


@pytest.mark.slow
def test_every_damaged_entry_is_made_again(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nothing is remembered from the first build, as by another command.
    monkeypatch.setattr("kit.layout.templates._templates", Memory[Templates](0))
    monkeypatch.setattr("kit.typesetting.counts._pages", Memory[int](0))
    a_kit(tmp_path / "first", store, pieces=("value-cards", "guide"))
    entries = sorted(store.folder.iterdir())
    assert len(entries) > 8
    for number, entry in enumerate(entries):
        whole = bytearray(entry.read_bytes())
        if number % 2:
            entry.write_bytes(whole[: number * len(whole) // len(entries)])
        else:
            whole[number * len(whole) // len(entries)] ^= 1 << number % 8
            entry.write_bytes(whole)
    before = {entry: entry.read_bytes() for entry in entries}
    _, heard = a_kit(tmp_path / "again", store, pieces=("value-cards", "guide"))
    assert heard.counted == (0, 2)
    assert digests(tmp_path / "first") == digests(tmp_path / "again")
    assert all(entry.read_bytes() != was for entry, was in before.items())


@pytest.mark.slow
def test_an_edited_stylesheet_is_seen(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    layouts = tmp_path / "layouts"
    shutil.copytree(LAYOUTS, layouts)
    monkeypatch.setattr("kit.layout.overrides.LAYOUTS", layouts)
    pieces = ("value-cards", "posters")
    a_kit(tmp_path / "out", store, pieces=pieces)
    before = digests(tmp_path / "out")
    style = layouts / "posters" / "style.css"
    style.write_text(style.read_text() + "\narticle { letter-spacing: 0.1pt; }\n")
    _, heard = a_kit(tmp_path / "out", store, pieces=pieces)
    assert heard.counted == (1, 1)
    after = digests(tmp_path / "out")
    assert before["plakater.pdf"] != after["plakater.pdf"]
    assert before["verdikort.pdf"] == after["verdikort.pdf"]


def _build(folder: Path, number: int) -> None:
    kit, _ = a_kit(folder / str(number), Store(folder / "cache"), pieces=CARDS)
    assert len(kit.files) == 2


@pytest.mark.slow
def test_eight_builds_at_once_into_one_cache_all_succeed(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    builds = [context.Process(target=_build, args=(tmp_path, number)) for number in range(8)]
    for one in builds:
        one.start()
    for one in builds:
        one.join()
    assert [one.exitcode for one in builds] == [0] * 8
    first = digests(tmp_path / "0")
    assert all(digests(tmp_path / str(number)) == first for number in range(8))
    assert not list((tmp_path / "cache").glob("*.part"))


@pytest.mark.slow
def test_a_text_that_fits_nowhere_stops_only_kits_that_hold_it(
    tmp_path: Path, store: Store
) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    (area,) = (path for path in (pack / "areas").iterdir() if path.name.startswith("1-"))
    long = " ".join(["Evne til å forstå andres perspektiver"] * 30)
    area.write_text(re.sub(r"definition: [^}]*", f"definition: {long}", area.read_text(), count=1))
    for _ in range(2):
        with pytest.raises(KitError, match="on a standard card about"):
            a_kit(tmp_path / "out", store, ("1.1",), CARDS[:1], content=pack)
        kit, _ = a_kit(tmp_path / "out", store, ("1.2",), CARDS[:1], content=pack)
        assert len(kit.files) == 1


def test_nothing_is_kept_where_nothing_is_to_be(tmp_path: Path, store: Store) -> None:
    a_kit(tmp_path / "out", None, pieces=CARDS)
    assert store.kept().entries == 0


def test_stages_and_pieces_are_told_in_their_order(tmp_path: Path) -> None:
    _, heard = a_kit(tmp_path / "out", None, pieces=("value-cards", "guide"))
    stages = [("Reading", 1), ("Drawing", 2), ("Setting", 2), ("Imposing", 2)]
    assert heard.stages == [*stages, ("Writing", 1)]
    assert heard.steps[2:] == ["Verdikort", "Veileder"] * 2


def test_a_fault_of_a_file_stops_the_kit_whether_it_is_printed_or_mailed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(name: str, *_: object) -> list[Problem]:
        return [Problem(name, 0, 0, Message("is faulty"))]

    monkeypatch.setattr("kit.pipeline.make.faults_found", faulty)
    session = Session(
        content=SAMPLES / "small",
        out=tmp_path / "out",
        pieces=("action-plan", "dilemma-cards"),
        names=("Åse", "Ola"),
        individual=True,
    )
    heard = Heard()
    with pytest.raises(KitError) as raised:
        build(session, progress=heard)
    mailed = [f"handlingsplaner/handlingsplan-{name}.pdf" for name in ("Ola", "Åse")]
    files = (*mailed, "handlingsplan.pdf", "dilemmakort.pdf")
    assert sorted(raised.value.problems) == sorted(
        Problem(name, 0, 0, Message("is faulty")) for name in files
    )
    assert heard.stages[-1] == ("Checking", 2)
    assert not (tmp_path / "out").exists()


def test_a_killed_worker_does_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another process could not do is done in this one."""
    parent = os.getpid()

    def killed(*args: object) -> object:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return fitted(*args)  # type: ignore[arg-type]

    a_kit(tmp_path / "whole", None, pieces=CARDS)
    monkeypatch.setattr("kit.typesetting.queue.fitted", killed)
    a_kit(tmp_path / "killed", None, pieces=CARDS)
    assert digests(tmp_path / "whole") == digests(tmp_path / "killed")
