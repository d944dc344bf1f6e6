"""Finished files are checked before they are delivered, and the same file never twice."""

from functools import partial

from kit.digests import digest
from kit.edition import key_of
from kit.errors import KitError, Problem
from kit.preflight import faults
from kit.printing import Destination
from kit.progress import Progress
from kit.side_by_side import SideBySide
from kit.store import Store

_GOOD = b"good"


class PressCheck:
    """Files as they are made are checked side by side."""

    def __init__(self, side_by_side: SideBySide, store: Store | None) -> None:
        """`store` has the digests of files that were found good before."""
        self._side_by_side = side_by_side
        self._store = store
        self._keys: dict[str, str] = {}

    def begin(self, name: str, pdf: bytes, made_for: Destination) -> None:
        """Have a file checked, called `name` in messages."""
        key = key_of("check", made_for, digest(pdf))
        if self._store is None or self._store.take(key) != _GOOD:
            self._keys[name] = key
            work = partial(faults, name, pdf, made_for)
            self._side_by_side.begin(("check", name), work)

    def refuse_faults(self, progress: Progress) -> None:
        """KitError with every fault of the files."""
        progress.stage("Checking", len(self._keys))
        problems: list[Problem] = []
        for name, key in self._keys.items():
            progress.step(name)
            found = self._side_by_side.result(("check", name))
            problems += found
            if self._store and not found:
                self._store.keep(key, _GOOD)
        if problems:
            raise KitError(problems)
