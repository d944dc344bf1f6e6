import re
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from kit.content.models import Pack
from kit.core.paths import LAYOUTS
from kit.core.sizes import Size
from kit.imposition.print_plan import GuidePlan, plan_for_guide
from kit.layout.drawing import PieceDrawing
from kit.layout.faces import Faces
from kit.layout.html import Layouts
from kit.layout.labels import Labels, load_labels
from kit.layout.pieces import load_pieces
from kit.layout.text_filters import halves, mm, text_for_print
from kit.session.attendance import Attendance
from kit.session.event import Branding, Event, Logo
from kit.session.print_settings import Printing
from kit.session.selection import Selection, select
from kit.typesetting.weasy import Typesetter
from tests.conftest import A_SESSION, GOLDEN, format_of, page_texts
from tests.imposition.test_print_plan import a_plan, pages

PIECES = load_pieces(LAYOUTS)


@pytest.fixture(scope="session")
def layouts(labels: Labels) -> Layouts:
    return Layouts(LAYOUTS, labels, event=A_SESSION)


def faces_of(
    layouts: Layouts, name: str, selection: Selection, plan: GuidePlan | None = None
) -> Faces | None:
    return PieceDrawing(layouts, name, PIECES[name], format_of(PIECES[name]), plan).faces(selection)


@pytest.mark.parametrize("name", PIECES)
def test_html_is_exactly_as_expected(
    name: str, layouts: Layouts, small: Selection, request: pytest.FixtureRequest
) -> None:
    shown = {one: piece.repeats_over for one, piece in PIECES.items()} if name == "slides" else {}
    plan = replace(a_plan(), event=A_SESSION, shown=shown)
    faces = faces_of(layouts, name, small, plan)
    assert faces is not None
    path = GOLDEN / f"{name}.html"
    html = re.sub(r"workshop-kit [0-9.]+", "workshop-kit VERSION", faces.html)
    if request.config.getoption("--golden"):
        path.write_text(html, encoding="utf-8")
    assert html == path.read_text(encoding="utf-8")


def test_a_face_is_an_article_and_alike_faces_are_one(
    layouts: Layouts, everything: Selection
) -> None:
    faces = faces_of(layouts, "value-cards", everything)
    assert faces is not None
    assert faces.deck is not None
    assert len(faces.deck.cards) == 40
    assert len({card.front for card in faces.deck.cards}) == 40
    assert len({card.back for card in faces.deck.cards}) == 4
    # 40 fronts, 4 backs, a blank card's two sides.
    assert len(faces.names) == 46
    assert re.findall(r'<article [^>]*id="([^"]+)"', faces.html) == list(faces.names)
    # The back of an area opens its cards.
    assert list(faces.names.values())[:3] == [
        "Verdikort, Relasjonelle verdier og holdninger",
        "Verdikort, 1.1 Empati",
        "Verdikort, 1.2 Respekt",
    ]
    first, second = faces.faces[:2]
    assert (first.group, first.file) == (first.about, "verdikort-bakside-relasjonelle")
    assert (second.group, second.about, second.file) == (
        "Relasjonelle verdier og holdninger",
        "1.1 Empati",
        "verdikort-empati",
    )


def test_without_blanks_no_card_for_own_words_is_drawn(layouts: Layouts, small: Selection) -> None:
    piece = PIECES["value-cards"]
    faces = PieceDrawing(layouts, "value-cards", piece, format_of(piece)).faces(small, blanks=False)
    assert faces is not None
    assert "Egen verdi" not in faces.html


@pytest.mark.parametrize("name", PIECES)
def test_who_stands_behind_is_told_on_posters_guide_and_plan(
    name: str, labels: Labels, small: Selection
) -> None:
    who = Branding(Logo(b"", "png", 400, 100), "Team <Nord> & co")
    layouts = Layouts(LAYOUTS, labels, event=replace(A_SESSION, branding=who))
    faces = faces_of(layouts, name, small, replace(a_plan(), event=A_SESSION))
    assert faces is not None
    shown = (
        len(faces.faces) if name == "posters" else int(name in ("guide", "action-plan", "slides"))
    )
    html = faces.html
    assert html.count('<img src="kit:///branding/logo" alt="Logoen til avsenderen"') == shown
    assert html.count("Team &lt;Nord&gt; &amp; co") == shown
    assert "Team <Nord>" not in html
    assert "plate" not in html


def test_a_light_logo_stands_on_a_plate(labels: Labels, small: Selection) -> None:
    who = Branding(Logo(b"", "png", 400, 100, light=True))
    faces = faces_of(Layouts(LAYOUTS, labels, event=Event(branding=who)), "posters", small)
    assert faces is not None
    assert faces.html.count('class="logo plate"') == len(faces.faces)
    # 64 × 14 mm with the plate, of which the picture has 400 × 100 pixels in all.
    assert faces.html.count('style="width: 44mm; height: 11mm"') == len(faces.faces)


def test_small_faces_are_drawn_one_by_one(layouts: Layouts) -> None:
    words = {"a": {"text": "én & to"}, "b": {"text": "tre"}}
    faces = layouts.small_faces("margin/slug.html", Size(64, 2.8), words)
    assert list(faces.names) == ["a", "b"]
    assert "én &amp; to" in faces.html
    assert "--face-width: 64mm" in faces.html
    assert faces.html.count("<article") == 2


def test_all_pieces_follow_the_selection(layouts: Layouts, pack: Pack) -> None:
    chosen = select(pack, ["1"], ["håp", "3.6"], ["varme"], with_area=True)
    htmls = {}
    for name in ("value-cards", "posters", "action-plan", "dilemma-cards", "question-cards"):
        faces = faces_of(layouts, name, chosen)
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
    assert faces_of(layouts, name, select(pack, ["4"])) is None


@pytest.mark.parametrize("name", ["quality-cards", "action-plan"])
def test_a_piece_of_which_the_pack_has_nothing_is_none(
    name: str, layouts: Layouts, small: Selection
) -> None:
    bare = Pack(small.pack.cover, small.pack.areas, None, None, None)
    assert faces_of(layouts, name, select(bare)) is None


def test_an_area_may_have_values_alone(layouts: Layouts, small: Selection) -> None:
    """Its poster has no sentence, and the guide nothing to read beforehand."""
    area = small.pack.areas[1].model_copy(update={"lead": None, "intro": ()})
    bare = select(replace(small.pack, areas=(area,), dilemmas=None))
    poster, guide = (faces_of(layouts, name, bare, a_plan()) for name in ("posters", "guide"))
    assert poster
    assert guide
    assert "<h1 class" in poster.html
    assert 'lead"' not in poster.html
    assert area.title not in guide.html.partition('id="background"')[2]


def test_a_poster_uses_its_room(layouts: Layouts, pack: Pack) -> None:
    """Few values have a place for notes; where no questions are asked, there are lines."""

    def poster(*values: str, areas: tuple[str, ...] = ()) -> str:
        faces = faces_of(layouts, "posters", select(pack, areas, values, with_area=True))
        assert faces is not None
        return faces.html

    few, ten, third, fourth = poster("1.1", "1.2"), *(poster(areas=(one,)) for one in "134")
    assert few.count('class="row noted"') == few.count("Det vi sier om dette:") == 2
    assert "Det vi sier om dette:" not in ten
    assert "Hvor mye rom gir vi egentlig for selvbestemmelse?" in third
    assert fourth.count('<div class="line"') == 3
    assert "Det vi tar med oss" in fourth
    assert all("Det vi tar med oss" not in one for one in (few, ten, third))


def test_the_pyramid_is_drawn_whole_or_not_at_all(layouts: Layouts, pack: Pack) -> None:
    def poster(*values: str) -> str:
        faces = faces_of(layouts, "posters", select(pack, values=values, with_area=True))
        assert faces is not None
        return faces.html

    layers = ["2.1", "2.2", "2.3", "2.4", "2.5"]
    assert poster(*layers).count('<div class="layer"') == 5
    assert poster(*layers, "2.8").count('<div class="layer"') == 5
    assert "Denne pyramiden" not in poster(*layers[1:], "2.8")
    assert poster(*layers[1:]).count('<div class="one"') == 4


def test_likeverd_is_the_base_of_the_pyramid(layouts: Layouts, everything: Selection) -> None:
    faces = faces_of(layouts, "posters", everything)
    assert faces is not None
    layers = re.findall(
        r'class="layer".*?style="top: ([0-9.]+)mm.*?</span> ([^<]+)</h2>', faces.html, re.DOTALL
    )
    upwards = [name for _, name in sorted(layers, key=lambda layer: -float(layer[0]))]
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
    faces = faces_of(layouts, "posters", select(pack))
    assert faces is not None
    layers = re.findall(
        r'class="layer".*?style="top: ([0-9.]+)mm.*?</span> (.*?)</h2>', faces.html, re.DOTALL
    )
    lowest = max(layers, key=lambda layer: float(layer[0]))
    assert "Menneske" in lowest[1]


def test_text_is_escaped_and_its_breaks_are_marked() -> None:
    assert text_for_print("<i> & a < b") == Markup("&lt;i&gt; &amp; a &lt; b")
    assert text_for_print("på medmenneskers rett\u00adhet") == Markup(
        '<span class="word">på</span> <span class="word">medmenneskers</span> '
        '<span class="word">rett\u00adhet</span>'
    )
    assert text_for_print("<b>a\u00adb</b>") == Markup(
        '<span class="word">&lt;b&gt;a\u00adb&lt;/b&gt;</span>'
    )
    assert text_for_print("<b> med --separate-backs.") == Markup(
        '&lt;b&gt; med <span class="option">--separate-backs</span>.'
    )
    assert text_for_print("noe – annet hver gang") == "noe –\u00a0annet hver gang"


def test_a_word_that_a_template_lacks_is_an_error(labels: Labels, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("{{ here }} {{ missing }}")
    (tmp_path / "tokens.css").write_text("")
    layouts = Layouts(tmp_path, labels)
    with pytest.raises(UndefinedError, match="'missing' is undefined"):
        layouts.render("a.html", here="x")


def test_lengths_carry_no_binary_dust() -> None:
    assert [mm(0.1 + 0.2), mm(68.0), mm(12.5), mm(100)] == ["0.3", "68", "12.5", "100"]


def test_a_word_with_break_points_breaks_only_where_it_must(typesetter: Typesetter) -> None:
    """Set at widths from wide to narrow: whole on its line for as long as a line can hold it.

    pdfium tells a hyphen at the end of a line together with what follows it.
    """
    name = text_for_print("Evne til å ta imot tilbake\u00admelding")
    seen = []
    for width in (70, 54, 40, 30):
        css = f"@page {{ size: 90mm 140mm }} h2 {{ font: 600 18.5pt Fraunces; width: {width}mm; "
        css += "hyphens: manual; hyphenate-character: '-' } .word { display: inline-block }"
        html = f"<html lang=nb><title>t</title><style>{css}</style><article id=a>"
        html += f"<h2>{name}</h2>"
        pdf = typesetter.typeset(html, 0, flowing=True, fillable=False).pdf
        (text,) = page_texts(pdf)
        shown = text.replace("\u0002", "-").replace("\ufffe", "-")
        seen.append([line.strip() for line in shown.split("\r\n") if line.strip()])
    assert seen == [
        ["Evne til å ta imot", "tilbakemelding"],
        ["Evne til å ta imot", "tilbakemelding"],
        ["Evne til å ta", "imot", "tilbake-melding"],
        ["Evne til å", "ta imot", "tilbake-melding"],
    ]


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("Adébáyọ\u0300 Ola", True),
        ("ï\u0324", True),
        ("Åse Ọlá Ødegård", False),
        # One letter of Unicode, if written as two.
        ("A\u030ase", False),
    ],
)
def test_accents_that_no_letter_has_are_set_in_the_typeface_that_places_them(
    text: str, *, apart: bool
) -> None:
    assert str(text_for_print(text)).startswith('<span class="accented">') is apart


def test_a_run_on_a_screen_is_told_for_a_video_meeting(layouts: Layouts, small: Selection) -> None:
    """In the guide whole, on a slide its titles and times; each for the pieces that there are."""
    on_screen = Printing.model_validate({"for": "screen"})
    jobs = [pages("slides", 15), pages("action-plan", 2)]
    shown = {"value-cards": "values", "dilemma-cards": "dilemmas", "action-plan": "action-plan"}
    plan = replace(plan_for_guide(on_screen, jobs), shown=shown)
    guide = faces_of(layouts, "guide", small, plan)
    slides = faces_of(layouts, "slides", small, plan)
    assert guide is not None
    assert slides is not None
    run = next(face.html for face in slides.faces if face.kind == "run")
    clocks = ["0:00", "0:10", "0:40", "0:50", "1:15", "1:35"]
    for html in (guide.html, run):
        assert re.findall(r'class="clock">(.*?)<', html) == clocks
        assert "Drøft et dilemma" in html
    told = plain_text(guide.html)
    assert "Gå til neste lysbilde, og følg teksten der" in told
    assert "4–7 personer i hvert grupperom" in told
    assert "snu kortet" not in told
    assert "på bordet" not in told
    assert "slides.pdf" in told
    assert "action-plan.pdf" in told
    few = replace(plan, shown={**shown, "posters": "areas"})
    one = faces_of(layouts, "guide", select(small.pack, ["1"]), few)
    assert one is not None
    assert "Vis lysbildet som åpner området" in plain_text(one.html)
    assert "Fortell hverandre hva hver verdi betyr" in plain_text(one.html)


@pytest.mark.parametrize(
    ("language", "of_values", "of_all", "people"),
    [
        (
            "nb",
            "én verdi på hvert.",
            "ett spørsmål på hvert. Etter hvert",
            "24 deltakere i 4 grupper",
        ),
        (
            "nn",
            "éin verdi på kvart.",
            "eitt spørsmål på kvart. Etter kvart",
            "24 deltakarar i 4 grupper",
        ),
        (
            "en",
            "one value on each.",
            "one question on each. After each",
            "24 participants in 4 groups",
        ),
    ],
)
def test_online_only_what_the_slides_hold_is_told_of_and_nobody_sits_at_a_table(
    language: str, of_values: str, of_all: str, people: str, small: Selection
) -> None:
    event = Event(attendance=Attendance(24, 4))
    on_screen = Printing.model_validate({"for": "screen"})
    layouts = Layouts(LAYOUTS, load_labels(LAYOUTS, language), event=event)
    plan = plan_for_guide(on_screen, [pages("slides", 9)], event)

    def told(*shown: str) -> str:
        guide = faces_of(
            layouts, "guide", small, replace(plan, shown=dict.fromkeys(shown, "values"))
        )
        assert guide is not None
        return plain_text(guide.html)

    values = told("value-cards")
    assert of_values in values
    assert "dilemma" not in values.partition(of_values)[2][:120]
    assert people in values
    assert of_all in told("value-cards", "question-cards", "dilemma-cards")


def test_a_session_that_is_short_without_a_break_has_none_and_is_told_in_minutes(
    layouts: Layouts, small: Selection
) -> None:
    def told(*names: str) -> str:
        jobs = [pages(name, 2) for name in names]
        guide = faces_of(layouts, "guide", small, plan_for_guide(Printing(), jobs))
        assert guide is not None
        return plain_text(guide.html)

    posters = told("posters")
    assert "Pause" not in posters
    assert "passer for 30 min og" in posters
    longer = told("posters", "value-cards", "dilemma-cards")
    assert "Pause" in longer
    assert "passer for 1 t 35 min og" in longer
    assert "passer for 2 t og" in told("posters", "value-cards", "dilemma-cards", "question-cards")


def plain_text(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split())


@pytest.mark.parametrize(
    ("steps", "first"),
    [
        # Where all are alike, the first column has one more: nobody reads 1, and 2 and 3 beside it.
        (["a" * 60, "b" * 55, "c" * 50], 2),
        (
            [
                Markup("<h3>Ord</h3><p><lines text 10>{}</lines></p>").format("a" * n)
                for n in (70, 60, 49)
            ],
            2,
        ),
        # A long one weighs as many lines as it takes.
        (["a" * 200, "b" * 40, "c" * 40], 1),
        (["a" * 40, "b" * 40, "c" * 200], 2),
        ([], 0),
    ],
)
def test_steps_are_halved_by_the_lines_that_they_take(steps: list[str], first: int) -> None:
    assert [len(part) for part in halves(steps)] == [first, len(steps) - first]
