"""Whatever is told passes through the catalogues: a made-up language shows what does not.

In it every message stands in brackets, with marks on its letters, and is longer. What is left
outside of brackets was told without a catalogue, or is no word of ours: what was typed, names.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

import kit.core.language as language
from kit.cli.app import app
from kit.core.language import Speech
from kit.core.messages import Message
from kit.core.paths import LAYOUTS
from kit.core.sizes import CARDS
from kit.session.options import OPTIONS
from tests.conftest import SAMPLES, run_kit

# What stays as it is in every language: values, options, what stands in backticks, breaks.
_KEPT = re.compile(r"(\{[^}]*\}|`[^`]*`|--[a-z-]+|\n)")
_MARKED = str.maketrans("aeiouyAEIOUYcnsz", "áéíóúýÁÉÍÓÚÝçñšž")
SMALL = str(SAMPLES / "small")
OPEN, CLOSE = "⟦", "⟧"


class _MadeUp(Speech):
    """A language that is not there."""

    def __init__(self) -> None:
        import gettext

        super().__init__("nb", gettext.NullTranslations())

    def template(self, message: Message) -> str:
        """The message with marks, a third longer, in brackets."""
        parts = _KEPT.split(super().template(message))
        marked = [part if at % 2 else part.translate(_MARKED) for at, part in enumerate(parts)]
        told = "".join(marked)
        return f"{OPEN}{told}{'~' * (len(told) // 3)}{CLOSE}" if message.id.strip() else told


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    made = _MadeUp()
    monkeypatch.setattr(language, "speech", lambda _: made)
    for module in ("kit.cli.terminal", "kit.core.errors"):
        monkeypatch.setattr(f"{module}.speech", lambda _: made, raising=False)


def outside(text: str) -> Iterator[str]:
    """The words of a text that stand in no message: those of letters alone, two or more."""
    depth = 0
    word = ""
    for letter in f"{text} ":
        if letter == OPEN:
            depth += 1
        elif letter == CLOSE:
            depth -= 1
        if depth == 0 and letter.isalpha():
            word += letter
        else:
            if len(word) > 1:
                yield word
            word = ""


def words_not_ours() -> set[str]:
    """Words that no catalogue has: what is typed, and what stands in a pack or on its paper."""
    typed = {"kit", "list", "what", "standard", "id", "MM", *CARDS, *OPTIONS}
    typed |= set(app_words())
    held = [*(SAMPLES / "small").rglob("*.yaml"), LAYOUTS / "labels" / "nb.yaml"]
    texts = " ".join([*typed, *(path.read_text(encoding="utf-8") for path in held)])
    return set(re.findall(r"[^\W\d_]{2,}", texts.replace("|", "")))


def app_words() -> Iterator[str]:
    """What commands, their options and the values of these are called."""
    waiting: list[Any] = [typer.main.get_command(app)]
    while waiting:
        command = waiting.pop()
        yield command.name or ""
        waiting += getattr(command, "commands", {}).values()
        for param in command.params:
            yield from param.opts


COMMANDS = [
    ("--help",),
    ("build", "--help"),
    ("new", "--help"),
    ("plan", "--content", SMALL),
    ("plan", "--content", SMALL, "--people", "12", "--tables", "2"),
    ("list", "values", "--content", SMALL),
    ("list", "pieces", "--content", SMALL),
    ("list", "nothing"),
    ("build", "--people", "0"),
    ("build", "--value", "nothing", "--content", SMALL),
    ("build", "--participants", "Kari 4711 47114711, Ola"),
    ("build", "--flip", "sideways"),
    ("build", "nowhere.yaml"),
    ("check", "nowhere.pdf"),
    ("check-pack", SMALL),
    ("new", "okt.yaml", "--people", "12", "--content", SMALL),
    ("printer", "list"),
    ("printer", "show", "none"),
    ("cache", "show"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_nothing_is_told_without_a_catalogue(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run_kit(*words)
    assert ran.output
    # Paths, names of files, choices, and what was typed into this command.
    told = re.sub(r"\S*[/\\]\S*|\S+\.[a-z]+|<[^>]*>", "", ran.output)
    typed = set(re.findall(r"[^\W\d_]{2,}", " ".join(words)))
    assert [word for word in outside(told) if word not in typed | words_not_ours()] == []
