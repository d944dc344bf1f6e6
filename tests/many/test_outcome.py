"""What is told of many sessions when all are done."""

from pathlib import Path

from kit.core.errors import Problem
from kit.core.language import speech
from kit.core.messages import Message
from kit.many.outcome import (
    Outcome,
    common_folder,
    counted,
    notice_lines,
    outcome_lines,
    outcome_table,
    problem_lines,
)

TOLD = "1 row is hidden."
# A message that is in the catalogues.
APRIL = Message("April")


def made(name: str, *notices: str) -> Outcome:
    return Outcome(
        name, "made", Path(f"/o/{name}"), "Fagdag", "2026-12-03", Path(f"/o/{name}-kit"),
        ("a.pdf", "b.pdf"), 12, 30.4, notices,
    )  # fmt: skip


def failed(name: str, *problems: Problem) -> Outcome:
    return Outcome(name, "failed", Path(f"/o/{name}"), "Fagdag " * 9, problems=problems)


def test_the_table_has_a_row_for_each_with_its_folder_from_that_of_all() -> None:
    outcomes = [made("a"), failed("b")]
    assert common_folder(outcomes) == Path("/o")
    table = outcome_table(outcomes)
    assert table.columns == ("session", "state", "title", "files", "sheets", "minutes", "folder")
    assert table.rows[0] == ("a", "made", "Fagdag", "2", "12", "30", "a-kit")
    assert (table.rows[1][1], *table.rows[1][3:]) == ("failed", "–", "–", "–", "–")
    assert len(table.rows[1][2]) <= 40
    assert list(outcome_lines(table))[:4] == [
        "a, made: Fagdag", "  2 files, 12 sheets, 30 minutes", "  a-kit",
        f"b, failed: {table.rows[1][2]}",
    ]  # fmt: skip
    assert common_folder([failed("b")]) == Path.cwd()


def test_how_many_were_made_is_told_in_a_sentence() -> None:
    there = Outcome("c", "up to date", Path("c"))
    assert counted([made("a")]) == "1 kit made."
    assert counted([there, made("a"), failed("b")]) == "1 kit made, 1 was up to date, 1 failed."
    assert counted([there, there]) == "0 kits made, 2 were up to date."


def test_what_is_told_of_several_alike_comes_once() -> None:
    alone = "3 names from x.csv."
    assert list(notice_lines([made("a", TOLD), made("b", TOLD, alone)])) == [TOLD, f"b: {alone}"]
    some = [made(name, TOLD) for name in "abcd"]
    assert list(notice_lines([*some, made("e")])) == [f"a and 3 more: {TOLD}"]
    assert list(notice_lines([*some[:2], made("e")])) == [f"a, b: {TOLD}"]
    assert list(notice_lines([made("a", TOLD)])) == [f"a: {TOLD}"]
    # What tells its place needs no name before it.
    placed = "o/a.yaml:2:7: date 8.12: read as Tuesday"
    assert list(notice_lines([made("a", placed), made("b")])) == [placed]


def test_problems_are_told_with_their_places_and_without_any_by_their_sessions() -> None:
    wrong = Problem("o/b.yaml", 3, 9, "too many")
    of_option = Problem("", 0, 0, "paper a9: choose one")
    lines = list(problem_lines([made("a"), failed("b", wrong, of_option), failed("c", of_option)]))
    assert lines == ["o/b.yaml:3:9: too many", "b, c: paper a9: choose one"]


def test_programs_get_plain_types() -> None:
    told = failed("b", Problem("o/b.yaml", 3, 9, "too many")).as_dict()
    assert told["problems"] == [
        {
            **{"file": "o/b.yaml", "line": 3, "column": 9, "place": "o/b.yaml:3:9"},
            **{"text": "too many", "id": "too many", "values": {}},
        }
    ]
    assert (told["state"], told["file"], told["folder"]) == ("failed", "/o/b", "")
    assert made("a").as_dict()["folder"] == "/o/a-kit"


def test_what_came_of_sessions_is_told_in_norwegian() -> None:
    in_bokmaal, in_nynorsk = speech("nb").said, speech("nn").said
    outcomes = [Outcome("c", "up to date", Path("c")), made("a", APRIL), failed("b")]
    assert in_bokmaal(counted(outcomes)) == "1 sett laget, 1 var ferdig fra før, 1 ble ikke laget."
    assert in_nynorsk(counted(outcomes)) == "1 sett laga, 1 var ferdig frå før, 1 vart ikkje laga."
    table = outcome_table(outcomes[1:2])
    assert list(map(in_nynorsk, table.columns)) == [
        "økt", "status", "tittel", "filer", "ark", "minutt", "mappe"
    ]  # fmt: skip
    assert list(map(in_nynorsk, outcome_lines(table))) == [
        "a, laga: Fagdag", "  2 filer, 12 ark, 30 minutt", "  a-kit"
    ]  # fmt: skip
    assert list(map(in_bokmaal, notice_lines(outcomes))) == ["a: april"]


def test_problems_are_told_in_norwegian() -> None:
    there = Problem("o/b.yaml", 3, 9, APRIL)
    nowhere = Problem("", 0, 0, APRIL)
    lines = problem_lines(
        [made("a"), failed("b", there, nowhere)], lambda one: one.told(speech("nn"))
    )
    assert list(lines) == ["o/b.yaml:3:9: april", "b: april"]
