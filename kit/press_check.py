"""Finished files are checked before they are delivered, and the same file never twice."""

from kit.digests import digest
from kit.edition import key_of
from kit.errors import Problem
from kit.preflight import faults
from kit.printing import Destination
from kit.store import Store

_GOOD = b"good"


def faults_found(
    name: str, pdf: bytes, made_for: Destination, store: Store | None
) -> list[Problem]:
    """Every fault of a file, as in preflight; `store` knows those that were good before."""
    key = key_of("check", made_for, digest(pdf))
    if store and store.take(key) == _GOOD:
        return []
    found = faults(name, pdf, made_for)
    if store and not found:
        store.keep(key, _GOOD)
    return found
