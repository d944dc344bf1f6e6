import pytest

from kit.people.notes import is_closing, is_label, is_note
from kit.reading.totals import is_total


@pytest.mark.parametrize("name", [
    "Kari Vik", "Ludwig van der Berg", "kari vik", "Kari Vik (kommer litt senere enn de andre)",
    "Ola Bø – leder for avdelingen der", "Dearbhla Ní", "Heidi", "Herman", "Sumaya", "Summer",
    "Antallah", "Bestemor Duck", "Bordeaux", "Tableau", "Regardt", "Videl", "Hilsenius",
    "María de la Cruz y García", "X Æ A-12",
])  # fmt: skip
def test_names_are_no_notes(name: str) -> None:
    assert not is_note(name)
    assert not is_label(name)
    assert not is_total(name)
    assert not is_closing(name)
