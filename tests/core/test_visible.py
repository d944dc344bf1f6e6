"""What would steer a terminal is written out; all that people write with goes through."""

import json
import sys
import unicodedata

import pytest

from kit.core.visible import visible, visible_json, visible_lines

STEERING = [
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "\ud800",
    "\udcff",
    "\udfff",
]
# Emoji of a family and of a flag, Persian, a word with break points, Hebrew with its marks, accents
# on their own, a space of print, an Arabic letter mark, a path of Windows.
WRITTEN = [
    "👩\u200d👩\u200d👧",
    "🏴\U000e0067\U000e0062\U000e007f",
    "می\u200cخواهم",
    "arbeids\u00adliv",
    "\u200eאב\u200f",
    "e\u0301",
    "8\u00a0mm",
    "\u061c",
    "C:\\x1b\\n",
]


@pytest.mark.parametrize("letter", STEERING, ids=lambda letter: f"{ord(letter):04x}")
def test_what_steers_is_written_out(letter: str) -> None:
    shown = visible(f"a{letter}b")
    assert shown.isascii()
    assert shown.isprintable()
    assert shown.startswith("a\\")
    assert visible_lines(letter) == (letter if letter in "\t\n" else visible(letter))


def test_it_is_written_as_programmers_know_it() -> None:
    text = "\x1b[31m\x9b1m\x7f\r\n\t\u202e\u2028\udcff"
    assert visible(text) == r"\x1b[31m\x9b1m\x7f\r\n\t\u202e\u2028\udcff"


@pytest.mark.parametrize("text", WRITTEN)
def test_what_people_write_goes_through(text: str) -> None:
    assert visible(text) == visible_lines(text) == visible_json(text) == text


def test_no_other_letter_is_changed() -> None:
    changed = {chr(one) for one in range(sys.maxunicode + 1) if visible(chr(one)) != chr(one)}
    halves = {letter for letter in changed if unicodedata.category(letter) == "Cs"}
    assert changed - halves == set(STEERING) - halves
    assert len(halves) == 2048


def test_json_says_the_same_in_its_own_escapes() -> None:
    # Two halves that follow each other would be one character.
    text = " ".join([*STEERING, *WRITTEN])
    shown = visible_json(json.dumps({text: text}, ensure_ascii=False, indent=2))
    assert json.loads(shown) == {text: text}
    assert visible_lines(shown) == shown
    assert r"\u009b" in shown
