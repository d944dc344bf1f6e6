"""What tells whether bytes are the same."""

import hashlib


def digest(data: bytes) -> str:
    """What is the same for the same bytes, as 64 hexadecimal signs (SHA-256)."""
    return hashlib.sha256(data).hexdigest()
