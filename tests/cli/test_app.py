"""The command as its user meets it: what it prints where, and how it ends."""

import json
import math
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageStat
from typer.testing import Result

from kit import __version__
from kit.content.models import Pack
from kit.core.rect import Rect
from kit.core.sizes import POINTS_PER_MM
from kit.many.outcome import Outcome
from kit.typed.paths import names_nothing
from tests.conftest import SAMPLES, page_texts, stands_in
from tests.conftest import run_kit as here
from tests.many.test_make import SAID
from tests.pdf.test_pdfx import icc
from tests.sheets_read import drawn, near, operations


def kit(*words: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "kit", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def test_version() -> None:
    ran = kit("--version")
    assert (ran.returncode, ran.stdout) == (0, f"kit {__version__}\n")


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["list", "-h"]])
def test_help_on_everything(words: list[str]) -> None:
    ran = kit(*words)
    assert ran.returncode == 0
    assert "Usage: kit" in ran.stdout
    assert ran.stderr == ""


def test_help_names_commands_and_completion() -> None:
    text = kit("--help").stdout
    for word in ("build", "list", "text", "--version", "--install-completion"):
        assert word in text


@pytest.mark.parametrize(
    "words", [["build", "--nothing"], ["bild"], ["list", "people"], ["build", "--area"]]
)
def test_a_command_that_makes_no_sense_ends_with_2(words: list[str]) -> None:
    ran = kit(*words)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert "Error" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_build_shows_progress_and_a_table(tmp_path: Path) -> None:
    words = ["--value", "håp", "--piece", "verdikort", "--piece", "guide", "--no-cache"]
    ran = kit("build", *words, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.splitlines() == ["Setting Verdikort …", "Setting Veileder …"]
    table = [line.split() for line in ran.stdout.splitlines() if ".pdf " in line]
    assert table[:2] == [
        ["verdikort.pdf", "A4", "1", "2", "long"],
        ["veileder.pdf", "A4", "2", "2", "long"],
    ]
    assert "file paper sheets sides flip edge" in " ".join(ran.stdout.split())
    assert f"In {tmp_path / 'out'}" in ran.stdout
    assert "veileder.pdf tells how" in ran.stdout
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "manifest.json",
        "veileder.pdf",
        "verdikort.pdf",
    ]


def test_build_names_what_it_leaves_out(tmp_path: Path) -> None:
    words = ["--area", "4", "--piece", "dilemmakort", "--piece", "verdikort"]
    ran = kit("build", *words, "--out", str(tmp_path))
    assert ran.returncode == 0
    assert "Left out Dilemmakort: the chosen areas have nothing for it.\n" in ran.stderr


def many(folder: Path, **said: str) -> Path:
    """A folder of session files that say the same, and this as well."""
    folder.mkdir()
    for name, text in said.items():
        (folder / f"{name}.yaml").write_text(f"{SAID}{text}", encoding="utf-8")
    return folder


SHEET = ("--content", str(SAMPLES / "small"), "--piece", "tally-sheet")


def test_build_makes_several_kits_and_tells_all_that_is_wrong_with_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In this process, which has loaded all; tests/many has them made by several.
    monkeypatch.setattr("kit.many.processes.forked_at_once", lambda _: 1)
    folder = many(tmp_path / "okter", nord="", sor="tabels: 2", vest="")
    ran = here("build", str(folder), *SHEET)
    assert ran.exit_code == 1
    assert f"{folder / 'sor.yaml'}:6:1: unknown key tabels: did you mean tables?\n" in ran.stderr
    table = [line.split() for line in ran.stdout.splitlines() if "Fagdag" in line]
    assert [[row[0], row[1], row[-1]] for row in table] == [
        ["nord.yaml", "made", "nord-kit"],
        ["sor.yaml", "failed", "–"],
        ["vest.yaml", "made", "vest-kit"],
    ]
    assert ran.stdout.splitlines()[0] == f"In {folder}"
    assert ran.stdout.splitlines()[-1] == "2 kits made, 1 failed."
    lines = [line for line in ran.stderr.splitlines() if " of 3: " in line]
    assert sorted(line.partition(": ")[2] for line in lines) == [
        "nord.yaml, made", "sor.yaml, failed", "vest.yaml, made",
    ]  # fmt: skip
    again = here("build", str(folder), *SHEET, "--json", "--verbose")
    assert [one["state"] for one in json.loads(again.stdout)] == [
        "up to date", "failed", "up to date",
    ]  # fmt: skip
    assert "0 kits made, 2 were up to date, 1 failed.\n" in again.stderr
    assert "kits an hour" in again.stderr
    quiet = here("build", str(folder), *SHEET, "--quiet")
    assert quiet.stdout == ""
    assert quiet.stderr == f"{folder / 'sor.yaml'}:6:1: unknown key tabels: did you mean tables?\n"


def test_options_of_one_kit_are_refused_of_several(tmp_path: Path) -> None:
    folder = many(tmp_path / "okter", nord="", sor="")
    ran = here("build", str(folder), "--watch", "--only", "3.6")
    told = "--watch and --only are for one kit: name one session file alone\n"
    assert (ran.exit_code, ran.stdout, ran.stderr) == (1, "", told)


def test_who_stops_many_is_told_how_many_are_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_sessions: object, _store: object, _told: object, heard: Any, *_: object) -> None:
        heard(Outcome("nord.yaml", "made", Path("nord.yaml")), 1)
        raise KeyboardInterrupt

    monkeypatch.setattr("kit.many.run.make_all", stopped)
    folder = many(tmp_path / "okter", nord="", sor="")
    ran = here("build", str(folder))
    assert ran.exit_code == 130
    told = "Stopped when 1 of 2 were done: no kit is half-written"
    assert ran.stderr.endswith(f"{told}, and the same command goes on with the rest.\n")
    # Without a cache nothing is known to be finished.
    assert here("build", str(folder), "--no-cache").stderr.endswith(f"{told}.\n")


@pytest.mark.slow
def test_build_tells_what_becomes_of_an_earlier_kit(tmp_path: Path) -> None:
    words = ["build", "--out", str(tmp_path), "--content"]
    small = [*words, str(SAMPLES / "small")]
    here(*small)
    (tmp_path / "handlingsplan.pdf").write_bytes(b"filled in")
    ran = here(*small, "--piece", "posters")
    assert "Removed" not in ran.stderr
    assert (tmp_path / "verdikort.pdf").exists()
    ran = here(*words, str(SAMPLES / "bare"))
    assert ran.exit_code == 0, ran.stderr
    assert "Removed egenskapskort.pdf: it was from an earlier build.\n" in ran.stderr
    assert "Kept handlingsplan.pdf: it was changed after an earlier build wrote it.\n" in ran.stderr
    assert (tmp_path / "handlingsplan.pdf").read_bytes() == b"filled in"


def test_what_became_smaller_is_told(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    area = pack / "areas" / "2-ro.yaml"
    area.write_text(
        area.read_text("utf-8").replace("La det ta tid", "La det ta tid " * 20), "utf-8"
    )
    out = tmp_path / "out"
    ran = kit("build", "--content", str(pack), "--piece", "verdikort", "--out", str(out))
    assert ran.returncode == 0
    found = re.search("Set in ([0-9]+) % of its type, to fit: (.*)\n", ran.stderr)
    assert found
    assert found[2] == "Verdikort, 2.1 Tid"
    assert 52 <= int(found[1]) < 100
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["smaller_type"] == {found[2]: int(found[1])}


def test_json_is_the_manifest_and_nothing_else_is_on_stdout(tmp_path: Path) -> None:
    ran = kit("build", "--value", "3.6", "--piece", "verdikort", "--json", "--out", str(tmp_path))
    assert ran.returncode == 0
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert manifest == json.loads(ran.stdout)


def test_a_kit_lies_beside_its_session_file_and_keeps_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dag").mkdir()
    text = f"content: {SAMPLES / 'small'}\nvalues: [1.1]\npieces: [verdikort]\n"
    for name in ("økt1", "økt2"):
        (tmp_path / "dag" / f"{name}.yaml").write_text(text, encoding="utf-8")
    ran = here("build", "dag/økt1", "--piece", "verdikort")
    assert (ran.exit_code, ran.stdout.splitlines()[0]) == (0, f"In {tmp_path / 'dag' / 'out'}")
    manifest = tmp_path / "dag" / "out" / "manifest.json"
    assert json.loads(manifest.read_text("utf-8"))["made_from"] == "../økt1.yaml"
    ran = here("build", "dag/økt2.yaml", "--piece", "verdikort")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr == (
        "dag/out: this folder holds the kit of økt1.yaml: choose another with --out, or with out: "
        "in økt2.yaml\n"
    )


def test_every_fault_is_a_line_on_stderr(tmp_path: Path) -> None:
    words = ["--area", "7", "--value", "hop", "--leave-out", "vrme", "--out", str(tmp_path / "o")]
    ran = kit("build", *words)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.splitlines() == [
        "--area 7: no such area; `kit list areas` shows what there is",
        "--leave-out vrme: no such value; did you mean Varme (1.8)?",
        "--value hop: no such value; did you mean Håp (2.3)?",
    ]
    assert not (tmp_path / "o").exists()


def test_faults_of_a_pack_are_told_with_their_places() -> None:
    ran = kit("build", "--content", str(SAMPLES / "bad"))
    expected = (SAMPLES / "bad" / "expected.txt").read_text("utf-8")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.replace(f"{SAMPLES / 'bad'}/", "") == expected


@pytest.mark.parametrize(
    ("topic", "row"),
    [
        ("areas", "3 etiske Etiske og rettighetsbaserte verdier 10"),
        ("values", "2.3 hap Håp Positiv utvikling er mulig"),
        ("dilemmas", "3 a-tale-usikkerhet Å tåle usikkerhet «Hvordan"),
        ("questions", "2 signaler-om-verdi Hvilke signaler sender jeg"),
        ("pieces", "posters Plakater plakater.pdf 297 × 420 mm A3"),
    ],
)
def test_list_shows_tables(topic: str, row: str) -> None:
    ran = kit("list", topic)
    assert ran.returncode == 0
    assert row in " ".join(ran.stdout.split())


def test_list_shows_values_unless_told_otherwise_and_json_for_programs() -> None:
    records = json.loads(kit("list", "--json").stdout)
    assert len(records) == 40
    assert records[0]["id"] == "empati"
    small = json.loads(kit("list", "areas", "--json", "--content", str(SAMPLES / "small")).stdout)
    assert small[0] == {"number": "1", "id": "mot", "title": "Mot & <b>varme</b>", "values": "2"}


def test_a_table_fits_the_terminal() -> None:
    """On a terminal of 60 columns no line is longer than that."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "COLUMNS": "60", "TERM": "xterm"}
    command = [sys.executable, "-m", "kit", "list", "values"]
    with subprocess.Popen(command, stdout=follower, stderr=follower, env=environment) as running:
        os.close(follower)
        shown = b""
        while chunk := _read(leader):
            shown += chunk
        assert running.wait() == 0
    os.close(leader)
    lines = shown.decode().splitlines()
    assert len(lines) > 40
    assert max(len(line) for line in lines if "\x1b" not in line) <= 60


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # what Linux answers once the other end is closed
        return b""


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("kit build --value emp", ["empati"]),
        ("kit build --area ", ["relasjonelle", "menneskesyn", "etiske", "refleksive"]),
        ("kit build --leave-out var", ["varme"]),
        ("kit build --piece p", ["posters"]),
        ("kit text --value emp", ["empati"]),
        (f"kit text --content {SAMPLES / 'small'} --area m", ["mot"]),
        (f"kit build --content {SAMPLES / 'small'} --value t", ["tid"]),
        (f"kit build --content {SAMPLES / 'bad'} --value t", []),
        ("kit list di", ["dilemmas"]),
    ],
)
def test_the_shell_completes_ids(typed: str, completed: list[str]) -> None:
    words = typed.split(" ")
    environment = {
        **os.environ,
        "_KIT_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(words) - 1),
    }
    command = [sys.executable, "-m", "kit"]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ran.stdout.split() == completed


# How to print. These run in one process: what it is to start the command is seen above.


def one_card(out: Path, *words: str) -> Result:
    return built(out, "--value", "1.1", "--piece", "verdikort", *words)


def one_poster(out: Path, *words: str) -> Result:
    return built(out, "--value", "1.1", "--with-area", "--piece", "plakater", *words)


def built(out: Path, *words: str) -> Result:
    ran = here("build", *words, "--out", str(out))
    assert ran.exit_code == 0, ran.stderr
    return ran


def rows(ran: Result) -> list[str]:
    """What a build printed but for its folder, with one space between texts and no line drawn."""
    lines = [" ".join(line.split()) for line in ran.stdout.splitlines()]
    return [line for line in lines if line and "──" not in line and not line.startswith("In ")]


def papers(path: Path) -> list[list[float]]:
    """The shorter and the longer edge of every page, in mm."""
    with pikepdf.open(path) as pdf:
        edges = [[float(edge) / POINTS_PER_MM for edge in page.mediabox] for page in pdf.pages]
    return [sorted((round(x2 - x1, 1), round(y2 - y1, 1))) for x1, y1, x2, y2 in edges]


def trims(path: Path, width: float = 68, height: float = 95) -> list[list[Rect]]:
    """The cards of this size on every page, by rows and then from left to right."""
    with pikepdf.open(path) as pdf:
        found = [[one.trim(3) for one in drawn(page)] for page in pdf.pages]
    return [
        sorted(
            (one for one in page if near(one, Rect(one.left, one.top, width, height))),
            key=lambda one: (round(one.top), round(one.left)),
        )
        for page in found
    ]


def lines(path: Path) -> list[list[float]]:
    """How long each straight line that a page draws for itself is, in mm."""
    with pikepdf.open(path) as pdf:
        return [list(_lengths(page)) for page in pdf.pages]


def _lengths(page: pikepdf.Page) -> Iterator[float]:
    at = (0.0, 0.0)
    for operands, operator in operations(page):
        if operator in ("m", "l"):
            to = (float(operands[0]), float(operands[1]))
            if operator == "l":
                yield math.dist(at, to) / POINTS_PER_MM
            at = to


def pictured(path: Path) -> Image.Image:
    """The first page at 36 dpi."""
    document = pypdfium2.PdfDocument(path)
    picture: Image.Image = document[0].render(scale=0.5).to_pil().convert("RGB")
    document.close()
    return picture


def told(ran: Result) -> str:
    """The one line that a build says where it refuses, beside which piece it was at."""
    assert (ran.exit_code, ran.stdout) == (1, "")
    (line,) = remarks(ran)
    return line


def remarks(ran: Result) -> list[str]:
    """What a build told beside which piece it was at, which it tells of no kit that is kept."""
    return [line for line in ran.stderr.splitlines() if not line.startswith("Setting ")]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One value card as it is printed where nothing is said of how."""
    out = tmp_path_factory.mktemp("plain")
    one_card(out)
    return out / "verdikort.pdf"


def test_nothing_said_is_eight_cards_on_a4_two_sided(plain: Path) -> None:
    """With what these tests compare with: crop marks on fronts, none on backs."""
    assert papers(plain) == [[210, 297]] * 2
    assert [len(page) for page in trims(plain)] == [8, 8]
    front, back = lines(plain)
    assert front
    assert max(front) < 10
    assert back == []


@pytest.mark.parametrize(
    ("paper", "name", "size"), [("a3", "A3", [297, 420]), ("LETTER", "Letter", [215.9, 279.4])]
)
def test_paper_is_what_cards_are_printed_on(
    tmp_path: Path, paper: str, name: str, size: list[float]
) -> None:
    ran = one_card(tmp_path, "--paper", paper)
    assert rows(ran)[1:] == [f"verdikort.pdf {name} 1 2 long"]
    assert papers(tmp_path / "verdikort.pdf") == [size] * 2


def test_margin_is_kept_free_at_every_edge(tmp_path: Path) -> None:
    one_card(tmp_path, "--margin", "20,5")
    for page in trims(tmp_path / "verdikort.pdf"):
        assert len(page) == 4
        assert (
            min(min(one.left, one.top, 210 - one.right, 297 - one.bottom) for one in page) >= 20.5
        )


def test_flip_is_the_edge_to_turn_about(tmp_path: Path, plain: Path) -> None:
    ran = one_card(tmp_path, "--flip", "short")
    assert rows(ran)[1:] == ["verdikort.pdf A4 1 2 short"]
    for path, edge in ((plain, "Long"), (tmp_path / "verdikort.pdf", "Short")):
        with pikepdf.open(path) as pdf:
            assert pdf.Root.ViewerPreferences.Duplex == f"/DuplexFlip{edge}Edge"


def test_flip_none_is_fronts_only(tmp_path: Path, plain: Path) -> None:
    ran = one_card(tmp_path, "--flip", "none")
    assert rows(ran)[1:] == ["verdikort.pdf A4 1 1 –"]
    assert trims(tmp_path / "verdikort.pdf") == trims(plain)[:1]
    (left_out,) = remarks(ran)
    assert left_out.startswith("Left out the backs of cards: ")
    assert "--flip fold" in left_out
    assert "--separate-backs" in left_out


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        ("verdikort", ["--flip", "long"]),
        ("verdikort", ["--flip", "fold"]),
        ("plakater", ["--flip", "none"]),
    ],
)
def test_where_no_back_is_left_out_none_is_said_to_be(
    tmp_path: Path, piece: str, words: list[str]
) -> None:
    ran = built(tmp_path, "--value", "1.1", "--with-area", "--piece", piece, *words)
    assert remarks(ran) == []


def test_fold_is_front_and_back_side_by_side(tmp_path: Path, plain: Path) -> None:
    ran = one_card(tmp_path, "--flip", "fold")
    assert rows(ran)[1:] == ["verdikort.pdf A4 1 1 –"]
    (text,) = page_texts((tmp_path / "verdikort.pdf").read_bytes())
    front, back = page_texts(plain.read_bytes())
    for words, page in (("Empati", front), ("Område 1", back)):
        assert words in page
        assert words in text


def test_back_offset_moves_backs_to_the_right_and_down(tmp_path: Path, plain: Path) -> None:
    one_card(tmp_path, "--back-offset", "1,-0.5")
    moved = trims(tmp_path / "verdikort.pdf")
    pairs = list(zip(trims(plain), moved, strict=True))
    for (x, y), (before, after) in zip(((0, 0), (1, -0.5)), pairs, strict=True):
        assert all(near(one.moved(x, y), two) for one, two in zip(before, after, strict=True))


@pytest.mark.parametrize(
    ("words", "sheets", "size"),
    [
        (["--posters", "a3"], 1, [297, 420]),
        (["--posters", "A2"], 1, [420, 594]),
        (["--posters", "a4"], 2, [210, 297]),
        (["--posters", "a4", "--full-size"], 4, [210, 297]),
    ],
)
def test_posters_have_a_size_or_are_in_parts(
    tmp_path: Path, words: list[str], sheets: int, size: list[float]
) -> None:
    one_poster(tmp_path, *words)
    assert papers(tmp_path / "plakater.pdf") == [size] * sheets


def test_separate_backs_are_a_file_of_their_own(tmp_path: Path, plain: Path) -> None:
    ran = one_card(tmp_path, "--separate-backs")
    assert rows(ran)[1:] == ["verdikort-forsider.pdf A4 1 1 –", "verdikort-baksider.pdf A4 0 1 –"]
    names = ["verdikort-forsider.pdf", "verdikort-baksider.pdf"]
    assert {path.name for path in tmp_path.iterdir()} == {*names, "manifest.json"}
    assert [trims(tmp_path / name) for name in names] == [[page] for page in trims(plain)]


def test_nothing_is_left_of_a_piece_that_is_made_otherwise(tmp_path: Path) -> None:
    one_card(tmp_path, "--for", "screen", "--png")
    one_card(tmp_path, "--separate-backs")
    names = {"verdikort-forsider.pdf", "verdikort-baksider.pdf", "manifest.json"}
    # Slides are a piece of their own.
    slides = {"lysbilder.pdf", "bilder-lysbilder"}
    assert {path.name for path in tmp_path.iterdir()} == names | slides
    ran = one_card(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"verdikort.pdf", "manifest.json"} | slides
    assert {line for line in ran.stderr.splitlines() if line.startswith("Removed")} == {
        f"Removed {name}: it was from an earlier build." for name in names - {"manifest.json"}
    }


def test_a_file_that_stands_in_the_way_of_pictures_is_told(tmp_path: Path) -> None:
    one_card(tmp_path)
    (tmp_path / "bilder-lysbilder").write_bytes(b"mine")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    words = ["--value", "1.1", "--piece", "verdikort", "--for", "screen", "--png"]
    assert told(here("build", *words, "--out", str(tmp_path))) == (
        f"{tmp_path / 'bilder-lysbilder'}: this is a file where a folder should be: move it away, "
        "or choose another folder with --out"
    )
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.slow
def test_card_is_the_size_of_cards(tmp_path: Path) -> None:
    one_card(tmp_path, "--card", "poker")
    assert [len(page) for page in trims(tmp_path / "verdikort.pdf", 63, 88)] == [9, 9]


def test_decks_have_a_letter_each(tmp_path: Path, plain: Path) -> None:
    one_card(tmp_path, "--decks", "3")
    front = next(page_texts((tmp_path / "verdikort.pdf").read_bytes()))
    assert front.split().count("Empati") == 3
    assert [word for word in front.split() if re.fullmatch("[A-Z]", word)] == ["A", "B", "C"]
    alone = next(page_texts(plain.read_bytes())).split()
    assert alone.count("Empati") == 1
    assert not [word for word in alone if re.fullmatch("[A-Z]", word)], "one deck has none"


def test_order_is_in_piles_or_in_rows(tmp_path: Path, pack: Pack) -> None:
    """Of ten cards on two sheets, the first sheet has every other one, or the first eight."""
    names = [value.name for value in pack.areas[0].values]
    for order, first in (("stack", names[::2]), ("rows", names[:8])):
        built(tmp_path, "--area", "1", "--piece", "verdikort", "--order", order)
        text = next(page_texts((tmp_path / "verdikort.pdf").read_bytes()))
        assert [name for name in names if stands_in(name, text)] == first


def test_gutter_is_room_between_cards(tmp_path: Path, plain: Path) -> None:
    one_card(tmp_path, "--gutter", "4")
    for path, apart in ((plain, 0), (tmp_path / "verdikort.pdf", 4)):
        front = trims(path)[0]
        steps = [two.left - one.right for one, two in pairwise(front) if two.left > one.left]
        assert steps
        assert all(abs(step - apart) < 0.01 for step in steps)


def test_marks_are_crop_marks_or_lines_or_none(tmp_path: Path) -> None:
    one_card(tmp_path / "none", "--marks", "none")
    assert lines(tmp_path / "none" / "verdikort.pdf") == [[], []]
    one_card(tmp_path / "lines", "--marks", "lines")
    front, back = lines(tmp_path / "lines" / "verdikort.pdf")
    assert max(front) > 4 * 68
    assert back == []


def test_marks_on_both_are_on_the_back_as_well(tmp_path: Path, plain: Path) -> None:
    one_card(tmp_path, "--marks-on", "both")
    front, back = lines(tmp_path / "verdikort.pdf")
    assert len(back) == len(front) == len(lines(plain)[0])


def test_ink_is_saved_or_has_no_colour_at_all(tmp_path: Path) -> None:
    """Of a poster, which has a ground of colour."""
    seen = {}
    for ink in ("normal", "saver", "grey"):
        one_poster(tmp_path / ink, "--ink", ink)
        seen[ink] = pictured(tmp_path / ink / "plakater.pdf")
    colour = {ink: ImageStat.Stat(one.convert("HSV")).extrema[1][1] for ink, one in seen.items()}
    light = {ink: ImageStat.Stat(one.convert("L")).mean[0] for ink, one in seen.items()}
    assert colour["normal"] > 0
    assert colour["grey"] == 0
    assert light["saver"] > light["normal"]


@pytest.mark.slow
def test_a_print_shop_gets_a_face_a_page_with_bleed(tmp_path: Path) -> None:
    words = ["--value", "1.1", "--with-area"]
    words += ["--piece", "verdikort", "--piece", "plakater", "--piece", "guide"]
    ran = built(tmp_path, *words, "--for", "print-shop")
    assert remarks(ran) == []
    table = rows(ran)
    assert table[:3] == [
        "file pages size",
        "verdikort.pdf 2 68 × 95 mm",
        "plakater.pdf 1 297 × 420 mm",
    ]
    assert table[3].startswith("veileder.pdf ")
    assert table[4:] == ["veileder.pdf tells what to do with each file."]
    assert papers(tmp_path / "verdikort.pdf") == [[74, 101]] * 2
    assert papers(tmp_path / "plakater.pdf") == [[303, 426]]


def test_the_screen_gets_slides_and_pictures_of_them_and_of_cards(tmp_path: Path) -> None:
    words = ["--value", "1.1", "--piece", "verdikort", "--piece", "guide", "--for", "screen"]
    ran = built(tmp_path, *words, "--png")
    assert remarks(ran) == []
    table = rows(ran)
    assert table[:2] == ["file pages size", "lysbilder.pdf 4 338.7 × 190.5 mm"]
    assert table[2].startswith("veileder.pdf ")
    assert table[3:] == [
        "6 pictures in bilder-lysbilder and bilder-verdikort",
        "veileder.pdf tells what to do with each file.",
    ]
    assert papers(tmp_path / "lysbilder.pdf") == [[190.5, 338.7]] * 4
    assert not (tmp_path / "verdikort.pdf").exists()
    slides = sorted(path.name for path in (tmp_path / "bilder-lysbilder").iterdir())
    assert slides == ["001-tittel.png", "002-program.png", "003-relasjonelle.png", "004-empati.png"]
    with Image.open(tmp_path / "bilder-lysbilder" / "004-empati.png") as picture:
        assert picture.size == (1920, 1080)
    with Image.open(tmp_path / "bilder-verdikort" / "verdikort-empati.png") as picture:
        assert picture.size == (round(68 / 25.4 * 300), round(95 / 25.4 * 300))


def test_icc_makes_files_pdf_x(tmp_path: Path) -> None:
    profile = tmp_path / "press.icc"
    profile.write_bytes(icc("CMYK"))
    one_card(tmp_path / "out", "--for", "print-shop", "--icc", str(profile))
    with pikepdf.open(tmp_path / "out" / "verdikort.pdf") as pdf:
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFX"
        embedded = pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()
    assert embedded == profile.read_bytes()


def test_preview_is_pictures_of_the_file_and_of_a_sheet_as_cut(tmp_path: Path) -> None:
    ran = one_card(tmp_path, "--preview")
    assert rows(ran)[-1] == "2 pictures in forhandsvisning"
    pictures = sorted((tmp_path / "forhandsvisning").iterdir())
    assert [path.name for path in pictures] == ["verdikort-skaret.png", "verdikort.png"]
    for path in pictures:
        with Image.open(path) as picture:
            assert picture.width > 300


def test_all_pictures_are_counted_with_their_folders(tmp_path: Path) -> None:
    ran = one_card(tmp_path, "--for", "screen", "--png", "--preview")
    names = ("bilder-lysbilder", "bilder-verdikort", "forhandsvisning")
    count = sum(len(list((tmp_path / name).iterdir())) for name in names)
    assert rows(ran)[-1] == f"{count} pictures in {', '.join(names[:2])} and {names[2]}"
    # Nothing is pictured at a glance that is no file.
    assert [path.name for path in (tmp_path / names[2]).iterdir()] == ["lysbilder.png"]


@pytest.mark.slow
def test_a_card_of_a6_has_just_room_within_50_mm(tmp_path: Path) -> None:
    one_card(tmp_path, "--margin", "50", "--card", "a6")
    assert [len(page) for page in trims(tmp_path / "verdikort.pdf", 105, 148)] == [1, 1]


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["--paper", "a5"], "--paper a5: choose one of a4, a3, letter, tabloid, sra3"),
        (["--paper", ""], "--paper : choose one of a4, a3, letter, tabloid, sra3"),
        (["--margin", "-1"], "--margin -1: give millimetres from 0 to 50"),
        (["--margin", "105"], "--margin 105: give millimetres from 0 to 50"),
        (["--margin", "nan"], "--margin nan: give a number of millimetres, such as 8 or 6.5"),
        (["--gutter", "-0,1"], "--gutter -0,1: give millimetres from 0 to 50"),
        (["--gutter", "4 in"], "--gutter 4 in: give a number of millimetres, such as 8 or 6.5"),
        (["--flip", "left"], "--flip left: choose one of long, short, none, fold"),
        (
            ["--back-offset", "1"],
            "--back-offset 1: give two numbers of millimetres, such as 0.5,-1 or 0,5; -1",
        ),
        (
            ["--back-offset", "-11,0"],
            "--back-offset -11,0: give at most 10 mm: backs further off than that are turned about "
            "the wrong edge",
        ),
        (["--posters", "a1"], "--posters a1: choose one of a3, a4, a2, tabloid, letter"),
        (["--card", "pokr"], "--card pokr: did you mean poker?"),
        (["--decks", "0"], "--decks 0: give a whole number from 1 to 300"),
        (["--decks", "301"], "--decks 301: give a whole number from 1 to 300"),
        (["--decks", "1.5"], "--decks 1.5: give a whole number from 1 to 300"),
        (["--order", "pile"], "--order pile: choose one of stack, rows"),
        (["--marks", "all"], "--marks all: choose one of crop, lines, none"),
        (["--marks-on", "back"], "--marks-on back: choose one of front, both"),
        (["--ink", "blue"], "--ink blue: choose one of normal, saver, grey"),
        (["--for", "shop"], "--for shop: choose one of office, print-shop, screen"),
        (["--png"], "--png is not for your own printer: add --for screen"),
        (["--icc", "x"], "--icc is not for your own printer: add --for print-shop"),
        (
            ["--for", "screen", "--decks", "2"],
            "--decks does nothing --for screen: take one of the two away",
        ),
        (
            ["--for", "print-shop", "--posters", "a4"],
            "--posters a4 is for an office printer: a print shop has larger paper",
        ),
        (
            ["--separate-backs", "--flip", "fold"],
            "--separate-backs does nothing with --flip fold: take one of the two away",
        ),
        (["--full-size"], "--full-size is for posters on A4: add --posters a4"),
        (
            ["--back-offset", "1,1", "--flip", "none"],
            "--back-offset does nothing with --flip none: take one of the two away",
        ),
        (
            ["--card", "a6", "--flip", "fold", "--margin", "50"],
            "a card of 105 × 148 mm, beside its back, does not fit on its paper with 50 mm of "
            "margin: choose A3, Tabloid or SRA3 with --paper",
        ),
        (
            ["--for", "print-shop", "--icc", "none.icc"],
            "none.icc: there is no such file: check the name",
        ),
        (
            ["--for", "print-shop", "--icc", "words.icc"],
            "words.icc: this is no ICC profile: ask the print shop for theirs (a file ending in "
            ".icc)",
        ),
        (
            ["--for", "print-shop", "--icc", "screen.icc"],
            "screen.icc: this is no profile of a press, and one of a screen or scanner will not "
            "do: ask the print shop for the profile of its press and paper",
        ),
        (
            ["--for", "print-shop", "--icc", "."],
            ".: this is a folder: name the file of the ICC profile",
        ),
    ],
)
def test_what_cannot_be_printed_is_told_on_one_line_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], refusal: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "words.icc").write_text("no profile " * 30)
    (tmp_path / "screen.icc").write_bytes(icc("RGB ", b"mntr"))
    before = sorted(tmp_path.iterdir())
    ran = here("build", "--value", "1.1", "--piece", "verdikort", *words)
    assert told(ran) == refusal
    assert sorted(tmp_path.iterdir()) == before


def test_every_fault_of_printing_is_a_line_on_stderr(tmp_path: Path) -> None:
    words = ["--paper", "a5", "--margin", "-1", "--decks", "x", "--out", str(tmp_path / "o")]
    ran = kit("build", *words)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.splitlines() == [
        "--decks x: give a whole number from 1 to 300, in figures such as 24",
        "--margin -1: give millimetres from 0 to 50",
        "--paper a5: choose one of a4, a3, letter, tabloid, sra3",
    ]
    assert not (tmp_path / "o").exists()


OPTIONS = ["paper", "margin", "flip", "back-offset", "posters", "card", "decks", "order", "gutter"]
OPTIONS += ["marks", "marks-on", "ink", "for", "icc"]
# No shell can hand over a NUL.
typed_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
anything = typed_text | st.sampled_from(["a4", "1", "0,0", "none", "screen", "-1", "--"])
switched = st.sets(st.sampled_from(["png", "preview", "full-size", "separate-backs"]))


@given(st.dictionaries(st.sampled_from(OPTIONS), anything), switched)
def test_whatever_is_typed_is_answered_and_never_a_traceback(
    typed: dict[str, str], switches: set[str]
) -> None:
    """Of a pack that is not there, so that what can be printed is told as well."""
    wanted = [word for key, text in typed.items() for word in (f"--{key}", text)]
    wanted += [f"--{key}" for key in switches]
    ran = here("build", "--content", str(SAMPLES / "nothing"), *wanted)
    # A path that is empty is a slip in the command itself, as an option that there is not.
    is_slip = names_nothing(typed.get("icc", "x"))
    assert (ran.exit_code, ran.stdout) == (2 if is_slip else 1, "")
    assert ran.stderr.strip()


@pytest.mark.slow
def test_files_that_stay_and_were_made_otherwise_are_told_of(tmp_path: Path) -> None:
    words = ["build", "--value", "1.1", "--with-area", "--out", str(tmp_path), "--piece"]
    assert "made with other options" not in here(*words, "egenskapskort").stderr
    assert "made with other options" not in here(*words, "verdikort").stderr
    ran = here(*words, "verdikort", "--card", "poker")
    assert "The other files there were made with other options" in ran.stderr
    assert (tmp_path / "egenskapskort.pdf").exists()
