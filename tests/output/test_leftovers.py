"""What looks as if a build had been stopped: put in order if it is proved ours, else left alone."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kit.core.errors import KitError
from kit.core.language import speech
from kit.output import folder as folders
from kit.output.deliver import check_folder, deliver, deliver_apart
from kit.output.folder import OpenFolder
from kit.output.leftovers import COMING, READY, told_of_leftovers
from kit.output.manifest import MANIFEST
from kit.output.new import new_file, new_folder
from kit.output.seals import BEGUN, WHOLE
from kit.output.swap import Tell
from kit.system import own_key
from tests.output.kits import StoppedError, put, settle

OLD = {"one": b"1", "gone": b"x"}
NEW = {"one": b"11", "pics/a": b"a"}


@pytest.fixture(autouse=True, scope="module")
def any_endings() -> Iterator[None]:
    """Names are short here; which kit writes is tried in tests/output/test_manifest.py."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kit.output.manifest._ENDINGS", ("",))
        yield


def tree(folder: Path) -> dict[str, object]:
    """All in a folder: names, kinds, links, bytes, and when it was changed."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        about = path.lstat()
        leads = path.readlink() if path.is_symlink() else None
        holds = path.is_file() and not path.is_symlink() and path.read_bytes()
        found[str(path.relative_to(folder))] = (about.st_mode, about.st_mtime_ns, leads, holds)
    return found


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*"))]


@pytest.fixture
def stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """A folder in which a build was stopped: while it wrote, or when all was ready."""

    def at(stage: str) -> Path:
        folder = tmp_path / "out"
        put(folder, OLD)

        def stop(*_: object) -> None:
            raise StoppedError

        with monkeypatch.context() as patch:
            patch.setattr(OpenFolder, "move" if stage == READY else "rename", stop)
            patch.setattr(OpenFolder, "remove_whole", lambda *_: None)
            with pytest.raises(StoppedError):
                put(folder, NEW)
        assert (folder / stage / "one").read_bytes() == b"11"
        return folder

    return at


@pytest.mark.parametrize("stage", [COMING, READY])
@pytest.mark.parametrize("has_handles", [True, False])
def test_what_is_ours_is_put_in_order(
    stage: str, stopped: Callable[[str], Path], has_handles: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = stopped(stage)
    monkeypatch.setattr(folders, "HANDLES", has_handles)
    told: list[str] = []
    settle(folder, told.append)
    left = ["gone", MANIFEST, "one"] if stage == COMING else [MANIFEST, "one", "pics", "pics/a"]
    assert names(folder) == left
    had_begun = f"what a build that was stopped had begun in {folder}"
    assert told == [
        f"Removed {had_begun}."
        if stage == COMING
        else f"Finished {had_begun}: 2 files took their places, 1 went."
    ]
    settle(folder, told.append)
    assert len(told) == 1


def test_what_stays_since_it_was_changed_is_told(stopped: Callable[[str], Path]) -> None:
    folder, told = stopped(READY), list[str]()
    (folder / "gone").write_bytes(b"filled in")
    (folder / READY / "pics" / "a").rename(folder / "a")
    (folder / "pics").mkdir()
    (folder / "a").rename(folder / "pics" / "a")
    settle(folder, told.append)
    assert told[0].endswith(": 1 file took its place, 1 stayed, changed since: gone.")
    assert speech("nn").said(told[0]) == (
        f"Gjorde ferdig det som var påbyrja i {folder} då eit sett vart avbrote: 1 fil kom på "
        "plass, 1 vart liggjande fordi dei er endra: gone."
    )


@pytest.mark.parametrize("stage", [COMING, READY])
def test_whatever_writes_there_next_tells_what_it_puts_in_order(
    stage: str, stopped: Callable[[str], Path]
) -> None:
    writers: list[Callable[[Path, Tell], object]] = [
        lambda at, tell: check_folder(at, [], tell=tell),
        lambda at, tell: deliver(at, {}, {"files": []}, keep="none", tell=tell),
        lambda at, tell: deliver_apart(at, {"two": b"2"}, tell),
        lambda at, tell: new_file(at / "two", b"2", tell),
        lambda at, tell: new_folder(at / "two", {"a": b"2"}, tell),
    ]
    for write in writers:
        folder, told = stopped(stage), list[str]()
        write(folder, told.append)
        assert len(told) == 1
        shutil.rmtree(folder)


def renamed(folder: Path) -> Path:
    return folder.rename(folder.parent / "renamed")


def copied(folder: Path) -> Path:
    return Path(shutil.copytree(folder, folder.parent / "copy", symlinks=True))


def on_another_machine(folder: Path) -> Path:
    (Path(os.environ["XDG_STATE_HOME"]) / "workshop-kit" / "own.key").unlink()
    return folder


def in_a_home_that_is_read_only(folder: Path) -> Path:
    key = Path(os.environ["XDG_STATE_HOME"]) / "workshop-kit" / "own.key"
    key.unlink()
    key.mkdir()
    return folder


def without_seals(folder: Path) -> Path:
    for stage in (COMING, READY):
        for seal in (BEGUN, WHOLE):
            (folder / stage / seal).unlink(missing_ok=True)
    return folder


def with_other_seals(folder: Path) -> Path:
    for stage in (COMING, READY):
        if (folder / stage).is_dir():
            for seal in (BEGUN, WHOLE):
                (folder / stage / seal).write_bytes(b"0" * 64)
    return folder


def _may_be_mixed(stage: str) -> str:
    """What is told besides, where files had begun to move."""
    if stage == COMING:
        return ""
    return (
        ". Files of two kits may lie here, which nobody can tell apart once it is moved away: a "
        "new, empty folder is the safest"
    )


Change = Callable[[Path], Path]


@pytest.fixture
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.mark.usefixtures("own_state")
@pytest.mark.parametrize("stage", [COMING, READY])
@pytest.mark.parametrize(
    "change",
    [
        renamed,
        copied,
        on_another_machine,
        in_a_home_that_is_read_only,
        without_seals,
        with_other_seals,
    ],
)
def test_what_is_not_proved_is_told_and_left_alone(
    stage: str, change: Change, stopped: Callable[[str], Path]
) -> None:
    folder = change(stopped(stage))
    before = tree(folder)
    with pytest.raises(KitError) as caught:
        put(folder, {"other": b"1"})
    (problem,) = caught.value.problems
    assert str(problem) == (
        f"{folder / stage}: this looks as if a build had been stopped here, but kit cannot tell "
        "that it was yours (was the folder received, copied or renamed?), so nothing in it is "
        "touched: move it away, or choose another folder with --out" + _may_be_mixed(stage)
    )
    assert tree(folder) == before
    shutil.rmtree(folder / stage)
    put(folder, NEW)


def another_file(ready: Path) -> None:
    (ready / "one").write_bytes(b"evil")


def one_file_more(ready: Path) -> None:
    (ready / "more").write_bytes(b"evil")


def one_file_more_below(ready: Path) -> None:
    (ready / "pics" / "evil.desktop").write_bytes(b"evil")


def one_that_lies_deeper(ready: Path) -> None:
    (ready / "pics" / "deep").mkdir()


def another_manifest(ready: Path) -> None:
    (ready / MANIFEST).write_text(json.dumps({"files": [], "earlier": []}))


def no_manifest(ready: Path) -> None:
    (ready / MANIFEST).unlink()


def a_link_for_a_file(ready: Path) -> None:
    (ready / "one").rename(ready.parent.parent / "outside" / "one")
    (ready / "one").symlink_to(ready.parent.parent / "outside" / "one")


def a_link_for_a_folder(ready: Path) -> None:
    (ready / "pics").rename(ready.parent.parent / "outside" / "pics")
    (ready / "pics").symlink_to(ready.parent.parent / "outside" / "pics")


def a_pipe_for_a_file(ready: Path) -> None:
    (ready / "one").unlink()
    os.mkfifo(ready / "one")


def a_link_for_a_seal(ready: Path) -> None:
    (ready / WHOLE).rename(ready.parent.parent / "outside" / "seal")
    (ready / WHOLE).symlink_to(ready.parent.parent / "outside" / "seal")


def a_link_for_all(ready: Path) -> None:
    ready.rename(ready.parent.parent / "outside" / "ready")
    ready.symlink_to(ready.parent.parent / "outside" / "ready")


@pytest.mark.parametrize(
    "change",
    [
        another_file,
        one_file_more,
        one_file_more_below,
        one_that_lies_deeper,
        another_manifest,
        no_manifest,
        a_link_for_a_file,
        a_link_for_a_folder,
        a_pipe_for_a_file,
        a_link_for_a_seal,
        a_link_for_all,
    ],
)
@pytest.mark.parametrize("has_handles", [True, False])
def test_what_waits_is_moved_only_if_all_of_it_is_as_it_was_written(
    change: Callable[[Path], None],
    stopped: Callable[[str], Path],
    has_handles: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = stopped(READY)
    (folder.parent / "outside").mkdir()
    change(folder / READY)
    before = tree(folder.parent)
    monkeypatch.setattr(folders, "HANDLES", has_handles)
    with pytest.raises(KitError, match=r"\.kit-ready: this (looks as if|is a link of a name)"):
        put(folder, {"other": b"1"})
    assert tree(folder.parent) == before


@pytest.mark.parametrize("name", [COMING, READY])
@pytest.mark.parametrize("kind", ["link", "dangling", "file", "pipe", "folder"])
def test_whatever_has_the_name_of_a_leftover_is_told(name: str, kind: str, tmp_path: Path) -> None:
    folder, outside = tmp_path / "out", tmp_path / "outside"
    put(folder, OLD)
    outside.mkdir()
    path = folder / name
    if kind == "link":
        path.symlink_to(outside)
    elif kind == "dangling":
        path.symlink_to(tmp_path / "gone")
    elif kind == "file":
        path.write_bytes(b"mine")
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        (path / "bilder").mkdir(parents=True)
        (path / "bilder" / "evil.desktop").write_bytes(b"evil")
    before = tree(tmp_path)
    with pytest.raises(KitError, match=rf"{name}: this .*: move it away, or choose another"):
        put(folder, NEW)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("begun", [None, b"", b"half"])
def test_what_was_hardly_begun_is_taken_away(tmp_path: Path, begun: bytes | None) -> None:
    """A folder alone, or with a seal that the machine stopped amid."""
    put(tmp_path, OLD)
    (tmp_path / COMING).mkdir()
    if begun is not None:
        seal = folders.opened_folder(tmp_path)
        with seal as found:
            from kit.output.seals import seals_of

            whole = seals_of(found).begun()
        (tmp_path / COMING / BEGUN).write_bytes(whole[: len(begun)])
    put(tmp_path, NEW)
    assert names(tmp_path) == [MANIFEST, "one", "pics", "pics/a"]


def test_without_a_key_an_empty_seal_proves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_key, "key_in", lambda _folder: None)
    (tmp_path / COMING).mkdir()
    (tmp_path / COMING / BEGUN).touch()
    (tmp_path / COMING / "mine").write_bytes(b"mine")
    before = tree(tmp_path)
    with pytest.raises(KitError, match="kit cannot tell that it was yours"):
        put(tmp_path, OLD)
    assert tree(tmp_path) == before


def test_an_empty_folder_of_that_name_is_no_hindrance(tmp_path: Path) -> None:
    put(tmp_path, OLD)
    (tmp_path / READY).mkdir()
    put(tmp_path, NEW)
    assert names(tmp_path) == [MANIFEST, "one", "pics", "pics/a"]


def test_without_a_key_builds_are_made_and_leave_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_key, "key_in", lambda _folder: None)
    put(tmp_path, OLD)
    put(tmp_path, NEW)
    assert names(tmp_path) == [MANIFEST, "one", "pics", "pics/a"]


@pytest.mark.parametrize("stage", [COMING, READY])
def test_whoever_only_reads_is_told(stage: str, stopped: Callable[[str], Path]) -> None:
    folder = stopped(stage)
    before = tree(folder)
    (told,) = told_of_leftovers(folder)
    assert told.startswith(f"{folder}: {stage} shows that a build is at work here, or was stopped.")
    assert ("Files of two kits may lie here, which `kit check` tells." in told) == (stage == READY)
    assert tree(folder) == before
    settle(folder)
    assert told_of_leftovers(folder) == ()
    assert told_of_leftovers(folder / "none") == ()
