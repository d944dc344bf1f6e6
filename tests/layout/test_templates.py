"""Templates are read, and filled in with words."""

from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from kit.core.paths import LAYOUTS
from kit.layout.templates import Templates
from kit.system.cache import Store


def test_a_template_is_read_once_to_compile_it_and_to_tell_what_it_reads(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """To read them all takes a third of a second, and is most of drawing a first kit."""
    read: list[object] = []
    whole = Environment._parse

    def noted(self: Environment, source: str, *of: str | None) -> nodes.Template:
        read.append(source)
        return whole(self, source, *of)

    monkeypatch.setattr(Environment, "_parse", noted)
    templates = Templates(LAYOUTS, ",", Store(tmp_path))
    assert templates.names_in("value-cards/front.html") is None
    templates.are_used_again = True
    names = templates.names_in("value-cards/front.html")
    assert names is not None
    assert "value" in names
    assert len(read) == len(set(read)) > 1
    read.clear()
    again = Templates(LAYOUTS, ",", Store(tmp_path))
    again.are_used_again = True
    # One that is kept compiled is read for its names alone.
    assert again.names_in("value-cards/front.html") == names
    assert len(read) == len(set(read))
