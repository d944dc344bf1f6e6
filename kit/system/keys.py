"""Keys of results that are kept: digests of all that a result is made of, programs included."""

import contextlib
import datetime
import importlib.util
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path, PurePath
from typing import Any

from kit.core.version import LOADED_SINCE
from kit.system.files import digest

_PACKAGE = Path(__file__).parents[1]
# The libraries beneath WeasyPrint that decide how a page is typeset and written, by the names that
# it looks for itself on Windows, Linux and macOS, and what tells their version.
_LIBRARIES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("libpango-1.0-0", "libpango-1.0.so.0", "libpango-1.0.dylib"), "pango_version_string"),
    (("libharfbuzz-0", "libharfbuzz.so.0", "libharfbuzz.0.dylib"), "hb_version_string"),
    (("libharfbuzz-subset-0", "libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"), ""),
)


def key_of(*told: object) -> str:
    """The key of a result: a digest of its inputs and of the versions of all programs.

    `told` is all that the result is made of, in plain types; see `inputs` for what is not plain.
    """
    return digest(json.dumps([_program(), *told]).encode())


def inputs(value: object) -> object:
    """A value as plain types that differ wherever two values do.

    Dataclasses and models are told by their fields, but for those left out of comparisons; what has
    a method `told_in_keys` by what that gives. Raises TypeError for what cannot be told, so that
    nothing is ever left out of a key by accident.
    """
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    kind = type(value).__qualname__
    if isinstance(value, bytes):
        return [kind, digest(value)]
    if isinstance(value, (datetime.date, PurePath)):
        return [kind, str(value)]
    if isinstance(value, Mapping):
        return ["mapping", [[inputs(key), inputs(one)] for key, one in value.items()]]
    if isinstance(value, Set):
        return ["set", sorted(json.dumps(inputs(one)) for one in value)]
    if isinstance(value, Sequence):
        return ["sequence", [inputs(one) for one in value]]
    told = getattr(value, "told_in_keys", None)
    if told is not None and not isinstance(value, type):
        return [kind, inputs(told())]
    return [kind, [[name, inputs(one)] for name, one in _fields(value)]]


def _fields(value: object) -> Iterator[tuple[str, Any]]:
    # A model may have a dataclass among its bases, which knows but some of its fields.
    if hasattr(value, "__pydantic_fields__"):
        yield from vars(value).items()
    elif is_dataclass(value) and not isinstance(value, type):
        yield from ((one.name, getattr(value, one.name)) for one in fields(value) if one.compare)
    else:
        raise TypeError(f"{type(value).__qualname__} cannot be told in a key")


def modules_below(folder: Path, beneath: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """Every Python module in a folder and below it, by its path from there, with its os.stat."""
    with os.scandir(folder) as found:
        for one in found:
            if one.is_dir(follow_symlinks=False):
                yield from modules_below(Path(one.path), f"{beneath}{one.name}/")
            elif one.name.endswith(".py"):
                yield f"{beneath}{one.name}", one.stat()


@cache
def _program() -> str:
    """A digest of our own modules, of every installed package's version and of libraries beneath.

    So it is right while modules are being written as well. A module is told by its size and by
    when it and its entry in the file system last changed: the latter nobody can set. Where one was
    written since this process began, nobody knows which of the two is at work here: then the digest
    is that of no other process, and whatever is made is made anew.
    """
    modules = list(modules_below(_PACKAGE))
    own = [
        f"{path} {about.st_size} {about.st_mtime_ns} {about.st_ctime_ns}" for path, about in modules
    ]
    # Windows tells when a file was made, and not when its entry changed. Some lie in the future.
    times = (when for _, one in modules for when in (one.st_mtime_ns, one.st_ctime_ns))
    now = time.time_ns()
    if any(LOADED_SINCE < when <= now for when in times):
        own.append(os.urandom(16).hex())
    weasyprint = importlib.util.find_spec("weasyprint")
    beside = Path(weasyprint.origin).parent.parent if weasyprint and weasyprint.origin else _PACKAGE
    installed = [one.name for one in beside.glob("*.dist-info")]
    told = [sys.version, *sorted(own), *sorted(installed), *libraries()]
    return digest("\n".join(told).encode())


def libraries() -> Iterator[str]:
    """The versions of the libraries that WeasyPrint stands upon, one a line; "none" where missing.

    They are asked by themselves, which takes 3 ms: WeasyPrint would take 300.
    """
    import ctypes

    for names, version in _LIBRARIES:
        loaded = None
        for name in names:
            with contextlib.suppress(OSError):
                loaded = ctypes.CDLL(name)
                break
        if loaded is None or not version:
            yield f"{names[0]} {'none' if loaded is None else 'there'}"
            continue
        ask = getattr(loaded, version)
        ask.restype = ctypes.c_char_p
        yield f"{names[0]} {ask().decode()}"
