"""YAML files to models: every problem in every file at once, with its line and column."""

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pydantic

from kit.content import ActionPlan, Area, Cover, Dilemmas, Pack, Qualities, TextQuestion, plain
from kit.errors import KitError, Problem
from kit.reading import Document, Location

ModelT = TypeVar("ModelT", bound=pydantic.BaseModel)

# pydantic's kinds of error in the words of an author; {key} and the kind's figures are filled in.
_WORDS = {
    "missing": "{key} is missing: add it",
    "string_type": "{key} must be text: put it in quotes if it looks like a number or a date",
    "string_too_short": "{key} is empty: write its text, or take the line out",
    "string_too_long": "{key} is longer than {max_length} characters: shorten it",
    "string_pattern_mismatch": "{key} must start with a letter and hold only a-z, 0-9 and single "
    "hyphens: rename it",
    "too_short": "{key} needs at least {min_length}: add more",
    "tuple_type": "{key} must be a list: begin each of its lines with a hyphen",
    "model_type": "{key} must hold keys: write each as key: text",
    "literal_error": "{key} must be {expected}: choose one of them",
    "value_error": "{key}: {error}",
}
_AREA_FILE = r"areas/(\d+)-[a-z0-9-]+\.yaml"
_SINGLE_FILES: dict[str, type[pydantic.BaseModel]] = {
    "pack.yaml": Cover,
    "qualities.yaml": Qualities,
    "dilemmas.yaml": Dilemmas,
    "action-plan.yaml": ActionPlan,
}


def load(path: Path, shown: str, model: type[ModelT]) -> ModelT:
    """One YAML file as a model. Raises KitError with all that is wrong in it."""
    made, problems = _validated(Document(path, shown), model)
    if made is None or problems:
        raise KitError(problems)
    return made


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
        models[name], found = _validated(document, _SINGLE_FILES.get(name, Area))
        problems += found
    problems += _repeated_ids(documents.values())
    problems += _cross_faults(documents, models)
    if problems:
        raise KitError(problems)
    return Pack(
        cover=models["pack.yaml"],
        areas=tuple(models[name] for name in paths if name not in _SINGLE_FILES),
        qualities=models.get("qualities.yaml"),
        dilemmas=models.get("dilemmas.yaml"),
        action_plan=models.get("action-plan.yaml"),
    )


def _pack_files(folder: Path) -> tuple[dict[str, Path], list[Problem]]:
    """The files of a pack by their name in it, areas in the order of their numbers."""
    if not (folder / "pack.yaml").is_file():
        raise KitError.of("this is no content pack: it has no pack.yaml", str(folder))
    found = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.y*ml"))
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


def _advice(name: str) -> str:
    if name.startswith("areas/"):
        return "name it by number, as in areas/1-name.yaml, or take it out"
    close = difflib.get_close_matches(name, _SINGLE_FILES, n=1, cutoff=0.75)
    return f"did you mean {close[0]}?" if close else "take it out"


def _validated(document: Document, model: type[ModelT]) -> tuple[ModelT | None, list[Problem]]:
    try:
        return model.model_validate(document.data), list(document.problems)
    except pydantic.ValidationError as error:
        told = [_told(document, model, detail) for detail in _errors(error)]
        return None, [*document.problems, *told]


def _errors(error: pydantic.ValidationError) -> list[Any]:
    """Give pydantic's errors, but not that a list is short when its items are wrong."""
    details = error.errors()
    wrong = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
    return [d for d in details if d["type"] != "too_short" or d["loc"] not in wrong]


def _told(document: Document, model: type[pydantic.BaseModel], detail: Any) -> Problem:
    """One of pydantic's errors as a problem in an author's words."""
    at: Location = detail["loc"]
    key = str(next((part for part in reversed(at) if isinstance(part, str)), "the file"))
    if at and isinstance(at[-1], int):
        key = f"item {at[-1] + 1} of {key}"
    if detail["type"] == "extra_forbidden":
        text = f"unknown key {at[-1]}: {_nearest_key(str(at[-1]), model, at[:-1])}"
        return document.problem(at, text, on_key=True)
    words = _WORDS.get(detail["type"], "{key}: " + detail["msg"].replace("{", "{{"))
    return document.problem(at, words.format(key=key, **detail.get("ctx", {})))


def _nearest_key(word: str, model: type[pydantic.BaseModel], at: Location) -> str:
    for part in at:
        if isinstance(part, str):
            held = next(info for info in model.model_fields.values() if info.alias == part)
            model = next(_models_in(held.annotation))
    known = [str(info.alias) for info in model.model_fields.values()]
    close = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {close[0]}?" if close else f"the keys here are {', '.join(known)}"


def _models_in(annotation: Any) -> Iterator[type[pydantic.BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, pydantic.BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)


def _repeated_ids(documents: Iterable[Document]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for document in documents:
        for slug, at in document.ids():
            place = document.problem(at, "")
            if slug in first:
                yield document.problem(at, f"id {slug} is taken by {first[slug]}: choose another")
            first.setdefault(slug, f"{place.file}:{place.line}")


def _cross_faults(documents: dict[str, Document], models: dict[str, Any]) -> Iterator[Problem]:
    """What is wrong between parts that are right in themselves."""
    area_ids = [models[name].id for name in models if name.startswith("areas/") and models[name]]
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
            faults = _question_faults(model.text_questions, texts, ("text-questions",))
        elif isinstance(model, Dilemmas) and all(models.values()):
            faults = _dilemma_faults(model, area_ids)
        yield from (documents[name].problem(at, text) for at, text in faults)


def _area_faults(area: Area) -> Iterator[tuple[Location, str]]:
    known = [value.id for value in area.values]
    for index, slug in enumerate(area.figure.values if area.figure else ()):
        if slug not in known:
            text = f"the figure names {slug}, which is no value of this area: use the value's id"
            yield ("figure", "values", index), text
    yield from _question_faults(area.text_questions, [area.lead, *area.intro], ("text-questions",))


def _question_faults(
    questions: Iterable[TextQuestion], texts: Iterable[str], at: Location
) -> Iterator[tuple[Location, str]]:
    running = " ".join(plain(text) for text in texts)
    for index, question in enumerate(questions):
        if plain(question.text) not in running:
            text = "this question is not in the running text: write it word for word as it is there"
            yield (*at, index, "text"), text


def _dilemma_faults(dilemmas: Dilemmas, area_ids: list[str]) -> Iterator[tuple[Location, str]]:
    seen: set[str] = set()
    for index, group in enumerate(dilemmas.sets):
        if group.area not in area_ids:
            text = f"no area has the id {group.area}: use one of {', '.join(area_ids)}"
            yield ("sets", index, "area"), text
        elif group.area in seen:
            yield ("sets", index, "area"), f"{group.area} has two sets of dilemmas: join them"
        seen.add(group.area)
