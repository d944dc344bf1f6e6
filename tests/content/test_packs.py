import shutil
from pathlib import Path

import pytest

from kit.content.models import Pack
from kit.content.packs import load_pack
from kit.core.errors import KitError, Origin
from kit.core.language import speech
from kit.core.messages import Message
from kit.core.paths import DEFAULT_PACK
from kit.core.spelling import plain
from tests.conftest import SAMPLES


def test_every_problem_in_every_file_is_told_at_once() -> None:
    with pytest.raises(KitError) as caught:
        load_pack(SAMPLES / "bad")
    expected = (SAMPLES / "bad" / "expected.txt").read_text(encoding="utf-8")
    assert str(caught.value).replace(str(SAMPLES / "bad") + "/", "") + "\n" == expected


def test_a_text_is_printed_as_it_is_written(tmp_path: Path) -> None:
    """However much YAML takes it for a number, a date, or a yes."""
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    items = "[{id: no, name: No, definition: 2.10}, {id: on, name: 12:30:00, definition: 0x1}]"
    (pack / "qualities.yaml").write_text(f"title: 2026-01-02\nintro: [1e3]\nitems: {items}\n")
    made = load_pack(pack).qualities
    assert made
    assert (made.title, made.intro) == ("2026-01-02", ("1e3",))
    assert [(one.id, one.name, one.definition) for one in made.items] == [
        ("no", "No", "2.10"),
        ("on", "12:30:00", "0x1"),
    ]


def test_areas_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    (pack / "areas" / "1-mot.yaml").rename(pack / "areas" / "10-mot.yaml")
    assert [area.id for area in load_pack(pack).areas] == ["ro", "mot"]


@pytest.mark.parametrize("name", [".1-mot.yaml.swp", "1-mot.yaml~", "._1-mot.yaml", "notes.txt"])
def test_what_editors_leave_beside_a_file_is_passed_over(tmp_path: Path, name: str) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    (pack / "areas" / name).write_bytes(b"\x00")
    assert len(load_pack(pack).areas) == 2


def test_only_cover_and_areas_are_needed(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    for name in ("qualities", "dilemmas", "action-plan"):
        (pack / f"{name}.yaml").unlink()
    made = load_pack(pack)
    assert (made.qualities, made.dilemmas, made.action_plan) == (None, None, None)


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        (
            "dilemmas.yaml",
            "sets:\n  - {area: rod, heading: a, intro: b, items: [{id: x, title: y, text: z}],\n"
            "     discussion: {opening: a, lead-in: b, points: [c]}}\n",
            "dilemmas.yaml:2:12: no area has the id rod: use one of mot, ro",
        ),
        (
            "dilemmas.yaml",
            "sets:\n"
            + "".join(
                f"  - {{area: mot, heading: a, intro: b, items: [{{id: {x}, title: y, text: z}}],\n"
                "     discussion: {opening: a, lead-in: b, points: [c]}}\n"
                for x in "pq"
            ),
            "dilemmas.yaml:4:12: mot has two sets of dilemmas: join them",
        ),
        (
            "qualities.yaml",
            "title: a\nintro: [b]\nitems: [{id: tid, name: c, definition: d}]\n",
            "areas/2-ro.yaml:5:10: id tid is taken by PACK/qualities.yaml:3: choose another",
        ),
        ("qualities.yaml", "[]\n", "qualities.yaml:1:1: the file must "
         "hold keys: write each as key: text"),
        (
            "qualities.yaml",
            "title: a\nintro: [b, c: d, [e]]\nitems: [{id: x, name: c, definition: d}]\n",
            "qualities.yaml:2:12: item 2 of intro must be text: a colon and a space make a key of "
            "what stands before them: put the text in single quotes, '…'\n"
            "PACK/qualities.yaml:2:18: item 3 of intro must be text: write it without hyphens and "
            "brackets",
        ),
        (
            "qualities.yaml",
            "title: a\nintro:\nitems: [{id: x, name: c, definition: d}]\nclosing: ''\n",
            "qualities.yaml:2:7: intro is empty: write its text\n"
            "PACK/qualities.yaml:4:10: closing is empty: write its text, or take the line out",
        ),
        (
            "areas/1-mot.yaml",
            "id: mot\ntitle: a\nlead: b\nvalues:\n"
            + "".join(f"  - {{id: x{n}, name: c, definition: d}}\n" for n in range(61)),
            "areas/1-mot.yaml:5:3: values holds 61, and 60 at the most: take some out",
        ),
        (
            "qualities.yaml",
            f"title: {'a' * 121}\nintro: [b]\nitems: [{{id: x, name: c, definition: d, e: f}}]\n",
            "qualities.yaml:1:8: title is longer than 120 characters: shorten it\n"
            "PACK/qualities.yaml:3:41: unknown key e: the keys here are id, name, definition",
        ),
        ("areas/x.yaml", "a: b\n", "areas/x.yaml: a pack has no file of this name: "
         "name it by number, as in areas/1-name.yaml, or take it out"),
        (
            "areas/3-c.yaml.txt",
            "a: b\n",
            "areas/3-c.yaml.txt: a pack has no file of this name: name it by number, as in "
            "areas/1-name.yaml, or take it out",
        ),
        (
            "qualities.yaml",
            "title:\nintro: [b]\nitems: [{id: x, name: c, definition: d}]\n",
            "qualities.yaml:1:7: title is empty: write its text",
        ),
        (
            "areas/1-mot.yaml",
            "id: mot\ntitle: a\nlead: b\nvalues: [{id: x, name: c, definition: d}]\n"
            "figure: {kind: pyramid, values: [x, x], caption: e}\n",
            "areas/1-mot.yaml:5:37: the figure names x twice: take one out",
        ),
        (
            "action-plan.yaml",
            "title: a\nintro: b\nclosing: [c]\nsteps:\n"
            "  - {id: p, title: d, text: e, fields: act}\n"
            "  - {id: q, title: d, text: e, fields: act}\n",
            "action-plan.yaml:6:40: act is taken by a step above: each kind of fields stands once",
        ),
        ("notes.yml", "a: b\n", "notes.yml: a pack has no file of this name: take it out"),
        (
            "qualities.yaml",
            "title: {whole: a, prt: b}\n"
            "intro: [b, {whole: c, part: d\u05d0}, {whole: '', part: }]\n"
            "items: [{id: x, name: {whole: a, part: b}, definition: {whole: d, part: ''}}]\n",
            "qualities.yaml:1:8: part is missing: add it\n"
            "PACK/qualities.yaml:1:19: unknown key prt: did you mean part?\n"
            "PACK/qualities.yaml:2:30: the typefaces have no \u05d0 (U+05D0 HEBREW LETTER "
            "ALEF): write it another way\n"
            "PACK/qualities.yaml:2:42: whole is empty: write its text\n"
            "PACK/qualities.yaml:3:23: name: it is the same whatever is chosen: write it once, "
            "without whole and part\n"
            "PACK/qualities.yaml:3:73: part is empty: write its text",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(tmp_path: Path, path: str, text: str, message: str) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    (pack / path).write_text(text, encoding="utf-8")
    with pytest.raises(KitError) as caught:
        load_pack(pack)
    assert str(caught.value).replace(str(pack), "PACK") == f"PACK/{message}"


def test_questions_of_the_running_text_must_stand_in_it(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    cover = pack / "pack.yaml"
    cover.write_text(
        cover.read_text(encoding="utf-8").replace("text: Hva står her?}", "text: Hva?}")
    )
    plan = pack / "action-plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8") + "text-questions: [{id: a, text: Hvem?}]\n")
    with pytest.raises(KitError) as caught:
        load_pack(pack)
    words = "this question is not in the running text: write it word for word as it is there"
    assert str(caught.value).replace(str(pack), "PACK").split("\n") == [
        f"PACK/action-plan.yaml:9:32: {words}",
        f"PACK/pack.yaml:13:32: {words}",
    ]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nowhere", "there is no such folder: name the folder that holds the pack's pack.yaml"),
        ("small/pack.yaml", "this is a file: name the folder that it is in, PACKS/small"),
        ("", "this is no content pack, since it has no pack.yaml: did you mean PACKS/small?"),
        (
            "small/areas",
            "this is no content pack, since it has no pack.yaml: name the folder that holds it",
        ),
    ],
)
def test_what_is_no_pack_is_told_with_what_to_name(tmp_path: Path, path: str, message: str) -> None:
    shutil.copytree(SAMPLES / "small", tmp_path / "small")
    with pytest.raises(KitError) as caught:
        load_pack(tmp_path / path)
    assert str(caught.value).replace(str(tmp_path), "PACKS").endswith(f": {message}")


def test_a_pack_without_areas_is_refused(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    shutil.rmtree(pack / "areas")
    with pytest.raises(KitError, match=r"the pack has no areas: add areas/1-name\.yaml"):
        load_pack(pack)


@pytest.fixture(scope="module")
def small() -> Pack:
    return load_pack(SAMPLES / "small")


def test_every_text_is_found_where_it_is_written(small: Pack) -> None:
    """Each origin points at a line that holds the beginning of its text."""
    assert len(small.origins) > 50
    for text, origin in small.origins:
        line = Path(origin.file).read_text(encoding="utf-8").split("\n")[origin.line - 1]
        rest = line[origin.column - 1 :]
        first = plain(text).split()[0]
        assert first in rest.replace("|", "") or rest[:1] in "|>", (text, origin)


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Ærlighet", 'the name "Ærlighet"'),
        ("Stå opp for andre", 'the definition of "Menneskerettighetsfokus"'),
        ("Hva hindret deg?", 'the question "Hva hindret deg?"'),
        ("Tenk på én dag.", 'the prompt of "Når var du modig?"'),
        ("Å tåle er ikke alt.", 'item 1 of the intro of "Mot & <b>varme</b>"'),
        ("Ærlighet bærer.", 'the caption of "Mot & <b>varme</b>"'),
        ("Sa fra", 'the text of "Eksempler"'),
    ],
)
def test_a_text_is_called_by_its_key_and_what_it_belongs_to(
    small: Pack, text: str, called: str
) -> None:
    assert [origin.called for said, origin in small.origins if said == text] == [called]


def test_ids_are_no_texts(small: Pack) -> None:
    assert not {"aerlighet", "mot", "nb", "pyramid", "choose"} & {text for text, _ in small.origins}


def test_equal_texts_have_all_their_origins_and_long_names_are_cut(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    long = "Et navn som er så langt at det ikke får plass i en melding"
    (pack / "areas" / "2-ro.yaml").write_text(
        f"id: ro\ntitle: Ro\nlead: Ro er å vente.\nvalues:\n"
        f"  - {{id: tid, name: {long}, definition: Det samme}}\n"
        "  - {id: rom, name: Rom, definition: Det samme}\n"
    )
    first, second = (one for text, one in load_pack(pack).origins if text == "Det samme")
    assert (first.line, first.called, first.within) == (
        5,
        'the definition of "Et navn som er så langt at det ikke får…"',
        ("ro", "tid"),
    )
    assert (second.line, second.within) == (6, ("ro", "rom"))


def test_both_forms_of_a_text_have_their_own_place(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    (pack / "areas" / "2-ro.yaml").write_text(
        "id: ro\ntitle: Ro\nlead:\n  whole: Alle ti.\n  part: Noen.\nintro:\n"
        "  - {whole: De ti, part: ''}\nvalues:\n  - {id: tid, name: Tid, definition: Vent}\n"
    )
    found = {text: one for text, one in load_pack(pack).origins if one.within == ("ro",)}
    assert [(text, one.line, one.column, one.called) for text, one in found.items()] == [
        ("Ro", 2, 8, 'the title "Ro"'),
        ("Alle ti.", 4, 10, 'the "whole" of the lead of "Ro"'),
        ("Noen.", 5, 9, 'the "part" of the lead of "Ro"'),
        ("De ti", 7, 13, 'the "whole" of item 1 of the intro of "Ro"'),
    ]
    assert {type(text) for text in found} == {str}


def test_a_question_may_stand_in_either_form_of_the_running_text(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    (pack / "areas" / "2-ro.yaml").write_text(
        "id: ro\ntitle: Ro\nintro:\n  - {whole: Er det alle?, part: Er det noen?}\n"
        "values:\n  - {id: tid, name: Tid, definition: Vent}\n"
        "text-questions:\n  - {id: alle, text: Er det alle?}\n  - {id: noen, text: Er det noen?}\n"
        "  - {id: ingen, text: Er det ingen?}\n"
    )
    with pytest.raises(KitError) as caught:
        load_pack(pack)
    assert [problem.line for problem in caught.value.problems] == [10]


def test_an_origin_makes_a_problem_at_its_place() -> None:
    problem = Origin("a.yaml", 3, 7, "the name").problem("too long")
    assert str(problem) == "a.yaml:3:7: too long"


@pytest.mark.parametrize(
    ("text", "in_bokmaal", "in_nynorsk"),
    [
        ("Ærlighet", "navnet «Ærlighet»", "namnet «Ærlighet»"),
        ("Tenk på én dag.", "hjelpeteksten til «Når var du modig?»",
         "hjelpeteksten til «Når var du modig?»"),
        ("Å tåle er ikke alt.", "nummer 1 i innledningen til «Mot & <b>varme</b>»",
         "nummer 1 i innleiinga til «Mot & <b>varme</b>»"),
    ],
)  # fmt: skip
def test_texts_are_called_as_they_are_in_norwegian(
    small: Pack, text: str, in_bokmaal: str, in_nynorsk: str
) -> None:
    (called,) = (origin.called for said, origin in small.origins if said == text)
    assert (speech("nb").said(called), speech("nn").said(called)) == (in_bokmaal, in_nynorsk)


def test_every_text_has_words_of_its_own() -> None:
    """So that none is called by its key, which is English."""
    for folder in (DEFAULT_PACK, SAMPLES / "small"):
        for _, origin in load_pack(folder).origins:
            assert isinstance(origin.called, Message)
            assert "«" in speech("nn").said(origin.called)
            assert "{key}" not in origin.called.id


@pytest.mark.parametrize(
    ("path", "text", "in_bokmaal", "in_nynorsk"),
    [
        (
            "dilemmas.yaml",
            "sets:\n  - {area: rod, heading: a, intro: b, items: [{id: x, title: y, text: z}],\n"
            "     discussion: {opening: a, lead-in: b, points: [c]}}\n",
            "ingen områder har id-en rod: bruk en av mot, ro",
            "ingen område har id-en rod: bruk ein av mot, ro",
        ),
        (
            "action-plan.yaml",
            "title: a\nintro: b\nclosing: [c]\nsteps:\n"
            "  - {id: p, title: d, text: e, fields: act}\n"
            "  - {id: q, title: d, text: e, fields: act}\n",
            "act er brukt i et steg lenger opp: hver type felt kan bare stå én gang",
            "act er brukt i eit steg lenger oppe: kvar type felt kan berre stå éin gong",
        ),
        (
            "notes.yml",
            "a: b\n",
            "en pakke har ingen fil med dette navnet: ta den bort",
            "ein pakke har inga fil med dette namnet: ta ho bort",
        ),
        (
            "qualities.yaml",
            "title: a\nintro: [\u05d0]\nitems: [{id: x, name: c, definition: d}]\n",
            "skriftene mangler \u05d0 (U+05D0 HEBREW LETTER ALEF): skriv det på en annen måte",
            "skriftene manglar \u05d0 (U+05D0 HEBREW LETTER ALEF): skriv det på ein annan måte",
        ),
        (
            "looks.yaml",
            "areas:\n  - {area: mot, motif: pack.yaml}\n",
            "pack.yaml er ingen SVG, se linje 1: lagre den på nytt som SVG",
            "pack.yaml er ingen SVG, sjå linje 1: lagre ho på nytt som SVG",
        ),
        (
            "looks.yaml",
            "areas:\n  - {area: mot, motif: nowhere.svg}\n",
            "nowhere.svg finnes ikke: se etter at navnet og mappen stemmer",
            "nowhere.svg finst ikkje: sjå etter at namnet og mappa stemmer",
        ),
        (
            "looks.yaml",
            "areas:\n  - {area: mot, colour: '#ffcc00'}\n",
            "#ffcc00 er for lys til å leses på papir: velg en mørkere, for eksempel #907300",
            "#ffcc00 er for lys til å lesast på papir: vel ein mørkare, til dømes #907300",
        ),
    ],
)
def test_a_fault_is_told_in_norwegian(
    tmp_path: Path, path: str, text: str, in_bokmaal: str, in_nynorsk: str
) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    (pack / path).write_text(text, encoding="utf-8")
    with pytest.raises(KitError) as caught:
        load_pack(pack)
    (problem,) = caught.value.problems
    said = (speech("nb").said(problem.text), speech("nn").said(problem.text))
    assert said == (in_bokmaal, in_nynorsk)
