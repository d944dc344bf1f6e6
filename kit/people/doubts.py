"""What is said of a table where some in it may be no people, or may not come."""

import re
from collections.abc import Iterator, Sequence

from kit.core.messages import Message
from kit.core.spelling import plain_letters
from kit.core.wording import enumerated, first_few, in_short, more, quoted_name
from kit.people.found import Entry, RowsLeftOut, filled
from kit.people.headings import has_last_name_first, is_of_a_part, is_unknown
from kit.people.names import short, tidied, words
from kit.people.notes import is_of_absent
from kit.people.tables import PeopleTable
from kit.reading.cells import Row

# What says that somebody does not come, below headings that ask for that.
_NO = words("nei no false usann 0 n ikke ikkje")
_ASKS = words(
    "kommer kjem deltar deltek pameldt pamelding svar status respons response rsvp attending "
    "attendance attend coming oppmote mott bekreftet stadfesta confirmed"
)
# What a remark behind a name has, such as «(vegetar)» or «- lege», and a name has not.
_ODD = re.compile(r"[,;:()\[\]\d+=!?]|\s[-\u2010-\u2015/]\s?\w|\w[\u2013\u2014-]\s")
# What stands in place of names where nobody is to be known, such as «Deltaker 12».
_NUMBERED = re.compile(r"[^\W\d_]+ \d{1,3}")
# What reports of meetings call those whose meeting it is.
_ORGANISERS = words(
    "arrangor motearrangor mote-arrangor organizer organiser host vert meetingorganizer "
    "kursholder kurshaldar kursleder kursleiar fasilitator facilitator foredragsholder"
) | {"meeting organizer", "meeting organiser"}
# So many are told one by one.
_MOST_ODD, _MOST_TOLD = 6, 3
# No more than this share of the rows is told of: else such rows are usual in the table.
_FEW = 1 / 2


def doubts(
    table: PeopleTable, columns: tuple[int, ...], entries: Sequence[Entry], rows: Sequence[Row]
) -> Iterator[str]:
    """What to say of a table, whose entries were read from these rows, and of others like it."""
    yield from _halves(table, columns, rows)
    yield from _turned_without_comma(table, columns, entries)
    yield from _names_alone(table, entries, rows)
    yield from _absent(table, entries, rows)
    yield from _organisers(entries, rows)


def absent_below(left_out: Sequence[RowsLeftOut], entries: Sequence[Entry]) -> Iterator[str]:
    """What to say of people below a title such as «Venteliste»."""
    for one in left_out:
        below = any(entry.line > one.last and entry.sheet.name == one.sheet for entry in entries)
        if below and one.why in ("title", "note") and is_of_absent(one.shown):
            yield Message(
                "Those below «{title}» are read as well: take them out if they do not come.",
                title=one.shown,
            )


def odd_names(names: Sequence[str]) -> Iterator[str]:
    """What to say of names as they are printed that have more in them than a name has."""
    some = list(dict.fromkeys(name for name in names if _ODD.search(name)))
    if some and not all(map(_NUMBERED.fullmatch, names)):
        yield Message.counted(
            "{names} is printed as it stands: write the name alone where it shall not be so.",
            "{names} are printed as they stand: write the name alone where it shall not be so.",
            len(some),
            names=enumerated(first_few([*map(quoted_name, some)], _MOST_ODD, more)),
        )


def _halves(table: PeopleTable, columns: tuple[int, ...], rows: Sequence[Row]) -> Iterator[str]:
    """First names alone, or last names, where the others may stand below a heading not known."""
    read = _only_heading(table, columns)
    if not is_of_a_part(read):
        return
    unknown = [
        " ".join(text.split())
        for n, text in enumerate(table.headings)
        if is_unknown(text)
        and any(any(map(str.isalpha, row[n].text)) for row in rows if n < len(row))
    ]
    if unknown:
        yield Message(
            "Only what stands below «{heading}» is taken for the name: if «{other}» has the rest "
            "of it, head them fornavn and etternavn.",
            heading=read,
            other=unknown[0],
        )


def _turned_without_comma(
    table: PeopleTable, columns: tuple[int, ...], entries: Sequence[Entry]
) -> Iterator[str]:
    """Names that stand with the last name first, as their heading says, and have no comma."""
    heading = _only_heading(table, columns)
    if not has_last_name_first(heading):
        return
    names = [tidied(entry.parts[0].text) for entry in entries]
    some = [name for name in names if "," not in name and " " in name]
    if some:
        yield Message(
            "«{name}» is printed as it stands, below «{heading}»: put a comma behind the last "
            "names to have them turned.",
            name=short(some[0]),
            heading=heading,
        )


def _names_alone(
    table: PeopleTable, entries: Sequence[Entry], rows: Sequence[Row]
) -> Iterator[str]:
    """Names that have nothing beside them, where all others have: they may be titles."""
    if table.is_narrow or len(rows) < 2:
        return
    alone = [
        entry
        for entry, row in zip(entries, rows, strict=True)
        if len(filled(row)) == len(entry.parts) == 1
    ]
    if alone and len(alone) <= max(1, _FEW * len(rows)):
        yield Message(
            "Nothing stands beside {names}: taken for people; take out what is none.",
            names=_listed(alone),
        )


def _absent(table: PeopleTable, entries: Sequence[Entry], rows: Sequence[Row]) -> Iterator[str]:
    """Those of whom another cell of their row says that they do not come."""
    asks = {
        n
        for n, text in enumerate(table.headings)
        if _ASKS & set(re.findall(r"\w+", plain_letters(text)))
    }
    some = []
    for entry, row in zip(entries, rows, strict=True):
        for n, cell in enumerate(row):
            said = plain_letters(cell.text).strip(" .!")
            no = n in asks and said.partition(",")[0] in _NO
            if cell not in entry.parts and (no or is_of_absent(cell.text)):
                some.append((entry, " ".join(cell.text.split())))
                break
    if some:
        entry, said = some[0]
        one = {"name": _listed([entry]), "word": short(said)}
        if len(some) == 1:
            yield Message(
                "{name} is read, though «{word}» stands beside the name: take out those who do "
                "not come.",
                **one,
            )
        else:
            yield Message.counted(
                "{name} is read, though «{word}» stands beside the name, and {count} other alike: "
                "take out those who do not come.",
                "{name} is read, though «{word}» stands beside the name, and {count} others alike: "
                "take out those who do not come.",
                len(some) - 1,
                **one,
            )


def _organisers(entries: Sequence[Entry], rows: Sequence[Row]) -> Iterator[str]:
    """Those of whom another cell of their row says that the meeting is theirs."""
    some: dict[str, Entry] = {}
    for entry, row in zip(entries, rows, strict=True):
        beside = [cell.text for cell in row if cell not in entry.parts]
        if any(plain_letters(text).strip() in _ORGANISERS for text in beside):
            some.setdefault(tidied(" ".join(cell.text for cell in entry.parts)), entry)
    if some and len(some) <= max(1, _FEW * len(rows)):
        yield Message.counted(
            "{names}, the organiser, is read as well: take out who does not take part.",
            "{names}, organisers, are read as well: take out who does not take part.",
            len(some),
            names=_listed([*some.values()]),
        )


def _only_heading(table: PeopleTable, columns: tuple[int, ...]) -> str:
    """The heading of the names; empty where they stand in several columns, or below none."""
    below_none = len(columns) != 1 or columns[0] >= len(table.head)
    return "" if below_none else " ".join(table.headings[columns[0]].split())


def _listed(entries: Sequence[Entry]) -> str:
    return in_short([*map(_listed_one, entries)], _MOST_TOLD)


def _listed_one(entry: Entry) -> Message:
    name = short(tidied(" ".join(cell.text for cell in entry.parts)))
    place = (
        Message("«{name}» (row {line})") if entry.sheet.name else Message("«{name}» (line {line})")
    )
    return place.with_values(name=name, line=entry.line)
