"""The words of a content pack as frozen models; files are read elsewhere.

Text is kept as its author wrote it, but for one mark: `|` inside a word, where the word may break,
is held as a soft hyphen (U+00AD). `plain` takes it out again. A letter that is written as a letter
and an accent is held as the one letter that it is (NFC).

A text may have two forms, for the whole and for a part; `kit.content.printed_words` takes the one
that is printed.
"""

import re
import unicodedata
from collections.abc import Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from kit.content.looks import NO_LOOKS, Looks
from kit.content.part_texts import OrInTwoForms, in_one_form
from kit.core.errors import Origin
from kit.core.messages import Message
from kit.core.spelling import SOFT_HYPHEN
from kit.system.files import digest

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
            Message("| marks where a word may break: put it between two letters, or take it out")
        )
    return marked


Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=60)]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    AfterValidator(_break_points),
    BeforeValidator(in_one_form),
]
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    AfterValidator(_break_points),
    BeforeValidator(in_one_form),
]
_TextOrNone = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=4000),
    AfterValidator(_break_points),
    BeforeValidator(lambda given: "" if given is None else given),
    WithJsonSchema({"type": ["string", "null"], "maxLength": 4000}),
]


class Model(BaseModel):
    """Base of all models: frozen, with hyphens in its keys in YAML; an unknown key is an error.

    `needs` are the texts and lists without which it is not printed.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        # Of some 40 models a command reads a few: what checks one is made when it is first asked.
        defer_build=True,
        alias_generator=lambda name: name.replace("_", "-"),
    )
    needs: ClassVar[tuple[str, ...]] = ()


class HeadingForms(Model):
    """A heading where all is chosen that it stands for, and where a part of that is."""

    whole: Name
    part: Name


class TextForms(Model):
    """A text where all is chosen that it tells of, and where a part of that is."""

    whole: Text
    part: Text


class PassageForms(Model):
    """A text where all is chosen that it tells of, and where a part of that is; or no text then."""

    whole: Text
    part: _TextOrNone


# What a heading, a text that cannot go, and one that can may be: written once, or in both forms.
Heading = Annotated[Name, OrInTwoForms(HeadingForms)]
Words = Annotated[Text, OrInTwoForms(TextForms)]
Passage = Annotated[Text, OrInTwoForms(PassageForms)]
# Of anything that a list holds: what more people can take in has no end, what a kit can has one.
MOST = 60
Some = Field(min_length=1, max_length=MOST)
Paragraphs = Annotated[tuple[Passage, ...], Some]


class Value(Model):
    """A value, or a personal quality: a name and what it means."""

    id: Slug
    name: Name
    definition: Words


class Step(Model):
    """One numbered step of a way of working."""

    needs: ClassVar[tuple[str, ...]] = ("text",)

    id: Slug
    title: Heading
    text: Passage


class TextQuestion(Model):
    """A question that stands in the running text, word for word."""

    id: Slug
    text: Text


class HowToUse(Model):
    """The steps for using the tool."""

    title: Heading
    steps: Annotated[tuple[Step, ...], Some]
    closing: Passage | None = None
    text_questions: Annotated[tuple[TextQuestion, ...], Field(max_length=MOST)] = ()

    @property
    def running_text(self) -> tuple[str, ...]:
        """What its text questions stand in."""
        return tuple(step.text for step in self.steps)


class Cover(Model):
    """pack.yaml: what the pack is called and how it is used."""

    id: Slug
    language: Language
    title: Name
    intro: Paragraphs
    how_to_use: HowToUse


class Question(Model):
    """A reflection question, with a prompt that helps one to start."""

    needs: ClassVar[tuple[str, ...]] = ("question",)

    id: Slug
    question: Passage
    prompt: Passage | None = None


class Reflection(Model):
    """The reflection questions of an area and the words around them."""

    needs: ClassVar[tuple[str, ...]] = ("questions",)

    heading: Heading
    intro: Passage
    questions_heading: Heading | None = None
    questions: Annotated[tuple[Question, ...], Some]
    closing: Passage | None = None


class Example(Model):
    """A situation that completes the lead-in of its Examples."""

    needs: ClassVar[tuple[str, ...]] = ("text",)

    id: Slug
    text: Passage


class Examples(Model):
    """Situations from everyday work to think back on."""

    needs: ClassVar[tuple[str, ...]] = ("items",)

    heading: Heading
    lead_in: Words
    items: Annotated[tuple[Example, ...], Some]


class Figure(Model):
    """Values drawn as a figure: a pyramid, its base first."""

    kind: Literal["pyramid"]
    values: Annotated[tuple[Slug, ...], Field(min_length=2, max_length=MOST)]
    caption: Passage


class Area(Model):
    """An area: its values and what belongs to them. `intro` goes on where `lead` ends."""

    id: Slug
    title: Name
    lead: Passage | None = None
    intro: Annotated[tuple[Passage, ...], Field(max_length=MOST)] = ()
    values_heading: Heading | None = None
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

    @property
    def running_text(self) -> tuple[str, ...]:
        """What its text questions stand in."""
        return self.introduction


class Qualities(Model):
    """qualities.yaml: the personal qualities."""

    title: Heading
    intro: Paragraphs
    items: Annotated[tuple[Value, ...], Some]
    closing: Passage | None = None


class Dilemma(Model):
    """A dilemma: a title and the dilemma itself, quoted as its text has it."""

    needs: ClassVar[tuple[str, ...]] = ("text",)

    id: Slug
    title: Name
    text: Passage


class Discussion(Model):
    """How to discuss: one sentence laid out as a list (lead-in and points), words around it."""

    opening: Words
    lead_in: Words
    points: Annotated[tuple[Words, ...], Some]
    closing: Passage | None = None


class DilemmaSet(Model):
    """The dilemmas of one area; `area` is the area's id."""

    needs: ClassVar[tuple[str, ...]] = ("items",)

    area: Slug
    heading: Heading
    intro: Passage
    items: Annotated[tuple[Dilemma, ...], Some]
    discussion: Discussion


class Dilemmas(Model):
    """dilemmas.yaml."""

    sets: Annotated[tuple[DilemmaSet, ...], Some]


class ActionStep(Step):
    """A step of the action plan; `fields` says which form fields it is given."""

    # Its fields are there in any case.
    needs: ClassVar[tuple[str, ...]] = ()

    fields: ActionFields


class ActionPlan(Model):
    """action-plan.yaml: the way forward."""

    title: Heading
    intro: Passage
    steps: Annotated[tuple[ActionStep, ...], Some]
    closing: Paragraphs
    text_questions: Annotated[tuple[TextQuestion, ...], Field(max_length=MOST)] = ()

    @property
    def running_text(self) -> tuple[str, ...]:
        """What its text questions stand in."""
        return tuple(step.text for step in self.steps)


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

    @cached_property
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
