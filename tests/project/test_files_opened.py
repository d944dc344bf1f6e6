"""There is one way to open a file to read, and a short list of who may do otherwise, and why.

What comes from outside may be a pipe that nobody writes to, a device without an end, or larger than
all memory: `kit.system.files` takes ordinary files alone, up to a bound.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import kit

PACKAGE = Path(kit.__file__).parent

# Functions and methods that open a file by its name, whatever they belong to.
OPENERS = {
    *("open", "fdopen", "read_bytes", "read_text", "fromfile", "truetype", "TTFont", "ZipFile"),
    *("copy", "copy2", "copyfile", "copytree", "move", "FileSystemLoader", "PdfDocument"),
    *("load_workbook", "getline", "memmap"),
}
# What finished PDFs, and parts of them, are called that are at hand as bytes.
BYTES = {"pdf", "data", "_drawn_alone(written)"}
# How a file is opened to be written, which no name of a pipe or a device gets through.
TO_CREATE = {"x", "xb"}

_OURS = "the program's own typefaces, layouts or content"
_LAID = "layouts: the program's own, or copied by overrides.py"
# Who reads otherwise, how often, and why.
READS = {
    "core/language.py": (1, "catalogues of messages, which come with the program"),
    "system/apart.py": (1, "what the system tells of this process"),
    "layout/overrides.py": (1, _OURS),
    "layout/colours.py": (1, _LAID),
    "layout/html.py": (1, _LAID),
    "layout/templates.py": (1, _LAID),
    "content/font_glyphs.py": (1, _OURS),
    "content/font_metrics.py": (2, _OURS),
    "forms/fonts.py": (3, _OURS),
    "forms/glyphs.py": (1, _OURS),
    "typesetting/cached.py": (1, _OURS),
    "authoring/choices.py": (1, _OURS),
}
# Who has handles of the system: of folders, of new files, of what is locked.
HANDLES = {
    "system/files.py": "the one way",
    "system/apart.py": "/dev/null",
    "system/private.py": "the cache's folder itself, and new files in it",
    "system/cache.py": "new files in the cache",
    "system/scratch.py": "temporary folders themselves, and the locks in them",
    "cli/streams.py": "/dev/null, where a terminal is closed",
    "system/own_key.py": "the user's key, made and locked",
    "output/folder.py": "the kit's folder itself, and new files in it",
}


def calls(source: str) -> Iterator[ast.Call]:
    """Every call in a module that may open a file by its name."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name not in OPENERS or _is_of_memory(node):
            continue
        # What else is copied are dictionaries and parts of PDFs; shutil's takes files.
        if name in ("copy", "move") and not ast.unparse(called).startswith("shutil."):
            continue
        yield node


def _is_of_memory(node: ast.Call) -> bool:
    """Whether what is opened are bytes, or it is a file that is to be new."""
    given = [*node.args, *(one.value for one in node.keywords)]
    first = ast.unparse(node.args[0]) if node.args else ""
    at_hand = first in BYTES and ast.unparse(node.func) == "pypdfium2.PdfDocument"
    # A stream of a PDF has a method of this name.
    at_hand |= ast.unparse(node.func) == "stream.read_bytes"
    is_new = any(isinstance(one, ast.Constant) and one.value in TO_CREATE for one in given)
    return first.startswith("io.BytesIO(") or at_hand or is_new


def has_handle(node: ast.Call) -> bool:
    return ast.unparse(node.func) in ("os.open", "os.fdopen")


CALLS = {
    path.relative_to(PACKAGE).as_posix(): list(calls(path.read_text(encoding="utf-8")))
    for path in sorted(PACKAGE.rglob("*.py"))
}


def test_files_are_read_in_one_way_but_for_a_short_list() -> None:
    found = Counter(module for module, made in CALLS.items() for one in made if not has_handle(one))
    assert found == {module: count for module, (count, _) in READS.items()}


def test_few_modules_have_handles_of_the_system() -> None:
    assert {module for module, made in CALLS.items() if any(map(has_handle, made))} == set(HANDLES)


@pytest.mark.parametrize(
    "line",
    [
        "path.read_bytes()",
        "path.open('rb')",
        "open(path)",
        "io.open(path)",
        "os.open(path, os.O_RDONLY)",
        "Pdf.open(path)",
        "Image.open(path, formats=('PNG',))",
        "zipfile.ZipFile(path)",
        "shutil.copy(path, other)",
        "TTFont(path)",
        "codecs.open(path)",
        "pypdfium2.PdfDocument(path)",
    ],
)
def test_every_other_way_is_seen(line: str) -> None:
    assert len(list(calls(line))) == 1


@pytest.mark.parametrize(
    "line", ["Pdf.open(io.BytesIO(data))", "path.open('x')", "words.copy()", "opened(path)"]
)
def test_what_opens_no_file_to_read_is_none(line: str) -> None:
    assert not list(calls(line))
