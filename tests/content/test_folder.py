import os
import shutil
from pathlib import Path

import pytest

from kit.content.folder import pack_files
from kit.core.errors import KitError
from tests.conftest import SAMPLES

SINGLE = ("pack.yaml", "qualities.yaml")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "pack" / "areas").mkdir(parents=True)
    for name in ("pack.yaml", "areas/1-a.yaml"):
        (tmp_path / "pack" / name).write_text("a: b")
    return tmp_path / "pack"


def faults(folder: Path) -> list[str]:
    return [str(problem).replace(str(folder), "PACK") for problem in pack_files(folder, SINGLE)[1]]


def refusal(folder: Path) -> str:
    with pytest.raises(KitError) as caught:
        pack_files(folder, SINGLE)
    return str(caught.value).removeprefix(f"{folder}: ")


def test_files_come_in_their_order(pack: Path) -> None:
    for name in ("areas/10-c.yaml", "areas/2-b.yaml", "qualities.yaml"):
        (pack / name).write_text("a: b")
    names = ["pack.yaml", "qualities.yaml", "areas/1-a.yaml", "areas/2-b.yaml", "areas/10-c.yaml"]
    assert pack_files(pack, SINGLE) == ({name: pack / name for name in names}, [])


def test_a_folder_in_place_of_a_file_is_left_to_be_told(pack: Path) -> None:
    (pack / "areas" / "2-b.yaml").mkdir()
    assert "areas/2-b.yaml" in pack_files(pack, SINGLE)[0]
    (pack / "pack.yaml").unlink()
    (pack / "pack.yaml").mkdir()
    assert "pack.yaml" in pack_files(pack, SINGLE)[0]


def test_a_link_out_of_the_pack_is_told_and_not_followed(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a: b")
    (pack / "areas" / "2-b.yaml").symlink_to(tmp_path / "secret")
    (pack / "qualities.yaml").symlink_to("areas/1-a.yaml")
    assert faults(pack) == [
        "PACK/areas/2-b.yaml: this is a link that leads out of the pack: put what it leads to in "
        "its place"
    ]
    assert list(pack_files(pack, SINGLE)[0]) == ["pack.yaml", "qualities.yaml", "areas/1-a.yaml"]


def test_a_pack_may_itself_be_reached_by_a_link(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(pack)
    assert faults(tmp_path / "link") == []


def test_a_link_to_a_folder_of_areas_is_told(pack: Path, tmp_path: Path) -> None:
    (pack / "areas").rename(tmp_path / "areas")
    (pack / "areas").symlink_to(tmp_path / "areas")
    assert faults(pack) == [
        "PACK/areas: this is a link to a folder: put the folder itself in its place"
    ]


def test_more_areas_than_there_are_colours_for_are_told(pack: Path) -> None:
    for number in range(2, 13):
        (pack / "areas" / f"{number}-a.yaml").write_text("a: b")
    assert faults(pack) == []
    (pack / "areas" / "13-a.yaml").write_text("a: b")
    assert faults(pack) == ["PACK: the pack has 13 areas, and 12 at the most: make two packs of it"]


def test_a_folder_of_everything_is_not_searched_to_its_end(pack: Path) -> None:
    for number in range(50):
        (pack / "x" / str(number)).mkdir(parents=True)
        for name in range(100):
            (pack / "x" / str(number) / str(name)).touch()
    assert refusal(pack) == "more than 5,000 files are in this folder: give the pack its own"


def test_what_is_hidden_is_not_looked_into(pack: Path) -> None:
    (pack / ".git" / "areas").mkdir(parents=True)
    (pack / ".git" / "areas" / "x.yaml").touch()
    assert faults(pack) == []


def test_a_folder_that_cannot_be_read_is_told(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_path: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refused)
    assert refusal(pack) == "the folder cannot be read: Permission denied"


def test_a_file_that_is_not_of_a_pack_is_told_what_to_be_called(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", folder)
    (folder / "qualites.yaml").touch()
    assert (
        "PACK/qualites.yaml: a pack has no file of this name: did you mean qualities.yaml?"
        in faults(folder)
    )
