import shutil
from pathlib import Path

import pytest

from kit.authoring.choices import Listed, offered
from kit.core.cache import Store
from kit.core.errors import KitError
from tests.conftest import SAMPLES


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLES / "small", tmp_path / "pack"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


def test_a_pack_is_read_once_for_each_kind_of_thing(
    pack: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: tuple[Listed, ...] = ("areas", "values", "pieces")
    first = {what: offered(what, pack, store) for what in asked}
    assert len({table.columns for table in first.values()}) == 3

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("kit.content.packs.load_pack", never)
    assert {what: offered(what, pack, store) for what in asked} == first
    with pytest.raises(AssertionError):
        offered("dilemmas", pack, store)


def test_whatever_changes_in_it_is_seen(pack: Path, store: Store) -> None:
    before = offered("areas", pack, store)
    (area,) = (path for path in (pack / "areas").iterdir() if path.name.startswith("1-"))
    area.write_text(area.read_text().replace("title: ", "title: Nye ", 1))
    after = offered("areas", pack, store)
    assert before != after
    assert after.rows[0][2].startswith("Nye ")
    area.rename(area.with_name("7-last.yaml"))
    assert offered("areas", pack, store).rows[-1][2].startswith("Nye ")


def test_what_is_wrong_is_told_each_time(pack: Path, store: Store) -> None:
    offered("values", pack, store)
    (pack / "areas" / "9-x.yaml").write_text("id: 1\n")
    for _ in range(2):
        with pytest.raises(KitError, match=r"9-x\.yaml"):
            offered("values", pack, store)
    (pack / "areas" / "9-x.yaml").unlink()
    (pack / "notes.yaml.txt").write_text("mine")
    with pytest.raises(KitError, match=r"notes\.yaml\.txt"):
        offered("values", pack, store)
