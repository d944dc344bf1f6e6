"""Plain data as YAML that people go on to write in."""

from collections.abc import Mapping
from typing import Any

import yaml

_WIDTH = 100


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


class _Dumper(yaml.SafeDumper):
    """Indents lists below their keys, as the files of packs do, and never writes *1 for a text."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Go a step in, for a list below its key too, which PyYAML asks to be left `indentless`."""
        return super().increase_indent(flow, indentless and flow)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the shape is PyYAML's
        """Every text is written out, however often it stands."""
        return True
