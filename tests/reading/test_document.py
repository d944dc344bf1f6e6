from pathlib import Path

import pytest

from kit.core.errors import KitError
from kit.reading.document import Document


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


def test_what_repeats_the_same_without_end_is_told(tmp_path: Path) -> None:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    bomb = "\n".join(["a0: &a0 [x]", *levels, "z: *a9"])
    assert told(tmp_path, bomb).endswith(
        ": & and * repeat the same thousands of times: write out what is meant"
    )


def test_what_is_written_as_a_key_but_is_none_is_a_problem(tmp_path: Path) -> None:
    words = "a list or braces stand where a key should: put a text in single quotes, '…'"
    read = document(tmp_path, "a: {{ navn }}\n[b]: c\nd: e\n")
    assert [str(p) for p in read.problems] == [f"a.yaml:1:5: {words}", f"a.yaml:2:1: {words}"]
    assert read.data == {"a": {}, "d": "e"}


def test_a_long_key_is_cut_short_in_messages(tmp_path: Path) -> None:
    problems = document(tmp_path, f"{'k' * 200}: 1\n{'k' * 200}: 2\n").problems
    assert [str(p) for p in problems] == [
        f"a.yaml:2:1: {'k' * 39}… is given twice: keep one of them"
    ]


def test_a_letter_is_looked_for_in_its_own_text_only(tmp_path: Path) -> None:
    read = document(tmp_path, "[a, b, c, ☃, d☃]\n")
    assert str(read.letter_problem((4,), "☃", "!")) == "a.yaml:1:15: !"
    # Where it is written as an escape, the text is told.
    assert str(read.letter_problem((1,), "☃", "!")) == "a.yaml:1:5: !"


def test_what_is_no_yaml_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, "a: 'x\n").startswith("a.yaml:1:4: a quote opens here")
    assert told(tmp_path, "# bare en merknad\n") == (
        "a.yaml: the file is empty: fill it in, or delete it"
    )


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KitError, match=r"a\.yaml: there is no such file: look at how its name"):
        Document(tmp_path / "a.yaml", "a.yaml")
