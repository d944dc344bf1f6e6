"""Read a session file, together with the options that win over it, as one session."""

import difflib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pydantic

from kit.content.models import Model
from kit.content.printable import unprintable
from kit.core.errors import KitError, Origin, Problem
from kit.core.messages import Message
from kit.core.paths import FONTS
from kit.core.visible import visible
from kit.core.wording import joined
from kit.reading.document import Document
from kit.session.attendance import Amount
from kit.session.kinds import NEAR
from kit.session.model import Session, amount
from kit.session.options import KEYS, OF_PRINTING, OPTIONS
from kit.session.precedence import (
    beyond_printer,
    contradictions,
    printer_is_put_by,
    put_by,
    told_put_away,
    told_put_by,
    without,
)
from kit.session.print_settings import Printing, printing, told
from kit.session.sources import Sources
from kit.session.which_file import check_kind

if TYPE_CHECKING:
    from kit.people.read import Participant, Participants

ModelT = TypeVar("ModelT", bound=Model)

# What a file may not say: it may come from whoever made the pack.
NEVER_IN_FILES = "allow-layouts"
_NO_NAME = Message("no file has this name, for the letter U+0000 is in it: write {option} anew")
_PRINTED = ("title", "team", "credit")


def read_session(
    options: Mapping[str, Any], path: Path | None = None
) -> tuple[Session, list[Problem]]:
    """The session, and its problems: what is wrong is left out as if nobody had said it.

    `options` are keyed as in the file at `path`; None is one that was not given. Raises KitError
    where the file is no readable YAML.
    """
    return session_of(Sources(options, session_document(path) if path else None))


def session_document(path: Path) -> Document:
    """A session file as it is written. Raises KitError where it is no readable YAML."""
    check_kind(path)
    return Document(path, str(path), as_written=True)


def session_of(sources: Sources) -> tuple[Session, list[Problem]]:
    """The session that was asked for, and its problems, as read_session gives them."""
    problems = [*sources.problems(), *_unknown_keys(sources)]
    wishes = {key: wish for key, wish in sources.wishes.items() if key in KEYS}
    # No system has it in a name, and functions of the system's own stop at it or raise.
    nameless = {key: wish for key, wish in wishes.items() if "\0" in _path_in(wish)}
    problems += [
        sources.problem(key, _NO_NAME.with_values(option=sources.called(key))) for key in nameless
    ]
    wishes = {key: wish for key, wish in wishes.items() if key not in nameless}
    own = {key: wish for key, wish in wishes.items() if key not in OF_PRINTING}
    if not sources.is_written(NEVER_IN_FILES) and NEVER_IN_FILES in sources.wishes:
        own[NEVER_IN_FILES] = sources.wishes[NEVER_IN_FILES]
    session = _valid(Session, own, sources, problems)
    how = {key: wish for key, wish in wishes.items() if key in OF_PRINTING}
    out = session.out
    if sources.file and wishes.get("out") is None:
        # Where the session is told, wherever the command runs.
        out = sources.file.parent / out
    listed = _people(session, sources, problems) if session.participants else None
    people = listed.people if listed else ()
    how_to_print, remarks = _printing(how, session.printer, sources, problems)
    made = {
        "out": out,
        "printing": how_to_print,
        "remarks": (
            *_remarks(wishes, sources),
            *remarks,
            *_put_away(sources),
            *_left_over(session),
        ),
        "amounts": _amounts(sources, problems),
        "names": tuple(person.name for person in people),
        "names_read": listed.read if listed else None,
        "sources": sources,
        "origins": _origins(session, people, sources),
    }
    session = session.model_copy(update=made)
    problems += [sources.problem(key, text) for key, text in contradictions(session)]
    problems += _letters(session)
    return session, problems


def _path_in(wish: object) -> str:
    return str(wish) if isinstance(wish, Path) else ""


def _unknown_keys(sources: Sources) -> Iterator[Problem]:
    if sources.in_file(NEVER_IN_FILES) is not None:
        yield sources.key_problem(
            NEVER_IN_FILES,
            Message("say --allow-layouts when you run the command: take it out here"),
        )
    for key in sources.wishes:
        if key not in (*KEYS, NEVER_IN_FILES):
            close = difflib.get_close_matches(key, KEYS, n=1, cutoff=NEAR)
            hint = (
                Message("did you mean {name}?", name=close[0])
                if close
                else Message("the keys are {names}", names=KEYS)
            )
            told = Message("unknown key {name}: {hint}", name=key, hint=hint)
            yield sources.key_problem(key, told)


def _valid(
    model: type[ModelT], wishes: dict[str, Any], sources: Sources, problems: list[Problem]
) -> ModelT:
    """The model, of what can be taken; what cannot is added to the problems."""
    try:
        return model.model_validate(wishes)
    except pydantic.ValidationError as error:
        details = error.errors()
        problems += [told(detail, sources.called, sources.problem) for detail in details]
        wrong = {detail["loc"][0] for detail in details}
        return model.model_validate({k: wish for k, wish in wishes.items() if k not in wrong})


def _printing(
    how: dict[str, Any], printer: str, sources: Sources, problems: list[Problem]
) -> tuple[Printing, tuple[str, ...]]:
    """How to print, and what of the file was put by for an option.

    It is as asked for and, where nothing was said, as the printer needs it.
    """
    known: dict[str, Any] = {}
    put = {"printer": "for"} if printer_is_put_by(sources) else {}
    try:
        if printer and not put:
            from kit.session.printers import applied, find_printer, profiles_folder

            profile = find_printer(printer, profiles_folder())
            put |= beyond_printer(how, profile, sources)
            known = applied(without(how, put), printer, profile, sources.problem)
    except KitError as error:
        problems += (sources.placed("printer", problem) for problem in error.problems)
    put |= put_by(without(how, put), known, sources)
    kept = without(how, put)
    remarks = told_put_by(put, sources)
    try:
        called, at, goes_before = sources.called, sources.problem, sources.goes_before
        return printing(kept, called, known, at, goes_before), remarks
    except KitError as error:
        problems += error.problems
        return Printing(), ()


def _put_away(sources: Sources) -> Iterator[str]:
    """What to say of lists of the file, and of keys that say the same, where an option goes first.

    The participants of the file are counted as they would have been without it.
    """
    names: tuple[str, ...] = ()
    if "participants" in sources.put_by:
        names = session_of(sources.without_options())[0].names
    yield from told_put_away(sources, len(names))


def _remarks(wishes: Mapping[str, Any], sources: Sources) -> Iterator[str]:
    """How values were read that were not plainly written, each with its place."""
    for key, wish in wishes.items():
        kind = OPTIONS[key].kind
        with suppress(ValueError):  # what cannot be read is told as a problem
            if kind and (remark := kind.remark(wish)):
                told = joined([f"{sources.called(key)} {visible(str(wish))}", remark], ": ")
                yield sources.problem(key, told).in_place


def _amounts(sources: Sources, problems: list[Problem]) -> dict[str, Amount]:
    """How many of a piece the file wants, whichever pieces an option names."""
    pieces = sources.in_file("pieces")
    amounts = {}
    wanted = pieces.items() if isinstance(pieces, dict) else ()
    for name, given in ((name, given) for name, given in wanted if given is not None):
        try:
            amounts[name] = amount(given)
        except ValueError as error:
            text = joined([f"{name} {given}", error.args[0]], ": ")
            problems.append(sources.problem_in_file("pieces", text, name))
    return amounts


def _left_over(session: Session) -> tuple[str, ...]:
    """What is told of the folder in which the kit lies whose changed cards are printed again."""
    if session.only_changed is None:
        return ()
    from kit.output.leftovers import told_of_leftovers

    return told_of_leftovers(session.only_changed.parent)


def _people(session: Session, sources: Sources, problems: list[Problem]) -> "Participants":
    """The participants, and what was read of their list."""
    from kit.people.found import AskedOfList
    from kit.people.read import (
        Participants,
        listed_participants,
        participants_written_out,
        read_participants,
    )

    at = partial(sources.problem, "participants")
    given = session.participants
    asked = AskedOfList(
        at,
        partial(sources.problem, "column"),
        partial(sources.problem, "sheet"),
        session.column,
        session.sheet,
    )
    try:
        if not isinstance(given, Path):
            listed = listed_participants(given, lambda number, text: at(text, number))
        else:
            in_file = sources.file is not None and sources.is_written("participants")
            folder = sources.file.parent if sources.file and in_file else Path()
            written_out = participants_written_out(given, folder, at)
            listed = written_out or read_participants(given, str(given), asked)
    except KitError as error:
        problems += error.problems
        return Participants(())
    problems += _letters_of_names(listed.people)
    return listed


def _origins(
    session: Session, people: tuple["Participant", ...], sources: Sources
) -> dict[str, Origin]:
    """Where each printed text of a session was written."""
    origins = {person.name: person.origin for person in people}
    for key in _PRINTED:
        place = sources.problem(key, "")
        called = sources.called(key)
        origins[getattr(session, key)] = Origin(place.file, place.line, place.column, called)
    origins.pop("", None)
    return origins


def _letters_of_names(people: tuple["Participant", ...]) -> Iterator[Problem]:
    for person in people:
        for _, text in unprintable(person.name, FONTS):
            yield person.origin.problem(joined([person.name, text], ": "))


def _letters(session: Session) -> Iterator[Problem]:
    """Problems of printed lines with letters that the typefaces lack."""
    for key in _PRINTED:
        for _, text in unprintable(getattr(session, key), FONTS):
            told = joined([session.sources.called(key), text], ": ")
            yield session.sources.problem(key, told)
