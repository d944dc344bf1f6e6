"""Packs and lists of names as large as one likes, made up, and the same every time."""

import itertools
import random
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kit.content.models import MOST

VALUES_IN_AREA = 50
SEED = 6
# The most areas that a kit can tell apart and the most values that an area may have; and as much of
# the rest as a pack may well have that is so large.
LARGEST_AREAS, LARGEST_VALUES = 12, MOST
LARGEST_DILEMMAS, LARGEST_QUESTIONS = 30, 60
# Each so many-th definition is too long for the layout's own type.
OVERLONG_EVERY = 50


def write_pack(folder: Path, values: int) -> Path:
    """A pack of so many values in areas of VALUES_IN_AREA, in a new folder; gives the folder.

    ValueError for more than there are names.
    """
    chance = random.Random(SEED)
    areas = _areas(_values(values, chance), VALUES_IN_AREA, chance)
    return _pack_of(folder, _cover(), areas)


def write_largest_pack(folder: Path) -> Path:
    """A pack as large as may be, with dilemmas and questions, in a new folder; gives the folder.

    As people do, it tells in other words of itself where not all of it is chosen.
    """
    chance = random.Random(SEED)
    values = _values(LARGEST_AREAS * LARGEST_VALUES, chance)
    areas = list(_areas(values, LARGEST_VALUES, chance))
    for area in areas:
        area["lead"] = {"whole": f"{LARGEST_VALUES} verdier. {area['lead']}", "part": area["lead"]}
        area["reflection"] = _reflection(area["id"], LARGEST_QUESTIONS // LARGEST_AREAS, chance)
    cover = _cover()
    cover["intro"] = [{"whole": f"Alle {len(values)} verdier.", "part": "Et utvalg av verdiene."}]
    _pack_of(folder, cover, areas)
    _write(folder / "dilemmas.yaml", {"sets": _dilemma_sets(areas, chance)})
    return folder


def _pack_of(folder: Path, cover: dict[str, Any], areas: Iterable[dict[str, Any]]) -> Path:
    (folder / "areas").mkdir(parents=True)
    _write(folder / "pack.yaml", cover)
    for area in areas:
        _write(folder / "areas" / f"{area['id'].rpartition('-')[2]}-omrade.yaml", area)
    return folder


def write_participants(path: Path, people: int) -> Path:
    """A CSV of so many different names; gives its path. ValueError for more than there are."""
    names = _some(("first-names", "last-names"), people, random.Random(SEED))
    path.write_text("\n".join(["navn", *names]) + "\n", encoding="utf-8")
    return path


def write_sessions(folder: Path, number: int) -> Path:
    """So many session files in a new folder, no two the same: 001.yaml and so on; gives the folder.

    Each leaves out some values and names its people, and each second has tables.
    """
    folder.mkdir(parents=True)
    chance = random.Random(SEED)
    for count in range(1, number + 1):
        people = chance.randint(6, 30)
        session: dict[str, Any] = {
            "title": f"Samling {count}",
            "team": f"Team {chance.choice(_words()['things'])}",
            "participants": _some(("first-names", "last-names"), people, chance),
            "leave-out": [f"{area}.{chance.randint(1, 10)}" for area in range(1, 5)],
        }
        if count % 2:
            session["tables"] = people // 6
        # A folder of its own: files side by side would else be written into one.
        _write(folder / f"{count:03}.yaml", {**session, "out": f"{count:03}"})
    return folder


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


def _areas(
    values: list[dict[str, str]], in_area: int, chance: random.Random
) -> Iterator[dict[str, Any]]:
    """The values in areas of so many."""
    for number, start in enumerate(range(0, len(values), in_area), 1):
        yield {
            "id": f"omrade-{number}",
            "title": f"Område {number}: {chance.choice(_words()['things'])}",
            "lead": f"{_definition(chance)}.",
            "values": values[start : start + in_area],
        }


def _reflection(area: str, questions: int, chance: random.Random) -> dict[str, Any]:
    """So many questions of an area, each with a prompt."""
    return {
        "heading": "Å tenke over",
        "intro": f"{_definition(chance)}.",
        "questions": [
            {
                "id": f"{area}-sporsmal-{count}",
                "question": f"Hva betyr {chance.choice(_words()['objects'])} i din hverdag?",
                "prompt": f"{_definition(chance)}. {_definition(chance)}.",
            }
            for count in range(1, questions + 1)
        ],
    }


def _dilemma_sets(areas: list[dict[str, Any]], chance: random.Random) -> list[dict[str, Any]]:
    """Dilemmas of all areas, as many of each as of any other, or one more."""
    shares = [
        LARGEST_DILEMMAS * (at + 1) // len(areas) - LARGEST_DILEMMAS * at // len(areas)
        for at in range(len(areas))
    ]
    return [
        {
            "area": area["id"],
            "heading": f"Dilemmaer i {area['id'].replace('-', ' ')}",
            "intro": f"{_definition(chance)}.",
            "items": [
                {
                    "id": f"{area['id']}-dilemma-{count}",
                    "title": f"Når det er {chance.choice(_words()['things'])}",
                    "text": f"«{_definition(chance)}. {_words()['overlong']}»",
                }
                for count in range(1, share + 1)
            ],
            "discussion": {
                "opening": "Det er sjelden lett.",
                "lead-in": "Det viktigste er at vi",
                "points": ["spør hverandre,", "og hører etter."],
            },
        }
        for area, share in zip(areas, shares, strict=True)
    ]


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
