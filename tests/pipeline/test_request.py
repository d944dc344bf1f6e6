from pathlib import Path
from typing import Any

import pytest

from kit.core.errors import KitError
from kit.pipeline.request import Request, request_for
from kit.session.file import read_session

OF_AREAS = {"Dilemmakort", "Refleksjonskort", "Plakater"}


def request(path: Path | None = None, **wanted: Any) -> Request:
    options = {key.replace("_", "-"): wish for key, wish in wanted.items()}
    return request_for(*read_session(options, path))


def test_single_values_come_without_the_pieces_of_their_area() -> None:
    alone = request(values=["håp", "3.6"])
    assert set(alone.left_out) == alone.of_areas == OF_AREAS
    beside = request(areas=["4"], values=["3.6"])
    assert "posters" in beside.pieces
    assert set(beside.left_out) == OF_AREAS - {"Plakater"}
    assert beside.of_areas == {"Dilemmakort"}
    whole = request(values=["håp", "3.6"], with_area=True)
    assert whole.left_out == ()
    assert list(whole.pieces) == list(request().pieces)


def test_what_no_area_of_the_values_has_is_not_said_to_come_with_it() -> None:
    found = request(areas=["4"], values=["4.1"])
    assert (set(found.left_out), found.of_areas) == (OF_AREAS - {"Plakater"}, frozenset())


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        ({"values": ["håp"], "pieces": ["plakater"]}, "Plakater"),
        ({"values": ["3.6"], "pieces": ["posters", "value-cards"]}, "Plakater"),
        ({"values": ["3.6"], "pieces": ["dilemmakort", "posters"]}, "Dilemmakort and Plakater"),
        ({"values": ["3.6"], "areas": ["4"], "pieces": ["dilemmakort"]}, "Dilemmakort"),
    ],
)
def test_a_piece_of_areas_for_single_values_alone_says_how_to_have_it(
    wanted: dict[str, Any], named: str
) -> None:
    with pytest.raises(KitError) as caught:
        request(**wanted)
    assert str(caught.value) == (
        f"{named}: this comes with whole areas, and only single values are chosen: add "
        "--with-area for the areas of these, or choose areas by --area"
    )
    assert request(**wanted, with_area=True).left_out == ()


def test_in_a_session_file_it_is_told_there_and_in_the_words_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "okt.yaml"
    path.write_text("values: [håp]\npieces: [plakater]\n", "utf-8")
    with pytest.raises(KitError) as caught:
        request(path)
    (problem,) = caught.value.problems
    assert (problem.line, "add with-area for" in problem.text) == (2, True)
    path.write_text("values: [håp]\npieces: [plakater]\nwith-area: yes\n", "utf-8")
    assert request(path).left_out == ()
    with pytest.raises(KitError, match="comes with whole areas"):
        request(path, with_area=False)
