"""Lists of people as programs write them: each is read as a person reads it, or refused.

People and addresses in them are invented.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from kit.core.errors import KitError
from tests.made_workbooks import with_sheets, workbook
from tests.people.lists import names, read

ASE, OLA, KARI = "Åse Ødegård", "Ola Næss", "Kari Vik"
THREE = (ASE, OLA, KARI)


@dataclass(frozen=True)
class ProgramList:
    """A file of some program: its name, what it holds, and who stands in it.

    Where it cannot be read, `people` is empty and `refusal` is a part of what is told.
    """

    file: str
    data: bytes
    people: tuple[str, ...] = ()
    refusal: str = ""


def _text(lines: Iterable[str], encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    return (end.join(lines) + end).encode(encoding)


def _workbook(sheets: Mapping[str, Iterable[Iterable[object]]]) -> bytes:
    return workbook(book=with_sheets(**sheets))


LISTS: Mapping[str, ProgramList] = {
    "Excel, CSV of Norwegian Windows": ProgramList(
        "folk.csv",
        _text(
            (
                "Navn;Avdeling;E-post",
                f"{ASE};Øst;aase@hf.example",
                f"{OLA};Vest;ola@hf.example",
                f"{KARI};;kari@hf.example",
            ),
            "cp1252",
        ),
        THREE,
    ),
    "Excel, CSV UTF-8, last names first": ProgramList(
        "folk.csv",
        _text(
            ("Etternavn;Fornavn;Tlf", "Ødegård;Åse;40000001", "Næss;Ola;40000002", "Vik;Kari;"),
            "utf-8-sig",
        ),
        THREE,
    ),
    "Excel, a title, facts, the list and its sum": ProgramList(
        "paamelding.xlsx",
        _workbook(
            {
                "Påmelding": [
                    ("Fagdag om verdier",),
                    ("Dato", "3. desember"),
                    ("Sted", "Sal 2"),
                    (),
                    ("Nr.", "Navn", "Avdeling"),
                    (1, ASE, "Øst"),
                    (2, OLA, "Vest"),
                    (3, KARI, "Øst"),
                    (),
                    ("Sum", 3),
                ]
            }
        ),
        THREE,
    ),
    "Excel, a cover and a sheet for each ward": ProgramList(
        "avdelinger.xlsx",
        _workbook(
            {
                "Informasjon": [("Fagdag om verdier",), ("Fyll ut arket for din avdeling.",)],
                "Øst": [("Navn", "Stilling"), (ASE, "Sykepleier"), (OLA, "Lege")],
                "Vest": [("Navn", "Stilling"), (KARI, "Vernepleier")],
            }
        ),
        THREE,
    ),
    "Google Forms, CSV": ProgramList(
        "Påmelding (svar).csv",
        _text(
            (
                'Tidsstempel,"Navn (fornavn og etternavn)","Allergier, hvis du har noen"',
                f'24.11.2026 kl. 08.12.31,{ASE},"nøtter, egg"',
                f"24.11.2026 kl. 09.00.02,{OLA},",
                f"25.11.2026 kl. 11.47.10,{KARI},Ingen",
            ),
            end="\n",
        ),
        THREE,
    ),
    "Google Contacts, CSV": ProgramList(
        "contacts.csv",
        _text(
            (
                "First Name,Middle Name,Last Name,Phonetic First "
                "Name,Nickname,Organization Name,Notes,"
                "Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value",
                "Åse,,Ødegård,,,Østre DPS,,* myContacts,* "
                "Work,aase@hf.example,Mobile,+47 400 00 001",
                "Ola,,Næss,,,,,* myContacts,* Work,ola@hf.example,,",
                "Kari,,Vik,,,,,* myContacts,,,Mobile,+47 400 00 003",
            ),
            end="\n",
        ),
        THREE,
    ),
    "Google Sheets, TSV without headings": ProgramList("folk.tsv", _text(THREE, end="\n"), THREE),
    "Numbers, CSV with the name of its table": ProgramList(
        "Fagdag.csv",
        _text(("Ark 1: Tabell 1", "Navn;Bord", f"{ASE};1", f"{OLA};1", f"{KARI};2"), end="\n"),
        THREE,
    ),
    "Numbers, saved for Excel": ProgramList(
        "Fagdag.xlsx",
        _workbook(
            {
                "Eksportoppsummering": [
                    (
                        "Dette dokumentet er eksportert fra Numbers. Hver tabell ble konvertert "
                        "til et "
                        "Excel-ark.",
                    ),
                    (),
                    ("Navn på Numbers-ark", "Navn på Numbers-tabell", "Navn på Excel-ark"),
                    ("Ark 1", "Tabell 1", "Ark 1"),
                ],
                "Ark 1": [("Tabell 1", None), ("Navn", "Bord"), (ASE, 1), (OLA, 1), (KARI, 2)],
            }
        ),
        THREE,
    ),
    "Outlook, recipients of a mail": ProgramList(
        "til.txt",
        _text(
            (
                "Ødegård, Åse <aase@hf.example>; Næss, Ola <ola@hf.example>; Vik, Kari "
                "<kari@hf.example>",
            )
        ),
        THREE,
    ),
    "Gmail, recipients of a mail": ProgramList(
        "til.txt",
        _text((f'"{ASE}" <aase@hf.example>, {OLA} <ola@hf.example>,', f"{KARI} <kari@hf.example>")),
        THREE,
    ),
    "Outlook, who was asked to a meeting": ProgramList(
        "mote.txt",
        _text(
            (
                "Navn\tDeltakelse\tSvar",
                "Ødegård, Åse\tMøtearrangør\tIngen",
                "Næss, Ola\tObligatorisk deltaker\tGodtatt",
                "Vik, Kari\tValgfri deltaker\tForeløpig",
            ),
        ),
        THREE,
    ),
    "Outlook, contacts in Norwegian": ProgramList(
        "kontakter.csv",
        _text(
            (
                '"Tittel","Fornavn","Mellomnavn","Etternavn","Suffiks","Firma","Avdeling","Stilling",'
                '"E-postadresse","Visningsnavn for e-post"',
                '"","Åse","","Ødegård","","Østre DPS","","Sykepleier","aase@hf.example",'
                '"Ødegård, Åse (aase@hf.example)"',
                '"Dr.","Ola","","Næss","","","","Lege","ola@hf.example",""',
                '"","Kari","","Vik","","","","","kari@hf.example",""',
            ),
            "cp1252",
        ),
        THREE,
    ),
    "Teams, attendance": ProgramList(
        "Fagdag – Oppmøterapport 03-12-26.csv",
        _text(
            (
                "1. Sammendrag",
                "Møtetittel\tFagdag om verdier",
                "Deltakere som møtte\t3",
                "Starttidspunkt\t03.12.26, 09:00:12",
                "Sluttidspunkt\t03.12.26, 11:02:40",
                "Møtevarighet\t2t 2m 28s",
                "Gjennomsnittlig tid for deltakelse\t1t 58m 3s",
                "",
                "2. Deltakere",
                "Navn\tFørste gang ble med\tForlot sist\tVarighet i "
                "møte\tE-post\tDeltaker-ID (UPN)\t"
                "Rolle",
                f"{ASE}\t03.12.26, 09:00:12\t03.12.26, 11:02:40\t2t 2m 28s\taase@hf.example\t"
                "aase@hf.example\tArrangør",
                f"{OLA}\t03.12.26, 09:01:02\t03.12.26, 11:02:30\t2t 1m 28s\tola@hf.example\t"
                "ola@hf.example\tPresentatør",
                f"{KARI} (Ekstern)\t03.12.26, 09:04:44\t03.12.26, 11:01:30\t1t 56m "
                "46s\t\t\tDeltaker",
                "",
                "3. Aktiviteter under møtet",
                "Navn\tTidspunkt for å bli med\tTidspunkt for å forlate\tVarighet\tE-post\tRolle",
                f"{ASE}\t03.12.26, 09:00:12\t03.12.26, 11:02:40\t2t 2m "
                "28s\taase@hf.example\tArrangør",
                f"{OLA}\t03.12.26, 09:01:02\t03.12.26, 10:00:30\t59m "
                "28s\tola@hf.example\tPresentatør",
                f"{OLA}\t03.12.26, 10:05:02\t03.12.26, 11:02:30\t57m "
                "28s\tola@hf.example\tPresentatør",
                f"{KARI} (Ekstern)\t03.12.26, 09:04:44\t03.12.26, 11:01:30\t1t 56m 46s\t\tDeltaker",
            ),
            "utf-16",
        ),
        THREE,
    ),
    "Teams, attendance in English": ProgramList(
        "Fagdag - Attendance report 12-3-26.csv",
        _text(
            (
                "1. Summary",
                "Meeting title\tFagdag om verdier",
                "Attended participants\t3",
                "Start time\t12/3/26, 9:00:12 AM",
                "End time\t12/3/26, 11:02:40 AM",
                "Meeting duration\t2h 2m 28s",
                "Average attendance time\t1h 58m 3s",
                "",
                "2. Participants",
                "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant "
                "ID (UPN)\tRole",
                f"{ASE}\t12/3/26, 9:00:12 AM\t12/3/26, 11:02:40 AM\t2h 2m 28s\taase@hf.example\t"
                "aase@hf.example\tOrganizer",
                f"{OLA}\t12/3/26, 9:01:02 AM\t12/3/26, 11:02:30 AM\t2h 1m\tola@hf.example\t"
                "ola@hf.example\tPresenter",
                f"{KARI}\t12/3/26, 9:04:44 AM\t12/3/26, 11:01:30 AM\t1h 56m 46s\t\t\tAttendee",
                "",
                "3. In-Meeting Activities",
                "Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole",
                f"{ASE}\t12/3/26, 9:00:12 AM\t12/3/26, 11:02:40 AM\t2h 2m 28s\t\tOrganizer",
                f"{KARI}\t12/3/26, 9:04:44 AM\t12/3/26, 11:01:30 AM\t1h 56m 46s\t\tAttendee",
            ),
            "utf-16",
        ),
        THREE,
    ),
    "Zoom, participants": ProgramList(
        "participants_81234567890.csv",
        _text(
            (
                "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants",
                "812 3456 7890,Fagdag om verdier,03.12.2026 09:00:00,03.12.2026 11:00:00,"
                "aase@hf.example,120,3",
                "",
                "Name (Original Name),User Email,Total Duration (Minutes),Guest",
                f"{ASE},aase@hf.example,120,No",
                f"{OLA},,118,Yes",
                f"{KARI},,117,Yes",
            ),
            "utf-8-sig",
        ),
        THREE,
    ),
    "Forms, answers without signing in": ProgramList(
        "Påmelding.xlsx",
        _workbook(
            {
                "Ark1": [
                    (
                        "ID",
                        "Starttidspunkt",
                        "Fullføringstidspunkt",
                        "E-post",
                        "Navn",
                        "Fullt navn",
                        "Noe vi bør vite?",
                    ),
                    (1, "24.11.26 8:12", "24.11.26 8:13", "anonymous", None, ASE, None),
                    (2, "24.11.26 9:00", "24.11.26 9:01", "anonymous", None, OLA, "Kommer 9.15"),
                    (3, "25.11.26 11:47", "25.11.26 11:48", "anonymous", None, KARI, None),
                ]
            }
        ),
        THREE,
    ),
    "iOS, contacts": ProgramList(
        "Kontakter.vcf",
        _text(
            line
            for family, given in (("Ødegård", "Åse"), ("Næss", "Ola"), ("Vik", "Kari"))
            for line in (
                "BEGIN:VCARD",
                "VERSION:3.0",
                "PRODID:-//Apple Inc.//iPhone OS 18.1//EN",
                f"N:{family};{given};;;",
                f"FN:{given} {family}",
                "TEL;type=CELL;type=VOICE;type=pref:400 00 000",
                "END:VCARD",
            )
        ),
        THREE,
    ),
    "a mail typed by hand": ProgramList(
        "folk.txt", _text(("Deltakere:", "", f"1. {ASE}", f"2. {OLA}", f"3. {KARI}", "")), THREE
    ),
    "a mail typed by hand, with bullets": ProgramList(
        "folk.txt", _text((f"- {ASE}", f"- {OLA}", f"- {KARI}")), THREE
    ),
    "names typed on one line": ProgramList("folk.txt", _text((", ".join(THREE),)), THREE),
    "a salary system, numbers first": ProgramList(
        "uttrekk.csv",
        _text(
            (
                "Ansattnr;Etternavn;Fornavn;Stillingskode;Org.enhet",
                "000123;Ødegård;Åse;7174;Øst",
                "000124;Næss;Ola;7855;Vest",
                "000125;Vik;Kari;6814;Øst",
            ),
            "cp1252",
        ),
        THREE,
    ),
    "last names first in one column": ProgramList(
        "folk.csv",
        _text(("Navn;Tlf", '"Ødegård, Åse";1', '"Næss, Ola";2', '"Vik, Kari";3'), "utf-8-sig"),
        THREE,
    ),
    "a list with names twice": ProgramList("folk.txt", _text((*THREE, OLA)), (*THREE, OLA)),
    "several columns, none of which is known": ProgramList(
        "folk.csv",
        _text((f"{ASE};Øst;ja", f"{OLA};Vest;nei", f"{KARI};Øst;ja")),
        refusal="--column",
    ),
    "Excel, Unicode text": ProgramList(
        "folk.txt", _text(("Navn\tBord", f"{ASE}\t1", f"{OLA}\t1", f"{KARI}\t2"), "utf-16"), THREE
    ),
    "Excel, whose first line names the separator": ProgramList(
        "folk.csv",
        _text(("sep=;", "Nr;Etternavn;Fornavn", "1;Ødegård;Åse", "2;Næss;Ola", "3;Vik;Kari", ";;")),
        THREE,
    ),
    "Google Contacts, as they were": ProgramList(
        "contacts.csv",
        _text(
            (
                "Name,Given Name,Additional Name,Family Name,Yomi Name,E-mail 1 - Value",
                f"{ASE},Åse,,Ødegård,,a@x.no",
                f"{OLA},Ola,,Næss,,",
                f"{KARI},Kari,,Vik,,",
            )
        ),
        THREE,
    ),
    "Zoom, one who came twice": ProgramList(
        "participants.csv",
        _text(
            (
                "Name (Original Name),User Email,Join Time,Leave Time",
                f"{ASE},a@x.no,1,2",
                f"{OLA},o@x.no,1,2",
                f"{KARI},,1,4",
                f"{ASE},a@x.no,3,4",
            )
        ),
        THREE,
    ),
    "Word, a numbered list": ProgramList(
        "folk.txt", _text((f"1.\t{ASE}", f"2.\t{OLA}", f"3.\t{KARI}"), "cp1252"), THREE
    ),
    "a mail with a greeting and a signature": ProgramList(
        "folk.txt",
        _text(
            (
                "Hei!",
                "Disse kommer på fredag:",
                "",
                *(f"* {name}" for name in THREE),
                "",
                "Vennlig hilsen",
                "Lise",
            )
        ),
        THREE,
    ),
    "a table of Markdown": ProgramList(
        "folk.txt", _text(("| Navn | Bord |", "|---|---|", "| Kari | 1 |")), refusal="in no name"
    ),
    "a page of the web": ProgramList(
        "folk.txt", _text(("<html><body>Kari</body></html>",)), refusal="in no name"
    ),
    "names with telephone numbers": ProgramList(
        "folk.txt", _text(("Kari Vik 901 23 456", "Ola")), refusal="has a telephone number in it"
    ),
    "a picture of a list": ProgramList("liste.heic", b"x", refusal="is a picture"),
    "a list on paper": ProgramList("liste.pdf", b"%PDF", refusal="is a PDF"),
    "an old workbook": ProgramList(
        "folk.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", refusal=".xlsx"
    ),
    "a mail as a file": ProgramList(
        "Påmelding.eml", b"From: x\r\n\r\nhei", refusal="copy the list out of it"
    ),
    "a document of Word": ProgramList(
        "folk.docx", b"PK\x03\x04", refusal="copy the list out of it"
    ),
    "nothing at all": ProgramList("folk.csv", b"", refusal="nothing is written"),
}


@pytest.mark.parametrize("program", LISTS)
def test_a_list_is_read_as_a_person_reads_it_or_refused(program: str, tmp_path: Path) -> None:
    one = LISTS[program]
    if one.people:
        assert names(read(tmp_path, one.data, name=one.file)) == list(one.people)
    else:
        with pytest.raises(KitError) as refused:
            read(tmp_path, one.data, name=one.file)
        assert one.refusal in str(refused.value)
