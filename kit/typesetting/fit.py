"""Making faces fit: smaller type on those that are too full, and no short word alone on a line."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from markupsafe import escape

from kit.core.messages import Message
from kit.layout.faces import Face, Faces
from kit.layout.text_filters import bind_last_words, text_for_print
from kit.typesetting.blocks import matching
from kit.typesetting.weasy import Typeset

# All kinds of text on a face become smaller together, by these shares of their size. No text goes
# below the smallest type of its piece, so what does not fit at the last does not fit at all.
STEPS = tuple(step / 100 for step in range(96, 48, -4))

TypesetFaces = Callable[[Faces], Typeset]


@dataclass(frozen=True)
class Verdict:
    """How a face fits: in type of this share of its usual size, or in none, with its faults.

    `as_reckoned` says whether its short texts have the lines that were reckoned for them.
    """

    fit: float | None
    faults: tuple[Message, ...] = ()
    as_reckoned: bool = True

    @property
    def percent(self) -> int | None:
        """The same size in percent."""
        return None if self.fit is None else round(self.fit * 100)


def fitted(faces: Faces, typeset_faces: TypesetFaces) -> tuple[Faces, Typeset]:
    """Make faces fit and typeset them; those that fit in no size stay as they are, with faults.

    Only faces that do not fit, or that end in a lone word, are typeset again until they do; at last
    all are typeset together once more, since a PDF has one order of reading. The last words of
    texts may be bound.
    """
    first = typeset_faces(faces)
    if first.broken_otherwise:
        faces = _broken_by_typesetter(faces, first)
        first = typeset_faces(faces)
    settled, lone = _shrunk(faces.only(first.faults), typeset_faces)
    lone = {**first.lone, **lone}
    settled |= _without_lone_words(faces.changed(settled), lone, typeset_faces)
    if not settled:
        return faces, first
    whole = faces.changed(settled)
    return whole, typeset_faces(whole)


def verdicts(faces: Faces, typeset_faces: TypesetFaces) -> dict[str, Verdict]:
    """How each face fits, by its id: as `fitted` makes it, but nothing is made.

    Lone words are no matter here, and what fits is not typeset again for the order of reading.
    """
    first = typeset_faces(faces)
    faults, otherwise = dict(first.faults), first.broken_otherwise
    if otherwise:
        faces = _broken_by_typesetter(faces, first)
        again = typeset_faces(faces.only(otherwise)).faults
        faults = {id_: found for id_, found in faults.items() if id_ not in otherwise} | {**again}
    settled, _ = _shrunk(faces.only(faults), typeset_faces)
    found = {}
    for id_ in faces.names:
        if id_ in faults and id_ not in settled:
            found[id_] = Verdict(None, faults[id_], id_ not in otherwise)
        else:
            fit = settled[id_].fit if id_ in settled else 1.0
            found[id_] = Verdict(fit, (), id_ not in otherwise)
    return found


def _shrunk(
    faces: Faces, typeset_faces: TypesetFaces
) -> tuple[dict[str, Face], dict[str, tuple[str, ...]]]:
    """The faces in the largest type in which they fit, found by halving; and their lone words."""
    settled: dict[str, Face] = {}
    lone: dict[str, tuple[str, ...]] = {}
    # The first step that may fit, and one that is known to fit or, before it was tried, may not.
    first = dict.fromkeys(faces.names, 0)
    known = dict.fromkeys(faces.names, len(STEPS))
    while pending := [face for face in first if first[face] < known[face]]:
        step = {
            face: (first[face] + known[face]) // 2 if face in settled else len(STEPS) - 1
            for face in pending
        }
        trial = faces.only(pending).changed(
            {face.id: replace(face, fit=STEPS[step[face.id]]) for face in faces.only(pending).faces}
        )
        made = typeset_faces(trial)
        for face in trial.faces:
            if face.id in made.faults:
                first[face.id] = step[face.id] + 1
            else:
                known[face.id] = step[face.id]
                settled[face.id] = face
                lone[face.id] = made.lone.get(face.id, ())
    return settled, lone


def smallest(faces: Faces) -> Faces:
    """The faces in the smallest type that they may have."""
    return faces.changed({face.id: replace(face, fit=STEPS[-1]) for face in faces.faces})


def _without_lone_words(
    faces: Faces,
    lone: Mapping[str, tuple[str, ...]],
    typeset_faces: TypesetFaces,
) -> dict[str, Face]:
    """The faces that become better by a lone word taking the word before with it."""
    changed = {face.id: _bound(face, lone[face.id]) for face in faces.only(lone).faces}
    trial = faces.changed(changed).only(changed)
    if not trial.faces:
        return {}
    made = typeset_faces(trial)
    return {
        face.id: face
        for face in trial.faces
        if face.id not in made.faults and len(made.lone.get(face.id, ())) < len(lone[face.id])
    }


def _bound(face: Face, lone: Collection[str]) -> Face:
    ends = [matching(text) for text in lone]
    html = face.html
    # Labels are written as they are, texts of the pack for print.
    for text in face.texts:
        if any(end.endswith(matching(text)) for end in ends):
            bound = text_for_print(bind_last_words(text))
            for written in {text_for_print(text), escape(text)}:
                html = html.replace(written, bound)
    return replace(face, html=html)


def typeset_flowing(faces: Faces, typeset_faces: TypesetFaces) -> tuple[Faces, Typeset]:
    """Typeset texts that flow over pages; once more where lines could be better, if they are."""
    first = typeset_faces(faces)
    if not first.lone and not first.broken_otherwise:
        return faces, first
    better = mended(faces, first)
    again = typeset_faces(better)
    worse = again.faults or lone_words(again) > lone_words(first)
    return (faces, first) if worse else (better, again)


def mended(faces: Faces, typeset: Typeset) -> Faces:
    """Faces without the lone words that they were typeset with.

    Those whose short texts were broken otherwise than reckoned are broken by the typesetter.
    """
    better = {face.id: _bound(face, typeset.lone.get(face.id, ())) for face in faces.faces}
    return _broken_by_typesetter(faces.changed(better), typeset)


def _broken_by_typesetter(faces: Faces, typeset: Typeset) -> Faces:
    """Faces of which the typesetter breaks those whose lines were not those reckoned for them.

    It does so better than reckoning that does not know their layout.
    """
    some = faces.only(typeset.broken_otherwise).faces
    return faces.changed({face.id: replace(face, broken_here=False) for face in some})


def lone_words(typeset: Typeset) -> int:
    """How many texts end in a lone word."""
    return sum(map(len, typeset.lone.values()))
