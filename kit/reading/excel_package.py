"""The parts of a workbook, which is a zip of XML files: found, unpacked within bounds, parsed."""

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

# What is read of a workbook may take so much, unpacked: 1,000 people take a tenth of a MB. And it
# may have so many tags, which is what takes time.
MOST_UNPACKED = 30_000_000
MOST_TAGS = 1_500_000
# A part that is held as a whole may have so many: 64,000 styles, the most there may be, have fewer.
_MOST_TAGS_AT_ONCE = 400_000

# The namespaces of what is read. The second of workbooks is that of «Strict Open XML».
_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
)


class TooLargeError(Exception):
    """Raised for a workbook that would take too much memory, or time."""


class DamagedError(Exception):
    """Raised where a workbook is none, or not whole."""


class Listener(Protocol):
    """What is told the tags and the text of XML as they come, names as `tags` makes them."""

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        """Begin an element, with its attributes."""

    def end(self, tag: str) -> None:
        """End an element."""

    def words(self, text: str) -> None:
        """Take text between tags, not always all at once."""


def tags(*names: str) -> dict[str, str]:
    """Names as a listener is told them, to what they are called; of every known namespace."""
    return {f"{space} {name}": name for space in _SPACES for name in names}


def listen(xml: bytes, listener: Listener) -> None:
    """Tell a listener all that stands in XML. DamagedError where it is none, or has entities."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = listener.start
    parser.EndElementHandler = listener.end
    parser.CharacterDataHandler = listener.words
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise DamagedError(str(error)) from error


def _refuse(*_declared: object) -> None:
    raise DamagedError("a document type, which no workbook has")


class _Tree:
    """A listener that makes a tree of elements, for small parts; names lose their namespace."""

    def __init__(self) -> None:
        self.builder = TreeBuilder()
        self.words = self.builder.data

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        bare = {key.rpartition(" ")[2]: value for key, value in given.items()}
        self.builder.start(name if space in _SPACES else tag, bare)

    def end(self, tag: str) -> None:
        space, _, name = tag.rpartition(" ")
        self.builder.end(name if space in _SPACES else tag)


def tree(xml: bytes) -> Element:
    """A small part as a tree, names of elements and attributes without their namespace."""
    if xml.count(b"<") > _MOST_TAGS_AT_ONCE:
        raise TooLargeError
    made = _Tree()
    listen(xml, made)
    return made.builder.close()


def is_on(said: str | None) -> bool:
    """Whether an attribute says yes."""
    return said in ("1", "true", "on")


@dataclass(frozen=True)
class Relation:
    """What a part says of another: which kind it is of, and its name."""

    kind: str
    target: str


class Package:
    """A workbook's parts, by name; how much of it was unpacked is counted."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        # Some programs write names with the other slash, and no name depends on its case.
        self._parts = {
            part.filename.replace("\\", "/").lower(): part for part in self._zip.infolist()
        }
        self._unpacked = 0
        self._tags = 0

    def part(self, name: str) -> bytes:
        """The content of a part. DamagedError where there is none, TooLargeError beyond bounds."""
        part = self._parts.get(name.lower())
        if part is None:
            raise DamagedError(f"no part {name}")
        # A part that says less than it holds is cut off there by zipfile, and damaged.
        self._unpacked += part.file_size
        if self._unpacked > MOST_UNPACKED:
            raise TooLargeError
        content = self._zip.read(part)
        self._tags += content.count(b"<")
        if self._tags > MOST_TAGS:
            raise TooLargeError
        return content

    def relations(self, name: str) -> dict[str, Relation]:
        """The other parts that a part speaks of, by the ids that it gives them.

        Of the package itself, whose `name` is empty, it is the workbook above all.
        """
        folder, file = posixpath.split(name)
        found = {}
        for one in tree(self.part(posixpath.join(folder, "_rels", f"{file}.rels"))):
            if one.get("TargetMode") != "External":
                target = posixpath.join("/", folder, one.get("Target", "").replace("\\", "/"))
                kind = one.get("Type", "").rpartition("/")[2]
                found[one.get("Id", "")] = Relation(kind, posixpath.normpath(target).lstrip("/"))
        return found
