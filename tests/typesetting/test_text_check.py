import unicodedata
from collections.abc import Sequence

import pytest

from kit.core.language import Language, speech
from kit.core.messages import Message
from kit.core.rect import Rect
from kit.core.sizes import POINTS_PER_MM
from kit.typesetting.blocks import Block
from kit.typesetting.readback import Letter, TypesetPage
from kit.typesetting.text_check import (
    MISSING,
    TOO_LONG,
    TOO_NEAR,
    UPON_EACH_OTHER,
    Zone,
    check_texts,
    layout_remedy,
)

# A point in mm.
PT = 1 / POINTS_PER_MM


def faults(pages: Sequence[TypesetPage], blocks: Sequence[Block], zone: Zone) -> list[Message]:
    return check_texts(pages, blocks, zone).faults


def lone_words(pages: Sequence[TypesetPage], blocks: Sequence[Block]) -> list[Block]:
    return check_texts(pages, blocks, Zone(0.0)).lone


def typed(*lines: str, x: float = 10.0, y: float = 10.0) -> TypesetPage:
    """A page of 100 × 100 mm in 10 pt: each letter 4 pt wide, each line 12 pt below the other."""
    letters, place = [], 0
    for number, line in enumerate(lines):
        base = y + 12 * PT * number
        for column, text in enumerate(line):
            if text != " ":
                left = x + 5 * PT * column
                box = Rect(left, base - 7 * PT, 4 * PT, 7 * PT)
                letters.append(Letter(text, place, box, base, left))
            place += 1
    return TypesetPage(tuple(letters), Rect(0.0, 0.0, 100.0, 100.0))


def block(text: str, *more: str, room: Rect | None = None) -> Block:
    return Block((text, *more), room)


def test_words_that_are_not_on_the_page_are_missing() -> None:
    page = typed("Evnen til å forstå", "og anerkjenne")
    whole = block("Evnen til å forstå og anerkjenne")
    assert faults([page], [whole], Zone(5)) == []
    missing = block("Evnen til å forstå og anerkjenne andre")
    assert faults([page], [missing], Zone(5)) == [
        "«Evnen til å forstå og anerkjenne andre» is missing"
    ]


def test_a_text_that_stands_twice_must_be_there_twice() -> None:
    assert faults([typed("Håp", "Håp")], [block("Håp"), block("Håp")], Zone(0)) == []
    assert faults([typed("Håp og ro")], [block("Håp"), block("Håp")], Zone(0)) == [
        "«Håp» is missing"
    ]


def test_a_name_is_not_taken_for_a_word_of_another_text() -> None:
    """Though that word comes first, it is the name that keeps its room."""
    page = typed("Ro i Ro", "Ro")
    name = block("Ro", room=Rect(9, 11.5, 10, 4))
    assert faults([page], [name, block("Ro i Ro")], Zone(0)) == []


def test_what_line_breaks_change_is_no_difference() -> None:
    page = typed("Menneske-", "rettig\ufffe", "heter\u0002", "på e-post, af\ufb01n")
    text = "Menneske\u00adrettig\u00adheter på e-post, affin"
    assert faults([page], [block(text)], Zone(0)) == []


def test_parts_that_stand_apart_are_found_one_by_one() -> None:
    page = typed("helt trygg", "ikke trygg")
    assert faults([page], [block("ikke trygg ", "helt trygg")], Zone(0)) == []
    found = faults([page], [block("ikke trygg, ", "nesten trygg")], Zone(0))
    assert found == ["«ikke trygg, nesten trygg» is missing"]


def test_what_stands_in_parts_takes_nothing_from_what_stands_whole() -> None:
    """A foot line has the number of its page between its words."""
    page = typed("Andre avsnitt", "Veileder 1 av 2")
    foot = block("Veileder ", "", " av ", "")
    assert faults([page, page], [foot, block("Andre avsnitt")], Zone(0)) == []
    assert faults([page], [foot, block("Andre avsnitt", " til")], Zone(0)) != []


@pytest.mark.parametrize("pages", [2, 3])
def test_a_text_goes_on_upon_the_next_page(pages: int) -> None:
    """Also where the foot line begins with some of the letters that the text goes on with."""
    lines = ["Her begynner en", "tekst som er", "ganske lang"][:pages]
    foot = ["teksten er på neste side", "ganske riktig", "slutt"]
    read = [typed(line, end) for line, end in zip(lines, foot, strict=False)]
    text = " ".join(lines)
    assert faults(read, [block(text)], Zone(0)) == []
    assert faults(read, [block(f"{text} til")], Zone(0)) != []
    assert faults(read[::-1], [block(text)], Zone(0)) != []


def test_a_text_over_two_pages_takes_nothing_from_a_third() -> None:
    """It begins with letters that another text on the page before has too."""
    pages = [typed("Reflekter"), typed("Recovery er en vei"), typed("som er lang")]
    words = [block("Recovery er en vei som er lang"), block("Reflekter")]
    assert faults(pages, words, Zone(0)) == []


def test_a_text_over_two_pages_may_hold_the_words_of_another() -> None:
    """A question stands in a paragraph that goes on over the page, and once more below it."""
    pages = [typed("Vi spør mye. Men"), typed("hva vil du selv?", "Hva", "hva vil du selv?")]
    words = [block("Vi spør mye. Men hva vil du selv?"), block("Hva"), block("hva vil du selv?")]
    assert faults(pages, words, Zone(0)) == []
    assert faults(pages, [*words, words[-1]], Zone(0)) != []


@pytest.mark.parametrize(
    ("room", "kept"),
    [
        (Rect(10, 7, 40, 8), True),
        (Rect(10, 7, 20, 8), False),
        (Rect(11, 7, 40, 8), False),
        (Rect(10, 8, 40, 8), False),
        (Rect(10, 7, 40, 6), False),
    ],
)
def test_a_text_keeps_to_its_room(room: Rect, *, kept: bool) -> None:
    page = typed("Evnen til å forstå", "og anerkjenne")
    found = faults([page], [block("Evnen til å forstå og anerkjenne", room=room)], Zone(0))
    assert found == ([] if kept else ["«Evnen til å forstå og anerkjenne» runs out of its place"])


def test_a_room_is_in_mm_of_the_drawing() -> None:
    page = typed("Evnen til å forstå", "og anerkjenne")
    half = block("Evnen til å forstå og anerkjenne", room=Rect(5, 3.5, 20, 4))
    assert faults([page], [half], Zone(0, 2.0)) == []


@pytest.mark.parametrize(
    ("lines", "lone"),
    [
        (["Evnen til å forstå", "andre"], True),
        (["Evnen til å forstå", "andre."], True),
        # It is long, it is not alone, it is the only line, or the word before cannot join it.
        (["Evnen til å forstå", "medmennesker"], False),
        (["Evnen til å gjøre det", "medmenneske"], False),
        (["Evnen til å", "forstå andre"], False),
        (["andre"], False),
        (["Medmenneske", "jo"], False),
        (["Å gjøre ting", "til medmenneske", "nå"], True),
        (["Å gjør", "medmenneskelig", "nå"], False),
    ],
)
def test_a_short_word_alone_on_the_last_line_is_found(lines: list[str], *, lone: bool) -> None:
    text = block(" ".join(lines))
    assert lone_words([typed(*lines)], [text]) == ([text] if lone else [])


def test_a_word_before_that_has_no_room_beside_the_lone_one_is_left() -> None:
    lines = ["i beslutningsprosess", "nå"]
    assert lone_words([typed(*lines)], [block(" ".join(lines))]) == []


LONE = "Ad\u00e9b\u00e1y\u1ecd\u0300 \u1eccl\u00e1\u0144rewaj\u00fa"


@pytest.mark.parametrize(
    ("read", "there"),
    [
        (LONE, True),
        (unicodedata.normalize("NFD", LONE), True),
        # pdfium may leave out an accent that is drawn on its own, but no letter, and nothing else.
        (LONE.replace("\u0300", ""), True),
        (LONE.replace("\u1ecd\u0300", ""), False),
        (LONE.replace("\u1ecd\u0300", "\u1ecd\u0300\u1ecd\u0300"), False),
        (LONE.replace("\u00e9", "e"), False),
        (LONE.replace("r", ""), False),
        (LONE.split()[0], False),
    ],
)
def test_a_name_with_accents_of_their_own_is_found_and_missed(read: str, *, there: bool) -> None:
    found = faults([typed(*read.split())], [block(LONE)], Zone(0))
    assert found == ([] if there else [f"«{LONE}» is missing"])


def test_a_name_with_accents_keeps_its_room() -> None:
    name = "y\u1ecd\u0300y"
    assert faults([typed(name)], [block(name, room=Rect(9, 7, 10, 5))], Zone(0)) == []
    assert faults([typed(name)], [block(name, room=Rect(9, 7, 3, 5))], Zone(0)) != []


def test_a_name_with_accents_takes_no_letter_of_the_text_before_it() -> None:
    """Where all of its accents are read, it is looked for with all of them."""
    name = "e\u0323\u0301" * 3
    page = typed("2 deltakere", name)
    assert faults([page], [block("2 deltakere"), block(name)], Zone(0)) == []


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (MISSING.with_values(text="Trust"), "print each text whole and as it is, with no text-tra"),
        (TOO_NEAR.with_values(clear=5), "keep all letters 5 mm off the edge, with"),
        (UPON_EACH_OTHER, "give it more room"),
        (TOO_LONG, "give it more room"),
    ],
)
def test_what_to_do_with_a_layout_follows_from_what_is_wrong(fault: Message, told: str) -> None:
    assert layout_remedy([fault], 5).startswith(told)
    missing = MISSING.with_values(text="Hope")
    assert layout_remedy([missing, fault], 5).startswith("print each text whole")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "nb",
            "skriv hver tekst hel og som den er, uten text-transform, display: none eller "
            "lignende; hold alle bokstaver 4,5 mm fra kanten, med margin eller padding, slik clear "
            "i piece.yaml sier",
        ),
        (
            "nn",
            "skriv kvar tekst heil og som han er, utan text-transform, display: none eller "
            "liknande; hald alle bokstavar 4,5 mm frå kanten, med margin eller padding, slik clear "
            "i piece.yaml seier",
        ),
    ],
)
def test_what_to_do_with_a_layout_is_said_in_norwegian(language: Language, told: str) -> None:
    found = faults([typed("Håp", y=1)], [block("Håp og ro")], Zone(4.5))
    assert speech(language).said(layout_remedy(found, 4.5)) == told


@pytest.mark.parametrize(
    ("lines", "other"),
    [
        (("Evnen til", "å forstå"), False),
        (("Evnen til å", "forstå"), True),
        (("Evnen til å forstå",), True),
        ((), False),
    ],
)
def test_a_text_that_has_other_lines_than_were_reckoned_is_found(
    lines: tuple[str, ...], *, other: bool
) -> None:
    one = Block(("Evnen til å forstå",), None, lines)
    found = check_texts([typed("Evnen til", "å forstå")], [one], Zone(0.0))
    assert found.broken_otherwise == ([one] if other else [])


def test_a_word_broken_at_its_joint_is_on_two_lines() -> None:
    one = Block(("Menneske- rettighet",), None, ("Menneske-", "rettighet"))
    assert not check_texts([typed("Menneske-", "rettighet")], [one], Zone(0.0)).broken_otherwise
    assert check_texts([typed("Menneskerett", "ighet")], [one], Zone(0.0)).broken_otherwise
