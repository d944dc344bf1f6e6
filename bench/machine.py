"""What the figures were measured on; nothing by which one machine is told from its like."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

import psutil

LIBRARIES = ("weasyprint", "pikepdf", "pypdfium2")


def described() -> dict[str, str]:
    """The machine and what runs on it, by what each is."""
    return {
        "CPU": _processor(),
        "cores": str(_cores()),
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "system": _system(),
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        **{name: version(name) for name in LIBRARIES},
    }


def _processor() -> str:
    """The model of the CPU; its architecture where the system does not tell."""
    told = Path("/proc/cpuinfo")
    if told.exists():
        return model_in(told.read_text(encoding="utf-8")) or platform.machine()
    if platform.system() == "Darwin":
        words = ["sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()
    return platform.processor() or platform.machine()


def model_in(cpuinfo: str) -> str:
    """The model that Linux names first in /proc/cpuinfo; empty where it names none."""
    lines = (line.partition(":") for line in cpuinfo.splitlines())
    return next((told.strip() for name, _, told in lines if name.strip() == "model name"), "")


def _cores() -> int:
    """Those that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _system() -> str:
    kernel = f"{platform.system()} {platform.release().partition('-')[0]}"
    try:
        return f"{platform.freedesktop_os_release()['PRETTY_NAME']}, {kernel}"
    except OSError:  # no Linux, or one that does not tell its name
        return kernel
