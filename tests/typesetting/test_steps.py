import io
import re
import shutil
from collections import Counter
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from kit.content.models import Pack
from kit.content.packs import load_pack
from kit.core.errors import KitError
from kit.core.paths import LAYOUTS
from kit.core.sizes import CARDS
from kit.imposition.print_plan import GuidePlan, plan_for_guide
from kit.layout.labels import Labels
from kit.layout.pieces import load_pieces
from kit.preflight.drawn import read_page
from kit.session.print_settings import Printing
from kit.session.selection import Selection, select
from kit.system.cache import user_store
from kit.typesetting.counts import jobs
from kit.typesetting.job import JobContext
from kit.typesetting.stages import TypesetPiece
from kit.typesetting.steps import draw
from kit.typesetting.workspace import workspace_for
from tests.conftest import A_SESSION, SAMPLES, typeset_piece
from tests.tiers import slow_but

PIECES = load_pieces(LAYOUTS)


def made_piece(
    name: str, selection: Selection, labels: Labels, printing: Printing | None = None
) -> TypesetPiece:
    how = printing or Printing()
    workspace = workspace_for(JobContext(selection, labels, how, event=A_SESSION), user_store())
    return typeset_piece(workspace, name, PIECES[name])


@pytest.mark.parametrize("name", PIECES)
def test_the_default_kit_is_set_as_it_is_drawn(
    name: str, everything: Selection, labels: Labels
) -> None:
    """No face is made smaller, and no last line is one short word."""
    made = made_piece(name, everything, labels)
    assert {face.fit for face in made.faces.faces} == {1.0}
    assert made.typeset.faults == {}
    if PIECES[name].made_as != "pages":
        assert made.typeset.lone == {}


@pytest.mark.parametrize("card", slow_but([card for card in CARDS if card != "standard"], "A7"))
@pytest.mark.parametrize("name", [name for name in PIECES if name.endswith("-cards")])
def test_other_cards_need_no_smaller_type_either(
    name: str, card: str, everything: Selection, labels: Labels
) -> None:
    made = made_piece(name, everything, labels, Printing(card=card))
    assert {face.fit for face in made.faces.faces} == {1.0}
    assert made.typeset.lone == {}


def small_with(tmp_path: Path, other: str, words: str = "La det ta tid") -> Selection:
    """The small pack with other words in its second area."""
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    area = pack / "areas" / "2-ro.yaml"
    area.write_text(area.read_text("utf-8").replace(words, other), "utf-8")
    return select(load_pack(pack))


def told(name: str, selection: Selection, labels: Labels, printing: Printing) -> str:
    with pytest.raises(KitError) as caught:
        made_piece(name, selection, labels, printing)
    (problem,) = caught.value.problems
    return problem.text


def test_a_face_that_is_too_full_is_set_smaller_and_only_that(
    tmp_path: Path, labels: Labels
) -> None:
    made = made_piece("value-cards", small_with(tmp_path, "La det ta tid " * 20), labels)
    smaller = {face.about: face.fit for face in made.faces.faces if face.fit < 1}
    assert list(smaller) == ["2.1 Tid"]
    assert 0.7 < smaller["2.1 Tid"] < 1
    assert made.typeset.faults == {}


@pytest.mark.parametrize("card", slow_but(["standard", "poker", "A7", "A6"]))
def test_no_type_becomes_smaller_than_can_be_read(
    card: str, tmp_path: Path, labels: Labels
) -> None:
    """On paper, whatever the card: names of 13 pt and definitions of 9 pt at least."""
    printing = Printing(card=card)
    words = "La det ta tid " * 200
    text = told("value-cards", small_with(tmp_path / "long", words), labels, printing)
    fits = int(re.findall("about ([0-9]+) fit", text)[0])
    most = words[:fits].rpartition(" ")[0]
    made = made_piece("value-cards", small_with(tmp_path / "fits", most), labels, printing)
    (face,) = (face for face in made.faces.faces if face.fit < 1)
    document = pypdfium2.PdfDocument(made.typeset.pdf)
    drawn = read_page(document[made.typeset.pages[face.id][0]])
    document.close()
    sizes = Counter(round(letter.size, 2) for letter in drawn.letters)
    (definition, _), *_ = sizes.most_common(1)
    name = max(sizes)
    assert 9 <= definition < 10
    assert name >= 13


@pytest.mark.parametrize(
    ("card", "place", "advice"),
    slow_but(
        [
            ("standard", "on a standard card about", "Shorten it, or use --card a6."),
            ("A7", "on an A7 card about", "Shorten it, or use --card a6."),
            ("A6", "on an A6 card about", "Shorten it."),
        ],
        ("A7", "on an A7 card about", "Shorten it, or use --card a6."),
    ),
)
def test_a_larger_card_is_advised_where_there_is_one(
    tmp_path: Path, labels: Labels, card: str, place: str, advice: str
) -> None:
    long = small_with(tmp_path, "La det ta tid " * (200 if card == "A6" else 60))
    text = told("value-cards", long, labels, Printing(card=card))
    assert place in text
    assert text.endswith(advice)


@pytest.mark.slow
def test_a_larger_card_is_not_advised_where_it_would_not_do(tmp_path: Path, labels: Labels) -> None:
    long = small_with(tmp_path, "La det ta tid " * 200)
    assert told("value-cards", long, labels, Printing()).endswith("fit. Shorten it.")


def test_a_print_shop_gets_no_form_fields(everything: Selection, labels: Labels) -> None:
    """PDF/X knows none."""
    for to, fields in (("office", True), ("screen", True), ("print-shop", False)):
        printing = Printing.model_validate({"for": to})
        made = made_piece("action-plan", everything, labels, printing)
        with pikepdf.open(io.BytesIO(made.typeset.pdf)) as pdf:
            assert ("/AcroForm" in pdf.Root) == fields


@pytest.mark.slow
def test_fewer_values_are_advised_for_a_poster(tmp_path: Path, labels: Labels) -> None:
    long = small_with(tmp_path, "Ro er å vente." + " VENT MER!!" * 350, "Ro er å vente.")
    # Nor on more sheets would it fit.
    text = told("posters", long, labels, Printing(posters="A4"))
    assert "on its poster about" in text
    assert text.endswith("Shorten it, or choose fewer values.")


@pytest.mark.slow
def test_more_sheets_are_advised_for_a_poster_that_fits_on_them(pack: Pack, labels: Labels) -> None:
    """On two sheets within an edge of 30 mm the pyramid of the default pack has no room."""
    parts = Printing(paper="Letter", posters="Letter", margin=30)
    text = told("posters", select(pack, ["2"]), labels, parts)
    assert text.endswith(" or use --full-size, or choose fewer values.")


@pytest.mark.slow
def test_letters_in_italics_may_lean_out_of_the_place_of_their_questions(
    pack: Pack, labels: Labels
) -> None:
    """The «g» of «gjennom» begins a line there, and reaches 0.3 mm to the left of it."""
    parts = Printing(paper="Letter", posters="Letter", margin=20)
    assert made_piece("posters", select(pack, ["3"]), labels, parts).typeset.faults == {}


@pytest.mark.parametrize("count", slow_but([1, 2, 3, 4, 5, 7, 8, 11, 13, 16, 19, 20], 1, 8, 20))
def test_a_poster_holds_from_one_to_twenty_values(
    count: int, tmp_path: Path, everything: Selection, labels: Labels
) -> None:
    """With the definitions of the default pack, in type of no less than 14 pt."""
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    values = "".join(
        f"  - {{id: v{n}, name: '{one.name}', definition: '{one.definition}'}}\n"
        for n, one in enumerate(everything.values[:count])
    )
    area = pack / "areas" / "2-ro.yaml"
    area.write_text(f"id: ro\ntitle: Ro\nlead: Ro er å vente.\nvalues:\n{values}", "utf-8")
    made = made_piece("posters", select(load_pack(pack), ["2"]), labels)
    assert made.typeset.page_count == 1
    assert [face.fit for face in made.faces.faces] == [1.0]


@pytest.mark.slow
def test_each_spare_page_of_the_guide_is_a_page_more(small: Selection, labels: Labels) -> None:
    counts = []
    for spare in (0, 1, 3):
        workspace = workspace_for(JobContext(small, labels, Printing()), user_store())
        plan = GuidePlan(spare_pages=spare)
        made = typeset_piece(workspace, "guide", PIECES["guide"], plan)
        counts.append(made.typeset.page_count)
    assert [count - counts[0] for count in counts] == [0, 1, 3]


def test_the_guide_alone_tells_of_its_own_pages(small: Selection, labels: Labels) -> None:
    workspace = workspace_for(JobContext(small, labels, Printing()))
    posters = draw("posters", PIECES["posters"], GuidePlan(), workspace)
    assert posters
    plan = plan_for_guide(Printing(), jobs(posters, 2, workspace.context))
    assert posters.length is None
    guide = draw("guide", PIECES["guide"], plan, workspace)
    assert guide
    assert guide.length
    assert "veileder.pdf" in guide.length.as_long(7, 0, "flowing").faces[0].html
    assert "7 sider" in guide.length.as_long(7, 0, "flowing").faces[0].html
    assert guide.faces.faces == guide.length.as_long(guide.length.first, 0, "flowing").faces
    # A kit of the guide alone lists no files.
    alone = draw("guide", PIECES["guide"], GuidePlan(), workspace)
    assert alone
    assert alone.length is None
    on_screen = Printing.model_validate({"for": "screen"})
    shown = draw("guide", PIECES["guide"], plan, workspace, on_screen)
    assert shown
    assert shown.length
    assert shown.length.first == 0
    assert "veileder.pdf" not in shown.length.as_long(7, 0, "apart").faces[0].html
