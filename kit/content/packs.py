"""Load a content pack from a folder of YAML files, each text with its origin, or all problems."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pydantic

from kit.content.folder import pack_files
from kit.content.looks import NO_LOOKS
from kit.content.looks_file import LooksFile, looks_of, wrongly_named
from kit.content.models import (
    ActionPlan,
    Area,
    Cover,
    Dilemmas,
    DilemmaSet,
    Figure,
    HowToUse,
    Model,
    Pack,
    Qualities,
)
from kit.content.part_texts import PartText
from kit.content.printable import unprintable
from kit.content.printed_words import stands_in, worded
from kit.core.errors import KitError, Origin, Problem
from kit.core.language import offer
from kit.core.messages import Message
from kit.core.paths import FONTS
from kit.core.spelling import plain
from kit.core.wording import cut_short
from kit.reading.document import Document, Location
from kit.reading.validation import validated

# What a part is called by, the first that it has, and what messages call that text itself.
_NAMES: Mapping[str, Message] = {
    "name": Message('the name "{name}"'),
    "title": Message('the title "{name}"'),
    "question": Message('the question "{name}"'),
    "heading": Message('the heading "{name}"'),
}
# What messages call the other texts of a part, by their keys; `name` is that of the part.
_TEXTS: Mapping[str, Message] = {
    "aspects": Message('the aspects of "{name}"'),
    "caption": Message('the caption of "{name}"'),
    "closing": Message('the closing of "{name}"'),
    "definition": Message('the definition of "{name}"'),
    "intro": Message('the intro of "{name}"'),
    "lead": Message('the lead of "{name}"'),
    "lead-in": Message('the lead-in of "{name}"'),
    "opening": Message('the opening of "{name}"'),
    "points": Message('the points of "{name}"'),
    "prompt": Message('the prompt of "{name}"'),
    "questions-heading": Message('the questions-heading of "{name}"'),
    "text": Message('the text of "{name}"'),
    "values-heading": Message('the values-heading of "{name}"'),
}
_OTHER_TEXT = Message('the {key} of "{name}"')
_NOT_PRINTED = frozenset({"id", "language", "area", "fields", "kind"})

_SINGLE_FILES: dict[str, type[pydantic.BaseModel]] = {
    "pack.yaml": Cover,
    "qualities.yaml": Qualities,
    "dilemmas.yaml": Dilemmas,
    "action-plan.yaml": ActionPlan,
    "looks.yaml": LooksFile,
}


@dataclass(frozen=True)
class _Part:
    """A part of a pack: the name by which messages call it, and the ids as in Origin.within."""

    name: str = ""
    within: tuple[str, ...] = ()

    def inner(self, model: Model, name: str) -> "_Part":
        """A part of this part; one without a name goes by the name of what it belongs to."""
        # The dilemmas of an area belong to it, though they stand in a file of their own.
        id_ = getattr(model, "area" if isinstance(model, DilemmaSet) else "id", None)
        return _Part(name or self.name, (*self.within, id_) if id_ else self.within)


def origins(document: Document, model: Model) -> Iterator[tuple[str, Origin]]:
    """Every printed text of a file, as its model holds it, with its origin."""
    yield from _origins_in_model(document, model, (), _Part())


def _origins_in_model(
    document: Document, model: Model, at: Location, outer: _Part
) -> Iterator[tuple[str, Origin]]:
    own = next((key for key in _NAMES if isinstance(getattr(model, key, None), str)), None)
    part = outer.inner(model, plain(getattr(model, own)) if own else "")
    for name, info in type(model).model_fields.items():
        if name in _NOT_PRINTED or (isinstance(model, Figure) and name == "values"):
            continue
        key = str(info.alias)
        words = _NAMES[name] if name == own else _TEXTS.get(key, _OTHER_TEXT)
        called = words.with_values(key=key, name=cut_short(part.name))
        yield from _origins_in(document, getattr(model, name), (*at, key), called, part)


def _origins_in(
    document: Document, held: Any, at: Location, called: Message, part: _Part
) -> Iterator[tuple[str, Origin]]:
    if isinstance(held, PartText):
        for form, text in (("whole", str(held)), ("part", held.part)):
            one = Message('the "{form}" of {called}', form=form, called=called)
            yield from _origins_in(document, text, (*at, form), one, part)
    elif isinstance(held, str) and held:
        place = document.problem(at, called)
        yield held, Origin(place.file, place.line, place.column, called, part.within)
    elif isinstance(held, Model):
        yield from _origins_in_model(document, held, at, part)
    elif isinstance(held, tuple):
        for number, item in enumerate(held):
            one = Message("item {number} of {called}", number=number + 1, called=called)
            yield from _origins_in(document, item, (*at, number), one, part)


def load_pack(folder: Path) -> Pack:
    """The content pack in a folder. Raises KitError with all that is wrong in any of its files."""
    paths, problems = pack_files(folder, _SINGLE_FILES)
    all_there = not problems
    documents: dict[str, Document] = {}
    for name, path in paths.items():
        try:
            # Every part of a pack is words: 2.10 and no are a name like any other.
            documents[name] = Document(path, str(folder / name), as_written=True)
        except KitError as error:
            problems += error.problems
    models: dict[str, Any] = {}
    for name, document in documents.items():
        models[name], found = validated(document, _SINGLE_FILES.get(name, Area))
        problems += found
        problems += _unprintable_letters(document)
    problems += _repeated_ids(documents.values())
    all_read = all_there and len(documents) == len(paths)
    problems += _cross_faults(documents, models, all_read=all_read)
    looks = NO_LOOKS
    if isinstance(written := models.get("looks.yaml"), LooksFile) and all_read:
        looks, found = looks_of(written, documents["looks.yaml"], folder, _area_ids(documents))
        problems += found
    if isinstance(cover := models.get("pack.yaml"), Cover):
        offer(cover.language)
    if problems:
        raise KitError(problems)
    return Pack(
        cover=models["pack.yaml"],
        areas=tuple(models[name] for name in paths if name not in _SINGLE_FILES),
        qualities=models.get("qualities.yaml"),
        dilemmas=models.get("dilemmas.yaml"),
        action_plan=models.get("action-plan.yaml"),
        looks=looks,
        origins=tuple(
            found
            for name in paths
            if name != "looks.yaml"
            for found in origins(documents[name], models[name])
        ),
    )


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
                taken = Message(
                    "id {id} is taken by {place}: choose another", id=slug, place=first[slug]
                )
                yield document.problem(at, taken)
            first.setdefault(slug, f"{place.file}:{place.line}")


def _cross_faults(
    documents: dict[str, Document], models: dict[str, Any], *, all_read: bool
) -> Iterator[Problem]:
    """Problems between files of a pack; `all_read` says whether every area's file could be read."""
    area_ids = _area_ids(documents)
    for name, model in models.items():
        faults: Iterable[tuple[Location, str]] = ()
        if isinstance(model, Area):
            faults = _area_faults(model)
        elif isinstance(model, Cover):
            faults = _question_faults(model.how_to_use, ("how-to-use", "text-questions"))
        elif isinstance(model, ActionPlan):
            faults = [*_question_faults(model, ("text-questions",)), *_field_faults(model)]
        elif isinstance(model, Dilemmas) and all_read:
            faults = _dilemma_faults(model, area_ids)
        yield from (documents[name].problem(at, text) for at, text in faults)


def _area_ids(documents: dict[str, Document]) -> list[str]:
    """The ids of the areas in their order; those without an id are left out."""
    areas = [d.data for name, d in documents.items() if name.startswith("areas/")]
    return [str(data["id"]) for data in areas if isinstance(data, dict) and "id" in data]


def _area_faults(area: Area) -> Iterator[tuple[Location, str]]:
    known = [value.id for value in area.values]
    for index, slug in enumerate(area.figure.values if area.figure else ()):
        if slug not in known:
            text = Message(
                "the figure names {id}, which is no value of this area: use the value's id", id=slug
            )
            yield ("figure", "values", index), text
        elif area.figure and slug in area.figure.values[:index]:
            text = Message("the figure names {id} twice: take one out", id=slug)
            yield ("figure", "values", index), text
    yield from _question_faults(area, ("text-questions",))


def _question_faults(
    part: Area | HowToUse | ActionPlan, at: Location
) -> Iterator[tuple[Location, str]]:
    """A fault for each question that stands in the running text in neither of its forms."""
    forms = [worded(part, whole=whole).running_text for whole in (True, False)]
    for index, question in enumerate(part.text_questions):
        if not any(stands_in(question.text, running) for running in forms):
            text = Message(
                "this question is not in the running text: write it word for word as it is there"
            )
            yield (*at, index, "text"), text


def _field_faults(plan: ActionPlan) -> Iterator[tuple[Location, str]]:
    seen: set[str] = set()
    for index, step in enumerate(plan.steps):
        if step.fields in seen:
            text = Message(
                "{fields} is taken by a step above: each kind of fields stands once",
                fields=step.fields,
            )
            yield ("steps", index, "fields"), text
        seen.add(step.fields)


def _dilemma_faults(dilemmas: Dilemmas, area_ids: list[str]) -> Iterator[tuple[Location, str]]:
    named = (group.area for group in dilemmas.sets)
    again = Message("{area} has two sets of dilemmas: join them")
    for index, text in wrongly_named(named, area_ids, again):
        yield ("sets", index, "area"), text
