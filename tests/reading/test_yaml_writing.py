import datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kit.reading.document import Document
from kit.reading.yaml_writing import Value, yaml_text, yaml_value
from tests.tiers import examples

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200) | (
    st.sampled_from(["No", "1e3", "2.10", "- x", "a: b", "#1", "* y", "'", '"', "{a}", "|", "~"])
)


@examples(300, derandomize=True)
@given(texts=st.lists(WORDS, max_size=5), key=st.sampled_from(["id", "text-questions"]))
def test_every_text_is_read_back_as_it_was(
    tmp_path_factory: object, texts: list[str], key: str
) -> None:
    path = Path(tmp_path_factory.mktemp("x")) / "a.yaml"  # type: ignore[attr-defined]
    data = {key: texts, "same": [{"a": "x"}, {"a": "x"}]}
    path.write_text(yaml_text(data), encoding="utf-8")
    assert Document(path, "a.yaml", as_written=True).data == data


def test_lists_stand_indented_below_their_keys() -> None:
    assert yaml_text({"b": ["å", "2"], "a": [{"c": "d: e", "f": [{"g": "h"}]}]}) == (
        "b:\n  - å\n  - '2'\na:\n  - c: 'd: e'\n    f:\n      - g: h\n"
    )


# One value on its line

ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
READ_OTHERWISE = """\
no Yes null ~ 2026 2026-12-03 1e3 *a &a !a [a {a} a: %a @a `a` | ' " 0x1F .inf = << N on Å a\\b it's
"""
TRICKY = st.sampled_from(
    [*READ_OTHERWISE.split(), "- a", "a: b", "a #b", "# a", "a, b", "? a", "a\tb"]
) | st.sampled_from("\u00ad\ufeff\u2028\u0085\x00")


@given(ANY | TRICKY)
def test_a_text_is_read_as_itself_by_any_reader_of_yaml(text: str) -> None:
    loaded = yaml.safe_load(f"key: {yaml_value(text)}\nlist: {yaml_value([text, 'x'])}\n")
    assert loaded == {"key": text, "list": [text, "x"]}


def test_quotes_stand_only_where_they_are_needed() -> None:
    for bare in ("Team Nord", "Fagdag om verdier (del 2)", "håp", "logo.png", "uro-og-fred"):
        assert yaml_value(bare) == bare
    assert yaml_value("no") == "'no'"
    assert yaml_value("Ola's") == "Ola's"
    assert yaml_value("Ja: 'nei'") == "'Ja: ''nei'''"
    assert yaml_value("a\u00adb") == '"a\\U000000adb"'


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (True, "yes"),
        (False, "no"),
        (24, "24"),
        (8.0, "8"),
        (0.1, "0.1"),
        (-1.25, "-1.25"),
        (datetime.date(2026, 12, 3), "2026-12-03"),
        ((0.5, -1.0), "[0.5, -1]"),
        (("A4", "no"), "[A4, 'no']"),
        ((), "[]"),
    ],
)
def test_other_values_are_written_as_people_write_them(value: Value, written: str) -> None:
    assert yaml_value(value) == written
    assert yaml.safe_load(written) == (list(value) if isinstance(value, tuple) else value)
