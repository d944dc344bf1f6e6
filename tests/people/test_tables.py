from pathlib import Path

import pytest

from tests.people.lists import lines, names, read, refused

CASES = Path(__file__).parent / "cases"

TEAMS = """1. Sammendrag
Møtetittel\tFagdag
Deltakere som deltok\t3
Starttidspunkt\t03.12.2026, 09:00:00
Møtevarighet\t2t

2. Deltakere
Navn\tFørste gang deltakeren ble med\tVarighet i møte\tE-post\tDeltaker-ID (UPN)\tRolle
Kari Vik\t03.12.2026, 09:00\t2t\tk@x.no\tk@x.no\tOrganisator
Ola Bø\t03.12.2026, 09:00\t2t\to@x.no\to@x.no\tPresentatør
Åse Ås (Ekstern)\t03.12.2026, 09:00\t2t\t\t\tDeltaker

3. Aktiviteter under møtet
Navn\tTidspunkt for å bli med\tVarighet\tE-post\tRolle
Kari Vik\t03.12.2026, 09:00\t1t\tk@x.no\tOrganisator
Kari Vik\t03.12.2026, 10:00\t1t\tk@x.no\tOrganisator
"""


def test_of_a_report_of_teams_the_participants_are_read(tmp_path: Path) -> None:
    listed = read(tmp_path, TEAMS.encode("utf-16"))
    assert names(listed) == ["Kari Vik", "Ola Bø", "Åse Ås"]
    assert lines(listed) == [
        "3 names from a.csv: Kari Vik … Åse Ås. Left out: 2 empty lines, 6 lines above the "
        "headings (from «1. Sammendrag» on), lines 13–16 «3. Aktiviteter under møtet».",
        "«(Ekstern)» was left out behind 1 name.",
    ]


def test_so_it_is_in_english(tmp_path: Path) -> None:
    text = (
        "1. Summary\nMeeting title\tValues\nAttended participants\t2\n\n2. Participants\n"
        "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole\n"
        "Kari Vik\t1\t2\t3\tk@x.no\tOrganizer\nOla (Guest)\t1\t2\t3\t\tPresenter\n\n"
        "3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
        "Eli\t1\t2\t3\te@x.no\tPresenter\n"
    )
    assert names(read(tmp_path, text.encode("utf-16"))) == ["Kari Vik", "Ola"]


@pytest.mark.parametrize(
    ("text", "expected", "again"),
    [
        (
            "Full Name\tUser Action\tTimestamp\nKari Vik\tJoined\t9:00\nOla Bø\tJoined\t9:01\n"
            "Kari Vik\tLeft\t9:30\nKari Vik\tJoined\t9:40\n",
            ["Kari Vik", "Ola Bø"],
            2,
        ),
        (
            "Meeting Summary\nMeeting Title\tX\n\nFull Name\tJoin Time\tLeave Time\tEmail\n"
            "Kari Vik\t1\t2\tk@x.no\nKari Vik\t3\t4\tk@x.no\nKari Vik\t1\t2\tother@x.no\n",
            ["Kari Vik", "Kari Vik"],
            1,
        ),
    ],
)
def test_in_a_log_a_person_is_one_however_often_he_or_she_joined(
    tmp_path: Path, text: str, expected: list[str], again: int
) -> None:
    listed = read(tmp_path, text.encode("utf-16"))
    assert names(listed) == expected
    assert listed.read
    assert sum(one.count for one in listed.read.left_out if one.why == "again") == again


def test_facts_may_stand_above_the_headings(tmp_path: Path) -> None:
    facts = "Kurs\tVerdier\nSted\tSal 2\nDato\t3.12.\nKl\t9-11\nAntall\t2\n"
    text = f"{facts}Navn\tE-post\nKari Vik\tk@x.no\n"
    listed = read(tmp_path, text)
    assert names(listed) == ["Kari Vik"]
    assert lines(listed) == [
        "1 name from a.csv: Kari Vik. Left out: 5 lines above the headings (from «Kurs» on)."
    ]
    # One of them may look like headings.
    text = "Navn;Fagdag om verdier\nSted;Sal 2\nDato;3.12.\n\nNavn;E-post\nKari;k@x.no\n"
    assert names(read(tmp_path, text)) == ["Kari"]


@pytest.mark.parametrize(
    ("text", "expected", "left_out"),
    [
        # People in groups, with the same columns and empty lines between.
        ("Navn;Firma\nKari;A\nOla;B\n\nPer;C\nEli;D\n", "Kari,Ola,Per,Eli", ""),
        ("Navn;E-post\nKari;k@x\n\nPer;p@x\nEli;\n", "Kari,Per,Eli", ""),
        ("Navn;Firma\n\nBord 1;\nKari;A\n\nBord 2;\nEli;D\n", "Kari,Eli", "Bord 1,Bord 2"),
        ("Navn;E-post\nKari;k@x\n\nVinduet\nPer;p@x\n", "Kari,Per", "Vinduet"),
        ("Bord 1\nNavn;Firma\nKari;A\n\nBord 2\nNavn;Firma\nEli;D\n", "Kari,Eli", "Bord 1,Bord 2"),
        # What stands below and is something else.
        ("Navn;E-post\nKari;k@x\n\nKontakt;Lise\nTelefon;12345678\n", "Kari", "Kontakt,Telefon"),
        ("Navn;E-post\nKari;k@x\n\nLise Berg;kursleder\nLiv;12\n", "Kari", "Lise Berg"),
        ("Navn\nKari\nOla\n\nHilsen\n", "Kari,Ola", "Hilsen"),
        ("Navn\nKari\n\nOppdatert av meg i dag\n", "Kari", "Oppdatert av meg i dag"),
        ("Navn;Bord\nKari;1\nSum;1\n", "Kari", "Sum"),
        ("Navn;Bord\nKari;1\nAntall: 1\n", "Kari", "Antall: 1"),
        ("Nr;Navn\n1;Kari\n2;\n3;\n", "Kari", "2"),
        # A list that somebody sorted, with its headings.
        ("Anne\nKari\nNavn\nOla", "Anne,Kari,Ola", ""),
        ("Anne;1\nKari;2\nNavn;Bord\nOla;3", "Anne,Kari,Ola", ""),
        ("Tabell 1;;\nNavn;Bord;\nKari;1;\n;;\nOla;2;\n", "Kari,Ola", "Tabell 1"),
    ],
)  # fmt: skip
def test_the_table_ends_where_something_else_begins(
    tmp_path: Path, text: str, expected: str, left_out: str
) -> None:
    listed = read(tmp_path, text)
    assert names(listed) == expected.split(",")
    assert listed.read
    told = [one.shown for one in listed.read.left_out if one.why != "headings"]
    assert ",".join(told) == left_out


def test_a_name_that_is_missing_among_the_first_is_told(tmp_path: Path) -> None:
    told = "a.csv:3:3: no name stands in this line: write it, or empty the line"
    assert refused(tmp_path, "Nr;Navn\n1;Kari\n2;\n3;Ola\n").startswith("a.csv:3:3")
    assert refused(tmp_path, "Nr;Navn\n1;Kari\n2;;\n3;Ola\n") == told


def test_names_under_several_headings_are_refused(tmp_path: Path) -> None:
    text = "Navn;E-post\nKari;k@x\n\nNavn;Telefon\nOla;12345678\n"
    assert refused(tmp_path, text) == (
        "okt.yaml:5:8: a.csv has names under several headings: line 1 («Navn», «E-post»), line 4 "
        "(«Navn», «Telefon»): keep those to read, without the rest"
    )


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        (
            "ID;Starttidspunkt;E-post;Navn;Fullt navn\n1;x;anonymous;;Kari Vik\n2;x;;;Ola\n",
            "Kari Vik,Ola",
            ["«Navn» is empty: names are taken from «Fullt navn», which has 2."],
        ),
        (
            "Navn;Hva er ditt fulle navn?\n;Kari Vik\nOla Bø;\n",
            "Kari Vik,Ola Bø",
            ["Where «Navn» is empty, names are taken from «Hva er ditt fulle navn?»."],
        ),
        (
            "Navn;Fornavn;Etternavn\n;Kari;Vik\nOla Bø;Ola;Bø\n",
            "Kari Vik,Ola Bø",
            [
                "«Navn» has 1 name only: names are taken from «Fornavn» and «Etternavn», which has "
                "2."
            ],
        ),
        ("Navn;Fullt navn\nKari;Kari Vik\n", "Kari", []),
    ],
)
def test_the_column_is_taken_that_is_filled(
    tmp_path: Path, text: str, expected: str, told: list[str]
) -> None:
    listed = read(tmp_path, text)
    assert names(listed) == expected.split(",")
    assert [line for line in lines(listed)[1:] if line.startswith(("«Navn»", "Where"))][:1] == told


def test_where_the_column_of_names_is_empty_another_is_asked_for(tmp_path: Path) -> None:
    text = "ID;E-post;Navn;Kva kallar vi deg?\n1;anonymous;;Kari\n2;anonymous;;Ola\n"
    assert refused(tmp_path, text) == (
        "okt.yaml:4:9: no name stands below the headings of names in a.csv: say which column has "
        'them, such as --column "Kva kallar vi deg?"'
    )
    assert names(read(tmp_path, text, "Kva kallar vi deg?")) == ["Kari", "Ola"]


def test_two_lists_beside_each_other_are_refused(tmp_path: Path) -> None:
    text = "Navn;Bord;Navn;Bord\nKari;1;Ola;2\nPer;1;Eli;2\n"
    assert refused(tmp_path, text) == (
        "okt.yaml:4:9: a.csv has several columns headed «Navn», A and C: write one list below the "
        "other, or say --column A"
    )
    assert names(read(tmp_path, text, "C")) == ["Ola", "Eli"]
    assert names(read(tmp_path, "Navn;Bord;Navn\nKari;1;\n")) == ["Kari"]


def test_a_column_is_named_by_its_letter_or_number(tmp_path: Path) -> None:
    assert names(read(tmp_path, "3;Kari\n4;Ola", "B")) == ["Kari", "Ola"]
    assert names(read(tmp_path, "Kari;3\nOla;4", "1")) == ["Kari", "Ola"]
    assert names(read(tmp_path, "Navn;Leder\nKari;Lise\n", "B")) == ["Lise"]
    # A heading goes before a letter.
    assert names(read(tmp_path, "C;Navn;B\nKari;x;Lise\n", "b")) == ["Lise"]
