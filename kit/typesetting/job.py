"""Words to faces: every piece, and all that stands beside faces on paper, drawn and typeset."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from kit.content.models import plain
from kit.core.cache import Store
from kit.core.sizes import LARGEST_CARD
from kit.core.workers import SideBySide
from kit.forms.fonts import FormType, form_type
from kit.imposition.place import FlipEdge
from kit.imposition.print_job import PrintJob
from kit.imposition.print_plan import Plan, plan_for_guide
from kit.layout.assets import Assets
from kit.layout.faces import Faces
from kit.layout.formats import Format, card_format, page_format, poster_format
from kit.layout.html import Layouts
from kit.layout.labels import Labels, file_name
from kit.layout.pieces import CardLooks, MarginFaces, Piece, load_card_looks, load_margin_faces
from kit.pdf.colour_profile import OutputProfile
from kit.pdf.save import Wishes
from kit.session.attendance import Amount, first_letters
from kit.session.event import Event
from kit.session.logo import in_greys
from kit.session.print_settings import Destination, Printing
from kit.session.selection import Selection, select
from kit.typesetting.cached import TypesetCache
from kit.typesetting.fit import smallest
from kit.typesetting.margin_text import USUAL_LETTERS, MarginText, Scaled
from kit.typesetting.overflow import Advice
from kit.typesetting.queue import TypesettingQueue
from kit.typesetting.stages import DrawnPiece, TypesetPiece

# As many signs of a digest as tell two kits apart on paper.
_FEW = 8


class Setting:
    """What all pieces of one kit are set with."""

    def __init__(
        self,
        selection: Selection,
        labels: Labels,
        printing: Printing,
        profile: OutputProfile | None,
        layouts: Path,
        fonts: Path,
        event: Event | None = None,
        amounts: Mapping[str, Amount] | None = None,
        *,
        individual: bool = False,
        again: bool = False,
        store: Store | None = None,
        side_by_side: SideBySide | None = None,
        own: Path | None = None,
    ) -> None:
        """`profile` is the print shop's, if it gave one; `layouts` and `fonts` are the folders.

        `amounts` are those asked for of pieces, where they are not the pieces' own. `individual` is
        whether each person by name gets a form to fill in as a file as well, `again` is
        whether files hold what is printed again, and so stand beside those of the kit. `store` has
        what was typeset before; `own` are a pack's own layouts, as in Layouts. Without
        `side_by_side` pieces are typeset one after the other.
        """
        self.selection = selection
        self.event = event or Event()
        if printing.ink == "grey":
            branding = in_greys(self.event.branding)
            self.event = replace(self.event, branding=branding)
        self._amounts = amounts or {}
        self.individual = individual
        self._again = again
        self.labels = labels
        self.printing = printing
        self.profile = profile
        self._folder = layouts
        self._own = own
        self.fonts = fonts
        self.store = store
        self.side_by_side = side_by_side or SideBySide(places=1)

    @cached_property
    def margin(self) -> MarginFaces:
        """What stands in the margin of sheets."""
        return load_margin_faces(self._folder)

    @cached_property
    def looks(self) -> CardLooks:
        """What cards of all pieces have in common."""
        return load_card_looks(self._folder)

    @cached_property
    def _layouts(self) -> Layouts:
        ink = self.printing.ink
        looks, own = self.selection.pack.looks, self._own
        return Layouts(
            self._folder, self.labels, ink, self.fonts, self.event, self.store, looks, own
        )

    @cached_property
    def queue(self) -> TypesettingQueue:
        """Where its pieces are typeset."""
        assets = Assets({"layouts": self._folder}, self.event.branding.pictures)
        standing = TypesetCache(assets, self.fonts, self.store)
        return TypesettingQueue(standing, self.selection.pack.origins, self.side_by_side)

    @cached_property
    def margin_text(self) -> MarginText:
        """What stands beside faces on sheets."""
        return MarginText(self._layouts, self.margin, self.looks, self.queue)

    @cached_property
    def form_type(self) -> FormType:
        """The typeface of what is typed into a form."""
        return form_type(self.fonts, self.store)

    def drawn(self, name: str, piece: Piece, plan: Plan) -> DrawnPiece | None:
        """A piece, or None where the selection leaves it empty; `plan` is told by the guide."""
        return self._drawn(name, piece, plan, self._format(piece))

    def _drawn(self, name: str, piece: Piece, plan: Plan, format_: Format) -> DrawnPiece | None:
        blanks = self.printing.destination == "office"
        # What is read aloud is no more than was chosen, in its order.
        keeps_pages = self._keeps_pages(piece)
        stock = None if keeps_pages else self._everything
        faces = self._layouts.faces(
            name, piece, format_, self.selection, plan, blanks=blanks, stock=stock
        )
        # A print shop takes no form fields: PDF/X knows none.
        fillable = piece.fillable and self.goes_to(piece) != "print-shop"
        if faces is None:
            return None
        return DrawnPiece(name, piece, format_, faces, plan, fillable, keeps_pages)

    @cached_property
    def _everything(self) -> Selection:
        return select(self.selection.pack)

    def begin(self, drawn: DrawnPiece) -> None:
        """Have a piece typeset, while others are drawn; and the letters of its decks."""
        self.queue.begin(drawn)
        for faces in (*self._beside(drawn), *self._usual_letters(drawn)):
            self.margin_text.begin(faces)

    def fetch_margin_text(self, drawn: DrawnPiece) -> None:
        """Wait for what stands beside the faces of a piece, so that whoever is forked has it."""
        for faces in self._beside(drawn):
            self.margin_text.typeset(faces)

    def _beside(self, drawn: DrawnPiece) -> Iterator[Scaled]:
        """What stands on the sheets of a piece of cards beside its own faces."""
        if drawn.piece.made_as == "cards" and self.printing.destination != "screen":
            decks = self.decks(drawn.name, drawn.piece)
            yield from self.margin_text.letters(decks, drawn.format.scale)
            if self.printing.destination == "office":
                yield self.margin_text.ruler
                yield self.margin_text.slugs(self.printed(drawn.piece).flip)

    def _usual_letters(self, drawn: DrawnPiece) -> Iterator[Scaled]:
        """What other kits with these cards are likely to need, if it is kept for them."""
        if self.store and drawn.piece.comes_in_decks and self.printing.destination != "screen":
            yield from self.margin_text.letters(USUAL_LETTERS, drawn.format.scale)

    def piece(self, drawn: DrawnPiece) -> TypesetPiece:
        """A piece typeset. Raises KitError for what does not fit."""
        flows = drawn.piece.made_as == "pages"
        otherwise = partial(self._other_remedies, drawn)
        place = self._place(drawn.piece)
        return self.queue.piece(drawn, lambda: Advice(place, flows, otherwise))

    def _place(self, piece: Piece) -> str:
        """What messages call the place of a text."""
        if piece.made_as == "cards":
            card = self.printing.card
            return f"an {card} card" if card.startswith("A") else f"a {card} card"
        return "its poster" if piece.is_wall_sized else "its page"

    def _other_remedies(self, tried: DrawnPiece, tight: Faces) -> dict[str, str]:
        """What to do other than to shorten a text, by the ids of faces that do not fit.

        A larger card is advised where the face was found to fit on it.
        """
        piece = tried.piece
        if piece.is_wall_sized:
            several = {
                plain(area.area.title) for area in self.selection.areas if len(area.values) > 1
            }
            some = (face.id for face in tight.faces if face.about in several)
            return dict.fromkeys(some, ", or choose fewer values")
        if piece.made_as != "cards" or self.printing.card == LARGEST_CARD:
            return {}
        larger = self.printing.model_copy(update={"card": LARGEST_CARD})
        format_ = card_format(piece, larger, self.looks)
        drawn = self._drawn(tried.name, piece, tried.plan, format_)
        if drawn is None:
            return {}
        same = smallest(drawn.faces.only(tight.names))
        faults = self.queue.typeset_faces(drawn)(same).faults
        advice = f", or use --card {LARGEST_CARD.lower()}"
        return {face: advice for face in same.names if face not in faults}

    def _format(self, piece: Piece) -> Format:
        if piece.made_as == "cards":
            return card_format(piece, self.printing, self.looks)
        if piece.is_wall_sized:
            return poster_format(piece, self.printing)
        return page_format(piece)

    def _keeps_pages(self, piece: Piece) -> bool:
        """Whether its pages stay as they are set. What is laid out on sheets is not read aloud."""
        if piece.made_as == "cards":
            return self.printing.destination == "screen"
        return not piece.is_wall_sized or self.printing.posters != "A4"

    def printed(self, piece: Piece) -> Printing:
        """How a piece of cards is printed: cards without backs have no edge to turn about."""
        if piece.sides == 2:
            return self.printing
        fronts_only = {"flip": "none", "separate_backs": False, "marks_on": "front"}
        return self.printing.model_copy(update=fronts_only)

    def amount(self, name: str, piece: Piece) -> Amount:
        """How many of a piece are made: as asked for, or as it is by itself."""
        return self._amounts.get(name, piece.per)

    def decks(self, name: str, piece: Piece) -> tuple[str, ...]:
        """What tells the decks of a piece of cards apart; empty where there is but one."""
        if not piece.comes_in_decks or self.printing.destination == "screen":
            return ()
        if self.printing.decks > 1:
            return first_letters(self.printing.decks)
        return self.event.room.decks(self.amount(name, piece))

    def copies(self, name: str, piece: Piece) -> int | None:
        """How often the file of a piece is printed; None where nobody said how many are needed.

        All decks of cards are in the one file.
        """
        amount, room = self.amount(name, piece), self.event.room
        if self.printing.destination == "screen" or self.decks(name, piece):
            return 1
        if not room.is_known and not isinstance(amount, int):
            return None
        return room.copies(amount)

    def plan(self, jobs: Sequence[PrintJob]) -> Plan:
        """What the guide tells of the jobs so far."""
        profile = self.profile.name if self.profile else ""
        digest = self.selection.pack.digest[:_FEW]
        return plan_for_guide(self.printing, jobs, self.event, profile, digest)

    def files(self, name: str, piece: Piece) -> tuple[str, ...]:
        """The names of the PDFs that a piece will be."""
        apart = piece.made_as == "cards" and piece.sides == 2 and self.printing.separate_backs
        return tuple(
            self.file(name, part) for part in (("fronts", "backs") if apart else ("whole",))
        )

    def file(self, name: str, part: str = "whole") -> str:
        """The name of the PDF of a piece, or of its fronts or backs alone."""
        again = self.labels.again_file if self._again else None
        ends = [end for end in (again, self.labels.parts.get(part)) if end]
        return "-".join([file_name(self.labels, name).removesuffix(".pdf"), *ends]) + ".pdf"

    def job(self, made: DrawnPiece) -> PrintJob:
        """What is known of the file of a piece before it is made."""
        return PrintJob(
            piece=made.name,
            title=self.labels.pieces[made.name].title,
            file=self.file(made.name),
            paper="",
            weight=made.piece.weight,
            amount=self.amount(made.name, made.piece),
            copies=self.copies(made.name, made.piece),
            letters=self.decks(made.name, made.piece),
            size=made.format.printed,
            pages=0,
            made_for=self.goes_to(made.piece),
        )

    def goes_to(self, piece: Piece) -> Destination:
        """Whom a piece is made for.

        The guide stays with the one who leads, if a shop prints, and so do forms with names.
        """
        to = self.printing.destination
        own = piece.tells_of_the_kit or (piece.fillable and self.event.room.names)
        return "office" if to == "print-shop" and own else to

    def wishes(self, made: TypesetPiece, flip: FlipEdge | None = None) -> Wishes:
        """What the file of a piece tells its reader; `flip` as in Wishes."""
        cover = self.selection.pack.cover
        to = self.goes_to(made.piece)
        return Wishes(
            title=f"{self.labels.pieces[made.name].title} – {plain(cover.title)}",
            language=cover.language,
            flip=flip,
            to_print=to == "office",
            profile=self.profile if to == "print-shop" else None,
        )
