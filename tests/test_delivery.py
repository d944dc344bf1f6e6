import json
from pathlib import Path

import pytest

from kit.delivery import MANIFEST, deliver, digest
from kit.errors import KitError


def manifest(files: dict[str, bytes]) -> dict[str, object]:
    return {"files": [{"file": name, "sha256": digest(data)} for name, data in files.items()]}


def put(folder: Path, **files: bytes) -> None:
    deliver(folder, files, manifest(files))


def held(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != MANIFEST}


def test_files_and_manifest_come_into_a_folder_made_for_them(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    put(folder, one=b"1", two=b"2")
    assert held(folder) == {"one": b"1", "two": b"2"}
    assert json.loads((folder / MANIFEST).read_text())["files"][1]["file"] == "two"


def test_a_new_kit_takes_the_place_of_the_old(tmp_path: Path) -> None:
    put(tmp_path, one=b"1", two=b"2")
    put(tmp_path, two=b"22", three=b"3")
    assert held(tmp_path) == {"two": b"22", "three": b"3"}


def test_somebodys_own_files_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"mine")
    put(tmp_path, one=b"1")
    put(tmp_path, two=b"2")
    assert held(tmp_path) == {"notes.txt": b"mine", "two": b"2"}


@pytest.mark.parametrize("name", ["one", "two"])
def test_a_file_changed_since_is_neither_overwritten_nor_deleted(tmp_path: Path, name: str) -> None:
    put(tmp_path, one=b"1", two=b"2")
    (tmp_path / name).write_bytes(b"filled in")
    before = held(tmp_path)
    with pytest.raises(KitError, match=f"{name}: this file was changed after kit wrote it"):
        put(tmp_path, one=b"11")
    assert held(tmp_path) == before


def test_a_file_that_no_build_wrote_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"mine")
    with pytest.raises(KitError, match="one: this file is not from kit: move it away, or choose"):
        put(tmp_path, one=b"1", two=b"2")
    assert held(tmp_path) == {"one": b"mine"}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": [{}]}', '{"files": 3}'])
def test_a_manifest_of_something_else_is_not_overwritten(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(KitError, match=r"manifest\.json: this file is not from kit"):
        put(tmp_path, one=b"1")
    assert (tmp_path / MANIFEST).read_text() == text
    assert held(tmp_path) == {}


def test_a_manifest_never_reaches_outside_its_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"mine")
    folder = tmp_path / "kit"
    put(folder, one=b"1")
    told = manifest({"../outside": b"mine", "one": b"1"})
    (folder / MANIFEST).write_text(json.dumps(told))
    put(folder, one=b"2")
    assert outside.read_bytes() == b"mine"


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(KitError, match="out: the folder cannot be written: File exists"):
        put(tmp_path / "out", one=b"1")
