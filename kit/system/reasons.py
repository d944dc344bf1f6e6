"""Why the system refuses something, in the language of its user."""

from kit.core.messages import Message

# What systems say in English, whatever language their user reads.
_KNOWN = {
    str(one): one
    for one in (
        Message("Permission denied"),
        Message("Operation not permitted"),
        Message("No such file or directory"),
        Message("File exists"),
        Message("Not a directory"),
        Message("Is a directory"),
        Message("Directory not empty"),
        Message("File name too long"),
        Message("No space left on device"),
        Message("Disk quota exceeded"),
        Message("Read-only file system"),
        Message("Device or resource busy"),
        Message("Resource temporarily unavailable"),
        Message("Input/output error"),
        Message("Too many open files"),
        Message("Too many levels of symbolic links"),
        Message("Stale file handle"),
        Message("Cannot allocate memory"),
        Message("Broken pipe"),
    )
}


def reason_of(error: OSError) -> str:
    """Why the system refused something; what it has no words for here is told as it says it."""
    said = error.strerror or str(error)
    return _KNOWN.get(said, said)
