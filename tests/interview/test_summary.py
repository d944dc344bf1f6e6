"""What is shown before a session file is written."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kit.core.errors import Problem
from kit.core.language import speech
from kit.imposition.print_job import PrintJob
from kit.interview import words as questions
from kit.interview.asking import Choice
from kit.interview.summary import confirmed
from kit.pipeline.request import Request
from tests.conftest import SAMPLES

SMALL = {"content": SAMPLES / "small", "pieces": ["verdikort", "plakater"]}


class Confirms:
    """Hears what is told, and answers as it is told to."""

    def __init__(self, reply: str) -> None:
        self.reply = reply
        self.told: list[str] = []
        self.asked = ""
        self.jobs: Sequence[PrintJob] = ()

    def tell(self, text: str) -> None:
        self.told.append(text)

    def tell_problems(self, heading: str, problems: Sequence[Problem]) -> None:
        self.told.append("\n".join([heading, *map(str, problems)]))

    def tell_plan(self, request: Request, jobs: Sequence[PrintJob]) -> None:
        assert request.selection.pack.cover.id
        self.jobs = jobs

    def chosen(self, question: str, choices: Sequence[Choice]) -> str:
        self.asked = question
        assert [one.value for one in choices if one.ticked] == ["yes"]
        return self.reply

    line = file = ticked = tell_count = None


def shown(answers: dict[str, Any], reply: str = "yes") -> tuple[bool, Confirms]:
    prompts = Confirms(reply)
    return confirmed(answers, Path("sub/økt3.yaml"), prompts), prompts  # type: ignore[arg-type]


def test_every_file_is_named_with_its_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = {"title": "Fagdag", "date": "3.12.2026", "team": "Nord", "people": "5", "tables": "2"}
    is_confirmed, prompts = shown({**SMALL, **told})
    assert is_confirmed
    assert prompts.asked == "Shall økt3.yaml be written so?"
    assert prompts.told[:2] == ["Fagdag, 3.12.2026, Nord", "5 people at 2 tables"]
    assert [(job.file, job.paper, job.copies) for job in prompts.jobs] == [
        ("verdikort.pdf", "A4", 1),
        ("plakater.pdf", "A3", 1),
    ]
    assert str(tmp_path / "sub" / "økt3.yaml") in prompts.told[-1]
    assert str(tmp_path / "sub" / "out") in prompts.told[-1]
    _, prompts = shown({**SMALL, "pieces": ["verdikort"], "out": Path("sub/økt3")})
    assert f"come into {tmp_path / 'sub' / 'økt3'}." in prompts.told[-1]


def test_it_is_said_in_norwegian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "sub"
    _, prompts = shown({**SMALL, "pieces": ["verdikort"], "people": "5", "tables": "1"})
    assert [speech("nb").said(one) for one in (*prompts.told, prompts.asked)] == [
        "5 personer ved 1 bord",
        f"Økten skrives til {folder / 'økt3.yaml'}, og settet blir lagt i {folder / 'out'}.",
        "Skal økt3.yaml skrives slik?",
    ]
    _, prompts = shown({**SMALL, "pieces": ["verdikort"], "people": "1"})
    assert [speech("nn").said(one) for one in (*prompts.told, prompts.asked)] == [
        "1 person",
        f"Økta blir skriven til {folder / 'økt3.yaml'}, og settet blir lagt i {folder / 'out'}.",
        "Skal økt3.yaml skrivast slik?",
    ]


def test_who_says_no_has_not_confirmed() -> None:
    assert not shown({**SMALL, "pieces": ["verdikort"]}, "no")[0]


def test_what_cannot_be_made_is_told_and_may_be_written() -> None:
    """Who knows what is wrong can mend it in the file."""
    wide = {"card": "a6", "margin": "35", "flip": "fold", "pieces": ["verdikort"]}
    is_confirmed, prompts = shown({**SMALL, **wide, "participants": ["Kari", "Ola"]})
    assert is_confirmed
    assert prompts.told[:2] == ["2 people", "2 names: Kari … Ola."]
    assert prompts.told[-1].startswith(f"{questions.CANNOT}\n")
    assert "fit on its paper" in prompts.told[-1]
