"""Posters, forms and the guide as files: pages at their size, and posters in parts."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from kit.core.paths import FONTS
from kit.core.rect import Rect
from kit.core.sizes import PAPERS, POINTS_PER_MM
from kit.imposition.joins import joins_between
from kit.imposition.tiles import Tile
from kit.lines.measure import typefaces_in
from kit.pipeline.run import BuiltKit
from kit.posters.plan import Paper, planned
from kit.posters.type_scale import TypeScale
from kit.session.selection import Selection
from kit.typesetting.readback import read_back
from tests.conftest import page_texts, pdf_of
from tests.pdf.test_pdfx import icc
from tests.pipeline.test_cards import job_of, printed
from tests.sheets_read import boxes

# In pixels per mm.
SHARP = 6


@pytest.mark.parametrize(
    ("piece", "size"), [("posters", "A3"), ("action-plan", "A4"), ("guide", "A4")]
)
def test_pages_of_their_own_are_the_size_of_their_paper(
    piece: str, size: str, default_kit: BuiltKit
) -> None:
    paper = PAPERS[size]
    with pikepdf.open(io.BytesIO(pdf_of(default_kit, piece))) as pdf:
        for page in pdf.pages:
            for box in boxes(page).values():
                assert box == pytest.approx([0, 0, paper.width, paper.height], abs=1e-3)
        flip = "/Simplex" if piece == "posters" else "/DuplexFlipLongEdge"
        assert pdf.Root.ViewerPreferences.Duplex == flip
        assert str(pdf.docinfo.Title).endswith(
            " – Verdier og holdninger i recoveryorientert praksis"
        )


def test_a2_posters_are_a2(tmp_path: Path) -> None:
    kit = printed(tmp_path, "posters", values=("1.1",), posters="a2")
    assert (kit.files[0].job.paper, kit.files[0].job.sheets) == ("A2", 1)
    with pikepdf.open(io.BytesIO(kit.files[0].pdf)) as pdf:
        assert boxes(pdf.pages[0])["/MediaBox"] == pytest.approx([0, 0, 420, 594], abs=1e-3)


def whole_raster(pdf: bytes, page: int = 0) -> Image.Image:
    read = pypdfium2.PdfDocument(pdf)
    picture: Image.Image = read[page].render(scale=SHARP / POINTS_PER_MM).to_pil().convert("RGB")
    read.close()
    return picture


@pytest.mark.parametrize("full_size", [False, True])
def test_parts_glued_as_marked_are_the_poster(full_size: bool, tmp_path: Path) -> None:
    """The rasters of all parts, each cut and laid over the next as the marks say, against the
    poster itself made as large; and so where each is cut a millimetre off its marks."""
    values = ("1.1", "1.2", "1.3")
    whole = printed(tmp_path / "a", "posters", values=values)
    parts = printed(tmp_path / "b", "posters", values=values, posters="a4", full_size=full_size)
    job = job_of(parts, "posters")
    tiling = job.tiling
    assert job.pages == job.sheets == tiling.count == (4 if full_size else 2)
    size = (round(tiling.poster.width * SHARP), round(tiling.poster.height * SHARP))
    joins = joins_between(tiling, letters_of(whole.files[0].pdf, tiling.poster.width))
    tiles = [*tiling.tiles(joins)]
    sides = [whole_raster(parts.files[0].pdf, tile.number - 1) for tile in tiles]
    poster = whole_raster(whole.files[0].pdf).resize(size, Image.Resampling.LANCZOS)
    glued = glued_of(tiles, sides, size)
    assert share_off(glued, poster) < 0.002
    # A part that was a millimetre off would be 20 times as much.
    assert share_off(glued, ImageChops.offset(poster, SHARP, 0)) > 0.04
    # Cut a millimetre short, and cut a millimetre too wide, no white and no slanting line is seen.
    for slip in (-1.0, 1.0):
        assert share_off(glued_of(tiles, sides, size, slip), poster) < 0.002
    for tile, side in zip(tiles, sides, strict=True):
        assert all(_is_without_colour(side, strip.blank) for strip in tile.glued)


def glued_of(
    tiles: list[Tile], sides: list[Image.Image], size: tuple[int, int], slip: float = 0.0
) -> Image.Image:
    """The parts glued together, each cut so many mm beyond its marks and laid where it belongs."""
    glued = Image.new("RGB", size, (255, 255, 255))
    # The last part lies lowest: each is laid over the strip of the next.
    for tile, side in sorted(zip(tiles, sides, strict=True), key=lambda one: -one[0].number):
        cut = {upright: slip for upright, _ in tile.joints}
        lies = tile.shown.extended(0.0, 0.0, cut.get(True, 0.0), cut.get(False, 0.0))
        lies = lies.common(tile.poster)
        picture = cropped(side, lies)
        at = lies.moved(-tile.poster.left, -tile.poster.top)
        glued.paste(picture, (round(at.left * SHARP), round(at.top * SHARP)))
    return glued


def _is_without_colour(side: Image.Image, area: Rect) -> bool:
    """Whether of a poster in colours nothing is seen here: words and lines to glue by are black."""
    saturation = cropped(side, area.grown(-1 / SHARP)).convert("HSV").getchannel("S")
    return sum(saturation.histogram()[20:]) == 0


def cropped(side: Image.Image, area: Rect) -> Image.Image:
    left, top, right, bottom = (
        round(edge * SHARP) for edge in (area.left, area.top, area.right, area.bottom)
    )
    return side.crop((left, top, right, bottom))


def letters_of(pdf: bytes, width: float) -> list[Rect]:
    """The letters of a poster as they stand on one that is so wide."""
    (page,) = read_back(pdf)
    scale = width / page.trim.width
    boxes = (one.box.moved(-page.trim.left, -page.trim.top) for one in page.letters)
    return [Rect(*(scale * part for part in box)) for box in boxes]


def test_parts_meet_clear_of_the_text(tmp_path: Path) -> None:
    """Of the poster of the first area, «5 Nærvær» began a millimetre below the join."""
    first_area = tuple(f"1.{number}" for number in range(1, 11))
    whole = printed(tmp_path / "a", "posters", values=first_area)
    parts = printed(tmp_path / "b", "posters", values=first_area, posters="a4")
    tiling = job_of(parts, "posters").tiling
    letters = letters_of(whole.files[0].pdf, tiling.poster.width)
    first, second = read_back(parts.files[0].pdf)
    (join,) = joins_between(tiling, letters).rows
    assert min(max(one.top - join, join - one.bottom) for one in letters) == pytest.approx(
        5, abs=0.1
    )
    # And there it is printed: the edge that is cut, and the strip that it is laid over.
    for page, edge in ((first, 202), (second, 14.5)):
        # On a lying sheet of A4; the strip says what is glued over it, in smaller letters.
        boxes_ = [one.box.moved(0, 210) for one in page.letters]
        assert all(
            box.bottom <= edge - 4.9 or box.top >= edge + 4.9 for box in boxes_ if box.height > 3
        )


def test_lines_of_posters_stand_where_they_were_planned(
    default_kit: BuiltKit, everything: Selection
) -> None:
    """So rows are as even as planned, and parts are glued where the plan left room for that."""
    paper = Paper(297, 420, 404, TypeScale(16, 14))
    plans = planned(everything.areas_along, paper, typefaces_in(FONTS))
    for plan, page in zip(plans, read_back(pdf_of(default_kit, "posters")), strict=True):
        boxes = [one.box.moved(-page.trim.left, -page.trim.top) for one in page.letters]
        between = [box for box in boxes if plan.head.height < box.top < plan.foot_top]
        spans = list(plan.spans)
        for box in between:
            assert any(a - 0.4 < box.top and box.bottom < b + 0.4 for a, b in spans)
        # And no line is missing: on each stand some letters.
        for a, b in spans:
            assert any(a - 0.4 < box.top and box.bottom < b + 0.4 for box in between)
        # The motif gives way to the title, and the title is in two lines.
        head = [one for one in page.letters if one.box.top - page.trim.top < plan.head.height]
        title = [one for one in head if one.box.height > 7]
        right = max(one.box.right for one in title) - page.trim.left
        assert right < plan.head.motif.left - 5
        assert len({round(one.baseline) for one in title}) == 2


def share_off(one: Image.Image, other: Image.Image) -> float:
    """The share of square millimetres that are plainly of another colour."""
    size = one.width // SHARP, one.height // SHARP
    alike = [picture.resize(size, Image.Resampling.BOX) for picture in (one, other)]
    off = ImageChops.difference(*alike).convert("L").histogram()
    return float(sum(off[48:])) / (size[0] * size[1])


def test_every_part_says_which_it_is(tmp_path: Path) -> None:
    kit = printed(tmp_path, "posters", values=("1.1", "4.4"), posters="a4")
    texts = list(page_texts(kit.files[0].pdf))
    assert len(texts) == 4
    for text, part, title in zip(
        texts, (1, 2, 1, 2), ("Relasjonelle",) * 2 + ("Refleksive",) * 2, strict=True
    ):
        assert f"· del {part} av 2 · skriv ut i 100 %" in text
        assert title in text
        assert ("Blank kant: lim del 1 over her" in text) == (part == 2)


@pytest.mark.slow
def test_a_print_shop_gets_posters_and_forms_with_bleed_and_no_fields(tmp_path: Path) -> None:
    (tmp_path / "press.icc").write_bytes(icc())
    how = {"for": "print-shop", "icc": tmp_path / "press.icc"}
    kit = printed(tmp_path / "out", "posters", "action-plan", "guide", values=("1.1",), **how)
    posters, plan, guide = (file.pdf for file in kit.files)
    for pdf, wide, high in ((posters, 297, 420), (plan, 210, 297)):
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert opened.Root.OutputIntents[0].S == "/GTS_PDFX"
            assert "/AcroForm" not in opened.Root
            for page in opened.pages:
                assert boxes(page)["/TrimBox"] == pytest.approx([0, 0, wide, high], abs=1e-3)
                bleed = [-3, -3, wide + 3, high + 3]
                assert boxes(page)["/MediaBox"] == pytest.approx(bleed, abs=1e-3)
                assert "/Annots" not in page.obj
    # Tint reaches the edge of the bleed above the posters and above the form.
    assert whole_raster(posters).getpixel((2, 2)) != (255, 255, 255)
    assert whole_raster(plan).getpixel((2, 2)) != (255, 255, 255)
    # The guide stays with the one who leads the session: an office page.
    with pikepdf.open(io.BytesIO(guide)) as opened:
        assert "/OutputIntents" not in opened.Root
        assert opened.Root.ViewerPreferences.PrintScaling == "/None"
    assert job_of(kit, "guide").paper == "A4"


def test_on_the_screen_the_form_can_still_be_filled_in(tmp_path: Path) -> None:
    kit = printed(tmp_path, "action-plan", values=("1.1",), **{"for": "screen"})
    by_piece = {file.job.piece: file for file in kit.files}
    with pikepdf.open(io.BytesIO(by_piece["action-plan"].pdf)) as pdf:
        assert len(pdf.Root.AcroForm.Fields) > 10
        assert "/PrintScaling" not in pdf.Root.ViewerPreferences


@pytest.mark.parametrize("how", [{"flip": "none"}, {"flip": "fold"}])
def test_who_cannot_print_two_sides_gets_pages_of_one(
    how: dict[str, object], tmp_path: Path
) -> None:
    kit = printed(tmp_path, "action-plan", values=("1.1",), **how)
    job = job_of(kit, "action-plan")
    assert (job.sides, job.flip, job.sheets) == (1, None, 2)
    with pikepdf.open(io.BytesIO(kit.files[0].pdf)) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/Simplex"


def test_backs_apart_leave_pages_on_two_sides_of_one_file(tmp_path: Path) -> None:
    pieces = ("action-plan", "guide", "tally-sheet", "value-cards")
    kit = printed(tmp_path, *pieces, values=("1.1",), separate_backs=True)
    parts = {(file.job.piece, file.job.part): file.job for file in kit.files}
    assert set(parts) == {
        ("value-cards", "fronts"),
        ("value-cards", "backs"),
        *((name, "whole") for name in ("action-plan", "guide", "tally-sheet")),
    }
    plan, guide = parts["action-plan", "whole"], parts["guide", "whole"]
    assert (plan.sides, plan.flip, plan.sheets, plan.pages) == (2, "long", 1, 2)
    assert (guide.sides, guide.flip, guide.sheets) == (2, "long", -(-guide.pages // 2))
    assert [parts["value-cards", part].sides for part in ("fronts", "backs")] == [1, 1]
    by_piece = {file.job.piece: file.pdf for file in kit.files}
    with pikepdf.open(io.BytesIO(by_piece["action-plan"])) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"


def test_sheets_that_turn_about_the_short_edge_leave_pages_to_turn_like_a_book(
    tmp_path: Path,
) -> None:
    kit = printed(tmp_path, "action-plan", values=("1.1",), flip="short")
    assert job_of(kit, "action-plan").flip == "long"


def test_posters_in_parts_are_on_letter_where_that_is_the_paper(tmp_path: Path) -> None:
    kit = printed(tmp_path, "posters", values=("1.1",), posters="a4", paper="letter")
    job = job_of(kit, "posters")
    assert (job.paper, job.sheets) == ("Letter", 2)
    with pikepdf.open(io.BytesIO(kit.files[0].pdf)) as pdf:
        assert boxes(pdf.pages[0])["/MediaBox"] == pytest.approx([0, 0, 279.4, 215.9], abs=1e-3)
