"""What is wrong with figures and days is said in Norwegian as well."""

import datetime
from collections.abc import Callable

import pytest

from kit.core.language import Language, speech
from kit.typed.days import read_day
from kit.typed.figures import MOST_OFFSET, offset_remark, read_count, read_length, read_offset

TODAY = datetime.date(2026, 11, 2)


READERS: dict[str, Callable[[str], object]] = {
    "length": lambda text: read_length(text, 50.0),
    "count": lambda text: read_count(text, 1000, "personer"),
    "offset": read_offset,
    "day": lambda text: read_day(text, TODAY),
}


def fault_of(given: str) -> str:
    """What is said of a text, by its reader before a colon."""
    kind, _, text = given.partition(":")
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - its text is looked at
        READERS[kind](text)
    (fault,) = caught.value.args
    assert isinstance(fault, str)
    return fault


@pytest.mark.parametrize(
    ("given", "language", "told"),
    [
        ("length:77", "nb", "oppgi millimeter fra 0 til 50"),
        ("length:mye", "nn", "oppgi eit tal i millimeter, til dømes 8 eller 6.5"),
        ("count:12-14", "nb", "oppgi et helt tall fra 1 til 1000: det største, hvis det kan bli "
         "det ene eller det andre"),
        ("count:tolv", "nn", "oppgi eit heilt tal frå 1 til 1000, med siffer, til dømes 24"),
        ("count:12 katter", "nb", "oppgi et helt tall fra 1 til 1000, uten ordet bak"),
        (f"offset:{MOST_OFFSET + 1},0", "nn", "oppgi høgst 10 mm: baksider som er lenger unna enn "
         "det, er vende langs feil kant"),
        ("offset:0,5,1", "nb", "oppgi to tall i millimeter: her står det komma både i tallene og "
         "mellom dem; skriv 0.5,1 eller 0,5; 1 hvis det er det som menes"),
        ("day:torsdag 4.12.2026", "nb", "4. desember 2026 er en fredag, ikke en torsdag: rett ett "
         "av de to"),
        ("day:torsdag 4.12.", "nn", "4. desember 2026 er ein fredag, ikkje ein torsdag: rett eitt "
         "av dei to, eller legg til året"),
        ("day:i morgen", "nb", "skriv selve dagen, 3.11.2026: i morgen er dette en annen dag"),
        ("day:12/31/2026", "nn", "dagen står først, og månad 31 finst ikkje: skriv 31.12.2026 om "
         "det er det som er meint"),
        ("day:3.12.2026 kl. 9", "nb", "skriv bare dagen, for eksempel 3.12.2026: klokkeslettet "
         "kommer ikke med på trykk"),
    ],
)  # fmt: skip
def test_a_fault_is_said_in_norwegian(given: str, language: Language, told: str) -> None:
    assert speech(language).said(fault_of(given)) == told


@pytest.mark.parametrize(
    ("given", "language", "told"),
    [
        ("3/12", "nb", "lest som torsdag 3. desember 2026, med dagen først, den neste som kommer"),
        ("3.12.2023", "nn", "lest som søndag 3. desember 2023, som er forbi for lenge sidan"),
        ("3.12.2036", "nb", "lest som onsdag 3. desember 2036, som er langt fram i tid"),
    ],
)
def test_how_a_day_was_read_is_said_in_norwegian(given: str, language: Language, told: str) -> None:
    assert speech(language).said(read_day(given, TODAY)[1]) == told


def test_how_figures_were_read_is_said_in_norwegian() -> None:
    assert speech("nb").said(read_count("ca. 20", 100, "")[1]) == "regnet som 20"
    told = "lest som 2 mm mot venstre og 5 mm ned; om det er eitt tal, skriv -2.5,0"
    assert speech("nn").said(offset_remark("-2,5")) == told
