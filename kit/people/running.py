"""Names in running text, such as «Disse kommer: Kari Vik, Ola Moe og Per Li.»."""

import re
from collections.abc import Iterator

from kit.core.spelling import plain_letters
from kit.people.names import TITLES, bare, is_small
from kit.people.notes import is_group, is_of_absent

# All that is written in small letters is compared so, and without marks.
# What stands before a colon, whoever stands behind it.
_TO_PEOPLE = re.compile(
    r"\s*(deltakere|deltakarar|deltagere|participants|navn|namn|names?|pameldte|til|to|kopi|cc"
    r"|(bord|gruppe|table|group|team|lag|rom|room|pulje|parti) ?(nr\.? ?)?(\d+|[a-z]))\s*:"
)
# What a sentence says that has names behind its colon.
_COMING = re.compile(
    r"\b(kommer|kjem|deltar|deltek|pameld\w*|meldt|med|delta[kg]\w+|navn\w*|namn\w*|liste?n?|lista"
    r"|folk|disse|desse|folgende|fylgjande|(vi|we|her|dei?|alle) (er|blir|are)"
    r"|coming|come|attend\w*|participa\w*|names?|list|people)\b"
)
# What it says where they are no participants, or may be none.
_OTHERS = re.compile(
    r"\b(ikke|ikkje|not|ingen|avmeld\w*|avbud|forfall|frav\w+|vente?list\w*|venter|kanskje|maybe"
    r"|declined|absent|cancel\w*|kurs(hold|led|ansv)\w*|foreles\w*|innled\w*|kontakt\w*|ansvar\w*|arrang\w*"
    r"|program\w*|meny\w*|leder\w*|host\w*|organi[sz]\w*|fra|from|emne|subject)\b"
)
# Letters of such a sentence, and words of a name but for particles.
_LONGEST_LEAD, _MOST_WORDS = 100, 6
# A run of spaces is looked at once, from where it begins.
_BETWEEN = re.compile(r"(?:(?<!\s)\s+)?[,;\t]\s*(?:(?:og|and|samt)\s)?|\s(?:og|and|samt|&)\s")
_AT_THE_END = " \t.!,;"


def names_begin(text: str) -> int:
    """Where names begin that stand behind a colon, as in «Bord 1: Kari, Ola»; 0 where none do."""
    before, colon, behind = text.partition(":")
    if not colon or not any(map(str.isalpha, behind)):
        return 0
    plain = plain_letters(before)
    is_of_people = bool(_TO_PEOPLE.match(plain_letters(text)))
    of_group = is_group(before) and " " in before.strip() and len(parts_of(behind)) > 1
    is_list = (_tells_who_comes(plain) or of_group) and all(map(is_like_name, parts_of(behind)))
    return len(before) + 1 if is_of_people or is_list else 0


def may_hold_names(text: str) -> int:
    """How many names may stand in a line that is taken for none, such as a greeting."""
    if is_of_absent(text) or _OTHERS.search(plain_letters(text.partition(":")[0])):
        return 0
    before, _, behind = text.partition(":")
    parts = parts_of(behind or text)
    if len(parts) < 2:
        return 0
    if _tells_who_comes(plain_letters(before)):
        return len(parts)
    # The first name may stand behind other words, and the last before some.
    capitals = [[word for word in part.split() if word[0].isupper()] for part in parts]
    first = len(capitals[0]) > 1 or (bool(capitals[0]) and not parts[0][0].isupper())
    return sum(map(is_like_name, parts[1:-1])) + first + parts[-1][0].isupper()


def parts_of(text: str) -> list[str]:
    """What stands between the commas, semicolons and «and» of a text."""
    return [part.strip() for part in _BETWEEN.split(text.strip(_AT_THE_END)) if part.strip()]


def is_like_name(text: str) -> bool:
    """Whether a text has capitals as names have, and nothing that they have not."""
    name = bare(text)
    own = re.sub(r"\([^()]*\)", " ", name).split()
    of_name = [word for word in own if not word[0].islower()]
    has_other_signs = bool(re.search(r"[\d@:!?]", text))
    is_named = 0 < len(of_name) <= _MOST_WORDS and not any(map(is_small, own))
    return is_named and plain_letters(name) not in TITLES and not has_other_signs


def without_full_stop(name: str) -> str:
    """The last name of a sentence without its full stop, which an initial or a title keeps."""
    last = name.split()[-1] if name.split() else ""
    is_short = len(last.rstrip(".!")) < 2 or plain_letters(last) in TITLES
    return name if is_short else name.rstrip(".! ")


def goes_on(text: str) -> bool:
    """Whether a line of names ends with a comma or an «and», so that the next one goes on."""
    return bool(re.search(r"(,|\s(og|and|samt|&))\s*\Z", text))


def names_between(text: str, sign: str) -> Iterator[tuple[int, str]]:
    """The names between the signs of a text, each with its place; the last may follow an «and»."""
    begin = 0
    for found in (*re.finditer(rf"[{sign}]|(?<!\S)(?:og|and|samt|&)(?!\S)", text), None):
        part = text[begin : found.start() if found else len(text)]
        if part.strip():
            yield begin + len(part) - len(part.lstrip()), part.strip()
        begin = found.end() if found else len(text)


def _tells_who_comes(plain: str) -> bool:
    return len(plain) <= _LONGEST_LEAD and bool(_COMING.search(plain)) and not _OTHERS.search(plain)
