"""How much a YAML file may hold, counted before anything is made of it."""

from dataclasses import replace
from typing import Any

import yaml

from kit.core.errors import KitError, Problem

# The C parser is ten times as fast; PyYAML's wheels carry it, a build from source may not.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Keys, texts, lists and groups of keys of one file. An area of 60 values has some 700, and the
# layouts' labels, the largest file there is, 1,000.
MOST_PARTS = 20_000
# Of lists and keys in one another. A pack has 6.
MOST_DEEP = 20
_SIGN = "a text begins with {sign}: put the whole text in single quotes, '…'"


def check_bounds(text: str, shown: str) -> None:
    """Look through what the parser finds, which costs no more than reading it.

    What is made of it later calls itself for each part that lies in another, and with 100,000 of
    them in one another would end the program (measured: PyYAML 6.0.3). Raises KitError where there
    is too much, and for marks of YAML that take words away from a text; yaml.YAMLError where this
    is no YAML.
    """
    problems: list[Problem] = []
    # Where each name stands that nothing has gone back to yet.
    unused: dict[str, Problem] = {}
    deep = 0
    event: Any
    for parts, event in enumerate(yaml.parse(text, Loader=LOADER)):
        place = Problem(shown, event.start_mark.line + 1, event.start_mark.column + 1, "")
        if parts > MOST_PARTS:
            told = f"the file has {MOST_PARTS:,} parts up to here: share it out among more files"
            raise KitError([replace(place, text=told)])
        deep += isinstance(event, yaml.CollectionStartEvent)
        deep -= isinstance(event, yaml.CollectionEndEvent)
        if deep > MOST_DEEP:
            told = f"{MOST_DEEP} lists or groups of keys lie around this one: take some of them out"
            raise KitError([replace(place, text=told)])
        if isinstance(event, yaml.AliasEvent):
            unused.pop(str(event.anchor), None)
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            unused[event.anchor] = replace(place, text=_SIGN.format(sign="&"))
        if getattr(event, "tag", None) is not None:
            problems.append(replace(place, text=_SIGN.format(sign="!")))
    if problems or unused:
        raise KitError([*problems, *unused.values()])
