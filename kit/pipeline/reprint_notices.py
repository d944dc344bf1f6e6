"""What to do with cards that are printed again: where they go, and which to take out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kit.core.messages import Message
from kit.core.wording import enumerated, joined
from kit.imposition.print_plan import GuidePlan
from kit.output.manifest import Manifest
from kit.pipeline.request import Request
from kit.reprint.card_changes import PieceChanges
from kit.reprint.card_records import drawn_digest
from kit.reprint.reprint import Reprint
from kit.typesetting.counts import jobs
from kit.typesetting.print_rules import decks_of, guide_plan
from kit.typesetting.stages import DrawnPiece
from kit.typesetting.steps import draw
from kit.typesetting.workspace import Workspace


def reprint_notices(
    request: Request, drawn: Sequence[DrawnPiece], workspace: Workspace
) -> tuple[Message, ...]:
    """What goes where, a line each: cards to put in, cards to take out, and what else changed.

    `drawn` are the whole pieces whose cards or posters may be printed again.
    """
    reprint = request.reprint
    if reprint is None:
        return ()
    if reprint.before is None:
        return tuple(_lost(reprint, drawn, workspace))
    by_name = {one.name: one for one in drawn}
    found = {}
    for name, piece in request.asked.items():
        if name in by_name:
            decks = decks_of(name, piece, workspace.context)
            found[name] = reprint.changes_in(by_name[name], decks)
        elif reprint.holds(piece):
            found[name] = reprint.gone(name)
    titles = {name: request.labels.pieces[name].title for name in request.asked}
    lines = [line for name, one in found.items() for line in _changed(titles[name], one)]
    again = [by_name[name] for name, one in found.items() if one.printed]
    lines += _no_decks(again, reprint.before, workspace)
    others = list(_others(request, reprint.before, workspace, by_name, cards_changed=bool(lines)))
    if others:
        names = tuple(titles[name] for name in others)
        lines.append(
            Message(
                "Changed as well, and not made here: {names}. A whole build makes it all.",
                names=names,
            )
        )
    return tuple(lines)


def _lost(reprint: Reprint, drawn: Iterable[DrawnPiece], workspace: Workspace) -> Iterator[Message]:
    """Where each lost card goes."""
    for one in drawn:
        decks = decks_of(one.name, one.piece, workspace.context)
        title = workspace.context.labels.pieces[one.name].title
        about = {face.subject: face.about for face in one.faces.faces if face.kind != "back"}
        cards = []
        for (name, id_), only in reprint.lost.items():
            if name == one.name:
                letters = [deck for deck in decks if only is None or deck in only]
                cards.append(_for(about[id_], letters))
        if cards:
            yield Message(
                "{title}, to put into their decks: {cards}.", title=title, cards=joined(cards)
            )


def _for(card: str, decks: Sequence[str]) -> str:
    return Message("{card} ({decks})", card=card, decks=_decks(decks)) if decks else card


def _decks(letters: Sequence[str]) -> Message:
    if not any(letters):
        return Message("the deck without letters")
    if len(letters) == 1:
        return Message("deck {letter}", letter=letters[0])
    return Message("decks {letters}", letters=enumerated(letters))


def _changed(title: str, of: PieceChanges) -> Iterator[Message]:
    """What to do with the cards of one piece."""
    if of.old_decks:
        decks = _decks(of.old_decks)
        yield Message("{title}, put these away: {decks}, whole.", title=title, decks=decks)
    if of.taken_out:
        cards = _each(of.taken_out)
        yield Message("{title}, take these out: {cards}.", title=title, cards=cards)
    again = [(card.about, card.why) for card in of.printed if card.why]
    if again:
        cards = _each(again)
        yield Message("{title}, print these and put them in: {cards}.", title=title, cards=cards)
    if of.new_decks:
        decks = _decks(of.new_decks)
        yield Message("{title}, print these: {decks}, whole (new).", title=title, decks=decks)


def _each(cards: Iterable[tuple[str, str]]) -> str:
    """Cards with the reason for each; a reason that several have is told once, behind them."""
    by_reason: dict[str, list[str]] = {}
    for about, why in cards:
        by_reason.setdefault(why, []).append(about)
    return joined(
        [Message("{cards} ({why})", cards=tuple(some), why=why) for why, some in by_reason.items()]
    )


def _no_decks(
    drawn: Iterable[DrawnPiece], before: Manifest, workspace: Workspace
) -> Iterator[Message]:
    """What to know where several decks were printed, and none is asked for now."""
    for one in drawn:
        had = before.decks.get(one.name, ())
        if had and not decks_of(one.name, one.piece, workspace.context):
            title = workspace.context.labels.pieces[one.name].title
            yield Message(
                "{title} were printed as {count} decks, {decks}. This makes one of each card, "
                "without a letter: ask for as many decks as then, for one in each.",
                title=title,
                count=len(had),
                decks=enumerated(had),
            )


def _others(
    request: Request,
    before: Manifest,
    workspace: Workspace,
    cards: Mapping[str, DrawnPiece],
    *,
    cards_changed: bool,
) -> Iterator[str]:
    """The pieces that were printed with the kit, have changed, and are not printed again.

    `cards` are the pieces that may be printed again, whole, by their names.
    """
    printed = {file.piece for file in (*before.files, *before.earlier)}
    session = request.session
    as_before = (
        not cards_changed
        and before.content == request.selection.pack.digest
        and before.session == session.record()
        and before.printing == session.printing.model_dump(mode="json", by_alias=True)
    )
    drawn_before = dict(cards)
    # Those that tell of others come after these, as in a build.
    for name, piece in sorted(request.asked.items(), key=lambda item: item[1].made_after):
        if request.reprint and request.reprint.holds(piece):
            continue
        if piece.tells_of_the_kit or (piece.made_after and name not in before.texts):
            # These tell of all others, and of how they are printed.
            changed = not as_before
        else:
            told = [drawn_before[one] for one in request.asked if one in drawn_before]
            plan = _plan_of(told, workspace) if piece.made_after else GuidePlan()
            drawn = draw(name, piece, plan, workspace)
            drawn_before |= {name: drawn} if drawn else {}
            now = drawn_digest(drawn.faces.faces) if drawn else ""
            changed = before.texts.get(name, now) != now
        if changed and name in printed:
            yield name


def _plan_of(drawn: Iterable[DrawnPiece], workspace: Workspace) -> GuidePlan:
    """What is told of pieces where it does not matter how many pages their texts flow over."""
    context = workspace.context
    told = [job for one in drawn for job in jobs(one, len(one.faces.faces), context)]
    return guide_plan(told, context)
