"""One of many sessions: what was asked for, by what name it is told of, and its folder."""

from dataclasses import dataclass, field
from pathlib import Path

from kit.core.errors import Problem
from kit.session.sources import NOWHERE, Sources


@dataclass(frozen=True)
class AskedSession:
    """A session of which a kit is to be made, beside others.

    `file` is what it stands in, and `row` where, if that is a spreadsheet. `name` is what it is
    called beside the others. `sources` is what was asked for, and `folder` where its kit comes.
    `problems` are those that keep it from being read.
    """

    file: Path
    row: str = ""
    name: str = ""
    folder: Path = Path()
    sources: Sources = field(default=NOWHERE, repr=False)
    problems: tuple[Problem, ...] = ()
