"""A folder or a file at any place: there whole, or not at all, whenever it is stopped.

It is made beside its place, in a folder that is known to be ours (kit.output.seals): whatever is
made there next takes it away, if the machine stopped before. Nothing is reached through a link but
the folder around it.
"""

from collections.abc import Mapping
from pathlib import Path

from kit.output.manifest import ELSEWHERE
from kit.output.swap import Tell, begun, held, unheard
from kit.system.stops import undisturbed

# What it is called until it has its place.
_NEW = "new"


def new_folder(folder: Path, files: Mapping[str, bytes], tell: Tell = unheard) -> None:
    """Make a folder of these files, in place of an empty one or of none.

    `tell` hears of what is put in order there, of a build that was stopped. Raises OSError, and
    KitError where something that is not ours is in the way.
    """
    with held(folder.parent, ELSEWHERE, tell) as around, begun(around) as (coming, _):
        coming.make(_NEW)
        with coming.below(_NEW) as made:
            made.write(files)
            made.flush()
        with undisturbed():
            coming.rename(_NEW, folder.name, around)
        around.flush()


def new_file(path: Path, data: bytes, tell: Tell = unheard) -> None:
    """Make a file where none is. Tells and raises as new_folder does."""
    with held(path.parent, ELSEWHERE, tell) as around, begun(around) as (coming, _):
        coming.write({_NEW: data})
        with undisturbed():
            coming.give(_NEW, around, path.name)
        around.flush()


def saved_file(path: Path, data: bytes) -> None:
    """Make a file, in place of the one that is there or of none. Raises as new_folder does."""
    with held(path.parent, ELSEWHERE) as around, begun(around) as (coming, _):
        coming.write({_NEW: data})
        with undisturbed():
            coming.move(_NEW, around, path.name)
        around.flush()
