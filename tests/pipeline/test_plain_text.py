"""The words alone: all of them, in both files, as they were written, and nothing else."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pydantic import BaseModel

from kit.content.models import ActionPlan, Area, DilemmaSet, Pack
from kit.core.paths import LAYOUTS
from kit.core.spelling import plain
from kit.layout.html import Layouts
from kit.layout.labels import Labels
from kit.pipeline.plain_text import commonmark, text_files
from kit.session.selection import ChosenArea, Selection, select
from tests.conftest import GOLDEN
from tests.html_read import Page

# Keys of a pack whose texts are no words to read.
NO_WORDS = {"id", "language", "kind", "fields", "area"}


def files(selection: Selection, labels: Labels) -> tuple[str, str]:
    """The HTML and the Markdown."""
    html, markdown = text_files(selection, labels, LAYOUTS).values()
    return html.decode(), markdown.decode()


def pages(selection: Selection, labels: Labels) -> tuple[Page, Page]:
    """The HTML as it is read, and the Markdown as a reader of CommonMark shows it."""
    html, markdown = files(selection, labels)
    return Page(html), Page(MarkdownIt("commonmark").render(markdown))


# What should be there


def words_of(area: ChosenArea) -> Iterator[str]:
    """Every run of text of an area, each as often as it should be there."""
    yield f"Område {area.number}: {area.title}"
    yield from area.introduction
    if area.text_questions:
        yield "Spørsmål i teksten"
        yield from (question.text for question in area.text_questions)
    yield area.values_heading or "Verdier"
    for value in area.values:
        yield from (f"{value.number} {value.name}", value.definition)
    if area.figure and len(area.layers) == len(area.figure.values):
        yield "Fra grunnlaget og oppover"
        yield from (value.name for value in area.layers)
        yield area.figure.caption
    yield from reflection_and_examples(area)
    if area.dilemmas:
        yield from dilemmas(area.dilemmas)


def reflection_and_examples(area: Area) -> Iterator[str]:
    if reflection := area.reflection:
        yield from (reflection.heading, reflection.intro, *area.aspects)
        yield from (reflection.questions_heading or "", reflection.closing or "")
        for question in reflection.questions:
            yield from (question.question, question.prompt or "")
    if area.examples:
        yield from (area.examples.heading, area.examples.lead_in)
        yield from (example.text for example in area.examples.items)


def dilemmas(group: DilemmaSet) -> Iterator[str]:
    yield from (group.heading, group.intro)
    for dilemma in group.items:
        yield from (dilemma.title, dilemma.text)
    yield "Når dere drøfter dilemmaet"
    discussion = group.discussion
    yield from (discussion.opening, discussion.lead_in, *discussion.points)
    yield discussion.closing or ""


def action_plan(plan: ActionPlan) -> Iterator[str]:
    yield from (plan.title, plan.intro, *plan.closing)
    for step in plan.steps:
        yield from (step.title, step.text)
    yield from (
        "Min handlingsplan",
        "Ikke skriv navn eller opplysninger om pasienter eller brukere.",
        "Navn",
        "Team",
        "Dato",
        "Verdiene jeg velger",
        "Hvorfor er disse viktige for meg?",
        "Handling",
        "Når og hvor",
        "Hvem støtter meg",
        "Hvis det blir vanskelig: Hvis … så …",
        "Hvor trygg er jeg på at jeg får det til? (0: ikke trygg, 10: helt trygg)",
        "Oppfølging, dato",
        "Sammen med",
        "Dato – Hva skjedde – Hva lærte jeg",
        "Dette gjør jeg allerede",
        "Fremgang jeg vil anerkjenne",
    )


def words(selection: Selection) -> Counter[str]:
    """Every run of text that both files should have."""
    pack = selection.printed_pack
    use = pack.cover.how_to_use
    found = [pack.cover.title, *pack.cover.intro, use.title, use.closing or "", extract(selection)]
    for step in use.steps:
        found += [step.title, step.text]
    if pack.qualities:
        found += [pack.qualities.title, *pack.qualities.intro, pack.qualities.closing or ""]
        for quality in pack.qualities.items:
            found += [quality.name, quality.definition]
    for area in selection.areas:
        found += words_of(area)
    if pack.action_plan:
        found += action_plan(pack.action_plan)
    return Counter(" ".join(plain(text).split()) for text in found if text)


def extract(selection: Selection) -> str:
    """What is said of the whole where not all of it is chosen."""
    pack = selection.pack
    if selection.is_whole:
        return ""
    values = f"{len(selection.values)} av {sum(len(area.values) for area in pack.areas)} verdier"
    areas = f"{len(selection.areas)} av {len(pack.areas)} områder"
    return f"Teksten er et utdrag: {values}, fra {areas}."


def contents(selection: Selection) -> Counter[str]:
    """What the page has beside: its name, and a list of its parts."""
    pack = selection.pack
    parts = [pack.cover.title, "Innhold", pack.cover.how_to_use.title]
    parts += [part.title for part in (pack.qualities, pack.action_plan) if part]
    parts += [f"Område {area.number}: {area.title}" for area in selection.areas]
    return Counter(" ".join(plain(part).split()) for part in parts)


def all_there(selection: Selection, labels: Labels) -> None:
    page, markdown = pages(selection, labels)
    expected = words(selection)
    assert Counter(page.runs) == expected + contents(selection)
    # A definition stands on its value's line.
    assert Counter(run.removeprefix(": ") for run in markdown.runs) == expected


def test_every_word_is_there_as_often_as_it_should(everything: Selection, labels: Labels) -> None:
    all_there(everything, labels)


def test_nothing_that_a_pack_says_is_forgotten(everything: Selection, labels: Labels) -> None:
    """Told by the models alone: a text that is added to them must find its place here."""
    pack = everything.pack
    texts = [
        " ".join(plain(text).split())
        for part in (pack.cover, pack.qualities, pack.dilemmas, pack.action_plan, *pack.areas)
        for text in texts_in(part)
    ]
    assert len(texts) > 150
    for page in pages(everything, labels):
        whole = "\n".join(page.runs)
        assert [text for text in texts if text not in whole] == []


def texts_in(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from texts_in(one)
    elif isinstance(part, BaseModel):
        for name, value in part:
            # A figure's values are ids.
            if name not in NO_WORDS and not (name == "values" and hasattr(part, "caption")):
                yield from texts_in(value)


@pytest.mark.parametrize("kind", ["html", "md"])
def test_files_are_exactly_as_expected(
    kind: str, small: Selection, labels: Labels, request: pytest.FixtureRequest
) -> None:
    made = text_files(small, labels, LAYOUTS)[f"tekst.{kind}"].decode()
    words = re.sub(r"<style>.*</style>", "<style></style>", made, flags=re.DOTALL)
    path = GOLDEN / f"text.{kind}"
    if request.config.getoption("--golden"):
        path.write_text(words, encoding="utf-8")
    assert words == path.read_text(encoding="utf-8")


# The selection


def test_both_follow_the_selection(pack: Pack, labels: Labels) -> None:
    chosen = select(pack, ["1"], ["håp", "3.6"], ["varme"], with_area=True)
    all_there(chosen, labels)
    page, markdown = pages(chosen, labels)
    for read in (page, markdown):
        assert "1.1 Empati" in read.runs
        assert "2.3 Håp" in read.runs
        assert "Maktbruk med respekt" in read.runs
        for gone in ("1.8 Varme", "2.1 Likeverd", "Fra grunnlaget og oppover"):
            assert gone not in read.runs
        assert not any("Refleksive og lærende holdninger" in run for run in read.runs)
    assert "#refleksive" not in page.links


def test_what_a_pack_does_not_have_is_not_there(small: Selection, labels: Labels) -> None:
    bare = Pack(small.pack.cover, small.pack.areas[1:], None, None, None)
    all_there(select(bare), labels)
    page, markdown = pages(select(bare), labels)
    assert [text for _, text in markdown.headings] == [
        "En liten prøvepakke & mer",
        "Slik gjør dere",
        "Område 1: Ro",
        "Verdier",
    ]
    assert page.links == ["#how_to_use", "#ro"]


def test_an_area_may_have_values_alone(small: Selection, labels: Labels) -> None:
    area = small.pack.areas[1].model_copy(update={"lead": None, "intro": ()})
    bare = select(Pack(small.pack.cover, (area,), None, None, None))
    all_there(bare, labels)
    assert not any("<p></p>" in text or "None" in text for text in files(bare, labels))


def test_the_form_has_the_fields_of_the_steps_that_are_there(
    small: Selection, labels: Labels
) -> None:
    plan = small.pack.action_plan
    assert plan
    turned = plan.model_copy(update={"steps": (plan.steps[3], plan.steps[0])})
    for page in pages(select(replace(small.pack, action_plan=turned)), labels):
        at = page.runs.index("Navn")
        assert page.runs[at:] == [
            "Navn",
            "Team",
            "Dato",
            "Dette gjør jeg allerede",
            "Fremgang jeg vil anerkjenne",
            "Verdiene jeg velger",
            "Hvorfor er disse viktige for meg?",
        ]


# How it is built


def test_the_page_is_well_built(everything: Selection, small: Selection, labels: Labels) -> None:
    for selection in (everything, small):
        html, _ = files(selection, labels)
        page = Page(html)
        assert html.startswith('<!DOCTYPE html>\n<html lang="nb">\n')
        assert in_order(page)
        assert len(page.ids) == len(set(page.ids))
        assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
        assert all(link.startswith("#") for link in page.links), "it needs nothing beside itself"
        parts = [text for level, text in page.headings if level == 2]
        assert parts[0] == "Innhold"
        assert parts[1:] == [text for tag, text in page.texts if tag == "a"]
        assert page.tags.count("main") == page.tags.count("nav") == 1


def test_the_markdown_has_the_headings_of_the_page(everything: Selection, labels: Labels) -> None:
    """But for the contents, and for titles of steps, which stand in a numbered list."""
    page, markdown = pages(everything, labels)
    use, plan = everything.pack.cover.how_to_use, everything.pack.action_plan
    assert plan
    steps = {plain(step.title) for step in (*use.steps, *plan.steps)}
    assert in_order(markdown)
    assert markdown.headings == [
        (level, text) for level, text in page.headings if text not in {"Innhold", *steps}
    ]
    assert steps <= {text for tag, text in markdown.texts if tag == "strong"}
    counted = [Counter(read.tags) for read in (page, markdown)]
    assert counted[0]["ol"] == counted[1]["ol"] == 3
    assert counted[0]["blockquote"] == counted[1]["blockquote"] == 3


def in_order(page: Page) -> bool:
    """Whether there is one main heading, the first, and no level is left out on the way down."""
    levels = [level for level, _ in page.headings]
    deepens = all(below <= above + 1 for above, below in pairwise(levels))
    return levels.index(1) == 0 and levels.count(1) == 1 and deepens


def test_a_list_does_not_run_into_the_next(small: Selection, labels: Labels) -> None:
    """Aspects and questions are two lists, also where no heading stands between them."""
    _, written = files(small, labels)
    rendered = MarkdownIt("commonmark").render(written)
    assert "<li>Arbeid</li>\n</ul>\n<ul>\n<li><strong>Når var du modig?</strong>" in rendered


def test_the_figure_runs_from_its_base(everything: Selection, labels: Labels) -> None:
    html, markdown = files(everything, labels)
    assert "1. Likeverd\n2. Styrkefokus\n3. Håp\n4. Ydmykhet\n5. Respekt for" in markdown
    figure = re.search(r"<figure>\n<ol>\n<li>(.*?)</figure>", html, re.DOTALL)
    assert figure
    assert re.findall(r"[A-ZÅ]\w+", figure[1])[:3] == ["Likeverd", "Styrkefokus", "Håp"]


# Texts that look like markup

HOSTILE = [
    "<script>alert('x')</script> </style> <!-- &amp; &lt; \"a\" 'b' & c",
    "*a* **b** _c_ `d` ~~e~~ ](http://f) ![g](h) [i]: http://j \\",
    "1. a",
    "- a",
    "+ a",
    "> a",
    "# a #",
    "===",
    "***",
    "```",
    "    a",
    "a\n\n- b\n\nc  \nd",
    "{{ pack }} {% raw %} {# a #}",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_texts_that_look_like_markup_are_texts(
    hostile: str, small: Selection, labels: Labels
) -> None:
    pack = small.pack
    # Not all that it holds: what it has looked up before is held as well.
    parts = (getattr(pack, one.name) for one in fields(pack))
    wild = Pack(*(replaced(part, hostile) for part in parts))
    assert len(set(texts_in(wild.cover))) == 1
    all_there(select(wild), labels)
    for known, seen in zip(pages(small, labels), pages(select(wild), labels), strict=True):
        assert seen.tags == known.tags


def replaced(part: Any, by: str) -> Any:
    """A part of a pack with all that can be read replaced."""
    if isinstance(part, str):
        return by
    if isinstance(part, tuple):
        return tuple(replaced(one, by) for one in part)
    if isinstance(part, BaseModel):
        keep = NO_WORDS | ({"values"} if hasattr(part, "caption") else set())
        new = {name: replaced(value, by) for name, value in part if name not in keep}
        return part.model_copy(update=new)
    return part


# How it looks


def test_words_stand_out_from_their_ground(labels: Labels) -> None:
    """Seven to one, by day and by night; and no other colour is a word's or a ground's."""
    css = (LAYOUTS / "text" / "style.css").read_text(encoding="utf-8")
    tokens = Layouts(LAYOUTS, labels).tokens
    grounds = re.findall(r"--ground: var\(--([a-z-]+)\)", css)
    inks = re.findall(r"--words: var\(--([a-z-]+)\)", css)
    assert len(grounds) == len(inks) == 2
    for ground, ink in zip(grounds, inks, strict=True):
        dark, light = sorted((luminance(tokens[ground]), luminance(tokens[ink])))
        assert (light + 0.05) / (dark + 0.05) >= 7
    coloured = re.findall(r"[ {;](color|background): *([^;]+);", css)
    assert set(coloured) == {
        ("background", "var(--ground)"),
        ("color", "var(--words)"),
        ("color", "inherit"),
    }


def test_every_colour_and_line_has_its_source() -> None:
    """By day, too: what is only declared for the night leaves a line out without a word."""
    css = (LAYOUTS / "text" / "style.css").read_text(encoding="utf-8").partition("@media")[0]
    known = css + (LAYOUTS / "tokens.css").read_text(encoding="utf-8")
    used = set(re.findall(r"var\((--[a-z0-9-]+)\)", css))
    assert used == {"--paper", "--ink", "--ground", "--words", "--line", "--accent"}
    assert used <= set(re.findall(r"(--[a-z0-9-]+):", known))


def luminance(colour: str) -> float:
    """By WCAG 2.2, of #rrggbb."""
    parts = [int(pair, 16) / 255 for pair in re.findall("..", colour.lstrip("#"))]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_it_needs_no_other_file(everything: Selection, labels: Labels) -> None:
    html, _ = files(everything, labels)
    assert not re.search(r"url\(|@import|@font-face|<link|<script|https?:", html)
    assert "--area-4-accent: #" in html
    assert "max-width: 38rem" in html


# What may go wrong, alone, together, and among letters of all kinds but control characters.
MARKS = [
    *"*_`[]<>#+-=.~|&\\!()1 \n\"':;{}ab",
    "&amp;",
    "1. ",
    "](x)",
    "<b>",
    "- ",
    "    ",
    "http://a",
]
LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))
TEXTS = (
    st.lists(st.one_of(st.sampled_from(MARKS), LETTERS), min_size=1, max_size=30)
    .map(lambda parts: "".join(parts).strip())
    .filter(bool)
)
# Everywhere that a text of a pack stands in.
PLACES = [
    "{}",
    "# {}",
    "#### 1: {}",
    "- {}",
    "* {}",
    "1. {}",
    "- **1.1 {}**: b",
    "- **b** {}",
    "1. **{}**\n\n    b",
    "1. **b**\n\n    {}",
    "> {}",
    "b {}\n\nb",
]
DIALECTS = {name: MarkdownIt(name) for name in ("commonmark", "js-default")}


def read(markdown: str, dialect: str = "commonmark") -> Page:
    return Page(DIALECTS[dialect].render(markdown))


@given(TEXTS, st.sampled_from(PLACES), st.sampled_from(sorted(DIALECTS)))
@example("C #", "# {}", "commonmark")
@example("1.", "- {}", "commonmark")
@example("a | b\n--- | ---\n1 | 2", "{}", "js-default")
def test_a_text_is_read_as_it_was_written(text: str, place: str, dialect: str) -> None:
    """Whatever is in it and wherever it stands, the document has the same elements and its text."""
    known, seen = read(place.format("xyz"), dialect), read(place.format(commonmark(text)), dialect)
    assert seen.tags == known.tags
    written = " ".join(text.split())
    assert seen.runs == [" ".join(run.replace("xyz", written).split()) for run in known.runs]


def test_spaces_within_a_line_are_kept_and_a_new_line_is_a_space() -> None:
    assert commonmark("a  b\u00a0c\n  d\n\n e") == "a  b\u00a0c d e"


@pytest.mark.parametrize(
    "text",
    ["Håp – og tro (2–3 dager), «slik».", "1.10", "R&D", "2 + 2 = 4", "Hva? Jo! 50 % av 1.", "1.a"],
)
def test_what_is_no_markup_is_left_as_it_is(text: str) -> None:
    assert commonmark(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("*a* _b_ `c`", r"\*a\* \_b\_ \`c\`"),
        ("[a](b)", r"\[a\](b)"),
        ("<b>", r"\<b\>"),
        ("&amp; &#38; &x", r"\&amp; \&#38; &x".replace("&#", r"&\#")),
        ("1. a", r"1\. a"),
        ("12) a", r"12\) a"),
        ("123456789. a", r"123456789\. a"),
        ("- a", r"\- a"),
        ("+ a", r"\+ a"),
        ("===", r"\==="),
        ("# a #", r"\# a \#"),
        ("a\\", "a\\\\"),
        ("a | b ~~c~~", r"a \| b \~\~c\~\~"),
    ],
)
def test_what_would_be_markup_is_escaped(text: str, escaped: str) -> None:
    assert commonmark(text) == escaped
    assert read(escaped).runs == [text]
