"""Make the kit of one of many sessions, unless it is finished and unchanged."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.core.progress import Unwatched
from kit.many.asked import AskedSession
from kit.many.finished import is_finished, made_of
from kit.many.outcome import Outcome
from kit.output.manifest import manifest_in
from kit.pipeline.estimate import minutes_to_cut, minutes_to_print
from kit.pipeline.request import request_for
from kit.pipeline.run import BuiltKit, build_request
from kit.session.file import session_of
from kit.session.model import Session
from kit.system.cache import Store
from kit.system.reasons import reason_of

# Of one kit alone: what is printed again is laid beside it.
_ALONE = ("only", "only-changed")
_BY_ITSELF = Message(
    "{key}: this is of one kit alone: take it out, and say it when you build that one"
)


@dataclass(frozen=True)
class Making:
    """How each of many kits is made: with a `store`, or anew whatever lies there.

    `remarks` are what is told of a finished kit, beside what its session tells.
    """

    store: Store | None
    remarks: Callable[[BuiltKit], Iterable[str]]

    def made(self, asked: AskedSession) -> Outcome:
        """What came of a session; nothing is raised but that the command is stopped."""
        if asked.problems:
            return Outcome(asked.name, "failed", asked.file, problems=asked.problems)
        session: Session | None = None
        try:
            session, problems = session_of(asked.sources)
            problems += [
                asked.sources.problem(key, _BY_ITSELF.with_values(key=key))
                for key in _ALONE
                if asked.sources.in_file(key)
            ]
            return self._made_or_found(asked, session, problems)
        except Exception as error:
            told = _told_of(session) if session else ("", "")
            read = session.names_read.lines() if session and session.names_read else ()
            wrong = tuple(_problems_of(error, asked))
            return Outcome(
                asked.name, "failed", asked.file, *told, notices=tuple(read), problems=wrong
            )

    def _made_or_found(
        self, asked: AskedSession, session: Session, problems: list[Problem]
    ) -> Outcome:
        """The kit, made or found finished. Raises KitError with all that is wrong."""
        request = request_for(session, problems)
        key = made_of(request) if self.store else ""
        if is_finished(session.out, key):
            return _up_to_date(asked, session)
        settled: list[str] = []

        def noted(kit: BuiltKit) -> Mapping[str, Any]:
            # What was changed while the kit was made may stand in it or not.
            if not key or made_of(request) != key:
                return {}
            sheets, minutes = _takes(kit)
            return {"made_of": {"key": key, "sheets": sheets, "minutes": minutes}}

        kit = build_request(
            request, Unwatched(), store=self.store, workers=1, tell=settled.append, noted=noted
        )
        files = tuple(str(one["file"]) for one in kit.delivered.manifest["files"])
        return Outcome(
            asked.name,
            "made",
            asked.file,
            *_told_of(session),
            session.out,
            files,
            *_takes(kit),
            notices=tuple(dict.fromkeys((*settled, *self.remarks(kit)))),
        )


def _told_of(session: Session) -> tuple[str, str]:
    """Title and day of a session."""
    return session.title, session.date.isoformat() if session.date else ""


def _takes(kit: BuiltKit) -> tuple[int, float]:
    """How much paper a kit takes, and how long to print and to cut it."""
    jobs, order = [file.job for file in kit.files], kit.request.session.printing.order
    sheets = sum(job.sheets * (job.copies or 1) for job in jobs)
    return sheets, round(minutes_to_print(jobs) + minutes_to_cut(jobs, order), 1)


def _up_to_date(asked: AskedSession, session: Session) -> Outcome:
    """A kit that is finished and unchanged."""
    manifest = manifest_in(session.out)
    files = tuple(one.file for one in manifest.files)
    takes = manifest.made_of.sheets, manifest.made_of.minutes
    told = _told_of(session)
    return Outcome(asked.name, "up to date", asked.file, *told, session.out, files, *takes)


def _problems_of(error: Exception, asked: AskedSession) -> Iterable[Problem]:
    """What is wrong, told as it is of a single build; the others are made all the same."""
    if isinstance(error, KitError):
        yield from error.problems
    elif isinstance(error, OSError) and error.filename:
        yield Problem(str(error.filename), 0, 0, reason_of(error))
    else:
        told = f"{type(error).__name__}: {error}"
        text = Message(
            "this is a fault in kit itself ({error}): build it alone, which tells what to do",
            error=told,
        )
        yield Problem(str(asked.file), 0, 0, text)
