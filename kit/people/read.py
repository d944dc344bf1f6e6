"""The people of a session: from a list of any program, or from the session file itself.

Begin to read here. A name is printed as its list has it, but for what is told with the list: mail
addresses are dropped, and «Vik, Kari» is turned where the whole list is written so.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from kit.core.errors import KitError, Origin, Problem
from kit.core.messages import Message
from kit.core.spelling import alike
from kit.core.wording import joined
from kit.people.contacts import are_contacts, contacts
from kit.people.doubts import absent_below, odd_names
from kit.people.found import AskedOfList, Entry, Found
from kit.people.headings import is_header
from kit.people.names import MOST_PEOPLE, bare, fault_in, mark_of_guest, tidied
from kit.people.names_read import NamesRead, Twice
from kit.people.recipients import addresses_left_out, are_recipients, names_in_cell, recipients
from kit.people.sheets import people_on
from kit.people.turned import all_turned, turned
from kit.people.typed import line_rows, typed_people
from kit.reading.cells import AtFile, Cell
from kit.reading.spreadsheets import nearest_list, read_list, text_sheet
from kit.system.files import is_there

_CONTACTS = ".vcf"
# What is a file that is not there, and no names.
_ENDINGS = frozenset({".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", _CONTACTS})
# Letters of a line: all people of the largest session with their addresses need fewer.
_LONGEST_LINE = 200 * MOST_PEOPLE
# What a cell of a workbook holds in place of a name.
_HELD = {
    "number": Message(
        "no name stands here, but a number, {text}: write the name, in a cell formatted as text"
    ),
    "date": Message(
        "no name stands here, but a date, {text}: write the name, in a cell formatted as text"
    ),
}


_NOBODY = Message("no name stands here: write it, or take it out")


@dataclass(frozen=True)
class Participant:
    """One person. Two may have the same name.

    `name` is tidied: NFC, one space between words, nothing invisible, one letter at least and
    names.LONGEST characters at most. It may have letters that the typefaces lack. `origin` is where
    it stands.
    """

    name: str
    origin: Origin


@dataclass(frozen=True)
class Participants:
    """All people of a list in their order, and what was read of it; None where nobody stands."""

    people: tuple[Participant, ...]
    read: NamesRead | None = None


@dataclass(frozen=True)
class _Named:
    """A name as it stands in the list, and its place."""

    name: str
    place: Problem
    is_whole: bool = True  # not put together from first and last name


def listed_participants(names: Sequence[str], at: Callable[[int, str], Problem]) -> Participants:
    """The people whose names stand in the session file itself, in their order; maybe none.

    `at` makes a problem at the item with this index, from 0. KitError with every name that is none,
    and where they are more than MOST_PEOPLE.
    """
    problems: list[Problem] = []
    named = []
    for index, text in enumerate(names):
        for one in names_in_cell(text):
            name = bare(one)
            fault = fault_in(one) if name else _NOBODY
            problems += [at(index, fault)] if fault else []
            named.append(_Named(name, at(index, "")))
    if len(named) > MOST_PEOPLE:
        problems.append(at(min(MOST_PEOPLE, len(names) - 1), _too_many(len(named))))
    if problems:
        raise KitError(problems)
    return _participants(named, Found(()), "")


def participants_written_out(path: Path, folder: Path, at: AtFile) -> Participants | None:
    """The people in what was given as a file but is a text, such as «Kari Vik, Per Hansen».

    None where it is a file, or might be. `folder` is where files are looked for. `at` makes a
    problem there. KitError where it is not clear whether a part of the text is a name.
    """
    # A slash may stand in what is said of a person, such as «(hun/henne)».
    text = str(path.relative_to(folder)) if path.is_relative_to(folder) else path.name
    is_path = path.suffix.lower() in _ENDINGS or is_there(path)
    if is_path or (path.parent != folder and is_there(path.parent)):
        return None
    if not re.search(r"[,;\n]", text):
        if path.suffix:
            return None
        meant = nearest_list(path, [_CONTACTS])
        if meant:
            told = Message("there is no file {file}: did you mean {meant}?", file=path, meant=meant)
        else:
            told = Message(
                "there is no file {file}: name a list such as folk.xlsx, or write several names "
                "with commas between",
                file=path,
            )
        raise KitError([at(told)])
    found = (
        recipients(text, "") if are_recipients(text) else Found(*typed_people(line_rows(text), ""))
    )
    problems = list(found.problems)
    named = [one for entry in found.entries for one in _named(entry, "", problems)]
    if problems or not named:
        nobody = Message("no names stand here: write them")
        raise KitError(map(at, [one.text for one in problems] or [nobody]))
    return _participants([replace(one, place=at("")) for one in named], found, "")


def read_participants(path: Path, shown: str, asked: AskedOfList) -> Participants:
    """The people of a list in their order, and what was read and left out.

    It is a CSV file, a text file as people type it, the recipients of a mail, contacts of a phone,
    or a workbook. `shown` is the file's name in messages. Names stand under the heading asked for,
    or one that is known such as navn or name; under fornavn and etternavn they are joined. Without
    headings there is one column only.

    KitError with all that is wrong: with the file as a whole, with a column or sheet that it lacks,
    told as `asked` says; names, told at their line and column.
    """
    found = _found(path, shown, asked)
    problems = list(found.problems)
    named = [one for entry in found.entries for one in _named(entry, shown, problems)]
    if len(named) > MOST_PEOPLE:
        problems.append(asked.at_file(joined([shown, _too_many(len(named))], ": ")))
    if not named and not problems:
        problems.append(asked.at_file(_no_names(found, shown)))
    if problems:
        raise KitError(problems)
    return _participants(named, found, shown)


def _no_names(found: Found, shown: str) -> str:
    """What to say of a list in which nobody stands."""
    others = [one for one in found.left_out if one.why != "headings" and tidied(one.shown)]
    if not others:
        return Message("no names stand in {file}: write them below the heading", file=shown)
    return Message(
        "no names stand in {file}, but what is taken for titles, notes or sums, such as «{text}»: "
        "write each name alone in its line",
        file=shown,
        text=others[0].shown,
    )


def _found(path: Path, shown: str, asked: AskedOfList) -> Found:
    """What stands in a list, whoever wrote it."""
    found = read_list(path, shown, asked.at_file, also=[_CONTACTS])
    if not isinstance(found, str):
        return people_on(found, None, shown, asked)
    if any(len(line) > _LONGEST_LINE for line in found.splitlines()):
        told = Message(
            "a line of {file} is longer than {most} names: keep the names alone",
            file=shown,
            most=MOST_PEOPLE,
        )
        raise KitError([asked.at_file(told)])
    if are_contacts(found):
        return contacts(found, shown)
    if path.suffix.lower() == _CONTACTS:
        told = Message("{file} holds no contacts: share them anew as vCard", file=shown)
        raise KitError([asked.at_file(told)])
    if not asked.column and are_recipients(found):
        return recipients(found, shown)
    header = partial(is_header, column=asked.column)
    return people_on(text_sheet(found, shown, header, asked.at_file), found, shown, asked)


def _named(entry: Entry, shown: str, problems: list[Problem]) -> Iterator[_Named]:
    """The names of an entry: mostly one. What is wrong with them is added to the problems."""
    first = entry.parts[0]
    for cell in entry.parts:
        if fault := _held_by(cell):
            problems.append(entry.sheet.problem(shown, cell, fault))
            return
    for text in names_in_cell(" ".join(cell.text for cell in entry.parts)):
        if fault := fault_in(text):
            problems.append(entry.sheet.problem(shown, first, fault))
        place = Problem(shown, first.line, first.column, "")
        yield _Named(bare(text), place, len(entry.parts) == 1)


def _held_by(cell: Cell) -> str:
    """Why a cell of a workbook cannot be a part of a name; empty where it can."""
    if cell.fault:
        return cell.fault
    if cell.kind in _HELD:
        return _HELD[cell.kind].with_values(text=cell.text)
    return ""


def _participants(named: Sequence[_Named], found: Found, shown: str) -> Participants:
    """The people, their names turned where the list is written with last names first."""
    if not named:
        return Participants(())
    written = [one.name for one in named]
    if not all(one.is_whole for one in named):
        printed = written
    elif found.by_mail:  # people choose no titles there
        printed = [turned(name) for name in written]
    else:
        printed = list(all_turned(written))
    people = tuple(
        Participant(name, Origin(at.file, at.line, at.column, _called(name)))
        for name, at in zip(printed, (one.place for one in named), strict=True)
    )
    both = dict(zip(written, printed, strict=True))
    read = NamesRead(
        shown,
        len(people),
        printed[0],
        printed[-1],
        found.sheets,
        found.passed_over,
        found.hidden_sheets,
        sum(entry.is_hidden for entry in found.entries),
        found.empty,
        found.left_out,
        tuple((name, other) for name, other in both.items() if name != other),
        tuple(_twice(people)),
        (*found.remarks, *_remarks(found, printed)),
    )
    return Participants(people, read)


def _called(name: str) -> Message:
    return Message('the name "{name}"', name=name)


def _twice(people: Sequence[Participant]) -> Iterator[Twice]:
    lines: dict[str, list[int]] = {}
    shown: dict[str, str] = {}
    for person in people:
        key = alike(person.name)
        shown.setdefault(key, person.name)
        lines.setdefault(key, []).append(person.origin.line)
    yield from (Twice(shown[key], tuple(at)) for key, at in lines.items() if len(at) > 1)


def _remarks(found: Found, printed: Sequence[str]) -> Iterator[str]:
    """What to say of addresses, of marks of guests, and of commas that stay where they are."""
    cells = [cell for entry in found.entries for cell in entry.parts]
    yield from absent_below(found.left_out, found.entries)
    yield from addresses_left_out(sum(names_in_cell(one.text) != (one.text,) for one in cells))
    if marks := [mark for one in cells if (mark := mark_of_guest(one.text))]:
        yield Message.counted(
            "«{mark}» was left out behind {count} name.",
            "«{mark}» was left out behind {count} names.",
            len(marks),
            mark=marks[0],
        )
    yield from odd_names(printed)


def _too_many(number: int) -> str:
    return Message(
        "these are {count} people, {most} at most: make several sessions of them",
        count=number,
        most=MOST_PEOPLE,
    )
