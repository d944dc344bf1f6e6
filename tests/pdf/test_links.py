from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kit.content.models import HeadingForms, Model
from kit.content.packs import load_pack
from kit.core.errors import KitError
from kit.core.paths import FONTS, LAYOUTS
from kit.layout.assets import Assets
from kit.pdf.links import addresses_linked, refuse_unnamed, texts_in
from kit.system.cache import Store
from kit.typesetting.cached import TypesetCache, TypesetRequest
from kit.typesetting.weasy import Typeset, Typesetter
from tests.conftest import SAMPLES
from tests.typesetting.test_weasy import page

SVG = "xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'"


def typeset(typesetter: Typesetter, body: str, *, fillable: bool = False) -> Typeset:
    return typesetter.typeset(page(f"{body}<p>x"), clear=0, flowing=True, fillable=fillable)


LINKED = [
    ("<a href='javascript:alert(1)'>a</a>", "«javascript:alert(1)»"),
    ("<a href='JaVaScRiPt:alert(1)'>a</a>", "«JaVaScRiPt:alert(1)»"),
    ("<a href='\tjavascript:alert(1)'>a</a>", "javascript:alert(1)"),
    ("<a href='file:///etc/passwd'>a</a>", "«file:///etc/passwd»"),
    ("<a href='data:text/html,x'>a</a>", "«data:text/html,x»"),
    ("<a href='mailto:a@example.org'>a</a>", "«mailto:a@example.org»"),
    ("<a href='ftp://example.org'>a</a>", "«ftp://example.org»"),
    ("<a href='other.pdf'>a</a>", "«other.pdf»"),
    ("<a href='../../x'>a</a>", "x»"),
    ("<a href='//example.org/x'>a</a>", "example.org/x»"),
    ("<a href='\\\\host\\share'>a</a>", "share»"),
    ("<base href='javascript:'><a href='x'>a</a>", "x»"),
    ("<div style='display:block'><a href='smb://host/x'><b>a</b></a></div>", "«smb://host/x»"),
    (f"<a href='https:{'a' * 200}'>a</a>", "aaa…»"),
]


@pytest.mark.parametrize(("body", "shown"), LINKED)
def test_a_link_that_leads_out_is_refused(typesetter: Typesetter, body: str, shown: str) -> None:
    with pytest.raises(KitError) as caught:
        typeset(typesetter, body)
    (problem,) = caught.value.problems
    assert problem.text.startswith("the layout links to «")
    assert shown in problem.text
    assert problem.text.endswith("; take it out")
    assert len(problem.text) < 250


MORE = [
    ("<link rel=attachment href='kit:///layouts/base.css'>", "EmbeddedFile"),
    ("<a rel=attachment href='kit:///layouts/base.css'>a</a>", "attaches «layouts/base.css»"),
    ("<meta name=author content=Evil>", "a note of its Author"),
    ("<meta name=keywords content=a><meta name=generator content=b>", "Creator, Keywords"),
    (
        "<form action='http://evil.example'><input name=a><input type=submit value=b></form>",
        "SubmitForm",
    ),
]


@pytest.mark.parametrize(("body", "shown"), MORE)
def test_what_is_no_page_is_refused(typesetter: Typesetter, body: str, shown: str) -> None:
    with pytest.raises(KitError) as caught:
        typeset(typesetter, body, fillable=True)
    assert any(shown in one.text for one in caught.value.problems)
    assert all(one.text.endswith("take it out") for one in caught.value.problems)


@pytest.mark.parametrize(
    "body",
    [
        "<a href='#a'>a</a>",
        f"<svg {SVG} viewBox='0 0 9 9'><a xlink:href='http://evil.example'><rect/></a></svg>",
        "<map name=m><area href='http://evil.example'></map>",
    ],
)
def test_what_leads_to_its_own_places_or_is_not_written_is_let_be(
    typesetter: Typesetter, body: str
) -> None:
    made = typeset(typesetter, body)
    assert made.links == ()
    assert b"evil" not in made.pdf


@pytest.mark.parametrize(
    "part",
    [
        {"A": {"S": "/Launch", "F": "x"}},
        {"AA": {"O": {"S": "/JavaScript", "JS": "x"}}},
        {"OpenAction": {"S": "/GoToR"}},
        {"Subtype": "/Screen"},
        {"Names": {"EmbeddedFiles": {}}},
    ],
)
def test_whatever_wrote_it_what_a_pdf_can_do_is_refused(part: dict[str, Any]) -> None:
    for holds in (lambda one: one, lambda one: SimpleNamespace(extra=one), lambda one: [[one]]):
        with pytest.raises(KitError, match="makes a PDF with more than its pages"):
            addresses_linked(SimpleNamespace(pages=[]), _pdf(holds(part)))
    with pytest.raises(KitError, match="links to «javascript:x»"):
        addresses_linked(SimpleNamespace(pages=[]), _pdf({"A": {"S": "/URI", "URI": part_of()}}))


def part_of() -> SimpleNamespace:
    return SimpleNamespace(string="javascript:x")


def _pdf(part: object) -> SimpleNamespace:
    return SimpleNamespace(objects=[part], catalog={}, info={"Title": "t"})


@pytest.mark.parametrize(
    ("address", "text", "is_named"),
    [
        ("https://example.org/x", "Read https://example.org/x.", True),
        ("https://example.org/x", "(https://ex\u00adample.org/x/)", True),
        ("https://example.org/%C3%A5", "https://example.org/å", True),
        ("https://example.org", "https://example.org/x", False),
        ("https://e", "https://example.org", False),
        ("https://example.org/x", "example.org/x", False),
        ("http://example.org/x", "https://example.org/x", False),
    ],
)
def test_an_address_of_the_web_stands_in_the_packs_texts(
    address: str, text: str, is_named: bool
) -> None:
    if is_named:
        refuse_unnamed([address], lambda: [text])
    else:
        with pytest.raises(KitError, match="links to «http"):
            refuse_unnamed([address], lambda: [text])


def test_texts_are_not_gone_through_where_nothing_is_linked() -> None:
    gone_through: Callable[[], list[str]] = lambda: pytest.fail("for nothing")  # noqa: E731
    refuse_unnamed([], gone_through)


class Held(Model):
    name: str
    forms: tuple[HeadingForms, ...] = ()
    more: dict[str, str]


def test_texts_of_a_model_are_found_however_deep() -> None:
    held = Held(name="a", forms=(HeadingForms(whole="b", part="c"),), more={"x": "d"})
    assert sorted(texts_in((held, 1, None))) == ["a", "b", "c", "d"]


def test_texts_of_a_whole_pack_are_found() -> None:
    pack = load_pack(SAMPLES / "english")
    found = set(texts_in(pack))
    assert {pack.cover.title, pack.areas[0].values[0].definition} <= found


def test_a_link_is_held_to_the_texts_where_it_comes_from_the_cache_too(
    tmp_path: Path,
) -> None:
    assets, store = Assets({"layouts": LAYOUTS}), Store(tmp_path)
    asked = TypesetRequest(page("<p><a href='https://example.org'>a</a>"), 0, flowing=True)
    named = TypesetCache(assets, FONTS, store, ["See https://example.org!"])
    assert named.typeset(asked).links == ("https://example.org",)
    assert TypesetCache(assets, FONTS, store, ["https://example.org"]).holds(asked)
    with pytest.raises(KitError, match=r"links to «https://example\.org»"):
        TypesetCache(assets, FONTS, store, ["nothing"]).typeset(asked)
