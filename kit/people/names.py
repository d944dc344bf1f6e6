"""One name: tidied, and what is wrong with it."""

import re
import unicodedata

from kit.core.messages import Message
from kit.core.spelling import plain_letters
from kit.core.wording import cut_short
from kit.typed.figures import MOST_PEOPLE as MOST_PEOPLE


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


# Characters of a name. The longest in use are of about 100.
LONGEST = 120

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
_ADDRESS = re.compile(r"<?[^\s@<>]+@[^\s@<>]+\.\w+>?")
# What tables, pages and programs have between names.
_NO_SIGN = re.compile(r"[|<>{}=\\~#*\u2715-\u2718\u274c\u274e]")
# So many figures are none of a name, such as Deltaker 12.
_TELEPHONE = 5
_TWO = re.compile(r"\w (?:og|and|&) \w")
_TWO_BY_SIGN = re.compile(r"\w ?\+ ?\w|[^\W\d_]{2} ?/ ?[^\W\d_]{2}")
# What is behind these is said of somebody, such as pronouns: he/him.
_ASIDE = re.compile(r"[(,\u2013\u2014]| - ")
# What people write behind a name in a list of answers.
_SAID = re.compile(
    r"\b(?:(?:kommer|kjem|deltar|deltek)(?: ikke| ikkje)?|ikke|ikkje|avmeldt|"
    r"avbud|forfall|venteliste|declined|not coming|is coming)\b",
    re.IGNORECASE,
)
# No text has these: controls of 1960s terminals, and what Unicode has not given out.
_NOT_TEXT = re.compile("[\0\u0080-\u0084\u0086-\u009f\ufffd]")
_NOT_GIVEN_OUT = frozenset({"Co", "Cs", "Cn"})


# What stands before a name in a list that was typed: bullets, numbers, boxes to tick.
_BULLET = re.compile(
    r"\A(?:[-\u2010-\u2015\u2022\u2023\u25a0\u25a1\u25aa\u25ab\u25c6\u25cb\u25cf\u25e6\u2043\u2219\u00b7*>+"
    r"\u2610\u2611\u2705\u2713\u2714\u27a2\u27a4\ufe0f]+\s+"
    r"|(?:(?:nr|no)\.? ?|#)?\(?\d{1,3}[.):/,]\)?\s*(?=[^\W\d_])"
    r"|(?:(?:nr|no)\.? ?|#)?\d{1,3}\s+(?=[^\W\d_])|\[[ xX]?\]\s*){1,3}",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    '["\u201c\u201d\u201e\u00ab\u00bb](?P<name>[^"\u201c\u201d\u201e\u00ab\u00bb]+)["\u201c\u201d\u00bb\u00ab]'
)
# What stands behind a comma and is no first name, in small letters without marks.
TITLES = words(
    "lege overlege psykolog psykologspesialist sykepleier sjukepleiar vernepleier vernepleiar "
    "sosionom ergoterapeut fysioterapeut miljoterapeut miljoarbeider miljoarbeidar hjelpepleier "
    "helsefagarbeider helsefagarbeidar barnevernspedagog laerer lektor professor prest student "
    "leder leiar daglig avdelingsleder seksjonsleder enhetsleder teamleder fagleder radgiver "
    "radgivar seniorradgiver konsulent sekretaer erfaringskonsulent likeperson brukerrepresentant "
    "parorende tillitsvalgt verneombud koordinator direktor dr dr. phd ph.d. jr jr. sr sr. md m.d. "
    "cand.med. cand.psychol. doctor nurse psychologist manager director leader physician"
)


# Words in small letters that belong to names, in the languages that people here come from.
_PARTICLES = words(
    "von van vom der den dem de da di du del della delle dell das do dos la las le les lo los el "
    "al bin binte binti bint ibn ben bat abd abu ould of af av og and zu zum zur und ten ter te ap "
    "ab san y e i o"
)
# d'Arc, al-Rashid: words that begin with a particle.
_WITH_PARTICLE = re.compile(
    r"[a-z]{1,5}['’´`](?:[^\W\d_]|\Z)|(?:al|el|ad|an|as|at|ibn|bin|de|von)-[^\W\d_]"
)


# What Teams writes behind the names of those who are not of the house.
# A run of spaces is looked at once, from where it begins.
_GUEST = re.compile(
    r"(?<!\s)\s*\((?:guest|gjest|external|ekstern|unverified|ikke bekreftet)\)", re.IGNORECASE
)


def bare(text: str) -> str:
    """A name without what stands around it: a bullet or number before, a comma left over behind.

    So with what Teams writes behind the names of guests.
    """
    name = _BULLET.sub("", tidied(text), count=1).rstrip(" ,;")
    if quoted := _QUOTED.fullmatch(name):
        name = quoted["name"].strip()
    return _GUEST.sub("", name) or tidied(text)


def is_small(word: str) -> bool:
    """Whether a word is in small letters and none that belongs to names, such as «van»."""
    is_of_name = plain_letters(word) in _PARTICLES or _WITH_PARTICLE.match(word)
    return word[0].islower() and not is_of_name


def mark_of_guest(text: str) -> str:
    """What marks a name as that of a guest, if it is."""
    found = _GUEST.search(text)
    return found[0].strip() if found else ""


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
    called = short(name)
    return _fault_of_letters(text, called) or _fault_of_words(text, name, called)


def _fault_of_letters(text: str, called: str) -> str:
    """What is wrong with a letter of a name; messages call it `called`."""
    if _GARBLED.search(text):
        return Message(
            "letters of «{name}» were garbled when the list was saved: save it anew in UTF-8",
            name=called,
        )
    for letter in text:
        if _NOT_TEXT.match(letter) or unicodedata.category(letter) in _NOT_GIVEN_OUT:
            return Message(
                "«{name}» has U+{code:04X} in it, which is no letter: write it anew",
                name=called,
                code=ord(letter),
            )
    return ""


def _fault_of_words(text: str, name: str, called: str) -> str:
    """What makes of a text something else than the name of one person."""
    if _ADDRESS.fullmatch(name):
        return Message("«{name}» is a mail address and no name: write the name", name=called)
    if found := _NO_SIGN.search(bare(text)):
        return Message(
            "«{name}» has {sign} in it, which is in no name: write the name alone",
            name=called,
            sign=found[0],
        )
    if sum(letter.isdigit() for letter in name) >= _TELEPHONE:
        return Message(
            "«{name}» has a telephone number in it, or another: take it out", name=called
        )
    if said := _SAID.search(name):
        return Message(
            "«{name}» has «{word}» in it: write the name alone, or take it out where somebody does "
            "not come",
            name=called,
            word=said[0],
        )
    if _TWO.search(name) or _TWO_BY_SIGN.search(_ASIDE.split(name)[0]):
        return Message(
            "«{name}» looks like two people: write each in a line of its own", name=called
        )
    if not any(letter.isalpha() for letter in name):
        return Message("«{name}» has no letter in it: write a name", name=called)
    if len(name) > LONGEST:
        return Message(
            "«{name}» has {count} characters, {most} at most: shorten it",
            name=called,
            count=len(name),
            most=LONGEST,
        )
    return ""


def short(name: str) -> str:
    """A name as messages tell it, without what a terminal cannot show."""
    clean = "".join(c for c in name if unicodedata.category(c) not in _NOT_GIVEN_OUT)
    return cut_short(clean)
