"""How large faces are printed, and how large they are drawn for that."""

import pytest

from kit.core.paths import LAYOUTS
from kit.core.sizes import CARDS, PAPERS, Size
from kit.layout.formats import (
    Format,
    card_format,
    letter_place,
    page_format,
    poster_format,
    tiling_of,
)
from kit.layout.pieces import CardLooks, Piece, load_card_looks, load_pieces
from kit.session.print_settings import Printing
from tests.geometry import NEAR

PIECES = load_pieces(LAYOUTS)
SMALL, WIDE = PIECES["value-cards"], PIECES["dilemma-cards"]
POSTER = PIECES["posters"]
LOOKS = load_card_looks(LAYOUTS)
FLIPS = ["long", "short", "none", "fold"]
# Layouts of other sizes than those in layouts/, and no two of them alike.
OTHER_LOOKS = CardLooks.model_validate(
    {
        "smallest": {
            "small": {"width": 60, "height": 70},
            "wide": {"width": 130, "height": 71},
            "narrow": {"width": 80, "height": 72},
        },
        "low": 90,
        "letter": {"width": 3, "height": 4, "right": 1, "bottom": 2},
    }
)


def wanted(**options: object) -> Printing:
    return Printing.model_validate({key.replace("_", "-"): one for key, one in options.items()})


def size_of(format_: Format) -> tuple[float, float]:
    """The printed size to the thousandth of a millimetre."""
    return round(format_.printed.width, 3), round(format_.printed.height, 3)


def holds(paper: Size, margin: float, width: float, height: float) -> bool:
    """Whether the paper has room for this, upright or across. Written anew, without grids."""
    room = sorted((paper.width - 2 * margin, paper.height - 2 * margin))
    return all(
        need <= have + NEAR for need, have in zip(sorted((width, height)), room, strict=True)
    )


def has_room_for_wide(card: Size, paper: Size, margin: float, flip: str) -> bool:
    width, height = card.width * 2, card.height
    if flip == "fold":
        beside, above = (width * 2, height), (width, height * 2)
        return holds(paper, margin, *beside) or holds(paper, margin, *above)
    return holds(paper, margin, width, height)


# Cards


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("card", CARDS)
def test_a_card_is_printed_as_large_as_its_format(card: str, paper: str) -> None:
    size = CARDS[card]
    for flip in FLIPS:
        for margin in (0, 8, 50):
            how = wanted(card=card, paper=paper, flip=flip, margin=margin)
            assert size_of(card_format(SMALL, how, LOOKS)) == (size.width, size.height)
            room = has_room_for_wide(size, PAPERS[paper], margin, flip)
            wide = card_format(WIDE, how, LOOKS)
            assert size_of(wide) == (size.width * (2 if room else 1), size.height), (flip, margin)
            assert (wide.shape == "narrow") == (not room)


def test_wide_cards_of_a6_are_narrow_where_they_are_folded_on_a4() -> None:
    """Else the paper would have no room for even one, with its back beside it."""
    wide = card_format(WIDE, wanted(card="a6"), LOOKS)
    assert (size_of(wide), wide.shape) == ((210, 148), "")
    narrow = card_format(WIDE, wanted(card="a6", flip="fold"), LOOKS)
    assert (size_of(narrow), narrow.shape) == ((105, 148), "narrow")
    on_a3 = card_format(WIDE, wanted(card="a6", flip="fold", paper="a3"), LOOKS)
    assert (size_of(on_a3), on_a3.shape) == ((210, 148), "")


def test_what_has_no_back_needs_no_room_for_one() -> None:
    labels = PIECES["envelope-labels"]
    assert labels.face == WIDE.face
    for how in (wanted(card="a7", margin=40, flip="fold"), wanted(card="a6", flip="fold")):
        assert card_format(WIDE, how, LOOKS).shape == "narrow"
        assert card_format(labels, how, LOOKS).shape == ""


@pytest.mark.parametrize("to", ["print-shop", "screen"])
@pytest.mark.parametrize("card", CARDS)
def test_without_sheets_there_is_always_room(card: str, to: str) -> None:
    size = CARDS[card]
    # No such printing is ever made; but what does not count here must not count.
    how = wanted(**{"card": card, "for": to, "margin": 50, "flip": "fold"})
    wide = card_format(WIDE, how, LOOKS)
    assert size_of(wide) == (size.width * 2, size.height)
    assert wide.shape != "narrow"


@pytest.mark.parametrize("looks", [LOOKS, OTHER_LOOKS], ids=["layouts", "others"])
@pytest.mark.parametrize("card", CARDS)
def test_a_card_is_drawn_no_smaller_than_its_layout_bears(card: str, looks: CardLooks) -> None:
    """And no larger than it must be, for then its type would be smaller on paper."""
    for flip, margin in (("long", 8), ("fold", 50)):
        how = wanted(card=card, flip=flip, margin=margin)
        small, wide = card_format(SMALL, how, looks), card_format(WIDE, how, looks)
        least = looks.smallest.narrow if wide.shape == "narrow" else looks.smallest.wide
        for drawn, smallest in ((small.drawn, looks.smallest.small), (wide.drawn, least)):
            spare = (drawn.width - smallest.width, drawn.height - smallest.height)
            assert min(spare) == pytest.approx(0, abs=NEAR)


@pytest.mark.parametrize("piece", [SMALL, WIDE], ids=["small", "wide"])
@pytest.mark.parametrize("card", CARDS)
def test_the_bleed_on_paper_is_3_mm(card: str, piece: Piece) -> None:
    for flip in FLIPS:
        format_ = card_format(piece, wanted(card=card, flip=flip), OTHER_LOOKS)
        assert format_.bleed == pytest.approx(3)
        assert format_.drawn.bleed == pytest.approx(3 / format_.scale)
        assert format_.drawn.clear == piece.face.clear


def test_the_standard_card_is_printed_as_it_is_drawn() -> None:
    for piece in (SMALL, WIDE):
        assert card_format(piece, Printing(), LOOKS) == Format(piece.face)


@pytest.mark.parametrize(
    ("card", "small", "wide", "in_a_tight_place"),
    [
        ("standard", "", "", "narrow"),
        ("poker", "", "", "narrow"),
        ("tarot", "", "", "narrow"),
        # Lying across, two of them have room on any paper.
        ("business", "low", "low", "low"),
        ("a7", "", "", "narrow"),
        ("a6", "", "", "narrow"),
    ],
)
def test_cards_that_lie_across_and_narrow_ones_have_a_shape(
    card: str, small: str, wide: str, in_a_tight_place: str
) -> None:
    how, tight = wanted(card=card), wanted(card=card, margin=50, flip="fold")
    assert card_format(SMALL, how, LOOKS).shape == small
    assert card_format(SMALL, tight, LOOKS).shape == small
    assert card_format(WIDE, how, LOOKS).shape == wide
    assert card_format(WIDE, tight, LOOKS).shape == in_a_tight_place


def test_a_face_is_low_below_the_height_that_the_layouts_say() -> None:
    """Poker is 63 mm wide; drawn 60 mm wide for it, it is 83.81 mm high."""
    looks = OTHER_LOOKS.model_dump(by_alias=True)
    for low, shape in ((83.8, ""), (83.82, "low")):
        bounded = CardLooks.model_validate({**looks, "low": low})
        assert card_format(SMALL, wanted(card="poker"), bounded).shape == shape


# The letter of a deck


def test_the_letter_stands_at_its_distance_from_the_lower_right_corner() -> None:
    """On a card of 70 × 120 mm, drawn 60 mm wide, all is 7/6 as large as it is drawn."""
    format_ = card_format(SMALL, wanted(card="tarot"), OTHER_LOOKS)
    assert format_.scale == pytest.approx(7 / 6)
    place = letter_place(format_, OTHER_LOOKS)
    assert (place.width, place.height) == pytest.approx((3.5, 14 / 3))
    assert (70 - place.right, 120 - place.bottom) == pytest.approx((7 / 6, 7 / 3))


@pytest.mark.parametrize("piece", [SMALL, WIDE], ids=["small", "wide"])
@pytest.mark.parametrize("card", CARDS)
def test_the_letter_stays_inside_every_card_and_clear_of_its_edge(card: str, piece: Piece) -> None:
    for how in (wanted(card=card), wanted(card=card, margin=50, flip="fold")):
        format_ = card_format(piece, how, LOOKS)
        place, clear = letter_place(format_, LOOKS), piece.face.clear * format_.scale
        assert place.left >= clear
        assert place.top >= clear
        assert place.right <= format_.printed.width - clear
        assert place.bottom <= format_.printed.height - clear


# Posters and pages


@pytest.mark.parametrize(
    ("options", "printed", "scale"),
    [
        ({}, (297, 420), 1),
        ({"posters": "a2"}, (420, 594), 2**0.5),
        ({"posters": "a4"}, (261.36, 369.6), 0.88),
        ({"posters": "a4", "full_size": True}, (297, 420), 1),
        # Of a lying sheet of A4, 176 mm are printed on from above: two reach 342, of which 2 are to
        # move in.
        ({"posters": "a4", "margin": 15}, (237.6, 336), 0.80),
        ({"posters": "a4", "margin": 15, "full_size": True}, (297, 420), 1),
        # The margin is for sheets that are glued; a poster on one sheet goes to its edge.
        ({"posters": "a3", "margin": 50}, (297, 420), 1),
    ],
)
def test_a_poster_has_the_size_that_was_asked_for(
    options: dict[str, object], printed: tuple[float, float], scale: float
) -> None:
    format_ = poster_format(POSTER, wanted(**options))
    assert size_of(format_) == pytest.approx(printed, abs=0.1)
    assert format_.scale == pytest.approx(scale, abs=1e-4)
    assert format_.shape == ""
    assert format_.bleed == pytest.approx(3)
    assert (format_.drawn.width, format_.drawn.height) == pytest.approx((297, 420), abs=0.1)
    assert format_.drawn.clear == POSTER.face.clear


def test_pages_are_printed_as_they_are_drawn() -> None:
    piece = PIECES["action-plan"]
    assert page_format(piece, Printing()) == Format(piece.face, 1, "")
    assert page_format(piece, Printing()).printed == Size(210, 297)


@pytest.mark.parametrize(
    ("paper", "pages", "signs"),
    [
        ("A4", (210, 297), (297, 210)),
        ("A3", (210, 297), (297, 210)),
        ("SRA3", (210, 297), (297, 210)),
        ("Letter", (215.9, 279.4), (279.4, 215.9)),
        ("Tabloid", (215.9, 279.4), (279.4, 215.9)),
    ],
)
def test_with_paper_in_inches_pages_and_signs_are_letter(
    paper: str, pages: tuple[float, float], signs: tuple[float, float]
) -> None:
    """On other large paper cards alone are printed."""
    how = Printing.model_validate({"paper": paper})
    for name in ("guide", "action-plan", "tally-sheet", "table-signs"):
        format_ = page_format(PIECES[name], how)
        assert size_of(format_) == (signs if name == "table-signs" else pages)
        assert (format_.scale, format_.bleed) == (1, PIECES[name].face.bleed)


def test_posters_are_tabloid_and_their_parts_letter() -> None:
    """A layout is as wide as for A3, and higher; of parts, too."""
    tabloid = poster_format(POSTER, Printing(posters="Tabloid"))
    assert size_of(tabloid) == pytest.approx((279.4, 431.8))
    assert (tabloid.drawn.width, tabloid.drawn.height) == pytest.approx((297, 459))
    for how in (
        Printing(posters="Letter"),
        Printing(posters="Letter", paper="Letter"),
        Printing(posters="A4", paper="Letter"),
    ):
        parts = poster_format(POSTER, how)
        assert size_of(parts) == pytest.approx((245.872, 379.984))
        assert parts.drawn.size == tabloid.drawn.size
        tiling = tiling_of(how)
        assert (tiling.count, tiling.scale, tiling.paper) == (2, 0.88, PAPERS["Letter"].landscape)
        assert tiling_of(how.model_copy(update={"full_size": True})).count == 4
