from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.core.spelling import SOFT_HYPHEN
from kit.lines.total_fit import AFTER_SIGN, AFTER_SMALL_WORD, LONGEST, broken, unevenness


def width(text: str) -> float:
    """Every letter is 1 mm wide, and a break point has no width."""
    return float(len(text.replace(SOFT_HYPHEN, "")))


def ways(words: Sequence[str], count: int) -> Iterator[tuple[str, ...]]:
    """All ways to set words in a number of lines."""
    for cuts in combinations(range(1, len(words)), count - 1):
        yield tuple(" ".join(words[a:b]) for a, b in pairwise((0, *cuts, len(words))))


def cost(lines: Sequence[str], measure: float) -> float:
    ends = [line.split()[-1] for line in lines[:-1]]
    small = sum(len(word) <= 3 for word in ends)
    return unevenness([width(line) for line in lines], measure * 0.9999) + small * AFTER_SMALL_WORD


@given(st.lists(st.text("aåb", min_size=1, max_size=9), min_size=1, max_size=11), st.data())
def test_of_all_ways_in_the_fewest_lines_the_evenest_is_taken(
    words: list[str], data: st.DataObject
) -> None:
    measure = data.draw(st.floats(max(map(len, words)) + 0.5, 40))
    lines = broken(" ".join(words), width, measure)
    assert lines is not None
    assert " ".join(lines) == " ".join(words)
    assert all(width(line) <= measure for line in lines)
    for count in range(1, len(lines) + 1):
        possible = [w for w in ways(words, count) if max(map(width, w)) <= measure * 0.9999]
        assert bool(possible) == (count == len(lines))
    assert cost(lines, measure) == pytest.approx(min(cost(way, measure) for way in possible))


@pytest.mark.parametrize(
    ("text", "measure", "lines"),
    [
        # Not a staircase, and no lone word.
        ("aaaa bbbb cccc dd", 15, ["aaaa bbbb", "cccc dd"]),
        ("Støtte mennesker", 99, ["Støtte mennesker"]),
        # Rather before than after small words.
        ("forstå og anerkjenne", 24, ["forstå og anerkjenne"]),
        ("evnen til å forstå og anerkjenne", 26, ["evnen til å forstå", "og anerkjenne"]),
        ("forhold til verdier", 13, ["forhold", "til verdier"]),
        # A dash begins a line; text_for_print binds it to what follows.
        ("hos andre –\u00a0der de er", 14, ["hos andre", "–\u00a0der de er"]),
        # A number stays with what it counts, where a line holds both.
        ("I lag på 24 personer", 16, ["I lag på", "24\u00a0personer"]),
        ("Om 50 % av alle", 9, ["Om 50\u00a0%", "av alle"]),
        ("24 mellommenneskelige", 19, ["24", "mellommenneskelige"]),
        # Words break at their joints, and only where a line does not hold them.
        ("Menneske\u00adrettighets\u00adfokus", 20, ["Menneske-", "rettighets\u00adfokus"]),
        ("Menneske\u00adrettighets\u00adfokus", 12, ["Menneske-", "rettighets-", "fokus"]),
        ("Menneske\u00adsyn og mer", 13, ["Menneske\u00adsyn", "og mer"]),
        ("i recovery-orientert praksis", 16, ["i recovery-", "orientert", "praksis"]),
        ("personell/pasient", 11, ["personell/", "pasient"]),
        # As few times as can be, even if that takes a line more; the hyphen has its room.
        (
            "xx AAA\u00adBBBB\u00adCCCC\u00adDDDDD yy",
            10.2,
            ["xx", "AAA\u00adBBBB-", "CCCC\u00adDDDDD", "yy"],
        ),
        ("aaaa\u00adbbbb\u00adcccccc", 8.5, ["aaaa-", "bbbb-", "cccccc"]),
        # What stands in brackets is not what a number counts; a small word may open them.
        ("hele 24 (av alle)", 9.5, ["hele 24", "(av alle)"]),
        ("aaaaaa (og bbbbbb", 11, ["aaaaaa", "(og bbbbbb"]),
        # A line that the text would fill to a hair might not hold it when typeset.
        ("aa bb", 5, ["aa", "bb"]),
        # Two lines or three: the fewest are taken.
        ("aa bb cc dd ee ff", 9, ["aa bb cc", "dd ee ff"]),
        ("  to \n ord ", 9, ["to ord"]),
    ],
)
def test_texts_are_broken_where_they_should_be(text: str, measure: float, lines: list[str]) -> None:
    assert broken(text, width, measure) == tuple(lines)


def test_a_word_that_no_line_holds_is_left_to_the_typesetter() -> None:
    assert broken("en Menneskerettighetsfokus", width, 20) is None
    assert broken("en Menneske\u00adrettighetsfokus", width, 12) is None


def test_a_text_that_is_not_short_is_left_to_the_typesetter() -> None:
    assert broken("a" * LONGEST, width, LONGEST + 1) is not None
    assert broken("a" * (LONGEST + 1), width, 2 * LONGEST) is None


def test_the_last_line_of_a_running_text_may_be_shorter_but_not_by_more_than_two_thirds() -> None:
    text = "aaaa bbbb cccc dddd eeee ffff gg hh"
    assert broken(text, width, 15, running=True) == ("aaaa bbbb cccc", "dddd eeee ffff", "gg hh")
    assert broken(text, width, 15) == ("aaaa bbbb cccc", "dddd eeee", "ffff gg hh")
    assert broken("aaaa bbbb cccc dd", width, 15, running=True) == ("aaaa bbbb", "cccc dd")
    # One word alone is no line to end with, however long.
    assert broken("aaaa bbbb cccc", width, 10, running=True) == ("aaaa", "bbbb cccc")


def test_a_line_ends_in_a_sign_only_if_all_other_ways_are_much_worse() -> None:
    assert AFTER_SIGN > AFTER_SMALL_WORD
    assert broken("aaaaaa – bbbbbbbb", width, 11) == ("aaaaaa", "– bbbbbbbb")
    assert broken("aaaaaa · bbbbbbbb", width, 11) == ("aaaaaa", "· bbbbbbbb")
    assert broken("aaaaaa – bbbbbbbb", width, 9) == ("aaaaaa –", "bbbbbbbb")
