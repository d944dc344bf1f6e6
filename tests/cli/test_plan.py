"""`kit plan` as its user meets it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kit.pipeline.run import BuiltKit
from tests.conftest import SAMPLES
from tests.conftest import run_kit as kit

SMALL = ["--content", str(SAMPLES / "small")]


def rows(text: str) -> dict[str, list[str]]:
    """The cells of the table by the files that they are about."""
    found = [line.split("  ") for line in text.splitlines() if ".pdf " in line]
    return {row[0].strip(): [cell.strip() for cell in row[1:] if cell.strip()] for row in found}


def test_a_plan_of_a_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    session = tmp_path / "okt.yaml"
    session.write_text("people: 7\ntables: 2\nareas: [1]\npieces: [verdikort, posters]\n", "utf-8")
    ran = kit("plan", "okt.yaml")
    assert (ran.exit_code, ran.stderr) == (0, "")
    table = rows(ran.stdout)
    assert table["verdikort.pdf"] == [
        *("10 cards × 2 decks, 4 blank", "A4, 160–200 g", "3", "1", "2", "11")
    ]
    assert table["plakater.pdf"] == ["1 poster", "A3, 120–160 g", "1", "1", "1", "–"]
    assert table["veileder.pdf"][0].endswith(" pages")
    guide = f"{table['veileder.pdf'][2]} sheets of A4 80–100 g"
    assert "In all: 10 cards × 2 decks, 1 poster\n" in ran.stdout
    told = f"Paper in all: 3 sheets of A4 160–200 g, 1 sheet of A3 120–160 g, {guide}\n"
    assert told in ran.stdout
    assert "Time: about 5 min to print, about 5 min to cut\n" in ran.stdout
    assert "Printing: 20 sides of A4 a minute" in ran.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["okt.yaml"]


def test_an_option_goes_before_the_file(tmp_path: Path) -> None:
    session = tmp_path / "okt.yaml"
    session.write_text("tables: 2\npieces: [verdikort]\nareas: [1]\n", "utf-8")
    ran = kit("plan", str(session), "--tables", "3", "--json")
    files = json.loads(ran.stdout)["files"]
    assert [(one["piece"], one["cards"]) for one in files] == [("value-cards", 30), ("guide", 0)]


def test_a_plan_for_programs_has_what_the_manifest_has(default_kit: BuiltKit) -> None:
    told = json.loads(kit("plan", "--json").stdout)
    files = [{key: one[key] for key in one if key != "cuts_in_all"} for one in told["files"]]
    assert files == [file.job.as_dict() for file in default_kit.files]
    assert told["files"][0]["cuts_in_all"] == 17
    assert told["paper"] == []
    guide = files[-1]["sheets"]
    in_room = {"A3": 4, "A4": guide}
    assert told["paper_for"] == {"table": {"A4": 11}, "room": in_room, "person": {"A4": 1}}
    assert set(told["minutes"]) == {"printing", "cutting"}
    assert any("Counted once" in line for line in told["assumed"])


def test_without_a_room_paper_is_for_each() -> None:
    ran = kit("plan", *SMALL, "--decks", "2", "--piece", "verdikort", "--piece", "handlingsplan")
    assert "Paper for all 2 decks: 1 sheet of A4\n" in ran.stdout
    assert "Paper for each person: 1 sheet of A4\n" in ran.stdout
    assert rows(ran.stdout)["handlingsplan.pdf"][3] == "1 a person"
    assert "guide" not in ran.stdout


@pytest.mark.parametrize("to", ["screen", "print-shop"])
def test_who_prints_elsewhere_is_told_no_paper_and_no_time(to: str) -> None:
    ran = kit("plan", *SMALL, "--for", to, "--piece", "verdikort")
    file, size = (
        ("lysbilder", "338.7 × 190.5 mm") if to == "screen" else ("verdikort", "68 × 95 mm")
    )
    assert rows(ran.stdout)[f"{file}.pdf"][-1] == size
    assert "Time" not in ran.stdout
    assert "minutes" not in json.loads(kit("plan", *SMALL, "--for", to, "--json").stdout)


def test_posters_alone_are_not_cut() -> None:
    ran = kit("plan", *SMALL, "--piece", "plakater")
    assert "Time: about 5 min to print\n" in ran.stdout


def test_what_is_left_out_and_what_is_wrong_is_told() -> None:
    words = ["--area", "4", "--piece", "dilemmakort", "--piece", "verdikort"]
    ran = kit("plan", *words)
    assert ran.stderr == "Left out Dilemmakort: the chosen areas have nothing for it.\n"
    beside = ("plan", "--area", "1", "--value", "håp", "--value", "3.6")
    assert kit(*beside).stderr.splitlines() == [
        "Left out Dilemmakort: this comes with whole areas, or by --with-area.",
        "Of 2 single values only cards are made: --with-area brings the areas of these as well.",
    ]
    shown = kit(*beside, "--for", "screen", "--piece", "lysbilder").stderr
    assert shown.startswith("Of 2 single values only slides are made")
    only = kit(*beside, "--only", "1.1", "--piece", "verdikort")
    assert only.stderr == "Verdikort, to put into their decks: 1.1 Empati.\n"
    assert kit(*beside, "--with-area", "--piece", "plakater").stderr == ""
    assert kit(*beside, "--no-with-area", "--piece", "plakater").stderr == ""
    ran = kit("plan", "--value", "nobody", "--people", "many")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert len(ran.stderr.splitlines()) == 2


def test_cards_and_posters_are_planned_without_the_typesetter() -> None:
    code = (
        "import sys; sys.argv = ['kit', 'plan', '--piece', 'posters']\n"
        "from kit.cli.app import app\n"
        "try: app()\n"
        "except SystemExit: pass\n"
        "print('weasyprint' in sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr.splitlines()[-1] == "False"


def test_a_session_file_need_not_be_named_in_full(tmp_path: Path) -> None:
    session = tmp_path / "økt 3.yaml"
    session.write_text(f"content: {SAMPLES / 'small'}\npieces: [verdikort]\n", "utf-8")
    whole = kit("plan", str(session))
    assert (whole.exit_code, whole.stderr) == (0, "")
    for typed in (tmp_path, tmp_path / "økt 3", f'"{session}"'):
        ran = kit("plan", str(typed))
        said = "" if str(typed).startswith('"') else f"Session file: {session}\n"
        assert (ran.exit_code, ran.stdout, ran.stderr) == (0, whole.stdout, said)
    ran = kit("plan", str(tmp_path / "okt"))
    assert ran.stderr == f"{tmp_path / 'okt'}: there is no such file: did you mean økt 3.yaml?\n"


@pytest.mark.parametrize("command", ["plan", "build"])
def test_what_was_read_of_a_list_is_told_also_where_something_is_wrong(
    tmp_path: Path, command: str
) -> None:
    names = tmp_path / "folk.txt"
    names.write_text("Fagdag\n\nKari Vik", encoding="utf-8")
    ran = kit(command, *SMALL, "--participants", str(names), "--tables", "4")
    assert ran.exit_code == 1
    assert ran.stderr.splitlines() == [
        f"2 names from {names}: Fagdag … Kari Vik. Left out: 1 empty line.",
        "--tables 4: that is more than the 2 people: set up fewer",
    ]


def test_what_was_read_of_a_list_of_names_is_told(tmp_path: Path) -> None:
    names = tmp_path / "folk.csv"
    names.write_text("Navn;Bord\nVik, Kari;1\n;\nBø, Ola;2\nSum;2\n", encoding="utf-8")
    given = ["plan", *SMALL, "--participants", str(names), "--piece", "verdikort"]
    ran = kit(*given)
    assert ran.stderr.splitlines() == [
        f"2 names from {names}: Kari Vik … Ola Bø. Left out: 1 empty line, line 5 «Sum».",
        "«Vik, Kari» is printed as «Kari Vik», and 1 other alike.",
    ]
    read = json.loads(kit(*given, "--json").stdout)["names_read"]
    assert (read["count"], read["first"], read["last"]) == (2, "Kari Vik", "Ola Bø")
    assert [one["why"] for one in read["left_out"]] == ["headings", "total"]


def test_a_session_file_at_hand_is_told_where_none_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "okt.yaml").write_text("people: 4\n", encoding="utf-8")
    ran = kit("plan", *SMALL, "--piece", "verdikort")
    assert ran.exit_code == 0
    assert ran.stderr.startswith("No session file was named, so okt.yaml is not read: ")
    assert kit("plan", "okt.yaml", *SMALL, "--piece", "verdikort").stderr == ""
