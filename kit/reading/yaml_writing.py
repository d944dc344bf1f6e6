"""Plain data as YAML that people go on to write in: a whole file, or one value on its line."""

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

# What may stand behind a key on its line.
Value = str | bool | int | float | datetime.date | Sequence["Value"]

_WIDTH = 100
# A text that stands as it is: it begins with a letter and holds nothing that YAML reads.
_BARE = re.compile(r"[^\W\d_](?:[\w ()./'’–-]*[\w)./’])?")
# Words that YAML takes for something other than text.
_NO_TEXT = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def yaml_text(data: Mapping[str, Any]) -> str:
    """The data as a file holds it: keys in their order, every text quoted where it has to be."""
    return str(
        yaml.dump(
            dict(data),
            Dumper=_Dumper,
            allow_unicode=True,
            sort_keys=False,
            default_flow_style=False,
            width=_WIDTH,
        )
    )


def yaml_value(value: Value) -> str:
    """One value as it stands on its line: yes or no, a figure with nothing lost, a list in [].

    A text is bare where any reader of YAML takes it for that text and nothing else, or in quotes.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, (int, datetime.date)):
        return str(value)
    if isinstance(value, str):
        return _text_line(value)
    return f"[{', '.join(map(yaml_value, value))}]"


def _text_line(text: str) -> str:
    if not text.isprintable():
        return '"' + "".join(_escaped(sign) for sign in text) + '"'
    if _BARE.fullmatch(text) and text.lower() not in _NO_TEXT:
        return text
    return "'" + text.replace("'", "''") + "'"


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    return sign if sign.isprintable() else f"\\U{ord(sign):08x}"


class _Dumper(yaml.SafeDumper):
    """Indents lists below their keys, as the files of packs do, and never writes *1 for a text."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Go a step in, for a list below its key too, which PyYAML asks to be left `indentless`."""
        return super().increase_indent(flow, indentless and flow)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the shape is PyYAML's
        """Every text is written out, however often it stands."""
        return True
