"""Which texts of a pack each face carries, each with where it is written."""

from dataclasses import replace
from pathlib import Path

import pytest

from kit.content.models import Pack
from kit.content.packs import load_pack
from kit.core.errors import Origin
from kit.core.paths import LAYOUTS
from kit.layout.drawing import PieceDrawing
from kit.layout.faces import Face
from kit.layout.html import Layouts
from kit.layout.labels import Labels
from kit.layout.pieces import load_pieces
from kit.layout.text_filters import text_for_print
from kit.session.attendance import Attendance
from kit.session.event import Event
from kit.session.selection import Selection, select
from tests.conftest import format_of

PIECES = load_pieces(LAYOUTS)
SAME = "Det samme står to steder i pakken."


def drawn(name: str, selection: Selection, labels: Labels) -> tuple[Face, ...]:
    piece = PIECES[name]
    layouts = Layouts(LAYOUTS, labels, event=Event(attendance=Attendance(tables=2)))
    faces = PieceDrawing(layouts, name, piece, format_of(piece)).faces(selection)
    assert faces is not None
    return faces.faces


@pytest.fixture
def alike(tmp_path: Path) -> Pack:
    """Two areas whose values, dilemmas and discussions say the same; and so does the plan."""
    (tmp_path / "areas").mkdir()
    said = f"{{opening: {SAME}, lead-in: Snakk om, points: [{SAME}]}}"
    sets = ""
    for number, area in enumerate(("mot", "ro"), 1):
        (tmp_path / "areas" / f"{number}-{area}.yaml").write_text(
            f"id: {area}\ntitle: {area.title()}\nvalues:\n"
            f"  - {{id: {area}-en, name: En, definition: {SAME}}}\n"
            f"  - {{id: {area}-to, name: To, definition: {SAME}}}\n"
        )
        sets += f"  - {{area: {area}, heading: H, intro: I, discussion: {said}, items: ["
        sets += f"{{id: {area}-d, title: D, text: {SAME}}}, "
        sets += f"{{id: {area}-e, title: E, text: {SAME}}}]}}\n"
    (tmp_path / "dilemmas.yaml").write_text(f"sets:\n{sets}")
    (tmp_path / "pack.yaml").write_text(
        "id: p\nlanguage: nb\ntitle: Pakken\nintro: [Først.]\n"
        f"how-to-use: {{title: Slik, steps: [{{id: s, title: S, text: {SAME}}}]}}\n"
    )
    return load_pack(tmp_path)


def stand_on(face: Face) -> dict[str, tuple[str, ...]]:
    """The texts of the pack on a face, with the ids of what each belongs to."""
    held = face.origins.items()
    return {text: one.within for text, one in held if text_for_print(text) in face.html}


def places(faces: tuple[Face, ...]) -> dict[str, tuple[str, ...]]:
    """Of the text that stands in several places of the pack: from where each face has it."""
    return {face.subject: on[SAME] for face in faces if SAME in (on := stand_on(face))}


def test_of_equal_texts_each_face_carries_its_own(alike: Pack, labels: Labels) -> None:
    assert places(drawn("value-cards", select(alike), labels)) == {
        "mot-en": ("mot", "mot-en"),
        "mot-to": ("mot", "mot-to"),
        "ro-en": ("ro", "ro-en"),
        "ro-to": ("ro", "ro-to"),
    }


def test_a_back_carries_what_all_its_cards_have_in_common(alike: Pack, labels: Labels) -> None:
    """On the back of dilemmas is how to discuss them: the same words in both areas."""
    assert places(drawn("dilemma-cards", select(alike), labels)) == {
        "bakside-mot": ("mot",),
        "mot-d": ("mot", "mot-d"),
        "mot-e": ("mot", "mot-e"),
        "bakside-ro": ("ro",),
        "ro-d": ("ro", "ro-d"),
        "ro-e": ("ro", "ro-e"),
    }


def test_words_of_the_layouts_are_not_taken_for_a_text_elsewhere_in_the_pack(
    alike: Pack, labels: Labels
) -> None:
    """A value is called as a label of the dilemma cards: theirs is not its name."""
    kind = str((labels.pieces["dilemma-cards"].model_extra or {})["kind"])
    first, second = alike.areas
    value = first.values[0].model_copy(update={"name": kind})
    area = first.model_copy(update={"values": (value, *first.values[1:])})
    name = [(kind if text == "En" else text, origin) for text, origin in alike.origins]
    pack = replace(alike, areas=(area, second), origins=tuple(name))
    assert kind in stand_on(drawn("value-cards", select(pack), labels)[1])
    for face in drawn("dilemma-cards", select(pack), labels):
        assert kind not in face.origins


@pytest.mark.parametrize("name", PIECES)
def test_every_text_of_a_face_is_carried(name: str, everything: Selection, labels: Labels) -> None:
    """Those of the whole pack that stand on a face, unless their words are part of others."""
    texts = {text for text, _ in everything.pack.origins if len(text) > 40}
    for face in drawn(name, everything, labels):
        shown = {text for text in texts if text_for_print(text) in face.html}
        assert shown <= face.origins.keys()


def test_a_word_within_another_text_does_not_stand_on_a_face(alike: Pack, labels: Labels) -> None:
    """A title that belongs to no area is in the scope of every face, but stands on few."""
    first = alike.areas[0]
    value = first.values[0].model_copy(update={"name": "Trygghet", "definition": "Trygg og ro"})
    area = first.model_copy(update={"values": (value,)})
    place = Origin("qualities.yaml", 1, 8, "the title")
    titles = (("Trygg", place), ("Trygg og ro", place))
    pack = replace(alike, areas=(area,), origins=titles, dilemmas=None)
    fronts = [one for one in drawn("value-cards", select(pack), labels) if one.kind == "front"]
    assert [list(front.origins) for front in fronts] == [["Trygg og ro"]]


def test_texts_of_the_session_are_carried_where_they_stand(
    everything: Selection, labels: Labels
) -> None:
    title, team = "Fagdag", "Team Nord"
    places = {one: Origin("okt.yaml", line, 1, one) for line, one in enumerate((title, team), 1)}
    event = Event(title, team=team, attendance=Attendance(tables=2), origins=places)
    layouts = Layouts(LAYOUTS, labels, event=event)
    shown = {}
    for name in ("table-signs", "tally-sheet", "envelope-labels", "guide", "value-cards"):
        piece = PIECES[name]
        faces = PieceDrawing(layouts, name, piece, format_of(piece)).faces(everything)
        assert faces
        shown[name] = {one for face in faces.faces for one in face.origins if one in places}
    assert shown.pop("value-cards") == set()
    assert all(texts == {title, team} for texts in shown.values())
