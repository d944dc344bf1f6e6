"""The finished sheets read back: where faces lie, to the hundredth of a millimetre."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pikepdf
import pypdfium2
import pytest

from kit.build import Kit
from kit.content import plain
from kit.imposition import Card, Placement, Rect, Sheet, best_grid, impose
from kit.marks import Line
from kit.paper import MARGIN, PAPERS, POINTS_PER_MM, Size
from kit.selection import Selection
from kit.sheets import Margin, Title, pages_pdf, sheets_pdf
from tests.conftest import pdf_of, stands_in

CARDS = ["value-cards", "quality-cards", "dilemma-cards", "question-cards"]
A4 = PAPERS["A4"].landscape
TITLE = Title("Prøve", "nb")


@dataclass(frozen=True)
class Drawn:
    """A face as a page draws it: its form, its centre in mm from the upper left, its turn."""

    form: tuple[int, int]
    centre: tuple[float, float]
    upright: bool
    size: tuple[float, float]


def operations(page: pikepdf.Page) -> Iterator[tuple[list[Any], str]]:
    """The page's content stream: each operator with its operands."""
    for step in pikepdf.parse_content_stream(page):
        assert isinstance(step, pikepdf.ContentStreamInstruction)
        yield list(step.operands), str(step.operator)


def drawn(page: pikepdf.Page) -> Iterator[Drawn]:
    """Every form that the page draws, by the matrices of its content stream."""
    height = float(page.mediabox[3])
    forms = page.obj.Resources.XObject
    matrix = [pikepdf.Matrix()]
    for operands, operator in operations(page):
        if operator == "q":
            matrix.append(matrix[-1])
        elif operator == "Q":
            matrix.pop()
        elif operator == "cm":
            matrix[-1] = pikepdf.Matrix(*(float(one) for one in operands)) @ matrix[-1]
        elif operator == "Do":
            form = forms[str(operands[0])]
            left, bottom, right, top = (float(edge) for edge in form.BBox)
            x, y = matrix[-1].transform(((left + right) / 2, (bottom + top) / 2))
            yield Drawn(
                form.objgen,
                (x / POINTS_PER_MM, (height - y) / POINTS_PER_MM),
                matrix[-1].a > 0,
                ((right - left) / POINTS_PER_MM, (top - bottom) / POINTS_PER_MM),
            )


def cards_of(page: pikepdf.Page, card: Size) -> list[Drawn]:
    """The drawn cards: what stands in the margin is smaller."""
    with_bleed = (card.width + 6, card.height + 6)
    return [one for one in drawn(page) if one.size == pytest.approx(with_bleed, abs=0.01)]


@pytest.mark.parametrize("piece", CARDS)
def test_the_centre_of_every_back_lies_behind_the_centre_of_its_front(
    piece: str, default_kit: Kit
) -> None:
    job = next(file.job for file in default_kit.files if file.job.piece == piece)
    assert job.grid is not None
    with pikepdf.open(io.BytesIO(pdf_of(default_kit, piece))) as pdf:
        assert len(pdf.pages) == job.pages == 2 * job.sheets
        for number in range(0, len(pdf.pages), 2):
            fronts = cards_of(pdf.pages[number], job.grid.card)
            backs = cards_of(pdf.pages[number + 1], job.grid.card)
            assert len(fronts) == len(backs) == job.grid.places
            assert all(one.upright for one in fronts)
            # A4 on its side turned about its long edge: what was up is down, and on its head.
            assert not any(one.upright for one in backs)
            behind = sorted((x, A4.height - y) for x, y in (one.centre for one in backs))
            for front, back in zip(sorted(one.centre for one in fronts), behind, strict=True):
                assert front == pytest.approx(back, abs=0.01)


def text_in(page: pypdfium2.PdfPage, centre: tuple[float, float], card: Size) -> str:
    """The text of the card with this centre, in mm from the upper left."""
    height = page.get_height()
    x, y = centre[0] * POINTS_PER_MM, height - centre[1] * POINTS_PER_MM
    half = card.width / 2 * POINTS_PER_MM, card.height / 2 * POINTS_PER_MM
    return str(
        page.get_textpage().get_text_bounded(
            left=x - half[0], bottom=y - half[1], right=x + half[0], top=y + half[1]
        )
    )


@pytest.mark.parametrize("piece", ["value-cards", "question-cards", "dilemma-cards"])
def test_the_back_of_every_card_is_of_its_own_area(
    piece: str, default_kit: Kit, everything: Selection
) -> None:
    """Front and back are read at the same place of the sheet, held against the light."""
    job = next(file.job for file in default_kit.files if file.job.piece == piece)
    assert job.grid is not None
    pdf = pdf_of(default_kit, piece)
    read = pypdfium2.PdfDocument(pdf)
    seen = 0
    with pikepdf.open(io.BytesIO(pdf)) as places:
        for number in range(0, len(places.pages), 2):
            for one in cards_of(places.pages[number], job.grid.card):
                x, y = one.centre
                front = text_in(read[number], (x, y), job.grid.card)
                back = text_in(read[number + 1], (x, A4.height - y), job.grid.card)
                area = area_of(front, everything)
                if area is None:
                    assert back.strip() in ("Egen verdi", "Eget spørsmål", "Eget dilemma")
                    continue
                seen += 1
                dilemmas = next(a.dilemmas for a in everything.areas if a.area.title == area)
                if piece == "dilemma-cards" and dilemmas:
                    assert stands_in(dilemmas.discussion.opening, back), (front, back)
                else:
                    # pdfium tells words on their head out of order.
                    assert sorted(back.split()[2:]) == sorted(plain(area).split()), (front, back)
    assert seen == job.cards
    read.close()


def area_of(front: str, everything: Selection) -> str | None:
    """The title of the area that a front names, None on a blank card."""
    titles = [area.area.title for area in everything.areas if stands_in(area.area.title, front)]
    assert len(titles) <= 1
    return titles[0] if titles else None


@pytest.mark.parametrize("piece", CARDS)
def test_backs_shine_through_where_their_fronts_are(piece: str, default_kit: Kit) -> None:
    """The raster of each back, mirrored, has its area's tint right up to the edges of its card."""
    job = next(file.job for file in default_kit.files if file.job.piece == piece)
    assert job.grid is not None
    tints = {(250, 234, 232), (223, 241, 241), (235, 232, 247), (250, 240, 210), (241, 243, 244)}
    read = pypdfium2.PdfDocument(pdf_of(default_kit, piece))
    scale = 4 / POINTS_PER_MM
    for number in range(1, len(read), 2):
        mirrored = read[number].render(scale=scale).to_pil().transpose(1)  # upside down
        for place in range(job.grid.places):
            cell = job.grid.cell(place)
            corners = {
                mirrored.getpixel((round(x * 4), round(y * 4)))
                for x in (cell.x + 1, cell.x + cell.width - 1)
                for y in (cell.y + 1, cell.y + cell.height - 1)
            }
            assert len(corners) == 1
            assert corners <= tints
        # Three mm of bleed outside the grid, then bare paper.
        edge = job.grid.area
        assert mirrored.getpixel((round((edge.x - 2.5) * 4), 400)) in tints
        assert mirrored.getpixel((round((edge.x - 3.5) * 4), 400)) == (255, 255, 255)
    read.close()


@pytest.mark.parametrize("piece", CARDS)
def test_no_white_line_shows_between_backs(piece: str, default_kit: Kit) -> None:
    """Along the middle of a row of backs, from bleed to bleed, no pixel is near white."""
    job = next(file.job for file in default_kit.files if file.job.piece == piece)
    assert job.grid is not None
    read = pypdfium2.PdfDocument(pdf_of(default_kit, piece))
    image = read[1].render(scale=10 / POINTS_PER_MM).to_pil().convert("RGB")
    y = round((job.grid.area.y + 8) * 10)
    left, right = job.grid.area.x - 2.5, job.grid.area.x + job.grid.area.width + 2.5
    whitest = max(sum(image.getpixel((x, y))) for x in range(round(left * 10), round(right * 10)))
    assert whitest < 3 * 247
    read.close()


@pytest.mark.parametrize("piece", CARDS)
def test_backs_are_painted_over_their_shared_lines_and_fronts_are_not(
    piece: str, default_kit: Kit
) -> None:
    """The clips read back from the PDF: neighbouring backs overlap by 0.2 mm, fronts not at all."""
    job = next(file.job for file in default_kit.files if file.job.piece == piece)
    assert job.grid is not None
    with pikepdf.open(io.BytesIO(pdf_of(default_kit, piece))) as pdf:
        for page, common in ((pdf.pages[0], 0.0), (pdf.pages[1], 0.2)):
            clips = [
                [float(edge) / POINTS_PER_MM for edge in operands]
                for operands, operator in operations(page)
                if operator == "re" and min(map(float, operands[2:])) / POINTS_PER_MM > 60
            ]
            assert len(clips) == job.grid.places
            row = sorted(clip for clip in clips if abs(clip[1] - clips[0][1]) < 1)
            assert len(row) == job.grid.columns
            for (x, _, width, _), (beside, *_) in pairwise(row):
                assert x + width - beside == pytest.approx(common, abs=0.001)


@pytest.mark.parametrize("piece", CARDS)
def test_fronts_carry_marks_rulers_and_slug_line_and_backs_do_not(
    piece: str, default_kit: Kit
) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(default_kit, piece))) as pdf:
        for number, page in enumerate(pdf.pages):
            strokes = [operator for _, operator in operations(page)].count("l")
            small = [one for one in drawn(page) if one.size[1] < 5]
            if number % 2:
                assert (strokes, len(small)) == (0, 0)
            else:
                job = next(f.job for f in default_kit.files if f.job.piece == piece)
                assert strokes == 2 * len(job.cuts)
                assert len(small) == 3


def test_the_margin_says_what_the_sheet_is(default_kit: Kit) -> None:
    read = pypdfium2.PdfDocument(pdf_of(default_kit, "value-cards"))
    text = read[0].get_textpage().get_text_range()
    assert "Verdikort · skriv ut i 100 % · vend på langsiden" in text
    assert text.count("100 mm") == 2
    read.close()


def test_a_face_is_stored_once_however_often_it_is_placed(default_kit: Kit) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(default_kit, "value-cards"))) as pdf:
        forms = {one.objgen for one in pdf.objects if isinstance(one, pikepdf.Stream)
                 and one.get("/Subtype") == "/Form" and float(one.BBox[3]) > 200}  # fmt: skip
        used = [one.form for page in pdf.pages for one in drawn(page) if one.size[1] > 90]
    assert len(used) == 80
    assert len(set(used)) == len(forms) == 44


@pytest.mark.parametrize(
    ("piece", "duplex"),
    [(piece, "/DuplexFlipLongEdge") for piece in [*CARDS, "action-plan", "guide"]]
    + [("posters", "/Simplex")],
)
def test_readers_are_asked_not_to_scale_and_how_to_turn(
    piece: str, duplex: str, default_kit: Kit
) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(default_kit, piece))) as pdf:
        wishes = pdf.Root.ViewerPreferences
        assert wishes.PrintScaling == "/None"
        assert wishes.Duplex == duplex
        assert wishes.PickTrayByPDFSize
        assert wishes.DisplayDocTitle
        assert pdf.Root.Lang == "nb"
        assert str(pdf.docinfo.Title).endswith(
            " – Verdier og holdninger i recoveryorientert praksis"
        )


@pytest.mark.parametrize(
    ("piece", "size"), [("posters", "A3"), ("action-plan", "A4"), ("guide", "A4")]
)
def test_pages_of_their_own_are_the_size_of_their_paper(
    piece: str, size: str, default_kit: Kit
) -> None:
    paper = PAPERS[size]
    with pikepdf.open(io.BytesIO(pdf_of(default_kit, piece))) as pdf:
        for page in pdf.pages:
            for box in (page.mediabox, page.cropbox, page.trimbox):
                mm = [float(edge) / POINTS_PER_MM for edge in box]
                assert mm == pytest.approx([0, 0, paper.width, paper.height], abs=1e-3)


def faces_with_bleed(count: int) -> bytes:
    """Faces of 40 × 30 mm with 3 mm bleed: grey, the trim's upper left quarter black."""
    pdf = pikepdf.new()
    mm = POINTS_PER_MM
    for _ in range(count):
        page = pdf.add_blank_page(page_size=(46 * mm, 36 * mm))
        page.mediabox = pikepdf.Rectangle(-3 * mm, -3 * mm, 43 * mm, 33 * mm)
        page.trimbox = pikepdf.Rectangle(0, 0, 40 * mm, 30 * mm)
        grey = f"0.5 g {-3 * mm} {-3 * mm} {46 * mm} {36 * mm} re f"
        black = f"0 g 0 {15 * mm} {20 * mm} {15 * mm} re f"
        page.contents_add(f"{grey} {black}".encode())
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


@pytest.mark.parametrize("turn", [0, 90, 180])
def test_a_face_is_placed_turned_and_clipped_as_planned(turn: int) -> None:
    wide, high = (30.0, 40.0) if turn == 90 else (40.0, 30.0)
    trim = Rect(20, 50, wide, high)
    placement = Placement("a", trim, turn, trim.grown(2, 0, 1, 3))  # type: ignore[arg-type]
    pdf = sheets_pdf(
        faces_with_bleed(1), {"a": (0,)}, [Sheet((placement,), ())], Size(100, 150),
        Margin((Line((5, 5), (15, 5)),), ()), "long", TITLE,
    )  # fmt: skip
    read = pypdfium2.PdfDocument(pdf)
    image = read[0].render(scale=10 / POINTS_PER_MM).to_pil().convert("L")
    assert len(read) == 2

    def at(x: float, y: float) -> int:
        return int(image.getpixel((round(x * 10), round(y * 10))))

    corner = {0: (0.1, 0.1), 90: (0.9, 0.1), 180: (0.9, 0.9)}[turn]
    for across in (0.1, 0.9):
        for down in (0.1, 0.9):
            expected = 0 if (across, down) == corner else 128
            assert at(trim.x + across * wide, trim.y + down * high) == pytest.approx(
                expected, abs=2
            )
    # Shown 2 mm to the left, not at all above, 1 mm to the right and 3 mm below.
    middle, half = trim.x + wide * 0.5, trim.y + high * 0.5
    assert [at(trim.x - d, half) < 200 for d in (1.7, 2.3)] == [True, False]
    assert [at(middle, trim.y - d) < 200 for d in (-0.3, 0.3)] == [True, False]
    assert [at(trim.x + wide + d, half) < 200 for d in (0.7, 1.3)] == [True, False]
    assert [at(middle, trim.y + high + d) < 200 for d in (2.7, 3.3)] == [True, False]
    assert at(10, 5) < 200
    read.close()


def test_many_decks_cost_little_more_than_one() -> None:
    grid = best_grid(Size(40, 30), A4, MARGIN)
    names = {f"face {n}": (n,) for n in range(40)}
    deck = [Card(name, "face 0") for name in names]

    def size(decks: int) -> int:
        sheets = impose(deck * decks, deck[0], grid, 3.0, "long")
        margin = Margin((), ())
        return len(sheets_pdf(faces_with_bleed(40), names, sheets, A4, margin, "long", TITLE))

    assert size(30) < 4 * size(1)


def test_a_page_is_cut_to_its_trim() -> None:
    with pikepdf.open(io.BytesIO(pages_pdf(faces_with_bleed(2), None, TITLE))) as pdf:
        assert len(pdf.pages) == 2
        boxes = {tuple(round(float(e) / POINTS_PER_MM, 3) for e in p.mediabox) for p in pdf.pages}
        assert boxes == {(0.0, 0.0, 40.0, 30.0)}
        assert str(pdf.docinfo.Title) == "Prøve"


def test_names_on_cards_are_those_of_the_pack(default_kit: Kit, everything: Selection) -> None:
    """Cards stand in the pack's order: the text of the sheets, read through, has them so."""
    read = pypdfium2.PdfDocument(pdf_of(default_kit, "value-cards"))
    text = " ".join(read[n].get_textpage().get_text_range() for n in range(0, len(read), 2))
    read.close()
    numbers = [one.number for one in everything.values]
    found = [number for number in text.split() if number in numbers]
    assert found == numbers
    assert plain(everything.values[0].value.name) in text
