"""Of the default kit, on every card and poster: no way to break a text has more even lines."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import pytest

from kit.core.paths import FONTS, LAYOUTS
from kit.core.sizes import CARDS, POSTERS
from kit.core.spelling import SOFT_HYPHEN
from kit.layout.drawing import PieceDrawing
from kit.layout.faces import Faces
from kit.layout.formats import Format
from kit.layout.html import Layouts
from kit.layout.labels import Labels
from kit.layout.pieces import load_pieces
from kit.lines.measure import typefaces_in
from kit.lines.total_fit import AFTER_SIGN, AFTER_SMALL_WORD, unevenness
from kit.session.print_settings import Printing
from kit.session.selection import Selection
from kit.typesetting.text_check import SHORT
from kit.typesetting.weasy import Typesetter
from tests.conftest import A_SESSION, format_of
from tests.tiers import slow_but

COPY = typefaces_in(FONTS)
PIECES = load_pieces(LAYOUTS)
CARD_PIECES = [name for name, piece in PIECES.items() if piece.comes_in_decks]
MARKED = re.compile(r"<lines (\S+) (\S+) (\S+) \S+ (\S+)>(.*?)</lines>", re.DOTALL)


@dataclass(frozen=True)
class ShortText:
    """A text that a template has marked: its words, its type in pt and its measure in mm."""

    text: str
    typeface: str
    size: float
    measure: float

    def width(self, line: str) -> float:
        return COPY.width(line, self.typeface, self.size)

    def cost(self, lines: Sequence[str]) -> float:
        """How uneven lines are, and what their ends cost beside that."""
        ends = [line.split()[-1] for line in lines[:-1]]
        small = sum(AFTER_SMALL_WORD for end in ends if re.fullmatch(r"[^\W\d_]{1,3}", end))
        signs = sum(AFTER_SIGN for end in ends if not re.search(r"\w", end))
        return unevenness(list(map(self.width, lines)), self.measure) + small + signs

    @property
    def lines(self) -> tuple[str, ...] | None:
        return COPY.broken(self.text, self.typeface, self.size, self.measure)

    def ways(self, count: int) -> Iterator[tuple[str, ...]]:
        """All ways to set its words in so many lines that its measure holds."""
        words = [word for word in self.text.split(" ") if word]

        def rest(start: int, left: int) -> Iterator[tuple[str, ...]]:
            for end in range(start + 1, len(words) + 1):
                line = " ".join(words[start:end])
                if self.width(line) > self.measure:
                    return
                if left == 1 and end == len(words):
                    yield (line,)
                elif left > 1:
                    yield from ((line, *more) for more in rest(end, left - 1))

        return rest(0, count)


def short_texts(faces: Faces) -> set[ShortText]:
    """What is marked on faces, but for running texts."""
    return {
        ShortText(
            html.unescape(re.sub("<[^>]*>", "", words)), typeface, float(size), float(measure)
        )
        for face in faces.faces
        for typeface, size, measure, kind, words in MARKED.findall(face.html)
        if kind == "short"
    }


def drawn(labels: Labels, everything: Selection, piece: str, format_: Format) -> Faces:
    layouts = Layouts(LAYOUTS, labels, event=A_SESSION)
    faces = PieceDrawing(layouts, piece, PIECES[piece], format_).faces(everything)
    assert faces is not None
    return faces


def check(texts: set[ShortText]) -> None:
    """That no way is more than a hundredth better, and no text a staircase or ends in one word."""
    assert texts
    for one in texts:
        lines = one.lines
        # Words that need breaking have their ways in tests/lines.
        if lines is None or any(line.endswith("-") or "\u00a0" in line for line in lines):
            continue
        plain = [line.replace(SOFT_HYPHEN, "") for line in lines]
        assert not any(one.ways(len(lines) - 1)), f"{one.text} has room in fewer lines"
        ways = list(one.ways(len(lines)))
        assert one.cost(plain) <= 1.01 * min(map(one.cost, ways)), one.text
        widths = list(map(one.width, plain))
        # A staircase: each line is shorter than the one before by a fifth of the measure.
        falls = [a - b > one.measure / 5 for a, b in pairwise(widths)]
        assert len(falls) < 2 or not all(falls) or len(ways) == 1, f"a staircase: {plain}"
        lone = len(plain) > 1 and " " not in plain[-1] and len(plain[-1]) <= SHORT
        assert not lone or all(" " not in way[-1] for way in ways), f"a lone word: {plain}"


@pytest.mark.parametrize(
    ("piece", "card"), slow_but(product(CARD_PIECES, CARDS), *product(CARD_PIECES, ["poker"]))
)
def test_no_card_has_a_text_that_could_be_broken_better(
    piece: str, card: str, labels: Labels, everything: Selection
) -> None:
    format_ = format_of(PIECES[piece], Printing(card=card))
    check(short_texts(drawn(labels, everything, piece, format_)))


@pytest.mark.parametrize(
    ("piece", "size"),
    [
        *slow_but(product(["posters"], POSTERS), ("posters", "A3")),
        ("action-plan", "A3"),
        ("slides", "A3"),
    ],
)
def test_no_other_piece_has_a_text_that_could_be_broken_better(
    piece: str, size: str, labels: Labels, everything: Selection
) -> None:
    format_ = format_of(PIECES[piece], Printing(posters=size))
    check(short_texts(drawn(labels, everything, piece, format_)))


@pytest.mark.parametrize(
    ("piece", "card"),
    slow_but(product(CARD_PIECES, ("standard", "business", "A6")), ("value-cards", "standard")),
)
def test_lines_come_out_as_they_were_reckoned(
    piece: str, card: str, labels: Labels, everything: Selection, typesetter: Typesetter
) -> None:
    faces = drawn(labels, everything, piece, format_of(PIECES[piece], Printing(card=card)))
    made = typesetter.typeset(faces.html, 0, flowing=False, fillable=False)
    # Faces that are too full are made smaller, and then have other lines.
    assert set(made.broken_otherwise) <= set(made.faults), made.broken_otherwise
