"""The arithmetic of random rooms."""

from hypothesis import given
from hypothesis import strategies as st

from kit.session.attendance import MOST_PEOPLE, MOST_TABLES, Amount, Room, first_letters

AMOUNTS: tuple[Amount, ...] = ("table", "room", "person", 1, 2, 7)


@st.composite
def rooms(draw: st.DrawFn, people: int = MOST_PEOPLE, tables: int = MOST_TABLES) -> Room:
    """A room of which more or less is known, at times with fewer people than tables."""
    many = draw(st.none() | st.integers(1, people) | st.integers(1, 12))
    at = draw(st.none() | st.integers(1, tables) | st.integers(1, 12))
    named = many is not None and draw(st.booleans())
    return Room(many, at, tuple(f"Kari {n} Åsheim" for n in range(many or 0)) if named else ())


def test_a_room_of_24_at_4_tables() -> None:
    room = Room(24, 4)
    assert room.letters == ("A", "B", "C", "D")
    assert room.seats == (6, 6, 6, 6)
    assert room.decks("table") == ("A", "B", "C", "D")
    assert room.decks("person")[4:8] == ("A5", "A6", "B1", "B2")
    assert [room.copies(one) for one in AMOUNTS] == [4, 1, 24, 1, 2, 7]
    assert room.decks(3) == ("A", "B", "C")


def test_the_first_tables_have_one_more() -> None:
    assert Room(30, 4).seats == (8, 8, 7, 7)
    assert Room(2, 3).seats == (1, 1, 0)


def test_what_nobody_said_is_not_known() -> None:
    assert not Room().is_known
    assert Room(people=9).is_known
    assert Room(tables=2).is_known
    assert Room(people=9).copies("table") is None
    assert Room(tables=2).copies("person") is None
    assert Room(people=9).decks("person") == first_letters(9)
    assert Room(tables=2).seats == ()
    assert Room(people=9).seats == ()


def test_letters_go_on_after_z() -> None:
    assert first_letters(28)[24:] == ("Y", "Z", "AA", "AB")
    assert len(first_letters(703)) == len(set(first_letters(703)))
    assert first_letters(703)[-1] == "AAA"


@given(rooms())
def test_everyone_has_a_seat_and_tables_are_even(room: Room) -> None:
    if room.people is None or room.tables is None:
        assert room.seats == ()
        assert room.seated == ()
        return
    assert len(room.seats) == len(room.letters) == room.tables
    assert sum(room.seats) == room.people
    assert max(room.seats) - min(room.seats) <= 1
    assert list(room.seats) == sorted(room.seats, reverse=True)
    if room.names:
        assert tuple(name for table in room.seated for name in table) == room.names
        assert tuple(map(len, room.seated)) == room.seats
    else:
        assert room.seated == ()


@given(rooms(), st.sampled_from(AMOUNTS))
def test_shares_add_up_to_the_copies(room: Room, amount: Amount) -> None:
    shares, copies = room.shares(amount), room.copies(amount)
    if isinstance(amount, int) or amount == "room":
        assert shares == ()
        assert copies == (amount if isinstance(amount, int) else 1)
    elif shares:
        assert sum(shares) == copies
        assert len(shares) == room.tables


@given(rooms(), st.sampled_from(AMOUNTS))
def test_decks_are_as_many_as_copies_and_no_two_are_alike(room: Room, amount: Amount) -> None:
    decks, copies = room.decks(amount), room.copies(amount)
    assert len(set(decks)) == len(decks) == (copies if copies and copies > 1 else 0)


@given(rooms())
def test_the_decks_of_people_bear_the_letter_of_their_table(room: Room) -> None:
    decks = iter(room.decks("person"))
    if room.seats and sum(room.seats) > 1:
        for letter, seats in zip(room.letters, room.seats, strict=True):
            assert [next(decks) for _ in range(seats)] == [f"{letter}{n + 1}" for n in range(seats)]
