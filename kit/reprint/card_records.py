"""What is on each card and poster, as the manifest keeps it to tell later what has changed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kit.core.messages import Message
from kit.core.sizes import Size
from kit.system.files import digest

if TYPE_CHECKING:
    from kit.layout.faces import Face, Faces

# So many of the 64 signs of a digest are kept: they tell any two cards apart.
_SIGNS = 16

# For each piece, its cards by their ids: the fields of kit.output.manifest.PrintedCard.
Record = Mapping[str, Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True)
class CardsAndTexts:
    """What the manifest keeps of a kit: its `cards`, and by pieces the letters of their `decks`.

    `texts` are the digests of pieces that are neither cards nor posters.
    """

    cards: Record = field(default_factory=dict)
    decks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The same in plain types."""
        return {
            "cards": {name: dict(cards) for name, cards in self.cards.items()},
            "decks": {name: list(letters) for name, letters in self.decks.items()},
            "texts": dict(self.texts),
        }


_NUMBER = re.compile(r"\d+\.\d+(?= )")
_MOTIF = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")
_TAG = re.compile(r"<[^>]*>")
_KEPT_SIZE = re.compile(r"(\d+\.\d) × (\d+\.\d) mm")


def recorded(faces: "Faces", size: Size | None = None) -> dict[str, dict[str, Any]]:
    """The cards or posters of a piece as they are kept in the manifest, by their ids.

    `size` is that of a card on paper; posters have none, since they are also printed smaller.
    """
    by_id = {face.id: face for face in faces.faces}
    if faces.deck is None:
        sides: Iterable[tuple[Face, ...]] = ((face,) for face in faces.faces)
    else:
        sides = ((by_id[card.front], by_id[card.back]) for card in faces.deck.cards)
    more = {"size": kept_size(size)} if size else {}
    return {
        one[0].subject: {
            "about": one[0].about,
            "digest": drawn_digest(one),
            **more,
            "parts": _digests_of_parts(one),
        }
        for one in sides
    }


def kept_size(size: Size) -> str:
    """The size of a card as it is kept."""
    return f"{size.width:.1f} × {size.height:.1f} mm"


def told_size(kept: str) -> str:
    """The size of a card that was kept as messages tell it, whatever else somebody wrote there."""
    found = _KEPT_SIZE.fullmatch(kept)
    if not found:
        return kept
    width, height = map(float, found.groups())
    return Message("{width:.1f} × {height:.1f} mm", width=width, height=height)


def drawn_digest(sides: "Iterable[Face]") -> str:
    """What is the same for faces that have the same on them, whatever size they are made in."""
    drawn = "\n".join(f"{face.kind} {face.palette}\n{face.html}{face.beside}" for face in sides)
    return _short(drawn)


def _digests_of_parts(sides: "tuple[Face, ...]") -> dict[str, str]:
    """What is on a card, part by part: whichever differs is why the card has changed.

    A part that another is made of comes first: a number is in the text as well.
    """
    htmls = [str(face.html) for face in sides]
    number = _NUMBER.match(sides[0].about)
    motifs = [motif for html in htmls for motif in _MOTIF.findall(html)]
    without = [_MOTIF.sub("", html) for html in htmls]
    texts = [" ".join(_TAG.sub(" ", html).split()) for html in without]
    if number:
        texts = [text.replace(number[0], "") for text in texts]
    colours = [f"{face.palette} {face.beside.colours}" for face in sides]
    return {
        "number": number[0] if number else "",
        "text": _short("\n".join(texts)),
        "motif": _short("\n".join(_COLOUR.sub("", motif) for motif in motifs)),
        "colours": _short("\n".join((*colours, *_COLOUR.findall("".join(motifs))))),
        "logo": _short("\n".join(picture for face in sides for picture in face.beside.pictures)),
        "layout": _short("\n".join([*map(_tags, without), *(one.beside.styles for one in sides)])),
    }


def _tags(html: str) -> str:
    """The tags of a face without the words between them."""
    return " ".join(_TAG.findall(html))


def _short(text: str) -> str:
    return digest(text.encode())[:_SIGNS]
