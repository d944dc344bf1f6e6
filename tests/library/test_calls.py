"""`import kit` as a program meets it: what it may call, what it is given, what it is told."""

import dataclasses
import json
import multiprocessing
import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, assert_type

import pytest

import kit
from kit.core.paths import LAYOUTS
from kit.pipeline.request import request_for
from kit.session.arguments import asked_for
from tests.conftest import SAMPLES, run_kit

PAGE = Path(__file__).parents[2] / "docs" / "library.md"
SMALL = SAMPLES / "small"


def a_session(**more: Any) -> kit.Session:
    """A small kit: a sheet of cards, a poster and the guide."""
    keywords = {"people": 7, "tables": 2, "areas": [1], "pieces": ["verdikort", "posters"]}
    return kit.Session(**{"content": SMALL, **keywords, **more})


def bytes_of(made: kit.Kit) -> dict[str, bytes]:
    return {file.name: file.data for file in (*made.files, *made.beside)}


@pytest.fixture(scope="module")
def made() -> kit.Kit:
    return kit.build(a_session(), write=False)


def test_what_is_promised_is_what_the_page_tells() -> None:
    told = re.findall(r"^\| `kit\.(\w+)`", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(told) == dir(kit) == sorted(kit.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = kit.nonsense  # type: ignore[attr-defined]


def test_every_promise_is_explained() -> None:
    for name in set(kit.__all__) - {"__version__"}:
        promised = getattr(kit, name)
        told = promised.__doc__
        assert told
        if isinstance(promised, type) and dataclasses.is_dataclass(promised):
            ours = [one for one in promised.mro() if one.__module__.startswith("kit.")]
            told = " ".join(str(one.__doc__) for one in ours)
            for field in dataclasses.fields(promised):
                assert f"`{field.name}`" in told, f"{name}.{field.name}"


def test_it_is_imported_at_once() -> None:
    code = "import sys, kit; kit.KitError; kit.Progress; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"pydantic", "yaml", "jinja2", "typer"} & {*ran.stdout.split()}


def test_type_checkers_see_what_it_takes_and_gives(made: kit.Kit) -> None:
    """Proved by `make check`: one of these comments that is not needed is an error there."""
    assert_type(kit.Session(people=24, areas=["etiske", 3], paper="A4", out="x"), kit.Session)
    assert_type(kit.plan(a_session()).jobs, tuple[kit.Job, ...])
    assert_type(made, kit.Kit)
    assert_type(made.files[0].job.copies, int | None)
    with pytest.raises(kit.KitError) as caught:
        kit.Session(papr="A4")  # type: ignore[call-arg]
    assert_type(caught.value.problems, tuple[kit.Problem, ...])
    with pytest.raises(kit.KitError):
        kit.Session(card="playing")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        kit.build(a_session(), wirte=False)  # type: ignore[call-arg]


def test_a_kit_is_written_and_told(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "kit"
    made = kit.build(a_session(out=out, preview=True))
    assert made.folder == out.resolve()
    for file in (*made.files, *made.beside):
        assert file.path
        assert file.path.read_bytes() == file.data
    assert [file.name for file in made.files] == ["verdikort.pdf", "plakater.pdf", "veileder.pdf"]
    assert {file.piece for file in made.beside} == {file.piece for file in made.files}
    assert json.loads((out / "manifest.json").read_bytes()) == made.manifest
    # A second one takes its place, and says what went; also of what was left by one that stopped.
    (out / ".kit-coming").mkdir()
    again = kit.build(a_session(out=out))
    assert again.notices == (f"Removed what a build that was stopped had begun in {out}.",)
    assert set(again.removed) == {file.name for file in made.beside}
    assert all(bytes_of(made)[name] == data for name, data in bytes_of(again).items())


def test_the_command_makes_the_same_of_a_session_file(tmp_path: Path, made: kit.Kit) -> None:
    path = tmp_path / "okt.yaml"
    text = "people: 7\ntables: 2\nareas: [1]\npieces: [verdikort, posters]\n"
    path.write_text(f"content: {SMALL}\n{text}", encoding="utf-8")
    assert run_kit("build", str(path), "--out", str(tmp_path / "out")).exit_code == 0
    for name, data in bytes_of(made).items():
        assert (tmp_path / "out" / name).read_bytes() == data
    session = kit.read_session(path)
    assert bytes_of(kit.build(session, write=False)) == bytes_of(made)


def test_bytes_come_without_files_and_without_a_word(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    made: kit.Kit,
) -> None:
    home, here = tmp_path / "home", tmp_path / "here"
    here.mkdir()
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.chdir(here)
    before = {**os.environ}, [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)]
    fresh = kit.build(a_session(), write=False, cache=False)
    assert bytes_of(fresh) == bytes_of(made)
    assert fresh.folder is None
    assert {file.path for file in fresh.files} == {None}
    assert fresh.manifest == made.manifest
    assert capfd.readouterr() == ("", "")
    assert not home.exists()
    assert not list(here.iterdir())
    assert before == (
        {**os.environ},
        [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)],
    )
    kit.build(a_session(pieces=["verdikort"]), write=False, cache=tmp_path / "mine")
    assert any((tmp_path / "mine").iterdir())


def test_a_plan_is_that_of_the_command(made: kit.Kit) -> None:
    ran = run_kit("plan", "--content", str(SMALL), "--people", "7", "--tables", "2", "--json")
    told = json.loads(ran.stdout)
    plan = kit.plan(a_session(areas=None, pieces=None))
    assert [one.file for one in plan.jobs] == [one["file"] for one in told["files"]]
    for one, by_command in zip(plan.jobs, told["files"], strict=True):
        as_data = json.loads(json.dumps(dataclasses.asdict(one)))
        as_data["for"] = as_data.pop("destination")
        assert as_data == by_command
    assert [json.loads(json.dumps(dataclasses.asdict(one))) for one in plan.paper] == told["paper"]
    assert plan.paper_for == told["paper_for"]
    minutes = {"printing": plan.minutes_to_print, "cutting": plan.minutes_to_cut}
    assert minutes == told["minutes"]
    assert list(plan.assumed) == told["assumed"]
    assert kit.plan(a_session()).jobs == tuple(file.job for file in made.files)
    for_screen = kit.plan(a_session(destination="screen"))
    assert (for_screen.paper, for_screen.minutes_to_print, for_screen.assumed) == ((), None, ())


def test_what_is_assumed_names_keywords() -> None:
    (told,) = (one for one in kit.plan(kit.Session(content=SMALL)).assumed if "Counted" in one)
    assert told.endswith("for one table and one person: people and tables say how many come.")


def problems_of(**keywords: Any) -> list[tuple[str, int, str]]:
    with pytest.raises(kit.KitError) as caught:
        kit.plan(kit.Session(**{"content": SMALL, **keywords}))
    assert all(one.file == "" or one.key for one in caught.value.problems)
    return [(one.key, one.item, one.text) for one in caught.value.problems]


@pytest.mark.parametrize(
    ("keywords", "told"),
    [
        ({"papr": "A4"}, [("papr", 0, "unknown keyword papr: did you mean paper?")]),
        ({"for": "screen"}, [("for", 0, "unknown keyword for: did you mean destination?")]),
        ({"json": True}, [("json", 0, None)]),
        ({"upright_offset": (1, 1)}, [("upright_offset", 0, None)]),
        ({"paper": "A33"}, [("paper", 0, "paper A33: did you mean a3?")]),
        (
            {"participants": ["Kari", "", 7]},
            [
                ("participants", 2, "no name stands here: write it, or take it out"),
                ("participants", 3, "«7» has no letter in it: write a name"),
            ],
        ),
        ({"areas": [1, "relasjonel"]}, [("areas", 2, None)]),
        ({"leave_out": "nobody"}, [("leave_out", 1, None)]),
        ({"pieces": {"posters": "per year"}}, [("pieces", 0, None)]),
        ({"pieces": ["table-signs"]}, [("pieces", 1, "table-signs are for tables: add tables")]),
        ({"back_offset": (0.5, "x")}, [("back_offset", 0, None)]),
        (
            {"icc": "x.icc"},
            [("icc", 0, "icc is not for your own printer: add destination print-shop")],
        ),
        (
            {"full_size": True},
            [("full_size", 0, "full_size is for posters on A4: add posters a4")],
        ),
        ({"logo": "none.png"}, [("logo", 0, None)]),
        ({"title": "\u0e01"}, [("title", 0, None)]),
        ({"printer": "none"}, [("printer", 0, None)]),
        ({"content": "nowhere"}, [("content", 0, None)]),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_is_wrong_is_told_as_data(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    keywords: dict[str, Any],
    told: list[tuple[str, int, str | None]],
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    found = problems_of(**keywords)
    assert [(key, item) for key, item, _ in found] == [(key, item) for key, item, _ in told]
    for (_, _, text), (_, _, wanted) in zip(found, told, strict=True):
        assert text == (wanted or text)
        assert not re.search(r"(?<!kit )--[a-z]", text)


def test_all_is_told_at_once_and_readably() -> None:
    with pytest.raises(kit.KitError) as caught:
        kit.Session(people=0, paper="A33", titel="x", areas=[1])  # type: ignore[arg-type, call-arg]
    assert str(caught.value).splitlines() == [
        "paper A33: did you mean a3?",
        "people 0: give a whole number from 1 to 1000",
        "unknown keyword titel: did you mean title?",
    ]


def test_what_stands_in_a_file_has_its_place(tmp_path: Path) -> None:
    path = tmp_path / "okt.yaml"
    path.write_text("title: x\nareas: [1, none]\nallow-layouts: yes\n", encoding="utf-8")
    with pytest.raises(kit.KitError) as caught:
        kit.read_session(path, tables=0)
    assert [(one.file, one.line, one.column) for one in caught.value.problems] == [
        ("", 0, 0),
        (str(path), 3, 1),
    ]
    path.write_text("title: x\nareas: [1, none]\npeople: 3\n", encoding="utf-8")
    with pytest.raises(kit.KitError) as caught:
        kit.plan(kit.read_session(str(path), content=SMALL))
    (told,) = caught.value.problems
    assert (told.file, told.line, told.column, told.key, told.item) == (
        *(str(path), 2, 12),
        *("areas", 2),
    )
    # A keyword goes before the file.
    plan = kit.plan(kit.read_session(path, areas=[1], pieces=["posters"], content=SMALL))
    assert [job.piece for job in plan.jobs] == ["posters", "guide"]


def test_nothing_is_written_where_something_is_wrong(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "plakater.pdf").write_bytes(b"mine")
    with pytest.raises(kit.KitError) as caught:
        kit.build(a_session(out=out))
    (told,) = caught.value.problems
    assert told.file == str(out / "plakater.pdf")
    assert told.text.endswith("move it away, or choose another folder with out")
    assert [path.name for path in out.iterdir()] == ["plakater.pdf"]
    # Nothing stands in the way of what is not written.
    assert kit.build(a_session(out=out), write=False).files


def test_a_session_shows_no_names_and_goes_to_other_processes(tmp_path: Path) -> None:
    (tmp_path / "okt.yaml").write_text("title: Fagdag\nareas: [1]\n", encoding="utf-8")
    names = ["Kari Hansen", "Ola Moe"]
    session = kit.read_session(tmp_path / "okt.yaml", participants=names, content=SMALL)
    assert repr(session) == "Session(title='Fagdag', areas=['1'], people=2)"
    plan = kit.plan(session)
    assert kit.plan(pickle.loads(pickle.dumps(session))) == plan
    assert plan.notices == ("2 names: Kari Hansen … Ola Moe.",)
    assert plan.names_read
    assert plan.names_read.count == 2
    names.clear()
    assert kit.plan(session).jobs[-1].copies == 1


@pytest.mark.slow
def test_threads_take_turns_and_make_the_same(made: kit.Kit) -> None:
    with ThreadPoolExecutor(2) as threads:
        built = threads.submit(kit.build, a_session(), write=False, cache=False)
        planned = threads.submit(kit.plan, a_session(), cache=False)
        assert bytes_of(built.result()) == bytes_of(made)
        assert planned.result().jobs == tuple(file.job for file in made.files)


def _sent(results: Any) -> None:
    results.send(bytes_of(kit.build(a_session(), write=False, cache=False, workers=4)))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked there")
def test_a_process_that_may_have_no_children_makes_the_same(made: kit.Kit) -> None:
    context = multiprocessing.get_context("fork")
    results, given = context.Pipe(duplex=False)
    worker = context.Process(target=_sent, args=(given,), daemon=True)
    worker.start()
    given.close()
    assert results.recv() == bytes_of(made)
    worker.join()


@pytest.mark.slow
def test_one_who_works_alone_makes_the_same(made: kit.Kit) -> None:
    alone = kit.build(a_session(), write=False, cache=False, workers=1)
    assert bytes_of(alone) == bytes_of(made)
    with pytest.raises(ValueError, match="workers"):
        kit.build(a_session(), workers=0)


def test_progress_is_told(tmp_path: Path) -> None:
    class Heard:
        def __init__(self) -> None:
            self.stages: list[str] = []

        def stage(self, stage: str, steps: int) -> None:  # noqa: ARG002
            self.stages.append(stage)

        def step(self, what: str) -> None:
            pass

        def batches(self, reused: int, anew: int) -> None:
            pass

    heard = Heard()
    kit.build(a_session(out=tmp_path / "out"), progress=heard)
    assert (heard.stages[0], heard.stages[-1]) == ("Reading", "Writing")


@pytest.mark.parametrize("empty", ["", " "])
def test_a_path_that_is_empty_is_never_the_current_folder(
    empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(kit.KitError) as caught:
        kit.Session(out=empty, logo=empty)
    assert {(one.key, one.text.partition(":")[0]) for one in caught.value.problems} == {
        ("out", "out"),
        ("logo", "logo"),
    }
    with pytest.raises(kit.KitError, match="path: nothing stands here: name a file"):
        kit.read_session(empty)
    with pytest.raises(ValueError, match="cache is a folder, True or False"):
        kit.plan(a_session(), cache=empty)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such rights")
def test_a_cache_that_others_may_write_in_is_not_used_and_told(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    cache.chmod(0o777)
    session = kit.Session(content=SMALL, pieces=["value-cards"])
    told = f"Nothing is kept for the next build: others may write in {cache}: `chmod go-w` ends "
    assert kit.plan(session, cache=cache).notices == (f"{told}that.",)
    assert kit.build(session, cache=cache, write=False).notices == (f"{told}that.",)
    assert not list(cache.iterdir())


def test_a_plan_that_typesets_nothing_tells_what_it_does_not_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And where the pages were counted before it is the exact one."""
    session = a_session(people=11, title=str(tmp_path))
    at_once = kit.plan(session, typeset=False, cache=tmp_path)
    exact = kit.plan(session, cache=tmp_path)
    assert at_once.uncounted == ("Veileder",)
    assert [(job.pages, job.sheets) for job in at_once.jobs if job.piece == "guide"] == [(0, 0)]
    assert at_once.jobs[:-1] == exact.jobs[:-1]
    assert exact.uncounted == ()

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("kit.typesetting.cached.Typesetter", never)
    monkeypatch.setattr("kit.layout.templates.Templates.fill", never)
    assert kit.plan(session, cache=tmp_path) == exact
    assert kit.plan(session, typeset=False, cache=tmp_path) == exact


def test_what_is_changed_between_two_calls_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word of the pack, a label, and what a piece is."""
    pack, layouts = tmp_path / "pack", tmp_path / "layouts"
    shutil.copytree(SMALL, pack)
    shutil.copytree(LAYOUTS, layouts)
    monkeypatch.setattr("kit.layout.overrides.LAYOUTS", layouts)
    session = kit.Session(content=pack, pieces=["value-cards"], areas=[1])

    def planned() -> tuple[str, int]:
        job = kit.plan(session, typeset=False).jobs[0]
        return job.title, job.cards

    title, cards = planned()
    assert planned() == (title, cards)
    area = next((pack / "areas").glob("1-*.yaml"))
    more = "  - {id: enda-en, name: Enda en, definition: Mer.}\n"
    area.write_text(area.read_text(encoding="utf-8").replace("values:\n", f"values:\n{more}"))
    assert planned() == (title, cards + 1)
    labels = layouts / "labels" / "nb.yaml"
    labels.write_text(labels.read_text(encoding="utf-8").replace(title, "Kort med verdier"))
    assert planned() == ("Kort med verdier", cards + 1)
    (pack / "areas" / "1.yaml").touch()
    with pytest.raises(kit.KitError, match=r"1\.yaml"):
        planned()


def test_a_pack_that_was_read_before_is_called_as_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(SMALL, tmp_path / "pack")
    monkeypatch.chdir(tmp_path)

    def files(content: Path) -> set[str]:
        pack = request_for(asked_for(kit.Session(content=content))).selection.pack
        return {str(Path(origin.file).parts[0]) for _, origin in pack.origins}

    assert files(Path("pack")) == {"pack"}
    assert files(tmp_path / "pack") == {tmp_path.anchor}
    assert files(Path("pack")) == {"pack"}
