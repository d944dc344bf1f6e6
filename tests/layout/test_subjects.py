from dataclasses import FrozenInstanceError, replace

import pytest

from kit.core.errors import KitError
from kit.core.paths import LAYOUTS
from kit.core.spelling import plain
from kit.layout.labels import Labels
from kit.layout.pieces import SLIDES, load_pieces
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
    slides,
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
        ("slides", {KitSubject}),
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


def test_pictures_of_headings_are_named_after_their_words_and_called_by_numbers(
    small: Selection, labels: Labels
) -> None:
    headings = found("sort-header-cards", small, labels)
    assert [(one.id, one.picture) for one in headings] == [
        ("1", "1-svaert-viktig"),
        ("2", "2-viktig"),
        ("3", "3-mindre-viktig"),
    ]
    words = labels.pieces["sort-header-cards"].model_copy(update={"headings": ("Понад усе",)})
    (own,) = subjects(PIECES["sort-header-cards"], small, words, Attendance(tables=2))
    assert own.picture == "1"


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


def test_slides_follow_a_session_area_by_area_with_what_the_kit_holds(
    small: Selection, labels: Labels
) -> None:
    words = labels.pieces["slides"]
    every = {"values", "questions", "dilemmas", "qualities", "areas", "action-plan"}
    found_ = list(slides(small, words, every))
    assert [one.kind for one in found_] == [
        "title", "run", "quality",
        "area", "value", "value", "question", "question", "question",
        "area", "value", "value",
        "dilemma", "discussion", "way",
    ]  # fmt: skip
    assert {one.kind for one in found_} == set(SLIDES)
    # Each has a name of its own, for its picture.
    assert len({one.subject.id for one in found_}) == len(found_)
    assert [one.subject.id for one in found_[-3:]] == ["si-fra", "si-fra-drofting", "veien-videre"]
    # An area is the bookmark of what is shown of it.
    of_area = [one for one in found_ if one.under == plain(small.areas[0].title)]
    assert [one.kind for one in of_area] == ["area", *["value"] * 2, *["question"] * 3]
    assert {one.under for one in found_[-3:-1]} == {"Dilemmaer"}


@pytest.mark.parametrize(
    ("shown", "kinds"),
    [
        (set(), []),
        ({"dilemmas"}, ["dilemma", "discussion"]),
        ({"areas"}, ["area", "area"]),
        ({"questions"}, ["area", "question", "question", "question"]),
        ({"qualities", "action-plan"}, ["quality", "way"]),
    ],
)
def test_slides_show_no_more_than_the_kit_holds(
    shown: set[str], kinds: list[str], small: Selection, labels: Labels
) -> None:
    found_ = [one.kind for one in slides(small, labels.pieces["slides"], shown)]
    assert found_ == ["title", "run", *kinds]


def test_of_an_area_that_does_not_come_along_values_alone_are_shown(
    small: Selection, labels: Labels
) -> None:
    one = select(small.pack, values=["1.1"])
    every = {"values", "questions", "dilemmas", "areas"}
    kinds = [slide.kind for slide in slides(one, labels.pieces["slides"], every)]
    assert kinds == ["title", "run", "area", "value"]


def test_slides_whose_labels_lack_words_are_told_which(small: Selection, labels: Labels) -> None:
    words = labels.pieces["slides"].model_copy(update={"bookmarks": {"run": "Program"}})
    with pytest.raises(KitError, match="lack title_file among their bookmarks"):
        list(slides(small, words, ()))
