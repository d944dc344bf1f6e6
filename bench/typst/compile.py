"""typst alone: what it takes to set the default kit by the templates beside this.

Run as `compile.py ROOT`, where content/, layouts/ and fonts/ lie. It writes a PDF of each piece
into out/, and knows nothing of `kit`.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import typst

# Of each piece, whether it is tagged as PDF/UA-1: those that are in a kit.
PIECES = {
    "value-cards": False,
    "quality-cards": False,
    "dilemma-cards": False,
    "question-cards": False,
    "posters": True,
    "action-plan": True,
    "guide": True,
}


def compile_kit(root: Path, out: Path, without: Sequence[str] = ()) -> None:
    """Write all seven PDFs, without the values of these ids.

    One compiler for all, which reads files and fonts once. Threads gain nothing here: a compiler
    does in threads of its own what it can, and holds the lock of Python meanwhile.
    """
    out.mkdir(exist_ok=True)
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(root / "fonts")]
    )
    compiler = typst.Compiler(
        str(root / "bench" / "typst" / "kit.typ"), root=str(root), font_paths=fonts
    )
    for piece, tagged in PIECES.items():
        compiler.compile(
            output=str(out / f"{piece}.pdf"),
            sys_inputs={"piece": piece, "without": ",".join(without)},
            pdf_standards=["ua-1"] if tagged else [],
            pdf_tags=tagged,
        )


if __name__ == "__main__":
    compile_kit(Path(sys.argv[1]).resolve(), Path("out"))
