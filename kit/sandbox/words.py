"""What a template of a pack may write: words, numbers and days, and no other object as it is.

Python has a text for every object, and that tells of the machine: a folder with the user's name in
it, or where in memory something lies.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from jinja2 import Environment, Undefined
from jinja2.exceptions import SecurityError
from jinja2.filters import make_attrgetter

from kit.core.messages import Message
from kit.sandbox.bounds import names_in, size_of

# What is not there tells by itself that it is not.
_WORDS = (str, int, float, date, type(None), Undefined)
_HOLDS = (list, tuple, set, frozenset)
# Filters that make a text of what they are given.
WRITING = names_in(
    "string upper lower title capitalize center join replace format e escape forceescape safe "
    "indent trim striptags wordwrap wordcount truncate urlencode xmlattr tojson text plain"
)
# Methods of a text that do so.
WRITING_METHODS = names_in("format format_map join")


def words_alone(value: Any) -> Any:
    """A value as it is. SecurityError for one that is, or holds, another object than words."""
    # A list may hold itself.
    size_of(value)
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += (*one, *one.values())
        elif isinstance(one, _HOLDS):
            waiting += one
        elif not isinstance(one, _WORDS):
            kind = type(one).__name__
            told = Message("«{kind}» is no text: write one of the texts in it", kind=kind)
            raise SecurityError(told)
    return value


def written_by(
    name: str, environment: Environment, value: Any, others: Sequence[Any], named: Mapping[str, Any]
) -> Any:
    """What a filter makes a text of: the value, or an attribute of each part that is joined."""
    attribute = named.get("attribute", others[1] if len(others) > 1 else None)
    if name != "join" or attribute is None:
        return value
    return list(map(make_attrgetter(environment, attribute), value))
