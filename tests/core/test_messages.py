"""Messages are English texts that keep what it takes to say them in another language."""

import pickle
from datetime import date

import pytest

from kit.core.language import Language, Speech, language_called, offer, said, speak, speech, spoken
from kit.core.messages import Message, as_data
from kit.core.wording import either, enumerated, in_short, joined, quoted_names

TOO_LONG = Message(
    "«{name}» has {count} characters, {most} at most: shorten it", name="Åse", count=130, most=120
)


def test_a_message_is_what_it_says_in_english() -> None:
    assert TOO_LONG == "«Åse» has 130 characters, 120 at most: shorten it"
    assert f"{TOO_LONG}." == "«Åse» has 130 characters, 120 at most: shorten it."
    assert TOO_LONG.id == "«{name}» has {count} characters, {most} at most: shorten it"
    assert TOO_LONG.values == {"name": "Åse", "count": 130, "most": 120}


def test_without_values_braces_stand_as_they_are() -> None:
    assert Message("one of {choices}") == "one of {choices}"
    assert Message("one of {choices}").with_values(choices="a, b") == "one of a, b"


@pytest.mark.parametrize(("count", "told"), [(0, "0 sheets"), (1, "1 sheet"), (2, "2 sheets")])
def test_of_something_counted_there_are_two_forms(count: int, told: str) -> None:
    counted = Message.counted("{count} sheet", "{count} sheets", count)
    assert counted == told
    assert counted.id == "{count} sheet"


def test_it_comes_whole_out_of_other_processes() -> None:
    nested = Message("{one} and {other}", one=TOO_LONG, other=("a", TOO_LONG))
    again = pickle.loads(pickle.dumps(nested))
    assert again == nested
    assert (again.id, again.values, again.plural, again.number) == (
        nested.id,
        nested.values,
        None,
        None,
    )
    assert speech("nb").said(again) == speech("nb").said(nested)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", "«Åse» har 130 tegn, det er plass til 120: kort det ned"),
        ("nn", "«Åse» har 130 teikn, det er plass til 120: kort det ned"),
        ("en", "«Åse» has 130 characters, 120 at most: shorten it"),
    ],
)
def test_it_is_said_in_each_language(language: Language, told: str) -> None:
    assert speech(language).said(TOO_LONG) == told
    assert speech(language).said("as it is") == "as it is"


def test_messages_within_messages_are_said_in_the_same_language() -> None:
    names = ["Åse", "Ida", "Bo"]
    assert speech("nb").said(quoted_names(names)) == "«Åse», «Ida» og «Bo»"
    assert speech("nb").said(either(names)) == "Åse, Ida eller Bo"
    assert speech("nb").said(in_short(names, 1)) == "Åse og 2 til"
    assert speech("nb").said(joined([TOO_LONG, enumerated(names)])) == (
        "«Åse» har 130 tegn, det er plass til 120: kort det ned; Åse, Ida og Bo"
    )
    assert joined(["a {b}", "c"]) == "a {b}; c"
    assert enumerated(["a"]) == joined(["a"]) == "a"


def test_numbers_and_days_are_written_as_the_language_writes_them() -> None:
    told = Message("{length:g} mm, {share}, {day}", length=2.5, share=0.25, day=date(2026, 12, 3))
    assert told == "2.5 mm, 0.25, 2026-12-03"
    assert speech("nb").said(told) == "2,5 mm, 0,25, 3. desember 2026"
    assert speech("nn").said(Message("{many:,.1f}", many=1234.5)) == "1\u00a0234,5"
    assert speech("nb").said(Message("{many:,} of {all}", many=1234, all=1234)) == (
        "1\u00a0234 of 1234"
    )


def test_the_language_of_the_pack_is_spoken_where_nobody_chose_one() -> None:
    speak(None)
    offer("en")
    try:
        assert spoken() == "en"
        offer("nb")
        assert spoken() == "nb"
        assert said(enumerated(["a", "b"])) == "a og b"
        speak("nn")
        assert spoken() == "nn"
    finally:
        offer("en")
        speak("en")


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("nb_NO.UTF-8", "nb"),
        ("nn_NO", "nn"),
        ("no", "nb"),
        ("en-GB", "en"),
        ("EN", "en"),
        ("C.UTF-8", None),
        ("C", None),
        ("de_DE.UTF-8", None),
        ("", None),
    ],
)
def test_languages_are_known_by_what_systems_call_them(
    name: str, language: Language | None
) -> None:
    assert language_called(name) == language


def test_a_language_without_a_catalogue_is_said_in_english() -> None:
    import gettext

    assert Speech("nb", gettext.NullTranslations()).said(TOO_LONG) == TOO_LONG


def without_dashes(text: str) -> str:
    """As programs are told of options."""
    return text.replace("--", "")


def test_a_message_in_other_words_is_so_in_every_language() -> None:
    told = Message(
        "{option} does nothing with {other}: take one away",
        option="--png",
        other=Message("{most} and {last}", most=("--icc", "--margin"), last="--flip"),
    )
    reworded = pickle.loads(pickle.dumps(told.reworded(without_dashes)))
    assert reworded == "png does nothing with icc, margin and flip: take one away"
    assert speech("nb").said(reworded) == (
        "png gjør ingenting med icc, margin og flip: ta bort det ene"
    )
    named = Message("--printer is for office, not {other}: take one of the two away", other="x")
    assert speech("nb").said(named.reworded(without_dashes)).startswith("printer er for office, ")
    assert named.with_values(other="y").reworded(without_dashes).with_values(other="z") == (
        "printer is for office, not z: take one of the two away"
    )


def test_programs_get_a_message_with_its_id_and_values_in_plain_types() -> None:
    kind = Message("a {thing}", thing="card")
    told = as_data(Message("{kind} of {many}, {wide:g}", kind=kind, many=("a", "b"), wide=2.5))
    assert told == {
        "text": "a card of a, b, 2.5",
        "id": "{kind} of {many}, {wide:g}",
        "values": {
            "kind": {"text": "a card", "id": "a {thing}", "values": {"thing": "card"}},
            "many": ["a", "b"],
            "wide": 2.5,
        },
    }
    assert as_data("own words") == {"text": "own words", "id": "own words", "values": {}}
