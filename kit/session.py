"""What the facilitator asked for, as one frozen model."""

from dataclasses import dataclass, field
from pathlib import Path

from kit.printing import Printing


@dataclass(frozen=True)
class Session:
    """The wishes behind one build. Names are as typed: ids, numbers or printed names.

    Nothing chosen among `areas` and `values` means all of them; no `pieces` means every piece.
    """

    content: Path
    out: Path
    areas: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    printing: Printing = field(default_factory=Printing)
