"""Messages: what users are told, in English, with what it takes to say it in their language."""

from collections.abc import Callable
from typing import Any, SupportsIndex

# What the values of a message may be: texts of users, numbers, days, other messages, or several.
Values = dict[str, Any]


class Message(str):
    """A text that is told, with its id and values; as a text it is what it says in English.

    `id` is that text with {names} in the place of `values`, as str.format has them, and what
    catalogues know it by. Values are texts as somebody wrote them, numbers, days, other messages,
    and tuples of these, which are told with commas. Of something counted there is a form for one
    thing, the id, and one for several: `plural` and `number` are None for all else. `rewording`
    changes what is told in any language, where the same things are called otherwise.

    Whatever joins it to another text by other means than a message makes a text of it that stays
    English.
    """

    id: str
    values: Values
    plural: str | None
    number: int | None
    rewording: Callable[[str], str] | None

    def __new__(cls, id: str, /, **values: Any) -> "Message":  # noqa: A002, as gettext calls it
        """The message with this id, which stands here as it is, for catalogues are made of it."""
        return cls._made(id, None, None, values, None)

    @classmethod
    def counted(cls, one: str, several: str, count: int, /, **values: Any) -> "Message":
        """A message of so many things, with `count` among its values: for one, or for several."""
        return cls._made(one, several, count, {"count": count, **values}, None)

    def with_values(self, **values: Any) -> "Message":
        """A message that stands elsewhere, often as a constant, with values for its {names}."""
        whole = {**self.values, **values}
        return Message._made(self.id, self.plural, self.number, whole, self.rewording)

    def reworded(self, rewording: Callable[[str], str]) -> "Message":
        """The same in other words: what `rewording`, a function of a module, makes of its texts."""
        values = {name: _reworded(value, rewording) for name, value in self.values.items()}
        return Message._made(self.id, self.plural, self.number, values, rewording)

    @classmethod
    def _made(
        cls,
        one: str,
        plural: str | None,
        number: int | None,
        values: Values,
        rewording: Callable[[str], str] | None,
    ) -> "Message":
        template = one if plural is None or number == 1 else plural
        template = rewording(template) if rewording else template
        made = super().__new__(cls, filled_in(template, values))
        made.id, made.plural, made.number, made.values = one, plural, number, values
        made.rewording = rewording
        return made

    def __reduce_ex__(self, _protocol: SupportsIndex) -> tuple[Any, ...]:
        """Whole out of other processes."""
        return Message._made, (self.id, self.plural, self.number, self.values, self.rewording)


def _reworded(value: Any, rewording: Callable[[str], str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_reworded(one, rewording) for one in value)
    if isinstance(value, Message):
        return value.reworded(rewording)
    return rewording(value) if isinstance(value, str) else value


def filled_in(template: str, values: Values) -> str:
    """A text with values in the place of their names; as it is where there are none."""
    if not values:
        return template
    shown = {
        name: ", ".join(map(str, value)) if isinstance(value, tuple) else value
        for name, value in values.items()
    }
    return template.format_map(shown)


def as_data(text: str) -> dict[str, Any]:
    """What programs get of a text that is told: in English, by its id, and with its values."""
    if not isinstance(text, Message):
        return {"text": text, "id": text, "values": {}}
    values = {name: _for_programs(value) for name, value in text.values.items()}
    return {"text": str(text), "id": text.id, "values": values}


def _for_programs(value: Any) -> Any:
    """A value as JSON has it; a message among values is as all are."""
    if isinstance(value, tuple):
        return [_for_programs(one) for one in value]
    if isinstance(value, Message):
        return as_data(value)
    return value if isinstance(value, (str, int, float)) else str(value)
