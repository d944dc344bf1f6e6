"""What was asked for, as it is written down for a session file beside it."""

from pathlib import Path
from typing import Any

import pytest

from kit.authoring.session_wishes import choices_of, chosen, wishes_of
from kit.content.models import Pack
from kit.core.paths import LAYOUTS
from kit.layout.labels import Labels
from kit.layout.pieces import load_pieces
from kit.pipeline.request import Brief, brief_of
from kit.session.file import read_session
from kit.session.selection import select

PIECES = load_pieces(LAYOUTS)


def brief(**asked: Any) -> Brief:
    return brief_of(*read_session({key.replace("_", "-"): wish for key, wish in asked.items()}))


def written(folder: Path = Path(), **asked: Any) -> dict[str, Any]:
    return wishes_of(brief(**asked), PIECES, folder)


def test_what_was_said_of_the_session_is_tidied() -> None:
    wishes = written(title="  Fagdag   om verdier ", date="3.12.2026", people=" 24 ", team="")
    assert {key: str(wish) for key, wish in wishes.items()} == {
        "title": "Fagdag om verdier",
        "date": "2026-12-03",
        "people": "24",
    }


def test_how_to_print_stays_as_it_was_said() -> None:
    assert written(margin="6,5", flip="Short", preview=True) == {
        "margin": "6,5",
        "flip": "Short",
        "preview": True,
    }


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"areas": ["1", "ETISKE"]}, {"areas": ("relasjonelle", "etiske")}),
        ({"values": ["HÅP", "1.2"]}, {"values": ("respekt", "hap")}),
        (
            {"areas": ["1"], "values": ["3.6"], "leave-out": ["varme"]},
            {
                "areas": ("relasjonelle",),
                "values": ("menneskerettighetsfokus",),
                "leave-out": ("varme",),
            },
        ),
    ],
)
def test_names_are_written_as_ids(asked: dict[str, Any], told: dict[str, Any]) -> None:
    assert written(**{key.replace("-", "_"): wish for key, wish in asked.items()}) == told


def test_all_values_of_an_area_are_the_area(pack: Pack) -> None:
    ids = [value.id for value in pack.areas[1].values]
    assert chosen(select(pack, values=ids)) == {"areas": (pack.areas[1].id,)}
    assert chosen(select(pack, values=ids[:-1])) == {
        "areas": (pack.areas[1].id,),
        "leave-out": (ids[-1],),
    }
    assert chosen(select(pack, values=ids[:2])) == {"values": tuple(ids[:2])}


def test_what_is_written_of_a_selection_gives_the_same(pack: Pack) -> None:
    values = [value.id for area in pack.areas for value in area.values]
    for step in range(1, 8):
        selection = select(pack, values=values[::step])
        told: Any = chosen(selection)
        names = [told.get(key, ()) for key in ("areas", "values", "leave-out")]
        assert select(pack, *names) == selection


def test_pieces_have_their_ids_and_amounts() -> None:
    wishes = written(pieces=["verdikort", "Handlingsplan"], tables="2")
    assert wishes["pieces"] == {"value-cards": "per table", "action-plan": "per person"}


def test_files_are_told_from_the_folder_of_the_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    (tmp_path / "~names.csv").write_text("Kari\n", encoding="utf-8")
    names = Path("~names.csv")
    assert written(participants=names)["participants"] == "./~names.csv"
    assert written(Path("sub"), participants=names, out=Path("sub/ut")) == {
        "participants": "../~names.csv",
        "out": "ut",
    }
    assert written(Path("sub"), out=Path("/srv/kit"))["out"] == "/srv/kit"


def test_what_there_is_to_choose(pack: Pack, labels: Labels) -> None:
    choices = choices_of(pack, PIECES, labels, ("kontoret",))
    assert choices.areas["etiske"] == "3  Etiske og rettighetsbaserte verdier"
    assert choices.pieces["value-cards"] == ("Verdikort", "table")
    assert choices.title == "Verdier og holdninger i recoveryorientert praksis"
    assert choices.printers == ("kontoret",)
