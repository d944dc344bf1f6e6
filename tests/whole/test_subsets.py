"""Of some areas and values nothing is said that is true of all of them alone."""

import html
import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import Phase, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pydantic import BaseModel

from kit.content.models import Pack
from kit.content.packs import load_pack
from kit.content.part_texts import PartText
from kit.core.paths import DEFAULT_PACK, LAYOUTS
from kit.core.spelling import plain
from kit.layout.drawing import PieceDrawing
from kit.layout.faces import Faces
from kit.layout.html import Layouts
from kit.layout.labels import Labels, load_labels
from kit.layout.pieces import load_pieces
from kit.pipeline.plain_text import text_files
from kit.session.selection import Selection, select
from tests.conftest import A_SESSION, format_of
from tests.imposition.test_print_plan import a_plan
from tests.tiers import examples

PIECES = load_pieces(LAYOUTS)
PACK = load_pack(DEFAULT_PACK)
NUMBERS = [value.number for value in select(PACK).values]
SPELT = {
    **{"to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "sju": 7, "åtte": 8, "ni": 9, "ti": 10},
    **{"tjue": 20, "tretti": 30, "førti": 40},
}
COUNTED = re.compile(
    rf"\b({'|'.join(SPELT)}|\d+)\s+(?:[a-zæøå]+\s+)?"
    r"(?:hoved|kjerne)?(?:område|verdi|holdning|kvalitet)(?:er|ene|ne|r)?\b"
)
# How many to choose, in the words of the source.
TO_CHOOSE = ("1–3 verdier", "én eller to relasjonelle verdier")


def drawn_texts(
    selection: Selection, labels: Labels, pieces: Collection[str] = tuple(PIECES)
) -> Iterator[str]:
    """The words on all faces of a kit, and those of `kit text`, without what marks them up."""
    layouts = Layouts(LAYOUTS, labels, event=A_SESSION)
    for name in pieces:
        piece = PIECES[name]
        faces = PieceDrawing(layouts, name, piece, format_of(piece)).faces(selection)
        for face in faces.faces if faces else ():
            yield words_of(face.html)
    for data in text_files(selection, labels, LAYOUTS).values():
        yield words_of(re.sub(r"<style>.*</style>", "", data.decode(), flags=re.DOTALL))


def words_of(marked_up: str) -> str:
    bare = html.unescape(re.sub(r"<[^>]+>", " ", marked_up))
    return " ".join(plain(bare).replace("\N{NO-BREAK SPACE}", " ").split())


# To find a smaller subset takes minutes, and tells no more.
@examples(20, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=39, unique=True), st.booleans())
def test_no_page_counts_what_is_not_there(chosen: list[str], with_area: bool) -> None:
    selection = select(PACK, values=chosen, with_area=with_area)
    known = {len(selection.areas), len(selection.values), len(PACK.areas), len(NUMBERS)}
    # An area of which all is chosen counts its own.
    known |= {
        len(area.values)
        for area in selection.areas
        if len(area.values) == len(PACK.areas[area.number - 1].values)
    }
    gone = {plain(area.title) for area in PACK.areas} - {
        plain(one.title) for one in selection.areas
    }
    for text in drawn_texts(selection, load_labels(LAYOUTS, "nb")):
        for phrase in TO_CHOOSE:
            text = text.replace(phrase, "")
        counted = {SPELT.get(one) or int(one) for one in COUNTED.findall(text)}
        assert counted <= known, text
        assert not re.search(r"\b(fire|førti) (sentrale|hoved|verdi|kjerne)", text), text
        assert not [title for title in gone if title in text]


@pytest.mark.parametrize(
    ("chosen", "extract"),
    [
        (["1.1"], "1 av 40 verdier, fra 1 av 4 områder"),
        (["1.1", "3.1", "3.2"], "3 av 40 verdier, fra 2 av 4 områder"),
        (NUMBERS[1:], "39 av 40 verdier, fra alle de 4 områdene"),
    ],
)
def test_guide_and_text_say_what_they_are_an_extract_of(
    chosen: list[str], extract: str, labels: Labels
) -> None:
    texts = list(drawn_texts(select(PACK, values=chosen), labels, ["guide", "tally-sheet"]))
    told = [text for text in texts if extract in text]
    assert [text.count("er et utdrag") for text in told] == [1, 1, 1]
    (guide,) = (text for text in told if f"Settet er et utdrag: {extract}." in text)
    assert "Bakgrunn å lese på forhånd Settet er et utdrag" in guide


def test_the_whole_kit_is_no_extract(everything: Selection, labels: Labels) -> None:
    texts = list(drawn_texts(everything, labels, ["guide", "action-plan"]))
    assert not any("utdrag" in text for text in texts)
    assert sum("de fire hovedområdene" in text for text in texts) == 3
    assert sum("fra likeverd til normaliseringsperspektiv" in text for text in texts) == 3


def test_an_area_that_is_whole_is_told_so_beside_one_that_is_not(labels: Labels) -> None:
    guide = next(
        text
        for text in drawn_texts(select(PACK, ["2"], ["1.1"], with_area=True), labels, ["guide"])
        if "Settet er et utdrag" in text
    )
    assert "De ti verdiene i dette området – fra likeverd" in guide
    assert "De ti verdiene som presenteres" not in guide
    assert "Verdiene i dette området er verktøy for å bygge relasjoner som bærer." in guide


@pytest.mark.parametrize(
    ("chosen", "told", "not_told"),
    [
        (["1.1", "1.2", "1.3"], ["Heng plakaten på", "Velg hva dere vil"], ["Bli enige om tre"]),
        (["1.1", "3.1", "3.2"], ["Heng plakatene på", "Velg hva dere"], ["Bli enige om tre"]),
        (["1.1", "1.2", "1.3", "1.4"], ["plakaten på", "Bli enige om tre"], ["Velg hva dere vil"]),
    ],
)
def test_how_it_is_run_asks_for_no_more_than_there_is(
    chosen: list[str], told: list[str], not_told: list[str], labels: Labels
) -> None:
    drawing = PieceDrawing(
        Layouts(LAYOUTS, labels), "guide", PIECES["guide"], format_of(PIECES["guide"]), a_plan()
    )
    faces = drawing.faces(select(PACK, values=chosen, with_area=True))
    assert faces
    text = words_of(faces.faces[0].html)
    assert [one for one in told if one not in text] == []
    assert [one for one in not_told if one in text] == []


def emptied(part: Any) -> Any:
    """A part of a pack of which nothing is told that may go, where not all is chosen."""
    if isinstance(part, tuple):
        return tuple(emptied(one) for one in part)
    if not isinstance(part, BaseModel):
        return part
    return part.model_copy(update={name: gone(name, held) for name, held in part})


def gone(name: str, held: Any) -> Any:
    """A text without words for a part, or what holds such texts."""
    if name in ("intro", "lead", "closing", "text", "prompt", "caption"):
        texts = held if isinstance(held, tuple) else (held,)
        parts = tuple(PartText(text, "") if text else text for text in texts)
        return parts if isinstance(held, tuple) else parts[0]
    return held if name == "text_questions" else emptied(held)


def lone(one: str, following: str) -> bool:
    """Whether a heading has nothing under it."""
    return one[0] == following[0] == "h" and following <= one


def test_what_is_gone_leaves_no_heading_and_no_paragraph(labels: Labels) -> None:
    parts = (PACK.cover, PACK.areas, PACK.qualities, PACK.dilemmas, PACK.action_plan)
    bare = Pack(*(emptied(part) for part in parts))
    selection = select(bare, ["2", "3"], ["1.1"], ["3.1"], with_area=True)
    layouts = Layouts(LAYOUTS, labels, event=A_SESSION)
    faces = PieceDrawing(layouts, "guide", PIECES["guide"], format_of(PIECES["guide"]))
    (guide,) = (faces.faces(selection) or Faces((), str)).faces
    page, markdown = (data.decode() for data in text_files(selection, labels, LAYOUTS).values())
    for marked_up in (guide.html, page, MarkdownIt("commonmark").render(markdown)):
        assert not re.search(r"<(p|li|h\d|ul|ol|section)[^>]*>\s*</\1>", marked_up)
        in_order = re.findall(r"<(h[2-6]|p|li|dt|tr)\b", marked_up)
        assert [two for two in pairwise([*in_order, "h1"]) if lone(*two)] == []
    assert "Hvordan bruke dette verktøyet" not in guide.html
    assert "Personlige egenskaper som fundament" not in guide.html
    assert "Eksempler fra hverdagen" in page, "area 2 is whole"
    assert "Etiske dilemmaer" not in page
