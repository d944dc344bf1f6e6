import json

from kit.people.found import RowsLeftOut
from kit.people.names_read import NamesRead, Twice


def test_one_line_tells_what_was_read_and_what_was_left_out() -> None:
    read = NamesRead(
        "folk.xlsx",
        24,
        "Åse Ødegård",
        "Ahmed Al-Rashid",
        sheets=("Deltakere",),
        passed_over=("Forside",),
        empty=2,
    )
    assert read.lines() == (
        "24 names from folk.xlsx, sheet «Deltakere»: Åse Ødegård … Ahmed Al-Rashid. Left out: 2 "
        "empty rows, sheet «Forside».",
    )


def test_rows_are_told_by_why_they_were_left_out() -> None:
    left_out = (
        RowsLeftOut("above", 2, 1, 2, "Fagdag"),
        RowsLeftOut("headings", 1, 3, 3, "Navn"),
        RowsLeftOut("struck out", 1, 5, 5, "Kari Vik"),
        RowsLeftOut("no name", 3, 7, 9, "4"),
        RowsLeftOut("again", 1, 6, 6, "Ola"),
        *(RowsLeftOut("title", 1, n, n, f"Bord {n}") for n in range(10, 16)),
    )
    assert NamesRead("a.csv", 1, "Ola", "Ola", left_out=left_out, empty=1).lines() == (
        "1 name from a.csv: Ola. Left out: 1 empty line, 2 lines above the headings (from «Fagdag» "
        "on), 1 line of people who stand above, line 5 «Kari Vik», struck out, lines 7–9 without a "
        "name, line 10 «Bord 10», line 11 «Bord 11», line 12 «Bord 12», line 13 «Bord 13», 2 more "
        "lines.",
    )


def test_further_lines_tell_what_was_done_with_the_names() -> None:
    read = NamesRead(
        "",
        4,
        "Kari Vik",
        "Ola Bø",
        hidden=2,
        turned=(("Vik, Kari", "Kari Vik"), ("Bø, Ola", "Ola Bø")),
        twice=(Twice("Kari Vik", (2, 3)), Twice("Ola", (0, 0, 0))),
        remarks=("«Navn» is empty.",),
    )
    assert read.lines() == (
        "4 names: Kari Vik … Ola Bø.",
        "2 rows are hidden, and read all the same.",
        "«Vik, Kari» is printed as «Kari Vik», and 1 other alike.",
        "«Kari Vik» stands twice, in lines 2 and 3: both are kept.",
        "«Ola» stands 3 times: all are kept.",
        "«Navn» is empty.",
    )


def test_it_is_data_for_programs() -> None:
    told = NamesRead("a.csv", 1, "Ola", "Ola", left_out=(RowsLeftOut("total", 1, 3, 3, "Sum"),))
    assert json.loads(json.dumps(told.as_dict()))["left_out"] == [
        {"why": "total", "count": 1, "first": 3, "last": 3, "shown": "Sum", "sheet": ""}
    ]
