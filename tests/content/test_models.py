import pytest
from pydantic import ValidationError

from kit.content.models import Area, Pack, Value
from kit.core.paths import DEFAULT_PACK
from kit.core.spelling import plain


def test_a_bar_inside_a_word_becomes_a_break_point() -> None:
    value = Value(id="a", name="Menneske|rettighets|fokus", definition="x")
    assert value.name == "Menneske\u00adrettighets\u00adfokus"
    assert plain(value.name) == "Menneskerettighetsfokus"


@pytest.mark.parametrize("text", ["|a", "a|", "a | b", "a||b", "1|2"])
def test_a_bar_elsewhere_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="put it between two letters"):
        Value(id="a", name=text, definition="x")


@pytest.mark.parametrize("slug", ["3", "3.6", "Håp", "a--b", "-a", "a_b", "../a", ""])
def test_ids_are_slugs_that_no_number_is_taken_for(slug: str) -> None:
    with pytest.raises(ValidationError):
        Value(id=slug, name="a", definition="x")


def test_the_lead_of_an_area_begins_its_introduction() -> None:
    value = Value(id="ro", name="Ro", definition="Å vente")
    area = Area(id="a", title="A", values=(value,))
    assert area.introduction == ()
    assert area.model_copy(update={"lead": "En."}).introduction == ("En.",)
    two = area.model_copy(update={"lead": "En.", "intro": ("To.", "Tre.")})
    assert two.introduction == ("En. To.", "Tre.")
    assert area.model_copy(update={"intro": ("To.",)}).introduction == ("To.",)


def test_models_are_frozen() -> None:
    value = Value(id="a", name="a", definition="x")
    with pytest.raises(ValidationError, match="frozen"):
        value.name = "b"


def test_the_default_pack_holds_the_whole_tool(pack: Pack) -> None:
    assert [len(area.values) for area in pack.areas] == [10, 10, 10, 10]
    assert pack.qualities is not None
    assert len(pack.qualities.items) == 3
    assert pack.action_plan is not None
    assert len(pack.action_plan.steps) == 4
    assert len(pack.cover.how_to_use.steps) == 4
    questions = [a.reflection.questions if a.reflection else () for a in pack.areas]
    assert [len(wanted) for wanted in questions] == [4, 5, 0, 0]
    assert all(question.prompt for question in questions[0])
    assert [bool(pack.dilemmas_of(area)) for area in pack.areas] == [False, False, True, False]
    people = pack.areas[1]
    assert people.examples is not None
    assert len(people.examples.items) == 4
    assert people.aspects == ("Møter", "Spørsmål", "Samarbeid", "Maktfordeling")
    assert people.figure is not None
    assert people.figure.values[0] == "likeverd"


def test_the_default_pack_is_set_in_norwegian_typography() -> None:
    files = [path.read_text(encoding="utf-8") for path in DEFAULT_PACK.rglob("*.yaml")]
    lines = [line for text in files for line in text.splitlines() if not line.startswith("#")]
    text = "\n".join(lines)
    assert "«ekspertmodell»" in text
    assert "2–3 verdier" in text
    assert '"' not in text
    assert " - " not in text.replace("  - ", "")
