"""What the program compiles of its own files, kept where Python keeps compiled modules."""

import importlib.util
import sys
import tempfile
from pathlib import Path

from kit.system.files import UnreadError, whole_file

# In bytes: no template is as large.
_LARGEST = 10_000_000


class CompiledFiles:
    """Compiled code in the folder in which that of a module lies, each under its name and key.

    Whoever can write there can put anything into the program anyway. A folder that cannot be
    written keeps nothing, nor does any where Python was told to leave no compiled code.
    """

    def __init__(self, module: str) -> None:
        """`module` is the path of its source."""
        self._folder = Path(importlib.util.cache_from_source(module)).parent

    def take(self, name: str, key: str) -> bytes | None:
        """What was kept under the name last, if it was under this key as well."""
        try:
            held = whole_file(self._path(name), _LARGEST)
        except (OSError, UnreadError):
            return None
        sealed = key.encode() + b"\n"
        return held.removeprefix(sealed) if held.startswith(sealed) else None

    def keep(self, name: str, key: str, code: bytes) -> bool:
        """Keep code in place of what is there under the name; say whether it could be done."""
        if sys.dont_write_bytecode:
            return False
        try:
            self._folder.mkdir(exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
                waiting = Path(file.name)
                try:
                    file.write(key.encode() + b"\n" + code)
                    file.close()
                    waiting.replace(self._path(name))
                except BaseException:
                    waiting.unlink(missing_ok=True)
                    raise
        except OSError:
            return False
        return True

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.{sys.implementation.cache_tag}"
