"""Which sessions paths name, and where each kit comes."""

from pathlib import Path
from typing import Any

import pytest

from kit.core.errors import KitError
from kit.many.which_sessions import asked_sessions
from kit.session.which_file import are_several
from tests.made_workbooks import with_sheets

FILE = "title: Fagdag\npeople: 8\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two session files in a folder, from beside which the command runs."""
    monkeypatch.chdir(tmp_path)
    for name in ("nord", "sør"):
        write(Path("okter", f"{name}.yaml"))
    return Path("okter")


def write(path: Path, text: str = FILE) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def asked(*named: Path | str, **options: Any) -> dict[str, str]:
    """The sessions by their names, with their folders."""
    found = asked_sessions([Path(one) for one in named], options)
    return {one.name: str(one.folder) for one in found.sessions}


def refused(*named: Path | str, **options: Any) -> list[str]:
    with pytest.raises(KitError) as raised:
        asked(*named, **options)
    return [str(one) for one in raised.value.problems]


def test_a_folder_holds_its_session_files_and_each_kit_comes_beside_its_own(folder: Path) -> None:
    both = {"nord.yaml": "okter/nord-kit", "sør.yaml": "okter/sør-kit"}
    assert asked(folder) == both
    assert asked(folder / "nord.yaml", folder / "sør") == both
    # No shell of Windows does it.
    assert asked(folder / "*.yaml") == asked("*/*.yaml") == both


def test_a_pattern_is_for_many_though_one_fits_it(folder: Path) -> None:
    assert asked(folder / "n*.yaml") == {"nord.yaml": "okter/nord-kit"}
    assert [are_several([Path(one)]) for one in ("okter/n*.yaml", "okter", "okter/nord.yaml")] == [
        True, True, False,
    ]  # fmt: skip
    Path("okter/sør.yaml").unlink()
    assert not are_several([folder])
    assert not are_several([])
    assert are_several([Path("x.xlsx")])
    # A file of just this name is no pattern.
    write(folder / "[1].yaml")
    assert not are_several([folder / "[1].yaml"])


def test_what_is_no_session_is_passed_over_and_told(folder: Path) -> None:
    write(folder / "notater.yaml", "- ring Kari\n")
    write(folder / "pack.yaml", "id: min\ntitle: Min\nlanguage: nb\n")
    write(folder / "folk.csv", "navn\nKari\n")
    write(folder / "~$okter.xlsx", "of Excel")
    (folder / "under").mkdir()
    assert asked_sessions([folder], {}).told == (
        "Passed over in okter: notater.yaml; this is no session file.",
    )
    found = asked_sessions([folder / "*"], {})
    assert [one.name for one in found.sessions] == ["nord.yaml", "sør.yaml"]
    assert found.told == (
        "Passed over of okter/*: notater.yaml and pack.yaml; these are no session files.",
        "Passed over okter/folk.csv: it has no headings of sessions.",
    )
    assert "no session file has such a name" in refused(folder / "not*.yaml")[0]
    # One that was named is told what is wrong with it, and an empty one may have been a session.
    assert len(asked_sessions([folder / "folk.csv", folder], {}).sessions) == 3
    write(folder / "tom.yaml", "\n")
    assert "tom.yaml" in asked(folder / "*.yaml")


def test_each_file_counts_once_and_names_tell_them_apart(folder: Path) -> None:
    write(Path("nord.yaml"))
    assert asked(folder, folder / "nord.yaml", "nord.yaml") == {
        "okter/nord.yaml": "okter/nord-kit",
        "okter/sør.yaml": "okter/sør-kit",
        "nord.yaml": "nord-kit",
    }


def test_a_folder_of_ones_own_is_honoured_and_an_option_goes_before_it(folder: Path) -> None:
    write(folder / "nord.yaml", f"{FILE}out: kits/n\n")
    assert asked(folder) == {"nord.yaml": "okter/kits/n", "sør.yaml": "okter/sør-kit"}
    assert asked(folder, out=Path("alle")) == {"nord.yaml": "alle/nord", "sør.yaml": "alle/sør"}


def test_two_that_would_write_into_one_folder_are_refused(folder: Path) -> None:
    write(folder / "nord.yaml", f"{FILE}out: ../alle\n")
    write(folder / "sør.yaml", f"{FILE}out: ../okter/../ALLE\n")
    write(folder / "vest.yaml", f"{FILE}out: ../alle\n")
    first, second = refused(folder)
    assert first.startswith("okter/sør.yaml:3:6: sør.yaml and nord.yaml would both write into ")
    assert second.startswith("okter/vest.yaml:3:6: vest.yaml and nord.yaml would both write into")
    write(Path("nord.yaml"))
    (told,) = refused(folder / "nord.yaml", "nord.yaml", out=Path("x"))
    assert told.startswith("nord.yaml: nord.yaml and okter/nord.yaml would both write into x/nord:")


def test_one_that_cannot_be_read_is_among_them(folder: Path) -> None:
    write(folder / "nord.yaml", "title: [\n")
    write(folder / "folk.csv", "navn\nKari\n")
    found = asked_sessions([folder / "nord.yaml", folder / "sør.yaml", folder / "folk.csv"], {})
    assert [(one.name, bool(one.problems)) for one in found.sessions] == [
        ("nord.yaml", True), ("sør.yaml", False), ("folk.csv", True),
    ]  # fmt: skip


def test_a_path_that_leads_nowhere_is_refused_with_all_others(folder: Path) -> None:
    first, second = refused(folder, "borte", folder / "x*.yaml")
    assert first.startswith("borte: there is no such file")
    assert second == "okter/x*.yaml: no file has such a name: look at how it is spelt"


def test_the_sheet_asked_for_is_that_of_the_sessions(folder: Path) -> None:
    path = folder / "okter.xlsx"
    head = ["Tittel", "Bord"]
    with_sheets(Høst=[head, ["A", 2]], Gammelt=[head, ["B", 2]]).save(path)
    (one,) = asked_sessions([path], {"sheet": "Høst"}).sessions
    assert (one.name, one.sources.wishes.get("sheet")) == ("row 2", None)


def test_rows_come_into_folders_of_their_day_and_title(folder: Path) -> None:
    rows = (
        "tittel;dato;bord;team;mappe",
        "Fagdag;3.12.2026;2;Nord;",
        "Fagdag;3.12.2026;2;Sør/Øst;",
        "Fagdag;4.12.2026;2;Sør;",
        "Håp: og tillit? / del 2;;2;;",
        ";;2;Vest;",
        "con;;2;;",
        "Egen;;2;;kits/egen",
        "Egen;;2;;",
        "Egen;;2;;",
        "Feil;32.12.2026;2;;",
    )
    path = write(folder / "høst.csv", "\n".join(rows))
    assert asked(path) == {
        "row 2": "okter/høst-kit/2026-12-03 Fagdag, Nord",
        "row 3": "okter/høst-kit/2026-12-03 Fagdag, Sør-Øst",
        "row 4": "okter/høst-kit/2026-12-04 Fagdag",
        "row 5": "okter/høst-kit/Håp - og tillit - del 2",
        "row 6": "okter/høst-kit/row 6",
        "row 7": "okter/høst-kit/con_",
        "row 8": "okter/kits/egen",
        "row 9": "okter/høst-kit/Egen-2",
        "row 10": "okter/høst-kit/Egen-3",
        "row 11": "okter/høst-kit/Feil",
    }
    assert asked(path, folder / "nord.yaml", out=Path("x"))["høst.csv row 2"] == (
        "x/2026-12-03 Fagdag, Nord"
    )
