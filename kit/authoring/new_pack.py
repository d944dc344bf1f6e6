"""A new content pack: the files of a scaffold, or of what a spreadsheet lists."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kit.authoring.pack_rows import ListedArea
from kit.authoring.schemas import SCHEMAS, schema_files, schema_line
from kit.content.models import Pack
from kit.content.packs import load_pack
from kit.core.errors import KitError
from kit.core.language import language_called, speech
from kit.core.messages import Message
from kit.core.paths import SCAFFOLDS
from kit.output.new import new_folder
from kit.output.swap import Tell, unheard
from kit.reading.source import source_text
from kit.reading.yaml_writing import yaml_text
from kit.system.reasons import reason_of

_LONGEST_ID = 60
# Letters that are not taken apart into one of a to z and an accent.
_SPELT = str.maketrans(
    {
        "\N{LATIN SMALL LETTER AE}": "ae",
        "\N{LATIN SMALL LETTER O WITH STROKE}": "o",
        "\N{LATIN SMALL LETTER SHARP S}": "ss",
        "\N{LATIN SMALL LETTER D WITH STROKE}": "d",
        "\N{LATIN SMALL LETTER ETH}": "d",
        "\N{LATIN SMALL LETTER THORN}": "th",
        "\N{LATIN SMALL LETTER L WITH STROKE}": "l",
    }
)


def languages() -> tuple[str, ...]:
    """The languages that there are scaffolds in."""
    return tuple(sorted(folder.name for folder in SCAFFOLDS.iterdir() if folder.is_dir()))


def scaffold_files(language: str, pack_id: str) -> dict[str, bytes]:
    """A small whole pack with comments, by the names of its files."""
    folder = SCAFFOLDS / language
    files = {}
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        text = source_text(path, name).replace("\nid: new-pack\n", f"\nid: {pack_id}\n", 1)
        files[name] = (_first_line(name) + text).encode()
    schemas = schema_files(speech(language_called(language) or "en").said)
    return files | {f"{SCHEMAS}/{name}": data for name, data in schemas.items()}


def listed_files(areas: Sequence[ListedArea], language: str, pack_id: str) -> dict[str, bytes]:
    """The files of a pack made from a list; words that a list lacks are those of the scaffold."""
    scaffold = load_pack(SCAFFOLDS / language)
    whole = scaffold_files(language, pack_id)
    kept = {"pack.yaml", "action-plan.yaml"}
    files = {name: data for name, data in whole.items() if name in kept or "/" in name}
    files = {name: data for name, data in files.items() if not name.startswith("areas/")}
    taken = _ids_in(scaffold) | {pack_id}
    sets = []
    for number, area in enumerate(areas, 1):
        id_ = free_id(area.title, taken)
        written = _area(area, id_, scaffold, taken)
        files[f"areas/{number}-{id_}.yaml"] = _yaml_file(f"areas/{id_}.yaml", written)
        if area.dilemmas:
            sets.append(_dilemmas(area, id_, scaffold, taken))
    if sets:
        files["dilemmas.yaml"] = _yaml_file("dilemmas.yaml", {"sets": sets})
    return files


def free_id(name: str, taken: set[str]) -> str:
    """An id for a name, as near to it as ids can be; it is added to those `taken`."""
    spelt = unicodedata.normalize("NFKD", name.lower().translate(_SPELT))
    bare = "".join(sign for sign in spelt if not unicodedata.combining(sign))
    words = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
    start = words if words[:1].isalpha() else f"x-{words}".strip("-")
    number = 1
    while True:
        end = f"-{number}" if number > 1 else ""
        made = start[: _LONGEST_ID - len(end)].rstrip("-") + end
        if made not in taken:
            taken.add(made)
            return made
        number += 1


def write_folder(folder: Path, files: Mapping[str, bytes], tell: Tell = unheard) -> None:
    """Make a folder of these files, all at once. KitError where something stands in its place.

    Where it was stopped before, nothing of that stays, which `tell` hears.
    """
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            taken = Message("a file of this name is there already: choose another")
            raise KitError.of(taken, str(folder))
        if folder.exists() and any(folder.iterdir()):
            full = Message("this folder is there already, and not empty: choose another name")
            raise KitError.of(full, str(folder))
        if not folder.parent.is_dir():
            missing = Message("this folder is not there: make it first")
            raise KitError.of(missing, str(folder.parent))
        new_folder(folder, files, tell)
    except OSError as error:
        text = Message(
            "the folder cannot be written: {reason}; choose another place",
            reason=reason_of(error),
        )
        raise KitError.of(text, str(folder)) from error


def _ids_in(scaffold: Pack) -> set[str]:
    """The ids of what is kept of a scaffold: its steps and those of its plan."""
    plan = scaffold.action_plan
    steps = (*scaffold.cover.how_to_use.steps, *(plan.steps if plan else ()))
    return {step.id for step in steps}


def _area(area: ListedArea, id_: str, scaffold: Pack, taken: set[str]) -> dict[str, Any]:
    """An area's file as plain data."""
    words = scaffold.areas[0]
    written: dict[str, Any] = {"id": id_, "title": area.title}
    if area.lead:
        written["lead"] = area.lead
    written["values"] = [
        {"id": free_id(name, taken), "name": name, "definition": text} for name, text in area.values
    ]
    if area.questions and words.reflection:
        written["reflection"] = {
            "heading": words.reflection.heading,
            "intro": words.reflection.intro,
            "questions": [{"id": free_id(one, taken), "question": one} for one in area.questions],
        }
    return written


def _dilemmas(area: ListedArea, id_: str, scaffold: Pack, taken: set[str]) -> dict[str, Any]:
    """The dilemmas of an area as plain data, with the words around them that the scaffold has."""
    words = next(iter(scaffold.dilemmas.sets)) if scaffold.dilemmas else None
    assert words is not None, "every scaffold has a dilemma"
    items = [
        {"id": free_id(title, taken), "title": title, "text": text} for title, text in area.dilemmas
    ]
    around = words.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {**around, "area": id_, "items": items}


def _yaml_file(name: str, data: Mapping[str, Any]) -> bytes:
    return (_first_line(name) + yaml_text(data)).encode()


def _first_line(name: str) -> str:
    """The line by which editors know what a file of a pack may hold."""
    inside, _, file = name.rpartition("/")
    kind = "area" if inside else file.removesuffix(".yaml")
    return schema_line(kind, f"../{SCHEMAS}" if inside else SCHEMAS)
