from kit.core.wording import (
    cut_short,
    enumerated,
    first_few,
    in_short,
    more_rows,
    quoted_names,
)


def test_and_stands_before_the_last_of_several() -> None:
    assert [enumerated("ABC"[:n]) for n in (1, 2, 3)] == ["A", "A and B", "A, B and C"]
    assert quoted_names(["Vår", "Høst"]) == "«Vår» and «Høst»"


def test_a_long_list_is_cut_and_tells_how_many_more_there_are() -> None:
    assert first_few(["A", "B"], 2) == ["A", "B"]
    assert first_few(["A", "B", "C"], 1) == ["A", "and 2 more"]
    assert first_few(["A", "B", "C"], 1, more_rows) == ["A", "2 more rows"]


def test_a_long_text_is_cut_to_its_length_with_dots_and_no_space_before_them() -> None:
    assert cut_short("håp og", 6) == "håp og"
    assert cut_short("håp og ro", 6) == "håp o…"
    assert cut_short("håp og ro", 5) == "håp…"


def test_a_list_in_short_says_how_many_more_there_are() -> None:
    assert in_short(["A", "B"], 2) == "A, B"
    assert in_short(["A", "B", "C", "D"], 2) == "A, B and 2 more"
