"""Whatever comes from outside, no command lets it steer the terminal, nor fake a line of its own.

In names of files and folders, in arguments, PDFs, packs, lists, sessions, printers' names and the
environment stands what would: titles of windows, cursors that move, colours, lines turned round.
"""

import io
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pikepdf
import pytest
import typer.main
import yaml
from pikepdf import Dictionary, Name, String

from kit.cli.app import app
from kit.cli.streams import GuardedStream
from kit.core.visible import visible_lines
from tests.conftest import SAMPLES
from tests.made_pdfs import standard
from tests.tiers import slow_but

# No slash, so that a file may have it as its name; and a line that looks like one of kit's own.
EVIL = "a\x1b]0;pwned\x07\x1b[66;6H\x9b66;6H\u202eb\u2028\x7f\r\nFAKE: all is well\n"
# What Rich and questionary send: colours, cursors, what is erased, and modes of the terminal.
OWN = re.compile(r"\x1b\[\??[0-9;]*[a-zA-Z]|\x1b[=>78]|\x08")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such names of files")


def leaves(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command of the app, with the words that call it."""
    within = getattr(command, "commands", None)
    if not within:
        yield path, command
    for name, one in (within or {}).items():
        yield from leaves(one, (*path, name))


COMMANDS = dict(leaves(typer.main.get_command(app)))


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a hostile name to stand in: a pack, a PDF, a session, a list, a printer."""
    here = tmp_path / EVIL
    for name in ("config", "cache"):
        (here / name).mkdir(parents=True)
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(here / name))
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(here)
    printers = here / "config" / "workshop-kit" / "printers"
    printers.mkdir(parents=True)
    (printers / f"{EVIL}.yaml").write_text("margin: 8\n", encoding="utf-8")
    shutil.copytree(SAMPLES / "small", here / "pack")
    area = here / "pack" / "areas" / "2-ro.yaml"
    told = yaml.safe_load(area.read_text(encoding="utf-8"))
    told["values"][0] |= {"name": EVIL, "definition": EVIL}
    area.write_text(json.dumps(told), encoding="utf-8")
    (here / "okt.yaml").write_text(
        json.dumps({"title": EVIL, "values": [EVIL], "logo": EVIL, EVIL: EVIL}), encoding="utf-8"
    )
    (here / f"{EVIL}.csv").write_text(f'"{EVIL}","{EVIL}"\n"{EVIL}",2\n', encoding="utf-8")
    hostile_pdf(here / f"{EVIL}.pdf")
    return here


def hostile_pdf(path: Path) -> None:
    """A page with a typeface that is not in the file; wherever a PDF holds words, these."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 200))
        page.obj.Resources = Dictionary(Font=Dictionary(F=standard(EVIL)))
        page.obj.Contents = pdf.make_stream(b"BT /F 12 Tf 20 20 Td (word) Tj ET")
        pdf.Root.Lang = String(EVIL)
        pdf.Root.ViewerPreferences = Dictionary(PrintScaling=Name(f"/{EVIL}"))
        pdf.docinfo["/Title"] = String(EVIL)
        pdf.docinfo["/GTS_PDFXVersion"] = String(EVIL)
        pdf.save(path)


def told(monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    """All that the command tells, with its streams guarded as they are at its start."""
    taken: list[Any] = []
    with monkeypatch.context() as patch:
        for name in ("stdout", "stderr"):
            taken.append(io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
            guarded = GuardedStream(taken[-1], lambda error: pytest.fail(str(error)))
            patch.setattr(sys, name, guarded)
        patch.setattr(sys, "argv", ["kit", *words])
        with pytest.raises(SystemExit):
            app([*words], prog_name="kit")
    streams = [one.buffer.getvalue().decode() for one in taken]
    for stream in streams:
        assert visible_lines(stream) == stream, words
        assert not re.search("(?m)^[a ]*FAKE", stream), words
    return "".join(streams)


def fillings(command: Any) -> Iterator[list[str]]:
    """Arguments that are hostile, and then each option with a hostile value, in turn."""
    params = command.params
    arguments = [EVIL for one in params if one.param_type_name == "argument"]
    yield arguments
    yield [*arguments, EVIL, f"--{EVIL}"]
    for one in params:
        if one.param_type_name == "option":
            # A switch refuses its value; what is none takes it.
            yield [*arguments, f"{one.opts[0]}={EVIL}"]


def called(path: tuple[str, ...]) -> str:
    return " ".join(path)


@pytest.mark.usefixtures("stage")
@pytest.mark.parametrize(
    "path", slow_but(((one,) for one in COMMANDS), ("list",), ("printer", "add")), ids=called
)
def test_no_argument_and_no_option_steers(
    path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert COMMANDS.keys() >= {("build",), ("check",), ("printer", "add"), ("cache", "show")}
    for filled in fillings(COMMANDS[path]):
        told(monkeypatch, *path, *filled)
    assert told(monkeypatch, EVIL, f"-{EVIL}")


PACK = ["--content", "pack"]
PDF, LIST = f"{EVIL}.pdf", f"{EVIL}.csv"
# Each with what must be told of it.
TELLING: dict[str, tuple[list[str], str]] = {
    "a pack's values": (["list", *PACK], r"\x1b]0;pwned"),
    "them for programs": (["list", "--json", *PACK], r"\x1b]0;pwned"),
    "a pack written out": (["text", *PACK], r"\x1b]0;pwned"),
    "a pack that is looked through": (["check-pack", "pack"], "a"),
    "a PDF": (["check", PDF], r"set in a\x1b]0;pwned"),
    "a PDF for programs": (["check", "--json", PDF], r"\u001b]0;pwned"),
    "a session": (["plan", "okt.yaml"], r"\x1b]0;pwned"),
    "a list of people": (["plan", *PACK, "--participants", LIST], r"\x1b]0;pwned"),
    "a list of values": (["new-pack", f"{EVIL}2", "--from", LIST], r"\x1b]0;pwned"),
    "printers": (["printer", "list"], r"\x1b]0;pwned"),
    "a printer": (["printer", "show", EVIL], r"\x1b]0;pwned"),
    "the environment": (["cache", "show"], r"\x1b]0;pwned"),
    "a template": (["new", "my.yaml"], r"\x1b]0;pwned"),
    "a kit": (["build", *PACK, "--piece", "tally-sheet", "--title", "Å"], r"\x1b]0;pwned"),
}
QUICK = ("a pack's values", "them for programs", "a PDF", "printers", "the environment")


@pytest.mark.usefixtures("stage")
@pytest.mark.parametrize("what", slow_but(TELLING, *QUICK))
def test_nothing_that_is_read_steers(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words, expected = TELLING[what]
    assert expected in told(monkeypatch, *words)


def in_a_terminal(*words: str, keys: tuple[tuple[str, str], ...] = ()) -> str:
    """All that a terminal is sent, but what Rich and questionary send of their own."""
    own = {**os.environ, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"}
    with pexpect.spawn(
        sys.executable,
        ["-m", "kit", *words],
        env=own,
        dimensions=(50, 200),
        encoding="utf-8",
        timeout=120,
    ) as spawned:
        sent = io.StringIO()
        spawned.logfile_read = sent
        for asked, key in keys:
            spawned.expect_exact(asked)
            spawned.send(key)
        spawned.expect(pexpect.EOF)
    return OWN.sub("", sent.getvalue()).replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.usefixtures("stage")
@pytest.mark.parametrize("what", slow_but([one for one in TELLING if one != "a template"], "a PDF"))
def test_nothing_that_is_read_steers_a_terminal(what: str) -> None:
    words, expected = TELLING[what]
    shown = in_a_terminal(*words)
    assert visible_lines(shown) == shown
    # A cell of a table is broken over lines.
    assert expected in shown or "pwned" in re.sub(r"\s", "", shown)
    assert "\x1b" not in shown


@pytest.mark.slow
@pytest.mark.usefixtures("stage")
def test_nothing_that_is_asked_about_steers_a_terminal() -> None:
    # Where a file is asked for, Tab shows those that there are.
    asked = (
        ("What is the session called?", "a\x1b[D\r"),
        ("On which day", "\r"),
        ("Whose session is it?", "\r"),
        ("How many take part?", "\r"),
        ("It may stay empty.", "a\t"),
        ("FAKE: all is well", "\x03"),
    )
    shown = in_a_terminal("new", "my.yaml", keys=asked)
    assert visible_lines(shown) == shown
    assert "Stopped: nothing was written" in shown
