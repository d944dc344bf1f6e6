"""Texts that are written twice: for all of what they tell of, and for a part of it."""

from typing import Any

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from kit.core.messages import Message


class PartText(str):
    """A text for all of what it tells of; `part` is printed where not all of that is chosen.

    An empty `part` is not printed at all. As any text of a pack is read as it is for the whole,
    this is just that, with its other form beside it.
    """

    part: str

    def __new__(cls, whole: str, part: str) -> "PartText":
        """A text, and what is printed for a part."""
        made = super().__new__(cls, whole)
        made.part = part
        return made

    def __reduce__(self) -> tuple[type["PartText"], tuple[str, str]]:
        """Pickle both forms."""
        return PartText, (str(self), self.part)


class OrInTwoForms:
    """Marks a kind of text that may be written in both forms: `{whole: …, part: …}`.

    `model` says what each of the two may be; its fields are `whole` and `part`.
    """

    def __init__(self, model: type[BaseModel]) -> None:
        self.model = model

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(_both_forms, when_used="json")
        return core_schema.no_info_wrap_validator_function(
            self._read, handler(source), serialization=written
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        both = self.model.__pydantic_core_schema__
        return {"anyOf": [handler(schema), handler(both)]}

    def _read(self, given: Any, as_one: core_schema.ValidatorFunctionWrapHandler) -> Any:
        if _has_forms(given):
            forms: Any = self.model.model_validate(given)
            return PartText(forms.whole, forms.part)
        return as_one(given)


def in_one_form(given: Any) -> Any:
    """What is given, unless that is a text in two forms: ValueError where there can be but one."""
    if _has_forms(given):
        raise ValueError(
            Message("it is the same whatever is chosen: write it once, without whole and part")
        )
    return given


def _has_forms(given: Any) -> bool:
    # Other keys are no forms of a text: it lacks its quotes, and is told so.
    return isinstance(given, dict) and not {"whole", "part"}.isdisjoint(given)


def _both_forms(text: str) -> Any:
    """A text as it is written."""
    return {"whole": str(text), "part": text.part} if isinstance(text, PartText) else text
