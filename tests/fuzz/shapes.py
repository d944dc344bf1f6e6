"""Files that are packed or sealed, written so that a change somewhere in them is still read.

Of changed zips and pictures nearly all are refused for their check sums alone.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping

_HEADING = re.compile(rb"^=== ([\w./ -]{1,60})\n", re.MULTILINE)
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of several files in one: each stands below its name, as in `=== pack.yaml`."""
    _, *found = _HEADING.split(data)
    return {name.decode(): part for name, part in zip(found[::2], found[1::2], strict=True)}


def together(files: Mapping[str, bytes]) -> bytes:
    """Several files in one, as `parts` reads them."""
    return b"".join(b"=== %s\n%s" % (name.encode(), part) for name, part in files.items())


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, part in files.items():
            packed.writestr(zipfile.ZipInfo(name), part)
    return file.getvalue()


def with_sums(png: bytes) -> bytes:
    """A PNG with the right check sum behind each of its chunks."""
    made, at = [png[: len(_SIGNATURE)]], len(_SIGNATURE)
    while at + 8 <= len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        chunk = png[at + 4 : at + 8 + size]
        made += [png[at : at + 4], chunk, struct.pack(">I", zlib.crc32(chunk))]
        at += 12 + size
    return b"".join(made)
