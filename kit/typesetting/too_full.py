"""Which texts make a face too full: found by typesetting it with one letter in their place."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from kit.core.errors import Origin
from kit.core.messages import Message
from kit.layout.faces import Face, Faces
from kit.layout.text_filters import text_for_print
from kit.typesetting.fit import TypesetFaces

_LETTER = "x"


def with_origins_on_it(face: Face) -> Face:
    """The face with the origins of those texts alone that are found in its HTML."""
    shown = {
        text: origin for text, origin in face.origins.items() if _alone(text).search(face.html)
    }
    return replace(face, origins=shown)


def with_other_text(face: Face, text: str, other: str) -> Face:
    """The face with another text in place of this one."""
    html = _alone(text).sub(lambda _: text_for_print(other), face.html)
    return replace(face, html=Markup(html))


def _alone(text: str) -> re.Pattern[str]:
    """A text in HTML, but not where its letters are a part of longer words."""
    return re.compile(rf"(?<!\w){re.escape(text_for_print(text))}(?!\w)")


def texts_at_fault(
    faces: Faces, typeset_faces: TypesetFaces, *, one_by_one: bool
) -> dict[str, tuple[str, ...]]:
    """The texts that make each face fit if they are short, the longest first.

    They are those of one kind, such as the names, or else all; with `one_by_one` a single text is
    looked for. A face has none that does not fit however short its texts are.
    """
    every = {face.id: _longest_first(face.origins) for face in faces.faces}
    guilty = {face: tuple(every[face]) for face in _healed(faces, every, typeset_faces)}
    if one_by_one:
        alone = {face: _one_of(faces.only([face]), every[face], typeset_faces) for face in guilty}
        return {face: (text,) for face, text in alone.items()}
    kinds = {face.id: _by_kind(face) for face in faces.only(guilty).faces}
    for place in range(max(map(len, kinds.values()), default=0)):
        trial = {
            face: of_face[place]
            for face, of_face in kinds.items()
            if len(of_face) > place and len(guilty[face]) == len(every[face])
        }
        for face in _healed(faces, trial, typeset_faces):
            guilty[face] = tuple(trial[face])
    return guilty


def _healed(
    faces: Faces, texts: Mapping[str, Sequence[str]], typeset_faces: TypesetFaces
) -> list[str]:
    """The faces, by their ids, that fit with one letter in place of each of these texts."""
    some = [face for face in faces.faces if texts.get(face.id)]
    if not some:
        return []
    trial = {face.id: _with_short_texts(face, texts[face.id]) for face in some}
    faults = typeset_faces(faces.only(trial).changed(trial)).faults
    return [face for face in trial if face not in faults]


def _with_short_texts(face: Face, texts: Iterable[str]) -> Face:
    for text in texts:
        face = with_other_text(face, text, _LETTER)
    return face


def _one_of(face: Faces, texts: Sequence[str], typeset_faces: TypesetFaces) -> str:
    """The text with which, after all before it, a face fits once they are short: by halving."""
    (id_,) = face.names

    def fits(count: int) -> bool:
        return bool(_healed(face, {id_: texts[:count]}, typeset_faces))

    return texts[bisect_left(range(1, len(texts)), True, key=fits)]


def _by_kind(face: Face) -> list[list[str]]:
    """The texts of a face by what they are, such as names; the kind with most words first."""
    kinds: dict[str, list[str]] = {}
    for text in _longest_first(face.origins):
        kinds.setdefault(kind_of(face.origins[text]), []).append(text)
    return sorted(kinds.values(), key=lambda texts: -sum(map(len, texts)))


def kind_of(origin: Origin) -> str:
    """What messages call a text, without what tells it from others of its kind."""
    called = origin.called
    while isinstance(called, Message) and isinstance(called.values.get("called"), Message):
        called = called.values["called"]
    return called.with_values(name="") if isinstance(called, Message) else called


def _longest_first(texts: Iterable[str]) -> list[str]:
    return sorted(texts, key=lambda text: -len(text))
