"""What one option consists of: its help and place, and what its field tells of it."""

from collections.abc import Collection, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, get_args

from kit.core.messages import Message
from kit.session.kinds import Kind


class Group(Enum):
    """Where options stand together: a heading in the help, and one in a session file."""

    KIT = ("", Message("What goes into the kit"))
    SESSION = (Message("The session"), Message("The session"))
    PRINTER = (Message("Your printer"), Message("The printer"))
    SHEETS = (Message("Cards and posters"), Message("Cards and sheets"))
    WHOM = (Message("For whom"), Message("For whom"))
    # Not written into a session file: of one run, not of the session.
    AGAIN = (Message("Print again"), "")
    PROGRAMS = ("", "")

    def __init__(self, in_help: str, in_file: str) -> None:
        # The heading in the help, or nothing for options that stand under the first one.
        self.in_help = in_help
        # That in a session file, or nothing for what is not written there.
        self.in_file = in_file


# The parts of a session file.
PARTS = (Group.SESSION, Group.KIT, Group.PRINTER, Group.SHEETS, Group.WHOM)


@dataclass(frozen=True)
class Option:
    """One option, as it is written in the annotation of a field of the table.

    `help` may name {choices} and {default}, and what stands in `values`. `metavar` is what stands
    for its value: its unit, if nothing is said. `key` and `flag` are what it is called in a file
    and on the command line, where that is not the name of its field. `example` stands behind its
    key in a new session file, where it has no default to show, and `comment` above it, where that
    needs more words than the help.
    `after` names the option that it is told behind, where the order of the fields is not that of
    the telling, and `after_in_help` that in the help, where it differs. `is_key` is whether a
    session file may say it.
    """

    help: Message
    group: Group
    metavar: str = ""
    key: str = ""
    flag: str = ""
    example: str = ""
    comment: Message | None = None
    after: str = ""
    after_in_help: str = ""
    is_key: bool = True
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)
    # What the field tells: filled in by options_of.
    name: str = ""
    default: Any = None
    kind: Kind | None = None
    holds: frozenset[Any] = frozenset()

    @property
    def is_switch(self) -> bool:
        """Whether it is on or off, and so is given by its name alone, without a value."""
        return bool in self.holds

    @property
    def names_file(self) -> bool:
        """Whether it names a file or a folder."""
        return Path in self.holds

    @property
    def is_repeated(self) -> bool:
        """Whether it may be given several times."""
        return not self.names_file and tuple[str, ...] in self.holds

    @property
    def is_figure(self) -> bool:
        """Whether it is one number."""
        return bool({int, float} & self.holds)

    @property
    def choices(self) -> tuple[str, ...]:
        """The names that there are, in small letters; none where anything may be said."""
        return self.kind.choices if self.kind else ()

    @property
    def is_of_one_run(self) -> bool:
        """Whether it is of one build or plan, and so not written into a session file."""
        return not (self.is_key and self.group.in_file)


def options_of(table: type[Any]) -> dict[str, Option]:
    """The options among the fields of a dataclass, by their keys."""
    options = map(_filled_in, fields(table))
    return {option.key: option for option in options if option}


def _filled_in(told: Field[Any]) -> Option | None:
    """The option in the annotation of a field, with what the field tells; None where it is none."""
    annotation, *noted = get_args(told.type)
    kind = next((one for one in noted if isinstance(one, Kind)), None)
    option = next((one for one in noted if isinstance(one, Option)), None)
    if option is None:
        return None
    key = option.key or told.name.replace("_", "-")
    choices = ", ".join(kind.choices) if kind else ""
    return replace(
        option,
        help=option.help.with_values(
            choices=choices, default=_shown(told.default), **option.values
        ),
        metavar=option.metavar or (kind.unit.upper() if kind else ""),
        key=key,
        flag=option.flag or f"--{key}",
        name=told.name,
        default=told.default,
        kind=kind,
        holds=frozenset(_types_in(annotation)),
    )


def _types_in(annotation: Any) -> tuple[Any, ...]:
    """The types that a field may hold."""
    return get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)


def _shown(default: Any) -> str:
    """A default as it would be typed."""
    if isinstance(default, tuple):
        return ",".join(map(_shown, default))
    return f"{default:g}" if isinstance(default, float) else str(default).lower()


def in_group(options: Collection[Option], group: Group, *, in_help: bool = False) -> list[Option]:
    """The options of a group in the order in which a session file, or the help, tells them."""
    behind = {
        one.key: (in_help and one.after_in_help) or one.after
        for one in options
        if one.group is group
    }
    known = {one.key: one for one in options}
    placed = [key for key, other in behind.items() if not other]
    waiting = [key for key, other in behind.items() if other]
    while waiting:
        key = next(key for key in waiting if behind[key] in placed)
        waiting.remove(key)
        placed.insert(placed.index(behind[key]) + 1, key)
    return [known[key] for key in placed]
