"""With a typesetter that is but arithmetic: a face fits if its letters, or its widest word, do."""

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from markupsafe import Markup, escape

from kit.core.errors import KitError, Origin, Problem
from kit.core.language import Language, speech
from kit.core.messages import Message
from kit.core.paths import LAYOUTS
from kit.core.spelling import SOFT_HYPHEN
from kit.layout.faces import Face, Faces
from kit.layout.pieces import load_pieces
from kit.layout.text_filters import text_for_print
from kit.session.print_settings import Printing
from kit.typesetting.overflow import Advice, Misfit, overflow_problems, refuse_misfits
from kit.typesetting.print_rules import place_of_texts
from kit.typesetting.text_check import MISSING, TOO_NEAR, UPON_EACH_OTHER
from kit.typesetting.too_full import with_other_text
from kit.typesetting.weasy import Typeset

FULL = Message("full")
NAME, LONG = "Tillit & ro", " ".join(["tekst"] * 60)


def faces(*texts: str, name: str = "Verdikort, Tillit") -> Faces:
    html = Markup("").join(Markup("<p>{}</p>").format(text_for_print(text)) for text in texts)
    return Faces((Face("a", name, "front", "neutral", html),), lambda _: "")


def letters(face: Face) -> str:
    return re.sub("<[^>]+>", "", face.html).replace("\u00a0", " ")


def setter(room: int, widest: int = 99) -> object:
    """Faces with more than `room` letters, or a part of a word longer than `widest`, do not fit."""

    def typeset_faces(some: Faces) -> Typeset:
        full = {
            face.id: (FULL,)
            for face in some.faces
            if len(letters(face)) > room
            or max(map(len, re.split(f"[ {SOFT_HYPHEN}]", letters(face)))) > widest
        }
        return Typeset(b"", {}, 1, faults=full)

    return typeset_faces


def told(
    made: Faces, typeset_faces: object, *texts: str, otherwise: str = "", flows: bool = False
) -> list[str]:
    origins = {
        text: Origin("a.yaml", number, 5, f"the text {number}")
        for number, text in enumerate(texts, 1)
    }
    made = made.changed({face.id: replace(face, origins=origins) for face in made.faces})
    advice = Advice("a standard card", flows, lambda tight: dict.fromkeys(tight.names, otherwise))
    problems = overflow_problems(made, typeset_faces(made).faults, typeset_faces, advice)  # type: ignore[operator, arg-type]
    return [str(problem) for problem in problems]


def test_the_text_that_is_too_long_is_named_and_how_much_fits() -> None:
    found = told(faces(NAME, LONG), setter(260), NAME, LONG, otherwise=", or use --card a6")
    # 260 letters less those of the name, down to a word's end and then to ten.
    assert found == [
        "a.yaml:2:5: the text 2 is 359 characters; on a standard card about 240 fit. Shorten it, "
        "or use --card a6."
    ]


def test_a_few_characters_are_told_exactly() -> None:
    (found,) = told(faces(NAME, LONG), setter(45), NAME, LONG)
    assert "about 29 fit. Shorten it." in found


def test_a_word_that_is_too_long_is_named_and_to_be_marked() -> None:
    word = "Medmenneskelighetsfokusering"
    found = told(faces(word, LONG), setter(999, widest=20), word, LONG)
    assert found == [
        f'a.yaml:1:5: "{word}" in the text 1 is too long for a standard card: mark with | where it '
        "may break"
    ]


def test_a_long_word_that_is_not_to_blame_is_not_named() -> None:
    text = f"Medmenneskelighetsfokus {LONG}"
    (found,) = told(faces(NAME, text), setter(200), NAME, text)
    assert "is 383 characters" in found


def test_a_shorter_text_is_blamed_where_the_longest_is_not_the_reason() -> None:
    """The longest stands in a place of its own; the other is what does not fit."""
    short = " ".join(["ord"] * 30)

    def typeset_faces(some: Faces) -> Typeset:
        full = {f.id: (FULL,) for f in some.faces if letters(f).count("ord") > 10}
        return Typeset(b"", {}, 1, faults=full)

    (found,) = told(faces(short, LONG), typeset_faces, short, LONG)
    assert found == (
        "a.yaml:1:5: the text 1 is 119 characters; on a standard card about 39 fit. Shorten it."
    )


def test_texts_that_are_too_long_together_are_told_so() -> None:
    texts = [" ".join([f"ord{number}"] * 40) for number in range(5)]
    (found,) = told(faces(*texts), setter(150), *texts)
    assert found == (
        "a.yaml:1:5: the text 1 is 199 characters, and with the other texts of Verdikort, Tillit "
        "too long for a standard card (full). Shorten them."
    )


def test_where_text_flows_none_is_too_long_but_a_word_may_be() -> None:
    assert told(faces(NAME, LONG), setter(260), NAME, LONG, flows=True) == [
        "a.yaml:2:5: the text 2 does not fit on a standard card (full). Shorten it."
    ]
    word = "Medmenneskelighetsfokusering"
    (found,) = told(faces(word, LONG), setter(999, widest=20), word, LONG, flows=True)
    assert found.startswith(f'a.yaml:1:5: "{word}" in the text 1 is too long')


def test_a_face_without_a_text_of_the_pack_is_told_by_its_name() -> None:
    made = faces("skriv ut i 100 %", name="linjal")
    assert told(made, setter(5)) == ["linjal: full: shorten its texts"]
    with pytest.raises(KitError, match="linjal: full: shorten its texts"):
        refuse_misfits(made, {"a": (FULL,)})
    refuse_misfits(made, {})


def test_a_face_that_only_the_one_before_it_runs_over_is_not_told_of() -> None:
    blank = Face("b", "Egne ord", "blank", "neutral", Markup("<p></p>"))
    full = replace(faces(LONG).faces[0], origins={LONG: Origin("a.yaml", 1, 5, "the text")})
    alone = setter(260)

    def typeset_faces(some: Faces) -> Typeset:
        full_alone = alone(some).faults  # type: ignore[operator]
        run_over = (
            {"b": (TOO_NEAR.with_values(clear=5),)} if full_alone and "b" in some.names else {}
        )
        return Typeset(b"", {}, 2, faults={**full_alone, **run_over})

    both = Faces((full, blank), lambda _: "")
    faults = typeset_faces(both).faults
    assert set(faults) == {"a", "b"}
    (one,) = overflow_problems(both, faults, typeset_faces, Advice("a standard card"))
    assert str(one).startswith("a.yaml:1:5: the text is 359 characters")


def test_the_same_problem_of_two_faces_is_told_once() -> None:
    one = faces(LONG)
    two = Faces((*one.faces, Face("b", "b", "front", "neutral", one.faces[0].html)), lambda _: "")
    assert len(told(two, setter(100), LONG)) == 1


def test_of_equal_texts_the_one_of_the_face_is_named() -> None:
    """Each face holds the origins of what it is about, and knows nothing of the others."""
    html = faces(LONG).faces[0].html
    both = tuple(
        Face(id_, id_, "front", "neutral", html, origins={LONG: Origin("a.yaml", line, 5, "it")})
        for id_, line in (("a", 7), ("b", 9))
    )
    made = Faces(both, lambda _: "")
    small: Any = setter(100)
    found = overflow_problems(made, small(made).faults, small, Advice("a card"))
    assert [one.line for one in found] == [7, 9]


def test_a_text_that_the_face_holds_but_does_not_show_is_not_named() -> None:
    other = LONG.replace("tekst", "annet")
    assert told(faces(LONG), setter(100), other) == ["Verdikort, Tillit: full: shorten its texts"]


def test_escaped_texts_are_found() -> None:
    text = "<b> & " + LONG
    (found,) = told(faces(text), setter(100), text)
    assert escape("<b> & tekst") in faces(text).faces[0].html
    assert found.startswith("a.yaml:1:5: the text 1 is 365 characters; on a standard card about 80")


def named(*names: str) -> dict[str, Origin]:
    return {
        name: Origin("a.yaml", line, 5, Message('the name "{name}"', name=name))
        for line, name in enumerate(names, 1)
    }


def test_many_names_are_blamed_together_and_not_the_title() -> None:
    title = " ".join(["tittel"] * 12)
    names = [f"Et ganske langt navn {number}" for number in range(60)]
    origins = {title: Origin("a.yaml", 99, 5, 'the title "Tittel"'), **named(*names)}
    (face,) = faces(title, *names, name="Plakat").faces
    made = Faces((replace(face, origins=origins),), lambda _: "")
    small: Any = setter(600)
    (found,) = overflow_problems(made, small(made).faults, small, Advice("its poster"))
    assert str(found) == (
        'a.yaml:11:5: the name "Et ganske langt navn 10" and 59 more of its kind on Plakat are too '
        "long together for its poster (full). Shorten them."
    )


@pytest.mark.parametrize("flows", [False, True])
def test_a_layout_without_room_for_any_text_is_to_blame_itself(*, flows: bool) -> None:
    (face,) = faces(NAME, LONG).faces
    made = Faces((replace(face, origins=named(NAME, LONG)),), lambda _: "")
    small: Any = setter(1)

    def layout(_: Face, misfit: Misfit) -> Problem:
        return Problem("layouts/x.html", 0, 0, f"{misfit.called}: {misfit.why}")

    advice = Advice("a card", flows, layout=layout)
    (found,) = overflow_problems(made, small(made).faults, small, advice)
    assert str(found) == "layouts/x.html: Verdikort, Tillit: full, however short its texts are"


def test_faces_with_the_same_fault_are_told_as_one_also_those_without_texts_of_the_pack() -> None:
    html = faces(LONG).faces[0].html
    origins = named(LONG)
    with_texts = Face("a", "A", "back", "neutral", html, origins=origins)
    blank = Face("c", "C", "back", "neutral", html)
    made = Faces((with_texts, replace(with_texts, id="b"), blank), lambda _: "")
    faults = {id_: (MISSING.with_values(text=id_),) for id_ in "abc"}

    def never(given: Faces) -> Any:
        return SimpleNamespace(faults={face.id: faults[face.id] for face in given.faces})

    def layout(_: Face, misfit: Misfit) -> Problem:
        return Problem("layouts/x.html", 0, 0, f"{misfit.called}: {misfit.why}")

    for some, text in (
        ("abc", "A and 2 more: «a» is missing, however short its texts are"),
        ("c", "C: «c» is missing"),
    ):
        only = {id_: faults[id_] for id_ in some}
        (found,) = overflow_problems(made, only, never, Advice("a card", layout=layout))
        assert str(found) == f"layouts/x.html: {text}"


def test_of_many_texts_that_flow_the_one_is_named_that_does_not_fit() -> None:
    """It is neither the longest nor the first."""
    texts = [f"{LONG} {number}" for number in range(7)]
    texts.insert(4, "Fagdag i veien")

    def typeset_faces(some: Faces) -> Typeset:
        full = {f.id: (FULL,) for f in some.faces if "veien" in letters(f)}
        return Typeset(b"", {}, 1, faults=full)

    (found,) = told(faces(*texts), typeset_faces, *texts, flows=True)
    assert found == "a.yaml:5:5: the text 5 does not fit on a standard card (full). Shorten it."


def test_of_several_long_words_the_one_is_named_that_does_not_fit() -> None:
    """The longest stands where it has room."""
    good, bad = "Medmenneskelighetsfokuseringen", "Samtykkekompetanse"

    def typeset_faces(some: Faces) -> Typeset:
        full = {f.id: (FULL,) for f in some.faces if bad in letters(f)}
        return Typeset(b"", {}, 1, faults=full)

    (found,) = told(faces(good, bad), typeset_faces, good, bad)
    assert found.startswith(f'a.yaml:2:5: "{bad}" in the text 2 is too long for a standard card')


def test_a_text_of_the_session_is_named_and_has_no_break_points() -> None:
    word, made = "Recoveryorienteringsdag", faces("Recoveryorienteringsdag", LONG)
    title = Origin("", 0, 0, "--title")
    (face,) = made.faces
    made = Faces((replace(face, origins={word: title, **named(LONG)}),), lambda _: "")
    narrow: Any = setter(999, widest=20)
    (found,) = overflow_problems(
        made, narrow(made).faults, narrow, Advice("its page", flows=True, session=[word])
    )
    assert str(found) == f'"{word}" in --title is too long for its page: write a shorter word'


def test_a_session_text_that_is_too_long_is_told_how_much_fits_also_where_text_flows() -> None:
    title = " ".join(["ord"] * 30)
    (face,) = faces(title, LONG).faces
    origins = {title: Origin("okt.yaml", 3, 1, "title"), **named(LONG)}
    made = Faces((replace(face, origins=origins),), lambda _: "")

    def typeset_faces(some: Faces) -> Typeset:
        full = {f.id: (FULL,) for f in some.faces if letters(f).count("ord") > 10}
        return Typeset(b"", {}, 1, faults=full)

    (found,) = overflow_problems(
        made,
        typeset_faces(made).faults,
        typeset_faces,
        Advice("its page", flows=True, session=[title]),
    )
    told = "okt.yaml:3:1: title is 119 characters; on its page about 39 fit. Shorten it."
    assert str(found) == told


def test_a_word_within_another_is_not_the_text() -> None:
    """What is tried with another text has the word alone changed."""
    (face,) = faces("Mot", "Motstand medmenneskelig livsmot").faces
    assert (
        with_other_text(face, "Mot", "x").html == "<p>x</p><p>Motstand medmenneskelig livsmot</p>"
    )


PLACES = {
    name: place_of_texts(load_pieces(LAYOUTS)[name], Printing())
    for name in ("value-cards", "posters")
}


@pytest.mark.parametrize(
    ("language", "alone", "together", "blank"),
    [
        (
            "nb",
            "navnet «Håp og mot» får ikke plass på et kort i formatet standard («Håp og mot» "
            "mangler; bokstaver ligger oppå hverandre). Kort ned teksten, eller bruk --card a6.",
            "navnet «Håp og mot» og 1 til av samme slag på Plakat er til sammen for mye for "
            "plakaten («Håp og mot» mangler; bokstaver ligger oppå hverandre). Kort dem ned.",
            "linjal: bokstaver står nærmere kanten enn 4,5 mm: kort ned tekstene",
        ),
        (
            "nn",
            "namnet «Håp og mot» får ikkje plass på eit kort i formatet standard («Håp og mot» "
            "manglar; bokstavar ligg oppå kvarandre). Kort ned teksten, eller bruk --card a6.",
            "namnet «Håp og mot» og 1 til av same slag på Plakat er til saman for mykje for "
            "plakaten («Håp og mot» manglar; bokstavar ligg oppå kvarandre). Kort dei ned.",
            "linjal: bokstavar står nærare kanten enn 4,5 mm: kort ned tekstane",
        ),
    ],
)
def test_what_does_not_fit_is_said_in_norwegian(
    language: Language, alone: str, together: str, blank: str
) -> None:
    wrong = (MISSING.with_values(text="Håp og mot"), UPON_EACH_OTHER)
    larger = Message(", or use --card {card}", card="a6")

    def problem(names: tuple[str, ...], room: int, advice: Advice) -> str:
        (face,) = faces(*names, name="Plakat").faces
        made = Faces((replace(face, origins=named(*names)),), lambda _: "")
        (found,) = overflow_problems(made, {"a": wrong}, setter(room), advice)  # type: ignore[arg-type]
        return speech(language).said(found.text)

    cards = Advice(PLACES["value-cards"], True, lambda tight: dict.fromkeys(tight.names, larger))
    assert problem(("Håp og mot",), 9, cards) == alone
    assert problem(("Håp og mot", "Ro og tro"), 4, Advice(PLACES["posters"])) == together
    with pytest.raises(KitError) as caught:
        refuse_misfits(faces("100 %", name="linjal"), {"a": (TOO_NEAR.with_values(clear=4.5),)})
    assert speech(language).said(caught.value.problems[0].text) == blank


def test_a_word_and_a_length_are_said_in_norwegian() -> None:
    word = "Medmenneskelighetsfokusering"
    made = faces(word)
    (face,) = made.faces
    made = made.changed({"a": replace(face, origins=named(word))})
    narrow: Any = setter(999, widest=20)
    (found,) = overflow_problems(made, narrow(made).faults, narrow, Advice(PLACES["posters"]))
    assert speech("nb").said(found.text) == (
        f"«{word}» i navnet «{word}» er for langt for plakaten: merk med | hvor det kan deles"
    )
    (face,) = faces(LONG).faces
    made = Faces((replace(face, origins=named(LONG)),), lambda _: "")
    small: Any = setter(100)
    (found,) = overflow_problems(made, small(made).faults, small, Advice(PLACES["value-cards"]))
    assert (
        speech("nn")
        .said(found.text)
        .endswith(
            " er på 359 teikn; på eit kort i formatet standard er det plass til om lag 90. Kort "
            "ned teksten."
        )
    )
