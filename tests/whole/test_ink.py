"""Ink-saving and greyscale kits, as their finished pages show them."""

import ctypes
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import ImageChops, ImageStat
from PIL.Image import Image, Resampling

from kit.core.paths import DEFAULT_PACK, LAYOUTS
from kit.core.rect import Rect
from kit.core.sizes import POINTS_PER_MM
from kit.layout.html import Layouts
from kit.layout.labels import Labels
from kit.pipeline.result import FinishedFile
from kit.pipeline.run import BuiltKit, build
from kit.session.model import Session
from kit.session.options import Ink
from kit.session.print_settings import Printing
from kit.system.cache import user_store
from tests.colours import Colour, contrast
from tests.conftest import SAMPLES, WhenAsked, page_texts
from tests.ink_read import settings, spaces, text_settings
from tests.tiers import slow_but

INKS: tuple[Ink, ...] = ("normal", "saver", "grey")
SPARING: tuple[Ink, ...] = ("saver", "grey")
CARDS = ("value-cards", "sort-header-cards", "quality-cards", "dilemma-cards", "question-cards")
PAGES = ("posters", "tally-sheet", "action-plan", "table-signs", "guide")
PIECES = (*CARDS, *PAGES, "envelope-labels")
# Few, but every area, both kinds of poster with the pyramid's whole figure, and a blank card.
VALUES = ("1.1", "2.1", "2.2", "2.3", "2.4", "2.5", "3.6", "3.7", "4.2")
# Nothing that a back carries comes nearer to the edges of the card; a frame or a tint would.
CLEAR = 5.0
DPI = 72

WHITE, BLACK = (255, 255, 255), (0, 0, 0)


@pytest.fixture(scope="module")
def kits(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Ink, BuiltKit]:
    """One small selection, inked in each way; two tables, for their letters."""

    def kit(ink: Ink) -> BuiltKit:
        session = Session(
            content=DEFAULT_PACK,
            out=tmp_path_factory.mktemp(ink),
            values=VALUES,
            with_area=True,
            people=7,
            tables=2,
            printing=Printing(ink=ink),
        )
        return build(session, store=user_store())

    return WhenAsked(kit)


def file_of(kit: BuiltKit, piece: str) -> FinishedFile:
    return next(file for file in kit.files if file.job.piece == piece)


def pictures(file: FinishedFile) -> list[Image]:
    """Every page as it looks, with the fields of its form."""
    document = pypdfium2.PdfDocument(file.pdf)
    document.init_forms()
    shown = [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document]
    document.close()
    return shown


def backs(file: FinishedFile) -> list[Image]:
    return pictures(file)[1::2]


def coverage(shown: Image) -> float:
    """How much of the paper takes any ink at all, 0 to 1."""
    red, green, blue = shown.split()
    white = ImageChops.darker(ImageChops.darker(red, green), blue).histogram()[255]
    return 1 - white / (shown.width * shown.height)


def ink_on(shown: Image) -> float:
    """The ink of all four colours, in shares of the paper; the grey in a colour is black ink."""
    red, green, blue = shown.split()
    black = 255 - ImageStat.Stat(ImageChops.lighter(ImageChops.lighter(red, green), blue)).mean[0]
    colours = sum(255 - mean for mean in ImageStat.Stat(shown).mean)
    return (colours - 2 * black) / 255


@dataclass(frozen=True)
class Shape:
    """What a page paints beside text, in one colour. `box` is left, bottom, right, top in mm.

    A border is painted as what lies between its two edges, so only the other fills are solid.
    """

    page: int
    kind: Literal["solid", "border", "stroke"]
    colour: Colour
    box: tuple[float, ...]

    @property
    def across(self) -> float:
        """The shorter of its sides."""
        left, bottom, right, top = self.box
        return min(right - left, top - bottom)

    def lies_in(self, other: "Shape") -> bool:
        """Whether the other shape goes round it, to a millimetre."""
        outside = zip(self.box, other.box, (1, 1, -1, -1), strict=True)
        return self.page == other.page and all(
            (mine - theirs) * sign > -1 for mine, theirs, sign in outside
        )


@dataclass(frozen=True)
class Painted:
    """All that a file paints: the colours of its text, and its shapes."""

    text: frozenset[Colour]
    shapes: tuple[Shape, ...]


def painted(file: FinishedFile) -> Painted:
    text: set[Colour] = set()
    shapes: list[Shape] = []
    document = pypdfium2.PdfDocument(file.pdf)
    for number, page in enumerate(document):
        for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            text.add(_colour(thing, pdfium.FPDFPageObj_GetFillColor))
        for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
            shapes += _shapes(thing, number)
        others = {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING}
        assert not list(page.get_objects(filter=others)), "pictures have colours of their own"
    document.close()
    return Painted(frozenset(text), tuple(shapes))


def _shapes(path: pypdfium2.PdfObject, page: int) -> Iterator[Shape]:
    """What a path fills, and what it strokes."""
    fill, stroke = ctypes.c_int(), pdfium.FPDF_BOOL()
    assert pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    box = tuple(edge / POINTS_PER_MM for edge in path.get_bounds())
    if fill.value != pdfium.FPDF_FILLMODE_NONE:
        solid = fill.value == pdfium.FPDF_FILLMODE_WINDING
        colour = _colour(path, pdfium.FPDFPageObj_GetFillColor)
        yield Shape(page, "solid" if solid else "border", colour, box)
    if stroke.value:
        yield Shape(page, "stroke", _colour(path, pdfium.FPDFPageObj_GetStrokeColor), box)


def _colour(thing: pypdfium2.PdfObject, get: Callable[..., int]) -> Colour:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    assert get(thing, red, green, blue, alpha)
    assert alpha.value == 255
    return red.value, green.value, blue.value


def token(labels: Labels, ink: Ink, name: str) -> Colour:
    value = Layouts(LAYOUTS, labels, ink).tokens[name]
    red, green, blue = bytes.fromhex(value.removeprefix("#"))
    return red, green, blue


def test_every_tint_is_white(labels: Labels) -> None:
    normal = Layouts(LAYOUTS, labels).tokens
    tints = [name for name in normal if name.endswith("-tint")]
    assert len(tints) > 4
    for ink in SPARING:
        assert {name: token(labels, ink, name) for name in tints} == dict.fromkeys(tints, WHITE)


def test_grey_has_no_token_in_colour(labels: Labels) -> None:
    for name in Layouts(LAYOUTS, labels, "grey").tokens:
        assert len(set(token(labels, "grey", name))) == 1, name


@pytest.mark.parametrize("ink", slow_but(SPARING))
@pytest.mark.parametrize("piece", PIECES)
def test_the_text_is_the_same_and_stands_where_it_stood(
    kits: Mapping[Ink, BuiltKit], piece: str, ink: Ink
) -> None:
    """To 0.3 mm, the width of a line; so what fits with tints fits without."""
    normal, spared = (file_of(kits[one], piece).pdf for one in ("normal", ink))
    assert list(page_texts(spared)) == list(page_texts(normal))
    for old, new in zip(_places(normal), _places(spared), strict=True):
        assert new == pytest.approx(old, abs=0.3 * POINTS_PER_MM)


def _places(pdf: bytes) -> Iterator[tuple[float, ...]]:
    """The lower left corners of all letters, page by page, in points."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        boxes = (text.get_charbox(index) for index in range(text.count_chars()))
        yield tuple(edge for left, bottom, _, _ in boxes for edge in (left, bottom))
    document.close()


@pytest.mark.parametrize("ink", slow_but(SPARING))
@pytest.mark.parametrize("piece", CARDS)
def test_backs_take_far_less_ink_and_leave_the_paper_white(
    kits: Mapping[Ink, BuiltKit], piece: str, ink: Ink
) -> None:
    normal, spared = (backs(file_of(kits[one], piece)) for one in ("normal", ink))
    assert len(normal) == len(spared) > 0
    for old, new in zip(normal, spared, strict=True):
        # The neutral tint of the qualities is so light that their motif weighs more beside it.
        assert ink_on(new) < (0.4 if piece == "quality-cards" else 0.33) * ink_on(old)
        assert coverage(new) < 0.12 * coverage(old)
        assert coverage(new) > 0.005, "a back is not left empty"


@pytest.mark.parametrize("ink", slow_but(SPARING))
def test_posters_take_ink_for_what_is_read(kits: Mapping[Ink, BuiltKit], ink: Ink) -> None:
    """The type of a poster is large, and takes most of what is left."""
    normal, spared = (pictures(file_of(kits[one], "posters")) for one in ("normal", ink))
    for old, new in zip(normal, spared, strict=True):
        assert coverage(new) < 0.4 * coverage(old)
        assert ink_on(new) < 0.7 * ink_on(old)


@pytest.mark.parametrize("ink", slow_but(SPARING))
@pytest.mark.parametrize("piece", PIECES)
def test_no_page_covers_more_paper_than_before(
    kits: Mapping[Ink, BuiltKit], piece: str, ink: Ink
) -> None:
    """Text takes a little more ink in black than in a dark colour, but nothing else does."""
    normal, spared = (pictures(file_of(kits[one], piece)) for one in ("normal", ink))
    for old, new in zip(normal, spared, strict=True):
        assert coverage(new) <= coverage(old) * 1.01


@pytest.mark.parametrize("ink", slow_but(SPARING))
@pytest.mark.parametrize("piece", CARDS)
def test_backs_are_pure_white_at_all_edges(
    kits: Mapping[Ink, BuiltKit], piece: str, ink: Ink
) -> None:
    """Neither a tint nor a frame: a back that is printed a little off shows nothing of it."""
    file = file_of(kits[ink], piece)
    grid = file.job.grid
    assert grid is not None
    for shown in backs(file):
        for card in map(grid.front, range(grid.places)):
            for edge in _edges(card):
                left, top, right, bottom = (round(mm * DPI / 25.4) for mm in edge)
                strip = shown.crop((left, top, right, bottom))
                assert strip.getextrema() == ((255, 255),) * 3


def _edges(card: Rect) -> list[tuple[float, float, float, float]]:
    """The four strips along the edges of a card: left, top, right, bottom in mm."""
    x, y, right, bottom = card.left, card.top, card.right, card.bottom
    return [
        (x, y, x + CLEAR, bottom),
        (right - CLEAR, y, right, bottom),
        (x, y, right, y + CLEAR),
        (x, bottom - CLEAR, right, bottom),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES)
def test_grey_shows_no_colour_anywhere(kits: Mapping[Ink, BuiltKit], piece: str) -> None:
    for shown in pictures(file_of(kits["grey"], piece)):
        red, green, blue = shown.split()
        assert ImageChops.difference(red, green).getextrema() == (0, 0)
        assert ImageChops.difference(green, blue).getextrema() == (0, 0)


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES)
def test_grey_takes_no_ink_but_black(kits: Mapping[Ink, BuiltKit], piece: str) -> None:
    """A printer mixes even a grey of all its colours, unless it is told that it is one."""
    pdf = file_of(kits["grey"], piece).pdf
    assert {operator for operator, _ in settings(pdf)} <= {"g", "G"}
    assert spaces(pdf) <= {"/DeviceGray", "1 parts"}


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript (gs) is not installed")
@pytest.mark.parametrize("piece", PIECES)
def test_ghostscript_finds_no_ink_but_black_in_grey(
    kits: Mapping[Ink, BuiltKit], piece: str, tmp_path: Path
) -> None:
    (tmp_path / "one.pdf").write_bytes(file_of(kits["grey"], piece).pdf)
    told = subprocess.run(
        ["gs", "-q", "-dSAFER", "-o", "-", "-sDEVICE=inkcov", tmp_path / "one.pdf"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    pages = [[float(share) for share in line.split()[:4]] for line in told.splitlines()]
    assert len(pages) == file_of(kits["grey"], piece).job.pages
    for *colours, black in pages:
        assert colours == [0, 0, 0]
        assert black > 0


@pytest.mark.parametrize("piece", slow_but(PIECES))
def test_black_text_takes_no_ink_but_black_in_saver(
    kits: Mapping[Ink, BuiltKit], piece: str
) -> None:
    assert text_settings(file_of(kits["saver"], piece).pdf) == {("g", (0,))}


@pytest.mark.parametrize("piece", slow_but(PIECES))
def test_saver_keeps_the_colours_of_areas(kits: Mapping[Ink, BuiltKit], piece: str) -> None:
    """So the tests for grey see colour where there is any."""
    shapes = painted(file_of(kits["saver"], piece)).shapes
    assert any(len(set(shape.colour)) > 1 for shape in shapes)


def test_text_is_black_in_greys(tmp_path: Path) -> None:
    """Quickly, on a few cards; slowly on all pieces, in each ink."""
    session = Session(
        content=SAMPLES / "small",
        out=tmp_path,
        printing=Printing(ink="grey"),
        pieces=("value-cards",),
    )
    (file,) = build(session, store=user_store()).files
    assert painted(file).text == {BLACK}


@pytest.mark.parametrize("ink", slow_but(SPARING))
@pytest.mark.parametrize("piece", PIECES)
def test_text_is_black(kits: Mapping[Ink, BuiltKit], piece: str, ink: Ink) -> None:
    assert painted(file_of(kits[ink], piece)).text == {BLACK}


@pytest.mark.parametrize("ink", slow_but(SPARING))
@pytest.mark.parametrize("piece", PIECES)
def test_only_lines_are_filled(kits: Mapping[Ink, BuiltKit], piece: str, ink: Ink) -> None:
    """No panel and no disc."""
    for shape in painted(file_of(kits[ink], piece)).shapes:
        if shape.kind == "solid" and shape.colour != WHITE:
            assert shape.across < 0.75, shape


@pytest.mark.parametrize("ink", slow_but(SPARING))
@pytest.mark.parametrize("piece", ["dilemma-cards", "posters", "action-plan", "guide"])
def test_every_panel_and_disc_is_set_apart_by_a_line(
    kits: Mapping[Ink, BuiltKit], piece: str, ink: Ink
) -> None:
    """But for backs, which stand alone, and for what is drawn in outline as it is."""
    normal, spared = (painted(file_of(kits[one], piece)).shapes for one in ("normal", ink))
    strokes = [shape for shape in normal if shape.kind == "stroke"]
    panels = Counter(
        shape.page
        for shape in normal
        if shape.kind == "solid" and shape.colour != WHITE and shape.across > 3.5
        if not any(shape.lies_in(stroke) for stroke in strokes)
        if piece not in CARDS or shape.page % 2 == 0
    )
    assert len(panels) > 1
    assert _bordered(spared) - _bordered(normal) == panels


def _bordered(shapes: Iterable[Shape]) -> Counter[int]:
    """How many things on each page have a border."""
    return Counter(shape.page for shape in shapes if shape.kind == "border" and shape.across > 3.5)


@pytest.mark.parametrize(
    ("wishes", "across"),
    slow_but([({}, False), ({"card": "a6", "flip": "fold"}, True)], ({}, False)),
)
def test_the_panel_of_a_dilemma_ends_at_a_rule(
    wishes: dict[str, str], across: bool, tmp_path: Path
) -> None:
    """It lies at the left of a card, or along the top of a narrow one."""
    printing = Printing.model_validate({"ink": "saver", **wishes})
    session = Session(
        content=DEFAULT_PACK, out=tmp_path, pieces=("dilemma-cards",), printing=printing
    )
    file = build(session, store=user_store()).files[0]
    assert file.job.grid is not None
    card = file.job.grid.front(0).grown(-1)
    left, top, right, bottom = (
        round(mm * DPI / 25.4) for mm in (card.left, card.top, card.right, card.bottom)
    )
    shown = pictures(file)[0].crop((left, top, right, bottom)).convert("L")
    inked = shown.point([255] * 250 + [0] * 6)
    rows = inked.resize((1, inked.height), Resampling.BOX).getextrema()
    columns = inked.resize((inked.width, 1), Resampling.BOX).getextrema()
    assert (rows[1] == 255, columns[1] == 255) == (across, not across)


@pytest.mark.parametrize("ink", slow_but(SPARING))
@pytest.mark.parametrize("piece", CARDS)
def test_backs_keep_their_motif_in_outline(
    kits: Mapping[Ink, BuiltKit], piece: str, ink: Ink
) -> None:
    normal, spared = (
        [
            (shape.page, shape.box)
            for shape in painted(file_of(kits[one], piece)).shapes
            if shape.kind == "stroke" and shape.page % 2
        ]
        for one in ("normal", ink)
    )
    assert spared == normal
    assert bool(spared) == (piece != "dilemma-cards")


@pytest.mark.parametrize(("ink", "least"), slow_but([("saver", 3.0), ("grey", 4.5)], ("grey", 4.5)))
@pytest.mark.parametrize("piece", slow_but(PIECES, "posters", "guide"))
def test_what_is_drawn_stands_out_from_the_paper(
    kits: Mapping[Ink, BuiltKit], piece: str, ink: Ink, least: float
) -> None:
    for shape in painted(file_of(kits[ink], piece)).shapes:
        assert shape.colour == WHITE or contrast(shape.colour, WHITE) >= least, shape
