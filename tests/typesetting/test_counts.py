"""What a piece becomes on paper, counted from its HTML alone."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kit.core.errors import KitError
from kit.core.paths import LAYOUTS
from kit.imposition.print_job import PrintJob
from kit.imposition.print_plan import GuidePlan
from kit.layout.labels import Labels
from kit.layout.pieces import Piece, load_pieces
from kit.session.attendance import Attendance
from kit.session.event import Event
from kit.session.print_settings import Printing
from kit.session.selection import Selection
from kit.system.cache import Store
from kit.system.memory import Memory
from kit.typesetting import counts
from kit.typesetting.counts import (
    PageCounts,
    card_jobs,
    counted_piece,
    in_margin,
    jobs,
    page_job,
)
from kit.typesetting.job import JobContext
from kit.typesetting.margin_text import RULER, SLUG
from kit.typesetting.print_rules import printing_of
from kit.typesetting.stages import DrawnPiece
from kit.typesetting.steps import draw
from kit.typesetting.workspace import workspace_for

PIECES = load_pieces(LAYOUTS)


def drawn(
    name: str,
    everything: Selection,
    labels: Labels,
    attendance: Attendance | None = None,
    **how: Any,
) -> tuple[DrawnPiece, JobContext]:
    printing = Printing.model_validate({key.replace("_", "-"): told for key, told in how.items()})
    event = Event(attendance=attendance or Attendance())
    context = JobContext(everything, labels, printing, event=event)
    piece = draw(name, PIECES[name], GuidePlan(), workspace_for(context))
    assert piece is not None
    return piece, context


def counted(name: str, everything: Selection, labels: Labels, **how: Any) -> tuple[PrintJob, ...]:
    piece, context = drawn(name, everything, labels, **how)
    return jobs(piece, len(piece.faces.faces), context)


def test_cards_on_sheets(everything: Selection, labels: Labels) -> None:
    (job,) = counted("quality-cards", everything, labels)
    assert (job.file, job.paper, job.part) == ("egenskapskort.pdf", "A4", "whole")
    assert (job.cards, job.blanks, job.sheets, job.pages, job.sides) == (3, 5, 1, 2, 2)
    assert (job.flip, job.weight, job.rulers) == ("long", (160, 200), 2)
    assert job.grid is not None
    assert (job.grid.columns, job.grid.rows) == (4, 2)


def test_the_cards_of_all_decks_are_counted_together(everything: Selection, labels: Labels) -> None:
    (job,) = counted("quality-cards", everything, labels, decks=4)
    assert (job.cards, job.blanks, job.sheets, job.decks) == (12, 4, 2, 4)
    attendance = Attendance(people=6, tables=3)
    piece, context = drawn("quality-cards", everything, labels, attendance)
    (job,) = jobs(piece, 0, context)
    assert (job.cards, job.letters) == (9, ("A", "B", "C"))


def test_backs_apart_take_no_paper_of_their_own(everything: Selection, labels: Labels) -> None:
    fronts, backs = counted("value-cards", everything, labels, separate_backs=True)
    assert (fronts.part, fronts.sheets, fronts.pages, fronts.flip) == ("fronts", 5, 5, None)
    assert (backs.part, backs.sheets, backs.pages, backs.cards) == ("backs", 0, 5, 40)
    assert (fronts.file, backs.file) == ("verdikort-forsider.pdf", "verdikort-baksider.pdf")


def test_folded_cards_are_on_one_side_of_thinner_paper(
    everything: Selection, labels: Labels
) -> None:
    (job,) = counted("value-cards", everything, labels, flip="fold")
    assert (job.sides, job.flip, job.weight) == (1, None, (80, 100))
    assert job.pages == job.sheets == 10


def test_cards_without_backs_have_one_side_however_others_turn(
    everything: Selection, labels: Labels
) -> None:
    folded = drawn("value-cards", everything, labels, flip="fold")[0]
    assert folded.printing.flip == "fold"
    one_sided = PIECES["value-cards"].model_copy(update={"sides": 1})
    piece, context = drawn("value-cards", everything, labels, separate_backs=True)
    assert piece.faces.deck is not None
    fronts = replace(piece, piece=one_sided, printing=printing_of(one_sided, context.printing))
    (job,) = card_jobs(fronts, piece.faces.deck, context)
    assert (job.part, job.pages, job.sheets, job.sides) == ("whole", 5, 5, 1)
    assert job.weight == (160, 200)


def test_a_print_shop_has_a_page_for_each_face(everything: Selection, labels: Labels) -> None:
    (job,) = counted("value-cards", everything, labels, **{"for": "print-shop"})
    assert (job.pages, job.sides, job.sheets, job.paper) == (80, 2, 0, "")
    assert job.grid is None


def test_a_screen_has_each_face_once(everything: Selection, labels: Labels) -> None:
    (job,) = counted("value-cards", everything, labels, **{"for": "screen"})
    # Forty fronts, and a back for each area.
    assert (job.cards, job.pages, job.sides, job.copies) == (40, 44, 1, 1)


@pytest.mark.parametrize(
    ("how", "paper", "pages"),
    [({}, "A3", 4), ({"posters": "a4"}, "A4", 8), ({"posters": "a4", "full_size": True}, "A4", 16)],
)
def test_posters(
    how: dict[str, Any], paper: str, pages: int, everything: Selection, labels: Labels
) -> None:
    (job,) = counted("posters", everything, labels, **how)
    assert (job.paper, job.pages, job.sheets, job.sides) == (paper, pages, pages, 1)
    assert (job.tiling is not None) == bool(how)


@pytest.mark.parametrize(
    ("pages", "how", "sheets", "sides", "flip"),
    [
        (1, {}, 1, 1, None),
        (3, {}, 2, 2, "long"),
        (3, {"flip": "short"}, 2, 2, "long"),
        (3, {"flip": "none"}, 3, 1, None),
        (3, {"flip": "fold"}, 3, 1, None),
        (3, {"separate_backs": True}, 2, 2, "long"),
        (3, {"separate_backs": True, "flip": "short"}, 2, 2, "long"),
        (3, {"separate_backs": True, "turns_sheets": False}, 3, 1, None),
        (3, {"for": "screen"}, 0, 1, None),
    ],
)
def test_pages(
    pages: int,
    how: dict[str, Any],
    sheets: int,
    sides: int,
    flip: str | None,
    everything: Selection,
    labels: Labels,
) -> None:
    piece, context = drawn("action-plan", everything, labels, **how)
    job = page_job(piece, pages, context)
    assert (job.pages, job.sheets, job.sides, job.flip) == (pages, sheets, sides, flip)
    assert job.cards == 0


def test_what_stands_in_the_margin(everything: Selection, labels: Labels) -> None:
    piece, context = drawn("value-cards", everything, labels)
    placed = in_margin(piece.grid, context)
    assert [one.face for one in placed] == [RULER, RULER, SLUG]


def test_cards_that_do_not_fit_are_told(everything: Selection, labels: Labels) -> None:
    with pytest.raises(KitError, match="does not fit on its paper with 35 mm of margin"):
        counted("value-cards", everything, labels, card="a6", margin=35, flip="fold")


def test_nothing_is_typeset_to_count(
    everything: Selection, labels: Labels, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("kit.typesetting.cached.Typesetter", never)
    cards: list[Piece] = [one for one in PIECES.values() if one.made_as != "pages"]
    for name in [name for name, one in PIECES.items() if one in cards and name != "slides"]:
        assert counted(name, everything, labels, attendance=Attendance(7, 3))


@pytest.mark.parametrize("how", [{}, {"for": "screen"}, {"flip": "fold", "posters": "a4"}])
def test_what_is_counted_alone_has_the_jobs_of_what_is_drawn(
    how: dict[str, Any], everything: Selection, labels: Labels
) -> None:
    counted = []
    for name, piece in PIECES.items():
        if name in labels.pieces and piece.is_made_for(how.get("for", "office")):
            made, context = drawn(name, everything, labels, Attendance(9, 3), **how)
            alone = counted_piece(name, piece, GuidePlan(), context)
            if alone:
                counted.append(name)
                faces = len(made.faces.faces)
                assert jobs(alone, len(alone.faces.faces), context) == jobs(made, faces, context)
    assert ("value-cards" in counted) == (how.get("for") != "screen")


def test_posters_that_may_be_alike_are_drawn(labels: Labels, everything: Selection) -> None:
    area = everything.areas[0]
    twice = Selection(everything.pack, (area, area), everything.printed_pack)
    context = JobContext(twice, labels, Printing())
    assert counted_piece("posters", PIECES["posters"], GuidePlan(), context) is None


def test_the_pages_of_a_text_are_known_for_what_it_was_made_of_alone(
    labels: Labels, everything: Selection, tmp_path: Path
) -> None:
    store, name = Store(tmp_path), "tally-sheet"

    def known(people: int, made_of: str = "layouts", kept: Store | None = store) -> PageCounts:
        event = Event(attendance=Attendance(people))
        return PageCounts(JobContext(everything, labels, Printing(), event=event), kept, made_of)

    def pages(known: PageCounts) -> int | None:
        found = known.counted(name, PIECES[name], GuidePlan())
        return found.known_pages if found else None

    made, _ = drawn(name, everything, labels, Attendance(3))
    assert pages(known(3)) is None
    known(3).keep(made, 7)
    assert pages(known(3, kept=None)) == 7
    counts._pages = Memory[int](9)
    assert (pages(known(3, kept=None)), pages(known(3)), pages(known(3, kept=None))) == (None, 7, 7)
    assert (pages(known(4)), pages(known(3, "others"))) == (None, None)
