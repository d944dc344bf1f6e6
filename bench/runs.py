"""Commands as processes of their own, each with a cache and an empty folder of its own."""

import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.memory import peak_of


@dataclass(frozen=True)
class Command:
    """A command line, which is started in an empty folder.

    `after` are the commands that were run once before it, untimed, and left their cache to it:
    without any it is cold. `pdfs` is how many it must write, where that is known. `given` is a
    folder that it finds in its own, under its name, copied anew each time.
    """

    words: tuple[str, ...]
    after: tuple["Command", ...] = ()
    pdfs: int | None = None
    given: Path | None = None


@dataclass(frozen=True)
class Run:
    """What one run took: `peak` in bytes where its memory was watched, `pdfs` the sizes of files.

    `seconds` are those of the clock, `cpu` those of all cores together, in the process and in all
    that it started and waited for. `told` is what it printed.
    """

    seconds: float
    peak: int
    pdfs: tuple[int, ...]
    cpu: float = 0.0
    told: str = ""


class Runs:
    """Starts commands; what they need and leave lies below `place`, an empty folder."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._filled: dict[tuple[Command, ...], Path] = {}

    def run(self, command: Command, *, watched: bool = False) -> Run:
        """Run a command once. Raises RuntimeError, with what it told, where it fails.

        A cache that others filled is copied for each run, so that none finds what another left.
        """
        filled = self._filled_by(command.after)
        with self._folder() as cache:
            if filled:
                shutil.copytree(filled, cache, dirs_exist_ok=True)
            return self._run(command, cache, watched)

    def _filled_by(self, commands: tuple[Command, ...]) -> Path | None:
        """The cache that these commands leave, one after another."""
        if not commands:
            return None
        if commands not in self._filled:
            cache = Path(tempfile.mkdtemp(dir=self._place))
            for command in commands:
                self._run(command, cache, watched=False)
            self._filled[commands] = cache
        return self._filled[commands]

    def _run(self, command: Command, cache: Path, watched: bool) -> Run:
        with self._folder() as folder, tempfile.TemporaryFile(dir=self._place) as told:
            if command.given:
                shutil.copytree(command.given, folder / command.given.name)
            began, cpu = time.perf_counter(), _cpu_of_children()
            with subprocess.Popen(
                command.words,
                cwd=folder,
                env=environment(cache),
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
            ) as process:
                peak = peak_of(process) if watched else 0
                code = process.wait()
            seconds, cpu = time.perf_counter() - began, _cpu_of_children() - cpu
            told.seek(0)
            printed = told.read().decode(errors="replace")
            pdfs = tuple(path.stat().st_size for path in sorted(folder.rglob("*.pdf")))
            if code or command.pdfs not in (None, len(pdfs)):
                raise RuntimeError(
                    f"{' '.join(command.words)} ended with {code} and {len(pdfs)} PDFs:\n{printed}"
                )
            return Run(seconds, peak, pdfs, cpu, printed)

    @contextmanager
    def _folder(self) -> Iterator[Path]:
        """An empty folder that goes again."""
        with tempfile.TemporaryDirectory(dir=self._place) as folder:
            yield Path(folder)


def _cpu_of_children() -> float:
    """The CPU seconds of all processes that were started so far and have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def environment(cache: Path) -> dict[str, str]:
    """The environment of a run: of this process, but for what would make runs differ.

    `platformdirs` puts caches where XDG_CACHE_HOME says. Byte code must be kept, since who installs
    the command has it. No user's own fonts, and no colours in what is told.
    """
    dropped = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "FONTCONFIG_FILE", "FORCE_COLOR"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return {**kept, "XDG_CACHE_HOME": str(cache)}
