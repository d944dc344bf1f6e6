"""Every colour that layouts/ paints: what it is, what it stands on, and whether it stands out."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import pytest
import tinycss2
from colorspacious import cspace_convert, deltaE

from kit.content.looks import NO_LOOKS
from kit.core.paths import LAYOUTS
from kit.core.sizes import Size
from kit.imposition.marks import Line
from kit.layout.colours import Colours
from kit.layout.drawing import PieceDrawing
from kit.layout.pieces import load_pieces
from kit.pdf.drawing import drawn_lines
from kit.session.options import Ink
from kit.session.selection import Selection
from tests.colours import (
    Colour,
    Use,
    contrast,
    declarations,
    layouts,
    painted_as,
    palettes,
    stylesheets,
    uses,
)
from tests.conftest import format_of

INKS: tuple[Ink, ...] = ("normal", "saver", "grey")
AREAS = tuple(f"area-{number}" for number in range(1, 13))
# Those of the default pack, and of most others.
FIRST = AREAS[:4]
NEUTRAL = ("neutral",)
PAPER, TINT, ACCENT = "--paper", "--tint", "--accent"

Kind = Literal["body", "text", "line", "decoration"]
# By the design. Running text; headings, numbers, labels, foot lines; lines that say something.
LEAST = {"body": 7.0, "text": 4.5, "line": 3.0}


@dataclass(frozen=True)
class Place:
    """What is painted, on which grounds, and so many times; decoration says why it may be faint.

    What stands outside the parts of areas, on pages, has the neutral palette alone.
    """

    kind: Kind
    grounds: tuple[str, ...] = ()
    times: int = 1
    why: str = ""
    palettes: tuple[str, ...] = (*AREAS, "neutral")


def body(*grounds: str, palettes: tuple[str, ...] = (*AREAS, "neutral")) -> Place:
    """Definitions, quotations, the guide's text, labels of fields."""
    return Place("body", grounds, palettes=palettes)


def text(*grounds: str, times: int = 1) -> Place:
    """Headings, numbers, labels, foot lines."""
    return Place("text", grounds, times)


def line(*grounds: str, times: int = 1) -> Place:
    """Borders, rules, marks, and small shapes that say something."""
    return Place("line", grounds, times)


def decoration(why: str, times: int = 1) -> Place:
    return Place("decoration", times=times, why=why)


GROUND = decoration("a ground: what stands on it is measured against it")
FAINT = decoration("a faint motif, which repeats the motif and the words above it")

# By file, what stands in it. What is not here fails, and so does what is here alone.
PLACES: Mapping[str, Mapping[str, Place]] = {
    "base.css": {
        "html { color }": body(PAPER, TINT),
        ".ground { background }": GROUND,
        ".label { color }": text(PAPER, TINT),
        # Under a logo that is made for a dark ground.
        ".logo.plate { background }": line(PAPER, TINT),
    },
    "cards.css": {
        # Names of 16 pt or more, and on question cards what is asked, in 19 pt or more.
        ".words h2 { color }": text(PAPER, TINT),
        ".rule { background }": line(PAPER, TINT),
        ".back .kind { color }": text(TINT),
        ".back h1 { color }": text(TINT),
        ".line { border-bottom }": line(PAPER),
    },
    "deck-letter/style.css": {
        ".letter div { border }": line(PAPER, TINT),
        ".letter div { background }": GROUND,
        ".letter div { color }": text(PAPER),
    },
    "dilemma-cards/style.css": {
        ".belongs .kind { color }": text(TINT),
        ".discuss h1 { color }": text(TINT),
        ".discuss li::before { background }": line(TINT),
        ".low .talk:has(.closing) { border-right }": line(TINT),
    },
    "dilemma-cards/front.html": {'motif(palette, "accent", 4, named=true)': line(TINT)},
    "quality-cards/style.css": {".head-ground { background }": GROUND},
    "quality-cards/head.html": {'head: motif(palette, "accent", 5)': line(TINT)},
    "question-cards/style.css": {".low .definition { border-left }": line(PAPER)},
    "sort-header-cards/style.css": {".heading h2 { color }": text(PAPER)},
    "sort-header-cards/marks.html": {
        "marks: <svg stroke=\"{{ tokens[palette ~ '-accent'] }}\">": line(TINT),
        "marks: <circle fill=\"{{ tokens[palette ~ '-accent'] if place < filled "
        'and ink == "normal" '
        "else '#ffffff' }}\">": decoration("filled or not: the ring round it is measured"),
    },
    "envelope-labels/style.css": {
        ".table h1 { color }": text(TINT),
        ".tick { border }": line(PAPER),
    },
    "table-signs/style.css": {
        "h1 { color }": text(PAPER),
        ".title { color }": text(PAPER),
        ".when { color }": text(PAPER),
        ".fold { border-top }": line(PAPER),
        ".hint { color }": text(PAPER),
    },
    "tally-sheet/style.css": {
        "h2 { color }": text(PAPER),
        "thead th { color }": text(PAPER),
        "tbody th { border-top }": line(PAPER),
        "tbody th { border-bottom }": line(PAPER),
        "tbody td { border }": line(PAPER, TINT),
        "tbody .sum { background }": GROUND,
        ".number { color }": text(PAPER),
    },
    "branding.html": {"<img": decoration("a logo, in the colours of those whose it is")},
    "macros.html": {
        'motif: <svg stroke="{{ colour }}">': decoration("in the tone of each call, all listed"),
        'brought: <path fill="{{ colour }}">': decoration("in the tone of each call, all listed"),
        'faint: motif(palette, "tint", 8)': FAINT,
        'card_head: motif(palette, "accent", 7)': line(PAPER),
        'titled_back: motif(palette, "accent", 3, named=true)': line(TINT),
    },
    "posters/style.css": {
        ".title h1 { color }": text(TINT),
        ".noted + .noted::before { border-top }": line(PAPER),
        ".one .notes { color }": text(PAPER),
        ".one .place { color }": text(PAPER),
        ".one h2 { color }": text(PAPER),
        ".layer h2 { color }": text(TINT),
        ".caption { color }": body(PAPER),
        ".reflection { border-top }": line(PAPER),
        ".reflection .line { border-top }": line(PAPER),
        ".aspects li { border }": line(PAPER),
        ".foot { color }": text(PAPER),
    },
    "posters/posters.html": {
        'motif(palette, "mid", 3.4, named=true)': decoration(
            "a motif, which repeats the title beside it"
        )
    },
    "posters/parts.html": {
        "pyramid: <svg fill=\"{{ tokens[palette ~ '-tint'] }}\">": GROUND,
        "pyramid: <svg stroke=\"{{ tokens[palette ~ '-line'] }}\">": line(PAPER, TINT),
    },
    "pages.css": {
        ".running { color }": text(PAPER),
        "header { background }": GROUND,
        "header h1 { color }": text(TINT),
        "header .subtitle { color }": text(TINT),
    },
    "action-plan/style.css": {
        "label, th, .if-then h3 { color }": body(PAPER, TINT),
        "input, textarea { border }": line(PAPER, TINT),
        "input, textarea { background }": GROUND,
        "input, textarea { color }": body(PAPER),
        ".step-number { background }": line(PAPER),
        ".step-number { color }": text(ACCENT),
        ".step h2 { color }": text(PAPER),
        ".step-text { color }": body(PAPER),
        ".area h3 { border-top }": line(PAPER),
        ".area h3 { color }": text(PAPER),
        # The tick in the box.
        'input[type="checkbox"] { color }': line(PAPER),
        ".if-then { background }": GROUND,
        ".if-then .term label { color }": body(TINT, palettes=NEUTRAL),
        'input[type="radio"] { color }': line(PAPER),
        ".ends { color }": text(TINT),
        ".closing { color }": body(PAPER, palettes=NEUTRAL),
    },
    "guide/style.css": {
        "section h2 { color }": text(PAPER),
        '.jobs [scope="col"] { color }': text(PAPER),
        '.jobs [scope="col"] { border-bottom }': line(PAPER),
        '.jobs td, .jobs [scope="row"] { border-bottom }': line(PAPER),
        ".tick { border }": line(PAPER),
        ".numbered .n { color }": text(PAPER),
        ".numbered h3 { color }": text(PAPER),
        ".aside { background }": GROUND,
        ".closing { color }": body(PAPER, palettes=NEUTRAL),
        ".drawings .caption { color }": body(PAPER),
        ".drawings .measures { color }": body(PAPER),
        ".steps li { border-bottom }": line(PAPER),
        ".steps .clock { color }": text(PAPER),
        ".steps .minutes { color }": text(PAPER),
        ".background h3 { color }": text(PAPER),
        ".background h4 { color }": text(PAPER),
        ".background li::before { color }": text(PAPER),
    },
    "guide/sheet.html": {
        'sheet_drawing: <rect fill="#ffffff">': GROUND,
        "sheet_drawing: <rect stroke=\"{{ tokens['neutral-line'] }}\">": line(PAPER),
        "sheet_drawing: <rect fill=\"{{ tokens['neutral-tint'] }}\">": GROUND,
        'sheet_drawing: <path stroke="{{ line }}">': line(
            PAPER, "{{ tokens['neutral-tint'] }}", times=3
        ),
        'sheet_drawing: <circle fill="{{ disc }}">': decoration(GROUND.why, times=2),
        'sheet_drawing: <circle stroke="{{ line }}">': line(PAPER, times=2),
        'sheet_drawing: <text fill="{{ number }}">': text("{{ disc }}", times=2),
    },
    "guide/gluing.html": {
        'parts_drawing: <rect fill="#ffffff">': GROUND,
        "parts_drawing: <rect stroke=\"{{ tokens['neutral-line'] }}\">": line(PAPER),
        "parts_drawing: <rect fill=\"{{ tokens['neutral-tint'] }}\">": GROUND,
        'parts_drawing: <path stroke="{{ line }}">': line(
            PAPER, "{{ tokens['neutral-tint'] }}", times=2
        ),
        'parts_drawing: <text fill="{{ line }}">': text("{{ tokens['neutral-tint'] }}"),
    },
    "slides/style.css": {
        "h1, h2, h3 { color }": text(PAPER, TINT),
        ".rule { background }": line(PAPER, TINT),
        ".band { background }": line(PAPER),
        ".foot { color }": text(TINT),
        ".facts { color }": text(TINT),
        ".discussion li::before { background }": line(TINT),
        ".row .clock { color }": text(PAPER),
        ".row .minutes { color }": text(PAPER),
        ".numbered .n { color }": text(TINT),
    },
    "slides/area.html": {
        'motif(palette, "mid", 3.6, named=true)': decoration(
            "a motif, which repeats the title beside it"
        )
    },
    "slides/dilemma.html": {'motif(palette, "accent", 4, named=true)': line(TINT)},
    "slides/question.html": {'motif(palette, "accent", 6)': line(TINT)},
    "calibration/style.css": {
        "h1 { color }": text(PAPER),
        ".step h2 { color }": text(PAPER),
        ".step-number { background }": line(PAPER),
        ".step-number { color }": text(ACCENT),
        ".arrow { color }": text(PAPER),
        ".measure .length { color }": text(PAPER),
        ".bank-card > div { color }": text(PAPER),
        ".bank-card span { color }": text(PAPER),
        ".answers h2 { color }": text(PAPER),
        ".box { border }": line(PAPER),
        ".command { background }": GROUND,
        ".small { color }": body(PAPER),
    },
    "calibration/front.html": {'<rect stroke="#000000">': line(PAPER)},
    "calibration/marks.html": {
        'rings_drawing: <rect stroke="#000000">': line(PAPER),
        'rings_drawing: <rect fill="#ffffff">': GROUND,
        'rings_drawing: <text fill="#000000">': text(PAPER),
        'cross_drawing: <path stroke="#000000">': line(PAPER),
        'cross_drawing: <circle stroke="#000000">': line(PAPER),
        "scale_drawing: <path stroke=\"{{ tokens['neutral-line'] }}\">": line(PAPER),
        'scale_drawing: <path stroke="#000000">': line(PAPER, times=2),
        'scale_drawing: <g fill="#000000">': text(PAPER, times=2),
        'ruler_drawing: <path stroke="#000000">': line(PAPER),
        "arrow: <path stroke=\"{{ tokens['neutral-accent'] }}\">": line(PAPER),
    },
    "margin/style.css": {
        ".face { color }": text(PAPER),
        ".glue div { background }": GROUND,
    },
    "margin/ruler.html": {'<svg stroke="#000000">': line(PAPER)},
    "ink/saver.css": {
        "*, *::before, *::after { color }": body(PAPER, TINT),
        ".side { border-right }": line(PAPER),
        ".narrow .side { border-bottom }": line(PAPER),
        ".head-ground { border-bottom }": line(PAPER),
        ".low .head-ground { border-top }": line(PAPER),
        ".posters .head { border-bottom }": line(PAPER),
        ".pages header { border-bottom }": line(PAPER),
        ".aside, .if-then { border }": line(PAPER),
        ".step-number { border }": line(PAPER),
    },
}
USES = tuple(uses())


def place_of(use: Use) -> Place | None:
    return PLACES.get(use.file, {}).get(use.what)


def measured() -> Iterator[tuple[str, float, float]]:
    """Each use with a palette and an ink: where, its contrast, and the least that it needs."""
    for use in USES:
        place = place_of(use)
        if place is None or place.kind == "decoration":
            continue
        for ink in use.inks:
            for palette in place.palettes:
                for written in use.colours:
                    colour = painted_as(written, use.file, palette, ink)
                    for ground in place.grounds:
                        under = painted_as(ground, use.file, palette, ink)
                        where = f"{use.file}:{use.line} {use.what} on {ground}, {palette}, {ink}"
                        yield where, contrast(colour, under), LEAST[place.kind]


def test_it_is_known_of_every_colour_what_it_is_and_what_it_stands_on() -> None:
    found: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for use in USES:
        found[use.file, use.what].append(use)
    wrong = []
    for same in found.values():
        place = place_of(same[0])
        if place is None or place.times != len(same):
            wrong += [f"layouts/{use.file}:{use.line}: {use.what} is not in PLACES" for use in same]
    listed = {(file, what) for file, own in PLACES.items() for what in own}
    wrong += [f"PLACES: {what} is not in layouts/{file}" for file, what in listed - found.keys()]
    assert not wrong, "\n".join(wrong)


def test_what_may_be_faint_says_why_and_all_else_has_a_ground() -> None:
    for own in PLACES.values():
        for place in own.values():
            assert bool(place.why) == (place.kind == "decoration") == (not place.grounds)


def test_every_text_and_line_stands_out_from_what_it_stands_on() -> None:
    all_of_them = list(measured())
    assert len(all_of_them) > 1000
    faint = [f"{where}: {got:.2f}" for where, got, least in all_of_them if got < least]
    assert not faint, "\n".join(faint)


def test_contrast_is_that_of_wcag() -> None:
    """Black on white, and the two greys between which its 4.5 : 1 lies."""
    white = (255, 255, 255)
    assert contrast((0, 0, 0), white) == contrast(white, (0, 0, 0)) == pytest.approx(21)
    assert contrast((0x76,) * 3, white) == pytest.approx(4.54, abs=0.005)
    assert contrast((0x77,) * 3, white) == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("ink", INKS)
def test_the_program_reads_every_colour_as_the_stylesheets_have_it(ink: Ink) -> None:
    """Motifs take their colours from the program, and all else from the stylesheets."""
    colours = {}
    for sheet in stylesheets(ink):
        for selector, one in declarations(LAYOUTS / sheet):
            value = tinycss2.serialize(one.value).strip()
            if selector == ":root" and one.name.startswith("--") and value[0] != '"':
                colours[one.name[2:]] = value
    assert colours == layouts(ink).tokens
    assert len(colours) > 20


def test_every_palette_has_its_own_colours() -> None:
    tones = ("accent", "tint", "mid", "line")
    assert palettes() == {
        name: {f"--{tone}": f"--{name}-{tone}" for tone in tones} for name in (*AREAS, "neutral")
    }
    assert Colours(LAYOUTS, "normal", NO_LOOKS).palettes == len(AREAS)


@pytest.mark.parametrize("palette", [*AREAS, "neutral"])
def test_a_line_is_no_darker_than_it_must_be(palette: str) -> None:
    """So that the page stays calm: hardly above what is asked for, in the hue of the mid."""
    colour, tint = (painted_as(one, "", palette, "normal") for one in ("--line", TINT))
    assert contrast(colour, tint) < LEAST["line"] * 1.05
    assert _hue(colour) == pytest.approx(_hue(painted_as("--mid", "", palette, "normal")), abs=6)


def _hue(colour: Colour) -> float:
    """Of CIECAM02, in degrees."""
    return float(cspace_convert(colour, "sRGB255", "JCh")[2])


def test_crop_marks_are_black_on_paper() -> None:
    drawn = drawn_lines([Line((0, 0), (5, 0)), Line((0, 5), (5, 5), dashed=True)], Size(10, 10))
    (grey,) = re.findall(r"([\d.]+) G\b", drawn)
    assert not re.search(r"\b(g|rg|RG|k|K|sc|SC|scn|SCN|gs)\b", drawn)
    assert contrast((round(float(grey) * 255),) * 3, (255, 255, 255)) == pytest.approx(21)


# How areas are told apart: by colour first, and then by shape, number and name.
# As people see who lack one kind of cone (Machado 2009), and as others do.
SIGHTS = ("normal", "protanomaly", "deuteranomaly", "tritanomaly")


def seen(colour: Colour, sight: str) -> list[float]:
    """The colour in sRGB, 0 to 1, as one sees it who lacks that kind of cone altogether."""
    if sight == "normal":
        return [one / 255 for one in colour]
    lacking = {"name": "sRGB1+CVD", "cvd_type": sight, "severity": 100}
    shown = cspace_convert([one / 255 for one in colour], lacking, "sRGB1")
    return [min(max(float(one), 0), 1) for one in shown]


def nearest(tone: str, ink: Ink, sight: str, space: str, areas: tuple[str, ...] = FIRST) -> float:
    """The smallest distance of two areas."""
    each = [seen(painted_as(tone, "", area, ink), sight) for area in areas]
    return min(
        float(deltaE(one, other, input_space="sRGB1", uniform_space=space))
        for one, other in combinations(each, 2)
    )


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("ink", ["normal", "saver"])
def test_accents_of_areas_stay_apart(ink: Ink, sight: str) -> None:
    """By the distance in CIELAB, which gives the 26 that the design states, for protanopia.

    CIELAB makes much of strong colours, so CAM02-UCS, which is even, has its say as well: by that
    teal and indigo are nearest, 20.06 apart without the cones for blue.
    """
    assert nearest(ACCENT, ink, sight, "CIELab") >= 20
    assert nearest(ACCENT, ink, sight, "CAM02-UCS") >= 20


@pytest.mark.parametrize(("sight", "least"), list(zip(SIGHTS, (13, 8, 8, 10), strict=True)))
def test_twelve_accents_stay_apart_as_far_as_they_can(sight: str, least: float) -> None:
    """The dark half of all colours has no room for twelve that are as far apart as four.

    Chosen among 1,500 that are dark enough for text, each the farthest from those before in all
    sights. Motif, number and name tell areas apart as well.
    """
    assert nearest(ACCENT, "normal", sight, "CAM02-UCS", AREAS) >= least


def test_the_smallest_distance_is_that_of_the_design() -> None:
    found = {sight: nearest(ACCENT, "normal", sight, "CIELab") for sight in SIGHTS}
    assert min(found.values()) == found["protanomaly"] == pytest.approx(26, abs=0.1)


@pytest.mark.parametrize("ink", ["normal", "saver"])
def test_mids_stay_apart_for_those_who_see_all_colours(ink: Ink) -> None:
    """Four tones as light as each other cannot for all: 10 remain. Motifs have shapes for it."""
    assert nearest("--mid", ink, "normal", "CIELab") >= 20
    assert nearest("--mid", ink, "normal", "CAM02-UCS") >= 20


@pytest.mark.parametrize("ink", INKS)
def test_every_area_is_told_by_shape_number_and_name_too(ink: Ink, everything: Selection) -> None:
    piece = load_pieces(LAYOUTS)["value-cards"]
    faces = PieceDrawing(layouts(ink), "value-cards", piece, format_of(piece)).faces(everything)
    assert faces is not None
    shapes: dict[str, set[str]] = defaultdict(set)
    for face in faces.faces:
        for drawing in re.findall(r"<svg.*?</svg>", face.html, re.DOTALL):
            shapes[face.palette].add("".join(re.findall(r"<(?:circle|path)[^>]*>", drawing)))
    assert set(shapes) == set(FIRST)
    assert all(len(own) == 1 for own in shapes.values())
    assert len({min(own) for own in shapes.values()}) == len(FIRST)
    assert "" not in {min(own) for own in shapes.values()}
    for area in everything.areas:
        own = [face for face in faces.faces if face.palette == f"area-{area.number}"]
        told = [re.sub(r"<[^>]+>", "", face.html).replace("\u00a0", " ") for face in own]
        assert all(area.title in words for words in told)
        for value in area.values:
            assert any(value.number in words.split() for words in told)
