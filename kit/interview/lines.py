"""The questions that are answered with a line of text."""

from collections.abc import Callable

from kit.interview import words
from kit.interview.asking import Check
from kit.interview.interview import Answers, Interview, InterviewQuestion


def line(key: str, *, counts: bool = False) -> InterviewQuestion:
    """A question for one line, asked until a session file would take it; nothing is no answer."""

    def ask(interview: Interview) -> Answers | None:
        proposed = str(interview.kept.get(key, ""))
        check = _check(interview, key, str)
        told = interview.prompts.line(words.LINES[key], proposed, check)
        return {key: told} if told else {}

    return InterviewQuestion((key,), ask, counts)


def ask_names(interview: Interview) -> Answers | None:
    """The file with the names of those who take part, where nobody said how many they are."""
    if "people" in interview.answers:
        return None
    from kit.core.typed_path import typed_path

    proposed = str(interview.kept.get("participants", ""))
    check = _check(interview, "participants", typed_path)
    told = interview.prompts.file(words.NAMES, proposed, check)
    return {"participants": typed_path(told)} if told else {}


def _check(interview: Interview, key: str, read: Callable[[str], object]) -> Check:
    """Whether a session file would take a line; or what is wrong, in words for session files."""
    from kit.session.file import read_session

    before = interview.answers

    def check(told: str) -> bool | str:
        given = {**before, key: read(told.strip())} if told.strip() else before
        _, problems = read_session(given)
        if not problems:
            return True
        # No options were typed here.
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        return str(problems[0]).replace("--", "") + more

    return check
