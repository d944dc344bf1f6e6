"""Find the files of a content pack in its folder, and the problems of the folder itself."""

import difflib
import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.system.reasons import reason_of

# A palette and a motif are drawn for each.
MOST_AREAS = 12
# Files and folders of a pack, pictures and all. A pack of 12 areas has some 20.
_MOST_ENTRIES = 5_000

_AREA = re.compile(r"areas/(\d{1,6})-[a-z0-9-]+\.yaml")
_YAML = re.compile(r"\.ya?ml", re.IGNORECASE)
# What editors put beside a file: hidden, or with a tilde.
_EDITORS = re.compile(r"(^|/)\.|~$")
_LEADS_OUT = Message("this is a link that leads out of the pack: put what it leads to in its place")


def pack_files(folder: Path, single: Collection[str]) -> tuple[dict[str, Path], list[Problem]]:
    """The files of a pack by their names in it, areas by number, and the folder's problems.

    `single` are the names of those that there is one of. Raises KitError where this is no pack.
    """
    try:
        if not os.path.lexists(folder / "pack.yaml"):
            raise KitError.of(_no_pack(folder), str(folder))
        below = (name for name in names_below(folder) if not name.startswith("layouts/"))
        found = sorted(name for name in below if _YAML.search(name))
        inside = folder.resolve()
        led_out = [name for name in found if _leads_out(folder / name, inside)]
        linked = (folder / "areas").is_symlink()
    except OSError as error:
        text = Message("the folder cannot be read: {reason}", reason=reason_of(error))
        raise KitError.of(text, str(folder)) from error
    areas = sorted((int(m[1]), name) for name in found if (m := _AREA.fullmatch(name)))
    numbered = [name for _, name in areas]
    others = (name for name in found if name not in {*numbered, *single})
    told: dict[str, str] = {name: _misnamed(name, single) for name in others}
    told |= dict.fromkeys(led_out, _LEADS_OUT)
    if linked:
        told["areas"] = Message("this is a link to a folder: put the folder itself in its place")
    elif not areas:
        told[""] = Message("the pack has no areas: add areas/1-name.yaml")
    if len(areas) > MOST_AREAS:
        told[""] = Message(
            "the pack has {count} areas, and {most} at the most: make two packs of it",
            count=len(areas),
            most=MOST_AREAS,
        )
    names = [name for name in single if name in found] + numbered
    paths = {name: folder / name for name in names if name not in led_out}
    return paths, [Problem(str(folder / name), 0, 0, text) for name, text in told.items()]


def _leads_out(path: Path, inside: Path) -> bool:
    """Whether a path leads out of a folder; links in a circle do not, and are told where read."""
    try:
        return not path.resolve().is_relative_to(inside)
    except RuntimeError:
        return False


def names_below(folder: Path) -> Iterator[str]:
    """The names of everything below a folder, as paths from it; links are not followed.

    Also names such as 1-a.yaml.txt and 1-a.yml are seen, which would otherwise be passed over in
    silence. KitError for too many files, OSError where the folder cannot be read.
    """
    count = 0
    for where, folders, files in os.walk(folder, onerror=_refused):
        within = Path(where).relative_to(folder)
        count += len(folders) + len(files)
        if count > _MOST_ENTRIES:
            text = Message(
                "more than {most:,} files are in this folder: give the pack its own",
                most=_MOST_ENTRIES,
            )
            raise KitError.of(text, str(folder))
        folders[:] = [name for name in folders if not _EDITORS.search(name)]
        entries = ((within / name).as_posix() for name in (*files, *folders))
        yield from (name for name in entries if not _EDITORS.search(name))


def _refused(error: OSError) -> None:
    raise error


def _no_pack(folder: Path) -> str:
    if not folder.exists():
        return Message("there is no such folder: name the folder that holds the pack's pack.yaml")
    if not folder.is_dir():
        return Message(
            "this is a file: name the folder that it is in, {folder}", folder=str(folder.parent)
        )
    if inside := sorted(path.parent for path in folder.glob("*/pack.yaml")):
        return Message(
            "this is no content pack, since it has no pack.yaml: did you mean {folder}?",
            folder=str(inside[0]),
        )
    return Message(
        "this is no content pack, since it has no pack.yaml: name the folder that holds it"
    )


def _misnamed(name: str, single: Collection[str]) -> str:
    """What is told of a file that a pack has none of."""
    if name.startswith("areas/"):
        return Message(
            "a pack has no file of this name: name it by number, as in areas/1-name.yaml, or take "
            "it out"
        )
    if close := difflib.get_close_matches(name, single, n=1, cutoff=0.75):
        return Message("a pack has no file of this name: did you mean {file}?", file=close[0])
    return Message("a pack has no file of this name: take it out")
