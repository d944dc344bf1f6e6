"""Keys that contradict each other: an option goes before the file, and the rest is told."""

from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pydantic

from kit.core.messages import Message
from kit.core.sizes import PAPERS
from kit.core.wording import enumerated, joined
from kit.session.model import Session
from kit.session.options import OPTIONS
from kit.session.print_settings import Printing, clashes_in
from kit.session.sources import Sources

if TYPE_CHECKING:
    from kit.session.printers import Printer

# The lists that say together what is chosen.
OF_CHOICE = ("areas", "values", "leave-out")
# Whom the kit is for is decided by itself: one detail does not make it for somebody else.
_STAYS = "for"
_OF_FILE = Message("{option} is that of a file with names: add {other}, or take it away")
_OF_FILE_PUT_BY = Message(
    "{option} is that of a file with names: leave out {other}, or take it away"
)
# What to do where a key does nothing without names: nothing was said of them, or that was put by.
_ADD_NAMES = {
    "individual": Message("{option} makes a plan for each name: add {other}"),
    "column": _OF_FILE,
    "sheet": _OF_FILE,
}
_LEAVE_OUT_OTHER = {
    "individual": Message("{option} makes a plan for each name: leave out {other}"),
    "column": _OF_FILE_PUT_BY,
    "sheet": _OF_FILE_PUT_BY,
}
_COUNTED_FROM = Message("{option} is counted from {other}: take one away")
_DECKS_COUNTED = Message(
    "{option} are counted from {other}: take one away, or say how many of a piece in a session "
    "file, such as pieces: {example}"
)
_TWO_WAYS = Message("{option} and {other} are two ways: take one away")
_PUT_BY = Message("{option} goes before {key} of the session file.")
_NAME_PUT_BY = Message("{option} goes before {key} of the session file: {name} is put by.")
_LIST_PUT_BY = Message("{option} goes before {key} of the session file: its {count} are put by.")
_NAME_PUT_BY_OTHERS_STAY = Message(
    "{option} goes before {key} of the session file: {name} is put by; {others} stay."
)
_LIST_PUT_BY_OTHERS_STAY = Message(
    "{option} goes before {key} of the session file: its {count} are put by; {others} stay."
)
_NAMES_NOT_USED = Message("{option} goes before {key} of the session file: its names are not used.")
_TO_HAVE_BOTH = Message("To have both, write it into the file.")


def put_by(wishes: Mapping[str, Any], known: Mapping[str, Any], sources: Sources) -> dict[str, str]:
    """Keys of the file that options contradict, each with the key of such an option.

    `wishes` tell how to print, `known` is what holds where nothing was said.
    """
    put = {"decks": "tables"} if sources.goes_before("tables", "decks") else {}
    while True:
        given = without(wishes, put)
        try:
            made = Printing.model_validate({**known, **given})
        except pydantic.ValidationError:
            return put  # what is wrong is told before what contradicts itself
        more = {}
        for clash in clashes_in(made, given, sources.called):
            if sources.goes_before(clash.against, clash.key):
                more[clash.key] = clash.against
            elif sources.goes_before(clash.key, clash.against) and clash.against != _STAYS:
                more[clash.against] = clash.key
        if not more.keys() - put.keys():
            return put
        put |= more


def without(wishes: Mapping[str, Any], put: Container[str]) -> dict[str, Any]:
    """The wishes without those that were put by."""
    return {key: wish for key, wish in wishes.items() if key not in put}


def printer_is_put_by(sources: Sources) -> bool:
    """Whether an option says that the kit is not for the printer of the file."""
    to = str(sources.wishes.get("for") or "office").strip().lower()
    return to != "office" and sources.goes_before("for", "printer")


def beyond_printer(
    wishes: Mapping[str, Any], printer: "Printer", sources: Sources
) -> dict[str, str]:
    """Keys of the file that ask for paper which a printer lacks that an option chose."""
    papers = {paper.lower() for paper in PAPERS} - {paper.lower() for paper in printer.papers}
    lacked = {"paper": papers, "posters": papers & {"a3", "tabloid"}}
    return {
        key: "printer"
        for key, lacks in lacked.items()
        if str(wishes.get(key) or "").strip().lower() in lacks
        and sources.goes_before("printer", key)
    }


def _names_not_used(option: str, key: str, names: int) -> Message:
    """That an option goes before a list of so many names, or of none that can be read."""
    if not names:
        return _NAMES_NOT_USED.with_values(option=option, key=key)
    return Message.counted(
        "{option} goes before {key} of the session file: its {count} name is not used.",
        "{option} goes before {key} of the session file: its {count} names are not used.",
        names,
        option=option,
        key=key,
    )


def told_put_away(sources: Sources, names: int) -> Iterator[str]:
    """What to say of keys of the file that options say in another way, or list other names for.

    `names` are how many stand in the file's list of participants.
    """
    for key, option in sources.put_by.items():
        called = sources.called(option)
        if key == "participants":
            yield _names_not_used(called, key, names)
        else:
            yield _PUT_BY.with_values(option=called, key=key)
    for key in (key for key, one in OPTIONS.items() if one.is_repeated):
        names_put_by = _names_of(sources.behind(key) or ())
        if names_put_by and names_put_by != _names_of(sources.wishes[key]):
            yield _list_put_by(key, names_put_by, sources)


def _list_put_by(key: str, names: Sequence[str], sources: Sources) -> str:
    """What to say of a list of the file that an option goes before: it is not added to."""
    chosen = [one for one in OF_CHOICE if sources.is_written(one) and sources.wishes[one]]
    if key in OF_CHOICE and chosen:
        # Each of these keys is a plural, or leaves several out.
        told = _LIST_PUT_BY_OTHERS_STAY if len(names) > 1 else _NAME_PUT_BY_OTHERS_STAY
    else:
        told = _LIST_PUT_BY if len(names) > 1 else _NAME_PUT_BY
    told = told.with_values(
        option=sources.called(key),
        key=key,
        count=len(names),
        name=names[0],
        others=enumerated(chosen) if chosen else "",
    )
    # Of pieces an option asks for no more than these.
    return told if key == "pieces" else joined([told, _TO_HAVE_BOTH], " ")


def _names_of(given: Any) -> list[str]:
    """The names of a list, as they were written."""
    return [str(one).strip() for one in ([given] if isinstance(given, (str, float)) else given)]


def told_put_by(put: Mapping[str, str], sources: Sources) -> tuple[str, ...]:
    """What to say of keys that were put by: a sentence for each option that did it."""
    by_option: dict[str, list[str]] = {}
    for key, option in put.items():
        by_option.setdefault(option, []).append(key)
    return tuple(
        _PUT_BY.with_values(option=sources.called(option), key=enumerated(sorted(keys)))
        for option, keys in by_option.items()
    )


def contradictions(session: Session) -> Iterator[tuple[str, str]]:
    """Keys that contradict each other: the key, and what to do about it."""
    called, attendance = session.sources.called, session.attendance
    if session.people and session.participants:
        names = called("participants")
        yield "people", _COUNTED_FROM.with_values(option=called("people"), other=names)
    if attendance.people and attendance.tables and attendance.tables > attendance.people:
        yield (
            "tables",
            Message.counted(
                "{option} {tables}: that is more than the {count} person: set up fewer",
                "{option} {tables}: that is more than the {count} people: set up fewer",
                attendance.people,
                option=called("tables"),
                tables=attendance.tables,
            ),
        )
    if attendance.tables and session.printing.decks > 1:
        option, other = called("decks"), called("tables")
        told = _DECKS_COUNTED.with_values(option=option, other=other, example="{value-cards: 6}")
        yield "decks", told
    if session.only and session.only_changed:
        changed = called("only-changed")
        yield "only", _TWO_WAYS.with_values(option=called("only"), other=changed)
    yield from _without_names(session)


def _without_names(session: Session) -> Iterator[tuple[str, str]]:
    """Keys that do nothing without a list of names, or without a file of one."""
    sources, called = session.sources, session.sources.called
    lacking = {"individual": session.individual and not session.participants}
    no_file = not isinstance(session.participants, Path)
    lacking |= {key: bool(getattr(session, key)) and no_file for key in ("column", "sheet")}
    texts, other = _ADD_NAMES, called("participants")
    if put_by := sources.put_by.get("participants"):
        # What the file says beside its list was put by together with it.
        lacking = {key: lacks and sources.is_option(key) for key, lacks in lacking.items()}
        texts, other = _LEAVE_OUT_OTHER, called(put_by)
    for key in (key for key, lacks in lacking.items() if lacks):
        yield key, texts[key].with_values(option=called(key), other=other)
