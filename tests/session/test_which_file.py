"""Which session file was meant by what a person typed."""

import unicodedata
from pathlib import Path

import pytest

from kit.core.errors import KitError
from kit.core.paths import DEFAULT_PACK
from kit.session.which_file import (
    MeantFile,
    bare_name,
    others_in,
    passed_over,
    session_file_meant,
    session_file_to_write,
    session_files,
)

SESSION = "title: Fagdag\npeople: 24\n"


def write(folder: Path, *names: str, text: str = SESSION) -> None:
    for name in names:
        (folder / name).write_text(text, encoding="utf-8")


def refused(path: Path) -> str:
    with pytest.raises(KitError) as caught:
        session_file_meant(path)
    return str(caught.value).replace(str(path.parent), "…")


@pytest.mark.parametrize(
    ("there", "typed"),
    [
        ("økt3.yaml", "økt3"),
        ("økt3.yml", "økt3"),
        ("økt3.yml", "økt3.yaml"),
        ("økt3.yaml.txt", "økt3"),
        ("økt3.yaml.txt", "økt3.yaml"),
        ("økt 3. mai.yaml", "økt 3. mai"),
        ("økt 3.yaml", "økt 3."),
        ("økt 3.yaml", "økt 3 "),
        ("Økt3.YAML", "økt3"),
        (unicodedata.normalize("NFD", "måndag.yaml"), "måndag.yaml"),
    ],
)
def test_a_name_that_differs_in_its_ending_is_taken_and_said(
    tmp_path: Path, there: str, typed: str
) -> None:
    write(tmp_path, there, "another.yaml")
    found = session_file_meant(tmp_path / typed)
    assert found.path == tmp_path / there
    assert found.said == f"Session file: {tmp_path / there}"


@pytest.mark.parametrize("name", ["økt3.yaml", "økt3", "okt.txt", "a.yaml.txt", "rar. .yml"])
def test_a_file_of_the_very_name_is_taken_without_a_word(tmp_path: Path, name: str) -> None:
    write(tmp_path, "økt3.yaml", "økt3.yml", name)
    found = session_file_meant(tmp_path / name)
    assert (found.path, found.said) == (tmp_path / name, "")


def test_the_one_session_file_of_a_folder_is_taken(tmp_path: Path) -> None:
    write(tmp_path, "økt3.yaml")
    write(tmp_path, "about.yaml", text="name: x\ntitle: y\nid: z\n")
    write(tmp_path, "notes.txt")
    (tmp_path / "folder.yaml").mkdir()
    assert session_file_meant(tmp_path).path == tmp_path / "økt3.yaml"


def test_a_file_with_a_slip_in_it_is_a_session_file(tmp_path: Path) -> None:
    write(tmp_path, "økt.yaml", text="titel: [Fagdag\npeople: 24\ntables: 4\n# areas: x\n")
    assert session_files(tmp_path) == [tmp_path / "økt.yaml"]
    write(tmp_path, "tom.yaml", text="\n")
    write(tmp_path, "notater.yaml", "pack.yaml", text="- ring\n")
    assert [path.name for path in session_files(tmp_path)] == ["tom.yaml", "økt.yaml"]
    assert others_in(tmp_path) == ["notater.yaml"]


def test_several_of_a_folder_are_listed(tmp_path: Path) -> None:
    write(tmp_path, *(f"økt{number}.yaml" for number in range(1, 9)))
    text = refused(tmp_path)
    assert "there are 8 session files here: name one of økt1.yaml, økt2.yaml," in text
    assert text.endswith("økt6.yaml and 2 more")


def test_folders_of_other_things_are_told(tmp_path: Path) -> None:
    assert refused(tmp_path).endswith("no session file in this folder: `kit new` writes one")
    write(tmp_path, "~$okter.xlsx", "okter.xlsx")
    assert refused(tmp_path).endswith("/okter.xlsx")
    assert refused(tmp_path / "~$borte.xlsx").endswith("name borte.xlsx itself")
    assert "this is a content pack: name it with --content" in refused(DEFAULT_PACK)
    (tmp_path / "manifest.json").write_text('{"earlier": [], "files": []}', encoding="utf-8")
    text = refused(tmp_path)
    assert "holds a finished kit: name the session file that it was made from, or look" in text


def test_a_finished_kit_names_the_session_file_that_it_was_made_from(tmp_path: Path) -> None:
    write(tmp_path, "økt3.yaml")
    (tmp_path / "out").mkdir()
    manifest = tmp_path / "out" / "manifest.json"
    manifest.write_text('{"earlier": [], "files": [], "made_from": "../økt3.yaml"}', "utf-8")
    assert "finished kit: name …/økt3.yaml, or look" in refused(tmp_path / "out")
    assert session_file_meant(manifest).path == manifest


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("økt4.yaml", "did you mean økt3.yaml?"),
        ("okt3", "did you mean økt3.yaml?"),
        ("3", "there is økt3.yaml"),
        ("folk.xlsx", "this is a list, no session file: name it with --participants"),
        ("borte/okt.yaml", "there is no such folder: look at how its name is spelt"),
    ],
)
def test_a_name_that_is_wrong_is_told_with_the_nearest(
    tmp_path: Path, typed: str, hint: str
) -> None:
    write(tmp_path, "økt3.yaml")
    assert hint in refused(tmp_path / typed)


def test_two_that_may_be_meant_are_named(tmp_path: Path) -> None:
    write(tmp_path, "økt.yaml", "økt.yml")
    assert refused(tmp_path / "økt").endswith(
        "no file of just this name: name one of økt.yaml, økt.yml"
    )


def test_where_there_is_none_it_is_told_how_to_make_one(tmp_path: Path) -> None:
    assert refused(tmp_path / "økt").endswith(
        "look at how its name is spelt, or write one with `kit new`"
    )
    long = tmp_path / ("a" * 300)
    assert "look at how its name is spelt" in refused(long)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("økt.yaml", "økt"),
        ("økt.YML", "økt"),
        ("økt.yaml.txt", "økt"),
        ("økt 3. mai", "økt 3. mai"),
        ("økt. .", "økt"),
        ("3.12.", "3.12"),
        ("økt.txt", "økt.txt"),
    ],
)
def test_the_bare_name_of_a_file(name: str, bare: str) -> None:
    assert bare_name(name) == bare


# Where a new one is written


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("økt3", "økt3.yaml"),
        ("økt 3.", "økt 3.yaml"),
        ("økt 3. mai", "økt 3. mai.yaml"),
        ("fagdag 3.12.", "fagdag 3.12.yaml"),
        (".", "okt.yaml"),
    ],
)
def test_a_new_file_gets_its_ending_and_that_is_said(tmp_path: Path, typed: str, name: str) -> None:
    found = session_file_to_write(tmp_path / typed)
    assert found.path == tmp_path / name
    assert found.said == f"Session file: {tmp_path / name}"


@pytest.mark.parametrize("name", ["økt 3.yaml", "økt.yml", "økt.YAML", "økt.yaml.txt", "økt.txt"])
def test_a_new_file_keeps_the_ending_that_it_has(tmp_path: Path, name: str) -> None:
    assert session_file_to_write(tmp_path / name) == MeantFile(tmp_path / name)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("folk.xlsx", "this is a list, no session file"),
        ("økt.pdf", "this is a PDF, no session file"),
        ("manifest.json", "this tells of a finished kit"),
        ("økt: 3", "no file on Windows has : in its name: leave it out"),
        ("hva nå?", "no file on Windows has ? in its name: leave it out"),
        ("con", "no file on Windows has this name: choose another"),
        ("Lpt1.yaml", "no file on Windows has this name: choose another"),
        (". .", "no file on Windows has this name: choose another"),
        ("Økt4", "økt4.yml is there already: change it by hand, or choose another name"),
    ],
)
def test_a_name_that_cannot_be_is_told(tmp_path: Path, typed: str, text: str) -> None:
    write(tmp_path, "økt4.yml")
    with pytest.raises(KitError) as caught:
        session_file_to_write(tmp_path / typed)
    assert text in str(caught.value)


def test_a_session_file_at_hand_that_was_not_named_is_told(tmp_path: Path) -> None:
    assert passed_over(tmp_path) == ""
    write(tmp_path, "økt 3.yaml")
    assert passed_over(tmp_path) == (
        'No session file was named, so økt 3.yaml is not read: put "økt 3.yaml" behind the command '
        "to use it."
    )
    write(tmp_path, "økt.yaml")
    assert "so the 2 session files here are not read" in passed_over(tmp_path)
