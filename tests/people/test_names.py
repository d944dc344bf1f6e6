import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.people.names import LONGEST, bare, fault_in, tidied


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("  Kari \t Åsheim\n", "Kari Åsheim"),
        ("A\u030asheim", "Åsheim"),
        ("Kari\u00a0Åsheim\u2028Berg", "Kari Åsheim Berg"),
        ("Ka\u00adri\u200b \ufeffÅ\u2060s", "Kari Ås"),
        ("\u202eKari\u202c\u200f", "Kari"),
        ("Ka\x07ri\x7f", "Kari"),
        ("Ka\u034fri\ufe0f\u3164", "Kari"),
        ("A\u200d\u030as", "Ås"),
        ("\u200b\u3164 ", ""),
        ("Ole-Jørgen d’Este O'Hara, jr.", "Ole-Jørgen d’Este O'Hara, jr."),
    ],
)
def test_a_name_is_tidied(text: str, name: str) -> None:
    assert tidied(text) == name


@given(st.text())
def test_a_tidied_text_stays_as_it_is(text: str) -> None:
    name = tidied(text)
    assert tidied(name) == name == unicodedata.normalize("NFC", name)
    assert "  " not in name
    assert name == name.strip()
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"} for c in name)


@pytest.mark.parametrize(
    "name",
    [
        "Kari",
        "Bjørn Åsheim",
        "Ñ",
        "JOÃO ÂNGELO",
        "Šárka Öžel",
        "王秀英",
        "X Æ A-12",
        "ÅŠ",
        "a" * LONGEST,
    ],
)
def test_names_with_any_letters_are_names(name: str) -> None:
    assert fault_in(name) == ""


@pytest.mark.parametrize("name", ["Bjørn", "Åse", "René", "Ægir", "Zoë", "Íris", "Àngel"])
@pytest.mark.parametrize("taken_for", ["cp1252", "latin-1"])
def test_letters_that_were_garbled_are_told(name: str, taken_for: str) -> None:
    garbled = name.encode().decode(taken_for, "replace")
    if "\ufffd" not in garbled:
        assert "were garbled when the list was saved: save it anew in UTF-8" in fault_in(garbled)
    else:
        assert "U+FFFD" in fault_in(garbled)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ka\0ri", "«Kari» has U+0000 in it, which is no letter: write it anew"),
        ("Ka\x81ri", "«Kari» has U+0081 in it, which is no letter: write it anew"),
        ("K\ufffdre", "«K\ufffdre» has U+FFFD in it, which is no letter: write it anew"),
        ("K\ue000re", "«Kre» has U+E000 in it, which is no letter: write it anew"),
        ("K\udc80re", "«Kre» has U+DC80 in it, which is no letter: write it anew"),
        ("K\uffffre", "«Kre» has U+FFFF in it, which is no letter: write it anew"),
        ("k@x.no", "«k@x.no» is a mail address and no name: write the name"),
        ("Kari og Ola", "«Kari og Ola» looks like two people: write each in a line of its own"),
        (
            "Vik 901 23 456",
            "«Vik 901 23 456» has a telephone number in it, or another: take it out",
        ),
        (
            "| Kari | 2 |",
            "«| Kari | 2 |» has | in it, which is in no name: write the name alone",
        ),
        ("12-3", "«12-3» has no letter in it: write a name"),
        (
            "Kari " * 24 + "Ås",
            f"«{'Kari ' * 7}Kari…» has 122 characters, 120 at most: shorten it",
        ),
    ],
)
def test_what_is_no_name_is_told(text: str, told: str) -> None:
    assert fault_in(text) == told


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("- Kari Vik,", "Kari Vik"),
        ("12. Kari", "Kari"),
        ("• Kari (Ekstern)", "Kari"),
        ("(3) Kari;", "Kari"),
        ("[x] Kari", "Kari"),
        ("Kari - Anne", "Kari - Anne"),
        ("-", "-"),
        ("3-Kari", "3-Kari"),
    ],
)
def test_what_stands_around_a_name_is_taken_away(text: str, name: str) -> None:
    assert bare(text) == name
    assert bare(bare(text)) == name
