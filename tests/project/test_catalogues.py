"""Catalogues hold every message that the code tells, whole, with the same values."""

import string
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / ".ci"))
import catalogues  # noqa: E402

LANGUAGES = ["nb", "nn"]


@pytest.fixture(scope="module")
def told() -> Catalog:
    return catalogues.messages_in()


def ids(catalogue: Catalog) -> set[object]:
    return {message.id for message in catalogue if message.id}


def forms(message: Message) -> Iterator[tuple[str, str]]:
    """Each form of a message in English, and what it is in the language."""
    given = message.id if isinstance(message.id, tuple) else (message.id,)
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    assert len(given) == len(said), message.id
    yield from zip(given, said, strict=True)


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_in_the_catalogue_and_no_other(language: str, told: Catalog) -> None:
    """`make messages` takes new ones in; then they are to be translated."""
    held = catalogues.read(catalogues.catalogues()[language])
    assert ids(held) == ids(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_said_with_all_its_values(language: str) -> None:
    held = catalogues.read(catalogues.catalogues()[language])
    wrong = [
        english
        for message in held
        if message.id
        for english, said in forms(message)
        if not said or message.fuzzy or names(english) != names(said)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_begins_and_ends_as_in_english(language: str) -> None:
    """With a space, a capital or a full stop: it may be a part of a line."""
    held = catalogues.read(catalogues.catalogues()[language])
    wrong = [
        (english, said)
        for message in held
        if message.id
        for english, said in forms(message)
        if english.endswith(".") != said.endswith(".")
        or english[:1].isspace() != said[:1].isspace()
        or english[-1:].isspace() != said[-1:].isspace()
    ]
    assert wrong == []


def test_what_the_program_reads_is_what_the_catalogues_say() -> None:
    """`make messages` compiles them."""
    for path in catalogues.catalogues().values():
        compiled = path.with_suffix(".mo")
        assert compiled.is_file(), path
        assert compiled.stat().st_mtime >= path.stat().st_mtime, path


def test_messages_are_written_where_they_can_be_found() -> None:
    """Catalogues are made of texts that stand in the code: none is put together in it."""
    import ast

    wrong = []
    for path in (ROOT / "kit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or path.name in {"messages.py", "wording.py"}:
                continue
            parts = {"Message": 1, "Message.counted": 2}.get(ast.unparse(node.func), 0)
            if any(not isinstance(one, ast.Constant) for one in node.args[:parts]):
                wrong.append(f"{path.name}:{node.lineno}")
    assert wrong == []
