"""`kit text` as people meet it. What `kit list` shows is in test_app."""

import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from kit.cli.app import app
from tests.conftest import SAMPLES
from tests.conftest import run_kit as kit


def test_text_writes_two_files_and_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = kit("text")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == [
        f"In {tmp_path / 'text'}",
        "tekst.html opens in a browser, tekst.md goes into a wiki or an e-mail.",
    ]
    made = {path.name: path.read_text("utf-8") for path in (tmp_path / "text").iterdir()}
    assert sorted(made) == ["manifest.json", "tekst.html", "tekst.md"]
    assert made["tekst.html"].startswith("<!DOCTYPE html>")
    assert made["tekst.md"].startswith("# Verdier og holdninger i recoveryorientert praksis\n")
    for name in ("tekst.html", "tekst.md"):
        assert "4.10 Kritisk bevissthet" in made[name]


def test_text_chooses_as_build_does(out: Path) -> None:
    words = ["--area", "1", "--value", "håp", "--leave-out", "varme", "--out", str(out)]
    assert kit("text", *words).exit_code == 0
    markdown = (out / "tekst.md").read_text("utf-8")
    assert [f"**{name}**" in markdown for name in ("1.1 Empati", "2.3 Håp")] == [True, True]
    assert [f"**{name}**" in markdown for name in ("1.8 Varme", "2.1 Likeverd")] == [False, False]
    assert kit("text", "--content", str(SAMPLES / "small"), "--out", str(out)).exit_code == 0
    assert "Menneskerettighetsfokus" in (out / "tekst.html").read_text("utf-8")


def test_build_and_text_share_the_options_of_choice() -> None:
    command = typer.main.get_command(app)
    assert isinstance(command, typer.core.TyperGroup)
    of_build, of_text = (
        {param.opts[0]: getattr(param, "help", "") for param in command.commands[name].params}
        for name in ("build", "text")
    )
    of_choice = {"--area", "--value", "--leave-out", "--with-area"}
    assert set(of_text) == {*of_choice, "--content", "--out"}
    # The text comes into out where one stands: there is no session file to lie beside.
    del of_text["--out"]
    assert of_text.items() <= of_build.items()


@pytest.mark.parametrize(
    ("words", "refusals"),
    [
        (
            ["--area", "7", "--leave-out", "vrme"],
            [
                "--area 7: no such area; `kit list areas` shows what there is",
                "--leave-out vrme: no such value; did you mean Varme (1.8)?",
            ],
        ),
        (
            ["--content", str(SAMPLES / "none")],
            [
                f"{SAMPLES / 'none'}: there is no such folder: name the folder that holds the "
                "pack's pack.yaml"
            ],
        ),
    ],
)
def test_what_text_cannot_do_is_told(out: Path, words: list[str], refusals: list[str]) -> None:
    ran = kit("text", *words, "--out", str(out))
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.splitlines() == refusals
    assert not out.exists()


def test_text_overwrites_what_it_wrote_but_nothing_that_was_changed(out: Path) -> None:
    """The form at its end is there to be filled in."""
    for words in ([], ["--area", "1"]):
        assert kit("text", *words, "--out", str(out)).exit_code == 0
    before = (out / "tekst.html").read_bytes()
    (out / "tekst.md").write_text("filled in", encoding="utf-8")
    ran = kit("text", "--out", str(out))
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr == (
        f"{out / 'tekst.md'}: this file was changed after kit wrote it (filled in?), or is of "
        "another kit: move it away, or choose another folder with --out\n"
    )
    assert (out / "tekst.md").read_text("utf-8") == "filled in"
    assert (out / "tekst.html").read_bytes() == before


def test_text_takes_no_kit_away(out: Path) -> None:
    built = kit("build", "--value", "1.1", "--piece", "verdikort", "--out", str(out))
    assert built.exit_code == 0
    ran = kit("text", "--out", str(out))
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr == f"{out}: this folder holds a kit: choose another with --out\n"
    assert sorted(path.name for path in out.iterdir()) == ["manifest.json", "verdikort.pdf"]


def test_text_loads_nothing_that_makes_pdfs_or_pictures(out: Path) -> None:
    code = (
        "import sys; sys.argv = ['kit', *sys.argv[1:]]\n"
        "from kit.cli.app import app\n"
        "try: app()\n"
        "except SystemExit: pass\n"
        "print(*({'weasyprint', 'pikepdf', 'pypdfium2', 'PIL'} & set(sys.modules)), 'end')"
    )
    command = [sys.executable, "-c", code, "text", "--out", str(out)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (out / "tekst.html").exists()
    assert ran.stdout.splitlines()[-1] == "end"
