"""The guide's pages: typeset anew until they end well, and are as many as they say."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from kit.core.errors import KitError
from kit.core.messages import Message
from kit.imposition.print_plan import Ending
from kit.layout.faces import Faces
from kit.typesetting.fit import TypesetFaces, lone_words, mended
from kit.typesetting.stages import OwnLength
from kit.typesetting.weasy import Typeset

# The ids of what the guide consists of: all but its last part, and that.
BEFORE, LAST_PART = "before", "background"
# In mm: the margins above and below the text of a page, as in layouts/pages.css.
TOP, BOTTOM = 16.0, 20.0
# A last page is not to be emptier than this share of its room.
_LEAST = 1 / 3
# In mm: the heading of the last part with the gap above it, and the least that begins below it.
_HEADING, _BEGINNING = 15.0, 15.0
# What is saved where all stands nearer together: a share of the last part, and mm before it.
_TIGHTER_LINES, _TIGHTER = 0.03, 6.0


def settled(faces: Faces, length: OwnLength, typeset_faces: TypesetFaces) -> tuple[Faces, Typeset]:
    """The faces, typeset, that end well, without lone words, and are as many pages as they tell.

    `faces` are those that tell of `length.first` pages. They are typeset again only where they
    could be better. Raises KitError where a layout leaves out the spare pages.
    """
    typeset, told = typeset_faces(faces), length.first
    draw = partial(_drawn, length, "flowing", None)
    ending = better_ending(typeset.boxes, length.room)
    if ending != "flowing" or typeset.lone or typeset.broken_otherwise:
        saved = ending in ("near", "tight")
        first = typeset
        draw_better = partial(_drawn, length, ending, first)
        told_then = first.page_count - saved if told else 0
        better = draw_better(told_then, 0)
        again = typeset_faces(better)
        worse = again.faults or lone_words(again) > lone_words(first)
        if not worse and again.page_count <= first.page_count - saved:
            faces, typeset, told, draw = better, again, told_then, draw_better
    return _as_many(faces, typeset, told, draw, typeset_faces) if told else (faces, typeset)


def _drawn(
    length: OwnLength, ending: Ending, first: Typeset | None, pages: int, spare: int
) -> Faces:
    """The faces as so many pages that end so, without the lone words of the first typesetting."""
    faces = length.as_long(pages, spare, ending)
    return mended(faces, first) if first else faces


def better_ending(boxes: Mapping[str, Sequence[tuple[float, float]]], room: float) -> Ending:
    """How the last part is better begun, so that its last page is not almost empty.

    `boxes` are as in Typeset, `room` is how high a page is between its margins, in mm. Reckoned
    from where the last part lies as it flows on below all else.
    """
    last_part, before = boxes.get(LAST_PART, ()), boxes.get(BEFORE, ())
    if not last_part or not before:
        return "flowing"
    top = TOP if len(before) > 1 else before[0][0]
    first, last = last_part[0], last_part[-1]
    begins_on_new_page = first[0] < TOP + 1
    alone = begins_on_new_page or len(last_part) > 1
    left = last[1] - TOP
    if not alone or left >= room * _LEAST:
        return "flowing"
    height = sum(bottom - above for above, bottom in last_part)
    free = TOP + room - before[-1][1] - _HEADING if begins_on_new_page else 0.0
    if begins_on_new_page and free >= _BEGINNING and left < free:
        return "near"
    if left < free + _TIGHTER + _TIGHTER_LINES * height:
        return "tight"
    shared = first[1] - first[0]
    if not begins_on_new_page and left + shared < room and first[0] - top >= room * _LEAST:
        return "apart"
    return "flowing"


def _as_many(
    faces: Faces,
    typeset: Typeset,
    told: int,
    draw: Callable[[int, int], Faces],
    typeset_faces: TypesetFaces,
) -> tuple[Faces, Typeset]:
    """The faces that are as many pages as they tell; those that were typeset tell of `told`.

    Longer figures may make a page more, and that shorter figures, round and round: then the longest
    is filled up with empty pages.
    """
    pages = {told: typeset.page_count}  # how many pages tell of each number
    while typeset.page_count != told:
        told = typeset.page_count
        if told in pages:
            break
        faces = draw(told, 0)
        typeset = typeset_faces(faces)
        pages[told] = typeset.page_count
    else:
        return faces, typeset
    tried = list(pages)
    most = max(tried[tried.index(told) :])
    faces = draw(most, most - pages[most])
    typeset = typeset_faces(faces)
    if typeset.page_count != most:
        raise KitError.of(
            Message(
                "the layout of the guide tells how many pages it has, and never has as many: let "
                "it end with as many empty pages as plan.spare_pages says"
            )
        )
    return faces, typeset
