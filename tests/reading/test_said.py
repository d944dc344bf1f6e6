"""What is wrong in a file that is read is said in Norwegian as well, whole."""

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from kit.content.models import Cover
from kit.core.errors import KitError, Problem
from kit.core.language import Language, speech
from kit.layout.pieces import Piece
from kit.reading.document import Document
from kit.reading.remarks import from_sheets, hidden_rows, left_out
from kit.reading.sheet_names import sheet_called
from kit.reading.spreadsheets import read_sheets
from kit.reading.validation import validated
from tests.made_workbooks import workbook

SAID: tuple[Language, ...] = ("nb", "nn")


def in_norwegian(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Each text in bokmål and in nynorsk."""
    return [tuple(speech(language).said(text) for language in SAID) for text in texts]


def found(read: Callable[[], object]) -> list[str]:
    """What is wrong, as the problems have it."""
    with pytest.raises(KitError) as caught:
        read()
    return [problem.text for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("data", "bokmaal", "nynorsk"),
    [
        (b"", "filen er tom: fyll den ut, eller slett den",
         "fila er tom: fyll ho ut, eller slett ho"),
        (b"a: bl\xe5", "bokstaven her er ikke i UTF-8: lagre filen som UTF-8",
         "bokstaven her er ikkje i UTF-8: lagre fila som UTF-8"),
        (b"a: \x00\x00", "her står et usynlig tegn, U+0000 (2 slike i filen): slett det",
         "her står eit usynleg teikn, U+0000 (2 slike i fila): slett det"),
        (b"a: &x b\n", "en tekst begynner med &: sett hele teksten i enkle anførselstegn, '…'",
         "ein tekst begynner med &: set heile teksten i enkle hermeteikn, '…'"),
        (b"a: {b: 1\n", "en { åpner her og blir ikke lukket: lukk den med }",
         "ein { opnar her og blir ikkje lukka: lukk han med }"),
        (b"a:\n\tb: 1\n", "det står en tabulator der det bare kan stå mellomrom: rykk inn med "
         "mellomrom", "det står ein tabulator der det berre kan stå mellomrom: rykk inn med "
         "mellomrom"),
        (b"a: [x] y\n", "ingen tekst kan begynne med [, slik denne gjør: sett hele teksten i enkle "
         "anførselstegn, '…'", "ingen tekst kan begynne med [, slik denne gjer: set heile teksten "
         "i enkle hermeteikn, '…'"),
    ],
)  # fmt: skip
def test_what_is_no_yaml_is_said(tmp_path: Path, data: bytes, bokmaal: str, nynorsk: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    assert in_norwegian(found(lambda: Document(path, "a.yaml"))) == [(bokmaal, nynorsk)]


@pytest.mark.parametrize(
    ("line", "bokmaal", "nynorsk"),
    [
        ("titel: x", "ukjent nøkkel titel: mente du title?",
         "ukjend nøkkel titel: meinte du title?"),
        ("language: xx", "language må være 'nb', 'nn' eller 'en': velg en av dem",
         "language må vere 'nb', 'nn' eller 'en': vel ein av dei"),
        ("title: {a: b}", "title må være tekst: et kolon og et mellomrom gjør det som står foran, "
         "til en nøkkel: sett teksten i enkle anførselstegn, '…'",
         "title må vere tekst: eit kolon og eit mellomrom gjer det som står framfor, til ein "
         "nøkkel: set teksten i enkle hermeteikn, '…'"),
        ("intro: [1]", "nummer 1 i intro må være tekst: sett teksten i anførselstegn hvis den ser "
         "ut som et tall eller en dato", "nummer 1 i intro må vere tekst: set teksten i hermeteikn "
         "dersom han ser ut som eit tal eller ein dato"),
        ("intro: x", "intro må være en liste: begynn hver linje i den med en bindestrek",
         "intro må vere ei liste: begynn kvar linje i ho med ein bindestrek"),
        ("title:", "title er uten innhold: skriv teksten", "title er utan innhald: skriv teksten"),
        ("# nothing more", "how-to-use mangler: legg til nøkkelen",
         "how-to-use manglar: legg til nøkkelen"),
    ],
)  # fmt: skip
def test_what_a_model_does_not_take_is_said(
    tmp_path: Path, line: str, bokmaal: str, nynorsk: str
) -> None:
    path = tmp_path / "a.yaml"
    keys = {"id": "id: a", "language": "language: nb", "title": "title: x", "intro": "intro: [x]"}
    keys[line.partition(":")[0]] = line
    path.write_text("\n".join(keys.values()), "utf-8")
    told = [problem.text for problem in validated(Document(path, "a.yaml"), Cover)[1]]
    assert (bokmaal, nynorsk) in in_norwegian(told)


def test_figures_and_switches_of_a_layout_are_said(tmp_path: Path) -> None:
    path = tmp_path / "piece.yaml"
    path.write_text("order: x\nfillable: 7\nsides: 3\nface: {width: 0, height: [1]}\n", "utf-8")
    told = [problem.text for problem in validated(Document(path, "piece.yaml"), Piece)[1]]
    said = in_norwegian(told)
    for expected in (
        ("order må være et helt tall: skriv det med sifre",
         "order må vere eit heilt tal: skriv det med siffer"),
        ("fillable må være yes eller no: skriv en av dem",
         "fillable må vere yes eller no: skriv ein av dei"),
        ("sides må være 1 eller 2: velg en av dem", "sides må vere 1 eller 2: vel ein av dei"),
        ("width må være større enn 0: skriv et større tall",
         "width må vere større enn 0: skriv eit større tal"),
        ("height må være et tall: skriv det med sifre og punktum, slik som 4.5",
         "height må vere eit tal: skriv det med siffer og punktum, slik som 4.5"),
    ):  # fmt: skip
        assert expected in said


def at_file(text: str) -> Problem:
    return Problem("okt.yaml", 1, 1, text)


@pytest.mark.parametrize(
    ("name", "data", "bokmaal", "nynorsk"),
    [
        ("liste.csv", None, "filen liste.csv finnes ikke: se hvordan navnet er skrevet",
         "fila liste.csv finst ikkje: sjå korleis namnet er skrive"),
        ("liste.docx", b"x", "liste.docx er et dokument, og det leses ikke: kopier listen derfra, "
         "og lim den inn i et regneark eller en tekstfil (.txt)",
         "liste.docx er eit dokument, og det blir ikkje lese: kopier lista derifrå, og lim ho inn "
         "i eit rekneark eller ei tekstfil (.txt)"),
        ("liste.xyz", b"x", "liste.xyz har ingen av endelsene som leses: .csv, .tsv, .txt eller "
         ".xlsx", "liste.xyz har ingen av endingane som blir lesne: .csv, .tsv, .txt eller .xlsx"),
        ("liste.csv", b"\n", "det står ingenting i liste.csv: fyll ut",
         "det står ingenting i liste.csv: fyll ut"),
        ("liste.xlsx", b"PK", "liste.xlsx er ikke en arbeidsbok, eller er skadet: åpne filen og "
         "lagre den på nytt, eller som CSV i UTF-8", "liste.xlsx er ikkje ei arbeidsbok, eller er "
         "skadd: opne fila og lagre ho på nytt, eller som CSV i UTF-8"),
        ("liste.csv", b'a;"b\n', "et anførselstegn åpner på denne linjen og blir ikke lukket: lukk "
         "det, eller ta det bort", "eit hermeteikn opnar på denne linja og blir ikkje lukka: lukk "
         "det, eller ta det bort"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_said(
    tmp_path: Path, name: str, data: bytes | None, bokmaal: str, nynorsk: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    told = found(lambda: read_sheets(path, name, lambda _: False, at_file))
    assert in_norwegian(told) == [(bokmaal, nynorsk)]


def test_what_a_cell_hides_is_said_with_its_place(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Fest"
    book.worksheets[0]["B2"] = "=1/0"
    path = tmp_path / "liste.xlsx"
    path.write_bytes(workbook(book=book))
    (sheet,) = read_sheets(path, path.name, lambda _: False, at_file).sheets
    cell = sheet.rows[0][1]
    assert in_norwegian([sheet.problem(path.name, cell, cell.fault).text]) == [
        ("ark «Fest», B2: resultatet av denne formelen er ikke lagret: åpne filen i Excel og lagre "
         "den", "ark «Fest», B2: resultatet av denne formelen er ikkje lagra: opne fila i Excel og "
         "lagre ho"),
    ]  # fmt: skip


def test_a_sheet_that_is_not_there_is_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Fest"
    path = tmp_path / "liste.xlsx"
    path.write_bytes(workbook(["a"], book=book))
    read = read_sheets(path, path.name, lambda _: False, at_file)
    told = found(lambda: sheet_called(read, "Fset", path.name, at_file))
    assert in_norwegian(told) == [
        ("liste.xlsx har ikke noe ark «Fset»: mente du «Fest»? Det som finnes, er «Fest»",
         "liste.xlsx har ikkje noko ark «Fset»: meinte du «Fest»? Det som finst, er «Fest»"),
    ]  # fmt: skip


def test_remarks_are_said() -> None:
    parts = [*hidden_rows(1), *hidden_rows(2), *left_out(["a", "b"]), from_sheets(["A", "B"])]
    assert in_norwegian(parts) == [
        ("1 rad er skjult, men er lest likevel.", "1 rad er skjult, men er lesen likevel."),
        ("2 rader er skjult, men er lest likevel.", "2 rader er skjulte, men er lesne likevel."),
        ("Utelatt: a, b.", "Utelate: a, b."),
        (", ark «A» og «B»", ", ark «A» og «B»"),
    ]
