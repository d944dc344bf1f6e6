"""`kit printer` and `kit calibrate` as people meet them, and what a printer does to a build."""

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import typer.main
from typer.testing import Result

from kit.cli.app import app
from kit.core.rect import Rect
from kit.core.sizes import POINTS_PER_MM
from kit.session.printers import Printer, all_printers, profiles_folder
from tests.conftest import run_kit as kit
from tests.sheets_read import drawn, near


@pytest.fixture(autouse=True)
def profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where printers are kept in this test; there are none yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return profiles_folder()


def told(ran: Result) -> str:
    """The one line that a command says on stderr where it refuses."""
    assert (ran.exit_code, ran.stdout) == (1, "")
    (line,) = ran.stderr.splitlines()
    return line


def cards(out: Path, *words: str) -> Result:
    """A build of one value card."""
    ran = kit("build", "--value", "1.1", "--piece", "verdikort", "--out", str(out), *words)
    assert ran.exit_code == 0, ran.stderr
    return ran


def job(out: Path) -> dict[str, Any]:
    """The one file of a build, as its manifest tells of it."""
    (one,) = json.loads((out / "manifest.json").read_text("utf-8"))["files"]
    assert isinstance(one, dict)
    return one


def faces(pdf: bytes, width: int = 74, height: int = 101) -> list[list[Rect]]:
    """Where cards lie on each page; of this size with 3 mm of bleed, not what stands beside."""
    with pikepdf.open(io.BytesIO(pdf)) as read:
        return [
            [
                one.box
                for one in drawn(page)
                if (round(one.box.width), round(one.box.height)) == (width, height)
            ]
            for page in read.pages
        ]


def hand_written(profiles: Path, name: str, text: str) -> Path:
    profiles.mkdir(parents=True, exist_ok=True)
    path = profiles / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


# kit printer


def test_a_printer_is_added_listed_shown_and_removed() -> None:
    added = kit("printer", "add", "HP kontor", "--offset", "-0.5,1", "--papers", "letter,A3")
    assert (added.exit_code, added.stderr) == (0, "")
    assert added.stdout.splitlines()[-2:] == [
        "Backs on sheets that lie on their side are moved 0.5 mm to the left and 1 mm down.",
        'Kept HP kontor. Use it so: kit build --printer "HP kontor"',
    ]
    upright = kit("printer", "add", "HP kontor", "--upright-offset", "0,-5").stdout
    assert "sheets that stand upright are moved 0 mm to the right and 5 mm up." in upright
    kit("printer", "add", "hjemme", "--margin", "6,5", "--duplex", "none")
    rows = [
        "name offset upright-offset margin duplex papers",
        "hjemme 0,0 0,0 6.5 none a4",
        "HP kontor -0.5,1 0,-5 – long letter,a3",
    ]
    assert table(kit("printer", "list")) == rows
    assert table(kit("printer", "show", "HP kontor")) == [rows[0], rows[2]]
    removed = kit("printer", "remove", "hp KONTOR")
    assert (removed.exit_code, removed.stderr) == (0, "")
    assert table(kit("printer", "list")) == rows[:2]


def table(ran: Result) -> list[str]:
    """The rows of a table with one space between their texts, without its line."""
    assert (ran.exit_code, ran.stderr) == (0, "")
    rows = [" ".join(line.split()) for line in ran.stdout.splitlines()]
    return [row for row in rows if row and "──" not in row]


def test_printers_are_json_for_programs() -> None:
    assert json.loads(kit("printer", "list", "--json").stdout) == []
    kit("printer", "add", "b", "--offset", "0.25,-3", "--margin", "5")
    kit("printer", "add", "a", "--duplex", "short", "--papers", "a3")
    both = {"offset": "0,0", "upright-offset": "0,0", "margin": "–"}
    a = {"name": "a", **both, "duplex": "short", "papers": "a3"}
    b = {"name": "b", **both, "duplex": "long", "papers": "a4"}
    b |= {"offset": "0.25,-3", "margin": "5"}
    assert json.loads(kit("printer", "list", "--json").stdout) == [a, b]
    assert json.loads(kit("printer", "show", "b", "--json").stdout) == b


def test_where_no_printer_is_kept_it_is_said_how_to_add_one() -> None:
    ran = kit("printer", "list")
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert ran.stderr.count("\n") == 1
    assert "`kit printer add`" in ran.stderr


def test_the_defaults_in_the_help_are_those_that_hold(profiles: Path) -> None:
    command = typer.main.get_command(app)
    assert isinstance(command, typer.core.TyperGroup)
    group = command.commands["printer"]
    assert isinstance(group, typer.core.TyperGroup)
    said = {
        str(param.name): found[1]
        for param in group.commands["add"].params
        if (found := re.search(r"Default: (\S+)\.$", str(getattr(param, "help", ""))))
    }
    assert set(said) == set(Printer.model_fields) - {"margin"}
    kit("printer", "add", "plain")
    kit(
        "printer",
        "add",
        "said",
        *(word for key in said for word in (f"--{key.replace('_', '-')}", said[key])),
    )
    assert all_printers(profiles) == {"plain": Printer(), "said": Printer()}


def test_every_fault_of_a_new_printer_is_a_line_and_nothing_is_kept(profiles: Path) -> None:
    ran = kit("printer", "add", "x", "--offset", "1", "--margin", "-1", "--papers", "a4,leter")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.splitlines() == [
        "--margin -1: give millimetres from 0 to 50",
        "--offset 1: give two numbers of millimetres, such as 0.5,-1 or 0,5; -1",
        "--papers leter: did you mean letter?",
    ]
    assert told(kit("printer", "add", "../x")).startswith("a printer cannot be called '../x': ")
    assert not profiles.exists()


@pytest.mark.parametrize(
    "words",
    [
        ["printer", "show"],
        ["printer", "show", "--json"],
        ["printer", "remove"],
        ["calibrate", "--printer"],
        ["build", "--printer"],
    ],
)
def test_an_unknown_printer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    kit("printer", "add", "kontoret")
    assert told(kit(*words, "kontorte")) == "no printer kontorte: did you mean kontoret?"
    assert [path.name for path in tmp_path.iterdir()] == ["config"]


@pytest.mark.parametrize(
    "words",
    [
        ["printer", "list"],
        ["printer", "list", "--json"],
        ["printer", "show", "broken"],
        ["calibrate", "--printer", "broken"],
        ["build", "--printer", "broken"],
    ],
)
def test_a_broken_profile_is_told_with_its_place(
    tmp_path: Path, profiles: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    kit("printer", "add", "good")
    path = hand_written(profiles, "broken", "margin: 8\noffset: [1, 2\n")
    assert told(kit(*words)) == f"{path}:2:9: a [ opens here and does not close: close it with ]"
    assert [path.name for path in tmp_path.iterdir()] == ["config"]


def test_a_broken_profile_is_removed_or_added_anew(profiles: Path) -> None:
    path = hand_written(profiles, "broken", "margin: wide\n")
    assert kit("printer", "add", "broken", "--margin", "5").exit_code == 0
    assert all_printers(profiles) == {"broken": Printer(margin=5)}
    path.write_bytes(b"\xff")
    assert kit("printer", "remove", "broken").exit_code == 0
    assert all_printers(profiles) == {}


def test_a_name_is_shown_as_it_is(profiles: Path) -> None:
    """What is markup to the library that draws tables is none to people."""
    hand_written(profiles, "HP [red] 4.2", "margin: 5\n")
    assert table(kit("printer", "list"))[1].startswith("HP [red] 4.2 0,0 0,0 5")


# kit build --printer


def test_backs_are_moved_by_the_offset_and_fronts_are_not(out: Path) -> None:
    kit("printer", "add", "kontoret", "--offset", "1.5,-2")
    cards(out / "plain")
    cards(out / "moved", "--printer", "kontoret")
    plain, moved = (faces((out / one / "verdikort.pdf").read_bytes()) for one in ("plain", "moved"))
    assert [len(page) for page in plain] == [len(page) for page in moved] == [8, 8]
    assert all(near(one, two) for one, two in zip(plain[0], moved[0], strict=True))
    backs = zip(plain[1], moved[1], strict=True)
    assert all(near(one.moved(1.5, -2), two) for one, two in backs)


@pytest.mark.slow
def test_upright_sheets_have_an_offset_of_their_own(out: Path) -> None:
    """Cards of poker stand three by three on upright A4, those of standard lie four by two."""
    words = ["--offset", "1.5,-2", "--upright-offset", "0,0.5"]
    kit("printer", "add", "kontoret", *words)
    for name, how in (("plain", []), ("moved", ["--printer", "kontoret"])):
        cards(out / name, "--card", "poker", *how)
    plain, moved = (
        faces((out / one / "verdikort.pdf").read_bytes(), 69, 94) for one in ("plain", "moved")
    )
    assert [len(page) for page in plain] == [9, 9]
    for by, before, after in zip((0, 0.5), plain, moved, strict=True):
        assert all(near(one.moved(0, by), two) for one, two in zip(before, after, strict=True))


def test_the_margin_of_the_printer_is_kept_free(out: Path) -> None:
    kit("printer", "add", "kontoret", "--margin", "20")
    cards(out, "--printer", "kontoret")
    front = faces((out / "verdikort.pdf").read_bytes())[0]
    assert len(front) == 4, "at 8 mm there would be eight"
    with pikepdf.open(out / "verdikort.pdf") as pdf:
        width, height = (float(edge) / POINTS_PER_MM for edge in pdf.pages[0].mediabox[2:])
    for trim in (box.grown(-3) for box in front):
        assert min(trim.left, trim.top, width - trim.right, height - trim.bottom) > 19.99


def test_what_is_said_goes_before_what_the_printer_knows(out: Path) -> None:
    kit("printer", "add", "kontoret", "--margin", "20", "--offset", "1,1", "--duplex", "none")
    said = ["--margin", "5", "--back-offset", "0,2", "--flip", "short"]
    cards(out, "--printer", "kontoret", *said)
    how = json.loads((out / "manifest.json").read_text("utf-8"))["printing"]
    assert (how["margin"], how["back-offset"], how["flip"]) == (5, [0, 2], "short")


def test_a_printer_without_duplex_prints_fronts_only(out: Path) -> None:
    kit("printer", "add", "kontoret", "--duplex", "none")
    ran = cards(out, "--printer", "kontoret")
    assert ran.stderr.splitlines()[1].startswith("Left out the backs of cards: ")
    made = job(out)
    assert (made["pages"], made["sheets"], made["sides"], made["flip"]) == (1, 1, 1, None)
    assert [len(page) for page in faces((out / "verdikort.pdf").read_bytes())] == [8]


@pytest.mark.parametrize(
    ("papers", "paper", "sheets", "size"),
    [
        ("a4", "A4", 2, [261.36, 369.6]),
        ("a4,a3", "A3", 1, [297, 420]),
        ("letter", "Letter", 2, [245.872, 379.984]),
        ("letter,tabloid", "Tabloid", 1, [279.4, 431.8]),
    ],
)
def test_posters_are_in_parts_where_the_printer_has_no_a3(
    out: Path, papers: str, paper: str, sheets: int, size: list[float]
) -> None:
    kit("printer", "add", "kontoret", "--papers", papers)
    wishes = ["--value", "1.1", "--with-area", "--piece", "plakater", "--printer", "kontoret"]
    assert kit("build", *wishes, "--out", str(out)).exit_code == 0
    made = job(out)
    assert (made["paper"], made["sheets"], made["size"]) == (paper, sheets, size)
    with pikepdf.open(out / "plakater.pdf") as pdf:
        assert len(pdf.pages) == sheets


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["--for", "screen"], "--printer is for office, not screen: take one of the two away"),
        (
            ["--for", "print-shop"],
            "--printer is for office, not print-shop: take one of the two away",
        ),
        (
            ["--paper", "a3"],
            "the printer kontoret has no A3: choose a4, or change it with `kit printer add`",
        ),
        (["--margin", "wide"], "--margin wide: give a number of millimetres, such as 8 or 6.5"),
    ],
)
def test_what_does_not_go_with_the_printer_is_told(
    out: Path, words: list[str], refusal: str
) -> None:
    kit("printer", "add", "kontoret")
    assert told(kit("build", "--printer", "kontoret", *words, "--out", str(out))) == refusal
    assert not out.exists()


# kit calibrate


def test_calibrate_writes_its_sheet_and_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = kit("calibrate")
    assert (ran.exit_code, ran.stderr) == (0, "")
    path = tmp_path / "calibration" / "kalibrering-a4-standard.pdf"
    assert ran.stdout.splitlines()[0] == f"In {path}"
    assert sizes(path) == [(210, 297)] * 2


def sizes(path: Path) -> list[tuple[int, int]]:
    """The paper of every page in whole mm, upright."""
    with pikepdf.open(path) as pdf:
        edges = [sorted(float(edge) for edge in page.mediabox[2:]) for page in pdf.pages]
    return [(round(short / POINTS_PER_MM), round(long / POINTS_PER_MM)) for short, long in edges]


@pytest.mark.slow
def test_sheets_for_two_papers_stay_beside_each_other(out: Path) -> None:
    for paper in ("a4", "A3", "a4"):
        assert kit("calibrate", "--paper", paper, "--out", str(out)).exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "kalibrering-a3-standard.pdf",
        "kalibrering-a4-standard.pdf",
        "manifest.json",
    ]
    assert sizes(out / "kalibrering-a3-standard.pdf") == [(297, 420)] * 2


@pytest.mark.slow
def test_calibrate_moves_backs_alone(out: Path) -> None:
    """By what is said, or else by what the printer knows."""
    kit("printer", "add", "kontoret", "--offset", "2,-1")
    wanted: Mapping[str, list[str]] = {
        "plain": [],
        "said": ["--back-offset", "2,-1"],
        "known": ["--printer", "kontoret"],
        "both": ["--printer", "kontoret", "--back-offset", "0,0"],
    }
    sheets = {}
    for name, words in wanted.items():
        assert kit("calibrate", "--out", str(out / name), *words).exit_code == 0
        sheets[name] = (out / name / "kalibrering-a4-standard.pdf").read_bytes()
    assert sheets["known"] == sheets["said"] != sheets["plain"] == sheets["both"]
    plain, moved = page_bytes(sheets["plain"]), page_bytes(sheets["said"])
    assert plain[0] == moved[0]
    assert plain[1] != moved[1]


def page_bytes(pdf: bytes) -> list[bytes]:
    """How each page looks, at 50 dpi."""
    document = pypdfium2.PdfDocument(pdf)
    looks = [page.render(scale=50 / 72).to_pil().tobytes() for page in document]
    document.close()
    return looks


def test_calibrate_overwrites_nobodys_own_file(out: Path) -> None:
    out.mkdir()
    own = out / "kalibrering-a4-standard.pdf"
    own.write_bytes(b"mine")
    assert told(kit("calibrate", "--out", str(out))) == (
        f"{own}: this file is not from kit: move it away, or choose another folder with --out"
    )
    assert [path.read_bytes() for path in out.iterdir()] == [b"mine"]


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["--paper", "a5"], "--paper a5: choose one of a4, a3, letter, tabloid, sra3"),
        (["--paper", "leter"], "--paper leter: did you mean letter?"),
        (
            ["--back-offset", "0,11"],
            "--back-offset 0,11: give at most 10 mm: backs further off than that are turned about "
            "the wrong edge",
        ),
        (
            ["--printer", "kontoret", "--paper", "a3"],
            "the printer kontoret has no A3: choose a4, or change it with `kit printer add`",
        ),
    ],
)
def test_what_calibrate_cannot_do_is_told(out: Path, words: list[str], refusal: str) -> None:
    kit("printer", "add", "kontoret")
    assert told(kit("calibrate", *words, "--out", str(out))) == refusal
    assert not out.exists()


@pytest.mark.parametrize("words", [[], ["--flip", "fold"]])
def test_a_printer_that_is_off_can_print_fronts_only_or_folded(out: Path, words: list[str]) -> None:
    """Its offset is for backs, and there are none; nobody asked for it now."""
    kit("printer", "add", "kontoret", "--offset", "1,1", "--duplex", "none")
    cards(out, "--printer", "kontoret", *words)
    assert job(out)["pages"] == 1


def test_a_printer_without_duplex_is_calibrated(out: Path) -> None:
    kit("printer", "add", "kontoret", "--offset", "1,1", "--duplex", "none")
    assert kit("calibrate", "--printer", "kontoret", "--out", str(out)).exit_code == 0


def test_calibrate_takes_no_kit_away(out: Path) -> None:
    cards(out)
    kit("calibrate", "--out", str(out))
    assert (out / "verdikort.pdf").exists()
