"""Plain objects of this program as bytes to be kept, and back: those of no other program."""

import io
import pickle
from typing import Any

# What else they consist of, as modules and names.
_BESIDE = {("markupsafe", "Markup"), ("datetime", "date")}
_BUILTIN = {"set", "frozenset", "bytearray", "complex", "range", "slice"}


class NotOursError(ValueError):
    """Raised for bytes that hold, or ask for, what is none of the program's own plain objects."""


def to_bytes(value: object) -> bytes:
    """An object as bytes; it is made of dataclasses, models and what Python has built in."""
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def from_bytes(data: bytes) -> Any:
    """The object again. Raises NotOursError for what was not written by `to_bytes`."""
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except NotOursError:
        raise
    except Exception as error:
        raise NotOursError(f"{type(error).__name__}: {error}") from error


class _Unpickler(pickle.Unpickler):
    """Makes objects of the program's own classes and a few others; it calls nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        ours = module.startswith("kit.") and "." not in name
        if not (ours or (module, name) in _BESIDE or (module == "builtins" and name in _BUILTIN)):
            raise NotOursError(f"{module}.{name} is none of the program's own")
        found = super().find_class(module, name)
        if ours and not isinstance(found, type):
            raise NotOursError(f"{module}.{name} is no class")
        return found
