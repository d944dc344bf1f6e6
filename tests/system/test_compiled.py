"""Compiled code lies where Python keeps that of modules, and is taken for the same source alone."""

import sys
from pathlib import Path

import pytest

from kit.system.compiled import CompiledFiles


@pytest.fixture(autouse=True)
def leaves_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def compiled(folder: Path) -> CompiledFiles:
    return CompiledFiles(str(folder / "module.py"))


def test_code_is_taken_under_its_name_and_key(tmp_path: Path) -> None:
    assert compiled(tmp_path).take("card", "a") is None
    assert compiled(tmp_path).keep("card", "a", b"code\n")
    assert compiled(tmp_path).take("card", "a") == b"code\n"
    assert compiled(tmp_path).take("card", "b") is None
    assert compiled(tmp_path).take("poster", "a") is None


def test_other_code_takes_its_place(tmp_path: Path) -> None:
    for key in "ab":
        compiled(tmp_path).keep("card", key, key.encode())
    assert compiled(tmp_path).take("card", "a") is None
    assert compiled(tmp_path).take("card", "b") == b"b"
    assert [path.parent.name for path in tmp_path.rglob("card*")] == ["__pycache__"]
    assert len(list((tmp_path / "__pycache__").iterdir())) == 1


def test_nothing_is_kept_where_python_was_told_to_leave_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert not compiled(tmp_path).keep("card", "a", b"code")
    assert list(tmp_path.iterdir()) == []


def test_where_it_cannot_be_written_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "__pycache__").write_text("not a folder")
    assert not compiled(tmp_path).keep("card", "a", b"code")
    assert compiled(tmp_path).take("card", "a") is None
    (tmp_path / "__pycache__").unlink()

    def full(*_: object) -> None:
        raise OSError("no space is left")

    monkeypatch.setattr(Path, "replace", full)
    assert not compiled(tmp_path).keep("card", "a", b"code")
    assert list((tmp_path / "__pycache__").iterdir()) == []
