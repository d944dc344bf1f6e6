"""What a pack and the layouts offer, in tables."""

from kit.authoring.content_listing import content_table, pieces_table
from kit.core.paths import LAYOUTS
from kit.layout.labels import Labels
from kit.layout.pieces import load_pieces
from kit.session.selection import Selection


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
