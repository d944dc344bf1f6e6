"""What is wrong with what was typed, and help, are said in the language that is spoken."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner, Result

from kit.cli.app import app
from kit.cli.usage import _FAULTS
from kit.core.language import LANGUAGES, Language, speak
from kit.core.spelling import plain

# Words that stand in English sentences, and in none of ours but where they are typed.
_ENGLISH = re.compile(
    r"(?<![-\w])(?:the|and|of|is|are|which|with|without|file|folder|usage|error|options?|"
    r"commands?|default|required|name|dir|such|what|for help)(?![-\w])",
    re.IGNORECASE,
)
# What is typed, and names of columns that are.
_TYPED = re.compile(r"--[a-z-]+|`[^`]+`|navn eller name|kolonn\w+ area, name, text og question")


@pytest.fixture(autouse=True)
def _silent_again() -> Iterator[None]:
    yield
    speak(None)


def ran(*words: str, language: str = "nb") -> Result:
    return CliRunner().invoke(app, ["--language", language, *words], prog_name="kit")


def commands(command: Any, *before: str) -> Iterator[tuple[str, ...]]:
    """What is typed for each command and each group of commands."""
    yield before
    for name, one in getattr(command, "commands", {}).items():
        yield from commands(one, *before, name)


COMMANDS = list(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_help_holds_no_english(words: tuple[str, ...], language: str) -> None:
    told = ran(*words, "--help", language=language).stdout
    assert told.startswith("Bruk: kit ")
    assert "{" not in re.sub(r"\{[A-ZÅØ]+\}", "", told)
    found = _ENGLISH.findall(_TYPED.sub("", " ".join(told.split())))
    assert found == [], told


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("width", [50, 78])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_help_is_no_wider_than_its_room_or_in_english(
    words: tuple[str, ...], width: int, language: Language
) -> None:
    """Typer makes room for 50 letters in a terminal of 40 columns, and breaks no name."""
    assert width_of(words, width, language) <= max(width, width_of(words, width, "en"))


def width_of(words: tuple[str, ...], room: int, language: Language) -> int:
    """How wide a help is that has so much room."""
    command: Any = typer.main.get_command(app)
    for word in words:
        command = command.commands[word]
    speak(language)
    named = " ".join(["kit", *words])
    how = {"resilient_parsing": True, "terminal_width": room}
    return max(map(len, command.make_context(named, [], **how).get_help().splitlines()))


@pytest.mark.parametrize(
    ("words", "nb", "nn"),
    [
        (
            "build --foo",
            "Valget --foo finnes ikke (lignende valg: --for, --logo, --out)",
            "Valet --foo finst ikkje (liknande val: --for, --logo, --out)",
        ),
        ("build --zzzz", "Valget --zzzz finnes ikke", "Valet --zzzz finst ikkje"),
        (
            "biuld",
            "Kommandoen 'biuld' finnes ikke. Mente du 'build'?",
            "Kommandoen 'biuld' finst ikkje. Meinte du 'build'?",
        ),
        ("zzzz", "Kommandoen 'zzzz' finnes ikke.", "Kommandoen 'zzzz' finst ikkje."),
        ("check-pack", "Her mangler 'PAKKE'.", "Her manglar 'PAKKE'."),
        (
            "plan a b",
            "Dette er det ikke plass til i kommandoen: b",
            "Dette er det ikkje plass til i kommandoen: b",
        ),
        (
            "list people",
            "Ugyldig verdi for 'hva': velg en av areas, values, dilemmas, questions, cards, pieces",
            "Ugyldig verdi for 'kva': vel ein av areas, values, dilemmas, questions, cards, pieces",
        ),
        (
            "printer add --offset",
            "Bak valget '--offset' mangler en verdi.",
            "Bak valet '--offset' manglar ein verdi.",
        ),
        (
            "build --language nb",
            "Her finnes ikke valget --language. Skriv det foran kommandoen: `kit --language nb "
            "build`",
            "Her finst ikkje valet --language. Skriv det framfor kommandoen: `kit --language nb "
            "build`",
        ),
    ],
)
def test_what_is_wrong_is_said_in_the_language_chosen_before_the_command(
    words: str, nb: str, nn: str
) -> None:
    for language, told in (("nb", nb), ("nn", nn)):
        result = ran(*words.split(), language=language)
        *before, error = result.stderr.splitlines()
        assert (result.exit_code, error) == (2, f"Feil: {told}")
        if before:
            assert before[0].startswith("Bruk: kit ")
            assert re.fullmatch(r"Skriv 'kit[a-z -]* --help' for å få hjelp\.", before[-2])


def test_a_language_that_there_is_not_is_told_with_those_that_there_are() -> None:
    told = ran("list", language="da").stderr
    assert told.endswith("Error: Invalid value for '--language': choose one of nb, nn, en\n")


def test_without_a_command_the_help_is_said_as_well() -> None:
    assert ran("printer").output.startswith("Bruk: kit printer [VALG] KOMMANDO")


def test_what_typer_says_is_recognised_by_texts_that_differ() -> None:
    assert len({one.id for one in _FAULTS}) == len(_FAULTS)
    assert LANGUAGES == ("nb", "nn", "en")


def test_headings_of_a_list_are_said_and_its_keys_are_not() -> None:
    assert ran("list", "areas").stdout.splitlines()[0].split() == [
        *("nummer", "id", "tittel", "verdier"),
    ]
    assert '"number": "1"' in plain(ran("list", "areas", "--json").stdout)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("nb", ["# ---- Økten ----", "# Hvor mange som deltar.", "#team: Team Nord"]),
        ("nn", ["# ---- Økta ----", "# Kor mange som deltek.", "#team: Team Nord"]),
    ],
)
def test_a_session_file_explains_itself_in_the_language(
    language: str, lines: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = ran("new", "--people", "8", "--tables", "2", language=language)
    assert told.stdout.splitlines()[1].startswith("`kit plan okt.yaml` for")
    written = Path("okt.yaml").read_text(encoding="utf-8")
    assert set(lines) <= {*written.splitlines()}
    comments = [line for line in written.splitlines() if line.startswith("# ")]
    typed = re.compile(r"navn eller name|`[^`]+`")
    assert [one for one in comments if _ENGLISH.search(typed.sub("", one))] == []
    assert max(map(len, comments)) <= 98


def test_what_a_shell_completes_is_explained_in_the_language() -> None:
    command: Any = typer.main.get_command(app)
    speak("nb")
    ctx = command.make_context("kit", [], resilient_parsing=True)
    told = {one.value: one.help for one in command.shell_complete(ctx, "ca")}
    assert told["cache"].startswith("Det som er tatt vare på fra før")
    ctx = command.commands["plan"].make_context("plan", [], resilient_parsing=True)
    (people,) = command.commands["plan"].shell_complete(ctx, "--people")
    assert (people.value, people.help) == ("--people", "Hvor mange som deltar.")
