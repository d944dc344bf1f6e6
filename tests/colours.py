"""Every place in layouts/ that paints something, and how far two colours stand apart."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import tinycss2
from jinja2 import meta
from tinycss2 import ast
from tinycss2.color4 import parse_color

from kit.core.paths import LAYOUTS
from kit.core.sizes import Size
from kit.layout.html import Layouts
from kit.layout.labels import load_labels
from kit.layout.pieces import bare_face
from kit.session.options import Ink

Colour = tuple[int, int, int]

# These paint whatever stands in them; any other property does where a colour stands in it.
_PAINTING = re.compile(
    r"color|background|border|outline|fill|stroke|column-rule|box-shadow|opacity|filter"
)
_NOT_PAINTING = re.compile(r".*(radius|spacing|collapse|width)")
_LINE_STYLES = {"solid", "dashed", "dotted", "double", "groove", "ridge", "inset", "outset"}

_ATTRIBUTE = re.compile(
    r'\b(fill|stroke|color|bgcolor|stop-color|flood-color)="((?:\{\{.*?\}\}|[^"{])*)"'
)
_MOTIF = re.compile(r'motif\((\w+), "([\w-]+)", [\d.]+(?:, named=true)?\)')
_SET = re.compile(r"\{% set ([\w, ]+?) = (.*?) %\}")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
# What else in a template may paint: it must be found by one of the ways above.
_SUSPECT = re.compile(
    r"tokens\b|#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\("
    r"|\b(?:color|background|border|outline|fill|stroke|opacity|filter)[\w-]*\s*:"
    r"|\b(?:fill|stroke|bgcolor|[\w-]*-?color|[\w-]*opacity)\s*="
    r"|<ima?ge?\b|url\(|(?<!macro )motif\("
)


@dataclass(frozen=True)
class Use:
    """A place that paints: its file below layouts/, its line, and what is painted in which colours.

    A colour is written as its file writes it: `--accent`, `#000000`, or the words of a template
    between double braces. `what` is a selector with a property, or a macro with an attribute.
    """

    file: str
    line: int
    what: str
    colours: tuple[str, ...]

    @property
    def inks(self) -> tuple[Ink, ...]:
        """The ways to ink in which it is painted."""
        known: tuple[Ink, ...] = ("normal", "saver", "grey")
        laid_over = self.file.startswith("ink/")
        return tuple(ink for ink in known if not laid_over or self.file in stylesheets(ink))


def uses() -> Iterator[Use]:
    """All of them that are printed, in the stylesheets and in the templates."""
    # What kit text writes is shown on a screen, dark or light; test_plain_text has its contrast.
    printed = [path for path in sorted(LAYOUTS.rglob("*.*")) if path.parent.name != "text"]
    for path in printed:
        if path.suffix == ".css":
            yield from _in_stylesheet(path)
        elif path.suffix == ".html":
            yield from _in_template(path)


def _in_stylesheet(path: Path) -> Iterator[Use]:
    file = path.relative_to(LAYOUTS).as_posix()
    names_colours = file == "tokens.css" or file.startswith("ink/")
    for selector, one in declarations(path):
        if one.name.startswith("--") and names_colours:
            continue
        found = tuple(_colours_in(one.value))
        paints = _PAINTING.match(one.name) and not _NOT_PAINTING.fullmatch(one.name)
        if not found and paints and _has_paint(one):
            found = ("currentcolor",)
        if found:
            yield Use(file, one.source_line, f"{selector} {{ {one.name} }}", found)


def declarations(path: Path) -> Iterator[tuple[str, ast.Declaration]]:
    """Every declaration of a stylesheet with its selector, those of @page and nested ones too."""
    yield from _declared(tinycss2.parse_stylesheet(path.read_text("utf-8"), True, True), "")


def _declared(nodes: Sequence[ast.Node], outer: str) -> Iterator[tuple[str, ast.Declaration]]:
    for node in nodes:
        assert node.type != "error", f"{node.source_line}: {node.message}"
        if node.type == "declaration":
            yield outer, node
        elif node.type in ("qualified-rule", "at-rule") and node.content is not None:
            keyword = f"@{node.at_keyword} " if node.type == "at-rule" else ""
            prelude = " ".join(tinycss2.serialize(node.prelude).split())
            selector = f"{outer} {keyword}{prelude}".strip()
            yield from _declared(tinycss2.parse_blocks_contents(node.content, True, True), selector)


def _colours_in(nodes: Sequence[ast.Node]) -> Iterator[str]:
    for node in nodes:
        if node.type == "function" and node.lower_name == "var":
            name = tinycss2.serialize(node.arguments[:1])
            if name in _colour_names():
                yield name
            yield from _colours_in(node.arguments[1:])
        elif parse_color(node) is not None:
            yield tinycss2.serialize([node]).lower()
        elif node.type == "function" or hasattr(node, "content"):
            inside = node.arguments if node.type == "function" else node.content
            yield from _colours_in(inside)


def _has_paint(one: ast.Declaration) -> bool:
    """Whether a property that may paint does, though it names no colour that is known."""
    words = {node.lower_value for node in one.value if node.type == "ident"}
    if one.lower_name in ("opacity", "filter"):
        return True
    pictures = any(node.type in ("url", "function") for node in one.value)
    return bool(words & _LINE_STYLES) or (pictures and not one.lower_name.endswith("-position"))


@cache
def _colour_names() -> frozenset[str]:
    """The custom properties that are a colour, or stand for one."""
    values: dict[str, list[str]] = {}
    colours = set()
    for path in LAYOUTS.rglob("*.css"):
        for _, one in declarations(path):
            if one.name.startswith("--"):
                stands_for = re.findall(r"--[\w-]+", tinycss2.serialize(one.value))
                values.setdefault(one.name, []).extend(stands_for)
                if any(parse_color(node) for node in one.value):
                    colours.add(one.name)
    while more := {name for name, for_ in values.items() if colours & set(for_)} - colours:
        colours |= more
    return frozenset(colours)


def _in_template(path: Path) -> Iterator[Use]:
    file = path.relative_to(LAYOUTS).as_posix()
    # Comments are blanked, so that places stay where they are.
    text = _COMMENT.sub(lambda found: re.sub(r"\S", " ", found[0]), path.read_text("utf-8"))
    rest = text
    for pattern in (_ATTRIBUTE, _MOTIF, _SET):
        for found in pattern.finditer(text):
            if pattern is _SET:
                # What a name stands for is looked at where the name is painted.
                rest = _blanked(rest, found, re.compile(r"tokens\b|#[0-9a-f]{6}"))
                continue
            rest = _blanked(rest, found, re.compile(r".+", re.DOTALL))
            if found[0].endswith('="none"'):
                continue
            element = re.findall(r"<(\w+)\b", text[: found.start()])[-1]
            colour = f'{{{{ tokens[{found[1]} ~ "-{found[2]}"] }}}}'
            what = found[0] if pattern is _MOTIF else f"<{element} {found[0]}>"
            named = colour if pattern is _MOTIF else found[2]
            yield Use(file, _line(text, found), _macro(text, found) + what, (named,))
    for found in _SUSPECT.finditer(rest):
        yield Use(file, _line(text, found), found[0], (found[0],))


def _blanked(text: str, found: re.Match[str], known: re.Pattern[str]) -> str:
    """The text without what is known of the place found."""
    blank = known.sub(lambda part: " " * len(part[0]), text[found.start() : found.end()])
    return text[: found.start()] + blank + text[found.end() :]


def _line(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1


def _macro(text: str, found: re.Match[str]) -> str:
    """The macro in which a place is, with a colon; nothing outside of any."""
    before = re.findall(r"\{% (?:macro (\w+)|endmacro)", text[: found.start()])
    return f"{before[-1]}: " if before and before[-1] else ""


@cache
def layouts(ink: Ink) -> Layouts:
    return Layouts(LAYOUTS, load_labels(LAYOUTS, "nb"), ink)


@cache
def stylesheets(ink: Ink) -> tuple[str, ...]:
    """The stylesheets that every page has with an ink, in their order."""
    html = layouts(ink).page((), bare_face(Size(1, 1)), "", "", ())
    return tuple(re.findall(r'href="kit:///layouts/([^"]+)"', html))


@cache
def palettes() -> Mapping[str, Mapping[str, str]]:
    """What `--accent` and the others stand for in each palette, by the palette's class."""
    found: dict[str, dict[str, str]] = {}
    for selector, one in declarations(LAYOUTS / "tokens.css"):
        if selector != ":root":
            (name,) = _colours_in(one.value)
            found.setdefault(selector.removeprefix("."), {})[one.name] = name
    return found


def painted_as(written: str, file: str, palette: str, ink: Ink) -> Colour:
    """The colour that is written so in a file of layouts/, with a palette and an ink."""
    tokens = layouts(ink).tokens
    if written.startswith("{{"):
        written = _evaluated(written[2:-2], file, {"palette": palette, "ink": ink})
    name = palettes()[palette].get(written, written)
    hexadecimal = tokens[name.removeprefix("--")] if name.startswith("--") else name
    assert re.fullmatch("#[0-9a-f]{6}", hexadecimal), f"{written} in {file} is no colour"
    red, green, blue = bytes.fromhex(hexadecimal[1:])
    return red, green, blue


def _evaluated(expression: str, file: str, known: Mapping[str, Any]) -> str:
    """What a template writes there, with the names that it sets itself."""
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)
    known = {**known, "tokens": layouts(known["ink"]).tokens}
    sets = dict(_SET.findall((LAYOUTS / file).read_text("utf-8")))

    def value(words: str) -> Any:
        needed = meta.find_undeclared_variables(environment.parse(f"{{{{ {words} }}}}"))
        for names, meant in sets.items():
            for place, name in enumerate(names.split(", ")):
                if name in needed - known.keys():
                    found = value(meant)
                    known[name] = found[place] if "," in names else found
        return environment.compile_expression(words, undefined_to_none=False)(**known)

    return str(value(expression))


def contrast(one: Colour, other: Colour) -> float:
    """By WCAG: 1 for two colours that are alike, 21 for black and white."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    parts = (one / 255 for one in colour)
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(share * one for share, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
