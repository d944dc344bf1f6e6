"""Finished files are checked before they are delivered, and the same file never twice."""

from kit.core.cache import Store
from kit.core.digests import digest
from kit.core.edition import key_of
from kit.core.errors import Problem
from kit.preflight.check import faults
from kit.session.print_settings import Destination

_GOOD = b"good"


def faults_found(
    name: str, pdf: bytes, made_for: Destination, store: Store | None
) -> list[Problem]:
    """Every fault of a file, as in preflight; `store` knows those that were good before."""
    if is_known_good(pdf, made_for, store):
        return []
    found = faults(name, pdf, made_for)
    if store and not found:
        store.keep(_key(pdf, made_for), _GOOD)
    return found


def is_known_good(pdf: bytes, made_for: Destination, store: Store | None) -> bool:
    """Whether the file was found good before."""
    return store is not None and store.take(_key(pdf, made_for)) == _GOOD


def _key(pdf: bytes, made_for: Destination) -> str:
    return key_of("check", made_for, digest(pdf))
