"""Find areas and values by names that a person typed, with suggestions for misspelt ones."""

import difflib
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kit.content.models import Area, DilemmaSet, Pack, Value, plain
from kit.content.told import told_pack
from kit.core.errors import KitError, Problem
from kit.core.spelling import as_typed
from kit.session.sources import NOWHERE, Sources

ThingT = TypeVar("ThingT")


class ChosenValue(Value):
    """A value with the number it is addressed by: area.value, both counted from 1 in the pack."""

    number: str


class ChosenArea(Area):
    """An area with its number in the pack, its dilemmas, and of its values those chosen.

    The values are in the pack's order. An area `comes_along` with its poster, questions, dilemmas
    and background; of one that does not, single values are chosen and no more: it has its title and
    these, and nothing else to be printed.
    """

    number: int
    values: tuple[ChosenValue, ...]
    dilemmas: DilemmaSet | None
    comes_along: bool = True

    @property
    def layers(self) -> tuple[ChosenValue, ...]:
        """The values of the area's figure, its base first; none unless all are chosen."""
        layers = self.figure.values if self.figure else ()
        chosen = {value.id: value for value in self.values}
        return tuple(chosen[slug] for slug in layers) if chosen.keys() >= set(layers) else ()


@dataclass(frozen=True)
class Selection:
    """What the kit is made of: each chosen area has at least one chosen value.

    `pack` is all that there was to choose from, `printed_pack` the same in the words for what was
    chosen, in which the areas are told as well.
    """

    pack: Pack
    areas: tuple[ChosenArea, ...]
    printed_pack: Pack

    @property
    def is_whole(self) -> bool:
        """Whether all of the pack is chosen."""
        return len(self.values) == sum(len(area.values) for area in self.pack.areas)

    @property
    def areas_along(self) -> tuple[ChosenArea, ...]:
        """The areas that come along with their poster, questions and dilemmas."""
        return tuple(area for area in self.areas if area.comes_along)

    def with_areas(self) -> "Selection":
        """The same values, with all areas that they are from."""
        return _selection(self.pack, {value.id for value in self.values}, with_area=True)

    @property
    def values(self) -> tuple[ChosenValue, ...]:
        """All chosen values in the pack's order."""
        return tuple(value for area in self.areas for value in area.values)


@dataclass(frozen=True)
class Asked:
    """Names that were asked for: under which key they stand, and what `kind` of thing they name.

    `first` is the place of the first of them among all that stand there, counted from 0.
    """

    key: str
    kind: str
    sources: Sources
    first: int = 0

    def problem(self, number: int, name: str, text: str) -> Problem:
        """A problem with one of the names, counted from 0."""
        return self.sources.item_problem(self.key, self.first + number, name, text)


@dataclass(frozen=True)
class Named(Generic[ThingT]):
    """Something that can be chosen, and every way it may be addressed: number, id, printed name."""

    thing: ThingT
    number: str
    slug: str
    title: str

    def spellings(self) -> set[str]:
        """The texts that a typed name is compared with."""
        return {self.number, self.slug} | as_typed(self.title) | as_typed(self.slug)


def select(
    pack: Pack,
    areas: Sequence[str] = (),
    values: Sequence[str] = (),
    leave_out: Sequence[str] = (),
    *,
    with_area: bool = False,
    sources: Sources = NOWHERE,
) -> Selection:
    """The chosen areas (whole) and values together, without those left out, in the pack's order.

    Names are ids, numbers (`3`, `3.6`) or printed names in any case, with or without their special
    letters. Nothing chosen means everything. An area comes along where it was asked for or all of
    its values were, and `with_area` wherever one of them was. `sources` tells where all was asked
    for. KitError for every name that is unknown or ambiguous, for a value both asked for and left
    out, and where nothing remains.
    """
    problems: list[Problem] = []
    all_areas = list(_named_areas(pack))
    all_values = list(_named_values(pack))
    at_areas, at_values, at_left = (
        Asked(key, called, sources)
        for key, called in (("areas", "area"), ("values", "value"), ("leave-out", "value"))
    )
    area_ids = {area.id for area in find(areas, all_areas, at_areas, problems, all_values)}
    chosen = [value.id for value in find(values, all_values, at_values, problems, all_areas)]
    dropped = {value.id for value in find(leave_out, all_values, at_left, problems)}
    for slug in sorted(dropped.intersection(chosen)):
        text = f"{slug} is both asked for and left out: take one of the two away"
        problems.append(sources.problem("leave-out", text))
    if problems:
        raise KitError(problems)
    if not (areas or values):
        area_ids = {area.id for area in pack.areas}
    chosen += [value.id for area in pack.areas if area.id in area_ids for value in area.values]
    return _selection(pack, set(chosen) - dropped, area_ids, with_area=with_area)


# What an area has even where it does not come along.
_OF_ANY_AREA = frozenset({"id", "title", "values_heading"})


def _selection(
    pack: Pack, value_ids: set[str], area_ids: Set[str] = frozenset(), *, with_area: bool
) -> Selection:
    """These values by their areas; those of `area_ids` were asked for and come along."""
    chosen = {area.id: value_ids.intersection(one.id for one in area.values) for area in pack.areas}
    whole = {area.id for area in pack.areas if len(chosen[area.id]) == len(area.values)}
    printed = told_pack(pack, whole)
    areas = tuple(
        _chosen_area(
            number, area, chosen[area.id], printed, along=with_area or area.id in area_ids | whole
        )
        for number, area in enumerate(printed.areas, start=1)
        if chosen[area.id]
    )
    if not areas:
        raise KitError.of("every value is left out, so there is nothing to make: leave out fewer")
    return Selection(pack, areas, printed)


def in_part_words(pack: Pack) -> Selection:
    """All of a pack, in the words that are printed where not all of it is chosen."""
    printed = told_pack(pack, ())
    areas = (
        _chosen_area(number, area, {value.id for value in area.values}, printed, along=True)
        for number, area in enumerate(printed.areas, start=1)
    )
    return Selection(pack, tuple(areas), printed)


def _chosen_area(
    number: int, area: Area, value_ids: set[str], printed: Pack, *, along: bool
) -> ChosenArea:
    # What was validated when it was read is not validated again.
    values = tuple(
        ChosenValue.model_construct(**dict(value), number=f"{number}.{place}")
        for place, value in enumerate(area.values, start=1)
        if value.id in value_ids
    )
    words: dict[str, Any] = {name: held for name, held in area if along or name in _OF_ANY_AREA}
    words |= {"number": number, "values": values, "comes_along": along}
    dilemmas = printed.dilemmas_of(area) if along else None
    return ChosenArea.model_construct(**words, dilemmas=dilemmas)


def _named_areas(pack: Pack) -> Iterator[Named[Area]]:
    for number, area in enumerate(pack.areas, start=1):
        yield Named(area, str(number), area.id, area.title)


def _named_values(pack: Pack) -> Iterator[Named[Value]]:
    for number, area in enumerate(pack.areas, start=1):
        for place, value in enumerate(area.values, start=1):
            yield Named(value, f"{number}.{place}", value.id, value.name)


def find(
    names: Iterable[str],
    known: Sequence[Named[ThingT]],
    asked: Asked,
    problems: list[Problem],
    others: Sequence[Named[Any]] = (),
) -> list[ThingT]:
    """The things named, in that order; what cannot be found is added to the problems.

    `asked` says where the names stand. `others` are things of another kind, which a person may have
    taken for one of these.
    """
    found = []
    for number, name in enumerate(names):
        spelt = as_typed(name)
        hits = [one for one in known if one.spellings() & spelt]
        exact = [one for one in hits if name in (one.slug, one.number, plain(one.title))]
        hits = exact or hits
        if len(hits) == 1:
            found.append(hits[0].thing)
        elif hits:
            numbers = " or ".join(one.number for one in hits)
            text = f"{name} is the name of more than one {asked.kind}: choose by number, {numbers}"
            problems.append(asked.problem(number, name, text))
        else:
            hint = _mixed_up(name, others, asked) or _suggestion(name, known, asked)
            problems.append(asked.problem(number, name, f"no {asked.kind} {name}: {hint}"))
    return found


def _mixed_up(name: str, others: Sequence[Named[Any]], asked: Asked) -> str:
    """What to do where the name is one of the other kind, or several names in one."""
    kind, sources = asked.kind, asked.sources
    if "," in name:
        if sources.is_written(asked.key):
            return f"write several as a list: [{name}]"
        return f"give one {kind} at a time, and repeat the option for the next"
    for other in others:
        if other.spellings() & as_typed(name):
            what = "value" if kind == "area" else "area"
            by = f"asked for by {sources.called(f'{what}s')}"
            return f"that is the {what} {plain(other.title)} ({other.number}), {by}"
    return ""


def _suggestion(name: str, known: Sequence[Named[ThingT]], asked: Asked) -> str:
    """The nearest names, each with its number."""
    printed = {spelling: one for one in known for spelling in sorted(one.spellings())}
    nearest: list[str] = []
    for spelling in sorted(as_typed(name)):
        for close in difflib.get_close_matches(spelling, printed, n=3, cutoff=0.5):
            one = printed[close]
            nearest.append(f"{plain(one.title)} ({one.number})")
    if nearest:
        return f"did you mean {' or '.join(dict.fromkeys(nearest))}?"
    return f"`{listing(f'{asked.kind}s', asked.sources)}` shows what there is"


def listing(what: str, sources: Sources) -> str:
    """The command that lists what there is of a kind in the pack that was asked for."""
    content = sources.wishes.get("content")
    if not content:
        return f"kit list {what}"
    # Quotes that every shell knows, Windows' too.
    shown = f'"{content}"' if set(str(content)) & set(" '&;()$") else str(content)
    return f"kit list {what} --content {shown}"
