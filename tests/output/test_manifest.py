import json
from pathlib import Path

import pytest

from kit.core.errors import KitError
from kit.output.manifest import MANIFEST, is_inside, is_unchanged, made_from, ours, read_manifest


def test_a_folder_without_a_manifest_has_no_files_of_ours(tmp_path: Path) -> None:
    assert ours(read_manifest(tmp_path)) == {}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": [{}], "earlier": []}', "[" * 100_000])
def test_a_manifest_of_something_else_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(KitError, match="this file is not from kit: move it away"):
        read_manifest(tmp_path)


def test_what_is_named_outside_the_folder_is_not_ours() -> None:
    entries = [
        {"file": name, "sha256": "x"} for name in ("a.pdf", "b/a.pdf", "../a", "/a", "a/b/c")
    ]
    assert list(ours({"files": entries, "earlier": []})) == ["a.pdf", "b/a.pdf"]
    assert not is_inside("..")


def test_a_file_is_unchanged_while_it_is_there_with_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    known = {"a": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "b": "x"}
    assert is_unchanged(tmp_path, "a", known)
    (tmp_path / "a").write_bytes(b"x")
    assert not is_unchanged(tmp_path, "a", known)
    assert not is_unchanged(tmp_path, "b", known)


def test_a_kit_tells_which_session_file_it_was_made_from(tmp_path: Path) -> None:
    kit = tmp_path / "out"
    kit.mkdir()
    assert made_from(kit) is None
    for told in ("", "../gone.yaml", 3, ["../okt.yaml"], "../okt.yaml"):
        assert made_from(kit) is None
        text = json.dumps({"earlier": [], "files": [], "made_from": told})
        (kit / MANIFEST).write_text(text, encoding="utf-8")
    (tmp_path / "okt.yaml").touch()
    assert made_from(kit) == tmp_path / "okt.yaml"
    (kit / MANIFEST).write_text("mine", encoding="utf-8")
    assert made_from(kit) is None
