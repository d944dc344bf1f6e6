"""The HTML of the default kit as the program typesets it, for bare.py to typeset again.

Run as `capture.py FOLDER`. It builds the kit once and notes each call of Typesetter.typeset. In the
folder, which it makes, it leaves one file of HTML a document, and `work.json` with the options to
typeset each.
"""

import inspect
import itertools
import json
import os
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.cli.app import app
from kit.core.paths import FONTS, LAYOUTS
from kit.typesetting.weasy import Typeset, Typesetter


@dataclass(frozen=True)
class Call:
    """One document as it was given to the typesetter; `how` are the options to do so barely."""

    html: str
    how: dict[str, Any]

    @property
    def faces(self) -> set[tuple[str, ...]]:
        """What it holds, such that a second try at a face is the same as the first.

        A face is typeset again in smaller type or with other spaces: in the same letters.
        """
        head, *articles = re.split(r"(?=<article\b)", self.html)
        return {(head, *_id_and_letters(article)) for article in articles}


def once_each(calls: Sequence[Call]) -> list[Call]:
    """The fewest and largest documents that hold every face, in their order.

    Of two that hold the same, the one that was typeset last is what the kit was made of.
    """
    kept: set[int] = set()
    held: set[tuple[str, ...]] = set()
    for number in sorted(range(len(calls)), key=lambda n: (len(calls[n].faces), n), reverse=True):
        if not calls[number].faces <= held:
            held |= calls[number].faces
            kept.add(number)
    return [calls[number] for number in sorted(kept)]


def main(folder: Path) -> None:
    """Build the default kit and write down what was typeset."""
    heard = folder / "heard"
    heard.mkdir(parents=True)
    listen(heard)
    sys.argv = ["kit", "build", "--out", str(folder / "kit")]
    try:
        app(prog_name="kit")
    except SystemExit as ended:
        if ended.code:
            raise
    documents = once_each(
        [Call(**json.loads(path.read_text())) for path in sorted(heard.iterdir())]
    )
    pdfs = len(list((folder / "kit").glob("*.pdf")))
    if len(documents) < pdfs:
        raise SystemExit(f"{len(documents)} documents were heard of for {pdfs} files")
    work = [_written(folder, number, call) for number, call in enumerate(documents)]
    told = {"fonts": str(FONTS), "roots": {"layouts": str(LAYOUTS)}, "documents": work}
    (folder / "work.json").write_text(json.dumps(told, indent=1), encoding="utf-8")


def listen(folder: Path) -> None:
    """Write each call of Typesetter.typeset to a file, whichever forked process it is made in."""
    whole = Typesetter.typeset
    parameters, numbers = inspect.signature(whole), itertools.count()

    def heard(*given: Any, **named: Any) -> Typeset:
        call = parameters.bind(*given, **named)
        call.apply_defaults()
        asked = call.arguments
        how = {
            "zoom": asked["scale"],
            "forms": asked["fillable"],
            "variant": "pdf/ua-1" if asked["tagged"] else None,
        }
        name = f"{time.time_ns():020}-{os.getpid()}-{next(numbers)}.json"
        (folder / name).write_text(json.dumps({"html": asked["html"], "how": how}))
        return whole(*given, **named)

    Typesetter.typeset = heard  # type: ignore[method-assign]


def _id_and_letters(article: str) -> tuple[str, str]:
    found = re.search(r'\bid="([^"]*)"', article)
    letters = re.sub(r"<[^>]*>|\s", "", article)
    return (found[1] if found else "", letters)


def _written(folder: Path, number: int, call: Call) -> dict[str, Any]:
    name = f"{number:02}.html"
    (folder / name).write_text(call.html, encoding="utf-8")
    return {"html": name, **call.how}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
