"""A new folder or file: there whole or not at all, whenever it is stopped."""

import multiprocessing
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from kit.core.errors import KitError
from kit.output.leftovers import COMING
from kit.output.new import new_file, new_folder
from tests.output.test_leftovers import tree
from tests.output.test_swap import killed_at

Make = Callable[[Path], None]

FILES = {"pack.yaml": b"id: a", "areas/1.yaml": b"one", "schemas/area.json": b"{}"}


def make_folder(around: Path) -> None:
    new_folder(around / "pack", FILES)


def make_file(around: Path) -> None:
    new_file(around / "pack", b"people: 4\n")


def stopped(make: Make, around: Path, last: int) -> None:
    killed_at(last)
    make(around)


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*"))]


INSIDE = ("areas", "areas/1.yaml", "pack.yaml", "schemas", "schemas/area.json")
WHOLE: dict[Make, list[str]] = {
    make_folder: ["pack", *(f"pack/{name}" for name in INSIDE)],
    make_file: ["pack"],
}


@pytest.mark.parametrize("make", [make_folder, make_file])
def test_whoever_is_killed_leaves_all_or_nothing_to_the_next(make: Make, tmp_path: Path) -> None:
    new_file(tmp_path / "key-is-made", b"")
    fork = multiprocessing.get_context("fork")
    for last in range(1, 100):
        around = tmp_path / str(last)
        around.mkdir()
        making = fork.Process(target=stopped, args=(make, around, last))
        making.start()
        making.join()
        left = [name for name in names(around) if not name.startswith(COMING)]
        assert left in ([], WHOLE[make])
        new_file(around / "other", b"")
        assert sorted(names(around)) == sorted([*left, "other"])
        if making.exitcode == 0:
            break
        assert making.exitcode == -signal.SIGKILL
    assert last > 5


@pytest.mark.parametrize("make", [make_folder, make_file])
def test_nothing_that_is_there_is_written_over_or_through(make: Make, tmp_path: Path) -> None:
    around, outside = tmp_path / "around", tmp_path / "outside"
    around.mkdir()
    outside.mkdir()
    for put in (
        lambda: (around / "pack").write_bytes(b"mine"),
        lambda: (around / "pack").symlink_to(outside),
        lambda: (around / "pack").symlink_to(outside / "gone"),
    ):
        put()
        before = tree(tmp_path)
        with pytest.raises(OSError):  # noqa: PT011
            make(around)
        assert tree(tmp_path).keys() == before.keys()
        assert tree(outside) == {}
        (around / "pack").unlink()


def test_what_is_not_proved_is_told(tmp_path: Path) -> None:
    (tmp_path / COMING).mkdir()
    (tmp_path / COMING / "mine").write_bytes(b"mine")
    before = tree(tmp_path)
    with pytest.raises(KitError, match="touched: move it away, or choose another place"):
        make_folder(tmp_path)
    assert tree(tmp_path) == before


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    make_folder(tmp_path)
    assert names(tmp_path) == WHOLE[make_folder]
