"""Whether a kit lies finished in its folder, made of all that it would be made of now."""

import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kit.content.packs import load_pack
from kit.core.errors import KitError
from kit.core.paths import FONTS, LAYOUTS
from kit.layout.overrides import FOLDER
from kit.output.as_written import as_written
from kit.output.manifest import manifest_in
from kit.session.model import Session
from kit.system.files import UnreadError, file_digest
from kit.system.keys import key_of

# So many digests of files are remembered, each for as long as its file stays as it is.
_MOST = 10_000


def made_of(session: Session) -> str:
    """The key of all that a kit of this session is made of: the same again gives the same kit.

    Of the session as it was read (names of people, options, what its printer needs), the pack and
    its own layouts, logo, profile, our layouts and typefaces, and all programs (key_of). Empty
    where it cannot be told.
    """
    try:
        pack = load_pack(session.content)
        folders = (LAYOUTS, FONTS, session.content / FOLDER)
        files = (session.logo, pack.looks.logo, session.printing.icc)
        return key_of(
            "finished kit",
            sys.version,
            session.model_dump(mode="json", exclude={"content", "out", "participants", "json_out"}),
            session.made_from,
            session.sources.is_written("pieces"),
            pack.digest,
            [list(_digests_below(folder)) for folder in folders],
            [_digest(path) if path else "" for path in files],
        )
    except (KitError, OSError, UnreadError):
        return ""


def is_finished(folder: Path, key: str) -> bool:
    """Whether the folder holds a kit that was made of this, each of its files as it was written."""
    if not key or manifest_in(folder).made_of.key != key:
        return False
    try:
        states = as_written(folder)
    except (KitError, OSError):
        return False
    return bool(states) and set(states.values()) == {"as written"}


def _digests_below(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), _digest(path)


def _digest(path: Path) -> str:
    about = path.stat()
    return _digest_of(path, about.st_size, about.st_mtime_ns, about.st_ino)


@lru_cache(_MOST)
def _digest_of(path: Path, *_about: int) -> str:
    return file_digest(path)
