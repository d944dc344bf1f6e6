"""A cache that is bounded, that several builds may use at once, and that no damage gets through."""

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import kit.system.cache
from kit.system.cache import Kept, Store, user_store, with_names
from kit.system.private import NotPrivateError, PrivateFolder

WINDOWS = sys.platform == "win32"
OWNERS = pytest.mark.skipif(WINDOWS, reason="Windows knows no such owners and rights")
AS_ROOT = pytest.mark.skipif(
    WINDOWS or os.geteuid() != 0, reason="root alone gives files to other users"
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


def test_what_is_kept_is_taken_again_and_nothing_else(store: Store) -> None:
    assert store.take("a") is None
    store.keep("a", b"one")
    store.keep("b", b"")
    assert (store.take("a"), store.take("b"), store.take("c")) == (b"one", b"", None)
    store.keep("a", b"two")
    assert store.take("a") == b"two"
    assert store.kept().entries == 2


def test_what_is_there_is_not_made_again(store: Store) -> None:
    made: list[str] = []

    def make() -> bytes:
        made.append("once")
        return b"data"

    assert [store.made("a", make) for _ in range(3)] == [b"data"] * 3
    assert made == ["once"]


def test_an_entry_cut_short_or_with_any_bit_flipped_is_not_taken(store: Store) -> None:
    store.keep("a", b"some data")
    (file,) = store.folder.iterdir()
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert store.take("a") is None
    for bit in range(8 * len(whole)):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        file.write_bytes(flipped)
        assert store.take("a") is None
    file.write_bytes(whole)
    assert store.take("a") == b"some data"


def test_an_entry_under_the_name_of_another_is_not_taken(store: Store) -> None:
    store.keep("a", b"data")
    (file,) = store.folder.iterdir()
    file.rename(file.with_name(file.name.replace("a", "b", 1)))
    assert store.take("b") is None


def test_what_was_longest_not_used_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path, most=10 * 1032)
    for number in range(10):
        store.keep(str(number), bytes(1000))
        file = tmp_path / f"{number}.kept"
        os.utime(file, (number, number))
    assert store.kept() == Kept(10, 10 * 1032)
    assert store.take("0")  # used just now
    store.keep("10", bytes(1000))
    left = {number for number in range(11) if store.take(str(number))}
    assert left == {0, 3, 4, 5, 6, 7, 8, 9, 10}
    assert store.kept().size <= 10 * 1032


def test_what_lies_on_a_disk_that_may_only_be_read_is_taken(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.keep("a", b"data")

    def refused(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("os.utime", refused)
    assert store.take("a") == b"data"


def test_names_of_people_that_nobody_used_for_a_week_go(tmp_path: Path) -> None:
    old, used = with_names("old"), with_names("used")
    store = Store(tmp_path)
    for key in ("plain", old, used):
        store.keep(key, b"data")
    eight_days_ago = time.time() - 8 * 24 * 3600
    for file in tmp_path.iterdir():
        os.utime(file, (eight_days_ago, eight_days_ago))
    assert store.take(used) == b"data"
    # It is looked for once by each process that keeps anything.
    store.keep("a", b"more")
    assert store.take(old)
    os.utime(next(tmp_path.glob("old*")), (eight_days_ago, eight_days_ago))
    Store(tmp_path).keep("b", b"more")
    assert not store.take(old)
    assert store.take(used) == store.take("plain") == b"data"


def test_what_a_killed_build_left_half_written_goes_with_the_next(tmp_path: Path) -> None:
    names = ("kit-0123456789abcdef.part", "tmpab12_xyz.part", "kit-fedcba9876543210.part")
    old, older, young = (tmp_path / name for name in names)
    letter = tmp_path / "download.pdf.part"
    for file in (old, older, young, letter):
        file.write_bytes(b"half")
    for file in (old, older, letter):
        os.utime(file, (1, 1))
    Store(tmp_path).keep("a", b"")
    assert sorted(tmp_path.iterdir()) == sorted((young, letter, tmp_path / "a.kept"))
    Store(tmp_path).clear()
    assert list(tmp_path.iterdir()) == [letter]


def test_a_real_kill_while_an_entry_is_written_leaves_nothing_in_the_end(store: Store) -> None:
    told = f"""
import os, signal
from pathlib import Path
from kit.system.cache import Store
from kit.system.private import PrivateFolder
PrivateFolder.rename = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
Store(Path({str(store.folder)!r})).keep("a", b"data")
"""
    ran = subprocess.run([sys.executable, "-c", told], check=False)
    assert ran.returncode == -signal.SIGKILL
    (left,) = store.folder.iterdir()
    os.utime(left, (1, 1))
    assert store.take("a") is None
    store.keep("b", b"")
    assert [file.name for file in store.folder.iterdir()] == ["b.kept"]


def test_entries_are_counted_only_when_they_may_be_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []
    whole = PrivateFolder.files

    def files(inside: PrivateFolder, called: Any) -> Any:
        counted.append(1)
        return whole(inside, called)

    monkeypatch.setattr(PrivateFolder, "files", files)
    store = Store(tmp_path, most=10 * 1032)
    assert store.take("0") is None
    assert not counted
    store.keep("0", bytes(1000))
    first = len(counted)
    for number in range(1, 10):
        store.keep(str(number), bytes(1000))
    assert len(counted) == first
    store.keep("10", bytes(1000))
    assert len(counted) > first
    assert store.kept().size <= 10 * 1032 * 0.9


def test_who_is_not_dead_but_slow_keeps_no_entry_and_no_rubbish(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def after_its_file_is_gone(inside: PrivateFolder, name: str, to: str) -> None:
        inside.remove(name)
        rename(inside, name, to)

    rename = PrivateFolder.rename
    monkeypatch.setattr(PrivateFolder, "rename", after_its_file_is_gone)
    assert store.made("a", lambda: b"made") == b"made"
    assert not list(store.folder.iterdir())


@OWNERS
def test_one_of_this_user_that_is_open_to_others_is_closed_where_it_is_ours(tmp_path: Path) -> None:
    ours = tmp_path / "cache"
    ours.mkdir()
    ours.chmod(0o777)
    Store(ours, mend=True).keep("a", b"data")
    assert ours.stat().st_mode & 0o7777 == 0o700
    given = tmp_path / "given"
    given.mkdir()
    given.chmod(0o755)
    Store(given).keep("a", b"data")
    assert Store(given).take("a") == b"data"
    given.chmod(0o775)
    other = Store(given)
    assert other.take("a") is None
    assert other.trouble == f"others may write in {given}: `chmod go-w` ends that"
    assert other.notices == (f"Nothing is kept for the next build: {other.trouble}.",)
    other.keep("b", b"data")
    assert other.kept() == Kept(0, 0)
    with pytest.raises(NotPrivateError):
        other.clear()
    assert [one.name for one in given.iterdir()] == ["a.kept"]


@OWNERS
def test_what_lies_where_others_could_write_is_deleted_and_that_is_told_once(
    tmp_path: Path,
) -> None:
    ours = tmp_path / "cache"
    Store(ours, mend=True).keep("a", b"forged")
    (ours / "mine.txt").write_text("mine")
    ours.chmod(0o755)  # others could read it, and no more
    store = Store(ours, mend=True)
    assert (store.take("a"), store.notices) == (b"forged", ())
    for mode in (0o777, 0o720, 0o702):
        store.keep("a", b"forged")
        ours.chmod(mode)
        unmended = Store(ours)
        assert (unmended.take("a"), "others may write in" in unmended.trouble) == (None, True)
        store = Store(ours, mend=True)
        assert store.take("a") is None
        assert store.notices == (
            f"Others could write into the cache in {ours}: what was kept there is deleted, and the "
            "folder is yours alone again.",
        )
        assert [one.name for one in ours.iterdir()] == ["mine.txt"]
        assert ours.stat().st_mode & 0o7777 == 0o700
        store.keep("a", b"new")
        later = Store(ours, mend=True)
        assert (later.take("a"), later.notices) == (b"new", ())


@OWNERS
@pytest.mark.parametrize("mend", [True, False])
def test_who_is_killed_before_all_of_it_is_deleted_leaves_that_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mend: bool
) -> None:
    store = Store(tmp_path, mend=True)
    store.keep("a", b"forged")
    tmp_path.chmod(0o777)
    with monkeypatch.context() as patch:
        patch.setattr(PrivateFolder, "remove", lambda *_: os.close(-1))  # an OSError
        assert Store(tmp_path, mend=True).take("a") is None
    assert tmp_path.stat().st_mode & 0o077 == 0
    assert (tmp_path / "a.kept").exists()
    assert Store(tmp_path, mend=mend).take("a") is None
    assert not (tmp_path / "a.kept").exists()


@OWNERS
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_an_entry_that_others_may_write_is_refused(store: Store, mode: int) -> None:
    store.keep("a", b"data")
    (entry,) = store.folder.iterdir()
    entry.chmod(mode)
    assert store.take("a") is None
    entry.chmod(0o644)
    assert store.take("a") == b"data"


@OWNERS
def test_folders_above_it_are_made_for_this_user_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        Store(tmp_path / "a" / "b" / "cache").keep("a", b"data")
    finally:
        os.umask(before)
    for folder in ("a", "a/b", "a/b/cache"):
        assert (tmp_path / folder).stat().st_mode & 0o777 == 0o700
    (entry,) = (tmp_path / "a" / "b" / "cache").iterdir()
    assert entry.stat().st_mode & 0o777 == 0o600


@OWNERS
def test_a_link_in_its_place_is_refused(store: Store, tmp_path: Path) -> None:
    elsewhere = Store(tmp_path / "elsewhere")
    elsewhere.keep("a", b"data")
    store.folder.symlink_to(elsewhere.folder)
    assert store.take("a") is None
    store.keep("b", b"data")
    assert store.trouble == f"{store.folder} is a link: put a folder in its place"
    assert [one.name for one in elsewhere.folder.iterdir()] == ["a.kept"]
    store.folder.unlink()
    store.folder.write_text("no folder")
    assert store.trouble == f"{store.folder} is no folder: delete it"


@AS_ROOT
def test_a_folder_of_another_user_is_refused(store: Store) -> None:
    store.keep("a", b"data")
    os.chown(store.folder, 12345, 12345)
    assert store.take("a") is None
    assert store.trouble == f"{store.folder} belongs to another user: delete or rename it"
    store.keep("b", b"data")
    assert [one.name for one in store.folder.iterdir()] == ["a.kept"]


@AS_ROOT
def test_an_entry_whose_seal_is_right_but_which_another_user_wrote_is_refused(store: Store) -> None:
    store.keep("a", b"data")
    (entry,) = store.folder.iterdir()
    os.chown(entry, 12345, 12345)
    assert store.take("a") is None
    store.keep("a", b"new")
    assert store.take("a") == b"new"
    assert entry.stat().st_uid == os.geteuid()


@AS_ROOT
def test_a_place_of_another_user_is_refused(tmp_path: Path) -> None:
    """Such as XDG_CACHE_HOME=/tmp/x: whoever owns it could put another folder in ours' place."""
    place = tmp_path / "x"
    place.mkdir()
    os.chown(place, 12345, 12345)
    store = Store(place / "cache", mend=True)
    store.keep("a", b"data")
    assert store.trouble == f"{place} belongs to another user: choose another place"
    assert store.take("a") is None


@OWNERS
def test_a_place_where_everybody_may_write_is_refused_but_for_one_such_as_tmp(
    tmp_path: Path,
) -> None:
    place = tmp_path / "x"
    place.mkdir()
    place.chmod(0o777)
    store = Store(place / "cache", mend=True)
    store.keep("a", b"data")
    assert store.take("a") is None
    assert store.trouble == f"everybody may write in {place}: `chmod o-w` ends that"
    place.chmod(0o1777)  # there each may rename but what is their own
    store.keep("a", b"data")
    assert store.take("a") == b"data"


@OWNERS
def test_an_owner_is_told_by_number(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for those who are not root: here it is this user who is another."""
    store.keep("a", b"data")
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert store.take("a") is None
    assert "belongs to another user" in store.trouble


@OWNERS
def test_an_entry_that_is_no_ordinary_file_is_neither_waited_for_nor_followed(
    store: Store, tmp_path: Path
) -> None:
    store.keep("whole", b"data")
    whole = store.folder / "whole.kept"
    os.mkfifo(store.folder / "pipe.kept")
    (store.folder / "folder.kept").mkdir()
    os.link(whole, tmp_path / "second-name")
    assert store.take("whole") is None  # somebody else may have given it its name here
    (tmp_path / "second-name").unlink()
    assert store.take("whole") == b"data"
    (store.folder / "endless.kept").symlink_to("/dev/zero")
    sealed = tmp_path / "linked.kept"
    Store(tmp_path).keep("linked", b"data")
    (store.folder / "linked.kept").symlink_to(sealed)
    with (store.folder / "huge.kept").open("wb") as file:
        file.truncate(20_000_000_000)
    for key in ("pipe", "folder", "endless", "linked", "huge"):
        assert store.take(key) is None
    assert store.kept().entries == 2
    store.keep("linked", b"new")
    assert store.take("linked") == b"new"
    assert Store(tmp_path).take("linked") == b"data"


def test_what_is_larger_than_any_entry_is_not_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kit.system.cache, "_LARGEST", 40)
    store.keep("a", bytes(8))
    store.keep("b", bytes(9))
    assert (store.take("a"), store.take("b")) == (bytes(8), None)


def test_what_is_not_of_the_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    store = Store(tmp_path, most=1)
    store.keep("a", b"data")
    assert store.clear().entries in (0, 1)
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


def test_a_folder_that_cannot_be_written_keeps_nothing_and_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    store = Store(tmp_path / "file" / "cache")
    store.keep("a", b"data")
    assert store.take("a") is None
    assert store.made("a", lambda: b"made") == b"made"
    assert store.kept() == Kept(0, 0)


def _use(folder: Path) -> None:
    store = Store(folder, most=30_000)
    for number in range(200):
        key = str(number % 40)
        expected = key.encode() * 500
        held = store.take(key)
        assert held is None or held == expected
        store.keep(key, expected)


def test_several_at_once_do_each_other_no_harm(tmp_path: Path) -> None:
    some = [
        multiprocessing.get_context("fork").Process(target=_use, args=(tmp_path,)) for _ in "1234"
    ]
    for one in some:
        one.start()
    for one in some:
        one.join()
    assert [one.exitcode for one in some] == [0] * 4
    assert not list(tmp_path.glob("*.part"))
    assert Store(tmp_path).kept().size <= 30_000


def test_it_lies_where_the_user_keeps_such(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert user_store().folder == tmp_path / "workshop-kit"
    user_store().keep("a", b"data")
    assert (tmp_path / "workshop-kit").stat().st_mode & 0o077 == 0
