"""What a pack and the layouts offer, in tables."""

import shutil
from pathlib import Path

import pytest

from kit.authoring.choices import Listed, content_table, offered, pieces_table
from kit.core.errors import KitError
from kit.core.paths import LAYOUTS
from kit.layout.labels import Labels
from kit.layout.pieces import load_pieces
from kit.session.selection import Selection
from kit.system.cache import Store
from tests.conftest import SAMPLES


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLES / "small", tmp_path / "pack"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


def test_a_pack_is_read_once_for_each_kind_of_thing(
    own: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: tuple[Listed, ...] = ("areas", "values", "pieces")
    first = {what: offered(what, own, store) for what in wanted}
    assert len({table.columns for table in first.values()}) == 3

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("kit.content.packs.load_pack", never)
    assert {what: offered(what, own, store) for what in wanted} == first
    with pytest.raises(AssertionError):
        offered("dilemmas", own, store)


def test_whatever_changes_in_it_is_seen(own: Path, store: Store) -> None:
    before = offered("areas", own, store)
    (area,) = (path for path in (own / "areas").iterdir() if path.name.startswith("1-"))
    area.write_text(area.read_text().replace("title: ", "title: Nye ", 1))
    after = offered("areas", own, store)
    assert before != after
    assert after.rows[0][2].startswith("Nye ")
    area.rename(area.with_name("7-last.yaml"))
    assert offered("areas", own, store).rows[-1][2].startswith("Nye ")


def test_what_is_wrong_is_told_each_time(own: Path, store: Store) -> None:
    offered("values", own, store)
    (own / "areas" / "9-x.yaml").write_text("id: 1\n")
    for _ in range(2):
        with pytest.raises(KitError, match=r"9-x\.yaml"):
            offered("values", own, store)
    (own / "areas" / "9-x.yaml").unlink()
    (own / "notes.yaml.txt").write_text("mine")
    with pytest.raises(KitError, match=r"notes\.yaml\.txt"):
        offered("values", own, store)


def test_areas_and_values(everything: Selection) -> None:
    areas = content_table("areas", everything)
    assert areas.rows[2] == ("3", "etiske", "Etiske og rettighetsbaserte verdier", "10")
    values = content_table("values", everything)
    assert len(values.rows) == 40
    assert values.records()[25] == {
        "number": "3.6",
        "id": "menneskerettighetsfokus",
        "name": "Menneskerettighetsfokus",
        "definition": "Forankre praksis i grunnleggende rettigheter til frihet, verdighet og "
        "deltakelse",
    }


def test_dilemmas_and_questions(everything: Selection) -> None:
    dilemmas = content_table("dilemmas", everything)
    assert [(row[0], row[1]) for row in dilemmas.rows] == [
        ("3", "nar-onsker-og-risiko-kolliderer"),
        ("3", "a-tale-usikkerhet"),
        ("3", "maktbruk-med-respekt"),
    ]
    questions = content_table("questions", everything)
    assert [row[0] for row in questions.rows] == ["1"] * 4 + ["2"] * 9
    assert questions.rows[0][3].startswith("Tenk over konkrete situasjoner")
    assert questions.rows[5][3] == ""


def test_pieces(labels: Labels) -> None:
    table = pieces_table(load_pieces(LAYOUTS), labels)
    assert table.rows[3] == ("dilemma-cards", "Dilemmakort", "dilemmakort.pdf", "136 × 95 mm", "A4")
    assert table.rows[6][0::2] == ("slides", "lysbilder.pdf", "–")
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_cards_are_listed_with_all_that_names_one(store: Store) -> None:
    """Decks alone: envelope labels are cut out like cards, but nobody loses one of a deck."""
    table = offered("cards", None, store)
    assert table.columns == ("piece", "number", "id", "name")
    assert ("Verdikort", "3.6", "menneskerettighetsfokus", "Menneskerettighetsfokus") in table.rows
    assert ("Sorteringskort", "", "1", "Svært viktig") in table.rows
    titles = list(dict.fromkeys(row[0] for row in table.rows))
    assert titles == [
        "Verdikort",
        "Sorteringskort",
        "Egenskapskort",
        "Dilemmakort",
        "Refleksjonskort",
    ]


def test_a_folder_of_everything_is_not_searched_to_its_end(
    own: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a whole disk, named by a slip."""
    monkeypatch.setattr("kit.content.folder._MOST_ENTRIES", 3)
    with pytest.raises(KitError, match="more than 3 files are in this folder"):
        offered("areas", own, store)


def test_a_name_that_no_folder_can_have_is_told(store: Store) -> None:
    with pytest.raises(KitError):
        offered("areas", Path("a\0b"), store)
