import resource
import signal
import sys

import pytest

import kit.layout.limits
from kit.core.errors import KitError
from kit.layout.limits import bounded


def limits() -> list[tuple[int, int]]:
    return [resource.getrlimit(kind) for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS)]


def _never_ends() -> None:
    with bounded():
        while True:
            pass


def test_what_takes_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit.layout.limits, "MOST_SECONDS", 1)
    before = limits()
    with pytest.raises(KitError, match="take longer than 1 seconds: mend them, or say --no"):
        _never_ends()
    assert limits() == before
    assert signal.getsignal(signal.SIGXCPU) == signal.SIG_DFL


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds memory so")
def test_what_takes_too_much_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit.layout.limits, "MOST_MEMORY", 200_000_000)
    before = limits()
    with pytest.raises(KitError, match="take more than 0 GB of memory: mend them"), bounded():
        bytearray(400_000_000)
    assert limits() == before


def test_what_is_within_its_bounds_is_left_alone() -> None:
    before = limits()
    with bounded():
        made = bytearray(1000)
    assert len(made) == 1000
    assert limits() == before
