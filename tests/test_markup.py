import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from kit.bundled import LAYOUTS
from kit.content import Pack
from kit.guide import job_of_cards, job_of_pages, plan_for_guide
from kit.imposition import best_grid
from kit.labels import Labels
from kit.markup import Layouts, _mm, _text
from kit.paper import MARGIN, PAPERS
from kit.pieces import load_margin_faces, load_pieces
from kit.selection import Selection, select
from kit.typeset import Typesetter
from tests.conftest import GOLDEN, page_texts

PIECES = load_pieces(LAYOUTS)


@pytest.fixture(scope="session")
def layouts(labels: Labels) -> Layouts:
    return Layouts(LAYOUTS, labels, load_margin_faces(LAYOUTS))


@pytest.mark.parametrize("name", PIECES)
def test_html_is_exactly_as_expected(
    name: str, layouts: Layouts, small: Selection, request: pytest.FixtureRequest
) -> None:
    grid = best_grid(PIECES["value-cards"].face.size, PAPERS["A4"], MARGIN)
    cards = PIECES["value-cards"]
    jobs = [
        job_of_cards("value-cards", cards, layouts.labels, grid, 4, "long"),
        job_of_pages("posters", PIECES["posters"], layouts.labels, 2),
        job_of_pages("action-plan", PIECES["action-plan"], layouts.labels, 2),
    ]
    faces = layouts.faces(name, PIECES[name], small, plan_for_guide(jobs))
    assert faces is not None
    path = GOLDEN / f"{name}.html"
    html = re.sub(r"workshop-kit [0-9.]+", "workshop-kit VERSION", faces.html)
    if request.config.getoption("--golden"):
        path.write_text(html, encoding="utf-8")
    assert html == path.read_text(encoding="utf-8")


def test_a_face_is_an_article_and_alike_faces_are_one(
    layouts: Layouts, everything: Selection
) -> None:
    faces = layouts.faces("value-cards", PIECES["value-cards"], everything)
    assert faces is not None
    assert faces.deck is not None
    assert len(faces.deck.cards) == 40
    assert len({card.front for card in faces.deck.cards}) == 40
    assert len({card.back for card in faces.deck.cards}) == 4
    # 40 fronts, 4 backs, a blank card's two sides; then ruler and slug line.
    assert len(faces.names) == 46
    margin = [faces.deck.ruler, faces.deck.slug]
    assert re.findall(r'<article [^>]*id="([^"]+)"', faces.html) == [*faces.names, *margin]
    names = list(faces.names.values())
    assert names[:3] == [
        "Verdikort, 1.1 Empati",
        "Verdikort, Relasjonelle verdier og holdninger",
        "Verdikort, 1.2 Respekt",
    ]
    assert names[-1] == "Verdikort, Verdikort"


def test_all_pieces_follow_the_selection(layouts: Layouts, pack: Pack) -> None:
    chosen = select(pack, ["1"], ["håp", "3.6"], ["varme"])
    htmls = {}
    for name in ("value-cards", "posters", "action-plan", "dilemma-cards", "question-cards"):
        faces = layouts.faces(name, PIECES[name], chosen)
        assert faces is not None
        htmls[name] = faces.html
    for name in ("value-cards", "posters", "action-plan"):
        assert "Empati" in htmls[name]
        assert "Menneske" in htmls[name]
        assert "Varme" not in htmls[name]
        assert "Likeverd" not in htmls[name]
    assert htmls["posters"].count("<article") == 3
    assert htmls["action-plan"].count('type="checkbox"') == 11
    assert "Maktbruk med respekt" in htmls["dilemma-cards"]
    assert htmls["question-cards"].count("face front") == 13


@pytest.mark.parametrize("name", ["dilemma-cards", "question-cards"])
def test_a_piece_that_the_selection_leaves_empty_is_none(
    name: str, layouts: Layouts, pack: Pack
) -> None:
    assert layouts.faces(name, PIECES[name], select(pack, ["4"])) is None


@pytest.mark.parametrize("name", ["quality-cards", "action-plan"])
def test_a_piece_of_which_the_pack_has_nothing_is_none(
    name: str, layouts: Layouts, small: Selection
) -> None:
    bare = Pack(small.pack.cover, small.pack.areas, None, None, None)
    assert layouts.faces(name, PIECES[name], select(bare)) is None


def test_the_pyramid_is_drawn_whole_or_not_at_all(layouts: Layouts, pack: Pack) -> None:
    def poster(*values: str) -> str:
        faces = layouts.faces("posters", PIECES["posters"], select(pack, values=values))
        assert faces is not None
        return faces.html

    layers = ["2.1", "2.2", "2.3", "2.4", "2.5"]
    assert poster(*layers).count('<table class="layer"') == 5
    assert poster(*layers, "2.8").count('<table class="layer"') == 5
    assert "Denne pyramiden" not in poster(*layers[1:], "2.8")
    assert poster(*layers[1:]).count('<div class="one"') == 4


def test_likeverd_is_the_base_of_the_pyramid(layouts: Layouts, everything: Selection) -> None:
    faces = layouts.faces("posters", PIECES["posters"], everything)
    assert faces is not None
    layers = re.findall(
        r'class="layer" style="bottom: ([0-9.]+)mm.*?</span> ([^<]+)</h2>', faces.html, re.DOTALL
    )
    upwards = [name for _, name in sorted(layers, key=lambda layer: float(layer[0]))]
    assert upwards[:4] == [
        "Likeverd",
        "Styrkefokus",
        "Håp",
        "Ydmykhet",
    ]


def test_the_figure_is_built_in_its_own_order(layouts: Layouts, small: Selection) -> None:
    """The small pack names its figure's values in the order of its area; here they are turned."""
    area = small.pack.areas[0]
    assert area.figure is not None
    turned = area.figure.model_copy(update={"values": area.figure.values[::-1]})
    upside_down = area.model_copy(update={"figure": turned})
    pack = Pack(small.pack.cover, (upside_down,), None, None, None)
    faces = layouts.faces("posters", PIECES["posters"], select(pack))
    assert faces is not None
    layers = re.findall(
        r'class="layer" style="bottom: ([0-9.]+)mm.*?</span> (.*?)</h2>', faces.html, re.DOTALL
    )
    lowest = min(layers, key=lambda layer: float(layer[0]))
    assert "Menneske" in lowest[1]


def test_text_is_escaped_and_its_breaks_are_marked() -> None:
    assert _text("a < b & <i>") == Markup("a &lt; b &amp; &lt;i&gt;")
    assert _text("på rett\u00adhet") == Markup(
        '<span class="word">på</span> <span class="word">rett\u00adhet</span>'
    )
    assert _text("<b>a\u00adb</b>") == Markup(
        '<span class="word">&lt;b&gt;a\u00adb&lt;/b&gt;</span>'
    )
    assert _text("noe – annet") == "noe\u00a0– annet"


def test_areas_take_their_colours_in_turn(layouts: Layouts, everything: Selection) -> None:
    area = everything.areas[0]
    numbers = {n: type(area)(n, area.area, area.values, None) for n in (1, 4, 5, 8, 9)}
    assert [layouts.palette(one) for one in numbers.values()] == [
        "area-1", "area-4", "area-1", "area-4", "area-1"
    ]  # fmt: skip
    assert layouts.palette(None) == "neutral"
    assert layouts.tokens["area-3-accent"] == "#433490"


def test_a_word_that_a_template_lacks_is_an_error(labels: Labels, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("{{ here }} {{ missing }}")
    layouts = Layouts(tmp_path, labels, load_margin_faces(LAYOUTS))
    with pytest.raises(UndefinedError, match="'missing' is undefined"):
        layouts.render("a.html", here="x")


def test_lengths_carry_no_binary_dust() -> None:
    assert [_mm(0.1 + 0.2), _mm(68.0), _mm(12.5), _mm(100)] == ["0.3", "68", "12.5", "100"]


def test_a_word_with_break_points_breaks_only_where_it_must(typesetter: Typesetter) -> None:
    """Set at widths from wide to narrow: whole on its line for as long as a line can hold it.

    pdfium tells a hyphen at the end of a line together with what follows it.
    """
    name = _text("Evne til å ta imot tilbake\u00admelding")
    seen = []
    for width in (70, 54, 40, 30):
        css = f"@page {{ size: 90mm 140mm }} h2 {{ font: 600 18.5pt Fraunces; width: {width}mm; "
        css += "hyphens: manual; hyphenate-character: '-' } .word { display: inline-block }"
        html = f"<html lang=nb><title>t</title><style>{css}</style><article id=a>"
        html += f"<h2>{name}</h2>"
        pdf = typesetter.set(html, {"a": "a"}, 0, flowing=True, fillable=False).pdf
        (text,) = page_texts(pdf)
        shown = text.replace("\u0002", "-").replace("\ufffe", "-")
        seen.append([line.strip() for line in shown.split("\r\n") if line.strip()])
    assert seen == [
        ["Evne til å ta imot", "tilbakemelding"],
        ["Evne til å ta imot", "tilbakemelding"],
        ["Evne til å ta", "imot", "tilbake-melding"],
        ["Evne til å", "ta imot", "tilbake-melding"],
    ]
