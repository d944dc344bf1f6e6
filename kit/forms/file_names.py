"""Names of files and folders made of what people write: valid on every system, no two alike."""

import re
import unicodedata
from collections.abc import Sequence

# What Windows, macOS or Linux refuses in the name of a file, and what nobody sees.
_REFUSED = re.compile(r'[/\\:*?"<>|]')
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Devices of Windows, whatever comes after a dot (Microsoft, Naming Files, Paths, and Namespaces).
_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|(COM|LPT)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
# In bytes of UTF-8. Systems take 255, and mail may add a name of its own.
_LONGEST = 200
_SUFFIX = ".pdf"


def individual_file_names(names: Sequence[str], stem: str) -> tuple[str, ...]:
    """A file name for each person: stem-name.pdf, with a number from 2 on where two would be alike.

    Names differ in more than their capitals, since most systems do not tell those apart.
    """
    spelt = map(_spelt, names)
    return _distinct([f"{stem}-{name}" if name else stem for name in spelt], _SUFFIX)


def folder_names(names: Sequence[str]) -> tuple[str, ...]:
    """A name of a folder for each of these, with a number as those of files; none is hidden."""
    return _distinct([_spelt(name).lstrip(". ") for name in names], "")


def _distinct(names: Sequence[str], suffix: str) -> tuple[str, ...]:
    taken: set[str] = set()
    return tuple(_free(name, suffix, taken) for name in names)


def _spelt(name: str) -> str:
    """A name in letters that file names may have."""
    seen = "".join(
        " " if unicodedata.category(sign) in _UNSEEN else sign
        for sign in unicodedata.normalize("NFC", name)
    )
    return " ".join(_REFUSED.sub("-", seen).split()).rstrip(". ")


def _free(name: str, suffix: str, taken: set[str]) -> str:
    """A name with this suffix that is not taken yet, now taken."""
    name = _DEVICE.sub(r"\1_", name, count=1) if _DEVICE.match(name) else name
    number = 1
    while True:
        end = f"-{number}" if number > 1 else ""
        file = _cut(name, _LONGEST - len(end + suffix)) + end + suffix
        if _collision_key(file) not in taken:
            taken.add(_collision_key(file))
            return file
        number += 1


def _cut(name: str, most: int) -> str:
    """As much of a name as so many bytes hold, no letter without its accents."""
    if len(name.encode()) <= most:
        return name
    end = len(name.encode()[:most].decode(errors="ignore"))
    while unicodedata.combining(name[end]):
        end -= 1
    return name[:end].rstrip(". ")


def _collision_key(file: str) -> str:
    """A key that is equal for file names which some system takes for the same."""
    return unicodedata.normalize("NFKC", file.upper().casefold())
