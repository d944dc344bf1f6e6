import itertools
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kit.core.errors import KitError
from kit.output.deliver import check_folder
from kit.output.folder import OpenFolder
from kit.output.leftovers import READY
from kit.output.manifest import MANIFEST
from kit.output.swap import held
from tests.output.kits import close_to_all, put, settle
from tests.tiers import slow_but

OLD = {"one.pdf": b"1", "two.pdf": b"2", "pictures/a.png": b"a", "gone/b.png": b"b"}
NEW = {"one.pdf": b"11", "three.pdf": b"3", "pictures/c.png": b"c", "more/d.png": b"d"}

TOUCHES = ("os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir")


def killed_at(last: int) -> None:
    """Have this process be killed when it is about to touch what is on the disk the Nth time."""
    moments = itertools.count(1)

    def watch(event: str, args: tuple[Any, ...]) -> None:
        opens = event == "open" and args[2] & os.O_CREAT
        if (event in TOUCHES or opens) and next(moments) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def stopped(folder: Path, what: str, last: int) -> None:
    """Deliver, or settle, and be killed at some moment of it."""
    killed_at(last)
    put(folder, NEW) if what == "put" else settle(folder)


def whole(folder: Path) -> dict[str, bytes]:
    """What is in the folder, but for what has yet to take its place."""
    found = (path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith(".kit-")}


def expected(folder: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    put(folder, files)
    return whole(folder)


@cache
def first_ready() -> int:
    """The moment at which all is ready and nothing was moved yet."""
    for number in range(1, 100):
        with tempfile.TemporaryDirectory() as folder:
            put(Path(folder), OLD)
            run(Path(folder), "put", number)
            if (Path(folder) / READY).is_dir():
                return number
    raise AssertionError("it is never ready")


def stops(folder: Path, what: str) -> Iterator[Path]:
    """A folder for each moment in which the work can be stopped, as that left it."""
    for number in range(1, 100):
        at = folder / f"{what}-{number}"
        at.mkdir()
        put(at, OLD)
        (at / "notes.txt").write_bytes(b"mine")
        if what != "put":
            run(at, "put", first_ready() - ("half" in what))
        ended = run(at, what, number)
        if ended == 0:
            return
        assert ended == -signal.SIGKILL
        yield at
    pytest.fail("it never came to its end")


def run(folder: Path, what: str, last: int) -> int:
    """A process of its own, for what listens there can never be taken off."""
    process = multiprocessing.get_context("fork").Process(target=stopped, args=(folder, what, last))
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What the folder holds with the old kit, and with the new."""
    folder = tmp_path_factory.mktemp("states")
    (folder / "notes.txt").write_bytes(b"mine")
    return expected(folder, OLD), expected(folder, NEW)


@pytest.mark.slow
def test_whoever_is_killed_leaves_one_whole_kit(
    tmp_path: Path, states: tuple[dict[str, bytes], dict[str, bytes]]
) -> None:
    old, new = states
    found = []
    for folder in stops(tmp_path, "put"):
        # Until all is ready, nothing has changed; from then on the next build goes on.
        ready = (folder / READY / MANIFEST).exists()
        if not ready:
            assert whole(folder) in (old, new)
        settle(folder)
        assert whole(folder) == (new if ready else whole(folder))
        assert whole(folder) in (old, new)
        assert not list(folder.rglob(".kit-*"))
        found.append(whole(folder) == new)
    assert len(found) > 30
    # First the old, then the new: never the old again.
    assert found == sorted(found)
    assert set(found) == {False, True}


@pytest.mark.parametrize("what", slow_but(["settle new", "settle half"], "settle half"))
def test_whoever_is_killed_while_putting_in_order_leaves_that_to_the_next(
    what: str, tmp_path: Path, states: tuple[dict[str, bytes], dict[str, bytes]]
) -> None:
    """Of what was whole when it was stopped, and of what was not."""
    moments = 0
    for folder in stops(tmp_path, what):
        settle(folder)
        assert whole(folder) == states["new" in what]
        assert not list(folder.rglob(".kit-*"))
        moments += 1
    assert moments > (15 if "new" in what else 7)


@pytest.mark.parametrize("next_", [lambda at: check_folder(at, []), lambda at: put(at, OLD)])
def test_a_build_puts_the_folder_in_order(
    tmp_path: Path, next_: object, states: tuple[dict[str, bytes], dict[str, bytes]]
) -> None:
    put(tmp_path, OLD)
    (tmp_path / "notes.txt").write_bytes(b"mine")
    run(tmp_path, "put", first_ready())
    assert (tmp_path / READY).is_dir()
    assert callable(next_)
    next_(tmp_path)
    assert whole(tmp_path) in states
    assert not list(tmp_path.rglob(".kit-*"))


def test_what_was_changed_while_it_was_stopped_is_not_overwritten(tmp_path: Path) -> None:
    put(tmp_path, OLD)
    run(tmp_path, "put", first_ready())
    (tmp_path / "one.pdf").write_bytes(b"filled in")
    with pytest.raises(KitError) as caught:
        put(tmp_path, NEW)
    (problem,) = caught.value.problems
    assert str(problem) == (
        f"{tmp_path / 'one.pdf'}: this file was changed while kit was stopped: move it away, or "
        "choose another folder with --out"
    )
    assert (tmp_path / "one.pdf").read_bytes() == b"filled in"
    (tmp_path / "one.pdf").unlink()
    put(tmp_path, NEW)
    assert whole(tmp_path)["one.pdf"] == b"11"


def test_two_wait_for_each_other(tmp_path: Path) -> None:
    put(tmp_path, OLD)
    other = threading.Thread(target=put, args=(tmp_path, NEW))
    with held(tmp_path):
        other.start()
        other.join(0.3)
        assert other.is_alive()
        assert whole(tmp_path)["one.pdf"] == b"1"
    other.join()
    assert whole(tmp_path)["one.pdf"] == b"11"


def test_eight_at_once_leave_one_whole_kit(tmp_path: Path) -> None:
    kits = [{f"{n}.pdf": bytes([n]), "guide.pdf": bytes([n])} for n in range(8)]
    fork = multiprocessing.get_context("fork")
    at_once = [fork.Process(target=put, args=(tmp_path, kit)) for kit in kits]
    for one in at_once:
        one.start()
    for one in at_once:
        one.join()
    assert [one.exitcode for one in at_once] == [0] * 8
    left = whole(tmp_path)
    del left[MANIFEST]
    assert left in kits
    assert not list(tmp_path.glob(".kit-*"))


def test_who_asks_to_stop_amid_the_moves_comes_too_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, OLD)
    move = OpenFolder.move

    def interrupted(ready: OpenFolder, name: str, to: OpenFolder) -> None:
        signal.raise_signal(signal.SIGINT)
        move(ready, name, to)

    monkeypatch.setattr(OpenFolder, "move", interrupted)
    put(tmp_path, NEW)
    assert whole(tmp_path)["three.pdf"] == b"3"
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize("there", [False, True])
def test_who_stops_before_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    folder = tmp_path / "a" / "b"
    if there:
        put(folder, OLD)
    before = whole(tmp_path)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(OpenFolder, "write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        put(folder, NEW)
    assert whole(tmp_path) == before
    assert (tmp_path / "a").exists() == there
    assert not list(tmp_path.rglob(".kit-*"))


def test_who_does_not_let_go_of_a_folder_is_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that was halted with Ctrl-Z, or another user of the computer who means harm."""
    monkeypatch.setattr("kit.output.swap._PATIENCE", 0.1)
    with held(tmp_path), pytest.raises(KitError, match="another command has been at work"):
        put(tmp_path, OLD)
    put(tmp_path, OLD)


def test_what_cannot_be_looked_at_does_not_stop_the_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A received manifest may name files in a folder that is closed to all."""
    put(tmp_path, {**OLD, "shut/a.pdf": b"a"})
    close_to_all("shut/a.pdf", monkeypatch)
    put(tmp_path, NEW)
    assert not (tmp_path / READY).exists()
    assert whole(tmp_path)["shut/a.pdf"] == b"a"
