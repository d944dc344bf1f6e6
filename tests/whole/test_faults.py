"""Whatever is wrong, the command tells one clear message, ends with 1 and leaves nothing behind."""

import io
import os
import shutil
import struct
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

import kit.typesetting.weasy
from kit.cli.exit import STOPPED
from kit.output.folder import OpenFolder
from tests.conftest import SAMPLES, run_kit

COVER = "pack.yaml"
AREA = "areas/1-mot.yaml"
QUOTE = "put the whole text in single quotes, '…'"
# A pack whose parts each hold nine of the one before.
BOMB = "\n".join(
    ["a0: &a0 [x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    + ["z: *a9"]
)


def written(name: str, data: str | bytes) -> Callable[[Path], None]:
    def write(pack: Path) -> None:
        (pack / name).write_bytes(data if isinstance(data, bytes) else data.encode())

    return write


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def replace(pack: Path) -> None:
        text = (pack / name).read_text(encoding="utf-8")
        assert old in text
        (pack / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def folder_for(name: str) -> Callable[[Path], None]:
    def swap(pack: Path) -> None:
        (pack / name).unlink()
        (pack / name).mkdir()

    return swap


def pipe_for(name: str) -> Callable[[Path], None]:
    def swap(pack: Path) -> None:
        (pack / name).unlink()
        os.mkfifo(pack / name)

    return swap


def linked(name: str) -> Callable[[Path], None]:
    def link(pack: Path) -> None:
        (pack / name).rename(pack.parent / "elsewhere.yaml")
        (pack / name).symlink_to("../../elsewhere.yaml" if "/" in name else "../elsewhere.yaml")

    return link


def misnamed(pack: Path) -> None:
    (pack / AREA).rename(pack / "areas" / "mot.yaml")


def everything_gone(pack: Path) -> None:
    shutil.rmtree(pack)
    pack.mkdir()


FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "missing pack": (
        shutil.rmtree,
        "PACK: there is no such folder: name the folder that holds the pack's pack.yaml",
    ),
    "empty pack": (
        everything_gone,
        "PACK: this is no content pack, since it has no pack.yaml: name the folder that holds it",
    ),
    "no areas": (
        lambda pack: shutil.rmtree(pack / "areas"),
        "PACK: the pack has no areas: add areas/1-name.yaml",
    ),
    "missing file": (
        misnamed,
        "PACK/areas/mot.yaml: a pack has no file of this name: name it by number, as in "
        "areas/1-name.yaml, or take it out",
    ),
    "folder in place of file": (
        folder_for(AREA),
        f"PACK/{AREA}: this is a folder where a file should be: rename it, or put the file in its "
        "place",
    ),
    "pipe in place of file": (
        pipe_for(AREA),
        f"PACK/{AREA}: this is no file that can be read: put an ordinary file in its place",
    ),
    "empty file": (
        written(AREA, ""),
        f"PACK/{AREA}: the file is empty: fill it in, or delete it",
    ),
    "not UTF-8": (
        written(AREA, "id: mot\ntitle: Må".encode("latin-1")),
        f"PACK/{AREA}:2:9: the letter here is not in UTF-8: save the file as UTF-8",
    ),
    "tab": (
        written(AREA, "id: mot\nvalues:\n\t- id: x\n"),
        f"PACK/{AREA}:3:1: a tab stands where only spaces may: indent with spaces",
    ),
    "duplicate key": (
        replaced(AREA, "title:", "id: mot\ntitle:"),
        f"PACK/{AREA}:2:1: id is given twice: keep one of them",
    ),
    "wrong type": (
        replaced(COVER, "title: ", "title:\n  - "),
        f"PACK/{COVER}:4:3: title must be text: write it without hyphens and brackets",
    ),
    "unknown key": (
        replaced(AREA, "title:", "titel:"),
        f"PACK/{AREA}:1:1: title is missing: add it\n"
        f"PACK/{AREA}:2:1: unknown key titel: did you mean title?",
    ),
    "missing text": (
        replaced(AREA, "title:", "# title:"),
        f"PACK/{AREA}:1:1: title is missing: add it",
    ),
    "million lines": (
        written(AREA, "- a\n" * 1_000_000),
        f"PACK/{AREA}: the file is larger than 1 MB, which no words need: take out what does not "
        "belong in it",
    ),
    "deep nesting": (
        written(AREA, "[" * 100_000),
        f"PACK/{AREA}:1:21: 20 lists or groups of keys lie around this one: take some of them out",
    ),
    "too many parts": (
        written(AREA, "[" + "a," * 100_000 + "]"),
        f"PACK/{AREA}:1:39998: the file has 20,000 parts up to here: share it out among more files",
    ),
    "alias bomb": (
        written(AREA, BOMB),
        f"PACK/{AREA}:1:5: & and * repeat the same thousands of times: write out what is meant",
    ),
    "NUL": (
        written(AREA, b"id: mot\ntitle: M\0t\n"),
        f"PACK/{AREA}:2:9: an invisible character stands here, U+0000: delete it",
    ),
    "control character": (
        written(AREA, b"id: mot\ntitle: M\x1b[31mt\n"),
        f"PACK/{AREA}:2:9: an invisible character stands here, U+001B: delete it",
    ),
    "link out of the pack": (
        linked(AREA),
        f"PACK/{AREA}: this is a link that leads out of the pack: put what it leads to in its "
        "place",
    ),
    "link out of the pack, the cover": (
        linked(COVER),
        f"PACK/{COVER}: this is a link that leads out of the pack: put what it leads to in its "
        "place",
    ),
    "tag": (
        replaced(AREA, "title: ", "title: !!python/object/apply:os.system "),
        f"PACK/{AREA}:2:8: a text begins with !: {QUOTE}",
    ),
    "two documents": (
        replaced(AREA, "title: ", "---\ntitle: "),
        f"PACK/{AREA}:2:1: a line --- begins a second part, which is not read: take it out",
    ),
}  # fmt: skip


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLES / "small", tmp_path / "pack")
    return tmp_path / "pack"


def refusal(pack: Path, out: Path, *words: str, code: int = 1) -> str:
    """What the command tells, after it was seen to have ended as it should."""
    (out / "kept").mkdir(parents=True)
    (out / "kept" / "mine.txt").write_bytes(b"mine")
    ran = run_kit("build", "--content", str(pack), "--out", str(out), "--no-cache", *words)
    assert (ran.exit_code, ran.stdout) == (code, ""), ran.stderr
    assert [path.name for path in sorted(out.rglob("*"))] == ["kept", "mine.txt"]
    assert "Traceback" not in ran.stderr
    return ran.stderr.replace(str(pack), "PACK").replace(str(out), "OUT").rstrip("\n")


@pytest.mark.parametrize(("spoil", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_a_pack_is_one_clear_message(
    pack: Path, out: Path, spoil: Callable[[Path], None], message: str
) -> None:
    spoil(pack)
    assert refusal(pack, out) == message


def test_an_id_that_is_taken_is_told_with_both_places(pack: Path, out: Path) -> None:
    first = (pack / AREA).read_text(encoding="utf-8")
    (pack / "areas" / "3-ro.yaml").write_text(first, encoding="utf-8")
    told = refusal(pack, out).split("\n")
    assert told[0] == f"PACK/areas/3-ro.yaml:1:5: id mot is taken by PACK/{AREA}:1: choose another"
    assert all("is taken by" in line for line in told)


def test_a_file_that_may_not_be_read_is_told(
    pack: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def refused(path: Path | str, *how: int, **where: int | None) -> int:
        if path == pack / AREA:
            raise PermissionError(13, "Permission denied")
        return opened(path, *how, **where)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refused)
    assert refusal(pack, out) == f"PACK/{AREA}: the file cannot be read: Permission denied"


def _png(across: int, down: int) -> bytes:
    """A picture that says it is as large as this, and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    size = struct.pack(">IIBBBBB", across, down, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(1 + 3 * across))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, data) for kind, data in ((b"IHDR", size), (b"IDAT", data), (b"IEND", b""))
    )


def _half_a_picture() -> bytes:
    whole = io.BytesIO()
    Image.effect_noise((400, 200), 90).save(whole, "PNG")
    return whole.getvalue()[: len(whole.getvalue()) // 2]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            _png(20_000, 20_000),
            "the logo a.png has more than 50 million pixels: save it smaller, some 1000 pixels "
            "wide",
        ),
        (
            _half_a_picture(),
            "the logo a.png is broken or cut short: get it anew, or open it and save it as PNG",
        ),
        (
            b"no picture",
            "the logo a.png is something, not a PNG or a JPEG: open it and save it as PNG, some "
            "1000 pixels wide",
        ),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "the logo a.png is an SVG, not a PNG or a JPEG: open it and save it as PNG, some "
            "1000 pixels wide",
        ),
    ],
)
def test_a_picture_that_cannot_be_used_is_told(
    pack: Path, out: Path, tmp_path: Path, data: bytes, message: str
) -> None:
    (tmp_path / "a.png").write_bytes(data)
    assert refusal(pack, out, "--logo", str(tmp_path / "a.png")) == message


def test_a_system_library_that_is_missing_is_told_with_its_command(
    pack: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def missing() -> Iterator[None]:
        for name in ("weasyprint", "weasyprint.text.fonts"):
            monkeypatch.setitem(sys.modules, name, _Broken())
        yield

    class _Broken:
        def __getattr__(self, name: str) -> object:
            raise OSError("cannot load library 'libgobject-2.0-0'")

    monkeypatch.setattr(kit.typesetting.weasy, "_no_fonts_of_the_system", missing)
    assert refusal(pack, out) == (
        "the system library Pango is missing: install it (Debian, Ubuntu: apt install "
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; Fedora: dnf install pango; macOS: "
        "brew install pango) and try again"
    )


def test_a_file_in_place_of_the_output_folder_is_told(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    ran = run_kit("build", "--content", str(pack), "--out", str(tmp_path / "out"))
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr == f"{tmp_path / 'out'}: this is a file: choose a folder with --out\n"
    assert (tmp_path / "out").read_bytes() == b"mine"


def test_thousands_of_problems_are_not_all_told(pack: Path, out: Path) -> None:
    written(AREA, "id: mot\ntitle: x\nlead: y\nvalues: [" + "{}, " * 1000 + "]\n")(pack)
    told = refusal(pack, out).split("\n")
    assert len(told) == 201
    assert told[-1].startswith("and ")
    assert told[-1].endswith(" more: mend these first")


def test_a_folder_that_may_not_be_written_is_told(
    pack: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, how: path != out and allowed(path, how))
    assert refusal(pack, out) == "OUT: you may not write here: choose another folder with --out"


def test_a_full_disk_is_told(pack: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = OpenFolder.write

    def full(folder: OpenFolder, files: Mapping[str, bytes]) -> None:
        if any(name.endswith(".pdf") for name in files):
            raise OSError(28, os.strerror(28))
        write(folder, files)

    monkeypatch.setattr(OpenFolder, "write", full)
    assert refusal(pack, out, "--piece", "value-cards", "-q") == (
        "OUT: the disk is full: make room on it, or choose another folder with --out"
    )


def test_a_file_of_somebody_is_never_overwritten(pack: Path, out: Path) -> None:
    (out / "verdikort.pdf").parent.mkdir()
    (out / "verdikort.pdf").write_bytes(b"mine")
    ran = run_kit("build", "--content", str(pack), "--out", str(out), "--piece", "value-cards")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr == (
        f"{out / 'verdikort.pdf'}: this file is not from kit: move it away, or choose another "
        "folder with --out\n"
    )
    assert [path.read_bytes() for path in out.iterdir()] == [b"mine"]


def test_whoever_stops_it_is_told_that_nothing_was_written(
    pack: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_told: object, **_how: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kit.pipeline.run._made", stopped)
    assert refusal(pack, out, "-q", code=130) == STOPPED
