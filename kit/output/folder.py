"""A folder that is written into by its handle, so that nothing is reached through a link in it.

The folder itself may be a link: it is followed once, when the folder is opened. Names in it are
those of its own files, or of files in a folder right below it: `pictures/card.png`. Windows has no
such handles: there links and junctions are looked for right before each step.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Literal

from kit.system.files import FOLDER, NEW_FILE, UnreadError, file_digest, whole_file

Kind = Literal["missing", "file", "folder", "link", "special"]

# Whether the system looks names up from the handle of a folder.
HANDLES = (
    {os.open, os.mkdir, os.rename, os.rmdir, os.stat, os.unlink, os.link} <= os.supports_dir_fd
    and os.listdir in os.supports_fd
    and hasattr(os, "O_DIRECTORY")
)
# What Windows calls links and junctions; a file that OneDrive has yet to fetch is neither.
_LINK_TAGS = {
    getattr(stat, tag)
    for tag in ("IO_REPARSE_TAG_SYMLINK", "IO_REPARSE_TAG_MOUNT_POINT")
    if hasattr(stat, tag)
}
# In bytes: what is larger was not written by kit, and is not read to find out.
_LARGEST = 2 << 30
# How many files are waited for at once, until they are on the disk.
_AT_ONCE = 32
# How many folders may lie in one another in a folder that is on its way.
_DEEPEST = 2
# A link that somebody put into the place of a file is not followed, where that can be said.
_OF_ITSELF = {"follow_symlinks": False} if os.link in os.supports_follow_symlinks else {}
# What no name that kit writes holds: on Windows these lead elsewhere.
_NEVER_IN_NAMES = frozenset("\\:")


class OpenFolder:
    """A folder, held open, and all that is done with the files in it.

    `path` is as its user calls it, `real` without links. Steps that the system refuses raise
    OSError, and a file that cannot be read UnreadError.
    """

    def __init__(self, path: Path, real: Path, handle: int | None) -> None:
        """`handle` is that of the open folder, None where the system has none."""
        self.path = path
        self.real = real
        self.handle = handle

    def names(self) -> list[str]:
        """What is in the folder, in the order of the names."""
        if self.handle is None:
            return sorted(one.name for one in self.real.iterdir())
        return sorted(os.listdir(self.handle))  # noqa: PTH208

    def kind(self, name: str) -> Kind:
        """What there is of this name; something below what is no folder is of that one's kind."""
        above, _, _ = name.rpartition("/")
        if above and (over := self.kind(above)) != "folder":
            return over
        try:
            place, within = self._looked_up(name)
            return _kind_of(os.stat(place, dir_fd=within, follow_symlinks=False))
        except FileNotFoundError:
            return "missing"

    def read(self, name: str, most: int) -> bytes:
        """The bytes of a file of up to `most`."""
        with self._holding(name) as (folder, last):
            folder._refuse_link(last)
            place, within = folder._looked_up(last)
            return whole_file(place, most, within=within, follow=False)

    def digest(self, name: str) -> str:
        """The digest of a file; raises UnreadError for one larger than any that kit writes."""
        with self._holding(name) as (folder, last):
            folder._refuse_link(last)
            place, within = folder._looked_up(last)
            if os.stat(place, dir_fd=within, follow_symlinks=False).st_size > _LARGEST:
                raise UnreadError("large")
            return file_digest(place, within=within, follow=False)

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files that are not there yet, down to the disk; folders before them are made."""
        names = list(files)
        for first in range(0, len(names), _AT_ONCE):
            with contextlib.ExitStack() as held:
                some = names[first : first + _AT_ONCE]
                handles = [held.enter_context(self._written(name, files[name])) for name in some]
                _all_to_disk(handles)

    def make(self, name: str) -> None:
        """Make a folder that is not there yet."""
        place, within = self._looked_up(name)
        os.mkdir(place, dir_fd=within)

    def move(self, name: str, to: "OpenFolder", named: str = "") -> None:
        """Move a file into another folder, in place of an ordinary file or of none."""
        with self._holding(name) as (here, last), to._holding(named or name, make=True) as target:
            there, wanted = target
            if there.kind(wanted) not in ("missing", "file"):
                raise OSError(errno.EEXIST, os.strerror(errno.EEXIST), str(to.path / wanted))
            (source, within), (place, beneath) = here._looked_up(last), there._looked_up(wanted)
            os.replace(source, place, src_dir_fd=within, dst_dir_fd=beneath)

    def rename(self, name: str, to: str, within: "OpenFolder | None" = None) -> None:
        """Give a folder in here a name that nothing has, or an empty folder: here or elsewhere."""
        target = within or self
        if target.handle is None and target.kind(to) == "folder":
            target.remove_folder(to)  # Windows renames to no name that there is
        (source, here), (place, there) = self._looked_up(name), target._looked_up(to)
        os.rename(source, place, src_dir_fd=here, dst_dir_fd=there)

    def give(self, name: str, to: "OpenFolder", named: str) -> None:
        """Let a new file have its name in another folder. Raises OSError where that is taken."""
        (source, here), (place, there) = self._looked_up(name), to._looked_up(named)
        try:
            os.link(source, place, src_dir_fd=here, dst_dir_fd=there, **_OF_ITSELF)
        except OSError:  # a file has one name there, as on a memory stick
            if to.kind(named) != "missing":
                raise
            os.rename(source, place, src_dir_fd=here, dst_dir_fd=there)

    def remove(self, name: str) -> None:
        """Delete a file, or a link, and then the folder before its name if that is empty now."""
        with self._holding(name) as (folder, last):
            place, within = folder._looked_up(last)
            os.unlink(place, dir_fd=within)
        above, _, _ = name.rpartition("/")
        if above:
            with contextlib.suppress(OSError):
                self.remove_folder(above)

    def remove_folder(self, name: str) -> None:
        """Delete a folder that is empty."""
        place, within = self._looked_up(name)
        os.rmdir(place, dir_fd=within)

    def remove_whole(self, name: str, last: str = "", depth: int = _DEEPEST) -> None:
        """Delete a folder with all in it, as deep as kit makes them; links are not followed.

        The file `last` goes last: what it says of the others holds until they are gone.
        """
        with self.below(name) as folder:
            for one in sorted(folder.names(), key=lambda one: one == last):
                if depth and folder.kind(one) == "folder":
                    folder.remove_whole(one, depth=depth - 1)
                else:
                    folder.remove(one)
        self.remove_folder(name)

    def flush(self) -> None:
        """Have the system write down what the names in here are, where it can."""
        if self.handle is not None:
            with contextlib.suppress(OSError):
                _to_disk(self.handle)

    @contextmanager
    def below(self, name: str) -> Iterator["OpenFolder"]:
        """A folder right in this one, held open. Raises OSError for a link."""
        assert "/" not in name, "what is between could be a link"
        if self.handle is not None:
            handle = os.open(name, FOLDER, dir_fd=self.handle)
            try:
                yield OpenFolder(self.path / name, self.real / name, handle)
            finally:
                os.close(handle)
            return
        if self.kind(name) != "folder":
            raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(self.path / name))
        yield OpenFolder(self.path / name, self.real / name, None)

    @contextmanager
    def _written(self, name: str, data: bytes) -> Iterator[int]:
        """The handle of a new file with these data, which the system may still keep in memory."""
        with self._holding(name, make=True) as (folder, last):
            place, within = folder._looked_up(last)
            handle = os.open(place, NEW_FILE, 0o666, dir_fd=within)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                yield handle

    @contextmanager
    def _holding(self, name: str, *, make: bool = False) -> Iterator[tuple["OpenFolder", str]]:
        """The folder that a file is in, this one or one below, and the file's name in there."""
        above, _, last = name.rpartition("/")
        if not above:
            yield self, last
            return
        if make:
            with contextlib.suppress(FileExistsError):
                self.make(above)
        with self.below(above) as folder:
            yield folder, last

    def _refuse_link(self, name: str) -> None:
        """Raise UnreadError for a link, where the system would follow it."""
        if self.handle is None and self.kind(name) == "link":
            raise UnreadError("link")

    def _looked_up(self, name: str) -> tuple[str | Path, int | None]:
        """A name as the system is told of it, and the handle that it is looked up from."""
        return (self.real / name, None) if self.handle is None else (name, self.handle)


@contextmanager
def opened_folder(path: Path) -> Iterator[OpenFolder]:
    """A folder, held open; a link to one is followed here, once."""
    real = Path(os.path.realpath(path))
    if not HANDLES:
        if not stat.S_ISDIR(os.lstat(real).st_mode):
            raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
        yield OpenFolder(path, real, None)
        return
    handle = os.open(real, FOLDER)
    try:
        yield OpenFolder(path, real, handle)
    finally:
        os.close(handle)


def is_inside(name: str) -> bool:
    """Whether a name is that of a file in a folder, or in a folder of its own there."""
    parts = PurePosixPath(name).parts
    return (
        1 <= len(parts) <= 2
        and "/".join(parts) == name
        and ".." not in parts
        and parts[0] != "/"
        and name.isprintable()
        and not _NEVER_IN_NAMES.intersection(name)
    )


def _all_to_disk(handles: Sequence[int]) -> None:
    """Wait until what was written with these handles is on the disk."""
    from concurrent.futures import ThreadPoolExecutor

    # One after the other each would wait for the disk: a build waited 60 ms, and so it is 10.
    with ThreadPoolExecutor(_AT_ONCE) as side_by_side:
        list(side_by_side.map(_to_disk, handles))


def _to_disk(handle: int) -> None:
    """Wait until what was written is on the disk; a full one may be known only then."""
    try:
        os.fsync(handle)
    except OSError as error:
        # Some folders on a network or in the memory know no such thing.
        if error.errno not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
            raise


def _kind_of(about: os.stat_result) -> Kind:
    is_link = stat.S_ISLNK(about.st_mode) or getattr(about, "st_reparse_tag", 0) in _LINK_TAGS
    if is_link:
        return "link"
    if stat.S_ISDIR(about.st_mode):
        return "folder"
    return "file" if stat.S_ISREG(about.st_mode) else "special"
