"""Whether cards that are printed again fit the kit in the folder that they are laid beside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from kit.core.errors import Problem
from kit.core.messages import Message
from kit.core.sizes import CARDS
from kit.layout.labels import Labels
from kit.layout.pieces import CardLooks, Piece
from kit.output.manifest import NOTHING, Manifest, WrittenFile, manifest_in
from kit.reprint.card_records import kept_size, told_size
from kit.reprint.then_and_now import all_as_asked, as_asked, asked_then, session_file_then
from kit.session.model import Session
from kit.session.options import Destination, Ink
from kit.session.selection import Selection
from kit.typesetting.print_rules import format_of

_ELSEWHERE = Message("choose another folder with --out")
# What an own printer and the paper in it may make of wide cards.
_OF_PAPER = ("card", "paper", "margin", "flip")


@dataclass(frozen=True)
class KitThere:
    """The kit in a folder, as its manifest tells of it: nothing where there is none."""

    folder: Path = Path()
    manifest: Manifest = field(default_factory=lambda: NOTHING)

    @property
    def values(self) -> frozenset[str]:
        """The ids of its values; none where they are not told."""
        ids = (one.get("id") for one in self.manifest.values)
        return frozenset(one for one in ids if isinstance(one, str))


def kit_there(folder: Path | None) -> KitThere:
    """The kit in a folder."""
    return KitThere(folder, manifest_in(folder)) if folder else KitThere()


def problem_of_pack(session: Session, selection: Selection, there: KitThere) -> Problem | None:
    """The problem that the kit there is of another pack, or in another language; None if it is not.

    Cards of other words would be told as its own, and its manifest would name the wrong pack.
    """
    cover, was = selection.pack.cover, there.manifest
    if not was.pack or (was.pack, was.language or cover.language) == (cover.id, cover.language):
        return None
    option = session.sources.called("content")
    if was.pack == cover.id:
        text = Message(
            "this folder holds cards of the pack {pack} in the language {was}, not of {now}: name "
            "that pack with {option}, or {elsewhere}",
            pack=was.pack,
            was=was.language,
            now=cover.language,
            option=option,
            elsewhere=_ELSEWHERE,
        )
    else:
        text = Message(
            "this folder holds cards of the pack {was}, not of the pack {now}: name that pack with "
            "{option}, or {elsewhere}",
            was=was.pack,
            now=cover.id,
            option=option,
            elsewhere=_ELSEWHERE,
        )
    return Problem(str(there.folder), 0, 0, text)


@dataclass(frozen=True)
class AgainBeside:
    """Pieces of cards that are printed again beside the kit there, and how they are asked for now.

    `decks` are the letters of each piece's.
    """

    session: Session
    pieces: Mapping[str, Piece]
    decks: Mapping[str, tuple[str, ...]]
    labels: Labels
    looks: CardLooks
    there: KitThere

    @property
    def decks_there(self) -> Mapping[str, tuple[str, ...]]:
        """The letters of the decks there, of each of these pieces of which they are told."""
        were = self.there.manifest.decks
        return {name: were[name] for name in self.pieces if name in were}

    def problems(self) -> Iterator[Problem]:
        """Where cards would be told apart from the rest of their decks: one for all to add.

        And one for each thing that was asked for otherwise than then.
        """
        then = {**self._destination(), **self._ink(), **self._size(), **self._decks()}
        sources = self.session.sources
        said = {key: value for key, value in then.items() if key in sources.wishes}
        for key, value in said.items():
            yield sources.problem(key, self._to_say_instead(key, value))
        if unsaid := {key: value for key, value in then.items() if key not in said}:
            yield Problem(str(self.there.folder), 0, 0, self._to_add(unsaid))
        yield from self._unexplained(then)

    def _to_say_instead(self, key: str, was: Any) -> Message:
        """What to do about what is asked for under a key otherwise than then."""
        sources, folder = self.session.sources, str(self.there.folder)
        asked = f"{sources.called(key)} {sources.wishes[key]}"
        if was is None:
            return Message(
                "{asked}: {folder} holds one deck, without letters; leave that out, or {elsewhere}",
                asked=asked,
                folder=folder,
                elsewhere=_ELSEWHERE,
            )
        return Message(
            "{asked}: {folder} holds cards printed with {options}; say the same, or {elsewhere}",
            asked=asked,
            folder=folder,
            options=as_asked(sources, key, was),
            elsewhere=_ELSEWHERE,
        )

    def _to_add(self, unsaid: Mapping[str, Any]) -> Message:
        """What to do about what was asked for then, and is not spoken of now."""
        sources, file = self.session.sources, session_file_then(self.there.manifest)
        told = all_as_asked(sources, unsaid)
        if sources.file:
            return Message(
                "the cards there were printed with {options}: add that to {file}, so that these "
                "fit them",
                options=told,
                file=sources.file.name,
            )
        if file:
            return Message(
                "the cards there were printed with {options}: name its session file {file}, or add "
                "that, so that these fit them",
                options=told,
                file=file,
            )
        return Message(
            "the cards there were printed with {options}: add that, so that these fit them",
            options=told,
        )

    def _destination(self) -> dict[str, Any]:
        """Whom the cards there are for, where these are for somebody else.

        Who says so may print at the office what a print shop cut: the cards are the same.
        """
        now = self.session.printing.destination
        were = {one.made_for for one in self._files()} & {*get_args(Destination)}
        if self.session.sources.is_option("for") or now in were or not were:
            return {}
        return {"for": min(filter(None, were))}

    def _ink(self) -> dict[str, Any]:
        """The ink of the cards there; that of other files there may be another."""
        now = self.session.printing.ink
        were = {one.ink for one in self._files()} & {*get_args(Ink)}
        return {"ink": min(filter(None, were))} if were and now not in were else {}

    def _files(self) -> list[WrittenFile]:
        """The files there of these pieces."""
        manifest = self.there.manifest
        files = (*manifest.files, *manifest.earlier)
        return [one for one in files if one.piece in self.pieces]

    def _size(self) -> dict[str, Any]:
        """The format of the cards there, or the paper that has room for such, if it is another."""
        if not self._other_sizes(self.session.printing.card):
            return {}
        for card in CARDS:
            if not self._other_sizes(card):
                return {"card": card}
        now = self.session.printing.model_dump(mode="json", by_alias=True)
        then = {key: asked_then(self.there.manifest, key) for key in _OF_PAPER}
        return {key: was for key, was in then.items() if was is not None and was != now[key]}

    def _other_sizes(self, card: str) -> dict[str, tuple[str, str]]:
        """The pieces whose cards would be of another size in this format: what it was, and is."""
        printing = self.session.printing.model_copy(update={"card": card})
        found = {}
        for name, piece in self.pieces.items():
            now = kept_size(format_of(piece, printing, self.looks).printed)
            recorded = self.there.manifest.cards.get(name, {}).values()
            were = {one.size for one in recorded if one.size}
            if were and now not in were:
                found[name] = (min(were), now)
        return found

    def _decks(self) -> dict[str, Any]:
        """How many decks there are, where there would be others; None is to say nothing of them."""
        other = [was for name, was in self.decks_there.items() if was != self.decks[name]]
        if not other:
            return {}
        most = max(other, key=len)
        tables = asked_then(self.there.manifest, "tables")
        if not most:
            said = [key for key in ("tables", "decks") if key in self.session.sources.wishes]
            return dict.fromkeys(said)
        if not tables and not self.session.tables:
            return {"decks": len(most)}
        then = {"tables": tables or len(most)}
        if any(letter[-1].isdigit() for letter in most):
            then |= {"people": asked_then(self.there.manifest, "people")}
        now = {"tables": self.session.tables, "people": self.session.attendance.people}
        return {key: was for key, was in then.items() if was and was != now[key]}

    def _unexplained(self, then: Mapping[str, Any]) -> Iterator[Problem]:
        """Cards of other sizes, or other decks, that no option explains."""
        titles = {name: self.labels.pieces[name].title for name in self.pieces}
        folder = str(self.there.folder)
        if not then.keys() & {*_OF_PAPER}:
            for name, (was, now) in self._other_sizes(self.session.printing.card).items():
                text = Message(
                    "{piece} there are {was}, and would be {now} now: {elsewhere}",
                    piece=titles[name],
                    was=told_size(was),
                    now=told_size(now),
                    elsewhere=_ELSEWHERE,
                )
                yield Problem(folder, 0, 0, text)
        if then.keys() & {"for", "decks", "tables", "people"}:
            return
        for name, letters in self.decks_there.items():
            if letters != self.decks[name]:
                there, here = (max(1, len(some)) for some in (letters, self.decks[name]))
                example = f"pieces: {{{name}: {there}}}"
                text = Message.counted(
                    "{piece} there are {count} deck, and would be {now} now: say how many in a "
                    "session file, such as {example}, or {elsewhere}",
                    "{piece} there are {count} decks, and would be {now} now: say how many in a "
                    "session file, such as {example}, or {elsewhere}",
                    there,
                    piece=titles[name],
                    now=here,
                    example=example,
                    elsewhere=_ELSEWHERE,
                )
                yield Problem(folder, 0, 0, text)
