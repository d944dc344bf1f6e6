"""What a piece repeats over: the values, areas, dilemmas, tables … that it has a face for each."""

from collections.abc import Iterator
from typing import Any

from kit.layout.labels import PieceLabels
from kit.layout.pieces import Piece
from kit.session.attendance import Attendance
from kit.session.selection import ChosenArea, Selection


def repeated(
    piece: Piece, selection: Selection, words: PieceLabels, attendance: Attendance
) -> Iterator[tuple[ChosenArea | None, Any]]:
    """Each of them in the pack's order, with the area that it is of, if it is of one.

    `words` are the piece's own labels: headings stand in them. What is about all of the kit is the
    selection itself.
    """
    match piece.repeats_over:
        case "kit" | "tally" | "slides":
            yield None, selection
        case "action-plan":
            if selection.pack.action_plan:
                yield None, selection
        case "headings":
            yield from ((None, heading) for heading in words.headings)
        case "tables" | "envelopes":
            yield from ((None, letter) for letter in attendance.letters)
        case "qualities":
            qualities = selection.printed_pack.qualities
            yield from ((None, one) for one in (qualities.items if qualities else ()))
        case "areas":
            yield from ((area, area) for area in selection.areas_along)
        case "values":
            yield from ((area, value) for area in selection.areas for value in area.values)
        case "dilemmas":
            for area in selection.areas_along:
                yield from ((area, one) for one in (area.dilemmas.items if area.dilemmas else ()))
        case "questions":
            for area in selection.areas_along:
                yield from ((area, one) for one in questions_and_examples(area))


def questions_and_examples(area: ChosenArea) -> Iterator[Any]:
    """The questions of an area, and then its examples: they stand on cards alike."""
    yield from area.reflection.questions if area.reflection else ()
    yield from area.examples.items if area.examples else ()
