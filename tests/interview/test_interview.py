"""The interview of `kit new`, answered by a script: what it asks, proposes and makes of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.authoring.new_session import choices_of, session_text, wishes_of
from kit.core.errors import KitError, Problem
from kit.core.language import Language, speech
from kit.core.messages import Message
from kit.core.paths import LAYOUTS
from kit.imposition.print_job import PrintJob
from kit.interview import interview
from kit.interview import words as questions
from kit.interview.asking import BackError, Check, Choice
from kit.interview.interview import Answers, asked, request_of
from kit.interview.questions import QUESTIONS
from kit.layout.pieces import load_pieces
from kit.pipeline.request import Request, request_for
from kit.session.file import read_session
from tests.made_workbooks import with_sheets, workbook
from tests.tiers import examples

# What is answered: a line, the values to tick or the one to choose; or how to find it.
Reply = str | list[str] | Callable[[list[Choice]], Any]
GO_BACK = "<"


def as_proposed(choices: list[Choice]) -> list[str]:
    return [one.value for one in choices if one.ticked]


@dataclass
class Script:
    """Answers questions, each known by words in it; what is not told is answered as proposed.

    Several replies to one question are given one after the other. `heard` is what was asked and
    told, in its order; `proposed` the last proposal of each question; `headings` those of lists.
    """

    replies: dict[str, list[Reply]] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    goes_back: Callable[[], bool] = lambda: False
    proposed: dict[str, Any] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)

    def tell(self, text: str) -> None:
        self.heard.append(text)

    def tell_problems(self, heading: str, problems: Sequence[Problem]) -> None:
        self.heard.append("\n".join([heading, *map(str, problems)]))

    def tell_count(self, jobs: Sequence[PrintJob]) -> None:
        self.heard.append(f"{len(jobs)} cards")

    def tell_plan(self, request: Request, jobs: Sequence[PrintJob]) -> None:
        self.heard.append(f"{len(jobs)} files of {len(request.pieces)} pieces")

    def line(self, question: str, default: str, check: Check) -> str:
        told = self._reply(question, default)
        while (verdict := check(str(told))) is not True:
            assert isinstance(verdict, str)
            self.heard.append(verdict)
            told = self._reply(question, default)
        return str(told)

    file = line

    def ticked(self, question: str, choices: Sequence[Choice | str]) -> list[str]:
        told: list[str] = self._of_several(question, choices)
        return told

    def chosen(self, question: str, choices: Sequence[Choice]) -> str:
        told = self._of_several(question, choices)
        return told if isinstance(told, str) else told[0]

    def _of_several(self, question: str, choices: Sequence[Choice | str]) -> Any:
        offered = [one for one in choices if isinstance(one, Choice)]
        self.headings += [one for one in choices if isinstance(one, str)]
        told = self._reply(question, as_proposed(offered))
        return told(offered) if callable(told) else told

    def _reply(self, question: str, proposed: Any) -> Any:
        self.heard.append(question)
        self.proposed[question] = proposed
        if self.goes_back():
            raise BackError
        key = next((key for key in self.replies if key in question), "")
        told = self.replies[key].pop(0) if self.replies.get(key) else proposed
        if told == GO_BACK:
            raise BackError
        return told


@pytest.fixture(autouse=True)
def _no_printers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def uncounted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards are not counted sheet by sheet, which takes longer than all else."""
    monkeypatch.setattr("kit.pipeline.plan.counted", lambda request: request.selection.values)


def answered(replies: dict[str, Any] | None = None, **more: Any) -> tuple[Answers, Script]:
    every = {**(replies or {}), **more}
    script = Script({k: v if isinstance(v, list) else [v] for k, v in every.items()})
    return asked(QUESTIONS, script, lambda _: True), script


@pytest.mark.usefixtures("uncounted")
def test_who_says_nothing_gets_everything() -> None:
    answers, script = answered()
    assert {key for key, told in answers.items() if told} == {"areas"}
    assert len(answers["areas"]) == 4
    # All areas are chosen, so no single value is left to be asked for.
    lines = [told for key, told in questions.LINES.items() if key not in ("sheet", "column")]
    lists = [questions.AREAS, questions.OF_AREAS, questions.PIECES, questions.ON_WHAT]
    assert [one for one in script.heard if "?" in one] == [
        *(*lines[:4], questions.NAMES, lines[4]),
        *lists,
    ]


@pytest.mark.usefixtures("uncounted")
def test_two_areas_and_five_values() -> None:
    five = ["3.1", "3.2", "3.3", "4.1", "4.2"]

    def tick(choices: list[Choice]) -> list[str]:
        return [one.value for one in choices if one.title.split()[0] in five]

    answers, script = answered(
        {
            "How many": "24",
            "tables": "4",
            "Which areas": [["relasjonelle", "menneskesyn"]],
            "beside these": [tick],
            "A3": ["a4"],
        }
    )
    assert (answers["people"], answers["tables"]) == ("24", "4")
    assert answers["areas"] == ["relasjonelle", "menneskesyn"]
    assert len(answers["values"]) == 5
    assert answers["posters"] == "a4"
    assert answers["with-area"] is False
    shown = script.proposed[questions.WITH_AREA]
    assert shown == ["no"]
    request = request_of(answers)
    assert len(request.selection.values) == 25
    assert [area.id for area in request.selection.areas_along] == answers["areas"]


@pytest.mark.usefixtures("uncounted")
def test_what_single_values_bring_is_asked_with_the_names_of_their_areas() -> None:
    titles: list[str] = []

    def yes(choices: list[Choice]) -> str:
        titles.extend(one.title for one in choices)
        return "yes"

    answers, _ = answered(
        {"Which areas": [["etiske"]], "beside these": [["hap"]], "Shall single": [yes]}
    )
    assert titles == [questions.ALONE, "yes: 2 Menneskesyn og profesjonell holdning"]
    assert answers["with-area"] is True
    assert len(request_of(answers).selection.areas_along) == 2


@pytest.mark.usefixtures("uncounted")
def test_an_area_stays_one_however_many_of_its_values_are_taken_away() -> None:
    keep_one: list[Reply] = [["empati"]]
    answers, _ = answered({"Which areas": [["relasjonelle"]], "of these": keep_one})
    assert answers["areas"] == ["relasjonelle"]
    assert len(answers["leave-out"]) == 9
    selection = request_of(answers).selection
    assert [one.id for one in selection.values] == ["empati"]
    assert [one.id for one in selection.areas_along] == ["relasjonelle"]


@pytest.mark.usefixtures("uncounted")
def test_an_area_without_values_is_left_out_and_said() -> None:
    two = ["relasjonelle", "etiske"]
    answers, script = answered({"Which areas": [two], "of these": [["empati"]]})
    assert answers["areas"] == ["relasjonelle"]
    said = questions.EMPTIED.format(area="Etiske og rettighetsbaserte verdier")
    assert said in script.heard


@pytest.mark.usefixtures("uncounted")
def test_an_area_that_was_emptied_stays_so_where_it_is_gone_back() -> None:
    two = ["relasjonelle", "etiske"]
    replies = {"Which areas": [two], "of these": [["empati"]], "beside these": [GO_BACK]}
    answers, script = answered(replies)
    assert script.proposed[questions.OF_AREAS] == ["empati"]
    assert answers["areas"] == ["relasjonelle"]


@pytest.mark.usefixtures("uncounted")
def test_single_values_alone_are_a_kit_but_nothing_is_none() -> None:
    replies = {"Which areas": [[]], questions.SINGLE_ALONE: [[], ["hap"]]}
    answers, script = answered(replies)
    assert questions.TICK_ONE in script.heard
    assert (answers["areas"], answers["values"]) == ([], ["hap"])
    assert questions.OF_AREAS not in script.heard


@pytest.mark.usefixtures("uncounted")
def test_areas_are_offered_with_their_numbers_as_values_are() -> None:
    offered: list[str] = []

    def all_of_them(choices: list[Choice]) -> list[str]:
        offered.extend(one.title for one in choices)
        return as_proposed(choices)

    _, script = answered({"Which areas": [all_of_them], "of these": [all_of_them]})
    assert offered[:2] == [
        "1 Relasjonelle verdier og holdninger",
        "2 Menneskesyn og profesjonell holdning",
    ]
    assert offered[4] == "1.1 Empati"
    assert script.headings[:2] == offered[:2]


@pytest.mark.usefixtures("uncounted")
def test_slides_are_not_offered_to_who_prints() -> None:
    offered: list[str] = []

    def as_they_are(choices: list[Choice]) -> list[str]:
        offered.extend(one.title for one in choices)
        return as_proposed(choices)

    answered({questions.PIECES: [as_they_are]})
    assert "Verdikort" in offered
    assert "Lysbilder" not in offered


@pytest.mark.usefixtures("uncounted")
def test_going_back_proposes_what_was_answered() -> None:
    answers, script = answered(
        {
            "called": ["Fagdag", "Fagdag to"],
            "On which day": [GO_BACK, "3.12.2026"],
            "Whose session": ["Team Nord"],
            "How many": ["24", "8"],
            "tables": ["6", GO_BACK, "2"],
            "Which areas": [["relasjonelle"], GO_BACK, ["relasjonelle", "etiske"]],
            "of these": [GO_BACK],
        }
    )
    assert script.proposed[questions.LINES["title"]] == "Fagdag"
    assert script.proposed[questions.LINES["people"]] == "24"
    assert (answers["title"], answers["people"], answers["tables"]) == ("Fagdag to", "8", "2")
    assert answers["areas"] == ["relasjonelle", "etiske"]
    # A question that was not asked is no step on the way back.
    assert questions.NAMES not in script.heard


@pytest.mark.usefixtures("uncounted")
def test_a_later_answer_does_not_stand_in_the_way_of_an_earlier_one() -> None:
    """Four tables are too many for three people, which is told at the tables."""
    _, script = answered(
        {"How many": ["24", "3"], "tables": ["4", "4", "2"], "Which areas": [GO_BACK, ["etiske"]],
         "At how many": []}
    )  # fmt: skip
    assert script.heard.count(questions.LINES["tables"]) >= 2


@pytest.mark.usefixtures("uncounted")
def test_before_the_first_question_there_is_none() -> None:
    _, script = answered({"called": [GO_BACK, "Fagdag"]})
    assert script.heard[1:4] == [
        questions.LINES["title"],
        questions.IS_FIRST,
        questions.LINES["title"],
    ]


@pytest.mark.usefixtures("uncounted")
def test_how_many_cards_there_are_is_told_as_it_goes() -> None:
    _, script = answered({"Which areas": [["etiske"]], "beside these": [["hap"]]})
    told = [int(one.split()[0]) for one in script.heard if one.endswith(" cards")]
    assert list(dict.fromkeys(told)) == [40, 10, 11]
    # While nothing is chosen there is nothing to be told.
    _, script = answered({"Which areas": [[]], "single values": [["hap"]]})
    assert [one for one in script.heard if one.endswith(" cards")][:2] == ["40 cards", "1 cards"]


def test_what_cannot_be_made_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    once: Iterator[bool] = iter([True])

    def refuse_once(_: Any) -> Any:
        if next(once, False):
            raise KitError.of("the cards are too large: choose larger paper")
        return ()

    monkeypatch.setattr("kit.pipeline.plan.counted", refuse_once)
    _, script = answered({"tables": ["2", "3"]}, **{"How many": "6"})
    at = script.heard.index(f"{questions.CANNOT}\nthe cards are too large: choose larger paper")
    assert script.heard[at + 1] == questions.LINES["tables"]


@pytest.mark.usefixtures("uncounted")
def test_what_no_session_takes_is_told_in_its_words() -> None:
    _, script = answered({"called": ["汉", ""], "How many": ["ten", "4"], "tables": ["5", "2"]})
    for text in ("the typefaces have no 汉", "people ten: ", "more than the 4 people"):
        assert any(text in one for one in script.heard), text
    assert not any("--" in one for one in script.heard)


@pytest.mark.usefixtures("uncounted")
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", [
            "Dette er det første spørsmålet.",
            "«Kari Vik 12345678» inneholder et telefonnummer eller et annet nummer: ta det bort "
            "(og 1 til)",
            "folk.xlsx har navn på flere ark med ulike overskrifter: «A» («Navn», «Bord»), «B» "
            "(«Navn», «Telefon»): oppgi hvilket som skal leses, for eksempel sheet \"A\"",
            "2 navn fra folk.xlsx, ark «B»: Ola … Per. Utelatt: arket «A».",
            "tables 5: det er flere enn de 2 personene: sett opp færre",
            "Ingen verdi i Etiske og rettighetsbaserte verdier er igjen, så det området er "
            "utelatt.",
        ]),
        ("nn", [
            "Dette er det første spørsmålet.",
            "«Kari Vik 12345678» inneheld eit telefonnummer eller eit anna nummer: ta det bort (og "
            "1 til)",
            "folk.xlsx har namn på fleire ark med ulike overskrifter: «A» («Navn», «Bord»), «B» "
            "(«Navn», «Telefon»): oppgi kva for eit som skal lesast, til dømes sheet \"A\"",
            "2 namn frå folk.xlsx, ark «B»: Ola … Per. Utelate: arket «A».",
            "tables 5: det er fleire enn dei 2 personane: set opp færre",
            "Ingen verdi i Etiske og rettighetsbaserte verdier er att, så det området er utelate.",
        ]),
    ],
)  # fmt: skip
def test_what_is_asked_and_told_is_said_in_norwegian(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language, told: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    book = with_sheets(
        A=[["Navn", "Bord"], ["Kari", 1]],
        B=[["Navn", "Telefon"], ["Ola", 12], ["Per", 2]],
    )
    Path("folk.xlsx").write_bytes(workbook(book=book))
    replies = {
        "called": [GO_BACK], "Which file": ["Kari Vik 12345678, Ola Moe 23456789", "folk.xlsx"],
        "Which sheet": ["B"], "tables": ["5", "2"], "Which areas": [["relasjonelle", "etiske"]],
        "of these": [["empati"]],
    }  # fmt: skip
    _, script = answered(replies)
    heard = [one for one in script.heard if not one.endswith(" cards")]
    assert all(isinstance(one, Message) for one in heard)
    said = [speech(language).said(one) for one in heard]
    assert [one for one in said[1:] if "?" not in one and "Kan stå" not in one] == told


@pytest.mark.usefixtures("uncounted")
def test_a_list_of_names_is_found_as_it_was_dragged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine folk.csv").write_text("navn\nKari\nOla\n", encoding="utf-8")
    answers, script = answered({"Which file": ["borte.csv", f'"{tmp_path}/mine folk.csv"']})
    assert answers["participants"] == tmp_path / "mine folk.csv"
    assert any("borte.csv" in one for one in script.heard)
    assert request_of(answers).session.names == ("Kari", "Ola")


@pytest.mark.usefixtures("uncounted")
def test_names_may_be_typed(tmp_path: Path) -> None:
    answers, script = answered({"Which file": ["Kari Vik, Ola Moe"]})
    request = request_of(answers)
    assert request.session.names == ("Kari Vik", "Ola Moe")
    assert any(one.startswith("2 names: Kari Vik … Ola Moe") for one in script.heard)
    pieces = load_pieces(LAYOUTS)
    assert wishes_of(request, pieces, tmp_path)["participants"] == ("Kari Vik", "Ola Moe")


@pytest.mark.usefixtures("uncounted")
def test_what_people_type_is_taken_and_told_as_it_was_read() -> None:
    answers, script = answered(
        {"On which day": ["3. desember 2026", "3/12/2026"], "How many": ["24 personer"]}
    )
    session = request_of(answers).session
    assert (str(session.date), session.people) == ("2026-12-03", 24)
    _, script = answered({"On which day": ["3/12/2026"], "tables": ["2"], "How many": ["8"]})
    told = [one for one in script.heard if "read as" in one]
    # Once, behind its question.
    assert len(told) == 1
    assert told[0].startswith("date 3/12/2026: read as ")
    assert script.heard.index(told[0]) == script.heard.index(questions.LINES["date"]) + 1


@pytest.mark.usefixtures("uncounted")
def test_which_column_holds_the_names_is_asked_where_nobody_can_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "Foo;Baz;Bar\nx;Kari;Per\ny;Ola;Lisa\n"
    (tmp_path / "folk.csv").write_text(text, encoding="utf-8")
    answers, script = answered({"Which file": ["folk.csv"], "Which column": ["", "Bas", "Baz"]})
    assert answers["column"] == "Baz"
    assert request_of(answers).session.names == ("Kari", "Ola")
    at = script.heard.index(questions.LINES["column"])
    assert "several columns and no headings that are known" in script.heard[at - 1]
    assert any("no column «Bas»" in one for one in script.heard[at:])
    assert questions.LINES["sheet"] not in script.heard
    assert not any("--" in one for one in script.heard)


# Whatever is answered, going back changes nothing, and the file asks for the same.


@given(back=st.lists(st.booleans(), max_size=30))
@examples(20)
def test_who_goes_back_and_takes_what_is_proposed_has_answered_the_same(back: list[bool]) -> None:
    """However often, and from wherever: it is as if nobody had gone back."""

    def few(choices: list[Choice]) -> list[str]:
        return [one.value for one in choices][:2]

    def answers_of(goes_back: Callable[[], bool]) -> Answers:
        steady: dict[str, list[Reply]] = {
            **{"called": ["Fagdag"], "How many": ["8"], "tables": ["2"]},
            **{"Which areas": [few], "of these": [few], "beside these": [few], "A3": ["a4"]},
            **{"Shall single": ["yes"], "hold": [["value-cards", "posters"]]},
        }
        script = Script(steady, goes_back=goes_back)
        return asked(QUESTIONS, script, lambda _: True)

    moments = iter(back)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(interview, "_tell_count", lambda *_: None)
        wanted = answers_of(lambda: False)
        assert answers_of(lambda: next(moments, False)) == wanted
    assert (wanted["posters"], wanted["with-area"], len(wanted["pieces"])) == ("a4", True, 3)


SOME = st.randoms(use_true_random=False)


@given(random=SOME)
@examples(40)
def test_the_file_asks_for_what_was_answered(
    tmp_path_factory: pytest.TempPathFactory, random: Any
) -> None:
    def some(choices: list[Choice]) -> list[str]:
        share = random.choice([0.1, 0.5, 0.9, 1])
        picked = [one.value for one in choices if random.random() < share]
        return picked or [random.choice(choices).value]

    def one(choices: list[Choice]) -> str:
        return str(random.choice(choices).value)

    replies: dict[str, Any] = {
        "How many": [random.choice(["", "8"])],
        "tables": [random.choice(["", "2"])],
        "Which areas": [random.choice([some, []])],
        "of these": [random.choice([some, as_proposed])],
        "single values": [some],
        "Shall single": [one],
        "hold": [random.choice([some, as_proposed])],
        "A3": [one],
    }
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(interview, "_tell_count", lambda *_: None)
        answers, _ = answered(replies)
    folder = tmp_path_factory.mktemp("new")
    wanted = request_of(answers)
    pieces = load_pieces(LAYOUTS)
    choices = choices_of(wanted.selection.pack, pieces, wanted.labels, ())
    file = folder / "okt.yaml"
    file.write_text(session_text(wishes_of(wanted, pieces, folder), choices), encoding="utf-8")
    written = request_for(*read_session({}, file))
    assert written.selection == wanted.selection
    assert {*written.pieces} == {*wanted.pieces}
    assert written.session.printing == wanted.session.printing
    assert written.session.attendance == wanted.session.attendance
