"""What `make bench` makes of runs; no time is measured here."""

import getpass
import json
import platform
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from bench.bare import __file__ as bare_file
from bench.capture import Call, once_each
from bench.figures import figures
from bench.machine import described, model_in
from bench.measuring import Measured, Memory, Ratio, Size
from bench.packs import OVERLONG_EVERY, VALUES_IN_AREA, write_pack, write_participants
from bench.report import page, table
from bench.runs import Command, Run, Runs, environment
from kit.content.packs import load_pack
from kit.core.errors import Problem
from kit.core.paths import FONTS, LAYOUTS
from kit.people.found import AskedOfList
from kit.people.read import read_participants
from kit.session.sources import NOWHERE

PYTHON = sys.executable
NOTHING = Command((PYTHON, "-c", ""))
# A program that tells in a file of out/ what its cache held, and adds to it.
ADDS = """
import os, pathlib, sys
cache = pathlib.Path(os.environ["XDG_CACHE_HOME"])
held = "".join(sorted(path.name for path in cache.iterdir()))
pathlib.Path("out").mkdir()
pathlib.Path("out", "held.pdf").write_text("." * int("0" + held.replace("x", "9")))
(cache / sys.argv[1]).touch()
"""


def adds(name: str, *after: Command) -> Command:
    return Command((PYTHON, "-c", ADDS, name), after, pdfs=1)


def ratio(most: float = 1, **how: object) -> Ratio:
    return Ratio("r", "this against that", most, NOTHING, NOTHING, **how)  # type: ignore[arg-type]


def test_a_ratio_is_the_median_of_the_ratios_of_pairs() -> None:
    # Not the ratio of the medians, which would be 3 / 2.
    measured = ratio().of([(1, 1), (8, 2), (3, 10)])
    assert (measured.value, measured.low, measured.high) == (1, 0.3, 4)
    assert (measured.seconds, measured.pairs) == ((3, 2), 3)


def test_a_ratio_may_be_of_each_thing_made() -> None:
    assert ratio(per=(4000, 400)).of([(30, 2)]).value == pytest.approx(1.5)


def test_a_figure_is_met_as_it_is_and_not_as_it_is_rounded() -> None:
    assert ratio(1.5).of([(1.5, 1)]).is_met
    assert not ratio(1.5).of([(1.5001, 1)]).is_met


class Told(Runs):
    """Runs that take the seconds they are told, and remember what was run."""

    def __init__(self, *runs: Run) -> None:
        self.left = list(runs)
        self.commands: list[tuple[Command, bool]] = []

    def run(self, command: Command, *, watched: bool = False) -> Run:
        self.commands.append((command, watched))
        return self.left.pop(0)


def took(*seconds: float) -> list[Run]:
    return [Run(each, 0, ()) for each in seconds]


def test_a_and_b_run_in_turns_after_a_warm_up_that_does_not_count() -> None:
    a, b = Command(("a",)), Command(("b",))
    runs = Told(*took(100, 1, 6, 2, 8, 2))
    told: list[str] = []
    measured = Ratio("key", "title", 1, a, b, pairs=2).measure(runs, told.append)
    assert [command for command, _ in runs.commands] == [a, b] * 3
    assert (measured.low, measured.high) == (3, 4)
    assert told == ["key: warm-up", "key: pair 1 of 2", "key: pair 2 of 2"]


def test_what_is_run_to_warm_up_may_be_named() -> None:
    a, b = Command(("a",)), Command(("b",))
    runs = Told(*took(1, 6, 2))
    Ratio("key", "title", 1, a, b, pairs=1, warm_up=(b,)).measure(runs, lambda _: None)
    assert [command for command, _ in runs.commands] == [b, a, b]


def test_memory_is_watched_and_sizes_are_added() -> None:
    runs = Told(Run(1, 123_400_000, ()), Run(1, 0, (1000, 2500)))
    memory = Memory("m", "memory", 400, NOTHING).measure(runs, lambda _: None)
    size = Size("s", "size", 3, NOTHING).measure(runs, lambda _: None)
    assert runs.commands == [(NOTHING, True), (NOTHING, False)]
    assert (memory.value, memory.unit, memory.is_met) == (123.4, "MB", True)
    assert (size.value, size.unit, size.is_met) == (3.5, "KB", False)


def test_each_cold_run_finds_an_empty_cache(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    assert [runs.run(adds("1")).pdfs for _ in range(2)] == [(0,), (0,)]
    assert list(tmp_path.iterdir()) == []


def test_each_warm_run_finds_what_those_before_left_and_no_more(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    command = adds("3", adds("1"), adds("2"))
    assert [runs.run(command).pdfs for _ in range(2)] == [(12,), (12,)]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (Command((PYTHON, "-c", "print('no paper'); raise SystemExit(3)")), "ended with 3.*no pap"),
        (Command((PYTHON, "-c", ""), pdfs=1), "ended with 0 and 0 PDFs"),
    ],
)
def test_a_command_that_does_not_do_its_work_is_no_measure(
    command: Command, told: str, tmp_path: Path
) -> None:
    with pytest.raises(RuntimeError, match=f"(?s){told}"):
        Runs(tmp_path).run(command)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="no other system tells what is shared")
def test_memory_of_processes_that_it_starts_counts_and_shared_memory_counts_once(
    tmp_path: Path,
) -> None:
    alone = "held = bytearray(50_000_000); import time; time.sleep(0.5)"
    forked = "import os; held = bytearray(50_000_000); child = os.fork(); import time"
    shared = f"{forked}; time.sleep(0.5); child and os.wait()"
    apart = f"{forked}; more = bytearray(0 if child else 50_000_000); time.sleep(0.5)"
    runs = Runs(tmp_path)
    one, two, both = (
        runs.run(Command((PYTHON, "-c", code)), watched=True).peak / 1e6
        for code in (alone, shared, f"{apart}; child and os.wait()")
    )
    assert 50 < one < 80
    assert 50 < two < 80
    assert 100 < both < 130


def test_runs_differ_in_nothing_but_their_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", "/mine")
    made = environment(Path("/of-this-run"))
    assert made["XDG_CACHE_HOME"] == str(Path("/of-this-run"))
    assert "PYTHONDONTWRITEBYTECODE" not in made
    assert "PATH" in made


def test_a_pack_is_as_large_as_asked_for_and_the_same_every_time(tmp_path: Path) -> None:
    one, two = (load_pack(write_pack(tmp_path / name, 120)) for name in "ab")
    assert [len(area.values) for area in one.areas] == [VALUES_IN_AREA, VALUES_IN_AREA, 20]
    values = [value for area in one.areas for value in area.values]
    assert len({value.name for value in values}) == 120
    lengths = [len(value.definition) for value in values]
    assert min(lengths) < 40
    assert max(lengths) > 160
    assert sum("perfekt" in value.definition for value in values) == 120 // OVERLONG_EVERY
    assert one.digest == two.digest


@pytest.mark.slow
def test_there_are_words_for_the_largest_pack(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", 4000)
    assert len(list(pack.glob("areas/*.yaml"))) == 80
    with pytest.raises(ValueError, match="kinds and things, not 9999"):
        write_pack(tmp_path / "larger", 9999)


def test_participants_are_as_many_and_all_different(tmp_path: Path) -> None:
    paths = [write_participants(tmp_path / name, 300) for name in ("a.csv", "b.csv")]
    assert paths[0].read_bytes() == paths[1].read_bytes()

    def told(text: str) -> Problem:
        return NOWHERE.problem("participants", text)

    people = read_participants(paths[0], "a.csv", AskedOfList(told, told, told)).people
    assert len({person.name for person in people}) == 300


def call(*articles: str, head: str = "<h>") -> Call:
    return Call(head + "".join(articles), {})


def test_of_tries_at_the_same_faces_the_last_whole_one_is_kept() -> None:
    first = call('<article id="a">One word</article>', '<article id="b">Two</article>')
    smaller = call('<article id="a" style="--fit: 0.9">One word</article>')
    whole = call(
        '<article id="a" style="--fit: 0.9">One\u00a0word</article>',
        '<article id="b">Two</article>',
    )
    assert once_each([first, smaller, whole]) == [whole]
    assert once_each([first, smaller]) == [first]


def test_parts_of_a_piece_and_different_small_faces_are_all_kept() -> None:
    parts = [call(f'<article id="{name}">{name}</article>') for name in "ab"]
    words = [call(f'<article id="slug">{text}</article>') for text in ("x", "y")]
    sizes = [call('<article id="ruler"></article>', head=head) for head in ("<1>", "<2>")]
    assert once_each([*parts, *words, *sizes]) == [*parts, *words, *sizes]


@pytest.mark.slow
def test_the_bare_script_typesets_what_was_captured(tmp_path: Path) -> None:
    html = (
        '<html lang="nb"><title>t</title><link rel="stylesheet" href="kit:///layouts/x/y.css">'
        '<p>Håp</p><form><input name="n"></form></html>'
    )
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "y.css").write_text(
        "@page { size: 100mm 50mm } p { font-family: 'Source Sans 3' }", encoding="utf-8"
    )
    (tmp_path / "00.html").write_text(html, encoding="utf-8")
    one = {"html": "00.html", "zoom": 2, "forms": True, "variant": "pdf/ua-1"}
    work = {"fonts": str(FONTS), "roots": {"layouts": str(tmp_path)}, "documents": [one]}
    (tmp_path / "work.json").write_text(json.dumps(work))
    subprocess.run([PYTHON, bare_file, str(tmp_path)], cwd=tmp_path, check=True)
    with pikepdf.open(tmp_path / "out" / "00.pdf") as pdf:
        width = float(pdf.pages[0].mediabox[2])
        assert width == pytest.approx(2 * 100 / 25.4 * 72, abs=0.1)
        assert len(pdf.Root.AcroForm.Fields) == 1
        assert pdf.Root.MarkInfo.Marked
        fonts = pdf.pages[0].Resources.Font
        assert any("Source" in str(font.BaseFont) for _, font in fonts.items())


def test_the_bare_script_knows_nothing_of_the_program() -> None:
    imported = re.findall(r"^\s*(?:from|import) (\w+)", Path(bare_file).read_text(), re.MULTILINE)
    assert "weasyprint" in imported
    assert not {"kit", "bench"} & set(imported)


@pytest.mark.slow
def test_figures_are_those_that_must_be_held(tmp_path: Path) -> None:
    limits = {figure.key: figure.most for figure in figures(tmp_path)}
    assert limits == {
        "kit-cold": 0.9,
        "kit-warm": 0.25,
        "cards-warm": 0.25,
        "decks": 1.5,
        "names-cold": 3,
        "names-warm": 3,
        "growth": 1.2,
        "memory": 400,
        "help": 2,
        "list": 2.5,
        "size": 600,
    }


def test_the_report_tells_figures_seconds_and_machine() -> None:
    met = Measured("A against B", 2, 1.504, low=1.4, high=1.61, seconds=(3, 2), pairs=7)
    told = page([met, Measured("memory", 400, 400.2, "MB")], {"cores": "2"})
    assert "| A against B | ≤ 2      | 1.504    | met     |" in told
    assert "| memory      | ≤ 400 MB | 400.2 MB | NOT met |" in told
    assert "| A against B | 3.000 | 2.000 | 1.40 – 1.61 | 7     |" in told
    assert told.count("memory      |") == 1
    assert told.endswith("| cores | 2 |\n")


def test_columns_of_a_table_are_as_wide_as_their_widest_cell() -> None:
    lines = table(("a", "b"), [("long", "x")]).splitlines()
    assert lines == ["| a    | b |", "| ---- | - |", "| long | x |"]


def test_the_machine_is_described_without_its_name() -> None:
    told = described()
    assert set(told) > {"CPU", "cores", "memory", "system", "Python", "weasyprint"}
    assert all(told.values())
    assert platform.node() not in " ".join(told.values())
    assert getpass.getuser() not in " ".join(told.values())
    assert str(LAYOUTS.parent) not in " ".join(told.values())


def test_a_system_that_does_not_tell_its_name_is_described_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing() -> dict[str, str]:
        raise FileNotFoundError

    monkeypatch.setattr("platform.freedesktop_os_release", missing)
    monkeypatch.setattr("platform.release", lambda: "6.1.2-of-somebody")
    assert described()["system"] == f"{platform.system()} 6.1.2"


def test_the_model_is_read_from_what_linux_tells() -> None:
    assert model_in("processor\t: 0\nmodel name\t: Some CPU: 3 GHz\nmodel name\t: b\n") == (
        "Some CPU: 3 GHz"
    )
    assert model_in("processor\t: 0\n") == ""
