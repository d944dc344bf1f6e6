"""What has changed since a kit was printed, and why."""

from typing import Any

import pytest

from kit.core.language import Language, speech
from kit.output.manifest import Manifest, PrintedCard
from kit.reprint.card_changes import PieceChanges, Printed, changes

PARTS = {"number": "1.1", "text": "t", "motif": "m", "colours": "c", "logo": "", "layout": "l"}


def card(about: str, digest: str, **parts: str) -> dict[str, Any]:
    size = parts.pop("size", "68.0 × 95.0 mm")
    return {"about": about, "digest": digest, "size": size, "parts": {**PARTS, **parts}}


def before(decks: tuple[str, ...] | None = None, **cards: dict[str, Any]) -> Manifest:
    kept = {id_: PrintedCard.model_validate(one) for id_, one in cards.items()}
    known = {} if decks is None else {"values": decks}
    return Manifest(files=(), earlier=(), cards={"values": kept}, decks=known)


WAS = before(a=card("1.1 A", "d1"), b=card("1.2 B", "d2", number="1.2"))


def found(*, was: Manifest = WAS, decks: str = "", **now: dict[str, Any]) -> PieceChanges:
    return changes("values", now, tuple(decks), was)


A, B = card("1.1 A", "d1"), card("1.2 B", "d2", number="1.2")


def test_nothing_has_changed() -> None:
    assert found(a=A, b=B) == PieceChanges()
    # Of the same text under another id nothing need be printed.
    assert found(a=A, other=B) == PieceChanges()


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"text": "t2"}, "its text"),
        ({"text": "t2", "layout": "l2"}, "its text"),
        ({"layout": "l2"}, "its layout"),
        ({"colours": "c2"}, "its colours"),
        ({"motif": "m2", "colours": "c2"}, "its motif and its colours"),
        ({"logo": "x"}, "the logo"),
        ({}, "changed"),
    ],
)
def test_a_changed_card_tells_what_of_it_has_changed(parts: dict[str, str], why: str) -> None:
    assert found(a=card("1.1 A", "new", **parts), b=B) == PieceChanges(
        (Printed("a", "1.1 A", why),), (("1.1 A", "replaced"),)
    )


def test_a_card_with_another_number_takes_the_place_of_the_old_one() -> None:
    assert found(a=A, b=card("1.3 B", "new", number="1.3")) == PieceChanges(
        (Printed("b", "1.3 B", "its number, was 1.2"),), (("1.2 B", "now 1.3 B"),)
    )


@pytest.mark.parametrize(
    ("language", "whys"),
    [
        ("nb", ["teksten og motivet", "nytt", "erstattet", "ikke lenger i settet"]),
        ("nn", ["teksten og motivet", "nytt", "erstatta", "ikkje lenger i settet"]),
    ],
)
def test_why_is_said_in_the_language_of_its_reader(language: Language, whys: list[str]) -> None:
    of = found(a=card("1.1 A", "new", text="t2", motif="m2"), c=card("1.3 C", "d3"))
    told = [*(one.why for one in of.printed), *(why for _, why in of.taken_out)]
    assert [speech(language).said(why) for why in told] == whys


def test_new_cards_and_those_that_are_no_more() -> None:
    assert found(a=A, c=card("1.3 C", "d3")) == PieceChanges(
        (Printed("c", "1.3 C", "new"),), (("1.2 B", "no longer in the kit"),)
    )
    # Of two values the one has taken over what stood on the other.
    assert found(a=card("1.1 A", "d2")).taken_out == (("1.1 A", "replaced"),)


def test_all_cards_have_changed_in_another_format() -> None:
    sized = found(a={**A, "size": "63.0 × 88.0 mm"}, b=B)
    assert sized == PieceChanges(
        (Printed("a", "1.1 A", "card format, was 68.0 × 95.0 mm"),), (("1.1 A", "replaced"),)
    )
    assert speech("nb").said(sized.printed[0].why) == "kortformatet, tidligere 68,0 × 95,0 mm"


def test_manifests_of_older_programs_are_read_as_far_as_they_go() -> None:
    old = before(a={"about": "1.1 A", "digest": "d1"}, b={"about": "1.2 B", "digest": "old"})
    assert found(was=old, a=A, b=B, decks="AB") == PieceChanges(
        (Printed("b", "1.2 B", "changed", ("A", "B")),), (("1.2 B", "replaced"),)
    )


def test_a_changed_card_is_for_every_deck_and_a_new_deck_is_whole() -> None:
    was = before(("A", "B", "C"), a=A, b=B)
    assert found(
        was=was, a=A, b=card("1.2 B", "new", number="1.2", text="t2"), decks="ABD"
    ) == PieceChanges(
        (Printed("a", "1.1 A", "", ("D",)), Printed("b", "1.2 B", "its text", ("A", "B", "D"))),
        (("1.2 B", "replaced"),),
        ("D",),
        ("C",),
    )


def test_decks_that_get_letters_are_new_and_a_deck_without_one_is_not() -> None:
    every = (Printed("a", "1.1 A", "", ("A", "B")),)
    lettered = found(was=before((), a=B), a=A, decks="AB")
    assert lettered == PieceChanges(every, new_decks=("A", "B"), old_decks=("",))
    assert found(was=before(("A", "B"), a=A), a=A) == PieceChanges()
