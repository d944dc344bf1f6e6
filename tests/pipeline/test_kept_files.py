"""Finished files of a piece are made once of what was typeset, and anew of anything else."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kit.core.paths import DEFAULT_PACK, LAYOUTS
from kit.imposition.place import Card
from kit.layout.pieces import load_pieces
from kit.pipeline.cards import card_files
from kit.pipeline.kept_files import KeptFiles
from kit.pipeline.run import build
from kit.session.attendance import Attendance
from kit.session.event import Event
from kit.session.model import Session
from kit.session.print_settings import Printing
from kit.system.cache import Store
from kit.typesetting.counts import jobs
from kit.typesetting.job import FileOptions, JobContext
from kit.typesetting.print_rules import guide_plan
from kit.typesetting.stages import TypesetPiece
from tests.conftest import typeset_piece, workspace_of_all

Change = Callable[[TypesetPiece], TypesetPiece]


@pytest.fixture(scope="module")
def context() -> JobContext:
    return workspace_of_all(Event()).context


@pytest.fixture(scope="module")
def pieces() -> dict[str, TypesetPiece]:
    workspace, all_pieces = workspace_of_all(Event()), load_pieces(LAYOUTS)
    names = ("quality-cards", "action-plan")
    return {name: typeset_piece(workspace, name, all_pieces[name]) for name in names}


def key(piece: TypesetPiece, context: JobContext) -> str:
    return KeptFiles(Store(Path("none")), context, "looks").key(piece)


def deck_turned(piece: TypesetPiece) -> TypesetPiece:
    deck = piece.faces.deck
    assert deck is not None
    return replace(piece, faces=replace(piece.faces, deck=replace(deck, cards=deck.cards[::-1])))


def other_backs(piece: TypesetPiece) -> TypesetPiece:
    deck = piece.faces.deck
    assert deck is not None
    cards = tuple(Card(one.front, one.front) for one in deck.cards)
    return replace(piece, faces=replace(piece.faces, deck=replace(deck, cards=cards)))


def batch_with(**changed: Any) -> Change:
    return lambda piece: replace(piece, batches=(replace(piece.batches[0], **changed),))


def face_with(**changed: Any) -> Change:
    def change(piece: TypesetPiece) -> TypesetPiece:
        first, *others = piece.faces.faces
        faces = (replace(first, **changed), *others)
        return replace(piece, faces=replace(piece.faces, faces=faces))

    return change


@pytest.mark.parametrize(
    "change",
    [
        deck_turned,
        other_backs,
        batch_with(pdf=b"%PDF"),
        batch_with(clear=1.0),
        batch_with(pages={}),
        face_with(about="A"),
        face_with(group="A"),
        face_with(file="a"),
        lambda piece: replace(piece, name="value-cards"),
        lambda piece: replace(piece, tagged=True),
        lambda piece: replace(piece, printing=Printing(marks="none")),
    ],
)
def test_files_are_another_where_what_was_typeset_is(
    change: Change, pieces: dict[str, TypesetPiece], context: JobContext
) -> None:
    piece = pieces["quality-cards"]
    assert key(change(piece), context) != key(piece, context)


def test_files_are_another_where_the_kit_is_printed_otherwise(
    pieces: dict[str, TypesetPiece], context: JobContext
) -> None:
    piece = pieces["quality-cards"]
    selection, pack = context.selection, context.selection.pack
    titled = replace(pack, cover=pack.cover.model_copy(update={"title": "A"}))
    others = [
        replace(context, printing=Printing(marks="none")),
        replace(context, files=FileOptions(again=True)),
        replace(context, amounts={"quality-cards": 3}),
        replace(context, selection=replace(selection, pack=titled)),
    ]
    keys = [key(piece, one) for one in (context, *others)]
    assert len(set(keys)) == len(keys)


def test_who_comes_matters_to_a_form_alone(
    pieces: dict[str, TypesetPiece], context: JobContext
) -> None:
    at_another_time = replace(context, event=Event("A", datetime.date(2026, 12, 1), "B"))
    cards, form = pieces["quality-cards"], pieces["action-plan"]
    assert key(cards, at_another_time) == key(cards, context)
    assert key(form, at_another_time) != key(form, context)


def test_files_with_names_of_people_are_kept_under_a_key_that_tells_so(
    pieces: dict[str, TypesetPiece], context: JobContext
) -> None:
    attendance = Attendance(people=2, tables=1, names=("Kari", "Ola"))
    named = replace(context, event=Event(attendance=attendance))
    cards, form = pieces["quality-cards"], pieces["action-plan"]
    assert key(form, named).endswith("-names")
    (job,) = jobs(cards, 0, named)
    seated = replace(cards, plan=guide_plan([replace(job, amount="table")], named))
    assert key(seated, named).endswith("-names")
    assert seated.typeset_request(seated.faces).holds_names
    others = ((cards, named), (cards, context), (form, context))
    assert not any(key(*one).endswith("-names") for one in others)


def test_other_values_impose_only_what_they_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cards of qualities are the same whichever values are chosen."""
    imposed: list[str] = []
    whole = card_files

    def noted(made: TypesetPiece, *others: Any) -> Any:
        imposed.append(made.name)
        return whole(made, *others)

    monkeypatch.setattr("kit.pipeline.make.card_files", noted)
    store = Store(tmp_path / "cache")
    files = []
    for values in (("1.1",), ("1.2",)):
        session = Session(
            content=DEFAULT_PACK, values=values, pieces=("quality-cards", "value-cards")
        )
        files.append(build(session, store=store, write=False, workers=1).files)
    assert sorted(imposed) == ["quality-cards", "value-cards", "value-cards"]
    alike = [[file.pdf for file in some if file.job.piece == "quality-cards"] for some in files]
    assert alike[0] == alike[1]
