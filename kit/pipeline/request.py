"""The request: a session, its pack, labels and pieces, checked before anything is made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

from kit.content.models import Pack
from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.core.wording import enumerated
from kit.layout.kit_words import kit_words
from kit.layout.labels import Labels
from kit.layout.overrides import LayoutFolder
from kit.layout.pieces import Piece, pieces_at
from kit.layout.repeated import repeated
from kit.session.attendance import Amount, Attendance
from kit.session.event import Branding, Event
from kit.session.model import Session
from kit.session.options import Destination
from kit.session.print_settings import Printing
from kit.session.selection import Selection, select
from kit.typesetting.job import FileOptions, JobContext

if TYPE_CHECKING:
    from kit.pdf.colour_profile import OutputProfile
    from kit.reprint.reprint import Reprint


@dataclass(frozen=True)
class Request:
    """What is to be made of a session.

    `layouts` are what it is drawn by: the program's own, or with those of the pack over them.
    `pieces` hold something, in the order of the layouts; `left_out` are the titles of those for
    which the selection has nothing, `of_areas` those of them that would come with the areas of its
    single values, `of_another` those that are for another destination, and `asked` are all, with
    what is not printed again. `shown` are those that slides tell of, with what each repeats over:
    on a screen they are no files. `amounts` are those asked for of pieces, `profile` is the print
    shop's, `branding` who stands behind the session. `reprint` is what alone is printed again, None
    where all is made.
    """

    session: Session
    layouts: LayoutFolder
    labels: Labels
    selection: Selection
    pieces: Mapping[str, Piece]
    asked: Mapping[str, Piece]
    left_out: tuple[str, ...]
    of_areas: frozenset[str]
    of_another: frozenset[str]
    shown: Mapping[str, str]
    amounts: Mapping[str, Amount]
    profile: "OutputProfile | None"
    branding: Branding
    reprint: "Reprint | None"

    @property
    def event(self) -> Event:
        """What the kit is made for."""
        session = self.session
        return Event(
            session.title,
            session.date,
            session.team,
            session.attendance,
            self.branding,
            session.origins,
        )

    @property
    def is_pictured(self) -> bool:
        """Whether pictures of the kit are asked for."""
        return self.session.printing.preview or self.session.printing.png

    @cached_property
    def context(self) -> JobContext:
        """What all pieces of the kit have in common."""
        session = self.session
        return JobContext(
            self.selection,
            self.labels,
            session.printing,
            self.layouts,
            self.event,
            self.amounts,
            FileOptions(self.profile, session.individual, again=self.reprint is not None),
            self.shown,
        )


def request_for(
    session: Session, problems: Sequence[Problem] = (), *, beside: bool = True
) -> Request:
    """The request of a session; `problems` are what is known to be wrong with the session.

    What is printed again is for the kit in the session's folder, unless it is not laid `beside`
    that. Raises KitError with these and all else: in the pack, and every name that is wrong.
    """
    wrong = list(problems)
    try:
        words = kit_words(session.content, allow_layouts=session.allow_layouts)
    except KitError as error:
        wrong += (session.sources.placed("content", problem) for problem in error.problems)
        raise KitError(wrong) from error
    pieces, labels = words.pieces, words.labels
    selection = _selected(session, words.pack, wrong)
    amounts = _amounts(session, pieces, labels, wrong)
    asked = {name: pieces[name] for name in _names(session, pieces, labels, wrong)}
    reprint = None
    if selection and (session.only or session.only_changed):
        # What compares kits is not loaded for a whole one.
        from kit.reprint.reprint import AskedAgain

        of = selection, asked, labels, amounts, words.layouts.path
        reprint = AskedAgain(session, *of, beside=beside).reprint(wrong)
    profile, branding = _profile(session, wrong), _branding(session, words.pack, wrong)
    if selection is None or wrong:
        raise KitError(wrong)
    held = _held(asked, pieces, selection, labels, session).only(reprint)
    return Request(
        **vars(held),
        session=session,
        layouts=words.layouts,
        labels=labels,
        selection=selection,
        asked=asked,
        amounts=amounts,
        profile=profile,
        branding=branding,
        reprint=reprint,
    )


@dataclass(frozen=True)
class _Held:
    """What of the pieces asked for a kit holds, and what not; each is told in Request."""

    pieces: Mapping[str, Piece]
    left_out: tuple[str, ...] = ()
    of_areas: frozenset[str] = frozenset()
    of_another: frozenset[str] = frozenset()
    shown: Mapping[str, str] = field(default_factory=dict)

    def only(self, reprint: "Reprint | None") -> "_Held":
        """The pieces of which something is printed again, where that alone is made."""
        if reprint is None:
            return self
        return _Held({name: one for name, one in self.pieces.items() if reprint.holds(one)})


def _held(
    asked: Mapping[str, Piece],
    pieces: Mapping[str, Piece],
    selection: Selection,
    labels: Labels,
    session: Session,
) -> _Held:
    """What of the pieces asked for the kit holds, of all that there are.

    For a screen, slides come along with what they show. KitError where the kit would be empty, or
    what was asked for comes with areas alone.
    """
    printing, attendance = session.printing, session.attendance
    suiting = {name: one for name, one in asked.items() if one.is_made_for(printing.destination)}
    wanted = _with_slides(suiting, pieces, printing)
    full = _full(wanted, selection, labels, attendance)
    empty = {name: one for name, one in wanted.items() if name not in full}
    with_areas = _full(empty, selection.with_areas(), labels, attendance) if empty else {}
    left_out = {name: labels.pieces[name].title for name in empty}
    _check_full(full, left_out, with_areas, session, selection)
    told = full
    if not any(one.is_only_pictured(printing.destination) for one in full.values()):
        # Slides that are asked for by themselves tell of all that the kit would hold.
        names = suited(pieces, attendance, printing.destination)
        told = _full({name: pieces[name] for name in names}, selection, labels, attendance)
    elsewhere = [labels.pieces[name].title for name in asked if name not in suiting]
    return _Held(
        pieces={
            name: one
            for name, one in full.items()
            if printing.png or not one.is_only_pictured(printing.destination)
        },
        left_out=(*left_out.values(), *elsewhere),
        of_areas=frozenset(left_out[name] for name in with_areas),
        of_another=frozenset(elsewhere),
        shown=_on_slides(told) if any(one.made_as == "slides" for one in full.values()) else {},
    )


def _with_slides(
    asked: Mapping[str, Piece], pieces: Mapping[str, Piece], printing: Printing
) -> dict[str, Piece]:
    """The pieces asked for and, where what is on one stands on slides, these; in their order."""
    needed = any(one.is_only_pictured(printing.destination) for one in asked.values())
    return {
        name: one
        for name, one in pieces.items()
        if name in asked or (needed and one.made_as == "slides")
    }


def _on_slides(pieces: Mapping[str, Piece]) -> dict[str, str]:
    """Those of the pieces that slides tell of, with what each repeats over."""
    return {
        name: one.repeats_over
        for name, one in pieces.items()
        if one.on_screen == "pictures" or one.repeats_over == "action-plan"
    }


def _full(
    asked: Mapping[str, Piece], selection: Selection, labels: Labels, attendance: Attendance
) -> dict[str, Piece]:
    """The pieces that hold something of a selection."""
    return {
        name: piece
        for name, piece in asked.items()
        if any(repeated(piece, selection, labels.pieces[name], attendance))
    }


def _check_full(
    full: Mapping[str, Piece],
    left_out: Mapping[str, str],
    with_areas: Iterable[str],
    session: Session,
    selection: Selection,
) -> None:
    """KitError where nothing would be made, or nothing of what is of areas and was asked for.

    `left_out` hold nothing, by their titles; `with_areas` would, if the areas came along.
    """
    called = session.sources.called
    is_empty = bool(left_out) and all(
        piece.tells_of_the_kit or piece.made_as == "slides" for piece in full.values()
    )
    of_areas = [left_out[name] for name in with_areas]
    if session.pieces and of_areas and (is_empty or not selection.areas_along):
        text = Message(
            "{pieces}: this comes with whole areas, and only single values are chosen: add "
            "{with_area} for the areas of these, or choose areas by {areas}",
            pieces=enumerated(of_areas),
            with_area=called("with-area"),
            areas=called("areas"),
        )
        raise KitError([session.sources.problem("pieces", text)])
    if is_empty:
        titles = tuple(left_out.values())
        raise KitError.of(
            Message("the kit would be empty: {titles} would hold nothing", titles=titles)
        )


def _profile(session: Session, wrong: list[Problem]) -> "OutputProfile | None":
    """The print shop's profile, if there is one."""
    path = session.printing.icc
    if path is None:
        return None
    from kit.pdf.colour_profile import read_profile

    try:
        return read_profile(path)
    except KitError as error:
        wrong += (session.sources.placed("icc", problem) for problem in error.problems)
        return None


def _branding(session: Session, pack: Pack, wrong: list[Problem]) -> Branding:
    """Who stands behind the session; without a logo of its own it has the pack's."""
    at, path = partial(session.sources.problem, "logo"), session.logo
    if path is None:
        at, path = partial(Problem, str(session.content / "looks.yaml"), 0, 0), pack.looks.logo
    if path is None:
        return Branding(credit=session.credit)
    from kit.session.logo import read_logo

    try:
        return Branding(read_logo(path, at), session.credit)
    except KitError as error:
        wrong += error.problems
        return Branding(credit=session.credit)


def _selected(session: Session, pack: Pack, wrong: list[Problem]) -> Selection | None:
    try:
        return select(
            pack,
            session.areas,
            session.values,
            session.leave_out,
            with_area=session.with_area,
            sources=session.sources,
        )
    except KitError as error:
        wrong += error.problems
        return None


def _amounts(
    session: Session, pieces: Mapping[str, Piece], labels: Labels, wrong: list[Problem]
) -> dict[str, Amount]:
    """How many are wanted of the pieces of which that was said."""
    wanted = tuple(session.amounts)
    try:
        named = pieces_at(pieces, labels, wanted, session.sources, in_file=True)
    except KitError as error:
        wrong += error.problems
        return {}
    return {name: session.amounts[wanted[number]] for number, name in named}


def _names(
    session: Session, pieces: Mapping[str, Piece], labels: Labels, wrong: list[Problem]
) -> tuple[str, ...]:
    """The pieces to make, in the order of the layouts.

    A session file that names pieces tells what the kit holds, and a kit has its guide; on the
    command line they are named to make no more than these.
    """
    attendance, sources = session.attendance, session.sources
    if not session.pieces:
        return suited(pieces, attendance, session.printing.destination)
    try:
        named = pieces_at(pieces, labels, session.pieces, sources)
    except KitError as error:
        wrong += error.problems
        return ()
    for number, name in named:
        text = _why_not(pieces[name], session.pieces[number], session)
        if text:
            wrong.append(sources.item_problem("pieces", number, session.pieces[number], text))
    guides = {
        name
        for name, piece in pieces.items()
        if sources.is_written("pieces") and piece.tells_of_the_kit
    }
    return tuple(name for name in pieces if name in guides.union(name for _, name in named))


def _why_not(piece: Piece, asked: str, session: Session) -> str:
    """Why a piece cannot be made that was `asked` for, and what to do; empty where it can.

    What a session file names for its other kits is left out of this one.
    """
    sources, to = session.sources, session.printing.destination
    if not piece.is_made_for(to):
        if sources.is_written("pieces"):
            return ""
        if to == "screen":
            text = Message("{name} are for paper, not {key} screen: take one of the two away")
        else:
            text = Message("{name} are for a screen: add {key} screen")
        return text.with_values(name=asked, key=sources.called("for"))
    if piece.made_for == "tables" and session.attendance.tables is None:
        key = sources.called("tables")
        return Message("{name} are for tables: add {key}", name=asked, key=key)
    return ""


def suited(
    pieces: Mapping[str, Piece], attendance: Attendance, destination: Destination = "office"
) -> tuple[str, ...]:
    """The pieces that a kit for these people has, where nobody chose among them."""
    return tuple(name for name, piece in pieces.items() if piece.suits(attendance, destination))
