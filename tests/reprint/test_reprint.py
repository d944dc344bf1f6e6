"""Lost cards, and those that changed, are printed again."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from typer.testing import Result

from kit.core.language import Language, speak
from kit.core.paths import DEFAULT_PACK
from kit.output.manifest import MANIFEST
from tests.conftest import page_texts, run_kit, stands_in

TWO = ("--area", "4", "--piece", "verdikort", "--piece", "plakater")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack of one's own, and the cards and posters of one area of it in the folder out."""
    folder = tmp_path_factory.mktemp("printed")
    shutil.copytree(DEFAULT_PACK, folder / "pack")
    assert again(folder).exit_code == 0
    return folder


@pytest.fixture
def kit(printed: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    shutil.copytree(printed, tmp_path / "kit")
    return tmp_path / "kit"


def again(folder: Path, *words: str, choice: tuple[str, ...] = TWO) -> Result:
    pack, out = str(folder / "pack"), str(folder / "out")
    return run_kit("build", *choice, "--content", pack, "--out", out, *words)


def planned_again(folder: Path, *words: str, choice: tuple[str, ...] = TWO) -> Result:
    """What a plan tells of what changed since the kit was printed."""
    only = ("--only-changed", str(folder / "out" / MANIFEST))
    return run_kit("plan", *choice, "--content", str(folder / "pack"), *only, *words)


def manifest(folder: Path) -> Mapping[str, Any]:
    held: Mapping[str, Any] = json.loads((folder / "out" / MANIFEST).read_text(encoding="utf-8"))
    return held


def reword(folder: Path, old: str, new: str) -> None:
    (path,) = (folder / "pack" / "areas").glob("4-*.yaml")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def texts(folder: Path, name: str) -> list[str]:
    return list(page_texts((folder / "out" / name).read_bytes()))


def made(folder: Path) -> list[str]:
    """The files of the last build."""
    return [file["file"] for file in manifest(folder)["files"]]


def held(folder: Path) -> set[str]:
    return {path.name for path in (folder / "out").iterdir()}


def values_on(text: str, folder: Path) -> set[str]:
    """The numbers of the values whose names stand on a sheet."""
    cards = manifest(folder)["cards"]["value-cards"].values()
    named = (card["about"].partition(" ") for card in cards)
    return {number for number, _, name in named if stands_in(name, text)}


def test_lost_cards_are_printed_beside_the_kit(kit: Path) -> None:
    before = {path.name: path.read_bytes() for path in (kit / "out").iterdir()}
    ran = again(kit, "--only", "4.6,nysgjerrighet", "--only", "Selvinnsikt")
    assert ran.exit_code == 0, ran.output
    assert held(kit) == {*before, "verdikort-opptrykk.pdf"}
    for name in ("verdikort.pdf", "plakater.pdf"):
        assert (kit / "out" / name).read_bytes() == before[name]
    front, back = texts(kit, "verdikort-opptrykk.pdf")
    assert values_on(front, kit) == {"4.2", "4.6", "4.8"}
    assert front.count("Egen verdi") == 5
    assert stands_in("Refleksive og lærende holdninger", back)


def test_what_is_on_all_cards_is_still_known_after_some_were_printed_again(kit: Path) -> None:
    whole = manifest(kit)["cards"]
    assert len(whole["value-cards"]) == 10
    assert again(kit, "--only", "4.6").exit_code == 0
    assert manifest(kit)["cards"] == whole
    assert [file["file"] for file in manifest(kit)["files"]] == ["verdikort-opptrykk.pdf"]
    assert {file["file"] for file in manifest(kit)["earlier"]} == {"verdikort.pdf", "plakater.pdf"}


def test_only_what_changed_is_printed_again_posters_too(kit: Path) -> None:
    of_kit = str(kit / "out" / MANIFEST)
    reword(kit, "stille spørsmål og søke", "stille gode spørsmål og søke")
    ran = again(kit, "--only-changed", of_kit)
    assert ran.exit_code == 0, ran.output
    assert held(kit) >= {"verdikort-opptrykk.pdf", "plakater-opptrykk.pdf", "verdikort.pdf"}
    front = texts(kit, "verdikort-opptrykk.pdf")[0]
    assert values_on(front, kit) == {"4.2"}
    assert stands_in("stille gode spørsmål", front)
    assert stands_in("stille gode spørsmål", texts(kit, "plakater-opptrykk.pdf")[0])


def test_what_was_printed_again_is_known_so_nothing_is_left_to_print(kit: Path) -> None:
    of_kit = str(kit / "out" / MANIFEST)
    reword(kit, "stille spørsmål og søke", "stille gode spørsmål og søke")
    again(kit, "--only-changed", of_kit)
    before = held(kit)
    ran = again(kit, "--only-changed", of_kit)
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert ran.stderr == "No card has changed since then: nothing was made.\n"
    assert held(kit) == before


@pytest.mark.slow
def test_cards_in_new_colours_have_changed_and_posters_with_a_new_logo(kit: Path) -> None:
    of_kit = str(kit / "out" / MANIFEST)
    looks = kit / "pack" / "looks.yaml"
    looks.write_text('areas:\n  - {area: refleksive, colour: "#1f5aa8", tint: "#eef3fa"}\n')
    assert again(kit, "--only-changed", of_kit).exit_code == 0
    looks.write_text('areas:\n  - {area: refleksive, colour: "#1f5aa8", tint: "#e6eefa"}\n')
    ran = again(kit, "--only-changed", of_kit)
    assert (ran.exit_code, made(kit)) == (0, ["verdikort-opptrykk.pdf", "plakater-opptrykk.pdf"])
    for colour in ("red", "blue"):
        Image.new("RGB", (400, 200), colour).save(kit / "logo.png")
        assert again(kit, "--only-changed", of_kit, "--logo", str(kit / "logo.png")).exit_code == 0
        assert made(kit) == ["plakater-opptrykk.pdf"]
    ran = again(kit, "--only-changed", of_kit, "--logo", str(kit / "logo.png"))
    assert ran.stderr == "No card has changed since then: nothing was made.\n"


@pytest.mark.slow
def test_cards_of_other_styles_have_changed(kit: Path) -> None:
    of_kit = str(kit / "out" / MANIFEST)
    style = kit / "pack" / "layouts" / "value-cards" / "style.css"
    style.parent.mkdir(parents=True)
    for size in (13, 14):
        style.write_text(f".definition {{ font-size: {size}pt; }}")
        assert again(kit, "--only-changed", of_kit, "--allow-layouts").exit_code == 0
        assert "verdikort-opptrykk.pdf" in made(kit)
    ran = again(kit, "--only-changed", of_kit, "--allow-layouts")
    assert ran.stderr == "No card has changed since then: nothing was made.\n"


def test_a_lost_card_is_not_all_that_changed(kit: Path) -> None:
    """Of two values that changed one is printed again; the other is still to come."""
    of_kit = str(kit / "out" / MANIFEST)
    reword(kit, "stille spørsmål og søke", "stille gode spørsmål og søke")
    reword(kit, "uten å trekke raske", "uten å trekke altfor raske")
    asked = {key: manifest(kit)[key] for key in ("session", "areas", "values", "printing")}
    ran = again(kit, "--only", "4.2", "--piece", "verdikort", "--paper", "a3", choice=())
    assert "print these by the table below, not by the guide there." in ran.stderr
    assert ran.stdout.endswith("\nPrint it at 100 %.\n")
    # The rest stays as it is, and is told as it was asked for.
    assert {key: manifest(kit)[key] for key in asked} == asked
    assert again(kit, "--only-changed", of_kit).exit_code == 0
    assert values_on(texts(kit, "verdikort-opptrykk.pdf")[0], kit) == {"4.3"}


def test_a_new_number_is_a_change_of_the_card(kit: Path) -> None:
    ran = again(kit, "--only-changed", str(kit / "out" / MANIFEST), "--area", "1")
    assert ran.exit_code == 0, ran.output
    assert "Empati" in texts(kit, "verdikort-opptrykk.pdf")[0]


def as_printed(folder: Path, **told: object) -> None:
    """Have the manifest tell this of the kit as well."""
    path = folder / "out" / MANIFEST
    path.write_text(json.dumps({**manifest(folder), **told}), encoding="utf-8")


def for_tables(folder: Path, tables: int) -> None:
    """Have the kit be one that was printed for so many tables."""
    decks = {"value-cards": ["A", "B", "C"][:tables], "posters": []}
    as_printed(folder, decks=decks, session={"areas": ["4"], "tables": tables})


def test_every_deck_has_its_lost_card(kit: Path) -> None:
    for_tables(kit, 3)
    assert again(kit, "--only", "4.6", "--tables", "3").exit_code == 0
    front = texts(kit, "verdikort-opptrykk.pdf")[0]
    assert front.count("Egen verdi") == 5
    assert manifest(kit)["files"][0]["cards"] == 3


def test_backs_of_cards_printed_again_may_be_apart(kit: Path) -> None:
    assert again(kit, "--only", "4.6", "--separate-backs").exit_code == 0
    assert {"verdikort-opptrykk-forsider.pdf", "verdikort-opptrykk-baksider.pdf"} <= held(kit)


def test_dilemmas_and_questions_are_cards_too(kit: Path) -> None:
    ran = again(kit, "--only", "1.1, grenser", choice=("--area", "1"))
    assert ran.exit_code == 1
    assert ran.stderr.startswith("--only grenser: no such card; ")


def test_a_whole_build_takes_away_what_was_printed_again(kit: Path) -> None:
    again(kit, "--only", "4.6")
    assert again(kit).exit_code == 0
    assert "verdikort-opptrykk.pdf" not in held(kit)


def test_the_deck_that_lost_a_card_has_it_again(kit: Path) -> None:
    for_tables(kit, 3)
    ran = again(kit, "--only", "4.6B,nysgjerrighet c, A", "--tables", "3", "--piece", "verdikort")
    assert ran.exit_code == 0, ran.output
    front = texts(kit, "verdikort-opptrykk.pdf")[0]
    assert front.count("Egen verdi") == 5
    assert values_on(front, kit) == {"4.2", "4.6"}
    job = manifest(kit)["files"][0]
    assert (job["cards"], job["decks"], job["sheets"]) == (3, 3, 1)
    assert ran.stderr.splitlines()[-1] == (
        "Verdikort, to put into their decks: 4.6 Læringsvilje (deck B); "
        "4.2 Nysgjerrighet (decks A and C)."
    )


def test_what_the_other_decks_hold_of_a_lost_card_is_not_known(kit: Path) -> None:
    for_tables(kit, 2)
    before = manifest(kit)["cards"]
    reword(kit, "stille spørsmål og søke", "stille gode spørsmål og søke")
    assert again(kit, "--only", "4.2B", "--tables", "2").exit_code == 0
    assert manifest(kit)["cards"] == before
    assert again(kit, "--only", "4.2", "--tables", "2").exit_code == 0
    assert manifest(kit)["cards"] != before


def test_cards_are_lost_only_of_what_is_made(kit: Path) -> None:
    ran = again(kit, "--only", "4.2", choice=("--area", "4", "--piece", "plakater"))
    assert (ran.exit_code, ran.stderr) == (
        1,
        "--only is for cards, and there are none in Plakater\n",
    )


def test_what_to_take_out_is_told_and_what_to_put_in(kit: Path) -> None:
    of_kit = str(kit / "out" / MANIFEST)
    reword(kit, "stille spørsmål og søke", "stille gode spørsmål og søke")
    ran = again(kit, "--only-changed", of_kit, "--leave-out", "4.6")
    assert ran.exit_code == 0, ran.output
    told = [line for line in ran.stderr.splitlines() if "take" in line or "print" in line]
    assert told == [
        "Verdikort, take these out: 4.2 Nysgjerrighet (replaced); "
        "4.6 Læringsvilje (no longer in the kit).",
        "Verdikort, print these and put them in: 4.2 Nysgjerrighet (its text).",
        "Plakater, take these out: Refleksive og lærende holdninger (replaced).",
        "Plakater, print these and put them in: Refleksive og lærende holdninger (its text).",
    ]
    assert manifest(kit)["files"][0]["cards"] == 1


def test_decks_that_get_letters_are_printed_whole(kit: Path) -> None:
    ran = again(kit, "--only-changed", str(kit / "out" / MANIFEST), "--tables", "2")
    assert ran.exit_code == 0, ran.output
    assert [line for line in ran.stderr.splitlines() if line.startswith("Verdikort")] == [
        "Verdikort, put these away: the deck without letters, whole.",
        "Verdikort, print these: decks A and B, whole (new).",
    ]
    assert manifest(kit)["files"][0]["cards"] == 20


def test_what_was_taken_out_is_not_told_again(kit: Path) -> None:
    of_kit = str(kit / "out" / MANIFEST)
    again(kit, "--only-changed", of_kit, "--leave-out", "4.6")
    ran = again(kit, "--only-changed", of_kit, "--leave-out", "4.6")
    assert ran.stderr == "No card has changed since then: nothing was made.\n"


@pytest.mark.slow
def test_a_card_to_take_out_is_told_where_there_is_none_to_print(kit: Path) -> None:
    only_cards = ("--area", "4", "--piece", "verdikort")
    of_kit = str(kit / "out" / MANIFEST)
    ran = again(kit, "--only-changed", of_kit, "--leave-out", "4.10", choice=only_cards)
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert ran.stderr.splitlines() == [
        "Verdikort, take these out: 4.10 Kritisk bevissthet (no longer in the kit).",
        "No card is to be printed: nothing was made.",
    ]


@pytest.mark.slow
def test_guide_and_plan_are_told_where_they_changed(kit: Path) -> None:
    """They are made for people as well: with other words or in another room."""
    room = ("--area", "4", "--people", "4", "--tables", "2")
    assert again(kit, choice=room).exit_code == 0
    of_kit = str(kit / "out" / MANIFEST)
    ran = again(kit, "--only-changed", of_kit, choice=room)
    assert ran.stderr == "No card has changed since then: nothing was made.\n"
    reword(kit, "stille spørsmål og søke", "stille gode spørsmål og søke")
    ran = again(kit, "--only-changed", of_kit, choice=room)
    whole = "and not made here: {}. A whole build makes it all."
    assert f"Changed as well, {whole.format('Veileder')}" in ran.stderr
    reword(kit, "name: Nysgjerrighet", "name: Undring")
    ran = again(kit, "--only-changed", of_kit, choice=room)
    names = "Opptellingsark, Handlingsplan, Veileder"
    assert f"Changed as well, {whole.format(names)}" in ran.stderr


def test_labels_have_changed_where_something_else_stands_on_them(kit: Path) -> None:
    room = ("--area", "4", "--tables", "2", "--piece", "verdikort,konvoluttlapper")
    assert again(kit, "--leave-out", "4.1", choice=room).exit_code == 0
    one_for_another = planned_again(kit, "--leave-out", "4.2", choice=room)
    assert "print these and put them in: 4.1 Refleksjonsevne (new)" in one_for_another.stderr
    assert "Changed as well" not in one_for_another.stderr
    people = planned_again(kit, "--leave-out", "4.1", "--people", "6", choice=room)
    assert people.stderr.splitlines() == [
        "Changed as well, and not made here: Konvoluttlapper. A whole build makes it all.",
        "No card is to be printed.",
    ]
    # A manifest that tells nothing of labels: they are as the kit is.
    of_kit = kit / "out" / MANIFEST
    of_kit.write_text(json.dumps({**manifest(kit), "texts": {}}), encoding="utf-8")
    older = planned_again(kit, "--leave-out", "4.2", choice=room)
    assert "and not made here: Konvoluttlapper." in older.stderr


def test_what_would_be_printed_again_is_told_by_a_plan_as_well(kit: Path) -> None:
    ran = planned_again(kit)
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert ran.stderr == "No card has changed since then.\n"
    told = json.loads(planned_again(kit, "--json").stdout)
    assert told["files"] == []
    reword(kit, "stille spørsmål og søke", "stille gode spørsmål og søke")
    ran = planned_again(kit)
    assert ran.stderr.splitlines() == [
        f"{piece}, {line}: {card} ({why})."
        for piece, card in (
            ("Verdikort", "4.2 Nysgjerrighet"),
            ("Plakater", "Refleksive og lærende holdninger"),
        )
        for line, why in (
            ("take these out", "replaced"),
            ("print these and put them in", "its text"),
        )
    ]
    assert "verdikort-opptrykk.pdf" in ran.stdout
    assert held(kit) == {"verdikort.pdf", "plakater.pdf", MANIFEST}


@pytest.mark.slow
def test_another_format_of_card_is_a_change_of_all(kit: Path) -> None:
    of_kit = str(kit / "out" / MANIFEST)
    assert again(kit, "--only-changed", of_kit, "--card", "poker").exit_code == 0
    assert made(kit) == ["verdikort-opptrykk.pdf"]
    assert manifest(kit)["files"][0]["cards"] == 10


NAME_IT = "name the manifest.json of the kit that you printed"


def test_the_manifest_of_another_pack_is_refused(kit: Path) -> None:
    of_kit = kit / "out" / MANIFEST
    other = json.loads(of_kit.read_text(encoding="utf-8")) | {"pack": "andre-ord"}
    of_kit.write_text(json.dumps(other), encoding="utf-8")
    ran = again(kit, "--only-changed", str(of_kit))
    assert (ran.exit_code, ran.stderr) == (
        1,
        f"{of_kit} is of a kit of the pack andre-ord, not of recovery: {NAME_IT}\n",
    )


NONE = f"{{path}} is no manifest of a kit, or it is damaged: {NAME_IT}"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (None, f"there is no {{path}}: {NAME_IT}"),
        ("{", NONE),
        ("[]", NONE),
        ("[" * 100_000, NONE),
        ('{"files": []}', NONE),
        ('{"files": 5, "earlier": []}', NONE),
        ('{"files": [], "earlier": [], "cards": {"a": 1}}', NONE),
        ('{"files": [], "earlier": [], "cards": [1]}', NONE),
        ('{"files": [{"file": 5, "sha256": ""}], "earlier": []}', NONE),
        ('{"files": [{"file": "a", "sha256": "", "piece": {}}], "earlier": []}', NONE),
        ('{"files": [], "earlier": [], "pack": "\\ud800"}', NONE),
        ('{"name": "left-pad", "version": "1.3.0"}', NONE),
        ('{"files": [], "earlier": []}', f"{{path}} tells of no cards: {NAME_IT}"),
        (
            '{"files": [], "earlier": [], "cards": {"value-cards": {}}}',
            f"{{path}} tells of no cards: {NAME_IT}",
        ),
    ],
)
def test_what_is_no_manifest_is_told(kit: Path, text: str | None, refusal: str) -> None:
    path = kit / "m.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    ran = again(kit, "--only-changed", str(path))
    assert (ran.exit_code, ran.stderr) == (1, refusal.format(path=path) + "\n")


def test_a_manifest_that_an_editor_put_a_mark_before_is_read(kit: Path) -> None:
    path = kit / "out" / MANIFEST
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    ran = again(kit, "--only-changed", str(path))
    assert ran.stderr == "No card has changed since then: nothing was made.\n"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "nb",
            [
                "Verdikort, ta ut disse: 4.2 Nysgjerrighet (erstattet); 4.6 Læringsvilje (ikke "
                "lenger i settet).",
                "Verdikort, skriv ut disse og legg dem inn: 4.2 Nysgjerrighet (teksten).",
                "Verdikort, legg bort alt i: bunken uten bokstav.",
                "Verdikort, skriv ut dette, som er nytt: alt i bunkene A og B.",
            ],
        ),
        (
            "nn",
            [
                "Verdikort, ta ut desse: 4.2 Nysgjerrighet (erstatta); 4.6 Læringsvilje (ikkje "
                "lenger i settet).",
                "Verdikort, skriv ut desse og legg dei inn: 4.2 Nysgjerrighet (teksten).",
                "Verdikort, legg bort alt i: bunken utan bokstav.",
                "Verdikort, skriv ut dette, som er nytt: alt i bunkane A og B.",
            ],
        ),
    ],
)
def test_what_goes_where_is_said_in_norwegian(
    language: Language, told: list[str], kit: Path
) -> None:
    reword(kit, "stille spørsmål og søke", "stille gode spørsmål og søke")
    speak(language)
    lines = []
    for words in (("--leave-out", "4.6"), ("--tables", "2")):
        ran = planned_again(kit, *words)
        assert ran.exit_code == 0, ran.output
        lines += ran.stderr.splitlines()
    assert [line for line in lines if line.startswith("Verdikort, ")] == told
