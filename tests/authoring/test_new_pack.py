import os
from pathlib import Path
from typing import get_args

import pytest

from kit.authoring.new_pack import free_id, languages, write_folder
from kit.content.models import Language
from kit.content.packs import load_pack
from kit.core.errors import KitError
from kit.output.folder import OpenFolder
from kit.reading.source import source_text
from tests.conftest import run_kit
from tests.made_workbooks import with_sheets, workbook
from tests.tiers import slow_but

LIST = (
    "kind;area;name;text\n"
    ";Etikk: «vi»;Ærlighet;Å si det som det er - også når det koster\n"
    ";;# Mot: ja;'Stå' i det: \"hvorfor?\"\n"
    "question;;;Når var du sist modig?\n"
    "dilemma;;Nøkkelen;Hvem har den?\n"
    ";Samarbeid;No;1e3\n"
)


def test_a_name_becomes_an_id_that_is_free() -> None:
    taken: set[str] = set()
    names = ["Ærlighet", "aerlighet", "Å være «nær»!", "3 mot", "☃", "", "Ø" * 90, "Ø" * 90, "Łódź"]
    assert [free_id(name, taken) for name in names] == [
        "aerlighet",
        "aerlighet-2",
        "a-vaere-naer",
        "x-3-mot",
        "x",
        "x-2",
        "o" * 60,
        "o" * 58 + "-2",
        "lodz",
    ]


@pytest.mark.parametrize("language", slow_but(["nb", "nn", "en"], "nb"))
def test_a_scaffold_is_a_whole_pack_that_builds(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "Våre verdier"
    ran = run_kit("new-pack", str(folder), "--language", language)
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.startswith(f"In {folder}: begin with pack.yaml")
    pack = load_pack(folder)
    assert (pack.cover.id, pack.cover.language) == ("vare-verdier", language)
    assert len(pack.areas) == 2
    assert all((pack.qualities, pack.dilemmas, pack.action_plan))
    for path in folder.rglob("*.yaml"):
        first, *others = source_text(path, path.name).split("\n")
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).is_file()
        # Every file but the second area is explained.
        assert others[0].startswith("# ") or path.name.startswith("2-")
    out = str(tmp_path / "out")
    ran = run_kit("build", "--content", str(folder), "--out", out, "--piece", "value-cards")
    assert ran.exit_code == 0, ran.stderr
    assert "Set in" not in ran.stderr


def test_there_are_scaffolds_in_every_language_of_the_layouts() -> None:
    assert languages() == tuple(sorted(get_args(Language)))
    named = run_kit("new-pack", "--help").stdout
    assert "|".join(get_args(Language)) in named


def test_what_a_spreadsheet_lists_becomes_a_pack_word_for_word(tmp_path: Path) -> None:
    (tmp_path / "v.csv").write_text(LIST, encoding="utf-8")
    folder = tmp_path / "vi"
    ran = run_kit("new-pack", str(folder), "--from", str(tmp_path / "v.csv"))
    told = "3 values, 1 question and 1 dilemma in 2 areas from v.csv: Ærlighet … No.\n"
    assert (ran.exit_code, ran.stderr) == (0, told)
    pack = load_pack(folder)
    one, other = pack.areas
    assert (one.id, one.title, other.title) == ("etikk-vi", "Etikk: «vi»", "Samarbeid")
    assert [(v.id, v.name, v.definition) for v in one.values] == [
        ("aerlighet", "Ærlighet", "Å si det som det er - også når det koster"),
        ("mot-ja", "# Mot: ja", "'Stå' i det: \"hvorfor?\""),
    ]
    assert [(v.id, v.name, v.definition) for v in other.values] == [("no", "No", "1e3")]
    # Words that nobody wrote are on no poster.
    assert other.lead is None
    assert one.reflection
    assert [q.question for q in one.reflection.questions] == ["Når var du sist modig?"]
    assert other.reflection is None
    dilemmas = pack.dilemmas_of(one)
    assert dilemmas
    assert [(d.title, d.text) for d in dilemmas.items] == [("Nøkkelen", "Hvem har den?")]
    assert pack.qualities is None
    assert pack.action_plan
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")}
    assert names == {
        "pack.yaml",
        "action-plan.yaml",
        "dilemmas.yaml",
        "areas/1-etikk-vi.yaml",
        "areas/2-samarbeid.yaml",
    }


def test_a_sheet_of_a_workbook_can_be_chosen(tmp_path: Path) -> None:
    head = ["area", "name", "text"]
    book = with_sheets(A=[head, ["A", "Ro", "x"]], B=[head, ["B", "Mot", "y"]])
    (tmp_path / "v.xlsx").write_bytes(workbook(book=book))
    words = ["new-pack", str(tmp_path / "b"), "--from", str(tmp_path / "v.xlsx"), "--sheet", "b"]
    ran = run_kit(*words)
    assert ran.stderr == "1 value in 1 area from v.xlsx, sheet «B»: Mot. Left out: sheet «A».\n"
    assert [area.title for area in load_pack(tmp_path / "b").areas] == ["B"]
    ran = run_kit("new-pack", str(tmp_path / "c"), "--sheet", "b")
    assert (ran.exit_code, ran.stderr) == (1, "--sheet goes with a list: name it with --from\n")


def test_what_a_spreadsheet_lists_may_be_called_as_the_scaffold_calls_its_steps(
    tmp_path: Path,
) -> None:
    (tmp_path / "v.csv").write_text("area;name;text\nVelg;Gjør;x\n;velg;y\n;vi;z\n")
    folder = tmp_path / "vi"
    assert run_kit("new-pack", str(folder), "--from", str(tmp_path / "v.csv")).exit_code == 0
    (area,) = load_pack(folder).areas
    ids = [area.id, *(value.id for value in area.values)]
    assert ids == ["velg-2", "gjor-2", "velg-3", "vi-2"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["full"], "full: this folder is there already, and not empty: choose another name"),
        (["file"], "file: a file of this name is there already: choose another"),
        (["link"], "link: a file of this name is there already: choose another"),
        (["no/pack"], "no: this folder is not there: make it first"),
        (["x", "--language", "sv"], "there is no pack in sv to begin with: choose en, nb or nn"),
        (["x", "--from", "gone.csv"], "there is no file gone.csv: look at how its name is spelt"),
        (
            ["x", "--from", "v.ods"],
            "v.ods is a .ods file, which is not read: save it as .xlsx or as CSV in UTF-8",
        ),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").touch()
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("nowhere")
    before = sorted(tmp_path.rglob("*"))
    ran = run_kit("new-pack", *words)
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.rstrip().removeprefix(f"{words[-1]}: ") == message.removeprefix(
        f"{words[-1]}: "
    )
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    write_folder(tmp_path / "a", {"b/c.txt": b"d"})
    assert (tmp_path / "a" / "b" / "c.txt").read_bytes() == b"d"


def test_a_folder_that_cannot_be_written_whole_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(OpenFolder, "write", full)
    with pytest.raises(
        KitError, match=r"a: the folder cannot be written: No space left on device;"
    ):
        write_folder(tmp_path / "a", {"b.txt": b""})
    assert list(tmp_path.iterdir()) == []
