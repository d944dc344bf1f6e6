"""Finished PDFs read back: where faces lie, to the hundredth of a millimetre."""

import io
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from kit.core.rect import Rect
from kit.core.sizes import CARDS, MARGIN, PAPERS, POINTS_PER_MM, Size
from kit.imposition.grid import best_grid, fits
from kit.imposition.marks import Line, margin_faces, marks
from kit.imposition.place import Card, Placement, Scheme, Sheet, impose
from kit.pdf.bookmarks import Bookmark
from kit.pdf.colour_profile import read_profile
from kit.pdf.face_marks import read_mark
from kit.pdf.face_store import Side
from kit.pdf.save import DocumentInfo
from kit.pipeline.sheets import pages_pdf, sides_pdf
from kit.typesetting.weasy import Typesetter
from tests.geometry import folded_over, turned_over, upright_behind
from tests.pdf.test_pdfx import icc
from tests.sheets_read import Drawn, boxes, drawn, name_of, near, operations, plain_faces
from tests.tiers import slow_but

A4 = PAPERS["A4"].landscape
INFO = DocumentInfo("Prøve", "nb", "long")


def sides_of(sheets: Iterable[Sheet[str]]) -> list[Side]:
    return [Side(side) for sheet in sheets for side in (sheet.front, sheet.back) if side]


@pytest.mark.parametrize("paper", slow_but(PAPERS, "A4"))
@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("widths", [1, 2])
def test_the_finished_sheets_have_the_geometry_of_the_plan(
    paper: str, card: str, widths: int
) -> None:
    """Every paper, card, way of turning and order: two sheets, the second with blanks."""
    size = Size(CARDS[card].width * widths, CARDS[card].height)
    names = [f"{side} {n}" for n in range(60) for side in ("front", "back")]
    faces = plain_faces([*names, "blank", "back of blank"], size, 3.0)
    for flip in ("long", "short", "none", "fold"):
        if not fits(size, PAPERS[paper], MARGIN, folded=flip == "fold"):
            continue
        grid = best_grid(size, PAPERS[paper], MARGIN, folded=flip == "fold")
        cards = [Card(f"front {n}", f"back {n}") for n in range(grid.places + 1)]
        for order in ("stack", "rows"):
            scheme = Scheme(grid, 3.0, flip, order, (0.4, -0.7))
            sheets = impose(cards, Card("blank", "back of blank"), scheme)
            with pikepdf.open(
                io.BytesIO(sides_pdf([faces], sides_of(sheets), grid.paper, INFO))
            ) as pdf:
                read = [list(drawn(page)) for page in pdf.pages]
                sizes = {tuple(boxes(page)["/MediaBox"]) for page in pdf.pages}
            assert sizes == {(0, 0, round(grid.paper.width, 3), round(grid.paper.height, 3))}
            planned = [side.faces for side in sides_of(sheets)]
            assert len(read) == len(planned) == (2 if flip in ("none", "fold") else 4)
            for side, plan in zip(read, planned, strict=True):
                assert_as_planned(side, plan)
            assert_backs_behind_fronts(read, scheme)


def assert_as_planned(side: list[Drawn], plan: tuple[Placement[str], ...]) -> None:
    for one, placement in zip(side, plan, strict=True):
        assert name_of(one) == placement.face
        assert near(one.trim(3.0), placement.trim)
        assert one.turn == placement.turn
        assert near(one.clip, placement.clip)


def assert_backs_behind_fronts(read: list[list[Drawn]], scheme: Scheme) -> None:
    """From the PDF alone: each back's centre falls on that of the front it belongs to."""
    if scheme.flip == "none":
        assert not any("back" in name_of(one) for one in chain(*read))
        return
    pairs = (
        [(side, side) for side in read]
        if scheme.flip == "fold"
        else list(zip(read[::2], read[1::2], strict=True))
    )
    for front_side, back_side in pairs:
        fronts = [one for one in front_side if "back" not in name_of(one)]
        for back in (one for one in back_side if "back" in name_of(one)):
            trim = back.trim(3.0)
            if scheme.flip == "fold":
                lies = folded_over(trim, scheme.grid)
            else:
                x, y = scheme.offset
                edge = "short" if scheme.flip == "short" else "long"
                lies = turned_over(trim.moved(-x, -y), scheme.grid.paper, edge)  # type: ignore[arg-type]
            front = next(one for one in fronts if near(one.trim(3.0), lies))
            names = name_of(front), name_of(back)
            assert names[1] in (names[0].replace("front", "back"), f"back of {names[0]}")
            placement = Placement(names[1], trim, back.turn, trim)  # type: ignore[arg-type]
            assert upright_behind(placement, scheme.grid, scheme.flip)


@pytest.mark.parametrize("turn", [0, 90, 180])
def test_a_face_is_placed_turned_and_clipped_as_planned(turn: int) -> None:
    wide, high = (30.0, 40.0) if turn == 90 else (40.0, 30.0)
    trim = Rect(20, 50, wide, high)
    placement = Placement("a", trim, turn, trim.extended(2, 0, 1, 3))  # type: ignore[arg-type]
    side = Side((placement,), (Line((5, 5), (15, 5)),))
    pdf = sides_pdf([plain_faces(["a"], Size(40, 30), 3)], [side], Size(100, 150), INFO)
    read = pypdfium2.PdfDocument(pdf)
    image = read[0].render(scale=10 / POINTS_PER_MM).to_pil().convert("L")
    assert len(read) == 1

    def at(x: float, y: float) -> int:
        return int(image.getpixel((round(x * 10), round(y * 10))))

    corner = {0: (0.1, 0.1), 90: (0.9, 0.1), 180: (0.9, 0.9)}[turn]
    for across in (0.1, 0.9):
        for down in (0.1, 0.9):
            expected = 0 if (across, down) == corner else 128
            assert at(trim.left + across * wide, trim.top + down * high) == pytest.approx(
                expected, abs=2
            )
    # Shown 2 mm to the left, not at all above, 1 mm to the right and 3 mm below.
    middle, half = trim.left + wide * 0.5, trim.top + high * 0.5
    assert [at(trim.left - d, half) < 200 for d in (1.7, 2.3)] == [True, False]
    assert [at(middle, trim.top - d) < 200 for d in (-0.3, 0.3)] == [True, False]
    assert [at(trim.left + wide + d, half) < 200 for d in (0.7, 1.3)] == [True, False]
    assert [at(middle, trim.top + high + d) < 200 for d in (2.7, 3.3)] == [True, False]
    assert at(10, 5) < 200
    read.close()


def test_folds_are_dashed_and_cuts_are_not() -> None:
    lines = (Line((10, 50), (90, 50)), Line((50, 10), (50, 140), dashed=True))
    pdf = sides_pdf([plain_faces(["a"], Size(4, 3), 0)], [Side((), lines)], Size(100, 150), INFO)
    read = pypdfium2.PdfDocument(pdf)
    image = read[0].render(scale=10 / POINTS_PER_MM).to_pil().convert("L")
    cut = [image.getpixel((x, 500)) < 250 for x in range(110, 890)]
    fold = [image.getpixel((500, y)) < 250 for y in range(110, 1390) if abs(y - 500) > 3]
    read.close()
    assert all(cut)
    assert 0.4 < sum(fold) / len(fold) < 0.7
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        widths = [float(o[0]) for o, operator in operations(opened.pages[0]) if operator == "w"]
    # print.md: crop marks 0.25 pt.
    assert set(widths) == {0.25}


def test_a_face_and_a_side_are_stored_once_however_often_they_are_placed() -> None:
    faces = plain_faces(["a", "b"], Size(40, 30), 3)
    one = Side((Placement("a", Rect(10, 10, 40, 30), 0, Rect(10, 10, 40, 30)),))
    other = Side((Placement("b", Rect(10, 10, 40, 30), 0, Rect(10, 10, 40, 30)),))
    with pikepdf.open(
        io.BytesIO(sides_pdf([faces], [one, other] * 50, Size(100, 100), INFO))
    ) as pdf:
        assert len(pdf.pages) == 100
        streams = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
        forms = [thing for thing in streams if thing.get("/Subtype") == "/Form"]
        contents = {page.obj.Contents[0].objgen for page in pdf.pages}
    assert len(forms) == 2
    assert len(contents) == 2


def test_faces_come_from_the_source_that_has_them() -> None:
    sources = [plain_faces(["a"], Size(40, 30), 3), plain_faces(["b"], Size(7, 7), 0)]
    side = Side(
        (
            Placement("a", Rect(10, 10, 40, 30), 0, Rect(10, 10, 40, 30)),
            Placement("b", Rect(40, 30, 7, 7), 0, Rect(40, 30, 7, 7)),
        )
    )
    with pikepdf.open(io.BytesIO(sides_pdf(sources, [side], Size(100, 100), INFO))) as pdf:
        big, small = drawn(pdf.pages[0])
    assert (name_of(big), name_of(small)) == ("a", "b")
    assert near(small.box, Rect(40, 30, 7, 7))


def test_thirty_decks_cost_less_than_twice_the_one() -> None:
    """Forty cards, and thirty decks of them with their letters, of faces as large as real ones."""
    grid = best_grid(Size(68, 95), PAPERS["A4"], MARGIN)
    names = [f"face {n}" for n in range(44)]
    faces = plain_faces(names, Size(68, 95), 3)
    letters = plain_faces([f"letter {n}" for n in range(30)], Size(7, 7), 0)
    place = Rect(54, 82, 7, 7)

    def pages(decks: int) -> tuple[int, int]:
        cards = [
            Card(f"face {n}", f"face {40 + n // 10}", f"letter {deck}" if decks > 1 else None)
            for deck in range(decks)
            for n in range(40)
        ]
        scheme = Scheme(grid, 3.0, "long", "stack", letter=place)
        sides = sides_of(impose(cards, cards[0], scheme))
        pdf = sides_pdf([faces, letters], sides, grid.paper, INFO)
        return len(sides), len(pdf)

    (one, small), (many, large) = pages(1), pages(30)
    assert (one, many) == (10, 300)
    # A real deck is 70 KB for its typefaces and drawings; what decks add must stay below that.
    assert large - small < 60_000


def test_a_page_is_cut_to_its_trim_or_keeps_its_bleed() -> None:
    faces = plain_faces(["a", "b"], Size(40, 30), 3)
    with pikepdf.open(io.BytesIO(pages_pdf(faces.pdf, INFO))) as pdf:
        assert len(pdf.pages) == 2
        for page in pdf.pages:
            assert {tuple(box) for box in boxes(page).values()} == {(0, 0, 40, 30)}
        assert str(pdf.docinfo.Title) == "Prøve"
        assert pdf.Root.Lang == "nb"
    with pikepdf.open(io.BytesIO(pages_pdf(faces.pdf, INFO, bleed=True))) as pdf:
        for page in pdf.pages:
            assert boxes(page)["/TrimBox"] == [0, 0, 40, 30]
            assert boxes(page)["/MediaBox"] == boxes(page)["/BleedBox"] == [-3, -3, 43, 33]


@pytest.mark.parametrize(
    ("flip", "duplex"),
    [("long", "/DuplexFlipLongEdge"), ("short", "/DuplexFlipShortEdge"), (None, "/Simplex")],
)
def test_readers_are_asked_not_to_scale_and_how_to_turn(flip: str | None, duplex: str) -> None:
    info = DocumentInfo("Prøve", "nb", flip)  # type: ignore[arg-type]
    faces = plain_faces(["a"], Size(40, 30), 3)
    for made in (pages_pdf(faces.pdf, info), sides_pdf([faces], [Side(())], A4, info)):
        with pikepdf.open(io.BytesIO(made)) as pdf:
            preferences = pdf.Root.ViewerPreferences
            assert preferences.PrintScaling == "/None"
            assert preferences.Duplex == duplex
            assert preferences.PickTrayByPDFSize
            assert preferences.DisplayDocTitle


def test_what_is_for_the_screen_asks_nothing_of_printers_and_has_bookmarks() -> None:
    under = (Bookmark("Håp", 1), Bookmark("Tillit", 2))
    info = DocumentInfo("Prøve", "nb", to_print=False, bookmarks=(Bookmark("Område", 0, under),))
    faces = plain_faces(["a", "b", "c"], Size(40, 30), 3)
    with pikepdf.open(io.BytesIO(pages_pdf(faces.pdf, info))) as pdf:
        assert "/PrintScaling" not in pdf.Root.ViewerPreferences
        assert pdf.Root.PageMode == "/UseOutlines"
        with pdf.open_outline() as outline:
            (area,) = outline.root
            assert area.title == "Område"
            assert [child.title for child in area.children] == ["Håp", "Tillit"]
    read = pypdfium2.PdfDocument(pages_pdf(faces.pdf, info))
    places = [(one.get_title(), one.get_dest().get_index()) for one in read.get_toc()]
    read.close()
    assert places == [("Område", 0), ("Håp", 1), ("Tillit", 2)]


def test_a_file_is_called_the_same_in_all_that_it_tells_of_itself(typesetter: Typesetter) -> None:
    html = "<html lang=nb><title>What the layout says</title><article id=a>"
    faces = typesetter.typeset(html, 0, flowing=True, fillable=False, tagged=True)
    with pikepdf.open(io.BytesIO(pages_pdf(faces.pdf, INFO))) as pdf:
        assert pdf.docinfo.Title == "Prøve"
        metadata = pdf.open_metadata()
        assert (metadata["dc:title"], metadata["pdfuaid:part"]) == ("Prøve", "1")
        assert "xmp:MetadataDate" not in metadata


def test_a_face_a_page_has_its_boxes_and_is_pdf_x_4_with_a_profile(tmp_path: object) -> None:
    path = tmp_path / "press.icc"  # type: ignore[operator]
    path.write_bytes(icc())
    faces = plain_faces(["a"], Size(40, 30), 3)
    trim = Rect(3, 3, 40, 30)
    side = Side((Placement("a", trim, 0, Rect(0, 0, 46, 36)),))
    info = DocumentInfo("Prøve", "nb", "long", profile=read_profile(path))
    made = sides_pdf([faces], [side], Size(46, 36), info, trim)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert boxes(pdf.pages[0]) == {
            "/MediaBox": [0, 0, 46, 36],
            "/BleedBox": [0, 0, 46, 36],
            "/TrimBox": [3, 3, 43, 33],
        }
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFX"
        assert pdf.pdf_version == "1.6"
        (one,) = drawn(pdf.pages[0])
        assert near(one.trim(3), trim)
    read = pypdfium2.PdfDocument(made)
    assert [round(edge / POINTS_PER_MM, 2) for edge in read[0].get_trimbox()] == [3, 3, 43, 33]
    image = read[0].render(scale=4 / POINTS_PER_MM).to_pil().convert("L")
    read.close()
    # Colour reaches the edge of the bleed on every side.
    wide, high = image.size
    corners = [(1, 1), (wide - 2, 1), (1, high - 2), (wide - 2, high - 2)]
    assert all(image.getpixel(at) < 200 for at in corners)


def test_the_same_input_gives_the_same_bytes() -> None:
    faces = plain_faces(["a"], Size(40, 30), 3)
    side = Side(
        (Placement("a", Rect(9, 9, 40, 30), 0, Rect(9, 9, 40, 30)),), (Line((0, 1), (2, 1)),)
    )
    assert len({sides_pdf([faces], [side], A4, INFO) for _ in range(2)}) == 1


def test_marks_and_rulers_of_a_real_grid_are_on_the_sheet() -> None:
    grid = best_grid(Size(68, 95), PAPERS["A4"], MARGIN)
    faces = plain_faces(["ruler"], Size(114, 2.4), 0)
    slug = plain_faces(["slug"], Size(64, 2.8), 0)
    margin = margin_faces("ruler", Size(114, 2.4), 100, "slug", Size(64, 2.8), grid)
    side = Side(margin, marks(grid, "crop"))
    with pikepdf.open(io.BytesIO(sides_pdf([faces, slug], [side], grid.paper, INFO))) as pdf:
        strokes = [operator for _, operator in operations(pdf.pages[0])].count("l")
        read = list(drawn(pdf.pages[0]))
    assert strokes == 2 * (len(grid.xs) + len(grid.ys))
    assert [one.turn for one in read] == [0, 90, 0]
    for one, planned in zip(read, margin, strict=True):
        assert near(one.box, planned.trim)


def test_each_face_says_once_where_it_is_cut() -> None:
    """In its own space, with how far its letters keep off that; alike ones share what they say."""
    size = Size(40, 30)
    one = replace(plain_faces(["a", "b"], size, 3), clear=5.0)
    two = plain_faces(["c"], size, 3)
    here, there = Rect(20, 20, 40, 30), Rect(90, 20, 40, 30)
    upright = [Side((Placement(name, here, 0, here),)) for name in "abc"]
    sides = [*upright, Side((Placement("a", there, 180, there),))]
    with pikepdf.open(io.BytesIO(sides_pdf([one, two], sides, A4, INFO))) as pdf:
        forms = dict(pdf.pages[0].obj.Resources.XObject.items())
        marks = [read_mark(form) for form in forms.values()]
        pieces = {form.PieceInfo.objgen for form in forms.values()}
        assert all(read_mark(page.obj) is None for page in pdf.pages)
    assert [mark.clear for mark in marks if mark] == [5.0, 5.0, 0.0]
    for mark in marks:
        assert mark is not None
        assert mark.trim.pdf_edges == pytest.approx((0, 0, 40, 30), abs=0.001)
    assert len(pieces) == 2


@pytest.mark.parametrize("bleed", [True, False])
def test_a_page_that_is_a_face_says_where_it_is_cut(bleed: bool) -> None:
    faces = plain_faces(["a", "b"], Size(40, 30), 3)
    with pikepdf.open(io.BytesIO(pages_pdf(faces.pdf, INFO, bleed=bleed, clear=8.0))) as pdf:
        marks = [read_mark(page.obj) for page in pdf.pages]
    assert [(mark.trim.rounded, mark.clear) for mark in marks if mark] == [((40, 30), 8.0)] * 2


def test_a_file_for_a_press_keeps_what_its_faces_say(tmp_path: Path) -> None:
    """Neither PDF/X-4 nor what we take out for it minds."""
    (tmp_path / "press.icc").write_bytes(icc())
    info = DocumentInfo("Prøve", "nb", profile=read_profile(tmp_path / "press.icc"))
    faces = plain_faces(["a"], Size(40, 30), 3)
    with pikepdf.open(io.BytesIO(pages_pdf(faces.pdf, info, bleed=True, clear=5.0))) as pdf:
        mark = read_mark(pdf.pages[0].obj)
        assert pdf.check_pdf_syntax() == []
    assert mark is not None
    assert mark.clear == 5.0
    twice = [pages_pdf(faces.pdf, info, bleed=True, clear=5.0) for _ in range(2)]
    assert twice[0] == twice[1]
