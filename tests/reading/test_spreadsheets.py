import os
from pathlib import Path

import pytest

from kit.core.errors import KitError, Problem
from kit.people.headings import is_header
from kit.reading.spreadsheets import MOST_BYTES, nearest_list, read_list, read_sheets
from tests.made_workbooks import workbook


def at_file(text: str) -> Problem:
    return Problem("okt.yaml", 3, 15, text)


def texts(path: Path) -> list[list[str]]:
    (sheet,) = read_sheets(path, path.name, is_header, at_file).sheets
    return [[cell.text for cell in row] for row in sheet.rows]


def told(path: Path) -> str:
    with pytest.raises(KitError) as caught:
        read_sheets(path, path.name, is_header, at_file)
    return str(caught.value).removeprefix("okt.yaml:3:15: ")


@pytest.mark.parametrize("name", ["a.csv", "A.CSV", "a.tsv", "a.tab", "a.txt", "a.b.csv"])
def test_text_files_are_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Navn\tBord\nKari\t2\n")
    assert texts(tmp_path / name) == [["Navn", "Bord"], ["Kari", "2"]]


@pytest.mark.parametrize("name", ["a.xlsx", "A.XLSX", "a.xlsm", "a.xltx", "a.xltm"])
def test_workbooks_are_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(workbook(["Navn", "Bord"], ["Kari", "2"]))
    assert texts(tmp_path / name) == [["Navn", "Bord"], ["Kari", "2"]]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv", b"", "nothing is written in a.csv: fill it in"),
        ("a.csv", b"\xef\xbb\xbf\n;;\n \n", "nothing is written in a.csv: fill it in"),
        (
            "a.xlsx",
            workbook(["", " "]),
            "nothing is written in the visible sheets of a.xlsx: fill it in",
        ),
        (
            "a.csv",
            workbook(["Kari"]),
            "a.csv is no text but packed, maybe a workbook: give it its ending .xlsx",
        ),
        (
            "a.xlsx",
            b"Kari\n",
            "a.xlsx is no workbook, or a damaged one: open it and save it anew, or as CSV in UTF-8",
        ),
        (
            "a.xls",
            b"x",
            "a.xls is a .xls file, which is not read: save it as .xlsx or as CSV in UTF-8",
        ),
        (
            "a.ODS",
            b"x",
            "a.ODS is a .ods file, which is not read: save it as .xlsx or as CSV in UTF-8",
        ),
        (
            "a.numbers",
            b"x",
            "a.numbers is a .numbers file, which is not read: save it as .xlsx or as CSV in UTF-8",
        ),
        (
            "a.pdf",
            b"x",
            "a.pdf is a PDF, which is not read: copy the list out of it, and paste it into a "
            "spreadsheet or a text file (.txt)",
        ),
        (
            "a.vcard",
            b"x",
            "a.vcard has none of the endings that are read: .csv, .tsv, .txt or .xlsx",
        ),
        ("csv", b"x", "csv has none of the endings that are read: .csv, .tsv, .txt or .xlsx"),
        (
            "a.csv",
            b"a" * (MOST_BYTES + 1),
            "a.csv is larger than 10 MB: save the list alone, as CSV",
        ),
        (
            "a.xlsx",
            b"a" * (MOST_BYTES + 1),
            "a.xlsx is larger than 10 MB: save the list alone, as CSV",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_told(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert told(tmp_path / name) == message


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for name in ("a.csv", "folk", "Kari Moe Ola By"):
        assert told(tmp_path / name) == f"there is no file {name}: look at how its name is spelt"
    (tmp_path / "a.txt").write_text("Kari")
    assert (
        told(tmp_path / "a.txt" / "b.csv")
        == "there is no file b.csv: look at how its name is spelt"
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("folk.xlxs", "folk.xlsx"),
        ("folk.csv", "folk.xlsx"),
        ("FOKL.XLSX", "folk.xlsx"),
        ("navnn.vcf", "navn.vcf"),
    ],
)
def test_a_file_that_was_meant_is_named(tmp_path: Path, typed: str, meant: str) -> None:
    (tmp_path / "navn.vcf").touch()
    if meant != "navn.vcf":
        (tmp_path / "folk.xlsx").touch()
    assert nearest_list(tmp_path / typed, [".vcf"]) == meant
    with pytest.raises(KitError) as caught:
        read_list(tmp_path / typed, typed, at_file, [".vcf"])
    assert str(caught.value).endswith(f"there is no file {typed}: did you mean {meant}?")


def test_no_file_is_named_that_is_not_near(tmp_path: Path) -> None:
    (tmp_path / "andre.xlsx").touch()
    (tmp_path / "folk.pdf").touch()
    assert nearest_list(tmp_path / "folk.xlsx") == ""
    assert nearest_list(tmp_path / "andre.xlsx" / "x.csv") == ""


def test_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    assert told(tmp_path / "a.csv") == "a.csv is a folder: name a file in it"


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    assert told(tmp_path / "a.csv") == "a.csv is no file: save the list as one"


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_text("Kari")

    def locked(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", locked)
    assert told(tmp_path / "a.csv") == "a.csv cannot be read: Permission denied"


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    assert "look at how its name is spelt" in told(tmp_path / "a\0.csv")
    assert told(tmp_path / f"{'a' * 300}.csv").endswith("cannot be read: File name too long")
