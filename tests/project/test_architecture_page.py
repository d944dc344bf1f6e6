"""docs/architecture.md tells of every package and module of kit/, and of nothing that is not there.

What it writes as `package.module.name` is looked up in the source; a word of its glossary must be
one that the module it points to uses.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KIT = ROOT / "kit"
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
_PACKAGES = sorted(path.parent.name for path in KIT.glob("*/__init__.py"))
_POINTER = re.compile(rf"`((?:{'|'.join(_PACKAGES)})\.[\w.]+)`")
POINTERS = sorted({path for path in _POINTER.findall(PAGE) if not path.endswith(".py")})
GLOSSARY = re.findall(r"^\| ([a-z -]+) \| .+ \| `([\w.]+)` \|$", PAGE, re.MULTILINE)


def sections() -> dict[str, tuple[str, list[str]]]:
    """Each package of the page in its order: what stands beneath its heading, and its modules."""
    found = {}
    for name, text in re.findall(r"^### `kit/(\w*)/?`\n(.*?)(?=^#|\Z)", PAGE, re.M | re.S):
        lines = re.findall(r"^- `(\w+\.py)`: \S.+$", text, re.MULTILINE)
        found[name] = text.strip().split("\n")[0], lines
    return found


def test_every_package_and_module_has_its_line_and_no_other_does() -> None:
    there = {
        name: sorted(
            path.name
            for path in (KIT / name).glob("*.py")
            # That of a package says no more than its heading here.
            if not name or path.name != "__init__.py"
        )
        for name in ("", *_PACKAGES)
    }
    assert {name: lines for name, (_, lines) in sections().items()} == there


@pytest.mark.parametrize("name", _PACKAGES)
def test_each_package_says_first_what_it_is_for(name: str) -> None:
    first, _ = sections()[name]
    assert re.fullmatch(r"[A-Z].+\.", first)


def test_packages_stand_in_the_order_of_the_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (layers,) = [one["layers"] for one in contracts if one["type"] == "layers"]
    upwards = [name for name in reversed(layers) if name in _PACKAGES]
    assert [name for name in sections() if name] == upwards


@pytest.mark.parametrize("path", POINTERS)
def test_what_the_page_names_is_in_the_code(path: str) -> None:
    package, module, *names = path.split(".")
    assert names, f"{path} is a module: write it as a file"
    assert all_there(tree(KIT / package / f"{module}.py").body, names), path


def test_the_glossary_explains_some_forty_words_in_order_of_the_alphabet() -> None:
    words = [word for word, _ in GLOSSARY]
    assert 40 <= len(words) <= 60
    assert words == sorted(set(words))
    assert len(GLOSSARY) == PAGE.split("## Words")[1].count("\n| ") - 1


@pytest.mark.parametrize(("word", "path"), GLOSSARY, ids=[word for word, _ in GLOSSARY])
def test_a_word_of_the_glossary_is_used_where_it_points_to(word: str, path: str) -> None:
    package, module, *_ = path.split(".")
    source = (KIT / package / f"{module}.py").read_text(encoding="utf-8").lower()
    # As in the code: print job, print_job or PrintJob; qualities for quality.
    spelt = re.sub("[ -]", "[ _-]?", word.removesuffix("y"))
    assert re.search(spelt, source)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def all_there(body: list[ast.stmt], names: list[str]) -> bool:
    """Whether a module or class defines the first name, and what that defines the next."""
    name, *inner = names
    for node in body:
        if name in defined_by(node):
            return not inner or (isinstance(node, ast.ClassDef) and all_there(node.body, inner))
    return False


def defined_by(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id
    elif isinstance(node, ast.Assign):
        yield from (one.id for one in node.targets if isinstance(one, ast.Name))
