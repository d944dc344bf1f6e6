from pathlib import Path

from tests.people.lists import lines, names, read, refused

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\n{}\r\nTEL:12\r\nEND:VCARD\r\n"


def test_the_name_of_each_contact_is_read(tmp_path: Path) -> None:
    text = "".join(
        CARD.format(one)
        for one in (
            "N:Vik;Kari;;;\r\nFN:Kari\r\n  Vik",
            "N:Ås;Ola;M.;;",
            "item1.FN:Eli\\, Per",
            "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=85se =\r\n=C3=98deg=C3=A5rd",
            "fn:Nils",
        )
    )
    listed = read(tmp_path, text, name="a.vcf")
    assert names(listed) == ["Kari Vik", "Ola M. Ås", "Eli, Per", "Åse Ødegård", "Nils"]
    assert lines(listed)[0] == "5 names from a.vcf: Kari Vik … Nils."
    assert names(read(tmp_path, text, name="a.txt")) == names(listed)


def test_contacts_without_a_name_and_files_without_contacts_are_told(tmp_path: Path) -> None:
    text = CARD.format("FN:Kari") + CARD.format("ORG:Acme\r\nFN:")
    assert refused(tmp_path, text, name="a.vcf") == (
        "a.vcf:6:1: this contact has no name: write it in the contact, or take the contact out"
    )
    assert refused(tmp_path, "Kari", name="a.vcf") == (
        "okt.yaml:3:15: a.vcf holds no contacts: share them anew as vCard"
    )


def test_a_contact_that_is_cut_off_is_told(tmp_path: Path) -> None:
    cut = "BEGIN:VCARD\nFN:Kari\n"
    told = "this contact has no end: share the contacts anew"
    assert refused(tmp_path, cut + CARD.format("FN:Ola"), name="a.vcf") == f"a.vcf:1:1: {told}"
    assert refused(tmp_path, CARD.format("FN:Ola") + cut, name="a.vcf") == f"a.vcf:6:1: {told}"


def test_the_end_of_a_contact_without_a_beginning_is_told_and_nobody_is_read_twice(
    tmp_path: Path,
) -> None:
    told = "this line ends a contact that has no beginning: share the contacts anew"
    twice = CARD.format("FN:Ola") + "END:VCARD\n"
    assert refused(tmp_path, twice, name="a.vcf") == f"a.vcf:6:1: {told}"
    spoilt = CARD.format("FN:Ola") + CARD.format("FN:Eli").replace("BEGIN", "BEG")
    assert refused(tmp_path, spoilt, name="a.vcf") == f"a.vcf:10:1: {told}"


def test_a_list_of_contacts_is_nobody_and_what_is_quoted_is_no_name(tmp_path: Path) -> None:
    text = CARD.format("FN:Fagdag\r\nKIND:group") + CARD.format('FN;X="a:b":Kari\u2028Vik')
    listed = read(tmp_path, text, name="a.vcf")
    assert names(listed) == ["Kari Vik"]
    assert lines(listed) == ["1 name from a.vcf: Kari Vik. Left out: line 1 «Fagdag»."]
