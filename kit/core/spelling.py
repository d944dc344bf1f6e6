"""Words compared as people type them: any case, special letters kept, dropped or spelt out."""

import unicodedata

# A place where a word may be broken: "|" in a pack.
SOFT_HYPHEN = "\u00ad"
# Letters that Unicode does not take apart into a base letter and a mark, as people spell them on a
# keyboard that lacks them.
_SPELT = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ŋ": "n", "ŧ": "t", "ł": "l", "œ": "oe"})
# Curly apostrophes and dashes are printed, straight ones typed; a hyphen is as good as a space.
_AS_ON_KEYBOARDS = str.maketrans({"’": "'", **dict.fromkeys("-‐‑–—−", " ")})
_SPELT_LONG = str.maketrans({"å": "aa", "ø": "oe", "ä": "ae", "ö": "oe", "ü": "ue"})


def plain(text: str) -> str:
    """The text as read aloud or searched for: without its break points."""
    return text.replace(SOFT_HYPHEN, "")


def as_typed(text: str) -> set[str]:
    """The text as it may be typed: any case, special letters kept, dropped or spelt out."""
    lowered = unicodedata.normalize("NFC", plain(text)).casefold()
    lowered = " ".join(lowered.translate(_AS_ON_KEYBOARDS).split())
    return {_bare(lowered), _bare(lowered.translate(_SPELT_LONG))}


def alike(text: str) -> str:
    """The form that a text shares with those in other case, with other spaces, or decomposed."""
    return unicodedata.normalize("NFC", " ".join(text.split()).casefold())


def plain_letters(text: str) -> str:
    """The text in small letters without marks, its words and signs as they stand."""
    return _bare(" ".join(text.casefold().split()))


def has_lone_accents(text: str) -> bool:
    """Whether there are accents in it for which Unicode has no one letter."""
    return any(map(unicodedata.combining, unicodedata.normalize("NFC", text)))


def _bare(lowered: str) -> str:
    apart = unicodedata.normalize("NFD", lowered.translate(_SPELT))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
