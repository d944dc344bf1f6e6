"""How a piece is printed, in how many copies, into which files, and for whom: rules alone."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kit.core.paths import LAYOUTS
from kit.layout.labels import load_labels
from kit.layout.pieces import load_pieces
from kit.session.attendance import Amount, Attendance
from kit.session.event import Event
from kit.session.print_settings import Printing
from kit.typesetting.job import FileOptions, JobContext
from kit.typesetting.print_rules import (
    amount_of,
    copies_of,
    decks_of,
    document_info,
    keeps_pages,
    made_for,
    place_of_texts,
    printing_of,
)
from kit.typesetting.stages import TypesetPiece
from tests.conftest import workspace_of_all

PIECES = load_pieces(LAYOUTS)
SEVEN_AT_THREE = Attendance(7, 3)
BY_NAME = Attendance(2, None, ("Kari", "Ola"))


def context(attendance: Attendance | None = None, **how: Any) -> JobContext:
    return workspace_of_all(Event(attendance=attendance or Attendance()), **how).context


def test_cards_without_backs_have_no_edge_to_turn_about() -> None:
    asked = Printing.model_validate({"flip": "short", "separate-backs": True, "marks-on": "both"})
    assert printing_of(PIECES["value-cards"], asked) == asked
    fronts = printing_of(PIECES["dilemma-cards"].model_copy(update={"sides": 1}), asked)
    assert (fronts.flip, fronts.separate_backs, fronts.marks_on) == ("none", False, "front")


@pytest.mark.parametrize(
    ("name", "how", "kept"),
    [
        ("value-cards", {}, False),
        ("value-cards", {"for": "print-shop"}, False),
        ("value-cards", {"for": "screen"}, True),
        ("posters", {}, True),
        ("posters", {"posters": "A4"}, False),
        ("guide", {"posters": "A4"}, True),
        ("action-plan", {}, True),
    ],
)
def test_pages_are_kept_where_nothing_is_laid_on_sheets(
    name: str, how: dict[str, Any], kept: bool
) -> None:
    assert keeps_pages(PIECES[name], Printing.model_validate(how)) == kept


@pytest.mark.parametrize(
    ("name", "attendance", "to", "whom"),
    [
        ("value-cards", Attendance(), "print-shop", "print-shop"),
        ("guide", Attendance(), "print-shop", "office"),
        ("action-plan", Attendance(), "print-shop", "print-shop"),
        ("action-plan", BY_NAME, "print-shop", "office"),
        ("action-plan", BY_NAME, "screen", "screen"),
        ("guide", Attendance(), "office", "office"),
    ],
)
def test_what_stays_with_the_one_who_leads_is_for_an_office_printer(
    name: str, attendance: Attendance, to: str, whom: str
) -> None:
    assert made_for(PIECES[name], context(attendance, **{"for": to})) == whom


def test_decks_are_told_apart_where_there_are_several() -> None:
    name, piece = "value-cards", PIECES["value-cards"]
    assert decks_of(name, piece, context()) == ()
    assert decks_of(name, piece, context(decks=2)) == ("A", "B")
    assert decks_of(name, piece, context(SEVEN_AT_THREE)) == ("A", "B", "C")
    assert decks_of(name, piece, replace(context(SEVEN_AT_THREE), amounts={name: 5})) == tuple(
        "ABCDE"
    )
    assert decks_of(name, piece, context(SEVEN_AT_THREE, **{"for": "screen"})) == ()
    assert decks_of("posters", PIECES["posters"], context(SEVEN_AT_THREE)) == ()


@pytest.mark.parametrize(
    ("name", "attendance", "amounts", "copies"),
    [
        ("posters", Attendance(), {}, None),
        ("posters", SEVEN_AT_THREE, {}, 1),
        ("posters", Attendance(), {"posters": 4}, 4),
        ("action-plan", SEVEN_AT_THREE, {}, 7),
        ("action-plan", SEVEN_AT_THREE, {"action-plan": "table"}, 3),
        # All decks are in the one file.
        ("value-cards", SEVEN_AT_THREE, {}, 1),
    ],
)
def test_a_file_is_printed_as_often_as_it_is_needed(
    name: str, attendance: Attendance, amounts: dict[str, Amount], copies: int | None
) -> None:
    job = replace(context(attendance), amounts=amounts)
    assert copies_of(name, PIECES[name], job) == copies
    assert amount_of(name, PIECES[name], job) == amounts.get(name, PIECES[name].per)


def test_files_are_named_in_the_language_of_the_pack() -> None:
    cards, posters = PIECES["value-cards"], PIECES["posters"]
    assert context().pdf_names("value-cards", cards) == ("verdikort.pdf",)
    separate: Any = {"separate-backs": True}
    apart = context(**separate)
    assert apart.pdf_names("value-cards", cards) == (
        "verdikort-forsider.pdf",
        "verdikort-baksider.pdf",
    )
    assert apart.pdf_names("posters", posters) == ("plakater.pdf",)
    again = replace(context(), files=FileOptions(again=True))
    (name,) = again.pdf_names("value-cards", cards)
    assert name.startswith("verdikort-")
    assert name != "verdikort.pdf"


@pytest.mark.parametrize(
    ("name", "card", "place"),
    [
        ("value-cards", "A6", "an A6 card"),
        ("value-cards", "poker", "a poker card"),
        ("posters", "A6", "its poster"),
        ("guide", "A6", "its page"),
        ("slides", "A6", "its slide"),
    ],
)
def test_messages_say_where_a_text_stands(name: str, card: str, place: str) -> None:
    assert place_of_texts(PIECES[name], Printing.model_validate({"card": card})) == place


def test_on_a_screen_cards_and_posters_are_no_files() -> None:
    screen = context(None, **{"for": "screen"})
    for name, files in {"posters": (), "value-cards": (), "slides": ("lysbilder.pdf",)}.items():
        assert screen.pdf_names(name, PIECES[name]) == files
        assert PIECES[name].is_only_pictured("screen") == (files == ())
        assert not PIECES[name].is_only_pictured("office")


def made_piece(name: str) -> TypesetPiece:
    """A piece of which no more is known than its name."""
    made: Any = SimpleNamespace(name=name, piece=PIECES[name])
    return cast(TypesetPiece, made)


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("nb", ("Verdikort", "Verdikort, forsider", "Verdikort, baksider")),
        ("nn", ("Verdikort", "Verdikort, framsider", "Verdikort, baksider")),
        ("en", ("Value cards", "Value cards, fronts", "Value cards, backs")),
    ],
)
def test_fronts_and_backs_have_titles_of_their_own(language: str, titles: tuple[str, ...]) -> None:
    """Viewers show it in the place of the name of the file."""
    one = replace(context(), labels=load_labels(LAYOUTS, language))
    made = made_piece("value-cards")
    told = [document_info(made, one, part=part).title for part in ("whole", "fronts", "backs")]
    assert [title.partition(" – ")[0] for title in told] == list(titles)
    again = replace(one, files=FileOptions(again=True))
    title = document_info(made, again, part="fronts").title.partition(" – ")[0]
    assert title.startswith(f"{titles[0]}, {one.labels.again_file}, ")


@pytest.mark.parametrize(
    ("name", "how", "alone"),
    [
        ("value-cards", {}, "nothing"),
        ("value-cards", {"ink": "saver"}, "neutrals"),
        ("value-cards", {"ink": "grey"}, "all"),
        ("value-cards", {"ink": "grey", "for": "screen"}, "all"),
        ("value-cards", {"for": "print-shop"}, "nearly black"),
        ("value-cards", {"for": "print-shop", "ink": "grey"}, "all"),
        ("guide", {"for": "print-shop"}, "nothing"),
    ],
)
def test_what_is_printed_in_black_alone_depends_on_ink_and_on_who_prints(
    name: str, how: dict[str, Any], alone: str
) -> None:
    assert document_info(made_piece(name), context(**how)).black_alone == alone
