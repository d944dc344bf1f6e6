"""Paths as they come out of a terminal's drag and drop, a browser or a memory of them."""

import os
from pathlib import Path

import pytest

from kit.typed.paths import names_nothing, quoted, typed_path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Mine lister").mkdir()
    (tmp_path / "Mine lister" / "økt 3.csv").write_text("Kari\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "typed",
    [
        "Mine lister/økt 3.csv",
        "  Mine lister/økt 3.csv ",
        '"Mine lister/økt 3.csv"',
        "'Mine lister/økt 3.csv'",
        "«Mine lister/økt 3.csv»",
        "“Mine lister/økt 3.csv”",
        "& 'Mine lister/økt 3.csv'",
        r"Mine\ lister/økt\ 3.csv",
        r"Mine lister\økt 3.csv",
        r'"Mine lister\økt 3.csv"',
        "~/Mine lister/økt 3.csv",
        '"~/Mine lister/økt 3.csv"',
        "file://{home}/Mine%20lister/%C3%B8kt%203.csv",
        "file://localhost{home}/Mine%20lister/økt%203.csv",
    ],
)
def test_the_file_that_was_meant_is_found(home: Path, typed: str) -> None:
    found = typed_path(typed.replace("{home}", str(home)))
    assert found.samefile(home / "Mine lister" / "økt 3.csv")


def test_a_folder_to_look_from_is_not_that_of_the_command(home: Path) -> None:
    assert typed_path(r".\økt 3.csv", home / "Mine lister").is_file()
    assert typed_path(f"{home}/a.csv", home / "Mine lister") == home / "a.csv"
    assert typed_path("a.csv", home / "sub") == home / "sub" / "a.csv"


@pytest.mark.parametrize("name", ["~navn.csv", "'navn'", "file:navn", r"a\b.csv", "&", "'", "~"])
def test_a_file_of_the_very_name_is_that_one(home: Path, name: str) -> None:
    (home / "sub").mkdir()
    (home / "sub" / name).write_text("Kari\n", encoding="utf-8")
    if name != "'navn'":
        assert typed_path(name, home / "sub") == home / "sub" / name


def test_what_is_not_there_stays_as_it_was_typed(home: Path) -> None:
    assert typed_path("borte/navn.csv") == Path("borte/navn.csv")
    assert typed_path("~nobody-of-this-name/navn.csv") == Path("~nobody-of-this-name/navn.csv")
    assert typed_path("~/navn.csv") == home / "navn.csv"
    assert typed_path("file:///C:/Users/Kari/navn.csv") == Path("C:/Users/Kari/navn.csv")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("økt3.yaml", "økt3.yaml"),
        ("sub/økt-3_b.yaml", "sub/økt-3_b.yaml"),
        (r"C:\sub\okt.yaml", r"C:\sub\okt.yaml"),
        ("økt 3.yaml", '"økt 3.yaml"'),
        ("a&b.yaml", '"a&b.yaml"'),
        ("a$b.yaml", "'a$b.yaml'" if os.name == "posix" else '"a$b.yaml"'),
    ],
)
def test_a_path_is_shown_as_any_shell_takes_it(path: str, shown: str) -> None:
    assert quoted(Path(path)) == shown


def test_what_names_nothing_is_known() -> None:
    assert all(map(names_nothing, ("", " ", "\t", "''", '""', '" "')))
    assert not any(map(names_nothing, (".", "./", "a", "'a'", "~", "file:///a")))
