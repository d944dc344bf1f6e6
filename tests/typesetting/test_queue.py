"""What is begun to be typeset, and where."""

import os
from pathlib import Path

import pytest

from kit.core.errors import KitError
from kit.core.paths import LAYOUTS
from kit.layout.labels import Labels
from kit.layout.pieces import load_pieces
from kit.session.options import Destination
from kit.session.print_settings import Printing
from kit.session.selection import Selection
from kit.system.workers import SideBySide
from kit.typesetting.cached import TypesetCache, TypesetRequest
from kit.typesetting.job import JobContext
from kit.typesetting.margin_text import MarginText
from kit.typesetting.steps import begin_margin_text
from kit.typesetting.weasy import Typeset
from kit.typesetting.workspace import workspace_for


@pytest.fixture
def typeset_by(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that holds a file for each document that was typeset, named by its process."""

    def noted(_: TypesetCache, request: TypesetRequest) -> Typeset:
        (tmp_path / f"{os.getpid()}-{len(request.html)}").touch()
        return Typeset(b"", {}, 0)

    monkeypatch.setattr(TypesetCache, "typeset", noted)
    return tmp_path


def margin_text(selection: Selection, labels: Labels, side_by_side: SideBySide) -> MarginText:
    context = JobContext(selection, labels, Printing())
    return workspace_for(context, side_by_side=side_by_side).margin_text


def test_the_first_small_faces_are_typeset_before_anything_is_forked(
    typeset_by: Path, small: Selection, labels: Labels
) -> None:
    """So that what is read and found out at a first document is there in every process."""
    with SideBySide(2) as side_by_side:
        text = margin_text(small, labels, side_by_side)
        text.begin(text.ruler)
        text.begin(text.slugs("long"))
        text.begin(text.ruler)
        first, second = text.typeset(text.ruler), text.typeset(text.slugs("long"))
    assert first == second == Typeset(b"", {}, 0)
    processes = [int(one.name.split("-")[0]) for one in typeset_by.iterdir()]
    assert len(processes) == 2
    assert processes.count(os.getpid()) == 1


@pytest.mark.parametrize(("to", "typeset_here"), [("office", 1), ("screen", 0)])
def test_the_smallest_faces_of_a_kit_with_cards_for_paper_are_the_first(
    typeset_by: Path, small: Selection, labels: Labels, to: Destination, typeset_here: int
) -> None:
    with SideBySide(2) as side_by_side:
        context = JobContext(small, labels, Printing.model_validate({"for": to}))
        workspace = workspace_for(context, side_by_side=side_by_side)
        pages, cards = (load_pieces(LAYOUTS)[name] for name in ("guide", "value-cards"))
        begin_margin_text([pages], workspace)
        assert not [*typeset_by.iterdir()]
        begin_margin_text([pages, cards], workspace)
    processes = [one.name.split("-")[0] for one in typeset_by.iterdir()]
    assert processes == [str(os.getpid())] * typeset_here


def test_where_nothing_is_forked_small_faces_are_typeset_when_asked_for(
    typeset_by: Path, small: Selection, labels: Labels
) -> None:
    with SideBySide(1) as side_by_side:
        text = margin_text(small, labels, side_by_side)
        text.begin(text.ruler)
        assert not [*typeset_by.iterdir()]
        text.typeset(text.ruler)
    assert len([*typeset_by.iterdir()]) == 1


def test_what_is_wrong_with_the_first_is_told_when_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, small: Selection, labels: Labels
) -> None:
    def refuse(*_: object) -> Typeset:
        raise KitError.of("no typeface")

    monkeypatch.setattr(TypesetCache, "typeset", refuse)
    with SideBySide(2) as side_by_side:
        text = margin_text(small, labels, side_by_side)
        text.begin(text.ruler)
        with pytest.raises(KitError, match="no typeface"):
            text.typeset(text.ruler)
