from pathlib import Path

import pytest

from kit.content.models import Value
from kit.core.errors import KitError
from kit.reading.validation import load


def test_one_file_becomes_a_model(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("{id: a, name: b, definition: c}", encoding="utf-8")
    assert load(path, "a.yaml", Value) == Value(id="a", name="b", definition="c")
    path.write_text("{id: a, name: b, definition: c, id: d}", encoding="utf-8")
    with pytest.raises(KitError, match="id is given twice"):
        load(path, "a.yaml", Value)
