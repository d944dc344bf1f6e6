"""Widths of the letters of the bundled typefaces, read from a small file beside them.

Typefaces take a while to read, and every command asks for their letters. `python -m
kit.content.font_metrics` writes the file anew, which is needed when a typeface changes.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kit.core.paths import FONTS

METRICS = "metrics.json"


@cache
def metrics(fonts: Path) -> Mapping[str, Mapping[int, float]]:
    """For each typeface of a folder, by its file, how wide each of its letters is, in em."""
    held = json.loads((fonts / METRICS).read_text(encoding="ascii"))
    return {
        file: {int(code): width / face["em"] for code, width in face["widths"].items()}
        for file, face in held.items()
    }


def measured(fonts: Path) -> str:
    """The text of that file: each typeface's units per em, and letter widths by code point."""
    from fontTools.ttLib import TTFont

    found = {}
    for path in sorted(fonts.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            advances = font["hmtx"].metrics
            widths = {code: advances[name][0] for code, name in sorted(font.getBestCmap().items())}
            found[path.name] = {"em": font["head"].unitsPerEm, "widths": widths}
    return json.dumps(found, separators=(",", ":")).replace("},", "},\n") + "\n"


if __name__ == "__main__":
    (FONTS / METRICS).write_text(measured(FONTS), encoding="ascii")
