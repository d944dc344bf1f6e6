"""What tests share: packs, the default kit built once, and ways of reading finished PDFs."""

import datetime
import gc
import os
import re
import shutil
import signal
import string
import sys
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pypdfium2
import pytest
from typer.testing import CliRunner, Result

from kit.cli.app import app
from kit.content.models import Pack
from kit.content.packs import load_pack
from kit.core.errors import KitError, Problem
from kit.core.language import LANGUAGES, VARIABLE, speak, speech
from kit.core.messages import Message
from kit.core.paths import DEFAULT_PACK, FONTS, LAYOUTS
from kit.core.spelling import SOFT_HYPHEN
from kit.imposition.print_plan import GuidePlan
from kit.layout.assets import Assets
from kit.layout.formats import Format, card_format, page_format, poster_format
from kit.layout.labels import Labels, load_labels
from kit.layout.pieces import Piece, load_card_looks
from kit.pipeline.run import BuiltKit, build
from kit.session.attendance import Attendance
from kit.session.event import Event
from kit.session.model import Session
from kit.session.print_settings import Printing
from kit.session.selection import Selection, select
from kit.system.cache import user_store
from kit.typesetting.job import JobContext
from kit.typesetting.stages import TypesetPiece
from kit.typesetting.steps import draw, typeset
from kit.typesetting.weasy import Typesetter
from kit.typesetting.workspace import Workspace, workspace_for
from tests.tiers import SLOW, choose, mark_properties
from tests.tracing import look_no_further, tells_nothing_new, traced, untraced

# A session that every piece is made for.
A_SESSION = Event("Fagdag", datetime.date(2026, 12, 3), "Team Nord", Attendance(7, 3))

Of = TypeVar("Of")
Made = TypeVar("Made")

SAMPLES = Path(__file__).parent / "samples"
GOLDEN = Path(__file__).parent / "golden"


def pytest_configure(config: pytest.Config) -> None:
    """Nobody's own cache or key is used; the processes of one run share one.

    Where the tests are run in the background Ctrl-C is ignored, by all that they start as well.
    Some of it is to be stopped so.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Messages are looked at in English, wherever no test asks for another language.
    os.environ[VARIABLE] = "en"
    speak("en")
    _look_at_every_problem()
    choose(config.getoption("markexpr"))
    look_no_further()
    # Finished kits are held all along: looking through them over and over takes a twentieth of it.
    gc.set_threshold(200_000, 50, 100)
    if not hasattr(config, "workerinput"):
        folder = tempfile.mkdtemp(prefix="kit-tests-")
        os.environ["XDG_CACHE_HOME"] = folder
        os.environ["XDG_STATE_HOME"] = str(Path(folder) / "state")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Before anything is left out by its marks."""
    if config.getoption("markexpr") == SLOW:
        mark_properties(items)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, Any, Any]:
    """What pytest does round a test is not traced."""
    with untraced():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup() -> Generator[None, Any, Any]:
    """Fixtures are always traced, since others will use them as well."""
    with traced():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
    """A test is traced, unless that tells nothing new."""
    if tells_nothing_new(pyfuncitem):
        return (yield)
    with traced():
        return (yield)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write anew what is made and kept")


@pytest.fixture(scope="session", autouse=True)
def today() -> Iterator[datetime.date]:
    """The day on which tests are run: that of a session is told where it is past."""
    day = datetime.date(2026, 11, 20)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kit.typed.days._today", lambda: day)
        yield day


@pytest.fixture(scope="session", autouse=True)
def powered() -> Iterator[None]:
    """No machine loses its power amid a test, and to wait for disks takes a third of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda _handle: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def alone(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a slow test builds without saying by how many processes, it builds in its own.

    Every core is at work on tests already, and to fork takes a quarter of the time. What quick
    tests build goes side by side, as it does for who uses the program.
    """
    with pytest.MonkeyPatch.context() as patch:
        if request.config.getoption("markexpr") == SLOW and sys.platform == "linux":
            patch.setattr("os.sched_getaffinity", lambda _process: {0})
        yield


def workspace_of_all(event: Event, **how: Any) -> Workspace:
    """What the pieces of the whole default pack are typeset with, for an event."""
    selection, printing = select(load_pack(DEFAULT_PACK)), Printing.model_validate(how)
    context = JobContext(selection, load_labels(LAYOUTS, "nb"), printing, event=event)
    return workspace_for(context, user_store())


def typeset_piece(
    workspace: Workspace, name: str, piece: Piece, plan: GuidePlan | None = None
) -> TypesetPiece:
    """A piece drawn and typeset."""
    drawn = draw(name, piece, plan or GuidePlan(), workspace)
    assert drawn is not None
    return typeset(drawn, workspace)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack(DEFAULT_PACK)


@pytest.fixture(scope="session")
def everything(pack: Pack) -> Selection:
    return select(pack)


@pytest.fixture(scope="session")
def labels() -> Labels:
    return load_labels(LAYOUTS, "nb")


@pytest.fixture(scope="session")
def small() -> Selection:
    return select(load_pack(SAMPLES / "small"))


@pytest.fixture(scope="session")
def typesetter() -> Typesetter:
    return Typesetter(Assets({"layouts": LAYOUTS}), FONTS)


@pytest.fixture(scope="session")
def default_kit(tmp_path_factory: pytest.TempPathFactory) -> BuiltKit:
    """The whole default kit, built once for all tests of a process."""
    session = Session(content=DEFAULT_PACK, out=tmp_path_factory.mktemp("kit"))
    return build(session, store=user_store())


class WhenAsked(dict[Of, Made]):
    """What is made of a key when it is first asked for, so that no test waits for more."""

    def __init__(self, make: Callable[[Of], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Of) -> Made:
        self[key] = self._make(key)
        return self[key]


@dataclass
class Heard:
    """A build as it was followed: the stages with how many steps each has, the steps, batches."""

    stages: list[tuple[str, int]] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    counted: tuple[int, int] = (0, 0)

    def stage(self, stage: str, steps: int) -> None:
        self.stages.append((stage, steps))

    def step(self, what: str) -> None:
        self.steps.append(what)

    def batches(self, reused: int, anew: int) -> None:
        self.counted = reused, anew


def _look_at_every_problem() -> None:
    """Whatever problem a test provokes can be said in every language, with all its values.

    Those that tests make up themselves need not be messages.
    """
    whole = KitError.__init__

    def looked_at(self: KitError, problems: Iterable[Problem]) -> None:
        whole(self, problems)
        maker = sys._getframe(1)
        while maker.f_code.co_name in {"of", "<genexpr>"} and maker.f_back:
            maker = maker.f_back
        module = maker.f_globals.get("__name__", "")
        # What comes out of another process was made there.
        if module.startswith("kit.") and module != "kit.system.apart":
            for problem in self.problems:
                assert isinstance(problem.text, Message), f"no message: {problem.text}"
                for language in LANGUAGES:
                    assert speech(language).said(problem.text)
                assert not _left_open(problem.text), problem.text.id

    KitError.__init__ = looked_at  # type: ignore[method-assign]


def _left_open(text: object) -> set[str]:
    """The names in a message, and in those among its values, that have no value."""
    if isinstance(text, tuple):
        return set().union(*map(_left_open, text))
    if not isinstance(text, Message):
        return set()
    names = {name for _, name, _, _ in string.Formatter().parse(text.id) if name}
    return (names - set(text.values)).union(*map(_left_open, text.values.values()))


@pytest.fixture(autouse=True)
def english() -> None:
    """Whatever language a test before has spoken."""
    speak("en")


def run_kit(*words: str) -> Result:
    """The command in this process; what it does not tell itself is no answer but a fault."""
    ran = CliRunner().invoke(app, words)
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    return ran


def format_of(piece: Piece, printing: Printing | None = None) -> Format:
    """How large a piece is drawn and printed."""
    how = printing or Printing()
    if piece.made_as == "cards":
        return card_format(piece, how, load_card_looks(LAYOUTS))
    return (poster_format if piece.is_wall_sized else page_format)(piece, how)


def pdf_of(kit: BuiltKit, piece: str) -> bytes:
    return next(file.pdf for file in kit.files if file.job.piece == piece)


def page_texts(pdf: bytes) -> Iterator[str]:
    """The text of each page as pdfium extracts it."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        yield page.get_textpage().get_text_range()
    document.close()


def stands_in(expected: str, text: str) -> bool:
    """Whether a text of a pack stands in extracted text word for word.

    A line may have been broken at a space, after a hyphen, or at a break point, where pdfium shows
    the hyphen of the break as U+0002 or U+FFFE.
    """
    parts = {
        " ": r"\s+",
        "-": r"[-\u0002\ufffe]\s*",
        SOFT_HYPHEN: r"(?:\u00ad|[-\u0002\ufffe]\s*)?",
    }
    pattern = "".join(parts.get(letter, re.escape(letter)) for letter in expected)
    return re.search(pattern, text) is not None


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's temporary folder, in which nothing else lies."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder
