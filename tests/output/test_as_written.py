"""Whether a folder holds its kit as it was written, or changed, or files of two kits."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from kit.output.as_written import as_written
from kit.output.folder import OpenFolder
from kit.output.leftovers import READY
from kit.output.manifest import MANIFEST
from tests.output.kits import StoppedError, close_to_all, put
from tests.output.test_leftovers import tree

OLD = {"a.pdf": b"1", "b.pdf": b"1", "gone.pdf": b"1", "same.pdf": b"1", "x.pdf": b"1"}
KEPT = "as written"
NEW = {"a.pdf": b"2", "b.pdf": b"2", "new.pdf": b"2", "same.pdf": b"1"}


def stopped_after(
    steps: int, folder: Path, old: Mapping[str, bytes], new: Mapping[str, bytes]
) -> None:
    """A kit, and a second one that is stopped after so many of its files were moved or removed."""
    put(folder, old)
    left = [steps]

    def counted(name: str) -> None:
        if not name.startswith(".kit-"):
            if not left[0]:
                raise StoppedError
            left[0] -= 1

    move, remove = OpenFolder.move, OpenFolder.remove

    def moved(ready: OpenFolder, name: str, to: OpenFolder) -> None:
        counted(name)
        move(ready, name, to)

    def removed(opened: OpenFolder, name: str) -> None:
        counted(name)
        remove(opened, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(OpenFolder, "move", moved)
        patch.setattr(OpenFolder, "remove", removed)
        with pytest.raises(StoppedError):
            put(folder, new)
    assert (folder / READY / MANIFEST).exists()


@pytest.mark.parametrize(
    ("steps", "states"),
    [
        (0, {"a": KEPT, "b": KEPT, "gone": KEPT, "x": KEPT}),
        (1, {"a": "newer", "b": "older", "gone": "older", "x": "older"}),
        (3, {"a": "newer", "b": "newer", "gone": "older", "x": "older", "new": "newer"}),
        (5, {"a": "newer", "b": "newer", "gone": "gone", "x": "older", "new": "newer"}),
        (
            6,
            {
                "a": "as written",
                "b": "as written",
                "gone": "gone",
                "x": "gone",
                "new": "as written",
            },
        ),
    ],
)
def test_it_is_known_of_which_kit_each_file_is(
    steps: int, states: dict[str, str], tmp_path: Path
) -> None:
    stopped_after(steps, tmp_path, OLD, NEW)
    before = tree(tmp_path)
    expected = {f"{name}.pdf": state for name, state in states.items()}
    assert as_written(tmp_path) == {**expected, "same.pdf": "as written"}
    assert tree(tmp_path) == before
    put(tmp_path, NEW)
    assert set(as_written(tmp_path).values()) == {"as written"}


def test_what_only_goes_makes_two_kits_as_well(tmp_path: Path) -> None:
    stopped_after(2, tmp_path, OLD, {"a.pdf": b"1"})
    assert as_written(tmp_path) == {
        "a.pdf": "as written",
        "b.pdf": "gone",
        "gone.pdf": "older",
        "same.pdf": "older",
        "x.pdf": "older",
    }


def test_without_what_waited_nobody_can_tell(tmp_path: Path) -> None:
    stopped_after(1, tmp_path, OLD, NEW)
    (tmp_path / READY).rename(tmp_path / "away")
    assert [name for name, state in as_written(tmp_path).items() if state == "changed"] == ["a.pdf"]


def test_what_is_no_file_any_more_is_told_as_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, OLD)
    (tmp_path / "a.pdf").unlink()
    for name in ("b.pdf", "gone.pdf"):
        (tmp_path / name).unlink()
    (tmp_path / "b.pdf").symlink_to("same.pdf")
    os.mkfifo(tmp_path / "gone.pdf")
    close_to_all("x.pdf", monkeypatch)
    assert as_written(tmp_path) == {
        "a.pdf": "missing",
        "b.pdf": "link",
        "gone.pdf": "changed",
        "same.pdf": "as written",
        "x.pdf": "as written",
    }
    assert as_written(tmp_path / "none") == {}


@pytest.mark.parametrize("there", ["link", "file", "nothing", "no manifest"])
def test_what_only_looks_like_a_kit_that_waits_is_none(there: str, tmp_path: Path) -> None:
    folder, other = tmp_path / "out", tmp_path / "other"
    put(folder, OLD)
    put(other, NEW)
    (folder / "a.pdf").write_bytes(b"2")
    if there == "link":
        (folder / READY).symlink_to(other)
    elif there == "file":
        (folder / READY).touch()
    else:
        (folder / READY).mkdir()
    if there == "no manifest":
        (folder / READY / MANIFEST).write_text("{}")
    assert set(as_written(folder).items()) >= {("a.pdf", "changed"), ("b.pdf", "as written")}
