"""Subjects: the value, area, table … that each card front, poster or form of a piece is about."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from kit.content.models import Dilemma, Example, Model, Question, Value
from kit.core.spelling import plain
from kit.layout.labels import PieceLabels
from kit.layout.pieces import Piece
from kit.session.attendance import Attendance
from kit.session.selection import ChosenArea, ChosenValue, Selection


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What one face is about; each kind below adds the words that its templates print.

    `about` is what messages call it, `id` what its picture is named after. `area` is None where the
    face belongs to none. `parts` are the names of what a poster lists.
    """

    about: str
    id: str
    area: ChosenArea | None = None
    parts: tuple[str, ...] = ()

    @property
    def words(self) -> dict[str, Any]:
        """The variables that its templates are given: every field by its name."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

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
    match piece.repeats_over:
        case "kit" | "tally":
            yield _whole_kit(selection)
        case "action-plan":
            if selection.pack.action_plan:
                yield _whole_kit(selection)
        case "headings":
            for number, heading in enumerate(words.headings, start=1):
                yield HeadingSubject(heading=heading, about=heading, id=str(number))
        case "tables" | "envelopes":
            for number, letter in enumerate(attendance.letters):
                yield TableSubject(table=number, about=letter, id=letter.lower())
        case "qualities":
            qualities = selection.printed_pack.qualities
            for quality in qualities.items if qualities else ():
                yield QualitySubject(quality=quality, about=plain(quality.name), id=quality.id)
        case "areas":
            for area in selection.areas_along:
                parts = tuple(_numbered_name(value) for value in area.values)
                yield AreaSubject(area=area, about=plain(area.title), id=area.id, parts=parts)
        case "values":
            for area in selection.areas:
                for value in area.values:
                    about = _numbered_name(value)
                    yield ValueSubject(area=area, value=value, about=about, id=value.id)
        case "dilemmas":
            for area in selection.areas_along:
                yield from _dilemmas(area)
        case "questions":
            for area in selection.areas_along:
                yield from _questions_and_examples(area)


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


def _dilemmas(area: ChosenArea) -> Iterator[DilemmaSubject]:
    for dilemma in area.dilemmas.items if area.dilemmas else ():
        about = plain(dilemma.title)
        yield DilemmaSubject(area=area, dilemma=dilemma, about=about, id=dilemma.id)


def _questions_and_examples(area: ChosenArea) -> Iterator[Subject]:
    for question in area.reflection.questions if area.reflection else ():
        about = plain(question.question)
        yield QuestionSubject(area=area, question=question, about=about, id=question.id)
    for example in area.examples.items if area.examples else ():
        yield ExampleSubject(area=area, example=example, about=plain(example.text), id=example.id)
