"""A session file and the options that win over it."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.core.errors import KitError
from kit.core.sizes import CARDS
from kit.pipeline.request import request_for
from kit.session.file import read_session
from kit.session.model import Session
from kit.session.options import KEYS
from kit.session.print_settings import Printing
from kit.session.printers import profiles_folder
from tests.made_workbooks import with_sheets

WHOLE = """\
title: Fagdag om verdier
date: 2026-12-03
team: Team Nord
people: 24                  # or participants
tables: 4
areas: [relasjonelle, 3]
values: [empati, 2.10]
leave-out: [varme]
pieces: {value-cards: per table, posters: 2, action-plan: per person}
printer:
credit: no
flip: short
back-offset: [0.5, -1]
png: no
"""


@pytest.fixture(autouse=True)
def no_printers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No printer of the machine that the tests run on is known."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def written(folder: Path, text: str) -> Path:
    path = folder / "okt.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, text: str, **options: object) -> Session:
    """The session of this file and of these options, with nothing wrong in either."""
    given = {key.replace("_", "-"): value for key, value in options.items()}
    session, problems = read_session(given, written(folder, text))
    assert problems == []
    return session


def told(folder: Path, text: str, **options: object) -> list[str]:
    """All that a build tells of this file and these options, without the name of the file."""
    given = {key.replace("_", "-"): value for key, value in options.items()}
    path = written(folder, text)
    with pytest.raises(KitError) as caught:
        request_for(*read_session(given, path))
    return [str(problem).removeprefix(f"{path}:") for problem in caught.value.problems]


# What a file says


def test_every_key_is_taken_as_it_is_written(tmp_path: Path) -> None:
    session = read(tmp_path, WHOLE)
    assert (session.title, session.team) == ("Fagdag om verdier", "Team Nord")
    assert session.date == datetime.date(2026, 12, 3)
    assert (session.attendance.people, session.attendance.tables) == (24, 4)
    # A figure keeps its last nought, and a word that looks like a switch is a word.
    assert (session.areas, session.values) == (("relasjonelle", "3"), ("empati", "2.10"))
    assert session.credit == "no"
    assert session.leave_out == ("varme",)
    assert session.pieces == ("value-cards", "posters", "action-plan")
    assert session.amounts == {"value-cards": "table", "posters": 2, "action-plan": "person"}
    expected = {"flip": "short", "back-offset": (0.5, -1)}
    assert session.printing == Printing.model_validate(expected)


def test_nothing_after_a_colon_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    empty = "".join(f"{key}:\n" for key in KEYS)
    session = read(tmp_path, empty)
    assert session.out == tmp_path / "out"
    apart = {"sources": Session().sources, "out": Session().out}
    assert session.model_copy(update=apart) == Session()


def test_a_kit_comes_beside_its_session_file_unless_an_option_says_where(tmp_path: Path) -> None:
    assert read(tmp_path, "people: 4\n").out == tmp_path / "out"
    assert read(tmp_path, "out: sub/ut\n").out == tmp_path / "sub" / "ut"
    assert read(tmp_path, "out: sub/ut\n", out=Path("here")).out == Path("here")
    assert read_session({"people": "4"})[0].out == Path("out")


def test_the_files_that_a_session_names_may_be_told_as_they_were_pasted(tmp_path: Path) -> None:
    (tmp_path / "lister").mkdir()
    names = tmp_path / "lister" / "mine folk.csv"
    names.write_text("navn\nKari\nOla\n", encoding="utf-8")
    for told in (r"lister\mine folk.csv", "'\"lister/mine folk.csv\"'", names.as_uri()):
        assert read(tmp_path, f"participants: {told}\n").names == ("Kari", "Ola"), told


@pytest.mark.parametrize("day", ["2026-12-03", "3.12.2026", "03.12.2026", "'2026-12-03'"])
def test_a_day_may_be_written_as_norwegians_do(tmp_path: Path, day: str) -> None:
    assert read(tmp_path, f"date: {day}\n").date == datetime.date(2026, 12, 3)


@pytest.mark.parametrize("names", ["[håp]", "håp", "- håp", "[ håp ]"])
def test_one_name_needs_no_list(tmp_path: Path, names: str) -> None:
    line = f"\n{names}" if names.startswith("-") else f" {names}"
    assert read(tmp_path, f"values:{line}\n").values == ("håp",)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("per table", "table"),
        ("table", "table"),
        ("Per  Person", "person"),
        ("per room", "room"),
        ("7", 7),
        ("1000", 1000),
    ],
)
def test_an_amount_is_for_somebody_or_a_number(
    tmp_path: Path, written: str, amount: object
) -> None:
    assert read(tmp_path, f"pieces:\n  verdikort: {written}\n").amounts == {"verdikort": amount}


def test_a_piece_without_an_amount_keeps_its_own(tmp_path: Path) -> None:
    for pieces in ("[posters, verdikort]", "{posters: , verdikort: }"):
        session = read(tmp_path, f"pieces: {pieces}\n")
        assert (session.pieces, session.amounts) == (("posters", "verdikort"), {})


def test_lost_cards_may_stand_in_one_text_or_in_a_list(tmp_path: Path) -> None:
    for only in ("3.6,1.2", "'3.6, 1.2'", "[3.6, 1.2]"):
        assert read(tmp_path, f"only: {only}\n").only == ("3.6", "1.2")


def test_files_lie_where_the_session_file_does(tmp_path: Path) -> None:
    session = read(tmp_path, "out: kits/one\ncontent: pack\nlogo: a.png\nonly-changed: m.json\n")
    found = (session.out, session.content, session.logo, session.only_changed)
    names = ("kits/one", "pack", "a.png", "m.json")
    assert found == tuple(tmp_path / name for name in names)
    assert read(tmp_path, f"out: {tmp_path / 'x'}\n").out == tmp_path / "x"


# Options


def test_an_option_wins_over_its_key(tmp_path: Path) -> None:
    session = read(
        tmp_path,
        WHOLE,
        people="30",
        values=["1.1"],
        flip="long",
        png=False,
        out=Path("elsewhere"),
        pieces=["posters"],
    )
    assert (session.attendance.people, session.values, session.out) == (
        30,
        ("1.1",),
        Path("elsewhere"),
    )
    assert (session.printing.flip, session.printing.png) == ("long", False)
    # How many there are of a piece is still what the file says.
    assert session.pieces == ("posters",)
    assert session.amounts["posters"] == 2


def test_an_option_puts_away_a_key_that_says_the_same(tmp_path: Path) -> None:
    names = "participants: [Kari, Ola, Åse]\n"
    assert read(tmp_path, names, people="30").attendance.people == 30
    assert read(tmp_path, "people: 30\n", participants=Path(_list(tmp_path))).attendance.people == 2


def test_what_an_option_puts_away_leaves_nothing_behind(tmp_path: Path) -> None:
    names = f"participants: {_list(tmp_path)}\ncolumn: navn\nindividual: yes\n"
    assert read(tmp_path, names).attendance.people == 2
    assert read(tmp_path, names, people="30").attendance.people == 30


def test_a_list_of_names_is_no_session_file(tmp_path: Path) -> None:
    with pytest.raises(
        KitError, match="this is a list, no session file: name it with --participants"
    ):
        read_session({}, Path(_list(tmp_path)))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Kari Moe Ola By", "name a list such as folk.xlsx, or write several names with commas "
         "between"),
        ("folk", "did you mean folk.xlsx?"),
        ("folk.xlxs", "did you mean folk.xlsx?"),
        ("folk.vcf", "did you mean folk.xlsx?"),
    ],
)  # fmt: skip
def test_a_list_that_is_not_there_is_told_in_fitting_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, told: str
) -> None:
    (tmp_path / "folk.xlsx").touch()
    monkeypatch.chdir(tmp_path)
    _, problems = read_session({"participants": Path(typed)})
    assert [one.text for one in problems] == [f"there is no file {typed}: {told}"]


def test_names_may_be_written_out_in_one_text(tmp_path: Path) -> None:
    for text in (
        "Kari Vik, Ola Bø",
        "Kari Vik <k@x.no>; Bø, Ola <o@x.no>",
        "|\n  Kari Vik\n  Ola Bø",
    ):
        assert read(tmp_path, f"participants: {text}\n").names == ("Kari Vik", "Ola Bø"), text
    text = "Kari Vik (hun/henne), Ola Bø"
    names = ("Kari Vik (hun/henne)", "Ola Bø")
    assert read(tmp_path, f"participants: {text}\n").names == names
    assert read(tmp_path, "people: 2\n", participants=Path(text)).names == names


def test_more_names_than_the_name_of_a_file_may_have_letters_are_read(tmp_path: Path) -> None:
    names = tuple(f"Kari Vik {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert len(", ".join(names)) > 255
    assert read(tmp_path, f"participants: {', '.join(names)}\n").names == names
    for typed in ("n" * 300, f"{'n' * 300}.b", f"{'n' * 300}/b.csv"):
        (problem,) = read_session({"participants": tmp_path / typed})[1]
        assert "nnn" in problem.text


def test_what_was_read_of_a_list_is_told_and_kept_as_data(tmp_path: Path) -> None:
    session = read(tmp_path, f"participants: {_list(tmp_path)}\n")
    assert session.notices == (f"2 names from {tmp_path / 'list.csv'}: Kari … Ola.",)
    assert session.names_read
    assert (session.names_read.count, session.names_read.first) == (2, "Kari")
    assert read(tmp_path, "participants: [Kari, Ola, Kari]\n").notices == (
        "3 names: Kari … Kari.",
        "«Kari» stands twice: both are kept.",
    )
    assert read(tmp_path, "people: 3\n").notices == ()
    # The manifest has no names of people.
    assert "Kari" not in str(session.record())


def test_the_sheet_of_a_workbook_may_be_chosen(tmp_path: Path) -> None:
    book = with_sheets(A=[["Navn"], ["Kari"]], B=[["Navn", "Bord"], ["Ola", "1"]])
    book.save(tmp_path / "folk.xlsx")
    assert read(tmp_path, "participants: folk.xlsx\nsheet: b\n").names == ("Ola",)
    (problem,) = told(tmp_path, "participants: folk.xlsx\n")
    assert 'say which to read, such as --sheet "A"' in problem


def _list(folder: Path) -> str:
    path = folder / "list.csv"
    path.write_text("navn\nKari\nOla\n", encoding="utf-8")
    return str(path)


def test_options_alone_are_a_session_too() -> None:
    session, problems = read_session({"people": "24", "tables": "4", "margin": None})
    assert (problems, session.attendance.seats) == ([], (6, 6, 6, 6))


def test_a_printer_fills_in_what_neither_says(tmp_path: Path) -> None:
    folder = profiles_folder()
    folder.mkdir(parents=True)
    (folder / "kontoret.yaml").write_text("margin: 5\nduplex: short\n", encoding="utf-8")
    session = read(tmp_path, "printer: kontoret\nmargin: 9\n")
    assert (session.printing.margin, session.printing.flip) == (9, "short")
    assert read(tmp_path, "printer: kontoret\n", flip="long").printing.flip == "long"


# As people type it


def test_names_in_a_file_may_be_typed_as_in_an_option(tmp_path: Path) -> None:
    for areas, values, found in (
        ("1-2", "2.10", "1.1 1.10 2.10"),
        ("alle", "", "1.1 4.10"),
        ("1, 4", "håp, 3.6", "1.1 2.3 3.6 4.10"),
        ("", "2.1–2.3 og empati", "1.1 2.1 2.2 2.3"),
    ):
        text = f"areas: {areas}\nvalues: {values}\n"
        chosen = request_for(*read_session({}, written(tmp_path, text))).selection
        assert set(found.split()) <= {one.number for one in chosen.values}, text


def test_all_pieces_are_as_good_as_none_named(tmp_path: Path) -> None:
    assert read(tmp_path, "pieces: alle\n").pieces == ()
    found = request_for(*read_session({"pieces": ["alle"], "tables": "2"}))
    assert list(found.pieces) == list(request_for(*read_session({"tables": "2"})).pieces)


def test_several_pieces_may_have_one_amount(tmp_path: Path) -> None:
    text = "pieces: {plakat og verdikort: 2, handlingsplan: }\n"
    asked = request_for(*read_session({}, written(tmp_path, text)))
    assert asked.amounts == {"posters": 2, "value-cards": 2}
    assert set(asked.pieces) == {"posters", "value-cards", "action-plan", "guide"}


# What is wrong

BAD = r"""
titel: Fagdag
title: [a, b]
date: 2026-02-30
people: mange
tables: 2.5
areas: [relasjonele, 3]
values: {a: b}
leave-out: [2.10, 9.9]
pieces: {value-crad: per table, posters: per bord, guide: 0}
printer: kontorett
margin: 200
flip: sideways
png: maybe
individual: perhaps
team: "Team \x07 Nord"
title: again
credit: ﷽
"""


def test_a_key_that_is_near_no_other_is_told_with_all(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, "bord: 4\n")
    assert fault.startswith("1:1: unknown key bord: the keys are content, out, title, ")


def test_all_that_is_wrong_is_told_at_once_and_where(tmp_path: Path) -> None:
    assert told(tmp_path, BAD) == [
        "2:1: unknown key titel: did you mean title?",
        "4:7: date 2026-02-30: give a day that there is, such as 2026-12-03 or 3.12.2026",
        "5:9: people mange: give a whole number from 1 to 1000, in figures such as 24",
        "6:9: tables 2.5: give a whole number from 1 to 100",
        "7:9: no area relasjonele: did you mean Relasjonelle verdier og holdninger (1)?",
        "8:1: values {'a': 'b'}: list names, such as [empati, 2.3]",
        "9:19: no value 9.9: did you mean Kompetansedeling (4.9), Samtykkekompetanse (3.9) or "
        "Partnerskap (2.9)?",
        "10:10: no piece value-crad: did you mean Verdikort (value-cards) or Egenskapskort "
        "(quality-cards)?",
        "10:33: posters per bord: say per table, per room, per person, or a number from 1 to 1000",
        "10:52: guide 0: say per table, per room, per person, or a number from 1 to 1000",
        "11:10: no printer kontorett: add it with `kit printer add kontorett`",
        "12:9: margin 200: give millimetres from 0 to 50",
        "13:7: flip sideways: choose one of long, short, none, fold",
        "14:6: png maybe: say yes or no",
        "15:13: individual perhaps: say yes or no",
        "16:7: team: an invisible character stands after «Team», U+0007: delete it",
        "17:1: title is given twice: keep one of them",
        "18:9: credit: the typefaces have no ﷽ (U+FDFD ARABIC LIGATURE BISMILLAH "
        "AR-RAHMAN AR-RAHEEM): write it another way",
    ]


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        (
            "people: 3\ntables: 5\n",
            {},
            ["2:9: tables 5: that is more than the 3 people: set up fewer"],
        ),
        (
            "participants: [Kari]\ntables: 2\n",
            {},
            ["2:9: tables 2: that is more than the 1 person: set up fewer"],
        ),
        (
            "people: 3\nparticipants: [Kari]\n",
            {},
            ["1:9: people is counted from participants: take one away"],
        ),
        (
            "tables: 2\ndecks: 3\n",
            {},
            [
                "2:8: decks are counted from tables: take one away, or say how many of a piece in "
                "a session file, such as pieces: {value-cards: 6}"
            ],
        ),
        (
            "individual: yes\n",
            {},
            ["1:13: individual makes a plan for each name: add participants"],
        ),
        (
            "column: Navn\nparticipants: [Kari]\n",
            {},
            ["1:9: column is that of a file with names: add participants, or take it away"],
        ),
        (
            "sheet: Ark1\nparticipants: [Kari]\n",
            {},
            ["1:8: sheet is that of a file with names: add participants, or take it away"],
        ),
        (
            "participants: Kari Vik\n",
            {},
            [
                "1:15: there is no file {folder}/Kari Vik: name a list such as folk.xlsx, or write "
                "several names with commas between"
            ],
        ),
        (
            "participants: Vik, Kari\n",
            {},
            [
                "1:15: «Vik, Kari» may be one person or two: write each name in a line of its own",
            ],
        ),
        (
            "only: 1.1\nonly-changed: m.json\n",
            {},
            [
                "1:7: only and only-changed are two ways: take one away",
                "2:15: there is no {folder}/m.json: name the manifest.json of the kit that you "
                "printed",
            ],
        ),
        (
            "pieces: {table-signs: 1}\n",
            {},
            ["1:10: table-signs are for tables: add tables"],
        ),
        (
            "values: '1.1, 1,2'\n",
            {},
            [
                f"1:9: no value {number}: that is the area {title} ({number}), asked for by areas"
                for number, title in (
                    ("1", "Relasjonelle verdier og holdninger"),
                    ("2", "Menneskesyn og profesjonell holdning"),
                )
            ],
        ),
        (
            "values: [1]\n",
            {},
            [
                "1:10: no value 1: that is the area Relasjonelle verdier og holdninger (1), asked "
                "for by areas"
            ],
        ),
        (
            "values: [varme]\nleave-out: [varme]\n",
            {},
            ["2:12: varme is both asked for and left out: take it out of values or of leave-out"],
        ),
        (
            "margin: 9\nfor: screen\n",
            {},
            ["1:9: margin does nothing for screen: take one of the two away"],
        ),
        (
            "for: screen\n",
            {"margin": "9"},
            ["--margin does nothing for screen: say --for office as well, or take it away"],
        ),
        (
            "participants: no.csv\n",
            {},
            ["1:15: there is no file {folder}/no.csv: look at how its name is spelt"],
        ),
        (
            "for: print-shop\nicc: no.icc\npeople: 0\n",
            {},
            [
                "2:6: {folder}/no.icc: there is no such file: check the name",
                "3:9: people 0: give a whole number from 1 to 1000",
            ],
        ),
        (
            "content: nowhere\n",
            {},
            [
                "1:10: {folder}/nowhere: there is no such folder: name the folder that holds the "
                "pack's pack.yaml"
            ],
        ),
        (
            "only: [1.1, 9.9, vrme]\n",
            {},
            [
                "1:13: no card 9.9: did you mean Kompetansedeling (4.9), Samtykkekompetanse "
                "(3.9) or Partnerskap (2.9)?",
                "1:18: no card vrme: did you mean Varme (1.8)?",
            ],
        ),
        ("qwerty: 1\n", {}, ["1:1: unknown key qwerty: the keys are " + ", ".join(KEYS)]),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(
    tmp_path: Path, text: str, options: dict[str, object], expected: list[str]
) -> None:
    found = told(tmp_path, text, **options)
    wanted = [line.format(folder=tmp_path) if "{folder}" in line else line for line in expected]
    assert found == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n", ":1:1: write a key and its value on each line: people: 24"),
        ("", ": the file is empty: fill it in, or delete it"),
        ("a: [1\n", ":1:4: a [ opens here and does not close: close it with ]"),
    ],
)
def test_a_file_that_holds_no_session_is_told_by_itself(
    tmp_path: Path, text: str, expected: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(KitError) as caught:
        read_session({}, path)
    assert str(caught.value) == f"{path}{expected}"


def test_what_is_wrong_leaves_the_rest_as_it_was_asked_for(tmp_path: Path) -> None:
    session, problems = read_session({}, written(tmp_path, "people: x\ntables: 3\nflip: x\n"))
    assert len(problems) == 2
    assert (session.people, session.tables) == (None, 3)


@given(st.sampled_from(KEYS), st.text(max_size=30) | st.lists(st.text(max_size=5)))
def test_no_option_however_odd_is_a_fault_of_the_program(key: str, value: object) -> None:
    session, problems = read_session({key: value})
    assert isinstance(session, Session)
    assert all(problem.text for problem in problems)
    assert session.printing.card in CARDS


@pytest.mark.parametrize("key", ["out", "content", "logo", "icc", "participants"])
@pytest.mark.parametrize("empty", ["", " ", "''"])
def test_a_path_that_is_empty_is_never_a_folder(tmp_path: Path, key: str, empty: str) -> None:
    nothing = f"{key}: nothing stands here: name a file or a folder, or leave it out"
    (problem,) = told(tmp_path, f'title: A\n{key}: "{empty}"\n')
    assert problem == f"2:{len(key) + 3}: {nothing}"
    assert told(tmp_path, "title: A\n", **{key: empty}) == [f"--{nothing}"]
    # Nothing at all is not said.
    read(tmp_path, f"{key}:\n")


def test_an_option_goes_before_a_path_that_is_empty(tmp_path: Path) -> None:
    assert read(tmp_path, 'out: ""\n', out=Path("x")).out == Path("x")
