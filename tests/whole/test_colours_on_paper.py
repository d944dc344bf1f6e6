"""The colours of finished pages: those of tokens.css, where and as they are meant."""

import ctypes
from collections import Counter
from collections.abc import Iterator, Mapping

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL.Image import Image

from kit.pipeline.run import BuiltKit, build
from kit.session.model import Session
from kit.session.options import Ink
from kit.session.print_settings import Printing
from kit.system.cache import user_store
from tests.colours import Colour, contrast, layouts, painted_as
from tests.conftest import WhenAsked, pdf_of
from tests.tiers import slow_but
from tests.whole.test_ink import BLACK, INKS, PIECES, WHITE, file_of, painted

# At 300 dpi the thinnest line, of 0.2 mm, covers at least one row of pixels whole.
FINE, COARSE = 300, 150


@pytest.fixture(scope="module")
def kits(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Ink, BuiltKit]:
    """The whole default content for a room, which has every piece, inked in each way."""

    def kit(ink: Ink) -> BuiltKit:
        session = Session(
            out=tmp_path_factory.mktemp(ink), people=5, tables=2, printing=Printing(ink=ink)
        )
        return build(session, store=user_store())

    return WhenAsked(kit)


def picture(pdf: bytes, page: int, dpi: int) -> Image:
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    shown: Image = document[page].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    return shown


def amounts(shown: Image) -> Counter[Colour]:
    """How many pixels there are of each colour."""
    counted = shown.getcolors(shown.width * shown.height) or []
    found: Counter[Colour] = Counter()
    for many, colour in counted:
        assert isinstance(colour, tuple)
        red, green, blue = colour
        found[int(red), int(green), int(blue)] = many
    return found


@pytest.mark.parametrize(
    ("piece", "page", "palette", "tones", "least"),
    [
        # The front of the first sheet: rules in the accent, a faint motif in the tint.
        ("value-cards", 0, "area-1", ("accent", "tint"), 500),
        # Panels, scales and rules; the lines to write on of the card for an own dilemma.
        ("dilemma-cards", 0, "area-3", ("accent", "tint"), 500),
        ("dilemma-cards", 0, "neutral", ("accent", "tint", "line"), 500),
        # The layers of the pyramid, pills, the motif in the head.
        ("posters", 1, "area-2", ("accent", "tint", "mid", "line"), 10_000),
        # Fields in the panel of the second page.
        ("action-plan", 1, "neutral", ("accent", "tint"), 500),
        # The rules of the tables, the edges of the sheets that are drawn.
        ("guide", 0, "neutral", ("accent", "tint", "line"), 5_000),
        ("guide", 1, "neutral", ("tint", "line"), 500),
    ],
)
@pytest.mark.parametrize("ink", slow_but(INKS, "normal"))
def test_the_pixels_are_in_the_colours_of_the_tokens(
    kits: Mapping[Ink, BuiltKit],
    ink: Ink,
    piece: str,
    page: int,
    palette: str,
    tones: tuple[str, ...],
    least: int,
) -> None:
    found = amounts(picture(pdf_of(kits[ink], piece), page, FINE))
    for tone in tones:
        assert found[painted_as(f"--{tone}", "", palette, ink)] >= least, tone


@pytest.mark.parametrize(("piece", "page"), [("dilemma-cards", 0), ("guide", 0), ("guide", 1)])
def test_no_line_is_drawn_in_the_mid_that_is_for_motifs(
    kits: Mapping[Ink, BuiltKit], piece: str, page: int
) -> None:
    found = amounts(picture(pdf_of(kits["normal"], piece), page, FINE))
    assert found[painted_as("--mid", "", "neutral", "normal")] < 20


@pytest.mark.parametrize("ink", slow_but(INKS, "normal"))
def test_borders_of_fields_are_painted_in_their_colour(
    kits: Mapping[Ink, BuiltKit], ink: Ink
) -> None:
    wanted = painted_as("--field-line", "", "neutral", ink)
    for page in (0, 1):
        assert amounts(picture(pdf_of(kits[ink], "action-plan"), page, FINE))[wanted] > 10_000
    ticks = amounts(picture(pdf_of(kits[ink], "guide"), 0, FINE))
    assert ticks[wanted] > 300


@pytest.mark.parametrize("ink", slow_but(INKS, "normal"))
def test_layers_and_pills_of_a_poster_are_drawn_in_the_line_of_their_area(
    kits: Mapping[Ink, BuiltKit], ink: Ink
) -> None:
    """The layers of the pyramid are strokes, the pills are borders."""
    wanted = painted_as("--line", "", "area-2", ink)
    drawn = [
        shape.kind
        for shape in painted(file_of(kits[ink], "posters")).shapes
        if shape.page == 1 and shape.colour == wanted
    ]
    assert drawn.count("stroke") >= 5
    assert drawn.count("border") >= 4


@pytest.mark.parametrize("piece", PIECES)
def test_nothing_is_painted_in_a_colour_that_is_no_token(
    kits: Mapping[Ink, BuiltKit], piece: str
) -> None:
    """Beside tokens there is the black of marks and the white of paper."""
    known = {painted_as(f"--{name}", "", "neutral", "normal") for name in layouts("normal").tokens}
    shown = painted(file_of(kits["normal"], piece))
    colours = shown.text | {shape.colour for shape in shown.shapes}
    assert len(colours) >= (3 if piece == "table-signs" else 4)
    assert colours <= known | {BLACK, WHITE}


def letters(pdf: bytes, page: int) -> Iterator[tuple[str, str, Colour, tuple[float, ...]]]:
    """Each letter and figure of a page: itself, its typeface, its colour, its box in points."""
    document = pypdfium2.PdfDocument(pdf)
    words = document[page].get_textpage()
    name = ctypes.create_string_buffer(100)
    for index in range(words.count_chars()):
        letter = words.get_text_range(index, 1)
        if not letter.isalnum():
            continue
        pdfium.FPDFText_GetFontInfo(words, index, name, len(name), ctypes.c_int())
        parts = [ctypes.c_uint() for _ in range(4)]
        assert pdfium.FPDFText_GetFillColor(words, index, *parts)
        red, green, blue, alpha = (part.value for part in parts)
        assert alpha == 255
        yield letter, name.value.decode(), (red, green, blue), words.get_charbox(index)
    document.close()


def ground(shown: Image, box: tuple[float, ...]) -> Colour:
    """What a letter stands on: the commonest colour of a frame round its box, 0.3 mm off.

    The box is in points, from below; the picture is coarse.
    """
    around, scale = 0.3 * COARSE / 25.4, COARSE / 72
    left, low, right, high = (edge * scale for edge in box)
    frame = (
        round(left - around),
        round(shown.height - high - around),
        round(right + around) + 1,
        round(shown.height - low + around) + 1,
    )
    found = amounts(shown.crop(frame))
    found.subtract(amounts(shown.crop((frame[0] + 1, frame[1] + 1, frame[2] - 1, frame[3] - 1))))
    return found.most_common(1)[0][0]


def least_of(typeface: str) -> float:
    """Running text is in the upright or in the italic; headings and labels are semi-bold.

    The upright of the display typeface is for numbers.
    """
    family = typeface.partition("+")[2]
    return 4.5 if "Semi-Bold" in family or family == "Fraunces" else 7.0


@pytest.mark.parametrize("piece", slow_but(PIECES, "value-cards", "guide"))
def test_every_letter_stands_out_from_what_is_painted_round_it(
    kits: Mapping[Ink, BuiltKit], piece: str
) -> None:
    """On the first sheet of cards, and on every page of the others."""
    file = file_of(kits["normal"], piece)
    seen: Counter[float] = Counter()
    for page in range(file.job.sides if file.job.grid else file.job.pages):
        shown = picture(file.pdf, page, COARSE)
        for letter, typeface, colour, box in letters(file.pdf, page):
            under = ground(shown, box)
            found = contrast(colour, under)
            # On the backs of question cards the kind of card is a label in italics.
            is_label = piece == "question-cards" and page % 2 == 1
            least = 4.5 if is_label else least_of(typeface)
            assert found >= least, (piece, page + 1, letter, typeface, colour, under)
            seen[least_of(typeface)] += 1
    assert min(seen[4.5], seen[7.0]) > 10
