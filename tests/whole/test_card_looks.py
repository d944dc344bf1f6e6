"""The pieces of cards in every format, read back from the typeset faces.

Lengths are mm on paper, from the upper left corner of the trim, unless a comment says otherwise.
"""

import ctypes
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle, groupby, islice, pairwise
from pathlib import Path

import pypdfium2
import pytest
from _pytest.mark import ParameterSet
from PIL import Image, ImageChops, ImageDraw
from pypdfium2 import raw

from kit.content.models import Pack
from kit.content.packs import load_pack
from kit.core.errors import KitError, Origin
from kit.core.paths import DEFAULT_PACK, LAYOUTS
from kit.core.rect import Rect
from kit.core.sizes import CARDS as CARD_FORMATS
from kit.core.sizes import POINTS_PER_MM
from kit.layout.faces import Face
from kit.layout.formats import letter_place
from kit.layout.labels import load_labels
from kit.layout.pieces import load_pieces
from kit.layout.subjects import Subject, subjects
from kit.pipeline.run import build
from kit.session.attendance import Attendance
from kit.session.model import Session
from kit.session.print_settings import Printing
from kit.session.selection import Selection, select
from kit.system.cache import user_store
from kit.typesetting.job import JobContext
from kit.typesetting.stages import TypesetPiece
from kit.typesetting.workspace import Workspace, workspace_for
from tests.conftest import pdf_of, stands_in, typeset_piece
from tests.tiers import slow_but

PIECES = load_pieces(LAYOUTS)
CARDS = tuple(name for name, piece in PIECES.items() if piece.comes_in_decks)
LABELS = load_labels(LAYOUTS, "nb")
# Every card, and two at which wide cards become as narrow as the small ones.
FORMATS: dict[str, dict[str, object]] = {
    **{card: {"card": card} for card in CARD_FORMATS},
    "A6 folded": {"card": "A6", "flip": "fold"},
    "A7 folded": {"card": "A7", "flip": "fold", "margin": 40},
}
# Few, but all areas.
VALUES = ("1.1", "2.7", "3.6", "4.2")
SMALL = ("value-cards", "quality-cards")
# 12 pt drawn are 11 pt on a business card and 11.1 pt on a poker card.
SMALLEST_DEFINITION, SMALLEST_TEXT = 11.0, 9.0
CLEAR, CENTRED = 5.0, 0.5
FINE = 10  # Pixels to the mm.

# Folding changes nothing for small cards.
EACH = [
    (format_, name)
    for format_ in FORMATS
    for name in CARDS
    if "folded" not in format_ or name not in SMALL
]
# Beside the usual card the smallest, and the wide ones that become narrow.
QUICK = [at for at in EACH if at[0] in ("standard", "A7 folded") or at == ("business", CARDS[0])]


def each(*names: str) -> list[ParameterSet]:
    """Every format of these pieces."""
    return slow_but([at for at in EACH if at[1] in names], *QUICK)


each_format_and_piece = pytest.mark.parametrize(("format_", "name"), each(*CARDS))


@dataclass(frozen=True)
class Letter:
    """A visible letter, the box of its ink, and its type size in points."""

    letter: str
    box: Rect
    size: float


@dataclass(frozen=True)
class Side:
    """A finished face: `kind` and `palette` as in kit.layout.faces.Face."""

    kind: str
    palette: str
    text: str
    letters: tuple[Letter, ...]
    paths: tuple[Rect, ...]
    picture: Image.Image


def printing(format_: str, **more: object) -> Printing:
    return Printing.model_validate({**FORMATS[format_], "decks": 2, **more})


@cache
def workspace(format_: str) -> Workspace:
    everything = select(load_pack(DEFAULT_PACK))
    how = printing(format_)
    return workspace_for(JobContext(everything, LABELS, how), user_store())


@cache
def made(format_: str, name: str) -> TypesetPiece:
    """A piece of the whole default content."""
    return set_with(workspace(format_), name)


def set_with(how: Workspace, name: str) -> TypesetPiece:
    return typeset_piece(how, name, PIECES[name])


@cache
def sides(format_: str, name: str) -> Mapping[str, Side]:
    """The finished faces of a piece by their ids."""
    return read(made(format_, name))


def read(piece: TypesetPiece) -> dict[str, Side]:
    document = pypdfium2.PdfDocument(piece.typeset.pdf)
    found = {}
    for face in piece.faces.faces:
        (number,) = piece.typeset.pages[face.id]
        page = document[number]
        found[face.id] = Side(
            face.kind,
            face.palette,
            page.get_textpage().get_text_range(),
            tuple(letters(page)),
            tuple(
                boxed(path.get_bounds(), page) for path in page.get_objects([raw.FPDF_PAGEOBJ_PATH])
            ),
            cropped(page) if face.kind == "back" else Image.new("RGB", (1, 1)),
        )
    document.close()
    return found


def letters(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    text = page.get_textpage()
    matrix = raw.FS_MATRIX()
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if letter.strip():
            raw.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
            size = raw.FPDFText_GetFontSize(text, index) * matrix.d
            yield Letter(letter, boxed(text.get_charbox(index), page), size)


def boxed(points: Sequence[float], page: pypdfium2.PdfPage) -> Rect:
    trim = page.get_trimbox()
    left, bottom, right, top = (edge / POINTS_PER_MM for edge in points)
    x, y = trim[0] / POINTS_PER_MM, trim[3] / POINTS_PER_MM
    return Rect(left - x, y - top, right - left, top - bottom)


def cropped(page: pypdfium2.PdfPage) -> Image.Image:
    """The page at its trim."""
    picture: Image.Image = page.render(scale=FINE / POINTS_PER_MM).to_pil().convert("RGB")
    media, trim = page.get_mediabox(), page.get_trimbox()
    bleed = round((trim[0] - media[0]) / POINTS_PER_MM * FINE)
    return picture.crop((bleed, bleed, picture.width - bleed, picture.height - bleed))


def union(rects: Sequence[Rect]) -> Rect:
    x, y = min(rect.left for rect in rects), min(rect.top for rect in rects)
    right, bottom = max(rect.right for rect in rects), max(rect.bottom for rect in rects)
    return Rect(x, y, right - x, bottom - y)


def apart(one: Rect, other: Rect) -> float:
    """How far two boxes are apart, across or down, whichever is more; below 0 they overlap."""
    return max(
        one.left - other.right,
        other.left - one.right,
        one.top - other.bottom,
        other.top - one.bottom,
    )


def runs(side: Side) -> list[tuple[float, str]]:
    """Letters of one size that follow each other, and their size in points."""
    by_size = groupby(side.letters, lambda letter: round(letter.size, 2))
    return [(size, solid("".join(letter.letter for letter in run))) for size, run in by_size]


def solid(text: str) -> str:
    """The text without what is not printed, or only where a line breaks."""
    return re.sub(r"\W", "", text)


def words_of(name: str, subject: Subject) -> tuple[list[str], list[str]]:
    """What stands on the front of a card: text that is read, and labels that say what it is of."""
    if name == "sort-header-cards":
        return [subject.words["heading"]], []
    kind = LABELS.pieces[name].model_dump().get("kind", "")
    if name == "quality-cards":
        quality = subject.words["quality"]
        return [quality.name, quality.definition], [kind]
    area = subject.area
    assert area is not None
    if name == "value-cards":
        chosen = subject.words["value"]
        return [chosen.name, chosen.definition], [area.title, chosen.number]
    if name == "dilemma-cards":
        dilemma = subject.words["dilemma"]
        return [dilemma.title, dilemma.text], [kind, area.title]
    question = subject.words["question"]
    if question:
        prompt = [question.prompt] if question.prompt else []
        return [question.question, *prompt], [area.title, kind]
    examples = area.examples
    assert examples is not None
    return [examples.lead_in, subject.words["example"].text], [area.title, examples.heading]


def behind(name: str, subject: Subject, pack: Pack) -> tuple[list[str], list[str]]:
    """The same for its back."""
    if name == "sort-header-cards":
        return [LABELS.pieces[name].model_dump()["back"]], []
    if name == "quality-cards":
        assert pack.qualities is not None
        return [pack.qualities.title], []
    area = subject.area
    assert area is not None
    if name == "dilemma-cards":
        assert area.dilemmas is not None
        said = area.dilemmas.discussion
        discuss = LABELS.pieces[name].model_dump()["discuss"]
        return [discuss, said.opening, said.lead_in, *said.points, said.closing], []
    kind = [LABELS.pieces[name].model_dump()["kind"]] if name == "question-cards" else []
    return [area.title], [*kind, f"Område {area.number}"]


@each_format_and_piece
def test_all_words_are_there_and_large_enough(format_: str, name: str) -> None:
    """Definitions are never under 11 pt on paper, and only labels are under 9 pt."""
    selection = workspace(format_).context.selection
    piece, found = made(format_, name), sides(format_, name)
    assert piece.faces.deck is not None
    about = subjects(PIECES[name], selection, LABELS.pieces[name], Attendance())
    cards = zip(piece.faces.deck.cards, about, strict=True)
    for card, subject in cards:
        for face, (texts, labels) in (
            (card.front, words_of(name, subject)),
            (card.back, behind(name, subject, selection.pack)),
        ):
            side = found[face]
            for text in [*texts, *labels]:
                assert stands_in(text, side.text), text
            # Labels that follow each other in one size make one run.
            small = {solid(label) for label in [*labels, " ".join(labels)]}
            sizes = runs(side)
            assert {run for size, run in sizes if size < SMALLEST_TEXT} <= small
            if name in SMALL and face == card.front:
                (size,) = (size for size, run in sizes if run == solid(texts[1]))
                assert size >= SMALLEST_DEFINITION


@each_format_and_piece
def test_the_letter_of_the_deck_has_its_place_for_itself(format_: str, name: str) -> None:
    piece = made(format_, name)
    seal = letter_place(piece.format, workspace(format_).context.looks)
    fronts = [side for side in sides(format_, name).values() if side.kind == "front"]
    assert fronts
    size = piece.format.printed
    assert seal.right <= size.width - CLEAR
    assert seal.bottom <= size.height - CLEAR
    for side in fronts:
        assert min(apart(seal, letter.box) for letter in side.letters) >= 1, side.text


@each_format_and_piece
def test_the_middle_of_a_back_is_its_motif_or_its_text(format_: str, name: str) -> None:
    """Measured on the drawing: where a back drifts, nothing shows that it was not centred."""
    piece = made(format_, name)
    backs = [side for side in sides(format_, name).values() if side.kind == "back"]
    assert backs
    if (name, piece.format.shape) == ("sort-header-cards", "narrow"):
        backs = [side for side in backs if "Egen" in side.text]
    for side in backs:
        width, height = piece.format.printed.width, piece.format.printed.height
        block = ink(side, has_motif=has_motif(name, side))
        assert block.centre[1] == pytest.approx(height / 2, abs=CENTRED * piece.format.scale)
        if is_in_the_middle(piece, name, side):
            assert block.centre[0] == pytest.approx(width / 2, abs=CENTRED * piece.format.scale)


def has_motif(name: str, side: Side) -> bool:
    return not is_discussed(side) and (side.palette != "neutral" or name == "quality-cards")


def is_in_the_middle(piece: TypesetPiece, name: str, side: Side) -> bool:
    """Not beside its words, as on a card that lies across, nor with a text to read."""
    if not has_motif(name, side):
        return name not in ("dilemma-cards", "sort-header-cards") or "Egen" in side.text
    return piece.format.shape != "low" and (name in SMALL or piece.format.shape == "narrow")


def ink(side: Side, *, has_motif: bool) -> Rect:
    """Where a back is not of its ground: of one with a motif that, without the text around it."""
    picture = side.picture
    ground = picture.getpixel((1, 1))
    assert isinstance(ground, tuple)
    if has_motif:
        picture = picture.copy()
        for letter in side.letters:
            box = letter.box.grown(0.3)
            corners = (box.left * FINE, box.top * FINE, box.right * FINE, box.bottom * FINE)
            ImageDraw.Draw(picture).rectangle(corners, fill=ground)
    plain = Image.new("RGB", picture.size, ground)
    difference = ImageChops.difference(picture, plain).convert("L")
    left, top, right, bottom = (
        difference.point(lambda value: 255 * (value > 20)).getbbox() or (0,) * 4
    )
    return Rect(left / FINE, top / FINE, (right - left) / FINE, (bottom - top) / FINE)


def is_discussed(side: Side) -> bool:
    return stands_in(LABELS.pieces["dilemma-cards"].model_dump()["discuss"], side.text)


@pytest.mark.parametrize(
    ("format_", "name"), each(*(name for name in CARDS if name != "sort-header-cards"))
)
def test_lines_to_write_on_fill_the_card_and_stay_inside(format_: str, name: str) -> None:
    piece = made(format_, name)
    size, scale = piece.format.printed, piece.format.scale
    (blank,) = (side for side in sides(format_, name).values() if side.kind == "blank")
    lines = sorted(
        (path for path in blank.paths if path.height < scale and path.width > 30),
        key=lambda at: at.top,
    )
    assert len(lines) >= 4
    for line in lines:
        assert line.left >= CLEAR
        assert line.right <= size.width - CLEAR
        assert all(apart(line, letter.box) > 0 for letter in blank.letters)
    steps = [(below.top - above.top) / scale for above, below in pairwise(lines)]
    assert min(steps) == pytest.approx(10, abs=0.01)
    assert steps[1:] == pytest.approx([10] * (len(steps) - 1), abs=0.01)
    assert lines[-1].bottom <= size.height - 10 * scale
    assert lines[-1].bottom > size.height - 23 * scale


@pytest.mark.parametrize("format_", slow_but(FORMATS, "standard", "A7 folded"))
def test_the_letter_stands_in_the_heart_of_the_motif(format_: str) -> None:
    """The one place is in cards.yaml, the other in cards.css."""
    name = "question-cards" if "folded" in format_ else "value-cards"
    piece = made(format_, name)
    seal = letter_place(piece.format, workspace(format_).context.looks)
    faint = 15 * piece.format.scale
    for side in sides(format_, name).values():
        if side.kind == "front" and side.palette == "area-1":
            circles = [path for path in side.paths if min(path.width, path.height) > faint]
            assert len(circles) == 2
            assert union(circles).centre == pytest.approx(seal.centre, abs=0.1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("format_", "name"),
    slow_but(
        [
            ("standard", "value-cards"),
            ("business", "value-cards"),
            ("standard", "dilemma-cards"),
            ("A6 folded", "dilemma-cards"),
            ("business", "question-cards"),
        ],
        ("standard", "value-cards"),
    ),
)
def test_a_long_text_is_whole_and_off_the_letter_or_it_is_refused(
    format_: str, name: str, pack: Pack
) -> None:
    """In smaller type, if it must be, down to the smallest: then it is refused."""
    accepted = []
    counts = (14, 50, 70, 160)
    for count in counts:
        text = " ".join(
            islice(cycle(["Evne", "til", "å", "forstå", "andres", "perspektiver"]), count)
        )
        how = workspace_for(JobContext(of_one(pack, text), LABELS, printing(format_)))
        piece = unless_too_long(how, name)
        if piece:
            accepted.append(count)
            seal = letter_place(piece.format, how.context.looks)
            (front,) = (side for side in read(piece).values() if side.kind == "front")
            assert stands_in(text, front.text)
            assert min(apart(seal, letter.box) for letter in front.letters) >= 0.5
    assert 1 <= len(accepted) < len(counts)
    assert accepted == list(counts[: len(accepted)])


def unless_too_long(how: Workspace, name: str) -> TypesetPiece | None:
    try:
        return set_with(how, name)
    except KitError as error:
        if "Shorten" in str(error):
            return None
        raise


def of_one(pack: Pack, text: str) -> Selection:
    """One value, one dilemma and one question, each with this text."""
    area, group = pack.areas[0], pack.dilemmas
    assert area.reflection
    assert group
    question = area.reflection.questions[0].model_copy(update={"prompt": text})
    value = area.values[0].model_copy(update={"definition": text})
    reflection = area.reflection.model_copy(update={"questions": (question,)})
    dilemma = group.sets[0].items[0].model_copy(update={"text": text})
    dilemmas = group.sets[0].model_copy(update={"area": area.id, "items": (dilemma,)})
    changed = area.model_copy(update={"values": (value,), "reflection": reflection})
    sets = group.model_copy(update={"sets": (dilemmas,)})
    origins = tuple(
        (text, Origin("pack", 1, 1, "it", (area.id, one.id))) for one in (value, dilemma, question)
    )
    return select(replace(pack, areas=(changed,), dilemmas=sets, origins=origins))


@pytest.mark.slow
def test_each_front_of_a_finished_file_has_the_letter_of_its_deck(tmp_path: Path) -> None:
    how = printing("poker", **{"for": "print-shop"})
    session = Session(
        content=DEFAULT_PACK,
        out=tmp_path,
        values=VALUES,
        with_area=True,
        pieces=CARDS,
        printing=how,
    )
    kit = build(session, store=user_store())
    for name in CARDS:
        piece = made("poker", name)
        seal = letter_place(piece.format, workspace("poker").context.looks)
        document = pypdfium2.PdfDocument(pdf_of(kit, name))
        half = len(document) // 2
        for number in range(0, len(document), 2):
            inside = [one for one in letters(document[number]) if apart(seal, one.box) < 0]
            assert "".join(one.letter for one in inside) == ("A" if number < half else "B")
            assert is_in(union([one.box for one in inside]), seal)
        document.close()


# The decks of tables, and of people: A1000 is the last of as many people as there may be.
SEALS = ("A", "M", "W", "AA", "AM", "A1", "D12", "W36", "AB12", "CV99", "A1000")


def test_a_seal_holds_one_sign_to_five() -> None:
    margin_text = workspace("standard").margin_text
    (typeset,) = map(margin_text.typeset, margin_text.letters(SEALS, 1.0))
    document = pypdfium2.PdfDocument(typeset.pdf)
    for letter in SEALS:
        (number,) = typeset.pages[f"deck-{letter}"]
        found = list(letters(document[number]))
        assert "".join(one.letter for one in found) == letter
        block = union([one.box for one in found])
        assert block.centre == pytest.approx((3.5, 3.5), abs=0.2)
        # The corners of the letters keep off the ring, which is 0.3 mm wide.
        assert (block.width**2 + block.height**2) ** 0.5 / 2 < 3.5 - 0.3 - 0.2
    document.close()


@pytest.mark.parametrize("format_", slow_but(FORMATS, "standard", "business"))
def test_a_seal_is_legible_on_every_card(format_: str) -> None:
    """5 pt is the least that print shops name."""
    scale = made(format_, "value-cards").format.scale
    margin_text = workspace(format_).margin_text
    (typeset,) = map(margin_text.typeset, margin_text.letters(SEALS, scale))
    document = pypdfium2.PdfDocument(typeset.pdf)
    sizes = [one.size for page in document for one in letters(page)]
    document.close()
    assert min(sizes) >= 5.0


@pytest.mark.parametrize(("format_", "name"), each("sort-header-cards"))
def test_headings_are_large_and_their_order_shows_without_words(format_: str, name: str) -> None:
    """One size for all; of the discs one more is filled for each step up."""
    found = [side for side in sides(format_, name).values() if side.kind in ("front", "blank")]
    piece = made(format_, name)
    fronts = [side for side in found if side.kind == "front"]
    assert len({round(one.size, 2) for side in fronts for one in side.letters}) == 1
    assert fronts[0].letters[0].size >= 36
    assert len(fronts) == 3
    for side in found:
        discs = [
            path for path in side.paths
            if path.width == pytest.approx(path.height, abs=0.1) and 8 < path.width < 30
        ]  # fmt: skip
        assert len(discs) == 3
        assert all(disc.left >= CLEAR and disc.top >= CLEAR for disc in discs)
        assert min(apart(disc, one.box) for disc in discs for one in side.letters) > 2
    assert [dark_discs(piece, face) for face in piece.faces.faces if face.kind == "front"] == [
        3, 2, 1
    ]  # fmt: skip
    assert [dark_discs(piece, face) for face in piece.faces.faces if face.kind == "blank"] == [0]


def dark_discs(piece: TypesetPiece, face: Face) -> int:
    """How many things on a face are filled with the accent at their very middle, but letters."""
    document = pypdfium2.PdfDocument(piece.typeset.pdf)
    (number,) = piece.typeset.pages[face.id]
    shown, page = cropped(document[number]), document[number]
    places = [boxed(path.get_bounds(), page) for path in page.get_objects([raw.FPDF_PAGEOBJ_PATH])]
    document.close()
    discs = [one for one in places if abs(one.width - one.height) < 0.1 and 8 < one.width < 30]
    middles = [shown.getpixel((round(x * FINE), round(y * FINE))) for x, y in
               (one.centre for one in discs)]  # fmt: skip
    return sum(sum(middle) < 300 for middle in middles if isinstance(middle, tuple))


@pytest.mark.parametrize(("format_", "name"), each("sort-header-cards"))
def test_an_own_heading_has_two_lines_to_write_it_large(format_: str, name: str) -> None:
    (blank,) = (side for side in sides(format_, name).values() if side.kind == "blank")
    scale, size = made(format_, name).format.scale, made(format_, name).format.printed
    lines = [path for path in blank.paths if path.height < scale and path.width > 30]
    upper, lower = sorted(lines, key=lambda at: at.top)
    assert lower.top - upper.top >= 18
    assert upper.top >= 18
    assert lower.bottom <= size.height - CLEAR


def is_in(inner: Rect, outer: Rect) -> bool:
    return (
        outer.left <= inner.left
        and outer.top <= inner.top
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )


@each_format_and_piece
def test_a_back_is_read_across_the_table(format_: str, name: str) -> None:
    """By its motif and by what it says: no letters under 11 pt, and names in 12.5 pt."""
    for side in sides(format_, name).values():
        if side.kind == "back" and not is_discussed(side):
            assert min(one.size for one in side.letters) >= 10.9, side.text
            assert max(one.size for one in side.letters) >= 12.5, side.text


@pytest.mark.parametrize("format_", slow_but(FORMATS, "standard", "business"))
def test_a_quality_is_told_from_a_value_without_colour(format_: str) -> None:
    """Where a value card is white a band lies right across, with a person as high as it nearly."""
    piece, scale = made(format_, "quality-cards"), made(format_, "quality-cards").format.scale
    wide = piece.format.printed.width
    for name in SMALL:
        for side in sides(format_, name).values():
            if side.kind == "back" or (side.palette == "neutral" and name == "value-cards"):
                continue
            bands = [one for one in side.paths if one.width > wide and one.height > 10 * scale]
            assert len(bands) == (1 if name == "quality-cards" else 0)
            for band in bands:
                people = [one for one in side.paths if 3 < one.height / scale < 10]
                assert union(people).height > 8 * scale
                assert is_in(union(people), band.grown(0.5))
                # Value cards and quality cards are of one family: their names begin at one height.
                assert all(
                    apart(band, one.box) > 0 for one in side.letters if one.size > 13 * scale
                )


@pytest.mark.parametrize("format_", slow_but(FORMATS, "standard", "business"))
def test_the_number_of_a_value_shows(format_: str) -> None:
    for side in sides(format_, "value-cards").values():
        if side.kind == "front":
            digits = [one for one in side.letters if one.letter.isdigit()]
            assert digits
            assert min(one.size for one in digits) >= 10.9


@pytest.mark.parametrize("name", ["value-cards", "question-cards"])
def test_the_faint_motif_is_painted_before_all_words(name: str) -> None:
    """A long title reaches into it, and would else be covered where they meet."""
    fronts = [face for face in made("standard", name).faces.faces if face.kind == "front"]
    assert fronts
    for face in fronts:
        assert str(face.html).index("motif faint") < str(face.html).index("label")


@pytest.mark.parametrize(
    ("format_", "title"),
    [
        ("standard", " ".join(["Menneskerettighetsfokus"] * 5)),
        ("business", " ".join(["Verdier og holdninger i møtet"] * 4)),
    ],
)
def test_a_long_title_of_an_area_is_smaller_and_comes_upon_nothing(
    format_: str, title: str, pack: Pack
) -> None:
    chosen = of_one(pack, "Å se den andre")
    area = chosen.pack.areas[0].model_copy(update={"title": title})
    whole = select(replace(chosen.pack, areas=(area,)))
    how = workspace_for(JobContext(whole, LABELS, printing(format_)))
    piece = set_with(how, "value-cards")
    (front,) = (side for side in read(piece).values() if side.kind == "front")
    assert stands_in(title, front.text)
    small = [one for one in front.letters if one.size < 8.1 * piece.format.scale]
    assert len(small) == len(title.replace(" ", ""))
    rest = [one for one in front.letters if one not in small]
    assert min(apart(one.box, other.box) for one in small for other in rest) > 0.2
