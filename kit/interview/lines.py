"""The questions that are answered with a line of text."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from kit.core.messages import Message
from kit.interview import words
from kit.interview.asking import Check
from kit.interview.interview import Answers, Interview, InterviewQuestion

if TYPE_CHECKING:
    from kit.core.errors import Problem

# What a list of names may have to be told beside its file.
OF_LISTS = ("sheet", "column")


def line(key: str, *, counts: bool = False) -> InterviewQuestion:
    """A question for one line, asked until a session file would take it; nothing is no answer."""

    def ask(interview: Interview) -> Answers | None:
        proposed = str(interview.kept.get(key, ""))
        check = _check(interview, key, str)
        told = interview.prompts.line(words.LINES[key], proposed, check)
        return _with_what_was_read({key: told}, interview) if told else {}

    return InterviewQuestion((key,), ask, counts)


def ask_names(interview: Interview) -> Answers | None:
    """The names of those who take part, where nobody said how many they are."""
    if "people" in interview.answers:
        return None
    from kit.typed.paths import typed_path

    proposed = str(interview.kept.get("participants", ""))
    check = _check(interview, "participants", typed_path)
    told = interview.prompts.file(words.NAMES, proposed, check)
    return _with_what_was_read({"participants": typed_path(told)}, interview) if told else {}


def of_list(key: str) -> InterviewQuestion:
    """What a list of names must be told beside its file, such as its sheet: asked where it must."""

    def ask(interview: Interview) -> Answers | None:
        asking = [one for one in _problems(interview.answers) if _asks_for(one) == key]
        if not asking:
            return None
        interview.prompts.tell(_in_place(asking[0]))
        proposed = str(interview.kept.get(key, ""))
        told = interview.prompts.line(words.LINES[key], proposed, _check(interview, key, str))
        return _with_what_was_read({key: told}, interview)

    return InterviewQuestion((key,), ask)


def _with_what_was_read(answers: Answers, interview: Interview) -> Answers:
    """The same answers, after it was told how they were read: a day, a list of names."""
    from kit.session.file import read_session

    session, problems = read_session({**interview.answers, **answers})
    before, _ = read_session(interview.answers)
    for notice in session.notices if not problems else ():
        if notice not in before.notices:
            interview.prompts.tell(in_a_file(notice))
    return answers


def _check(interview: Interview, key: str, read: Callable[[str], object]) -> Check:
    """Whether a session file would take a line; or what is wrong, in words for session files."""
    before = interview.answers

    def check(told: str) -> bool | str:
        problems = _problems({**before, key: read(told.strip())} if told.strip() else before)
        if not problems or all(_asks_for(one) not in ("", key) for one in problems):
            return True
        first = _in_place(problems[0])
        if len(problems) == 1:
            return first
        return words.AND_MORE.with_values(problem=first, count=len(problems) - 1)

    return check


def _problems(answers: Answers) -> "list[Problem]":
    from kit.session.file import read_session

    return read_session(answers)[1]


def _asks_for(problem: "Problem") -> str:
    """The key that a list of names has to be told beside its file, or nothing."""
    return next((key for key in OF_LISTS if f"such as --{key} " in problem.text), "")


def _in_place(problem: "Problem") -> str:
    return in_a_file(problem.in_place)


def in_a_file(message: str) -> str:
    """A message in the words for session files: no options were typed here."""
    if isinstance(message, Message):
        return message.reworded(_without_dashes)
    return _without_dashes(message)


def _without_dashes(text: str) -> str:
    return text.replace("--", "")
