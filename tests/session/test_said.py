"""What is wrong in a session is said in Norwegian as well, whole."""

from pathlib import Path
from typing import Any

import pytest

from kit.core.errors import KitError, Problem
from kit.core.language import Language, speech
from kit.session.arguments import Session
from kit.session.file import read_session
from kit.session.logo import read_logo
from kit.session.printers import Printer, add, applied, find_printer, profiles_folder
from kit.session.selection import select
from kit.session.which_file import passed_over, session_file_meant
from tests.session.selections import PACK

SAID: tuple[Language, ...] = ("nb", "nn")


@pytest.fixture(autouse=True)
def printers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One printer is known."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    profiles_folder().mkdir(parents=True)
    (profiles_folder() / "kontoret.yaml").write_text("margin: 5\n", "utf-8")


def told(problems: tuple[Problem, ...], language: Language) -> list[str]:
    """The texts of problems in a language, in their order in English."""
    return [speech(language).said(problem.text) for problem in problems]


@pytest.mark.parametrize(
    ("text", "options", "bokmaal", "nynorsk"),
    [
        ("peopl: 3\n", {}, "ukjent nøkkel peopl: mente du people?",
         "ukjend nøkkel peopl: meinte du people?"),
        ("- a\n", {}, "skriv en nøkkel med det den skal ha, på hver linje: people: 24",
         "skriv ein nøkkel med det han skal ha, på kvar linje: people: 24"),
        ("allow-layouts: yes\n", {}, "--allow-layouts oppgis når kommandoen kjøres: ta det ut her",
         "oppgi --allow-layouts når du køyrer kommandoen: ta det ut her"),
        ("png: kanskje\n", {}, "png kanskje: svar ja eller nei", "png kanskje: svar ja eller nei"),
        ("flip: lng\n", {}, "flip lng: mente du long?", "flip lng: meinte du long?"),
        ("marks: qqq\n", {}, "marks qqq: velg en av crop, lines, none",
         "marks qqq: vel ein av crop, lines, none"),
        ("logo: [1]\n", {}, "logo ['1']: dette er ikke navnet på en fil eller en mappe",
         "logo ['1']: dette er ikkje namnet på ei fil eller ei mappe"),
        ("people: 0\n", {}, "people 0: oppgi et helt tall fra 1 til 1000",
         "people 0: oppgi eit heilt tal frå 1 til 1000"),
        ("out: ''\n", {}, "out: her står det ingenting: oppgi en fil eller en mappe, eller utelat "
         "det", "out: her står det ingenting: oppgi ei fil eller ei mappe, eller utelat det"),
        ("pieces: {posters: per bord}\n", {}, "posters per bord: skriv per table, per room, per "
         "person eller et tall fra 1 til 1000", "posters per bord: skriv per table, per room, per "
         "person eller eit tal frå 1 til 1000"),
        ("people: 1\ntables: 2\n", {}, "tables 2: det er flere enn 1 person: sett opp færre",
         "tables 2: det er fleire enn 1 person: set opp færre"),
        ("column: navn\n", {}, "column gjelder en fil med navn: legg til participants, eller ta "
         "det bort", "column gjeld ei fil med namn: legg til participants, eller ta det bort"),
        ("png: yes\n", {}, "png er ikke for din egen skriver: legg til for screen",
         "png er ikkje for din eigen skrivar: legg til for screen"),
        ("for: screen\n", {"margin": "5"}, "--margin gjør ingenting med for screen: oppgi --for "
         "office også, eller ta det bort", "--margin gjer ingenting med for screen: oppgi --for "
         "office òg, eller ta det bort"),
        ("printer: kontr\n", {}, "skriveren kontr finnes ikke: mente du kontoret?",
         "skrivaren kontr finst ikkje: meinte du kontoret?"),
        ("printer: kontoret\npaper: a3\n", {}, "skriveren kontoret har ikke A3: velg a4, eller "
         "endre det med `kit printer add`", "skrivaren kontoret har ikkje A3: vel a4, eller endre "
         "det med `kit printer add`"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_said(
    tmp_path: Path, text: str, options: dict[str, Any], bokmaal: str, nynorsk: str
) -> None:
    path = tmp_path / "okt.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        problems = tuple(read_session(options, path)[1])
    except KitError as error:
        problems = error.problems
    assert [told(problems, language) for language in SAID] == [[bokmaal], [nynorsk]]


def test_what_an_option_puts_by_and_how_values_were_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "okt.yaml"
    text = "areas: [1, 3]\nvalues: 4.2\nparticipants: [Kari]\nmarks: lines\ntables: ca. 2\n"
    path.write_text(text, encoding="utf-8")
    session, _ = read_session({"areas": ("2",), "people": "5", "for": "screen"}, path)
    assert [speech("nb").said(one) for one in session.remarks] == [
        f"{path}:5:9: tables ca. 2: regnet som 2",
        "--for går foran marks i øktfilen.",
        "--people går foran participants i øktfilen: det 1 navnet der brukes ikke.",
        "--area går foran areas i øktfilen: de 2 som står der, legges til side; values gjelder "
        "fortsatt. Skal begge deler med, må det skrives i filen.",
    ]
    assert speech("nn").said(session.remarks[-1]) == (
        "--area går føre areas i øktfila: dei 2 som står der, blir ståande utanfor; values gjeld "
        "framleis. Skal begge delar med, må det skrivast i fila."
    )


@pytest.mark.parametrize(
    ("chosen", "bokmaal", "nynorsk"),
    [
        ({"areas": ["7"]}, "området 7 finnes ikke: `kit list areas` viser hva som finnes",
         "området 7 finst ikkje: `kit list areas` viser kva som finst"),
        ({"areas": ["empati"]}, "området empati finnes ikke: det er verdien Empati (1.1), som "
         "velges med --value", "området empati finst ikkje: det er verdien Empati (1.1), som du "
         "vel med --value"),
        ({"values": ["1,3"]}, "verdien 1,3 finnes ikke: skriv 1.3, med punktum, hvis Tillit er "
         "ment, eller --area 1 --area 3 hvis det er områdene 1 og 3", "verdien 1,3 finst ikkje: "
         "skriv 1.3, med punktum, om Tillit er meint, eller --area 1 --area 3 om det er områda 1 "
         "og 3"),
        ({"areas": ["9-12"]}, "området 9-12 finnes ikke: verken 9 eller 12 finnes; numrene går fra "
         "1 til 4", "området 9-12 finst ikkje: verken 9 eller 12 finst; nummera går frå 1 til 4"),
        ({"values": ["1.1"], "leave_out": ["1.1"]}, "empati er både valgt og utelatt: ta den ut av "
         "--value eller av --leave-out", "empati er både vald og utelaten: ta han ut av --value "
         "eller av --leave-out"),
        ({"leave_out": ["alle"]}, "alle verdiene er utelatt, så det er ingenting å lage: utelat "
         "færre", "alle verdiane er utelatne, så det er ingenting å lage: utelat færre"),
    ],
)  # fmt: skip
def test_a_choice_that_cannot_be_is_said(
    chosen: dict[str, list[str]], bokmaal: str, nynorsk: str
) -> None:
    with pytest.raises(KitError) as caught:
        select(PACK, **chosen)  # type: ignore[arg-type]
    assert [told(caught.value.problems, one) for one in SAID] == [[bokmaal], [nynorsk]]


@pytest.mark.parametrize(
    ("keywords", "bokmaal"),
    [
        ({"papr": "A4"}, "ukjent nøkkelord papr: mente du paper?"),
        (
            {"printer": "kontoret", "destination": "screen"},
            "printer er for office, ikke screen: ta bort ett av de to",
        ),
        ({"decks": 2, "tables": 2}, None),
    ],
)
def test_programs_are_told_of_keywords_in_norwegian_as_well(
    keywords: dict[str, Any], bokmaal: str | None
) -> None:
    """Options are named in the texts of a language too, and are keywords there."""
    with pytest.raises(KitError) as caught:
        Session(**keywords)
    (text,) = told(caught.value.problems, "nb")
    assert text == (bokmaal or text)
    assert "--" not in text


def test_which_file_is_meant_is_said(tmp_path: Path) -> None:
    for name in ("fagdag.yaml", "samling.yaml"):
        (tmp_path / name).write_text("title: Fagdag\n", encoding="utf-8")
    for typed, said in {
        "fagdg.yaml": "filen finnes ikke: mente du fagdag.yaml?",
        "": "det er 2 øktfiler her: oppgi en av fagdag.yaml, samling.yaml",
        "liste.csv": "dette er en liste, ingen øktfil: oppgi den med --participants hvis den "
        "holder deltakerne, eller bak participants: i en øktfil",
        "borte/okt.yaml": "mappen finnes ikke: se hvordan navnet er skrevet",
    }.items():
        with pytest.raises(KitError) as caught:
            session_file_meant(tmp_path / typed)
        assert told(caught.value.problems, "nb") == [said]
    meant = session_file_meant(tmp_path / "fagdag")
    assert speech("nn").said(meant.said) == f"Øktfil: {tmp_path / 'fagdag.yaml'}"
    assert speech("nn").said(passed_over(tmp_path)) == (
        "Inga øktfil er oppgitt, så dei 2 øktfilene her blir ikkje lesne: set fagdag.yaml bak "
        "kommandoen for å bruke ho."
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "er tom: hent den på nytt"),
        (b"GIF89a", "er en GIF, ikke en PNG eller JPEG: åpne den og lagre den som PNG, omtrent "
         "1000 piksler bred"),
        (None, "finnes ikke: se etter at navnet og mappen stemmer"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_logo_is_said(tmp_path: Path, data: bytes | None, said: str) -> None:
    path = tmp_path / "team.png"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(KitError) as caught:
        read_logo(path, lambda text: Problem("", 0, 0, text))
    assert told(caught.value.problems, "nb") == [f"logoen team.png {said}"]


def test_what_is_wrong_with_a_printer_is_said(tmp_path: Path) -> None:
    with pytest.raises(KitError) as caught:
        add("kontoret", {"papers": ""}, "--{}".format, tmp_path)
    assert told(caught.value.problems, "nn") == [
        "--papers : oppgi eitt eller fleire papirformat med komma mellom, til dømes a4,a3"
    ]
    with pytest.raises(KitError) as caught:
        find_printer("stua", tmp_path)
    assert told(caught.value.problems, "nb") == [
        "skriveren stua finnes ikke: legg den til med `kit printer add stua`"
    ]
    with pytest.raises(KitError) as caught:
        applied({"for": "screen"}, "kontoret", Printer())
    assert told(caught.value.problems, "nn") == [
        "--printer er for office, ikkje screen: ta bort eitt av dei to"
    ]


def test_the_comment_in_a_profile_is_in_the_language_that_is_spoken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.session.printers.said", speech("nb").said)
    add("kontoret", {}, "--{}".format, tmp_path)
    lines = (tmp_path / "kontoret.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# En skriver, for `kit build --printer`. Lengder er mm: ")
    assert lines[1].endswith("margin er kanten som blir hvit.")
    assert find_printer("kontoret", tmp_path) == Printer()
