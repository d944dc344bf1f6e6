"""Check that a text can be printed: its letters are in the bundled typefaces, none is invisible."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kit.content.font_metrics import metrics
from kit.core.messages import Message
from kit.core.spelling import SOFT_HYPHEN
from kit.core.wording import first_few, joined

# Line breaks of a YAML text are spaces in print.
_SPACES = frozenset("\n\t")
# So many letters are told by name in one message: a word in another script has no end of them.
_MOST = 6
# What is of these categories is seen by nobody: controls, joiners and marks of direction, breaks of
# lines and paragraphs, and what Unicode has not given out.
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Co", "Cs", "Cn"})


@cache
def _typefaces(fonts: Path) -> tuple[frozenset[int], frozenset[int]]:
    """The code points that one family has in all its faces, and those that all faces have."""
    families: dict[str, list[frozenset[int]]] = {}
    for file, widths in metrics(fonts).items():
        families.setdefault(file.partition("-")[0], []).append(frozenset(widths))
    in_family = [frozenset.intersection(*faces) for faces in families.values()]
    return frozenset.union(*in_family), frozenset.intersection(*in_family)


def unprintable(text: str, fonts: Path) -> Iterator[tuple[str, str]]:
    """Problems of a text that cannot be printed: the first character concerned, and what to do.

    `fonts` is the folder of typefaces. A letter may come from one family in a text of the other;
    an accent may not, since it would not sit upon its letter.
    """
    in_family, in_all = _typefaces(fonts)
    whole = unicodedata.normalize("NFC", text)
    missing = []
    for letter in dict.fromkeys(whole):
        if letter in _SPACES or letter == SOFT_HYPHEN:
            continue
        if unicodedata.category(letter) in _UNSEEN:
            yield letter, _unseen(whole, letter)
        elif ord(letter) not in (in_all if unicodedata.combining(letter) else in_family):
            missing.append(letter)
    if missing:
        names = joined(first_few([*map(_letter_name, missing)], _MOST), ", ")
        told = Message("the typefaces have no {letters}: write it another way", letters=names)
        yield missing[0], told


def _unseen(text: str, unseen: str) -> str:
    """What is told of an invisible character, by the words beside it."""
    name = _letter_name(unseen)
    before, _, after = text.partition(unseen)
    if words := before.split()[-2:]:
        return Message(
            "an invisible character stands after «{words}», {name}: delete it",
            words=" ".join(words),
            name=name,
        )
    return Message(
        "an invisible character stands before «{words}», {name}: delete it",
        words=" ".join(after.split()[:2]),
        name=name,
    )


def _letter_name(letter: str) -> str:
    """The character with its code point and Unicode name, and as it looks if it can be seen."""
    code, name = f"U+{ord(letter):04X}", unicodedata.name(letter, "")
    if unicodedata.category(letter) in _UNSEEN:
        return f"{code} {name}".strip()
    # An accent alone is shown upon a circle.
    shown = f"\u25cc{letter}" if unicodedata.combining(letter) else letter
    return f"{shown} ({code}{' ' if name else ''}{name})"
