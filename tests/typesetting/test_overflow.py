"""With a typesetter that is but arithmetic: a face fits if its letters, or its widest word, do."""

import re
from dataclasses import replace
from typing import Any

import pytest
from markupsafe import Markup, escape

from kit.content.models import SOFT_HYPHEN
from kit.core.errors import KitError, Origin
from kit.layout.faces import Face, Faces
from kit.layout.text_filters import text_for_print
from kit.typesetting.overflow import Advice, overflow_problems, refuse_misfits
from kit.typesetting.weasy import Typeset

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
            face.id: ("full",)
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
        full = {f.id: ("full",) for f in some.faces if letters(f).count("ord") > 10}
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
        "a.yaml:2:5: Verdikort, Tillit: full: shorten its texts. The longest is the text 2"
    ]
    word = "Medmenneskelighetsfokusering"
    (found,) = told(faces(word, LONG), setter(999, widest=20), word, LONG, flows=True)
    assert found.startswith(f'a.yaml:1:5: "{word}" in the text 1 is too long')


def test_a_face_without_a_text_of_the_pack_is_told_by_its_name() -> None:
    made = faces("skriv ut i 100 %", name="linjal")
    assert told(made, setter(5)) == ["linjal: full: shorten its texts"]
    with pytest.raises(KitError, match="linjal: full: shorten its texts"):
        refuse_misfits(made, {"a": ("full",)})
    refuse_misfits(made, {})


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
