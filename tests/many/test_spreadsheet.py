"""Spreadsheets of sessions, as programs save them."""

import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from kit.core.errors import KitError
from kit.core.language import speech
from kit.many.spreadsheet import listed_sessions
from tests.made_workbooks import with_sheets, workbook


def refused(path: Path) -> list[str]:
    with pytest.raises(KitError) as raised:
        listed_sessions(path)
    return [str(one).replace(str(path), path.name) for one in raised.value.problems]


def test_rows_of_a_workbook_are_sessions_and_what_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "okter.xlsx"
    day = datetime.date(2026, 12, 3)
    book = with_sheets(
        Høst=[
            ["Økter i høst"],
            [],
            ["Tittel", "Dato", "Deltakere", "Bord", "Marg", "Merknad"],
            ["A", day, 24, 4, 6.5, "lunsj"],
            [],
            ["Tittel", "Dato", "Deltakere", "Bord", "Marg", "Merknad"],
            ["B", "4. desember 2026", "folk.xlsx", None, None, None],
            [None, None, None, None, None, "husk"],
            ["Sum", None, 24, 4, None, None],
        ],
        Vår=[["title", "tables"], ["C", 2]],
        Notater=[["Husk kaffe"]],
        Tomt=[],
    )
    # The usual format, which every country shows in its own way.
    book["Høst"]["B4"].number_format = "mm-dd-yy"
    book["Vår"].row_dimensions[2].hidden = True
    book.save(path)
    found = listed_sessions(path)
    assert [one.data for one in found.rows] == [
        {"title": "A", "date": "2026-12-03", "people": "24", "tables": "4", "margin": "6.5"},
        {"title": "B", "date": "4. desember 2026", "participants": "folk.xlsx"},
        {"title": "C", "tables": "2"},
    ]
    assert [one.line for one in found.rows] == [4, 7, 2]
    assert found.told == [
        "Sessions of several sheets: 2 of «Høst» and 1 of «Vår». "
        '--sheet "Høst" would read that one alone.',
        "1 row is hidden, and read all the same.",
        "Left out: row 8 of «Høst», where no column that is read says anything, the sum in row 9 "
        "of «Høst», the column «Merknad» of «Høst», 1 empty sheet, sheet «Notater».",
    ]


def test_one_sheet_may_be_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "okter.xlsx"
    head = ["Tittel", "Bord"]
    with_sheets(Høst=[head, ["A", 2]], Gammelt=[["Titel", "Bord"], ["B", 2]]).save(path)
    found = listed_sessions(path, "høst")
    assert ([row.data["title"] for row in found.rows], found.told) == (["A"], [])
    with pytest.raises(KitError, match="has no sheet «Vår»: There are «Høst» and «Gammelt»"):
        listed_sessions(path, "Vår")


def test_a_text_with_semicolons_is_read_as_excel_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "okter.csv"
    path.write_bytes("Tittel;Dato;Marg;Områder\r\nKveld på nord;3.12.2026;6,5;1,3\r\n".encode())
    (row,) = listed_sessions(path).rows
    assert row.data == {
        "title": "Kveld på nord", "date": "3.12.2026", "margin": "6,5", "areas": "1,3",
    }  # fmt: skip
    assert str(row.problem(("areas",), "what?")) == f"{path}:2:29: what?"


def test_a_row_that_is_struck_out_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "okter.xlsx"
    book = openpyxl.Workbook()
    for row in (["Tittel", "Bord"], ["A", 1], ["B", 2]):
        book.worksheets[0].append(row)
    for cell in book.worksheets[0][2]:
        cell.font = Font(strike=True)
    book.save(path)
    found = listed_sessions(path)
    assert [row.data["title"] for row in found.rows] == ["B"]
    assert found.told == ["Left out: row 2 of «Sheet», which is struck out."]


def test_a_row_with_a_note_alone_is_no_session(tmp_path: Path) -> None:
    path = tmp_path / "okter.xlsx"
    head = ["Tittel", "Dato", "Bord", "Merknad"]
    path.write_bytes(workbook(head, ["Oktober"], ["A", None, None, "lunsj"], ["B", None, 2]))
    found = listed_sessions(path)
    assert [row.data["title"] for row in found.rows] == ["A", "B"]
    assert found.told[0].startswith("Left out: row 2 of «Sheet», where only «Oktober» stands, ")
    path.write_bytes(workbook(head, ["=1/0"], ["A", None, 1]))
    assert len(listed_sessions(path).rows) == 2
    path.write_bytes(workbook(["Tittel", "Bord"], ["A"]))
    assert [row.data for row in listed_sessions(path).rows] == [{"title": "A"}]


def test_headings_that_are_a_slip_are_told_at_their_place(tmp_path: Path) -> None:
    path = tmp_path / "okter.xlsx"
    path.write_bytes(workbook(["Tittel", "Dato", "Tabels"], ["A", None, 2]))
    assert refused(path) == [
        "okter.xlsx:1:3: sheet «Sheet», C1: unknown heading «Tabels»: did you mean tables?"
    ]


def test_a_list_of_people_and_one_of_nothing_are_told(tmp_path: Path) -> None:
    path = tmp_path / "folk.csv"
    path.write_text("navn;epost\nKari Vik;k@example.org\n", encoding="utf-8")
    (told,) = refused(path)
    assert "it begins with «navn», «epost»; a list of those who take part is named with" in told
    path.write_text("tittel;dato\n", encoding="utf-8")
    (told,) = refused(path)
    assert "nothing stands below the headings: write a session in each row" in told
    (tmp_path / "x.ods").touch()
    (told,) = refused(tmp_path / "x.ods")
    assert "save it as .xlsx or as CSV in UTF-8" in told


def test_what_is_read_and_passed_over_is_told_in_norwegian(tmp_path: Path) -> None:
    path = tmp_path / "okter.xlsx"
    head = ["Tittel", "Dato", "Bord", "Merknad"]
    book = with_sheets(
        Høst=[head, ["A", "3.12.2026", 4, ""], ["Oktober"], [None, None, None, "husk"]],
        Vår=[head, ["B", "3.12.2026", 4, ""], ["Sum", None, 8]],
        Notater=[["Husk kaffe"]],
    )
    book.save(path)
    sheets, left_out = listed_sessions(path).told
    assert speech("nb").said(sheets) == (
        'Økter fra flere ark: 1 fra «Høst» og 1 fra «Vår». --sheet "Høst" leser bare det arket.'
    )
    assert speech("nn").said(sheets) == (
        'Økter frå fleire ark: 1 frå «Høst» og 1 frå «Vår». --sheet "Høst" les berre det arket.'
    )
    assert (
        speech("nn")
        .said(left_out)
        .endswith(
            "rad 3 i «Høst», der det berre står «Oktober», "
            "rad 4 i «Høst», der det ikkje står noko i kolonnane som blir lesne, "
            "kolonnen «Merknad» i «Høst», summen på rad 3 i «Vår», kolonnen «Merknad» i «Vår», "
            "arket «Notater»."
        )
    )


@pytest.mark.parametrize(
    ("text", "in_bokmaal", "in_nynorsk"),
    [
        (
            "Navn;Dato;Bord\nA;3.12.2026;4\n",
            "«Navn» kan være navnet på en økt eller på en person: bruk overskriften tittel hvis "
            "den sier hva hver økt heter, ellers deltakere",
            "«Navn» kan vere namnet på ei økt eller på ein person: bruk overskrifta tittel dersom "
            "ho seier kva kvar økt heiter, elles deltakarar",
        ),
        (
            "navn;epost\nKari Vik;k@x.no\n",
            "her er ingen linje med overskrifter for økter, som tittel, dato, antall, bord: filen "
            "begynner med «navn», «epost»; en deltakerliste oppgis med --participants",
            "her er inga linje med overskrifter for økter, som tittel, dato, antal, bord: fila "
            "begynner med «navn», «epost»; ei deltakarliste blir oppgitt med --participants",
        ),
    ],
)
def test_what_is_wrong_is_told_in_norwegian(
    tmp_path: Path, text: str, in_bokmaal: str, in_nynorsk: str
) -> None:
    path = tmp_path / "okter.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KitError) as raised:
        listed_sessions(path)
    (problem,) = raised.value.problems
    said = (speech("nb").said(problem.text), speech("nn").said(problem.text))
    assert said == (in_bokmaal, in_nynorsk)
