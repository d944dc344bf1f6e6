"""Whether the files of a kit are as a build wrote them, or changed, or of another kit."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kit.output.folder import Kind, OpenFolder, opened_folder
from kit.output.leftovers import READY, waiting
from kit.output.manifest import MANIFEST, MOST_BYTES, ours, parsed, read_manifest
from kit.system.files import UnreadError, is_folder

# As the kit's list has it, or not; or, where files of two kits lie there, of the older or of the
# newer. What is gone was taken away for the newer, and nobody misses it.
State = Literal["as written", "changed", "link", "missing", "gone", "older", "newer"]


@dataclass(frozen=True)
class _Kits:
    """Digests of the files of the kit that the folder's list names, of the next, and of what lies.

    `waits` is whether files of the next have yet to take their places.
    """

    last: Mapping[str, str]
    next: Mapping[str, str]
    found: Mapping[str, str]
    waits: bool

    def is_of_next_alone(self, name: str) -> bool:
        """Whether the file lies there as the next kit has it, and the last had it not."""
        return self._fits(name, self.next) and not self._fits(name, self.last)

    def is_of_last_alone(self, name: str) -> bool:
        """Whether the file lies there as the last kit had it, and the next has it not."""
        return self._fits(name, self.last) and not self._fits(name, self.next)

    def is_gone(self, name: str) -> bool:
        """Whether the file was taken away for the next kit: so it is when all else has moved."""
        is_due = bool(self.next) and name not in self.next and not self.waits
        return is_due and name not in self.found

    def _fits(self, name: str, kit: Mapping[str, str]) -> bool:
        return name in kit and self.found.get(name) == kit[name]


def as_written(folder: Path) -> dict[str, State]:
    """How each file of the kit in a folder stands there; none where there is no kit.

    Nothing is touched or put in order. A build that was stopped amid its moves leaves files of two
    kits: which is which is known by their digests, as long as what waits lies beside them. Raises
    KitError where the manifest is not ours, OSError where the folder cannot be looked into.
    """
    if not is_folder(folder):
        return {}
    with opened_folder(folder) as opened:
        last = ours(read_manifest(opened))
        next_, waits = _waiting_kit(opened)
        kinds = {name: _kind(opened, name) for name in {**last, **next_}}
        found = {name: _digest(opened, name) for name, kind in kinds.items() if kind != "missing"}
    kits = _Kits(last, next_, found, waits)
    arrived = [name for name in next_ if kits.is_of_next_alone(name)]
    stayed = [name for name in last if kits.is_of_last_alone(name)]
    moved = bool(arrived) or any(map(kits.is_gone, last))
    mixed = moved and (bool(stayed) or waits)
    states = {name: _state(kits, name, mixed=mixed) for name in (*last, *arrived)}
    return {name: "link" if kinds[name] == "link" else state for name, state in states.items()}


def _state(kits: _Kits, name: str, *, mixed: bool) -> State:
    if name not in kits.found:
        return "gone" if kits.is_gone(name) else "missing"
    if kits.is_of_next_alone(name):
        return "newer" if mixed else "as written"
    if kits.is_of_last_alone(name):
        return "older" if mixed else "as written"
    return "as written" if kits.found[name] == kits.last[name] else "changed"


def _waiting_kit(folder: OpenFolder) -> tuple[dict[str, str], bool]:
    """The files of a kit that was to take the last one's place, and whether some have yet to."""
    try:
        if folder.kind(READY) != "folder":
            return {}, False
        with folder.below(READY) as ready:
            return ours(parsed(ready.read(MANIFEST, MOST_BYTES))), bool(waiting(ready))
    except (UnreadError, OSError, ValueError):
        return {}, False


def _kind(folder: OpenFolder, name: str) -> Kind:
    """What there is of this name; what cannot be looked at is there, but no file."""
    try:
        return folder.kind(name)
    except OSError:
        return "special"


def _digest(folder: OpenFolder, name: str) -> str:
    """The digest of a file, or nothing where it is none that can be read."""
    try:
        return folder.digest(name)
    except (UnreadError, OSError):
        return ""
