"""The rules of the house that a reader of one file cannot see."""

import ast
import re
from pathlib import Path

import pytest

import kit
from kit.bundled import LAYOUTS

PACKAGE = Path(kit.__file__).parent
# A module imports only from those below it.
ORDER = [
    "__main__",
    "cli",
    "cli_new",
    "cli_cache",
    "cli_new_pack",
    "cli_check_pack",
    "cli_schema",
    "cli_plan",
    "cli_progress",
    "cli_watch",
    "session_options",
    "cli_content",
    "cli_check",
    "cli_printers",
    "options",
    "plain_commands",
    "plain_help",
    "terminal",
    "cli_end",
    "listing",
    "offer",
    "content_listing",
    "fit_listing",
    "table",
    "pace",
    "new_pack",
    "pack_rows",
    "schemas",
    "pack_fit",
    "session_wishes",
    "session_text",
    "build",
    "making",
    "planning",
    "bounds",
    "brief",
    "reprint",
    "checked_files",
    "delivery",
    "moving_in",
    "folder_manifest",
    "text_files",
    "calibration",
    "card_files",
    "page_files",
    "form_files",
    "named_forms",
    "field_filling",
    "form_copies",
    "name_drawing",
    "name_lines",
    "name_type",
    "file_names",
    "print_file",
    "counting",
    "setting",
    "furniture",
    "composing_room",
    "set_piece",
    "preview",
    "press_check",
    "preflight",
    "page_faults",
    "box_faults",
    "findings",
    "pdf_reading",
    "pages_and_faces",
    "field_reading",
    "page_reading",
    "faces_on_pages",
    "content_streams",
    "font_reading",
    "sheets",
    "save",
    "face_store",
    "face_marks",
    "drawing",
    "prepress",
    "colour_profile",
    "forms",
    "form_fonts",
    "bookmarks",
    "tagging",
    "blame",
    "form_type",
    "fit",
    "standing_type",
    "typeset",
    "proofreading",
    "proof",
    "manuscript",
    "markup",
    "sandbox",
    "copyfitting",
    "commonmark",
    "typography",
    "faces",
    "guide",
    "envelopes",
    "print_job",
    "occasion",
    "logo_file",
    "raster",
    "imprint",
    "formats",
    "gluing",
    "tiling",
    "subjects",
    "marks",
    "imposition",
    "grids",
    "own_layouts",
    "own_labels",
    "yaml_writing",
    "pieces",
    "labels",
    "session_file",
    "session",
    "participants",
    "names",
    "headings",
    "spreadsheets",
    "workbooks",
    "separated",
    "cells",
    "printers",
    "printing",
    "selection",
    "packs",
    "looks_file",
    "named_areas",
    "pack_files",
    "loading",
    "origins",
    "asked",
    "reading",
    "yaml_bounds",
    "yaml_faults",
    "source_text",
    "letters",
    "font_metrics",
    "content",
    "looks",
    "motif_file",
    "motif_paths",
    "motif",
    "whole_file",
    "palettes",
    "page_boxes",
    "room",
    "paper",
    "progress",
    "side_by_side",
    "errors",
    "store",
    "edition",
    "supplies",
    "digests",
    "bundled",
    "__init__",
]
MODULES = {path.stem: path for path in PACKAGE.glob("*.py")}
# Only these print, ask or exit.
COMMANDS = {"cli", "cli_cache", "cli_check", "cli_content", "cli_new", "cli_plan", "cli_printers"}
COMMANDS |= {"cli_check_pack", "cli_new_pack", "cli_schema"}
SPEAKING = {*COMMANDS, "cli_end", "cli_progress", "cli_watch", "terminal"}
# Only these may import what they name.
KEPT_TO = {
    "weasyprint": {"typeset"},
    # Written by the first rows, and read back by the last for the preflight.
    "pikepdf": {
        "sheets",
        "save",
        "face_store",
        "forms",
        "form_fonts",
        "prepress",
        "tagging",
        "bookmarks",
        "face_marks",
    }
    | {"named_forms", "form_copies", "field_filling"}
    | {"pdf_reading", "field_reading", "font_reading"}
    | {"pages_and_faces", "faces_on_pages", "content_streams"},
    "jinja2": {"markup", "sandbox"},
    "yaml": {"reading", "yaml_bounds", "yaml_faults", "yaml_writing"},
    "typer": {*SPEAKING, "options", "plain_commands", "plain_help"},
    "questionary": {"cli_new"},
    "watchfiles": {"cli_watch"},
    "rich": {"cli_progress", "terminal"},
    # page_reading reads letters as proof does, but of what is delivered.
    "pypdfium2": {"proof", "preview", "page_reading", "pdf_reading", "field_reading"}
    | {"pages_and_faces"},
    "PIL": {"preview", "colour_profile", "logo_file", "raster"},
    "fontTools": {"form_type", "name_type", "font_metrics", "motif_file", "motif_paths"},
    "tinycss2": {"motif_file"},
    "platformdirs": {"printers", "store"},
    "openpyxl": {"workbooks"},
}


def imports(path: Path) -> set[str]:
    """The modules that a file imports, those of kit by their own names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "kit":
            found |= {f"kit.{alias.name}" for alias in node.names if f"{alias.name}" in MODULES}
            found |= {"kit.__init__" for alias in node.names if alias.name not in MODULES}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_every_module_has_its_place() -> None:
    assert sorted(ORDER) == sorted(MODULES)


@pytest.mark.parametrize("name", ORDER)
def test_imports_run_downwards(name: str) -> None:
    below = ORDER[ORDER.index(name) + 1 :]
    own = {module.split(".")[1] for module in imports(MODULES[name]) if module.startswith("kit.")}
    assert own <= set(below)


@pytest.mark.parametrize("name", ORDER)
def test_libraries_are_kept_to_their_modules(name: str) -> None:
    tops = {module.split(".")[0] for module in imports(MODULES[name])}
    for library, allowed in KEPT_TO.items():
        assert library not in tops or name in allowed


@pytest.mark.parametrize("name", [name for name in ORDER if name not in SPEAKING])
def test_only_the_command_prints_asks_or_exits(name: str) -> None:
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not called & {"print", "input", "exit", "quit"}


def is_command(node: ast.FunctionDef) -> bool:
    """Whether a function is a command, most of which is its options."""
    return bool(node.decorator_list) or any(
        isinstance(arg.annotation, ast.Attribute) or "typer" in ast.unparse(arg)
        for arg in node.args.args
    )


@pytest.mark.parametrize("name", ORDER)
def test_functions_stay_short(name: str) -> None:
    """Up to 40 lines with signature and docstring; options of a command are counted apart."""
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and not is_command(node):
            length = (node.end_lineno or 0) - node.lineno
            assert length <= 40, f"{name}.{node.name} has {length} lines"


@pytest.mark.parametrize("name", ORDER)
def test_no_colour_and_no_norwegian_is_in_the_code(name: str) -> None:
    """Words come from content/ and labels/, looks from layouts/; names are spelt in selection."""
    source = MODULES[name].read_text(encoding="utf-8")
    assert not re.search(r"#[0-9a-fA-F]{6}", source)
    assert name == "selection" or not set(source) & set("æøåÆØÅ")


def test_layouts_hold_no_words_of_their_own() -> None:
    """Norwegian letters stand in labels/ only, and templates write nothing but axes and mm."""
    for path in [p for kind in ("html", "css", "md") for p in LAYOUTS.rglob(f"*.{kind}")]:
        assert not set(path.read_text(encoding="utf-8")) & set("æøåÆØÅ"), path
    for path in LAYOUTS.rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        for code in (r"\{#.*?#\}", r"\{%.*?%\}", r"\{\{.*?\}\}", r"<style.*?</style>", r"<[^>]*>"):
            source = re.sub(code, "", source, flags=re.DOTALL)
        assert set(re.findall(r"[^\W\d_]+", source)) <= {"X", "Y", "mm"}, path


def test_colours_stand_in_one_place() -> None:
    """Beside tokens.css and what ink/ lays over it, only black and the white of paper are named."""
    for path in [*LAYOUTS.rglob("*.html"), *LAYOUTS.rglob("*.css")]:
        if path.name != "tokens.css" and path.parent.name != "ink":
            named = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text(encoding="utf-8")))
            assert named <= {"#000000", "#ffffff"}, path
