import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kit.pipeline.commonmark import commonmark
from tests.html_read import Page

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
