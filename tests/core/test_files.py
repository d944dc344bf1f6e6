import os
from pathlib import Path

import pytest

from kit.core.files import Hindrance, UnreadError, whole_file


def hindrance(path: Path, most: int = 10) -> tuple[str, str]:
    with pytest.raises(UnreadError) as caught:
        whole_file(path, most)
    return caught.value.hindrance, caught.value.reason


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"1234567890")
    assert whole_file(path, 10) == b"1234567890"
    assert hindrance(path, 9) == ("large", "")


def test_what_is_no_file_is_told_apart(tmp_path: Path) -> None:
    assert hindrance(tmp_path) == ("folder", "")
    assert hindrance(tmp_path / "gone") == ("missing", "")
    (tmp_path / "link").symlink_to("gone")
    assert hindrance(tmp_path / "link") == ("missing", "")
    assert hindrance(tmp_path / ("n" * 300)) == ("unreadable", "File name too long")


def test_a_hindrance_is_told_in_the_words_of_whoever_reads() -> None:
    words: dict[Hindrance, str] = {"large": "{shown} is too large", "unreadable": "no: {reason}"}
    assert UnreadError("large").in_words(words, "{a}.csv") == "{a}.csv is too large"
    assert UnreadError("unreadable", "{b}").in_words(words) == "no: {b}"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert hindrance(tmp_path / "pipe") == ("special", "")


def test_what_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_path: Path, _mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a").write_bytes(b"")
    monkeypatch.setattr(Path, "open", refused)
    assert hindrance(tmp_path / "a") == ("unreadable", "Permission denied")


def test_what_goes_while_it_is_looked_at_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_path: Path, _mode: str) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    (tmp_path / "a").write_bytes(b"")
    monkeypatch.setattr(Path, "open", gone)
    assert hindrance(tmp_path / "a") == ("missing", "")
