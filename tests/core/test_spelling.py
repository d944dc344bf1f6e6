"""Words compared as people type them."""

import pytest

from kit.core.spelling import has_lone_accents


@pytest.mark.parametrize("text", ["", "Åse Ødegård", "A\u030ase", "Ọlá", "e\u0301"])
def test_an_accent_of_a_letter_is_not_alone(text: str) -> None:
    assert not has_lone_accents(text)


@pytest.mark.parametrize("text", ["Adébáyọ\u0300", "q\u0301", "Kari \u0301"])
def test_an_accent_is_alone_where_there_is_no_one_letter_with_it(text: str) -> None:
    assert has_lone_accents(text)
