"""Every snippet of docs/ does what its page says, in the order in which the page has them.

Pages for contributors have none: what they say of the code is checked by tests of their own.

A block that names a file is written there; one of `sh` is run, line by line, and where it says
`fails` what it tells is the block of `text` after it. One of `python` is run with names of its own,
in the folder of the page, and what it prints is the block of `text` after it.
"""

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kit.core.language import speak
from tests.conftest import run_kit
from tests.tiers import slow_but

DOCS = Path(__file__).parents[2] / "docs"
# Each with a test of its own beside this one.
FOR_CONTRIBUTORS = [DOCS / "architecture.md", DOCS / "speed.md"]
PROMISES = DOCS / "security.md"
# Lists of words, with nothing to run.
TERMS = DOCS / "terms.md"
OTHERS = {*FOR_CONTRIBUTORS, PROMISES, TERMS, DOCS / "look" / "README.md"}
PAGES = sorted(set(DOCS.rglob("*.md")) - OTHERS)
_FENCE = re.compile(r"^( *)```(\w+)(?: (\S+))?\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Snippet:
    """A block of a page: its language, what stands beside that, and its lines."""

    language: str
    about: str
    text: str


def snippets(page: Path) -> Iterator[Snippet]:
    for indent, language, about, text in _FENCE.findall(page.read_text(encoding="utf-8")):
        yield Snippet(language, about or "", re.sub(f"^{indent}", "", text, flags=re.MULTILINE))


@pytest.mark.parametrize("page", slow_but(PAGES), ids=lambda page: page.stem)
def test_every_snippet_does_what_its_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    # Those in Norwegian are for whoever reads messages in it.
    speak("nb" if page.parent.name == "nb" else "en")
    told = ""
    found = list(snippets(page))
    assert sum(one.language in ("sh", "python") for one in found) >= 4
    for one in found:
        if one.language == "sh":
            for line in one.text.strip().split("\n"):
                command, *words = shlex.split(line)
                assert command == "kit"
                ran = run_kit(*words)
                assert ran.exit_code == (1 if one.about == "fails" else 0), ran.stderr
                told = ran.stderr
        elif one.language == "python":
            told = printed_by(one.text, page.name)
        elif one.language == "text":
            assert told == one.text
        else:
            assert one.about, f"a block of {one.language} names no file"
            path = tmp_path / one.about
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(one.text, encoding="utf-8")


def printed_by(code: str, name: str) -> str:
    """What a program prints, run as a file of its own is."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, name, "exec"), {"__name__": "__main__"})
    return printed.getvalue()


@pytest.mark.parametrize("page", FOR_CONTRIBUTORS, ids=lambda page: page.stem)
def test_a_page_for_contributors_has_a_test_of_its_own_and_nothing_to_run(page: Path) -> None:
    assert (Path(__file__).parent / f"test_{page.stem}_page.py").exists()
    assert {one.language for one in snippets(page)} <= {"text"}


@pytest.mark.parametrize("page", sorted({*PAGES, *OTHERS}), ids=lambda page: page.stem)
def test_what_a_page_points_to_is_there(page: Path) -> None:
    for path in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / path).exists()


def test_every_promise_of_safety_names_tests_that_are_there() -> None:
    page = PROMISES.read_text(encoding="utf-8")
    named = re.findall(r"`((?:tests|kit)/[^`]*)`", page)
    assert len(named) > 20
    assert [name for name in named if not (DOCS.parent / name).exists()] == []


def test_the_page_of_promises_begins_with_two_minutes_for_users_and_ends_with_the_tests() -> None:
    page = PROMISES.read_text(encoding="utf-8")
    first, promises, tests = re.split(
        r"^## (?:What is promised|The tests)$", page, flags=re.MULTILINE
    )
    assert len(first.split()) < 520
    assert "`tests/" not in first + promises
    numbered = re.findall(r"^(\d+)\. ", promises, re.MULTILINE)
    proved = re.findall(r"^\| (\d+) \|.*`tests/", tests, re.MULTILINE)
    assert numbered == proved == [str(number + 1) for number in range(len(proved))]
