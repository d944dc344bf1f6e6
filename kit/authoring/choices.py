"""What a pack offers to choose from, kept in the cache until one of its files changes.

So it is told at once, without the libraries that read and check a pack.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kit.core.paths import DEFAULT_PACK, FONTS, LAYOUTS
from kit.core.table import Row, Table
from kit.reading.source import MOST_BYTES
from kit.system.files import UnreadError, digest, whole_file

if TYPE_CHECKING:
    from kit.layout.labels import Labels
    from kit.layout.pieces import Piece
    from kit.session.selection import Selection
    from kit.system.cache import Store

Listed = Literal["areas", "values", "dilemmas", "questions", "cards", "pieces"]


Topic = Literal["areas", "values", "dilemmas", "questions"]


def offered(what: Listed, content: Path | None, store: "Store") -> Table:
    """What there is of one kind in a pack, or in the default one.

    Raises KitError with all that is wrong in the pack: only what a good pack offers is kept.
    """
    from kit.system.keys import key_of

    folder = content or DEFAULT_PACK
    made_of = [digest(path.read_bytes()) for path in sorted(FONTS.glob("*.json"))]
    made_of += _as_they_are(folder) + (_as_they_are(LAYOUTS) if what in ("cards", "pieces") else [])
    key = key_of("choices", what, made_of)
    columns, rows = json.loads(store.made(key, partial(_table_json, what, folder)))
    return Table(tuple(columns), tuple(map(tuple, rows)))


def _as_they_are(folder: Path) -> list[str]:
    """The names and digests of the YAML files in a folder, also of those that cannot be read."""
    from kit.content.folder import names_below

    try:
        names = sorted(name for name in names_below(folder) if re.search(r"\.ya?ml", name.lower()))
    except (OSError, ValueError) as error:
        return [str(error)]  # what is wrong with it is told when the pack is read
    return [f"{name} {_file_digest(folder / name)}" for name in names]


def _file_digest(path: Path) -> str:
    try:
        return digest(whole_file(path, MOST_BYTES))
    except UnreadError as error:
        return str(error)


def _table_json(what: Listed, folder: Path) -> bytes:
    table = _read(what, folder)
    return json.dumps([table.columns, table.rows], ensure_ascii=False).encode()


def _read(what: Listed, folder: Path) -> Table:
    # Loaded only where the pack is read.
    from kit.content.packs import load_pack
    from kit.session.selection import select

    pack = load_pack(folder)
    if what != "cards" and what != "pieces":
        return content_table(what, select(pack))

    from kit.layout.labels import load_labels
    from kit.layout.overrides import layouts_for
    from kit.layout.pieces import load_pieces

    layouts = layouts_for(folder, pack.cover.language, allow=False)
    pieces, labels = load_pieces(layouts.path), load_labels(layouts.path, pack.cover.language)
    return (
        cards_table(pieces, labels, select(pack))
        if what == "cards"
        else pieces_table(pieces, labels)
    )


def content_table(topic: Topic, everything: "Selection") -> Table:
    """What there is of one kind in a pack; `everything` is the whole pack selected."""
    from kit.core.spelling import plain

    columns, rows = _TOPICS[topic]
    texts = tuple(tuple(plain(text) for text in row) for row in rows(everything))
    return Table(columns, texts)


def pieces_table(pieces: "Mapping[str, Piece]", labels: "Labels") -> Table:
    """The pieces of the layouts, as they are called in the pack's language."""
    from kit.layout.labels import file_name  # loaded only for a list of pieces

    rows = tuple(
        (name, labels.pieces[name].title, file_name(labels, name), _size(piece), _paper(piece))
        for name, piece in pieces.items()
    )
    return Table(("id", "name", "file", "size", "paper"), rows)


def cards_table(pieces: "Mapping[str, Piece]", labels: "Labels", everything: "Selection") -> Table:
    """The cards of the whole pack, as `--only` names them: those of values have numbers."""
    from kit.core.spelling import plain
    from kit.layout.subjects import ValueSubject, subjects
    from kit.session.attendance import Attendance

    rows = []
    for name, piece in pieces.items():
        if piece.comes_in_decks:
            words = labels.pieces[name]
            for one in subjects(piece, everything, words, Attendance()):
                number, called = "", one.about
                if isinstance(one, ValueSubject):
                    number, called = one.value.number, plain(one.value.name)
                rows.append((words.title, number, one.id, called))
    return Table(("piece", "number", "id", "name"), tuple(rows))


def _paper(piece: "Piece") -> str:
    return piece.paper if piece.is_made_for("office") else "–"


def _size(piece: "Piece") -> str:
    return f"{piece.face.width:g} × {piece.face.height:g} mm"


def _areas(everything: "Selection") -> Iterator[Row]:
    for one in everything.areas:
        yield str(one.number), one.id, one.title, str(len(one.values))


def _values(everything: "Selection") -> Iterator[Row]:
    for one in everything.values:
        yield one.number, one.id, one.name, one.definition


def _dilemmas(everything: "Selection") -> Iterator[Row]:
    for one in everything.areas:
        for dilemma in one.dilemmas.items if one.dilemmas else ():
            yield str(one.number), dilemma.id, dilemma.title, dilemma.text


def _questions(everything: "Selection") -> Iterator[Row]:
    for one in everything.areas:
        reflection, examples = one.reflection, one.examples
        for question in reflection.questions if reflection else ():
            yield str(one.number), question.id, question.question, question.prompt or ""
        for example in examples.items if examples else ():
            yield str(one.number), example.id, example.text, ""


_TOPICS: dict[Topic, tuple[Row, Callable[["Selection"], Iterator[Row]]]] = {
    "areas": (("number", "id", "title", "values"), _areas),
    "values": (("number", "id", "name", "definition"), _values),
    "dilemmas": (("area", "id", "title", "text"), _dilemmas),
    "questions": (("area", "id", "question", "prompt"), _questions),
}
