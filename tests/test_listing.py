from dataclasses import replace

import pytest

from kit.bundled import LAYOUTS
from kit.labels import Labels
from kit.listing import content_table, jobs_table, pieces_table, printers_table
from kit.paper import Size
from kit.pieces import load_pieces
from kit.print_job import PrintJob
from kit.printers import Printer
from kit.printing import Printing
from kit.selection import Selection


def test_areas_and_values(everything: Selection) -> None:
    areas = content_table("areas", everything)
    assert areas.rows[2] == ("3", "etiske", "Etiske og rettighetsbaserte verdier", "10")
    values = content_table("values", everything)
    assert len(values.rows) == 40
    assert values.records()[25] == {
        "number": "3.6",
        "id": "menneskerettighetsfokus",
        "name": "Menneskerettighetsfokus",
        "definition": "Forankre praksis i grunnleggende rettigheter til frihet, verdighet og "
        "deltakelse",
    }


def test_dilemmas_and_questions(everything: Selection) -> None:
    dilemmas = content_table("dilemmas", everything)
    assert [(row[0], row[1]) for row in dilemmas.rows] == [
        ("3", "nar-onsker-og-risiko-kolliderer"),
        ("3", "a-tale-usikkerhet"),
        ("3", "maktbruk-med-respekt"),
    ]
    questions = content_table("questions", everything)
    assert [row[0] for row in questions.rows] == ["1"] * 4 + ["2"] * 9
    assert questions.rows[0][3].startswith("Tenk over konkrete situasjoner")
    assert questions.rows[5][3] == ""


def test_pieces(labels: Labels) -> None:
    table = pieces_table(load_pieces(LAYOUTS), labels)
    assert table.rows[3] == ("dilemma-cards", "Dilemmakort", "dilemmakort.pdf", "136 × 95 mm", "A4")
    assert all(len(row) == len(table.columns) for row in table.rows)


CARDS = PrintJob(
    piece="value-cards",
    title="Verdikort",
    file="verdikort.pdf",
    paper="A4",
    weight=(160, 200),
    amount="table",
    size=Size(63, 88.5),
    pages=10,
    sheets=5,
    sides=2,
    flip="short",
)


def test_files_for_the_office_are_listed_with_their_paper() -> None:
    fronts = replace(CARDS, file="fronts.pdf", sides=1, flip=None, part="fronts")
    backs = replace(fronts, file="backs.pdf", sheets=0, part="backs")
    table = jobs_table([CARDS, fronts, backs], Printing())
    assert table.columns == ("file", "paper", "sheets", "sides", "flip edge")
    assert table.rows == (
        ("verdikort.pdf", "A4", "5", "2", "short"),
        ("fronts.pdf", "A4", "5", "1", "–"),
        ("backs.pdf", "A4", "0", "1", "–"),
    )


@pytest.mark.parametrize("to", ["print-shop", "screen"])
def test_files_for_others_are_listed_with_their_pages_and_size(to: str) -> None:
    table = jobs_table([replace(CARDS, paper="")], Printing.model_validate({"for": to}))
    assert table.columns == ("file", "pages", "size")
    assert table.rows == (("verdikort.pdf", "10", "63 × 88.5 mm"),)


def test_printers_are_listed_as_they_are_typed() -> None:
    """What a row says can be given to `kit printer add` as it stands."""
    far = Printer(offset=(-0.25, 10), margin=6.5, duplex="none", papers=("Letter", "SRA3"))
    table = printers_table({"HP kontor": far, "hjemme": Printer()})
    assert table.records() == [
        {
            "name": "HP kontor",
            "offset": "-0.25,10",
            "upright-offset": "0,0",
            "margin": "6.5",
            "duplex": "none",
            "papers": "letter,sra3",
        },
        {
            "name": "hjemme",
            "offset": "0,0",
            "upright-offset": "0,0",
            "margin": "8",
            "duplex": "long",
            "papers": "a4",
        },
    ]
    for record, printer in zip(table.records(), (far, Printer()), strict=True):
        del record["name"]
        assert Printer.model_validate(record) == printer
