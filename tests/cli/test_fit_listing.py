from kit.cli.fit_listing import kinds_table, pack_line, problem_lines, texts_table
from kit.content.packs import load_pack
from kit.core.errors import Problem
from kit.pipeline.pack_fit import PackFit, TextFit
from tests.conftest import SAMPLES

FOUND = PackFit(
    load_pack(SAMPLES / "small"),
    (
        TextFit("Cards", "1.1 A", {"standard": 100, "poker": 88}),
        TextFit("Cards", "1.2 B", {"standard": 100, "poker": None}),
        TextFit("Cards", "1.3 C", {"standard": 100, "poker": 100}),
        TextFit("Posters", "A", {"poster": 96}),
    ),
    {"poker": tuple(Problem("a", n, 1, "x") for n in range(1, 13)), "standard": ()},
)


def test_kinds_are_counted() -> None:
    table = kinds_table(FOUND)
    assert table.columns[:3] == ("fits on", "standard", "poker")
    assert table.rows == (
        ("Cards", "all", "2 of 3, 1 smaller", *"––––––"),
        ("Posters", *"––––––", "all, 1 smaller", "–"),
    )


def test_texts_that_are_tight_are_told_and_all_where_asked() -> None:
    assert texts_table(FOUND, every=False).rows == (
        ("Cards: 1.1 A", "yes", "88 %", *"––––––"),
        ("Cards: 1.2 B", "yes", "no", *"––––––"),
        ("Posters: A", *"––––––", "96 %", "–"),
    )
    assert len(texts_table(FOUND, every=True).rows) == 4


def test_problems_are_told_up_to_ten_of_a_format() -> None:
    lines = list(problem_lines(FOUND, every=False))
    assert lines[0] == "a:1:1: x"
    assert lines[9:] == ["a:10:1: x", "and 2 more on poker: --all tells them"]
    assert len(list(problem_lines(FOUND, every=True))) == 12


def test_a_pack_is_told_in_a_line() -> None:
    assert pack_line(FOUND) == "En liten prøvepakke & mer: 2 areas, 4 values"
