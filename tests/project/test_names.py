"""One name for one idea, and words that a newcomer knows: what nobody would see in one file."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import kit

PACKAGE = Path(kit.__file__).parent
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): ast.parse(
        path.read_text(encoding="utf-8")
    )
    for path in PACKAGE.rglob("*.py")
}
# A private helper that more modules have than this says too little of what it does.
MOST_ALIKE = 3
Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef

# Terms of the hand-press, and words that once stood for something else than they say. Terms of
# print that people meet (trim, bleed, sheet, imposition, gutter, tiling, preflight, deck) are none.
OLD_WORDS = {
    "galley",
    "galleys",
    "forme",
    "formes",
    "furniture",
    "composing",
    "composing room",
    "standing type",
    "manuscript",
    "manuscripts",
    "copyfit",
    "copyfits",
    "copyfitting",
    "imprint",
    "imprints",
    "occasion",
    "occasions",
    "proof",
    "proofs",
    "proofread",
    "proofreading",
    "blame",
    "blames",
    "moving in",
    "edition",
    "editions",
    "supplies",
    "brief",
    "setting",
    "settings",
    "set piece",
    "set faces",
}
# Where such a word is meant as everybody means it: how to print, a keyword of Typer's, and what
# users are told while type is set.
AS_EVERYBODY_MEANS_IT = {
    "session.print_settings": {"settings"},
    "cli.plain": {"settings"},
    "cli.progress": {"setting"},
}


def definitions() -> Iterator[tuple[str, Definition]]:
    """Every class and function, methods and inner ones too, with the module that has it."""
    for module, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, Definition):
                yield module, node


def test_no_private_helper_has_the_name_of_many_others() -> None:
    having = defaultdict(set)
    for module, node in definitions():
        if node.name.startswith("_") and not node.name.startswith("__"):
            having[node.name].add(module)
    crowded = {name: sorted(found) for name, found in having.items() if len(found) > MOST_ALIKE}
    assert crowded == {}


def test_one_class_has_a_name() -> None:
    having = defaultdict(set)
    for module, node in definitions():
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            having[node.name].add(module)
    # What kit/__init__.py promises to programs may bear the name of what stands for it inside.
    alone = {
        name: found for name, found in having.items() if len(found) > 1 + (name in kit.__all__)
    }
    assert alone == {}
    assert {"Rect", "Face", "Letter"} <= set(having)


@pytest.mark.parametrize("module", MODULES)
def test_no_word_of_the_hand_press_is_left(module: str) -> None:
    said = {words for text in _texts(module) for words in _words(text)}
    assert said & OLD_WORDS <= AS_EVERYBODY_MEANS_IT.get(module, set())


def _texts(module: str) -> Iterator[str]:
    """What a module, the things in it and their docstrings are called or say."""
    yield module
    for node in ast.walk(MODULES[module]):
        match node:
            case ast.Module() | ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                yield ast.get_docstring(node) or ""
        for field in ("name", "id", "arg", "attr"):
            name = getattr(node, field, None)
            if isinstance(name, str):
                yield name


def _words(text: str) -> Iterator[str]:
    """Each word in lower case, and each two that follow each other."""
    parts = re.findall("[A-Z]?[a-z]+|[A-Z]+(?![a-z])", text)
    words = [part.lower() for part in parts]
    yield from words
    yield from map(" ".join, pairwise(words))


def test_the_parts_of_names_are_seen() -> None:
    assert {"composing room", "setting", "of"} <= set(_words("ComposingRoom setting_of"))
    assert {"a", "proof"} <= set(_words("Reads a proof."))
