from pathlib import Path

import pytest

from tests.people.lists import lines, names, read, refused


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Kari Vik\n• Ola\n* Per\n– Bo\n[ ] Liv", "Kari Vik,Ola,Per,Bo,Liv"),
        ("1. Eli\n2) Åse\n(3) Nils\n4 Bo", "Eli,Åse,Nils,Bo"),
        ("1\tKari Vik\n2\tOla\n", "Kari Vik,Ola"),
        ("•\tKari Vik\n•\tOla\n", "Kari Vik,Ola"),
        ("Kari Vik,\nOla Bø,\nPer Ås", "Kari Vik,Ola Bø,Per Ås"),
        ("Kari Vik;\nOla Bø;\n", "Kari Vik,Ola Bø"),
        ("Kari Vik (leder)\nOla Bø – lege\n", "Kari Vik (leder),Ola Bø – lege"),
        ("Kari Vik\n\nOla Bø\n\n\nPer", "Kari Vik,Ola Bø,Per"),
        ("Kari Vik, Ola Bø, Per", "Kari Vik,Ola Bø,Per"),
        ("Kari Vik, Ola Bø", "Kari Vik,Ola Bø"),
        ("Kari,Ola,Per", "Kari,Ola,Per"),
        ("Kari; Ola; Per og Eli", "Kari,Ola,Per,Eli"),
        ("Kari Vik, Ola Bø, Per Ås,\nEli Li, Nils Ek", "Kari Vik,Ola Bø,Per Ås,Eli Li,Nils Ek"),
        ("Deltakere: Kari Vik, Ola Bø", "Kari Vik,Ola Bø"),
        ("Deltakere: 2\nKari\nOla", "Kari,Ola"),
        ("Deltakerliste\n\nKari\nOla", "Kari,Ola"),
        ("Fagdag 3. desember\n\nKari\nOla", "Kari,Ola"),
        ("kari vik\n\nOla Bø\nPer", "kari vik,Ola Bø,Per"),
        ("Fagdag om verdier\n\nKari\nOla", "Kari,Ola"),
        ("Hei!\nHer er lista:\n\nKari\nOla\n\nMvh\nLise Berg\nLeder\nTlf 12345678", "Kari,Ola"),
        ("Hei Per\nVi blir disse:\nKari\nOla\nMed vennlig hilsen\nLise", "Kari,Ola"),
        ("Bord 1\nKari\nOla\n\nBord 2:\nPer\nTeam Nord\nEli\nSum: 4", "Kari,Ola,Per,Eli"),
        ("Kari\nOla\n-----\nSendt fra min iPhone", "Kari,Ola"),
        ("Totalt 2\nKari\nOla", "Kari,Ola"),
        ("1;Kari Vik\n2;Ola\n", "Kari Vik,Ola"),
        (";Kari Vik;;\n;Ola;;\n", "Kari Vik,Ola"),
        ("\"Kari Vik\"\n«Ola»\n“Per”", "Kari Vik,Ola,Per"),
        ("Kari Vik\tOla Bø\tPer Ås\n", "Kari Vik,Ola Bø,Per Ås"),
        ("Kari Vik\u2028Ola\vPer\nBo", "Kari Vik,Ola,Per,Bo"),
        ("kari anne vik\nola per moe\n", "kari anne vik,ola per moe"),
        ("Bord 1: Kari, Ola\nBord 2: Per Ås\n", "Kari,Ola,Per Ås"),
        ("#1 Kari\nnr. 2 Ola\n3, Per\n- [x] Bo\n✔ Liv\n", "Kari,Ola,Per,Bo,Liv"),
        ("Kari\n\nAvmeldt\nOla", "Kari,Ola"),
    ],
)  # fmt: skip
def test_lists_are_read_as_people_type_them(tmp_path: Path, text: str, expected: str) -> None:
    assert names(read(tmp_path, text, name="a.txt")) == expected.split(",")


def test_what_is_no_name_is_left_out_and_told(tmp_path: Path) -> None:
    text = "Hei!\nHer er lista:\n\nKari\nBord 2\nOla\nSum: 2\n\nMvh\nLise Berg"
    assert lines(read(tmp_path, text, name="a.txt")) == [
        "2 names from a.txt: Kari … Ola. Left out: 2 empty lines, line 1 «Hei!», line 2 «Her er "
        "lista:», line 5 «Bord 2», line 7 «Sum: 2», lines 9–10 «Mvh»."
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kari\nKommer du?\nOla", "a.txt:2:1: «Kommer du?» is no name: take this line out"),
        (
            "Kari\nOla kommer litt for sent\nPer",
            "a.txt:2:1: «Ola kommer litt for sent» is no name: take this line out",
        ),
        ("Kari\nSe https://x.no", "a.txt:2:1: «Se https://x.no» is no name: take this line out"),
        ("Kari\nSted: Sal 2\n", "a.txt:2:1: «Sted: Sal 2» is no name: take this line out"),
        (
            "Vik, Kari",
            "a.txt:1:1: «Vik, Kari» may be one person or two: write each name in a line of its own",
        ),
        (
            "Kari og Ola\nPer",
            "a.txt:1:1: «Kari og Ola» looks like two people: write each in a line of its own",
        ),
        (
            "Kari + Ola\nPer",
            "a.txt:1:1: «Kari + Ola» looks like two people: write each in a line of its own",
        ),
        (
            "Kari/Ola\nPer (han/ham)",
            "a.txt:1:1: «Kari/Ola» looks like two people: write each in a line of its own",
        ),
        (
            "Kari Vik kommer ikke\nPer",
            "a.txt:1:1: «Kari Vik kommer ikke» has «kommer ikke» in it: write the name alone, or "
            "take it out where somebody does not come",
        ),
        (
            "✗ Liv\nPer",
            "a.txt:1:1: «✗ Liv» has ✗ in it, which is in no name: write the name alone",
        ),
        (
            "Kari Vik, Ola Moe, Per Dal, lege",
            "a.txt:1:1: «Kari Vik, Ola Moe, Per Dal, l…» may be several people: write each name in "
            "a line of its own",
        ),
        (
            "Fagdag 3. april\nKari\nOla",
            "a.txt:1:1: «Fagdag 3. april» may be a title or a name: put an empty line below a "
            "title, and write a name with capitals and without figures",
        ),
        (
            "**Liv**\nPer",
            "a.txt:1:1: «**Liv**» has * in it, which is in no name: write the name alone",
        ),
        (
            "Hei!\n",
            "okt.yaml:3:15: no names stand in a.txt, but what is taken for titles, notes or sums, "
            "such as «Hei!»: write each name alone in its line",
        ),
    ],
)  # fmt: skip
def test_what_may_be_a_person_or_not_is_refused(tmp_path: Path, text: str, told: str) -> None:
    assert refused(tmp_path, text, name="a.txt") == told
