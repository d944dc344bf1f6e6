"""Templates are read, and filled in with words."""

import sys
from pathlib import Path
from types import CodeType

import pytest
from jinja2 import Environment, nodes

from kit.core.paths import LAYOUTS
from kit.layout.templates import Templates
from kit.system.cache import Store
from kit.system.compiled import CompiledFiles


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
    beside = CompiledFiles(str(tmp_path / "templates.py"))
    monkeypatch.setattr("kit.layout.templates.CompiledFiles", lambda _module: beside)
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


@pytest.mark.parametrize("leaves_code", [True, False])
def test_a_template_is_compiled_once_beside_the_program_or_in_the_cache(
    leaves_code: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", not leaves_code)
    beside = CompiledFiles(str(tmp_path / "code" / "templates.py"))
    (tmp_path / "code").mkdir()
    monkeypatch.setattr("kit.layout.templates.CompiledFiles", lambda _module: beside)
    layouts, cache = tmp_path / "layouts", tmp_path / "cache"
    layouts.mkdir()
    template = layouts / "card.html"

    def filled(text: str) -> tuple[str, int]:
        """What comes of the template, and how often one was compiled for it."""
        template.write_text(text, encoding="utf-8")
        with pytest.MonkeyPatch.context() as counting:
            compiled: list[str] = []
            whole = Environment._compile

            def counted(self: Environment, source: str, filename: str) -> CodeType:
                compiled.append(source)
                return whole(self, source, filename)

            counting.setattr(Environment, "_compile", counted)
            made = Templates(layouts, ",", Store(cache)).fill("card.html", {"word": "mot"})
            return made, len(compiled)

    assert filled("{{ word }}") == ("mot", 1)
    assert filled("{{ word }}") == ("mot", 0)
    assert filled("{{ word }}!") == ("mot!", 1)
    kept_beside = list((tmp_path / "code").rglob("*.*"))
    kept_in_cache = list(cache.rglob("*.kept"))
    assert (bool(kept_beside), bool(kept_in_cache)) == (leaves_code, not leaves_code)
