"""Fuzz readers for so long each, all if none is named: `python -m tests.fuzz.run SECONDS [NAME …]`.

What makes a reader fail is kept in the folder `fuzz/`, which git passes over: put the fault right,
and the file into the reader's folder in tests/fuzz/corpus/.
"""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.targets import CORPUS, TARGETS, Target, clear_up, work_folder

# What notes which of its lines run. Of other libraries only what they answer is known.
NOTED = ["kit", "yaml", "fontTools.svgLib", "tinycss2", "zipfile", "email", "quopri", "csv"]
# In MB, with the program and all that is noted.
MOST_MEMORY = 1000
FOUND = Path("fuzz")
_DONE = re.compile(r"^Done (\d+) runs", re.MULTILINE)


@dataclass(frozen=True)
class Fuzzed:
    """How it went: libFuzzer's code and words, and how many cases a reader was given."""

    code: int
    told: str

    @property
    def runs(self) -> int:
        """The number of cases, 0 where it ended at one of them."""
        done = _DONE.search(self.told)
        return int(done[1]) if done else 0


def fuzzed(names: Sequence[str], folder: Path, *how: str) -> dict[str, Fuzzed]:
    """Fuzz readers one after the other, each in a process of its own.

    `folder` gets what makes them fail, and what their corpora grow by. `how` are flags of libFuzzer
    that say how long. Without them each is given as many cases as its target says, and the same
    ones for as long as neither reader nor corpus changes.
    """
    home = {"XDG_CONFIG_HOME": str(folder), "XDG_CACHE_HOME": str(folder), "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-m", "tests.fuzz.run", f"--{folder}", *how, *names]
    with (folder / "loaded.log").open("w") as log:
        subprocess.run(command, env={**os.environ, **home}, stdout=log, stderr=log, check=True)
    return {
        name: Fuzzed(int((folder / f"{name}.code").read_text()), _log(folder, name))
        for name in names
    }


def _log(folder: Path, name: str) -> str:
    return (folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")


def _fuzz_all(options: Sequence[str], names: Sequence[str]) -> None:
    """In a process with nothing else: load all readers, and fuzz each in a fork of it.

    libFuzzer ends its process, and to load what notes its lines takes seconds.
    """
    import atheris

    folder = Path(options[0].removeprefix("--"))
    with atheris.instrument_imports(include=NOTED):
        for name in names:
            # Readers load some of what they need only when they read.
            for path in sorted((CORPUS / name).iterdir()):
                TARGETS[name].read(path.read_bytes())
            clear_up()
    for name in names:
        # Made here, since the child clears up nothing: libFuzzer ends it at once.
        work_folder()
        child = os.fork()
        if not child:
            log = os.open(folder / f"{name}.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(log, 1)
            os.dup2(log, 2)
            atheris.Setup([name, *_flags(TARGETS[name], folder, options)], TARGETS[name].read)
            atheris.Fuzz()
        _, status = os.waitpid(child, 0)
        clear_up()
        (folder / f"{name}.code").write_text(str(os.waitstatus_to_exitcode(status)))


def _flags(target: Target, folder: Path, options: Sequence[str]) -> list[str]:
    """What libFuzzer is told."""
    how = options[1:] or [f"-runs={target.runs}", "-seed=1"]
    words = folder / f"{target.name}.dict"
    words.write_text("".join(map(_entry, target.words)), encoding="ascii")
    # The first is the one that grows; the other stays as it is.
    grown = folder / target.name
    grown.mkdir(exist_ok=True)
    corpora = (str(grown), str(CORPUS / target.name))
    return [
        *(f"-max_len={target.most}", f"-timeout={target.seconds}", f"-rss_limit_mb={MOST_MEMORY}"),
        *(f"-artifact_prefix={folder}/{target.name}-", f"-dict={words}", *how, *corpora),
    ]


def _entry(word: str) -> str:
    """A line of libFuzzer's dictionary."""
    signs = word.encode("utf-8", "surrogatepass")
    return '"' + "".join(f"\\x{sign:02x}" for sign in signs) + '"\n'


def main(seconds: str, names: Sequence[str]) -> int:
    """Fuzz readers for so long each; how many failed."""
    FOUND.mkdir(exist_ok=True)
    failed = 0
    for name in names or TARGETS:
        one = fuzzed([name], FOUND.resolve(), f"-max_total_time={seconds}")[name]
        failed += one.code != 0
        print(f"{name}: {f'{one.runs} cases' if not one.code else one.told[-4000:]}", flush=True)
    return failed


if __name__ == "__main__":
    if sys.argv[1].startswith("--"):
        plain = [one for one in sys.argv[1:] if one in TARGETS]
        _fuzz_all([one for one in sys.argv[1:] if one not in TARGETS], plain)
    else:
        raise SystemExit(main(sys.argv[1], sys.argv[2:]))
