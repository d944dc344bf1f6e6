"""A face that was drawn before is not drawn again, unless anything that it may print is another."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kit.core.paths import LAYOUTS
from kit.imposition.print_plan import GuidePlan
from kit.layout import drawn_before, html
from kit.layout.drawing import PieceDrawing
from kit.layout.faces import Faces
from kit.layout.html import Layouts
from kit.layout.labels import load_labels
from kit.layout.pieces import load_pieces
from kit.layout.templates import Templates, templates_for
from kit.session.attendance import Attendance
from kit.session.event import Branding, Event
from kit.session.selection import Selection, select
from kit.system.contents import contents_of
from kit.system.memory import Memory
from tests.conftest import format_of

PIECES = load_pieces(LAYOUTS)


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that are filled in, as it goes; nothing is remembered from other tests."""
    names: list[str] = []
    fill = Templates.fill_noting

    def noted(self: Templates, name: str, words: object) -> object:
        names.append(name)
        return fill(self, name, words)  # type: ignore[arg-type]

    monkeypatch.setattr(Templates, "fill_noting", noted)
    monkeypatch.setattr(drawn_before, "_drawn", Memory(1_000_000, lambda one: len(one[0])))
    return names


@pytest.fixture(autouse=True)
def used_before() -> None:
    """What draws only once remembers nothing."""
    templates_for(LAYOUTS, ",")


def test_what_draws_once_does_not_look_for_what_its_templates_read() -> None:
    held = contents_of(LAYOUTS)
    assert Templates(LAYOUTS, ",", held=held).names_in("value-cards/front.html") is None
    found = templates_for(LAYOUTS, ",").names_in("value-cards/front.html")
    assert found is not None
    assert {"value", "area", "face", "tokens"} <= {*found}
    assert not {"selection", "event", "plan", "pack"} & {*found}


def drawn(name: str, of: Selection, event: Event | None = None, folder: Path = LAYOUTS) -> Faces:
    layouts = Layouts(folder, load_labels(folder, "nb"), event=event)
    faces = PieceDrawing(layouts, name, PIECES[name], format_of(PIECES[name])).faces(of)
    assert faces is not None
    return faces


def test_cards_are_drawn_once_whoever_comes(filled: list[str], everything: Selection) -> None:
    first = drawn("value-cards", everything)
    count = len(filled)
    other = drawn("value-cards", everything, Event("Fagdag", attendance=Attendance(20, 4)))
    assert other.faces == first.faces
    assert other.deck == first.deck
    assert len(filled) == count > len(first.faces) - 1


def test_a_poster_tells_who_stands_behind_it(filled: list[str], small: Selection) -> None:
    first = drawn("posters", small)
    other = drawn("posters", small, Event(branding=Branding(credit="Kommunen")))
    assert other.faces[0].html != first.faces[0].html
    again = drawn("posters", small, Event("Another title"))
    assert again.faces == first.faces
    assert len(filled) == 2 * len(first.faces)


def test_of_another_choice_only_what_it_changes_is_drawn(
    filled: list[str], everything: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn("value-cards", everything)
    filled.clear()
    part = select(everything.pack, areas=["1"], values=["2.1"])
    faces = drawn("value-cards", part)
    # The area of which a part is chosen is another one.
    assert filled == ["value-cards/back.html", "value-cards/front.html"]
    monkeypatch.setattr(drawn_before, "_drawn", Memory(0))
    assert drawn("value-cards", part).faces == faces.faces


def test_a_changed_template_is_seen(everything: Selection, tmp_path: Path) -> None:
    folder = tmp_path / "layouts"
    shutil.copytree(LAYOUTS, folder)
    first = drawn("value-cards", everything, folder=folder)
    macros = folder / "macros.html"
    text = macros.read_text(encoding="utf-8")
    macros.write_text(text.replace('viewBox="-6 -6 112 112"', 'viewBox="-7 -7 114 114"'))
    changed = drawn("value-cards", everything, folder=folder)
    assert any("-7 -7 114 114" in str(face.html) for face in changed.faces)
    macros.write_text(text, encoding="utf-8")
    assert drawn("value-cards", everything, folder=folder).faces == first.faces


def test_names_of_people_are_not_remembered(
    filled: list[str], small: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = Event("Dagen til Kari", attendance=Attendance(2, 1, ("Kari Nordmann", "Ola")))
    monkeypatch.setattr(html, "_in_lines", Memory(1_000_000, len))
    for _ in range(2):
        drawn("tally-sheet", small, people)
        assert "Kari" not in drawn("value-cards", small, people).html
        assert "Kari" in drawn("guide", small, people).html
    assert filled.count("tally-sheet/pages.html") == 2
    held = [drawn_before._drawn, html._in_lines, templates_for(LAYOUTS, ",")]
    assert len(html._in_lines) > 2
    assert "Kari" not in repr([one.__dict__ for one in held])


def test_what_tells_of_the_kit_is_drawn_anew(filled: list[str], small: Selection) -> None:
    layouts = Layouts(LAYOUTS, load_labels(LAYOUTS, "nb"))
    piece = PIECES["guide"]
    for pages in (0, 1):
        plan = replace(GuidePlan(), spare_pages=pages)
        PieceDrawing(layouts, "guide", piece, format_of(piece), plan).faces(small)
    assert filled == ["guide/pages.html"] * 2
