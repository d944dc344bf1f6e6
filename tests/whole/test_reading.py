"""Commands that only read change nothing, whatever the folder that they look into holds."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kit.output.folder import OpenFolder
from kit.output.leftovers import COMING, READY
from tests.conftest import SAMPLES, run_kit
from tests.output.test_leftovers import tree
from tests.tiers import slow_but

PACK = str(SAMPLES / "small")
BUILD = ("build", "--content", PACK, "--piece", "value-cards", "-q")
COMMANDS = {
    "check": 1,
    "check out": 1,
    "check out/verdikort.pdf": 1,
    "check okt.yaml": 1,
    "check okt": 1,
    "check .": 1,
    "check --json out": 1,
    "plan okt.yaml": 0,
    f"plan --content {PACK} --piece value-cards --only-changed out/manifest.json": 1,
    f"plan --content {PACK} --only-changed out/manifest.json --out out": 1,
    f"list cards --content {PACK}": 0,
    "list pieces": 0,
    "schema session": 0,
    "printer list": 0,
    "cache show": 0,
    "build out": 0,
    "plan out": 0,
    "plan out/manifest.json": 0,
}


def planted(out: Path) -> None:
    (out / READY / "bilder").mkdir(parents=True)
    (out / READY / "bilder" / "evil.desktop").write_bytes(b"evil")
    (out / READY / "manifest.json").write_text('{"files": [], "earlier": []}', encoding="utf-8")
    (out / "bilder").symlink_to(out.parent / "elsewhere")


def a_link(out: Path) -> None:
    (out / READY).symlink_to(out.parent / "elsewhere")


def half_written(out: Path) -> None:
    (out / COMING).mkdir()
    (out / COMING / "verdikort.pdf").write_bytes(b"half")


def empty(out: Path) -> None:
    (out / COMING).mkdir()
    (out / READY).mkdir()


def a_pipe(out: Path) -> None:
    os.mkfifo(out / READY)


def ours(out: Path) -> None:
    """What a build left that was stopped amid its moves."""

    class StoppedError(BaseException):
        pass

    def stop(*_: object) -> None:
        raise StoppedError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(OpenFolder, "move", stop)
        with pytest.raises(StoppedError):
            run_kit(*BUILD, "--gutter", "4", "--out", str(out))
    assert (out / READY / "verdikort.pdf").is_file()


@pytest.mark.parametrize(
    "leave", slow_but([planted, a_link, half_written, empty, a_pipe, ours], planted, ours)
)
def test_whoever_reads_changes_nothing_and_is_told(
    leave: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine").write_bytes(b"mine")
    (tmp_path / "okt.yaml").write_text(
        f"people: 4\ntables: 2\ncontent: {PACK}\npieces: [value-cards]\n", encoding="utf-8"
    )
    assert run_kit(*BUILD, "--out", "out").exit_code == 0
    leave(tmp_path / "out")
    before = tree(tmp_path)
    for command, is_told in COMMANDS.items():
        ran = run_kit(*command.split())
        assert tree(tmp_path) == before, command
        assert ("shows that a build is at work here" in ran.stderr) == is_told, command
    if leave is ours:
        ran = run_kit(*BUILD[:-1], "--out", "out")
        finished = "Finished what a build that was stopped had begun in out: 1 file took its place."
        assert finished in ran.stderr.splitlines()
