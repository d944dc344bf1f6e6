"""Which values are left out: what goes before what, and what was never in."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from kit.core.errors import Problem
from kit.session.sources import Sources


@dataclass(frozen=True)
class LeftOut:
    """The values left out by one name, by their ids, and the place of the name among the others."""

    name: str
    number: int
    ids: frozenset[str]


def dropped(
    left: Sequence[LeftOut],
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
            text = f"{slug} is both asked for and left out: take one of the two away"
            problems.append(sources.problem("leave-out", text))
    # What is misspelt may have been what was left out.
    others = bool(problems) or any(
        sources.goes_before(key, "leave-out") for key in ("areas", "values")
    )
    for one in left:
        if not others and not one.ids & (single | taken_in | of_areas):
            text = f"{one.name} is left out, but was not chosen: take it away"
            problems.append(sources.item_problem("leave-out", one.number, one.name, text))
    return out
