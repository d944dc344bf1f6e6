import os
import re
import sys
from pathlib import Path

import pytest

from kit.system.private import NotPrivateError, is_own, is_secret, private_folder


def test_a_folder_is_made_with_those_above_it_for_this_user_alone(tmp_path: Path) -> None:
    with private_folder(tmp_path / "one" / "two", make=True, mend=False) as made:
        os.close(made.create("a.kept"))
    assert (tmp_path / "one" / "two" / "a.kept").is_file()
    if sys.platform != "win32":
        rights = [path.stat().st_mode & 0o777 for path in sorted((tmp_path / "one").rglob("*"))]
        assert rights == [0o700, 0o600]
        assert (tmp_path / "one").stat().st_mode & 0o777 == 0o700


def test_none_is_made_unless_one_is_to_be(tmp_path: Path) -> None:
    with (
        pytest.raises(FileNotFoundError),
        private_folder(tmp_path / "one", make=False, mend=True),
    ):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="rights of another kind")
def test_a_link_and_what_others_may_write_in_is_refused(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    (tmp_path / "link").symlink_to(tmp_path / "open")
    for name in ("open", "link"):
        with (
            pytest.raises(NotPrivateError, match=name),
            private_folder(tmp_path / name, make=True, mend=False),
        ):
            pass
    with private_folder(tmp_path / "open", make=False, mend=True):
        assert (tmp_path / "open").stat().st_mode & 0o777 == 0o700


def test_files_are_those_of_a_pattern_and_neither_links_nor_folders(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir(mode=0o700)
    for name in ("a.kept", "b.kept", "c.part", "a.kept~"):
        (tmp_path / "own" / name).write_bytes(b"1")
    (tmp_path / "own" / "d.kept").mkdir()
    (tmp_path / "own" / "e.kept").symlink_to("a.kept")
    with private_folder(tmp_path / "own", make=False, mend=False) as own:
        assert sorted(name for name, _ in own.files(re.compile(r".*\.kept"))) == [
            "a.kept",
            "b.kept",
        ]


@pytest.mark.skipif(sys.platform == "win32", reason="rights of another kind")
def test_a_file_is_secret_where_nobody_else_reads_it_or_has_a_name_of_it(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(b"1")
    path.chmod(0o644)
    assert is_own(path.stat())
    assert not is_secret(path.stat())
    path.chmod(0o600)
    assert is_secret(path.stat())
    os.link(path, tmp_path / "other")
    assert not is_own(path.stat())
    assert not is_secret(path.stat())
    assert not is_secret(tmp_path.stat())
