"""What `make bench` makes of runs; no time is measured here."""

import getpass
import io
import json
import platform
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest

from bench.__main__ import in_few_pairs, measured
from bench.bare import __file__ as bare_file
from bench.capture import Call, once_each
from bench.figures import figures
from bench.machine import described, model_in
from bench.measuring import Measured, Memory, Ratio, Size, Spread, Staying, pairs_told
from bench.packs import (
    OVERLONG_EVERY,
    VALUES_IN_AREA,
    write_pack,
    write_participants,
    write_sessions,
)
from bench.pairs import Load, Pair, measured_pairs, others_cpu, quietest
from bench.report import page, table
from bench.runs import Command, Run, Runs, environment
from bench.typst.compile import PIECES, compile_kit
from kit.content.packs import load_pack
from kit.core.errors import Problem
from kit.core.paths import FONTS, LAYOUTS
from kit.people.found import AskedOfList
from kit.people.read import read_participants
from kit.pipeline.run import BuiltKit
from kit.session.file import read_session
from kit.session.sources import NOWHERE
from tests.conftest import page_texts, pdf_of

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


def ratio(most: float | None = 1, **how: object) -> Ratio:
    return Ratio("r", "this against that", most, NOTHING, NOTHING, **how)  # type: ignore[arg-type]


def pair(a: float, b: float, cpu: tuple[float, float] = (1, 1), **how: float) -> Pair:
    return Pair((a, b), cpu, **how)


def test_a_ratio_is_the_median_of_the_ratios_of_pairs() -> None:
    # Not the ratio of the medians, which would be 3 / 2.
    measured = ratio().of([pair(1, 1), pair(8, 2), pair(3, 10)])
    timing = measured.timing
    assert timing
    assert (measured.value, measured.judge) == (1, "wall")
    assert timing.wall_ratio == Spread(1, 0.3, 4)
    assert (timing.wall, timing.pairs) == ((3, 2), 3)


def test_a_figure_may_be_judged_by_its_cpu_seconds_and_both_are_told() -> None:
    measured = ratio(judge="CPU").of([pair(1, 1, (6, 2)), pair(8, 2, (4, 1)), pair(3, 1, (5, 1))])
    timing = measured.timing
    assert timing
    assert (measured.value, measured.judge) == (4, "CPU")
    assert (timing.cpu, timing.cpu_ratio) == ((5, 1), Spread(4, 3, 5))
    assert timing.wall_ratio.median == 3


def test_a_ratio_may_be_of_each_thing_made() -> None:
    assert ratio(per=(4000, 400)).of([pair(30, 2)]).value == pytest.approx(1.5)


def test_a_figure_is_met_as_it_is_and_not_as_it_is_rounded() -> None:
    assert ratio(1.5).of([pair(1.5, 1)]).is_met
    assert not ratio(1.5).of([pair(1.5001, 1)]).is_met
    assert ratio(None).of([pair(9, 1)]).is_met


def test_in_a_process_that_stays_a_ratio_or_milliseconds_are_measured() -> None:
    pairs = [pair(0.02, 0.01), pair(0.05, 0.01), pair(0.03, 0.03)]
    told = f"Setting …\n{json.dumps([asdict(one) for one in pairs])}\n"
    for unit, value in (("", 2), ("ms", 30)):
        figure = Staying("s", "title", 1, NOTHING, unit)  # type: ignore[arg-type]
        measured = figure.measure(Told(Run(9, 0, (), 9, told)), lambda _: None)
        assert (measured.value, measured.unit) == (value, unit)
    assert pairs_told(told) == pairs


def test_a_pair_beside_which_others_work_is_disturbed() -> None:
    assert not pair(1, 1, busy=0.3, slow=1.3).is_disturbed
    assert pair(1, 1, busy=0.31).is_disturbed
    assert pair(1, 1, slow=1.31).is_disturbed


def test_undisturbed_pairs_are_kept_and_else_the_least_disturbed() -> None:
    pairs = [pair(n, 1, busy=busy) for n, busy in enumerate((0.2, 2, 0.9, 0, 0.1))]
    assert quietest(pairs, 3) == [pairs[0], pairs[3], pairs[4]]
    assert quietest(pairs, 4) == [pairs[0], *pairs[2:]]


def busy(monkeypatch: pytest.MonkeyPatch, *of_others: float) -> None:
    """Other programs use so many cores beside one pair after another."""
    left = iter(of_others)
    monkeypatch.setattr(Load, "begin", lambda _self: None)
    monkeypatch.setattr(Load, "end", lambda _self: (next(left), 1.0))


def test_disturbed_pairs_are_run_again_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    def run() -> Run:
        return Run(1, 0, (), 1)

    busy(monkeypatch, 2, 0, 0)
    assert [one.busy for one in measured_pairs(run, run, 2, lambda _: None)] == [0, 0]
    busy(monkeypatch, 2, 3, 0, 4)
    assert [one.busy for one in measured_pairs(run, run, 2, lambda _: None)] == [2, 0]
    busy(monkeypatch, 2, 3)
    assert [one.busy for one in measured_pairs(run, run, 2, lambda _: None, tries=1)] == [2, 3]


def test_our_own_work_is_not_that_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = SimpleNamespace(user=900.0, system=100.0, idle=5000.0)
    monkeypatch.setattr("bench.pairs.psutil.cpu_times", lambda: everybody)
    monkeypatch.setattr(
        "bench.pairs.resource.getrusage", lambda _who: SimpleNamespace(ru_utime=20, ru_stime=5)
    )
    assert others_cpu() == 950


def test_a_quick_look_runs_fewer_pairs_once() -> None:
    few = in_few_pairs(ratio(), 3)
    assert isinstance(few, Ratio)
    assert (few.pairs, few.tries) == (3, 1)
    assert in_few_pairs(ratio(pairs=2), 3) == ratio(pairs=2, tries=1)
    assert in_few_pairs(ratio(), None) == ratio()


def test_a_figure_that_cannot_be_measured_is_not_met_and_stops_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fails = Command((PYTHON, "-c", "raise SystemExit('no such option')"))
    result = measured(Size("s", "size", 9, fails), Runs(tmp_path))
    assert not result.is_met
    assert "s could not be measured" in (told := capsys.readouterr().err)
    assert "no such option" in told
    assert measured(Size("t", "size", 9, NOTHING), Runs(tmp_path)).is_met
    assert "t: 0.0 KB" in capsys.readouterr().err
    assert re.search(r"size +\| – +\| ≤ 9 +\| – +\| NOT measured", page([result], {"a": "b"}))


class Told(Runs):
    """Runs that take the seconds they are told, and remember what was run."""

    def __init__(self, *runs: Run) -> None:
        self.left = list(runs)
        self.commands: list[tuple[Command, bool]] = []

    def run(self, command: Command, *, watched: bool = False) -> Run:
        self.commands.append((command, watched))
        return self.left.pop(0)


def took(*seconds: float) -> list[Run]:
    return [Run(each, 0, (), each) for each in seconds]


def test_a_and_b_run_in_turns_after_a_warm_up_that_does_not_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    busy(monkeypatch, 0, 0)
    a, b = Command(("a",)), Command(("b",))
    runs = Told(*took(100, 1, 6, 2, 8, 2))
    told: list[str] = []
    measured = Ratio("key", "title", 1, a, b, pairs=2).measure(runs, told.append)
    assert [command for command, _ in runs.commands] == [a, b] * 3
    assert measured.timing
    assert measured.timing.wall_ratio == Spread(3.5, 3, 4)
    assert told == ["key: warm-up", "key: pair 1 of 2", "key: pair 2 of 2"]


def test_what_is_run_to_warm_up_may_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    busy(monkeypatch, 0)
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


def test_each_run_finds_its_own_copy_of_what_it_is_given(tmp_path: Path) -> None:
    given = tmp_path / "sessions"
    given.mkdir()
    (given / "1.yaml").touch()
    (tmp_path / "runs").mkdir()
    code = "import os; print(os.listdir('sessions')); os.rename('sessions/1.yaml', 'sessions/2')"
    runs = Runs(tmp_path / "runs")
    for _ in range(2):
        assert runs.run(Command((PYTHON, "-c", code), given=given)).told == "['1.yaml']\n"


def test_cpu_seconds_are_those_of_a_process_and_of_what_it_starts(tmp_path: Path) -> None:
    spin = "import time; end = time.process_time() + 0.05\nwhile time.process_time() < end: pass"
    both = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {spin!r}])\n{spin}"
    waits = "import time; time.sleep(0.3)"
    runs = Runs(tmp_path)
    worked, waited = (runs.run(Command((PYTHON, "-S", "-c", code))) for code in (both, waits))
    assert worked.cpu > 0.1
    assert waited.cpu < 0.3 <= waited.seconds


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


def test_sessions_are_as_many_and_all_different(tmp_path: Path) -> None:
    folder = write_sessions(tmp_path / "sessions", 5)
    files = sorted(folder.iterdir())
    assert [path.name for path in files] == [f"{number:03}.yaml" for number in range(1, 6)]
    read = [read_session({}, path) for path in files]
    assert not any(problems for _, problems in read)
    sessions = [session for session, _ in read]
    assert len({session.title for session in sessions}) == 5
    assert [bool(session.attendance.tables) for session in sessions] == [
        True,
        False,
        True,
        False,
        True,
    ]
    assert all(session.names for session in sessions)


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


# Of all words of a piece, how many may be others: words that typst breaks where a pack says that
# they may be broken come out of its PDF in two, and the digest of a pack is not in its guide.
OTHER_WORDS = 0.04


def words_of(pdf: bytes) -> Counter[str]:
    """The words of a PDF; one broken by a hyphen is one."""
    text = "\n".join(page_texts(pdf)).replace("\ufffe", "-").replace("\u00ad", "-")
    return Counter(re.findall(r"\w+", re.sub(r"-\s*", "", text)))


@pytest.mark.slow
def test_typst_sets_the_same_words_on_as_many_pages_as_the_kit(
    default_kit: BuiltKit, tmp_path: Path
) -> None:
    compile_kit(LAYOUTS.parent, tmp_path)
    for piece, tagged in PIECES.items():
        ours, theirs = pdf_of(default_kit, piece), (tmp_path / f"{piece}.pdf").read_bytes()
        mine, others = words_of(ours), words_of(theirs)
        assert (mine - others).total() <= OTHER_WORDS * mine.total(), piece
        assert (others - mine).total() <= OTHER_WORDS * mine.total(), piece
        with pikepdf.open(io.BytesIO(ours)) as kits, pikepdf.open(io.BytesIO(theirs)) as typsts:
            sizes = [
                [[round(float(edge)) for edge in page.mediabox] for page in pdf.pages]
                for pdf in (kits, typsts)
            ]
            assert sizes[0] == sizes[1], piece
            assert ["/StructTreeRoot" in pdf.Root for pdf in (kits, typsts)] == [tagged, tagged]
            families = {
                re.sub(r"^/[A-Z]{6}\+", "", str(font.BaseFont)) for font in fonts_of(typsts)
            }
            assert families <= {path.stem for path in FONTS.glob("*.ttf")}, piece


@pytest.mark.slow
def test_typst_leaves_values_out(tmp_path: Path) -> None:
    compile_kit(LAYOUTS.parent, tmp_path, ["varme", "hap"])
    text = "".join(page_texts((tmp_path / "posters.pdf").read_bytes()))
    assert "Empati" in text
    assert "Varme" not in text


def fonts_of(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for one in pdf.pages:
        yield from one.resources.get("/Font", pikepdf.Dictionary()).values()


@pytest.mark.slow
def test_figures_are_those_that_must_be_held(tmp_path: Path) -> None:
    limits = {figure.key: figure.most for figure in figures(tmp_path)}
    assert limits.pop("chromium", None) is None
    assert limits == {
        "kit-warm-typst": 2.5,
        "second-build-typst": 1.0,
        "cold-cpu": 1.15,
        "cold-wall": 0.7,
        "kit-warm": 0.25,
        "cards-warm": 0.25,
        "session-warm": 1.3,
        "decks": 1.3,
        "names-warm": 1.8,
        "names-cold": 3,
        "many": 0.25,
        "plan": 50,
        "plan-jinja": 3,
        "picture-card": 100,
        "picture-sheet": 100,
        "check-pack": 3,
        "growth": 1.2,
        "memory": 400,
        "help": 1.5,
        "list": 2.5,
        "size": 600,
        "cold-typst": None,
        "new-values-typst": None,
    }


def test_the_report_tells_figures_seconds_load_and_machine() -> None:
    pairs = [pair(3, 2, (6, 1), busy=0.5), pair(3.22, 2, (5, 1))]
    met, ahead = ratio(2).of(pairs), ratio(None, judge="CPU").of(pairs)
    told = page([met, ahead, Measured("memory", 400, 400.2, "MB")], {"cores": "2"})
    lines = [re.sub(" +", " ", line) for line in told.splitlines()]
    assert "| this against that | wall | ≤ 2 | 1.555 | met |" in lines
    assert "| this against that | CPU | – | 5.500 | – |" in lines
    assert "| memory | – | ≤ 400 MB | 400.2 MB | NOT met |" in lines
    seconds = "3.110 | 2.000 | 5.500 | 1.000 | 1.56 (1.50 – 1.61) | 5.50 (5.00 – 6.00)"
    assert f"| this against that | {seconds} |" in lines
    assert "| this against that | 2 | 1 | 0.25 |" in lines
    assert not any(line.startswith("| memory | 2") for line in lines)
    assert lines[-1] == "| cores | 2 |"


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
