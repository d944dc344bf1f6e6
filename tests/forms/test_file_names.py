"""Names of files after people, on every system."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.forms.file_names import individual_file_names

WINDOWS = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
DEVICES = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{port}{n}" for port in ("COM", "LPT") for n in "123456789¹²³"),
}
# What people are called, and what they are not.
names = st.lists(
    st.text(max_size=120)
    | st.sampled_from(
        [
            "Kari",
            "kari",
            "KARI",
            "Kari-2",
            "Kari.",
            "Å",
            "A\u030a",
            "ß",
            "SS",
            "con",
            "",
            "..",
            "Ka/ri",
            "Ka:ri",
        ]
    )
    | st.text("aAåÅ/. -2", max_size=6)
    | st.text("W\u0301ọ", min_size=80, max_size=300),
    max_size=12,
)


def named(*people: str, stem: str = "handlingsplan") -> tuple[str, ...]:
    return individual_file_names(people, stem)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Kari Åsheim", "handlingsplan-Kari Åsheim.pdf"),
        ("Ольга", "handlingsplan-Ольга.pdf"),
        ("A\u030ase", "handlingsplan-Åse.pdf"),
        ("Kari/Ola", "handlingsplan-Kari-Ola.pdf"),
        ('a\\b:c*d?e"f<g>h|i', "handlingsplan-a-b-c-d-e-f-g-h-i.pdf"),
        ("Ola Nordmann jr. ", "handlingsplan-Ola Nordmann jr.pdf"),
        ("Ola\tN\u200bord\x07mann", "handlingsplan-Ola N ord mann.pdf"),
        ("", "handlingsplan.pdf"),
        (". .", "handlingsplan.pdf"),
        ("con", "handlingsplan-con.pdf"),
    ],
)
def test_a_file_is_named_after_its_person(name: str, file: str) -> None:
    assert named(name) == (file,)


def test_those_that_some_system_takes_for_one_are_numbered() -> None:
    assert named("Kari", "kari", "KARI", "Kari-2", "Ka/ri", "Ka:ri") == (
        "handlingsplan-Kari.pdf",
        "handlingsplan-kari-2.pdf",
        "handlingsplan-KARI-3.pdf",
        "handlingsplan-Kari-2-2.pdf",
        "handlingsplan-Ka-ri.pdf",
        "handlingsplan-Ka-ri-2.pdf",
    )


@pytest.mark.parametrize("device", ["con", "NUL", "Com1", "LPT³", "aux.x"])
def test_no_file_is_named_as_a_device_of_windows(device: str) -> None:
    (file,) = named("", stem=device)
    assert file.split(".")[0].upper() not in DEVICES


def test_a_long_name_is_cut_between_letters() -> None:
    """Of three bytes and two: with its accent, or not at all."""
    (plain,) = named("ọ" * 100)
    assert plain == f"handlingsplan-{'ọ' * 60}.pdf"
    accented = "ọ\u0301"  # three bytes and two
    first, second = named(f"Åse{accented * 100}", f"Åse{accented * 100}")
    assert first == f"handlingsplan-Åse{accented * 35}.pdf"
    assert second == f"handlingsplan-Åse{accented * 35}-2.pdf"


@given(names, st.sampled_from(["handlingsplan", "con", "Tiltaksplan for oss"]))
def test_every_system_takes_them_and_keeps_them_apart(people: list[str], stem: str) -> None:
    files = individual_file_names(people, stem)
    assert len(files) == len(people)
    for fold in (str.casefold, str.upper, str.lower):
        for form in ("NFC", "NFD"):
            assert len({unicodedata.normalize(form, fold(file)) for file in files}) == len(files)
    for file in files:
        assert not WINDOWS.search(file)
        assert len(file.encode()) <= 200
        assert file.endswith(".pdf")
        assert file == unicodedata.normalize("NFC", file)
        assert not file.removesuffix(".pdf").endswith((".", " "))
        assert file.split(".")[0].upper() not in DEVICES
        assert not any(unicodedata.category(letter).startswith("C") for letter in file)
    assert individual_file_names(people, stem) == files
