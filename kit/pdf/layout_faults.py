"""What is wrong with layouts, told at that file of a pack's own that holds it.

What sets a face knows nothing of the files that it was filled in from. So it tells what stands so
in one of them, and that is looked for in the pack's.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.core.wording import cut_short, joined
from kit.layout.assets import SCHEME
from kit.layout.overrides import MOST_BYTES
from kit.system.files import UnreadError, whole_file

# What the layouts of several pieces load.
SHARED = ("cards.css", "pages.css", "base.css", "tokens.css", "macros.html")
_WRITTEN_IN = frozenset({".html", ".css", ".svg", ".md"})
# The last part of an address, where it is the name of a picture or of a stylesheet.
_FILE = re.compile(r"(?:.*[/\\])?([a-z][a-z0-9-]*\.(?:png|jpe?g|svg|css))", re.IGNORECASE)
_TOLD = 60
# Where a fault is of which nobody knows the line: in a piece or beside them all, and in one file or
# in one of several.
_IN_LAYOUT: Mapping[tuple[bool, bool], Message] = {
    (True, False): Message("in the layout of {piece}: {fault}"),
    (True, True): Message("in the layout of {piece} (or in {files}): {fault}"),
    (False, False): Message("in the layout of what stands beside the pieces: {fault}"),
    (False, True): Message(
        "in the layout of what stands beside the pieces (or in {files}): {fault}"
    ),
}


@dataclass(frozen=True)
class LayoutFault:
    """One thing that is wrong with a layout: `what`, and what to `do`, both of them messages.

    `written` stands so in the file at fault: text of which spaces do not matter, or an `address`,
    which is that of a file unless it `is_link`. `at` is its line and column there, where that is
    known of a stylesheet.
    """

    what: str
    do: str
    written: str = ""
    address: str = ""
    at: tuple[int, int] | None = None
    is_link: bool = False

    @property
    def patterns(self) -> Iterator[re.Pattern[str]]:
        """What to look for in files, the surest first."""
        if self.address:
            inside = self.address.removeprefix(SCHEME)
            ways = (self.address, unquote(self.address), inside, unquote(inside))
            for way in dict.fromkeys((*ways, *map(html.escape, ways))):
                yield re.compile(rf"(?<=[\"'(=])\s*{re.escape(way)}(?=[\"')\s>])")
        words = re.findall(r"[\w-]+|[^\w\s]", self.written)
        if words:
            yield re.compile(rf"(?<![\w-]){_spaced(words)}")


class LayoutError(KitError):
    """Raised for faults of layouts of which nobody knows yet where they stand."""

    def __init__(self, faults: Iterable[LayoutFault]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        super().__init__(Problem("", 0, 0, joined([one.what, one.do], ": ")) for one in self.faults)


def outside(address: str) -> LayoutFault:
    """The fault that an address leads to no file of the layouts."""
    what = Message(
        "«{address}» is outside the kit's own folders", address=cut_short(address, _TOLD)
    )
    do = Message("name a file in the layouts, as kit:///layouts/value-cards/picture.png")
    return LayoutFault(what, do, address=address)


def files_of_face(own: Path | None, piece: str, kind: str = "") -> list[Path]:
    """The pack's own files that a face of a piece is drawn with: its template before the styles."""
    if own is None:
        return []
    templates = [own / piece / f"{kind}.html"] if kind else sorted((own / piece).glob("*.html"))
    names = [*templates, own / piece / "style.css", *(own / name for name in SHARED)]
    return [path for path in names if path.is_file()]


def placed(faults: Sequence[LayoutFault], own: Path, piece: str) -> KitError:
    """The faults of the layouts of a piece, each told at the file of the pack's that holds it."""
    files = _own_files(own, piece)
    return KitError(_problem_placed(one, own, piece, files) for one in faults)


def _problem_placed(fault: LayoutFault, own: Path, piece: str, files: dict[Path, str]) -> Problem:
    text = joined([fault.what, _do(fault, own, piece)], ": ")
    for path, line, column in _where_it_may_stand(fault, files):
        return Problem(str(path), line, column, text)
    drawn_with = files_of_face(own, piece) or list(files)
    others = tuple(map(str, drawn_with[1:4]))
    told = _IN_LAYOUT[bool(piece), bool(others)].with_values(piece=piece, files=others, fault=text)
    return Problem(str(drawn_with[0] if drawn_with else own), 0, 0, told)


def _do(fault: LayoutFault, own: Path, piece: str) -> str:
    """What to do: of an address, which one to write for the same file in the layouts."""
    name = _FILE.fullmatch(fault.address.partition("?")[0])
    if not name or not piece or fault.is_link or fault.address.startswith(f"{SCHEME}layouts/"):
        return fault.do
    file = name[1].lower()
    written = f"{SCHEME}layouts/{piece}/{file}"
    if (own / piece / file).is_file():
        return Message("write {address}", address=written)
    return Message(
        "put the file into {folder}, and write {address}",
        folder=str(own / piece),
        address=written,
    )


def _where_it_may_stand(
    fault: LayoutFault, files: dict[Path, str]
) -> Iterator[tuple[Path, int, int]]:
    """Where a fault may stand, the surest place first."""
    sheets = {path: text.split("\n") for path, text in files.items() if path.suffix == ".css"}
    if fault.at:
        line, column = fault.at
        there = [path for path, lines in sheets.items() if _has_place(lines, line, column)]
        for path in there:
            rest = sheets[path][line - 1][column - 1 :]
            if fault.written and any(pattern.match(rest) for pattern in fault.patterns):
                yield path, line, column
        if not fault.written and len(there) == 1:
            yield there[0], line, column
    for pattern in fault.patterns:
        for path, text in files.items():
            if found := pattern.search(text):
                at = found.end() - len(found[0].lstrip())
                begin = text.rfind("\n", 0, at)
                yield path, text.count("\n", 0, at) + 1, at - begin


def _has_place(lines: Sequence[str], line: int, column: int) -> bool:
    return line <= len(lines) and column <= len(lines[line - 1]) + 1


def _own_files(own: Path, piece: str) -> dict[Path, str]:
    """The texts of the pack's templates and styles, those of the piece first."""
    paths = [path for path in sorted(own.rglob("*")) if path.suffix in _WRITTEN_IN]
    paths.sort(key=lambda path: path.parent.name != piece)
    texts: dict[Path, str] = {}
    for path in paths:
        try:
            data = whole_file(path, MOST_BYTES)
        except UnreadError:
            continue  # it changed meanwhile
        texts[path] = data.decode("utf-8", "replace").replace("\r\n", "\n").removeprefix("\ufeff")
    return texts


def _spaced(words: Iterable[str]) -> str:
    return r"\s*".join(map(re.escape, words))
