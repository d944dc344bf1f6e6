"""What a piece repeats over: the words that each of its faces is about."""

from collections.abc import Iterator, Mapping
from typing import Any

from kit.content.models import plain
from kit.layout.labels import PieceLabels
from kit.layout.pieces import Piece
from kit.session.attendance import Room
from kit.session.selection import ChosenArea, ChosenValue, Selection

# What a template is given: `area`, or None where the face belongs to none, `about`, which is what
# messages call the face, `id`, which its picture is named after, and the value, quality, dilemma,
# question, example or heading itself, or the number of a table from 0. `parts` are what a poster is
# about in its turn.
Subject = Mapping[str, Any]


def subjects(
    piece: Piece, selection: Selection, words: PieceLabels, room: Room
) -> Iterator[Subject]:
    """One subject for each of the piece's fronts, posters or forms, in the pack's order.

    `words` are the piece's own; headings stand in them.
    """
    pack, over = selection.pack, piece.repeats_over
    if over in ("kit", "tally") or (over == "action-plan" and pack.action_plan):
        yield {"area": None, "about": plain(pack.cover.title), "id": pack.cover.id}
    if over == "headings":
        for number, heading in enumerate(words.headings, start=1):
            yield {"area": None, "heading": heading, "about": heading, "id": str(number)}
    if over in ("tables", "envelopes"):
        for number, letter in enumerate(room.letters):
            yield {"area": None, "table": number, "about": letter, "id": letter.lower()}
    if over == "qualities" and pack.qualities:
        for quality in pack.qualities.items:
            about = plain(quality.name)
            yield {"area": None, "quality": quality, "about": about, "id": quality.id}
    for area in selection.areas:
        if over == "areas":
            parts = tuple(_called(value) for value in area.values)
            about = plain(area.area.title)
            yield {"area": area, "about": about, "id": area.area.id, "parts": parts}
        elif over == "values":
            for value in area.values:
                about = _called(value)
                yield {"area": area, "value": value, "about": about, "id": value.value.id}
        elif over == "dilemmas" and area.dilemmas:
            for dilemma in area.dilemmas.items:
                about = plain(dilemma.title)
                yield {"area": area, "dilemma": dilemma, "about": about, "id": dilemma.id}
        elif over == "questions":
            yield from _questions(area)


def _called(value: ChosenValue) -> str:
    return f"{value.number} {plain(value.value.name)}"


def _questions(area: ChosenArea) -> Iterator[Subject]:
    reflection, examples = area.area.reflection, area.area.examples
    for question in reflection.questions if reflection else ():
        about = plain(question.question)
        yield {
            "area": area,
            "question": question,
            "example": None,
            "about": about,
            "id": question.id,
        }
    for example in examples.items if examples else ():
        about = plain(example.text)
        yield {
            "area": area,
            "question": None,
            "example": example,
            "about": about,
            "id": example.id,
        }
