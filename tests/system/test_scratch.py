"""Temporary folders are gone with their user; what killed runs left goes with the next one."""

import gc
import multiprocessing
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kit.system.scratch import ScratchFolder, remove_left_behind

if sys.platform != "win32":
    import fcntl

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")
HOLDS = """
import sys, time
from kit.system.scratch import ScratchFolder
held = ScratchFolder()
(held.path / "deep").mkdir()
(held.path / "deep" / "file").write_text("left")
print(held.path, flush=True)
time.sleep(60)
"""


pytestmark = pytest.mark.usefixtures("temporary")


def begun() -> tuple["subprocess.Popen[str]", Path]:
    """A process that holds a folder, and the folder."""
    command = [sys.executable, "-c", HOLDS]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    return process, Path(process.stdout.readline().strip())


def handles_below(folder: Path) -> list[str]:
    """What this process has open in a folder, also where it is deleted; nothing but on Linux."""
    handles = Path("/proc/self/fd")
    if not handles.is_dir():
        return []
    named = (str(one.readlink()) for one in handles.iterdir() if os.path.lexists(one))
    return [name for name in named if name.startswith(str(folder))]


def test_it_is_private_and_gone_when_nobody_holds_it(temporary: Path) -> None:
    held = ScratchFolder()
    assert held.path.parent == temporary
    assert held.path.stat().st_mode & 0o777 == 0o700
    (held.path / "file").write_text("a")
    path = held.path
    assert sys.platform != "linux" or handles_below(path)
    del held
    gc.collect()
    assert not path.exists()
    assert not handles_below(path)
    other = ScratchFolder()
    other.close()
    other.close()
    assert not list(temporary.iterdir())


def test_one_that_was_left_by_a_killed_run_goes_and_that_of_a_living_one_stays(
    temporary: Path,
) -> None:
    killed, left = begun()
    lives, used = begun()
    try:
        killed.kill()
        killed.wait()
        assert sorted(temporary.iterdir()) == sorted((left, used))
        held = ScratchFolder()
        assert sorted(temporary.iterdir()) == sorted((held.path, used))
        assert (used / "deep" / "file").read_text() == "left"
        lives.send_signal(signal.SIGTERM)
        lives.wait()
        remove_left_behind()
        assert list(temporary.iterdir()) == [held.path]
    finally:
        for process in (killed, lives):
            process.kill()
            process.communicate()


@POSIX
def test_it_is_in_use_while_a_process_lives_that_was_forked_of_its_maker() -> None:
    """Workers may go on for a moment where the first process was killed."""
    here, there = os.pipe()
    maker = os.fork()
    if not maker:
        held = ScratchFolder()
        worker = os.fork()
        if worker:
            os.write(there, f"{worker} {held.path}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)
        os._exit(0)
    os.waitpid(maker, 0)
    number, path = os.read(here, 999).decode().split()
    remove_left_behind()
    assert Path(path).is_dir()
    os.kill(int(number), signal.SIGKILL)
    until = time.monotonic() + 10
    while Path(path).exists() and time.monotonic() < until:
        remove_left_behind()
    assert not Path(path).exists()


def _uses(held: ScratchFolder) -> None:
    """What a worker does: it ends with what it was given, and removes nothing."""
    assert held.path.is_dir()
    held.close()
    assert held.path.is_dir()


@POSIX
def test_a_process_that_was_forked_removes_nothing() -> None:
    held = ScratchFolder()
    process = multiprocessing.get_context("fork").Process(target=_uses, args=(held,))
    process.start()
    process.join()
    assert process.exitcode == 0
    assert held.path.is_dir()


def test_to_another_process_it_is_a_path() -> None:
    held = ScratchFolder()
    assert pickle.loads(pickle.dumps(held)) == held.path
    assert held.path.is_dir()


@POSIX
def test_what_is_no_folder_of_ours_is_left_alone(
    temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links, files and pipes of such names, folders in which something else lies, and others'."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / ".in-use").write_text("")
    (temporary / "workshop-kit-link").symlink_to(mine)
    (temporary / "workshop-kit-file").write_text("a file")
    os.mkfifo(temporary / "workshop-kit-pipe")
    for name, lock in (("dangling", "nowhere"), ("linked", str(mine / ".in-use"))):
        (temporary / f"workshop-kit-{name}").mkdir()
        (temporary / f"workshop-kit-{name}" / ".in-use").symlink_to(lock)
    (temporary / "workshop-kit-piped").mkdir()
    os.mkfifo(temporary / "workshop-kit-piped" / ".in-use")
    (temporary / "workshop-kit-unlocked").mkdir()
    (temporary / "workshop-kit-unlocked" / "letter").write_text("mine")
    os.utime(temporary / "workshop-kit-unlocked", (1, 1))
    (temporary / "something-else").mkdir()
    before = sorted(temporary.rglob("*"))
    remove_left_behind()
    assert sorted(temporary.rglob("*")) == before
    assert (mine / ".in-use").exists()
    (temporary / "workshop-kit-other").mkdir()
    (temporary / "workshop-kit-other" / ".in-use").write_text("")
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    remove_left_behind()
    assert (temporary / "workshop-kit-other").is_dir()
    monkeypatch.undo()


@POSIX
def test_a_link_in_a_folder_that_was_left_is_not_followed(temporary: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_text("mine")
    left = temporary / "workshop-kit-left"
    left.mkdir()
    (left / ".in-use").write_text("")
    (left / "link").symlink_to(tmp_path / "mine")
    remove_left_behind()
    assert not left.exists()
    assert (tmp_path / "mine" / "letter").read_text() == "mine"


def test_one_that_was_never_locked_goes_in_time(temporary: Path) -> None:
    old, young = temporary / "workshop-kit-old", temporary / "workshop-kit-young"
    for folder in (old, young):
        folder.mkdir()
    os.utime(old, (1, 1))
    remove_left_behind()
    assert list(temporary.iterdir()) == [young]


def _make_some() -> None:
    for _ in range(50):
        held = ScratchFolder()
        (held.path / "file").write_text("here")
        assert (held.path / "file").read_text() == "here"
        held.close()


@POSIX
def test_several_at_once_take_nothing_from_each_other(temporary: Path) -> None:
    context = multiprocessing.get_context("fork")
    some = [context.Process(target=_make_some) for _ in "1234"]
    for one in some:
        one.start()
    for one in some:
        one.join()
    assert [one.exitcode for one in some] == [0] * 4
    assert not list(temporary.iterdir())


def test_without_a_temporary_folder_none_is_made_and_nothing_removed(temporary: Path) -> None:
    shutil.rmtree(temporary)
    remove_left_behind()
    with pytest.raises(OSError, match="No such file"):
        ScratchFolder()


@POSIX
def test_another_folder_that_took_the_place_of_one_that_was_left_stays(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where others may write beside it they can rename folders in the moment between two steps."""
    left, mine = temporary / "workshop-kit-left", temporary / "mine"
    left.mkdir()
    (left / ".in-use").write_text("")
    mine.mkdir()
    (mine / "letter").write_text("mine")
    lock = fcntl.flock

    def locked(handle: int, how: int) -> None:
        lock(handle, how)
        left.rename(temporary / "moved")
        mine.rename(left)

    monkeypatch.setattr("fcntl.flock", locked)
    remove_left_behind()
    assert (left / "letter").read_text() == "mine"


@POSIX
@pytest.mark.parametrize("which", ["its own", "one that was left"])
def test_who_is_killed_while_a_folder_is_removed_leaves_that_to_the_next(
    which: str, temporary: Path
) -> None:
    """What tells that it is ours goes last, wherever the system lists it."""
    remove: Any = os.unlink

    def killed(path: Any, *, dir_fd: int | None = None) -> None:
        remove(path, dir_fd=dir_fd)
        if Path(path).name == ".in-use":
            os._exit(0)

    if (process := os.fork()) == 0:
        folder = ScratchFolder()
        for number in range(20):
            (folder.path / f"{number}").mkdir()
            (folder.path / f"{number}" / "a").write_text("")
        if which == "its own":
            os.unlink = killed
            folder.close()
        os._exit(0)
    os.waitpid(process, 0)
    if which != "its own" and (process := os.fork()) == 0:
        os.unlink = killed
        remove_left_behind()
        os._exit(1)
    if which != "its own":
        os.waitpid(process, 0)
    (left,) = temporary.iterdir()
    assert not list(left.iterdir())
    os.utime(left, (0, 0))
    remove_left_behind()
    assert not list(temporary.iterdir())
