"""`kit new` as its user meets it: with answers in a terminal, with options, and with neither."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from kit.pipeline.plan import counted
from kit.pipeline.request import request_for
from kit.session.file import read_session
from tests.conftest import run_kit
from tests.tiers import slow_but

# Keys as a terminal sends them.
ENTER, SPACE, DOWN, LEFT, CTRL_C, CTRL_D = "\r", " ", "\x1b[B", "\x1b[D", "\x03", "\x04"
CLEAR = "\x15"
# A slow machine is no fault of the code.
PATIENCE = 120

Terminal = Callable[..., "pexpect.spawn[str]"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, with no printer kept yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    """Runs the command in a terminal of its own; what is left running is ended."""
    opened: list[pexpect.spawn[str]] = []

    def run(*words: str) -> "pexpect.spawn[str]":
        # A terminal that is asked where its cursor is, answers; this one cannot.
        environment = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
        opened.append(
            pexpect.spawn(
                sys.executable,
                ["-m", "kit", *words],
                cwd=str(home),
                env=environment,
                dimensions=(40, 150),
                encoding="utf-8",
                timeout=PATIENCE,
            )
        )
        return opened[-1]

    yield run
    for one in opened:
        one.close(force=True)


def answer(asking: "pexpect.spawn[str]", question: str, *keys: str) -> None:
    """Type into a question, once it stands there."""
    asking.expect_exact(question)
    asking.send("".join(keys))


def ended(asking: "pexpect.spawn[str]") -> int:
    asking.expect(pexpect.EOF)
    asking.close()
    return int(asking.exitstatus or 0)


@pytest.mark.slow
def test_from_question_to_built_kit(home: Path, terminal: Terminal) -> None:
    run_kit("printer", "add", "kontoret", "--margin", "6", "--papers", "a4")
    asking = terminal("new")
    answer(asking, "What is the session called?", "Fagdag: om 'verdier'", ENTER)
    answer(asking, "On which day", "2026-12-03", ENTER)
    answer(asking, "Whose session is it?", "Team Nord", ENTER)
    answer(asking, "How many take part?", "5", ENTER)
    answer(asking, "At how many tables?", "2", ENTER)
    asking.expect_exact("62 cards × 2 decks on 22 sheets of A4, ")
    # The first area alone: all but it are taken away.
    answer(asking, "Which areas?", "i", SPACE, ENTER)
    asking.expect_exact("20 cards × 2 decks on 8 sheets of A4, ")
    # Of its ten values the first two are kept: none, and then these.
    answer(asking, "Which values of these?", "i", SPACE, DOWN, SPACE, ENTER)
    asking.expect_exact("12 cards × 2 decks on 6 sheets of A4, ")
    # The first value of the next area, and of that no more than its card; gone back once.
    answer(asking, "Which single values", SPACE, ENTER)
    answer(asking, "Shall single values bring", LEFT)
    answer(asking, "Which single values", ENTER)
    answer(asking, "Shall single values bring", ENTER)
    # Nothing but the first piece.
    asking.expect_exact("What shall the kit hold, beside its guide?")
    asking.expect_exact("Handlingsplan")
    assert "Veileder" not in str(asking.before)
    asking.send("i" + SPACE + ENTER)
    asking.expect_exact("3 cards × 2 decks on 1 sheet of A4")
    answer(asking, "Which printer?", ENTER)
    asking.expect_exact("Fagdag: om 'verdier', 3.12.2026, Team Nord")
    asking.expect_exact("5 people at 2 tables")
    asking.expect_exact("verdikort.pdf")
    asking.expect_exact("veileder.pdf")
    answer(asking, "Shall okt.yaml be written so?", ENTER)
    asking.expect_exact("`kit build okt.yaml` makes the kit.")
    assert ended(asking) == 0

    session, problems = read_session({}, home / "okt.yaml")
    assert problems == []
    assert (session.title, session.team) == ("Fagdag: om 'verdier'", "Team Nord")
    assert (str(session.date), session.people, session.tables) == ("2026-12-03", 5, 2)
    assert (session.areas, session.values) == (("relasjonelle",), ("likeverd",))
    assert (len(session.leave_out), session.pieces) == (8, ("value-cards", "guide"))
    assert (session.printer, session.printing.margin) == ("kontoret", 6)

    building = terminal("build", "okt.yaml")
    assert ended(building) == 0
    assert sorted(path.name for path in (home / "out").iterdir()) == [
        "manifest.json",
        "veileder.pdf",
        "verdikort.pdf",
    ]


@pytest.mark.slow
def test_what_no_session_takes_is_asked_again(home: Path, terminal: Terminal) -> None:
    """In the words in which a session file is told of."""
    (home / "navn.csv").write_text("navn\nKari\nOla\n", encoding="utf-8")
    asking = terminal("new", "sub.yaml")
    answer(asking, "What is the session called?", "汉", ENTER)
    asking.expect_exact("the typefaces have no 汉")
    asking.send(CLEAR + ENTER)
    answer(asking, "On which day", "31.13.2026", ENTER)
    asking.expect_exact("give a day that there is, such as")
    asking.send(CLEAR + ENTER)
    answer(asking, "Whose session is it?", ENTER)
    answer(asking, "How many take part?", "ten", ENTER)
    asking.expect_exact("people ten: give a whole number from 1 to 1000")
    assert "--people" not in str(asking.before)
    asking.send(CLEAR + "4" + ENTER)
    answer(asking, "At how many tables?", "5", ENTER)
    asking.expect_exact("that is more than the 4 people: set up fewer")
    asking.send(CLEAR + ENTER)
    answer(asking, "Which areas?", "i", SPACE, ENTER)
    answer(asking, "Which values of these?", ENTER)
    answer(asking, "Which single values", ENTER)
    answer(asking, "What shall the kit hold", "a" + ENTER)
    asking.expect_exact("Tick one at least.")
    answer(asking, "What shall the kit hold", ENTER)
    answer(asking, "Does the printer take A3", ENTER)
    answer(asking, "Shall sub.yaml be written so?", ENTER)
    asking.expect_exact("makes the kit.")
    assert ended(asking) == 0
    session, problems = read_session({}, home / "sub.yaml")
    assert problems == []
    assert (session.title, session.people, session.tables) == ("", 4, None)
    assert (session.areas, session.values, session.pieces) == (("relasjonelle",), (), ())


@pytest.mark.slow
def test_names_come_from_a_file(home: Path, terminal: Terminal) -> None:
    (home / "navn.csv").write_text("navn\nKari\nOla\n", encoding="utf-8")
    asking = terminal("new")
    for question in ("What is the session called?", "On which day", "Whose session is it?"):
        answer(asking, question, ENTER)
    answer(asking, "How many take part?", ENTER)
    answer(asking, "Which file holds their names", "navn.csv", ENTER)
    answer(asking, "At how many tables?", ENTER)
    answer(asking, "Which areas?", ENTER)
    answer(asking, "Which values of these?", ENTER)
    answer(asking, "What shall the kit hold", ENTER)
    answer(asking, "Does the printer take A3", DOWN, ENTER)
    answer(asking, "Shall okt.yaml be written so?", ENTER)
    assert ended(asking) == 0
    assert "\nposters: a4\n" in (home / "okt.yaml").read_text("utf-8")
    assert "\nparticipants: navn.csv\n" in (home / "okt.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("keys", "at"),
    slow_but(
        [
            (CTRL_C, "What is the session called?"),
            (CTRL_D, "What is the session called?"),
            (CTRL_C, "Which areas?"),
        ],
        (CTRL_C, "What is the session called?"),
    ),
)
def test_who_breaks_off_has_written_nothing(
    keys: str, at: str, home: Path, terminal: Terminal
) -> None:
    asking = terminal("new")
    if at == "Which areas?":
        for question in ("What is the session called?", "On which day", "Whose session is it?"):
            answer(asking, question, ENTER)
        answer(asking, "How many take part?", "4", ENTER)
        answer(asking, "At how many tables?", ENTER)
    answer(asking, at, keys)
    asking.expect_exact("Stopped: nothing was written")
    assert ended(asking) == 130
    assert "Traceback" not in str(asking.before)
    assert list(home.iterdir()) == []


# With options


def test_options_are_the_answers(home: Path) -> None:
    words = ["--title", "Fagdag", "--people", "8", "--tables", "2", "--area", "1", "--value", "2.3"]
    ran = run_kit("new", "dag.yaml", *words, "--piece", "verdikort", "--out", "ut")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == [
        f"In {home / 'dag.yaml'}: 11 cards × 2 decks on 3 sheets of A4",
        "`kit plan dag.yaml` tells paper and time, `kit build dag.yaml` makes the kit.",
    ]
    text = (home / "dag.yaml").read_text("utf-8")
    for line in ("title: Fagdag", "people: 8", "areas: [relasjonelle]", "values: [hap]", "out: ut"):
        assert f"\n{line}\n" in text
    assert "\n  value-cards: per table " in text


@pytest.mark.slow
def test_the_file_asks_for_what_the_options_asked_for(home: Path) -> None:
    (home / "sub").mkdir()
    words = {"margin": "5", "back-offset": "-1,0.5", "order": "rows", "posters": "a4", "card": "A7"}
    words |= {"ink": "grey", "gutter": "2,5", "tables": "3", "leave-out": "varme", "out": "sub/ut"}
    options = [part for key, told in words.items() for part in (f"--{key}={told}",)]
    ran = run_kit("new", "sub/okt.yaml", *options, "--no-full-size", "--preview")
    assert ran.exit_code == 0, ran.stderr
    wishes = {**words, "leave-out": ["varme"], "full-size": False, "preview": True}
    wishes["out"] = Path("sub/ut")
    wanted = request_for(*read_session(wishes))
    written = request_for(*read_session({}, home / "sub" / "okt.yaml"))
    assert counted(written) == counted(wanted)
    assert written.selection == wanted.selection
    assert written.session.printing == wanted.session.printing
    assert written.session.out.resolve() == wanted.session.out.resolve()


def test_all_that_is_wrong_is_told_and_nothing_is_written(home: Path) -> None:
    words = ["--people", "many", "--value", "nobody", "--piece", "vase", "--printer", "bort"]
    ran = run_kit("new", *words)
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert len(ran.stderr.splitlines()) == 4
    ran = run_kit("new", "--card", "a6", "--margin", "35", "--flip", "fold")
    assert "does not fit on its paper" in ran.stderr
    assert list(home.iterdir()) == []


def test_a_name_without_its_ending_is_given_one(home: Path) -> None:
    (home / "dag 1").mkdir()
    ran = run_kit("new", "dag 1/økt3", "--people", "4", "--piece", "verdikort")
    assert (ran.exit_code, ran.stderr) == (0, "Session file: dag 1/økt3.yaml\n")
    assert ran.stdout.splitlines()[1] == (
        '`kit plan "dag 1/økt3.yaml"` tells paper and time, `kit build "dag 1/økt3.yaml"` makes '
        "the kit."
    )
    ran = run_kit("new", "dag 1/økt3", "--people", "4")
    assert ran.stderr == (
        "dag 1/økt3.yaml: this file is there already: change it by hand, or choose another name\n"
    )
    assert [path.name for path in (home / "dag 1").iterdir()] == ["økt3.yaml"]


def test_a_second_session_in_a_folder_gets_a_folder_for_its_kit(home: Path) -> None:
    words = ["--people", "4", "--piece", "verdikort"]
    (home / "dag").mkdir()
    assert run_kit("new", "dag/økt1", *words).exit_code == 0
    assert run_kit("new", "dag/økt2", *words).exit_code == 0
    assert run_kit("new", "dag/økt3", *words, "--out", "her").exit_code == 0
    outs = [read_session({}, home / "dag" / f"økt{n}.yaml")[0].out.resolve() for n in (1, 2, 3)]
    assert outs == [home / "dag" / "out", home / "dag" / "økt2", home / "her"]


# Without a terminal


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="closes its input as a shell of Unix does")
def test_an_input_that_is_closed_is_no_terminal(home: Path) -> None:
    command = f"{sys.executable} -m kit new <&-"
    ran = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    assert (home / "okt.yaml").exists()


@pytest.mark.slow
def test_without_a_terminal_a_template_is_written_that_builds(home: Path) -> None:
    command = [sys.executable, "-m", "kit"]
    ran = subprocess.run(
        [*command, "new"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    assert ran.stdout.startswith(f"In {home / 'okt.yaml'}: 62 cards × 4 decks")
    session, problems = read_session({}, home / "okt.yaml")
    assert problems == []
    assert (session.people, session.tables, len(session.areas)) == (24, 4, 4)
    built = subprocess.run(
        [*command, "build", "okt.yaml", "--piece", "guide"], capture_output=True, check=False
    )
    assert built.returncode == 0, built.stderr
    assert (home / "out" / "veileder.pdf").exists()


def test_no_file_is_overwritten(home: Path) -> None:
    (home / "okt.yaml").write_text("mine", encoding="utf-8")
    ran = run_kit("new", "--people", "4")
    assert ran.exit_code == 1
    assert ran.stderr == (
        "okt.yaml: this file is there already: change it by hand, or choose another name\n"
    )
    assert (home / "okt.yaml").read_text("utf-8") == "mine"


def test_a_folder_that_is_missing_or_may_not_be_written_is_told(home: Path) -> None:
    ran = run_kit("new", "borte/okt.yaml", "--people", "4")
    assert ran.stderr == "borte: this folder is not there: make it first\n"
    ran = run_kit("new", f"{'a' * 300}.yaml", "--people", "4")
    assert ran.exit_code == 1
    assert len(ran.stderr.splitlines()) == 1
    assert list(home.iterdir()) == []
