"""What a pack and the layouts offer, as tables of plain text."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from kit.content.models import plain
from kit.core.table import Row, Table
from kit.session.selection import Selection

if TYPE_CHECKING:
    from kit.layout.labels import Labels
    from kit.layout.pieces import Piece

Topic = Literal["areas", "values", "dilemmas", "questions"]


def content_table(topic: Topic, everything: Selection) -> Table:
    """What there is of one kind in a pack; `everything` is the whole pack selected."""
    columns, rows = _TOPICS[topic]
    texts = tuple(tuple(plain(text) for text in row) for row in rows(everything))
    return Table(columns, texts)


def pieces_table(pieces: "Mapping[str, Piece]", labels: "Labels") -> Table:
    """The pieces of the layouts, as they are called in the pack's language."""
    from kit.layout.labels import file_name  # loaded for those only who ask for pieces

    rows = tuple(
        (name, labels.pieces[name].title, file_name(labels, name), _size(piece), piece.paper)
        for name, piece in pieces.items()
    )
    return Table(("id", "name", "file", "size", "paper"), rows)


def _size(piece: "Piece") -> str:
    return f"{piece.face.width:g} × {piece.face.height:g} mm"


def _areas(everything: Selection) -> Iterator[Row]:
    for one in everything.areas:
        yield str(one.number), one.area.id, one.area.title, str(len(one.values))


def _values(everything: Selection) -> Iterator[Row]:
    for one in everything.values:
        yield one.number, one.value.id, one.value.name, one.value.definition


def _dilemmas(everything: Selection) -> Iterator[Row]:
    for one in everything.areas:
        for dilemma in one.dilemmas.items if one.dilemmas else ():
            yield str(one.number), dilemma.id, dilemma.title, dilemma.text


def _questions(everything: Selection) -> Iterator[Row]:
    for one in everything.areas:
        reflection, examples = one.area.reflection, one.area.examples
        for question in reflection.questions if reflection else ():
            yield str(one.number), question.id, question.question, question.prompt or ""
        for example in examples.items if examples else ():
            yield str(one.number), example.id, example.text, ""


_TOPICS: dict[Topic, tuple[Row, Callable[[Selection], Iterator[Row]]]] = {
    "areas": (("number", "id", "title", "values"), _areas),
    "values": (("number", "id", "name", "definition"), _values),
    "dilemmas": (("area", "id", "title", "text"), _dilemmas),
    "questions": (("area", "id", "question", "prompt"), _questions),
}
