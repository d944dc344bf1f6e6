"""The test sheet as its user has it: measured on its pages, and held against the light."""

import io
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image
from typer.testing import CliRunner

from kit.cli.app import app
from kit.core.paths import FONTS, LAYOUTS
from kit.core.rect import Rect
from kit.core.sizes import PAPERS, POINTS_PER_MM, Size
from kit.imposition.grid import best_grid
from kit.imposition.place import Card, Scheme, impose
from kit.layout.labels import Labels, load_labels
from kit.pipeline.calibration import RINGS, calibration_pdf, crosses, scales, ticks
from kit.session.printers import all_printers, profiles_folder
from tests.conftest import page_texts, stands_in
from tests.sheets_read import boxes
from tests.tiers import slow_but

Offset = tuple[float, float]
# Every paper, upright and on its side.
SHEETS = [*PAPERS.values(), *(paper.landscape for paper in PAPERS.values())]
A4 = PAPERS["A4"]
FRONT, BACK = 0, 1
# Pixels to the millimetre.
FINE, ROUGH = 20, 10


@cache
def sheet(paper: Size, offset: Offset = (0.0, 0.0)) -> bytes:
    return calibration_pdf(paper, "standard", load_labels(LAYOUTS, "nb"), LAYOUTS, FONTS, offset)


@lru_cache(maxsize=6)
def picture(pdf: bytes, side: int, per_mm: int) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    # A hair smaller, lest the paper be rounded up to a pixel more than it has.
    scale = per_mm / POINTS_PER_MM * (1 - 1e-6)
    image: Image.Image = document[side].render(scale=scale).to_pil().convert("L")
    document.close()
    return image


@dataclass(frozen=True)
class Letter:
    """A visible letter: the box of its ink in mm from the upper left."""

    letter: str
    box: Rect


@cache
def letters(pdf: bytes, side: int) -> tuple[Letter, ...]:
    document = pypdfium2.PdfDocument(pdf)
    page = document[side]
    text, height = page.get_textpage(), page.get_height()
    found = []
    for index in range(text.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text, index))
        if letter.strip():
            left, bottom, right, top = text.get_charbox(index)
            box = (left, height - top, right - left, top - bottom)
            found.append(Letter(letter, Rect(*(edge / POINTS_PER_MM for edge in box))))
    document.close()
    return tuple(found)


def numbers(found: tuple[Letter, ...]) -> Iterator[tuple[int, Rect]]:
    """Whole numbers with their sign: figures that stand close upon each other."""
    word: list[Letter] = []
    for one in (*found, Letter(" ", Rect(0, 0, 0, 0))):
        if word and not 0 < one.box.left - word[-1].box.left < 2:
            text = "".join(letter.letter for letter in word).replace("\u2212", "-")
            if re.fullmatch("-?[0-9]+", text):
                left, right = word[0].box.left, word[-1].box.right
                box = word[-1].box
                yield int(text), Rect(left, box.top, right - left, box.height)
            word = []
        word.append(one)


def lines_across(strip: Image.Image, per_mm: int) -> list[float]:
    """Where a strip of one pixel is crossed by lines: the middle of each, in mm from its start."""
    dark = [255 - tone for tone in strip.tobytes()]
    found: list[float] = []
    weight = moment = 0
    for place, tone in enumerate([*dark, 0]):
        if tone > 90:
            weight, moment = weight + tone, moment + tone * place
        elif weight:
            found.append((moment / weight + 0.5) / per_mm)
            weight = moment = 0
    return found


def area(
    image: Image.Image, per_mm: int, left: float, top: float, right: float, bottom: float
) -> Image.Image:
    edges = [round(edge * per_mm) for edge in (left, top, right, bottom)]
    return image.crop((edges[0], edges[1], edges[2], edges[3]))


def row(image: Image.Image, y: float, per_mm: int, left: float, right: float) -> Image.Image:
    at = round(y * per_mm)
    return image.crop((round(left * per_mm), at, round(right * per_mm), at + 1))


def column(image: Image.Image, x: float, per_mm: int, top: float, bottom: float) -> Image.Image:
    at = round(x * per_mm)
    return image.crop((at, round(top * per_mm), at + 1, round(bottom * per_mm)))


@dataclass(frozen=True)
class Stroke:
    """A straight line as it is drawn, in mm: how far across it lies, from where to where along."""

    at: float
    start: float
    end: float

    def goes_on_in(self, other: "Stroke") -> bool:
        """Whether the next row of pixels is more of the same line."""
        return 0 < other.at - self.at < 0.3 and abs(other.start - self.start) < 1


def strokes(image: Image.Image, per_mm: int, length: float, slack: float = 0.4) -> list[Stroke]:
    """The level lines of this length in mm, give or take `slack`; rows of pixels make a line."""
    data, width = image.point(lambda tone: 0 if tone < 110 else 255).tobytes(), image.width
    pattern = re.compile(rb"\x00{%d,}" % round((length - slack) * per_mm))
    groups: list[list[Stroke]] = []
    for y in range(image.height):
        for run in pattern.finditer(data, y * width, (y + 1) * width):
            ends = ((place - y * width) / per_mm for place in run.span())
            one = Stroke((y + 0.5) / per_mm, *ends)
            if one.end - one.start <= length + slack:
                group = next((it for it in groups if it[-1].goes_on_in(one)), None)
                if group is None:
                    groups.append([one])
                else:
                    group.append(one)
    return [
        Stroke(sum(one.at for one in group) / len(group), group[0].start, group[0].end)
        for group in groups
    ]


def upright_strokes(
    image: Image.Image, per_mm: int, length: float, slack: float = 0.4
) -> list[Stroke]:
    return strokes(image.transpose(Image.Transpose.TRANSPOSE), per_mm, length, slack)


def drawn_crosses(image: Image.Image, per_mm: int) -> list[tuple[float, float]]:
    """The middles of the three crosses, found by their arms: nothing else is 28 mm long."""
    level, upright = (find(image, per_mm, 28.0) for find in (strokes, upright_strokes))
    assert len(level) == len(upright) == 3
    middles = []
    for one in level:
        (other,) = (
            up for up in upright if one.start < up.at < one.end and up.start < one.at < up.end
        )
        middles.append((other.at, one.at))
    return middles


# What is on the pages


@pytest.mark.parametrize("paper", slow_but(SHEETS, SHEETS[0], SHEETS[-1]), ids=str)
def test_two_pages_of_the_paper_that_ask_to_be_printed_as_they_are(paper: Size) -> None:
    with pikepdf.open(io.BytesIO(sheet(paper))) as pdf:
        assert len(pdf.pages) == 2
        for page in pdf.pages:
            for box in boxes(page).values():
                assert box == pytest.approx([0, 0, paper.width, paper.height], abs=0.001)
            assert "/Rotate" not in page.obj
        preferences = pdf.Root.ViewerPreferences
        assert preferences.PrintScaling == "/None"
        assert preferences.Duplex == "/DuplexFlipLongEdge"
        assert preferences.PickTrayByPDFSize
        assert str(pdf.docinfo["/Title"]) == "Prøveark for skriveren"
        assert str(pdf.Root.Lang) == "nb"


@pytest.mark.parametrize("side", [FRONT, BACK])
@pytest.mark.parametrize("paper", SHEETS, ids=str)
def test_the_rings_lie_as_far_from_every_edge_as_they_say(paper: Size, side: int) -> None:
    image = picture(sheet(paper), side, ROUGH)
    width, height = paper.width, paper.height
    across, down = width * 0.3, height * 0.3
    rings = list(map(float, RINGS))
    near = pytest.approx(rings, abs=0.06)
    assert lines_across(row(image, down, ROUGH, 0, 12), ROUGH) == near
    assert lines_across(column(image, across, ROUGH, 0, 12), ROUGH) == near
    right = lines_across(row(image, down, ROUGH, 0, width), ROUGH)[-len(RINGS) :]
    assert [image.width / ROUGH - x for x in reversed(right)] == pytest.approx(rings, abs=0.1)
    low = lines_across(column(image, across, ROUGH, 0, height), ROUGH)[-len(RINGS) :]
    assert [image.height / ROUGH - y for y in reversed(low)] == pytest.approx(rings, abs=0.1)


def to_edge(box: Rect, paper: Size) -> float:
    x, y = box.centre
    return min(x, y, paper.width - x, paper.height - y)


@pytest.mark.parametrize("side", [FRONT, BACK])
@pytest.mark.parametrize("paper", SHEETS, ids=str)
def test_every_ring_has_its_number_in_its_line_at_every_edge(paper: Size, side: int) -> None:
    outer = tuple(one for one in letters(sheet(paper), side) if to_edge(one.box, paper) < 12)
    found = list(numbers(outer))
    assert sorted(number for number, _ in found) == sorted(RINGS * 4)
    assert sum(len(str(number)) for number, _ in found) == len(outer)
    for number, box in found:
        assert to_edge(box, paper) == pytest.approx(number, abs=0.1)
        # Figures of 6 pt are 1.37 mm high; between two rings there is 1 mm to each side of a third.
        assert 1.35 < box.height < 1.6
        x, y = box.centre
        middle = min(abs(x - paper.width / 2), abs(y - paper.height / 2))
        assert middle < 25


@pytest.mark.parametrize("side", [FRONT, BACK])
@pytest.mark.parametrize("paper", SHEETS, ids=str)
def test_all_other_words_keep_clear_of_the_rings(paper: Size, side: int) -> None:
    for one in letters(sheet(paper), side):
        box = one.box
        if to_edge(box, paper) >= 12:
            edge = min(box.left, box.top, paper.width - box.right, paper.height - box.bottom)
            assert edge > 12, one


@pytest.mark.parametrize("side", [FRONT, BACK])
@pytest.mark.parametrize("paper", slow_but(SHEETS, A4), ids=str)
def test_all_that_is_measured_keeps_off_the_widest_edge_that_a_printer_leaves_white(
    paper: Size, side: int
) -> None:
    """But for the rings, which tell how wide that is, nothing stands within 15 mm of the edge."""
    image = picture(sheet(paper), side, 4).copy()
    for edge, inside in ((12, False), (15, True)):
        by = edge * 4
        area = (by, by, image.width - by, image.height - by)
        if inside:
            image.paste(255, area)
        else:
            within = image.crop(area)
            image.paste(255, (0, 0, *image.size))
            image.paste(within, area[:2])
    assert image.getextrema() == (255, 255)


@pytest.mark.parametrize("paper", slow_but([A4, A4.landscape, PAPERS["SRA3"]], A4), ids=str)
def test_the_rulers_are_100_mm_and_the_bank_card_has_its_size(paper: Size) -> None:
    image = picture(sheet(paper), FRONT, FINE)
    for find in (strokes, upright_strokes):
        (ruler,) = find(image, FINE, 100.0)
        assert ruler.end - ruler.start == pytest.approx(100, abs=0.25)
    (level,) = strokes(image, FINE, 100.0)
    (upright,) = upright_strokes(image, FINE, 100.0)
    ends = level.start - 1, level.start + 101
    across = lines_across(row(image, level.at - 0.7, FINE, *ends), FINE)
    assert [x - across[0] for x in across] == pytest.approx(list(range(101)), abs=0.06)
    ends = upright.start - 1, upright.start + 101
    down = lines_across(column(image, upright.at + 0.7, FINE, *ends), FINE)
    assert [y - down[0] for y in down] == pytest.approx(list(range(101)), abs=0.06)
    # ISO/IEC 7810 ID-1; its sides without their corners of 3.18 mm, that begin almost straight.
    inside = area(image, FINE, 12, 12, paper.width - 12, paper.height - 12)
    top, bottom = strokes(inside, FINE, 85.6 - 2 * 3.18 + 1.5, 1.5)
    left, right = upright_strokes(inside, FINE, 54 - 2 * 3.18 + 1.5, 1.5)
    assert right.at - left.at == pytest.approx(85.6, abs=0.06)
    assert bottom.at - top.at == pytest.approx(54, abs=0.06)
    # Halfway round its corner an arc is r - r/sqrt(2) from both of its sides.
    far = 3.18 * (1 - 0.5**0.5)
    (arc,) = lines_across(row(inside, top.at + far, FINE, left.at - 1, left.at + 3), FINE)
    assert arc - 1 == pytest.approx(far, abs=0.12)


@pytest.mark.parametrize("paper", SHEETS, ids=str)
def test_nothing_lies_under_a_cross_or_a_scale_on_either_side(paper: Size) -> None:
    """Else it would shine through: around all three of a side lie the same marks, and nothing."""
    pdf = sheet(paper)
    for side, reach in ((FRONT, 14.5), (BACK, 14.5)):
        image = picture(pdf, side, ROUGH)
        inked = []
        for x, y in crosses(paper) if side == FRONT else scales(paper, (0.0, 0.0)):
            around = area(image, ROUGH, x - reach, y - reach, x + reach, y + reach)
            tones = around.histogram()
            inked.append(sum((255 - tone) * count for tone, count in enumerate(tones)))
        assert max(inked) < 1.03 * min(inked)
        # Nor is it all blank.
        assert min(inked) > 10_000


@pytest.mark.parametrize("lies", ["portrait", "landscape"])
@pytest.mark.parametrize("name", PAPERS)
def test_all_words_are_on_it(name: str, lies: str, labels: Labels) -> None:
    paper: Size = getattr(PAPERS[name], lies)
    front, back = page_texts(sheet(paper))
    words: Any = (labels.model_extra or {})["calibration"]
    on_front = [words[key] for key in ("title", "front", "lead", "up", "bank_card")]
    for step in ("size", "margin"):
        on_front += [words[step]["title"], *words[step]["text"]]
    on_back = [words[key] for key in ("back", "back_title", "back_lead", "up", "answers", "type")]
    for step in ("turned", "behind"):
        on_back += [words[step]["title"], *words[step]["text"]]
    on_back += [words["turned"][lies], *words["fields"], words["command_note"], words["use"]]
    on_back += [words["again"], words["use_command"]]
    fill = {"papers": name.lower(), "paper": name.lower(), "card": "standard"}
    fill["offset"] = words["offset_option"][lies]
    on_back += [words[key].format(**fill) for key in COMMANDS]
    for text, expected in ((front, on_front), (back, on_back)):
        for one in (*expected, *(("1", "2") if text == front else ("3", "4"))):
            assert stands_in(one, text), one
    other = "landscape" if lies == "portrait" else "portrait"
    assert not stands_in(words["turned"][other], back)


COMMANDS = ("command", "again_command")


@pytest.mark.slow
def test_what_it_says_to_type_is_taken(
    labels: Labels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    words: Any = (labels.model_extra or {})["calibration"]
    for key, more in (
        ("command", []),
        ("use_command", ["--piece", "posters", "--area", "1", "--out", str(tmp_path / "kit")]),
        ("again_command", ["--out", str(tmp_path / "again")]),
    ):
        program, *typed = shlex.split(
            words[key].format(papers="a4", paper="a4", card="standard", offset="--offset")
        )
        assert program == "kit"
        ran = CliRunner().invoke(app, [*typed, *more])
        assert ran.exit_code == 0, ran.output
    kept = all_printers(profiles_folder())["kontoret"]
    assert (kept.offset, kept.margin, kept.duplex) == ((0.5, -1.0), 5.0, "long")
    # The sheet that is printed again is moved as far, and says so.
    (again,) = (tmp_path / "again").glob("*.pdf")
    assert again.read_bytes() == sheet(A4.landscape, (0.5, -1.0))
    moved = words["moved"].format(x="0,5", y="\u22121")
    assert stands_in(moved, list(page_texts(again.read_bytes()))[BACK])


@pytest.mark.slow
def test_the_same_sheet_has_the_same_bytes(labels: Labels) -> None:
    once = calibration_pdf(A4, "standard", labels, LAYOUTS, FONTS, (0.5, -1.0))
    assert once == sheet(A4, (0.5, -1.0))


# What is read off


def test_a_scale_is_half_millimetres_from_six_to_six() -> None:
    scale = ticks()
    assert [tick.at for tick in scale] == [half / 2 for half in range(-12, 13)]
    numbered = {tick.number: tick.at for tick in scale if tick.number}
    signs = ["\u22126", "\u22124", "\u22122", "0", "2", "4", "6"]
    assert numbered == dict(zip(signs, range(-6, 7, 2), strict=True))
    longest = {tick.at: tick.length for tick in scale}
    assert longest[0.5] < longest[1] < longest[2]


@pytest.mark.parametrize("edge", ["upright", "level"])
@pytest.mark.parametrize("paper", SHEETS, ids=str)
def test_there_is_a_scale_behind_every_cross_whichever_edge_it_turned_about(
    paper: Size, edge: str
) -> None:
    for x, y in crosses(paper):
        seen = (paper.width - x, y) if edge == "upright" else (x, paper.height - y)
        assert seen in scales(paper, (0.0, 0.0))


@dataclass(frozen=True)
class Printed:
    """A sheet that came out of a printer whose backs are off by `error`, turned about an edge."""

    pdf: bytes
    error: Offset
    edge: str

    def readings(self) -> list[Offset]:
        """X and Y at every cross that shines through, with the back towards the reader."""
        back, (dx, dy) = picture(self.pdf, BACK, FINE), self.error
        found = []
        for x, y in crosses_from_behind(self.pdf, self.edge):
            # What lies behind the cross is what should have come out `error` before it.
            across, down = x - dx, y - dy
            left, top = (round((at - SEEN) * FINE) / FINE for at in (across, down))
            around = area(back, FINE, left, top, left + 2 * SEEN, top + 2 * SEEN)
            named = [
                (number, (box.centre[0] - left, box.centre[1] - top))
                for number, box in numbers(letters(self.pdf, BACK))
            ]
            turned = [(number, at[::-1]) for number, at in named]
            upright = around.transpose(Image.Transpose.TRANSPOSE)
            found.append((read(around, named, across - left), read(upright, turned, down - top)))
        return found


# How far round a cross one looks, in mm.
SEEN = 14.0


@cache
def crosses_from_behind(pdf: bytes, edge: str) -> list[tuple[float, float]]:
    """Where the crosses of the front shine through the back of a sheet turned about this edge."""
    turns = {
        "upright": Image.Transpose.FLIP_LEFT_RIGHT,
        "level": Image.Transpose.FLIP_TOP_BOTTOM,
    }
    return drawn_crosses(picture(pdf, FRONT, FINE).transpose(turns[edge]), FINE)


def read(around: Image.Image, named: list[tuple[int, tuple[float, float]]], cross: float) -> float:
    """The number of the level scale at the upright line of the cross.

    Read as one reads a ruler: each number belongs to the tick that it stands at.
    """
    # The frame and the ticks of the other scale that go on from its corners, 1.8 mm to each side.
    frame, _ = strokes(around, FINE, 15.6)
    left = round((frame.start + 1.3) * FINE) / FINE
    above = row(around, frame.at - 0.35, FINE, left, left + 13)
    ticks_at = [left + at for at in lines_across(above, FINE)]
    assert len(ticks_at) == 25
    scale: dict[int, float] = {}
    for number, (across, down) in named:
        tick = min(ticks_at, key=lambda place: abs(place - across))
        if abs(tick - across) < 0.8 and -6 < down - frame.at < -1:
            scale[number] = tick
    assert sorted(scale) == [-6, -4, -2, 0, 2, 4, 6]
    slope = (scale[6] - scale[-6]) / 12
    assert all(at == pytest.approx(scale[0] + n * slope, abs=0.06) for n, at in scale.items())
    return (cross - scale[0]) / slope


ERRORS = [(1.5, -2.0), (-3.25, -0.75)]


@pytest.mark.parametrize(
    ("paper", "error", "edge"),
    slow_but(
        [
            (A4, ERRORS[0], "upright"),
            (A4, ERRORS[1], "level"),
            (A4.landscape, ERRORS[0], "level"),
            (A4.landscape, ERRORS[1], "upright"),
        ]
    ),
    ids=str,
)
def test_what_is_read_at_the_cross_moves_backs_to_where_they_belong(
    paper: Size, error: Offset, edge: str
) -> None:
    """A back off by `error` shows what sets it right, and shows 0 when printed again with that."""
    right = (-error[0], -error[1])
    for reading in Printed(sheet(paper), error, edge).readings():
        assert reading == pytest.approx(right, abs=0.06)
    for reading in Printed(sheet(paper, right), error, edge).readings():
        assert reading == pytest.approx((0, 0), abs=0.06)


@pytest.mark.slow
def test_what_is_left_is_added_to_what_was_typed() -> None:
    for reading in Printed(sheet(A4, (1.0, -0.5)), (-1.5, 1.5), "upright").readings():
        assert reading == pytest.approx((0.5, -1.0), abs=0.06)


@pytest.mark.parametrize("error", ERRORS)
def test_a_build_with_what_was_read_lays_backs_behind_their_fronts(error: Offset) -> None:
    """The offset of the sheet is the offset of a build: a card, printed by the same printer."""
    (x, y), *_ = Printed(sheet(A4), error, "upright").readings()
    grid = best_grid(Size(63.0, 88.0), A4, 8.0)
    assert grid.paper == A4
    cards = [Card("front", "back")]
    (made,) = impose(cards, cards[0], Scheme(grid, 3.0, "long", "rows", offset=(x, y)))
    for front, back in zip(made.front, made.back, strict=True):
        across, down = back.trim.centre
        came_out = (across + error[0], down + error[1])
        behind = (A4.width - front.trim.centre[0], front.trim.centre[1])
        assert came_out == pytest.approx(behind, abs=0.06)


def test_the_offset_moves_the_scales_and_nothing_else() -> None:
    plain, moved = sheet(A4), sheet(A4, (2.0, -1.0))
    front, same = (picture(pdf, FRONT, ROUGH) for pdf in (plain, moved))
    assert front.tobytes() == same.tobytes()
    before, after = picture(plain, BACK, ROUGH), picture(moved, BACK, ROUGH)
    # What lies above and below the middle, but for the corners and the last words, stands still.
    for still in ((0, 0, 210, 16), (56, 16, 210, 130), (0, 170, 210, 235), (0, 283, 210, 297)):
        same_there = (area(image, ROUGH, *still).tobytes() for image in (before, after))
        assert next(same_there) == next(same_there)
    places = [
        [one.box for one in letters(pdf, BACK) if one.letter == "\u2212"] for pdf in (plain, moved)
    ]
    # Six of each frame; a minus in the words that tell of the offset comes last.
    assert len(places[0]) == 18
    for one, other in zip(places[0], places[1][:18], strict=True):
        assert (other.left - one.left, other.top - one.top) == pytest.approx((2, -1), abs=0.01)


@pytest.mark.slow
@pytest.mark.parametrize("paper", slow_but([PAPERS["Letter"], A4.landscape], A4.landscape), ids=str)
def test_any_offset_that_a_printer_may_have_is_set(paper: Size) -> None:
    """The typesetter refuses letters upon letters, so no scale is moved over the words."""
    for offset in product((-10.0, 10.0), repeat=2):
        assert sheet(paper, offset)
