"""What a process that stays remembers of its work, by all that it was made of, and within bounds.

A build from the command line ends before it could use any of it. A program that makes plan after
plan, or a page in a browser, would otherwise read and draw the same words each time.
"""

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Generic, TypeVar

from kit.system.files import UnreadError, digest, noting_reads, whole_file

T = TypeVar("T")

# In bytes: of no larger file is anything remembered.
_LARGEST = 50_000_000


class Memory(Generic[T]):
    """Results by their keys; where they are too many, those go that were longest not asked for.

    A key holds all that its result is made of, by content. Results are not changed by whoever takes
    them. Calls take turns (see kit.library.turns); where two threads come at once all the same,
    something may be made twice.
    """

    def __init__(self, most: int, size: Callable[[T], int] = lambda _: 1) -> None:
        """All results together are of no more than `most`, each as large as `size` says."""
        self._most = most
        self._size = size
        self._held: dict[Hashable, tuple[T, int]] = {}
        self._sum = 0

    def __len__(self) -> int:
        return len(self._held)

    def take(self, key: Hashable) -> T | None:
        """What is remembered under a key, or None."""
        held = self._held.pop(key, None)
        if held is None:
            return None
        # What was asked for last goes last.
        self._held[key] = held
        return held[0]

    def keep(self, key: Hashable, result: T) -> T:
        """Remember a result, and give it back."""
        _, size = self._held.pop(key, (None, 0))
        self._sum -= size
        size = self._size(result)
        if size <= self._most:
            self._held[key] = result, size
            self._sum += size
        while self._sum > self._most:
            self._sum -= self._held.pop(next(iter(self._held)))[1]
        return result

    def made(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is remembered under a key; where nothing is, it is made now."""
        held = self.take(key)
        return self.keep(key, make()) if held is None else held


class ReadMemory(Generic[T]):
    """What was read of files, for as long as each of these files holds the same bytes.

    Reading the bytes again takes a twentieth of the time of making sense of them.
    """

    def __init__(self, most: int) -> None:
        """Of no more than `most` results."""
        self._read: Memory[tuple[T, object, dict[Path, str]]] = Memory(most)

    def made(self, key: Hashable, make: Callable[[], T], beside: Callable[[], object]) -> T:
        """What `make` gives, which reads files by whole_file.

        `beside` tells what else it depends upon, such as which files there are; None where that is
        never the same, and nothing is remembered.
        """
        told = beside()
        held = self._read.take(key)
        is_same = held is not None and told is not None and held[1] == told
        if held and is_same and all(_is_still(path, was) for path, was in held[2].items()):
            return held[0]
        with noting_reads() as noted:
            result = make()
        files = {path: was for path, was in noted if path is not None}
        # One that was read twice must have been the same both times; others cannot be told.
        alike = len({*noted}) == len(files)
        if told is not None and alike and beside() == told:
            self._read.keep(key, (result, told, files))
        return result


def _is_still(path: Path, was: str) -> bool:
    """Whether a file has the bytes that it had."""
    try:
        return digest(whole_file(path, _LARGEST)) == was
    except UnreadError:
        return False
