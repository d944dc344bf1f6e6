from typing import Any

import pytest

from kit.content import printed_words
from kit.content.models import ActionPlan, Area, Cover, Dilemmas, Pack, Qualities
from kit.content.printed_words import worded, worded_pack

GONE = {"whole": "Alle fire", "part": ""}
OTHER = {"whole": "Alle fire", "part": "Noen"}


def area(slug: str = "a", **words: Any) -> Area:
    value = {"id": f"v-{slug}", "name": "Ro", "definition": "Å vente"}
    return Area.model_validate({"id": slug, "title": "A", "values": [value], **words})


def cover(*steps: Any, **words: Any) -> Cover:
    use = {"title": "Bruk", "steps": steps or [step("s", "Gjør")], **words}
    return Cover.model_validate(
        {"id": "p", "language": "nb", "title": "P", "intro": [OTHER, GONE], "how-to-use": use}
    )


def step(slug: str, text: Any) -> dict[str, Any]:
    return {"id": slug, "title": "Steg", "text": text}


def test_the_whole_is_told_in_its_own_words() -> None:
    made = worded(area(lead=OTHER, intro=[GONE, "Alltid"]), whole=True)
    assert (made.lead, made.intro) == ("Alle fire", ("Alle fire", "Alltid"))
    assert [type(text) for text in (made.lead, *made.intro)] == [str, str, str]


def test_an_empty_paragraph_is_gone() -> None:
    made = worded(area(lead=GONE, intro=[OTHER, GONE, "Alltid"]), whole=False)
    assert (made.lead, made.intro) == (None, ("Noen", "Alltid"))
    assert made.introduction == ("Noen", "Alltid")
    assert worded(area(lead=GONE, intro=[GONE]), whole=False).introduction == ()


def test_a_step_without_what_to_do_is_gone_but_not_one_with_fields() -> None:
    use = worded(cover(step("s", GONE), step("t", OTHER), closing=GONE), whole=False).how_to_use
    assert [(one.id, one.text) for one in use.steps] == [("t", "Noen")]
    assert use.closing is None
    fields = {**step("s", GONE), "fields": "choose"}
    plan = {"title": "Plan", "intro": GONE, "steps": [fields], "closing": [GONE]}
    made = worded(ActionPlan.model_validate(plan), whole=False)
    assert [(one.id, one.text) for one in made.steps] == [("s", "")]
    assert (made.intro, made.closing) == ("", ())


def test_what_has_nothing_left_in_it_is_gone() -> None:
    questions = [{"id": "q", "question": GONE}]
    examples = {"heading": "E", "lead-in": "Tenk:", "items": [{"id": "e", "text": GONE}]}
    reflection = {"heading": "R", "intro": "Tenk", "questions": questions}
    made = worded(area(reflection=reflection, examples=examples), whole=False)
    assert (made.reflection, made.examples) == (None, None)
    kept = {**reflection, "intro": GONE, "questions": [*questions, {"id": "r", "question": "Hva?"}]}
    left = worded(area(reflection=kept), whole=False).reflection
    assert left
    assert (left.intro, [one.id for one in left.questions]) == ("", ["r"])


@pytest.mark.parametrize(("whole", "there"), [(True, ["a", "c"]), (False, ["b", "c"])])
def test_questions_are_those_of_the_running_text(*, whole: bool, there: list[str]) -> None:
    texts = {"a": "Alle?", "b": "Noen?", "c": "Hvem?"}
    asked: Any = [{"id": slug, "text": text} for slug, text in texts.items()]
    intro = [{"whole": "Er det alle?  Alle?", "part": "Eller Noen?"}, "Hvem?"]
    words: Any = {"intro": intro, "text-questions": asked}
    made = worded(area(**words), whole=whole)
    assert [one.id for one in made.text_questions] == there


@pytest.fixture
def pack() -> Pack:
    quality = {"id": "k", "name": "K", "definition": OTHER}
    qualities = {"title": "Q", "intro": [GONE, "Alltid"], "items": [quality]}
    discussion = {"opening": "a", "lead-in": "b", "points": ["c"]}
    dilemma = {"id": "d", "title": "D", "text": OTHER}
    group = {"area": "a", "heading": OTHER, "intro": GONE, "items": [dilemma]}
    return Pack(
        cover(),
        (area("a", lead=OTHER), area("b", lead=OTHER)),
        Qualities.model_validate(qualities),
        Dilemmas.model_validate({"sets": [{**group, "discussion": discussion}]}),
        None,
    )


def test_an_area_is_told_by_its_own_values_and_the_rest_by_all(pack: Pack) -> None:
    made = worded_pack(pack, {"a"})
    assert [one.lead for one in made.areas] == ["Alle fire", "Noen"]
    assert made.cover.intro == ("Noen",)
    assert made.qualities
    assert (made.qualities.intro, made.qualities.items[0].definition) == (("Alltid",), "Noen")
    assert made.dilemmas
    assert made.dilemmas.sets[0].heading == "Alle fire"
    other = worded_pack(pack, {"b"}).dilemmas
    assert other
    assert (other.sets[0].heading, other.sets[0].intro) == ("Noen", "")
    assert other.sets[0].items[0].text == "Noen"
    whole = worded_pack(pack, {"a", "b"})
    assert whole.cover.intro == ("Alle fire", "Alle fire")
    assert whole.action_plan is None


def test_a_pack_that_is_written_again_and_again_does_not_stay_in_memory(pack: Pack) -> None:
    largest = [pack.cover.model_copy() for _ in range(1_000)]
    assert [worded(one, whole=True) for one in largest[:2]] == [worded(pack.cover, whole=True)] * 2
    for one in largest:
        worded(one, whole=True)
    # A large pack has some 50 parts, and eight packs are remembered.
    assert len(printed_words._worded_before) == 8 * 50
