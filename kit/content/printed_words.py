"""The words of a pack as they are printed: those for the whole, or those for a part of it."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any, TypeVar

from kit.content.models import Model, Pack
from kit.content.part_texts import PartText
from kit.core.spelling import plain
from kit.system.memory import Memory

ModelT = TypeVar("ModelT", bound=Model)


def worded_pack(pack: Pack, whole_areas: Collection[str]) -> Pack:
    """A pack in the words for what is chosen of it: these areas whole, by their ids, others not.

    What belongs to no area is told of the whole only where all areas are whole.
    """
    whole = all(area.id in whole_areas for area in pack.areas)
    sets = pack.dilemmas.sets if pack.dilemmas else ()
    printed_sets = tuple(_worded(one, whole=one.area in whole_areas) for one in sets)
    return replace(
        pack,
        cover=worded(pack.cover, whole=whole),
        areas=tuple(worded(area, whole=area.id in whole_areas) for area in pack.areas),
        qualities=pack.qualities and worded(pack.qualities, whole=whole),
        dilemmas=pack.dilemmas
        and pack.dilemmas.model_copy(update={"sets": tuple(filter(None, printed_sets))}),
        action_plan=pack.action_plan and worded(pack.action_plan, whole=whole),
    )


# Parts of packs in their words, by which part it was: so a pack that stays is worded once. As many
# as eight large packs have: of one that somebody is writing, all its states would else stay.
_worded_before: Memory[tuple[Model, Model]] = Memory(400)


def worded(part: ModelT, *, whole: bool) -> ModelT:
    """A part of a pack in the words for the whole of it, or for less."""
    key = id(part), whole
    held = _worded_before.take(key)
    if held is None or held[0] is not part:
        # The part is held as well, or another might come to have its id.
        held = _worded_before.keep(key, (part, _in_words(part, whole=whole)))
    made = held[1]
    assert isinstance(made, type(part))
    return made


def _in_words(part: ModelT, *, whole: bool) -> ModelT:
    """The part in these words, not taken from memory.

    What has no text then is left out: a paragraph of its text, a step without what to do, a list
    without its items. So are questions that no longer stand in the running text.
    """
    words: dict[str, Any] = {}
    for name, info in type(part).model_fields.items():
        held = _worded(getattr(part, name), whole=whole)
        words[name] = None if held == "" and not info.is_required() else held
    made = part.model_copy(update=words)
    running = getattr(made, "running_text", None)
    if running is None:
        return made
    there = tuple(one for one in words["text_questions"] if stands_in(one.text, running))
    return made.model_copy(update={"text_questions": there})


def _worded(held: Any, *, whole: bool) -> Any:
    """What a part of a pack holds, in these words; nothing for what has none."""
    if isinstance(held, PartText):
        return str(held) if whole else held.part
    if isinstance(held, tuple):
        each = (_worded(one, whole=whole) for one in held)
        return tuple(one for one in each if one not in ("", None))
    if not isinstance(held, Model):
        return held
    made = _in_words(held, whole=whole)
    return made if all(getattr(made, name) for name in made.needs) else None


def stands_in(question: str, texts: Collection[str]) -> bool:
    """Whether a question stands in texts that follow each other, word for word."""
    return plain(question) in " ".join(plain(text) for text in texts)
