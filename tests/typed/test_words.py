import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.typed.words import unquoted


@pytest.mark.parametrize(
    "text",
    ["empati", " empati. ", '"empati"', "«empati».", "“ empati, ”;", "„empati”", "'empati'…"],
)
def test_what_stands_around_a_word_is_taken_off(text: str) -> None:
    assert unquoted(text) == "empati"


@pytest.mark.parametrize("text", ["«Ro» og «tid", "ro «tid»", "1.3", "d'accord", '"'])
def test_what_is_no_pair_of_quotes_stays(text: str) -> None:
    assert unquoted(text) == text


@given(st.text(max_size=20))
def test_twice_is_as_good_as_once(text: str) -> None:
    assert unquoted(unquoted(text)) == unquoted(text)
