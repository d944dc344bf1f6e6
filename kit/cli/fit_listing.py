"""How the texts of a pack fit, as plain text."""

from collections.abc import Iterator

from kit.content.models import plain
from kit.core.table import Row, Table, several
from kit.pipeline.pack_fit import FORMATS, PackFit, TextFit

# So many of one format's problems are told, unless all are asked for.
_MOST_TOLD = 10


def pack_line(found: PackFit) -> str:
    """What the pack is, in a line."""
    areas, values = len(found.pack.areas), sum(len(area.values) for area in found.pack.areas)
    return f"{plain(found.pack.cover.title)}: {several(areas, 'area')}, {several(values, 'value')}"


def kinds_table(found: PackFit) -> Table:
    """How many of each kind of text fit on each format."""
    by_piece: dict[str, list[TextFit]] = {}
    for one in found.texts:
        by_piece.setdefault(one.piece, []).append(one)
    rows = tuple(
        (piece, *(_of_many([one.fits[name] for one in texts if name in one.fits])
                  for name in FORMATS))
        for piece, texts in by_piece.items()
    )  # fmt: skip
    return Table(("fits on", *(name.lower() for name in FORMATS)), rows)


def texts_table(found: PackFit, *, every: bool) -> Table:
    """How each text fits on each format: all of them, or those that do not fit everywhere."""
    rows: tuple[Row, ...] = tuple(
        (f"{one.piece}: {one.about}", *(_of_one(one, name) for name in FORMATS))
        for one in found.texts
        if every or not one.is_easy
    )
    return Table(("text", *(name.lower() for name in FORMATS)), rows)


def problem_lines(found: PackFit, *, every: bool) -> Iterator[str]:
    """What to do about each text that does not fit, by formats."""
    for name, problems in found.problems.items():
        most = len(problems) if every else _MOST_TOLD
        for one in problems[:most]:
            yield str(one)
        if len(problems) > most:
            yield f"and {len(problems) - most} more on {name.lower()}: --all tells them"


def _of_many(fits: list[int | None]) -> str:
    """How many fit, and how many of them in smaller type."""
    if not fits:
        return "–"
    good = [percent for percent in fits if percent is not None]
    smaller = sum(percent < 100 for percent in good)
    told = "all" if len(good) == len(fits) else f"{len(good)} of {len(fits)}"
    return f"{told}, {smaller} smaller" if smaller else told


def _of_one(one: TextFit, name: str) -> str:
    if name not in one.fits:
        return "–"
    percent = one.fits[name]
    return "no" if percent is None else "yes" if percent == 100 else f"{percent} %"
