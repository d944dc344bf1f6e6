import pytest
import yaml

from kit.core.errors import KitError
from kit.reading.yaml_bounds import MOST_DEEP, MOST_PARTS, check_bounds


def told(text: str) -> str:
    with pytest.raises(KitError) as caught:
        check_bounds(text, "a.yaml")
    return str(caught.value)


@pytest.mark.parametrize("one", ["[", "{a: ", "- ", "? "])
def test_what_lies_too_deep_is_told_before_anything_is_made_of_it(one: str) -> None:
    # 100,000 of them end the program where PyYAML makes nodes of them.
    assert told(one * 100_000).endswith(
        "20 lists or groups of keys lie around this one: take some of them out"
    )


def test_what_is_just_deep_enough_is_taken() -> None:
    check_bounds("[" * MOST_DEEP + "]" * MOST_DEEP, "a.yaml")
    assert told("[" * (MOST_DEEP + 1)).startswith(f"a.yaml:1:{MOST_DEEP + 1}: ")


def test_a_file_of_too_many_parts_is_told_where_they_are_too_many() -> None:
    check_bounds("- a\n" * (MOST_PARTS - 10), "a.yaml")
    assert told("- a\n" * MOST_PARTS) == (
        "a.yaml:19999:3: the file has 20,000 parts up to here: share it out among more files"
    )


def test_marks_that_take_words_away_from_a_text_are_told() -> None:
    words = "put the whole text in single quotes, '…'"
    assert told("a: !Viktig x\nb: &Co er\nc: !\n").split("\n") == [
        f"a.yaml:1:4: a text begins with !: {words}",
        f"a.yaml:2:4: a text begins with &: {words}",
        f"a.yaml:3:4: a text begins with !: {words}",
    ]


def test_a_name_that_is_gone_back_to_is_taken() -> None:
    check_bounds("a: &x {b: c}\nd: *x\n", "a.yaml")


def test_what_is_no_yaml_is_left_to_be_told() -> None:
    with pytest.raises(yaml.YAMLError):
        check_bounds("a: 'b", "a.yaml")
