"""A session file that is written is read back as what was asked for."""

import datetime
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.authoring.new_session import (
    Choices,
    Wish,
    amount_text,
    choices_of,
    chosen,
    session_text,
    wishes_of,
)
from kit.content.models import Pack
from kit.core.paths import DEFAULT_PACK, LAYOUTS
from kit.layout.labels import Labels
from kit.layout.pieces import load_pieces
from kit.pipeline.request import Request, request_for
from kit.reading.document import Document
from kit.session.file import read_session
from kit.session.options import KEYS, OF_PRINTING
from kit.session.selection import select
from kit.session.sources import Sources
from tests.conftest import SAMPLES

CHOICES = Choices(
    title="Verdier",
    areas={"ro": "1 Ro", "uro-og-fred": "2 Uro: og # fred"},
    pieces={"value-cards": ("Verdikort", "table"), "guide": ("Veileder", "room")},
    printers=("kontoret", "HP 2"),
)
ONCE = {"only", "only-changed", "json"}


def text_of(wishes: Mapping[str, Wish]) -> str:
    return session_text(wishes, CHOICES)


def read(folder: Path, text: str) -> Any:
    path = folder / "okt.yaml"
    path.write_text(text, encoding="utf-8")
    return Document(path, str(path), as_written=True)


ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
READ_OTHERWISE = """\
no Yes null ~ 2026 2026-12-03 1e3 *a &a !a [a {a} a: %a @a `a` | ' " 0x1F .inf = << N on Å a\\b it's
"""
TRICKY = st.sampled_from(
    [*READ_OTHERWISE.split(), "- a", "a: b", "a #b", "# a", "a, b", "? a", "a\tb"]
) | st.sampled_from("\u00ad\ufeff\u2028\u0085\x00")


# Whole files


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "title": ANY | TRICKY,
            "team": ANY | TRICKY,
            "credit": TRICKY,
            "column": ANY,
            "logo": TRICKY,
            "date": st.dates(datetime.date(1000, 1, 1)),
            "people": st.integers(1, 1000),
            "tables": st.integers(1, 100),
            "margin": st.sampled_from(["8", "6.5", "6,5"]),
            "back-offset": st.sampled_from(["0.5,-1", "-1,0.5"]),
            "flip": st.sampled_from(["none", "long"]),
            "individual": st.booleans(),
            "values": st.lists(TRICKY, min_size=1).map(tuple),
            "leave-out": st.lists(ANY, min_size=1).map(tuple),
            "pieces": st.just({"value-cards": "per table", "guide": "3"}),
        },
    )
)
def test_what_was_asked_for_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, wishes: dict[str, Any]
) -> None:
    folder = tmp_path_factory.mktemp("text")
    document = read(folder, text_of(wishes))
    assert document.problems == []
    if "values" not in wishes:
        wishes = {**wishes, "areas": tuple(CHOICES.areas)}
    assert document.data == {key: plain(wish) for key, wish in wishes.items()}


def plain(wish: Any) -> Any:
    """A wish as a reader finds it: as text."""
    if isinstance(wish, bool):
        return "yes" if wish else "no"
    if isinstance(wish, tuple):
        return list(wish)
    return wish if isinstance(wish, (str, dict)) else str(wish)


NAMES = st.text(st.sampled_from("abÅ '\"#:-,[]{}&*!%@.0 \t"), min_size=1, max_size=30)


@given(title=NAMES | TRICKY, team=NAMES, people=st.integers(1, 1000), day=st.dates())
def test_a_session_is_the_same_from_options_and_from_its_file(
    tmp_path_factory: pytest.TempPathFactory,
    title: str,
    team: str,
    people: int,
    day: datetime.date,
) -> None:
    wanted = {"title": title, "team": team, "people": str(people), "date": day.isoformat()}
    options, wrong = read_session(wanted)
    if wrong:
        return
    told = {key: getattr(options, key) for key in wanted if getattr(options, key)}
    path = tmp_path_factory.mktemp("session") / "okt.yaml"
    path.write_text(text_of({**told, "values": ("x",)}), encoding="utf-8")
    session, problems = read_session({}, path)
    assert problems == []
    # What is told of a day that is far off has its place in the file.
    apart = {"values": (), "sources": Sources(), "origins": {}, "out": Path(), "remarks": ()}
    assert session.model_copy(update=apart) == options.model_copy(update=apart)


def test_every_key_is_explained_and_put_by() -> None:
    text = text_of({})
    for key in [key for key in KEYS if key not in ONCE and key not in ("areas", "pieces")]:
        found = re.search(rf"((?:^# .+\n)+)^#{key}: \S", text, re.MULTILINE)
        assert found, key
        assert len(found[1]) > 20
    assert not [key for key in ONCE if re.search(rf"^#?{key}:", text, re.MULTILINE)]


def test_the_choices_are_listed() -> None:
    text = text_of({"pieces": {"value-cards": "per person"}})
    assert "#   ro           1 Ro\n#   uro-og-fred  2 Uro: og # fred\n" in text
    assert "areas: [ro, uro-og-fred]\n" in text
    assert "pieces:\n  value-cards: per person  # Verdikort\n#  guide: per room" in text
    assert "# You keep: kontoret, HP 2\n#printer: kontoret\n" in text
    assert "#title: Verdier\n" in text


def test_lines_are_not_wide() -> None:
    assert max(map(len, text_of({}).splitlines())) <= 100


@pytest.mark.parametrize("key", [key for key in KEYS if key not in ONCE])
def test_a_key_without_its_sign_is_a_wish(key: str, tmp_path: Path) -> None:
    """Each example alone can be switched on by taking away its # and is no key that is unknown."""
    text = text_of({"people": 4})
    switched_on = re.sub(rf"^#({key}:)", r"\1", text, flags=re.MULTILINE)
    if key == "pieces":
        switched_on = re.sub(r"^#(  \S+: per)", r"\1", switched_on, flags=re.MULTILINE)
    data = read(tmp_path, switched_on).data
    assert set(data) == {"people", "areas", key}
    assert data[key]


def test_the_defaults_that_are_put_by_are_those_that_hold(tmp_path: Path) -> None:
    """Keys of printing as they stand there ask for what holds anyway, but for two examples."""
    text = session_text({"people": 4}, CHOICES)
    assert "#margin: 5\n" in text
    for key in [key for key in OF_PRINTING if key not in ("icc", "margin")]:
        text = re.sub(rf"^#({key}:)", r"\1", text, flags=re.MULTILINE)
    path = tmp_path / "okt.yaml"
    path.write_text(text.replace("areas:", "#areas:"), encoding="utf-8")
    session, problems = read_session({}, path)
    assert problems == []
    assert session.printing == read_session({})[0].printing


def test_a_file_of_no_wishes_is_a_session(tmp_path: Path) -> None:
    areas = {"ro": "1 Ro", "tid": "2 Tid"}
    path = tmp_path / "okt.yaml"
    choices = Choices("Verdier", areas, CHOICES.pieces)
    text = session_text({"content": str(SAMPLES / "small")}, choices)
    areas_of_small = [
        one.id for one in request_for(*read_session({"content": SAMPLES / "small"})).selection.areas
    ]
    text = re.sub(r"^areas: .*", f"areas: [{', '.join(areas_of_small)}]", text, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")
    made = request_for(*read_session({}, path))
    assert made.session.content != DEFAULT_PACK
    assert len(made.selection.areas) == len(areas_of_small)


def test_amounts_are_written_as_they_are_read() -> None:
    assert [amount_text(amount) for amount in ("table", 6)] == ["per table", "6"]


PIECES = load_pieces(LAYOUTS)


def request(**wanted: Any) -> Request:
    return request_for(*read_session({key.replace("_", "-"): wish for key, wish in wanted.items()}))


def written(folder: Path = Path(), **wanted: Any) -> dict[str, Any]:
    return wishes_of(request(**wanted), PIECES, folder)


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
    ("wanted", "told"),
    [
        ({"areas": ["1", "ETISKE"]}, {"areas": ("relasjonelle", "etiske")}),
        ({"values": ["HÅP", "1.2"]}, {"values": ("respekt", "hap")}),
        # That no area comes along was decided.
        (
            {"areas": ["1"], "values": ["3.6"], "with-area": False},
            {
                "areas": ("relasjonelle",),
                "values": ("menneskerettighetsfokus",),
                "with-area": False,
            },
        ),
        ({"areas": ["1"], "with-area": False}, {"areas": ("relasjonelle",)}),
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
def test_names_are_written_as_ids(wanted: dict[str, Any], told: dict[str, Any]) -> None:
    assert written(**{key.replace("-", "_"): wish for key, wish in wanted.items()}) == told


def test_all_values_of_an_area_are_the_area(pack: Pack) -> None:
    ids = [value.id for value in pack.areas[1].values]
    assert chosen(select(pack, values=ids)) == {"areas": (pack.areas[1].id,)}


def test_an_area_that_comes_along_is_written_as_one_and_single_values_as_such(pack: Pack) -> None:
    second = pack.areas[1]
    ids = tuple(value.id for value in second.values)
    most = {"areas": (second.id,), "leave-out": (ids[-1],)}
    assert chosen(select(pack, [second.id], leave_out=ids[-1:])) == most
    assert chosen(select(pack, values=ids[:-1], with_area=True)) == most
    assert chosen(select(pack, values=ids[:-1])) == {"values": ids[:-1]}
    two = {"values": ids[:2], "with-area": True}
    assert chosen(select(pack, values=ids[:2], with_area=True)) == two
    assert chosen(select(pack, [second.id], leave_out=ids[2:])) == two
    # Beside one that does not come along, the area is named.
    assert chosen(select(pack, [second.id], ["3.6"], ids[2:])) == {
        "areas": (second.id,),
        "values": ("menneskerettighetsfokus",),
        "leave-out": ids[2:],
    }


@pytest.mark.parametrize("with_area", [False, True])
@pytest.mark.parametrize("areas", [[], ["1"], ["1", "4"]])
def test_what_is_written_of_a_selection_gives_the_same(
    areas: list[str], with_area: bool, pack: Pack
) -> None:
    ids = [value.id for area in pack.areas for value in area.values]
    for step in range(1, 8):
        whole = [one.id for area in areas for one in pack.areas[int(area) - 1].values]
        left_out = [id_ for id_ in whole[1::4] if id_ not in ids[::step]]
        selection = select(pack, areas, ids[::step], left_out, with_area=with_area)
        told: Any = chosen(selection)
        names = [told.get(key, ()) for key in ("areas", "values", "leave-out")]
        assert select(pack, *names, with_area=told.get("with-area", False)) == selection


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
    # A folder that is moved with all that is in it stays a session.
    assert written(tmp_path / "sub", out=tmp_path / "sub" / "ut")["out"] == "ut"


def test_what_there_is_to_choose(pack: Pack, labels: Labels) -> None:
    choices = choices_of(pack, PIECES, labels, ("kontoret",))
    assert choices.areas["etiske"] == "3  Etiske og rettighetsbaserte verdier"
    assert choices.pieces["value-cards"] == ("Verdikort", "table")
    assert "slides" not in choices.pieces
    assert choices.title == "Verdier og holdninger i recoveryorientert praksis"
    assert choices.printers == ("kontoret",)
