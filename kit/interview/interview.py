"""The interview itself: one question after the other, with going back to those before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kit.interview import words
from kit.interview.asking import BackError, Prompts

if TYPE_CHECKING:
    from kit.pipeline.request import Request
    from kit.session.selection import Selection

# What was answered, keyed as in a session file.
Answers = dict[str, Any]


@dataclass
class Interview:
    """What was answered so far, and before it was gone back.

    `passed` are the answers of each question that was passed, and whether it was asked at all.
    `kept` is the last answer to each: it is proposed where a question is asked again.
    """

    prompts: Prompts
    passed: list[tuple[Answers, bool]] = field(default_factory=list)
    kept: Answers = field(default_factory=dict)

    @property
    def answers(self) -> Answers:
        """All that was answered by the questions that were passed."""
        return {key: told for answers, _ in self.passed for key, told in answers.items()}

    @cached_property
    def whole(self) -> "Selection":
        """All that there is to choose from."""
        return request_of({}).selection

    def pass_on(self, answers: Answers | None, keys: Sequence[str]) -> None:
        """Go on to the next question; None is that there was nothing to ask."""
        self.passed.append((answers or {}, answers is not None))
        if answers is not None:
            for key in keys:
                self.kept.pop(key, None)
            self.kept.update(answers)

    def go_back(self) -> None:
        """Take away the last question that was asked, and those after it that were not."""
        if not any(asked for _, asked in self.passed):
            self.prompts.tell(words.IS_FIRST)
            return
        while not self.passed.pop()[1]:
            pass


@dataclass(frozen=True)
class InterviewQuestion:
    """One question: the keys that it answers, and how; `counts` is whether cards are told after it.

    `ask` gives what was answered, or None where there is nothing to ask.
    """

    keys: tuple[str, ...]
    ask: Callable[[Interview], Answers | None]
    counts: bool = False


def asked(
    questions: Sequence[InterviewQuestion], prompts: Prompts, confirm: Callable[[Answers], bool]
) -> Answers:
    """The answers of the user, once `confirm` is true for them; KeyboardInterrupt where it is not.

    `confirm` raises BackError as questions do.
    """
    interview = Interview(prompts)
    prompts.tell(words.FIRST)
    while True:
        at = len(interview.passed)
        try:
            if at < len(questions):
                _take(questions[at], interview)
            elif confirm(interview.answers):
                return interview.answers
            else:
                raise KeyboardInterrupt
        except BackError:
            interview.go_back()


def _take(question: InterviewQuestion, interview: Interview) -> None:
    """Ask one question, again where what was answered cannot be made, and go on."""
    from kit.core.errors import KitError

    while True:
        answers = question.ask(interview)
        try:
            if question.counts and answers is not None:
                _tell_count({**interview.answers, **answers}, interview.prompts)
        except KitError as error:
            interview.prompts.tell_problems(words.CANNOT, error.problems)
            continue
        interview.pass_on(answers, question.keys)
        return


def _tell_count(answers: Answers, prompts: Prompts) -> None:
    """Tell how many cards, posters, plans … there are so far."""
    from kit.pipeline.plan import counted

    if not _chooses_nothing(answers):
        prompts.tell_count(counted(request_of(answers)))


def _chooses_nothing(answers: Answers) -> bool:
    """Whether all areas were taken away, and no single values chosen yet."""
    return "areas" in answers and not (answers["areas"] or answers.get("values"))


def request_of(answers: Answers) -> "Request":
    """What would be made of these answers. KitError for all that is wrong in them."""
    from kit.pipeline.request import request_for
    from kit.session.file import read_session

    return request_for(*read_session(answers))
