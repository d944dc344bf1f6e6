"""Whole kits in each language, read back: every printed word of the layouts is of that language."""

import io
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from kit.content.packs import load_pack
from kit.core.paths import FONTS, LAYOUTS
from kit.core.sizes import PAPERS
from kit.layout.labels import load_labels
from kit.pipeline.calibration import calibration_pdf
from kit.pipeline.run import BuiltKit, build
from kit.session.model import Session
from kit.session.print_settings import Printing
from kit.session.selection import select
from kit.system.cache import user_store
from tests.conftest import SAMPLES, page_texts, pdf_of
from tests.layout.test_labels import LANGUAGES, TREES, Place
from tests.tiers import slow_but

PACKS = {"en": SAMPLES / "english", "nn": SAMPLES / "nynorsk"}
# Each prints labels that no other does.
WAYS: dict[str, dict[str, Any]] = {
    "office": {},
    "screen": {"for": "screen"},
    "print-shop": {"for": "print-shop"},
    "fold": {"flip": "fold", "marks": "lines", "gutter": 3, "posters": "a4"},
    "fronts-only": {"flip": "none", "marks": "none", "order": "rows", "card": "business"},
    "separate-backs": {"separate-backs": True, "decks": 3},
    "room": {"flip": "short"},
}
# Labels that are no words on pages but names of files, and the words of the calibration sheet.
NOT_IN_KITS = {"language", "decimal", "parts", "back_file", "calibration_file", "cut_file",
               "preview_folder", "picture_folder", "again_file", "individual_folder", "file",
               "calibration"}  # fmt: skip
# How a label may look in extracted text; see stands_in.
LOOKS = {" ": r"\s+", "-": r"[-\u0002\ufffe]\s*", "/": r"/\s*"}
# What is filled into labels: words, if it is not figures.
FIGURES = ("number", "part", "parts", "count", "blank", "decks", "sheets", "cuts")
FILLED = {f"{{{name}}}": r"\d+" for name in FIGURES}
# Options of the command are English in every language.
OPTION = r"--[a-z]+([-\u0002\ufffe][a-z]+)?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packs; a language that has none takes one of another, with the layouts' words its own."""
    packs = tmp_path_factory.mktemp("packs")
    for language in LANGUAGES:
        shutil.copytree(PACKS.get(language, PACKS["nn"]), packs / language)
        cover = packs / language / "pack.yaml"
        own = cover.read_text("utf-8").replace("language: nn", f"language: {language}")
        cover.write_text(own, "utf-8")
    return packs


@pytest.fixture(scope="module", params=slow_but(WAYS, "office"))
def way(request: pytest.FixtureRequest) -> str:
    """A fixture, so that the tests of one kit follow each other and it is built once."""
    return str(request.param)


@cache
def kit_of(folder: Path, language: str, way: str) -> BuiltKit:
    how = Printing.model_validate(WAYS[way])
    out = folder / f"{way}-{language}"
    room = {"people": 7, "tables": 3, "title": "Recovery"} if way == "room" else {}
    wishes = Session.model_validate({"content": folder / language, "out": out, **room})
    return build(wishes.model_copy(update={"printing": how}), store=user_store())


@cache
def pages(folder: Path, language: str, way: str) -> str:
    """All that is printed, but for options of the command."""
    files = kit_of(folder, language, way).files
    return re.sub(OPTION, "", "\n".join(text for file in files for text in page_texts(file.pdf)))


def words_of(language: str) -> Iterator[tuple[Place, str]]:
    """The labels that hold words."""
    for place, label in TREES[language].items():
        bare = re.sub(r"\{\w+\}", "", str(label))
        if isinstance(label, str) and re.search("[^\\W\\d_]{2}", bare):
            yield place, label


@cache
def pattern(label: str) -> re.Pattern[str]:
    """A label in extracted text, whatever was filled into it.

    There are more than Python keeps ready by itself.
    """
    parts = re.split(r"(\{\w+\})", re.sub(OPTION, "", label))
    letters = ("".join(LOOKS.get(letter, re.escape(letter)) for letter in part) for part in parts)
    filled = (
        FILLED.get(part, ".{1,90}?") if "{" in part else text
        for part, text in zip(parts, letters, strict=True)
    )
    begins = "" if label.startswith(",") else r"(?<!\w)"
    return re.compile(rf"{begins}{''.join(filled)}(?!\w)", re.DOTALL)


@cache
def shown(language: str, text: str) -> dict[Place, str]:
    """The labels of a language that stand in a text."""
    return {
        place: label
        for place, label in words_of(language)
        if not NOT_IN_KITS & set(place) and pattern(label).search(text)
    }


def is_one_too(place: Place) -> bool:
    """Whether Bokmål tells several of a thing in the words for one of it: 1 sett, 2 sett."""
    if place[-1] != "many":
        return False
    one, many = (TREES["nb"][(*place[:-1], key)] for key in ("one", "many"))
    return pattern(many).fullmatch(one) is not None


@pytest.mark.slow
@pytest.mark.parametrize("language", slow_but(PACKS, "en"))
def test_no_word_of_another_language_is_printed(folder: Path, language: str, way: str) -> None:
    text, own = pages(folder, language, way), TREES[language]
    for other in set(LANGUAGES) - {language}:
        foreign = {
            place: label
            for place, label in shown(other, text).items()
            if label != own[place] and label not in own.values()
        }
        assert foreign == {}


@pytest.mark.slow
@pytest.mark.parametrize("language", slow_but(PACKS, "en"))
def test_what_is_printed_in_bokmal_is_printed_in_each_language(
    folder: Path, language: str, way: str
) -> None:
    in_bokmal = shown("nb", pages(folder, "nb", way))
    here = shown(language, pages(folder, language, way))
    assert len(in_bokmal) > 40
    assert [place for place in in_bokmal if place not in here and not is_one_too(place)] == []


@pytest.mark.slow
@pytest.mark.parametrize("language", slow_but(PACKS, "en"))
def test_no_page_is_added_by_longer_words(folder: Path, language: str, way: str) -> None:
    """The sample packs are alike in length, so their guides and plans have as many pages.

    A guide may have one more, where its last part would go on there for some lines.
    """
    in_bokmal = {file.job.piece: file.job.pages for file in kit_of(folder, "nb", way).files}
    for file in kit_of(folder, language, way).files:
        more = file.job.piece == "guide"
        assert file.job.pages <= in_bokmal[file.job.piece] + more


@pytest.mark.parametrize("language", slow_but(LANGUAGES, "en"))
def test_every_file_says_its_language_and_is_named_in_it(
    folder: Path, language: str, way: str
) -> None:
    kit, labels = kit_of(folder, language, way), load_labels(LAYOUTS, language)
    assert kit.manifest()["language"] == language
    stems = {labels.pieces[file.job.piece].file for file in kit.files}
    assert len(stems) == {"room": 11, "screen": 3}.get(way, 7)
    for file in kit.files:
        part = labels.parts.get(file.job.part)
        stem = labels.pieces[file.job.piece].file
        assert file.job.file == (f"{stem}-{part}.pdf" if part else f"{stem}.pdf")
        with pikepdf.open(io.BytesIO(file.pdf)) as pdf:
            assert str(pdf.Root.Lang) == language
            assert str(pdf.docinfo["/Title"]).startswith(labels.pieces[file.job.piece].title)


@pytest.mark.parametrize(("language", "names"), [
    ("en", ["preview/value-cards.png", "preview/value-cards-cut.png"]),
    pytest.param(
        "nn",
        ["forehandsvising/verdikort.png", "forehandsvising/verdikort-skore.png"],
        marks=pytest.mark.slow,
    ),
])  # fmt: skip
def test_pictures_are_named_in_it(
    folder: Path, tmp_path: Path, language: str, names: list[str]
) -> None:
    pieces = ("value-cards",)
    for how, expected in (
        (Printing(preview=True), names),
        (Printing.model_validate({"for": "screen", "png": True}), []),
    ):
        kit = build(
            Session(content=folder / language, out=tmp_path, pieces=pieces, printing=how),
            store=user_store(),
        )
        assert list(kit.pictures)[: len(expected)] == expected
    own = load_labels(LAYOUTS, language)
    cards, slides = own.pieces["value-cards"], own.pieces["slides"]
    stem = f"{own.picture_folder}-{cards.file}/{cards.file}"
    of_slides = f"{own.picture_folder}-{slides.file}/"
    areas = kit.request.selection.areas
    slugs = [one.id for area in areas for one in area.values]
    shown = [slides.bookmarks["title_file"], slides.bookmarks["run_file"]]
    for area in areas:
        shown += [area.id, *(one.id for one in area.values)]
    assert set(kit.pictures) == {
        *(f"{stem}-{slug}.png" for slug in slugs),
        *(f"{stem}-{own.back_file}-{area.id}.png" for area in areas),
        *(f"{of_slides}{number:03d}-{slug}.png" for number, slug in enumerate(shown, 1)),
    }


@pytest.mark.parametrize("language", slow_but(LANGUAGES, "en"))
def test_figures_have_its_decimal_sign(folder: Path, language: str) -> None:
    guide = "".join(page_texts(pdf_of(kit_of(folder, language, "office"), "guide")))
    point, comma = ("148.5", "148,5")
    own, other = (point, comma) if language == "en" else (comma, point)
    assert own in guide
    assert other not in guide


def test_one_of_a_thing_is_not_told_as_many_in_english(folder: Path, way: str) -> None:
    """In Norwegian one card and two are kort; in English a label for one is needed."""
    text = pages(folder, "en", way)
    many = ("cards", "sheets", "pages", "posters", "values", "areas", "piles", "parts", "sets")
    assert not re.search(rf"(?<![\w.,])1\s+({'|'.join(many)})\b", text)
    if way == "office":
        assert "one card and 3 blank" in text
        assert "For each participant: 1 sheet of A4." in text


@pytest.mark.slow
@pytest.mark.parametrize("language", slow_but(LANGUAGES, "en"))
def test_the_calibration_sheet_holds_its_words_on_small_papers(language: str) -> None:
    """KitError would be raised for words that lie upon each other; each stands on one of them.

    Larger papers have more room for them.
    """
    labels = load_labels(LAYOUTS, language)
    text = ""
    for paper in (PAPERS["A4"], PAPERS["Letter"]):
        for lies, offset in ((paper.portrait, (0.0, 0.0)), (paper.landscape, (0.5, -1.0))):
            pdf = calibration_pdf(lies, "standard", labels, LAYOUTS, FONTS, offset)
            text += "\n".join(page_texts(pdf))
    typed, text = {"offset_option", "fields", "command"}, re.sub(OPTION, "", text)
    missing = [
        place
        for place, label in words_of(language)
        if place[0] == "calibration" and not typed & set(place)
        if not pattern(label).search(text)
    ]
    assert missing == []


def test_a_curly_apostrophe_may_be_typed_straight() -> None:
    pack = load_pack(PACKS["en"])
    chosen = select(pack, values=["the person's pace", "Self determination"])
    assert [one.id for one in chosen.values] == ["the-persons-pace", "self-determination"]
