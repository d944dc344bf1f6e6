"""The headings of a list of people: whether a row is one, and which columns hold the names."""

import re
from collections.abc import Sequence

from kit.core.spelling import plain_letters
from kit.people.names import words
from kit.reading.headings import column_of, heading_keys

# Headings as `heading_keys` makes them: small letters only, the Norwegian ones spelt out.
_WHOLE = words(
    "navn namn name fulltnavn fulltnamn fullname heltnavn heiltnamn dittnavn dittnamn yourname "
    "fornavnogetternavn forogetternavn forenamnogetternamn fornamnogetternamn firstandlastname "
    "deltakernavn deltakarnamn deltagernavn navnpadeltaker namnpadeltakar participantname "
    "navnpadeltakere deltakersnavn deltakerensnavn navndeltaker navnname namenavn ansattnavn "
    "employeename hvaheterdu kvaheiterdu "
    "etternavnfornavn fornavnetternavn etternamnfornamn lastnamefirstname firstnamelastname "
    "navnpadeltakeren namnpadeltakaren visningsnavn displayname attendeename hvem kven who "
    "fuldenavn helenavnet fullstandigtnamn efternavnfornavn fornavnefternavn efternamnfornamn "
    "fornamnefternamn namma vollername"
)
_GIVEN = words(
    "fornavn forenamn fornamn firstname givenname forename fornavne firstnames givennames "
    "forenames vorname ovdanamma"
)
_MIDDLE = words("mellomnavn mellomnamn middlename mellannamn middlenames")
_FAMILY = words(
    "etternavn etternamn lastname surname familyname efternavn efternamn slektsnavn slektsnamn "
    "surnames lastnames familienavn nachname goargu"
)
# First and middle names in one column: one of each of these, and no other words.
_OF_GIVEN = words("for fornavn forenamn fornamn first given forename")
_OF_MIDDLE = words("mellomnavn mellomnamn middle mellannamn")
_BETWEEN = words("og och and evt ev eventuelt eventuelle any optional name names s navn namn i en")
# Below these a name has its last name first, and maybe no comma behind it.
_FAMILY_FIRST = words(
    "etternavnfornavn etternamnfornamn lastnamefirstname surnamefirstname efternavnfornavn "
    "efternamnfornamn"
)
# These may be a value as well, beside a name ("Kari;deltaker"): a heading in the first column only.
_PEOPLE = words(
    "deltaker deltakar deltager deltakere deltakarar deltagere participant participants attendee "
    "attendees person personer personar people ansatt ansatte tilsett tilsette employee employees "
    "medarbeider medarbeidere pameldte"
)
# A form asks for the name in words such as these, of which one is the name.
_ASKING = words(
    "hva kva er ditt fulle fullt heile skriv inn ditt din navn navnet namn namnet for og etternavn "
    "fornavn etternamn fornamn forenamn efternavn efternamn what is your full first last and name "
    "please enter write"
)
_ASKED = words("navn navnet namn namnet name")
# What lists of people have beside the names. No word that is a name too, such as By or Age.
_NEIGHBOURS = words(
    "epost epostadresse email emailaddress mail mailadresse telefon telefonnummer tlf tlfnr mobil "
    "mobilnummer mobiltelefon phone phonenumber telephone mobile avdeling department bord bordnr "
    "bordnummer table tablenumber tittel title stilling position rolle role firma bedrift company "
    "organisasjon organisation organization virksomhet verksemd arbeidssted arbeidsstad "
    "arbeidsplass workplace enhet eining unit team gruppe group kommune municipality fylke adresse "
    "address postnummer poststed city nr nummer number id kommentar kommentarer comment "
    "comments merknad merknader notes allergi allergier allergies tidspunkt tidsmerke timestamp "
    "starttidspunkt starttime pamelding pameldt status fodselsdato kjonn fullforingstidspunkt "
    "completiontime duration varighet useraction jointime leavetime firstjoin lastleave "
    "inmeetingduration participantid deltakerid organizationname phone1value email1value avd "
    "epost1 mobil1 upn kallenavn nickname sprak language"
)
# Where a person stands once for each time that he or she joined: the words of such headings.
_OF_A_LOG = ("useraction", "brukerhandling", "brukarhandling", "jointime", "leavetime")
# The titles of the section in which participants stand, where there are several.
_SECTIONS = words(
    "deltakere deltakarar deltagere participants attendees pameldte deltakerliste deltakarliste "
    "deltagerliste navneliste namneliste"
)


def is_header(texts: Sequence[str], column: str = "") -> bool:
    """Whether a row of these texts is a line of headings, which tells the separator of a file.

    It is where it has a heading of names, or the `column` asked for, or else two cells or more
    of which one is a usual neighbour of names, and none a number or an address.
    """
    if (column and column_of(column, texts) is not None) or name_columns(texts):
        return True
    filled = [text for text in texts if text.strip()]
    values = any("@" in text or text.strip(" +").isdigit() for text in filled)
    return len(filled) > 1 and not values and any(_is(text, _NEIGHBOURS) for text in filled)


def name_columns(texts: Sequence[str]) -> tuple[int, ...]:
    """The columns under whose headings names stand first of all; none where none is known."""
    return next(iter(candidates(texts)), ())


def candidates(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """The columns under whose headings names may stand, from 0, in the order of a name's parts.

    Whole names go before first and last names apart, these before `deltaker`, and what a form asks
    for in a sentence comes last.
    """
    whole = [(n,) for n, text in enumerate(texts) if _is(text, _WHOLE)]
    given = tuple(n for n, text in enumerate(texts) if _is_of_first_names(text))[:1]
    family = _first(texts, _FAMILY)
    parts = [given + _first(texts, _MIDDLE) + family] if given or family else []
    first = next((number for number, text in enumerate(texts) if text.strip()), 0)
    people = [(first,)] if texts and _is(texts[first], _PEOPLE) else []
    asked = [(n,) for n, text in enumerate(texts) if _asks_for_a_name(text)]
    return tuple(dict.fromkeys((*whole, *parts, *people, *asked)))


def is_names_heading(texts: Sequence[str], column: str = "") -> bool:
    """Whether a row of these texts heads a table of people, beyond doubt.

    It has the heading of a column of names, and no number or address, as a fact such as
    «Participants: 24» has. With `column` it has that heading.
    """
    if column:
        return column_of(column, texts) is not None
    filled = [text for text in texts if text.strip()]
    is_fact = len(filled) == 2 and any(text.strip(" +").isdigit() for text in filled)
    if not filled or is_fact or any("@" in text for text in filled):
        return False
    found = candidates(texts)
    # «Deltaker» may be said of somebody in the list as well.
    is_sure = len(filled) == 1 or known_headings(texts) > 1 or not _is(filled[0], _PEOPLE)
    return bool(found) and is_sure


def known_headings(texts: Sequence[str]) -> int:
    """How many of the texts are headings that lists of people have."""
    named = {n for columns in candidates(texts) for n in columns}
    return sum(n in named or _is(text, _NEIGHBOURS) for n, text in enumerate(texts))


def is_log(texts: Sequence[str]) -> bool:
    """Whether below these headings a person stands anew each time that he or she joined."""
    keys = [key for text in texts for key in heading_keys(text)]
    return any(key.startswith(_OF_A_LOG) for key in keys)


def heads_mail_addresses(text: str) -> bool:
    """Whether mail addresses stand below a heading."""
    return any("mail" in key or "epost" in key for key in heading_keys(text))


def is_section_of_people(title: str) -> bool:
    """Whether a section with this title, such as «2. Participants», has those who take part."""
    return _is(re.sub(r"^\s*\d+[.)]?\s*", "", title), _SECTIONS)


def is_of_a_part(text: str) -> bool:
    """Whether first names alone stand below a heading, or last names alone."""
    return _is_of_first_names(text) or _is(text, _FAMILY)


def has_last_name_first(text: str) -> bool:
    """Whether a heading says that names have their last name first."""
    return _is(text, _FAMILY_FIRST)


def _is_of_first_names(text: str) -> bool:
    """Whether first names stand below a heading, maybe with those in the middle."""
    found = _letters_only(text)
    is_both = bool(found & _OF_GIVEN and found & _OF_MIDDLE)
    return _is(text, _GIVEN) or (is_both and found <= _OF_GIVEN | _OF_MIDDLE | _BETWEEN)


def _letters_only(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", plain_letters(text)))


def _asks_for_a_name(text: str) -> bool:
    found = _letters_only(text)
    return len(found) > 1 and found <= _ASKING and not found.isdisjoint(_ASKED)


def unknown_column(texts: Sequence[str]) -> int | None:
    """The first column with a heading that nobody knows, from 0, if there is one."""
    return next((n for n, text in enumerate(texts) if is_unknown(text)), None)


def is_unknown(text: str) -> bool:
    """Whether a heading is neither of names nor of what stands beside them."""
    known = _WHOLE | _MIDDLE | _FAMILY | _NEIGHBOURS
    is_known = _is(text, known) or _is_of_first_names(text) or _asks_for_a_name(text)
    return bool(text.strip()) and not is_known


def _first(texts: Sequence[str], known: frozenset[str]) -> tuple[int, ...]:
    return next(((n,) for n, text in enumerate(texts) if _is(text, known)), ())


def _is(text: str, known: frozenset[str]) -> bool:
    return not known.isdisjoint(heading_keys(text))
