"""Under which headings of a spreadsheet each key of a session stands, as people write them."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kit.core.messages import Message
from kit.core.wording import either
from kit.reading.headings import heading_keys
from kit.session.options import OPTIONS

# Too near a known heading for a column of somebody's own: a slip.
_SLIP = 0.78
# Beside the key itself and its option. Without the marks of their letters, as in kit.core.spelling.
_ALSO: Mapping[str, str] = {
    "content": "pack; pakke; innhold; innhald; innholdspakke; innhaldspakke",
    "out": "folder; mappe; utmappe",
    "title": "tittel; session; okt; navn pa okten; navn pa okta; namn pa okta; name of session",
    "date": "dato; dag; day; when",
    "team": (
        "lag; gruppe; enhet; eining; avdeling; tjeneste; teneste; seksjon; virksomhet; verksemd; "
        "unit; department"
    ),
    "credit": "avsender; avsendar; kreditering; kredittlinje",
    "people": (
        "personer; personar; antall; antal; antall personer; antal personar; antall deltakere; "
        "antal deltakarar; antall deltagere; number of people; number of participants; head count"
    ),
    "tables": "bord; antall bord; antal bord; tal bord; number of tables",
    "participants": (
        "deltakere; deltakarar; deltagere; deltakerliste; deltakarliste; deltagerliste; names; "
        "list; list of names; navneliste; namneliste; liste; liste med navn; liste med namn"
    ),
    "column": "kolonne; navnekolonne; namnekolonne",
    "sheet": "ark; fane",
    "areas": "omrade; omrader; verdiomrade; verdiomrader; tema; temaer; temaa; themes",
    "values": (
        "verdi; verdier; verdiar; enkeltverdi; enkeltverdier; enkeltverdiar; enkelte verdier; "
        "enkelte verdiar; single values"
    ),
    "leave-out": "utelat; uten; utan; utelatt; without; left out",
    "with-area": "med omrade; med omradet; med heile omradet; med hele omradet",
    "pieces": "deler; delar; del",
    "printer": "skriver; skrivar",
    "individual": "enkeltvis; kvar for seg; hver for seg; en fil til hver; ei fil til kvar",
    "paper": "papir; papirformat; paper size",
    "card": "kort; kortformat; kortstorrelse; kortstorleik; card size; card format",
    "margin": "marg",
    "gutter": "mellomrom",
    "flip": "vending; snukant; vendekant; flip edge",
    "separate-backs": "baksider for seg; baksider for seg selv; baksider for seg sjolv",
    "order": "rekkefolge; rekkjefolgje",
    "decks": "stokker; stokkar; kortstokker; kortstokkar; antall stokker; antal stokkar",
    "marks": "merker; merke; skjaeremerker; skjeremerke",
    "marks-on": "merker pa; merke pa",
    "back-offset": "forskyvning; forskyving; forskyvning av baksider; forskyving av baksider",
    "posters": "plakater; plakatar; plakat; poster size; plakatformat",
    "full-size": "full storrelse; full storleik",
    "for": "for hvem; for kven; for whom; destination; til",
    "icc": "fargeprofil; profil; colour profile; color profile",
    "png": "bilder; bilete; pictures",
    "ink": "blekk; farge; farger; fargar; colour; color",
    "preview": "forhandsvisning; forehandsvising; forhandsvising",
}
# What may be the name of the session, or that of the one who comes.
_EITHER = "name; navn; namn"
# Between two names of one column, as in Avdeling/team.
_OR = "/"


@cache
def _keys() -> dict[str, str]:
    """The key of each heading, as headings are compared."""
    found: dict[str, str] = {}
    for key, option in OPTIONS.items():
        if not option.is_of_one_run:
            spelt = (key, option.flag, *_ALSO.get(key, "").split(";"))
            found |= {one: key for text in spelt for one in heading_keys(text)}
    return found


def key_under(heading: str) -> str:
    """The key of a session that a column of this heading holds; empty where none is known."""
    whole, parts = _key_of(heading), {_key_of(part) for part in heading.split(_OR)}
    return whole or (parts.pop() if len(parts) == 1 else "")


def _key_of(text: str) -> str:
    known = _keys()
    return next((known[one] for one in sorted(heading_keys(text)) if one in known), "")


def columns_of(headings: Sequence[str]) -> dict[str, int]:
    """The place of each known column among these headings, from 0; of two alike the first."""
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        if key := key_under(heading):
            found.setdefault(key, place)
    return found


def is_header(texts: Sequence[str]) -> bool:
    """Whether a row of these texts is a line of headings: two at least are known."""
    return len(columns_of(texts)) > 1


def faults_in(headings: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The headings that are a slip, unclear, or there twice: the place of each, and what to do."""
    columns = columns_of(headings)
    for place, heading in enumerate(headings):
        shown, key = " ".join(heading.split()), key_under(heading)
        if key and columns[key] != place:
            twice = Message(
                "«{heading}» says the same as «{first}»: keep one of the two columns",
                heading=shown,
                first=" ".join(headings[columns[key]].split()),
            )
            yield place, twice
        elif _is_either(heading):
            unclear = Message(
                "«{heading}» may be a session's name or a person's: head it with title if it tells "
                "what each session is called, else with participants",
                heading=shown,
            )
            yield place, unclear
        elif meant := _meant(heading):
            slip = Message(
                "unknown heading «{heading}»: did you mean {meant}?", heading=shown, meant=meant
            )
            yield place, slip


def unknown(headings: Sequence[str]) -> Iterator[str]:
    """The headings of columns that are somebody's own, and not read."""
    for heading in headings:
        if heading.strip() and not key_under(heading):
            yield " ".join(heading.split())


def _is_either(heading: str) -> bool:
    return any(heading_keys(heading) & heading_keys(one) for one in _EITHER.split(";"))


def _meant(heading: str) -> str:
    """The key whose heading this is a slip of; empty where it is near none."""
    known = _keys()
    if key_under(heading):
        return ""
    # Of several names that are known, which one was meant?
    if some := sorted({_key_of(part) for part in heading.split(_OR)} - {""}):
        return either(some)
    for one in sorted(heading_keys(heading)):
        for close in difflib.get_close_matches(one, known, n=1, cutoff=_SLIP):
            return known[close]
    return ""
