import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.chart
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.styles import Font

from kit.authoring.pack_from_table import ListedPack, listed_areas
from kit.authoring.pack_rows import ListedArea
from kit.content.models import MOST
from kit.core.errors import KitError
from kit.core.language import speech
from tests.made_workbooks import with_sheets, workbook
from tests.tiers import examples

HEAD = ["område", "navn", "tekst"]


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
    assert listed_areas(path).areas == (
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
    assert listed_areas(path).areas == (
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
            "area,name,text\n" + "".join(f"A,b{n},c\n" for n in range(61)),
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
    assert listed_areas(tmp_path / "v.xlsx").areas == (
        ListedArea("A", "", [("Trust", "24"), ("Hope", "x")]),
    )
    sheet["C3"] = "=1+1"
    book.save(tmp_path / "v.xlsx")
    assert told(tmp_path / "v.xlsx") == [
        "FILE:3:3: sheet «Sheet», C3: the result of this formula is not stored: open the file in "
        "Excel and save it"
    ]


def test_questions_may_stand_beside_values_and_what_is_not_read_is_told(tmp_path: Path) -> None:
    text = "Område;Verdi;Forklaring;Spørsmål;Merknad\nA;Mot;x;Når?;n\n;Ro;y;Når?;\n;;;Hvorfor?;\n"
    read = listed_areas(written(tmp_path, text))
    assert read.areas == (ListedArea("A", "", [("Mot", "x"), ("Ro", "y")], ["Når?", "Hvorfor?"]),)
    assert read.told == (
        "2 values and 2 questions in 1 area from v.csv: Mot … Ro. Left out: a question that stands "
        "there already in line 3.",
        "Left out the column «Merknad»: nothing is known of it.",
    )


def saved(tmp_path: Path, book: openpyxl.Workbook) -> Path:
    (tmp_path / "v.xlsx").write_bytes(workbook(book=book))
    return tmp_path / "v.xlsx"


def values(pack: ListedPack) -> list[tuple[str, list[str]]]:
    return [(area.title, [name for name, _ in area.values]) for area in pack.areas]


def test_sheets_with_the_same_headings_are_read_together(tmp_path: Path) -> None:
    book = with_sheets(
        Forside=[["Våre verdier"], [], ["Fylt ut av Kari"]],
        Hverdag=[["Verdier i hverdagen"], HEAD, ["Hverdag", "Ro", "x"]],
        Tom=[],
        Fest=[["Tekst", "Navn", "Område"], ["y", "Glede", "Fest"], ["z", "Latter", None]],
        Dilemmaer=[["område", "tittel", "tekst"], ["Fest", "Nøkkelen", "Hvem har den?"]],
        Gammel=[HEAD, ["Gammelt", "Strev", "x"]],
    )
    book["Gammel"].sheet_state = "hidden"
    book.create_chartsheet("Graf").add_chart(openpyxl.chart.BarChart())
    read = listed_areas(saved(tmp_path, book))
    assert values(read) == [("Hverdag", ["Ro"]), ("Fest", ["Glede", "Latter"])]
    assert read.told == (
        "3 values in 2 areas from v.xlsx, sheets «Hverdag» and «Fest»: Ro … Latter. Left out: 1 "
        "row above the headings, sheet «Forside» (which has no line of headings), sheet «Tom» "
        "(which is empty), sheet «Dilemmaer» (which has other headings: «område», «tittel», "
        "«tekst»), the hidden sheet «Gammel», the chart «Graf».",
    )


def test_an_area_is_not_carried_over_to_the_next_sheet(tmp_path: Path) -> None:
    book = with_sheets(A=[HEAD, ["A", "Ro", "x"]], B=[HEAD, [None, "Mot", "y"]])
    assert told(saved(tmp_path, book)) == [
        "FILE:2:1: sheet «B», A2: no area is told for this row: write it in its column"
    ]


def two_sheets() -> openpyxl.Workbook:
    book = with_sheets(
        Hverdag=[HEAD, ["Hverdag", "Ro", "x"]],
        Fest=[HEAD, ["Fest", "Glede", "y"]],
        Dilemma=[["område", "tittel", "tekst"], ["Fest", "Nøkkelen", "z"]],
        Notater=[["Husk dette"]],
        Skjult=[HEAD],
    )
    book["Skjult"].sheet_state = "veryHidden"
    return book


@pytest.mark.parametrize(
    ("names", "areas"),
    [
        (["fest"], [("Fest", ["Glede"])]),
        (["Fest", "HVERDAG"], [("Hverdag", ["Ro"]), ("Fest", ["Glede"])]),
        (["Hverdag", "Dilemma"], [("Hverdag", ["Ro"]), ("Fest", ["Nøkkelen"])]),
    ],
)
def test_sheets_can_be_chosen(
    tmp_path: Path, names: Sequence[str], areas: list[tuple[str, list[str]]]
) -> None:
    assert values(listed_areas(saved(tmp_path, two_sheets()), names)) == areas


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (
            ["Frest"],
            "the file has no sheet «Frest»: did you mean «Fest»? There are «Hverdag», «Fest», "
            "«Dilemma» and «Notater»",
        ),
        (
            ["skjult"],
            "the sheet «skjult» of the file is hidden: show it in Excel, and save",
        ),
        (
            ["Hverdag", "Notater"],
            "no line of headings stands here, such as area, name, text: sheet «Notater» begins "
            "with «Husk dette»",
        ),
    ],
)
def test_a_sheet_that_cannot_be_read_is_told(
    tmp_path: Path, names: Sequence[str], message: str
) -> None:
    with pytest.raises(KitError) as caught:
        listed_areas(saved(tmp_path, two_sheets()), names)
    assert [problem.text for problem in caught.value.problems] == [message]


def test_a_text_file_has_no_sheets_to_choose(tmp_path: Path) -> None:
    with pytest.raises(KitError, match="has no sheets: leave out --sheet"):
        listed_areas(written(tmp_path, "area,name,text\nA,b,c\n"), ["A"])


def test_headings_may_stand_deep_and_stand_again(tmp_path: Path) -> None:
    book = with_sheets(
        A=[*[[f"Linje {n}"] for n in range(9)], HEAD, ["A", "Ro", "x"], HEAD, ["B", "Mot", "y"]]
    )
    read = listed_areas(saved(tmp_path, book))
    assert values(read) == [("A", ["Ro"]), ("B", ["Mot"])]
    assert read.told[0].endswith("Left out: 9 rows above the headings.")


def test_another_table_on_the_same_sheet_is_told(tmp_path: Path) -> None:
    rows = [HEAD, ["A", "Ro", "x"], [], ["område", "tittel", "tekst"], ["A", "Nøkkelen", "z"]]
    assert told(saved(tmp_path, with_sheets(A=rows))) == [
        "FILE:4:1: sheet «A», A4: other headings stand here than further up: move this table to a "
        "sheet of its own"
    ]


def test_typed_cells_are_read_as_the_sheet_shows_them_or_told(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        HEAD,
        ["A", 7, "x"],
        ["A", "Punktlig", 0.25],
        ["A", "Likevekt", 0.5],
        ["A", 1, True],
    ]
    book = with_sheets(A=rows)
    book["A"]["B2"].number_format = "000"
    book["A"]["C4"].number_format = "0 %"
    assert told(saved(tmp_path, book)) == [
        "FILE:3:3: sheet «A», C3: here is a number, and programs of other languages show it in "
        "other ways: format the cell as text, and write it anew",
        "FILE:5:3: sheet «A», C5: here is TRUE or FALSE, which programs show in their own "
        "language: format the cell as text, and write it anew",
    ]
    book["A"].delete_rows(5)
    book["A"]["C3"] = "Vi kommer kvart over"
    assert listed_areas(saved(tmp_path, book)).areas[0].values == [
        ("007", "x"),
        ("Punktlig", "Vi kommer kvart over"),
        ("Likevekt", "50 %"),
    ]


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (["Sum", None, 24], "Sum 24"),
        ([None, "Totalt:", "24"], "Totalt: 24"),
        ([None, "Antall verdier", "=COUNTA(B2:B3)"], "Antall verdier"),
        (["I alt: 24"], "I alt: 24"),
    ],
)
def test_a_row_that_counts_the_others_is_left_out_and_told(
    tmp_path: Path, row: list[Any], shown: str
) -> None:
    read = listed_areas(saved(tmp_path, with_sheets(V=[HEAD, ["A", "Ro", "x"], row])))
    assert values(read) == [("A", ["Ro"])]
    assert read.told[0].endswith(f"Left out: the sum in row 3 of «V» («{shown}»).")


def test_a_row_that_may_be_a_sum_is_told_and_a_value_is_none(tmp_path: Path) -> None:
    rows: list[list[Any]] = [HEAD, ["A", "Total", "Vi ser alt"], [None, "Antall", "24 i alt"]]
    assert told(saved(tmp_path, with_sheets(V=rows))) == [
        "FILE:3:2: sheet «V», B3: this looks like a sum: delete the row, or write the definition "
        "of a value"
    ]


def test_hidden_rows_are_read_and_told_and_struck_out_ones_are_left_out(tmp_path: Path) -> None:
    rows: list[list[Any]] = [HEAD, ["A", "Ro", "x"], ["B", "Mot", "y"]]
    rows += [[None, "Håp", "z"], [], [None, "Tro", "z"]]
    book = with_sheets(V=rows)
    book["V"].row_dimensions[4].hidden = book["V"].row_dimensions[5].hidden = True
    book["V"].column_dimensions["C"].hidden = True
    for place in ("A3", "B3", "C3"):
        book["V"][place].font = Font(strike=True)
    read = listed_areas(saved(tmp_path, book))
    assert values(read) == [("A", ["Ro"]), ("B", ["Håp", "Tro"])]
    assert read.told == (
        "3 values in 2 areas from v.xlsx, sheet «V»: Ro … Tro. 1 row is hidden, and read all the "
        "same. Left out: 1 empty row, «Mot», struck out in row 3 of «V».",
        "The column «tekst» is hidden, and read all the same.",
    )


def test_an_area_merged_over_its_rows_is_that_of_all_and_lines_of_a_cell_are_one(
    tmp_path: Path,
) -> None:
    rows = [HEAD, ["A", "Ro", "Vi tar oss\ntid"], ["", "Mot", "y"], ["B", "Håp", "z"]]
    book = with_sheets(V=rows)
    book["V"].merge_cells("A2:A3")
    read = listed_areas(saved(tmp_path, book))
    assert values(read) == [("A", ["Ro", "Mot"]), ("B", ["Håp"])]
    assert read.areas[0].values[0] == ("Ro", "Vi tar oss tid")


def test_an_area_may_stand_alone_above_its_values(tmp_path: Path) -> None:
    text = "område;navn;tekst\nHverdag;;\n;Ro;x\n;Mot;y\n\nFest;;\n;Glede;z\n"
    assert values(listed_areas(written(tmp_path, text))) == [
        ("Hverdag", ["Ro", "Mot"]),
        ("Fest", ["Glede"]),
    ]
    assert told(written(tmp_path, text + "Jul;;\n")) == [
        "FILE: the area «Jul» has no values: add one"
    ]


def test_a_list_that_tells_no_areas_is_told_once(tmp_path: Path) -> None:
    assert told(written(tmp_path, "Navn;Tekst\nRo;x\nMot;y\n")) == [
        "FILE:1:1: no column here tells the areas: add one, and head it with area"
    ]


def test_a_row_that_is_struck_out_in_part_is_told(tmp_path: Path) -> None:
    book = with_sheets(V=[HEAD, ["A", "Ro", "x"], ["A", "Mot", "y"]])
    book["V"]["B3"].font = Font(strike=True)
    assert told(saved(tmp_path, book)) == [
        "FILE:3:2: sheet «V», B3: this is struck out and the rest of its row is not: delete it, or "
        "take the line off"
    ]


def test_an_area_that_is_spelt_in_several_ways_is_one(tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", "Råd")
    text = f"område;navn;tekst\nRåd;Ro;x\n{apart};Mot;y\nRÅD;Håp;z\nRåd\u00a0 ;Tro;z\n"
    read = listed_areas(written(tmp_path, text))
    assert values(read) == [("Råd", ["Ro", "Mot", "Håp", "Tro"])]
    assert "Ro … Tro. «RÅD» is taken for «Råd»." in read.told[0]


def test_two_of_one_name_in_an_area_are_told_with_both_places(tmp_path: Path) -> None:
    text = (
        "kind;area;name;text\nvalue;A;Ro;x\nvalue;B;ro;y\nvalue;a;RO;z\ndilemma;A;Ro;d\n"
        "dilemma;A;ro;e\narea;A;;lead\narea;A;;other\n"
    )
    advice = "give one of the two another name, or delete it"
    assert told(written(tmp_path, text)) == [
        f"FILE:4:9: «A» has a value of the name «RO» in line 2 already: {advice}",
        f"FILE:6:11: «A» has a dilemma of the name «ro» in line 5 already: {advice}",
        "FILE:8:9: «A» has another leading sentence already: keep one",
    ]


def test_a_name_that_stands_twice_is_not_counted_twice(tmp_path: Path) -> None:
    rows = "".join(f"A;Verdi {number};x\n" for number in range(MOST))
    (only,) = told(written(tmp_path, f"Område;Navn;Definisjon\n{rows}A;Verdi 0;y\n"))
    assert only.startswith(f"FILE:{MOST + 2}:3: «A» has a value of the name «Verdi 0» in line 2")


def test_a_sheet_that_is_not_here_as_a_whole_is_told_if_it_is_read(tmp_path: Path) -> None:
    book = with_sheets(V=[HEAD, ["A", "Ro", "x"]], Tall=[["x"]])
    book["Tall"].cell(1, 300, "y")
    assert values(listed_areas(saved(tmp_path, book))) == [("A", ["Ro"])]
    book["V"].cell(2, 300, "y")
    assert told(saved(tmp_path, book)) == [
        "FILE: sheet «V»: KN2 stands beyond the first 256 columns, which are all that is read: "
        "move it, or delete it"
    ]


_CELLS = st.one_of(
    st.sampled_from(["", "A", "B", "a ", "Ro", "Mot", "Sum", "Totalt", "24", "verdi", *HEAD]),
    st.integers(0, 50),
)
_ROWS = st.lists(st.tuples(_CELLS, _CELLS, _CELLS, _CELLS, st.booleans()), max_size=6)


@given(st.lists(_ROWS, min_size=1, max_size=2))
@example([[("A", "", "", "", False), ("", "Ro", "A", "", False)]])
@example([[("A", "", "", "A", False), ("", "Ro", "A", "", False)]])
@examples(150)
def test_every_row_is_read_or_told(sheets: list[list[tuple[str | int, ...]]]) -> None:
    book = with_sheets(Ark=[HEAD, ["Alle", "Åpenhet", "Vi spør"]])
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Nr{number}")
        sheet.append([*HEAD, "merknad"])
        for line, (*cells, struck) in enumerate(rows, 2):
            for column, text in enumerate(cells, 1):
                sheet.cell(line, column, text).font = Font(strike=bool(struck))
    with tempfile.TemporaryDirectory() as folder:
        path = saved(Path(folder), book)
        try:
            read = listed_areas(path)
        except KitError:
            return
    names = {name for area in read.areas for name, _ in area.values}
    areas = {area.title.casefold() for area in read.areas}
    said = " ".join(read.told)
    for number, rows in enumerate(sheets):
        for line, (*cells, _) in enumerate(rows, 2):
            called = str(cells[1]).strip()
            is_headings = {str(cell) for cell in cells} - {""} == {*HEAD}
            is_told = f"row {line} of «Nr{number}»" in said
            # The name of an area may stand alone above its values; remarks are told as a column.
            is_area = not any(map(str, cells[1:3])) and str(cells[0]).strip().casefold() in areas
            is_read = called in names or is_area or is_headings
            assert not any(map(str, cells)) or is_read or is_told


def test_a_text_that_is_cut_at_a_comma_is_refused_and_notes_without_heading_are_told(
    tmp_path: Path,
) -> None:
    beyond = (
        "this line has more cells than there are headings: put a text that holds a comma or a "
        'semicolon in quotes, such as "trust, hope"'
    )
    for sign in ",;":
        text = sign.join(["Område", "Verdi", "Forklaring\nA", "Mot", "Å tore", " og mer\n"])
        assert told(written(tmp_path, text)) == [f"FILE:2:15: {beyond}"]
    text = "Område;Verdi;Forklaring;;Tekst\nA;Mot;x;husk;y\n"
    assert listed_areas(written(tmp_path, text)).told == (
        "1 value in 1 area from v.csv: Mot. Left out: «husk» in line 2, which has no heading.",
        "Left out the column «Forklaring»: another column is read for it.",
    )


@pytest.mark.parametrize(
    ("text", "in_bokmaal", "in_nynorsk"),
    [
        (
            "Trust,We ask\nHope,x\n",
            "her er ingen linje med overskrifter, som område, navn, tekst: filen begynner med "
            "«Trust», «We ask»",
            "her er inga linje med overskrifter, som område, namn, tekst: fila begynner med "
            "«Trust», «We ask»",
        ),
        (
            "kind,area,name,text\nmotto,A,Trust,x\n,A,Hope,y\n",
            "«motto» er ingen kjent type: skriv verdi, spørsmål, dilemma eller område",
            "«motto» er ingen kjend type: skriv verdi, spørsmål, dilemma eller område",
        ),
        (
            "area,name,text\nA,Mot,x\nA,mot,y\n",
            "«A» har allerede en verdi med navnet «mot», på linje 2: gi en av de to et annet "
            "navn, eller slett den",
            "«A» har alt ein verdi med namnet «mot», på linje 2: gi ein av dei to eit anna namn, "
            "eller slett han",
        ),
        (
            "area,name,text\nA,b,x\nA,c,x | y\n",
            "| viser hvor et ord kan deles: sett tegnet mellom to bokstaver, eller ta det bort",
            "| viser kvar eit ord kan delast: set teiknet mellom to bokstavar, eller ta det bort",
        ),
        (
            "area,name,text\n" + "".join(f"A,b{n},c\n" for n in range(61)),
            "«A» har 61 verdier, og det er plass til 60: ta bort noen",
            "«A» har 61 verdiar, og det er plass til 60: ta bort nokre",
        ),
    ],
)
def test_what_is_wrong_is_told_in_norwegian(
    tmp_path: Path, text: str, in_bokmaal: str, in_nynorsk: str
) -> None:
    with pytest.raises(KitError) as caught:
        listed_areas(written(tmp_path, text))
    (problem,) = caught.value.problems
    said = (speech("nb").said(problem.text), speech("nn").said(problem.text))
    assert said == (in_bokmaal, in_nynorsk)


def test_what_was_read_is_told_in_norwegian(tmp_path: Path) -> None:
    text = "Verdier\n\ntype,area,name,text,note\n,A,Mot,x,\nspørsmål,A,,y?,\n,A,Sum,12,\n,A,Ro,z,\n"
    line, column = listed_areas(written(tmp_path, text)).told
    assert speech("nb").said(line).startswith("3 verdier og 1 spørsmål i 1 område fra v.csv: Mot …")
    assert speech("nn").said(line).startswith("3 verdiar og 1 spørsmål i 1 område frå v.csv: Mot …")
    assert "1 rad over overskriftene" in speech("nn").said(line)
    assert speech("nb").said(column) == "Kolonnen «note» er ikke lest: overskriften er ukjent."
    assert speech("nn").said(column) == "Kolonnen «note» er ikkje lesen: overskrifta er ukjend."
