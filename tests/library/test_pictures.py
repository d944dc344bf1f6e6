"""Pictures of a card, of a page and of a sheet, as programs ask for them."""

import io
from typing import Any

import pytest
from PIL import Image

import kit
from kit.library import pictures
from kit.pdf.pictures import page_picture
from kit.system.memory import Memory
from tests.conftest import SAMPLES

SMALL = SAMPLES / "small"


def a_session(**more: Any) -> kit.Session:
    """Two decks of cards and a poster."""
    keywords = {"people": 7, "tables": 2, "areas": [1], "pieces": ["value-cards", "posters"]}
    return kit.Session(**{"content": SMALL, **keywords, **more})


def size(picture: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(picture)).size


@pytest.fixture(scope="module")
def made() -> kit.Kit:
    return kit.build(a_session(), write=False)


def test_a_sheet_is_shown_as_it_is_printed(made: kit.Kit) -> None:
    pdf = next(file.data for file in made.files if file.piece == "value-cards")
    for side in (0, 1):
        shown = kit.picture_of_sheet(
            a_session(), "value-cards", side="back" if side else "front", width=300
        )
        assert shown == page_picture(pdf, side, 300)
    cut = kit.picture_of_sheet(a_session(), "verdikort", cut=True, width=500)
    assert 400 < size(cut)[0] <= 500


def test_a_page_is_shown_as_it_is_printed(made: kit.Kit) -> None:
    for piece in ("posters", "guide"):
        pdf = next(file.data for file in made.files if file.piece == piece)
        assert kit.picture_of_page(a_session(), piece, width=300) == page_picture(pdf, 0, 300)


def test_every_card_of_the_pack_is_shown_chosen_or_not() -> None:
    all_ = kit.Session(content=SMALL, pieces=["value-cards"])
    some = kit.Session(content=SMALL, pieces=["value-cards"], values=["1.1"], tables=2)
    fronts = {number: kit.picture_of_card(some, "value-cards", number) for number in ("1.1", "2.1")}
    assert len({*fronts.values()}) == 2
    for number, front in fronts.items():
        assert size(front)[0] == 400
        assert front == kit.picture_of_card(all_, "value-cards", number)
        back = kit.picture_of_card(all_, "value-cards", number, side="back", width=68)
        assert size(back) == (68, 95)


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda s: kit.picture_of_card(s, "value-cards", "9.9"), "no card 9.9 of value-cards"),
        (lambda s: kit.picture_of_card(s, "posters", "1"), "none, for it is not cards"),
        (lambda s: kit.picture_of_card(s, "poster-cards", "1"), "no piece poster-cards"),
        (lambda s: kit.picture_of_page(s, "value-cards"), "ask for one of them"),
        (lambda s: kit.picture_of_page(s, "posters", 9), "no page 9 of posters: there are 1"),
        (lambda s: kit.picture_of_sheet(s, "value-cards", 99), "no sheet 99 of value-cards"),
        (lambda s: kit.picture_of_sheet(s, "posters"), "not laid on sheets"),
    ],
)
def test_what_there_is_no_picture_of_is_told(ask: Any, told: str) -> None:
    with pytest.raises(kit.KitError, match=told):
        ask(a_session())


def test_a_card_is_called_as_people_call_it() -> None:
    front = kit.picture_of_card(a_session(), "value-cards", "1.1")
    for name in ("Ærlighet", "AERLIGHET", "1.1 ærlighet"):
        assert kit.picture_of_card(a_session(), "value-cards", name) == front


def test_what_makes_no_sense_is_a_fault_of_the_program_that_asks() -> None:
    with pytest.raises(ValueError, match="width is 16 to 4000 pixels"):
        kit.picture_of_card(a_session(), "value-cards", "1.1", width=5)
    side: Any = "bak"
    with pytest.raises(ValueError, match="side is front or back"):
        kit.picture_of_sheet(a_session(), "value-cards", side=side)


def test_one_sided_cards_have_no_back() -> None:
    session = a_session(flip="none")
    with pytest.raises(kit.KitError, match="have no back"):
        kit.picture_of_sheet(session, "value-cards", side="back")
    with pytest.raises(ValueError, match="16 to 4000"):
        kit.picture_of_sheet(session, "value-cards", width=5000)


def test_it_is_typeset_once_and_of_named_people_nothing_is_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before: Memory[Any] = Memory(50_000_000, lambda made: len(made.batches[0].pdf))
    monkeypatch.setattr(pictures, "_before", before)
    first = kit.picture_of_page(a_session(), "posters", width=100)
    assert len(before) == 1

    def never(*_: object, **__: object) -> None:
        raise AssertionError

    with monkeypatch.context() as patch:
        patch.setattr(pictures, "_typeset", never)
        assert kit.picture_of_page(a_session(), "posters", width=100) == first
    named = a_session(people=None, participants=["Kari", "Ola"])
    kit.picture_of_page(named, "posters", width=100)
    assert len(before) == 1
