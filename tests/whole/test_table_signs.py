"""The signs of tables, read back: both halves, each for who sits on its side."""

import datetime
import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from kit.core.paths import LAYOUTS
from kit.layout.pieces import load_pieces
from kit.pipeline.pages import page_file
from kit.pipeline.result import FinishedFile
from kit.session.attendance import Attendance
from kit.session.event import Event
from kit.typesetting.print_rules import guide_plan
from kit.typesetting.readback import Letter, TypesetPage, read_back
from tests.conftest import A_SESSION, typeset_piece, workspace_of_all
from tests.tiers import slow_but

PIECE = load_pieces(LAYOUTS)["table-signs"]
LONGEST = Event(
    "Fagdag om verdier og holdninger for hele avdelingen, med medarbeidere fra kommunene, "
    "brukerråd, pårørende og ledere 2026",
    datetime.date(2026, 12, 24),
    "Distriktspsykiatrisk senter for Nord-Troms og Vest-Finnmark, ambulant akutteam og "
    "døgnenheten for rus og psykisk helse i nord",
    # Tables of one letter and of two. Every letter up to BR stands on a sign of those below.
    Attendance(None, 30),
)
SHORTEST = Event(attendance=Attendance(None, 70))


def file_of(event: Event, **how: object) -> FinishedFile:
    workspace = workspace_of_all(event, **how)
    made = typeset_piece(workspace, "table-signs", PIECE, guide_plan([], workspace.context))
    assert all(face.fit == 1 for face in made.faces.faces)
    return page_file(made, workspace)


def halves(page: TypesetPage) -> tuple[list[Letter], list[Letter]]:
    """The letters above the fold and below it, but for the hint."""
    fold = (page.trim.bottom + page.trim.top) / 2
    large = [one for one in page.letters if not _is_hint(page, one)]
    return (
        [one for one in large if one.box.bottom < fold],
        [one for one in large if one.box.top > fold],
    )


def _is_hint(page: TypesetPage, one: Letter) -> bool:
    fold = (page.trim.bottom + page.trim.top) / 2
    return one.box.right < page.trim.left + 90 and fold < one.box.top < fold + 5


@pytest.mark.parametrize("event", slow_but([A_SESSION, LONGEST, SHORTEST], A_SESSION))
def test_both_halves_say_the_same_and_keep_off_fold_and_edges(event: Event) -> None:
    pages = read_back(file_of(event).pdf)
    assert len(pages) == event.attendance.tables
    for page, letter in zip(pages, event.attendance.letters, strict=True):
        fold = (page.trim.bottom + page.trim.top) / 2
        upper, lower = halves(page)
        words = f"{event.title}{event.team}Bord{letter}"
        for half in (upper, lower):
            assert all(page.trim.margin_around(one.box) >= 8 for one in half)
            said = sorted("".join(one.text for one in half if one.text.isalpha()))
            dated = "desember" if event.date else ""
            assert said == sorted(sign for sign in words + dated if sign.isalpha())
        assert fold - max(one.box.bottom for one in upper) >= 5
        assert min(one.box.top for one in lower) - fold >= 5


def test_the_letter_is_huge_and_stands_on_its_head_above_the_fold() -> None:
    for page, letter in zip(read_back(file_of(A_SESSION).pdf), "ABC", strict=True):
        for half, sign in zip(halves(page), (-1, 1), strict=True):
            (huge,) = (one for one in half if one.box.height > 40)
            assert huge.text == letter
            assert huge.box.height > 48
            at = "".join(one.text for one in half).index("Bord")
            b, d = half[at], half[at + 3]
            assert (d.origin - b.origin) * sign > 0
            # What stands above the letter as it is read is nearer to the fold.
            fold = (page.trim.bottom + page.trim.top) / 2
            assert abs(b.box.bottom - fold) < abs((huge.box.bottom + huge.box.top) / 2 - fold)


def test_turned_by_half_a_turn_a_sign_looks_the_same_but_for_the_fold() -> None:
    document = pypdfium2.PdfDocument(file_of(A_SESSION).pdf)
    shown = document[1].render(scale=2).to_pil().convert("L")
    document.close()
    plain, middle = shown.copy(), shown.height // 2
    plain.paste(255, (0, middle - 25, shown.width, middle + 25))
    difference = ImageChops.difference(plain, plain.rotate(180))
    # Half a pixel's shift shows at the edges of letters, and no more.
    assert difference.point(lambda value: 255 * (value > 160)).getbbox() is None
    upper = plain.crop((0, 0, plain.width, plain.height // 2))
    assert _ink(upper) > 0.02
    assert _ink(ImageChops.difference(upper, upper.transpose(Image.Transpose.ROTATE_180))) > 0.01


def _ink(shown: Image.Image) -> float:
    inverted = shown.convert("L").point(lambda value: 255 * (value < 128))
    return inverted.histogram()[255] / (shown.width * shown.height)


def test_a_line_says_where_to_fold() -> None:
    document = pypdfium2.PdfDocument(file_of(A_SESSION).pdf)
    shown = document[0].render(scale=4).to_pil().convert("L")
    text = document[0].get_textpage().get_text_range()
    document.close()
    middle = round(shown.height / 2)
    dark = [
        sum(shown.getpixel((x, y)) < 210 for x in range(100, shown.width - 100))
        for y in range(middle - 6, middle + 7)
    ]
    assert max(dark) > shown.width * 0.3
    assert abs(dark.index(max(dark)) - 6) <= 1
    assert text.count("Brett") == 1


def test_an_office_printer_prints_them_on_one_side_of_a4_across() -> None:
    file = file_of(A_SESSION)
    job = file.job
    assert (job.paper, job.sheets, job.pages, job.sides, job.flip) == ("A4", 3, 3, 1, None)
    assert (job.copies, job.tiling, job.weight) == (1, None, (160, 200))
    with pikepdf.open(io.BytesIO(file.pdf)) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = (float(edge) for edge in page.trimbox)
            assert (right - left, top - bottom) == pytest.approx((841.89, 595.28), abs=0.01)
        assert str(pdf.Root.ViewerPreferences.PrintScaling) == "/None"


@pytest.mark.parametrize(
    "how", [{"posters": "a4"}, {"posters": "a2"}, {"posters": "a4", "full-size": True}]
)
def test_the_size_of_posters_changes_no_sign(how: dict[str, object]) -> None:
    plain, other = file_of(A_SESSION), file_of(A_SESSION, **how)
    assert other.pdf == plain.pdf
    assert replace(other.job) == plain.job


def test_a_print_shop_gets_them_with_bleed() -> None:
    file = file_of(A_SESSION, **{"for": "print-shop"})
    with pikepdf.open(io.BytesIO(file.pdf)) as pdf:
        media, trim = pdf.pages[0].mediabox, pdf.pages[0].trimbox
        assert float(trim[0]) - float(media[0]) == pytest.approx(3 / 25.4 * 72, abs=0.01)
    assert file.job.sheets == 0
