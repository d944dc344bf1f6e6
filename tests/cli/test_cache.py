import json
from pathlib import Path

import pytest

from kit.core.cache import Store
from tests.conftest import SAMPLES, run_kit


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "workshop-kit"


def test_it_is_shown_and_cleared(cache: Path) -> None:
    assert (
        run_kit("cache", "show").stdout == f"In {cache}\n0 entries, 0.0 MB, of at most 500.0 MB\n"
    )
    Store(cache).keep("a", bytes(1_199_968))
    told = run_kit("cache", "show").stdout
    assert told == f"In {cache}\n1 entry, 1.2 MB, of at most 500.0 MB\n"
    assert json.loads(run_kit("cache", "show", "--json").stdout) == {
        "folder": str(cache),
        "entries": 1,
        "bytes": 1_200_000,
        "most_bytes": 500_000_000,
    }
    assert run_kit("cache", "clear").stdout == "Deleted 1 entry, 1.2 MB\n"
    assert list(cache.iterdir()) == []


def test_builds_fill_it_unless_they_are_told_not_to(cache: Path) -> None:
    words = ("build", "--content", str(SAMPLES / "small"), "--piece", "dilemma-cards")
    assert run_kit(*words, "--no-cache").exit_code == 0
    assert run_kit("plan", "--content", str(SAMPLES / "small"), "--no-cache").exit_code == 0
    assert not cache.exists()
    assert run_kit(*words).exit_code == 0
    assert Store(cache).kept().entries > 2


def test_a_cache_that_cannot_be_deleted_is_told(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(cache).keep("a", b"data")

    def never(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", never)
    ran = run_kit("cache", "clear")
    assert ran.exit_code == 1
    text = "the cache cannot be deleted: Permission denied; delete the folder yourself"
    assert ran.stderr == f"{cache}: {text}\n"
