"""What a pack offers to choose from; known from before, where none of its files has changed.

So it is told at once, without the libraries that read and check a pack.
"""

import json
import re
from functools import partial
from pathlib import Path
from typing import Literal

from kit.core.cache import Store
from kit.core.digests import digest
from kit.core.edition import key_of
from kit.core.files import UnreadError, whole_file
from kit.core.paths import DEFAULT_PACK, FONTS, LAYOUTS
from kit.core.table import Table
from kit.reading.source import MOST_BYTES

Listed = Literal["areas", "values", "dilemmas", "questions", "pieces"]


def offered(what: Listed, content: Path | None, store: Store) -> Table:
    """What there is of one kind in a pack, or in the default one.

    Raises KitError with all that is wrong in the pack: only of a pack that is good this is kept.
    """
    folder = content or DEFAULT_PACK
    made_of = [digest(path.read_bytes()) for path in sorted(FONTS.glob("*.json"))]
    made_of += _as_they_are(folder) + (_as_they_are(LAYOUTS) if what == "pieces" else [])
    key = key_of("offer", what, made_of)
    columns, rows = json.loads(store.made(key, partial(_written, what, folder)))
    return Table(tuple(columns), tuple(map(tuple, rows)))


def _as_they_are(folder: Path) -> list[str]:
    """The names and digests of the YAML files in a folder, also of those that cannot be read."""
    files = sorted(path for path in folder.rglob("*") if re.search(r"\.ya?ml", path.name.lower()))
    return [f"{path.relative_to(folder)} {_digest(path)}" for path in files]


def _digest(path: Path) -> str:
    try:
        return digest(whole_file(path, MOST_BYTES))
    except UnreadError as error:
        return str(error)


def _written(what: Listed, folder: Path) -> bytes:
    table = _read(what, folder)
    return json.dumps([table.columns, table.rows], ensure_ascii=False).encode()


def _read(what: Listed, folder: Path) -> Table:
    # Loaded only where the pack is read.
    from kit.authoring.content_listing import content_table, pieces_table
    from kit.content.packs import load_pack
    from kit.session.selection import select

    pack = load_pack(folder)
    if what != "pieces":
        return content_table(what, select(pack))

    from kit.layout.labels import load_labels
    from kit.layout.overrides import layouts_for
    from kit.layout.pieces import load_pieces

    layouts = layouts_for(folder, pack.cover.language, allow=False).path
    return pieces_table(load_pieces(layouts), load_labels(layouts, pack.cover.language))
