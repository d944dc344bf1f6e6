"""The rules of the house that a reader of one file cannot see."""

import ast
import re
from pathlib import Path

import pytest

import kit
from kit.core.paths import LAYOUTS

PACKAGE = Path(kit.__file__).parent
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
    for path in PACKAGE.rglob("*.py")
}
PACKAGES = sorted({path.parent for path in PACKAGE.rglob("*.py")} - {PACKAGE})
# Only this package prints, asks or exits.
SPEAKING = "cli"


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_a_package_is_neither_a_crowd_nor_a_corner(package: Path) -> None:
    """Its order among the others is held by the contracts in pyproject.toml (`make check`)."""
    assert package.parent == PACKAGE
    assert 3 <= len([path for path in package.glob("*.py") if path.name != "__init__.py"]) <= 18
    (told,) = ast.parse((package / "__init__.py").read_text(encoding="utf-8")).body
    assert isinstance(told, ast.Expr)
    assert isinstance(told.value, ast.Constant)
    assert "\n" not in str(told.value.value)


@pytest.mark.parametrize("name", MODULES)
def test_constructors_take_few_things(name: str) -> None:
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name == "__init__":
            taken = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            assert len(taken) <= 1 + 7, name


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith(SPEAKING)])
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


@pytest.mark.parametrize("name", MODULES)
def test_functions_stay_short(name: str) -> None:
    """Up to 40 lines with signature and docstring; options of a command are counted apart."""
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and not is_command(node):
            length = (node.end_lineno or 0) - node.lineno
            assert length <= 40, f"{name}.{node.name} has {length} lines"


@pytest.mark.parametrize("name", MODULES)
def test_no_colour_and_no_norwegian_is_in_the_code(name: str) -> None:
    """Words come from content/ and labels/, looks from layouts/; names are spelt in spelling."""
    source = MODULES[name].read_text(encoding="utf-8")
    assert not re.search(r"#[0-9a-fA-F]{6}", source)
    assert name.endswith("spelling") or not set(source) & set("æøåÆØÅ")


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


# Where all that is told goes through; and who asks only whether somebody sits before a stream.
STREAMS = {"cli.streams"}
ASK_OF_THEM = {"cli.terminal", "cli.progress", "cli.prompts", "cli.new", "cli.exit"}


@pytest.mark.parametrize("name", MODULES)
def test_whatever_is_told_goes_through_the_guarded_streams(name: str) -> None:
    """Ruff refuses print and typer.echo."""
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    used = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    own = {f"sys.{dunder}{one}{dunder}" for dunder in ("", "__") for one in ("stdout", "stderr")}
    if name not in STREAMS | ASK_OF_THEM:
        assert not used & own
    if name not in STREAMS:
        assert not {one for one in used if one.startswith(tuple(own)) and "write" in one}
    given = [
        ast.unparse(keyword.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Console")
        for keyword in node.keywords
        if keyword.arg == "file"
    ]
    consoles = ast.unparse(tree).count("Console(")
    assert [one[:9] for one in given] == ["for_rich("] * consoles
