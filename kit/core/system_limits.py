"""Limits on what this process takes, as far as the system keeps them."""

import sys
from pathlib import Path


def bound(seconds: float, memory: int) -> None:
    """Set the limits that the system keeps; only soft ones, so that the end can be told."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: int(used.ru_utime + used.ru_stime + seconds) + 1,
    }
    if sys.platform == "linux":
        told = Path("/proc/self/statm").read_text(encoding="ascii")
        has = int(told.split()[0]) * resource.getpagesize()
        most[resource.RLIMIT_AS] = has + memory
    for kind, limit in most.items():
        soft, hard = resource.getrlimit(kind)
        known = [one for one in (soft, hard, limit) if one != resource.RLIM_INFINITY]
        resource.setrlimit(kind, (min(known), hard))


def unbound_memory() -> None:
    """Let the process have the memory that it needs to tell what came of it."""
    if sys.platform == "linux":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
