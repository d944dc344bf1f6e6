"""Names written with the last name first, «Vik, Kari», turned to be printed as «Kari Vik»."""

import re
from collections.abc import Sequence

from kit.core.spelling import plain_letters
from kit.people.names import TITLES, is_small

# A list is turned where so many of its names are of that form; the others must have no comma.
_SHARE = 2 / 3
# A first name has up to so many words but for particles, and so has a last name.
_MOST_WORDS = 4
# Titles that stand before a first name.
_BEFORE_NAMES = frozenset({"dr", "dr.", "prof", "prof."})
# Of more names than this, some must differ in what stands behind their commas.
_FEW = 4


def turned(name: str) -> str:
    """The name with its first name first; as it is where it is not written the other way about."""
    parts = [part.strip() for part in name.split(",")]
    if len(parts) != 2 or not all(_is_of_name(part) for part in parts):
        return name
    last, first = parts
    own = first.split()
    of_name = own[1:] if plain_letters(own[0]) in _BEFORE_NAMES else own
    begins_small = not of_name or of_name[0][0].islower() or any(map(is_small, of_name))
    is_title = any(plain_letters(word) in TITLES for word in of_name)
    between = "" if first.endswith(("'", "\u2019")) else " "
    return name if begins_small or is_title else f"{first}{between}{last}"


def all_turned(names: Sequence[str]) -> tuple[str, ...]:
    """The names of a list, turned if nearly all of them are written with the last name first.

    So they are where two thirds have one comma with a first name behind it, and the others have
    none. They are left as they are where a title stands behind a comma («Vik, lege»), and where
    whole names stand before it («Kari Vik, Oslo») or the same words again and again behind it.
    """
    with_comma = [name for name in names if "," in name]
    if not with_comma or any(turned(name) == name for name in with_comma):
        return tuple(names)
    before = [name.partition(",")[0].split() for name in with_comma]
    behind = {name.partition(",")[2].strip() for name in with_comma}
    are_whole = 2 * sum(len(words) > 1 for words in before) > len(before)
    are_alike = len(with_comma) > _FEW and 2 * len(behind) <= len(with_comma)
    if len(with_comma) < _SHARE * len(names) or are_whole or are_alike:
        return tuple(names)
    return tuple(map(turned, names))


def _is_of_name(part: str) -> bool:
    words = part.split()
    of_name = [word for word in words if not word[0].islower()]
    return bool(words) and len(of_name) <= _MOST_WORDS and not re.search(r"[\d@();:/&]", part)
