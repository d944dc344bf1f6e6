"""Whatever an option, an argument or a key of a session file names: no file is waited for.

Every one that names a file is found in the commands themselves, so a new one is tried as well.
"""

import os
import re
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import pytest
import typer

from kit.cli.app import app
from kit.session.options import OPTIONS
from kit.session.printers import profiles_folder
from tests.conftest import SAMPLES, run_kit
from tests.tiers import slow_but

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")

KINDS = ("pipe", "device", "folder", "sparse", "dangling", "loop", "unreadable")
# In s, on a machine that does much else as well.
SOON = 5.0
SMALL = str(SAMPLES / "small")
# What is said beside it, where a command would not look at the file else.
BESIDE = {
    "--icc": ("--for", "print-shop"),
    "new-pack": ("verdier",),
    "build": ("--piece", "dilemma-cards"),
}
# What the file is called, where the help does not say it.
ENDINGS = {
    "files": ".pdf",
    "--from": ".xlsx",
    "--only-changed": ".json",
    "session": ".yaml",
    "--icc": ".icc",
    "--content": "",
    "path": "",
}
# What these only write down, or leave alone, for nothing is made.
NOT_LOOKED_AT = {("new", "--out"), ("plan", "--out")}
# Where a folder is what is asked for.
FOLDERS = {"--out", "file", "name"}


@dataclass(frozen=True)
class Named:
    """Where a file is named: a command, and its option or argument, called as its help calls it."""

    command: tuple[str, ...]
    called: str
    ending: str

    def __str__(self) -> str:
        return " ".join((*self.command, self.called))

    def words(self, path: str) -> tuple[str, ...]:
        """What is typed."""
        if not self.called.startswith("--"):
            return (*self.command, path)
        beside = (*BESIDE.get(self.command[0], ()), *BESIDE.get(self.called, ()))
        return (*self.command, f"{self.called}={path}", *beside)


def _commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if hasattr(command, "commands"):
        for name, one in command.commands.items():
            yield from _commands(one, (*path, name))
    else:
        yield path, command


def _holds_path(annotation: Any) -> bool:
    return annotation is Path or any(map(_holds_path, get_args(annotation)))


def _named() -> Iterator[Named]:
    for path, command in _commands(typer.main.get_command(app)):
        for param in command.params:
            called = param.opts[-1]
            option = next((one for one in OPTIONS.values() if one.flag == called), None)
            if _holds_path(param.type_descriptor.annotation) or (option and option.names_file):
                named = re.search(r"\.[a-z]{3,4}\b", param.help or "")
                ending = ENDINGS.get(called, named[0] if named else "")
                if (path[0], called) not in NOT_LOOKED_AT:
                    yield Named(path, called, ending)


NAMED = tuple(_named())
KEYS = tuple(key for key, option in OPTIONS.items() if option.names_file and option.is_key)


def put(folder: Path, kind: str, name: str) -> str:
    """A thing of a kind under a name in a folder, and its path."""
    path = folder / name
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    elif kind == "sparse":
        with path.open("wb") as file:
            file.truncate(20_000_000_000)
    elif kind == "dangling":
        path.symlink_to("gone")
    elif kind == "loop":
        path.symlink_to(name)
    else:
        # An ordinary file, as it seems, that not even root can read.
        path.symlink_to("/proc/self/mem")
    return str(path)


@contextmanager
def soon() -> Iterator[None]:
    """What is done in here is done soon, and is interrupted else."""

    def late(*_: object) -> None:
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, SOON)
    begun = time.monotonic()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - begun < SOON


def check_told(words: tuple[str, ...], name: str) -> None:
    """The command says in a line or two what is wrong with the file, and that it is no fault."""
    with soon():
        ran = run_kit(*words)
    assert ran.exit_code == 1, (words, ran.output)
    assert name in ran.stderr
    assert "fault in kit" not in ran.stderr
    assert len(ran.stderr.splitlines()) == 1, ran.stderr


def test_commands_are_found_that_name_files() -> None:
    assert len(NAMED) > 25
    assert {"build --logo", "check files", "new-pack --from"} <= set(map(str, NAMED))
    assert {"logo", "icc", "participants", "content", "out"} <= set(KEYS)


@pytest.mark.parametrize("kind", slow_but(KINDS, "pipe"))
@pytest.mark.parametrize("named", NAMED, ids=str)
def test_what_is_named_is_told_and_not_waited_for(
    named: Named, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind == "folder" and named.called in FOLDERS:
        pytest.skip("a folder is what it asks for")
    monkeypatch.chdir(tmp_path)
    check_told(named.words(put(tmp_path, kind, f"noe{named.ending}")), "noe")


@pytest.mark.parametrize("kind", slow_but(KINDS, "sparse"))
@pytest.mark.parametrize("key", KEYS)
def test_what_a_session_file_names_is_told_and_not_waited_for(
    key: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind == "folder" and key == "out":
        pytest.skip("a folder is what it asks for")
    monkeypatch.chdir(tmp_path)
    ending = next(one.ending for one in NAMED if one.called == OPTIONS[key].flag)
    put(tmp_path, kind, f"noe{ending}")
    beside = "for: print-shop\n" if key == "icc" else ""
    (tmp_path / "okt.yaml").write_text(f"{key}: noe{ending}\n{beside}pieces: [dilemma-cards]\n")
    check_told(("build", "okt.yaml"), "noe")


@pytest.mark.parametrize("key", KEYS)
def test_a_name_that_no_file_can_have_is_told(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "okt.yaml").write_text(f'people: 8\n{key}: "noe\\0"\n')
    told = f"no file has this name, for the letter U+0000 is in it: write {key} anew"
    check_told(("build", "okt.yaml"), told)
    assert [one.name for one in tmp_path.iterdir()] == ["okt.yaml"]


# In a pack, by what is named where in it.
IN_PACKS = {
    "pack.yaml": "",
    "areas/1-drivers.yaml": "",
    "qualities.yaml": "",
    "looks.yaml": "",
    "logo.png": "logo: logo.png\n",
    "motif.svg": "areas: [{area: AREA, motif: motif.svg}]\n",
    "layouts/labels/en.yaml": "",
    "layouts/value-cards/back.html": "",
    "layouts/value-cards/drawn.png": "",
}


@pytest.mark.parametrize("kind", slow_but(KINDS, "pipe"))
@pytest.mark.parametrize("name", IN_PACKS)
def test_what_lies_in_a_pack_is_told_and_not_waited_for(
    name: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind == "folder" and name.startswith("layouts/"):
        pytest.skip("a folder among layouts holds no layout")
    monkeypatch.chdir(tmp_path)
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "english", pack)
    area = sorted(pack.glob("areas/*.yaml"))[0]
    name = name if name != "areas/1-drivers.yaml" else area.relative_to(pack).as_posix()
    (pack / name).unlink(missing_ok=True)
    (pack / name).parent.mkdir(parents=True, exist_ok=True)
    if looks := IN_PACKS.get(name):
        (pack / "looks.yaml").write_text(looks.replace("AREA", area.stem.partition("-")[2]))
    put(pack, kind, name)
    words = ("build", "--content", str(pack), "--piece", "value-cards", "--allow-layouts")
    check_told(words, Path(name).name)


@pytest.mark.parametrize("kind", slow_but(KINDS, "pipe"))
def test_what_lies_beside_what_is_named_is_not_waited_for(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever names a folder, or a file that is not there, has those in it looked through."""
    monkeypatch.chdir(tmp_path)
    for number in range(300):
        (tmp_path / f"other-{number}.yaml").write_text("words: [of another program]")
    put(tmp_path, kind, "value.yaml")
    check_told(("build", "."), "there is no session file in this folder")
    check_told(("plan", "valeu.yaml"), "there is no such file")


@pytest.mark.parametrize("kind", slow_but(KINDS, "pipe"))
def test_a_profile_of_a_printer_is_not_waited_for(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder = profiles_folder()
    folder.mkdir(parents=True)
    put(folder, kind, "noe.yaml")
    for words in (("printer", "list"), ("printer", "show", "noe"), ("plan", "--printer", "noe")):
        check_told(words, "noe.yaml")
