"""Whether a kit lies finished in its folder, made of all that it would be made of now."""

from pathlib import Path

from kit.core.errors import KitError
from kit.output.as_written import as_written
from kit.output.manifest import manifest_in
from kit.pipeline.kept_kits import kit_key
from kit.pipeline.request import Request
from kit.system.files import UnreadError
from kit.system.keys import inputs, key_of


def made_of(request: Request) -> str:
    """The key of all that goes into the folder of a kit: of its files, and of what their list says.

    Empty where something cannot be read any more.
    """
    session, pack = request.session, request.selection.pack
    told = (
        session.record(),
        session.made_from,
        session.individual,
        session.sources.is_written("pieces"),
        pack.cover.id,
        pack.digest,
        request.left_out,
    )
    try:
        return key_of("folder of a kit", kit_key(request), inputs(told))
    except (OSError, UnreadError):
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
