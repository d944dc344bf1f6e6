import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.typed.names import Named, named, named_together, names_in, range_in

KNOWN = [Named(place, f"{place}", f"n{place}", f"Navn {place}") for place in range(1, 6)]


def parts(text: str, *known: str) -> list[str]:
    return list(names_in(text, lambda name: name in known))


def test_the_longest_names_that_are_known_are_taken() -> None:
    known = ("a", "b", "a, b", "a og b, c")
    assert parts("a og b, c", *known) == ["a og b, c"]
    assert parts("a, b, a", *known) == ["a, b", "a"]
    assert parts("b og a & b; a", *known) == ["b", "a", "b", "a"]
    assert parts("a,,b,", *known) == ["a", "b"]
    assert parts("«a».", *known) == ["a"]


def test_what_is_not_known_goes_as_far_as_the_next_name_or_comma() -> None:
    assert parts("x og y, z", "a") == ["x og y", "z"]
    assert parts("x og a og y", "a") == ["x", "a", "y"]
    assert parts("a og x", "a") == ["a", "x"]
    assert parts(" , ;", "a") == []


@given(st.lists(st.sampled_from(["a", "b", "x y", "og", "1", "2.3"]), max_size=6), st.data())
def test_all_words_are_in_one_of_the_names(words: list[str], data: st.DataObject) -> None:
    signs = st.sampled_from([", ", " og ", " & ", ";", " "])
    text = "".join(word + data.draw(signs) for word in words) + "a"
    found = parts(text, "a", "b", "1", "2.3")
    assert "".join(found).replace("og", "").count("a") == text.replace("og", "").count("a")
    assert all(one.strip() == one != "" for one in found)


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ("1-3", ("1", "3")),
        ("1 — 3", ("1", "3")),
        ("2.1–2.4", ("2.1", "2.4")),
        ("2.1-4", ("2.1", "2.4")),
        ("1...3", ("1", "3")),
        ("fra 1 til 3", ("1", "3")),
        ("from 1 to 3", ("1", "3")),
        ("1 t.o.m. 3", ("1", "3")),
        ("1-", ()),
        ("-3", ()),
        ("1-2-3", ()),
        ("a-c", ()),
    ],
)
def test_a_range_has_two_ends(typed: str, ends: tuple[str, ...]) -> None:
    assert range_in(typed) == ends


def test_a_range_takes_all_between_and_one_without_an_end_none() -> None:
    assert [one.thing for one in named_together("4-2", KNOWN)] == [2, 3, 4]
    assert [one.thing for one in named_together("3-3", KNOWN)] == [3]
    assert named_together("4-7", KNOWN) == []
    assert named_together("alle", []) == []


@pytest.mark.parametrize(
    "typed", ["2 Navn 2", "2. n2", "Navn 2 (2)", "nr. 2", "2", "N2", "navnet 2"]
)
def test_one_thing_may_be_told_in_many_ways(typed: str) -> None:
    assert [one.thing for one in named(typed, KNOWN)] == [2]


def test_a_number_with_another_name_is_neither() -> None:
    assert named("2 Navn 3", KNOWN) == []


def test_a_text_of_very_many_commas_is_read_in_time() -> None:
    began = time.perf_counter()
    assert len(parts("x," * 3000, "a")) == 3000
    assert time.perf_counter() - began < 2
