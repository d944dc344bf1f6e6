from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.people.recipients import are_recipients, names_in_cell, recipients
from tests.people.lists import lines, names, read, refused


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Outlook: all on one line, with semicolons.
        ("Åse <a@hf.example>; Næss, Ola <o@hf.example>; Kari", ["Åse", "Ola Næss", "Kari"]),
        ("'Næss, Ola' <o@hf.example>; 'Kari O''Hara' <k@x.no>;", ["Ola Næss", "Kari O''Hara"]),
        ("Åse Bø <mailto:a@x.no>; Ola Næss [mailto:o@x.no]", ["Åse Bø", "Ola Næss"]),
        # Gmail and Apple Mail: commas, and quotes where a name has one.
        ('"Ola Bø" <o@x.no>, "Vik, Kari" <k@x.no>, Per <p@x.no>', ["Ola Bø", "Kari Vik", "Per"]),
        ("Næss, Ola <o@x.no>, Vik, Kari <k@x.no>", ["Ola Næss", "Kari Vik"]),
        # A line each, folded lines, and the head of a mail.
        ("Kari Vik <k@x.no>\nOla Bø <o@x.no>\n", ["Kari Vik", "Ola Bø"]),
        ("Til: Åse\n Bø <a@x.no>;\r\n\tOla <o@x.no>\r\nKopi: Li <e@x.no>", ["Åse Bø", "Ola", "Li"]),
        ("> To: Kari <k@x.no>, Ola <o@x.no>\n> Cc: Eli <e@x.no>", ["Kari", "Ola", "Eli"]),
        # Groups, older forms, and letters that a program wrote in its own way.
        ("Team Nord: Kari <k@x.no>, Ola <o@x.no>;", ["Kari", "Ola"]),
        ("k@x.no (Kari Vik), o@x.no (Ola Bø)", ["Kari Vik", "Ola Bø"]),
        ("=?utf-8?Q?=C3=85se?= <a@x.no>; =?iso-8859-1?B?0A==?= <b@x.no>", ["Åse", "Ð"]),
        ('"Kari \\"Kaia\\" Vik" <k@x.no>', ['Kari "Kaia" Vik']),
        ("- Kari Vik <k@x.no>\n- Ola <o@x.no>", ["Kari Vik", "Ola"]),
    ],
)  # fmt: skip
def test_recipients_are_read_without_their_addresses(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    assert names(read(tmp_path, text, name="a.txt")) == expected


def test_letters_in_a_way_that_nobody_knows_are_told(tmp_path: Path) -> None:
    for name in ("=?¹tf-8?q?Per?=", "=?no-such?q?Per?=", "=?utf-8?b?a?="):
        assert refused(tmp_path, f"{name} <a@x.no>; Ola <b@x.no>", name="a.txt") == (
            f"a.txt:1:1: «{name}» has = in it, which is in no name: write the name alone"
        )


def test_what_was_done_is_told(tmp_path: Path) -> None:
    text = "Fra: Per <p@x.no>\nTil: Åse <a@x.no>; Næss, Ola <o@x.no>\nEmne: Fagdag"
    assert lines(read(tmp_path, text, name="a.txt")) == [
        "2 names from a.txt: Åse … Ola Næss. Left out: line 1 «Fra: Per <p@x.no>», line 3 «Emne: "
        "Fagdag».",
        "«Næss, Ola» is printed as «Ola Næss».",
        "2 mail addresses were left out.",
    ]


def test_the_text_below_the_head_of_a_mail_holds_nobody(tmp_path: Path) -> None:
    head = "Fra: Per <p@x.no>\nTil: {}\nEmne: Fagdag, 3. april\n\n"
    text = head.format("Kari Vik <k@x.no>; Ola <o@x.no>") + "Hei alle, velkommen\nPer\n\n"
    listed = read(tmp_path, text + head.format("Eli <e@x.no>"), name="a.txt")
    assert names(listed) == ["Kari Vik", "Ola", "Eli"]
    assert "line 5 «Hei alle, velkommen», line 6 «Per»" in lines(listed)[0]
    assert names(read(tmp_path, "Kari <k@x.no>\n\nOla\n", name="a.txt")) == ["Kari", "Ola"]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("Disse kommer:\nKari Moe\nOla Hansen", 7),
        ("Disse kommer: Kari Moe, Ola Hansen og Siri Bø.", 6),
        ("Det er Kari Moe, Ola Hansen og Siri Bø som kommer", 6),
    ],
)
def test_a_mail_that_names_people_below_its_head_is_refused(
    tmp_path: Path, body: str, line: int
) -> None:
    text = f"Fra: Per <p@x.no>\nTil: Åse <a@x.no>\nEmne: Folk\n\nHei!\n{body}\n\nMvh\nPer"
    assert refused(tmp_path, text, name="a.txt") == (
        f"a.txt:{line}:1: more names may stand below the head of this mail than in it: keep the "
        "names of those who come, without the rest"
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Kari Vik, Ola Moe <o@x.no>, Per Dal <p@x.no>", "1:1: «Kari Vik, Ola Moe <o@x.no>»"),
        ("Ola Moe <o@x.no>, Kari Vik, Åse Lie", "1:19: «Kari Vik, Åse Lie»"),
        ("Vik, Kari, Ola <o@x.no>, Per <p@x.no>", "1:1: «Vik, Kari, Ola <o@x.no>»"),
    ],
)
def test_names_between_commas_that_may_be_several_people_are_told(
    tmp_path: Path, text: str, place: str
) -> None:
    told = f"a.txt:{place} may be one person or several: put a semicolon between people"
    assert refused(tmp_path, text, name="a.txt") == told


def test_last_names_of_two_words_are_turned_where_most_names_are(tmp_path: Path) -> None:
    text = "Berg Hansen, Kari Anne <k@x.no>, Vik, Ola <o@x.no>"
    assert names(read(tmp_path, text, name="a.txt")) == ["Kari Anne Berg Hansen", "Ola Vik"]


@pytest.mark.parametrize(
    "text",
    ["Kari <k@x.no>;\no@x.no; 'e@x.no' <e@x.no>", "Kari <k@x.no>\n<o@x.no>\ne@x.no <e@x.no>"],
)
def test_an_address_without_a_name_is_told_at_its_place(tmp_path: Path, text: str) -> None:
    told = refused(tmp_path, text, name="a.txt").split("\n")
    assert told[0] == "a.txt:2:1: o@x.no stands without a name: write the name in its place"
    assert len(told) == 2


def test_addresses_alone_are_told(tmp_path: Path) -> None:
    told = refused(tmp_path, "k@x.no; o@x.no", name="a.txt")
    assert told.count("stands without a name") == 2


@pytest.mark.parametrize(
    "text", ["Navn;E-post\nKari;k@x.no", "Navn\nKari <k@x.no>", "Kari Vik\nOla", "Kari;k@x.no"]
)
def test_a_table_is_no_mail(text: str) -> None:
    assert not are_recipients(text)


def test_addresses_in_the_cells_of_a_column_are_dropped(tmp_path: Path) -> None:
    data = "Navn;Bord\nÅse <a@x.no>;1\nKari <k@x.no>, Ola <o@x.no>;2\nEli - e@x.no;3\nLi (l@x.no);1"
    listed = read(tmp_path, data)
    assert names(listed) == ["Åse", "Kari", "Ola", "Eli", "Li"]
    assert lines(listed)[1] == "4 mail addresses were left out."
    assert names_in_cell("Kari Vik") == ("Kari Vik",)


def test_a_cell_with_an_address_alone_is_no_name(tmp_path: Path) -> None:
    assert refused(tmp_path, "Navn\nk@x.no\n<o@x.no>") == (
        "a.csv:2:1: «k@x.no» is a mail address and no name: write the name\n"
        "a.csv:3:1: «<o@x.no>» is a mail address and no name: write the name"
    )


WORDS = st.text(st.sampled_from("abøÅ"), min_size=1, max_size=6).map(str.capitalize)
PEOPLE = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6)


@given(PEOPLE, st.sampled_from(["{0} {1}", '"{0} {1}"', "'{0} {1}'", '"{1}, {0}"', "{1}, {0}"]),
       st.sampled_from(["; ", ";\n", ", ", ",\n ", "\n"]))  # fmt: skip
def test_every_list_of_recipients_is_read_back(
    people: list[tuple[str, str]], how: str, between: str
) -> None:
    written = [how.format(*one) + f" <a{n}@x.no>" for n, one in enumerate(people)]
    found = recipients(between.join(written), "a.txt")
    names = [" ".join(reversed(e.parts[0].text.split(", "))) for e in found.entries]
    assert names == [" ".join(one) for one in people]
    assert not found.left_out
