import contextlib
import errno
import os
import signal
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kit.core.errors import KitError, bounded
from kit.core.sizes import PAPERS
from kit.output.folder import OpenFolder
from kit.session.kinds import MOST_MARGIN
from kit.session.print_settings import Printing, printing
from kit.session.printers import (
    MOST_NAME,
    Printer,
    add,
    all_printers,
    applied,
    find_printer,
    profiles_folder,
    remove,
)
from kit.typed.figures import MOST_OFFSET

A4_ONLY = Printer()
LARGE = Printer(papers=("A3", "A4"))


def called(key: str) -> str:
    return f"--{key}"


def put(folder: Path, name: str, **options: Any) -> Printer:
    return add(name, options, called, folder)


def refusal(folder: Path, name: str, **options: Any) -> str:
    """What is told where a printer is not saved; nothing may have come into the folder."""
    before = held(folder)
    with pytest.raises(KitError) as caught:
        put(folder, name, **options)
    assert held(folder) == before
    return str(caught.value)


def held(folder: Path) -> dict[str, bytes]:
    """Every file in and below the folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def wrong(folder: Path, text: str) -> str:
    """What is told of a file, from its line on."""
    (folder / "kontoret.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(KitError) as caught:
        find_printer("kontoret", folder)
    place = f"{folder / 'kontoret.yaml'}:"
    lines = str(caught.value).splitlines()
    assert all(line.startswith(place) for line in lines)
    return "\n".join(line.removeprefix(place) for line in lines)


# Where they are kept


def test_printers_are_kept_in_the_users_config_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder = profiles_folder()
    assert folder == platformdirs.user_config_path("workshop-kit", appauthor=False) / "printers"
    assert folder.parts[-2:] == ("workshop-kit", "printers")
    assert not folder.exists(), "asking where is not making"


# add


def test_a_printer_without_options_is_an_office_printer_of_a4(tmp_path: Path) -> None:
    made = put(tmp_path, "kontoret", offset=None, margin=None, duplex=None, papers=None)
    assert made == Printer(offset=(0, 0), duplex="long", papers=("A4",))
    assert "margin:" not in (tmp_path / "kontoret.yaml").read_text("utf-8")
    assert find_printer("kontoret", tmp_path) == made


def test_options_are_read_as_people_write_them(tmp_path: Path) -> None:
    made = put(tmp_path, "x", offset=" 0.5, -1", margin="6,5", duplex="SHORT", papers="letter, a3,")
    assert made.offset == (0.5, -1.0)
    assert made.margin == 6.5
    assert made.duplex == "short"
    assert made.papers == ("Letter", "A3")
    assert find_printer("x", tmp_path) == made


def test_papers_may_be_a_list_and_stand_once_each_in_the_order_given(tmp_path: Path) -> None:
    assert put(tmp_path, "x", papers=["a3", "A4", "A3"]).papers == ("A3", "A4")
    assert put(tmp_path, "x", papers="a4,sra3,A4").papers == ("A4", "SRA3")


@pytest.mark.parametrize(
    ("option", "given", "told"),
    [
        ("offset", "1", "--offset 1: give two numbers of millimetres, such as"),
        ("offset", "1,2,3", "--offset 1,2,3: give two numbers of millimetres"),
        ("offset", "0,nan", "--offset 0,nan: give two numbers of millimetres"),
        ("offset", "0,-10.5", "--offset 0,-10.5: give at most 10 mm"),
        ("margin", "wide", "--margin wide: give a number of millimetres, such as 8 or 6.5"),
        ("margin", "-1", "--margin -1: give millimetres from 0 to 50"),
        ("margin", "51", "--margin 51: give millimetres from 0 to 50"),
        ("duplex", "fold", "--duplex fold: choose one of long, short, none"),
        ("duplex", "", "--duplex : choose one of long, short, none"),
        ("papers", "a4,leter", "--papers leter: did you mean letter?"),
        ("papers", "a4,b5", "--papers b5: choose one of a4, a3, letter"),
        ("papers", "", "--papers : name one paper or more with commas between them"),
        ("papers", " , ", "--papers  , : name one paper or more"),
        ("papers", [], "--papers []: name one paper or more"),
        ("paper", "a4", "--paper a4: "),
    ],
)
def test_a_wrong_option_is_told_as_it_was_given(
    tmp_path: Path, option: str, given: Any, told: str
) -> None:
    text = refusal(tmp_path, "kontoret", **{option: given})
    assert text.startswith(told)
    assert "\n" not in text


def test_all_wrong_options_are_told_at_once_and_worded_as_in_a_build(tmp_path: Path) -> None:
    text = refusal(tmp_path, "x", offset="a,b", margin="b", duplex="c", papers="d,a4,e")
    assert [line.split(":")[0] for line in text.splitlines()] == [
        "--duplex c",
        "--margin b",
        "--offset a,b",
        "--papers d",
        "--papers e",
    ]
    with pytest.raises(KitError) as caught:
        printing({"margin": "b"}, called)
    assert str(caught.value) in text.splitlines()


def test_a_refused_option_leaves_the_printer_as_it_was(tmp_path: Path) -> None:
    put(tmp_path, "kontoret", margin="5")
    refusal(tmp_path, "kontoret", margin="wide")
    assert find_printer("kontoret", tmp_path).margin == 5


def test_what_is_known_of_a_printer_of_the_same_name_in_any_case_is_kept(tmp_path: Path) -> None:
    put(tmp_path, "Hjørnet", margin="5", papers="a3")
    put(tmp_path, "HJØRNET", duplex="none")
    put(tmp_path, "hjørnet", margin="6")
    expected = Printer(margin=6, duplex="none", papers=("A3",))
    assert all_printers(tmp_path) == {"Hjørnet": expected}
    assert list(held(tmp_path)) == ["Hjørnet.yaml"]


def test_a_broken_printer_is_mended_by_adding_it_again(tmp_path: Path) -> None:
    (tmp_path / "kontoret.yaml").write_text("offset: [", encoding="utf-8")
    put(tmp_path, "Kontoret", margin="5")
    assert find_printer("kontoret", tmp_path) == Printer(margin=5)


def test_the_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    put(tmp_path / "a" / "b", "kontoret")
    assert list(held(tmp_path)) == ["a/b/kontoret.yaml"]


def test_the_file_can_be_read_and_written_by_people(tmp_path: Path) -> None:
    put(tmp_path, "kontoret", offset="0.5,-1", margin="8", papers="a4,a3")
    text = (tmp_path / "kontoret.yaml").read_text(encoding="utf-8")
    assert all(line.startswith("# ") for line in text.splitlines()[:2])
    assert "mm" in text.splitlines()[0]
    assert text.splitlines()[2:] == [
        "offset: [0.5, -1]",
        "upright-offset: [0, 0]",
        "margin: 8",
        "duplex: long",
        "papers: [A4, A3]",
    ]


lengths = st.floats(-MOST_OFFSET, MOST_OFFSET)


@given(
    lengths,
    lengths,
    st.floats(0, MOST_MARGIN),
    st.sampled_from(["long", "short", "none"]),
    st.lists(st.sampled_from(list(PAPERS)), min_size=1, unique=True),
)
def test_what_is_saved_is_read_back_to_the_last_figure(
    x: float, y: float, margin: float, duplex: str, papers: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        options = {"offset": f"{x!r},{y!r}", "margin": f"{margin!r}", "duplex": duplex}
        made = add("x", {**options, "papers": ",".join(papers)}, called, Path(folder))
        assert made.offset == (x, y)
        assert made.margin == margin
        assert (made.duplex, made.papers) == (duplex, tuple(papers))
        assert find_printer("x", Path(folder)) == made


@pytest.mark.parametrize("figures", ["1e-7", "-0.0", "1.5e-05", "5e-324", "010", "0.1"])
def test_figures_that_yaml_takes_for_something_else_are_read_back(
    tmp_path: Path, figures: str
) -> None:
    made = put(tmp_path, "x", offset=f"{figures},1", margin=figures)
    assert made.margin == float(figures)
    assert find_printer("x", tmp_path) == made


def test_a_printer_is_frozen_and_knows_its_keys() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        A4_ONLY.margin = 3
    assert list(Printer.model_fields) == [
        "offset",
        "upright_offset",
        "margin",
        "duplex",
        "papers",
    ]


# Names


@pytest.mark.parametrize(
    "name",
    [
        "x",
        "3",
        "HP LaserJet 4_2-b",
        "Bjørg på hjørnet",
        "Принтер",
        "印刷機",
        "प्रिंटर",
        "a" * MOST_NAME,
    ],
)
def test_a_name_may_hold_letters_of_any_language(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, margin="5")
    assert find_printer(name, tmp_path).margin == 5
    assert all_printers(tmp_path) == {name: Printer(margin=5)}


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        ".",
        "..",
        "../x",
        "..\\x",
        "a/b",
        "a\\b",
        "/etc/x",
        ".x",
        "x.",
        "a.b",
        "-x",
        "_x",
        "\u0301x",
        "x\0",
        "x\x1b[1m",
        "x²",
        "~",
        "x:y",
        "x*",
        "a" * (MOST_NAME + 1),
        "a" * 5000,
    ],
)
def test_any_other_name_is_refused_with_what_is_allowed(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "printers"
    folder.mkdir()
    (tmp_path / "x.yaml").write_text("margin: 1", encoding="utf-8")
    before = held(tmp_path)
    text = refusal(folder, name)
    assert text == bounded(
        f"a printer cannot be called {name.strip()!r}: give 1 to 40 letters, digits, spaces, "
        "hyphens and underscores, of which the first is a letter or a digit"
    )
    assert held(tmp_path) == before


@given(st.text(max_size=50) | st.text("ab./\\ -_:\0\n~", max_size=6))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top) / "a" / "b"
        with contextlib.suppress(KitError):
            add(name, {}, called, folder)
        tidy = " ".join(unicodedata.normalize("NFC", name).split())
        if not folder.exists():
            assert held(Path(top)) == {}
            return
        assert list(held(Path(top))) == [f"a/b/{tidy}.yaml"]
        assert all_printers(folder) == {tidy: Printer()}
        assert find_printer(tidy.casefold(), folder) == Printer()
        remove(name, folder)
        assert held(Path(top)) == {}


@pytest.mark.parametrize("name", ["../x", "../printers/y", "a/../y", "."])
def test_nothing_outside_the_folder_is_found_or_removed(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "printers"
    put(folder, "y")
    put(tmp_path, "x")
    before = held(tmp_path)
    for ask in (find_printer, remove):
        with pytest.raises(KitError, match=r"^no printer "):
            ask(name, folder)
    assert held(tmp_path) == before


def test_space_about_a_name_and_between_its_words_does_not_count(tmp_path: Path) -> None:
    put(tmp_path, " HP\n  kontor ", margin="5")
    assert list(held(tmp_path)) == ["HP kontor.yaml"]
    assert find_printer("hp   KONTOR", tmp_path).margin == 5


def test_letters_are_the_same_however_they_were_typed(tmp_path: Path) -> None:
    composed, apart = "Håp", unicodedata.normalize("NFD", "Håp")
    assert composed != apart
    put(tmp_path, apart, margin="5")
    put(tmp_path, composed, margin="6")
    assert all_printers(tmp_path) == {composed: Printer(margin=6)}
    (tmp_path / f"{composed}.yaml").rename(tmp_path / f"{apart}.yaml")
    assert find_printer(composed.upper(), tmp_path).margin == 6


# find_printer


@pytest.mark.parametrize("name", ["Straße 3", "STRASSE 3", "strasse 3"])
def test_a_name_is_found_in_any_case(tmp_path: Path, name: str) -> None:
    put(tmp_path, "Straße 3", margin="5")
    assert find_printer(name, tmp_path).margin == 5


@pytest.mark.parametrize("name", ["«Hos Åse».", "hos ase", "hos-aase", '"Hos Åse"'])
def test_a_name_to_print_with_is_found_as_it_is_typed(tmp_path: Path, name: str) -> None:
    put(tmp_path, "Hos Åse", margin="6")
    assert find_printer(name, tmp_path).margin == 6
    put(tmp_path, "hos ase", margin="7")
    assert find_printer("hos ase", tmp_path).margin == 7
    assert find_printer("Hos Åse", tmp_path).margin == 6
    with pytest.raises(KitError, match="no printer hos-ase"):
        find_printer("hos-ase", tmp_path)


def test_of_two_names_in_different_case_the_one_spelt_so_is_meant(tmp_path: Path) -> None:
    """Only somebody who wrote the files by hand, where case counts, can have both."""
    for name, margin in (("A", 1), ("a", 2)):
        (tmp_path / f"{name}.yaml").write_text(f"margin: {margin}", encoding="utf-8")
    if len(held(tmp_path)) == 1:
        pytest.skip("case does not count on this file system")
    assert find_printer("A", tmp_path).margin == 1
    assert find_printer("a", tmp_path).margin == 2
    put(tmp_path, "a", margin="3")
    assert {name: one.margin for name, one in all_printers(tmp_path).items()} == {"A": 1, "a": 3}
    remove("a", tmp_path)
    assert find_printer("a", tmp_path).margin == 1


def test_the_first_of_all_printers_is_added(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(KitError) as caught:
            find_printer("kontoret", folder)
        told = "no printer kontoret: add it with `kit printer add kontoret`"
        assert str(caught.value) == told


def test_the_command_to_add_it_can_be_pasted(tmp_path: Path) -> None:
    with pytest.raises(KitError, match='`kit printer add "HP kontor"`'):
        find_printer("HP  kontor", tmp_path)


def test_an_unknown_name_of_several_lines_is_told_on_one(tmp_path: Path) -> None:
    put(tmp_path, "kontoret")
    with pytest.raises(KitError, match=r"^no printer x y: `kit printer list`"):
        find_printer("x\ny", tmp_path)


def test_a_misspelt_name_gets_the_nearest(tmp_path: Path) -> None:
    put(tmp_path, "Kontoret")
    put(tmp_path, "kjelleren")
    for ask in (find_printer, remove):
        with pytest.raises(KitError) as caught:
            ask("KONTORETT", tmp_path)
        assert str(caught.value) == "no printer KONTORETT: did you mean Kontoret?"
    assert len(held(tmp_path)) == 2


def test_a_name_like_no_other_gets_the_list(tmp_path: Path) -> None:
    put(tmp_path, "kontoret")
    with pytest.raises(KitError) as caught:
        find_printer("xyz", tmp_path)
    assert str(caught.value) == "no printer xyz: `kit printer list` shows which there are"


# Files that somebody wrote by hand


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("margin: 8\noffset: [1, 2\n", "2:9: a [ opens here and does not close"),
        ("margin: 8\n\tduplex: long\n", "2:1: a tab stands where only spaces may"),
        ("margin: 8\nmargin: 9\n", "2:1: margin is given twice: keep one of them"),
        ("margin: 8\nofset: [0, 1]\n", "2:1: unknown key ofset: did you mean offset?"),
        (
            "\nsize: 8\n",
            "2:1: unknown key size: the keys here are offset, upright-offset, margin, "
            "duplex, papers",
        ),
        ("offset: [1]", "1:9: offset: give two numbers of millimetres"),
        ("offset: [1, 20]", "1:9: offset: give at most 10 mm"),
        ("offset:", "1:8: offset: give two numbers of millimetres"),
        ("offset: {x: 1, y: 2}", "1:9: offset: give two numbers of millimetres"),
        ("margin: -1", "1:9: margin: give millimetres from 0 to 50"),
        ("margin: .inf", "1:9: margin: give a number of millimetres"),
        ("margin:", "1:8: margin: give a number of millimetres"),
        ("duplex: fold", "1:9: duplex: choose one of long, short, none"),
        ("duplex:", "1:8: duplex: choose one of long, short, none"),
        ("duplex: no", "1:9: duplex: choose one of long, short, none"),
        ("papers: []", "1:9: papers: name one paper or more"),
        ("papers:", "1:8: papers: name one paper or more"),
        ("papers: [A4, B5]", "1:14: item 2 of papers: choose one of a4, a3"),
        ("papers:\n- A4\n- Leter\n", "3:3: item 2 of papers: did you mean letter?"),
        ("papers: a4, b5", "1:9: item 2 of papers: choose one of a4, a3"),
        ("- a\n", "1:1: the file must hold keys"),
        ("kontoret", "1:1: the file must hold keys"),
        ("", " the file is empty: fill it in, or delete it"),
        ("# only a remark\n", " the file is empty: fill it in, or delete it"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_place(
    tmp_path: Path, text: str, told: str
) -> None:
    said = wrong(tmp_path, text)
    assert said.startswith(told)
    assert "\n" not in said


def test_all_that_is_wrong_in_a_file_is_told(tmp_path: Path) -> None:
    told = wrong(tmp_path, "duplex: fold\nmargin: -1\nofset: 1\n").splitlines()
    assert [line.split(":")[0] for line in told] == ["1", "2", "3"]


def test_what_a_person_leaves_out_or_writes_otherwise_is_understood(tmp_path: Path) -> None:
    text = "offset: 0.5, -1\nmargin: 6,5\nduplex: None\npapers: a3, Letter, a3\n"
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    expected = Printer(offset=(0.5, -1), margin=6.5, duplex="none", papers=("A3", "Letter"))
    assert find_printer("x", tmp_path) == expected
    (tmp_path / "y.yaml").write_text("{}", encoding="utf-8")
    assert find_printer("y", tmp_path) == Printer()


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"margin: \xff")
    with pytest.raises(KitError, match=r"x\.yaml:1:9: the letter here is not in UTF-8"):
        find_printer("x", tmp_path)


def test_a_broken_file_does_not_hurt_the_others(tmp_path: Path) -> None:
    put(tmp_path, "kontoret")
    (tmp_path / "kjelleren.yaml").write_text("margin: [", encoding="utf-8")
    assert find_printer("kontoret", tmp_path) == Printer()
    put(tmp_path, "loftet")
    remove("loftet", tmp_path)
    with pytest.raises(KitError, match=r"kjelleren\.yaml:\d"):
        find_printer("kjelleren", tmp_path)
    with pytest.raises(KitError, match="did you mean kjelleren"):
        find_printer("kjeleren", tmp_path)


# all_printers


def test_all_printers_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b", "C", "a"):
        put(tmp_path, name, papers="a3")
    assert list(all_printers(tmp_path)) == ["a", "b", "C"]
    assert set(all_printers(tmp_path).values()) == {Printer(papers=("A3",))}


def test_there_may_be_no_printers(tmp_path: Path) -> None:
    assert all_printers(tmp_path) == {}
    assert all_printers(tmp_path / "none") == {}


def test_every_broken_printer_is_named(tmp_path: Path) -> None:
    put(tmp_path, "good")
    for name, text in (("one", "margin: x"), ("two", "duplex: [")):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(KitError) as caught:
        all_printers(tmp_path)
    files = [problem.file for problem in caught.value.problems]
    assert files == [str(tmp_path / "one.yaml"), str(tmp_path / "two.yaml")]


def test_what_is_no_printer_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "kontoret")
    for name in ("._kontoret.yaml", ".yaml", "kontoret.yaml~", "notes.txt"):
        (tmp_path / name).write_bytes(b"\0\xff")
    (tmp_path / ".kit-abc").mkdir()
    assert list(all_printers(tmp_path)) == ["kontoret"]


def test_a_name_given_by_hand_is_found_though_it_could_not_be_added(tmp_path: Path) -> None:
    (tmp_path / "HP {4.2}.yaml").write_text("margin: 5", encoding="utf-8")
    printer = find_printer("hp {4.2}", tmp_path)
    assert all_printers(tmp_path) == {"HP {4.2}": printer}
    with pytest.raises(KitError, match=r"the printer HP \{4\.2\} has no A3: choose a4"):
        applied({"paper": "a3"}, "HP {4.2}", printer)


def test_what_a_killed_command_left_half_written_goes_with_the_next_that_saves(
    tmp_path: Path,
) -> None:
    told = f"""
import os, signal
from pathlib import Path
from kit.output.folder import OpenFolder
from kit.session.printers import add
OpenFolder.move = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
add("kontoret", {{"margin": 5}}, str, Path({str(tmp_path)!r}))
"""
    ran = subprocess.run([sys.executable, "-c", told], check=False)
    assert ran.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    assert list(left.iterdir())
    assert all_printers(tmp_path) == {}
    put(tmp_path, "kontoret")
    assert [one.name for one in tmp_path.iterdir()] == ["kontoret.yaml"]


def test_a_printer_that_is_kept_elsewhere_and_linked_to_is_saved_there(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    put(tmp_path / "elsewhere", "kontoret", margin="5")
    link = tmp_path / "printers" / "kontoret.yaml"
    link.parent.mkdir()
    link.symlink_to(tmp_path / "elsewhere" / "kontoret.yaml")
    put(link.parent, "kontoret", margin="6")
    assert link.is_symlink()
    assert find_printer("kontoret", tmp_path / "elsewhere").margin == 6


# remove


def test_a_printer_is_removed_in_any_case_and_the_others_stay(tmp_path: Path) -> None:
    put(tmp_path, "kontoret")
    put(tmp_path, "kjelleren")
    remove("KONTORET", tmp_path)
    assert list(held(tmp_path)) == ["kjelleren.yaml"]
    with pytest.raises(KitError, match=r"^no printer kontoret: "):
        remove("kontoret", tmp_path)


def test_a_broken_printer_is_removed(tmp_path: Path) -> None:
    (tmp_path / "kontoret.yaml").write_bytes(b"\xff[")
    remove("kontoret", tmp_path)
    assert held(tmp_path) == {}


def test_where_there_is_none_to_remove_it_is_told_as_where_there_is_none_to_find(
    tmp_path: Path,
) -> None:
    with pytest.raises(KitError, match=r"^no printer x: add it with `kit printer add x`$"):
        remove("x", tmp_path)


# Folders that cannot be used


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "printers"
    folder.write_text("x")
    told = f"{folder}: the printers cannot be read: Not a directory; make this a folder"
    asks = (
        lambda: put(folder, "x"),
        lambda: find_printer("x", folder),
        lambda: all_printers(folder),
        lambda: remove("x", folder),
    )
    for ask in asks:
        with pytest.raises(KitError) as caught:
            ask()
        assert str(caught.value).startswith(told)
    assert folder.read_text() == "x"


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    put(tmp_path, "x")
    tmp_path.chmod(0o500)
    try:
        if os.access(tmp_path, os.W_OK):
            pytest.skip("root may write everywhere")
        assert "the printer cannot be saved: Permission denied" in refusal(tmp_path, "y")
        with pytest.raises(KitError, match=r"x\.yaml: the printer cannot be removed: Permission"):
            remove("x", tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_that_cannot_be_made_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert refusal(tmp_path / "printers", "x") == (
        f"{tmp_path / 'printers'}: the printer cannot be saved: Permission denied; "
        "see that you may write in this folder"
    )


@pytest.mark.parametrize("step", ["write", "move"])
def test_a_full_disk_is_told_and_leaves_the_printer_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    put(tmp_path, "kontoret", margin="5")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(OpenFolder, step, full)
    told = refusal(tmp_path, "kontoret", margin="6")
    assert told.startswith(f"{tmp_path}: the printer cannot be saved: No space left on device; ")
    assert [path.name for path in tmp_path.iterdir()] == ["kontoret.yaml"]


def test_a_printer_is_never_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text goes into another file, in the same folder, which then takes the name."""
    put(tmp_path, "kontoret", margin="5")
    seen: list[Path] = []
    really = OpenFolder.write

    def watched(folder: OpenFolder, files: Mapping[str, bytes]) -> None:
        seen.extend(folder.path / name for name in files)
        really(folder, files)

    monkeypatch.setattr(OpenFolder, "write", watched)
    put(tmp_path, "kontoret", margin="6")
    assert seen
    assert all(path.parent.parent == tmp_path for path in seen)


def test_a_file_that_cannot_be_removed_is_told(tmp_path: Path) -> None:
    (tmp_path / "kontoret.yaml").mkdir()
    with pytest.raises(KitError, match=r"kontoret\.yaml: the printer cannot be removed: .*; "):
        remove("kontoret", tmp_path)
    with pytest.raises(KitError, match=r"kontoret\.yaml: this is a folder where a file should be"):
        all_printers(tmp_path)


# applied


def built(options: dict[str, Any], printer: Printer) -> Printing:
    """The options that a build then has, checked as a build does."""
    return printing(options, called, applied(options, "kontoret", printer))


def test_a_build_gets_what_the_printer_knows() -> None:
    printer = Printer.model_validate(
        {
            "offset": (0.5, -1),
            "upright-offset": (1, 0.25),
            "margin": 5,
            "duplex": "short",
            "papers": "letter,a3",
        }
    )
    expected = Printing.model_validate(
        {
            "back-offset": (0.5, -1),
            "upright-offset": (1, 0.25),
            "margin": 5,
            "flip": "short",
            "paper": "Letter",
        }
    )
    assert built({}, printer) == expected
    assert built(dict.fromkeys(("margin", "back-offset", "flip", "paper")), printer) == expected


def test_what_the_user_says_goes_first() -> None:
    printer = Printer(offset=(0.5, -1), margin=5, duplex="short", papers=("A4", "A3"))
    said = {"margin": "0", "back-offset": "0,0", "flip": "none", "paper": "A3", "posters": "a4"}
    assert applied(said, "kontoret", printer) == {}


def test_nought_is_something_that_the_user_says() -> None:
    """A file of options has numbers and not texts."""
    said = {"margin": 0, "back-offset": (0, 0), "flip": ""}
    filled = applied(said, "kontoret", Printer(offset=(1, 1), margin=5))
    assert not set(filled) & set(said)


def test_other_options_are_left_alone_and_so_are_those_given() -> None:
    given = {"ink": "grey", "decks": None, "margin": None, "for": "office"}
    before = dict(given)
    known = applied(given, "kontoret", A4_ONLY)
    assert given == before
    others = {"back-offset", "upright-offset", "flip", "paper", "posters"}
    assert set(known) == others
    told = applied(given, "kontoret", Printer(margin=5))
    assert (set(told), told["margin"]) == ({*others, "margin"}, 5)


@pytest.mark.parametrize(
    ("papers", "paper", "posters"),
    [
        (("A4",), "A4", "A4"),
        (("A3", "A4"), "A4", "A3"),
        (("A3",), "A3", "A3"),
        (("Letter", "Tabloid"), "Letter", "Tabloid"),
        (("Letter",), "Letter", "Letter"),
        (("Letter", "A3"), "Letter", "A3"),
        (("A4", "Tabloid"), "A4", "Tabloid"),
        (("SRA3", "A4"), "A4", "A4"),
    ],
)
def test_paper_is_a4_where_there_is_any_and_posters_a3_where_there_is_any(
    papers: tuple[str, ...], paper: str, posters: str
) -> None:
    made = built({}, Printer(papers=papers))
    assert (made.paper, made.posters) == (paper, posters)


def test_posters_are_left_to_their_default_where_it_can_be_printed() -> None:
    assert "posters" not in applied({}, "kontoret", LARGE)
    assert "posters" not in applied({"posters": None}, "kontoret", LARGE)


@pytest.mark.parametrize(
    ("duplex", "options", "flip"),
    [
        ("long", {}, "long"),
        ("short", {}, "short"),
        ("none", {}, "none"),
        ("none", {"separate-backs": False}, "none"),
        ("none", {"separate-backs": None}, "none"),
        ("none", {"separate-backs": True}, "long"),
        ("short", {"separate-backs": True}, "short"),
        ("none", {"separate-backs": True, "flip": "short"}, "short"),
        ("none", {"flip": "fold"}, "fold"),
    ],
)
def test_sheets_are_turned_as_the_printer_does_it(
    duplex: Any, options: dict[str, Any], flip: str
) -> None:
    assert built(options, Printer(duplex=duplex)).flip == flip


def test_what_prints_one_side_does_so_where_cards_are_turned_by_hand() -> None:
    assert not built({"separate-backs": True}, Printer(duplex="none")).turns_sheets
    assert built({"separate-backs": True}, Printer(duplex="long")).turns_sheets
    assert built({}, Printer(duplex="none")).turns_sheets


@pytest.mark.parametrize("option", ["paper", "posters"])
@pytest.mark.parametrize("size", ["A3", "a3", " a3 "])
def test_paper_that_the_printer_lacks_is_told(option: str, size: str) -> None:
    with pytest.raises(KitError) as caught:
        applied({option: size}, "kontoret", A4_ONLY)
    assert str(caught.value) == (
        "the printer kontoret has no A3: choose a4, or change it with `kit printer add`"
    )
    applied({option: size}, "kontoret", LARGE)


def test_the_papers_to_choose_from_are_those_of_the_printer() -> None:
    with pytest.raises(KitError, match="has no SRA3: choose a3 or letter, or change it"):
        applied({"paper": "sra3"}, "kontoret", Printer(papers=("A3", "Letter")))
    with pytest.raises(KitError, match="has no A3: choose a4, or change it"):
        applied({"posters": "a3"}, "kontoret", Printer(papers=("Letter", "A4")))


def test_the_same_is_not_told_twice() -> None:
    with pytest.raises(KitError) as caught:
        applied({"paper": "a3", "posters": "a3"}, "kontoret", A4_ONLY)
    assert len(caught.value.problems) == 1


def test_posters_of_a2_are_not_the_printers_affair() -> None:
    assert built({"posters": "a2"}, A4_ONLY).posters == "A2"


@pytest.mark.parametrize("option", ["paper", "posters"])
def test_a_misspelt_paper_is_left_to_the_build(option: str) -> None:
    assert option not in applied({option: "b5"}, "kontoret", A4_ONLY)
    with pytest.raises(KitError, match=f"--{option} b5: choose one of a"):
        built({option: "b5"}, A4_ONLY)


@pytest.mark.parametrize("destination", ["print-shop", "screen", "Screen"])
def test_a_printer_is_for_the_office(destination: str) -> None:
    with pytest.raises(KitError) as caught:
        applied({"for": destination}, "kontoret", A4_ONLY)
    assert str(caught.value) == (
        f"--printer is for office, not {destination.lower()}: take one of the two away"
    )


@pytest.mark.parametrize("destination", ["office", " OFFICE", None])
def test_the_office_may_be_said(destination: str | None) -> None:
    assert built({"for": destination}, A4_ONLY).destination == "office"


def test_all_that_the_printer_cannot_do_is_told_at_once() -> None:
    with pytest.raises(KitError) as caught:
        applied({"for": "screen", "paper": "sra3", "posters": "a3"}, "kontoret", A4_ONLY)
    assert len(caught.value.problems) == 3


def test_a_saved_printer_reaches_the_build(tmp_path: Path) -> None:
    put(tmp_path, "kontoret", offset="0.5,-1", margin="5", duplex="none", papers="a4")
    made = built({"separate-backs": True}, find_printer("Kontoret", tmp_path))
    assert made.back_offset == (0.5, -1)
    assert (made.margin, made.flip, made.paper, made.posters) == (5, "long", "A4", "A4")
