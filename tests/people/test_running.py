from pathlib import Path

import pytest

from kit.people.running import names_begin, without_full_stop
from tests.people.lists import lines, names, read, refused

FOUR = "Kari Moe,Ola Hansen,Siri Bø,Per Ås"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Disse kommer: Kari Moe, Ola Hansen, Siri Bø og Per Ås.", FOUR),
        ("Hei!\n\nDisse kommer: Kari Moe, Ola Hansen, Siri Bø og Per Ås.\n\nMvh\nLise", FOUR),
        ("Hei, her er de som kommer: Kari Moe, Ola Hansen,\nSiri Bø og\nPer Ås.\n\nMvh\nLi", FOUR),
        ("Hei!\n\nDisse kommer: Kari Moe; Ola Hansen; Siri Bø og Per Ås.\n\nMvh\nLise", FOUR),
        ("Vi blir: Kari Moe, Ola Hansen, Siri Bø, og Per Ås!\n\nMvh Lise Berg", FOUR),
        ("We are coming: Kari Moe, Ola Hansen, Siri Bø and Per Ås.", FOUR),
        ("Disse kommer:\nKari Moe, Ola Hansen, Siri Bø, Per Ås.\n\nMvh\nLise", FOUR),
        ("Avdeling Nord: Kari Moe, Ola Hansen\nAvdeling Sør: Siri Bø og Per Ås", FOUR),
        ("Bord 1: Kari Moe; Ola Hansen\nBord 2: Siri Bø; Per Ås", FOUR),
        ("Til: Kari Moe; Ola Hansen; Siri Bø; Per Ås", FOUR),
        ("Til: Kari Moe; Ola Hansen\nKopi: Siri Bø; Per Ås", FOUR),
        ("Hei!\nKari Moe; Ola Hansen; Siri Bø; Per Ås\nHilsen Lise", FOUR),
        ("Disse kommer: Kari M., Ola N.", "Kari M.,Ola N."),
        (
            "Maria de los Ángeles y Álvarez de Toledo; Fatima binti Ali; Jean d'Arc",
            "Maria de los Ángeles y Álvarez de Toledo,Fatima binti Ali,Jean d'Arc",
        ),
        ("Zoë van der Berg, Omar al-Din ibn Ali, Ana da la Luz", "Zoë van der Berg,Omar al-Din ibn "
         "Ali,Ana da la Luz"),
        ("Kari Moe\nOla Hansen\nSiri Bø\nPer Ås\n\nTil sammen 4 stykker. Ring meg om noe er "
         "uklart!\n\nHilsen Lise\nTlf 99 88 77 66", FOUR),
        ("Kari Moe\nOla Hansen\nSiri Bø\nPer Ås\nTil sammen 4 stykker\nTakk for hjelpen!", FOUR),
    ],
)  # fmt: skip
def test_names_in_running_text_are_read(tmp_path: Path, text: str, expected: str) -> None:
    assert names(read(tmp_path, text, name="a.txt")) == expected.split(",")


def test_what_is_said_behind_the_names_is_left_out_and_told(tmp_path: Path) -> None:
    text = "Kari\nOla\n\nRing meg om noe er uklart! Vi sees på torsdag.\nHilsen Lise"
    assert lines(read(tmp_path, text, name="a.txt")) == [
        "2 names from a.txt: Kari … Ola. Left out: 1 empty line, line 4 «Ring meg om noe er "
        "uklart! Vi…», line 5 «Hilsen Lise»."
    ]


MAY_HOLD = "may hold names, and is left out: write each name in a line of its own, or take it out"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Hei! Her kommer Kari Moe, Ola Hansen og Siri Bø.\n\nLise\nLeif",
            f"a.txt:1:1: «Hei! Her kommer Kari Moe, Ola…» {MAY_HOLD}",
        ),
        (
            "Disse kommer: kari moe, ola hansen, siri bø\n\nLise\nLeif",
            f"a.txt:1:1: «Disse kommer: kari moe, ola h…» {MAY_HOLD}",
        ),
        (
            "Program: Kari Moe, Ola Hansen og Siri Bø\n\nMvh\nLise",
            "okt.yaml:3:15: no names stand in a.txt, but what is taken for titles, notes or sums, "
            "such as «Program: Kari Moe, Ola Hansen…»: write each name alone in its line",
        ),
        (
            "Kari Moe, Ola Hansen,\nSiri Bø, Per Ås\n",
            "okt.yaml:3:15: several names stand on a line of a.txt, or it has columns without "
            "headings: write each name in a line of its own, or navn above the names",
        ),
        (
            "Kari\nPer\nRing meg om Ola Moe blir syk.\n",
            "a.txt:3:1: «Ring meg om Ola Moe blir syk.» is no name: take this line out",
        ),
        (
            "Kari\nVi blir flere enn det. Ring meg!\nPer\n",
            "a.txt:2:1: «Vi blir flere enn det. Ring m…» is no name: take this line out",
        ),
        (
            "Disse kommer: Kari Moe, Ola Hansen, Siri Anne Marie Bø, Per Olav\nMoe, Eli Li og Bo",
            "a.txt:1:14: «Kari Moe, Ola Hansen, Siri An…» may go on in the next line: write each "
            "name in a line of its own",
        ),
    ],
)
def test_running_text_that_may_hold_other_names_is_refused(
    tmp_path: Path, text: str, told: str
) -> None:
    assert refused(tmp_path, text, name="a.txt") == told


@pytest.mark.parametrize(
    "text",
    [
        "Kommer ikke: Kari Moe, Ola Hansen, Siri Bø\n\nPer\nEli",
        "Hei Kari!\nKursholdere: Kari Moe, Ola Hansen, Siri Bø\n\nPer\nEli",
        "Hei Kari, Ola og Siri!\n\nPer\nEli\nBo\nLiv\n",
    ],
)
def test_those_who_do_not_come_are_left_out(tmp_path: Path, text: str) -> None:
    assert names(read(tmp_path, text, name="a.txt"))[:2] == ["Per", "Eli"]


def test_a_title_of_those_who_do_not_come_is_told(tmp_path: Path) -> None:
    listed = read(tmp_path, "Kari\n\nDisse kommer ikke:\nOla", name="a.txt")
    assert lines(listed)[1:] == [
        "Those below «Disse kommer ikke:» are read as well: take them out if they do not come."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Sted: Oslo, Bergen",
        "Program: Kaffe, Lunsj",
        "Kontaktpersoner: Kari Moe, Ola Hansen",
        "Kommer ikke: Kari Moe, Ola Hansen",
        "Disse kommer kanskje: Kari Moe",
        "Disse kommer: 24 stykker",
        "Avdeling: Psykiatri, Rus",
        "Disse kommer:",
        "Kari Moe, Ola Hansen",
    ],
)
def test_no_names_begin_behind_what_is_said_of_something_else(text: str) -> None:
    assert names_begin(text) == 0


@pytest.mark.parametrize(
    ("name", "without"),
    [("Per Ås.", "Per Ås"), ("Per Ås!", "Per Ås"), ("Ola N.", "Ola N."), ("Ola jr.", "Ola jr.")],
)
def test_the_full_stop_of_a_sentence_is_no_part_of_a_name(name: str, without: str) -> None:
    assert without_full_stop(name) == without
