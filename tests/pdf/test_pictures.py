import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

import pikepdf
import pytest
from PIL import Image

from kit.core.rect import Rect
from kit.core.sizes import POINTS_PER_MM
from kit.imposition.cut_out import CutOut
from kit.pdf import pictures as preview
from kit.pdf.pictures import contact_sheet, cut_sheet, page_pictures
from tests.tiers import slow_but

Colour = tuple[int, int, int]
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
RED, GREEN, BLUE, YELLOW = (230, 20, 20), (20, 160, 60), (30, 60, 220), (240, 210, 20)
LYING, UPRIGHT = (297.0, 210.0), (210.0, 297.0)


@dataclass(frozen=True)
class Leaf:
    """A page of a size in mm with rectangles painted on it, in mm from its upper left."""

    size: tuple[float, float]
    painted: Sequence[tuple[Rect, Colour]] = ()
    # Where the lower left corner of the page is, in points.
    corner: tuple[float, float] = (0, 0)
    operators: str = ""

    @property
    def contents(self) -> str:
        drawn = [f"1 0 0 1 {self.corner[0]} {self.corner[1]} cm"]
        for rect, colour in self.painted:
            paint = " ".join(f"{level / 255:.6f}" for level in colour)
            box = rect.left, self.size[1] - rect.bottom, rect.width, rect.height
            place = " ".join(f"{length * POINTS_PER_MM:.6f}" for length in box)
            drawn.append(f"{paint} rg {place} re f")
        return "\n".join([*drawn, self.operators])


def pdf_of(*leaves: Leaf) -> bytes:
    pdf = pikepdf.new()
    for leaf in leaves:
        width, height = (length * POINTS_PER_MM for length in leaf.size)
        page = pdf.add_blank_page(page_size=(width, height))
        x, y = leaf.corner
        page.mediabox = pikepdf.Rectangle(x, y, x + width, y + height)
        page.contents_add(leaf.contents.encode())
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def plain(colour: Colour, size: tuple[float, float] = LYING) -> Leaf:
    return Leaf(size, [(Rect(0, 0, *size), colour)])


def opened(png: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(png))
    assert picture.format == "PNG"
    assert picture.mode == "RGB"
    return picture


def colours(many: int) -> list[Colour]:
    """Colours that differ from each other and from every grey."""
    return [(40 + 3 * (i % 20), 100 + 3 * (i // 20), 250) for i in range(many)]


Box = tuple[int, int, int, int]


def boxes(picture: Image.Image, wanted: Sequence[Colour]) -> list[Box]:
    """Left, top, right, bottom of each colour in px. Each must fill its box, and nothing else."""
    seen: dict[Colour, Box] = {}
    counts: dict[Colour, int] = {}
    for y, line in enumerate(lines(picture)):
        for start, end, colour in line:
            left, top, right, _ = seen.get(colour, (start, y, end, y))
            seen[colour] = min(left, start), top, max(right, end), y + 1
            counts[colour] = counts.get(colour, 0) + end - start
    for colour in wanted:
        left, top, right, bottom = seen[colour]
        assert counts[colour] == (right - left) * (bottom - top), colour
    assert {one for one in seen if len(set(one)) > 1} <= set(wanted), "a colour that none has"
    return [seen[colour] for colour in wanted]


def lines(picture: Image.Image) -> Iterator[list[tuple[int, int, Colour]]]:
    """The stretches of one colour in each line of pixels, with their start and end."""
    data, width = picture.tobytes(), 3 * picture.width
    last, stretches = b"", []
    for y in range(picture.height):
        line = data[y * width : (y + 1) * width]
        if line != last:
            found = re.finditer(rb"(?s)(.)(.)(.)(?:\1\2\3)*", line)
            stretches = [(m.start() // 3, m.end() // 3, (*m[0][:3],)) for m in found]
        last = line
        yield stretches


def size_of(box: Box) -> tuple[int, int]:
    return box[2] - box[0], box[3] - box[1]


def in_rows(found: Sequence[Box]) -> list[list[Box]]:
    """Boxes in rows, which must be in reading order."""
    rows: list[list[Box]] = []
    for box in found:
        if rows and rows[-1][0][1] == box[1]:
            assert rows[-1][-1][2] < box[0]
            rows[-1].append(box)
        else:
            assert not rows or rows[-1][0][3] < box[1]
            rows.append([box])
    return rows


# Pages, one by one.


@pytest.mark.parametrize(
    ("size", "dpi", "pixels"),
    [
        ((68, 95), 300, (803, 1122)),
        ((68, 95), 72, (193, 269)),
        ((136, 95), 300, (1606, 1122)),
        ((210, 297), 96, (794, 1123)),
        ((215.9, 279.4), 150, (1275, 1650)),
    ],
)
def test_a_page_has_its_pixels_and_says_its_dpi(
    size: tuple[float, float], dpi: float, pixels: tuple[int, int]
) -> None:
    (png,) = page_pictures(pdf_of(plain(BLUE, size)), dpi)
    picture = opened(png)
    assert picture.size == pixels
    assert picture.info["dpi"] == pytest.approx((dpi, dpi), abs=0.02)
    # Right up to the edges: nothing white is left there.
    assert picture.getcolors() == [(pixels[0] * pixels[1], BLUE)]


def test_pages_come_in_their_order_with_what_is_on_them() -> None:
    quarter = Rect(0, 0, 30, 20)
    pdf = pdf_of(Leaf((60, 40), [(quarter, RED)]), Leaf((60, 40), [(quarter.moved(30, 20), GREEN)]))
    first, second = (opened(png) for png in page_pictures(pdf, 254))
    assert first.size == (600, 400)
    for picture, box, colour in ((first, (0, 0), RED), (second, (300, 200), GREEN)):
        assert boxes(picture, [colour]) == [(*box, box[0] + 300, box[1] + 200)]


def test_a_page_is_drawn_smoothly() -> None:
    leaf = Leaf((60, 60), operators="0 g 0 0 m 170 0 l 0 140 l f")
    (png,) = page_pictures(pdf_of(leaf), 72)
    assert len(opened(png).getcolors() or []) > 20


def test_pages_are_drawn_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    real = preview._rendered

    def counted(page: object, size: tuple[int, int]) -> Image.Image:
        drawn.append(size)
        return real(page, size)

    monkeypatch.setattr(preview, "_rendered", counted)
    pictures = page_pictures(pdf_of(plain(RED), plain(GREEN), plain(BLUE)), 20)
    assert len(drawn) == 0
    next(pictures)
    assert len(drawn) == 1
    assert len(list(pictures)) == 2


def test_what_is_typed_into_a_form_is_not_drawn() -> None:
    pdf = pikepdf.open(io.BytesIO(pdf_of(Leaf((50, 50)))))
    look = pdf.make_stream(b"1 0 0 rg 0 0 100 100 re f", BBox=[0, 0, 100, 100])
    look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        FT=pikepdf.Name.Tx,
        T="name",
        F=4,
        Rect=[10, 10, 110, 110],
        AP=pikepdf.Dictionary(N=look),
    )
    made = pdf.make_indirect(field)
    pdf.pages[0].obj.Annots = pikepdf.Array([made])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([made]))
    written = io.BytesIO()
    pdf.save(written)
    (png,) = page_pictures(written.getvalue(), 72)
    assert opened(png).getcolors() == [(142 * 142, WHITE)]


# All pages at a glance.


@pytest.mark.parametrize("size", [LYING, UPRIGHT])
@pytest.mark.parametrize("many", slow_but([1, 2, 3, 4, 5, 8, 13, 40], 1, 2, 5, 8))
def test_thumbnails_stand_in_reading_order_with_even_gaps(
    many: int, size: tuple[float, float]
) -> None:
    wanted = colours(many)
    picture = opened(contact_sheet(pdf_of(*(plain(colour, size) for colour in wanted))))
    rows = in_rows(boxes(picture, wanted))
    assert {size_of(box) for row in rows for box in row} == {size_of(rows[0][0])}
    gap = rows[0][0][0]
    assert gap >= 8
    for row in rows:
        assert row[0][0] == gap
        assert all(after[0] - before[2] == gap for before, after in pairwise(row))
    assert all(len(row) == len(rows[0]) for row in rows[:-1])
    edges = [0, *(edge for row in rows for edge in (row[0][1], row[0][3])), picture.height]
    assert all(edges[i + 1] - edges[i] == gap for i in range(0, len(edges), 2))
    assert picture.width - rows[0][-1][2] == gap


@pytest.mark.parametrize("size", [LYING, UPRIGHT])
@pytest.mark.parametrize("many", slow_but(range(10, 60, 7), 10, 17))
def test_many_pages_make_a_picture_of_about_three_to_two(
    many: int, size: tuple[float, float]
) -> None:
    picture = opened(contact_sheet(pdf_of(*[Leaf(size)] * many)))
    assert 1.1 < picture.width / picture.height < 2.0


def test_few_pages_are_large_and_four_upright_ones_stand_in_a_row() -> None:
    (one,) = boxes(opened(contact_sheet(pdf_of(plain(RED)))), [RED])
    assert size_of(one) == (600, 424)
    wanted = [RED, GREEN, BLUE, YELLOW]
    # 420 mm in points times what makes them 600 px is a little less than 600 in binary fractions.
    pdf = pdf_of(*(plain(colour, (297, 420)) for colour in wanted))
    found = boxes(opened(contact_sheet(pdf)), wanted)
    assert len({box[1] for box in found}) == 1
    assert {size_of(box) for box in found} == {(424, 600)}


def test_pages_of_differing_sizes_are_at_one_scale_in_the_middle_of_equal_cells() -> None:
    wanted = colours(8)
    sizes = [(297, 420), (297, 420), (68, 95), (95, 68)] * 2
    pdf = pdf_of(*(plain(colour, size) for colour, size in zip(wanted, sizes, strict=True)))
    found = boxes(opened(contact_sheet(pdf)), wanted)
    scale = size_of(found[0])[1] / 420
    centres = []
    for box, size in zip(found, sizes, strict=True):
        assert size_of(box) == pytest.approx([length * scale for length in size], abs=1)
        centres.append(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
    assert [y for _, y in centres[:4]] == pytest.approx([centres[0][1]] * 4, abs=1)
    steps = [after[0] - before[0] for before, after in pairwise(centres[:4])]
    assert steps == pytest.approx([steps[0]] * 3, abs=1)
    assert [x for x, _ in centres[4:]] == [x for x, _ in centres[:4]]


@pytest.mark.parametrize("size", [LYING, UPRIGHT])
@pytest.mark.parametrize("many", slow_but([2, 4, 10, 26], 2, 10))
def test_fronts_stand_beside_their_backs_as_pairs(many: int, size: tuple[float, float]) -> None:
    wanted = colours(many)
    pdf = pdf_of(*(plain(colour, size) for colour in wanted))
    picture = opened(contact_sheet(pdf, pairs=True))
    rows = in_rows(boxes(picture, wanted))
    within = rows[0][1][0] - rows[0][0][2]
    between = rows[0][0][0]
    assert 3 <= within <= between / 3
    for row in rows:
        assert len(row) % 2 == 0
        gaps = [after[0] - before[2] for before, after in pairwise(row)]
        assert gaps[::2] == [within] * (len(row) // 2)
        assert gaps[1::2] == [between] * (len(row) // 2 - 1)
    assert picture.width - rows[0][-1][2] == between


def test_a_front_without_a_back_stands_in_the_place_of_a_front() -> None:
    wanted = colours(7)
    pdf = pdf_of(*(plain(colour) for colour in wanted))
    found = boxes(opened(contact_sheet(pdf, pairs=True)), wanted)
    assert found[6][0] in {box[0] for box in found[:6:2]}


@pytest.mark.parametrize(
    ("size", "pairs"),
    slow_but(product([LYING, UPRIGHT, (20.0, 297.0), (297.0, 20.0)], [False, True]), (LYING, True)),
)
def test_300_pages_keep_the_picture_small_and_right(
    size: tuple[float, float], *, pairs: bool
) -> None:
    wanted = colours(300)
    pdf = pdf_of(*(plain(colour, size) for colour in wanted))
    picture = opened(contact_sheet(pdf, pairs=pairs))
    assert 2200 < picture.width <= 2400
    assert picture.height <= 3000
    found = boxes(picture, wanted)
    assert len({size_of(box) for box in found}) == 1
    columns = {len(row) for row in in_rows(found)[:-1]}
    assert len(columns) == 1
    assert not pairs or columns.pop() % 2 == 0


@pytest.mark.parametrize("many", [1, 9])
def test_a_tall_narrow_page_keeps_the_picture_within_its_height(many: int) -> None:
    pages = [plain(colour, (2.0, 2000.0)) for colour in colours(many)]
    assert opened(contact_sheet(pdf_of(*pages))).height <= 3000


def test_white_pages_stand_out_by_a_thin_outline_and_a_shadow() -> None:
    picture = opened(contact_sheet(pdf_of(Leaf(LYING))))
    gap = (picture.width - 600) // 2
    middle = picture.height // 2
    across = [picture.getpixel((x, middle)) for x in range(gap + 2)]
    levels = [colour[0] for colour in across if isinstance(colour, tuple)]
    assert levels[-2:] == [255, 255]
    ground, outline = levels[0], levels[-3]
    assert 225 <= ground <= 245
    assert outline <= ground - 25
    assert levels[-4] > outline
    # The shadow falls down: it is darker below the page than above it.
    top = (picture.height - 424) // 2
    above, below = picture.getpixel((300, top - 3)), picture.getpixel((300, top + 424 + 2))
    assert isinstance(above, tuple)
    assert isinstance(below, tuple)
    assert below[0] < above[0] - 10
    assert picture.getpixel((300, picture.height - 1)) == (ground,) * 3


def test_hairlines_are_pale_in_a_thumbnail() -> None:
    """A line of 0.25 pt is a sixth of a pixel here, and has at most the ink of half of one."""
    picture = opened(contact_sheet(pdf_of(Leaf(LYING, operators="0.25 w 0 298 m 842 298 l S"))))
    x, y = picture.width // 2, picture.height // 2
    levels = picture.crop((x, y - 100, x + 1, y + 100)).convert("L").tobytes()
    assert 30 < sum(255 - level for level in levels) < 150


# A sheet as if cut.

CARD = (60.0, 40.0)
SHEET = (210.0, 148.0)


def cells(columns: int = 3, rows: int = 2, card: tuple[float, float] = CARD) -> list[Rect]:
    """Cards edge to edge in reading order, in the middle of a sheet, off whole pixels."""
    left, top = (SHEET[0] - columns * card[0]) / 2, (SHEET[1] - rows * card[1]) / 2
    return [
        Rect(left + column * card[0], top + row * card[1], *card)
        for row in range(rows)
        for column in range(columns)
    ]


def side(trims: Sequence[Rect], wanted: Sequence[Colour]) -> Leaf:
    """Cards with bleed outside, each painted just under 0.1 mm into those before it."""
    bled = [(trim.grown(3), BLACK) for trim in trims]
    cards = [(trim.grown(0.09), colour) for trim, colour in zip(trims, wanted, strict=True)]
    return Leaf(SHEET, [*bled, *cards])


def cut(trims: Sequence[Rect], page: int = 0, turn: int = 0) -> list[CutOut]:
    return [CutOut(page, trim, turn) for trim in trims]


def test_a_card_is_cut_to_its_trim_and_its_neighbours_are_not_seen() -> None:
    wanted = colours(6)
    picture = opened(cut_sheet(pdf_of(side(cells(), wanted)), cut(cells())))
    rows = in_rows(boxes(picture, wanted))
    assert [len(row) for row in rows] == [3, 3]
    (size,) = {size_of(box) for row in rows for box in row}
    assert size[1] == pytest.approx(size[0] * 40 / 60, abs=1)
    gaps = {after[0] - before[2] for row in rows for before, after in pairwise(row)}
    assert gaps == {rows[1][0][1] - rows[0][0][3]}
    assert min(gaps) > 10
    edges = rows[0][0][0], rows[0][0][1], picture.width - rows[0][-1][2]
    assert {*edges, picture.height - rows[-1][0][3]} == {edges[0]}


def test_a_card_is_shown_up_to_its_trim() -> None:
    """A band of 2 mm along each edge is seen whole."""
    trim = cells()[4]
    inner = trim.grown(-2)
    pdf = pdf_of(Leaf(SHEET, [(trim, RED), (inner, GREEN)]))
    picture = opened(cut_sheet(pdf, cut([trim])))
    scale = 600 / 60
    box = coloured(picture)
    assert size_of(box) == (600, 400)
    x, y = (box[0] + box[2]) // 2, (box[1] + box[3]) // 2
    across = [picture.getpixel((at, y)) for at in range(box[0], box[2])]
    down = [picture.getpixel((x, at)) for at in range(box[1], box[3])]
    for line in (across, down, across[::-1], down[::-1]):
        assert line.index(GREEN) == pytest.approx(2 * scale, abs=2)


def coloured(picture: Image.Image) -> Box:
    """The box of all that is not grey."""
    places = [
        (start, y, end, y + 1)
        for y, line in enumerate(lines(picture))
        for start, end, colour in line
        if max(colour) - min(colour) > 60
    ]
    lefts, tops, rights, bottoms = zip(*places, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def test_backs_lie_to_the_right_each_at_the_place_of_its_front() -> None:
    wanted = colours(12)
    fronts, backs = wanted[:6], wanted[6:]
    # Turned about the upright edge: the back of the left card lies to the right.
    behind = [Rect(SHEET[0] - trim.right, trim.top, *CARD) for trim in cells()]
    pdf = pdf_of(side(cells(), fronts), side(behind, backs))
    picture = opened(cut_sheet(pdf, cut(cells()), cut(behind, page=1)))
    found = boxes(picture, wanted)
    step = found[6][0] - found[0][0]
    assert [(x + step, y) for x, y, *_ in found[:6]] == [(x, y) for x, y, *_ in found[6:]]
    gap = found[1][0] - found[0][2]
    beside = found[6][0] - found[2][2]
    assert beside > 2 * gap
    assert found[0][0] == picture.width - found[11][2]
    assert len({size_of(box) for box in found}) == 1
    assert picture.width <= 2400


def test_fronts_lie_as_on_their_sheet_in_whatever_order_they_are_given() -> None:
    wanted = colours(6)
    pdf = pdf_of(side(cells(), wanted))
    assert cut_sheet(pdf, cut(cells())) == cut_sheet(pdf, cut(cells()[::-1]))
    some = boxes(
        opened(cut_sheet(pdf_of(side(cells()[1:], wanted[1:])), cut(cells()[1:]))), wanted[1:]
    )
    assert [len(row) for row in in_rows(some)] == [2, 3]
    assert [box[0] for box in some[:2]] == [box[0] for box in some[3:]]


def test_the_same_place_need_not_be_the_same_to_the_last_digit() -> None:
    wanted = colours(6)
    pdf = pdf_of(side(cells(), wanted))
    shaken = [trim.moved(place * 1e-9, -place * 1e-9) for place, trim in enumerate(cells())]
    assert cut_sheet(pdf, cut(shaken)) == cut_sheet(pdf, cut(cells()))


def test_cards_of_differing_sizes_are_at_one_scale_in_the_middle_of_equal_cells() -> None:
    large, small = Rect(20, 20, 60, 40), Rect(120, 30, 40, 20)
    picture = opened(cut_sheet(pdf_of(side([small, large], [GREEN, RED])), cut([small, large])))
    # They share neither row nor column: the large one is the first in both.
    first, second = boxes(picture, [RED, GREEN])
    assert (size_of(first), size_of(second)) == ((600, 400), (400, 200))
    left, right = first[0], picture.width - second[2]
    assert (right - left, picture.height - second[3] - left) == (100, 100)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_card_is_turned_upright(turn: int) -> None:
    """The card has red at its upper left, green at its upper right, blue at its lower left."""
    upright = (60.0, 40.0)
    trim = Rect(71.3, 33.7, *(upright if turn % 180 == 0 else upright[::-1]))
    half = trim.width / 2, trim.height / 2
    quarters = [
        Rect(trim.left, trim.top, *half),
        Rect(trim.left + half[0], trim.top, *half),
        Rect(trim.left + half[0], trim.top + half[1], *half),
        Rect(trim.left, trim.top + half[1], *half),
    ]
    # Clockwise from the upper left as the card is held; turned by 90, the first is upper right.
    held = [RED, GREEN, YELLOW, BLUE]
    steps = turn // 90
    placed = [held[(i - steps) % 4] for i in range(4)]
    leaf = Leaf(SHEET, list(zip(quarters, placed, strict=True)))
    front = side([Rect(75, 54, *upright)], [WHITE])
    picture = opened(cut_sheet(pdf_of(leaf), [CutOut(0, trim, turn)]))
    assert_quarters(picture, coloured(picture), held)
    both = opened(
        cut_sheet(pdf_of(front, leaf), cut([Rect(75, 54, *upright)]), [CutOut(1, trim, turn)])
    )
    box = coloured(both)
    assert box[0] > both.width / 2
    assert_quarters(both, box, held)


def assert_quarters(picture: Image.Image, box: Box, held: Sequence[Colour]) -> None:
    width, height = size_of(box)
    assert (width, height) == (600, 400)
    places = [(1, 1), (width - 2, 1), (width - 2, height - 2), (1, height - 2)]
    assert [picture.getpixel((box[0] + x, box[1] + y)) for x, y in places] == list(held)


def test_front_and_back_may_lie_on_one_page() -> None:
    wanted = colours(4)
    trims = cells(2, 2)
    pdf = pdf_of(side(trims, wanted))
    fronts, backs = [trims[0], trims[2]], [trims[1], trims[3]]
    found = boxes(opened(cut_sheet(pdf, cut(fronts), cut(backs))), wanted)
    assert in_rows(found) == [found[:2], found[2:]]


def test_the_corner_of_the_page_need_not_be_at_nought() -> None:
    leaf = side(cells(), colours(6))
    moved = replace(leaf, corner=(-31.5, 17.25))
    assert cut_sheet(pdf_of(moved), cut(cells())) == cut_sheet(pdf_of(leaf), cut(cells()))
    assert contact_sheet(pdf_of(moved)) == contact_sheet(pdf_of(leaf))


def test_many_cards_keep_the_picture_small() -> None:
    trims = cells(10, 9, (20.0, 15.0))
    wanted = colours(180)
    pdf = pdf_of(side(trims, wanted[:90]), side(trims, wanted[90:]))
    picture = opened(cut_sheet(pdf, cut(trims), cut(trims, page=1)))
    assert 2200 < picture.width <= 2400
    boxes(picture, wanted)


def test_many_rows_keep_the_picture_within_its_height() -> None:
    trims = cells(1, 14, (10.0, 10.0))
    picture = opened(cut_sheet(pdf_of(side(trims, colours(14))), cut(trims)))
    assert 2900 < picture.height <= 3000
    boxes(picture, colours(14))


def test_fronts_and_backs_must_be_as_many() -> None:
    pdf = pdf_of(side(cells(), colours(6)))
    with pytest.raises(ValueError, match="6 fronts have 5 backs"):
        cut_sheet(pdf, cut(cells()), cut(cells()[1:]))
    with pytest.raises(ValueError, match="empty"):
        cut_sheet(pdf, [])


def test_the_same_file_makes_the_same_pictures() -> None:
    pdf = pdf_of(side(cells(), colours(6)), side(cells(), colours(12)[6:]))
    assert list(page_pictures(pdf, 100)) == list(page_pictures(pdf, 100))
    assert contact_sheet(pdf, pairs=True) == contact_sheet(pdf, pairs=True)
    cards = cut(cells()), cut(cells(), page=1, turn=180)
    assert cut_sheet(pdf, *cards) == cut_sheet(pdf, *cards)
