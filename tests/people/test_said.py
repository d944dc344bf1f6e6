"""What is wrong with a list of people, and what was read of it, is said in Norwegian, whole."""

from pathlib import Path

import pytest

from kit.core.errors import KitError
from kit.core.language import Language, speech
from kit.people.read import listed_participants
from tests.made_workbooks import with_sheets, workbook
from tests.people.lists import at_file, lines, read

SAID: tuple[Language, ...] = ("nb", "nn")


def told_of(folder: Path, data: str | bytes, name: str, column: str) -> list[str]:
    """What a list tells: why it is refused, or what was read of it."""
    try:
        return lines(read(folder, data, column, name))
    except KitError as error:
        return [problem.text for problem in error.problems]


def said(texts: list[str], language: Language) -> list[str]:
    return [speech(language).said(text) for text in texts]


@pytest.mark.parametrize(
    ("name", "data", "column", "bokmaal", "nynorsk"),
    [
        ("a.csv", "Navn\nKari kommer ikke\n", "",
         "«Kari kommer ikke» inneholder «kommer ikke»: skriv bare navnet, eller ta det bort hvis "
         "vedkommende ikke kommer",
         "«Kari kommer ikke» inneheld «kommer ikke»: skriv berre namnet, eller ta det bort dersom "
         "vedkomande ikkje kjem"),
        ("a.csv", 'Navn;Bord\n"Kari Vik\nLege";1\n', "",
         "det står flere linjer i denne cellen: skriv bare navnet, på én linje",
         "det står fleire linjer i denne cella: skriv berre namnet, på éi linje"),
        ("a.csv", "Vare;Pris\nKaffe;20\n", "",
         "a.csv har flere kolonner og ingen kjente overskrifter: på linje 1 står «Vare», «Pris»: "
         "skriv navn over navnene, eller oppgi hvilken kolonne de står i, for eksempel --column A",
         "a.csv har fleire kolonnar og ingen kjende overskrifter: på linje 1 står «Vare», «Pris»: "
         "skriv namn over namna, eller oppgi kva kolonne dei står i, til dømes --column A"),
        ("a.csv", "Deltaker;Pris\nKari;20\n", "Deltakr",
         "a.csv har ingen kolonne «Deltakr»: mente du «Deltaker»? Overskriftene er «Deltaker», "
         "«Pris»",
         "a.csv har ingen kolonne «Deltakr»: meinte du «Deltaker»? Overskriftene er «Deltaker», "
         "«Pris»"),
        ("a.txt", "Deltakerliste\n\nBord 1:\n", "",
         "det står ingen navn i a.txt, bare det som er lest som titler, merknader eller summer, "
         "for eksempel «Deltakerliste»: skriv hvert navn alene på sin linje",
         "det står ingen namn i a.txt, berre det som er lese som titlar, merknader eller summar, "
         "til dømes «Deltakerliste»: skriv kvart namn åleine på si linje"),
        ("a.vcf", "BEGIN:VCARD\nFN:Kari\n", "",
         "denne kontakten mangler slutten: del kontaktene på nytt",
         "denne kontakten manglar slutten: del kontaktane på nytt"),
        ("a.txt", "Kari <kari@x.no>; ola@x.no", "",
         "ola@x.no står uten navn: skriv navnet i stedet",
         "ola@x.no står utan namn: skriv namnet i staden"),
        ("a.xlsx", workbook(["Navn"], ["Kari"], [12]), "",
         "ark «Sheet», A3: her står det ikke noe navn, men et tall, 12: skriv navnet i en celle "
         "som er formatert som tekst",
         "ark «Sheet», A3: her står det ikkje noko namn, men eit tal, 12: skriv namnet i ei celle "
         "som er formatert som tekst"),
        ("a.csv", "navn\n" + "Kari\n" * 1001, "",
         "a.csv: dette er 1001 personer, og det er plass til 1000: del dem på flere økter",
         "a.csv: dette er 1001 personar, og det er plass til 1000: del dei på fleire økter"),
    ],
)  # fmt: skip
def test_why_a_list_is_refused_is_said(
    tmp_path: Path, name: str, data: str | bytes, column: str, bokmaal: str, nynorsk: str
) -> None:
    told = told_of(tmp_path, data, name, column)
    assert [said(told, language) for language in SAID] == [[bokmaal], [nynorsk]]


@pytest.mark.parametrize(
    ("name", "data", "bokmaal", "nynorsk"),
    [
        ("a.csv", "Fagdag\nNavn;Kommer\nVik, Kari;ja\n\nMoe, Ola;nei\nVik, Kari;ja\n", [
            "3 navn fra a.csv: Kari Vik … Kari Vik. Utelatt: 1 tom linje, 1 linje over "
            "overskriftene (fra «Fagdag»).",
            "«Vik, Kari» skrives ut som «Kari Vik», og 1 til på samme måte.",
            "«Kari Vik» står to ganger, på linje 3 og 6: begge er med.",
            "«Moe, Ola» (linje 5) er lest, selv om det står «nei» ved siden av navnet: ta bort dem "
            "som ikke kommer.",
        ], [
            "3 namn frå a.csv: Kari Vik … Kari Vik. Utelate: 1 tom linje, 1 linje over "
            "overskriftene (frå «Fagdag»).",
            "«Vik, Kari» blir skrive ut som «Kari Vik», og 1 til på same måten.",
            "«Kari Vik» står to gonger, på linje 3 og 6: begge er med.",
            "«Moe, Ola» (linje 5) er lesen, sjølv om det står «nei» ved sida av namnet: ta bort "
            "dei som ikkje kjem.",
        ]),
        ("a.csv", "Navn\nKari Vik (vegetar)\nOla Moe (gjest)\nPer <per@x.no>\n", [
            "3 navn fra a.csv: Kari Vik (vegetar) … Per.",
            "1 e-postadresse er utelatt.",
            "«(gjest)» er utelatt etter 1 navn.",
            "«Kari Vik (vegetar)» skrives ut som det står: skriv bare navnet der det ikke skal "
            "være slik.",
        ], [
            "3 namn frå a.csv: Kari Vik (vegetar) … Per.",
            "1 e-postadresse er utelaten.",
            "«(gjest)» er utelate etter 1 namn.",
            "«Kari Vik (vegetar)» blir skrive ut som det står: skriv berre namnet der det ikkje "
            "skal vere slik.",
        ]),
        ("a.xlsx", workbook(book=with_sheets(
            Lag1=[["Navn"], ["Kari"], ["Ola"]], Lag2=[["Navn"], ["Per"]], Avmeldte=[["Liv Li"]],
        )), [
            "3 navn fra a.xlsx, ark «Lag1» og «Lag2»: Kari … Per. Utelatt: arket «Avmeldte».",
            'De som står på arket «Avmeldte», er ikke lest: --sheet "Avmeldte" leser bare dem.',
        ], [
            "3 namn frå a.xlsx, ark «Lag1» og «Lag2»: Kari … Per. Utelate: arket «Avmeldte».",
            'Dei som står på arket «Avmeldte», er ikkje lesne: --sheet "Avmeldte" les berre dei.',
        ]),
    ],
)  # fmt: skip
def test_what_was_read_is_said(
    tmp_path: Path, name: str, data: str | bytes, bokmaal: list[str], nynorsk: list[str]
) -> None:
    told = told_of(tmp_path, data, name, "")
    assert [said(told, language) for language in SAID] == [bokmaal, nynorsk]


def test_what_is_wrong_with_names_in_a_session_file_is_said() -> None:
    with pytest.raises(KitError) as caught:
        listed_participants(["", "kari@vik.no"], lambda _, text: at_file(text))
    told = [problem.text for problem in caught.value.problems]
    assert said(told, "nb") == [
        "her står det ikke noe navn: skriv det, eller ta det bort",
        "«kari@vik.no» er en e-postadresse og ikke et navn: skriv navnet",
    ]
