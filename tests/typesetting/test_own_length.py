from collections.abc import Callable, Mapping

import pytest
from markupsafe import Markup

from kit.core.errors import KitError
from kit.layout.faces import Face, Faces
from kit.typesetting.own_length import settled
from kit.typesetting.stages import OwnLength
from kit.typesetting.weasy import Typeset


def as_long(pages: int, spare: int) -> Faces:
    """Pages that say how many they are, and how many are spare."""
    html = Markup(f"{pages} {spare}")
    return Faces((Face("face-1", "Guide", "pages", "neutral", html),), lambda _: "")


def typesetter(lengths: Mapping[int, int], *, fills: bool = True) -> Callable[[Faces], Typeset]:
    """Pages of which so many are typeset where they tell of so many; spare ones are added."""

    def typeset(faces: Faces) -> Typeset:
        told, spare = map(int, faces.faces[0].html.split())
        return Typeset(b"", {}, lengths[told] + (spare if fills else 0))

    return typeset


@pytest.mark.parametrize("first", [1, 4, 9])
@pytest.mark.parametrize(
    "lengths",
    [
        dict.fromkeys(range(1, 30), 4),
        # More pages make longer figures, and those one page more.
        {told: 9 if told < 9 else 10 for told in range(1, 30)},
    ],
)
def test_it_tells_as_many_pages_as_it_has(first: int, lengths: Mapping[int, int]) -> None:
    faces, typeset = settled(as_long(first, 0), OwnLength(first, as_long), typesetter(lengths))
    assert typeset.page_count == lengths[typeset.page_count]
    assert faces.faces[0].html == f"{typeset.page_count} 0"


@pytest.mark.parametrize("first", [1, 3, 4, 7])
def test_what_goes_round_is_filled_up_with_empty_pages(first: int) -> None:
    lengths = {1: 7, 7: 4, 3: 4, 4: 3}
    faces, typeset = settled(as_long(first, 0), OwnLength(first, as_long), typesetter(lengths))
    assert typeset.page_count == 4
    assert faces.faces[0].html == "4 1"


def test_a_layout_without_the_empty_pages_is_told_to_have_them() -> None:
    with pytest.raises(KitError, match=r"as many empty pages as plan\.spare_pages says"):
        settled(as_long(3, 0), OwnLength(3, as_long), typesetter({3: 4, 4: 3}, fills=False))
