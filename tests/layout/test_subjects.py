from dataclasses import FrozenInstanceError, replace

import pytest

from kit.core.paths import LAYOUTS
from kit.core.spelling import plain
from kit.layout.labels import Labels
from kit.layout.pieces import load_pieces
from kit.layout.subjects import (
    AreaSubject,
    DilemmaSubject,
    ExampleSubject,
    HeadingSubject,
    KitSubject,
    QualitySubject,
    QuestionSubject,
    Subject,
    TableSubject,
    ValueSubject,
    subjects,
)
from kit.session.attendance import Attendance
from kit.session.selection import Selection, select

PIECES = load_pieces(LAYOUTS)


def found(name: str, selection: Selection, labels: Labels) -> list[Subject]:
    return list(subjects(PIECES[name], selection, labels.pieces[name], Attendance(tables=2)))


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("value-cards", {ValueSubject}),
        ("quality-cards", {QualitySubject}),
        ("dilemma-cards", {DilemmaSubject}),
        ("question-cards", {QuestionSubject, ExampleSubject}),
        ("posters", {AreaSubject}),
        ("sort-header-cards", {HeadingSubject}),
        ("table-signs", {TableSubject}),
        ("envelope-labels", {TableSubject}),
        ("action-plan", {KitSubject}),
        ("tally-sheet", {KitSubject}),
        ("guide", {KitSubject}),
    ],
)
def test_each_piece_has_subjects_of_its_kind_that_stay_as_they_are(
    name: str, kinds: set[type[Subject]], small: Selection, labels: Labels
) -> None:
    all_ = found(name, small, labels)
    assert {type(one) for one in all_} == kinds
    assert len({one.id for one in all_}) == len(all_)
    with pytest.raises(FrozenInstanceError):
        all_[0].about = ""  # type: ignore[misc]


def test_a_template_is_given_every_field_by_its_name(small: Selection, labels: Labels) -> None:
    first = found("value-cards", small, labels)[0]
    assert isinstance(first, ValueSubject)
    assert first.value.number == "1.1"
    assert first.words == {
        "about": f"1.1 {plain(first.value.name)}",
        "id": first.value.id,
        "area": small.areas[0],
        "parts": (),
        "value": first.value,
    }


def test_questions_and_examples_share_a_template(small: Selection, labels: Labels) -> None:
    for one in found("question-cards", small, labels):
        assert [one.words["question"], one.words["example"]].count(None) == 1


def test_tables_count_from_0_and_are_called_by_letters(small: Selection, labels: Labels) -> None:
    signs = found("table-signs", small, labels)
    assert [(one.words["table"], one.about, one.id) for one in signs] == [
        (0, "A", "a"),
        (1, "B", "b"),
    ]


def test_a_pack_without_a_part_has_no_subjects_of_it(small: Selection, labels: Labels) -> None:
    bare = select(replace(small.pack, qualities=None, dilemmas=None, action_plan=None))
    for name in ("quality-cards", "dilemma-cards", "action-plan"):
        assert found(name, bare, labels) == []
