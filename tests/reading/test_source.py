from pathlib import Path

import pytest
import yaml

from kit.core.errors import KitError
from kit.reading.source import (
    MOST_BYTES,
    MOST_DEEP,
    MOST_PARTS,
    check_bounds,
    lines_of,
    source_text,
)


def told(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    with pytest.raises(KitError) as caught:
        source_text(path, "a.yaml")
    return str(caught.value)


def test_a_text_is_read_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeffå: «x»\r\n\tb\u00a0c 😀\u2028".encode())
    assert source_text(path, "a.yaml") == "å: «x»\r\n\tb\u00a0c 😀\u2028"


def test_a_text_has_the_lines_that_yaml_counts() -> None:
    assert lines_of("a\r\nb\rc\u0085d\u2028e\u2029f\n") == ["a", "b", "c", "d", "e", "f", "", ""]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty: fill it in, or delete it"),
        (b"\xef\xbb\xbf \n", "the file is empty: fill it in, or delete it"),
        (
            b"\xef\xbb\xbfa: 1\nb: bl\xe5b\xe6r",
            "2:6: the letter here is not in UTF-8: save the file as UTF-8",
        ),
        ("a: b\n".encode("utf-16"), "1:1: the letter here is not in UTF-8: save the file as UTF-8"),
        (
            "a: b".encode("utf-16-le"),
            "1:2: an invisible character stands here, U+0000 (4 such in the file): delete it",
        ),
        (b"a: b\r\nc: \x1b[31m", "2:4: an invisible character stands here, U+001B: delete it"),
        ("a: \ufffe".encode(), "1:4: an invisible character stands here, U+FFFE: delete it"),
        (
            "a:\n \u00a0b: 1\n\u00a0c: 2".encode(),
            "2:2: the space here is a special one, U+00A0: type a plain space instead",
        ),
    ],
)
def test_what_is_no_text_is_told_with_its_place(tmp_path: Path, data: bytes, message: str) -> None:
    between = ":" if message[0].isdigit() else ": "
    assert told(tmp_path, data) == f"a.yaml{between}{message}"


def test_a_file_of_a_million_lines_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"#" * MOST_BYTES)
    assert len(source_text(path, "a.yaml")) == MOST_BYTES
    told_of = "a.yaml: the file is larger than 1 MB, which no words need: take out what does not "
    assert told(tmp_path, b"a: b\n" * 1_000_000) == f"{told_of}belong in it"


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    for name, words in (
        ("", "this is a folder where a file should be: rename it, or put the file in its place"),
        ("gone", "there is no such file: look at how its name is spelt"),
        ("n" * 300, "the file cannot be read: File name too long"),
    ):
        with pytest.raises(KitError, match=f"^a.yaml: {words}$"):
            source_text(tmp_path / name, "a.yaml")


def bounded_told(text: str) -> str:
    with pytest.raises(KitError) as caught:
        check_bounds(text, "a.yaml")
    return str(caught.value)


@pytest.mark.parametrize("one", ["[", "{a: ", "- ", "? "])
def test_what_lies_too_deep_is_told_before_anything_is_made_of_it(one: str) -> None:
    # 100,000 of them end the program where PyYAML makes nodes of them.
    assert bounded_told(one * 100_000).endswith(
        "20 lists or groups of keys lie around this one: take some of them out"
    )


def test_what_is_just_deep_enough_is_taken() -> None:
    check_bounds("[" * MOST_DEEP + "]" * MOST_DEEP, "a.yaml")
    assert bounded_told("[" * (MOST_DEEP + 1)).startswith(f"a.yaml:1:{MOST_DEEP + 1}: ")


def test_a_file_of_too_many_parts_is_told_where_they_are_too_many() -> None:
    check_bounds("- a\n" * (MOST_PARTS - 10), "a.yaml")
    assert bounded_told("- a\n" * MOST_PARTS) == (
        "a.yaml:19999:3: the file has 20,000 parts up to here: share it out among more files"
    )


def test_marks_that_take_words_away_from_a_text_are_told() -> None:
    words = "put the whole text in single quotes, '…'"
    assert bounded_told("a: !Viktig x\nb: &Co er\nc: !\n").split("\n") == [
        f"a.yaml:1:4: a text begins with !: {words}",
        f"a.yaml:2:4: a text begins with &: {words}",
        f"a.yaml:3:4: a text begins with !: {words}",
    ]


def test_a_name_that_is_gone_back_to_is_taken() -> None:
    check_bounds("a: &x {b: c}\nd: *x\n", "a.yaml")


def test_what_is_no_yaml_is_left_to_be_told() -> None:
    with pytest.raises(yaml.YAMLError):
        check_bounds("a: 'b", "a.yaml")
