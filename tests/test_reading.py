from pathlib import Path

import pytest

from kit.errors import KitError
from kit.reading import Document


def document(tmp_path: Path, text: str | bytes) -> Document:
    path = tmp_path / "a.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Document(path, "a.yaml")


def told(tmp_path: Path, text: str | bytes) -> str:
    with pytest.raises(KitError) as caught:
        document(tmp_path, text)
    return str(caught.value)


def test_data_is_plain_and_places_are_kept(tmp_path: Path) -> None:
    read = document(tmp_path, "a: 1\nb:\n  - x\n  - {c: y, d: 2026-12-03}\n")
    assert read.data["b"][1]["c"] == "y"
    assert str(read.problem(("b", 1, "c"), "!")) == "a.yaml:4:9: !"
    assert str(read.problem(("b", 1, "c"), "!", on_key=True)) == "a.yaml:4:6: !"


def test_a_place_that_the_file_lacks_is_the_nearest_above(tmp_path: Path) -> None:
    read = document(tmp_path, "a:\n  b: 1\n")
    assert str(read.problem(("a", "missing", 3), "!")) == "a.yaml:2:3: !"
    assert str(read.problem(("nothing",), "!", on_key=True)) == "a.yaml:1:1: !"


def test_a_key_given_twice_is_a_problem_at_the_second(tmp_path: Path) -> None:
    problems = document(tmp_path, "a: 1\na: 2\n").problems
    assert [str(p) for p in problems] == ["a.yaml:2:1: a is given twice: keep one of them"]


def test_a_text_that_contains_itself_is_a_problem(tmp_path: Path) -> None:
    problems = document(tmp_path, "a: &x\n  - *x\n").problems
    assert [str(p) for p in problems] == ["a.yaml:1:4: this text contains itself: write it out"]


def test_a_date_that_is_none_stays_text(tmp_path: Path) -> None:
    assert document(tmp_path, "a: 2026-99-99\n").data == {"a": "2026-99-99"}
    assert document(tmp_path, "a: !!timestamp nå\nb: !!bool kanskje\n").data == {
        "a": "nå",
        "b": "kanskje",
    }


def test_a_text_that_goes_on_with_a_hash_is_a_problem(tmp_path: Path) -> None:
    read = document(tmp_path, "a: Skape #1 relasjoner\nb: x # en merknad\nc: '#1'\nd: e#1\n#f\n")
    assert [str(p) for p in read.problems] == [
        "a.yaml:1:4: what follows # is not read: put the whole text in single quotes, '…'"
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\u0085"])
def test_every_line_break_of_yaml_is_one(tmp_path: Path, end: str) -> None:
    read = document(tmp_path, f"a: x{end}b: y #1{end}")
    assert [str(p)[:11] for p in read.problems] == ["a.yaml:2:4:"]


def test_ids_are_found_at_every_depth(tmp_path: Path) -> None:
    read = document(tmp_path, "id: a\nb:\n  - {id: c}\n  - d: {id: e}\n  - {id: 3}\n")
    assert list(read.ids()) == [("a", ("id",)), ("c", ("b", 0, "id")), ("e", ("b", 1, "d", "id"))]


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert document(tmp_path, "\ufeffa: 1\n").data == {"a": 1}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a.yaml: the file is empty: fill it in, or delete it"),
        (b"a: \xe6\n", "a.yaml: the file is not UTF-8: save it as UTF-8"),
        ("a:\n\tb: 1\n", "a.yaml:2:1: a tab stands where only spaces may: indent with spaces"),
        ("a: 1\n\tb: 2\n", "a.yaml:2:1: a tab stands where only spaces may: indent with spaces"),
        (
            "a: b: c\n",
            "a.yaml:1:5: a second colon on one line, or a line that is indented too far, or a "
            "colon without its space on the line above: put a text that holds a colon in single "
            "quotes, '…'",
        ),
        (
            "a: 1\nname:Tillit\nb: 2\n",
            "a.yaml:2:1: there is no colon with a space after it: write key: text",
        ),
        (
            "a: 1\nb: 'x\nc: y\n",
            "a.yaml:2:4: a quote opens here and does not close: close it, or take it out",
        ),
        (
            'a: "Skape" gode\n',
            "a.yaml:1:12: text goes on after a closing quote, or the line is not indented like its "
            "neighbours: put a text that holds quotes in single quotes as a whole, '…'",
        ),
        ("a: [1, 2\nb: 3\n", "a.yaml:1:4: a [ opens here and does not close: close it with ]"),
        ("a: {b: 2\nc: 3\n", "a.yaml:1:4: a { opens here and does not close: close it with }"),
        (
            "a: *x\n",
            "a.yaml:1:4: a text begins with *: put the whole text in single quotes, '…'",
        ),
        (
            "a: @x\n",
            "a.yaml:1:4: no text may begin with this sign: put it in single quotes, '…'",
        ),
        (
            "- a\nb: 1\n",
            "a.yaml:2:1: the line is not indented like its neighbours: indent it so",
        ),
        (
            b"a: \x00\n",
            "a.yaml: the file holds a character that YAML does not allow: "
            "unacceptable character #x0000: control characters are not allowed\n"
            '  in "<unicode string>", position 3',
        ),
    ],
)
def test_what_is_no_yaml_is_told_with_its_place(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    assert told(tmp_path, text) == message


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KitError, match=r"a\.yaml: the file cannot be read: No such file"):
        Document(tmp_path / "a.yaml", "a.yaml")
