"""The options of printing: what each takes, and how what is wrong with it is told."""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kit.core.errors import KitError, bounded
from kit.core.sizes import CARDS, PAPERS
from kit.session.print_settings import Printing, printing

# Every option by its key, with a value that is not its default, and who takes it.
OFFICE, SHOP, SCREEN = "office", "print-shop", "screen"
TAKEN: Mapping[str, tuple[Any, frozenset[str]]] = {
    "paper": ("a3", frozenset({OFFICE})),
    "card": ("a7", frozenset({OFFICE, SHOP, SCREEN})),
    "margin": ("5", frozenset({OFFICE})),
    "gutter": ("2", frozenset({OFFICE})),
    "flip": ("short", frozenset({OFFICE})),
    "separate-backs": (True, frozenset({OFFICE})),
    "order": ("rows", frozenset({OFFICE})),
    "decks": ("2", frozenset({OFFICE, SHOP})),
    "marks": ("lines", frozenset({OFFICE})),
    "marks-on": ("both", frozenset({OFFICE})),
    "back-offset": ("1,2", frozenset({OFFICE})),
    "upright-offset": ("1,2", frozenset({OFFICE})),
    "posters": ("a2", frozenset({OFFICE, SHOP})),
    "full-size": (True, frozenset({OFFICE})),
    "icc": ("press.icc", frozenset({SHOP})),
    "png": (True, frozenset({SCREEN})),
    "ink": ("grey", frozenset({OFFICE, SHOP, SCREEN})),
    "preview": (True, frozenset({OFFICE, SHOP, SCREEN})),
}
NAMES = {
    "paper": ["A4", "A3", "Letter", "Tabloid", "SRA3"],
    "card": list(CARDS),
    "flip": ["long", "short", "none", "fold"],
    "order": ["stack", "rows"],
    "marks": ["crop", "lines", "none"],
    "marks-on": ["front", "both"],
    "posters": ["A3", "A4", "A2", "Tabloid", "Letter"],
    "for": [OFFICE, SHOP, SCREEN],
    "ink": ["normal", "saver", "grey"],
}
LENGTHS = ["margin", "gutter"]
SWITCHES = ["separate-backs", "full-size", "png", "preview"]

NO_LENGTH = "give a number of millimetres, such as 8 or 6.5"
OUT_OF_RANGE = "give millimetres from 0 to 50"
NO_COUNT = "give a whole number from 1 to 300"
NO_OFFSET = "give two numbers of millimetres, such as 0.5,-1 or 0,5; -1"
TOO_FAR = "give at most 10 mm: backs further off than that are turned about the wrong edge"


def called(key: str) -> str:
    """Unlike any of the commands, to see that messages ask."""
    return f"<{key}>"


def made(options: Mapping[str, Any]) -> dict[str, Any]:
    """What becomes of options, by their keys."""
    return printing(options, called).model_dump(by_alias=True)


def refusals(options: Mapping[str, Any]) -> list[str]:
    """What is told of options that cannot be: a text for each problem."""
    told = faults(options)
    assert told, "all was well"
    return told


def faults(options: Mapping[str, Any]) -> list[str]:
    """What is told of options, if there is anything to tell."""
    try:
        printing(options, called)
    except KitError as error:
        return [str(problem) for problem in error.problems]
    return []


# Defaults


def test_nothing_said_is_what_the_help_says() -> None:
    expected = {
        "paper": "A4",
        "card": "standard",
        "margin": None,
        "gutter": 0,
        "flip": "long",
        "separate-backs": False,
        "order": "stack",
        "decks": 1,
        "marks": "crop",
        "marks-on": "front",
        "back-offset": (0, 0),
        "upright-offset": None,
        "posters": "A3",
        "full-size": False,
        "for": "office",
        "icc": None,
        "png": False,
        "ink": "normal",
        "preview": False,
        "turns-sheets": True,
    }
    assert made({}) == expected
    assert made(dict.fromkeys(expected)) == expected, "None is an option that was not given"
    assert made(dict.fromkeys(SWITCHES, False)) == expected


def test_every_option_is_looked_at_here() -> None:
    keys = {str(field.alias) for field in Printing.model_fields.values()} - {"turns-sheets"}
    assert keys == {*TAKEN, "for"}
    assert keys == {*NAMES, *LENGTHS, *SWITCHES, "decks", "back-offset", "upright-offset", "icc"}


def test_a_printing_is_frozen() -> None:
    how = Printing()
    with pytest.raises(ValidationError, match="frozen"):
        how.margin = 3
    assert how == Printing()


# Names


@pytest.mark.parametrize(
    ("key", "name"), [(key, one) for key, all_ in NAMES.items() for one in all_]
)
def test_a_name_may_be_in_any_case_and_have_space_about_it(key: str, name: str) -> None:
    for typed in (name, name.lower(), name.upper(), name.title(), f" {name}\t"):
        assert made({key: typed})[key] == name


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("paper", "b5", "choose one of a4, a3, letter, tabloid, sra3"),
        ("paper", "LETER", "did you mean letter?"),
        ("paper", "", "choose one of a4, a3, letter, tabloid, sra3"),
        ("paper", "a4,a3", "choose one of a4, a3, letter, tabloid, sra3"),
        ("card", "huge", f"choose one of {', '.join(CARDS).lower()}"),
        ("card", "pocker", "did you mean poker?"),
        ("flip", "top", "choose one of long, short, none, fold"),
        ("flip", "shrt", "did you mean short?"),
        # What YAML makes of no and of nothing is not the name none.
        ("flip", False, "choose one of long, short, none, fold"),
        ("marks", True, "choose one of crop, lines, none"),
        ("marks", "  ", "choose one of crop, lines, none"),
        ("order", 2, "choose one of stack, rows"),
        ("order", ["rows"], "choose one of stack, rows"),
        ("marks-on", "back", "choose one of front, both"),
        ("posters", "a5", "choose one of a3, a4, a2, tabloid, letter"),
        ("posters", "quarto", "choose one of a3, a4, a2, tabloid, letter"),
        ("for", "printshp", "did you mean print-shop?"),
        ("for", "me", "choose one of office, print-shop, screen"),
        ("ink", "gray", "did you mean grey?"),
        # What is not really near is none of them.
        ("ink", "svart", "choose one of normal, saver, grey"),
        ("marks", "ingen", "choose one of crop, lines, none"),
        ("ink", "colour", "choose one of normal, saver, grey"),
    ],
)
def test_a_name_that_is_none_is_told_with_the_nearest_or_all(
    key: str, typed: Any, told: str
) -> None:
    assert refusals({key: typed}) == [f"<{key}> {typed}: {told}"]


@pytest.mark.parametrize(
    ("key", "typed", "meant"),
    [
        ("paper", "A4 ark", "A4"),
        ("paper", "a4-papir.", "A4"),
        ("paper", "A 4", "A4"),
        ("paper", "«Letter» ", "Letter"),
        ("card", "Poker kort", "poker"),
        ("card", "pokerkort", "poker"),
        ("for", "print shop", "print-shop"),
        ("for", "printshop", "print-shop"),
        ("posters", "format A2", "A2"),
    ],
)
def test_a_name_may_stand_beside_what_it_is_of(key: str, typed: str, meant: str) -> None:
    assert made({key: typed})[key] == meant


# Lengths


def spelt(number: float) -> list[Any]:
    """A number as it comes from YAML, and as people type it."""
    return [number, repr(number), f" {number!r}\n", repr(number).replace(".", ",")]


@given(st.floats(0, 50))
def test_every_length_from_0_to_50_is_taken_to_the_last_figure(length: float) -> None:
    for typed in spelt(length):
        for key in LENGTHS:
            assert made({key: typed})[key] == length


@given(st.floats(max_value=0, exclude_max=True) | st.floats(min_value=50, exclude_min=True))
def test_every_other_length_is_told(length: float) -> None:
    told = OUT_OF_RANGE if abs(length) < 1e9 else NO_LENGTH
    for typed in spelt(length):
        for key in LENGTHS:
            assert refusals({key: typed}) == [f"<{key}> {on_one_line(typed)}: {told}"]


def on_one_line(typed: object) -> str:
    """What was typed, as it is told: nothing in it ends a line or steers a terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in str(typed))


@given(st.text("0123456789.,-+eE naif", max_size=8) | st.text(max_size=8))
def test_no_text_becomes_a_length_that_is_none(text: str) -> None:
    for key in LENGTHS:
        told = faults({key: text})
        if told:
            shown = on_one_line(text)
            assert told in (
                [f"<{key}> {shown}: {NO_LENGTH}"],
                [f"<{key}> {shown}: {OUT_OF_RANGE}"],
            )
        else:
            length = made({key: text})[key]
            assert 0 <= length <= 50
            figures = text.strip(" \xa0\t\n\"'«»").rstrip(" .,;:…").replace(",", ".")
            assert "m" in text or length == float(figures)


@pytest.mark.parametrize("key", LENGTHS)
@pytest.mark.parametrize(
    ("typed", "length"),
    [
        ("8", 8),
        ("6,5", 6.5),
        ("+3", 3),
        ("1e1", 10),
        (7, 7),
        (".5", 0.5),
        ("8 mm", 8),
        ("8mm.", 8),
        ("0,8 cm", 8),
        ("0.65cm", 6.5),
        ("«6,5 millimeter»", 6.5),
    ],
)
def test_a_length_may_be_written_in_many_ways(key: str, typed: Any, length: float) -> None:
    assert made({key: typed})[key] == length


@pytest.mark.parametrize("key", LENGTHS)
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", NO_LENGTH),
        (" ", NO_LENGTH),
        ("wide", NO_LENGTH),
        ("8 inches", NO_LENGTH),
        ("8 mm 5", NO_LENGTH),
        ("1,000.5", NO_LENGTH),
        ("5,5,5", NO_LENGTH),
        ("0x10", NO_LENGTH),
        ("nan", NO_LENGTH),
        ("-NaN", NO_LENGTH),
        ("inf", NO_LENGTH),
        ("-Infinity", NO_LENGTH),
        ("1e400", NO_LENGTH),
        ("9" * 5000, NO_LENGTH),
        (math.nan, NO_LENGTH),
        (math.inf, NO_LENGTH),
        (True, NO_LENGTH),
        ([8], NO_LENGTH),
        ({}, NO_LENGTH),
        ("-1", OUT_OF_RANGE),
        ("-0.001", OUT_OF_RANGE),
        ("50.001", OUT_OF_RANGE),
        ("1e8", OUT_OF_RANGE),
        (-1, OUT_OF_RANGE),
    ],
)
def test_what_is_no_length_is_told(key: str, typed: Any, told: str) -> None:
    assert refusals({key: typed}) == [bounded(f"<{key}> {typed}: {told}")]


# Offset of backs


@given(st.floats(-10, 10), st.floats(-10, 10))
def test_every_offset_up_to_10_mm_is_taken_to_the_last_figure(x: float, y: float) -> None:
    for typed in (f"{x!r},{y!r}", f" {x!r} , {y!r} ", [x, y], (repr(x), repr(y))):
        assert made({"back-offset": typed})["back-offset"] == (x, y)


@given(
    st.floats(10, 1e8, exclude_min=True) | st.floats(-1e8, -10, exclude_max=True),
    st.floats(-10, 10),
)
def test_a_greater_offset_either_way_is_told(far: float, near: float) -> None:
    for typed in (f"{far!r},{near!r}", [near, far]):
        assert refusals({"back-offset": typed}) == [f"<back-offset> {typed}: {TOO_FAR}"]


@pytest.mark.parametrize(
    ("typed", "offset"),
    [
        ("10,-10", (10, -10)),
        (["0,5", -1], (0.5, -1)),
        (".5,+1", (0.5, 1)),
        ("0.5,-1", (0.5, -1)),
        ("0,5; -1", (0.5, -1)),
        ("0,5;-1,5", (0.5, -1.5)),
        ("0,5 -1", (0.5, -1)),
        ("0,5, −1", (0.5, -1)),
        ("0,5 mm; -1 mm", (0.5, -1)),
        ("0,5 / -1", (0.5, -1)),
        ("1 2", (1, 2)),
        ("«0.5,-1».", (0.5, -1)),
        ("0,05 cm; 1", (0.5, 1)),
    ],
)
def test_an_offset_may_be_written_in_many_ways(typed: Any, offset: tuple[float, float]) -> None:
    assert made({"back-offset": typed})["back-offset"] == offset


@pytest.mark.parametrize(
    "typed",
    [
        "",
        ",",
        "1",
        "1,",
        "1;2;3",
        "1 2 3",
        "1,2,3,4,5",
        "right,down",
        "0,nan",
        "inf,0",
        "1e400,0",
        5,
        0.5,
        True,
        [],
        [1],
        [1, None],
        [True, 1],
        [[1], 2],
        {"x": 1, "y": 2},
    ],
)
def test_what_is_no_offset_is_told(typed: Any) -> None:
    assert refusals({"back-offset": typed}) == [f"<back-offset> {typed}: {NO_OFFSET}"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1,2,3", "1.2,3 or 1,2; 3"),
        ("0,5,-1", "0.5,-1 or 0,5; -1"),
        ("0,5,1,5", "0.5,1.5 or 0,5; 1,5"),
        ("1,-1,5", "1,-1.5 or 1; -1,5"),
        ([0, 5, -1], "0.5,-1 or 0,5; -1"),
    ],
)
def test_decimal_commas_cannot_be_told_from_the_comma_between_the_two(
    typed: Any, meant: str
) -> None:
    assert refusals({"back-offset": typed}) == [
        f"<back-offset> {typed}: give two numbers of millimetres: here commas stand in numbers and "
        f"between them; write {meant} if that is meant"
    ]


@pytest.mark.parametrize(
    ("options", "upright", "lying"),
    [
        ({}, (0, 0), (0, 0)),
        ({"back-offset": "1,2"}, (1, 2), (1, 2)),
        ({"back-offset": "1,2", "upright-offset": "3,4"}, (3, 4), (1, 2)),
        ({"back-offset": "1,2", "upright-offset": "0,0"}, (0, 0), (1, 2)),
        ({"upright-offset": "3,4"}, (3, 4), (0, 0)),
    ],
)
def test_upright_sheets_may_have_an_offset_of_their_own(
    options: dict[str, str], upright: tuple[float, float], lying: tuple[float, float]
) -> None:
    how = printing(options, called)
    assert how.offset_on(PAPERS["A4"].portrait) == upright
    assert how.offset_on(PAPERS["A4"].landscape) == lying


@pytest.mark.parametrize("typed", ["", "1", "1;2;3", "0,nan", 5, [1, None]])
def test_what_is_no_offset_of_upright_sheets_is_told(typed: Any) -> None:
    assert refusals({"upright-offset": typed}) == [f"<upright-offset> {typed}: {NO_OFFSET}"]
    assert refusals({"upright-offset": "0,11"}) == [f"<upright-offset> 0,11: {TOO_FAR}"]


# Decks


@given(st.integers(1, 300))
def test_every_count_of_decks_up_to_300_is_taken(count: int) -> None:
    for typed in (count, str(count), f" {count} ", f"0{count}"):
        assert made({"decks": typed})["decks"] == count


@given(st.integers(max_value=0) | st.integers(min_value=301))
def test_every_other_count_is_told(count: int) -> None:
    for typed in (count, str(count)):
        assert refusals({"decks": typed}) == [f"<decks> {typed}: {NO_COUNT}"]


@pytest.mark.parametrize(
    "typed",
    ["", "1.5", "1,5", "2.0", 2.0, "1e2", "+2", "-2", "²", "½", "1.000", "2 000", True, [2]],
)
def test_what_is_no_count_is_told(typed: Any) -> None:
    assert refusals({"decks": typed}) == [f"<decks> {typed}: {NO_COUNT}"]


@pytest.mark.parametrize("typed", ["two", "A", "tjuefire", "fem hundre"])
def test_a_count_is_told_in_figures(typed: str) -> None:
    assert refusals({"decks": typed}) == [f"<decks> {typed}: {NO_COUNT}, in figures such as 24"]


@pytest.mark.parametrize(
    "typed", ["4 stokker", "4 sett", "4 stk.", "4 decks", "«4»", "4.", "ca. 4"]
)
def test_what_is_counted_may_stand_behind_its_number(typed: str) -> None:
    assert made({"decks": typed})["decks"] == 4


def test_another_word_behind_a_number_is_told() -> None:
    assert refusals({"decks": "4 bord"}) == [
        f"<decks> 4 bord: {NO_COUNT}, without the word behind it"
    ]
    for typed in ("2-4", "2 – 4", "2 til 4", "2 eller 4 sett", "2/4"):
        told = f"<decks> {typed}: {NO_COUNT}: the larger, if it may be either"
        assert refusals({"decks": typed}) == [told]


# Switches and files


@pytest.mark.parametrize("key", SWITCHES)
def test_a_switch_is_on_or_off(key: str) -> None:
    others = {"png": {"for": SCREEN}, "full-size": {"posters": "a4"}}.get(key, {})
    assert made({**others, key: True})[key] is True
    assert made({**others, key: False})[key] is False
    for neither in ("maybe", 2, [True]):
        (told,) = refusals({**others, key: neither})
        assert told.startswith(f"<{key}> {neither}: ")


@pytest.mark.parametrize("given_as", ["a b/press.icc", Path("a b/press.icc")])
def test_a_colour_profile_is_a_path(given_as: object) -> None:
    how = printing({"for": SHOP, "icc": given_as}, called)
    assert how.icc == Path("a b/press.icc")
    (told,) = refusals({"for": SHOP, "icc": 3})
    assert told.startswith("<icc> 3: ")


# All at once


def test_all_that_is_wrong_is_told_at_once_a_line_each() -> None:
    wrong = {
        "decks": "0",
        "margin": "wide",
        "gutter": -1,
        "back-offset": "1",
        "paper": "b5",
        "ink": "gray",
        "for": "us",
    }
    assert refusals(wrong) == [
        f"<back-offset> 1: {NO_OFFSET}",
        f"<decks> 0: {NO_COUNT}",
        "<for> us: choose one of office, print-shop, screen",
        f"<gutter> -1: {OUT_OF_RANGE}",
        "<ink> gray: did you mean grey?",
        f"<margin> wide: {NO_LENGTH}",
        "<paper> b5: choose one of a4, a3, letter, tabloid, sra3",
    ]


@pytest.mark.parametrize("key", ["papr", "offset", "back_offset", "destination", "marks_on"])
def test_an_option_that_there_is_not_is_told(key: str) -> None:
    """The keys are those of a session file, not the names in the code."""
    (told,) = refusals({key: "x"})
    assert told.startswith(f"<{key}> x: ")


@pytest.mark.parametrize("key", sorted({*TAKEN, "for"} - {"icc", "upright-offset"}))
def test_a_key_with_nothing_after_it_in_a_file_is_told(key: str) -> None:
    """Loaded without `printing`, which takes nothing for an option that was not given."""
    with pytest.raises(ValidationError) as caught:
        Printing.model_validate({key: None})
    assert [error["loc"] for error in caught.value.errors()] == [(key,)]


# What does nothing together


@pytest.mark.parametrize("to", [OFFICE, SHOP, SCREEN])
@pytest.mark.parametrize("key", TAKEN)
def test_what_an_option_does_nothing_for_is_told(key: str, to: str) -> None:
    value, takers = TAKEN[key]
    # On posters of A3 it would do nothing either.
    also = {"posters": "a4"} if key == "full-size" and to == OFFICE else {}
    options = {key: value, **also, "for": to}
    if to in takers:
        assert made(options)[key] != made({})[key]
        assert made(options)["for"] == to
    else:
        assert f"<{key}> does nothing <for> {to}: take one of the two away" in refusals(options)


@pytest.mark.parametrize("to", [SHOP, SCREEN])
def test_an_option_that_says_its_default_does_nothing_as_well(to: str) -> None:
    assert refusals({"margin": "8", "paper": "a4", "for": to}) == [
        f"<margin> does nothing <for> {to}: take one of the two away",
        f"<paper> does nothing <for> {to}: take one of the two away",
    ]


def test_a_switch_that_is_off_contradicts_nothing() -> None:
    off = dict.fromkeys(("separate-backs", "full-size", "png"), False)
    for to in (OFFICE, SHOP, SCREEN):
        assert made({**off, "for": to})["for"] == to
    assert made({"separate-backs": False, "flip": "none"})["flip"] == "none"


@pytest.mark.parametrize("flip", ["none", "fold"])
def test_backs_apart_need_backs_on_the_other_side(flip: str) -> None:
    assert refusals({"separate-backs": True, "flip": flip}) == [
        f"<separate-backs> does nothing with <flip> {flip}: take one of the two away"
    ]
    for edge in ("long", "short"):
        assert made({"separate-backs": True, "flip": edge})["separate-backs"]


@pytest.mark.parametrize("flip", ["none", "fold"])
def test_what_is_said_of_the_other_side_needs_one(flip: str) -> None:
    end = f"does nothing with <flip> {flip}: take one of the two away"
    assert refusals({"back-offset": "0,1", "flip": flip}) == [f"<back-offset> {end}"]
    assert refusals({"marks-on": "both", "flip": flip}) == [f"<marks-on> both {end}"]
    assert made({"back-offset": "0,0", "marks-on": "front", "flip": flip})["flip"] == flip


def test_marks_on_both_sides_need_marks() -> None:
    assert refusals({"marks-on": "both", "marks": "none"}) == [
        "<marks-on> both does nothing with <marks> none: take one away"
    ]
    assert made({"marks-on": "front", "marks": "none"})["marks"] == "none"


@pytest.mark.parametrize(
    ("key", "value", "to"), [("png", True, SCREEN), ("icc", "press.icc", SHOP)]
)
def test_what_only_another_takes_says_how_to_ask_for_it(key: str, value: object, to: str) -> None:
    assert refusals({key: value}) == [f"<{key}> is not for your own printer: add <for> {to}"]
    assert made({key: value, "for": to})["for"] == to


@pytest.mark.parametrize("size", [None, "a3", "a2"])
def test_full_size_is_for_posters_in_parts(size: str | None) -> None:
    assert refusals({"full-size": True, "posters": size}) == [
        "<full-size> is for posters on A4: add <posters> a4"
    ]
    assert made({"full-size": True, "posters": "A4"})["full-size"]


def test_a_print_shop_glues_no_posters() -> None:
    assert refusals({"posters": "a4", "for": SHOP}) == [
        "<posters> a4 is for an office printer: a print shop has larger paper"
    ]
    for size in ("a3", "a2"):
        assert made({"posters": size, "for": SHOP})["posters"] == size.upper()


def test_all_contradictions_are_told_at_once() -> None:
    options = {"for": SCREEN, "icc": "x.icc", "decks": 2, "order": "rows", "png": True}
    assert refusals(options) == [
        f"<{key}> does nothing <for> screen: take one of the two away"
        for key in ("decks", "icc", "order")
    ]


@pytest.mark.parametrize("flip", ["none", "fold"])
def test_what_is_only_for_backs_is_told_where_there_are_none(flip: str) -> None:
    both = "take one of the two away"
    assert refusals({"flip": flip, "back-offset": "1,0"}) == [
        f"<back-offset> does nothing with <flip> {flip}: {both}"
    ]
    assert refusals({"flip": flip, "marks-on": "both"}) == [
        f"<marks-on> both does nothing with <flip> {flip}: {both}"
    ]
    assert made({"flip": flip, "back-offset": "0,0"})["flip"] == flip


def test_marks_that_are_none_are_on_no_side() -> None:
    assert refusals({"marks": "none", "marks-on": "both"}) == [
        "<marks-on> both does nothing with <marks> none: take one away"
    ]


@pytest.mark.parametrize("count", ["9" * 5000])
def test_a_count_of_very_many_digits_is_told_as_any_other(count: str) -> None:
    assert refusals({"decks": count}) == [bounded(f"<decks> {count}: {NO_COUNT}")]


def test_a_name_of_several_lines_is_told_on_one() -> None:
    (told,) = refusals({"paper": "a\nb"})
    assert "\n" not in told


def test_what_is_not_taken_is_not_asked_to_be_made_whole() -> None:
    """Else the advice is to add what is refused as well."""
    assert refusals({"full-size": True, "for": SCREEN}) == [
        "<full-size> does nothing <for> screen: take one of the two away"
    ]


@pytest.mark.parametrize(
    ("options", "posters"),
    [
        ({}, "A3"),
        ({"paper": "a3"}, "A3"),
        ({"paper": "sra3"}, "A3"),
        ({"paper": "letter"}, "Tabloid"),
        ({"paper": "tabloid"}, "Tabloid"),
        ({"paper": "letter", "posters": "a3"}, "A3"),
        ({"paper": "letter", "posters": "letter"}, "Letter"),
        ({"posters": "tabloid"}, "Tabloid"),
    ],
)
def test_posters_follow_the_paper_where_nobody_said_otherwise(
    options: dict[str, str], posters: str
) -> None:
    assert printing(options, called).posters == posters


def test_full_size_and_print_shops_speak_of_the_paper_that_there_is() -> None:
    assert refusals({"paper": "letter", "full-size": True}) == [
        "<full-size> is for posters on Letter: add <posters> letter"
    ]
    assert refusals({"for": "print-shop", "posters": "letter"}) == [
        "<posters> letter is for an office printer: a print shop has larger paper"
    ]
