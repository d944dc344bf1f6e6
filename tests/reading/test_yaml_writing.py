from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.reading.document import Document
from kit.reading.yaml_writing import yaml_text

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200) | (
    st.sampled_from(["No", "1e3", "2.10", "- x", "a: b", "#1", "* y", "'", '"', "{a}", "|", "~"])
)


@settings(max_examples=300, derandomize=True)
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
