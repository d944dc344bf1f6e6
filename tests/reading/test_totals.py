import pytest

from kit.reading.totals import figure_of_total


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Sum", ""),
        ("TOTALT:", ""),
        ("I alt 24", "24"),
        ("Antall verdier: 1 024", "1 024"),
        ("Antall deltakere = 24", "24"),
        ("Subtotal", ""),
        ("Grand total 3.5", "3.5"),
        ("Tilsammen", ""),
        ("Til sammen 24 stykker.", "24"),
        ("Totalt: 24 personer", "24"),
        ("Sum stykker", None),
        ("Summer", None),
        ("Sum av alt", None),
        ("Antallah", None),
        ("24", None),
        ("", None),
    ],
)
def test_sums_are_told_from_names(text: str, figure: str | None) -> None:
    assert figure_of_total(text) == figure
