import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kit.core.errors import KitError
from kit.output import folder as folders
from kit.output.deliver import Delivered, Keep, check_folder, deliver, deliver_apart
from kit.output.folder import OpenFolder
from kit.output.manifest import MANIFEST
from kit.system.files import digest


@pytest.fixture(autouse=True, scope="module")
def any_endings() -> Iterator[None]:
    """Names are short here; which kit writes is tried in tests/output/test_manifest.py."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kit.output.manifest._ENDINGS", ("",))
        yield


def manifest(files: dict[str, bytes]) -> dict[str, object]:
    return {"files": [{"file": name, "sha256": digest(data)} for name, data in files.items()]}


def put(folder: Path, *, keep: Keep = "none", **files: bytes) -> Delivered:
    return deliver(folder, files, manifest(files), keep=keep)


def cleared(delivered: Delivered) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return delivered.removed, delivered.kept


def held(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != MANIFEST}


def test_files_and_manifest_come_into_a_folder_made_for_them(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    put(folder, one=b"1", two=b"2")
    assert held(folder) == {"one": b"1", "two": b"2"}
    assert json.loads((folder / MANIFEST).read_text())["files"][1]["file"] == "two"


def test_a_new_kit_takes_the_place_of_the_old(tmp_path: Path) -> None:
    put(tmp_path, one=b"1", two=b"2")
    assert cleared(put(tmp_path, two=b"22", three=b"3")) == (("one",), ())
    assert held(tmp_path) == {"two": b"22", "three": b"3"}


def test_the_others_stay_where_they_should_and_are_still_known(tmp_path: Path) -> None:
    put(tmp_path, one=b"1", two=b"2")
    assert cleared(put(tmp_path, keep="same", two=b"22")) == ((), ())
    assert cleared(put(tmp_path, keep="same", three=b"3")) == ((), ())
    assert held(tmp_path) == {"one": b"1", "two": b"22", "three": b"3"}
    put(tmp_path, one=b"11")
    assert held(tmp_path) == {"one": b"11"}


def test_others_of_another_selection_do_not_stay(tmp_path: Path) -> None:
    """Else a guide would lie beside cards that it does not tell of."""
    one, two = {"one": b"1"}, {"two": b"2"}
    deliver(tmp_path, one, {**manifest(one), "values": [{"id": "a"}]}, keep="none")
    made = deliver(tmp_path, two, {**manifest(two), "values": [{"id": "b"}]}, keep="same")
    assert cleared(made) == (("one",), ())
    assert made.manifest["earlier"] == []
    assert made.manifest == json.loads((tmp_path / MANIFEST).read_text())


def test_somebodys_own_files_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"mine")
    put(tmp_path, one=b"1")
    put(tmp_path, two=b"2")
    assert held(tmp_path) == {"notes.txt": b"mine", "two": b"2"}


def test_a_file_changed_since_is_not_overwritten(tmp_path: Path) -> None:
    put(tmp_path, one=b"1", two=b"2")
    (tmp_path / "one").write_bytes(b"filled in")
    before = held(tmp_path)
    with pytest.raises(KitError, match="one: this file was changed after kit wrote it"):
        put(tmp_path, one=b"11")
    assert held(tmp_path) == before


def test_a_file_changed_since_is_not_deleted(tmp_path: Path) -> None:
    put(tmp_path, one=b"1", two=b"2", three=b"3")
    (tmp_path / "two").write_bytes(b"filled in")
    assert cleared(put(tmp_path, one=b"11")) == (("three",), ("two",))
    assert held(tmp_path) == {"one": b"11", "two": b"filled in"}
    with pytest.raises(KitError, match="two: this file is not from kit"):
        put(tmp_path, two=b"22")


def test_a_file_that_no_build_wrote_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"mine")
    with pytest.raises(KitError, match="one: this file is not from kit: move it away, or choose"):
        put(tmp_path, one=b"1", two=b"2")
    assert held(tmp_path) == {"one": b"mine"}


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"earlier": [], "files": [{}]}', '{"earlier": [], "files": 3}']
)
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
    told = {**manifest({"../outside": b"mine", "one": b"1"}), "earlier": []}
    (folder / MANIFEST).write_text(json.dumps(told))
    assert cleared(put(folder, one=b"2")) == ((), ())
    assert outside.read_bytes() == b"mine"


@pytest.mark.parametrize("inside", ["", "deeper", "deeper/still"])
def test_a_folder_that_is_a_file_is_told_before_anything_is_made(
    tmp_path: Path, inside: str
) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(KitError, match="out: this is a file: choose a folder with --out"):
        check_folder(tmp_path / "out" / inside, ["one"])


def test_a_folder_that_may_not_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the system would answer; root may write everywhere."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(KitError, match="you may not write here: choose another folder"):
        check_folder(tmp_path / "out", ["one"])
    assert not (tmp_path / "out").exists()


def test_a_full_disk_is_told_and_leaves_the_last_kit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, one=b"1")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(OpenFolder, "write", full)
    with pytest.raises(KitError, match="the disk is full: make room on it, or choose"):
        put(tmp_path, one=b"2", two=b"2")
    assert held(tmp_path) == {"one": b"1"}
    assert list(tmp_path.glob(".kit-*")) == []


# Names with a folder of their own before them


def put_all(folder: Path, files: dict[str, bytes], *, keep: Keep = "none") -> Delivered:
    return deliver(folder, files, manifest(files), keep=keep)


def tree(folder: Path) -> dict[str, bytes | None]:
    """All that is in and below the folder; None is a folder."""
    return {
        str(path.relative_to(folder)): None if path.is_dir() else path.read_bytes()
        for path in folder.rglob("*")
        if path.name != MANIFEST
    }


def test_a_name_may_have_a_folder_before_it(tmp_path: Path) -> None:
    put_all(tmp_path, {"one": b"1", "pics/a": b"a", "pics/b": b"b", "æøå bilder/c": b"c"})
    assert tree(tmp_path) == {
        "one": b"1",
        "pics": None,
        "pics/a": b"a",
        "pics/b": b"b",
        "æøå bilder": None,
        "æøå bilder/c": b"c",
    }


def test_files_in_folders_stay_where_they_should_and_are_still_known(tmp_path: Path) -> None:
    put_all(tmp_path, {"one": b"1", "pics/a": b"a"})
    assert cleared(put_all(tmp_path, {"pics/b": b"b"}, keep="same")) == ((), ())
    assert tree(tmp_path) == {"one": b"1", "pics": None, "pics/a": b"a", "pics/b": b"b"}
    put_all(tmp_path, {"pics/a": b"aa", "pics/b": b"b"})
    assert tree(tmp_path) == {"pics": None, "pics/a": b"aa", "pics/b": b"b"}


def test_a_folder_that_a_new_kit_leaves_empty_goes_with_its_files(tmp_path: Path) -> None:
    put_all(tmp_path, {"one": b"1", "pics/a": b"a", "pics/b": b"b", "more/c": b"c"})
    removed, kept = cleared(put_all(tmp_path, {"one": b"1", "more/d": b"d"}))
    assert (sorted(removed), kept) == (["more/c", "pics/a", "pics/b"], ())
    assert tree(tmp_path) == {"one": b"1", "more": None, "more/d": b"d"}


@pytest.mark.parametrize("own", ["notes.txt", ".hidden", "deeper/notes.txt"])
def test_a_folder_that_holds_somebodys_own_stays_with_it(tmp_path: Path, own: str) -> None:
    put_all(tmp_path, {"pics/a": b"a"})
    (tmp_path / "pics" / own).parent.mkdir(exist_ok=True)
    (tmp_path / "pics" / own).write_bytes(b"mine")
    assert cleared(put_all(tmp_path, {"one": b"1"})) == (("pics/a",), ())
    left = {name: data for name, data in tree(tmp_path).items() if data is not None}
    assert left == {"one": b"1", f"pics/{own}": b"mine"}


def test_a_file_in_a_folder_changed_since_is_neither_deleted_nor_overwritten(
    tmp_path: Path,
) -> None:
    put_all(tmp_path, {"one": b"1", "pics/a": b"a", "pics/b": b"b"})
    (tmp_path / "pics" / "a").write_bytes(b"drawn on")
    before = tree(tmp_path)
    with pytest.raises(KitError, match="pics/a: this file was changed after kit wrote it"):
        put_all(tmp_path, {"one": b"11", "pics/a": b"aa"})
    assert tree(tmp_path) == before
    assert cleared(put_all(tmp_path, {"one": b"11"})) == (("pics/b",), ("pics/a",))
    assert tree(tmp_path) == {"one": b"11", "pics": None, "pics/a": b"drawn on"}


def test_a_file_in_a_folder_that_no_build_wrote_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "pics").mkdir()
    (tmp_path / "pics" / "a").write_bytes(b"mine")
    with pytest.raises(KitError, match="pics/a: this file is not from kit: move it away"):
        put_all(tmp_path, {"one": b"1", "pics/a": b"a"})
    assert tree(tmp_path) == {"pics": None, "pics/a": b"mine"}


def test_a_folder_that_somebody_emptied_is_no_hindrance(tmp_path: Path) -> None:
    put_all(tmp_path, {"pics/a": b"a"})
    (tmp_path / "pics" / "a").unlink()
    assert cleared(put_all(tmp_path, {"one": b"1"})) == ((), ())
    (tmp_path / "pics").rmdir()
    put_all(tmp_path, {"pics/a": b"a"})
    assert tree(tmp_path) == {"pics": None, "pics/a": b"a"}


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "../../x",
        "deep/../../x",
        "{top}/x",
        "/{top}/x",
        "..",
        "deep/..",
        "deep/er/x",
        "deep//x",
        "deep/./x",
        "deep/x/",
        "./x",
        "x/",
        "deep/",
        "",
        ".",
        "/",
    ],
)
def test_a_manifest_that_was_tampered_with_takes_nothing_away(tmp_path: Path, name: str) -> None:
    """Nothing outside the folder, nothing deeper than kit writes, nothing by another spelling."""
    folder = tmp_path / "top" / "kit"
    put(folder, one=b"1")
    for place in ("x", "top/x", "top/kit/x", "top/kit/deep/x", "top/kit/deep/er/x"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_bytes(b"mine")
    files = {name.format(top=tmp_path): b"mine", "one": b"1"}
    (folder / MANIFEST).write_text(json.dumps({**manifest(files), "earlier": []}))
    before = tree(tmp_path)
    assert cleared(put(folder, one=b"2")) == ((), ())
    assert tree(tmp_path) == {**before, "top/kit/one": b"2"}


def test_a_file_where_a_folder_is_needed_is_told_before_anything_is_touched(
    tmp_path: Path,
) -> None:
    put_all(tmp_path, {"one": b"1"})
    (tmp_path / "pics").write_bytes(b"mine")
    before = (tmp_path / MANIFEST).read_bytes()
    with pytest.raises(KitError) as caught:
        put_all(tmp_path, {"one": b"11", "pics/a": b"a", "pics/b": b"b"})
    assert str(caught.value) == (
        f"{tmp_path / 'pics'}: this is a file where a folder should be: move it away, or choose "
        "another folder with --out"
    )
    assert tree(tmp_path) == {"one": b"1", "pics": b"mine"}
    assert (tmp_path / MANIFEST).read_bytes() == before


def test_a_folder_that_leads_elsewhere_is_not_written_into(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "kit"
    elsewhere.mkdir()
    put_all(folder, {"one": b"1"})
    (folder / "pics").symlink_to(elsewhere)
    with pytest.raises(KitError, match="pics: this leads out of the folder: move it away"):
        put_all(folder, {"one": b"11", "pics/a": b"a"})
    assert list(elsewhere.iterdir()) == []
    assert (folder / "one").read_bytes() == b"1"


# Pieces that are made anew


def put_pieces(folder: Path, piece_of: dict[str, str]) -> Delivered:
    """Files that hold their own names, each of a piece; those of the other pieces are to stay."""
    entries = [
        {"file": name, "piece": piece, "sha256": digest(name.encode())}
        for name, piece in piece_of.items()
    ]
    files = {name: name.encode() for name in piece_of}
    return deliver(folder, files, {"files": entries}, keep="same")


def test_nothing_stays_of_a_piece_that_is_made_anew_in_other_files(tmp_path: Path) -> None:
    """Cards whose fronts and backs come apart, say, and pictures that nobody asked for now."""
    put_pieces(tmp_path, {"cards": "cards", "pics/cards": "cards", "plan": "plan"})
    made = put_pieces(tmp_path, {"cards-fronts": "cards", "cards-backs": "cards"})
    assert (sorted(made.removed), made.kept) == (["cards", "pics/cards"], ())
    assert set(tree(tmp_path)) == {"cards-fronts", "cards-backs", "plan"}
    assert cleared(put_pieces(tmp_path, {"cards": "cards"}))[1] == ()
    assert set(tree(tmp_path)) == {"cards", "plan"}
    put_pieces(tmp_path, {"plan-too": "plan"})
    assert set(tree(tmp_path)) == {"cards", "plan-too"}, "what stays is still known by its piece"


def test_a_folder_where_a_file_is_needed_is_told(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    with pytest.raises(KitError, match="one: this file is not from kit"):
        put_all(tmp_path, {"one": b"1", "two": b"2"})
    assert tree(tmp_path) == {"one": None}


def test_a_folder_that_somebody_made_lead_elsewhere_is_left_alone(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "kit"
    put_all(folder, {"one": b"1", "pics/a": b"a"})
    (folder / "pics").rename(elsewhere)
    (folder / "pics").symlink_to(elsewhere)
    put_all(folder, {"one": b"11"})
    assert (elsewhere / "a").read_bytes() == b"a"


# What is no part of a kit


def test_what_is_no_kit_lies_beside_what_else_was_written_so(tmp_path: Path) -> None:
    deliver_apart(tmp_path, {"one": b"1", "two": b"2"})
    deliver_apart(tmp_path, {"two": b"22", "three": b"3"})
    assert held(tmp_path) == {"one": b"1", "two": b"22", "three": b"3"}
    (tmp_path / "one").write_bytes(b"mine")
    with pytest.raises(KitError, match="one: this file was changed after kit wrote it"):
        deliver_apart(tmp_path, {"one": b"11", "two": b"222"})
    assert held(tmp_path) == {"one": b"mine", "two": b"22", "three": b"3"}


def test_what_is_no_kit_takes_none_away(tmp_path: Path) -> None:
    deliver(tmp_path, {"one": b"1"}, {**manifest({"one": b"1"}), "pack": "p"}, keep="none")
    with pytest.raises(KitError, match="this folder holds a kit: choose another with --out"):
        deliver_apart(tmp_path, {"two": b"2"})
    assert held(tmp_path) == {"one": b"1"}


def test_another_session_files_kit_is_not_replaced(tmp_path: Path) -> None:
    first, second = tmp_path / "økt1.yaml", tmp_path / "økt2.yaml"
    first.touch()
    second.touch()
    out = tmp_path / "out"

    def make(made_from: str, **files: bytes) -> Delivered:
        whole = {**manifest(files), "made_from": made_from}
        return deliver(out, files, whole, keep="none")

    make("", one=b"0")
    make("../økt1.yaml", one=b"1")
    make("../økt1.yaml", one=b"2")
    for made_from, hint in {
        "../økt2.yaml": "choose another with --out, or with out: in økt2.yaml",
        "": "choose another with --out, or build økt1.yaml",
    }.items():
        with pytest.raises(KitError) as caught:
            make(made_from, one=b"3")
        assert str(caught.value) == f"{out}: this folder holds the kit of økt1.yaml: {hint}"
    with pytest.raises(KitError, match="holds the kit of økt1"):
        check_folder(out, [], second)
    check_folder(out, [], first)
    assert held(out) == {"one": b"2"}
    # A file that was renamed, or thrown away, has no kit.
    first.unlink()
    make("../økt2.yaml", one=b"3")
    assert held(out) == {"one": b"3"}


# Links, and what else is no file of ours


@pytest.mark.parametrize("to", ["gone", "mine", ""], ids=["dangling", "file", "folder"])
@pytest.mark.parametrize("name", ["one", MANIFEST, "pics", "pics/a"])
def test_a_link_is_told_like_any_file_that_kit_did_not_write(
    tmp_path: Path, to: str, name: str
) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "kit"
    outside.mkdir()
    (outside / "mine").write_bytes(b"mine")
    (folder / name).parent.mkdir(parents=True)
    (folder / name).symlink_to(outside / to)
    why = {"one": "is a link", "pics": "leads out"}.get(name, "(is a link|file is not from kit)")
    with pytest.raises(KitError, match=f"{name}: this {why}"):
        put_all(folder, {"one": b"1", "pics/a": b"a"})
    assert (folder / name).is_symlink()
    assert tree(outside) == {"mine": b"mine"}
    assert not list(folder.glob(".kit-*"))


@pytest.mark.parametrize("name", ["one", MANIFEST, "pics", "pics/a"])
@pytest.mark.parametrize("kind", ["pipe", "folder", "sparse"])
def test_what_is_no_ordinary_file_is_told_and_not_waited_for(
    tmp_path: Path, name: str, kind: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    if kind == "folder" and name == "pics":
        return
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.touch()
        os.truncate(path, 20 << 30)
    with pytest.raises(KitError, match=f"{name}: this (file is not from kit|is a file where)"):
        put_all(tmp_path, {"one": b"1", "pics/a": b"a"})


def test_a_kits_own_file_that_grew_beyond_all_measure_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, one=b"1")
    os.truncate(tmp_path / "one", 20 << 30)
    with pytest.raises(KitError, match="one: this file was changed after kit wrote it"):
        put(tmp_path, one=b"2")


def test_a_file_of_two_names_is_written_under_one_of_them_alone(tmp_path: Path) -> None:
    put(tmp_path / "kit", one=b"1")
    os.link(tmp_path / "kit" / "one", tmp_path / "mine")
    put(tmp_path / "kit", one=b"2")
    assert (tmp_path / "mine").read_bytes() == b"1"
    assert held(tmp_path / "kit") == {"one": b"2"}


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    put(tmp_path / "out", one=b"1")
    assert held(tmp_path / "real") == {"one": b"1"}
    assert (tmp_path / "out").is_symlink()


@pytest.mark.parametrize("inside", ["", "deeper"])
def test_a_folder_that_is_a_link_to_nowhere_is_told(tmp_path: Path, inside: str) -> None:
    (tmp_path / "out").symlink_to(tmp_path / "gone")
    with pytest.raises(KitError) as caught:
        put(tmp_path / "out" / inside, one=b"1")
    told = "this link leads nowhere: choose another folder with --out"
    assert str(caught.value) == f"{tmp_path / 'out'}: {told}"
    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize("has_handles", [True, False])
def test_who_changes_a_folder_for_a_link_between_check_and_move_leads_nothing_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_handles: bool
) -> None:
    monkeypatch.setattr(folders, "HANDLES", has_handles)
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "kit"
    elsewhere.mkdir()
    put_all(folder, {"one": b"1", "pics/a": b"a"})
    rename = OpenFolder.rename

    def swapped(found: OpenFolder, name: str, to: str) -> None:
        rename(found, name, to)
        (folder / "pics").rename(tmp_path / "was")
        (folder / "pics").symlink_to(elsewhere)

    monkeypatch.setattr(OpenFolder, "rename", swapped)
    with pytest.raises(KitError, match="cannot be written"):
        put_all(folder, {"one": b"11", "pics/a": b"aa"})
    monkeypatch.setattr(OpenFolder, "rename", rename)
    assert tree(elsewhere) == {}
    assert tree(tmp_path / "was") == {"a": b"a"}
    with pytest.raises(KitError, match="pics: this is no folder any more: move it away, or"):
        put_all(folder, {"one": b"11", "pics/a": b"aa"})
    (folder / "pics").unlink()
    put_all(folder, {"one": b"11", "pics/a": b"aa"})
    assert tree(folder) == {"one": b"11", "pics": None, "pics/a": b"aa"}


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOSPC])
def test_a_disk_that_is_full_may_say_so_late_and_some_never_say_what_is_on_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refused(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    put(tmp_path, one=b"1")
    monkeypatch.setattr(os, "fsync", refused)
    if number == errno.EINVAL:
        put(tmp_path, one=b"2")
        assert held(tmp_path) == {"one": b"2"}
        return
    with pytest.raises(KitError, match="the disk is full"):
        put(tmp_path, one=b"2")
    assert held(tmp_path) == {"one": b"1"}
