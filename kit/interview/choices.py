"""The questions that are answered by ticking and choosing: areas, values, pieces, printer."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kit.interview import words
from kit.interview.asking import Choice
from kit.interview.interview import Answers, Interview, request_of

if TYPE_CHECKING:
    from kit.pipeline.request import Request


def ask_areas(interview: Interview) -> Answers | None:
    """Areas, with all their values; maybe none, where single values are chosen."""
    every = interview.whole.areas
    kept = interview.kept.get("areas", [one.id for one in every])
    choices = [Choice(_titled(one), one.id, ticked=one.id in kept) for one in every]
    return {"areas": interview.prompts.ticked(words.AREAS, choices)}


def ask_values(interview: Interview) -> Answers | None:
    """Those of the chosen areas that stay; an area of which none stays is left out."""
    from kit.core.spelling import plain

    areas = [one for one in interview.whole.areas if one.id in interview.answers["areas"]]
    if not areas:
        return None
    # An area that was emptied is no longer among those that were kept.
    kept = interview.kept["areas"]
    emptied_before = [value.id for one in areas if one.id not in kept for value in one.values]
    out = [*interview.kept.get("leave-out", ()), *emptied_before]
    ticked = interview.prompts.ticked(words.OF_AREAS, list(_values(areas, without=out)))
    emptied = [one for one in areas if not {value.id for value in one.values} & {*ticked}]
    for one in emptied:
        interview.prompts.tell(words.EMPTIED.with_values(area=plain(one.title)))
    left = [one for one in areas if one not in emptied]
    out = [value.id for one in left for value in one.values if value.id not in ticked]
    return {"areas": [one.id for one in left], **({"leave-out": out} if out else {})}


def ask_single(interview: Interview) -> Answers | None:
    """Values of the other areas."""
    areas = interview.answers["areas"]
    others = [one for one in interview.whole.areas if one.id not in areas]
    if not others:
        return None
    question = words.SINGLE if areas else words.SINGLE_ALONE
    kept = interview.kept.get("values", ())
    while True:
        values = interview.prompts.ticked(question, list(_values(others, only=kept)))
        if values or areas:
            return {"values": values} if values else {}
        interview.prompts.tell(words.TICK_ONE)


def _values(
    areas: Sequence[Any], *, only: Sequence[str] | None = None, without: Sequence[str] = ()
) -> Iterator[Choice | str]:
    """The values of areas under their titles."""
    from kit.core.spelling import plain

    for area in areas:
        yield _titled(area)
        for one in area.values:
            ticked = one.id not in without if only is None else one.id in only
            yield Choice(f"{one.number} {plain(one.name)}", one.id, ticked)


def _titled(area: Any) -> str:
    """An area as it is told: values are known by numbers, so it is too."""
    from kit.core.spelling import plain

    return f"{area.number} {plain(area.title)}"


def ask_with_area(interview: Interview) -> Answers | None:
    """Whether single values bring what else there is of their areas."""
    values = interview.answers.get("values", ())
    titles = [
        _titled(area)
        for area in interview.whole.areas
        if {value.id for value in area.values} & {*values}
    ]
    if not titles:
        return None
    kept = interview.kept.get("with-area", False)
    choices = [
        Choice(words.ALONE, "no", ticked=not kept),
        Choice(words.BOTH.with_values(areas=(*titles,)), "yes", ticked=kept),
    ]
    chosen = interview.prompts.chosen(words.WITH_AREA, choices)
    # What was decided is written, so that nothing is told of it later.
    return {"with-area": chosen == "yes"}


def ask_pieces(interview: Interview) -> Answers | None:
    """The pieces that hold something; the guide is not asked for, since it always comes along."""
    request = request_of(interview.answers)
    suiting = request.pieces
    offered = [*_offered(request)]
    kept = interview.kept.get("pieces", suiting)
    choices = [
        Choice(request.labels.pieces[name].title, name, ticked=name in kept) for name in offered
    ]
    while not (ticked := interview.prompts.ticked(words.PIECES, choices)):
        interview.prompts.tell(words.TICK_ONE)
    # Where nothing was changed, the kit goes on to hold what suits those who come.
    is_as_suits = {*ticked} == {name for name in offered if name in suiting}
    guides = [name for name, piece in suiting.items() if piece.tells_of_the_kit]
    return {} if is_as_suits else {"pieces": [*ticked, *guides]}


def _offered(request: "Request") -> Iterator[str]:
    """The pieces that may be chosen: those that hold something for what was answered so far."""
    from kit.layout.pieces import load_pieces
    from kit.layout.subjects import subjects

    attendance = request.session.attendance
    for name, piece in load_pieces(request.layouts.path).items():
        is_for_them = piece.made_for != "tables" or piece.suits(attendance)
        labels = request.labels.pieces[name]
        held = subjects(piece, request.selection, labels, attendance)
        is_asked = piece.is_made_for("office") and not piece.tells_of_the_kit
        if is_for_them and is_asked and any(held):
            yield name


def ask_printer(interview: Interview) -> Answers | None:
    """One of the printers that are kept, if there are any."""
    from kit.session.printers import all_printers, profiles_folder

    names = [*all_printers(profiles_folder())]
    if not names:
        return None
    kept = interview.kept.get("printer", names[0])
    choices = [Choice(name, name, ticked=name == kept) for name in names]
    choices.append(Choice(words.NO_PRINTER, "", ticked=not kept))
    return {"printer": interview.prompts.chosen(words.PRINTER, choices)}


def ask_posters(interview: Interview) -> Answers | None:
    """On what posters are printed, where no printer tells it."""
    answers = interview.answers
    made = request_of(answers).pieces.values()
    if answers.get("printer") or not any(piece.is_wall_sized for piece in made):
        return None
    kept = interview.kept.get("posters", "a3")
    choices = [Choice(title, size, ticked=size == kept) for size, title in words.POSTERS.items()]
    chosen = interview.prompts.chosen(words.ON_WHAT, choices)
    return {"posters": chosen} if chosen != "a3" else {}
