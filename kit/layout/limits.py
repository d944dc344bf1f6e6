"""Limits on the processor time and the memory that a pack's own layouts may take."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from kit.core.errors import KitError
from kit.layout.overrides import LayoutFolder

# Seconds for each process. The whole default kit takes some 15.
MOST_SECONDS = 120
# Bytes beyond what the process has. Typesetting the default kit takes some 300 MB.
MOST_MEMORY = 3_000_000_000


def bounds_for(layouts: LayoutFolder) -> AbstractContextManager[None]:
    """A context to draw layouts in, which sets limits where they are a pack's own."""
    return bounded() if layouts.own else nullcontext()


@contextmanager
def bounded() -> Iterator[None]:
    """A context that raises KitError where this process, or one it forks, takes too much.

    Windows has no such bounds, and macOS none of memory. They are those of the process, and only
    its first thread hears that they are reached: KitError in another.
    """
    if sys.platform == "win32":
        yield
        return
    if threading.current_thread() is not threading.main_thread():
        raise KitError.of(
            "the layouts of this pack are bounded in the first thread of a process alone: build it "
            "there, or say --no-allow-layouts"
        )
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + MOST_SECONDS
    before = [
        (kind, resource.getrlimit(kind)) for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS)
    ]
    heard = signal.signal(signal.SIGXCPU, _refuse_long_work)
    try:
        _set_limit(resource.RLIMIT_CPU, most)
        if sys.platform == "linux":
            _set_limit(resource.RLIMIT_AS, _address_space() + MOST_MEMORY)
        yield
    except MemoryError as error:
        told = f"more than {MOST_MEMORY // 10**9} GB of memory"
        raise KitError.of(f"the layouts of this pack take {told}: mend them") from error
    finally:
        for kind, (soft, _) in before:
            resource.setrlimit(kind, (soft, resource.getrlimit(kind)[1]))
        signal.signal(signal.SIGXCPU, heard)


def _set_limit(kind: int, most: int) -> None:
    """Lower a limit of this process, unless it is lower already.

    Only the soft limit is set: a hard one could not be raised again.
    """
    import resource

    soft, hard = resource.getrlimit(kind)
    known = [one for one in (soft, hard, most) if one != resource.RLIM_INFINITY]
    resource.setrlimit(kind, (min(known), hard))


def _address_space() -> int:
    """The address space that this process takes now, in bytes."""
    import resource

    told = Path("/proc/self/statm").read_text(encoding="ascii")
    return int(told.split()[0]) * resource.getpagesize()


def _refuse_long_work(_signal: int, _frame: object) -> None:
    raise KitError.of(
        f"the layouts of this pack take longer than {MOST_SECONDS} seconds: mend them, or say "
        "--no-allow-layouts"
    )
