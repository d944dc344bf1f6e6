"""The size of a piece on paper, and the size that its layout is drawn at before it is scaled."""

from dataclasses import dataclass
from typing import Literal

from kit.core.rect import Rect
from kit.core.sizes import CARDS, PAPERS, POSTERS, Size
from kit.imposition.grid import fits
from kit.imposition.tiles import Tiling, tiled
from kit.layout.pieces import CardLooks, DrawnSize, FaceSize, Piece
from kit.session.print_settings import Printing

Shape = Literal["", "low", "narrow"]


@dataclass(frozen=True)
class Format:
    """The size of a face as its layout is drawn, and how many times as large it is printed.

    A layout is drawn at `drawn`, in its own mm, and becomes `scale` times as large on paper.
    `shape` tells layouts of cards that lie across, or that are narrower than they were drawn for.
    """

    drawn: FaceSize
    scale: float = 1.0
    shape: Shape = ""

    @property
    def printed(self) -> Size:
        """The trimmed face on paper, in mm."""
        return Size(self.drawn.width * self.scale, self.drawn.height * self.scale)

    @property
    def bleed(self) -> float:
        """The bleed on paper, in mm."""
        return self.drawn.bleed * self.scale


def card_format(piece: Piece, printing: Printing, looks: CardLooks) -> Format:
    """The format of a piece of cards in the chosen size of card.

    Pieces of wide cards are twice as wide, or one card wide where the paper has no room for that.
    """
    card = CARDS[printing.card]
    widths = round(piece.face.width / CARDS["standard"].width)
    wide = Size(card.width * widths, card.height)
    folded = printing.flip == "fold" and piece.sides == 2
    on_sheets = printing.destination == "office"
    paper = PAPERS[printing.paper]
    narrow = on_sheets and not fits(wide, paper, printing.edge.cards, folded=folded)
    if widths == 1:
        return _scaled_card(piece, card, looks.smallest.small, looks)
    if narrow:
        return _scaled_card(piece, card, looks.smallest.narrow, looks, narrow=True)
    return _scaled_card(piece, wide, looks.smallest.wide, looks)


def _scaled_card(
    piece: Piece, size: Size, smallest: DrawnSize, looks: CardLooks, *, narrow: bool = False
) -> Format:
    scale = min(size.width / smallest.width, size.height / smallest.height)
    face = _face_to_draw(piece, size, scale)
    shape: Shape = "narrow" if narrow else "low" if face.height < looks.low else ""
    return Format(face, scale, shape)


def poster_format(piece: Piece, printing: Printing) -> Format:
    """The format of a poster: in the chosen size, or as large as its sheets glued together."""
    in_parts = printing.posters_in_parts
    size = tiling_of(printing).poster if in_parts else POSTERS[printing.posters]
    # Of ISO sizes the sides do not grow quite alike: A2 is 0.06 mm less than √2 times A3. Tabloid
    # is narrower and higher.
    scale = size.width / piece.face.width
    return Format(_face_to_draw(piece, size, scale), scale)


def tiling_of(printing: Printing) -> Tiling:
    """How a poster is divided into sheets. Raises KitError where the margin leaves no room."""
    paper, whole = printing.paper_of_parts, PAPERS[printing.poster_of_parts]
    return tiled(whole, paper, printing.edge, full_size=printing.full_size)


def page_format(piece: Piece, printing: Printing) -> Format:
    """The format of flowing pages and of signs: in mm they are printed as they are drawn.

    Where paper is in inches they are drawn for that, as they lie: layouts have no size of their
    own.
    """
    size = piece.face.size
    if not printing.in_inches or size.portrait != PAPERS[piece.paper]:
        return Format(piece.face)
    paper = PAPERS[printing.paper_for(piece.paper)]
    lying = paper.landscape if size == size.landscape else paper
    return Format(_face_to_draw(piece, lying, 1.0))


def _face_to_draw(piece: Piece, size: Size, scale: float) -> FaceSize:
    return FaceSize(
        width=size.width / scale,
        height=size.height / scale,
        bleed=piece.face.bleed / scale,
        clear=piece.face.clear,
    )


def letter_place(format_: Format, looks: CardLooks) -> Rect:
    """Where the letter of its deck stands on a card, in mm on paper from its upper left corner."""
    letter = looks.letter
    x = format_.drawn.width - letter.right - letter.width
    y = format_.drawn.height - letter.bottom - letter.height
    scale = format_.scale
    return Rect(x * scale, y * scale, letter.width * scale, letter.height * scale)
