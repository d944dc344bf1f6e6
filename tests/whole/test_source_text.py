"""The default pack says what its source says, word for word, where all of it is chosen."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import yaml
from pydantic import BaseModel

from kit.content.models import DilemmaSet
from kit.core.spelling import plain
from kit.session.selection import Selection
from tests.conftest import SAMPLES

# The text as its author gave it, with straight quotes; what stands under these keys is not printed.
SOURCE = SAMPLES / "source" / "recovery-nb.yaml"
NOT_PRINTED = {"id", "group", "where"}
IDS = {"id", "language", "area", "fields", "kind"}


def source_texts(held: Any, key: str = "") -> Iterator[str]:
    if isinstance(held, str):
        # An area's heading is its number and its title.
        if key not in NOT_PRINTED and not re.match(r"Område \d: ", held):
            yield re.sub(r'"([^"]*)"', r"«\1»", held).replace("2-3", "2–3")
    elif isinstance(held, list):
        for one in held:
            yield from source_texts(one)
    elif isinstance(held, dict):
        for name, one in held.items():
            yield from source_texts(one, name)


def printed_texts(held: Any, key: str = "") -> Iterator[str]:
    if isinstance(held, str):
        if key not in IDS:
            yield plain(held)
    elif isinstance(held, tuple):
        for one in held:
            yield from printed_texts(one)
    elif isinstance(held, BaseModel):
        for name, one in held:
            # What a figure shows are ids; the dilemmas of a chosen area stand with it.
            if not (name == "values" and hasattr(held, "caption")) and name != "dilemmas":
                yield from printed_texts(one, name)


def words(texts: list[str]) -> Counter[str]:
    return Counter(word for text in texts for word in text.split())


def test_the_whole_kit_has_the_words_of_its_source(everything: Selection) -> None:
    pack = everything.printed_pack
    parts = (pack.cover, pack.qualities, *pack.areas, pack.dilemmas, pack.action_plan)
    printed = [text for part in parts for text in printed_texts(part)]
    source = list(source_texts(yaml.safe_load(SOURCE.read_text(encoding="utf-8"))))
    assert len(source) > 170
    # Pack and language are no words of it, nor is a space that was put where two texts meet.
    running = " ".join(" ".join(text.split()) for text in printed)
    assert [text for text in source if " ".join(text.split()) not in running] == []
    assert words(printed) == words(source)


def test_dilemmas_are_among_what_is_compared(everything: Selection) -> None:
    dilemmas = everything.printed_pack.dilemmas
    assert dilemmas
    (group,) = dilemmas.sets
    assert isinstance(group, DilemmaSet)
    assert "Å tåle usikkerhet" in set(printed_texts(dilemmas))
