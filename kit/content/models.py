"""The words of a content pack as frozen models; files are read elsewhere.

Text is kept as its author wrote it, but for one mark: `|` inside a word, where the word may break,
is held as a soft hyphen (U+00AD). `plain` takes it out again. A letter that is written as a letter
and an accent is held as the one letter that it is (NFC).
"""

import re
import unicodedata
from collections.abc import Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from kit.content.looks import NO_LOOKS, Looks
from kit.core.errors import Origin
from kit.core.files import digest

SOFT_HYPHEN = "\u00ad"
Language = Literal["nb", "nn", "en"]
ActionFields = Literal["choose", "act", "follow-up", "progress"]

# Slugs start with a letter, so that no id is ever taken for a number such as 3 or 3.6.
SLUG = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"


def _break_points(text: str) -> str:
    """Turn `Menneske|rettighets|fokus` into soft hyphens; ValueError for a mark elsewhere."""
    whole = unicodedata.normalize("NFC", text)
    marked = re.sub(r"(?<=[^\W\d_])\|(?=[^\W\d_])", SOFT_HYPHEN, whole)
    if "|" in marked:
        raise ValueError(
            "| marks where a word may break: put it between two letters, or take it out"
        )
    return marked


def plain(text: str) -> str:
    """The text as read aloud or searched for: without its break points."""
    return text.replace(SOFT_HYPHEN, "")


Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=60)]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    AfterValidator(_break_points),
]
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    AfterValidator(_break_points),
]
# Of anything that a list holds: what more people can take in has no end, what a kit can has one.
MOST = 60
Some = Field(min_length=1, max_length=MOST)
Paragraphs = Annotated[tuple[Text, ...], Some]


class Model(BaseModel):
    """Base of all models: frozen, with hyphens in its keys in YAML; an unknown key is an error."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-")
    )


class Value(Model):
    """A value, or a personal quality: a name and what it means."""

    id: Slug
    name: Name
    definition: Text


class Step(Model):
    """One numbered step of a way of working."""

    id: Slug
    title: Name
    text: Text


class TextQuestion(Model):
    """A question that stands in the running text, word for word."""

    id: Slug
    text: Text


class HowToUse(Model):
    """The steps for using the tool."""

    title: Name
    steps: Annotated[tuple[Step, ...], Some]
    closing: Text | None = None
    text_questions: Annotated[tuple[TextQuestion, ...], Field(max_length=MOST)] = ()


class Cover(Model):
    """pack.yaml: what the pack is called and how it is used."""

    id: Slug
    language: Language
    title: Name
    intro: Paragraphs
    how_to_use: HowToUse


class Question(Model):
    """A reflection question, with a prompt that helps one to start."""

    id: Slug
    question: Text
    prompt: Text | None = None


class Reflection(Model):
    """The reflection questions of an area and the words around them."""

    heading: Name
    intro: Text
    questions_heading: Name | None = None
    questions: Annotated[tuple[Question, ...], Some]
    closing: Text | None = None


class Example(Model):
    """A situation that completes the lead-in of its Examples."""

    id: Slug
    text: Text


class Examples(Model):
    """Situations from everyday work to think back on."""

    heading: Name
    lead_in: Text
    items: Annotated[tuple[Example, ...], Some]


class Figure(Model):
    """Values drawn as a figure: a pyramid, its base first."""

    kind: Literal["pyramid"]
    values: Annotated[tuple[Slug, ...], Field(min_length=2, max_length=MOST)]
    caption: Text


class Area(Model):
    """An area: its values and what belongs to them. `intro` goes on where `lead` ends."""

    id: Slug
    title: Name
    lead: Text | None = None
    intro: Annotated[tuple[Text, ...], Field(max_length=MOST)] = ()
    values_heading: Name | None = None
    values: Annotated[tuple[Value, ...], Some]
    figure: Figure | None = None
    reflection: Reflection | None = None
    examples: Examples | None = None
    aspects: Annotated[tuple[Name, ...], Field(max_length=MOST)] = ()
    text_questions: Annotated[tuple[TextQuestion, ...], Field(max_length=MOST)] = ()

    @property
    def introduction(self) -> tuple[str, ...]:
        """The area's running text by paragraphs; the lead begins the first."""
        first = " ".join(text for text in (self.lead, *self.intro[:1]) if text)
        return (first, *self.intro[1:]) if first else ()


class Qualities(Model):
    """qualities.yaml: the personal qualities."""

    title: Name
    intro: Paragraphs
    items: Annotated[tuple[Value, ...], Some]
    closing: Text | None = None


class Dilemma(Model):
    """A dilemma: a title and the dilemma itself, quoted as its text has it."""

    id: Slug
    title: Name
    text: Text


class Discussion(Model):
    """How to discuss: one sentence laid out as a list (lead-in and points), words around it."""

    opening: Text
    lead_in: Text
    points: Annotated[tuple[Text, ...], Some]
    closing: Text | None = None


class DilemmaSet(Model):
    """The dilemmas of one area; `area` is the area's id."""

    area: Slug
    heading: Name
    intro: Text
    items: Annotated[tuple[Dilemma, ...], Some]
    discussion: Discussion


class Dilemmas(Model):
    """dilemmas.yaml."""

    sets: Annotated[tuple[DilemmaSet, ...], Some]


class ActionStep(Step):
    """A step of the action plan; `fields` says which form fields it is given."""

    fields: ActionFields


class ActionPlan(Model):
    """action-plan.yaml: the way forward."""

    title: Name
    intro: Text
    steps: Annotated[tuple[ActionStep, ...], Some]
    closing: Paragraphs
    text_questions: Annotated[tuple[TextQuestion, ...], Field(max_length=MOST)] = ()


@dataclass(frozen=True)
class Pack:
    """All words of a pack, in reading order. An area's number is its place in `areas`, from 1.

    `looks` are what it draws in its own way. `origins` are all printed texts in their order, each
    with where it is written: two values may well say the same.
    """

    cover: Cover
    areas: tuple[Area, ...]
    qualities: Qualities | None
    dilemmas: Dilemmas | None
    action_plan: ActionPlan | None
    looks: Looks = NO_LOOKS
    origins: tuple[tuple[str, Origin], ...] = field(default=(), compare=False, repr=False)

    @property
    def digest(self) -> str:
        """A digest of the pack's words, colours and motifs, as 64 hexadecimal digits.

        A logo is no part of it, as a session's is none: it tells who stands behind the words.
        """
        parts = (self.cover, *self.areas, self.qualities, self.dilemmas, self.action_plan)
        words = "\n".join(part.model_dump_json() if part else "" for part in parts)
        return digest((words + self.looks.told).encode())

    @cached_property
    def _places_by_part(self) -> dict[str, list[int]]:
        """The places in `origins` of the texts of each part, by its id; "" for what has none."""
        places: dict[str, list[int]] = {}
        for place, (_, origin) in enumerate(self.origins):
            places.setdefault(origin.within[-1] if origin.within else "", []).append(place)
        return places

    def origins_in(self, parts: Set[str]) -> dict[str, Origin]:
        """The texts of these parts, by their ids, and of what has no id; each with its origin.

        A text of a part belongs to the parts around it as well, and is left out where one of them
        is not among `parts`. Of equal texts it is the innermost: a value's before its area's.
        """
        places = sorted(
            place for part in (*parts, "") for place in self._places_by_part.get(part, ())
        )
        found: dict[str, Origin] = {}
        for text, origin in (self.origins[place] for place in places):
            known = found.get(text)
            if parts >= set(origin.within) and (
                known is None or len(origin.within) > len(known.within)
            ):
                found[text] = origin
        return found

    def dilemmas_of(self, area: Area) -> DilemmaSet | None:
        """The dilemmas that belong to an area of this pack."""
        sets = self.dilemmas.sets if self.dilemmas else ()
        return next((group for group in sets if group.area == area.id), None)
