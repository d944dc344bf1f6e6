"""Faces that this process drew before: found by their template and by all that it can print.

What a template can print are the variables that it names, or a template that it takes in. What it
does not name cannot be on its faces: a value card names its value and its area, and not who comes.
"""

import json
from collections.abc import Mapping
from typing import Any

from kit.content.models import Pack
from kit.imposition.print_plan import GuidePlan
from kit.layout.templates import Templates
from kit.session.event import Event
from kit.session.selection import Selection
from kit.system.files import digest
from kit.system.keys import inputs
from kit.system.memory import Memory

# The HTML of a face, and the texts that stand in it as they were given.
Filled = tuple[str, frozenset[str]]

# What is decided by labels, ink and looks, and by the folder of the template.
_OF_LAYOUTS = frozenset({"labels", "words", "tokens", "palette_of", "own_colours", "motifs", "ink"})
# In characters of HTML. All faces of a pack of 40 values are 300,000.
_MOST = 20_000_000
# Of other sessions' plans nothing is remembered but that there is none, for each is another.
_NO_PLAN = GuidePlan()

_drawn: Memory[Filled] = Memory(_MOST, lambda filled: len(filled[0]) + 500)


class DrawnBefore:
    """Fills in the templates of one kit, unless they were filled in with the same words before."""

    def __init__(self, templates: Templates, common: Mapping[str, Any], alike: object) -> None:
        """`common` are the variables that all templates are given.

        `alike` tells apart from all others what is the same for all faces: labels, ink, looks.
        """
        self._templates = templates
        self._common = common
        self._alike = digest(json.dumps([templates.made_of, inputs(alike)]).encode())
        # Digests of what templates are given, each with that: so its id is given to no other.
        self._digests: dict[int, tuple[object, str]] = {}
        self._remembered: set[str] = set()

    def filled(self, template: str, words: Mapping[str, Any]) -> Filled:
        """A template filled in, and the texts that stand in it; see Templates.fill_noting."""
        given = {**self._common, **words}
        key = self._key(template, given)
        if key is None:
            return self._templates.fill_noting(template, given)
        made = _drawn.made(key, lambda: self._templates.fill_noting(template, given))
        self._remembered.add(made[0])
        return made

    def is_remembered(self, html: str) -> bool:
        """Whether this is a face that is remembered, so that people are not named on it."""
        return html in self._remembered

    def _key(self, template: str, given: Mapping[str, Any]) -> tuple[object, ...] | None:
        """What the face is made of; None for what is made for one session, or cannot be told."""
        names = self._templates.names_in(template)
        if names is None:
            return None
        parts: list[object] = [self._alike, template]
        for name in names:
            if name in given and name not in _OF_LAYOUTS:
                told = self._told(given[name])
                if told is None:
                    return None
                parts += (name, told)
        return tuple(parts)

    def _told(self, value: Any) -> object:
        if value is None or isinstance(value, (bool, int, float, str)):
            return type(value).__name__, value
        if isinstance(value, GuidePlan):
            return "" if value == _NO_PLAN else None
        if isinstance(value, Event) and value.attendance.names:
            # Names of people are held for the call alone that they come with.
            return None
        held = self._digests.get(id(value))
        if held is None:
            held = value, digest(json.dumps(inputs(_printed(value))).encode())
            self._digests[id(value)] = held
        return held[1]


def _printed(value: Any) -> object:
    """What of a value may be printed, as shortly as it can be told."""
    if isinstance(value, Selection):
        return [value.told_in_keys(), value.printed_pack.digest]
    return value.digest if isinstance(value, Pack) else value
