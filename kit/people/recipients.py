"""Recipients of a mail as mail programs copy them: names taken, addresses dropped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kit.core.errors import Problem
from kit.core.messages import Message
from kit.people.found import Entry, Found, RowsLeftOut, shown_beginning
from kit.people.headings import is_names_heading
from kit.people.names import bare, tidied
from kit.people.notes import is_closing, is_note
from kit.people.running import is_like_name, may_hold_names, names_begin, parts_of
from kit.reading.cells import MOST_HEAD_ROWS, Cell

# An address in its brackets; Outlook writes «[mailto:…]» too.
# Bounds keep the search quick in a text that is no mail at all.
_BRACKETED = re.compile(
    r"<\s{0,9}(?:mailto:)?[^<>\s]{1,99}@[^<>\s]{1,255}\s{0,9}>|\[mailto:[^\]\s]{1,355}\]"
)
_ADDRESS = re.compile(
    r"(?:mailto:)?[^\s@<>;,:\"'()\[\]]{1,99}@[^\s@<>;,:\"'()\[\]]{1,255}\.\w{1,63}"
)
# The lines of a mail's head, in English and Norwegian: whose people come, and whose do not.
_TO = re.compile(r"\s*(?:>\s*)*(?:til|to|kopi|cc|blindkopi|bcc|resent-to)\s*:", re.IGNORECASE)
_OTHER = re.compile(
    r"\s*(?:>\s*)*(?:fra|from|sendt|sent|emne|subject|dato|date|reply-to|svar til|vedlegg|"
    r"attachments|viktighet|importance|message-id|mime-version|content-type)\s*:",
    re.IGNORECASE,
)
_GROUP = re.compile(r'\s*[^"<>@:;,[(]{1,80}:')
_ALONE = re.compile(rf"{_ADDRESS.pattern}(?:\s*\([^()]*\))?")
_COMMENT = re.compile(r"\(([^()]*)\)")
# Letters of one recipient.
_MOST = 1000
_BELOW = Message(
    "more names may stand below the head of this mail than in it: keep the names of those who "
    "come, without the rest"
)
_NO_NAME = Message("{address} stands without a name: write the name in its place")


def are_recipients(text: str) -> bool:
    """Whether a text is a list of recipients: names with addresses in brackets, or addresses alone.

    A table with an address in some column is none: it has a line of headings.
    """
    if "@" not in text:
        return False
    lines = [line for line in text.splitlines() if line.strip()][:MOST_HEAD_ROWS]
    if any(is_names_heading(line.split(sign)) for line in lines for sign in "\t;,"):
        return False
    if _BRACKETED.search(text):
        return True
    parts = [part.strip() for part in re.split(r"[;,\n\r]", text) if part.strip()]
    return bool(parts) and all(_ALONE.fullmatch(part) for part in parts)


def recipients(text: str, shown: str) -> Found:
    """The people of a list of recipients, each once for each time that it names them.

    KitError is not raised: addresses without a name are among the problems.
    """
    entries, left_out, problems = [], [], []
    dropped = 0
    written = tuple(_written(text))
    by_comma = ";" not in _without_quoted(text)
    turned = _are_turned([one.text for one in written if not one.is_other])
    for one in written:
        name = _name_in(one.text)
        if one.is_other:
            left_out.append(_line_passed_over(one))
        elif by_comma and _may_be_several(one.text, turned=turned):
            problems.append(
                Problem(shown, one.line, one.column, _several(shown_beginning(one.text)))
            )
        elif name:
            dropped += bool(_ADDRESS.search(one.text))
            entries.append(Entry((Cell(name, one.line, one.column),)))
        elif address := _ADDRESS.search(one.text):
            problems.append(
                Problem(shown, one.line, one.column, _NO_NAME.with_values(address=address[0]))
            )
        else:
            left_out.append(_line_passed_over(one))
    if below := _more_below([one for one in written if one.is_other], len(entries)):
        problems.append(Problem(shown, below.line, below.column, _BELOW))
    remarks = tuple(addresses_left_out(dropped))
    return Found(tuple(entries), tuple(left_out), tuple(problems), remarks=remarks, by_mail=True)


def _line_passed_over(one: "_Written") -> RowsLeftOut:
    return RowsLeftOut("note", 1, one.line, one.line, shown_beginning(one.text))


def _more_below(others: Sequence["_Written"], count: int) -> "_Written | None":
    """The first line with names below the head of a mail, if they are more than its recipients."""
    held = [(one, _names_on_line(one.text)) for one in others if not _OTHER.match(one.text)]
    return (
        next((one for one, own in held if own), None) if sum(n for _, n in held) > count else None
    )


def _names_on_line(text: str) -> int:
    """How many names a line may hold that is no recipient."""
    behind = text[names_begin(text) :]
    is_whole = (
        " " in text.strip() and is_like_name(text) and not is_note(text) and not is_closing(text)
    )
    return len(parts_of(behind)) if behind != text else may_hold_names(text) or int(is_whole)


def _several(shown: str) -> str:
    return Message(
        "«{text}» may be one person or several: put a semicolon between people", text=shown
    )


def _are_turned(texts: Sequence[str]) -> bool:
    """Whether most recipients have a comma in their name: then the last name stands first."""
    return 3 * sum("," in text for text in texts) >= 2 * len(texts)


def _may_be_several(text: str, *, turned: bool) -> bool:
    """Whether commas stand between people, of whom some have no address, and not within a name."""
    parts = _BRACKETED.sub(" ", text).rstrip(" ,").split(",")
    are_whole = all(len(part.split()) > 1 for part in parts)
    return not text.startswith('"') and (
        len(parts) > 2 or (len(parts) == 2 and are_whole and not turned)
    )


def addresses_left_out(count: int) -> Iterator[str]:
    """What to say where so many names had an address behind them."""
    if count:
        yield Message.counted(
            "{count} mail address was left out.", "{count} mail addresses were left out.", count
        )


def names_in_cell(text: str) -> tuple[str, ...]:
    """The names in a cell of a list, without mail addresses; the text itself where it has none."""
    if not _BRACKETED.search(text):
        name = _ADDRESS.sub(" ", text).strip(" \t,;:()-\u2013\u2014/")
        has_both = name and _ADDRESS.search(text) and any(map(str.isalpha, name))
        return (name,) if has_both else (text,)
    names = (_name_in(one.text) for one in _written(text))
    return tuple(name for name in names if name) or (text,)


@dataclass(frozen=True)
class _Written:
    """One recipient as it is written, with its place; or another line of a mail's head."""

    text: str
    line: int
    column: int
    is_other: bool = False


def _written(text: str) -> Iterator[_Written]:
    """The recipients of a text one after the other, and other lines of a mail's head."""
    # Lines that are folded go on with a space; each sign keeps its place.
    text = re.sub(r"\r\n|\r", lambda found: "\n".rjust(len(found[0])), text)
    text = re.sub(r"\n(?=[ \t]+\S)", " ", text) if re.search(r"\n[ \t]+\S", text) else text
    by_semicolon = ";" in _without_quoted(text)
    position, is_head, is_body = 0, False, False
    for line in text.split("\n"):
        head = _TO.match(line)
        is_head = is_head or bool(head or _OTHER.match(line))
        # An empty line ends the head of a mail; another mail may follow below.
        is_body = not head and (is_body or (is_head and not line.strip() and position > 0))
        if _OTHER.match(line) or (is_body and line.strip() and not _BRACKETED.search(line)):
            yield _at_place(text, position, line, is_other=True)
        else:
            begin = head.end() if head else 0
            for start, part in _cut(line[begin:], by_semicolon=by_semicolon):
                if part.strip():
                    yield _at_place(text, position + begin + start, part)
        position += len(line) + 1


def _at_place(text: str, position: int, part: str, *, is_other: bool = False) -> _Written:
    position += len(part) - len(part.lstrip())
    line = text.count("\n", 0, position) + 1
    return _Written(part.strip(), line, position - text.rfind("\n", 0, position), is_other)


def _without_quoted(text: str) -> str:
    return re.sub(r'"(?:[^"\\\n]|\\.)*"', "", text)


def _cut(line: str, *, by_semicolon: bool) -> Iterator[tuple[int, str]]:
    """The recipients of a line with their places in it.

    A semicolon ends one. A comma does where no semicolon stands in the text, and an address was
    written before it: else it stands within a name, as in «Vik, Kari <…>».
    """
    begin, quoted, bracketed = 0, False, False
    for number, sign in enumerate(line):
        if sign == '"' and line[max(number - 1, 0)] != "\\":
            quoted = not quoted
        elif not quoted:
            bracketed = (bracketed or sign == "<") and sign != ">"
            part = line[begin:number]
            ends = sign == ";" or (sign == "," and _is_whole(part, by_semicolon=by_semicolon))
            if ends and not bracketed:
                yield begin, part
                begin = number + 1
    yield begin, line[begin:]


def _is_whole(part: str, *, by_semicolon: bool) -> bool:
    return (
        len(part) > _MOST
        or bool(_ADDRESS.search(part))
        or (not by_semicolon and part.strip().endswith('"'))
    )


def _name_in(text: str) -> str:
    """The name of a recipient; empty where there is an address alone."""
    if group := _GROUP.match(text):
        text = text[group.end() :]
    address = _BRACKETED.search(text)
    name = _BRACKETED.sub(" ", text)
    if not address and (alone := _ADDRESS.search(name)):
        comment = _COMMENT.search(name)
        name = comment[1] if comment else name.replace(alone[0], " ")
    name = tidied(_decoded(name))
    for quote in ('"', "'", "\u2018", "\u201c"):
        if name.startswith(quote):
            name = name.strip("\"'\u2018\u2019\u201c\u201d").replace('\\"', '"').strip()
    name = bare(name.strip("<>[] "))
    return "" if _ADDRESS.fullmatch(name) or not any(map(str.isalpha, name)) else name


def _decoded(name: str) -> str:
    """A name whose letters a mail program wrote as =?utf-8?Q?…?=, in letters."""
    if "=?" not in name:
        return name
    from email.errors import MessageError
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(name)))
    except (MessageError, LookupError, ValueError):
        return name
