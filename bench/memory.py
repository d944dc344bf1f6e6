"""How much memory a process and all that it starts hold at most."""

import subprocess

import psutil

# How long to wait between two looks.
PAUSE = 0.05


def peak_of(process: "subprocess.Popen[bytes]") -> int:
    """Watch a process till it ends: the most that its whole tree held at once, in bytes.

    Summed is what each process holds alone and its share of what several hold (PSS), so that what
    forked processes have in common counts once. Where the system tells no PSS, as only Linux does,
    it is what each holds alone (USS). Some 20 looks a second see all but what is very short.
    """
    root = psutil.Process(process.pid)
    peak = 0
    while process.poll() is None:
        try:
            tree = [root, *root.children(recursive=True)]
        except psutil.NoSuchProcess:
            break
        peak = max(peak, sum(map(_held, tree)))
        try:
            process.wait(PAUSE)
        except subprocess.TimeoutExpired:
            continue
    return peak


def _held(process: psutil.Process) -> int:
    """The memory of one process in bytes; 0 for one that has just ended."""
    try:
        memory = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied):  # the latter of one that nobody waited for
        return 0
    return int(getattr(memory, "pss", memory.uss))
