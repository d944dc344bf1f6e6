import pytest

from kit.core.errors import KitError
from kit.core.sizes import PAPERS, Size, paper_named


def test_papers_are_iso_216() -> None:
    assert PAPERS["A4"] == Size(210, 297)
    assert PAPERS["A3"] == Size(297, 420)


def test_paper_lies_either_way() -> None:
    assert PAPERS["A4"].landscape == PAPERS["A4"].landscape.landscape == Size(297, 210)
    assert PAPERS["A4"].landscape.portrait == Size(210, 297)


def test_a_size_is_known_by_its_name_either_way() -> None:
    assert paper_named(Size(297, 210)) == "A4"
    assert paper_named(Size(297, 420)) == "A3"
    with pytest.raises(KitError, match="no paper is 100 × 50 mm: the papers are A4, A3"):
        paper_named(Size(100, 50))
