import codecs
import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.core.errors import KitError, Problem
from kit.people.headings import is_header
from kit.reading.cells import MOST_COLUMNS, MOST_LINES, MOST_ROWS, Cell
from kit.reading.delimited import decoded, text_rows, whole_text

BOMS = {
    "utf-8-sig": b"",
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


def at_file(text: str) -> Problem:
    return Problem("okt.yaml", 3, 15, text)


def cells(text: str | bytes) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows(text)]


def rows(text: str | bytes) -> tuple[tuple[Cell, ...], ...]:
    data = text if isinstance(text, bytes) else text.encode()
    return text_rows(whole_text(data, "a.csv", at_file), "a.csv", at_file, is_header)


def told(text: str | bytes) -> str:
    with pytest.raises(KitError) as caught:
        rows(text)
    return str(caught.value)


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", *BOMS])
def test_the_encoding_is_found_out(encoding: str) -> None:
    text = "Navn;Bord\r\nBjørn Åsheim;2\r\nRené Šæ – «x» €;3\r\n"
    assert decoded(BOMS.get(encoding, b"") + text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data",
    [
        b"Kari\x00",
        b"\xff\xfeK\x00a",
        b"\xff\xfe\x00\xd8\x00\xd8",
        b"\xef\xbb\xbfK\xe5re",
        b"K\x81re",
        b"\x89PNG\r\n\x1a\n\x00",
        "Åse".encode("mac-roman"),
        "Kåre".encode("mac-roman"),
        "Bjørn".encode("mac-roman"),
        "Ølve".encode("mac-roman"),
        "Ærlig".encode("mac-roman"),
        "Pål-Ræder".encode("mac-roman"),
    ],
)
def test_what_is_no_text_for_sure_is_none(data: bytes) -> None:
    assert decoded(data) is None
    assert told(data) == (
        "okt.yaml:3:15: a.csv is no text in UTF-8 or Windows-1252: save it as CSV in UTF-8 "
        "(«CSV UTF-8» in Excel)"
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_its_mark(encoding: str) -> None:
    text = "Navn\tBord\r\nBjørn Åsheim\t2\r\n"
    assert decoded(text.encode(encoding)) == text
    assert decoded(text.encode(encoding) + b"\0") is None


def test_signs_of_windows_1252_are_not_taken_for_letters_of_a_macintosh() -> None:
    text = "Kari;Acme® AS\nŠárka;¿Alergias?\nŽOŽE ŠTŒ;¾ dag"
    assert decoded(text.encode("cp1252")) == text


# Separators


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Navn;Bord\nKari;2", [["Navn", "Bord"], ["Kari", "2"]]),
        ("Navn,Bord\nKari,2", [["Navn", "Bord"], ["Kari", "2"]]),
        ("Navn\tBord\nKari\t2", [["Navn", "Bord"], ["Kari", "2"]]),
        ("Navn, Bord\nKari, 2", [["Navn", "Bord"], ["Kari", "2"]]),
        # The header decides against what stands oftener.
        ("Navn,Rolle\nKari,a;b\nOla,c;d;e", [["Navn", "Rolle"], ["Kari", "a;b"], ["Ola", "c;d;e"]]),
        ("Navn;Rolle\nÅs, K;a,b\nÅs;c,d", [["Navn", "Rolle"], ["Ås, K", "a,b"], ["Ås", "c,d"]]),
        ('"Navn";"Bord"\n"Ås, K";"2"', [["Navn", "Bord"], ["Ås, K", "2"]]),
        ('"Navn\n(fullt)",Bord\nKari,2', [["Navn\n(fullt)", "Bord"], ["Kari", "2"]]),
        # No header: what stands in most lines.
        ("Kari;2,5\nOla;3,5", [["Kari", "2,5"], ["Ola", "3,5"]]),
        ("Kari\t2;5\nOla\t3;5", [["Kari", "2;5"], ["Ola", "3;5"]]),
        ("Kari,2\nOla,3;4", [["Kari", "2"], ["Ola", "3;4"]]),
        ('Kari,"2;5"\nOla,"3;4"', [["Kari", "2;5"], ["Ola", "3;4"]]),
        ('"Kari", "2"\n"Ola", "3"', [["Kari", "2"], ["Ola", "3"]]),
        ("Kari\nOla;2\nPer", [["Kari"], ["Ola", "2"], ["Per"]]),
        # One column.
        ("Kari\nOla", [["Kari"], ["Ola"]]),
        ("Nordmann, Ola\nÅs, Kari", [["Nordmann, Ola"], ["Ås, Kari"]]),
        ("Nordmann, Ola\nÅs,Kari\nBerg, Per", [["Nordmann, Ola"], ["Ås,Kari"], ["Berg, Per"]]),
        ("Navn\nÅs,Kari\nBerg,Per", [["Navn"], ["Ås,Kari"], ["Berg,Per"]]),
        ('Navn\n"Nordmann, Ola"', [["Navn"], ["Nordmann, Ola"]]),
        # Excel's own line.
        ("sep=;\nKari;2", [["Kari", "2"]]),
        ("SEP=|\r\nKari|2", [["Kari", "2"]]),
        ('"sep=,"\nKari,2\nOla', [["Kari", "2"], ["Ola"]]),
        ("sep=\t\nKari\t2", [["Kari", "2"]]),
        ("sep=,\nÅs, Kari;2", [["Ås", "Kari;2"]]),
        # Quotes, spaces, and lines that are empty.
        ('Kari;"a ""b"" c"\nOla "Nilen" Ås;', [["Kari", 'a "b" c'], ["Ola \"Nilen\" Ås", ""]]),
        ("\n;;\n \nKari;2\n\n\n;\n", [["Kari", "2"]]),
        ("Kari;2\rOla;3\r", [["Kari", "2"], ["Ola", "3"]]),
        ("Kari;2\u2028x\nOla;3", [["Kari", "2\u2028x"], ["Ola", "3"]]),
        ("", []),
        ("\n\r\n", []),
    ],
)  # fmt: skip
def test_rows_are_cut_at_the_right_separator(text: str, expected: list[list[str]]) -> None:
    assert cells(text) == expected


def test_a_header_is_looked_for_below_facts_and_other_sections() -> None:
    facts = "Fagdag\n" * 30
    assert cells(f"{facts}Navn, Bord\nKari")[-2:] == [["Navn", "Bord"], ["Kari"]]
    # The first rows go before those further down.
    first = "Navn;Rolle\nKari;a\n"
    assert cells(f"{first}{facts}Navn\tBord\n")[-1] == ["Navn\tBord"]


# Places


def test_each_cell_has_its_place() -> None:
    text = '\n"a ""1""";  b;c\r\n"d\r\ne\n";"f";g\n;\nh;;i\n'
    assert rows(text) == (
        (Cell('a "1"', 2, 1), Cell("b", 2, 13), Cell("c", 2, 15)),
        (Cell("d\r\ne\n", 3, 1), Cell("f", 5, 3), Cell("g", 5, 7)),
        (Cell("h", 7, 1), Cell("", 7, 3), Cell("i", 7, 4)),
    )


TEXTS = st.text(st.sampled_from('ab;,\t" \r\n\u2028øé'), max_size=6)


@given(
    st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=4),
    st.sampled_from(";,\t"),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_program_writes_is_read_back_with_its_places(
    table: list[list[str]], separator: str, quoting: int, end: str, encoding: str
) -> None:
    file = io.StringIO()
    if quoting == csv.QUOTE_MINIMAL:  # Python 3.11 leaves line breaks unquoted that are not its own
        table = [[re.sub(r"[\r\n]", "", text) for text in row] for row in table]
    # Spaces at a beginning are dropped unless quoted: programs quote them, this one would not.
    table = [[text.lstrip(" ") for text in row] for row in table]
    writer = csv.writer(file, delimiter=separator, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerows(table)
    text = f"sep={separator}{end}{file.getvalue()}"
    found = rows(text.encode(encoding))
    assert [[c.text for c in r] for r in found] == [r for r in table if "".join(r).strip()]
    lines = io.StringIO(text, newline="").readlines()
    for cell in (cell for row in found for cell in row if cell.text):
        there = lines[cell.line - 1][cell.column - 1 :]
        first = cell.text[0]
        assert there.startswith((first, '"' + first, '"""'))


# Bounds and faults


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'Navn;Bord\nKari;2\n"Ola;3\nPer;4\n',
            "a.csv:3:1: a quote opens in this line and does not close: close it, or take it out",
        ),
        (
            'Kari;2\n"Nilen" Ås;3\n',
            "a.csv:2:1: text goes on after a closing quote: take the quotes out, or write each of "
            "them twice and one more around the whole cell",
        ),
        (
            'Kari\n"' + "x" * 200_000,
            "a.csv:2:1: a cell in this line has no end: look for a quote that does not close",
        ),
    ],
)
def test_quotes_that_do_not_pair_are_told(text: str, message: str) -> None:
    assert told(text) == message


def test_too_many_lines_are_told() -> None:
    assert len(rows("a\n" * MOST_ROWS)) == MOST_ROWS
    assert told("a\n" * (MOST_ROWS + 1)) == (
        f"okt.yaml:3:15: a.csv has more than {MOST_ROWS} lines: keep only those that are needed"
    )


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", " \n"])
def test_millions_of_lines_with_nothing_in_them_are_told_at_once(end: str) -> None:
    """Ten million of them took half a minute."""
    assert len(rows("a" + end * MOST_LINES)) == 1
    assert f"more than {MOST_ROWS} lines" in told("a" + end * (MOST_LINES + 1))


def test_columns_beyond_are_not_read() -> None:
    assert len(rows("a" + ";b" * 1000)[0]) == MOST_COLUMNS
