"""The areas and values of a pack that were chosen, by the names that people typed."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from kit.content.models import Area, DilemmaSet, Pack, Value
from kit.content.printed_words import worded_pack
from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.session.asked_names import Asked, find, hits_in
from kit.session.sources import NOWHERE, Sources
from kit.typed.names import Named

# What an area has even where it does not come along.
_OF_ANY_AREA = frozenset({"id", "title", "values_heading"})


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

    def told_in_keys(self) -> object:
        """What sets it apart from others in keys of what is kept: the pack, and what was chosen."""
        chosen = [
            (area.number, area.comes_along, [value.number for value in area.values])
            for area in self.areas
        ]
        return self.pack.digest, chosen

    def with_areas(self) -> "Selection":
        """The same values, with all areas that they are from."""
        return _selection(self.pack, {value.id for value in self.values}, with_area=True)

    @property
    def values(self) -> tuple[ChosenValue, ...]:
        """All chosen values in the pack's order."""
        return tuple(value for area in self.areas for value in area.values)


@dataclass(frozen=True)
class _LeftOut:
    """The values left out by one name, by their ids, and the place of the name among the others."""

    name: str
    number: int
    ids: frozenset[str]


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
    at_areas, at_values = Asked("areas", "area", sources), Asked("values", "value", sources)
    area_ids = {area.id for area in find(areas, all_areas, at_areas, problems, all_values)}
    hits = list(hits_in(values, all_values, at_values, problems, all_areas))
    # What a range or «alle» takes in may be left out again, as of an area.
    single = {hit.thing.id for hit in hits if hit.is_named}
    taken_in = {hit.thing.id for hit in hits} - single
    if not (areas or values):
        area_ids = {area.id for area in pack.areas}
    of_areas = {value.id for area in pack.areas if area.id in area_ids for value in area.values}
    left = list(_left_out(leave_out, all_areas, all_values, sources, problems))
    out = _dropped(left, single, taken_in, of_areas, sources, problems)
    if problems:
        raise KitError(problems)
    return _selection(pack, (single | taken_in | of_areas) - out, area_ids, with_area=with_area)


def _left_out(
    names: Sequence[str],
    areas: Sequence[Named[Area]],
    values: Sequence[Named[Value]],
    sources: Sources,
    problems: list[Problem],
) -> Iterator[_LeftOut]:
    """What each name leaves out: values, or all of an area."""
    ids = [one.standing_for(frozenset({one.thing.id})) for one in values]
    whole = [one.standing_for(frozenset(own.id for own in one.thing.values)) for one in areas]
    asked = Asked("leave-out", "value", sources)
    hits = list(hits_in(names, ids, asked, problems, also=whole))
    for number, name in enumerate(names):
        own = [hit.thing for hit in hits if hit.place == number]
        if own:
            yield _LeftOut(name, number, frozenset[str]().union(*own))


def _dropped(
    left: Sequence[_LeftOut],
    single: Set[str],
    taken_in: Set[str],
    of_areas: Set[str],
    sources: Sources,
    problems: list[Problem],
) -> frozenset[str]:
    """The values to drop of those chosen one by one, as `single`, and of those of whole areas.

    Those `taken_in` by a range were not named one by one: some of them may be left out.
    Of a value that is both asked for and left out, an option goes before what the file says. Where
    neither does, it is a problem. So is a name of which nothing was chosen, unless other areas and
    values were chosen by options: then what the file leaves out of its own does nothing.
    """
    out = frozenset[str]().union(*(one.ids for one in left))
    if sources.goes_before("values", "leave-out"):
        out -= single | taken_in
    elif not sources.goes_before("leave-out", "values"):
        for slug in sorted(single & out):
            text = Message(
                "{name} is both asked for and left out: take it out of {values} or of {left_out}",
                name=slug,
                values=sources.called("values"),
                left_out=sources.called("leave-out"),
            )
            problems.append(sources.problem("leave-out", text))
    # What is misspelt may have been what was left out.
    others = bool(problems) or any(
        sources.goes_before(key, "leave-out") for key in ("areas", "values")
    )
    for one in left:
        if not others and not one.ids & (single | taken_in | of_areas):
            text = Message(
                "{option} {name}: this was not chosen, so there is nothing to leave out: take "
                "{name} out of {option}",
                option=sources.called("leave-out"),
                name=one.name,
            )
            problems.append(sources.item_problem("leave-out", one.number, one.name, text))
    return out


def _selection(
    pack: Pack, value_ids: set[str], area_ids: Set[str] = frozenset(), *, with_area: bool
) -> Selection:
    """These values by their areas; those of `area_ids` were asked for and come along."""
    chosen = {area.id: value_ids.intersection(one.id for one in area.values) for area in pack.areas}
    whole = {area.id for area in pack.areas if len(chosen[area.id]) == len(area.values)}
    printed = worded_pack(pack, whole)
    areas = tuple(
        _chosen_area(
            number, area, chosen[area.id], printed, along=with_area or area.id in area_ids | whole
        )
        for number, area in enumerate(printed.areas, start=1)
        if chosen[area.id]
    )
    if not areas:
        raise KitError.of(
            Message("every value is left out, so there is nothing to make: leave out fewer")
        )
    return Selection(pack, areas, printed)


def in_part_words(pack: Pack) -> Selection:
    """All of a pack, in the words that are printed where not all of it is chosen."""
    printed = worded_pack(pack, ())
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
