"""Overflow report: which text makes a face too full, and how much of that text would fit."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kit.core.errors import KitError, Origin, Problem
from kit.core.messages import Message
from kit.core.spelling import SOFT_HYPHEN, plain
from kit.core.wording import first_few, in_short, joined
from kit.layout.faces import Face, Faces
from kit.typesetting.fit import TypesetFaces, smallest
from kit.typesetting.too_full import kind_of, texts_at_fault, with_origins_on_it, with_other_text

# A word of fewer letters has room on a line of every face, in the smallest type; but for capitals.
LONG_WORD = 16
# A text this short is no reason why a face is too full.
_SHORT = 12
# So many faults of a face are told.
_MOST_TOLD = 6

_SHORTER_WORD = Message(
    '"{word}" in {text} is too long for {place}: write a shorter word{otherwise}'
)
_MARK_BREAKS = Message(
    '"{word}" in {text} is too long for {place}: mark with | where it may break{otherwise}'
)
_TOO_LONG = Message(
    "{text} is {length} characters; on {place} about {count} fit. Shorten it{otherwise}."
)
# Texts that make a face too full: one, those of one kind, and all.
_ALONE = Message("{text} does not fit on {place} ({why}). Shorten it{otherwise}.")
_WITH_ITS_KIND = Message(
    "{text} and {count} more of its kind on {face} are too long together for {place} ({why}). "
    "Shorten them{otherwise}."
)
_WITH_OTHERS = Message(
    "{text} is {length} characters, and with the other texts of {face} too long for {place} "
    "({why}). Shorten them{otherwise}."
)

# What is wrong with the faces that do not fit, by their ids.
Faults = Mapping[str, tuple[Message, ...]]


@dataclass(frozen=True)
class Misfit:
    """What is told of a face that does not fit, and of others like it.

    `called` is what messages call them, `why` tells the `faults` of the first.
    """

    called: str
    faults: tuple[Message, ...]
    why: str


@dataclass(frozen=True)
class Advice:
    """What messages call the place of the text, and what to do other than to shorten it.

    `otherwise` is asked for the faces that do not fit and gives such advice by their ids. Where
    text `flows` on over more pages, no text of the pack is too long, but its words may be.
    `session` are the texts of the session, in which no break can be marked. `layout` gives the
    problem of a face that no text is at fault for, of which what is wrong is told; None where the
    face holds no text of a pack, and its layout is the program's.
    """

    place: str
    flows: bool = False
    otherwise: Callable[[Faces], Mapping[str, str]] = field(default=lambda _: {})
    session: Collection[str] = ()
    layout: Callable[[Face, Misfit], Problem | None] = field(
        default=lambda face, misfit: _of_no_layout(misfit) if face.origins else None
    )


def _of_no_layout(misfit: Misfit) -> Problem:
    return Problem("", 0, 0, joined([misfit.called, misfit.why], ": "))


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
    small = smallest(faces.only(faults))
    tight = small.changed({face.id: with_origins_on_it(face) for face in small.faces})
    own = {face.id: face.origins for face in tight.faces}
    texts = {face: sorted(found, key=lambda text: -len(text)) for face, found in own.items()}
    otherwise = advice.otherwise(tight)
    told = {}
    for face, (text, word) in _long_words(tight, texts, typeset_faces).items():
        do = _SHORTER_WORD if text in advice.session else _MARK_BREAKS
        more = otherwise.get(face, "")
        told[face] = _problem_of(own[face][text], do, advice, more, word=word)
    rest = tight.only(set(tight.names) - set(told))
    for face, (text, count) in _too_long(rest, texts, typeset_faces, advice).items():
        more, length = otherwise.get(face, ""), len(plain(text))
        told[face] = _problem_of(
            own[face][text], _TOO_LONG, advice, more, length=length, count=count
        )
    rest = rest.only(set(rest.names) - set(told))
    guilty = texts_at_fault(rest, typeset_faces, one_by_one=advice.flows)
    for one in rest.only(guilty).faces:
        why, more = _faults_in_words(faults[one.id]), otherwise.get(one.id, "")
        told[one.id] = _together(one, why, guilty[one.id], advice, more)
    rest = rest.only(set(rest.names) - set(guilty))
    if told and rest.faces:
        # A face that is much too full runs on over the next one, which is well by itself.
        rest = rest.only(typeset_faces(rest).faults)
    return [*dict.fromkeys(told.values()), *_layouts_at_fault(rest, faults, advice)]


def _layouts_at_fault(faces: Faces, faults: Faults, advice: Advice) -> Iterator[Problem]:
    """A problem for the faces that no text is at fault for: one for all with the same fault."""
    alike: dict[tuple[str, frozenset[str]], list[Face]] = {}
    for face in faces.faces:
        # The same is wrong with all, whichever words are missing on each.
        kinds = frozenset(fault.id for fault in faults[face.id])
        alike.setdefault((face.kind, kinds), []).append(face)
    for found in alike.values():
        first = found[0]
        why = _faults_in_words(faults[first.id])
        if first.origins:
            why = Message("{why}, however short its texts are", why=why)
        called = in_short([face.name for face in found], 1)
        problem = advice.layout(first, Misfit(called, faults[first.id], why))
        if problem is None:
            yield from (_problem_without_place(face, faults) for face in found)
        else:
            yield problem


def _long_words(
    faces: Faces, texts: Mapping[str, Sequence[str]], typeset_faces: TypesetFaces
) -> dict[str, tuple[str, str]]:
    """The faces that fit once their long words may break: the text and its longest word."""
    long = {
        face: sorted(
            (text for text in found if _longest_part(text) >= LONG_WORD),
            key=_longest_part,
            reverse=True,
        )
        for face, found in texts.items()
        if face in faces.names
    }
    guilty: dict[str, str] = {}
    # All of them at once tell which faces they are at fault for; then how many it takes.
    for face in _fits_softened(faces, long, typeset_faces):
        only = faces.only([face])

        def fits(count: int, face: str = face, only: Faces = only) -> bool:
            return bool(_fits_softened(only, {face: long[face][:count]}, typeset_faces))

        guilty[face] = long[face][bisect_left(range(1, len(long[face])), True, key=fits)]
    return {
        face: (text, plain(max(text.split(), key=_widest_part))) for face, text in guilty.items()
    }


def _fits_softened(
    faces: Faces, texts: Mapping[str, Sequence[str]], typeset_faces: TypesetFaces
) -> list[str]:
    """The faces, by their ids, that fit with break points throughout these texts."""
    softened = {}
    for face in faces.faces:
        if texts.get(face.id):
            softer = face
            for text in texts[face.id]:
                softer = with_other_text(softer, text, _softened(text))
            softened[face.id] = softer
    if not softened:
        return []
    faults = typeset_faces(faces.only(softened).changed(softened)).faults
    return [face for face in softened if face not in faults]


def _longest_part(text: str) -> int:
    return max(map(_widest_part, text.split()), default=0)


def _widest_part(word: str) -> int:
    return max(map(len, re.split(f"[{SOFT_HYPHEN}-]", word)))


def _softened(text: str) -> str:
    """The text with break points throughout its long words."""
    return re.sub(r"(?<=[^\W\d_])(?=[^\W\d_]{3})", SOFT_HYPHEN, text)


def _too_long(
    faces: Faces,
    texts: Mapping[str, Sequence[str]],
    typeset_faces: TypesetFaces,
    advice: Advice,
) -> dict[str, tuple[str, int]]:
    """The text of each face that makes it fit when cut, and how many characters of it have room.

    Of several the longest is taken; a face has none if no text makes it fit by being cut alone.
    """
    if advice.flows:
        # None of the pack, then, but one of the session may stand where nothing flows.
        texts = {
            face: [text for text in found if text in advice.session]
            for face, found in texts.items()
        }
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
            face.id: with_other_text(
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


def _together(
    face: Face,
    why: str,
    guilty: Sequence[str],
    advice: Advice,
    otherwise: str,
) -> Problem:
    """The problem of a face that no text alone makes too full: `guilty` do so together."""
    longest = guilty[0]
    origin = face.origins[longest]
    if len(guilty) == 1:
        told = _ALONE
    elif len({kind_of(face.origins[text]) for text in guilty}) == 1:
        told = _WITH_ITS_KIND
    else:
        told = _WITH_OTHERS
    return _problem_of(
        origin,
        told,
        advice,
        otherwise,
        why=why,
        face=face.name,
        count=len(guilty) - 1,
        length=len(plain(longest)),
    )


def _problem_of(
    origin: Origin, told: Message, advice: Advice, otherwise: str, **values: object
) -> Problem:
    """The problem of a text, told with these values beside those that all have."""
    return origin.problem(
        told.with_values(text=origin.called, place=advice.place, otherwise=otherwise, **values)
    )


def _problem_without_place(face: Face, faults: Faults) -> Problem:
    why = _faults_in_words(faults[face.id])
    text = Message("{face}: {why}: shorten its texts", face=face.name, why=why)
    return Problem("", 0, 0, text)


def _faults_in_words(wrong: Sequence[Message]) -> str:
    """What is wrong with a face, cut short: of a poster far too full it is every word upon it."""
    return joined(first_few(list(dict.fromkeys(wrong)), _MOST_TOLD))
