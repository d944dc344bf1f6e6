import pickle
from typing import Any

import pytest
from pydantic import ValidationError

from kit.content.models import Area, Reflection, Step
from kit.content.part_texts import PartText
from kit.content.printed_words import worded

TWO = {"whole": "Alle ti", "part": "Noen"}


def area(**words: Any) -> Area:
    value = {"id": "ro", "name": "Ro", "definition": "Å vente"}
    return Area.model_validate({"id": "a", "title": "A", "values": [value], **words})


def test_a_text_is_that_of_the_whole_with_the_other_beside_it() -> None:
    made = area(lead=TWO, intro=["Først", TWO])
    assert (made.lead, made.intro) == ("Alle ti", ("Først", "Alle ti"))
    assert isinstance(made.lead, PartText)
    assert made.lead.part == "Noen"
    assert made.introduction == ("Alle ti Først", "Alle ti")


def test_break_points_stand_in_both_forms() -> None:
    lead = area(lead={"whole": "Reise|tid", "part": "Vente|tid"}).lead
    assert isinstance(lead, PartText)
    assert (lead, lead.part) == ("Reise\u00adtid", "Vente\u00adtid")


@pytest.mark.parametrize("nothing", ["", None, "  "])
def test_a_part_may_be_empty(nothing: str | None) -> None:
    lead = area(lead={"whole": "Alle ti", "part": nothing}).lead
    assert isinstance(lead, PartText)
    assert lead.part == ""


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ({"whole": "a"}, ("lead", "part")),
        ({"part": "a"}, ("lead", "whole")),
        ({"whole": "", "part": "a"}, ("lead", "whole")),
        ({"whole": "a", "part": "b" * 4001}, ("lead", "part")),
        ({"whole": "a", "part": "|b"}, ("lead", "part")),
        ({"whole": "a", "part": "b", "parts": "c"}, ("lead", "parts")),
        ({"whole": ["a"], "part": "b"}, ("lead", "whole")),
        # A text that lacks its quotes.
        ({"Det er ti": "alle"}, ("lead",)),
    ],
)
def test_what_is_wrong_is_told_at_its_form(given: Any, at: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError) as caught:
        area(lead=given)
    assert [detail["loc"] for detail in caught.value.errors()] == [at]


def test_a_heading_has_words_in_both_forms() -> None:
    assert area(**{"values-heading": TWO}).values_heading == "Alle ti"
    with pytest.raises(ValidationError, match="at least 1 character"):
        area(**{"values-heading": {"whole": "Alle ti", "part": ""}})


def test_a_name_is_the_same_whatever_is_chosen() -> None:
    with pytest.raises(ValidationError, match="write it once"):
        area(title=TWO)


def test_both_forms_are_kept() -> None:
    made = area(lead=TWO)
    assert pickle.loads(pickle.dumps(made)).lead.part == "Noen"
    assert made.model_dump_json() != area(lead="Alle ti").model_dump_json()
    assert made.model_dump_json() != area(lead={**TWO, "part": "Få"}).model_dump_json()
    # As it is written, so that it is read again.
    assert worded(Area.model_validate_json(made.model_dump_json(by_alias=True)), whole=False).lead


def test_what_is_not_shown_in_part_may_still_be_required() -> None:
    step = Step.model_validate({"id": "s", "title": "T", "text": {"whole": "a", "part": ""}})
    assert step.text == "a"
    with pytest.raises(ValidationError):
        Reflection.model_validate({"heading": "H", "intro": None, "questions": []})
