"""Subjects: the value, area, table … that each card front, poster or form of a piece is about."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from kit.content.models import Dilemma, Example, Model, Question, Value
from kit.core.errors import KitError
from kit.core.messages import Message
from kit.core.spelling import plain, plain_letters
from kit.layout.labels import PieceLabels
from kit.layout.pieces import Piece
from kit.layout.repeated import questions_and_examples, repeated
from kit.session.attendance import Attendance
from kit.session.selection import ChosenArea, ChosenValue, Selection


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What one face is about; each kind below adds the words that its templates print.

    `about` is what messages call it, `id` what lists do; its picture is named after `picture`, or
    after `id` if there is none. `area` is None where the face belongs to none. `parts` are the
    names of what a poster lists.
    """

    about: str
    id: str
    picture: str = ""
    area: ChosenArea | None = None
    parts: tuple[str, ...] = ()

    @property
    def words(self) -> dict[str, Any]:
        """The variables that its templates are given: every field that may be printed."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "picture"}

    def part_ids(self, selection: Selection) -> frozenset[str]:
        """The ids of the parts of the pack whose texts may stand on its faces.

        These are the cover, its area, and what a kind of subject adds to that.
        """
        added = (held for name, held in self.words.items() if name != "area")
        area = {self.area.id} if self.area else set()
        return frozenset({selection.pack.cover.id, *area, *_ids_in(tuple(added))})


@dataclass(frozen=True, kw_only=True)
class KitSubject(Subject):
    """All that is chosen: the guide, the tally sheet and the action plan are about it."""

    def part_ids(self, selection: Selection) -> frozenset[str]:
        """The ids of all parts of the pack, but for areas and values that are not chosen."""
        pack = selection.pack
        whole = (pack.cover, pack.qualities, selection.areas, pack.action_plan)
        return frozenset(_ids_in(whole))


@dataclass(frozen=True, kw_only=True)
class HeadingSubject(Subject):
    """A heading that cards are laid under; it comes from the labels, not from the pack."""

    heading: str


@dataclass(frozen=True, kw_only=True)
class TableSubject(Subject):
    """A table in the room: `table` counts from 0, `about` is its letter."""

    table: int


@dataclass(frozen=True, kw_only=True)
class QualitySubject(Subject):
    """A personal quality, which belongs to no area."""

    quality: Value


@dataclass(frozen=True, kw_only=True)
class AreaSubject(Subject):
    """An area with its chosen values."""

    area: ChosenArea

    def part_ids(self, selection: Selection) -> frozenset[str]:
        """The ids of the cover, of the area, and of all that is chosen in it."""
        return super().part_ids(selection) | frozenset(_ids_in(self.area))


@dataclass(frozen=True, kw_only=True)
class ValueSubject(Subject):
    """A chosen value."""

    area: ChosenArea
    value: ChosenValue


@dataclass(frozen=True, kw_only=True)
class DilemmaSubject(Subject):
    """A dilemma of an area."""

    area: ChosenArea
    dilemma: Dilemma


@dataclass(frozen=True, kw_only=True)
class QuestionSubject(Subject):
    """A reflection question of an area. Examples share its template, so `example` is None."""

    area: ChosenArea
    question: Question
    example: None = None


@dataclass(frozen=True, kw_only=True)
class ExampleSubject(Subject):
    """An example of an area. Questions share its template, so `question` is None."""

    area: ChosenArea
    example: Example
    question: None = None


def subjects(
    piece: Piece, selection: Selection, words: PieceLabels, attendance: Attendance
) -> Iterator[Subject]:
    """One subject for each of the piece's fronts, posters or forms, in the pack's order.

    `words` are the piece's own labels: headings stand in them.
    """
    for place, (area, one) in enumerate(repeated(piece, selection, words, attendance)):
        match piece.repeats_over:
            case "headings":
                yield _heading(place + 1, one)
            case "tables" | "envelopes":
                yield TableSubject(table=place, about=one, id=one.lower())
            case _:
                yield _about(area, one)


def _heading(number: int, heading: str) -> HeadingSubject:
    picture = f"{number}-{re.sub('[^a-z0-9]+', '-', plain_letters(heading))}".strip("-")
    return HeadingSubject(heading=heading, about=heading, id=str(number), picture=picture)


def _about(area: ChosenArea | None, one: Any) -> Subject:
    """The subject of a part of a pack, in its area if it is of one; or of all that is chosen."""
    match one:
        case Selection():
            return _whole_kit(one)
        case ChosenArea():
            parts = tuple(_numbered_name(value) for value in one.values)
            return AreaSubject(area=one, about=plain(one.title), id=one.id, parts=parts)
    assert area or isinstance(one, Value)
    if area is None:
        return QualitySubject(quality=one, about=plain(one.name), id=one.id)
    match one:
        case ChosenValue():
            return ValueSubject(area=area, value=one, about=_numbered_name(one), id=one.id)
        case Dilemma():
            return DilemmaSubject(area=area, dilemma=one, about=plain(one.title), id=one.id)
        case Question():
            about = plain(one.question)
            return QuestionSubject(area=area, question=one, about=about, id=one.id)
    return ExampleSubject(area=area, example=one, about=plain(one.text), id=one.id)


@dataclass(frozen=True)
class Slide:
    """What one slide is about, the template that draws it, and the bookmark that it is under."""

    kind: str
    subject: Subject
    under: str


def slides(selection: Selection, words: PieceLabels, shown: Collection[str]) -> Iterator[Slide]:
    """The slides in the order of a session: who we are, area by area, dilemmas, the way forward.

    `shown` is what the pieces that they tell of repeat over; `words` are the labels of the slides.
    """
    yield _slide_of_kit("title", selection, words, plain(selection.pack.cover.title))
    yield _slide_of_kit("run", selection, words, _bookmark(words, "run"))
    pack = selection.printed_pack
    if "qualities" in shown and pack.qualities:
        for one in pack.qualities.items:
            subject = QualitySubject(quality=one, about=plain(one.name), id=one.id)
            yield Slide("quality", subject, plain(pack.qualities.title))
    for area in selection.areas:
        yield from _slides_of(area, shown)
    for dilemma in _dilemmas_of(selection) if "dilemmas" in shown else ():
        yield Slide("dilemma", dilemma, _bookmark(words, "dilemmas"))
        back = replace(dilemma, id=f"{dilemma.id}-{_bookmark(words, 'discussion_file')}")
        yield Slide("discussion", back, _bookmark(words, "dilemmas"))
    if "action-plan" in shown and pack.action_plan:
        yield _slide_of_kit("way", selection, words, plain(pack.action_plan.title))


def _bookmark(words: PieceLabels, key: str) -> str:
    if key not in words.bookmarks:
        raise KitError.of(
            Message(
                "the labels of «{title}» lack {key} among their bookmarks: slides have all that "
                "layouts/labels/en.yaml of the program has there",
                title=words.title,
                key=key,
            )
        )
    return words.bookmarks[key]


def _slide_of_kit(kind: str, selection: Selection, words: PieceLabels, title: str) -> Slide:
    subject = replace(_whole_kit(selection), about=title, id=_bookmark(words, f"{kind}_file"))
    return Slide(kind, subject, title)


def _slides_of(area: ChosenArea, shown: Collection[str]) -> Iterator[Slide]:
    """An area's opening slide, its values and its questions: none where nothing of it is shown."""
    about = plain(area.title)
    inside: list[Slide] = []
    for value in area.values if "values" in shown else ():
        subject = ValueSubject(area=area, value=value, about=_numbered_name(value), id=value.id)
        inside.append(Slide("value", subject, about))
    if "questions" in shown and area.comes_along:
        told = (_about(area, one) for one in questions_and_examples(area))
        inside += (Slide("question", one, about) for one in told)
    if inside or ("areas" in shown and area.comes_along):
        yield Slide("area", AreaSubject(area=area, about=about, id=area.id), about)
    yield from inside


def _dilemmas_of(selection: Selection) -> Iterator[DilemmaSubject]:
    for area in selection.areas_along:
        for one in area.dilemmas.items if area.dilemmas else ():
            yield DilemmaSubject(area=area, dilemma=one, about=plain(one.title), id=one.id)


def _ids_in(held: Any) -> Iterator[str]:
    """The ids of parts of a pack, and of all parts within them."""
    if isinstance(held, tuple):
        for one in held:
            yield from _ids_in(one)
    elif isinstance(held, Model):
        if isinstance(id_ := getattr(held, "id", None), str):
            yield id_
        for name in type(held).model_fields:
            yield from _ids_in(getattr(held, name))


def _whole_kit(selection: Selection) -> KitSubject:
    cover = selection.pack.cover
    return KitSubject(about=plain(cover.title), id=cover.id)


def _numbered_name(value: ChosenValue) -> str:
    return f"{value.number} {plain(value.name)}"
