"""Lists as programs of all kinds write them, read right or refused with the true reason."""

from pathlib import Path

import pytest

from tests.people.lists import names, read, refused

LISTS = {
    "Excel in Norwegian": (
        "sep=;\r\nNr;Etternavn;Fornavn;Avdeling\r\n1;Ødegård;Åse;Nord\r\n2;Næss;Øystein;\r\n;;;\r\n",
        "cp1252",
    ),
    "Excel as Unicode text": ("Navn\tBord\r\nÅse Ødegård\t1\r\nØystein Næss\t2\r\n", "utf-16"),
    "Excel with facts above": (
        "Fagdag;3.12.\r\nSted;\r\n\r\nNr;Navn\r\n1;Åse Ødegård\r\n2;Øystein Næss\r\n;Sum",
        "utf-8-sig",
    ),
    "Google Sheets": ('Navn,E-post\n"Ødegård, Åse",a@x.no\n"Næss, Øystein",o@x.no\n', "utf-8"),
    "Google Forms": (
        "Tidsmerke,E-postadresse,Hva heter du?\n2026/12/03 9:01:12 AM GMT+1,a@x.no,Åse Ødegård\n"
        "2026/12/03 9:02:12 AM GMT+1,o@x.no,Øystein Næss\n",
        "utf-8",
    ),
    "Google contacts": (
        "First Name,Middle Name,Last Name,Phonetic First Name,Nickname,File As,Organization Name,"
        "E-mail 1 - Label,E-mail 1 - Value\nÅse,,Ødegård,,,,HF,* ,a@x.no\nØystein,,Næss,,,,,,\n",
        "utf-8",
    ),
    "Google contacts, older": (
        "Name,Given Name,Additional Name,Family Name,Yomi Name,Group Membership,E-mail 1 - Value\n"
        "Åse Ødegård,Åse,,Ødegård,,* myContacts,a@x.no\nØystein Næss,Øystein,,Næss,,,\n",
        "utf-8",
    ),
    "Outlook contacts": (
        '"Tittel","Fornavn","Mellomnavn","Etternavn","Suffiks","Firma","Avdeling","Stilling",'
        '"Gateadresse, arbeid","E-postadresse","Notater"\r\n"","Åse","","Ødegård","","HF","","","",'
        '"a@x.no","Linje 1\r\nLinje 2"\r\n"","Øystein","","Næss","","","","","","",""\r\n',
        "utf-8",
    ),
    "Microsoft Forms": (
        "ID;Starttidspunkt;Fullføringstidspunkt;E-post;Navn;Ditt navn\r\n1;3.12.26 09:00;3.12.26 "
        "09:01;anonymous;;Åse Ødegård\r\n2;3.12.26 09:00;3.12.26 09:01;anonymous;;Øystein Næss\r\n",
        "utf-8-sig",
    ),
    "Numbers": ("Tabell 1;;\nNavn;Bord;\nÅse Ødegård;1;\n;;\nØystein Næss;2;\n", "utf-8"),
    "Zoom": (
        "Topic,Meeting ID,Start Time,Participants\nFagdag,123,12/03/2026,2\n\n"
        "Name (Original Name),User Email,Join Time,Leave Time\nÅse Ødegård,a@x.no,1,2\n"
        "Øystein Næss,o@x.no,1,2\nÅse Ødegård,a@x.no,3,4\n",
        "utf-8-sig",
    ),
    "Word with numbers": ("1.\tÅse Ødegård\r\n2.\tØystein Næss\r\n", "cp1252"),
    "a mail typed by hand": (
        "Hei!\nDisse kommer på fredag:\n\n* Åse Ødegård\n* Øystein Næss\n\nVennlig hilsen\nLise\n",
        "utf-8",
    ),
    "recipients": ("Ødegård, Åse <a@x.no>; Næss, Øystein <o@x.no>", "utf-8"),
    "contacts of a phone": (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ødegård;Åse;;;\r\nFN:Åse Ødegård\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Næss;Øystein;;;\r\nFN:Øystein Næss\r\nEND:VCARD\r\n",
        "utf-8",
    ),
    "one line": ("Åse Ødegård, Øystein Næss", "utf-8"),
}  # fmt: skip


@pytest.mark.parametrize("program", LISTS)
def test_the_list_of_a_program_is_read(tmp_path: Path, program: str) -> None:
    text, encoding = LISTS[program]
    assert names(read(tmp_path, text.encode(encoding))) == ["Åse Ødegård", "Øystein Næss"]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.txt", "| Navn | Bord |\n|---|---|\n| Kari | 1 |", "which is in no name"),
        ("a.txt", "<html><body>Kari</body></html>", "which is in no name"),
        ("a.txt", "Kari Vik 901 23 456\nOla", "has a telephone number in it"),
        ("a.csv", "Kari;leder\nOla;lege\n", "say in which column they stand"),
        ("a.csv", "Kari;Påmeldt\nOla;Påmeldt\n", "--column"),
        ("a.docx", "PK", "is a document, which is not read"),
        ("a.eml", "From: x", "is a mail, which is not read"),
        ("a.heic", "x", "is a picture, which is not read"),
        ("a.pdf", "%PDF", "is a PDF, which is not read"),
    ],
)
def test_what_is_no_list_is_refused_with_the_reason(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    assert told in refused(tmp_path, text, name=name)
