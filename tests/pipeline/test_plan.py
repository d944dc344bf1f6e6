"""A plan is what a build makes, without making it."""

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from kit.core.errors import KitError
from kit.imposition.print_plan import GuidePlan
from kit.pipeline.plan import counted, planned, told_by_the_guide
from kit.pipeline.request import Request, request_for
from kit.pipeline.result import FinishedFile
from kit.pipeline.run import build
from kit.session.file import read_session
from kit.system.cache import user_store
from tests.conftest import SAMPLES, page_texts
from tests.pdf.test_pdfx import icc
from tests.tiers import slow_but

SMALL = {"content": SAMPLES / "small"}


def request(**wanted: Any) -> Request:
    told = {key.replace("_", "-"): wish for key, wish in wanted.items()}
    return request_for(*read_session({**SMALL, **told}))


@pytest.mark.parametrize(
    "wanted",
    slow_but(
        [
            {},
            {"people": "7", "tables": "2"},
            {"people": "5", "decks": "3", "gutter": "4", "marks": "lines"},
            {"paper": "letter", "card": "poker", "posters": "a4"},
            {"paper": "a3", "card": "a6", "posters": "a2", "flip": "short"},
            {"flip": "fold", "tables": "2"},
            {"separate-backs": True, "people": "4", "tables": "2"},
            {"for": "print-shop", "decks": "2"},
            {"for": "screen"},
            {"pieces": ["value-cards", "action-plan"], "people": "3"},
        ],
        {},
        {"people": "7", "tables": "2"},
    ),
    ids=lambda wanted: " ".join(f"{key}={wish}" for key, wish in wanted.items()) or "nothing asked",
)
def test_a_plan_has_the_jobs_of_a_build(wanted: Mapping[str, Any], out: Path) -> None:
    """Job by job in all that is known of one, and the finished files have as many pages."""
    session, problems = read_session({**SMALL, **wanted, "out": out})
    jobs = planned(request_for(session, problems), user_store())
    kit = build(session, problems, store=user_store())
    assert list(jobs) == [file.job for file in kit.files]
    for job, file in zip(jobs, kit.files, strict=True):
        with pikepdf.open(io.BytesIO(file.pdf)) as pdf:
            assert len(pdf.pages) == job.pages
    guide = next((file for file in kit.files if file.job.piece == "guide"), None)
    if guide and session.printing.destination == "office":
        assert_counts_itself(guide, told_by_the_guide(request_for(session), jobs))


def assert_counts_itself(guide: FinishedFile, plan: GuidePlan) -> None:
    """The guide lists its own pages and sheets, and the sums that it tells count them."""
    text = " ".join(" ".join(page_texts(guide.pdf)).split())
    assert plan.own == guide.job
    row = (
        f"{guide.job.file} {guide.job.pages} sider {guide.job.paper}, 80–100 g {guide.job.sheets} "
    )
    assert row in text
    for paper, weight, sheets in plan.paper_in_all:
        assert f"{sheets} ark {paper} {weight[0]}–{weight[1]} g" in text
    for papers in plan.papers.values():
        assert all(f"{sheets} ark {paper}" in text for paper, sheets in papers.items())
    assert plan.paper_in_all or plan.papers["room"][guide.job.paper] >= guide.job.sheets


def test_a_plan_is_set_as_a_build_is(tmp_path: Path) -> None:
    """With the shop's colours, of which the guide tells, and with what was said of the session."""
    profile = tmp_path / "shop.icc"
    profile.write_bytes(icc("CMYK"))
    made = request(**{"for": "print-shop"}, icc=profile, title="Fagdag", pieces=["value-cards"])
    context = made.context
    assert context.files.profile is not None
    assert (context.event.title, context.printing.icc) == ("Fagdag", profile)
    bad = tmp_path / "bad.icc"
    bad.write_bytes(b"no profile")
    with pytest.raises(KitError, match=r"bad\.icc"):
        planned(request(**{"for": "print-shop"}, icc=bad))


def test_all_but_the_guide_is_counted_without_typesetting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """How many pages a text flows over is then not known."""
    *whole, guide = planned(request(), user_store())
    assert guide.piece == "guide"
    expected = [
        replace(job, pages=0, sheets=0) if job.piece == "action-plan" else job for job in whole
    ]

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("kit.typesetting.cached.Typesetter", never)
    assert list(counted(request())) == expected


def test_paper_is_counted_as_the_guide_counts_it() -> None:
    made = request(people="7", tables="2")
    jobs = planned(made, user_store())
    plan = told_by_the_guide(made, jobs)
    assert [job.piece for job in plan.jobs] == [j.piece for j in jobs if j.piece != "guide"]
    sheets: dict[str, int] = {}
    for job in jobs:
        sheets[job.paper] = sheets.get(job.paper, 0) + job.sheets * (job.copies or 0)
    in_all: dict[str, int] = {}
    for paper, _, count in plan.paper_in_all:
        in_all[paper] = in_all.get(paper, 0) + count
    assert in_all == sheets
    assert sheets["A3"] == 2


@pytest.mark.slow
def test_cards_that_do_not_fit_are_told_once_for_all_pieces() -> None:
    made = request(card="a6", margin="35", flip="fold")
    for count in (planned, counted):
        with pytest.raises(KitError) as told:
            count(made)
        (problem,) = told.value.problems
        assert "beside its back, does not fit on its paper" in problem.text


def test_planning_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    planned(request(), user_store())
    assert list(tmp_path.iterdir()) == []
