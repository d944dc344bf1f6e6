"""The contents of a folder at one moment."""

from pathlib import Path

import pytest

from kit.system import contents
from kit.system.contents import contents_of
from kit.system.files import UnreadError


def test_contents_stay_as_they_were_and_are_told_from_others(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.html").write_bytes(b"one")
    first = contents_of(tmp_path)
    (tmp_path / "sub" / "a.html").write_bytes(b"two")
    other = contents_of(tmp_path)
    assert first.files == {"sub/a.html": b"one"}
    assert other.files == {"sub/a.html": b"two"}
    assert first.digest != other.digest
    (tmp_path / "sub" / "a.html").rename(tmp_path / "sub" / "b.html")
    renamed = contents_of(tmp_path).digest
    (tmp_path / "c.html").touch()
    assert len({other.digest, renamed, contents_of(tmp_path).digest}) == 3


def test_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "_MOST", 5)
    (tmp_path / "a").write_bytes(b"123")
    contents_of(tmp_path)
    (tmp_path / "b").write_bytes(b"123")
    with pytest.raises(UnreadError, match="large"):
        contents_of(tmp_path)
    with pytest.raises(UnreadError, match="missing"):
        contents_of(tmp_path / "none")
