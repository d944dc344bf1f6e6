"""A pack's own layouts: its files take the place of the program's files of the same names."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kit.content.models import Model
from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.core.paths import LAYOUTS
from kit.core.wording import enumerated
from kit.layout.labels import labels_laid_over
from kit.layout.pieces import CardLooks, MarginFaces, Piece
from kit.reading.document import Document
from kit.reading.source import source_text
from kit.reading.validation import load
from kit.system.files import Hindrance, UnreadError, whole_file
from kit.system.reasons import reason_of
from kit.system.scratch import ScratchFolder, remove_left_behind

FOLDER = "layouts"
# In a temporary folder: the program's layouts with the pack's over them.
_LAID = "layouts"
# Of a pack's layouts; the program's own are 110 files of up to 30 kB.
_MOST_FILES = 300
MOST_BYTES = 2_000_000
_SUFFIXES = (".html", ".css", ".yaml", ".md", ".png", ".jpg", ".jpeg", ".svg")
_NAME = re.compile(r"(?:[a-z][a-z0-9-]*/){0,2}[a-z][a-z0-9-]*\.[a-z]+")
_LABELS = re.compile(r"labels/(nb|nn|en)\.yaml")
_PIECE = re.compile(r"([a-z0-9-]+)/piece\.yaml")
_HINDRANCES: dict[Hindrance, str] = {
    "missing": Message("it was taken away while it was read: put it back"),
    "folder": Message("this is a folder where a file should be: put a file in its place"),
    "special": Message("this is a pipe or a device, and no file: put a file in its place"),
    "unreadable": Message(
        "{reason}: see that you may read it, and no other program keeps it to itself"
    ),
    "large": Message("it is larger than {most} MB: make it smaller", most=MOST_BYTES // 10**6),
}
_MODELS: dict[str, type[Model]] = {"cards.yaml": CardLooks, "margin/margin.yaml": MarginFaces}


@dataclass(frozen=True)
class LayoutFolder:
    """The folder of layouts that a kit is drawn with.

    `own` is the pack's folder, where templates of it are among them; those run in a sandbox.
    What was laid over each other is `held`, and lies at `path` for as long as this is.
    """

    path: Path
    own: Path | None = None
    held: ScratchFolder | None = field(default=None, compare=False, repr=False)


def layouts_for(pack: Path, language: str, *, allow: bool | None) -> LayoutFolder:
    """The layouts to draw a pack with: the program's, with the pack's own in their place.

    Its labels are words like all others. What else it has decides what is drawn, and how, and so it
    is taken with `allow` alone; without an answer, KitError asks for one. Raises KitError with all
    that is wrong in the pack's own.
    """
    own = pack / FOLDER
    if not os.path.lexists(own):
        return _programs_own()
    names = _file_names(own)
    drawn = [name for name in names if not _LABELS.fullmatch(name)]
    if drawn and allow is None:
        raise KitError.of(
            Message(
                "this pack has layouts of its own, such as {name}: say --allow-layouts if you "
                "trust whoever made them, or --no-allow-layouts to draw it as usual",
                name=drawn[0],
            ),
            str(own),
        )
    taken = drawn if allow else []
    labels = f"labels/{language}.yaml"
    if not taken and labels not in names:
        return _programs_own()
    problems: list[Problem] = []
    for name in taken:
        problems += _problems_in(own / name, name)
    pieces = _Pieces.among(names, allowed=bool(allow))
    words = _labels_as_yaml(own, language, pieces, problems, written=labels in names)
    if problems:
        raise KitError(problems)
    held = _laid_over_each_other(own, taken, {labels: words})
    return LayoutFolder(held.path / _LAID, own if taken else None, held)


def _programs_own() -> LayoutFolder:
    """The program's own layouts, where they lie."""
    # A build that was killed may have laid others: the next one removes them, whatever it is
    # drawn by. Whoever makes a temporary folder does so anyway.
    remove_left_behind()
    return LayoutFolder(LAYOUTS)


@dataclass(frozen=True)
class _Pieces:
    """The pieces that a pack brings: those that are drawn, and those that nobody allowed."""

    drawn: Sequence[str]
    left_out: Sequence[str]

    @classmethod
    def among(cls, names: Sequence[str], *, allowed: bool) -> "_Pieces":
        """Those whose piece.yaml is among these files."""
        found = [m[1] for name in names if (m := _PIECE.fullmatch(name))]
        return cls(found, ()) if allowed else cls((), found)


def _laid_over_each_other(
    own: Path, taken: Sequence[str], made: Mapping[str, str]
) -> ScratchFolder:
    """A folder of the program's layouts, with these files of the pack's and these texts instead.

    Raises KitError where there is no room for it.
    """
    try:
        held = ScratchFolder()
        # Not as they are marked, since an installed program may be read-only.
        for path in LAYOUTS.rglob("*"):
            if path.is_file():
                _put(held.path / _LAID / path.relative_to(LAYOUTS), path.read_bytes())
        for name in taken:
            _put(held.path / _LAID / name, whole_file(own / name, MOST_BYTES))
        for name, text in made.items():
            _put(held.path / _LAID / name, text.encode())
    except UnreadError as error:
        told = Message("these files changed while they were read: try again")
        raise KitError.of(told, str(own)) from error
    except OSError as error:
        told = Message(
            "the system's temporary folder takes no files: {reason}; make room there, or see that "
            "you may write in it",
            reason=reason_of(error),
        )
        raise KitError.of(told) from error
    return held


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _labels_as_yaml(
    own: Path, language: str, pieces: _Pieces, problems: list[Problem], *, written: bool
) -> str:
    """The labels of a language with the pack's changes, as YAML; adds to `problems`."""
    theirs = LAYOUTS / "labels" / f"{language}.yaml"
    path = own / "labels" / f"{language}.yaml"
    known = Document(theirs, str(theirs)).data
    laid = known
    if written:
        try:
            laid = labels_laid_over(known, path, str(path), pieces.drawn, pieces.left_out)
        except KitError as error:
            problems += error.problems
            return ""
    missing = [name for name in pieces.drawn if name not in laid["pieces"]]
    told = Message("pieces.{name} is missing: add its title and its file")
    problems += [Problem(str(path), 0, 0, told.with_values(name=name)) for name in missing]
    from kit.reading.yaml_writing import yaml_text

    return yaml_text(laid)


def _file_names(own: Path) -> list[str]:
    """The names of all files in the folder, relative to it.

    Raises KitError for links, for names that no layout has, and for too many files.
    """
    problems: list[Problem] = []
    found: list[str] = []
    try:
        for path in _visible_paths(own):
            name = path.relative_to(own).as_posix()
            if path.is_symlink():
                told = Message("this is a link: put the file itself in its place")
            elif path.is_dir():
                continue
            elif not _NAME.fullmatch(name) or not name.endswith(_SUFFIXES):
                told = Message(
                    "no layout is called so: use a-z, digits and hyphens, and an ending such as "
                    ".html or .css, or take it out"
                )
            else:
                found.append(name)
                continue
            problems.append(Problem(str(path), 0, 0, told))
            if len(found) > _MOST_FILES:
                break
    except OSError as error:
        told = Message("the folder cannot be read: {reason}", reason=reason_of(error))
        raise KitError.of(told, str(own)) from error
    if len(found) > _MOST_FILES:
        told = Message("these are more than {most} files: take some out", most=_MOST_FILES)
        raise KitError.of(told, str(own))
    if problems:
        raise KitError(problems)
    return sorted(found)


def _visible_paths(own: Path) -> Iterator[Path]:
    """All files and folders below a folder but hidden ones; links are not followed."""
    if own.is_symlink() or not own.is_dir():
        yield own
        return
    for where, folders, files in os.walk(own):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        visible = (name for name in (*folders, *files) if not name.startswith("."))
        yield from (Path(where) / name for name in visible)


def _problems_in(path: Path, name: str) -> tuple[Problem, ...]:
    """What is wrong with one file of a pack's layouts: its contents, or that it cannot be read."""
    try:
        if _PIECE.fullmatch(name):
            return _missing_templates(path.parent, load(path, str(path), Piece))
        if name in _MODELS:
            load(path, str(path), _MODELS[name])
        elif path.suffix in (".html", ".css", ".md", ".yaml"):
            source_text(path, str(path))
        else:
            whole_file(path, MOST_BYTES)
    except KitError as error:
        return error.problems
    except UnreadError as error:
        return (Problem(str(path), 0, 0, error.in_words(_HINDRANCES)),)
    return ()


def _missing_templates(folder: Path, piece: Piece) -> tuple[Problem, ...]:
    """A problem for each template of a piece that neither its folder nor the program has."""
    told = Message("{name} is missing: a piece made as {made_as} is drawn by {templates}")
    needed = enumerated(piece.templates)
    places = (folder, LAYOUTS / folder.name)
    return tuple(
        Problem(
            str(folder),
            0,
            0,
            told.with_values(name=name, made_as=piece.made_as, templates=needed),
        )
        for name in piece.templates
        if not any((place / name).is_file() for place in places)
    )
