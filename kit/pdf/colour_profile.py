"""The ICC profile of a print shop's press, as a file that the user names."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kit.core.errors import KitError
from kit.core.messages import Message
from kit.pdf.press import press_of
from kit.system.files import Hindrance, UnreadError, whole_file

Space = Literal["RGB", "CMYK", "Gray"]

# In bytes. Profiles of presses have one or two million, those of many inks some more.
MOST_BYTES = 20_000_000

_NO_PROFILE = Message(
    "this is no ICC profile: ask the print shop for theirs (a file ending in .icc)"
)
_NO_INKS = Message(
    "the profile does not tell which inks make a colour: ask the print shop for the whole profile "
    "of its press and paper"
)
# What keeps a file from being read, and what to do about it.
_HINDRANCES: dict[Hindrance, str] = {
    "folder": Message("this is a folder: name the file of the ICC profile"),
    "missing": Message("there is no such file: check the name"),
    "special": _NO_PROFILE,
    "unreadable": Message("the file cannot be read: {reason}"),
    "large": Message(
        "the file has more than {most} MB, which no profile has: ask the print shop for the "
        "profile of its press and paper",
        most=MOST_BYTES // 1_000_000,
    ),
}
# Length of an ICC header, in bytes, and of the count of tags after it (ICC.1, 7.2 and 7.3).
_HEADER, _COUNT = 128, 4
# ICC's signatures (PDF Reference 1.7, table 4.18), what PDF calls the space, and its components.
_SPACES: Mapping[bytes, tuple[Space, int]] = {
    b"RGB ": ("RGB", 3),
    b"CMYK": ("CMYK", 4),
    b"GRAY": ("Gray", 1),
}


@dataclass(frozen=True)
class OutputProfile:
    """The ICC profile of a press and its paper.

    `data` is the profile as it is embedded, `name` its own description of itself, `space` the
    colours that it prints with, `components` how many numbers make one such colour.
    """

    data: bytes
    name: str
    space: Space
    components: int


def read_profile(path: Path) -> OutputProfile:
    """The profile in a file. KitError where it cannot be read or is not the profile of a press."""
    return profile_of(_profile_bytes(path), path)


def profile_of(data: bytes, path: Path) -> OutputProfile:
    """The profile in the bytes of a file at `path`. KitError where it is not that of a press."""
    from PIL import ImageCms  # not loaded where there is no profile to read

    size = int.from_bytes(data[:4], "big")
    if min(size, len(data)) < _HEADER + _COUNT or data[36:40] != b"acsp":
        raise KitError.of(_NO_PROFILE, str(path))
    if size > len(data):
        told = Message("the profile is cut short: get it anew from the print shop")
        raise KitError.of(told, str(path))
    # What follows a profile in its file is no part of it.
    data = data[:size]
    space, components = _colour_space(data, path)
    try:
        description = ImageCms.ImageCmsProfile(io.BytesIO(data)).profile.profile_description
    except (OSError, ValueError) as error:  # ValueError: signs that Unicode does not have
        raise KitError.of(_NO_PROFILE, str(path)) from error
    if space == "CMYK":
        try:
            press_of(data)
        except ValueError as error:
            raise KitError.of(_NO_INKS, str(path)) from error
    # It may be shown to people, and must not steer their terminal.
    words = (description or "").split()
    name = "".join(letter for letter in " ".join(words) if letter.isprintable())
    return OutputProfile(data, name or path.stem, space, components)


def _profile_bytes(path: Path) -> bytes:
    """The bytes of a file of up to MOST_BYTES. KitError where there is no such file."""
    try:
        return whole_file(path, MOST_BYTES)
    except UnreadError as error:
        raise KitError.of(error.in_words(_HINDRANCES), str(path)) from error


def _colour_space(data: bytes, path: Path) -> tuple[Space, int]:
    """The colours of a profile and their components, by its header. KitError where unfit."""
    # PDF 1.6 knows versions 2 and 4; the minor ones add nothing that a reader stumbles over.
    if data[8] > 4:
        raise KitError.of(
            Message(
                "the profile is of ICC version {version}, PDF/X-4 takes 2 or 4: ask the print shop "
                "for the profile of its press and paper in such a one",
                version=data[8],
            ),
            str(path),
        )
    if data[12:16] != b"prtr":
        text = Message(
            "this is no profile of a press, and one of a screen or scanner will not do: ask the "
            "print shop for the profile of its press and paper"
        )
        raise KitError.of(text, str(path))
    if data[16:20] not in _SPACES:
        text = Message(
            "the profile is for other colours than CMYK, RGB or grey: ask the print shop for the "
            "profile of its press and paper in one of these"
        )
        raise KitError.of(text, str(path))
    return _SPACES[data[16:20]]
