"""What tells this program and its libraries from other editions of them."""

import importlib.util
import json
import os
from functools import cache
from pathlib import Path

from kit.digests import digest

_PACKAGE = Path(__file__).parent


def key_of(*told: object) -> str:
    """What is the same for what is made of the same, by the same edition of the program.

    `told` is all that it is made of, in plain types.
    """
    return digest(json.dumps([_edition(), *told]).encode())


@cache
def _edition() -> str:
    """Our own modules as they lie there, and every installed package with its version.

    So it is right while they are being written as well; and WeasyPrint is made of many.
    """
    with os.scandir(_PACKAGE) as found:
        modules = [(one.name, one.stat()) for one in found if one.name.endswith(".py")]
    own = [f"{name} {about.st_size} {about.st_mtime_ns}" for name, about in modules]
    weasyprint = importlib.util.find_spec("weasyprint")
    beside = Path(weasyprint.origin).parent.parent if weasyprint and weasyprint.origin else _PACKAGE
    installed = [one.name for one in beside.glob("*.dist-info")]
    return digest("\n".join(sorted(own) + sorted(installed)).encode())
