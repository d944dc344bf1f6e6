import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.core.errors import KitError
from kit.output.folder import opened_folder
from kit.output.manifest import (
    MANIFEST,
    NOTHING,
    Manifest,
    is_unchanged,
    made_from,
    may_be_ours,
    ours,
    parsed,
    read_manifest,
)
from tests.tiers import examples

GOOD: dict[str, Any] = {
    "kit": "1.2",
    "pack": "recovery",
    "language": "nb",
    "title": "Verdier",
    "content": "c0",
    "made_from": "../okt.yaml",
    "session": {"title": "Fagdag", "tables": 4, "pieces": {"guide": None}},
    "values": [{"number": "1.1", "id": "hope", "name": "håp"}],
    "printing": {"margin": 8.0, "back-offset": [0.0, 0.0]},
    "files": [{"file": "one.pdf", "piece": "cards", "for": "office", "sha256": "ab", "cuts": [1]}],
    "earlier": [{"file": "p/two.png", "piece": None, "for": None, "sha256": "cd"}],
    "cards": {"cards": {"hope": {"about": "håp", "digest": "ef", "parts": {"name": "0"}}}},
    "decks": {"cards": ["A", "B"]},
    "texts": {"guide": "12"},
}
# JSON texts that come in place of any part of it.
SHAPES = (
    *("5", "-1", "1e400", "NaN", "Infinity", "null", "true", '""', '"x"', '"\\ud800"', '"\\u0000"'),
    *("[]", "[1]", "{}", '{"file": 5}', '{"a": 1, "a": 2}', "9" * 5000, "[" * 100_000, "tru"),
    "[" * 190 + "]" * 190,
)


def read(folder: Path) -> Manifest:
    with opened_folder(folder) as found:
        return read_manifest(found)


def places(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield at
    if isinstance(data, dict):
        for key, value in data.items():
            yield from places(value, (*at, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from places(value, (*at, number))


def with_shape(at: tuple[str | int, ...], shape: str) -> bytes:
    """The good manifest with another text in one place of it."""
    data = {"": copy.deepcopy(GOOD)}
    part: Any = data
    keys = ("", *at)
    for key in keys[:-1]:
        part = part[key]
    part[keys[-1]] = "@here@"
    text = json.dumps(data[""], ensure_ascii=False).replace('"@here@"', shape)
    return text.encode("utf-8", "surrogatepass")


def test_a_whole_manifest_is_read(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(json.dumps(GOOD), encoding="utf-8")
    found = read(tmp_path)
    assert (found.kit, found.pack, found.made_from) == ("1.2", "recovery", "../okt.yaml")
    assert found.files[0].made_for == "office"
    assert ours(found) == {"p/two.png": "cd", "one.pdf": "ab"}


@given(st.sampled_from(list(places(GOOD))), st.sampled_from(SHAPES))
@examples(1000)
def test_whatever_stands_in_any_place_it_is_a_manifest_or_none(
    at: tuple[str | int, ...], shape: str
) -> None:
    try:
        found = parsed(with_shape(at, shape))
    except ValueError:
        return
    # What was read can be used: compared, and known for ours or not.
    assert found.values == found.values or "NaN" in shape
    assert all(isinstance(name, str) for name in ours(found))


@given(st.data())
@examples(300)
def test_however_its_bytes_are_damaged_it_is_a_manifest_or_none(data: st.DataObject) -> None:
    text = bytearray(json.dumps(GOOD, ensure_ascii=False).encode())
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    text[start:end] = data.draw(st.binary(max_size=8))
    try:
        ours(parsed(bytes(text)))
    except ValueError:
        return


def test_a_folder_without_a_manifest_has_no_files_of_ours(tmp_path: Path) -> None:
    assert read(tmp_path) == NOTHING
    assert ours(NOTHING) == {}


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{}", '{"files": [{}], "earlier": []}', "[" * 100_000, '{"a":' * 100_000),
        *(
            with_shape(at, shape).decode()
            for at, shape in {
                ("files", 0, "file"): "5",
                ("files", 0, "piece"): "{}",
                ("cards", "cards"): "[1]",
                ("cards", "cards", "hope"): "3",
                ("title",): '"\\ud800"',
                ("values",): '["x"]',
                ("made_from",): "[]",
                ("printing",): "[" * 100_000,
            }.items()
        ),
    ],
)
def test_a_manifest_of_something_else_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(KitError, match="this file is not from kit, or it is damaged: move it away"):
        read(tmp_path)
    assert made_from(tmp_path) is None


def test_what_is_named_outside_the_folder_is_not_ours() -> None:
    names = ("a.pdf", "b/a.pdf", "../a", "/a", "a/b/c", MANIFEST, ".kit-ready/a", ".kit-begun")
    entries = [{"file": name, "sha256": "x"} for name in names]
    found = parsed(json.dumps({"files": entries, "earlier": []}).encode())
    assert list(ours(found)) == ["a.pdf", "b/a.pdf"]
    assert not may_be_ours("..")


def test_no_file_that_kit_never_writes_is_ours_whatever_a_manifest_says() -> None:
    """One that was received would have a build delete what its maker knows the digest of."""
    written = ("bilder/a.png", "tekst.html", "tekst.md", "pack.schema.json", "plan-Åse É.pdf")
    assert all(map(may_be_ours, written))
    # Some of these are the manifest, or what is on its way, to Windows or macOS.
    others = ("tax.docx", ".bashrc", "run.exe", "Manifest.json", ".KIT-ready/a.pdf", "pdf")
    spelt = (".a.pdf", ".git/a.pdf", "b./a.pdf", "b /a.pdf", "a.pdf.", "a.pdf ", "manifest.json.")
    long = ("x" * 252 + ".pdf", "å" * 126 + ".pdf", "x" * 256 + "/a.pdf")
    assert not any(map(may_be_ours, (*others, *spelt, *long)))
    assert may_be_ours("x" * 251 + ".pdf")


def test_a_file_is_unchanged_while_it_is_there_with_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    (tmp_path / "link").symlink_to("a")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    known = {"a": empty, "b": "x", "link": empty}
    with opened_folder(tmp_path) as folder:
        assert is_unchanged(folder, "a", known)
        (tmp_path / "a").write_bytes(b"x")
        assert not is_unchanged(folder, "a", known)
        assert not is_unchanged(folder, "b", known)
        (tmp_path / "a").write_bytes(b"")
        assert not is_unchanged(folder, "link", known)


def test_a_kit_tells_which_session_file_it_was_made_from(tmp_path: Path) -> None:
    kit = tmp_path / "out"
    kit.mkdir()
    assert made_from(kit) is None
    (tmp_path / "okt.yaml").touch()

    def told(of: object) -> Path | None:
        text = json.dumps({"earlier": [], "files": [], "made_from": of})
        (kit / MANIFEST).write_text(text, encoding="utf-8")
        return made_from(kit)

    # Whoever made the folder would have this machine look wherever they say.
    from_a_root = (str(tmp_path / "okt.yaml"), "\\\\there\\share\\okt.yaml", "C:okt.yaml")
    for other in ("", "../gone.yaml", 3, ["../okt.yaml"], "\0", *from_a_root):
        assert told(other) is None
    assert told("../okt.yaml") == tmp_path / "okt.yaml"
    (kit / MANIFEST).write_text("mine", encoding="utf-8")
    assert made_from(kit) is None
