from pathlib import Path

import pytest

from kit.core.errors import KitError
from kit.core.paths import LAYOUTS
from kit.core.sizes import Size
from kit.layout.labels import Labels
from kit.layout.pieces import SmallestType, load_margin_faces, load_pieces, named_pieces
from kit.session.attendance import Attendance


def test_pieces_come_in_their_order() -> None:
    pieces = load_pieces(LAYOUTS)
    assert list(pieces) == [
        "value-cards",
        "sort-header-cards",
        "quality-cards",
        "dilemma-cards",
        "question-cards",
        "posters",
        "slides",
        "tally-sheet",
        "action-plan",
        "table-signs",
        "envelope-labels",
        "guide",
    ]
    assert [name for name, piece in pieces.items() if piece.tells_of_the_kit] == ["guide"]
    assert pieces["value-cards"].face.size == Size(68, 95)
    assert pieces["dilemma-cards"].face.size == Size(136, 95)
    # No text nearer than 5 mm to a trim edge, and 8 mm on what office printers print to the edge.
    to_the_edge = ("tally-sheet", "action-plan", "table-signs", "guide")
    for name, piece in pieces.items():
        on_paper = 8 if name in to_the_edge else 5
        assert piece.face.clear == (on_paper if piece.is_made_for("office") else 10)


def test_what_tells_of_others_is_made_after_them() -> None:
    pieces = load_pieces(LAYOUTS)
    made = sorted(pieces, key=lambda name: pieces[name].made_after)
    assert made[-2:] == ["envelope-labels", "guide"]


def test_a_kit_has_what_suits_its_room() -> None:
    pieces = load_pieces(LAYOUTS)

    def missing(attendance: Attendance) -> set[str]:
        return {name for name, piece in pieces.items() if not piece.suits(attendance)} - {"slides"}

    for_tables = {"table-signs", "envelope-labels"}
    assert missing(Attendance()) == for_tables | {"sort-header-cards", "tally-sheet"}
    assert missing(Attendance(people=9)) == for_tables
    assert missing(Attendance(tables=2)) == set()


def test_a_screen_has_slides_and_nothing_that_is_for_paper_alone() -> None:
    pieces, tables = load_pieces(LAYOUTS), Attendance(9, 2)
    for_paper = {"tally-sheet", "table-signs", "envelope-labels"}
    for to in ("office", "print-shop"):
        assert not pieces["slides"].suits(tables, to)
    assert {name for name, one in pieces.items() if not one.suits(tables, "screen")} == for_paper
    assert {name for name, one in pieces.items() if one.on_screen == "file"} == {
        "slides", "action-plan", "guide"
    }  # fmt: skip
    # 1920 × 1080 px at 144 to the inch; 24 of them in 1920 are 12 pt.
    face = pieces["slides"].face
    assert [round(side / 25.4 * 144) for side in (face.width, face.height)] == [1920, 1080]
    assert pieces["slides"].smallest == SmallestType(name=24, text=18)


def test_labels_and_pages_come_in_no_decks() -> None:
    in_decks = {name for name, piece in load_pieces(LAYOUTS).items() if piece.comes_in_decks}
    assert in_decks == {
        "value-cards", "sort-header-cards", "quality-cards", "dilemma-cards", "question-cards"
    }  # fmt: skip


@pytest.mark.parametrize("names", [["posters", "Verdikort"], ["value cards", "PLAKATER"]])
def test_pieces_are_found_by_id_and_printed_name(labels: Labels, names: list[str]) -> None:
    assert set(named_pieces(load_pieces(LAYOUTS), labels, names)) == {"value-cards", "posters"}


@pytest.mark.parametrize(
    "names",
    [
        ["plakat,verdikort"],
        ["Plakatene og verdikortene."],
        ["poster, value card"],
        ["plakater.pdf", "«verdikort.pdf»"],
    ],
)
def test_pieces_are_found_as_people_type_them(labels: Labels, names: list[str]) -> None:
    assert named_pieces(load_pieces(LAYOUTS), labels, names) == ("posters", "value-cards")


def test_pieces_keep_the_order_of_their_names(labels: Labels) -> None:
    found = named_pieces(load_pieces(LAYOUTS), labels, ["plakater", "guide", "verdikort"])
    assert found == ("posters", "guide", "value-cards")


def test_unknown_pieces_are_told_with_the_nearest(labels: Labels) -> None:
    with pytest.raises(KitError) as caught:
        named_pieces(load_pieces(LAYOUTS), labels, ["plaktar", "qqq"])
    assert str(caught.value) == (
        "no piece plaktar: did you mean Plakater (posters)?\n"
        "no piece qqq: `kit list pieces` shows what there is"
    )


def test_a_broken_piece_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "flags").mkdir()
    path = tmp_path / "flags" / "piece.yaml"
    path.write_text((LAYOUTS / "posters" / "piece.yaml").read_text().replace("420", "-1"))
    with pytest.raises(KitError, match=r"piece\.yaml:7:28: height must be greater than 0"):
        load_pieces(tmp_path)


def test_the_ruler_is_100_mm() -> None:
    margin = load_margin_faces(LAYOUTS)
    assert margin.ruler.length == 100
    assert margin.ruler.size.width > margin.ruler.length
