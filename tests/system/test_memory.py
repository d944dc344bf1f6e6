"""What a process remembers: within bounds, and only while its files are as they were."""

import os
from pathlib import Path

from kit.system.files import whole_file
from kit.system.memory import Memory, ReadMemory


def test_what_was_longest_not_asked_for_goes_first() -> None:
    held = Memory[str](10, len)
    assert held.made("a", lambda: "aaaa") == "aaaa"
    assert held.made("b", lambda: "bbbb") == "bbbb"
    assert held.made("b", lambda: "never") == "bbbb"
    assert held.take("a") == "aaaa"
    held.keep("c", "cccc")
    assert [held.take(key) for key in "abc"] == ["aaaa", None, "cccc"]
    held.keep("a", "a")
    held.keep("d", "dddd")
    assert [held.take(key) for key in "acd"] == ["a", "cccc", "dddd"]
    held.keep("e", "e" * 11)
    assert held.take("e") is None
    assert len(held) == 3


def test_a_thousand_results_take_no_more_than_the_bound() -> None:
    held = Memory[int](100)
    for number in range(1_000):
        held.keep(number, number)
    assert len(held) == 100
    assert held.take(999) == 999


class Reader:
    """Reads a file, and counts how often."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.times = 0
        self.memory = ReadMemory[bytes](2)

    def read(self) -> bytes:
        def make() -> bytes:
            self.times += 1
            return whole_file(self.path, 100)

        return self.memory.made("key", make, lambda: sorted(self.path.parent.iterdir()))


def test_a_file_is_read_anew_when_its_bytes_or_those_beside_it_change(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    reader = Reader(path)
    assert (reader.read(), reader.read(), reader.times) == (b"one", b"one", 1)
    about = path.stat()
    path.write_bytes(b"two")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert (reader.read(), reader.times) == (b"two", 2)
    (tmp_path / "b").touch()
    assert (reader.read(), reader.times) == (b"two", 3)
    path.write_bytes(b"one")
    assert (reader.read(), reader.times) == (b"one", 4)


def test_what_cannot_be_looked_at_again_is_not_remembered(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    handle = os.open(tmp_path, os.O_RDONLY)
    memory, read = ReadMemory[bytes](2), []

    def make() -> bytes:
        read.append(1)
        return whole_file("a", 100, within=handle)

    for _ in range(2):
        memory.made("key", make, tuple)
    for _ in range(2):
        memory.made("other", make, lambda: None)
    os.close(handle)
    assert len(read) == 4
