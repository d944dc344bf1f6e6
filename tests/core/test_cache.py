"""A cache that is bounded, that several builds may use at once, and that no damage gets through."""

import multiprocessing
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kit
from kit.core.cache import Kept, Store, key_of, user_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


def test_what_is_kept_is_taken_again_and_nothing_else(store: Store) -> None:
    assert store.take("a") is None
    store.keep("a", b"one")
    store.keep("b", b"")
    assert (store.take("a"), store.take("b"), store.take("c")) == (b"one", b"", None)
    store.keep("a", b"two")
    assert store.take("a") == b"two"
    assert store.kept().entries == 2


def test_what_is_there_is_not_made_again(store: Store) -> None:
    made: list[str] = []

    def make() -> bytes:
        made.append("once")
        return b"data"

    assert [store.made("a", make) for _ in range(3)] == [b"data"] * 3
    assert made == ["once"]


def test_an_entry_cut_short_or_with_any_bit_flipped_is_not_taken(store: Store) -> None:
    store.keep("a", b"some data")
    (file,) = store.folder.iterdir()
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert store.take("a") is None
    for bit in range(8 * len(whole)):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        file.write_bytes(flipped)
        assert store.take("a") is None
    file.write_bytes(whole)
    assert store.take("a") == b"some data"


def test_an_entry_under_the_name_of_another_is_not_taken(store: Store) -> None:
    store.keep("a", b"data")
    (file,) = store.folder.iterdir()
    file.rename(file.with_name(file.name.replace("a", "b", 1)))
    assert store.take("b") is None


def test_what_was_longest_not_used_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path, most=10 * 1032)
    for number in range(10):
        store.keep(str(number), bytes(1000))
        file = tmp_path / f"{number}.kept"
        os.utime(file, (number, number))
    assert store.kept() == Kept(10, 10 * 1032)
    assert store.take("0")  # used just now
    store.keep("10", bytes(1000))
    left = {number for number in range(11) if store.take(str(number))}
    assert left == {0, 3, 4, 5, 6, 7, 8, 9, 10}
    assert store.kept().size <= 10 * 1032


def test_what_was_left_half_written_goes_in_time(tmp_path: Path) -> None:
    store = Store(tmp_path, most=100)
    old, young = tmp_path / "old.part", tmp_path / "young.part"
    for file in (old, young):
        file.write_bytes(b"half")
    os.utime(old, (1, 1))
    store.keep("a", bytes(200))
    assert not old.exists()
    assert young.exists()
    store.clear()
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_of_the_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    store = Store(tmp_path, most=1)
    store.keep("a", b"data")
    assert store.clear().entries in (0, 1)
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


def test_a_folder_that_cannot_be_written_keeps_nothing_and_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    store = Store(tmp_path / "file" / "cache")
    store.keep("a", b"data")
    assert store.take("a") is None
    assert store.made("a", lambda: b"made") == b"made"
    assert store.kept() == Kept(0, 0)


def _use(folder: Path) -> None:
    store = Store(folder, most=30_000)
    for number in range(200):
        key = str(number % 40)
        expected = key.encode() * 500
        held = store.take(key)
        assert held is None or held == expected
        store.keep(key, expected)


def test_several_at_once_do_each_other_no_harm(tmp_path: Path) -> None:
    some = [
        multiprocessing.get_context("fork").Process(target=_use, args=(tmp_path,)) for _ in "1234"
    ]
    for one in some:
        one.start()
    for one in some:
        one.join()
    assert [one.exitcode for one in some] == [0] * 4
    assert not list(tmp_path.glob("*.part"))
    assert Store(tmp_path).kept().size <= 30_000


def test_it_lies_where_the_user_keeps_such(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert user_store().folder == tmp_path / "workshop-kit"
    user_store().keep("a", b"data")
    assert (tmp_path / "workshop-kit").stat().st_mode & 0o077 == 0


TELL = "from kit.core.cache import key_of; print(key_of('typeset', ['a'], {'scale': 1.0}))"


def test_a_key_is_the_same_for_the_same_in_every_process() -> None:
    ran = subprocess.run([sys.executable, "-c", TELL], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == key_of("typeset", ["a"], {"scale": 1.0})


def test_it_is_another_for_anything_else() -> None:
    keys = {key_of(*told) for told in (["a"], ["a", 1], ["a", "1"], ["a", None], [["a"]], [])}
    assert len(keys) == 6


@pytest.mark.parametrize("deep", ["new.py", "deep/new.py", "deep/down/new.py"])
def test_a_module_that_changed_makes_other_keys_however_deep_it_lies(
    deep: str, tmp_path: Path
) -> None:
    """Else what was typeset by a program that is no more would be taken for new."""
    package = tmp_path / "kit"
    shutil.copytree(Path(kit.__file__).parent, package)

    def key() -> str:
        """That of the program in the folder where it is started."""
        told = [sys.executable, "-c", TELL]
        ran = subprocess.run(told, capture_output=True, text=True, check=True, cwd=tmp_path)
        return ran.stdout

    module = package / deep
    before = key()
    module.parent.mkdir(parents=True, exist_ok=True)
    module.write_text("ONE = 1\n")
    added = key()
    module.write_text("ONE = 10\n")
    changed = key()
    module.unlink()
    assert len({before, added, changed}) == 3
    assert key() == before
