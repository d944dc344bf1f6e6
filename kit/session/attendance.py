"""Who attends a session: people and tables, and how many copies of everything they need."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice, product
from string import ascii_uppercase
from typing import Literal

from kit.typed.figures import MOST_PEOPLE as MOST_PEOPLE

# For whom one of a piece is printed, or how many of it are wanted, no matter who comes.
Per = Literal["table", "room", "person"]
Amount = Per | int

# A session at more tables than this is a slip of the keyboard.
MOST_TABLES = 100


@dataclass(frozen=True)
class Attendance:
    """How many people come, and at how many tables they sit; None is what nobody said.

    `names` are those of all people in the order of the list, or empty.
    """

    people: int | None = None
    tables: int | None = None
    names: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether anything was said of people or tables."""
        return self.people is not None or self.tables is not None

    @property
    def letters(self) -> tuple[str, ...]:
        """The letter of each table."""
        return first_letters(self.tables or 0)

    @property
    def seats(self) -> tuple[int, ...]:
        """How many people sit at each table: as evenly as can be, the first tables have one more.

        Empty where people or tables are not known.
        """
        if not self.people or not self.tables:
            return ()
        fewest, over = divmod(self.people, self.tables)
        return tuple(fewest + (table < over) for table in range(self.tables))

    @property
    def seated(self) -> tuple[tuple[str, ...], ...]:
        """The names at each table, in the order of the list; empty where no names are known."""
        names = iter(self.names)
        return tuple(tuple(islice(names, seats)) for seats in self.seats) if self.names else ()

    def copies(self, amount: Amount) -> int | None:
        """How many copies this amount comes to, or None where that is not known."""
        if isinstance(amount, int):
            return amount
        return {"table": self.tables, "room": 1, "person": self.people}[amount]

    def shares(self, amount: Amount) -> tuple[int, ...]:
        """How many copies each table is given; empty where they stay in the room or are unknown."""
        if amount == "table":
            return (1,) * (self.tables or 0)
        return self.seats if amount == "person" else ()

    def decks(self, amount: Amount) -> tuple[str, ...]:
        """The letters that tell decks apart; empty where there is one, or nobody said how many.

        Those of a table have its letter; those of its people a number after it.
        """
        copies = self.copies(amount) or 1
        if copies == 1:
            return ()
        if amount == "person" and self.seats:
            seated = zip(self.letters, self.seats, strict=True)
            return tuple(
                f"{letter}{seat}" for letter, most in seated for seat in range(1, most + 1)
            )
        return first_letters(copies)


def first_letters(number: int) -> tuple[str, ...]:
    """So many letters from A on: after Z come AA, AB and so on."""
    return tuple(islice(_letters(), number))


def _letters() -> Iterator[str]:
    for length in count(1):
        for letters in product(ascii_uppercase, repeat=length):
            yield "".join(letters)
