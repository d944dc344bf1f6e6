"""Questions in a terminal, answered with the keys of one."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from kit.cli.prompts import BACK, BACK_SIGNS, BACK_WORDS, TerminalPrompts
from kit.core.language import speech
from kit.interview import words
from kit.interview.asking import BackError, Choice
from kit.pipeline.plan import planned
from kit.pipeline.request import request_for
from kit.session.file import read_session
from tests.conftest import SAMPLES

ENTER, SPACE, CTRL_C, CLEAR, BACKSPACE = "\r", " ", "\x03", "\x15", "\x7f"
UP, DOWN, RIGHT, LEFT, END, DELETE = (f"\x1b[{key}" for key in ("A", "B", "C", "D", "F", "3~"))
PASTE, PASTED = "\x1b[200~", "\x1b[201~"
LIST: list[Choice | str] = ["Ro", Choice("1.1 Tid", "tid", ticked=True), Choice("1.2 Fred", "fred")]
ONE = [Choice("kontoret", "kontoret"), Choice("none of these", "", ticked=True)]

Type = Callable[[str], None]
ASK = TerminalPrompts()


@pytest.fixture
def typed() -> Iterator[Type]:
    """Types keys into whatever is asked next."""
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield keys.send_text


def anything(_: str) -> bool:
    return True


def a_number(told: str) -> bool | str:
    return told.isdecimal() or "give a number"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", "Fagdag"),
        ("Kveld", "Kveld"),
        (PASTE + "Kveld" + PASTED, "Kveld"),
        (RIGHT + " to ", "Fagdag to"),
        (END + " to ", "Fagdag to"),
        (LEFT + LEFT + "r", "Fagdrag"),
        (BACKSPACE, ""),
        (DELETE, ""),
        (CLEAR, ""),
    ],
)
def test_what_is_typed_takes_the_place_of_what_is_proposed(
    keys: str, expected: str, typed: Type
) -> None:
    """Who moves the cursor first changes it."""
    for ask in (ASK.line, ASK.file):
        typed(keys + ENTER)
        assert ask("Title?", "Fagdag", anything) == expected


@pytest.mark.parametrize("keys", ["10", PASTE + "10" + PASTED, CLEAR + "10", BACKSPACE + "10"])
def test_a_line_that_is_wrong_is_asked_again_and_not_typed_on_to(keys: str, typed: Type) -> None:
    for ask in (ASK.line, ASK.file):
        typed("ten" + ENTER + keys + ENTER)
        assert ask("People?", "", a_number) == "10"
        typed("4x" + ENTER + ENTER + RIGHT + BACKSPACE + ENTER)
        assert ask("People?", "", a_number) == "4"


def test_a_question_and_what_is_wrong_are_shown_in_the_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: dict[str, Any] = {}

    def ask(question: str, **how: Any) -> None:
        asked.update(how, question=question)
        raise KeyboardInterrupt

    monkeypatch.setattr("questionary.text", ask)
    monkeypatch.setattr("kit.cli.prompts.said", speech("nb").said)
    with pytest.raises(KeyboardInterrupt):
        ASK.line(words.LINES["title"], "", lambda _: words.TICK_ONE)
    assert asked["question"] == "Hva heter økten? Kan stå tomt."
    assert asked["instruction"] == "(Enter går videre, < går tilbake)"
    assert asked["validate"]("Fagdag") == "Kryss av for minst én."


def test_how_many_are_ticked_is_left_in_the_language(
    typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[str] = []

    def print_parts(parts: Any, **_: Any) -> None:
        left.append("".join(text for _, text in parts))

    monkeypatch.setattr("prompt_toolkit.print_formatted_text", print_parts)
    monkeypatch.setattr("kit.cli.prompts.said", speech("nn").said)
    typed(SPACE + ENTER)
    assert ASK.ticked(words.OF_AREAS, LIST) == []
    assert left == ["? Kva for verdiar i desse områda? 0 av 2 kryssa av"]


@pytest.mark.parametrize("word", [*BACK_WORDS, *BACK_SIGNS, " Tilbake "])
def test_a_word_in_place_of_an_answer_goes_back(word: str, typed: Type) -> None:
    for ask in (ASK.line, ASK.file):
        typed(word + ENTER)
        with pytest.raises(BackError):
            ask("People?", "", a_number)


@pytest.mark.parametrize("sign", BACK_SIGNS)
@pytest.mark.parametrize("behind", ["{}", " {} ", "{0}{0}"])
def test_an_answer_that_ends_in_the_sign_of_going_back_goes_back(
    sign: str, behind: str, typed: Type
) -> None:
    """It never becomes part of an answer."""
    for ask in (ASK.line, ASK.file):
        for proposed in ("", "Team Nord"):
            typed(END + "Team Nord" + behind.format(sign) + ENTER)
            with pytest.raises(BackError):
                ask("Team?", proposed, anything)


def test_an_answer_may_hold_the_sign_of_going_back(typed: Type) -> None:
    typed("Åse <aase@hf.example>" + ENTER)
    assert ASK.line("Who?", "", anything) == "Åse <aase@hf.example>"


def test_a_file_may_be_dragged_in(typed: Type) -> None:
    typed(PASTE + '"C:\\Mine lister\\folk.csv"' + PASTED + ENTER)
    assert ASK.file("Names?", "", anything) == '"C:\\Mine lister\\folk.csv"'
    typed("file:///tmp/folk.csv" + ENTER)
    assert ASK.file("Names?", "", anything) == "file:///tmp/folk.csv"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", ["tid"]),
        (DOWN + SPACE, ["tid", "fred"]),
        ("i", ["fred"]),
        (SPACE, []),
    ],
)
def test_a_list_is_ticked(keys: str, expected: list[str], typed: Type) -> None:
    typed(keys + ENTER)
    assert ASK.ticked("Which?", LIST) == expected


@pytest.mark.parametrize(
    ("keys", "expected"), [("", ""), (UP, "kontoret"), (DOWN + DOWN, "kontoret")]
)
def test_one_of_several_is_chosen(keys: str, expected: str, typed: Type) -> None:
    typed(keys + ENTER)
    assert ASK.chosen("Which printer?", ONE) == expected


@pytest.mark.parametrize("keys", [LEFT, *BACK_SIGNS])
def test_a_key_goes_back_from_a_list(keys: str, typed: Type) -> None:
    asks: tuple[Callable[[], Any], ...] = (
        lambda: ASK.ticked("Which?", LIST),
        lambda: ASK.chosen("Which printer?", ONE),
    )
    for ask in asks:
        typed(keys)
        with pytest.raises(BackError):
            ask()


def test_going_back_is_the_last_of_several(typed: Type) -> None:
    typed(DOWN + ENTER)
    with pytest.raises(BackError):
        ASK.chosen("Which printer?", ONE)
    assert BACK not in [one.value for one in ONE]


def test_ctrl_c_breaks_off(typed: Type) -> None:
    asks: tuple[Callable[[], Any], ...] = (
        lambda: ASK.line("Title?", "", anything),
        lambda: ASK.file("Names?", "", anything),
        lambda: ASK.ticked("Which?", LIST),
        lambda: ASK.chosen("Which printer?", ONE),
    )
    for ask in asks:
        typed(CTRL_C)
        with pytest.raises(KeyboardInterrupt):
            ask()


def test_what_is_told_stands_apart(capsys: pytest.CaptureFixture[str]) -> None:
    ASK.tell("one\n\ntwo")
    assert capsys.readouterr().out == "  one\n\n  two\n"


def test_a_count_and_a_plan_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    asked = {"content": SAMPLES / "small", "pieces": ["verdikort", "posters"], "tables": "2"}
    request = request_for(*read_session(asked))
    jobs = planned(request)
    ask = TerminalPrompts()
    ask.tell_count(jobs)
    ask.tell_count(jobs)
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("  ")
    assert "× 2 decks on 1 sheet of A4, 2 posters on 2 sheets of A3" in line
    ask.tell_plan(request, jobs)
    told = capsys.readouterr().out.splitlines()
    assert told[0].split() == ["file", "holds", "paper", "sheets", "copies", "sides"]
    assert [line.split()[0] for line in told[1:3]] == ["verdikort.pdf", "plakater.pdf"]
    assert told[3].startswith("  Paper in all: ")
