import json
import shutil
from pathlib import Path

import pytest

from kit.content.packs import load_pack
from kit.core.errors import KitError
from kit.core.paths import LAYOUTS
from kit.core.progress import Unwatched
from kit.core.sizes import CARDS
from kit.layout.overrides import LayoutFolder
from kit.pipeline.pack_fit import FORMATS, PackFit, pack_fit
from kit.pipeline.run import build
from kit.session.model import Session
from kit.session.print_settings import Printing
from kit.system.cache import user_store
from tests.conftest import SAMPLES, run_kit

LONG = "Vi vil hverandre vel i alt. "
CARD_PIECES = ("value-cards", "quality-cards", "dilemma-cards", "question-cards")


@pytest.fixture(scope="module")
def tight(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with a text that is long, one that is too long, and a word that is."""
    folder = tmp_path_factory.mktemp("tight") / "pack"
    shutil.copytree(SAMPLES / "small", folder)
    (folder / "areas" / "1-mot.yaml").write_text(
        "id: mot\ntitle: Mot\nlead: Om mot.\nvalues:\n"
        f"  - {{id: lang, name: Lang, definition: {'Vi vil hverandre vel i alt. ' * 12}}}\n"
        f"  - {{id: lengst, name: Lengst, definition: {'Vi vil hverandre vel i alt. ' * 40}}}\n"
        f"  - {{id: ord, name: Inter{'nasjonal' * 3}, definition: Kort}}\n",
        encoding="utf-8",
    )
    (folder / "dilemmas.yaml").unlink()
    return folder


@pytest.fixture(scope="module")
def found(tight: Path) -> PackFit:
    return pack_fit(load_pack(tight), LayoutFolder(LAYOUTS), Unwatched(), user_store())


def fits(found: PackFit, about: str) -> dict[str, int | None]:
    cards = (one for one in found.texts if one.piece == "Verdikort")
    return dict(next(one.fits for one in cards if one.about.endswith(f" {about}")))


@pytest.fixture
def two_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards of two formats alone: to typeset all of them takes long."""
    some = {name: CARDS[name] for name in ("standard", "business")}
    monkeypatch.setattr("kit.pipeline.pack_fit.CARDS", some)


@pytest.mark.slow
@pytest.mark.usefixtures("two_formats")
def test_each_text_is_told_for_two_formats(tight: Path) -> None:
    found = pack_fit(load_pack(tight), LayoutFolder(LAYOUTS), Unwatched(), user_store())
    assert fits(found, "Tid") == {"standard": 100, "business": 100}
    assert fits(found, "Lang")["business"] is None
    assert fits(found, "Lengst") == {"standard": None, "business": None}
    assert not found.can_be_built


@pytest.mark.slow
def test_both_forms_of_a_text_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.pipeline.pack_fit.CARDS", {"standard": CARDS["standard"]})
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "bare", pack)
    (pack / "areas" / "1-alt.yaml").write_text(
        "id: alt\ntitle: Alt\nvalues:\n"
        f"  - {{id: lang, name: Lang, definition: {{whole: Kort, part: {LONG * 12}}}}}\n"
        f"  - {{id: lengst, name: Lengst, definition: {{whole: Kort, part: {LONG * 40}}}}}\n"
        f"  - {{id: kort, name: Kort, definition: {{whole: {LONG * 12}, part: Kort}}}}\n",
        encoding="utf-8",
    )
    found = pack_fit(load_pack(pack), LayoutFolder(LAYOUTS), Unwatched(), user_store())
    smaller = [fits(found, name)["standard"] for name in ("Lang", "Kort", "Lengst")]
    assert 49 < (smaller[0] or 0) == (smaller[1] or 0) < 100
    assert smaller[2] is None
    (problem,) = found.problems["standard"]
    assert problem.text.startswith('the "part" of the definition of "Lengst" is 1119 characters; ')
    assert (found.can_be_built, found.can_be_built_in_part) == (True, False)
    ran = run_kit("check-pack", str(pack), "-q")
    assert ran.exit_code == 1
    assert ran.stdout.endswith(
        "\nA `kit build` of some of its values is refused: shorten what does not fit.\n"
    )


@pytest.mark.slow
def test_each_text_is_told_for_each_format_it_is_made_in(found: PackFit) -> None:
    short = fits(found, "Tid")
    assert short == dict.fromkeys(CARDS, 100)
    long = fits(found, "Lang")
    assert set(long) == set(CARDS)
    assert long["business"] is None
    assert 49 < (long["poker"] or 0) < 100
    assert set(fits(found, "Lengst").values()) == {None}
    (poster,) = (one for one in found.texts if one.piece == "Plakater" and one.about == "Ro")
    assert poster.fits == {"poster": 100}
    assert not found.can_be_built


@pytest.mark.slow
@pytest.mark.parametrize("card", CARDS)
def test_it_says_what_a_build_says(tight: Path, found: PackFit, tmp_path: Path, card: str) -> None:
    """Of each format: what is refused, and in how small type the rest is set."""
    how = Printing(card=card)
    with pytest.raises(KitError) as caught:
        build(
            Session(content=tight, out=tmp_path, printing=how, pieces=CARD_PIECES),
            store=user_store(),
        )
    assert caught.value.problems == found.problems[card]
    # Without what does not fit, it is made as told.
    good = [
        one.about.split()[0]
        for one in found.texts
        if one.piece == "Verdikort" and one.fits[card] is not None and one.about[0].isdigit()
    ]
    session = Session(
        content=tight, out=tmp_path, printing=how, pieces=("value-cards",), values=tuple(good)
    )
    told = {
        f"Verdikort, {one.about}": one.fits[card]
        for one in found.texts
        if one.piece == "Verdikort" and one.fits[card] not in (None, 100)
    }
    assert build(session, store=user_store()).smaller == told


@pytest.mark.slow
def test_a_pack_whose_texts_fit_can_be_built() -> None:
    easy = pack_fit(
        load_pack(SAMPLES / "english"), LayoutFolder(LAYOUTS), Unwatched(), user_store()
    )
    assert easy.can_be_built
    assert all(one.is_easy for one in easy.texts)
    assert easy.problems == dict.fromkeys(FORMATS, ())
    # Every card but blank ones, each poster, and the action plan.
    assert {one.piece for one in easy.texts} == {
        "Value cards",
        "Quality cards",
        "Dilemma cards",
        "Reflection cards",
        "Posters",
        "Action plan",
    }
    assert sum(one.piece == "Value cards" for one in easy.texts) == 7 + 2


@pytest.mark.slow
def test_the_command_tells_it_in_tables(tight: Path) -> None:
    ran = run_kit("check-pack", str(tight), "-q")
    assert ran.exit_code == 1
    lines = ran.stdout.replace(str(tight), "PACK").split("\n")
    assert lines[0] == "En liten prøvepakke & mer: 2 areas, 5 values"
    assert lines[1].split() == ["fits", "on", *(name.lower() for name in FORMATS)]
    row = next(line for line in lines if line.startswith("Verdikort: 1.2 Lengst"))
    assert row.split()[-8:] == ["no"] * 6 + ["–"] * 2
    assert not any("2.1" in line for line in lines)
    assert any(
        line.startswith('PACK/areas/1-mot.yaml:6:44: the definition of "Lengst" is 1119 characters')
        for line in lines
    )
    assert lines[-2] == "A plain `kit build` is refused: shorten what does not fit."
    every = run_kit("check-pack", str(tight), "-q", "--all").stdout
    assert "Verdikort: 2.1 " in every


@pytest.mark.usefixtures("two_formats")
@pytest.mark.slow
def test_the_command_tells_programs(tight: Path) -> None:
    told = json.loads(run_kit("check-pack", str(tight), "--json").stdout)
    assert (told["id"], told["areas"], told["values"], told["can_be_built"]) == (
        "small",
        2,
        5,
        False,
    )
    assert {"piece": "Plakater", "about": "Ro", "fits": {"poster": 100}} in told["texts"]
    first = told["problems"][0]
    assert first["format"] == "standard"
    assert first["file"].endswith("areas/1-mot.yaml")
    assert first["line"] == 6


@pytest.mark.slow
def test_a_pack_that_fits_ends_well_and_says_so() -> None:
    ran = run_kit("check-pack", str(SAMPLES / "english"))
    # Piped, it tells nothing of how far it is.
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.endswith("\nEvery text fits on every format in full size.\n")


def test_a_pack_that_cannot_be_read_is_told_as_by_a_build() -> None:
    ran = run_kit("check-pack", str(SAMPLES / "bad"))
    built = run_kit("build", "--content", str(SAMPLES / "bad"))
    assert (ran.exit_code, ran.stdout, ran.stderr) == (1, "", built.stderr)
    ran = run_kit("check-pack", "nowhere")
    assert ran.stderr == (
        "nowhere: there is no such folder: name the folder that holds the pack's pack.yaml\n"
    )
