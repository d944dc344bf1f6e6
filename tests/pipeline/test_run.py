"""Whole kits, read back from their PDFs."""

import io
import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from kit.content.models import Pack
from kit.core.errors import KitError
from kit.core.paths import DEFAULT_PACK, LAYOUTS
from kit.core.spelling import plain
from kit.library.outcome import kit_of
from kit.output.deliver import delivered_pdfs
from kit.pdf.face_marks import FaceMark
from kit.pipeline.run import BuiltKit, build
from kit.preflight.read import ReadPdf, read_pdf
from kit.session.file import read_session
from kit.session.model import Session
from kit.session.print_settings import Printing
from kit.session.selection import Selection
from kit.system.cache import user_store
from tests.conftest import SAMPLES, Heard, page_texts, pdf_of, stands_in
from tests.tiers import slow_but


def text_of(kit: BuiltKit, *pieces: str) -> str:
    return "\n".join(text for piece in pieces for text in page_texts(pdf_of(kit, piece)))


def made(out: Path, how: Printing | None = None, **wishes: Any) -> BuiltKit:
    session = Session(content=DEFAULT_PACK, out=out, printing=how or Printing(), **wishes)
    return build(session, store=user_store())


def test_the_default_kit_is_seven_files(default_kit: BuiltKit) -> None:
    rows = [(f.job.file, f.job.paper, f.job.sheets, f.job.sides) for f in default_kit.files]
    assert rows == [
        ("verdikort.pdf", "A4", 5, 2),
        ("egenskapskort.pdf", "A4", 1, 2),
        ("dilemmakort.pdf", "A4", 1, 2),
        ("refleksjonskort.pdf", "A4", 4, 2),
        ("plakater.pdf", "A3", 4, 1),
        ("handlingsplan.pdf", "A4", 1, 2),
        ("veileder.pdf", "A4", 2, 2),
    ]
    assert default_kit.request.left_out == ()


def test_every_name_and_definition_is_on_cards_and_posters(
    default_kit: BuiltKit, everything: Selection
) -> None:
    cards, posters = text_of(default_kit, "value-cards"), text_of(default_kit, "posters")
    plan = text_of(default_kit, "action-plan")
    for one in everything.values:
        assert stands_in(one.name, plan), one.name
        for text in (cards, posters):
            assert stands_in(one.name, text), one.name
            assert stands_in(one.definition, text), one.definition


def test_every_question_prompt_and_example_is_on_cards(default_kit: BuiltKit, pack: Pack) -> None:
    cards, posters = text_of(default_kit, "question-cards"), text_of(default_kit, "posters")
    questions = [q for a in pack.areas if a.reflection for q in a.reflection.questions]
    assert len(questions) == 9
    for question in questions:
        assert stands_in(question.question, cards)
        assert stands_in(question.question, posters)
        assert stands_in(question.prompt or "", cards)
    examples = [example for area in pack.areas if area.examples for example in area.examples.items]
    assert len(examples) == 4
    assert all(stands_in(example.text, cards) for example in examples)


def test_every_dilemma_quality_and_step_is_printed(default_kit: BuiltKit, pack: Pack) -> None:
    dilemmas = text_of(default_kit, "dilemma-cards")
    assert pack.dilemmas is not None
    (group,) = pack.dilemmas.sets
    assert len(group.items) == 3
    for dilemma in group.items:
        assert stands_in(dilemma.title, dilemmas)
        assert stands_in(dilemma.text, dilemmas)
    qualities = text_of(default_kit, "quality-cards")
    assert pack.qualities is not None
    for quality in pack.qualities.items:
        assert stands_in(quality.name, qualities)
        assert stands_in(quality.definition, qualities)
    plan = text_of(default_kit, "action-plan")
    assert pack.action_plan is not None
    for step in pack.action_plan.steps:
        assert stands_in(step.title, plan)
        assert stands_in(step.text, plan)


def test_the_back_of_a_dilemma_holds_its_closing_text_word_for_word(
    default_kit: BuiltKit, pack: Pack
) -> None:
    back = list(page_texts(pdf_of(default_kit, "dilemma-cards")))[1]
    discussion = pack.dilemmas.sets[0].discussion  # type: ignore[union-attr]
    for part in (
        discussion.opening,
        discussion.lead_in,
        *discussion.points,
        discussion.closing or "",
    ):
        assert stands_in(part, back), part


def test_the_pyramids_caption_and_aspects_are_on_the_poster(
    default_kit: BuiltKit, pack: Pack
) -> None:
    poster = list(page_texts(pdf_of(default_kit, "posters")))[1]
    area = pack.areas[1]
    assert area.figure is not None
    assert stands_in(area.figure.caption, poster)
    assert all(stands_in(aspect, poster) for aspect in area.aspects)


def test_the_guide_holds_the_words_that_nothing_else_does(
    default_kit: BuiltKit, pack: Pack
) -> None:
    guide = text_of(default_kit, "guide")
    cover = pack.cover
    assert pack.qualities is not None
    assert pack.action_plan is not None
    expected = [cover.title, *cover.intro, cover.how_to_use.closing or ""]
    expected += [part for step in cover.how_to_use.steps for part in (step.title, step.text)]
    expected += [*pack.qualities.intro, pack.qualities.closing or ""]
    expected += [pack.action_plan.intro, *pack.action_plan.closing]
    for area in pack.areas:
        expected += [area.title, area.lead or "", *area.intro]
        expected += [question.text for question in area.text_questions]
        if area.reflection:
            expected += [area.reflection.intro, area.reflection.closing or ""]
    expected += [pack.dilemmas.sets[0].intro]  # type: ignore[union-attr]
    body = re.sub(
        r"workshop-kit [0-9.]+ · recovery.*?Veileder · \d av \d", " ", guide, flags=re.DOTALL
    )
    missing = [text for text in expected if not stands_in(text, body)]
    assert missing == []


def test_the_guide_tells_of_every_file_as_it_is(default_kit: BuiltKit) -> None:
    guide = text_of(default_kit, "guide")
    for file in default_kit.files:
        job = file.job
        weight = f"{job.weight[0]}–{job.weight[1]} g"
        row = rf"{re.escape(job.file)}\s.*?{job.paper}, {weight}\s+{job.sheets}\s"
        assert re.search(row, guide, re.DOTALL), job.file
    assert "Til hvert bord: 11 ark A4. Til rommet: 4 ark A3, 2 ark A4." in guide
    assert "Til hver deltaker: 1 ark A4." in guide
    assert stands_in("8 snitt per ark", guide)
    assert "A4, 160–200 g" in guide
    assert "A3, 120–160 g" in guide
    assert "A4, 80–100 g" in guide
    assert guide.count("To sider, vend på langsiden") == 6
    assert "100 %" in guide
    assert stands_in("6 snitt per ark", guide)
    assert "2 t 30 min" in guide


def test_only_the_two_typefaces_are_in_the_files_and_all_are_embedded(
    default_kit: BuiltKit,
) -> None:
    for file in default_kit.files:
        with pikepdf.open(io.BytesIO(file.pdf)) as pdf:
            fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)
                     and one.get("/Type") == "/Font"]  # fmt: skip
            assert fonts
            for font in fonts:
                name = r"/([A-Z]{6}\+(Fraunces|Source-Sans-3)|WorkshopKitForm$)"
                assert re.match(name, str(font.BaseFont))
                if "/FontDescriptor" in font:
                    assert {"/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys())
            described = [font for font in fonts if "/FontDescriptor" in font]
            whole = [font for font in fonts if font.Subtype in ("/Type0", "/TrueType")]
            assert len(described) == len(whole)


def test_a_selection_runs_through_all_pieces(tmp_path: Path) -> None:
    chosen = made(
        tmp_path, areas=("1",), values=("håp", "3.6"), leave_out=("varme",), with_area=True
    )
    jobs = {file.job.piece: file.job for file in chosen.files}
    assert (jobs["value-cards"].cards, jobs["value-cards"].sheets) == (11, 2)
    assert jobs["value-cards"].blanks == 5
    assert jobs["posters"].pages == 3
    assert jobs["dilemma-cards"].cards == 3
    posters = list(page_texts(pdf_of(chosen, "posters")))
    names = [["Empati", "Tilgjengelighet"], ["Håp"], ["Menneske"]]
    assert all(name in posters[page] for page, some in enumerate(names) for name in some)
    assert "Varme" not in "".join(posters)
    assert "Likeverd" not in posters[1]
    plan = text_of(chosen, "action-plan")
    assert "Varme" not in plan
    with pikepdf.open(io.BytesIO(pdf_of(chosen, "action-plan"))) as form:
        boxes = [str(f.T) for f in form.Root.AcroForm.Fields if str(f.T).startswith("value-")]
    assert len(boxes) == 11
    assert "value-menneskerettighetsfokus" in boxes


@pytest.mark.slow
def test_pieces_that_stay_empty_are_left_out_and_named(tmp_path: Path) -> None:
    chosen = made(tmp_path, areas=("4",))
    assert chosen.request.left_out == ("Dilemmakort", "Refleksjonskort")
    assert not (tmp_path / "dilemmakort.pdf").exists()
    assert "dilemmakort" not in text_of(chosen, "guide")
    assert "Drøft et dilemma" not in text_of(chosen, "guide")


def test_a_guide_to_nothing_is_an_empty_kit(tmp_path: Path) -> None:
    with pytest.raises(KitError, match="the kit would be empty: Dilemmakort would hold nothing"):
        made(tmp_path / "out", areas=("4",), pieces=("dilemma-cards", "guide"))


@pytest.mark.parametrize("last", slow_but(["2.6", "2.7", "2.8", "2.9", "2.10"], "2.7"))
def test_a_long_word_beside_the_pyramid_finds_room(tmp_path: Path, last: str) -> None:
    layers = ("2.1", "2.2", "2.3", "2.4", "2.5")
    assert made(tmp_path, values=(*layers, last), with_area=True, pieces=("posters",)).files


def test_wrong_names_of_all_kinds_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(KitError) as caught:
        made(tmp_path / "out", values=("hop",), pieces=("plakxtar",))
    assert str(caught.value) == (
        "no piece plakxtar: did you mean Plakater (posters)?\nno value hop: did you mean Håp (2.3)?"
    )


def test_a_folder_that_cannot_take_the_kit_is_told_before_it_is_made(tmp_path: Path) -> None:
    (tmp_path / "verdikort.pdf").write_bytes(b"mine")
    heard = Heard()
    with pytest.raises(KitError, match=r"verdikort\.pdf: this file is not from kit"):
        build(Session(content=DEFAULT_PACK, out=tmp_path), progress=heard)
    assert heard.stages == [("Reading", 1)]


def test_an_empty_kit_is_an_error_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(KitError, match="the kit would be empty: Dilemmakort would hold nothing"):
        made(tmp_path / "out", areas=("4",), pieces=("dilemma-cards",))
    assert not (tmp_path / "out").exists()


def test_one_piece_alone(tmp_path: Path) -> None:
    chosen = made(tmp_path, pieces=("Egenskapskort",))
    assert [file.job.file for file in chosen.files] == ["egenskapskort.pdf"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "egenskapskort.pdf",
        "manifest.json",
    ]


def test_a_guide_alone_still_says_how_to_use_the_tool(tmp_path: Path) -> None:
    guide = text_of(made(tmp_path, pieces=("guide",)), "guide")
    assert stands_in("Hvordan bruke dette verktøyet", guide)
    assert "Skjær kortene" not in guide
    assert "Forslag til gjennomføring" not in guide


def test_the_manifest_is_what_was_written(tmp_path: Path) -> None:
    kit = made(tmp_path, values=("3.6",), with_area=True, pieces=("value-cards", "posters"))
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest == kit.delivered.manifest == {**kit.manifest(), "earlier": []}
    assert manifest["values"] == [
        {"number": "3.6", "id": "menneskerettighetsfokus", "name": "Menneskerettighetsfokus"}
    ]
    assert [entry["file"] for entry in manifest["files"]] == ["verdikort.pdf", "plakater.pdf"]
    cards = manifest["files"][0]
    assert (cards["sheets"], cards["sides"], cards["flip"], cards["cards"]) == (1, 2, "long", 1)
    assert (cards["blank_cards"], cards["paper"], cards["cuts"]) == (7, "A4", 8)
    assert manifest["areas"] == ["etiske"]


def test_two_builds_give_the_same_bytes(tmp_path: Path, default_kit: BuiltKit) -> None:
    again = made(tmp_path)
    for one, other in zip(default_kit.files, again.files, strict=True):
        assert one.pdf == other.pdf, one.job.file


def test_another_pack_becomes_a_kit(tmp_path: Path) -> None:
    kit = build(Session(content=SAMPLES / "small", out=tmp_path), store=user_store())
    assert len(kit.files) == 7
    cards = text_of(kit, "value-cards")
    assert "Si det som er sant, «også» når 2 < 3" in " ".join(cards.split())
    assert plain(kit.request.selection.areas[0].title) == "Mot & <b>varme</b>"
    assert stands_in("Mot & <b>varme</b>", cards)


def test_a_fault_leaves_the_last_kit_as_it_was(tmp_path: Path) -> None:
    made(tmp_path, values=("3.6",), pieces=("value-cards",))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(KitError):
        made(tmp_path, values=("3.66",))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def with_area(tmp_path: Path, words: str, other: str) -> Path:
    """The small pack with other words in its second area."""
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    area = pack / "areas" / "2-ro.yaml"
    area.write_text(area.read_text("utf-8").replace(words, other), "utf-8")
    return pack


@pytest.mark.slow
def test_texts_that_are_too_long_are_named_with_what_fits_of_all_pieces_at_once(
    tmp_path: Path,
) -> None:
    pack = with_area(tmp_path, "La det ta tid", "La det ta den tid det tar" + " og mer" * 90)
    area = pack / "areas" / "2-ro.yaml"
    lead = "lead: Ro er å vente" + " OG VENTE MM" * 320
    area.write_text(area.read_text("utf-8").replace("lead: Ro er å vente", lead), "utf-8")
    with pytest.raises(KitError) as caught:
        build(Session(content=pack, out=tmp_path / "out"))
    poster, card = caught.value.problems
    assert poster.file == card.file == str(area)
    assert (poster.line, poster.column) == (3, 7)
    assert (card.line, card.column) == (5, 38)
    fits = re.fullmatch(
        'the definition of "Tid" is 655 characters; on a standard card about ([0-9]+) fit. '
        "Shorten it, or use --card a6.",
        card.text,
    )
    assert fits
    lead = 'the lead of "Ro" is 3854 characters; on its poster about '
    assert poster.text.startswith(lead)
    assert poster.text.endswith(" fit. Shorten it, or choose fewer values.")
    assert not (tmp_path / "out").exists()
    # What the message says is true: so much has room, and a tenth more has not.
    count = int(fits[1])
    for length, has_room in ((count, True), (count * 1.1, False)):
        words = ("La det ta den tid det tar" + " og mer" * 300)[: int(length)].rpartition(" ")[0]
        again = with_area(tmp_path / f"{length}", "La det ta tid", words)
        session = Session(content=again, out=tmp_path / "out", pieces=("verdikort",))
        if has_room:
            build(session)
        else:
            with pytest.raises(KitError, match="on a standard card"):
                build(session)


@pytest.mark.slow
def test_a_title_of_the_longest_kind_has_room(tmp_path: Path) -> None:
    pack = with_area(tmp_path, "title: Ro", "title: " + " ".join(["Ro"] * 40))
    kit = build(Session(content=pack, out=tmp_path / "out"))
    assert len(kit.files) == 7


def test_what_a_print_shop_would_refuse_is_never_handed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A layout in too small type is found in the finished file, by its page."""
    layouts = tmp_path / "layouts"
    shutil.copytree(LAYOUTS, layouts)
    style = layouts / "margin" / "style.css"
    style.write_text(style.read_text("utf-8").replace("font-size: 6pt", "font-size: 4pt"), "utf-8")
    monkeypatch.setattr("kit.layout.overrides.LAYOUTS", layouts)
    with pytest.raises(KitError) as refused:
        made(tmp_path / "out", values=("håp", "tillit"), pieces=("value-cards",))
    told = {str(one) for one in refused.value.problems}
    assert all(one.startswith("verdikort.pdf, page 1: «") for one in told)
    assert any("is set in 4.0 pt" in one for one in told)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("to", "of_cards", "of_guide"),
    slow_but(
        [
            ("office", "office", "office"),
            ("print-shop", "print-shop", "office"),
            ("screen", "screen", "screen"),
        ],
        ("print-shop", "print-shop", "office"),
    ),
)
def test_the_manifest_says_whom_each_file_is_for(
    to: str, of_cards: str, of_guide: str, tmp_path: Path
) -> None:
    how = Printing.model_validate({"for": to})
    made(tmp_path, how, values=("håp",), pieces=("value-cards", "guide"))
    cards = "lysbilder.pdf" if to == "screen" else "verdikort.pdf"
    pdfs = {cards: of_cards, "veileder.pdf": of_guide}
    assert {name: one.made_for for name, one in delivered_pdfs(tmp_path).items()} == pdfs
    # A file that stays is still known for what it is.
    made(tmp_path, how, values=("håp",), pieces=("guide",))
    assert {name: one.made_for for name, one in delivered_pdfs(tmp_path).items()} == pdfs


def zones(kit: BuiltKit) -> dict[str, set[float]]:
    """How far off their trim the faces of each piece say that their letters keep, in mm."""
    reads = {file.job.piece: read_pdf(file.pdf) for file in kit.files}
    return {
        piece: {mark.clear for mark in (*(one.mark for one in read.faces), *_marks(read)) if mark}
        for piece, read in reads.items()
    }


def _marks(read: ReadPdf) -> list[FaceMark | None]:
    return [page.mark for page in read.pages]


def test_every_face_says_how_clear_it_is(default_kit: BuiltKit, tmp_path: Path) -> None:
    """Rulers and lines of the margin may stand anywhere in theirs."""
    cards = ("value-cards", "quality-cards", "dilemma-cards", "question-cards")
    pages = {"posters": {5.0}, "action-plan": {8.0}, "guide": {8.0}}
    assert zones(default_kit) == {**{key: {0.0, 5.0} for key in cards}, **pages}
    how = Printing.model_validate({"for": "screen"})
    assert zones(made(tmp_path, how, values=("håp",), pieces=("value-cards",))) == {
        "slides": {10.0}
    }


# A session


@pytest.fixture(scope="module")
def session_kit(tmp_path_factory: pytest.TempPathFactory) -> tuple[BuiltKit, Path]:
    """24 people by name at 4 tables, two areas and one value more, from a file and a list."""
    folder = tmp_path_factory.mktemp("session")
    names = "".join(f"{number};Deltaker Åse {number}\n" for number in range(1, 25))
    (folder / "liste.csv").write_text(f"nr;Navn\n{names}", encoding="cp1252")
    (folder / "okt.yaml").write_text(
        "title: Fagdag\nteam: Team Nord\ndate: 2026-12-03\nparticipants: liste.csv\ntables: 4\n"
        "values: [1.1, 1.2, 2.3, empati, 3.6, 3.1]\nwith-area: yes\nindividual: yes\n"
        "pieces: {verdikort: per person, posters: 2, handlingsplan: , sorteringskort: ,"
        " bordskilt: , konvoluttlapper: , opptellingsark: }\nout: kit\n",
        encoding="utf-8",
    )
    session, problems = read_session({}, folder / "okt.yaml")
    assert problems == []
    return build(session, store=user_store()), folder / "kit"


def test_what_was_read_of_the_list_is_told_but_not_in_the_manifest(
    session_kit: tuple[BuiltKit, Path],
) -> None:
    kit, folder = session_kit
    read = f"24 names from {folder.parent / 'liste.csv'}: Deltaker Åse 1 … Deltaker Åse 24."
    assert kit.notices[0] == read
    told = kit_of(kit, folder)
    assert told.names_read
    assert (told.notices[0], told.names_read.count) == (read, 24)
    assert "names_read" not in kit.manifest()


def test_a_session_has_exactly_as_many_of_everything_as_it_needs(
    session_kit: tuple[BuiltKit, Path],
) -> None:
    kit, _ = session_kit
    jobs = {file.job.piece: file.job for file in kit.files}
    printed = {name: (job.cards, job.decks, job.copies, job.sheets) for name, job in jobs.items()}
    assert printed == {
        "value-cards": (24 * 5, 24, 1, 15),
        "sort-header-cards": (4 * 3, 4, 1, 3),
        "posters": (0, 1, 2, 3),
        "tally-sheet": (0, 1, 1, 1),
        "action-plan": (0, 1, 1, 24),
        "table-signs": (0, 1, 1, 4),
        "envelope-labels": (4, 1, 1, 1),
        "guide": (0, 1, 1, jobs["guide"].sheets),
    }
    letters = [f"{table}{seat}" for table in "ABCD" for seat in range(1, 7)]
    assert list(jobs["value-cards"].letters) == letters
    fronts = " ".join(list(page_texts(pdf_of(kit, "value-cards")))[::2])
    for letter in letters:
        assert len(re.findall(rf"\b{letter}\b", fronts)) == 5, letter
    assert fronts.count("Egen verdi") == 0


def test_the_guide_of_a_session_adds_up(session_kit: tuple[BuiltKit, Path]) -> None:
    kit, _ = session_kit
    text = text_of(kit, "guide").replace("\u00a0", " ")
    sheets: Counter[tuple[str, int, int]] = Counter()
    for file in kit.files:
        paper = (file.job.paper, *file.job.weight)
        sheets[paper] += file.job.sheets * (file.job.copies or 0)
    (told,) = re.findall(r"I alt: (.*?)\.\s", text, re.DOTALL)
    found = re.findall(r"(\d+)\s+ark\s+(\w+)\s+(\d+)–(\d+)\s+g", told)
    assert {(paper, int(low), int(high)): int(n) for n, paper, low, high in found} == dict(sheets)
    assert sum(sheets.values()) == 15 + 3 + 6 + 1 + 24 + 4 + 1 + 2
    for number in range(1, 25):
        assert len(re.findall(rf"Deltaker\s+Åse\s+{number}\b", text)) == 1


def test_the_plans_of_a_session_are_printed_at_once_and_mailed_one_by_one(
    session_kit: tuple[BuiltKit, Path],
) -> None:
    kit, folder = session_kit
    with pikepdf.open(io.BytesIO(pdf_of(kit, "action-plan"))) as pdf:
        people = pdf.Root.AcroForm.Fields
        names = [str(one.V) for person in people for one in person.Kids if one.T == "name"]
    assert names == [f"Deltaker Åse {number}" for number in range(1, 25)]
    mailed = sorted(path.name for path in (folder / "handlingsplaner").iterdir())
    assert mailed == sorted(f"handlingsplan-{name}.pdf" for name in names)
    with pikepdf.open(folder / "handlingsplaner" / "handlingsplan-Deltaker Åse 7.pdf") as pdf:
        values = {str(one.T): str(one.V) for one in pdf.Root.AcroForm.Fields if "/V" in one}
        assert str(pdf.docinfo["/Title"]).startswith("Handlingsplan – Verdier")
        assert str(pdf.docinfo["/Title"]).endswith(" – Deltaker Åse 7")
    filled = {"name": "Deltaker Åse 7", "team": "Team Nord", "date": "3. desember 2026"}
    assert filled.items() <= values.items()


def test_the_manifest_tells_what_a_session_was_made_from(
    session_kit: tuple[BuiltKit, Path],
) -> None:
    kit, folder = session_kit
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["content"] == kit.request.selection.pack.digest
    session = manifest["session"]
    assert (session["title"], session["people"], session["tables"]) == ("Fagdag", 24, 4)
    assert session["pieces"]["verdikort"] == "person"
    assert session["pieces"]["posters"] == 2
    assert session["pieces"]["bordskilt"] is None
    assert len(session["pieces"]) == 7
    # Who comes is nobody's to know from it.
    assert "Åse" not in json.dumps(session, ensure_ascii=False)
    assert len(manifest["cards"]["value-cards"]) == 5


def test_with_names_a_shop_does_not_print_the_plans(tmp_path: Path) -> None:
    how = Printing.model_validate({"for": "print-shop"})
    kit = made(tmp_path, how, names=("Kari", "Ola"), pieces=("action-plan", "value-cards"))
    assert {file.job.piece: file.job.made_for for file in kit.files} == {
        "value-cards": "print-shop",
        "action-plan": "office",
    }
