from pathlib import Path

import pytest

from kit.authoring.pack_from_table import ListedArea, listed_areas
from kit.core.errors import KitError


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "v.csv").write_text(text, encoding="utf-8")
    return tmp_path / "v.csv"


def told(path: Path) -> list[str]:
    with pytest.raises(KitError) as caught:
        listed_areas(path)
    return str(caught.value).replace(str(path), "FILE").split("\n")


def test_rows_become_areas_in_their_order(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Våre verdier\n\n"
        "Type;Område;Navn;Definisjon;Merknad\n"
        "Område;Etikk;;Hva er rett?;x\n"
        ";;Ærlighet;Å si  det\n"
        "VERDI;Samarbeid;Lytte;Å høre etter\n"
        "spørsmål;Etikk;;Når var du modig?\n"
        "Dilemma;;Nøkkelen;Hvem har den?\n"
        ";;;;bare en merknad\n"
        "value;;Mot;1e3\n",
    )
    assert listed_areas(path)[0] == (
        ListedArea(
            "Etikk",
            "Hva er rett?",
            [("Ærlighet", "Å si det"), ("Mot", "1e3")],
            ["Når var du modig?"],
            [("Nøkkelen", "Hvem har den?")],
        ),
        ListedArea("Samarbeid", "", [("Lytte", "Å høre etter")]),
    )


def test_english_headings_and_commas_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, 'name,text,area\nTrust,"We ask, and listen",Us\nHope,x,\n')
    assert listed_areas(path)[0] == (
        ListedArea("Us", "", [("Trust", "We ask, and listen"), ("Hope", "x")]),
    )


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            "Trust,We ask\nHope,x\n",
            ["FILE: no line of headings stands here, such as area, name, text: the file begins "
             "with «Trust», «We ask»"],
        ),
        ("area,name,text\n", ["FILE: nothing stands below the headings: write the values there"]),
        (
            "area,name,text\n,Trust,x\n",
            ["FILE:2:1: no area is told for this row: write it in its column"],
        ),
        (
            "area,name,text\nA,Trust,\nA,,x\n",
            [
                "FILE: the area «A» has no values: add one",
                "FILE:2:9: the definition is missing: write it",
                "FILE:3:3: the name is missing: write it",
            ],
        ),
        (
            "kind,area,name,text\nmotto,A,Trust,x\n,A,Hope,y\n",
            ["FILE:2:1: «motto» is no kind: write value, question, dilemma or area"],
        ),
        (
            f"area,name,text\nA,{'a' * 121},x | y\nA,b,☃\n",
            [
                "FILE: the area «A» has no values: add one",
                "FILE:2:3: this is longer than 120 characters: shorten it",
                "FILE:2:125: | marks where a word may break: put it between two letters, or take "
                "it out",
                "FILE:3:5: the typefaces have no ☃ (U+2603 SNOWMAN): write it another way",
            ],
        ),
        (
            "area,name,text\n" + "".join(f"A{n},b,c\n" for n in range(13)),
            ["FILE: these are 13 areas, 12 at most: make two packs of them"],
        ),
        (
            "area,name,text\n" + "A,b,c\n" * 61,
            ["FILE: «A» has 61 values, 60 at most: take some out"],
        ),
        (
            "kind,area,name,text\nquestion,A,,q?\n",
            ["FILE: the area «A» has no values: add one"],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, text: str, messages: list[str]
) -> None:
    assert told(written(tmp_path, text)) == messages


def test_a_workbook_is_read_and_its_formulas_are_told(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["area", "name", "text"], ["A", "Trust", 24], ["", "Hope", "x"]):
        sheet.append(row)
    book.save(tmp_path / "v.xlsx")
    assert listed_areas(tmp_path / "v.xlsx")[0] == (
        ListedArea("A", "", [("Trust", "24"), ("Hope", "x")]),
    )
    sheet["C3"] = "=1+1"
    book.save(tmp_path / "v.xlsx")
    assert told(tmp_path / "v.xlsx") == [
        "FILE:3:3: the result of this formula is not stored: open the file in Excel and save it"
    ]


def test_questions_may_stand_beside_values_and_what_is_not_read_is_told(tmp_path: Path) -> None:
    text = "Område;Verdi;Forklaring;Spørsmål;Merknad\nA;Mot;x;Når?;n\n;Ro;y;Når?;\n;;;Hvorfor?;\n"
    assert listed_areas(written(tmp_path, text)) == (
        (ListedArea("A", "", [("Mot", "x"), ("Ro", "y")], ["Når?", "Hvorfor?"]),),
        ("Merknad",),
    )
