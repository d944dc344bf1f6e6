"""A folder of YAML files to a content pack, with what is wrong in and between all of them."""

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pydantic

from kit.bundled import FONTS
from kit.content import ActionPlan, Area, Cover, Dilemmas, Pack, Qualities, TextQuestion, plain
from kit.errors import KitError, Problem
from kit.letters import unprintable
from kit.loading import validated
from kit.origins import by_text, origins
from kit.reading import Document, Location

_AREA_FILE = r"areas/(\d+)-[a-z0-9-]+\.yaml"
_SINGLE_FILES: dict[str, type[pydantic.BaseModel]] = {
    "pack.yaml": Cover,
    "qualities.yaml": Qualities,
    "dilemmas.yaml": Dilemmas,
    "action-plan.yaml": ActionPlan,
}


def load_pack(folder: Path) -> Pack:
    """The content pack in a folder. Raises KitError with all that is wrong in any of its files."""
    paths, problems = _pack_files(folder)
    documents: dict[str, Document] = {}
    for name, path in paths.items():
        try:
            documents[name] = Document(path, str(folder / name))
        except KitError as error:
            problems += error.problems
    models: dict[str, Any] = {}
    for name, document in documents.items():
        models[name], found = validated(document, _SINGLE_FILES.get(name, Area))
        problems += found
        problems += _unprintable_letters(document)
    problems += _repeated_ids(documents.values())
    problems += _cross_faults(documents, models, all_read=len(documents) == len(paths))
    if problems:
        raise KitError(problems)
    return Pack(
        cover=models["pack.yaml"],
        areas=tuple(models[name] for name in paths if name not in _SINGLE_FILES),
        qualities=models.get("qualities.yaml"),
        dilemmas=models.get("dilemmas.yaml"),
        action_plan=models.get("action-plan.yaml"),
        origins=by_text(
            found for name in paths for found in origins(documents[name], models[name])
        ),
    )


def _pack_files(folder: Path) -> tuple[dict[str, Path], list[Problem]]:
    """The files of a pack by their name in it, areas in the order of their numbers."""
    if not (folder / "pack.yaml").is_file():
        raise KitError.of(_no_pack(folder), str(folder))
    # Also names such as 1-a.yaml.txt and 1-a.yml, which would otherwise be passed over in silence;
    # but not what editors put beside a file, hidden or with a tilde.
    files = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    ours = (name for name in files if not re.search(r"(^|/)\.|~$", name))
    found = sorted(name for name in ours if re.search(r"\.ya?ml", name.lower()))
    areas = {n: m for n in found if (m := re.fullmatch(_AREA_FILE, n))}
    problems = [
        Problem(str(folder / name), 0, 0, f"a pack has no file of this name: {_advice(name)}")
        for name in found
        if name not in areas and name not in _SINGLE_FILES
    ]
    if not areas:
        text = "the pack has no areas: add areas/1-name.yaml"
        problems.append(Problem(str(folder), 0, 0, text))
    numbered = sorted(areas, key=lambda name: int(areas[name][1]))
    names = [name for name in _SINGLE_FILES if name in found] + numbered
    return {name: folder / name for name in names}, problems


def _no_pack(folder: Path) -> str:
    if not folder.exists():
        return "there is no such folder: name the folder that holds the pack's pack.yaml"
    if folder.is_file():
        return f"this is a file: name the folder that it is in, {folder.parent}"
    inside = sorted(path.parent for path in folder.glob("*/pack.yaml"))
    hint = f"did you mean {inside[0]}?" if inside else "name the folder that holds it"
    return f"this is no content pack, since it has no pack.yaml: {hint}"


def _advice(name: str) -> str:
    if name.startswith("areas/"):
        return "name it by number, as in areas/1-name.yaml, or take it out"
    close = difflib.get_close_matches(name, _SINGLE_FILES, n=1, cutoff=0.75)
    return f"did you mean {close[0]}?" if close else "take it out"


def _unprintable_letters(document: Document) -> Iterator[Problem]:
    """One problem for each letter of each text, told where it stands."""
    for text, at in document.texts():
        for letter, advice in unprintable(text, FONTS):
            yield document.letter_problem(at, letter, advice)


def _repeated_ids(documents: Iterable[Document]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for document in documents:
        for slug, at in document.ids():
            place = document.problem(at, "")
            if slug in first:
                yield document.problem(at, f"id {slug} is taken by {first[slug]}: choose another")
            first.setdefault(slug, f"{place.file}:{place.line}")


def _cross_faults(
    documents: dict[str, Document], models: dict[str, Any], *, all_read: bool
) -> Iterator[Problem]:
    """What is wrong between parts; `all_read` says whether every area's file could be read."""
    areas = [d.data for name, d in documents.items() if name.startswith("areas/")]
    area_ids = [str(data["id"]) for data in areas if isinstance(data, dict) and "id" in data]
    for name, model in models.items():
        faults: Iterable[tuple[Location, str]] = ()
        if isinstance(model, Area):
            faults = _area_faults(model)
        elif isinstance(model, Cover):
            texts = [step.text for step in model.how_to_use.steps]
            questions = model.how_to_use.text_questions
            faults = _question_faults(questions, texts, ("how-to-use", "text-questions"))
        elif isinstance(model, ActionPlan):
            texts = [step.text for step in model.steps]
            faults = [
                *_question_faults(model.text_questions, texts, ("text-questions",)),
                *_field_faults(model),
            ]
        elif isinstance(model, Dilemmas) and all_read:
            faults = _dilemma_faults(model, area_ids)
        yield from (documents[name].problem(at, text) for at, text in faults)


def _area_faults(area: Area) -> Iterator[tuple[Location, str]]:
    known = [value.id for value in area.values]
    for index, slug in enumerate(area.figure.values if area.figure else ()):
        if slug not in known:
            text = f"the figure names {slug}, which is no value of this area: use the value's id"
            yield ("figure", "values", index), text
        elif area.figure and slug in area.figure.values[:index]:
            yield ("figure", "values", index), f"the figure names {slug} twice: take one out"
    yield from _question_faults(area.text_questions, [area.lead, *area.intro], ("text-questions",))


def _question_faults(
    questions: Iterable[TextQuestion], texts: Iterable[str], at: Location
) -> Iterator[tuple[Location, str]]:
    running = " ".join(plain(text) for text in texts)
    for index, question in enumerate(questions):
        if plain(question.text) not in running:
            text = "this question is not in the running text: write it word for word as it is there"
            yield (*at, index, "text"), text


def _field_faults(plan: ActionPlan) -> Iterator[tuple[Location, str]]:
    seen: set[str] = set()
    for index, step in enumerate(plan.steps):
        if step.fields in seen:
            text = f"{step.fields} is taken by a step above: each kind of fields stands once"
            yield ("steps", index, "fields"), text
        seen.add(step.fields)


def _dilemma_faults(dilemmas: Dilemmas, area_ids: list[str]) -> Iterator[tuple[Location, str]]:
    seen: set[str] = set()
    for index, group in enumerate(dilemmas.sets):
        if group.area not in area_ids:
            text = f"no area has the id {group.area}: use one of {', '.join(area_ids)}"
            yield ("sets", index, "area"), text
        elif group.area in seen:
            yield ("sets", index, "area"), f"{group.area} has two sets of dilemmas: join them"
        seen.add(group.area)
