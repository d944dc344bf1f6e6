"""Which session file is meant: a name without its ending, a folder, a name that is nearly right."""

import difflib
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.core.errors import KitError
from kit.core.messages import Message
from kit.core.wording import either, in_short
from kit.output.manifest import MANIFEST, made_from
from kit.session.options import KEYS, SESSION_FILE
from kit.system.files import UnreadError, is_folder, opened
from kit.system.reasons import reason_of
from kit.typed.paths import quoted, typed_path

# Editors on Windows add .txt, and its Explorer hides that.
ENDINGS = (".yaml", ".yml", ".yaml.txt", ".yml.txt")
# The cover of a content pack.
_PACK = "pack.yaml"
_OTHERS_OF_PACKS = ("looks.yaml", "looks.yml")

# Those that are not read are told what to be saved as. A .txt may be a session file.
_SPREADSHEETS = (
    *(".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xltx", ".xltm"),
    *(".xls", ".xlsb", ".ods", ".numbers"),
)
# What Excel puts before the name of a workbook that it has open, for a file of its own beside it.
OF_EXCEL = "~$"
_IN_PATTERNS = frozenset("*?[")

_NO_SESSION = {
    ".csv .tsv .xlsx .xls .xlsm .xltx .ods .numbers": Message(
        "this is a list, no session file: name it with --participants if it holds those who take "
        "part, or behind participants: in a session file"
    ),
    ".pdf": Message(
        "this is a PDF, no session file, which ends in .yaml: `kit new` writes one, and "
        "`kit check` looks through PDFs"
    ),
    ".doc .docx .odt .rtf .pages": Message(
        "this is a document, no session file, which is plain text and ends in .yaml: `kit new` "
        "writes one"
    ),
    ".png .jpg .jpeg .gif .svg .webp .heic": Message(
        "this is a picture, no session file: name it with --logo if it is a logo, or behind logo: "
        "in a session file"
    ),
    ".zip": Message("this is an archive: unpack it, and name the session file in it"),
}
# In bytes; systems take 255, and an ending is to come.
_LONGEST_NAME = 240
_NOT_IN_NAMES = frozenset('<>:"|?*')
_DEVICES = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")
# So many bytes of a file are looked into to tell what it is.
_LOOKED_INTO = 100_000
# So many files are named in a message.
_MOST_NAMED = 6
_KEY = re.compile(r"^([^\W\d_][\w-]*)[ \t]*:", re.MULTILINE)


@dataclass(frozen=True)
class MeantFile:
    """A session file, and what to say where its name is not the one that was typed."""

    path: Path
    said: str = ""


def session_file_meant(typed: Path) -> MeantFile:
    """The session file that was meant. KitError where there is none, or more than one.

    What it holds is not read: a file that is there under this name is taken.
    """
    path = typed_path(str(typed))
    try:
        if path.is_dir():
            return _in_folder(path)
        if path.exists():
            return MeantFile(path)
    except OSError as error:  # such as a name that is too long
        text = Message("{reason}: look at how its name is spelt", reason=reason_of(error))
        raise KitError.of(text, str(path)) from error
    return _of_nearly_this_name(path)


def session_file_to_write(typed: Path) -> MeantFile:
    """The file that a new session is written to; its ending is put to the name where it lacks.

    KitError for a name that no session file may have, or that one has already in another spelling.
    """
    path = typed_path(str(typed))
    if len(path.name.encode(errors="surrogatepass")) > _LONGEST_NAME:
        raise KitError.of(Message("this name is too long for a file: shorten it"), str(path))
    if is_folder(path):
        path /= SESSION_FILE
        return MeantFile(path, _told(path))
    if not path.name.lower().endswith((*ENDINGS, ".txt")):
        check_kind(path)
        path = path.with_name(f"{bare_name(path.name)}{ENDINGS[0]}")
    _check_name(path)
    alike = [one for one in _alike(path) if one != path] if is_folder(path.parent) else []
    if alike:
        text = Message(
            "{name} is there already: change it by hand, or choose another name",
            name=alike[0].name,
        )
        raise KitError.of(text, str(path))
    return MeantFile(path, _told(path) if path.name != typed.name else "")


def _check_name(path: Path) -> None:
    """KitError where Windows has no such name: files are mailed on to those who have it."""
    wrong = sorted({sign for sign in path.name if sign in _NOT_IN_NAMES or not sign.isprintable()})
    if wrong:
        signs = " ".join(wrong)
        text = Message("no file on Windows has {signs} in its name: leave it out", signs=signs)
        raise KitError.of(text, str(path))
    stem = path.name.partition(".")[0].strip().lower()
    if not stem or _DEVICES.fullmatch(stem):
        raise KitError.of(Message("no file on Windows has this name: choose another"), str(path))


def are_several(named: Sequence[Path]) -> bool:
    """Whether several sessions may be named, and not a single file: for kit.many to find out."""
    if len(named) != 1:
        return len(named) > 1
    path = typed_path(str(named[0]))
    if is_folder(path):
        return len(session_files(path)) > 1
    return is_spreadsheet(path) or is_pattern(path)


def is_spreadsheet(path: Path) -> bool:
    """Whether a file may be a spreadsheet of sessions, by its name."""
    return path.name.lower().endswith(_SPREADSHEETS) and not path.name.startswith(OF_EXCEL)


def is_pattern(path: Path) -> bool:
    """Whether a path is a pattern such as *.yaml, and no file of just this name."""
    return bool(_IN_PATTERNS & set(str(path))) and not os.path.lexists(path)


def check_kind(path: Path) -> None:
    """KitError where the name of a file tells that it is no session file."""
    ending = path.suffix.lower()
    if path.name.startswith(OF_EXCEL):
        book = path.name.removeprefix(OF_EXCEL)
        text = Message(
            "this is Excel's own while it has a workbook open: name {name} itself", name=book
        )
        raise KitError.of(text, str(path))
    for endings, text in _NO_SESSION.items():
        if ending in endings.split():
            raise KitError.of(text, str(path))
    if path.name.lower() == MANIFEST:
        text = Message(
            "this tells of a finished kit, and is no session file: {advice}",
            advice=_of_kit(path.parent),
        )
        raise KitError.of(text, str(path))
    if path.name.lower() == _PACK:
        text = Message(
            "this is the cover of a content pack, no session file: name its folder, {folder}, with "
            "--content",
            folder=str(path.parent),
        )
        raise KitError.of(text, str(path))


def session_files(folder: Path) -> list[Path]:
    """The session files in a folder, told by the keys in them, in the order of the alphabet."""
    try:
        return [path for path in sorted(folder.iterdir()) if is_session_file(path)]
    except OSError:
        return []


def others_in(folder: Path) -> list[str]:
    """The names of files in a folder that end as session files do and are none, nor a pack's."""
    return [
        path.name
        for path in sorted(folder.iterdir())
        if path.name.lower().endswith(ENDINGS)
        and path.name.lower() not in (_PACK, *_OTHERS_OF_PACKS)
        and not is_session_file(path)
    ]


def passed_over(folder: Path) -> str:
    """What to say where no session file was named, and some lie in the folder; or nothing."""
    found = session_files(folder)
    if not found:
        return ""
    name = quoted(Path(found[0].name))
    if len(found) == 1:
        return Message(
            "No session file was named, so {file} is not read: put {name} behind the command to "
            "use it.",
            file=found[0].name,
            name=name,
        )
    return Message(
        "No session file was named, so the {count} session files here are not read: put {name} "
        "behind the command to use it.",
        count=len(found),
        name=name,
    )


def bare_name(name: str) -> str:
    """A file's name without the ending of session files, and without spaces and dots behind it.

    Windows leaves out such dots and spaces when it makes a file.
    """
    lowered = name.lower()
    ending = next((one for one in sorted(ENDINGS, key=len)[::-1] if lowered.endswith(one)), "")
    return name[: len(name) - len(ending)].rstrip(". ")


def is_session_file(path: Path) -> bool:
    """Whether a file is one by its name and by the keys in it, of which some may be misspelt."""
    name = path.name.lower()
    if not name.endswith(ENDINGS) or name in (_PACK, *_OTHERS_OF_PACKS):
        return False
    try:
        with opened(path) as file:
            text = file.read(_LOOKED_INTO).decode("utf-8-sig", "replace")
    except UnreadError:
        return False
    keys = _KEY.findall(text)
    # Some may be misspelt, and other files have a title as well. An empty one may have been one.
    return not text.strip() or 2 * sum(key in KEYS for key in keys) > len(keys)


def _in_folder(folder: Path) -> MeantFile:
    """The one session file in a folder."""
    found = session_files(folder)
    if len(found) == 1:
        return MeantFile(found[0], _told(found[0]))
    if found:
        text = Message(
            "there are {count} session files here: name one of {names}",
            count=len(found),
            names=_listed(found),
        )
        raise KitError.of(text, str(folder))
    if (folder / MANIFEST).is_file():
        text = Message("this folder holds a finished kit: {advice}", advice=_of_kit(folder))
        raise KitError.of(text, str(folder))
    if (folder / _PACK).is_file():
        text = Message(
            "this is a content pack: name it with --content, as in --content {folder}",
            folder=quoted(folder),
        )
        raise KitError.of(text, str(folder))
    text = Message("there is no session file in this folder: `kit new` writes one")
    book = next((path for path in sorted(folder.glob("*.xlsx")) if is_spreadsheet(path)), None)
    if book:
        text = Message(
            "there is no session file in this folder: `kit new` writes one; a spreadsheet of "
            "sessions is named itself: {name}",
            name=quoted(book),
        )
    raise KitError.of(text, str(folder))


def _of_nearly_this_name(path: Path) -> MeantFile:
    """The file whose name differs in its ending alone, or in what is not seen."""
    folder = path.parent
    if not folder.is_dir():
        raise KitError.of(
            Message("there is no such folder: look at how its name is spelt"), str(folder)
        )
    try:
        alike = list(_alike(path))
    except OSError as error:
        text = Message("this folder cannot be read: {reason}", reason=reason_of(error))
        raise KitError.of(text, str(folder)) from error
    if len(alike) == 1:
        return MeantFile(alike[0], _told(alike[0]))
    if alike:
        text = Message(
            "there is no file of just this name: name one of {names}", names=_listed(alike)
        )
        raise KitError.of(text, str(path))
    check_kind(path)
    known = {_compared(one.name): one for one in session_files(folder)}
    close = difflib.get_close_matches(_compared(path.name), known, n=2, cutoff=0.5)
    if close:
        names = either([known[one].name for one in close])
        text = Message("there is no such file: did you mean {name}?", name=names)
    elif known:
        names = _listed(list(known.values()))
        text = Message("there is no such file: there is {names}", names=names)
    else:
        text = Message(
            "there is no such file: look at how its name is spelt, or write one with `kit new`"
        )
    raise KitError.of(text, str(path))


def _alike(path: Path) -> Iterator[Path]:
    for one in sorted(path.parent.iterdir()):
        is_session = one.name.lower().endswith(ENDINGS) and one.is_file()
        if is_session and _compared(one.name) == _compared(path.name):
            yield one


def _compared(name: str) -> str:
    return unicodedata.normalize("NFC", bare_name(name)).casefold()


def _told(path: Path) -> Message:
    """Which file was taken."""
    return Message("Session file: {path}", path=str(path))


def _listed(files: list[Path]) -> str:
    return in_short([one.name for one in files], _MOST_NAMED)


def _of_kit(folder: Path) -> str:
    """What to do with a finished kit, or with what it was made from."""
    source = made_from(folder)
    if source:
        return Message(
            "name {file}, or look through the kit with `kit check {folder}`",
            file=quoted(source),
            folder=quoted(folder),
        )
    return Message(
        "name the session file that it was made from, or look through the kit with `kit check "
        "{folder}`",
        folder=quoted(folder),
    )
