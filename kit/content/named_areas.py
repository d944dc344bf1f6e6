"""Areas that other files of a pack name by their ids."""

from collections.abc import Iterable, Iterator, Sequence


def wrongly_named(
    named: Iterable[str], areas: Sequence[str], again: str
) -> Iterator[tuple[int, str]]:
    """The places of ids that are no area's, or that stood there before, and what to do about it.

    `again` is what is told of the latter behind the id.
    """
    seen: set[str] = set()
    for index, name in enumerate(named):
        if name not in areas:
            yield index, f"no area has the id {name}: use one of {', '.join(areas)}"
        elif name in seen:
            yield index, f"{name} {again}"
        seen.add(name)
