import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from kit.system.files import (
    Hindrance,
    UnreadError,
    digest,
    file_digest,
    files_below,
    is_folder,
    is_there,
    noting_reads,
    opened,
    whole_file,
)

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


def hindrance(
    path: Path | str, most: int = 10, *, within: int | None = None, follow: bool = True
) -> tuple[str, str]:
    with pytest.raises(UnreadError) as caught:
        whole_file(path, most, within=within, follow=follow)
    return caught.value.hindrance, caught.value.reason


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"1234567890")
    assert whole_file(path, 10) == b"1234567890"
    assert hindrance(path, 9) == ("large", "")


def test_a_file_of_many_gigabytes_is_not_read_to_know_that_it_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with path.open("wb") as file:
        file.truncate(20_000_000_000)
    assert hindrance(path, 10_000_000_000) == ("large", "")


def test_what_is_no_file_is_told_apart(tmp_path: Path) -> None:
    assert hindrance(tmp_path) == ("folder", "")
    assert hindrance(tmp_path / "gone") == ("missing", "")
    (tmp_path / "link").symlink_to("gone")
    assert hindrance(tmp_path / "link") == ("missing", "")
    assert hindrance(tmp_path / ("n" * 300)) == ("unreadable", "File name too long")
    assert hindrance(tmp_path / "a\0b") == ("missing", "")
    (tmp_path / "file").write_bytes(b"")
    assert hindrance(tmp_path / "file" / "in it") == ("missing", "")


def test_a_hindrance_is_told_in_the_words_of_whoever_reads() -> None:
    words: dict[Hindrance, str] = {
        "large": "{shown} is too large",
        "special": "{shown} is no file",
        "unreadable": "no: {reason}",
    }
    assert UnreadError("large").in_words(words, "{a}.csv") == "{a}.csv is too large"
    assert UnreadError("unreadable", "{b}").in_words(words) == "no: {b}"
    assert UnreadError("link").in_words(words, "a.csv") == "a.csv is no file"


@posix
def test_pipes_devices_and_sockets_are_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert hindrance(tmp_path / "pipe") == ("special", "")
    for device in ("/dev/zero", "/dev/null", "/dev/tty"):
        assert hindrance(Path(device)) == ("special", "")
    with socket.socket(socket.AF_UNIX) as one:
        monkeypatch.chdir(tmp_path)  # a socket's path must be short
        one.bind("socket")
        assert hindrance(tmp_path / "socket") == ("special", "")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="there is no such folder here")
def test_files_of_the_system_that_say_they_are_empty_are_bounded() -> None:
    assert hindrance(Path("/proc/self/maps")) == ("large", "")
    assert hindrance(Path("/proc/self/mem"))[0] == "unreadable"


@posix
def test_a_link_is_followed_unless_it_may_not_be(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "link").symlink_to("a")
    assert whole_file(tmp_path / "link", 10) == b"1"
    assert hindrance(tmp_path / "link", follow=False) == ("link", "")
    (tmp_path / "round").symlink_to("round")
    assert hindrance(tmp_path / "round")[0] == "unreadable"


@posix
def test_a_path_is_looked_up_from_an_open_folder(tmp_path: Path) -> None:
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit/a").write_bytes(b"ours")
    handle = os.open(tmp_path / "kit", os.O_RDONLY)
    try:
        (tmp_path / "kit").rename(tmp_path / "elsewhere")
        assert whole_file("a", 10, within=handle) == b"ours"
        assert file_digest("a", within=handle) == digest(b"ours")
        assert hindrance("b", within=handle) == ("missing", "")
    finally:
        os.close(handle)


def test_what_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a").write_bytes(b"")
    monkeypatch.setattr(os, "open", refused)
    assert hindrance(tmp_path / "a") == ("unreadable", "Permission denied")
    # Windows refuses to open a folder.
    assert hindrance(tmp_path) == ("folder", "")


def test_what_fails_while_it_is_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(UnreadError) as caught, opened(tmp_path / "a"):
        raise OSError(5, "Input/output error")
    assert (caught.value.hindrance, caught.value.reason) == ("unreadable", "Input/output error")


def test_a_large_file_is_digested_in_parts(tmp_path: Path) -> None:
    data = bytes(3_000_001)
    (tmp_path / "a").write_bytes(data)
    assert file_digest(tmp_path / "a") == digest(data)
    with pytest.raises(UnreadError, match="folder"):
        file_digest(tmp_path)


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="there is no such file here")
def test_a_file_that_grows_while_it_is_digested_is_refused() -> None:
    with pytest.raises(UnreadError, match="large"):
        file_digest(Path("/proc/self/maps"))


def test_a_path_that_nobody_can_look_at_leads_to_nothing(tmp_path: Path) -> None:
    assert is_there(tmp_path)
    for name in ("gone", "n" * 300, "a\0b", "\udcff\ud800"):
        assert not is_there(tmp_path / name)


@pytest.mark.parametrize("read", [lambda file: file.read(9), lambda file: file.read()])
def test_a_file_that_has_nothing_yet_says_so(
    read: Callable[[BinaryIO], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some of the system's own, such as /proc/kmsg, are ordinary files and yet as pipes."""
    out, into = os.pipe()
    os.set_blocking(out, False)
    file = tmp_path / "file"
    file.touch()
    about = file.stat()
    monkeypatch.setattr("kit.system.files.os.open", lambda *_, **_more: out)
    monkeypatch.setattr("kit.system.files.os.fstat", lambda _: about)
    with pytest.raises(UnreadError, match="unreadable: "), opened(file) as held:
        read(held)
    os.close(into)


def test_a_folder_is_one_that_can_be_looked_at(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "circle").symlink_to("circle")
    assert is_folder(tmp_path)
    others = ("file", "missing", "circle", "circle/in", "file/in", "x" * 5000, "\0")
    assert not any(is_folder(tmp_path / name) for name in others)


@posix
def test_a_folder_is_read_whole_up_to_a_bound(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b").write_bytes(b"two")
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / "linked").symlink_to(tmp_path / "a")
    (tmp_path / "circle").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    expected = {"a": b"one", "linked": b"one", "sub/b": b"two"}
    assert files_below(tmp_path, 9) == expected
    with pytest.raises(UnreadError, match="large"):
        files_below(tmp_path, 8)


def test_a_file_that_is_taken_away_while_its_folder_is_read_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor that saves a layout leaves one for a moment."""
    for name in ("a", "4913", "b"):
        (tmp_path / name).write_bytes(b"one")
    whole = os.open

    def late(path: str, *how: int) -> int:
        (tmp_path / "4913").unlink(missing_ok=True)
        return whole(path, *how)

    monkeypatch.setattr("os.open", late)
    found = files_below(tmp_path, 9)
    assert {"a", "b"} <= set(found)


def test_who_wants_to_know_is_told_which_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    with noting_reads() as noted, noting_reads() as others:
        whole_file(path, 10)
    whole_file(path, 10)
    assert noted == others == [(path, digest(b"one"))]
