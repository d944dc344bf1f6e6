"""A call of `kit build` for each of the first session files of a folder: what many calls cost.

Run as `calls.py KIT FOLDER NUMBER`.
"""

import subprocess
import sys
from pathlib import Path


def main(kit: str, folder: str, number: str) -> None:
    """Build so many sessions, one after another."""
    for session in sorted(Path(folder).glob("*.yaml"))[: int(number)]:
        subprocess.run([kit, "build", str(session)], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
