"""A finished file and all that is known of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kit.imposition.print_job import PrintJob
from kit.layout.faces import Face
from kit.pdf.pictures import CutOut


@dataclass(frozen=True)
class FinishedFile:
    """A finished PDF and how to print it.

    `faces` are what its pages show where each page is a face of its own. `fronts` and `backs` are
    the cards of its first sheet, to show it as it will look cut. `mailed` are files beside it for
    one person each, by their paths in the output folder.
    """

    job: PrintJob
    pdf: bytes
    faces: tuple[Face, ...] = ()
    fronts: tuple[CutOut, ...] = ()
    backs: tuple[CutOut, ...] = ()
    mailed: Mapping[str, bytes] = field(default_factory=dict)
