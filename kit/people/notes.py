"""What in a list is no name: labels, greetings, sentences, closings, titles."""

import re
from collections.abc import Sequence

from kit.core.spelling import plain_letters
from kit.people.names import bare, is_small, words
from kit.reading.totals import is_total

# All that follows is compared in small letters without marks.
_GROUP = re.compile(
    r"(bord|gruppe|table|group|team|avdeling|eining|enhet|seksjon|pulje|parti)\b.*"
    r"|(lag|rom|room) ?(nr\.? ?)?(\d+|[a-z])( ?[-:(].*)?"
)
# What facts about a meeting begin with, where a name would stand.
_LABELS = words(
    "kurs sted stad dato tid klokkeslett kl tema tittel emne kontakt kontaktperson ansvarlig "
    "ansvarleg arrangor kursholder kurshaldar motetittel motevarighet starttidspunkt sluttidspunkt "
    "course place venue date time topic title subject contact organizer organiser host meeting "
    "frist pris merknad telefon epost e-post mail email sist oppdatert updated deltakere "
    "deltakarar deltagere participants pameldte deltakerliste deltakarliste navneliste namneliste"
)
_GREETING = re.compile(
    r"(hei|heisann|hallo|kjaere|dear|hello|takk|thanks|thank you|god (dag|morgen|kveld))\b"
    r"|(hi|her|vi|de|disse|folgende|dette|the|these|here|we)\b.*\b(er|kommer|blir|are|is|come|list)"
)
_CLOSING = re.compile(
    r"(mvh|m\.v\.h|vh|hilsen|helsing|(med )?((vennlig|vennleg|venleg|hjertelig|beste|god) )"
    r"(hilsen|helsing)|(best|kind|warm) regards|regards|sendt fra|sent from|hentet fra)\b"
    r"|-- ?$|_{3,}"
)
_FACT = re.compile(r"[^:<]{2,30}: ?\S")
# What is said of somebody who does not come, or may not, whatever it stands below.
_ABSENT = re.compile(
    r"((de|dei|disse|desse|folgende|fylgjande|folk|they|these|those|the following)\b.{0,12} )?"
    r"(avmeldte?|avmeld|avmelding(er|ar)?|avbud|avslatt|avslag|forfall|kansellert|avlyst|"
    r"(pa )?vente ?list[ea]|kommer ikke|kjem ikkje|deltar ikke|deltek ikkje|"
    r"ikke pameldt|ikkje pameld|ikke mott|"
    r"declined|cancell?ed|wait(ing)? ?list(ed)?|not coming|withdrawn|absent|no show)\b.{0,20}"
)
# Words that begin what is said to the reader.
_OPENERS = words(
    "til tilsammen totalt sum ring send si gi ta haper jeg eg vi du dere de dei det den dette "
    "disse desse hvis om dersom nar takk ha ho husk merk alle noen nokon ingen begge resten flere "
    "fleire beklager beklagar sees gleder ser onsker minner kan vil skal er blir bare berre mange "
    "mvh hei please let i we you if there call hope see this that these thanks thank have in all "
    "some everyone altogether both kind looking sorry remember note my min mitt mine pa ved med "
    "for og men da sa her hvor hva kva when what who kjaere"
)
# So many words in small letters make a sentence; so many where names are typed in small letters.
_SENTENCE, _OF_SMALL_NAMES = 3, 4


def is_label(text: str) -> bool:
    """Whether a text is that of a fact, such as «Place», or the name of a group of people."""
    plain = plain_letters(text).strip()
    return plain.endswith(":") or plain in _LABELS or is_group(text) or is_of_absent(text)


def is_group(text: str) -> bool:
    """Whether a text is the name of a group of people, such as «Bord 1» or «Avdeling Nord»."""
    return bool(_GROUP.fullmatch(plain_letters(text).strip()))


def is_note(text: str, *, names_are_small: bool = False) -> bool:
    """Whether a line is a sentence, a greeting or a fact, and no name.

    `names_are_small` is whether the names beside it are typed in small letters.
    """
    is_greeting = bool(_GREETING.match(plain_letters(text)))
    return is_label(text) or is_greeting or is_sentence(text, names_are_small=names_are_small)


def is_sentence(text: str, *, names_are_small: bool = True) -> bool:
    """Whether a text is a sentence or a fact, whatever it begins with."""
    plain = plain_letters(text)
    return (
        text.rstrip().endswith(("!", "?"))
        or bool(_FACT.match(plain))
        or "www." in plain
        or "://" in plain
        or len(_small_words(text)) >= (_OF_SMALL_NAMES if names_are_small else _SENTENCE)
    )


def is_of_absent(text: str) -> bool:
    """Whether a text says that somebody does not come, or heads those who do not."""
    return bool(_ABSENT.fullmatch(plain_letters(text).strip(" :.()")))


def is_remark(text: str) -> bool:
    """Whether a line is plainly said to the reader, such as «Ring meg om noe er uklart!».

    Each of its sentences begins with a word that no name begins with, and has no capitals behind.
    """
    sentences = [one.split() for one in re.split(r"(?<=[.!?:])\s+", text.strip()) if one]
    is_long = text.rstrip().endswith((".", "!", "?")) or len(_small_words(text)) >= _SENTENCE
    begin = {plain_letters(first).strip(".,!?:") for first, *_ in sentences}
    has_names = any(word[0].isupper() for _, *rest in sentences for word in rest)
    return is_long and begin <= _OPENERS and not has_names


def is_closing(text: str) -> bool:
    """Whether a line begins the signature of a mail."""
    return bool(_CLOSING.match(plain_letters(text)))


def stands_out(text: str, others: Sequence[str]) -> bool:
    """Whether a text has figures or words in small letters, as the names beside it have not."""
    names = [name for name in others if not is_label(name) and not is_total(name)]
    alike = sum(map(_is_unlike_names, names))
    return len(text.split()) > 1 and _is_unlike_names(text) and 5 * alike < len(names)


def _is_unlike_names(text: str) -> bool:
    """Whether it has figures, or a small word behind a capital: «kari vik» is typed in haste."""
    first = next((word[0] for word in bare(text).split() if word[0].isalpha()), "")
    return any(map(str.isdigit, bare(text))) or (first.isupper() and bool(_small_words(text)))


def _small_words(text: str) -> list[str]:
    """The words in small letters, before any bracket or dash, but for those of names."""
    found = re.findall(r"[^\W\d_]\S*", re.split(r"[(,–—]| - ", bare(text))[0])
    return [word for word in found if is_small(word)]
