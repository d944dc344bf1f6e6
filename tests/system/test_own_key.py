import multiprocessing
import os
from pathlib import Path

import pytest

from kit.session.printers import all_printers, profiles_folder
from kit.system.cache import Kept, user_store
from kit.system.own_key import key_in, user_key

FILE = "own.key"


def test_a_key_is_made_once_and_is_nobody_elses(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "kit"
    key = key_in(folder)
    assert key is not None
    assert len(key) == 32
    assert key_in(folder) == key
    assert (folder / FILE).read_bytes() == key
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert key_in(tmp_path / "other") != key


def test_the_users_own_is_in_their_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert user_key() == (tmp_path / "workshop-kit" / FILE).read_bytes()


@pytest.mark.parametrize("begun", [b"", b"half"])
def test_one_that_was_not_written_whole_is_made_anew(tmp_path: Path, begun: bytes) -> None:
    (tmp_path / FILE).write_bytes(begun)
    (tmp_path / FILE).chmod(0o600)
    key = key_in(tmp_path)
    assert key is not None
    assert len(key) == 32
    assert key_in(tmp_path) == key


@pytest.mark.parametrize(
    "kind", ["read by all", "somebody else's", "link", "pipe", "folder", "in an open folder"]
)
def test_one_that_others_may_have_written_or_read_is_none(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / FILE
    if kind == "link":
        (tmp_path / "other").write_bytes(b"k" * 32)
        (tmp_path / "other").chmod(0o600)
        path.symlink_to("other")
    elif kind == "pipe":
        os.mkfifo(path, 0o600)
    elif kind == "folder":
        path.mkdir(0o700)
    else:
        path.write_bytes(b"k" * 32)
        path.chmod(0o644 if kind == "read by all" else 0o600)
    if kind == "in an open folder":
        tmp_path.chmod(0o777)
    if kind == "somebody else's":
        monkeypatch.setattr(os, "geteuid", lambda: 12345)
    before = path.lstat()
    assert key_in(tmp_path) is None
    assert path.lstat().st_mode == before.st_mode


def test_where_none_can_be_kept_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert key_in(tmp_path / "file" / "below") is None


def test_whoever_comes_at_once_has_the_same(tmp_path: Path) -> None:
    with multiprocessing.get_context("fork").Pool(8) as pool:
        keys = pool.map(key_in, [tmp_path / "new"] * 8, chunksize=1)
    assert len(set(keys)) == 1
    assert None not in keys


def test_a_user_without_a_home_has_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nor one of whom it is told from the current folder, which somebody may have sent."""

    def unknown(*_: object, **_more: object) -> str:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.chdir(tmp_path)
    for answer in (unknown, lambda *_, **_more: "~/.local/state"):
        for kind in ("state", "cache", "config"):
            monkeypatch.setattr(f"platformdirs.user_{kind}_dir", answer)
        assert user_key() is None
        store = user_store()
        store.keep("a", b"data")
        assert (store.take("a"), store.kept(), store.notices) == (None, Kept(0, 0), ())
        assert all_printers(profiles_folder()) == {}
        assert not list(tmp_path.iterdir())
