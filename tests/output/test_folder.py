"""A folder written into by its handle, and, as on Windows, by paths that are looked at first."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kit.output import folder as module
from kit.output.folder import OpenFolder, is_inside, opened_folder
from kit.system.files import UnreadError, digest


@pytest.fixture(params=[True, False], ids=["handles", "paths"])
def found(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[OpenFolder]:
    if not request.param:
        monkeypatch.setattr(module, "HANDLES", False)
        monkeypatch.setattr("kit.system.files.NO_LINK", 0)
    (tmp_path / "out").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "mine").write_bytes(b"mine")
    with opened_folder(tmp_path / "out") as opened:
        yield opened
    assert [one.name for one in (tmp_path / "outside").iterdir()] == ["mine"]
    assert (tmp_path / "outside" / "mine").read_bytes() == b"mine"


def test_files_are_written_read_moved_and_removed(found: OpenFolder) -> None:
    found.write({"a": b"1"})
    found.write({"pics/b": b"22"})
    assert found.names() == ["a", "pics"]
    assert (found.read("a", 10), found.digest("pics/b")) == (b"1", digest(b"22"))
    kinds = [found.kind(name) for name in ("a", "pics", "pics/b", "none", "none/b", "a/b")]
    assert kinds == ["file", "folder", "file", "missing", "missing", "file"]
    with found.below("pics") as pics:
        pics.move("b", found)
        found.move("a", pics, "c")
    assert (found.read("b", 10), found.read("pics/c", 10)) == (b"22", b"1")
    found.remove("pics/c")
    found.remove("b")
    assert found.names() == []


def test_nothing_that_is_there_is_written_over(found: OpenFolder) -> None:
    found.write({"a": b"1"})
    with pytest.raises(FileExistsError):
        found.write({"a": b"2"})
    assert found.read("a", 10) == b"1"


def test_what_is_larger_than_anything_of_ours_is_not_read(found: OpenFolder) -> None:
    found.write({"a": b"1"})
    os.truncate(found.real / "a", 20 << 30)
    with pytest.raises(UnreadError, match="large"):
        found.digest("a")


@pytest.mark.parametrize("to", ["mine", "new"], ids=["file", "dangling"])
def test_no_file_is_reached_through_a_link(found: OpenFolder, to: str) -> None:
    (found.real / "link").symlink_to(Path("..") / "outside" / to)
    assert found.kind("link") == "link"
    with pytest.raises(UnreadError, match="link"):
        found.read("link", 10)
    with pytest.raises(UnreadError, match="link"):
        found.digest("link")
    found.write({"a": b"1"})
    with pytest.raises(FileExistsError):
        found.write({"link": b"2"})
    with pytest.raises(FileExistsError):
        found.move("a", found, "link")
    found.remove("link")
    assert found.names() == ["a"]


def test_nothing_is_reached_through_a_folder_that_is_a_link(found: OpenFolder) -> None:
    (found.real / "pics").symlink_to(found.real.parent / "outside")
    found.write({"a": b"1"})
    assert found.kind("pics/mine") == "link"
    for step in (
        lambda: found.read("pics/mine", 10),
        lambda: found.digest("pics/mine"),
        lambda: found.write({"pics/new": b"1"}),
        lambda: found.move("a", found, "pics/a"),
        lambda: found.move("pics/mine", found, "b"),
        lambda: found.remove("pics/mine"),
        lambda: found.remove_whole("pics"),
        lambda: found.remove_folder("pics"),
    ):
        with pytest.raises(OSError):  # noqa: PT011
            step()


def test_a_folder_is_removed_whole_without_what_its_links_lead_to(found: OpenFolder) -> None:
    found.write({"old/a": b"1"})
    (found.real / "old" / "deep").mkdir()
    (found.real / "old" / "deep" / "b").write_bytes(b"2")
    for link in ("link", "deep/link"):
        (found.real / "old" / link).symlink_to(found.real.parent / "outside")
    found.remove_whole("old")
    assert found.names() == []


def test_a_folder_deeper_than_any_of_ours_is_not_removed(found: OpenFolder) -> None:
    (found.real / "old" / "a" / "b" / "c").mkdir(parents=True)
    with pytest.raises(OSError):  # noqa: PT011
        found.remove_whole("old")
    assert (found.real / "old" / "a" / "b" / "c").is_dir()


def test_a_folder_gets_the_name_of_an_empty_one_and_of_no_other(found: OpenFolder) -> None:
    found.write({"new/a": b"1"})
    found.make("empty")
    found.rename("new", "empty")
    assert found.names() == ["empty"]
    found.write({"new/b": b"2"})
    with pytest.raises(OSError):  # noqa: PT011
        found.rename("new", "empty")
    assert found.kind("empty/a") == "file"


@pytest.mark.parametrize("has_links", [True, False])
def test_a_new_file_gets_a_name_that_nothing_has(
    found: OpenFolder, has_links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where files may have several names, and where each has one."""

    def refused(*_: object, **_how: object) -> None:
        raise PermissionError

    if not has_links:
        monkeypatch.setattr(os, "link", refused)
    found.write({"new/a": b"1"})
    with found.below("new") as new:
        new.give("a", found, "a")
        new.write({"b": b"2"})
        with pytest.raises(OSError):  # noqa: PT011
            new.give("b", found, "a")
        (found.real / "link").symlink_to("gone")
        with pytest.raises(OSError):  # noqa: PT011
            new.give("b", found, "link")
    assert found.read("a", 10) == b"1"
    assert found.names() == ["a", "link", "new"]


def test_a_link_to_the_folder_is_followed_once(found: OpenFolder, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(found.real)
    with opened_folder(tmp_path / "link") as same:
        (tmp_path / "link").unlink()
        (tmp_path / "link").symlink_to(tmp_path / "outside")
        same.write({"a": b"1"})
    assert found.names() == ["a"]
    assert same.path == tmp_path / "link"


@pytest.mark.parametrize("kind", ["file", "missing"])
def test_what_is_no_folder_cannot_be_opened(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind == "file":
        (tmp_path / "out").touch()
    for has_handles in (True, False):
        monkeypatch.setattr(module, "HANDLES", has_handles)
        with pytest.raises(OSError), opened_folder(tmp_path / "out"):  # noqa: PT011
            pass


def test_a_junction_of_windows_is_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    class About:
        st_mode = stat.S_IFDIR | 0o777
        st_reparse_tag = 0xA0000003

    about: os.stat_result = About()  # type: ignore[assignment]
    assert module._kind_of(about) == "folder"
    monkeypatch.setattr(module, "_LINK_TAGS", {0xA0000003})
    assert module._kind_of(about) == "link"


def test_names_lead_nowhere_else() -> None:
    assert all(map(is_inside, ("a.pdf", "b/a.pdf", "æøå bilder/c", ".hidden")))
    wrong = ("", ".", "..", "/", "/a", "a/b/c", "a//b", "./a", "a/", "a/..", "../a")
    windows = ("C:a", "C:\\a", "..\\a", "a\\..\\b", "\\\\there\\share\\a", "a:stream")
    assert not any(map(is_inside, (*wrong, *windows, "a\0b", "a\nb", "\ud800")))
