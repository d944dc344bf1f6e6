"""Overflow report: which text makes a face too full, and how much of that text would fit."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kit.content.models import SOFT_HYPHEN, plain
from kit.core.errors import KitError, Origin, Problem
from kit.layout.faces import Face, Faces
from kit.layout.text_filters import text_for_print
from kit.typesetting.fit import TypesetFaces, smallest

# A word of fewer letters has room on a line of every face, in the smallest type; but for capitals.
LONG_WORD = 16
# A text this short is no reason why a face is too full.
_SHORT = 12
# So many faults of a face are told.
_MOST_TOLD = 6

# What is wrong with the faces that do not fit, by their ids.
Faults = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Advice:
    """What messages call the place of the text, and what to do other than to shorten it.

    `otherwise` is asked for the faces that do not fit and gives such advice by their ids. Where
    text `flows` on over more pages, no text is too long, but its words may be.
    """

    place: str
    flows: bool = False
    otherwise: Callable[[Faces], Mapping[str, str]] = field(default=lambda _: {})


def refuse_misfits(faces: Faces, faults: Faults) -> None:
    """KitError for faces that hold no text of a pack, and do not fit."""
    if faults:
        raise KitError(_problem_without_place(face, faults) for face in faces.only(faults).faces)


def overflow_problems(
    faces: Faces,
    faults: Faults,
    typeset_faces: TypesetFaces,
    advice: Advice,
) -> list[Problem]:
    """A problem for each face that has a fault: its text, where it is written, how much fits.

    How much fits is found by typesetting the faces again with ever shorter texts, all at once.
    """
    tight = smallest(faces.only(faults))
    own = {face.id: _origins_on(face) for face in tight.faces}
    texts = {face: sorted(found, key=lambda text: -len(text)) for face, found in own.items()}
    otherwise = advice.otherwise(tight)
    long_words = _long_words(tight, texts, typeset_faces)
    told = {
        face: own[face][text].problem(
            f'"{word}" in {own[face][text].called} is too long for {advice.place}: mark with | '
            f"where it may break{otherwise.get(face, '')}"
        )
        for face, (text, word) in long_words.items()
    }
    rest = tight.only(set(tight.names) - set(told))
    too_long = {} if advice.flows else _too_long(rest, texts, typeset_faces)
    for face, (text, count) in too_long.items():
        told[face] = own[face][text].problem(
            f"{own[face][text].called} is {len(plain(text))} characters; on {advice.place} about "
            f"{count} fit. Shorten it{otherwise.get(face, '')}."
        )
    for one in rest.faces:
        if one.id not in told:
            longest = next(iter(texts[one.id]), "")
            told[one.id] = _too_long_together(one, longest, own[one.id], faults, otherwise, advice)
    return list(dict.fromkeys(told.values()))


def _origins_on(face: Face) -> dict[str, Origin]:
    """The texts of the pack that stand on a face, each with where it is written."""
    return {
        text: origin for text, origin in face.origins.items() if text_for_print(text) in face.html
    }


def _with_other_text(face: Face, text: str, other: str) -> Face:
    return replace(face, html=face.html.replace(text_for_print(text), text_for_print(other)))


def _long_words(
    faces: Faces, texts: Mapping[str, Sequence[str]], typeset_faces: TypesetFaces
) -> dict[str, tuple[str, str]]:
    """The faces that fit once their long words may break: the text and its longest word."""
    softened, longest = {}, {}
    for face in faces.faces:
        words = [
            (word, text)
            for text in texts[face.id]
            for word in re.split(r"\s+", text)
            if _widest_part(word) >= LONG_WORD
        ]
        if words:
            word, text = max(words, key=lambda pair: _widest_part(pair[0]))
            longest[face.id] = text, plain(word)
            softer = face
            for one in dict.fromkeys(text for _, text in words):
                softer = _with_other_text(softer, one, _softened(one))
            softened[face.id] = softer
    trial = faces.only(softened).changed(softened)
    if not trial.faces:
        return {}
    made = typeset_faces(trial)
    return {face: found for face, found in longest.items() if face not in made.faults}


def _widest_part(word: str) -> int:
    return max(map(len, re.split(f"[{SOFT_HYPHEN}-]", word)))


def _softened(text: str) -> str:
    """The text with break points throughout its long words."""
    return re.sub(r"(?<=[^\W\d_])(?=[^\W\d_]{3})", SOFT_HYPHEN, text)


def _too_long(
    faces: Faces, texts: Mapping[str, Sequence[str]], typeset_faces: TypesetFaces
) -> dict[str, tuple[str, int]]:
    """The text of each face that makes it fit when cut, and how many characters of it have room.

    Of several the longest is taken; a face has none if no text makes it fit by being cut alone.
    """
    found: dict[str, tuple[str, int]] = {}
    for place in range(3):
        texts_now = {
            face.id: texts[face.id][place]
            for face in faces.faces
            if face.id not in found and len(texts[face.id]) > place
        }
        texts_now = {face: text for face, text in texts_now.items() if len(text) > _SHORT}
        if texts_now:
            found |= _room_for(faces.only(texts_now), texts_now, typeset_faces)
    return found


def _room_for(
    faces: Faces, texts: Mapping[str, str], typeset_faces: TypesetFaces
) -> dict[str, tuple[str, int]]:
    """How much of its text each face has room for, by halving; none where one word is too much."""
    words = {face: text.split(" ") for face, text in texts.items()}
    least = dict.fromkeys(words, 0)
    most = {face: len(all_) - 1 for face, all_ in words.items()}
    while pending := [face for face in words if least[face] < most[face]]:
        # One word first: most texts are not too long alone, and that tells.
        middle = {
            face: (least[face] + most[face] + 1) // 2 if least[face] else 1 for face in pending
        }
        cut = {
            face.id: _with_other_text(
                face, texts[face.id], " ".join(words[face.id][: middle[face.id]])
            )
            for face in faces.only(pending).faces
        }
        faults = typeset_faces(faces.only(pending).changed(cut)).faults
        for face in pending:
            if face in faults:
                most[face] = middle[face] - 1 if least[face] else 0
            else:
                least[face] = middle[face]
    return {
        face: (texts[face], _rounded(len(plain(" ".join(words[face][:count])))))
        for face, count in least.items()
        if count
    }


def _rounded(count: int) -> int:
    """The count, rounded down to a number that one can remember."""
    return count // 10 * 10 if count >= 40 else count


def _too_long_together(
    face: Face,
    longest: str,
    own: Mapping[str, Origin],
    faults: Faults,
    otherwise: Mapping[str, str],
    advice: Advice,
) -> Problem:
    if not longest:
        return _problem_without_place(face, faults)
    origin = own[longest]
    if advice.flows:
        return origin.problem(
            f"{_problem_without_place(face, faults)}. The longest is {origin.called}"
        )
    return origin.problem(
        f"{origin.called} is {len(plain(longest))} characters, and with the other texts of "
        f"{face.name} too long for {advice.place} ({_faults_in_words(faults[face.id])}). Shorten "
        f"them{otherwise.get(face.id, '')}."
    )


def _problem_without_place(face: Face, faults: Faults) -> Problem:
    return Problem("", 0, 0, f"{face.name}: {_faults_in_words(faults[face.id])}: shorten its texts")


def _faults_in_words(wrong: Sequence[str]) -> str:
    """What is wrong with a face, cut short: of a poster far too full it is every word upon it."""
    more = len(wrong) - _MOST_TOLD
    return "; ".join([*wrong[:_MOST_TOLD], *([f"and {more} more"] if more > 0 else [])])
