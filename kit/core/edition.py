"""What tells this program and its libraries from other editions of them."""

import importlib.util
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kit.core.digests import digest

_PACKAGE = Path(__file__).parents[1]


def key_of(*told: object) -> str:
    """What is the same for what is made of the same, by the same edition of the program.

    `told` is all that it is made of, in plain types.
    """
    return digest(json.dumps([_edition(), *told]).encode())


def modules_below(folder: Path, beneath: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """Every module in a folder and those in it, by its path from there, with what its file is."""
    with os.scandir(folder) as found:
        for one in found:
            if one.is_dir(follow_symlinks=False):
                yield from modules_below(Path(one.path), f"{beneath}{one.name}/")
            elif one.name.endswith(".py"):
                yield f"{beneath}{one.name}", one.stat()


@cache
def _edition() -> str:
    """Our own modules, however deep they lie, and every installed package with its version.

    So it is right while they are being written as well; and WeasyPrint is made of many.
    """
    own = [f"{path} {about.st_size} {about.st_mtime_ns}" for path, about in modules_below(_PACKAGE)]
    weasyprint = importlib.util.find_spec("weasyprint")
    beside = Path(weasyprint.origin).parent.parent if weasyprint and weasyprint.origin else _PACKAGE
    installed = [one.name for one in beside.glob("*.dist-info")]
    return digest("\n".join(sorted(own) + sorted(installed)).encode())
