"""Nothing gets through a reader: thousands of files that nobody would write, each told or read."""

import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from kit.people.names import bare, mark_of_guest
from kit.people.running import parts_of
from kit.typed.names import names_in
from tests.fuzz.run import fuzzed
from tests.fuzz.targets import CORPUS, TARGETS, clear_up

ROOT = Path(__file__).parents[2]
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
    "optional-dependencies"
]
(ATHERIS,) = (one for one in map(Requirement, EXTRAS["test"]) if one.name == "atheris")
# Where it says that atheris is installed, a machine without it fails.
INSTALLED = ATHERIS.marker is None or ATHERIS.marker.evaluate()
# Each of these is a process of its own, which loads all that is noted: one for each of two cores.
TOGETHER = [list(TARGETS)[start::2] for start in range(2)]
# In bytes, of one file and of all.
MOST_OF_ONE, MOST_OF_ALL = 12_000, 300_000


@pytest.mark.parametrize("name", TARGETS)
def test_every_saved_case_is_read_or_told(name: str) -> None:
    saved = sorted((CORPUS / name).iterdir())
    assert saved
    try:
        for path in saved:
            TARGETS[name].read(path.read_bytes())
    except Exception as error:
        error.add_note(f"It was given {path}")
        raise
    finally:
        clear_up()


def test_every_corpus_is_that_of_a_reader_and_small() -> None:
    files = [path for path in CORPUS.rglob("*") if path.is_file()]
    assert {path.parent.name for path in files} == set(TARGETS)
    sizes = [path.stat().st_size for path in files]
    assert max(sizes) <= MOST_OF_ONE
    assert sum(sizes) <= MOST_OF_ALL


@pytest.mark.parametrize(
    "read",
    [
        lambda run: mark_of_guest(f"Kari{run}x"),
        lambda run: bare(f"Kari{run}x"),
        lambda run: parts_of(f"Kari{run}x"),
        lambda run: list(names_in(f"Kari{run}x", lambda name: name == "x")),
    ],
)
@pytest.mark.parametrize("sign", [" ", "\n", "\u00a0"])
def test_a_long_run_of_spaces_is_looked_at_once(read: Callable[[str], object], sign: str) -> None:
    """Looked at from each space anew, so many took a minute."""
    begun = time.process_time()
    read(sign * 100_000)
    assert time.process_time() - begun < 2


@pytest.mark.slow
@pytest.mark.skipif(not INSTALLED, reason="atheris is not made for this system or this Python")
@pytest.mark.parametrize("names", TOGETHER, ids=",".join)
def test_thousands_of_cases_are_read_or_told_within_bounds(
    names: list[str], tmp_path: Path
) -> None:
    for name, done in fuzzed(names, tmp_path).items():
        assert done.code == 0, f"{name} failed:\n{done.told[-4000:]}"
        assert done.runs >= max(1000, TARGETS[name].runs), f"{name}:\n{done.told[-4000:]}"
