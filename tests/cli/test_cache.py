import json
import os
import sys
from pathlib import Path

import pytest

from kit.core.errors import KitError
from kit.system.cache import Store
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
        "not_used_because": None,
    }
    assert run_kit("cache", "clear").stdout == "Deleted 1 entry, 1.2 MB\n"
    assert list(cache.iterdir()) == []


def test_builds_fill_it_unless_they_are_told_not_to(cache: Path) -> None:
    pack = ("--content", str(SAMPLES / "small"))
    words = ("build", *pack, "--piece", "dilemma-cards")
    assert run_kit(*words, "--no-cache").exit_code == 0
    # Pages are typeset to be counted.
    assert run_kit("plan", *pack, "--piece", "tally-sheet", "--no-cache").exit_code == 0
    assert not cache.exists()
    assert run_kit(*words).exit_code == 0
    assert Store(cache).kept().entries > 2


def test_a_cache_that_cannot_be_deleted_is_told(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(cache).keep("a", b"data")

    def never(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "unlink", never)
    ran = run_kit("cache", "clear")
    assert ran.exit_code == 1
    text = "the cache cannot be deleted: Permission denied; delete the folder yourself"
    assert ran.stderr == f"{cache}: {text}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such owners and rights")
def test_one_that_others_may_have_written_in_is_told_once_and_left_alone(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KitError.of("stopped")

    elsewhere = cache.with_name("elsewhere")
    Store(elsewhere).keep("a", b"data")
    cache.symlink_to(elsewhere)
    why = f"{cache} is a link: put a folder in its place"
    notice = f"Nothing is kept for the next build: {why}.\n"
    for whole in ("run.build", "plan.planned_with_notices", "pack_fit.pack_fit"):
        monkeypatch.setattr(f"kit.pipeline.{whole}", stopped)
    small = str(SAMPLES / "small")
    for words in (
        ("build", "--content", small),
        ("plan", "--content", small),
        ("check-pack", small),
    ):
        assert run_kit(*words).stderr == f"{notice}stopped\n"
        assert run_kit(*words, "--no-cache").stderr == "stopped\n"
    assert run_kit("build", "--content", small, "--quiet").stderr == "stopped\n"
    shown = run_kit("cache", "show")
    assert shown.stdout.splitlines()[2] == f"It is not used: {why}"
    assert json.loads(run_kit("cache", "show", "--json").stdout)["not_used_because"] == why
    ran = run_kit("cache", "clear")
    assert (ran.exit_code, ran.stderr) == (
        1,
        f"the cache is not used, and nothing is deleted: {why}\n",
    )
    assert [one.name for one in elsewhere.iterdir()] == ["a.kept"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such owners and rights")
def test_one_that_others_could_write_in_is_emptied_and_told_by_whoever_uses_it_first(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KitError.of("stopped")

    monkeypatch.setattr("kit.pipeline.run.build", stopped)
    for words in (("build",), ("cache", "show"), ("cache", "clear")):
        Store(cache).keep("a", b"forged")
        cache.chmod(0o777)
        assert "Others could" not in run_kit("list", "areas").stderr
        assert cache.stat().st_mode & 0o777 == 0o777
        assert f"Others could write into the cache in {cache}:" in run_kit(*words).stderr
        assert list(cache.iterdir()) == []
        assert "Others could" not in run_kit(*words).stderr
