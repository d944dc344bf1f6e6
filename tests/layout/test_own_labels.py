from pathlib import Path

import pytest

from kit.core.errors import KitError
from kit.layout.own_labels import labels_laid_over

KNOWN = {
    "area": "Area {number}",
    "months": ["a", "b"],
    "back_file": "back",
    "parts": {"fronts": "fronts", "backs": "backs"},
    "pieces": {
        "cards": {"title": "Cards", "file": "cards", "given": {"many": "{count} decks"}},
        "signs": {"title": "Signs", "file": "signs"},
    },
}


def laid(tmp_path: Path, text: str, *own: str) -> dict[str, object]:
    (tmp_path / "en.yaml").write_text(text)
    return labels_laid_over(KNOWN, tmp_path / "en.yaml", "en.yaml", own)


def test_labels_take_the_place_of_those_of_the_layouts(tmp_path: Path) -> None:
    made = laid(
        tmp_path,
        "area: '{number}. theme'\nmonths: [1, no]\npieces:\n"
        "  cards: {title: Our cards, file: our}\n  signs:\n",
    )
    assert made == {
        **KNOWN,
        "area": "{number}. theme",
        "months": ["1", "no"],
        "pieces": {
            **KNOWN["pieces"],  # type: ignore[dict-item]
            "cards": {"title": "Our cards", "file": "our", "given": {"many": "{count} decks"}},
        },
    }


def test_a_piece_of_the_pack_has_labels_of_its_own(tmp_path: Path) -> None:
    text = "pieces: {badges: {title: Badges, file: badges, any: [x, {y: z}]}}\n"
    pieces = laid(tmp_path, text, "badges")["pieces"]
    assert isinstance(pieces, dict)
    assert pieces["badges"] == {"title": "Badges", "file": "badges", "any": ["x", {"y": "z"}]}
    with pytest.raises(KitError, match="the layouts have no label badges: look at how it is spelt"):
        laid(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("aera: x", ["1:1: the layouts have no label aera: look at how it is spelt there"]),
        ("area: [x]", ["1:7: area must be text: change it"]),
        ("months: [x]", ["1:9: months must be a list of 2 texts: change it"]),
        ("months: [x, {y: z}]", ["1:9: months must be a list of 2 texts: change it"]),
        ("pieces: x", ["1:9: pieces must hold keys: change it"]),
        ("x", ["1:1: the file must hold keys: change it"]),
        (
            "area: '{no}'",
            ["1:7: area has a place {no} that is not filled; there is number: change it"],
        ),
        (
            "area: '{number.__class__}'",
            ["1:7: area has a place {number.__class__} that is not filled; there is number: "
             "change it"],
        ),
        (
            "area: '{number:>999999999}'",
            ["1:7: area has a place {number:>999999999} that is not filled; there is number: "
             "change it"],
        ),
        (
            "area: '{number!r}'",
            ["1:7: area has a place {number!r} that is not filled; there is number: change it"],
        ),
        ("area: '{'", ["1:7: area has a place {…} that is not filled; there is number: change it"]),
        (
            "back_file: ../../etc/x",
            ["1:12: back_file must be part of a file's name: letters, digits, hyphens and spaces: "
             "change it"],
        ),
        (
            "parts: {fronts: a/b}",
            ["1:17: parts.fronts must be part of a file's name: letters, digits, hyphens and "
             "spaces: change it"],
        ),
        (
            'pieces: {cards: {file: "CON\\0"}}',
            [
                "1:24: an invisible character stands after «CON», U+0000: delete it",
                "1:24: pieces.cards.file must be part of a file's name: letters, digits, hyphens "
                "and spaces: change it",
            ],
        ),
        (
            "pieces: {cards: {file: Signs}}",
            ["1:9: signs would have the file of cards: give them two names"],
        ),
        (
            "area: ☃ {number}",
            ["1:7: the typefaces have no ☃ (U+2603 SNOWMAN): write it another way"],
        ),
    ],
)  # fmt: skip
def test_labels_that_cannot_be_are_told_with_their_place(
    tmp_path: Path, text: str, messages: list[str]
) -> None:
    with pytest.raises(KitError) as caught:
        laid(tmp_path, text)
    assert str(caught.value).split("\n") == [f"en.yaml:{message}" for message in messages]


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        ("{title: x}", "pieces.badges.file is missing"),
        ("{file: x}", "pieces.badges.title is missing"),
        ("{title: x, file: ../x}", "pieces.badges.file must be part of"),
        ("x", "must hold keys"),
    ],
)  # fmt: skip
def test_a_piece_of_the_pack_needs_a_title_and_a_file(
    tmp_path: Path, labels: str, told: str
) -> None:
    with pytest.raises(KitError, match=told):
        laid(tmp_path, f"pieces: {{badges: {labels}}}", "badges")
