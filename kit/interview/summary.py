"""What is shown before a session file is written: the session, and every file of its kit."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kit.core.wording import joined
from kit.interview import words
from kit.interview.asking import Choice, Prompts
from kit.interview.interview import Answers, request_of
from kit.interview.lines import in_a_file
from kit.session.options import OPTIONS

if TYPE_CHECKING:
    from kit.session.model import Session


def confirmed(answers: Answers, file: Path, prompts: Prompts) -> bool:
    """Whether the session file is to be written, after all that it makes was shown."""
    _show(answers, file, prompts)
    choices = [Choice(words.YES, "yes", ticked=True), Choice(words.NO, "no")]
    return prompts.chosen(words.WRITE.with_values(file=file.name), choices) == "yes"


def _show(answers: Answers, file: Path, prompts: Prompts) -> None:
    """What is asked for, and what a build would make of it; or why it cannot."""
    from kit.core.errors import KitError
    from kit.pipeline.plan import planned
    from kit.system.cache import user_store

    request = request_of(answers)
    for line in (*_session_lines(request.session), *request.session.notices):
        prompts.tell(in_a_file(line))
    try:
        jobs = planned(request, user_store(mend=False))
    except KitError as error:
        prompts.tell_problems(words.CANNOT, error.problems)
        return
    prompts.tell_plan(request, jobs)
    out = answers.get("out", file.parent / OPTIONS["out"].default)
    prompts.tell(words.PLACES.with_values(file=file.resolve(), out=out.resolve()))


def _session_lines(session: "Session") -> Iterator[str]:
    """What the session is called, and who comes."""
    day = session.date and f"{session.date.day}.{session.date.month}.{session.date.year}"
    named = [part for part in (session.title, day, session.team) if part]
    if named:
        yield ", ".join(named)
    room = session.attendance
    if room.people or room.tables:
        people = words.people(room.people) if room.people else ""
        tables = words.at_tables(room.tables) if room.tables else ""
        yield joined([part for part in (people, tables) if part], " ")
