import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.core.paths import FONTS
from kit.lines.measure import typefaces_in
from kit.posters.head import MARGIN, heads
from kit.posters.type_scale import TypeScale

FIT, SCALE = typefaces_in(FONTS), TypeScale()
words = st.sampled_from(["og", "verdier", "holdninger", "profesjonell", "rettighets\u00adbaserte"])


def test_a_title_takes_two_lines_where_two_hold_it() -> None:
    titles = ["Relasjonelle verdier og holdninger", "Menneskesyn og profesjonell holdning"]
    for title, head in zip(
        titles, heads([(one, None) for one in titles], 297, SCALE, FIT), strict=True
    ):
        assert head.title >= 49
        assert FIT.lines(title, "name", head.title, head.title_measure) == 2


def test_titles_and_leads_are_alike_and_heads_of_one_height() -> None:
    both = heads(
        [("Ro", "Kort."), ("Etiske og rettighets\u00adbaserte verdier", "ord " * 30)],
        297,
        SCALE,
        FIT,
    )
    assert len({(head.title, head.lead, head.height) for head in both}) == 1
    short, long = both
    assert short.least_height < long.least_height == long.height
    assert short.at_least(297).height == short.least_height


def test_a_title_of_many_lines_has_a_size_of_its_own() -> None:
    endless = " ".join(["Menneske\u00adrettighets\u00adfokus"] * 5)
    crowded, other = heads([(endless, None), ("Ro", None)], 297, SCALE, FIT)
    assert crowded.title < 38
    assert other.title == 58
    assert other.height < crowded.height or crowded.height <= 125


@given(st.lists(words, min_size=1, max_size=9).map(" ".join))
def test_the_motif_gives_way_to_the_title(title: str) -> None:
    """It stands right of it, smaller, and whole: cut off by the edge it looks like a fault."""
    (head,) = heads([(title, None)], 297, SCALE, FIT)
    lines = FIT.broken(title, "name", head.title, head.title_measure) or ()
    ends = MARGIN + max(FIT.width(line, "name", head.title) for line in lines)
    assert head.motif.left >= ends + 6.9
    assert head.motif.left + head.motif.size == pytest.approx(297 - 17)
    assert 43 <= head.motif.size <= 62
    assert head.motif.top > 0
    assert head.motif.top + head.motif.size < head.height
