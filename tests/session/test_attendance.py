"""The arithmetic of random rooms."""

from hypothesis import given
from hypothesis import strategies as st

from kit.session.attendance import MOST_PEOPLE, MOST_TABLES, Amount, Attendance, first_letters

AMOUNTS: tuple[Amount, ...] = ("table", "room", "person", 1, 2, 7)


@st.composite
def rooms(draw: st.DrawFn, people: int = MOST_PEOPLE, tables: int = MOST_TABLES) -> Attendance:
    """A room of which more or less is known, at times with fewer people than tables."""
    many = draw(st.none() | st.integers(1, people) | st.integers(1, 12))
    at = draw(st.none() | st.integers(1, tables) | st.integers(1, 12))
    named = many is not None and draw(st.booleans())
    return Attendance(
        many, at, tuple(f"Kari {n} Åsheim" for n in range(many or 0)) if named else ()
    )


def test_a_room_of_24_at_4_tables() -> None:
    attendance = Attendance(24, 4)
    assert attendance.letters == ("A", "B", "C", "D")
    assert attendance.seats == (6, 6, 6, 6)
    assert attendance.decks("table") == ("A", "B", "C", "D")
    assert attendance.decks("person")[4:8] == ("A5", "A6", "B1", "B2")
    assert [attendance.copies(one) for one in AMOUNTS] == [4, 1, 24, 1, 2, 7]
    assert attendance.decks(3) == ("A", "B", "C")


def test_the_first_tables_have_one_more() -> None:
    assert Attendance(30, 4).seats == (8, 8, 7, 7)
    assert Attendance(2, 3).seats == (1, 1, 0)


def test_what_nobody_said_is_not_known() -> None:
    assert not Attendance().is_known
    assert Attendance(people=9).is_known
    assert Attendance(tables=2).is_known
    assert Attendance(people=9).copies("table") is None
    assert Attendance(tables=2).copies("person") is None
    assert Attendance(people=9).decks("person") == first_letters(9)
    assert Attendance(tables=2).seats == ()
    assert Attendance(people=9).seats == ()


def test_letters_go_on_after_z() -> None:
    assert first_letters(28)[24:] == ("Y", "Z", "AA", "AB")
    assert len(first_letters(703)) == len(set(first_letters(703)))
    assert first_letters(703)[-1] == "AAA"


@given(rooms())
def test_everyone_has_a_seat_and_tables_are_even(attendance: Attendance) -> None:
    if attendance.people is None or attendance.tables is None:
        assert attendance.seats == ()
        assert attendance.seated == ()
        return
    assert len(attendance.seats) == len(attendance.letters) == attendance.tables
    assert sum(attendance.seats) == attendance.people
    assert max(attendance.seats) - min(attendance.seats) <= 1
    assert list(attendance.seats) == sorted(attendance.seats, reverse=True)
    if attendance.names:
        assert tuple(name for table in attendance.seated for name in table) == attendance.names
        assert tuple(map(len, attendance.seated)) == attendance.seats
    else:
        assert attendance.seated == ()


@given(rooms(), st.sampled_from(AMOUNTS))
def test_shares_add_up_to_the_copies(attendance: Attendance, amount: Amount) -> None:
    shares, copies = attendance.shares(amount), attendance.copies(amount)
    if isinstance(amount, int) or amount == "room":
        assert shares == ()
        assert copies == (amount if isinstance(amount, int) else 1)
    elif shares:
        assert sum(shares) == copies
        assert len(shares) == attendance.tables


@given(rooms(), st.sampled_from(AMOUNTS))
def test_decks_are_as_many_as_copies_and_no_two_are_alike(
    attendance: Attendance, amount: Amount
) -> None:
    decks, copies = attendance.decks(amount), attendance.copies(amount)
    assert len(set(decks)) == len(decks) == (copies if copies and copies > 1 else 0)


@given(rooms())
def test_the_decks_of_people_bear_the_letter_of_their_table(attendance: Attendance) -> None:
    decks = iter(attendance.decks("person"))
    if attendance.seats and sum(attendance.seats) > 1:
        for letter, seats in zip(attendance.letters, attendance.seats, strict=True):
            assert [next(decks) for _ in range(seats)] == [f"{letter}{n + 1}" for n in range(seats)]
