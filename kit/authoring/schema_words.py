"""What schemas say of the parts of a pack, so that editors show it in the language of its author.

The English is that of the models' docstrings, where pydantic finds it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from kit.core.messages import Message

_WORDS = (
    Message("pack.yaml: what the pack is called and how it is used."),
    Message("The steps for using the tool."),
    Message("A heading where all is chosen that it stands for, and where a part of that is."),
    Message(
        "A text where all is chosen that it tells of, and where a part of that is; or no text then."
    ),
    Message("A text where all is chosen that it tells of, and where a part of that is."),
    Message("One numbered step of a way of working."),
    Message("A question that stands in the running text, word for word."),
    Message("An area: its values and what belongs to them. `intro` goes on where `lead` ends."),
    Message("A situation that completes the lead-in of its Examples."),
    Message("Situations from everyday work to think back on."),
    Message("Values drawn as a figure: a pyramid, its base first."),
    Message("A reflection question, with a prompt that helps one to start."),
    Message("The reflection questions of an area and the words around them."),
    Message("A value, or a personal quality: a name and what it means."),
    Message("qualities.yaml: the personal qualities."),
    Message("dilemmas.yaml."),
    Message("A dilemma: a title and the dilemma itself, quoted as its text has it."),
    Message("The dilemmas of one area; `area` is the area's id."),
    Message(
        "How to discuss: one sentence laid out as a list (lead-in and points), words around it."
    ),
    Message("action-plan.yaml: the way forward."),
    Message("A step of the action plan; `fields` says which form fields it is given."),
    Message("looks.yaml. `logo` is a PNG or a JPEG in the pack."),
    Message(
        "How one area looks. `tint`, `mid` and `line` follow from the colour where they are not "
        "given.\n\n`motif` is an SVG in the pack."
    ),
)
_BY_TEXT: Mapping[str, Message] = {str(words): words for words in _WORDS}


def described(schema: Any, said: Callable[[str], str]) -> Any:
    """A schema whose descriptions are said in a language; those that nobody knows stay English."""
    if isinstance(schema, list):
        return [described(one, said) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: said(_BY_TEXT.get(held, held))
        if key == "description" and isinstance(held, str)
        else described(held, said)
        for key, held in schema.items()
    }
