"""A session by keyword, for programs that call kit: checked as a session file is."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Unpack

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.core.wording import joined
from kit.reading.document import Document
from kit.session import model
from kit.session.file import NEVER_IN_FILES, session_document, session_of
from kit.session.keywords import Keywords
from kit.session.kinds import NEAR
from kit.session.options import OPTIONS
from kit.session.sources import Sources
from kit.typed.paths import EMPTY_PATH, names_nothing

# How a command shows what it made: a program has it.
_OF_COMMANDS = frozenset({"json"})
# The keys of a session file by the keywords for them.
KEY_OF: Mapping[str, str] = {
    option.name: key for key, option in OPTIONS.items() if key not in _OF_COMMANDS
}
_KEYWORD_OF = {key: keyword for keyword, key in KEY_OF.items()}
_BY_OPTION = {OPTIONS[key].flag: keyword for key, keyword in _KEYWORD_OF.items()}
_OPTION = re.compile(r"(?<![\w-])--(no-)?([a-z]+(?:-[a-z]+)*)(?![\w-])")


class Arguments(Sources):
    """What a program asked for by keyword; each goes before the same key of a session file.

    Every keyword but `allow_layouts` counts as if it stood in a session file: the same rules hold
    for it, and a list of pieces is all that the kit holds, with its guide.
    """

    def __init__(self, given: Mapping[str, Any], document: Document | None = None) -> None:
        """`given` are keyed by keywords; `document` is a session file as written."""
        super().__init__(
            {KEY_OF[name]: _plain(KEY_OF[name], given[name]) for name in given}, document
        )

    def is_written(self, key: str) -> bool:
        """Whether a key was asked for, by keyword or in the file."""
        return super().is_written(key) or (key != NEVER_IN_FILES and key in self._options)

    def in_file(self, key: str) -> Any:
        """What is asked for under a key of a session file."""
        by_keyword = self.is_written(key) and key in self._options
        return self._options[key] if by_keyword else super().in_file(key)

    def called(self, key: str) -> str:
        """What messages call a key: its keyword, unless it stands or may stand in a file."""
        if key in self._options or self._document is None:
            return _KEYWORD_OF.get(key, key)
        return super().called(key)

    def problem(self, key: str, text: str, *at: str | int) -> Problem:
        """A problem with a key, or with a part of it, by its keyword and where it stands."""
        by_keyword = key in self._options
        found = Problem("", 0, 0, text) if by_keyword else super().problem(key, text, *at)
        item = at[0] + 1 if at and isinstance(at[0], int) else 0
        return replace(found, key=_KEYWORD_OF.get(key, key), item=item)

    def problem_in_file(self, key: str, text: str, *at: str | int) -> Problem:
        """A problem with what is said of a key, which a keyword says as well as a file."""
        if key in self._options:
            return self.problem(key, text, *at)
        return super().problem_in_file(key, text, *at)

    def placed(self, key: str, problem: Problem) -> Problem:
        """A problem that has no line of its own, with its key's keyword and place."""
        return replace(super().placed(key, problem), key=_KEYWORD_OF.get(key, key))


class Session:
    """What a kit is made for, and how it is printed: who comes, what is chosen, which printer.

    Its keywords are the keys of a session file with `_` for `-`, and `destination` for `for`; the
    README explains each, None is as good as leaving one out. They are checked as a session file is,
    at once, lists of participants and printers' profiles included: KitError tells all that is
    wrong, each problem with its `key`. An unknown keyword is a KitError too, where Python has a
    TypeError: keywords often come from a form or a file, and are told with the nearest that there
    is, beside all else that is to be mended. Type checkers refuse it before that.

    What the pack must be looked into for, such as the names of areas, is told by `plan` and
    `build`. Files are looked for from the current folder. A session does not change, and can be
    pickled.
    """

    __slots__ = ("_asked",)

    def __init__(self, **keywords: Unpack[Keywords]) -> None:
        self._asked = _session_from(keywords)

    def __repr__(self) -> str:
        # Without the names of people.
        told = (f"{_KEYWORD_OF[key]}={value!r}" for key, value in self._asked.record().items())
        return f"Session({', '.join(told)})"


def read_session(path: str | Path, **keywords: Unpack[Keywords]) -> Session:
    """The session in a session file, as `Session` has it; a keyword goes before the file's key.

    Files that it names are looked for beside it, and without `out` its kit comes into a folder of
    that name beside it. Raises KitError with all that is wrong, each
    problem with its file, line and column.
    """
    if isinstance(path, str) and names_nothing(path):
        raise KitError.of(joined(["path", EMPTY_PATH], ": "))
    session = Session.__new__(Session)
    session._asked = _session_from(keywords, Path(path))
    return session


def asked_for(session: Session) -> model.Session:
    """The model of a session, with which the rest of the program works."""
    return session._asked


def told_to_programs(error: KitError) -> KitError:
    """The error in the words of a program: keywords in place of options."""
    return KitError(replace(one, text=in_keywords(one.text)) for one in error.problems)


def in_keywords(text: str) -> str:
    """A message with keywords in place of the options that it names, in whatever language."""
    return text.reworded(_with_keywords) if isinstance(text, Message) else _with_keywords(text)


def _with_keywords(text: str) -> str:
    return _OPTION.sub(_keyword_for, text)


def _keyword_for(found: re.Match[str]) -> str:
    name = _BY_OPTION.get(f"--{found[2]}", "")
    if name == _KEYWORD_OF[NEVER_IN_FILES]:
        return f"{name}={not found[1]}"
    return name or found[0]


def _session_from(keywords: Mapping[str, Any], path: Path | None = None) -> model.Session:
    """The session of these keywords and a session file. KitError with all that is wrong."""
    known = {name: given for name, given in keywords.items() if name in KEY_OF}
    try:
        document = session_document(path) if path else None
        session, problems = session_of(Arguments(known, document))
        problems += _unknown(keywords)
        if problems:
            raise KitError(problems)
    except KitError as error:
        raise told_to_programs(error) from error.__cause__
    return session


def _unknown(keywords: Mapping[str, Any]) -> Iterator[Problem]:
    for name in keywords.keys() - KEY_OF.keys():
        close = difflib.get_close_matches(name, KEY_OF, n=1, cutoff=NEAR)
        meant = _KEYWORD_OF.get(name) or (close[0] if close else "")
        hint = (
            Message("did you mean {name}?", name=meant)
            if meant
            else Message("the keywords are {names}", names=tuple(KEY_OF))
        )
        told = Message("unknown keyword {name}: {hint}", name=name, hint=hint)
        yield Problem("", 0, 0, told, name)


def _plain(key: str, given: Any) -> Any:
    """What was given, as a session file would hold it: paths, lists and mappings of its own.

    Numbers among names, such as that of an area, are told by their digits, as a file has them.
    """
    if OPTIONS[key].names_file and isinstance(given, str):
        return given if names_nothing(given) else Path(given)
    if isinstance(given, Mapping):
        return dict(given)
    if isinstance(given, Sequence) and not isinstance(given, (str, bytes)):
        return [str(one) if type(one) is int else one for one in given]
    return given
