import re
import string
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from fontTools.ttLib import TTFont

from kit.content.models import Language
from kit.core.errors import KitError
from kit.core.paths import FONTS, LAYOUTS
from kit.layout.labels import Labels, file_name, labels_laid_over, load_labels
from kit.layout.pieces import load_pieces
from kit.reading.document import Document

LANGUAGES: tuple[str, ...] = get_args(Language)
FILES = {path.stem: path for path in (LAYOUTS / "labels").iterdir()}
# Where a label stands: the keys and the places in lists that lead to it.
Place = tuple[str | int, ...]


def leaves(tree: Any, at: Place = ()) -> Iterator[tuple[Place, Any]]:
    """What stands at the ends of a tree of mappings and lists, each with its place."""
    branches: Any = tree.items() if isinstance(tree, dict) else ()
    if isinstance(tree, list):
        branches = enumerate(tree)
    if not branches:
        yield at, tree
    for key, under in branches:
        yield from leaves(under, (*at, key))


def tree_of(language: str) -> dict[Place, Any]:
    return dict(leaves(Document(FILES[language], language).data))


TREES = {language: tree_of(language) for language in LANGUAGES}
# Labels that only programs read, and so are alike in all languages.
ALIKE = ("minutes", "needs", "offset_option", "fields")


def differing(found: dict[str, dict[Place, Any]]) -> list[str]:
    """The places where languages differ in what was found there, with what it was."""
    places = dict.fromkeys(place for at in found.values() for place in at)
    said = []
    for place in places:
        here = {language: at[place] for language, at in found.items() if place in at}
        if any(one != other for one, other in pairwise(here.values())):
            said.append(f"{'.'.join(map(str, place))}: {here}")
    return said


def in_strings(pattern: str) -> dict[str, dict[Place, Any]]:
    """What a pattern finds in the labels of each language, in any order."""
    return {
        language: {
            place: sorted(re.findall(pattern, label))
            for place, label in tree.items()
            if isinstance(label, str)
        }
        for language, tree in TREES.items()
    }


def test_every_piece_has_a_title_and_a_file_of_its_own(labels: Labels) -> None:
    pieces = load_pieces(LAYOUTS)
    assert set(pieces) == set(labels.pieces)
    assert [file_name(labels, piece) for piece in pieces] == [
        "verdikort.pdf",
        "sorteringskort.pdf",
        "egenskapskort.pdf",
        "dilemmakort.pdf",
        "refleksjonskort.pdf",
        "plakater.pdf",
        "lysbilder.pdf",
        "opptellingsark.pdf",
        "handlingsplan.pdf",
        "bordskilt.pdf",
        "konvoluttlapper.pdf",
        "veileder.pdf",
    ]


def test_every_language_that_a_pack_may_have_has_labels_that_say_so() -> None:
    assert sorted(path.name for path in FILES.values()) == sorted(
        f"{one}.yaml" for one in LANGUAGES
    )
    for language in LANGUAGES:
        assert load_labels(LAYOUTS, language).language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_missing_and_none_too_many(language: str) -> None:
    """Nor is a list longer or shorter: each of its items is a place of its own."""
    for other in LANGUAGES:
        missing = [".".join(map(str, at)) for at in TREES[other] if at not in TREES[language]]
        assert missing == [], f"{language}.yaml lacks what {other}.yaml has"


def test_labels_are_of_the_same_kind_and_what_programs_read_is_the_same() -> None:
    kinds = {
        language: {place: type(label).__name__ for place, label in tree.items()}
        for language, tree in TREES.items()
    }
    assert differing(kinds) == []
    alike = {
        language: {place: label for place, label in tree.items() if set(ALIKE) & set(place)}
        for language, tree in TREES.items()
    }
    assert all(len(found) > 20 for found in alike.values())
    assert differing(alike) == []


def test_the_same_is_filled_into_labels() -> None:
    holes = {
        language: {
            place: {name for _, name, _, _ in string.Formatter().parse(label) if name is not None}
            for place, label in tree.items()
            if isinstance(label, str)
        }
        for language, tree in TREES.items()
    }
    assert differing(holes) == []


@pytest.mark.parametrize("what", [r"\d+", r"--[a-z][a-z-]*", r"\b(?:A\d|PDF|RGB|X|Y|mm)\b"])
def test_labels_name_the_same_figures_options_and_measures(what: str) -> None:
    assert differing(in_strings(what)) == []


def test_only_what_the_printer_is_called_differs_in_commands() -> None:
    """A translated command would be refused when it is typed."""

    def typed(language: str) -> dict[Place, Any]:
        names = {"nb": "kontoret", "nn": "kontoret", "en": "office"}
        commands = ("command", "use_command", "again_command")
        return {
            place: [word for word in label.split() if word != names[language]]
            for place, label in TREES[language].items()
            if place[-1] in commands
        }

    assert len(typed("nb")) == 3
    assert differing({language: typed(language) for language in LANGUAGES}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_typeface_has_every_letter_of_the_labels(language: str) -> None:
    letters = {ord(one) for label in TREES[language].values() for one in str(label)}
    typefaces = sorted(FONTS.glob("*.ttf"))
    assert len(typefaces) == 6
    for path in typefaces:
        lacking = letters - TTFont(path).getBestCmap().keys() - {ord("\n")}
        assert not lacking, f"{path.name} lacks {[chr(one) for one in sorted(lacking)]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotes_and_decimals_are_those_of_the_language(language: str) -> None:
    text = " ".join(str(label) for label in TREES[language].values())
    opening, closing, decimal = {"en": ("‘", "’", ".")}.get(language, ("«", "»", ","))
    assert TREES[language][("decimal",)] == decimal
    # In English the closing one is an apostrophe as well.
    assert text.count(opening) > 10
    assert text.count(closing) >= text.count(opening)
    assert not set(text) & (set("«»‘’“”\"'") - {opening, closing})


def test_no_label_is_left_untranslated() -> None:
    """English shares whole labels with Norwegian only where the word is the same."""
    shared = {"Team", "Dilemma"}
    for place, label in TREES["en"].items():
        bare = re.sub(r"\{\w+\}|workshop-kit", "", str(label))
        if re.search(r"[^\W\d_]{4}", bare) and not {*ALIKE, "again_command"} & set(place):
            assert label in shared or label not in (TREES["nb"][place], TREES["nn"][place]), place


def test_nynorsk_has_no_word_that_only_bokmal_has() -> None:
    """Whole labels may be alike; these words are in none. What print windows say is Bokmål."""
    only = {"ikke", "jeg", "hva", "hvor", "hvem", "hvis", "hver", "hvert", "hverandre", "dere",
            "en", "et", "én", "ett", "fra", "være", "noe", "samme", "navn", "kortene", "arkene",
            "velg", "siden", "langsiden", "forsiden", "baksiden"}  # fmt: skip
    for place, label in TREES["nn"].items():
        words = set(re.findall(r"[^\W\d_]+", re.sub("«[^»{]*»", "", str(label).lower())))
        assert not words & only, place
    in_bokmal = " ".join(str(label).lower() for label in TREES["nb"].values())
    assert only <= set(re.findall(r"[^\W\d_]+", in_bokmal))


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_files_can_be_typed_and_told_apart(language: str) -> None:
    own = load_labels(LAYOUTS, language)
    files = [piece.file for piece in own.pieces.values()]
    folders = [own.preview_folder, own.picture_folder]
    ends = [*own.parts.values(), own.back_file, own.cut_file, own.calibration_file]
    assert set(own.parts) == {"fronts", "backs"}
    for names in (files, folders, ends):
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)


def test_a_language_without_labels_is_told(tmp_path: Path) -> None:
    (tmp_path / "labels").mkdir()
    for language in ("nn", "nb"):
        (tmp_path / "labels" / f"{language}.yaml").write_text("")
    told = r"no words in en yet: set language in pack\.yaml to nb or nn"
    with pytest.raises(KitError, match=told):
        load_labels(tmp_path, "en")


def test_labels_that_lack_a_title_are_told_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "nb.yaml").write_text("pieces:\n  a:\n    file: b\n")
    with pytest.raises(KitError, match=r"nb\.yaml:3:5: title is missing: add it"):
        load_labels(tmp_path, "nb")


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


def laid(tmp_path: Path, text: str, *own: str, left_out: tuple[str, ...] = ()) -> dict[str, object]:
    (tmp_path / "en.yaml").write_text(text)
    return labels_laid_over(KNOWN, tmp_path / "en.yaml", "en.yaml", own, left_out)


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


def test_labels_of_pieces_that_nobody_allowed_are_looked_at_and_not_taken(tmp_path: Path) -> None:
    text = "pieces:\n  badges: {title: Badges, file: badges, any: [x]}\n  cards: {title: Ours}\n"
    pieces = laid(tmp_path, text, left_out=("badges",))["pieces"]
    assert isinstance(pieces, dict)
    assert set(pieces) == set(KNOWN["pieces"])
    assert pieces["cards"]["title"] == "Ours"
    with pytest.raises(KitError, match=r"en.yaml:2:3: the layouts have no label badges: look at"):
        laid(tmp_path, text, left_out=("badge",))
    wrong = "pieces:\n  badges: {titel: Badges, file: a/b}\n  crads: {title: Ours}\n"
    with pytest.raises(KitError) as caught:
        laid(tmp_path, wrong, left_out=("badges",))
    assert [str(one).split(": ", 1)[1] for one in caught.value.problems] == [
        "pieces.badges.title is missing, or no text: change it",
        "pieces.badges.file must be part of a file's name: letters, digits, hyphens and spaces: "
        "change it",
        "the layouts have no label crads: look at how it is spelt there",
    ]


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
