"""`kit plan`: sheets, paper, cuts and time of a kit, before it is made."""

from collections.abc import Collection
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kit.cli import options
from kit.cli.streams import answer, remark
from kit.cli.terminal import names_told, print_json, print_table, told_plainly
from kit.core.messages import Message

if TYPE_CHECKING:
    from kit.imposition.print_job import PrintJob
    from kit.library.outcome import Job, Plan
    from kit.pipeline.request import Request


PLAN_HELP = Message(
    "Tell sheets, paper, cuts and time of a kit, without making it.\n\n"
    "Takes what `kit build` takes and counts the same. Nothing is written."
)


@options.takes_session_options()
def plan(
    session: options.SessionFile = None, *, no_cache: options.NoCache = False, **wishes: Any
) -> None:
    """The command `kit plan`."""
    with told_plainly():
        from kit.library.outcome import plan_of
        from kit.pipeline.plan import planned_with_notices
        from kit.pipeline.request import request_for
        from kit.session.file import read_session

        file = options.session_file(session)
        asked, problems = read_session(options.given(wishes), file)
        with names_told(asked):
            request = request_for(asked, problems)
            found = planned_with_notices(request, options.store_for(no_cache=no_cache))
        for notice in (*request.session.notices, *found.notices):
            remark(notice)
        if request.reprint and not found.jobs:
            remark(Message("{why}.", why=nothing_to_print(found.notices)))
        if request.session.json_out:
            print_json(_as_dict(plan_of(request, found)))
        elif found.jobs:
            _print_plan(request, found.jobs)


def nothing_to_print(told: Collection[str]) -> Message:
    """What to say where no card is printed again; `told` are the notices of what was changed."""
    # Cards may be taken out all the same.
    if told:
        return Message("No card is to be printed")
    return Message("No card has changed since then")


def _print_plan(request: "Request", jobs: "tuple[PrintJob, ...]") -> None:
    from kit.cli.tables import counted_line, left_out_lines, paper_lines, plan_table
    from kit.pipeline.estimate import about, assumptions, minutes_to_cut, minutes_to_print
    from kit.pipeline.plan import told_by_the_guide

    printing = request.session.printing
    for line in left_out_lines(request):
        remark(line)
    print_table(plan_table(jobs, printing))
    answer(Message("In all: {holds}", holds=counted_line(jobs, with_sheets=False)))
    if printing.destination != "office":
        return
    for line in paper_lines(told_by_the_guide(request, jobs)):
        answer(line)
    cutting = minutes_to_cut(jobs, printing.order)
    took = about(minutes_to_print(jobs))
    if cutting:
        times = Message("Time: {print} to print, {cut} to cut", print=took, cut=about(cutting))
    else:
        times = Message("Time: {print} to print", print=took)
    answer(times)
    for assumed in assumptions(jobs, printing.order):
        answer(assumed)


def _as_dict(plan: "Plan") -> dict[str, Any]:
    """The plan for programs that read JSON; what is for an office printer alone only there."""
    told: dict[str, Any] = {
        "files": [_job_as_dict(job) for job in plan.jobs],
        "left_out": plan.left_out,
    }
    if plan.names_read:
        told["names_read"] = plan.names_read.as_dict()
    if plan.minutes_to_print is None:
        return told
    return {
        **told,
        "paper": [asdict(paper) for paper in plan.paper],
        "paper_for": plan.paper_for,
        "minutes": {"printing": plan.minutes_to_print, "cutting": plan.minutes_to_cut},
        "assumed": plan.assumed,
    }


def _job_as_dict(job: "Job") -> dict[str, Any]:
    """A job with the keys that it has in a manifest."""
    return {("for" if key == "destination" else key): one for key, one in asdict(job).items()}
