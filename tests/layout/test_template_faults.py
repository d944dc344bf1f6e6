from pathlib import Path

import pytest

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.layout.labels import Labels
from kit.layout.template_faults import told_of_pack
from kit.layout.templates import Templates
from kit.session.selection import Selection
from tests.sandbox.test_environment import filled


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{{ area.leed }}", "there is no leed in an area: did you mean lead? there are aspects, "),
        ("{{ area.leed|text }}", "there is no leed in an area: did you mean lead? there are "),
        ("{{ area.values[0].nam }}", "there is no nam in a value: did you mean name? there are "),
        ("{{ area.values[99] }}", "there is no part 99 in a list of "),
        ("{{ {'one': 1}.two }}", "there is no two in a dictionary: there are one"),
        ("{{ area.title.x }}", "there is no x in a text"),
        ("{{ araa.title }}", "there is no variable araa: did you mean area? there are area, "),
        ("{% for one in range(200000) %}{% endfor %}", "a range has more than 100,000 numbers"),
        (
            "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
            "a macro calls itself, or a file includes itself, without end",
        ),
        ("{{ 1 / 0 }}", "a number is divided by 0"),
        ("{{ '{a}'.format(b=1) }}", "a place 'a' is not filled: give it a value"),
        ("{{ area.title(1) }}", " is no function: take its brackets away"),
        ("{% include 'no.html' %}", "'no.html' not found: write its path in the layouts, as guide"),
        (
            "{{ area.title|lines('names', 9, 50) }}",
            "there is no typeface names: there are name, quote, text, label",
        ),
        ("{{ copy.widest(area.title, 'names', 9) }}", "there is no typeface names: there are"),
        (
            "{{ area.title|lines('name', 9, 50, 'least') }}",
            "the smallest type is name, text or fixed, not least",
        ),
        ("{{ area.title + 1 }}", "a value is of another kind than is needed here ("),
    ],
)
def test_a_fault_is_told_in_plain_words(
    tmp_path: Path, labels: Labels, small: Selection, template: str, told: str
) -> None:
    with pytest.raises(KitError) as caught:
        filled(tmp_path, labels, template, area=small.areas[0])
    (problem,) = caught.value.problems
    assert told in problem.text
    assert not {"kit.", "Error", "object", "MAX_RANGE", str(tmp_path)} & set(problem.text.split())
    assert "kit.session" not in problem.text
    assert "model_" not in problem.text


def test_what_a_packs_template_fills_our_page_with_is_told_of_the_packs(tmp_path: Path) -> None:
    (tmp_path / "signs").mkdir()
    (tmp_path / "signs" / "posters.html").touch()
    ours = Problem("layouts/page.html", 30, 1, Message("too much"))
    theirs = Problem(str(tmp_path / "macros.html"), 3, 1, Message("wrong"))
    drawn = ["signs/front.html", "signs/posters.html"]
    assert told_of_pack(KitError([ours, theirs]), tmp_path, drawn).problems == (
        theirs,
        Problem(str(tmp_path / "signs" / "posters.html"), 0, 0, Message("too much")),
    )
    assert told_of_pack(KitError([ours]), tmp_path, ["value-cards/back.html"]).problems == (ours,)
    assert told_of_pack(KitError([ours]), None, drawn).problems == (ours,)


def test_of_a_macro_of_ours_that_is_used_wrongly_the_packs_line_is_told(tmp_path: Path) -> None:
    own, folder = tmp_path / "own", tmp_path / "laid"
    for place in (own, folder):
        place.mkdir()
        (place / "a.html").write_text("{% from 'ours.html' import back %}\n{{ back(0) }}")
    (folder / "ours.html").write_text("{% macro back(all) %}\n\n{{ 1 / all }}{% endmacro %}")
    with pytest.raises(KitError) as caught:
        Templates(folder, ",", own=own).fill("a.html", {})
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (str(own / "a.html"), 2)
