"""Contacts of a phone (vCard): the name of each."""

import quopri
import re
from collections.abc import Iterator

from kit.core.errors import Problem
from kit.core.messages import Message
from kit.people.found import Entry, Found, RowsLeftOut
from kit.people.names import tidied
from kit.reading.cells import Cell

_LINE = re.compile(
    r'(?:[\w-]+\.)?(?P<key>[\w-]+)(?P<how>(?:;(?:"[^"]*"|[^":])*)?):(?P<told>.*)', re.DOTALL
)
_LINE_BREAK = re.compile("\r\n|\r|\n")
# A phone shares the name of a list of contacts as one contact more.
_KINDS = frozenset({"KIND", "X-ADDRESSBOOKSERVER-KIND"})
_CUT_OFF = Message("this contact has no end: share the contacts anew")
_NOT_BEGUN = Message("this line ends a contact that has no beginning: share the contacts anew")
_NO_NAME = Message("this contact has no name: write it in the contact, or take the contact out")


def are_contacts(text: str) -> bool:
    """Whether a text holds contacts as phones share them."""
    return bool(re.match(r"\s*BEGIN:VCARD\s", text, re.IGNORECASE))


def contacts(text: str, shown: str) -> Found:
    """The names of the contacts, and the problems of those without one."""
    entries, problems, left_out = [], [], []
    name, place, begin, lines = "", 0, 0, 0
    is_group = False
    for number, key, told in _lines(text):
        lines += 1
        if key == "BEGIN":
            problems += [Problem(shown, begin, 1, _CUT_OFF)] if begin else []
            name, place, begin, is_group = "", 0, number, False
        elif key in _KINDS and told.strip().casefold() == "group":
            is_group = True
        elif key == "FN" and tidied(told):
            name, place = told, number
        elif key == "N" and not place:
            name, place = _first_name_first(told), number
        elif key == "END" and not begin:
            problems.append(Problem(shown, number, 1, _NOT_BEGUN))
        elif key == "END":
            if is_group:
                left_out.append(RowsLeftOut("title", 1, begin, begin, tidied(name)))
            elif tidied(name):
                entries.append(Entry((Cell(name, place, 1),)))
            else:
                problems.append(Problem(shown, begin, 1, _NO_NAME))
            begin = 0
    problems += [Problem(shown, begin, 1, _CUT_OFF)] if begin else []
    if not entries and not problems:
        left_out.append(RowsLeftOut("note", lines, 1, max(lines, 1)))
    return Found(tuple(entries), tuple(left_out), tuple(problems))


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """The lines of the contacts, unfolded and decoded: their numbers, keys and what they say."""
    lines = _LINE_BREAK.split(text)
    number = 0
    while number < len(lines):
        begin, line = number, lines[number]
        number += 1
        printed = "QUOTED-PRINTABLE" in line.upper().partition(":")[0]
        while number < len(lines) and (
            (printed and line.endswith("=")) or lines[number].startswith((" ", "\t"))
        ):
            line = line[:-1] + lines[number] if printed else line + lines[number][1:]
            number += 1
        found = _LINE.match(line)
        if found:
            told = _unprinted(found["told"], found["how"]) if printed else found["told"]
            key = found["key"].upper()
            yield begin + 1, key, told if key == "N" else _unescaped(told)


def _unprinted(told: str, how: str) -> str:
    charset = re.search(r"CHARSET=([\w-]+)", how, re.IGNORECASE)
    try:
        return quopri.decodestring(told.encode()).decode(charset[1] if charset else "utf-8")
    except (LookupError, UnicodeDecodeError):
        return told


def _unescaped(told: str) -> str:
    return re.sub(r"\\(.)", lambda found: " " if found[1] in "nN" else found[1], told)


def _first_name_first(told: str) -> str:
    """A name of parts (last; first; middle names) with the first name first."""
    parts = [_unescaped(part) for part in re.split(r"(?<!\\);", told)]
    last, first, middle = (*parts, "", "", "")[:3]
    return " ".join((first, middle, last))
