from pathlib import Path

import pytest

from kit.core.errors import KitError
from kit.reading.document import Document

QUOTED = "put the whole text in single quotes, '…'"
COLON = (
    "a second colon on one line, or a line that is indented too far, or a colon without its space "
    "on the line above: put a text that holds a colon in single quotes, '…'"
)
NO_KEY = "the line holds no key: write key: text, or indent the line where it goes on with the text"
AFTER_QUOTE = (
    "text goes on after a closing quote, or the line is not indented like its neighbours: put the "
    "whole of a text that holds quotes in single ones, '…', and write a ' inside it twice"
)
TAB = "a tab stands where only spaces may: indent with spaces"
INDENT = "the line is not indented like its neighbours: indent it so"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a:\n\tb: 1\n", f"2:1: {TAB}"),
        ("a: 1\n\tb: 2\n", f"2:1: {TAB}"),
        ("a: b\n  \tc: d\n", f"2:5: {TAB}"),
        ("a: b: c\n", f"1:5: {COLON}"),
        ("id: x\n name: y\n", f"2:6: {COLON}"),
        ("a: 1\nname:Tillit\nb: 2\n", f"2:1: {NO_KEY} above"),
        ("a: Dette er\net nytt\nb: c\n", f"2:1: {NO_KEY} above"),
        ("a: 1\nb: 'x\nc: y\n", "2:4: a quote opens here and does not close: close it, or take it "
         "out"),
        ('a: "Skape" gode\n', f"1:12: {AFTER_QUOTE}"),
        ("a: 'it's'\n", f"1:8: {AFTER_QUOTE}"),
        ('a: "\\d"\n', f"1:5: in double quotes a \\ begins a code: {QUOTED}, where it is none"),
        ("a: [1, 2\nb: 3\n", "1:4: a [ opens here and does not close: close it with ]"),
        ("a: {b: 2\nc: 3\n", "1:4: a { opens here and does not close: close it with }"),
        ("{\n", "2:1: a [ or { opens here and does not close: close it, or " + QUOTED),
        ("- a\nb: 1\n", f"2:1: {INDENT}"),
        ("a:\n  - b\n - c\n", f"3:2: {INDENT}"),
        ("a:\n  - id: a\n    name: b\n   c: d\n", f"4:4: {INDENT}"),
        ("a: 1\n---\nb: 2\n", "2:1: a line --- begins a second part, which is not read: take it "
         "out"),
        ("%YAML 2.0\n---\na: b\n", "1:1: no text may begin with % as this one does: " + QUOTED),
        ("a: b\n...\nc\n...\n%X\n", f"3:1: {INDENT}"),
    ],
)  # fmt: skip
def test_what_is_no_yaml_is_told_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    assert told(tmp_path, text) == f"a.yaml:{message}"


@pytest.mark.parametrize(
    "text",
    ["*x", "*x*", "**fet**", "- x", "-", "? x", "| x", "> x", "%50", "`x`", "@x", ", x", "] x", "}",
     "[Sett inn] tekst", "{x} og"],
)  # fmt: skip
@pytest.mark.parametrize("before", ["a: ", "- a: ", "b:\n  - a: "])
def test_a_sign_that_no_text_begins_with_is_told_where_it_stands(
    tmp_path: Path, before: str, text: str
) -> None:
    line, column = before.count("\n") + 1, len(before.split("\n")[-1]) + 1
    assert told(tmp_path, f"{before}{text}\n") == (
        f"a.yaml:{line}:{column}: no text may begin with {text[0]} as this one does: {QUOTED}"
    )


def told(tmp_path: Path, text: str) -> str:
    path = tmp_path / "a.yaml"
    path.write_bytes(text.encode())
    with pytest.raises(KitError) as caught:
        Document(path, "a.yaml")
    return str(caught.value)
