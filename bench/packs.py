"""Packs and lists of names as large as one likes, made up, and the same every time."""

import itertools
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

VALUES_IN_AREA = 50
SEED = 6
# Each so many-th definition is too long for the layout's own type.
OVERLONG_EVERY = 50


def write_pack(folder: Path, values: int) -> Path:
    """A pack of so many values in areas of VALUES_IN_AREA, in a new folder; gives the folder.

    ValueError for more than there are names.
    """
    (folder / "areas").mkdir(parents=True)
    chance = random.Random(SEED)
    _write(folder / "pack.yaml", _cover())
    for number, part in enumerate(_areas(_values(values, chance)), 1):
        area = {
            "id": f"omrade-{number}",
            "title": f"Område {number}: {chance.choice(_words()['things'])}",
            "lead": f"{_definition(chance)}.",
            "values": part,
        }
        _write(folder / "areas" / f"{number}-omrade.yaml", area)
    return folder


def write_participants(path: Path, people: int) -> Path:
    """A CSV of so many different names; gives its path. ValueError for more than there are."""
    names = _some(("first-names", "last-names"), people, random.Random(SEED))
    path.write_text("\n".join(["navn", *names]) + "\n", encoding="utf-8")
    return path


@cache
def _words() -> dict[str, Any]:
    path = Path(__file__).with_name("words.yaml")
    words: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return words


def _some(kinds: tuple[str, str], number: int, chance: random.Random) -> list[str]:
    """So many pairs of a word of each kind, no two the same."""
    pairs = [" ".join(pair) for pair in itertools.product(*(_words()[kind] for kind in kinds))]
    if number > len(pairs):
        raise ValueError(f"there are {len(pairs)} of {kinds[0]} and {kinds[1]}, not {number}")
    return chance.sample(pairs, number)


def _values(number: int, chance: random.Random) -> list[dict[str, str]]:
    return [
        {"id": f"verdi-{count}", "name": name, "definition": _definition(chance, count)}
        for count, name in enumerate(_some(("kinds", "things"), number, chance), 1)
    ]


def _definition(chance: random.Random, count: int = 1) -> str:
    """The `count`-th definition, without its full stop."""
    beginning, thing, ending = (
        chance.choice(_words()[part]) for part in ("beginnings", "objects", "endings")
    )
    whole = f"{beginning} {thing}{ending}"
    return whole if count % OVERLONG_EVERY else f"{whole}. {_words()['overlong']}"


def _areas(values: list[dict[str, str]]) -> Iterator[list[dict[str, str]]]:
    for start in range(0, len(values), VALUES_IN_AREA):
        yield values[start : start + VALUES_IN_AREA]


def _cover() -> dict[str, Any]:
    step = {"id": "les", "title": "Les", "text": "Les gjennom verdiene."}
    return {
        "id": "mange-verdier",
        "language": "nb",
        "title": "Mange verdier",
        "intro": ["Så mange verdier at det merkes."],
        "how-to-use": {"title": "Slik gjør dere", "steps": [step]},
    }


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
