import codecs
import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.core.errors import KitError, Problem
from kit.people.headings import is_header
from kit.people.names import MOST_PEOPLE, bare, fault_in, tidied
from kit.people.notes import is_closing, is_label, is_note, stands_out
from kit.people.read import (
    Participant,
    Participants,
    listed_participants,
)
from kit.people.turned import all_turned
from kit.reading.delimited import decoded
from kit.reading.totals import is_total
from tests.made_workbooks import workbook
from tests.people.lists import read


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lists")


def people(folder: Path, *given: Any, **options: Any) -> tuple[Participant, ...]:
    return read(folder, *given, **options).people


def names(folder: Path, *given: Any, **options: Any) -> list[str]:
    return [person.name for person in people(folder, *given, **options)]


def told(folder: Path, *given: Any, **options: Any) -> list[str]:
    with pytest.raises(KitError) as caught:
        people(folder, *given, **options)
    return str(caught.value).split("\n")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Kari\nOla\n", ["Kari", "Ola"]),
        ("Kari", ["Kari"]),
        ("Navn\nKari\n\n\nOla\n", ["Kari", "Ola"]),
        ("\n\nNavn;Bord\n;;\nKari;2\n", ["Kari"]),
        ("Kari Ås\nKari Ås\n", ["Kari Ås", "Kari Ås"]),
        ("name,table\nKari,1\n", ["Kari"]),
        ("Bord\tNamn\n1\tKari\n", ["Kari"]),
        ("E-post;Fornavn;Etternavn\nx@x.no;Kari; Ås\n;Ola;\n;;Berg", ["Kari Ås", "Ola", "Berg"]),
        ("Etternamn;Førenamn\nÅs;Kari", ["Kari Ås"]),
        ("Last name, First name\nNordmann, Ola", ["Ola Nordmann"]),
        ("Nr;Hvem;Bord\n1;Kari;2", ["Kari"]),
        ("Nordmann, Ola\nÅs, Kari", ["Ola Nordmann", "Kari Ås"]),
        ('Navn;Bord\n"Ås;""Nilen""\nKari";2', ['Ås;"Nilen" Kari']),
        ("sep=;\nNavn;Bord\nKari;2", ["Kari"]),
        ("Fagdag om verdier\n\nNavn\nKari", ["Kari"]),
        ("Navn\nKari\n\u200b;\u200b\nOla", ["Kari", "Ola"]),
        ("Navn\n Ka\u200bri \u00a0 A\u030as ", ["Kari Ås"]),
        ("Navn\n" + "å" * 120, ["å" * 120]),
        ("Navn\nשָׁלוֹם\n王秀英\nĐorđe Ŋ", ["שָׁלוֹם", "王秀英", "Đorđe Ŋ"]),
        ("Navn;Bord\nBjørn;2".encode("cp1252"), ["Bjørn"]),
        (codecs.BOM_UTF8 + "Navn;Bord\nBjørn;2".encode(), ["Bjørn"]),
        ("Navn\tBord\r\nBjørn\t2\r\n".encode("utf-16"), ["Bjørn"]),
    ],
)
def test_the_names_of_a_list_are_read(folder: Path, data: str | bytes, expected: list[str]) -> None:
    assert names(folder, data) == expected


def test_a_column_is_chosen_by_its_heading(folder: Path) -> None:
    text = "Navn;Påmeldt av;Fornavn\nKari;Ola;K\nPer;Åse;P\n"
    assert names(folder, text, "påmeldt av") == ["Ola", "Åse"]
    assert names(folder, text, "PAMELDT AV") == ["Ola", "Åse"]
    assert names(folder, text, "fornavn") == ["K", "P"]
    # Nobody would know this for a header, nor the separator.
    assert names(folder, "Hvor, Hvem\nOslo, Kari\n", "hvem") == ["Kari"]


def test_each_name_has_its_place(folder: Path) -> None:
    text = 'Bord;Fornavn;Etternavn\n2;"Ka\nri";Ås\n10; ;Berg\n'
    (kari, berg) = people(folder, text)
    assert (kari.name, str(kari.origin.problem("!"))) == ("Ka ri Ås", "a.csv:2:3: !")
    assert (berg.name, str(berg.origin.problem("!"))) == ("Berg", "a.csv:4:6: !")
    assert kari.origin.called == 'the name "Ka ri Ås"'


def test_a_workbook_is_read_as_a_list_is(folder: Path) -> None:
    data = workbook(["Fagdag"], [], ["Nr", "Navn"], [1, "Kari Ås"], [None, None], [2, " Ola "])
    (kari, ola) = people(folder, data, name="a.xlsx")
    assert (kari.name, ola.name) == ("Kari Ås", "Ola")
    assert str(ola.origin.problem("!")) == "a.xlsx:6:2: !"


def test_cells_of_a_workbook_that_hold_no_name_are_told(folder: Path) -> None:
    data = workbook(
        ["Fornavn", "Etternavn"],
        ["Kari", 4],
        ["=A1", "Ås"],
        [True, None],
        ["Ola", "#REF!"],
        [None, "Berg"],
        ["=A6"],
    )
    assert told(folder, data, name="a.xlsx") == [
        "a.xlsx:2:2: sheet «Sheet», B2: no name stands here, but a number, 4: write the name, in a "
        "cell formatted as text",
        "a.xlsx:3:1: sheet «Sheet», A3: the result of this formula is not stored: open the file in "
        "Excel and save it",
        "a.xlsx:4:1: sheet «Sheet», A4: here is TRUE or FALSE, which programs show in their own "
        "language: format the cell as text, and write it anew",
        "a.xlsx:5:2: sheet «Sheet», B5: the formula here gives #REF!: mend it",
        "a.xlsx:7:1: sheet «Sheet», A7: the result of this formula is not stored: open the file in "
        "Excel and save it",
    ]


def test_a_formula_or_a_number_beside_no_name_is_no_person(folder: Path) -> None:
    data = workbook(["Navn", "Bord"], ["Kari", 2], [None, "=SUM(B2:B2)"])
    assert names(folder, data, name="a.xlsx") == ["Kari"]


def test_all_that_is_wrong_in_the_rows_is_told_at_once(folder: Path) -> None:
    text = f"Bord;Navn\n1;Kari\n2;\n3\n4;{'x' * 121}\n5;12\n6;KÃ¥re\n;;8\n7;Ka\ufffdri\n"
    assert told(folder, text) == [
        "a.csv:3:3: no name stands in this line: write it, or empty the line",
        "a.csv:4:1: no name stands in this line: write it, or empty the line",
        f"a.csv:5:3: «{'x' * 39}…» has 121 characters, 120 at most: shorten it",
        "a.csv:6:3: «12» has no letter in it: write a name",
        "a.csv:7:3: letters of «KÃ¥re» were garbled when the list was saved: save it anew in UTF-8",
        "a.csv:8:2: no name stands in this line: write it, or empty the line",
        "a.csv:9:3: «Ka\ufffdri» has U+FFFD in it, which is no letter: write it anew",
    ]


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        (
            "Navn;E-post\nKari;x",
            "nav",
            "okt.yaml:4:9: a.csv has no column «nav»: did you mean «Navn»? Its headings are "
            "«Navn», «E-post»",
        ),
        (
            "Navn;E-post\nKari;x",
            "hvem",
            "okt.yaml:4:9: a.csv has no column «hvem»: its headings are «Navn», «E-post»",
        ),
        (
            "Kari;2\nOla;3",
            "Karin",
            "okt.yaml:4:9: a.csv has no column «Karin»: it has no line of headings, and begins "
            "with «Kari», «2»",
        ),
        (
            "Kari;3\nOla;4",
            "",
            "okt.yaml:3:15: a.csv has several columns and no headings that are known: line 1 has "
            "«Kari», «3»: write navn above the names, or say in which column they stand, such as "
            "--column A",
        ),
        (
            "Møtetittel\tFagdag\nSted\tSal 2\n",
            "",
            "okt.yaml:3:15: a.csv has several columns and no headings that are known: line 1 has "
            "«Møtetittel», «Fagdag»: write navn above the names, or say in which column they "
            "stand, such as --column A",
        ),
        (
            "Nr;Hvor;Bord\n1;Kari;2",
            "",
            "okt.yaml:3:15: no column of a.csv is headed navn or name: it has «Nr», «Hvor», "
            '«Bord»: say which holds the names, such as --column "Hvor"',
        ),
        (
            "Nr;E-post\n1;x@x.no",
            "",
            "okt.yaml:3:15: a.csv has no column of names, only «Nr», «E-post»: head the names "
            "with navn or name",
        ),
        (
            "Navn;Bord\n",
            "",
            "okt.yaml:3:15: no names stand in a.csv: write them below the heading",
        ),
        ("\n", "", "okt.yaml:3:15: nothing is written in a.csv: fill it in"),
        ("\u200b\n", "", "okt.yaml:3:15: no names stand in a.csv: write them below the heading"),
    ],
)
def test_what_is_wrong_with_a_list_is_told(
    folder: Path, text: str, column: str, message: str
) -> None:
    assert told(folder, text, column) == [message]


def test_too_many_people_are_told(folder: Path) -> None:
    assert len(people(folder, "Kari\n" * MOST_PEOPLE)) == MOST_PEOPLE
    assert told(folder, "Kari\n" * (MOST_PEOPLE + 1)) == [
        "okt.yaml:3:15: a.csv: these are 1001 people, 1000 at most: make several sessions of them"
    ]


def test_a_line_that_no_list_has_is_refused_at_once(folder: Path) -> None:
    told_of = "okt.yaml:3:15: a line of a.csv is longer than 1000 names: keep the names alone"
    assert told(folder, "a," * 200_000) == [told_of]


@pytest.mark.slow
@pytest.mark.parametrize("text", ["a." * 99_000, "<" * 199_000, "a@" * 65_000, "a, " * 60_000])
def test_a_text_that_is_no_list_is_looked_through_quickly(folder: Path, text: str) -> None:
    """Patterns that try each place of a line from each other one would take minutes."""
    with pytest.raises(KitError):
        people(folder, f"{text} <k@x.no>", name="a.txt")


# Names in the session file itself


def at(index: int, text: str) -> Problem:
    return Problem("okt.yaml", 10 + index, 5, text)


def test_listed_names_are_tidied_and_have_their_places() -> None:
    (kari, other, ola) = listed_participants(["Kari  A\u030as", "Kari Ås", "Ola, lege"], at).people
    assert [kari.name, other.name, ola.name] == ["Kari Ås", "Kari Ås", "Ola, lege"]
    assert str(ola.origin.problem("!")) == "okt.yaml:12:5: !"
    assert ola.origin.called == 'the name "Ola, lege"'
    assert listed_participants([], at) == Participants(())


def test_listed_names_are_handled_as_those_of_a_file() -> None:
    listed = listed_participants(["Ås, Kari <k@x.no>", "Bø, Ola", "Ås, Kari"], at)
    assert [person.name for person in listed.people] == ["Kari Ås", "Ola Bø", "Kari Ås"]
    assert listed.read
    assert listed.read.lines() == (
        "3 names: Kari Ås … Kari Ås.",
        "«Ås, Kari» is printed as «Kari Ås», and 1 other alike.",
        "«Kari Ås» stands twice, in lines 10 and 12: both are kept.",
    )


def test_all_that_is_wrong_in_listed_names_is_told_at_once() -> None:
    with pytest.raises(KitError) as caught:
        listed_participants(["Kari", " \u200b", "12", "x" * 121], at)
    assert str(caught.value).split("\n") == [
        "okt.yaml:11:5: no name stands here: write it, or take it out",
        "okt.yaml:12:5: «12» has no letter in it: write a name",
        f"okt.yaml:13:5: «{'x' * 39}…» has 121 characters, 120 at most: shorten it",
    ]


def test_too_many_listed_names_are_told_at_the_first_too_many() -> None:
    assert len(listed_participants(["Kari"] * MOST_PEOPLE, at).people) == MOST_PEOPLE
    with pytest.raises(KitError, match=r"okt\.yaml:1010:5: these are 1002 people, 1000 at most"):
        listed_participants(["Kari"] * (MOST_PEOPLE + 2), at)


# Any list of names, however a program writes it


ENCODINGS = {
    "utf-8": b"",
    "utf-8-sig": b"",
    "cp1252": b"",
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}
LETTERS = st.one_of(
    st.sampled_from("aeørÅæ -.,;'\"’éüŠ"),
    st.characters(max_codepoint=0x17F, categories=["L"]),
    st.characters(categories=["L", "M", "Nd", "P"]),
)


def is_plain(name: str) -> bool:
    """Whether nothing of a name is taken for a bullet, a note, a title or an address."""
    plain = bare(name) == name and not is_label(name) and not is_total(name)
    if stands_out(name, ["Kari Ås"] * 6) or is_header([name]):
        return False
    return plain and not fault_in(name) and not is_note(name) and not is_closing(name)


NAMES = st.text(LETTERS, min_size=1, max_size=30).map(tidied).filter(is_plain)


@given(
    st.lists(NAMES, min_size=1, max_size=8),
    st.sampled_from(["Navn", "namn", "NAME", "Fullt navn", "Hvem er det?"]),
    st.sampled_from(";,\t"),
    st.sampled_from(list(ENCODINGS)),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.integers(0, 2),
    st.integers(0, 2),
    st.booleans(),
)
def test_every_list_is_read_back(
    folder: Path,
    listed: list[str],
    heading: str,
    separator: str,
    encoding: str,
    end: str,
    before: int,
    blank: int,
    quoted: bool,
) -> None:
    """Names of any letters, in any column; every encoding that can hold them."""
    file = io.StringIO()
    how = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(file, delimiter=separator, lineterminator=end, quoting=how)  # type: ignore[arg-type]
    file.write(end * blank)
    writer.writerow(["Bord"] * before + [heading, "E-post"])
    for number, name in enumerate(listed):
        writer.writerow([str(number)] * before + [name, f"{number}@example.no"])
        file.write(end * blank)
    try:
        data = ENCODINGS[encoding] + file.getvalue().encode(encoding)
    except UnicodeEncodeError:
        data = file.getvalue().encode()
    if decoded(data) is None:  # letters that an old Macintosh may have meant otherwise
        data = file.getvalue().encode()
    column = "" if is_header([heading]) else heading
    assert names(folder, data, column) == list(all_turned(listed))


@given(st.lists(NAMES, min_size=1, max_size=8), st.sampled_from(["Navn", None]), st.integers(0, 2))
def test_every_list_of_one_column_is_read_back(
    folder: Path, listed: list[str], heading: str | None, blank: int
) -> None:
    """As somebody types it: below a heading with commas, and with none where no heading is."""
    apart = str.maketrans({'"': "", ";": "", "," if heading is None else "\0": ""})
    typed = [name for name in (tidied(n.translate(apart)) for n in listed) if not fault_in(name)]
    text = "".join(f"{name}\n" + "\n" * blank for name in [*([heading] if heading else []), *typed])
    if typed and heading is None:  # a first line unlike the others may be a title
        typed = ["Kari Ås", *typed]
        text = "Kari Ås\n" + text
    if typed:
        assert names(folder, text, name="a.txt") == list(all_turned(typed))


@given(st.lists(NAMES, min_size=1, max_size=8), st.integers(0, 2), st.integers(0, 3))
def test_every_workbook_is_read_back(
    folder: Path, listed: list[str], before: int, blank: int
) -> None:
    rows: list[list[Any]] = [[]] * blank + [[7] * before + ["Navn", "Bord"]]
    for number, name in enumerate(listed):
        # A text that begins so is a formula for openpyxl, but cannot be typed as a name in Excel.
        rows += [[number] * before + [f" {name}", number], *[[None]] * blank]
    rows = [row or [None] for row in rows]
    assert names(folder, workbook(*rows), name="a.xlsx") == list(all_turned(listed))


CELLS = st.sampled_from(
    [
        "Kari Vik",
        "Ola",
        "Åse",
        "Navn",
        "E-post",
        "Deltakere",
        "k@x.no",
        "12",
        "Sum",
        "Bord 2",
        "Hei!",
    ]
    + [""] * 6
)


@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=3), min_size=1, max_size=12),
    st.sampled_from([";", "\t"]),
    st.sampled_from(["Navn;E-post", "Navn", ""]),
)
def test_no_row_is_left_out_without_being_counted(
    folder: Path, rows: list[list[str]], separator: str, head: str
) -> None:
    """Each row is that of a person, or is told as left out; else the list is refused."""
    rows = [*([head.split(";")] if head else []), *rows]
    text = "\n".join(separator.join(row) for row in rows)
    try:
        listed = read(folder, text)
    except KitError:
        return
    assert listed.read
    written = {n for n, row in enumerate(rows, start=1) if any(row)}
    of_people = {person.origin.line for person in listed.people}
    left_out = [
        line
        for one in listed.read.left_out
        for line in sorted(written)
        if one.first <= line <= one.last
    ]
    assert sum(one.count for one in listed.read.left_out) == len(left_out) == len(set(left_out))
    assert of_people | set(left_out) == written
    assert not of_people & set(left_out)
