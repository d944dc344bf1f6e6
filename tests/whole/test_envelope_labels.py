"""The labels of envelopes, read back: what goes into each, on every card."""

import datetime
import re
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from kit.core.paths import LAYOUTS
from kit.core.sizes import CARDS
from kit.imposition.print_plan import GuidePlan
from kit.layout.pieces import load_pieces
from kit.pipeline.cards import card_files
from kit.pipeline.result import FinishedFile
from kit.session.attendance import Amount, Attendance
from kit.session.event import Event
from kit.typesetting.print_rules import guide_plan
from kit.typesetting.readback import read_back
from kit.typesetting.stages import TypesetPiece
from tests.conftest import page_texts, typeset_piece, workspace_of_all
from tests.imposition.test_print_plan import OTHERS, PIECES, jobs_of
from tests.tiers import slow_but
from tests.whole.test_card_looks import letters

PIECE = PIECES["envelope-labels"]
SESSION = Event("Fagdag om verdier", datetime.date(2026, 12, 3), "Team Nord")
LONGEST = (
    "Fagdag om verdier og holdninger for hele avdelingen, med medarbeidere fra kommunene, "
    "brukerråd, pårørende og ledere 2026"
)
ALL_TO_TABLES: dict[str, Amount] = {
    name: "table" for name in OTHERS if name not in ("action-plan", "envelope-labels")
}


def made(
    attendance: Attendance,
    amounts: dict[str, Amount] | None = None,
    title: str = SESSION.title,
    **how: Any,
) -> tuple[TypesetPiece, list[FinishedFile]]:
    """The labels of a kit that has everything else."""
    event = replace(SESSION, title=title, attendance=attendance)
    workspace = workspace_of_all(event, **how)
    jobs = [job for job in jobs_of(attendance, amounts or {}) if job.piece != "envelope-labels"]
    piece = typeset_piece(workspace, "envelope-labels", PIECE, guide_plan(jobs, workspace.context))
    assert piece.faces.deck is not None
    return piece, list(card_files(piece, piece.faces.deck, workspace))


def texts(piece: TypesetPiece) -> list[str]:
    """The text of each label, on one line."""
    found = [
        " ".join(text.split()).replace("\u00a0", " ") for text in page_texts(piece.typeset.pdf)
    ]
    return [
        found[piece.typeset.pages[face.id][0]] for face in piece.faces.faces if face.kind == "front"
    ]


def test_each_label_tells_what_its_table_is_given() -> None:
    piece, _ = made(Attendance(7, 3), {"quality-cards": "person"})
    first, second, third = texts(piece)
    assert first == (
        "Bord A 3 deltakere Fagdag om verdier Team Nord · 3. desember 2026 1 sett verdikort (A) "
        "1 sett sorteringskort (A) 3 sett egenskapskort (A1–A3) 1 sett dilemmakort (A) "
        "1 sett refleksjonskort (A) 3 handlingsplaner"
    )
    assert "Bord B 2 deltakere" in second
    assert "2 sett egenskapskort (B1–B2)" in second
    assert "2 handlingsplaner" in third
    for text in (first, second, third):
        assert not re.search("plakat|skilt|opptelling|veileder|lapp", text)


def test_what_is_not_counted_is_given_to_each() -> None:
    piece, _ = made(Attendance(None, 2))
    assert all("Til hver deltaker: 1 handlingsplan" in text for text in texts(piece))
    assert not any("deltakere" in text for text in texts(piece))


def test_a_table_where_nobody_sits_is_given_no_forms() -> None:
    piece, _ = made(Attendance(2, 3))
    assert ["handlingsplan" in text for text in texts(piece)] == [True, True, False]
    assert "0 deltakere" in texts(piece)[2]


def test_each_thing_has_a_box_to_tick() -> None:
    piece, _ = made(Attendance(7, 3))
    fronts = [face for face in piece.faces.faces if face.kind == "front"]
    assert [face.html.count('class="tick"') for face in fronts] == [6, 6, 6]
    assert [face.html.count("<li>") for face in fronts] == [6, 6, 6]


@pytest.mark.parametrize("title", [pytest.param("", id="none"), pytest.param(LONGEST, id="long")])
@pytest.mark.parametrize(
    "how",
    slow_but(
        [*({"card": card} for card in CARDS), {"card": "A6", "flip": "fold"},
         {"card": "business", "flip": "fold"}, {"card": "A7", "margin": 40}],
        {"card": "standard"},
    ),
    ids=str,
)  # fmt: skip
def test_nine_lines_fit_on_every_card(how: dict[str, Any], title: str) -> None:
    nine_lines_fit(Attendance(30, 3), how, title)


@pytest.mark.slow
def test_nine_lines_fit_for_twelve_tables() -> None:
    nine_lines_fit(Attendance(120, 12), {}, LONGEST)


def nine_lines_fit(attendance: Attendance, how: dict[str, Any], title: str) -> None:
    """In at least 9 pt, 5 mm off every edge."""
    piece, _ = made(attendance, ALL_TO_TABLES, title, **how)
    for text in texts(piece):
        assert sum(map(text.count, ("sett ", "ark", "planer"))) == 9
    document = pypdfium2.PdfDocument(piece.typeset.pdf)
    sizes = [one.size for page in document for one in letters(page)]
    document.close()
    assert min(sizes) >= 8.99
    for page in read_back(piece.typeset.pdf):
        assert all(page.trim.margin_around(one.box) >= 5 for one in page.letters)


@pytest.mark.parametrize(
    "how",
    [{}, {"flip": "fold"}, {"flip": "none"}, {"flip": "short"}, {"separate-backs": True},
     {"marks-on": "both"}, {"back-offset": "2,1"}],
    ids=str,
)  # fmt: skip
def test_they_are_printed_on_one_side_however_cards_are(how: dict[str, Any]) -> None:
    _, files = made(Attendance(7, 3), **how)
    (file,) = files
    job = file.job
    assert (job.sides, job.flip, job.part, job.file) == (1, None, "whole", "konvoluttlapper.pdf")
    assert (job.cards, job.blanks, job.pages, job.sheets, job.decks) == (3, 1, 1, 1, 1)
    (text,) = page_texts(file.pdf)
    assert text.count("Bord") == 4  # the last is to write on
    assert "Hvor" not in text


@pytest.mark.parametrize("card", slow_but(CARDS, "standard"))
def test_no_line_ends_or_begins_with_a_dot(card: str) -> None:
    """The day begins a line where it has no room behind the team."""
    team = "Seksjon for rus og psykisk helse i Nordre Østfold kommune"
    event = replace(SESSION, team=team, attendance=Attendance(None, 1))
    workspace = workspace_of_all(event, card=card)
    piece = typeset_piece(workspace, "envelope-labels", PIECE, GuidePlan())
    lines = [line.strip() for text in page_texts(piece.typeset.pdf) for line in text.splitlines()]
    assert [line for line in lines if line.startswith("·") or line.endswith("·")] == []
    assert "3. desember 2026" in [line.replace("\u00a0", " ") for line in lines]


def test_several_decks_are_no_reason_for_several_labels() -> None:
    _, (file,) = made(Attendance(7, 3), decks=4)
    assert (file.job.cards, file.job.decks, file.job.letters) == (3, 1, ())


@pytest.mark.parametrize("to", ["print-shop", "screen"])
def test_others_get_a_page_for_each_label(to: str) -> None:
    how: dict[str, Any] = {"for": to}
    _, (file,) = made(Attendance(7, 3), **how)
    assert (file.job.pages, file.job.cards) == (3, 3)


def test_alone_a_label_has_what_is_known() -> None:
    """Where nothing else was made, nothing can be told of it."""
    event = replace(SESSION, attendance=Attendance(None, 2))
    workspace = workspace_of_all(event)
    piece = typeset_piece(
        workspace, "envelope-labels", load_pieces(LAYOUTS)["envelope-labels"], GuidePlan()
    )
    assert texts(piece)[0] == "Bord A Fagdag om verdier Team Nord · 3. desember 2026"
