"""Tables of which a part may be misread: it is told, or refused."""

from pathlib import Path
from typing import Any

import pytest

from tests.made_workbooks import workbook
from tests.people.lists import lines, names, read, refused

BEYOND = (
    "this line has more cells than there are headings: put a text that holds a comma or a "
    'semicolon in quotes, such as "Vik, Kari"'
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Navn,Bord\nVik, Kari,2\n", f"a.csv:2:1: {BEYOND}"),
        ("Bord;Navn\n1;Kari Vik\n2;Ola; lege\n", f"a.csv:3:3: {BEYOND}"),
        (
            "Navn;Bord\nKari Vik;1\nHUSK: send det til alle;\n",
            "a.csv:3:1: «HUSK: send det til alle» is no name: write the name alone, or take it out",
        ),
        (
            "Navn\nKari Vik\nKjøkkenet må vite antall innen fredag\n",
            "a.csv:3:1: «Kjøkkenet må vite antall innen fredag» is no name: write the name alone, "
            "or take it out",
        ),
        (
            'Navn;Bord\n"Kari Vik\nLege";1\n',
            "a.csv:2:1: several lines stand in this cell: write the name alone, in one line",
        ),
    ],
)
def test_a_row_that_cannot_be_read_for_sure_is_refused(
    tmp_path: Path, text: str, told: str
) -> None:
    assert refused(tmp_path, text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Navn;Bord;\nKari;2;vegetar\n",
        "Navn;Bord\nKari;2;;\n",
        'Navn,Bord\n"Vik, Kari",2\n',
        'Navn;Bord\n"Kari\nVik";1\n',
        "Navn;Bord\nkari anne vik;1\nTakk Hansen;2\n",
    ],
)
def test_a_row_that_is_sure_is_read_without_a_word(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert len(found.people) == text.count("\n") - 1 - text.count("\nVik")
    assert [one for one in lines(found)[1:] if "is printed as" not in one] == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [["Fornavn", "Slekt"], ["Kari", "Vik"]],
            "Only what stands below «Fornavn» is taken for the name: if «Slekt» has the rest of "
            "it, head them fornavn and etternavn.",
        ),
        (
            [["Etternavn Fornavn"], ["Vik Kari"], ["Moe Ola"]],
            "«Vik Kari» is printed as it stands, below «Etternavn Fornavn»: put a comma behind the "
            "last names to have them turned.",
        ),
        (
            [["Navn", "Rolle"], ["Leger"], ["Kari", "x"], ["Ola", "y"]],
            "Nothing stands beside «Leger» (row 2): taken for people; take out what is none.",
        ),
        (
            [["Navn", "Kommer du?"], ["Kari", "Ja"], ["Ola", "Nei"], ["Per", "Nei, syk"]],
            "«Ola» (row 3) is read, though «Nei» stands beside the name, and 1 other alike: take "
            "out those who do not come.",
        ),
        (
            [["Navn", "Merknad"], ["Kari", "Nei"], ["Ola", "avmeldt 3/4"]],
            "«Ola» (row 3) is read, though «avmeldt 3/4» stands beside the name: take out those "
            "who do not come.",
        ),
        (
            [["Navn", "Rolle"], ["Kari", "Arrangør"], ["Ola", "Deltaker"], ["Per", "Presentatør"]],
            "«Kari» (row 2), the organiser, is read as well: take out who does not take part.",
        ),
        (
            [["Name", "Role"], ["Kari", "Organizer"], ["Ola", "Host"], ["Per", "x"], ["Li", "x"]],
            "«Kari» (row 2), «Ola» (row 3), organisers, are read as well: take out who does not "
            "take part.",
        ),
        (
            [["Navn", "Bord"], ["Kari", 1], [], ["Venteliste"], ["Ola", 2]],
            "Those below «Venteliste» are read as well: take them out if they do not come.",
        ),
    ],
)
def test_what_may_be_misread_is_told(tmp_path: Path, rows: Any, told: str) -> None:
    found = read(tmp_path, workbook(*rows), name="a.xlsx")
    assert lines(found)[1:] == [told]


def test_numbers_and_empty_columns_before_names_are_no_names(tmp_path: Path) -> None:
    for first in ([1, 2], ["1", "2"], [None, None]):
        data = workbook([first[0], "Kari Vik"], [first[1], "Ola"])
        assert names(read(tmp_path, data, name="a.xlsx")) == ["Kari Vik", "Ola"]


def test_a_column_that_no_heading_reaches_may_be_asked_for(tmp_path: Path) -> None:
    rows = [["Etternavn"], ["x", "Kari"], ["y", "Ola"]]
    listed = read(tmp_path, workbook(*rows), column="B", name="a.xlsx")
    assert names(listed) == ["Kari", "Ola"]
    assert len(lines(listed)) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Nguyễn Thị Minh Khai (vegetar)\nOla Bø – lege\nKari Vik",
            "«Nguyễn Thị Minh Khai (vegetar)» and «Ola Bø – lege» are printed as they stand: write "
            "the name alone where it shall not be so.",
        ),
        (
            "Kari Vik [vegetar]\nOla Bø",
            "«Kari Vik [vegetar]» is printed as it stands: write the name alone where it shall "
            "not be so.",
        ),
        (
            "\n".join(f"P{letter} Li, lege" for letter in "abcdefgh"),
            "«Pa Li, lege», «Pb Li, lege», «Pc Li, lege», «Pd Li, lege», «Pe Li, lege», «Pf Li, "
            "lege» and 2 more are printed as they stand: write the name alone where it shall not "
            "be so.",
        ),
        (
            "Berg, Zoë van der\nVik, Kari\nMoe, Ola",
            "«Berg, Zoë van der» is printed as «Zoë van der Berg», and 2 others alike.",
        ),
    ],
)
def test_names_with_more_in_them_are_all_told(tmp_path: Path, text: str, told: str) -> None:
    assert lines(read(tmp_path, text, name="a.txt"))[1:] == [told]


def test_names_and_numbered_people_are_not_odd(tmp_path: Path) -> None:
    text = "Siv-Anita Bø\nPer O'Brien\nMarte K. Solli\nMaria d'Arc jr.\nKari \"Kaia\" Vik"
    assert len(lines(read(tmp_path, text, name="a.txt"))) == 1
    assert len(lines(read(tmp_path, "Deltaker 1\nDeltaker 2\n", name="a.txt"))) == 1
