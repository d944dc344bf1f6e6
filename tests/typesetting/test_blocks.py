from xml.etree import ElementTree

import pytest

from kit.core.rect import Rect
from kit.typesetting.blocks import Block, blocks, matching, matching_signs

SVG = 'xmlns="http://www.w3.org/2000/svg"'


def texts(xml: str) -> list[str]:
    return [block.text for block in blocks(ElementTree.fromstring(f"<article>{xml}</article>"))]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<h2>Tillit</h2>\n<p>Å stole\n  på</p>", ["Tillit", "Å stole på"]),
        ("<h2><span>1</span> Håp</h2>", ["1 Håp"]),
        ("<p><b>En</b><br/>to <i>tre</i></p>", ["Ento tre"]),
        ("<li><div>1</div>fri <p>tekst</p>til slutt</li>", ["1", "fri", "tekst", "til slutt"]),
        # A box within a line ends it.
        ("<p>før <span><div>inni</div></span> etter</p>", ["før", "inni", "etter"]),
        (f"<svg {SVG}><title>Alt</title><text>7</text><path d=''/></svg>", ["7"]),
        ("<input title='Navn'/><label>Navn</label><!-- note -->", ["Navn"]),
        ("", []),
    ],
)
def test_blocks_are_what_stands_in_lines_of_its_own(xml: str, expected: list[str]) -> None:
    assert texts(xml) == expected


def test_a_room_holds_for_all_that_is_in_it() -> None:
    xml = "<article><div data-room='1 2.5 30 4'><h2>a</h2><p>b</p></div><p>c</p></article>"
    room = Rect(1, 2.5, 30, 4)
    assert blocks(ElementTree.fromstring(xml)) == (
        Block(("a",), room),
        Block(("b",), room),
        Block(("c",)),
    )


@pytest.mark.parametrize(
    ("xml", "lines"),
    [
        ("<h2><span class='lines'>En <br/>to</span></h2>", ("En ", "to")),
        ("<h2>\n<span class='lines accented'>En</span>\n</h2>", ("En",)),
        ("<h2><span>1</span> <span class='lines'>En <br/>to</span></h2>", ()),
        ("<h2><span class='word'>En</span></h2>", ()),
        ("<h2>En<br/>to</h2>", ()),
    ],
)
def test_lines_are_known_of_a_block_that_was_broken_as_a_whole(
    xml: str, lines: tuple[str, ...]
) -> None:
    (one,) = blocks(ElementTree.fromstring(f"<article>{xml}</article>"))
    assert one.lines == lines


def test_a_non_breaking_space_stays_in_the_text_of_a_block() -> None:
    assert texts("<p>noe\u00a0– annet </p>") == ["noe\u00a0– annet"]


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("Menneske\u00adrettig - heter", "Menneskerettigheter"),
        ("e-post \u2011 \u00a0x", "epostx"),
        ("af\ufb01n", "affin"),
        ("1–2", "1–2"),
    ],
)
def test_texts_are_compared_without_what_line_breaks_change(text: str, compared: str) -> None:
    assert matching(text) == compared


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("\u00e5", "a\u030a"),
        # Whichever accent is drawn first, and where a letter has lost its dot to one.
        ("\u1ecd\u0300", "o\u0300\u0323"),
        ("\u00ef\u0324", "\u0131\u0324\u0308"),
        # pdfium reads one accent where there are two alike.
        ("q\u0304\u0304", "q\u0304"),
    ],
)
def test_a_letter_with_accents_is_one_however_it_is_written(text: str, same: str) -> None:
    assert matching(f"x{text}y") == matching(f"x{same}y")


@pytest.mark.parametrize(
    ("text", "other"),
    [("\u00e5", "a"), ("\u0131", "i"), ("\u00e9", "\u00e8"), ("o\u0300e", "oe\u0300")],
)
def test_other_letters_are_others(text: str, other: str) -> None:
    assert matching(text) != matching(other)


def test_a_letter_is_taken_apart_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page has thousands of letters, of some sixty kinds."""
    first = matching_signs((letter, None) for letter in "\u00e5\ufb01")
    monkeypatch.setattr("kit.typesetting.blocks.unicodedata", None)
    assert matching_signs((letter, None) for letter in "\u00e5\ufb01") == first
