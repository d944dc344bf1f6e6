"""Stand-in until merged."""

from dataclasses import dataclass

from kit.errors import Origin


@dataclass(frozen=True)
class Participant:
    name: str
    origin: Origin


def listed_participants(names, at):
    return tuple(Participant(n, Origin("", 0, 0, n)) for n in names)


def read_participants(path, shown, column, at_file, at_column):
    return ()
