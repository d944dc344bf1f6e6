"""Whole kits of cards read back: the sheets, the pages for a print shop, the pages for a screen."""

import io
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from kit.core.paths import DEFAULT_PACK
from kit.core.rect import Rect
from kit.core.sizes import CARDS, PAPERS, POINTS_PER_MM, Size
from kit.core.spelling import plain
from kit.imposition.grid import Grid
from kit.pdf.pictures import contact_sheet
from kit.pipeline.plan import planned_with_notices
from kit.pipeline.run import BuiltKit, build
from kit.session.model import Session
from kit.session.print_settings import Printing
from kit.session.selection import Selection
from kit.system.cache import user_store
from kit.typesetting.readback import read_back
from tests.conftest import page_texts, pdf_of, stands_in
from tests.geometry import folded_over, turned_over
from tests.ink_read import SOLID_BLACK, settings, text_settings
from tests.pdf.test_pdfx import icc
from tests.sheets_read import boxes, drawn, near, operations
from tests.tiers import slow_but

PIECES = ["value-cards", "quality-cards", "dilemma-cards", "question-cards"]
A4 = PAPERS["A4"].landscape
# In pixels per mm.
SHARP = 4


def printed(out: Path, *pieces: str, values: tuple[str, ...] = (), **how: Any) -> BuiltKit:
    options = {key.replace("_", "-"): value for key, value in how.items()}
    printing = Printing.model_validate(options)
    wishes = Session(
        content=DEFAULT_PACK,
        out=out,
        pieces=pieces,
        values=values,
        with_area=True,
        printing=printing,
    )
    return build(wishes, store=user_store())


def job_of(kit: BuiltKit, piece: str) -> Any:
    return next(file.job for file in kit.files if file.job.piece == piece)


def cards_of(page: pikepdf.Page, card: Size) -> list[Rect]:
    """The trims of the drawn cards: what stands in the margin is smaller."""
    with_bleed = (card.width + 6, card.height + 6)
    return [
        one.trim(3)
        for one in drawn(page)
        if (one.box.width, one.box.height) == pytest.approx(with_bleed, abs=0.01)
    ]


@pytest.mark.parametrize("piece", PIECES)
def test_the_centre_of_every_back_lies_behind_the_centre_of_its_front(
    piece: str, default_kit: BuiltKit
) -> None:
    job = job_of(default_kit, piece)
    with pikepdf.open(io.BytesIO(pdf_of(default_kit, piece))) as pdf:
        assert len(pdf.pages) == job.pages == 2 * job.sheets
        for number in range(0, len(pdf.pages), 2):
            fronts = cards_of(pdf.pages[number], job.grid.card)
            backs = cards_of(pdf.pages[number + 1], job.grid.card)
            assert len(fronts) == len(backs) == job.grid.places
            behind = [turned_over(back, A4, "long") for back in backs]
            for front in fronts:
                assert sum(near(front, back) for back in behind) == 1


def text_in(page: pypdfium2.PdfPage, rect: Rect) -> str:
    """The text within a rectangle in mm from the upper left."""
    height = page.get_height()
    left, top = rect.left * POINTS_PER_MM, height - rect.top * POINTS_PER_MM
    right, bottom = rect.right * POINTS_PER_MM, height - rect.bottom * POINTS_PER_MM
    return str(page.get_textpage().get_text_bounded(left, bottom, right, top))


@pytest.mark.parametrize("piece", ["value-cards", "question-cards", "dilemma-cards"])
def test_the_back_of_every_card_is_of_its_own_area(
    piece: str, default_kit: BuiltKit, everything: Selection
) -> None:
    """Front and back are read at the same place of the sheet, held against the light."""
    job = job_of(default_kit, piece)
    read = pypdfium2.PdfDocument(pdf_of(default_kit, piece))
    seen = 0
    for number in range(0, len(read), 2):
        for place in range(job.grid.places):
            trim = job.grid.front(place)
            front = text_in(read[number], trim)
            back = text_in(read[number + 1], turned_over(trim, A4, "long"))
            area = area_of(front, everything)
            if area is None:
                assert back.replace("\u00a0", " ").strip() in (
                    "Egen verdi",
                    "Eget spørsmål",
                    "Eget dilemma",
                )
                continue
            seen += 1
            dilemmas = next(a.dilemmas for a in everything.areas if a.title == area)
            if piece == "dilemma-cards" and dilemmas:
                assert stands_in(dilemmas.discussion.opening, back), (front, back)
            else:
                # After its kind and number; pdfium tells words on their head out of order.
                small = 4 if piece == "question-cards" else 2
                assert sorted(back.split()[small:]) == sorted(plain(area).split()), (front, back)
    assert seen == job.cards
    read.close()


def area_of(front: str, everything: Selection) -> str | None:
    """The title of the area that a front names, None on a blank card."""
    titles = [area.title for area in everything.areas if stands_in(area.title, front)]
    assert len(titles) <= 1
    return titles[0] if titles else None


def raster(pdf: bytes, page: int) -> Image.Image:
    read = pypdfium2.PdfDocument(pdf)
    picture: Image.Image = read[page].render(scale=SHARP / POINTS_PER_MM).to_pil().convert("RGB")
    read.close()
    return picture


def part(picture: Image.Image, rect: Rect) -> Image.Image:
    edges = (rect.left, rect.top, rect.right, rect.bottom)
    return picture.crop(tuple(round(edge * SHARP) for edge in edges))  # type: ignore[arg-type]


FOLDING = [
    ({"flip": "long"}, "long"),
    ({"flip": "short"}, "short"),
    ({"flip": "long", "card": "poker"}, "long"),
    ({"flip": "short", "card": "poker", "gutter": 4}, "short"),
    ({"flip": "fold"}, "fold"),
    ({"flip": "fold", "card": "business", "paper": "letter"}, "fold"),
]


@pytest.mark.parametrize(("how", "flip"), FOLDING)
def test_folded_like_paper_every_back_covers_its_own_front(
    how: dict[str, Any], flip: str, tmp_path: Path
) -> None:
    """The raster of the backs is mirrored as the sheet is turned, or folded, and laid behind that
    of the fronts: each card's back must fill its trim, in the tint of the area that is printed on
    its front, to all four corners, and show what the area's back shows."""
    values = ("1.1", "2.2", "3.4", "4.5")
    kit = printed(tmp_path, "value-cards", values=values, order="rows", **how)
    (file,) = kit.files
    grid = file.job.grid
    assert grid is not None
    front = raster(file.pdf, 0)
    tints = [(250, 234, 232), (223, 241, 241), (235, 232, 247), (250, 240, 210)]
    backs = []
    for place in range(4):
        trim = grid.front(place)
        behind = back_seen_through(file.pdf, grid, place, flip)
        wide, high = behind.size
        corners = {
            behind.getpixel(at)
            for at in ((3, 3), (wide - 4, 3), (3, high - 4), (wide - 4, high - 4))
        }
        assert corners == {tints[place]}, (place, corners)
        assert part(front, trim).getpixel((3, 3)) == (255, 255, 255)
        backs.append(behind)
    # Each shows something upon its tint.
    assert all(has_ink(back) for back in backs)


def back_seen_through(pdf: bytes, grid: Grid, place: int, flip: str) -> Image.Image:
    """What of the back lies behind a front, by mirroring the raster of the whole side."""
    front = grid.front(place)
    if flip == "fold":
        side = raster(pdf, 0)
        upright = grid.fold == "upright"
        mirror = Image.Transpose.FLIP_LEFT_RIGHT if upright else Image.Transpose.FLIP_TOP_BOTTOM
        lies = folded_over(front, grid)
        return part(side, lies).transpose(mirror)
    side = raster(pdf, 1)
    level = (flip == "long") == (grid.paper.width > grid.paper.height)
    mirror = Image.Transpose.FLIP_TOP_BOTTOM if level else Image.Transpose.FLIP_LEFT_RIGHT
    return part(side.transpose(mirror), front)


def has_ink(picture: Image.Image) -> bool:
    ground = Image.new("RGB", picture.size, picture.getpixel((3, 3)))
    return ImageChops.difference(picture, ground).getbbox() is not None


@pytest.mark.parametrize("piece", PIECES)
def test_bleed_is_3_mm_and_then_bare_paper(piece: str, default_kit: BuiltKit) -> None:
    job = job_of(default_kit, piece)
    back = raster(pdf_of(default_kit, piece), 1)
    edge = job.grid.area
    assert back.getpixel((round((edge.left - 2.5) * SHARP), 400)) != (255, 255, 255)
    assert back.getpixel((round((edge.left - 3.5) * SHARP), 400)) == (255, 255, 255)


@pytest.mark.parametrize("piece", PIECES)
def test_no_white_line_shows_between_backs(piece: str, default_kit: BuiltKit) -> None:
    """Along the middle of a row of backs, from bleed to bleed, no pixel is near white."""
    job = job_of(default_kit, piece)
    read = pypdfium2.PdfDocument(pdf_of(default_kit, piece))
    image = read[1].render(scale=10 / POINTS_PER_MM).to_pil().convert("RGB")
    read.close()
    y = round((job.grid.area.top + 8) * 10)
    left, right = job.grid.area.left - 2.5, job.grid.area.right + 2.5
    whitest = max(sum(image.getpixel((x, y))) for x in range(round(left * 10), round(right * 10)))
    assert whitest < 3 * 247


@pytest.mark.parametrize("piece", PIECES)
def test_fronts_carry_marks_rulers_and_slug_line_and_backs_do_not(
    piece: str, default_kit: BuiltKit
) -> None:
    job = job_of(default_kit, piece)
    with pikepdf.open(io.BytesIO(pdf_of(default_kit, piece))) as pdf:
        for number, page in enumerate(pdf.pages):
            strokes = [operator for _, operator in operations(page)].count("l")
            small = [one for one in drawn(page) if min(one.box.width, one.box.height) < 5]
            if number % 2:
                assert (strokes, len(small)) == (0, 0)
            else:
                assert strokes == 2 * len(job.cuts)
                assert len(small) == 3
    assert job.rulers == 2


def test_marks_on_both_sides_stand_behind_each_other(tmp_path: Path) -> None:
    kit = printed(tmp_path, "value-cards", values=("1.1",), marks_on="both")
    with pikepdf.open(io.BytesIO(kit.files[0].pdf)) as pdf:
        front, back = (mark_ends(page) for page in pdf.pages)
    height = A4.height * POINTS_PER_MM
    turned = sorted((x, height - y) for x, y in back)
    for one, behind in zip(sorted(front), turned, strict=True):
        assert one == pytest.approx(behind, abs=0.2)


def test_marks_on_backs_move_with_the_backs_and_fronts_stay(tmp_path: Path) -> None:
    how: dict[str, Any] = {"marks_on": "both", "values": ("1.1",)}
    plain = printed(tmp_path / "a", "value-cards", **how)
    moved = printed(tmp_path / "b", "value-cards", back_offset="2,-1", **how)
    ends, faces = [], []
    for kit in (plain, moved):
        with pikepdf.open(io.BytesIO(kit.files[0].pdf)) as pdf:
            ends.append([sorted(mark_ends(page)) for page in pdf.pages])
            faces.append([cards_of(page, CARDS["standard"]) for page in pdf.pages])
    assert ends[0][0] == ends[1][0]
    assert faces[0][0] == faces[1][0]
    for one, other in zip(ends[0][1], ends[1][1], strict=True):
        across, up = (other[n] - one[n] for n in (0, 1))
        assert across / POINTS_PER_MM == pytest.approx(2, abs=0.4)
        assert up / POINTS_PER_MM == pytest.approx(1, abs=0.01)
    for back, behind in zip(faces[0][1], faces[1][1], strict=True):
        assert near(back.moved(2, -1), behind)


def test_upright_sheets_have_an_offset_of_their_own(tmp_path: Path) -> None:
    """Standard cards lie on A4, poker cards stand."""
    for card, moved in (("standard", (2, -1)), ("poker", (0.5, 3))):
        found = []
        for offset in ({}, {"back-offset": "2,-1", "upright-offset": "0.5,3"}):
            kit = printed(tmp_path, "value-cards", values=("1.1",), card=card, **offset)
            with pikepdf.open(io.BytesIO(kit.files[0].pdf)) as pdf:
                found.append(cards_of(pdf.pages[1], CARDS[card]))
        for back, behind in zip(*found, strict=True):
            assert near(back.moved(*moved), behind)


def test_the_margin_asked_for_is_kept_free(tmp_path: Path) -> None:
    """At 8 mm four cards lie side by side on A4; at 13 mm there is room for three."""
    kit = printed(tmp_path, "value-cards", values=("1.1",), margin="13")
    grid = kit.files[0].job.grid
    assert grid is not None
    assert grid.places < 8
    assert min(grid.area.left, grid.area.top) >= 13


def ink_near_the_edge(pdf: bytes, page: int, edge: float) -> bool:
    """Whether anything is printed nearer to the paper's edge than this, but for half a mm."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[page].render(scale=SHARP / POINTS_PER_MM).to_pil().convert("L")
    document.close()
    by = int((edge - 0.5) * SHARP)
    image.paste(255, (by, by, image.width - by, image.height - by))
    return bool(image.getextrema() != (255, 255))


@pytest.mark.parametrize("flip", ["long", "fold"])
def test_nothing_stands_on_the_edge_that_the_printer_leaves_white(
    flip: str, tmp_path: Path
) -> None:
    kit = printed(tmp_path, "value-cards", "posters", values=("1.1",), margin="5", flip=flip,
                  posters="a4")  # fmt: skip
    for file in kit.files:
        if file.job.piece in ("value-cards", "posters"):
            for page in range(file.job.pages):
                assert not ink_near_the_edge(file.pdf, page, 5), (file.job.file, page)
    usual = printed(tmp_path / "usual", "value-cards", values=("1.1",))
    assert ink_near_the_edge(usual.files[0].pdf, 0, 5)


def test_words_of_posters_and_pages_keep_nine_mm_off_the_edge(default_kit: BuiltKit) -> None:
    others = [file for file in default_kit.files if not file.job.grid]
    assert {file.job.piece for file in others} >= {"posters", "action-plan", "guide"}
    for file in others:
        for page in read_back(file.pdf):
            room = min(page.trim.margin_around(letter.box) for letter in page.letters)
            assert room >= 9, file.job.file


def test_what_has_no_room_is_told_by_the_build_and_by_the_plan(tmp_path: Path) -> None:
    kit = printed(tmp_path, "value-cards", values=("1.1",), paper="a3", margin="5")
    assert [one.partition(":")[0] for one in kit.notices] == [
        "With 5 mm of margin there is no room beside the cards for a ruler (Verdikort)",
        "With 5 mm of margin there is no room beside the cards for all crop marks (Verdikort)",
    ]
    found = planned_with_notices(kit.request, user_store())
    assert found.notices == kit.notices
    assert printed(tmp_path / "usual", "value-cards", values=("1.1",)).notices == ()


def test_neighbouring_backs_are_painted_over_their_shared_line(default_kit: BuiltKit) -> None:
    """print.md: by 0.2 mm together, so that no white hairline shows; fronts not at all."""
    with pikepdf.open(io.BytesIO(pdf_of(default_kit, "value-cards"))) as pdf:
        for page, common in ((pdf.pages[0], 0.0), (pdf.pages[1], 0.2)):
            clips = sorted(
                (one.clip.left, one.clip.right)
                for one in drawn(page)
                if one.clip.top < 60 < one.clip.bottom
            )
            row = [clip for clip in clips if clip[1] - clip[0] > 60]
            assert len(row) == 4
            for (_, end), (start, _) in pairwise(row):
                assert end - start == pytest.approx(common, abs=0.001)


def mark_ends(page: pikepdf.Page) -> set[tuple[float, float]]:
    return {
        (round(float(o[0])), round(float(o[1]), 2))
        for o, operator in operations(page)
        if operator in ("m", "l")
    }


@pytest.mark.parametrize(
    ("flip", "words"),
    [("long", "vend på langsiden"), ("short", "vend på kortsiden"), ("fold", "brett bakover")],
)
def test_the_margin_says_what_the_sheet_is(flip: str, words: str, tmp_path: Path) -> None:
    kit = printed(tmp_path, "value-cards", values=("1.1",), flip=flip)
    text = next(page_texts(kit.files[0].pdf))
    assert f"Verdikort · skriv ut i 100 % · {words}" in text
    assert text.count("100 mm") == 2


def test_a_face_is_stored_once_however_often_it_is_placed(tmp_path: Path) -> None:
    kit = printed(tmp_path, "value-cards", decks=3)
    with pikepdf.open(io.BytesIO(kit.files[0].pdf)) as pdf:
        everything = [one for page in pdf.pages for one in drawn(page)]
    cards = [one for one in everything if one.box.height > 90 and one.box.width > 70]
    letters = [one for one in everything if one.box.width == pytest.approx(one.box.height)]
    assert (len(cards), len({one.form for one in cards})) == (240, 44)
    assert (len(letters), len({one.form for one in letters})) == (120, 3)


def test_cards_of_a_deck_are_in_the_packs_order_pile_for_pile(
    default_kit: BuiltKit, everything: Selection
) -> None:
    """Read place for place, down through the pile of sheets, as piles are laid on each other."""
    job = job_of(default_kit, "value-cards")
    read = pypdfium2.PdfDocument(pdf_of(default_kit, "value-cards"))
    numbers = [
        text_in(read[page], job.grid.front(place)).split()[-1]
        for place in range(job.grid.places)
        for page in range(0, len(read), 2)
    ]
    read.close()
    assert numbers == [one.number for one in everything.values]


def test_thirty_decks_are_150_pairs_of_sheets_in_less_than_twice_the_size(
    default_kit: BuiltKit, tmp_path: Path
) -> None:
    kit = printed(tmp_path, "value-cards", decks=30)
    (file,) = kit.files
    assert (file.job.sheets, file.job.pages, file.job.cards) == (150, 300, 1200)
    assert len(file.pdf) < 2 * len(pdf_of(default_kit, "value-cards"))


def test_every_card_carries_the_letter_of_its_deck(tmp_path: Path) -> None:
    kit = printed(tmp_path, "value-cards", values=("1.1", "1.2", "1.3"), decks=28)
    (file,) = kit.files
    assert file.job.grid is not None
    read = pypdfium2.PdfDocument(file.pdf)
    found = []
    for place in range(file.job.grid.places):
        for page in range(0, len(read), 2):
            words = text_in(read[page], file.job.grid.front(place)).split()
            if words[-1] != "verdi":
                found.append((words[-1], words[-2]))
    read.close()
    letters = [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "AA", "AB"]
    assert found == [(letter, f"1.{n}") for letter in letters for n in (1, 2, 3)]


def test_fronts_and_backs_apart_are_two_files_the_backs_last_sheet_first(tmp_path: Path) -> None:
    kit = printed(tmp_path, "value-cards", separate_backs=True, order="rows")
    together = printed(tmp_path / "together", "value-cards", order="rows").files[0].pdf
    fronts, backs = kit.files
    assert (fronts.job.file, backs.job.file) == ("verdikort-forsider.pdf", "verdikort-baksider.pdf")
    assert (fronts.job.pages, backs.job.pages) == (5, 5)
    assert (fronts.job.sheets, backs.job.sheets) == (5, 0)
    pages = [sorted(text.split()) for text in page_texts(together)]
    assert pages[1] != pages[-1]
    assert [sorted(text.split()) for text in page_texts(fronts.pdf)] == pages[::2]
    assert [sorted(text.split()) for text in page_texts(backs.pdf)] == pages[1::2][::-1]
    for file, part in ((fronts, "forsider"), (backs, "baksider")):
        with pikepdf.open(io.BytesIO(file.pdf)) as pdf:
            assert pdf.Root.ViewerPreferences.Duplex == "/Simplex"
            # Viewers show it, and two windows are told apart.
            assert str(pdf.docinfo.Title).startswith(f"Verdikort, {part} – ")


def test_fronts_only_have_no_backs_at_all(tmp_path: Path) -> None:
    kit = printed(tmp_path, "value-cards", values=("1.1",), flip="none")
    (file,) = kit.files
    assert (file.job.pages, file.job.sheets, file.job.sides) == (1, 1, 1)
    assert "Område 1" not in " ".join(page_texts(file.pdf))


@pytest.mark.parametrize("piece", ["value-cards", "dilemma-cards"])
def test_a_print_shop_gets_a_face_a_page_with_bleed_front_and_back_in_turn(
    piece: str, tmp_path: Path
) -> None:
    (tmp_path / "press.icc").write_bytes(icc("CMYK"))
    how = {"for": "print-shop", "icc": tmp_path / "press.icc", "card": "a7", "decks": 2}
    kit = printed(tmp_path / "out", piece, values=("3.1", "3.2"), **how)
    (file,) = kit.files
    cards = 2 * (2 if piece == "value-cards" else 3)
    assert (file.job.pages, file.job.cards) == (2 * cards, cards)
    width = CARDS["A7"].width * (1 if piece == "value-cards" else 2)
    read = pypdfium2.PdfDocument(file.pdf)
    with pikepdf.open(io.BytesIO(file.pdf)) as pdf:
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFX"
        assert b"PDF/X-4" in pdf.Root.Metadata.read_bytes()
        assert "/Duplex" not in pdf.Root.ViewerPreferences
        for page, seen in zip(pdf.pages, read, strict=True):
            assert boxes(page)["/TrimBox"] == pytest.approx([3, 3, width + 3, 108], abs=2e-3)
            assert boxes(page)["/MediaBox"] == pytest.approx([0, 0, width + 6, 111], abs=2e-3)
            assert boxes(page)["/BleedBox"] == boxes(page)["/MediaBox"]
            trim = [edge / POINTS_PER_MM for edge in seen.get_trimbox()]
            assert trim == pytest.approx([3, 3, width + 3, 108], abs=2e-3)
            assert not [operator for _, operator in operations(page) if operator == "l"]
    texts = list(page_texts(file.pdf))
    read.close()
    assert all(("Område 3" in text) == (piece == "value-cards") for text in texts[1::2])
    letters = [text.split()[-1] for text in texts[::2]]
    assert letters == ["A"] * (cards // 2) + ["B"] * (cards // 2)
    # All is in the inks of the press, and black text in one of them.
    assert {operator for operator, _ in settings(file.pdf)} == {"k", "K"}
    assert SOLID_BLACK in text_settings(file.pdf)
    assert all(sum(inks[:3]) == 0 for _, inks in text_settings(file.pdf) if inks[3] > 0.9)


def test_without_a_profile_no_file_claims_to_be_pdf_x(tmp_path: Path) -> None:
    kit = printed(tmp_path, "value-cards", values=("3.1",), **{"for": "print-shop"})
    with pikepdf.open(io.BytesIO(kit.files[0].pdf)) as pdf:
        assert "/OutputIntents" not in pdf.Root
        assert boxes(pdf.pages[0])["/TrimBox"] == pytest.approx([3, 3, 71, 98], abs=2e-3)
    # What its text is printed with, it is told all the same; it knows its own way with colours.
    assert ("g", (0,)) in text_settings(kit.files[0].pdf)
    assert {operator for operator, _ in settings(kit.files[0].pdf)} == {"g", "rg", "RG"}


@pytest.mark.slow
def test_every_face_is_a_picture_of_300_dpi(tmp_path: Path) -> None:
    how = {"for": "screen", "png": True}
    kit = printed(tmp_path, "value-cards", "guide", "action-plan", values=("1.1", "4.7"), **how)
    cards = [name for name in kit.pictures if name.startswith("bilder-verdikort/")]
    assert sorted(cards)[:2] == [
        "bilder-verdikort/verdikort-bakside-refleksive.png",
        "bilder-verdikort/verdikort-bakside-relasjonelle.png",
    ]
    assert len(cards) == 4
    for name, made in kit.pictures.items():
        assert (tmp_path / name).read_bytes() == made.data
        picture = Image.open(io.BytesIO(made.data))
        is_card = name in cards
        assert picture.size == ((803, 1122) if is_card else (1920, 1080))
        assert picture.info["dpi"] == pytest.approx((300 if is_card else 144,) * 2, abs=0.1)


@pytest.mark.parametrize(
    "how",
    slow_but([{}, {"flip": "fold"}, {"separate_backs": True}, {"flip": "none"}], {"flip": "fold"}),
)
def test_a_preview_shows_each_file_and_a_sheet_as_cut(how: dict[str, Any], tmp_path: Path) -> None:
    kit = printed(tmp_path, "value-cards", values=("1.1", "4.7"), preview=True, **how)
    if not how:
        # Fronts and backs of a file stand in pairs: wider than one below the other would be.
        pairs = contact_sheet(kit.files[0].pdf, pairs=True)
        assert kit.pictures["forhandsvisning/verdikort.png"].data == pairs
        assert pairs != contact_sheet(kit.files[0].pdf, pairs=False)
    stems = [file.job.file.removesuffix(".pdf") for file in kit.files]
    folder = "forhandsvisning"
    expected = {f"{folder}/{stem}{end}.png" for stem in stems for end in ("", "-skaret")}
    assert set(kit.pictures) == expected
    for name in expected:
        picture = Image.open(tmp_path / name).convert("RGB")
        assert picture.width > 500
        # The cards' own colours are seen, at least the tint of one area's back or its accent.
        assert len(picture.getcolors(1 << 24) or ()) > 50


@pytest.mark.slow
def test_the_same_wishes_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "press.icc").write_bytes(icc("CMYK"))
    for how in (
        {"decks": 2, "marks": "lines"},
        {"for": "print-shop", "icc": tmp_path / "press.icc"},
        {"for": "screen", "png": True},
    ):
        kits = [printed(tmp_path / "out", "value-cards", values=("1.1",), **how) for _ in range(2)]
        assert kits[0].files[0].pdf == kits[1].files[0].pdf
        assert kits[0].pictures == kits[1].pictures
        assert replace(kits[0].files[0].job) == kits[1].files[0].job
