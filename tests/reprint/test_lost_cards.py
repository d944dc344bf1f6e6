"""Lost cards are found as people write them, each with the decks that lost it."""

import pytest

from kit.core.errors import Problem
from kit.core.language import Language, speech
from kit.reprint.lost_cards import Cards, Lost, lost_cards
from kit.session.asked_names import Asked
from kit.session.sources import NOWHERE, Sources
from kit.typed.names import Named

NAMED = [
    Named(("values", "empati"), "1.1", "empati", "Empati"),
    Named(("values", "respekt"), "1.2", "respekt", "Respekt"),
    Named(("dilemmas", "plan-b"), "plan-b", "plan-b", "Plan B"),
    Named(("dilemmas", "klem"), "klem", "klem", "En klem – og så?"),
]
ROOM = Cards(NAMED, dict.fromkeys(("values", "dilemmas"), ("A", "B", "C", "D")))


def asked(*names: str, cards: Cards = ROOM) -> tuple[Lost, list[str]]:
    problems: list[Problem] = []
    lost = lost_cards(names, cards, Asked("only", "card", NOWHERE), problems)
    return lost, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    "name", ["1.2B", "1.2b", "1.2 B", "1.2-B", "1.2 - b", "respekt B", "Respekt b", "respekt-B"]
)
def test_the_letter_of_a_deck_stands_behind_the_card(name: str) -> None:
    assert asked(name) == ({("values", "respekt"): frozenset("B")}, [])


@pytest.mark.parametrize("names", [["1.2A+C"], ["1.2 a + c"], ["1.2A", "C"], ["1.2A", "1.2C"]])
def test_several_decks_of_one_card(names: list[str]) -> None:
    assert asked(*names) == ({("values", "respekt"): frozenset("AC")}, [])


def test_without_a_letter_every_deck_has_lost_it() -> None:
    every = {("values", "respekt"): None}
    assert asked("1.2") == asked("1.2", "1.2B") == asked("1.2B", "1.2") == (every, [])


BOTH = [("values", "empati"), ("values", "respekt")]


@pytest.mark.parametrize("name", ["1.1-1.2", "empati og respekt", "1.1 1.2", "empati/respekt"])
def test_of_several_cards_in_one_name_each_is_lost(name: str) -> None:
    assert asked(name) == (dict.fromkeys(BOTH), [])


@pytest.mark.parametrize("name", ["empati og respekt", "1.1 1.2"])
def test_whose_letter_stands_behind_several_cards_is_asked(name: str) -> None:
    refusal = f"{name} B: put the letters of decks behind each card, such as 1.1B, 1.2B"
    assert asked(f"{name} B") == ({}, [refusal])


def test_all_cards_may_be_lost() -> None:
    every = [one.thing for one in NAMED]
    assert asked("alle") == (dict.fromkeys(every), [])
    assert asked("alle B") == (dict.fromkeys(every, frozenset("B")), [])
    assert asked("1.1-1.2 B") == (dict.fromkeys(BOTH, frozenset("B")), [])


def test_a_letter_alone_is_of_the_card_before_it() -> None:
    assert asked("1.1", "1.2A", "B", "1.1C") == (
        {("values", "empati"): None, ("values", "respekt"): frozenset("AB")},
        [],
    )
    assert asked("1.1", "B")[1] == [
        'no card B: write "all B" for all cards of deck B, or 3.6B for one of it'
    ]


def test_a_name_that_ends_like_a_deck_is_a_name_first() -> None:
    assert asked("plan B", "plan-b C", "klem D") == (
        {("dilemmas", "plan-b"): None, ("dilemmas", "klem"): frozenset("D")},
        [],
    )


def test_seats_have_a_letter_and_a_number() -> None:
    seats = Cards(NAMED, {"values": ("A1", "A2", "B1")})
    assert asked("1.2A2", "1.1 b1", cards=seats)[0] == {
        ("values", "respekt"): frozenset({"A2"}),
        ("values", "empati"): frozenset({"B1"}),
    }


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("1.2E", "1.2E: no deck has the letter E: there are A, B, C and D"),
        ("1.2A+E+F", "1.2A+E+F: no deck has the letter E or F: there are A, B, C and D"),
        ("1.2BC", "1.2BC: write 1.2B+C for the decks B and C"),
        ("1.2ABC", "no card 1.2ABC: did you mean Respekt (1.2)?"),
        (
            "bord B",
            'no card bord B: write "all B" for all cards of deck B, or 3.6B for one of it',
        ),
        ("1.9B", "no card 1.9: did you mean Respekt (1.2) or Empati (1.1)?"),
        ("1,2B", "1,2B: write 1.2B, with a point, if Respekt is meant"),
        ("1,2", "1,2: write 1.2, with a point, if Respekt is meant"),
        ("empti B", "no card empti: did you mean Empati (1.1) or Respekt (1.2)?"),
        ("quark", "no card quark: `kit list cards` shows what there is"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(name: str, refusal: str) -> None:
    assert asked(name) == ({}, [refusal])


SORTED = [
    *NAMED,
    *(Named(("sorting", place), place, place, f"Card {place}") for place in ("1", "2")),
]


def test_two_cards_or_one_with_a_decimal_comma_is_asked() -> None:
    letters = dict.fromkeys(("values", "dilemmas", "sorting"), ("A", "B"))
    cards = Cards(SORTED, letters)
    assert asked("1,2B", "A", cards=cards)[1] == [
        "1,2B: write 1.2B, with a point, if Respekt is meant, or [1, 2B] if the cards 1 and 2B are"
    ]
    problems: list[Problem] = []
    only = Asked("only", "card", Sources({"only": ["1,2B"]}))
    assert lost_cards(["1,2B"], cards, only, problems) == {}
    assert [str(one) for one in problems] == [
        "--only 1,2B: write 1.2B, with a point, if Respekt is meant, or --only 1 --only 2B if the "
        "cards 1 and 2B are"
    ]
    # Where there is no such card, these are two.
    bare = Cards(SORTED[-2:], letters)
    two = {("sorting", "1"): None, ("sorting", "2"): None}
    assert asked("1,2", cards=bare) == asked("1", "2", cards=bare) == (two, [])


def test_each_of_several_cards_may_have_its_letter() -> None:
    found = {("values", "empati"): frozenset("A"), ("values", "respekt"): frozenset("B")}
    assert asked("1.1A og 1.2B") == (found, [])


def test_a_deck_that_not_all_cards_have_is_lost_of_those_that_do() -> None:
    some = Cards(NAMED, {"values": ("A", "B"), "dilemmas": ("A",)})
    assert asked("all B", cards=some) == (
        {("values", "empati"): frozenset("B"), ("values", "respekt"): frozenset("B")},
        [],
    )
    assert asked("all E", cards=some)[1] == ["no card all E: `kit list cards` shows what there is"]


def test_cards_without_letters_have_lost_none() -> None:
    one_deck = Cards(NAMED, {})
    assert asked("1.2B", cards=one_deck)[1] == [
        "1.2B: there is one deck now, and its cards have no letter: write 1.2, or ask for as many "
        "decks as the kit was printed with, by --tables or --decks"
    ]
    printed = Cards(NAMED, {}, printed={"values"})
    assert asked("1.2B", cards=printed)[1] == [
        "1.2B: one deck was printed, and its cards have no letter: write 1.2"
    ]


BEYOND = [
    Named(("values", "hap"), "2.3", "hap", "Håp"),
    Named(("values", "likeverd"), "2.1", "likeverd", "Likeverd"),
    Named(("dilemmas", "makt"), "makt", "makt", "Makt"),
]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("håp", "2.3 Håp is in the pack, but not in this kit: add --value 2.3"),
        ("2.3B", "2.3 Håp is in the pack, but not in this kit: add --value 2.3"),
        ("makt", "«Makt» is in the pack, but not in this kit: choose its area by --area"),
        (
            "2.1-2.3",
            "2.3 Håp and 2.1 Likeverd are in the pack, but not in this kit: add --value 2.3 "
            "--value 2.1",
        ),
    ],
)
def test_a_card_that_only_the_pack_has_is_told_with_how_to_add_it(name: str, told: str) -> None:
    cards = Cards(NAMED, ROOM.decks, beyond=BEYOND)
    found, problems = asked(name, cards=cards)
    assert not found
    assert problems == [f"{name.removesuffix('B')}: {told}"]
    assert asked("empati, 2.3", cards=cards)[0] == {("values", "empati"): None}


@pytest.mark.parametrize(
    ("name", "language", "as_said"),
    [
        ("1.2E", "nb", "1.2E: ingen bunke har bokstaven E: bunkene er A, B, C og D"),
        (
            "1.2A+E+F",
            "nn",
            "1.2A+E+F: ingen bunke har bokstaven E eller F: bunkane er A, B, C og D",
        ),
        ("1,2B", "nb", "1,2B: skriv 1.2B, med punktum, hvis du mener Respekt"),
        ("1.2BC", "nn", "1.2BC: skriv 1.2B+C for bunkane B og C"),
    ],
)
def test_what_is_wrong_is_said_in_the_language_of_its_reader(
    name: str, language: Language, as_said: str
) -> None:
    problems: list[Problem] = []
    lost_cards([name], ROOM, Asked("only", "card", NOWHERE), problems)
    assert [one.told(speech(language)) for one in problems] == [as_said]


def test_many_decks_are_told_from_the_first_to_the_last() -> None:
    many = Cards(NAMED, {"values": tuple("ABCDEFGH")})
    assert asked("1.2X", cards=many)[1] == ["1.2X: no deck has the letter X: there are A to H"]
