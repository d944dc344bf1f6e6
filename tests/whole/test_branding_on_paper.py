"""Logo and credit line on finished posters, guide and plan, measured in the PDFs."""

import io
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image, ImageChops

from kit.content.packs import load_pack
from kit.core.errors import Problem
from kit.core.paths import DEFAULT_PACK, LAYOUTS
from kit.core.rect import Rect
from kit.core.sizes import POINTS_PER_MM
from kit.layout.labels import load_labels
from kit.layout.pieces import load_pieces
from kit.pdf.colour_profile import OutputProfile
from kit.pipeline.pages import page_file
from kit.pipeline.result import FinishedFile
from kit.preflight.check import check
from kit.preflight.drawn import read_page
from kit.session.event import NO_BRANDING, Branding, Event, Logo
from kit.session.logo import read_logo
from kit.session.print_settings import Printing
from kit.session.selection import select
from kit.system.cache import Store, user_store
from kit.typesetting.blocks import matching
from kit.typesetting.job import FileOptions, JobContext
from kit.typesetting.readback import read_back
from kit.typesetting.stages import TypesetPiece
from kit.typesetting.workspace import workspace_for
from tests.colours import Colour, contrast, painted_as
from tests.conftest import A_SESSION, SAMPLES, page_texts, typeset_piece
from tests.logos import LOGOS, LONG, ONE_WORD, SHORT
from tests.pdf.test_pdfx import icc
from tests.readers import widgets
from tests.tags_read import articles, letters, read_aloud
from tests.tiers import slow_but
from tests.whole.test_action_plan import no_overlap
from tests.whole.test_colours_on_paper import amounts

PIECES = load_pieces(LAYOUTS)
SHOWN = ("posters", "guide", "action-plan")
INSET = 1.5
IN_PARTS: dict[str, Any] = {"posters": "A4", "full-size": True}
# One column, two, the pyramid beside others and alone, with questions and without.
SOME: dict[str, tuple[str, ...]] = {
    "all": (),
    "few": ("1.1", "1.2", "2.1", "3.1", "3.2", "3.3", "4.1"),
    "pyramid": ("2.1", "2.2", "2.3", "2.4", "2.5"),
    "five": ("1.1", "1.2", "1.3", "1.4", "1.5", "3.1", "3.2", "3.3", "3.4", "3.5"),
}
EACH = [*((name, SHORT) for name in LOGOS), ("usual", ""), ("wide", LONG), ("", LONG), ("", SHORT)]
each = pytest.mark.parametrize(
    ("name", "credit"),
    slow_but([*EACH, ("usual", ONE_WORD), ("white", LONG)], ("wide", LONG)),
)


@dataclass(frozen=True)
class Made:
    piece: TypesetPiece
    file: FinishedFile


@cache
def logo_of(name: str, folder: Path) -> Logo | None:
    if not name:
        return None
    path = folder / name
    path.write_bytes(LOGOS[name])
    return read_logo(path, lambda text: Problem("", 0, 0, text))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("logos")


@cache
def made(
    piece: str,
    branding: Branding,
    values: tuple[str, ...] = (),
    profile: OutputProfile | None = None,
    pack: Path = DEFAULT_PACK,
    **printing: Any,
) -> Made:
    return made_with(user_store(), piece, branding, values, profile, pack, **printing)


def made_with(
    store: Store | None,
    piece: str,
    branding: Branding,
    values: tuple[str, ...] = (),
    profile: OutputProfile | None = None,
    pack: Path = DEFAULT_PACK,
    **printing: Any,
) -> Made:
    found = load_pack(pack)
    labels, how = load_labels(LAYOUTS, found.cover.language), Printing.model_validate(printing)
    chosen = select(found, values=values, with_area=True)
    event, files = Event(branding=branding), FileOptions(profile=profile)
    workspace = workspace_for(JobContext(chosen, labels, how, event=event, files=files), store)
    one = typeset_piece(workspace, piece, PIECES[piece])
    return Made(one, page_file(one, workspace))


def logos_on(pdf: bytes) -> list[list[Rect]]:
    """Where the pictures of each page stand, in mm of its own, y turned to count down."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [
        [
            Rect.of_pdf(*(edge / POINTS_PER_MM for edge in one.get_bounds()))
            for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
        ]
        for page in document
    ]
    document.close()
    return pages


def is_on(piece: str, page: int) -> bool:
    """Whether a page carries the branding: each poster, and the first page of a text."""
    return piece == "posters" or page == 0


@pytest.mark.parametrize(
    ("piece", "name", "credit"),
    slow_but(
        [
            *(("guide", *one) for one in EACH),
            *((piece, *one) for piece in SHOWN[::2] for one in (("wide", LONG), ("", LONG))),
        ],
        *((piece, "wide", LONG) for piece in SHOWN),
    ),
)
def test_the_logo_stands_whole_inside_the_page_and_by_itself(
    piece: str, name: str, credit: str, folder: Path
) -> None:
    branding = Branding(logo_of(name, folder), credit)
    one = made(piece, branding)
    stands_well(piece, one, branding)
    report = check(one.file.pdf, one.file.job.made_for)
    assert report.faults == ()
    # One of few pixels is shown as small as it must be.
    blurred = {"an image has 160 dpi as it is placed: 300 print sharp"}
    told = {remark.text for remark in report.remarks if "dpi" in remark.text}
    assert told == (blurred if name == "few pixels" else set())
    assert report.facts is not None
    assert report.facts.smallest_type is not None
    assert report.facts.smallest_type >= (10 if piece == "posters" else 8)


@pytest.mark.parametrize("name", slow_but(["usual", "tall", "white"], "usual"))
@pytest.mark.parametrize("some", slow_but(list(SOME)[1:], "pyramid"))
def test_it_stands_well_on_posters_of_every_layout(name: str, some: str, folder: Path) -> None:
    branding = Branding(logo_of(name, folder), LONG)
    stands_well("posters", made("posters", branding, SOME[some]), branding)


@pytest.mark.parametrize("piece", SHOWN)
def test_it_stands_well_in_the_words_of_another_pack(piece: str, folder: Path) -> None:
    branding = Branding(logo_of("wide", folder), LONG)
    stands_well(piece, made(piece, branding, pack=SAMPLES / "small"), branding)


def stands_well(piece: str, one: Made, branding: Branding) -> None:
    """As it should, on every page that carries it, and on no other."""
    typeset, logo = one.piece.typeset, branding.logo
    assert {face.fit for face in one.piece.faces.faces} == {1.0}
    for number, (page, found) in enumerate(
        zip(read_back(typeset.pdf), logos_on(typeset.pdf), strict=True)
    ):
        assert len(found) == (1 if logo and is_on(piece, number) else 0)
        for box in found:
            assert logo is not None
            inset = INSET if logo.light else 0
            assert page.trim.margin_around(box.grown(inset)) >= 7.9
            assert box.height + 2 * inset <= 14.01
            assert box.width + 2 * inset <= 64.01
            assert max(box.height + 2 * inset, box.width / 4) > 6
            assert box.width / box.height == pytest.approx(logo.width / logo.height, rel=0.01)
            assert not any(box.grown(inset + 0.5).touches(one.box) for one in page.letters)
        text = matching("".join(letter.text for letter in page.letters))
        assert (matching(branding.credit) in text) or not is_on(piece, number)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "how"), [("white", {"posters": "A2"}), ("wide", IN_PARTS)])
def test_posters_of_other_sizes_carry_it_as_sharp(
    name: str, how: dict[str, Any], folder: Path
) -> None:
    one = made("posters", Branding(logo_of(name, folder), LONG), **how)
    report = check(one.file.pdf, "office")
    assert report.faults == ()
    assert report.facts is not None
    resolutions = {round(dpi) for _, dpi in report.facts.images}
    assert min(resolutions) >= (160 if name == "few pixels" else 300)
    assert max(resolutions) < 900
    parts = one.file.job.tiling.count if one.file.job.tiling else 1
    # Parts show a window of the poster each: the logo is seen whole on one.
    assert len(report.facts.images) == 4 * parts
    assert len(one.file.pdf) < 300_000


@pytest.mark.parametrize("how", slow_but([{}, {"posters": "A4"}], {}))
def test_a_picture_is_stored_once_however_often_it_is_shown(
    how: dict[str, Any], folder: Path
) -> None:
    one = made("posters", Branding(logo_of("square", folder)), **how)
    with pikepdf.open(io.BytesIO(one.file.pdf)) as pdf:
        stored = [
            held
            for held in pdf.objects
            if isinstance(held, pikepdf.Stream) and held.get("/Subtype") == "/Image"
        ]
    assert len(stored) == 1


def test_a_logo_upon_posters_in_parts_is_whole_on_one_part(folder: Path) -> None:
    """As wide as may be, it ends before the first part does."""
    one = made("posters", Branding(logo_of("wide", folder), LONG), **IN_PARTS)
    tiling = one.file.job.tiling
    assert tiling is not None
    (box,) = logos_on(one.piece.typeset.pdf)[0]
    top = tiling.poster.height + box.top
    windows = [tile.window for tile in tiling.tiles()]
    assert any(
        window.left <= box.left
        and box.right <= window.right
        and window.top <= top
        and top + box.height <= window.bottom
        for window in windows
    )


# Room


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "credit"), slow_but([(name, SHORT) for name in LOGOS], ("usual", SHORT))
)
def test_a_guide_of_the_default_pack_takes_no_more_room(
    name: str, credit: str, folder: Path
) -> None:
    """The first heading below the head stands where it stood."""
    with_it = made("guide", Branding(logo_of(name, folder), credit))
    without = made("guide", NO_BRANDING)
    tops = [_first_heading(one.piece.typeset.pdf) for one in (with_it, without)]
    assert tops[0] == pytest.approx(tops[1], abs=0.05)


def _first_heading(pdf: bytes) -> float:
    """Where the first line of 15 pt stands, in mm as read."""
    document = pypdfium2.PdfDocument(pdf)
    drawn = read_page(document[0])
    document.close()
    return min(one.box.top for one in drawn.letters if 14.5 < one.size < 15.5)


@each
def test_the_plan_of_the_default_pack_keeps_its_two_pages(
    name: str, credit: str, folder: Path
) -> None:
    pdf = made("action-plan", Branding(logo_of(name, folder), credit)).file.pdf
    texts = list(page_texts(pdf))
    assert len(texts) == 2
    assert "Finn konkrete handlinger" in texts[0]
    assert "Hvis" in texts[1].split()[:6]
    fields = widgets(pdf)
    assert no_overlap(fields)
    lowest = min(one.bottom for one in fields if one.page == 0) / POINTS_PER_MM
    # The first page is filled, down to its foot line.
    assert 20 < lowest < 30
    texts_ = [one for one in fields if one.kind == "/Tx"]
    assert min(one.top - one.bottom for one in texts_) / POINTS_PER_MM >= 8


@pytest.mark.slow
def test_what_stands_above_yields_the_room(folder: Path) -> None:
    """Nothing but the logo and the lines beside it stands in the lowest 28 mm of a poster."""
    branding = Branding(logo_of("tall", folder), LONG)
    for some in SOME.values():
        for page in read_back(made("posters", branding, some).piece.typeset.pdf):
            low = [one for one in page.letters if one.box.bottom > page.trim.bottom - 27.5]
            written = matching("".join(one.text for one in low))
            title = load_pack(DEFAULT_PACK).cover.title
            assert written == matching(LONG) + matching(title)


@pytest.mark.parametrize("ink", slow_but(["normal", "saver", "grey"], "normal"))
def test_nothing_lies_under_the_branding_of_a_poster(ink: str, folder: Path) -> None:
    """It looks alike with few values, which have room for notes, and with many."""
    branding = Branding(logo_of("wide", folder), LONG)
    few, many = (made("posters", branding, SOME[some], ink=ink) for some in ("few", "all"))
    foot = Rect(0, -26, 297, 26)
    for area in (2, 3):
        seen, wanted = (region(one.file.pdf, area, foot) for one in (few, many))
        assert ImageChops.difference(seen, wanted).getbbox() is None


# Colours


def region(pdf: bytes, page: int, box: Rect, dpi: int = 150) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    height = document[page].get_height() / POINTS_PER_MM
    shown = document[page].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    mm = dpi / 25.4
    edges = (box.left, height + box.top, box.right, height + box.bottom)
    cut: Image.Image = shown.crop(tuple(round(edge * mm) for edge in edges))
    return cut


def colours_of(shown: Image.Image) -> list[Colour]:
    """The colours of a picture, those of most pixels first."""
    return [colour for colour, _ in amounts(shown).most_common()]


@pytest.mark.parametrize(
    ("piece", "name"),
    slow_but(
        [("posters", "white"), ("posters", "usual"), ("guide", "usual"), ("action-plan", "square")]
    ),
)
def test_grey_ink_leaves_no_colour(piece: str, name: str, folder: Path) -> None:
    branding = Branding(logo_of(name, folder), SHORT)
    saturated = {}
    for ink in ("normal", "saver", "grey"):
        one = made(piece, branding, ink=ink)
        (box,) = logos_on(one.file.pdf)[0]
        inside = region(one.file.pdf, 0, box.grown(INSET))
        saturated[ink] = max(max(colour) - min(colour) for colour in colours_of(inside))
    assert saturated["grey"] == 0
    assert saturated["normal"] > 0
    # What spares ink leaves the logo as it is.
    assert saturated["saver"] > 90 or name == "white"


@pytest.mark.parametrize("ink", slow_but(["normal", "saver", "grey"], "normal"))
@pytest.mark.parametrize("piece", slow_but(SHOWN, "posters"))
def test_a_white_logo_is_seen(piece: str, ink: Any, folder: Path) -> None:
    one = made(piece, Branding(logo_of("white", folder)), ink=ink)
    for number, found in enumerate(logos_on(one.file.pdf)):
        for box in found:
            face = one.piece.faces.faces[number if piece == "posters" else 0]
            plate = painted_as("--accent", "", face.palette, ink)
            inside = region(one.file.pdf, number, box.grown(INSET / 2))
            colours = colours_of(inside)
            assert plate in colours
            assert (255, 255, 255) in colours
            assert contrast(plate, (255, 255, 255)) > 4.5


def test_the_logo_has_its_own_colours_and_alpha_in_print(folder: Path) -> None:
    one = made("guide", Branding(logo_of("usual", folder)))
    (box,) = logos_on(one.file.pdf)[0]
    inside = region(one.file.pdf, 0, box, 600)
    tint = painted_as("--tint", "", "neutral", "normal")
    assert colours_of(inside)[:2] in ([tint, (10, 60, 110)], [(10, 60, 110), tint])


# Standards


@pytest.mark.parametrize(
    ("pack", "name"),
    slow_but(
        [(DEFAULT_PACK, "usual"), (DEFAULT_PACK, "square"), (SAMPLES / "english", "white")],
        (SAMPLES / "english", "white"),
    ),
)
@pytest.mark.parametrize("piece", SHOWN)
def test_those_who_hear_the_page_are_told_of_it(
    piece: str, name: str, pack: Path, folder: Path
) -> None:
    one = made(piece, Branding(logo_of(name, folder), SHORT), pack=pack)
    ua_1 = page_validation.ValidationProfile.PDF_UA_1
    report = page_validation.validate_pdf_bytes(one.file.pdf, profile=ua_1)
    assert [failure.message for failure in report.failures] == []
    labels = load_labels(LAYOUTS, load_pack(pack).cover.language).model_dump()
    document = read_aloud(one.file.pdf)
    told = [figure.alt for figure in document.of("Figure")]
    assert told.count(labels["logo"]) == (len(document.of("Art")) if piece == "posters" else 1)
    written = articles(one.piece.faces.html).values()
    if piece == "posters":
        assert [letters(face.text) for face in document.of("Art")] == list(map(letters, written))
    else:
        assert "".join(letters(face.text) for face in document.of("Art")) == "".join(
            map(letters, written)
        )
        # Before the title that it stands beside.
        kinds = [element.kind for element in document.all() if element.kind in ("Figure", "H1")]
        assert kinds[:2] == ["Figure", "H1"]


def test_the_figure_is_said_to_be_where_it_is(folder: Path) -> None:
    one = made("posters", Branding(logo_of("usual", folder)), posters="A2")
    (box,) = logos_on(one.piece.typeset.pdf)[0]
    with pikepdf.open(io.BytesIO(one.file.pdf)) as pdf:
        boxes = [
            [float(edge) / POINTS_PER_MM for edge in held.A.BBox]
            for held in pdf.objects
            if isinstance(held, pikepdf.Dictionary)
            and held.get("/S") == "/Figure"
            and "avsender" in str(held.get("/Alt", ""))
        ]
    assert len(boxes) == 4
    assert boxes[0] == pytest.approx(box.pdf_edges, abs=0.1)


@pytest.mark.parametrize(
    ("name", "space", "ink"),
    slow_but(
        [
            ("usual", "CMYK", "normal"),
            ("square", "CMYK", "grey"),
            ("square", "GRAY", "normal"),
            ("white", "GRAY", "grey"),
            ("white", "RGB ", "normal"),
            ("usual", "RGB ", "grey"),
        ],
        ("usual", "CMYK", "normal"),
    ),
)
def test_a_press_is_told_what_its_colours_mean(
    name: str, space: str, ink: str, folder: Path
) -> None:
    own = OutputProfile(icc(space), "press", *SPACES[space])  # type: ignore[arg-type]
    branding = Branding(logo_of(name, folder), SHORT)
    for piece in ("posters", "action-plan"):
        one = made(piece, branding, (), own, ink=ink, **{"for": "print-shop"})
        report = check(one.file.pdf, "print-shop")
        assert report.faults == ()
        assert report.facts is not None
        assert report.facts.standards[0] == "PDF/X-4"
        with pikepdf.open(io.BytesIO(one.file.pdf)) as pdf:
            resources = pdf.pages[0].obj.Resources
            (image,) = [held for held in resources.XObject.values() if held.Subtype == "/Image"]
            device = "/DeviceCMYK" if space == "CMYK" else "/DeviceRGB"
            assert image.ColorSpace == ("/DeviceGray" if ink == "grey" else device)
            defaults = [str(key) for key in resources.get("/ColorSpace", {})]
            wanted = "/DefaultGray" if space == "RGB " else "/DefaultRGB"
            assert wanted in defaults
            # What hides is grey by itself, whatever greys are printed with.
            if "/SMask" in image:
                assert image.SMask.ColorSpace == "/DeviceGray"


SPACES = {"CMYK": ("CMYK", 4), "GRAY": ("Gray", 1), "RGB ": ("RGB", 3)}


@pytest.mark.slow
@pytest.mark.parametrize("piece", slow_but(SHOWN, "guide"))
def test_the_same_gives_the_same_bytes(piece: str, folder: Path) -> None:
    """Whatever was kept of what another process made."""
    branding = Branding(logo_of("usual", folder), SHORT)
    anew = made_with(None, piece, branding).file.pdf
    assert made_with(None, piece, branding).file.pdf == anew
    assert made(piece, branding).file.pdf == anew


@pytest.mark.parametrize(
    "piece",
    slow_but([name for name in PIECES if name not in (*SHOWN, "slides")], "value-cards"),
)
def test_cards_carry_neither(piece: str, folder: Path) -> None:
    selection = select(load_pack(SAMPLES / "small"))
    labels = load_labels(LAYOUTS, "nb")
    pages = []
    for branding in (Branding(logo_of("usual", folder), SHORT), NO_BRANDING):
        event = replace(A_SESSION, branding=branding)
        workspace = workspace_for(JobContext(selection, labels, Printing(), event=event))
        pages.append(typeset_piece(workspace, piece, PIECES[piece]).typeset.pdf)
    assert pages[0] == pages[1]
