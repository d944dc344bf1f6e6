"""Find the headings in a list of people: their row, and the columns that hold the names."""

import difflib
import re
from collections.abc import Sequence

from kit.core.spelling import as_typed
from kit.reading.cells import HEAD_ROWS, Row


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Headings as `_keys` makes them: small letters only, the Norwegian ones spelt out.
_WHOLE = _words(
    "navn namn name fulltnavn fulltnamn fullname heltnavn heiltnamn dittnavn dittnamn yourname "
    "fornavnogetternavn forogetternavn forenamnogetternamn fornamnogetternamn firstandlastname "
    "deltakernavn deltakarnamn deltagernavn navnpadeltaker namnpadeltakar participantname"
)
_GIVEN = _words("fornavn forenamn fornamn firstname givenname forename")
_MIDDLE = _words("mellomnavn mellomnamn middlename")
_FAMILY = _words("etternavn etternamn lastname surname familyname")
# These may be a value as well, beside a name ("Kari;deltaker"): a heading in the first column only.
_PEOPLE = _words(
    "deltaker deltakar deltager deltakere deltakarar deltagere participant participants"
)
# What lists of people have beside the names. No word that is a name too, such as By or Age.
_NEIGHBOURS = _words(
    "epost epostadresse email emailaddress mail mailadresse telefon telefonnummer tlf tlfnr mobil "
    "mobilnummer mobiltelefon phone phonenumber telephone mobile avdeling department bord bordnr "
    "bordnummer table tablenumber tittel title stilling position rolle role firma bedrift company "
    "organisasjon organisation organization virksomhet verksemd arbeidssted arbeidsstad "
    "arbeidsplass workplace enhet eining unit team gruppe group kommune municipality fylke adresse "
    "address postnummer poststed city nr nummer number id kommentar kommentarer comment "
    "comments merknad merknader notes allergi allergier allergies tidspunkt tidsmerke timestamp "
    "starttidspunkt starttime pamelding pameldt status fodselsdato kjonn"
)
# So many headings are shown in a message.
_MOST_SHOWN = 8


def is_header(texts: Sequence[str], column: str | None = None) -> bool:
    """Whether a row of these texts is a line of headings.

    It is where it has a heading of names, or the `column` asked for, or else two cells or more
    of which one is a usual neighbour of names, and none a number or an address.
    """
    if (column is not None and column_of(column, texts) is not None) or name_columns(texts):
        return True
    filled = [text for text in texts if text.strip()]
    values = any("@" in text or text.strip(" +").isdigit() for text in filled)
    return len(filled) > 1 and not values and any(_is(text, _NEIGHBOURS) for text in filled)


def name_columns(texts: Sequence[str]) -> tuple[int, ...]:
    """The columns under whose headings names stand, from 0, in the order of a name's parts.

    Whole names go before first and last names apart, these before `deltaker`. None where no heading
    is known.
    """
    whole = _first(texts, _WHOLE)
    if whole:
        return whole
    given, family = _first(texts, _GIVEN), _first(texts, _FAMILY)
    if given or family:
        return given + _first(texts, _MIDDLE) + family
    first = next((number for number, text in enumerate(texts) if text.strip()), 0)
    return (first,) if texts and _is(texts[first], _PEOPLE) else ()


def unknown_column(texts: Sequence[str]) -> int | None:
    """The first column with a heading that no neighbour of names has, from 0, if there is one."""
    return next(
        (n for n, text in enumerate(texts) if text.strip() and not _is(text, _NEIGHBOURS)), None
    )


def column_of(heading: str, texts: Sequence[str]) -> int | None:
    """The first column with this heading, in any case and spelling, from 0, if there is one."""
    wanted = _keys(heading)
    return next((n for n, text in enumerate(texts) if wanted & _keys(text)), None)


def header_row(rows: Sequence[Row], column: str | None) -> int | None:
    """Which of the rows is the line of headings, from 0, if there is one.

    Titles may stand above it, one cell each. Above a single heading they end with an empty line:
    in a list that somebody has sorted, the heading may stand in the midst of people.
    """
    heads = [[cell.text for cell in row] for row in rows[:HEAD_ROWS]]
    if column is not None:
        for number, texts in enumerate(heads):
            if column_of(column, texts) is not None:
                return number
    headed = (n for n, texts in enumerate(heads) if is_header(texts) and _is_below_titles(rows, n))
    return next(headed, None)


def _is_below_titles(rows: Sequence[Row], number: int) -> bool:
    """Whether nothing but titles stands above a row, or nothing at all."""
    if number == 0:
        return True
    apart = rows[number][0].line - rows[number - 1][0].line > 1
    titles = all(_filled(row) == 1 for row in rows[:number])
    return titles and (apart or _filled(rows[number]) > 1)


def _filled(row: Row) -> int:
    return sum(not cell.is_empty for cell in row)


def shown_headings(texts: Sequence[str]) -> str:
    """The headings as messages show them."""
    filled = [f"«{' '.join(text.split())}»" for text in texts if text.strip()]
    more = len(filled) - _MOST_SHOWN
    return ", ".join(filled[:_MOST_SHOWN] + ([f"and {more} more"] if more > 0 else []))


def nearest_heading(heading: str, texts: Sequence[str]) -> str | None:
    """The heading that was probably meant, if one is near."""
    known = {key: text for text in reversed(texts) for key in sorted(_keys(text))}
    for key in sorted(_keys(heading)):
        for close in difflib.get_close_matches(key, known, n=1, cutoff=0.6):
            return " ".join(known[close].split())
    return None


def _first(texts: Sequence[str], words: frozenset[str]) -> tuple[int, ...]:
    return next(((n,) for n, text in enumerate(texts) if _is(text, words)), ())


def _is(text: str, words: frozenset[str]) -> bool:
    return not words.isdisjoint(_keys(text))


def _keys(text: str) -> set[str]:
    """A heading as it is compared: letters and digits of what stands before any brackets."""
    bare = re.sub(r"\(.*?\)", "", text) or text
    found = {"".join(filter(str.isalnum, spelt)) for spelt in as_typed(bare)}
    return found - {""}
