"""One name: tidied, and what is wrong with it."""

import re
import unicodedata

# A session that is larger than this is a slip of the keyboard.
MOST_PEOPLE = 1000
# Characters of a name. The longest in use are of about 100.
LONGEST = 120

# Longer names are cut in messages.
_SHOWN = 40
# Letters that are seen as nothing, though Unicode does not count them among controls: fillers,
# selectors of variants, the joiner of graphemes, a pattern of Braille without dots.
_UNSEEN_LETTERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)
# What the UTF-8 of a Norwegian or French letter looks like when taken for Windows-1252 or Latin-1.
_GARBLED = re.compile(
    "[\u00c2\u00c3][\u0080-\u009f"
    + re.escape(bytes(range(0x80, 0xC0)).decode("cp1252", "ignore"))
    + "]"
)
# No text has these: controls of 1960s terminals, and what Unicode has not given out.
_NOT_TEXT = re.compile("[\0\u0080-\u0084\u0086-\u009f\ufffd]")
_NOT_GIVEN_OUT = frozenset({"Co", "Cs", "Cn"})


def tidied(text: str) -> str:
    """The text in NFC, with one space between words and without what nobody sees."""
    seen = (
        letter
        for letter in _UNSEEN_LETTERS.sub("", text)
        if letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf"}
    )
    return " ".join(unicodedata.normalize("NFC", "".join(seen)).split())


def fault_in(text: str) -> str:
    """What is wrong with a name; empty where nothing is."""
    name = tidied(text)
    called = f"«{short(name)}»"
    if _GARBLED.search(text):
        return f"letters of {called} were garbled when the list was saved: save it anew in UTF-8"
    for letter in text:
        if _NOT_TEXT.match(letter) or unicodedata.category(letter) in _NOT_GIVEN_OUT:
            return f"{called} has U+{ord(letter):04X} in it, which is no letter: write it anew"
    if not any(letter.isalpha() for letter in name):
        return f"{called} has no letter in it: write a name"
    if len(name) > LONGEST:
        return f"{called} has {len(name)} characters, {LONGEST} at most: shorten it"
    return ""


def short(name: str) -> str:
    """A name as messages tell it, without what a terminal cannot show."""
    clean = "".join(c for c in name if unicodedata.category(c) not in _NOT_GIVEN_OUT)
    return clean if len(clean) <= _SHOWN else f"{clean[: _SHOWN - 1].rstrip()}…"
