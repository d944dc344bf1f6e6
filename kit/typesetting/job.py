"""The job context: all that the pieces of one kit have in common, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from kit.core.paths import LAYOUTS
from kit.imposition.print_job import Part
from kit.layout.labels import Labels, file_name
from kit.layout.overrides import LayoutFolder
from kit.layout.pieces import CardLooks, MarginFaces, Piece, load_card_looks, load_margin_faces
from kit.session.attendance import Amount
from kit.session.event import Event
from kit.session.print_settings import Printing
from kit.session.selection import Selection, select
from kit.system.memory import Memory

if TYPE_CHECKING:
    from kit.pdf.colour_profile import OutputProfile

_LAYOUTS = LayoutFolder(LAYOUTS)
_whole: Memory[Selection] = Memory(8)


@dataclass(frozen=True)
class FileOptions:
    """How the files of a kit are written.

    `profile` is that of a print shop, if it gave one. With `individual` each person by name gets a
    form to fill in as a file as well. With `again` files hold what is printed again, and stand
    beside those of the kit under names of their own.
    """

    profile: "OutputProfile | None" = None
    individual: bool = False
    again: bool = False


@dataclass(frozen=True)
class JobContext:
    """What is printed, how, and for whom: the same for every piece of a kit.

    `labels` are in the pack's language. `amounts` are how many the user wants of some pieces, by
    their names, in place of the pieces' own amounts. `shown` are the pieces that slides tell of,
    with what each repeats over.
    """

    selection: Selection
    labels: Labels
    printing: Printing
    layouts: LayoutFolder = _LAYOUTS
    event: Event = field(default_factory=Event)
    amounts: Mapping[str, Amount] = field(default_factory=dict)
    files: FileOptions = FileOptions()
    shown: Mapping[str, str] = field(default_factory=dict)

    def pdf_names(self, name: str, piece: Piece) -> tuple[str, ...]:
        """The names of the PDFs that a piece becomes."""
        if piece.is_only_pictured(self.printing.destination):
            return ()
        apart = piece.made_as == "cards" and piece.sides == 2 and self.printing.separate_backs
        parts: tuple[Part, ...] = ("fronts", "backs") if apart else ("whole",)
        return tuple(self.pdf_name(name, part) for part in parts)

    def pdf_name(self, name: str, part: Part = "whole") -> str:
        """The name of the PDF of a piece, or of its fronts or backs alone."""
        stem = file_name(self.labels, name).removesuffix(".pdf")
        return "-".join([stem, *self.told_apart(part)]) + ".pdf"

    def told_apart(self, part: Part) -> list[str]:
        """What tells a file from others of its piece: that it is printed again, fronts or backs."""
        again = self.labels.again_file if self.files.again else None
        return [word for word in (again, self.labels.parts.get(part)) if word]

    @cached_property
    def printed_event(self) -> Event:
        """The event as it is printed: in grey ink its logo is grey as well."""
        if self.printing.ink != "grey":
            return self.event
        from kit.session.logo import in_greys

        return replace(self.event, branding=in_greys(self.event.branding))

    @cached_property
    def margin(self) -> MarginFaces:
        """What the layouts put into the margin of sheets."""
        return load_margin_faces(self.layouts.path)

    @cached_property
    def looks(self) -> CardLooks:
        """What the layouts say of the cards of all pieces."""
        return load_card_looks(self.layouts.path)

    @cached_property
    def whole_pack(self) -> Selection:
        """All of the pack: cards are typeset with all others, so that the cache has them."""
        pack = self.selection.pack
        held = _whole.take(id(pack))
        # By which pack it is, which is held as well: so no other has its id.
        return held if held and held.pack is pack else _whole.keep(id(pack), select(pack))
