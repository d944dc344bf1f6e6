"""The letters of decks, in galleys that are alike for all kits."""

from collections.abc import Sequence

from kit.room import first_letters

# As many as the alphabet has.
_GALLEY = 26


def letter_galleys(decks: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """What is typeset together of these letters, and maybe some more.

    Those of decks that follow each other from A on are typeset by whole alphabets, so that they are
    there when another time there are more decks.
    """
    alphabets = _alphabets(-(-len(decks) // _GALLEY))
    in_order = [letter for alphabet in alphabets for letter in alphabet]
    if list(decks) == in_order[: len(decks)]:
        return alphabets
    return (tuple(decks),)


def _alphabets(number: int) -> tuple[tuple[str, ...], ...]:
    letters = first_letters(number * _GALLEY)
    return tuple(letters[at : at + _GALLEY] for at in range(0, len(letters), _GALLEY))


# Typeset with any cards, a quarter of a second once: then as many decks cost but their imposition.
USUAL_LETTERS = _alphabets(2)
