"""PDF/UA-1, and what no checker knows: that what is read aloud is what is written, in its order."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdfium2
import pytest
from pikepdf import Name, Object, Pdf, String

from kit.content.packs import load_pack
from kit.core.paths import DEFAULT_PACK, LAYOUTS
from kit.core.spelling import plain
from kit.imposition.place import Scheme, impose
from kit.layout.labels import load_labels
from kit.layout.pieces import load_pieces
from kit.layout.text_filters import mm
from kit.pipeline.cards import card_files
from kit.pipeline.pages import page_file
from kit.pipeline.result import FinishedFile
from kit.session.attendance import Attendance
from kit.session.event import Event
from kit.session.print_settings import Printing
from kit.session.selection import select
from kit.system.cache import user_store
from kit.typesetting.job import JobContext
from kit.typesetting.print_rules import guide_plan
from kit.typesetting.stages import TypesetPiece
from kit.typesetting.workspace import workspace_for
from tests.conftest import A_SESSION, SAMPLES, page_texts, typeset_piece
from tests.tags_read import Element, articles, letters, read_aloud
from tests.tiers import slow_but

# Rules of PDF/UA-1 that are not asked for, each with the reason. There is none.
RULES_OFF: Mapping[str, str] = {}

PIECES = load_pieces(LAYOUTS)
# What a kit holds of which nobody said for how many it is, and what one for a room has.
SUITED = [name for name, piece in PIECES.items() if piece.suits(Attendance())]
CARDS = [name for name in SUITED if PIECES[name].made_as == "cards"]
PAGES = [name for name in SUITED if name not in CARDS]
ALL_PAGES = [
    name
    for name, piece in PIECES.items()
    if piece.made_as != "cards" and piece.is_made_for("office")
]
ON_SCREEN = [name for name, piece in PIECES.items() if piece.is_made_for("screen")]
DEFAULT, SMALL = DEFAULT_PACK, SAMPLES / "small"
WAYS: Mapping[str, dict[str, Any]] = {
    "office": {},
    "screen": {"for": "screen"},
    "pictures": {"for": "screen", "png": True},
    "print-shop": {"for": "print-shop"},
    "parts": {"posters": "a4"},
    "fold": {"flip": "fold"},
    "room": {},
    "room on screen": {"for": "screen"},
    "room for a shop": {"for": "print-shop"},
}
# What is tagged: for an office and a print shop pages of their own, for a screen everything.
TAGGED = [
    *((DEFAULT, "office", name) for name in PAGES),
    *((DEFAULT, "screen", name) for name in (*SUITED, "slides")),
    *((DEFAULT, "room", name) for name in ALL_PAGES),
    *((DEFAULT, "room on screen", name) for name in ON_SCREEN if name not in SUITED),
    *((SMALL, "office", name) for name in PAGES),
    *((SMALL, "screen", name) for name in (*SUITED, "slides")),
    *((SMALL, "pictures", name) for name in SUITED),
    *((SMALL, "print-shop", name) for name in PAGES),
    *((SMALL, "room", name) for name in ALL_PAGES),
]
QUICK = ((DEFAULT, "office"), (SMALL, "room"), (SMALL, "screen", "slides"))
tagged = pytest.mark.parametrize(
    ("pack", "way", "piece"),
    slow_but(TAGGED, *(one for one in TAGGED if one[:2] in QUICK or one in QUICK)),
)


@dataclass(frozen=True)
class Made:
    """A piece typeset, and the file that became of it."""

    piece: TypesetPiece
    file: FinishedFile

    @property
    def pdf(self) -> bytes:
        return self.file.pdf

    @property
    def written(self) -> dict[str, str]:
        """The text of each face as it is written, by its id."""
        return articles(self.piece.faces.html)


@cache
def kit_of(folder: Path, way: str) -> dict[str, Made]:
    """Every piece of a pack made in one way."""
    pack = load_pack(folder)
    labels, how = load_labels(LAYOUTS, pack.cover.language), Printing.model_validate(WAYS[way])
    event = A_SESSION if way.startswith("room") else Event()
    shown = {name: one.repeats_over for name, one in PIECES.items() if name in ON_SCREEN}
    context = JobContext(select(pack), labels, how, event=event, shown=shown)
    workspace = workspace_for(context, user_store())
    made: dict[str, Made] = {}
    for name, piece in sorted(PIECES.items(), key=lambda item: item[1].made_after):
        if not piece.suits(event.attendance, how.destination):
            continue
        jobs = [other.file.job for other in made.values()]
        plan = guide_plan(() if name == "slides" else jobs, context)
        one = typeset_piece(workspace, name, piece, plan)
        deck = one.faces.deck
        file = next(card_files(one, deck, workspace)) if deck else page_file(one, workspace)
        made[name] = Made(one, file)
    return made


@cache
def document_of(folder: Path, way: str, piece: str) -> Element:
    return read_aloud(kit_of(folder, way)[piece].pdf)


def failures(pdf: bytes) -> list[str]:
    """What a checker of PDF/UA-1 finds, but for the rules that are off."""
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant == (not report.failures)
    found = [one for one in report.failures if one.rule_id not in RULES_OFF]
    return [f"{one.rule_id}: {one.message}" for one in found]


def headings(document: Element) -> list[tuple[int, str]]:
    """Each heading with its level, without spaces and break points."""
    found = document.of("H1", "H2", "H3", "H4", "H5", "H6")
    return [(int(one.kind[1]), letters(one.text)) for one in found]


@tagged
def test_tagged_files_are_pdf_ua_1(pack: Path, way: str, piece: str) -> None:
    assert failures(kit_of(pack, way)[piece].pdf) == []


@tagged
def test_what_is_read_aloud_is_what_is_written_in_its_order(
    pack: Path, way: str, piece: str
) -> None:
    """Face by face, where each has a page: a card is read to its end before the next begins."""
    document = document_of(pack, way, piece)
    read = [letters(face.text) for face in document.of("Art")]
    written = [letters(text) for text in kit_of(pack, way)[piece].written.values()]
    assert all(written)
    if PIECES[piece].made_as == "pages":
        assert "".join(read) == "".join(written)
    else:
        assert read == written
    # Nothing stands beside the faces.
    assert letters(document.text) == "".join(read)


PAINTED = [
    *(("screen", name) for name in (*CARDS, "slides", "guide")),
    ("print-shop", "guide"),
    ("room on screen", "sort-header-cards"),
    ("room for a shop", "guide"),
]


@pytest.mark.parametrize("pack", slow_but([DEFAULT, SMALL], DEFAULT))
@pytest.mark.parametrize(
    ("way", "piece"), slow_but(PAINTED, *(one for one in PAINTED if one == ("print-shop", "guide")))
)
def test_text_is_painted_in_its_order_too(pack: Path, way: str, piece: str) -> None:
    """For those who copy it out, and for readers that know no tags."""
    made = kit_of(pack, way)[piece]
    # The foot lines of the guide come last.
    texts = [letters(text).split("workshopkit")[0] for text in page_texts(made.pdf)]
    assert "".join(texts) == "".join(letters(text) for text in made.written.values())


@tagged
def test_headings_begin_with_the_first_and_leave_none_out(pack: Path, way: str, piece: str) -> None:
    found = headings(document_of(pack, way, piece))
    assert all(text for _, text in found)
    levels = [level for level, _ in found]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_what_opens_a_part_of_a_deck_is_above_its_cards() -> None:
    found = {name: headings(document_of(SMALL, "screen", name)) for name in (*CARDS, "posters")}
    mot, ro = (1, letters("Mot & <b>varme</b>")), (1, "Ro")
    of_mot = [(2, "Ærlighet"), (2, "Menneskerettighetsfokus")]
    assert found["value-cards"] == [mot, *of_mot, ro, (2, "Tid"), (2, "Ærlighetmotsegselv")]
    assert found["quality-cards"] == [(1, "Egenskaper"), (2, "Undring")]
    assert found["dilemma-cards"] == [(1, "Nårderedrøfterdilemmaet"), (2, "Åsifra")]
    questions = [(2, "Nårvardumodig"), (2, "Hvahindretdeg"), (2, "Safra")]
    assert found["question-cards"] == [mot, *questions]
    assert [one for one in found["posters"] if one[0] == 1] == [mot, ro]


@tagged
def test_who_opens_the_file_is_told_what_it_is(pack: Path, way: str, piece: str) -> None:
    made = kit_of(pack, way)[piece]
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        cover = load_pack(pack).cover
        title = f"{made.file.job.title} – {plain(cover.title)}"
        assert pdf.Root.Lang == cover.language
        assert pdf.docinfo.Title == title
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.MarkInfo.Marked
        metadata = pdf.open_metadata()
        assert (metadata["dc:title"], metadata["pdfuaid:part"]) == (title, "1")
        # The tab key goes through a page as it is read.
        assert all(one.obj.Tabs == "/S" for one in pdf.pages)


@pytest.mark.parametrize(
    "language", slow_but(sorted(one.stem for one in (LAYOUTS / "labels").iterdir()), "en")
)
def test_a_file_speaks_the_language_of_its_pack(language: str, tmp_path: Path) -> None:
    for path in SMALL.rglob("*.yaml"):
        copy = tmp_path / path.relative_to(SMALL)
        copy.parent.mkdir(exist_ok=True)
        text = path.read_text(encoding="utf-8").replace("language: nb", f"language: {language}")
        copy.write_text(text, encoding="utf-8")
    made = kit_of(tmp_path, "screen")
    motifs = load_labels(LAYOUTS, language).model_dump()["motifs"]
    assert motifs.pop("own")
    for piece in ("value-cards", "guide", "posters"):
        with pikepdf.open(io.BytesIO(made[piece].pdf)) as pdf:
            assert pdf.Root.Lang == language
        assert failures(made[piece].pdf) == []
    figures = document_of(tmp_path, "screen", "value-cards").of("Figure")
    assert [one.alt for one in figures] == [motifs["area-1"], motifs["area-2"]]


@pytest.mark.parametrize("language", sorted(one.stem for one in (LAYOUTS / "labels").iterdir()))
def test_every_motif_has_words_of_its_own(language: str) -> None:
    motifs = load_labels(LAYOUTS, language).model_dump()["motifs"]
    assert motifs.pop("own")
    tokens = (LAYOUTS / "tokens.css").read_text(encoding="utf-8")
    assert [name for name in motifs if f"--{name}-accent:" in tokens] == list(motifs)
    assert len(set(motifs.values())) == len(motifs) == tokens.count("-accent: #")


@pytest.mark.parametrize(
    ("piece", "figures"),
    [
        ("value-cards", ["area-1", "area-2", "area-3", "area-4"]),  # on the backs
        ("question-cards", ["area-1", "area-2"]),
        ("posters", ["area-1", "area-2", "area-3", "area-4"]),
        ("dilemma-cards", ["area-3"] * 3),  # on the fronts, for the backs have none
        ("quality-cards", ["neutral"]),
    ],
)
def test_a_motif_is_named_where_it_stands_for_its_area_and_is_decoration_elsewhere(
    piece: str, figures: list[str]
) -> None:
    motifs = load_labels(LAYOUTS, "nb").model_dump()["motifs"]
    found = document_of(DEFAULT, "screen", piece).of("Figure")
    assert [one.alt for one in found] == [motifs[palette] for palette in figures]


def told_of(what: str, at: float, *, upright: bool) -> str:
    way, where = ("loddrett", "fra venstre") if upright else ("vannrett", "ovenfra")
    return f"{what} er {way}, {mm(at).replace('.', ',')} mm {where}."


@pytest.mark.parametrize("way", slow_but(["office", "fold"], "office"))
def test_the_guide_tells_in_words_where_to_cut_and_fold(way: str) -> None:
    figures = document_of(SMALL, way, "guide").of("Figure")
    for piece, figure in zip(("value-cards", "dilemma-cards"), figures, strict=True):
        job = kit_of(SMALL, way)[piece].file.job
        assert job.grid is not None
        upright = job.grid.fold == "upright"
        assert bool(job.grid.folds) == (way == "fold")
        assert figure.alt.split(". ", 1)[1] == " ".join([
            *(told_of(f"Snitt {cut.number}", cut.at, upright=cut.upright) for cut in job.cuts),
            *(told_of("Brettelinjen", at, upright=upright) for at in job.grid.folds),
        ])  # fmt: skip
        paper = (mm(side) for side in (job.grid.paper.width, job.grid.paper.height))
        assert figure.alt.startswith(f"Tegning av arket, {' × '.join(paper)} mm. ")


def test_drawings_are_said_to_be_where_they_are() -> None:
    """The motif on the back of a card: 37 mm in the middle of 68 × 95 mm."""
    with pikepdf.open(io.BytesIO(kit_of(DEFAULT, "screen")["value-cards"].pdf)) as pdf:
        figures = [one for one in pdf.objects if _is(one, "/Figure")]
        boxes = [[float(edge) / 72 * 25.4 for edge in one.A.BBox] for one in figures]
    assert len(boxes) == 4
    assert boxes == [pytest.approx([15.5, 29, 52.5, 66], abs=0.01)] * 4


def _is(held: Object, kind: str) -> bool:
    return isinstance(held, pikepdf.Dictionary) and held.get(Name.S) == kind


@pytest.mark.parametrize("piece", ["guide", "action-plan"])
def test_foot_lines_are_no_part_of_the_text(piece: str) -> None:
    pdf = kit_of(DEFAULT, "office")[piece].pdf
    title = load_labels(LAYOUTS, "nb").pieces["guide"].title if piece == "guide" else "praksis"
    texts = list(page_texts(pdf))
    read = letters(document_of(DEFAULT, "office", piece).text)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for number, (one, text) in enumerate(zip(opened.pages, texts, strict=True), 1):
            # It is on the page, but not read.
            foot = f"{title} · {number} av {len(texts)}"
            assert foot in text
            assert letters(foot) not in read
            marks = [
                step.operands[1]
                for step in pikepdf.parse_content_stream(one)
                if str(step.operator) == "BDC" and step.operands[0] == "/Artifact"
            ]
            assert marks
            assert {(str(m.Type), str(m.Subtype)) for m in marks} == {("/Pagination", "/Footer")}


def test_lists_are_lists_and_only_tables_are_tables() -> None:
    document = document_of(DEFAULT, "office", "guide")
    (jobs,) = document.of("Table")
    assert [len(row.of("TH")) for row in jobs.of("TR")] == [6, 1, 1, 1, 1, 1, 1, 1]
    lists = document.of("L")
    for one in lists:
        assert {kid.kind for kid in one.inside if isinstance(kid, Element)} == {"LI"}
        assert all(item.of("LBody") for item in one.of("LI"))
    # Steps in two columns thrice, the last on how to use it; a suggestion for the session.
    assert [len(one.of("LI")) for one in lists[:7]] == [3, 2, 3, 2, 2, 2, 9]
    for piece in (*CARDS, "posters", "action-plan"):
        for table in document_of(DEFAULT, "screen", piece).of("Table"):
            assert table.of("TH")


def test_cells_know_their_headers() -> None:
    with pikepdf.open(io.BytesIO(kit_of(DEFAULT, "office")["guide"].pdf)) as pdf:
        names = list(pdf.Root.StructTreeRoot.IDTree.Names)
        keys = [bytes(key) for key in names[::2]]
        headers = dict(zip(keys, names[1::2], strict=True))
        assert keys == sorted(keys)
        scopes = [str(one.A.Scope) for one in headers.values()]
        assert (scopes.count("/Column"), scopes.count("/Row")) == (6, 7)
        cells = [one for one in pdf.objects if _is(one, "/TD")]
        assert len(cells) == 35
        for cell in cells:
            of = [headers[bytes(key)] for key in cell.A.Headers]
            assert [str(one.A.Scope) for one in of] == ["/Row", "/Column"]


# Bookmarks


def bookmarks(pdf: bytes) -> list[tuple[int, str, int]]:
    """Each with its depth and the page that it leads to, both from 0."""
    read = pypdfium2.PdfDocument(pdf)
    found = [(one.level, one.get_title(), one.get_dest().get_index()) for one in read.get_toc()]
    read.close()
    return found


@pytest.mark.parametrize("way", slow_but(["office", "screen", "print-shop"], "office"))
def test_posters_have_a_bookmark_for_each_area_and_its_values_below(way: str) -> None:
    pdf = kit_of(SMALL, way)["posters"].pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        # On paper nobody looks for them.
        assert opened.Root.get("/PageMode") == (None if way == "office" else "/UseOutlines")
    assert bookmarks(pdf) == [
        (0, "Mot & <b>varme</b>", 0),
        (1, "1.1 Ærlighet", 0),
        (1, "1.2 Menneskerettighetsfokus", 0),
        (0, "Ro", 1),
        (1, "2.1 Tid", 1),
        (1, "2.2 Ærlighet mot seg selv", 1),
    ]


def test_slides_have_a_bookmark_for_each_area_and_what_is_shown_of_it_below() -> None:
    made = kit_of(SMALL, "screen")["slides"]
    found = bookmarks(made.pdf)
    assert found == [
        (0, "En liten prøvepakke & mer", 0),
        (0, "Program", 1),
        (0, "Egenskaper", 2),
        (1, "Undring", 2),
        (0, "Mot & <b>varme</b>", 3),
        (1, "1.1 Ærlighet", 4),
        (1, "1.2 Menneskerettighetsfokus", 5),
        (1, "Når var du modig?", 6),
        (1, "Hva hindret deg?", 7),
        (1, "Sa fra", 8),
        (0, "Ro", 9),
        (1, "2.1 Tid", 10),
        (1, "2.2 Ærlighet mot seg selv", 11),
        (0, "Dilemmaer", 12),
        (1, "Å si fra", 12),
        (0, "Videre", 14),
    ]
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        assert opened.Root.get("/PageMode") == "/UseOutlines"


@pytest.mark.parametrize("piece", ["guide", "action-plan"])
@pytest.mark.parametrize("pack", slow_but([DEFAULT, SMALL], SMALL))
def test_texts_have_a_bookmark_for_each_heading(pack: Path, piece: str) -> None:
    found = bookmarks(kit_of(pack, "office")[piece].pdf)
    of_text = headings(document_of(pack, "office", piece))
    assert [(level + 1, letters(title)) for level, title, _ in found] == of_text
    assert [at for _, _, at in found] == sorted(at for _, _, at in found)
    # A reader would show break points.
    assert not any("\u00ad" in title for _, title, _ in found)


def test_decks_have_a_bookmark_for_each_card_and_none_twice() -> None:
    for piece in CARDS:
        made = kit_of(DEFAULT, "screen")[piece]
        pages = [at for level, _, at in bookmarks(made.pdf) if level]
        fronts = [
            number for number, face in enumerate(made.piece.faces.faces) if face.kind == "front"
        ]
        assert pages == fronts


# Sheets


@pytest.mark.parametrize("piece", CARDS)
def test_sheets_hold_their_text_card_by_card(piece: str) -> None:
    """As the cards are laid out, each with all its words together."""
    made = kit_of(DEFAULT, "office")[piece]
    deck, grid, written = made.piece.faces.deck, made.file.job.grid, made.written
    assert deck is not None
    assert grid is not None
    sheets = impose(deck.cards, deck.blank, Scheme(grid, 3.0, "long", "stack"))
    sides = [side for sheet in sheets for side in (sheet.front, sheet.back)]
    for number, (side, text) in enumerate(zip(sides, page_texts(made.pdf), strict=True)):
        held = letters(text)
        for expected in (letters(written[placed.face]) for placed in side):
            card, held = held[: len(expected)], held[len(expected) :]
            if number % 2:
                # Backs stand on their head: pdfium turns round the words of their lines.
                assert sorted(card) == sorted(expected)
            else:
                assert card == expected
        assert held.startswith("100mm") if number % 2 == 0 else not held


@pytest.mark.parametrize(("way", "piece"), [("office", "value-cards"), ("parts", "posters")])
def test_what_is_laid_out_on_sheets_does_not_claim_to_be_tagged(way: str, piece: str) -> None:
    with pikepdf.open(io.BytesIO(kit_of(SMALL, way)[piece].pdf)) as pdf:
        assert not {"/Metadata", "/MarkInfo", "/StructTreeRoot", "/Outlines"} & set(pdf.Root.keys())
        assert not [one for one in pdf.objects if b"/MCID" in _content(one)]


def _content(held: Object) -> bytes:
    return held.read_bytes() if isinstance(held, pikepdf.Stream) else b""


# What these tests would find


def _figure(pdf: Pdf) -> Object:
    return next(one for one in pdf.objects if _is(one, "/Figure"))


def no_alternative(pdf: Pdf) -> None:
    del _figure(pdf).Alt


def no_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def a_heading_left_out(pdf: Pdf) -> None:
    for one in pdf.objects:
        if _is(one, "/H2"):
            one.S = Name.H3


def no_title(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        del metadata["dc:title"]


def no_claim(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["pdfuaid:part"]


def no_title_shown(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def no_tags(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


def no_mark(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


def something_untagged(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b"0 0 10 10 re f")


def a_list_of_paragraphs(pdf: Pdf) -> None:
    for one in pdf.objects:
        if _is(one, "/LI"):
            one.S = Name.P


def headers_of_nothing(pdf: Pdf) -> None:
    for one in pdf.objects:
        if _is(one, "/TH"):
            del one.A.Scope
            del one.ID


BROKEN: Mapping[Callable[[Pdf], None], str] = {
    no_alternative: "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001",
    no_language: "PDFUA1-TEXT-LANGUAGE-001",
    a_heading_left_out: "PDFUA1-HEADING-NESTING-001",
    no_title: "PDFUA1-METADATA-TITLE-001",
    no_claim: "PDFUA1-ID-PART-001",
    no_title_shown: "PDFUA1-VIEWER-PREFERENCES-001",
    no_tags: "PDFUA1-STRUCT-TREE-ROOT-001",
    no_mark: "PDFUA1-TAGGED-DOCUMENT-001",
    something_untagged: "PDFUA1-CONTENT-TAGGING-001",
    a_list_of_paragraphs: "PDFUA1-L-KIDS-001",
    headers_of_nothing: "PDFUA1-TABLE-HEADERS-UNDEFINED-001",
}


@pytest.mark.parametrize("how", BROKEN)
def test_the_checker_finds_what_is_broken(how: Callable[[Pdf], None]) -> None:
    with pikepdf.open(io.BytesIO(kit_of(SMALL, "office")["guide"].pdf)) as pdf:
        how(pdf)
        written = io.BytesIO()
        pdf.save(written, fix_metadata_version=False)
    found = failures(written.getvalue())
    assert BROKEN[how] in [one.split(":")[0] for one in found]


def test_fields_out_of_the_order_of_tabs_are_found() -> None:
    with pikepdf.open(io.BytesIO(kit_of(SMALL, "office")["action-plan"].pdf)) as pdf:
        for one in pdf.pages:
            one.obj.Tabs = Name.R
        written = io.BytesIO()
        pdf.save(written, fix_metadata_version=False)
    found = failures(written.getvalue())
    assert "PDFUA1-PAGE-TABS-001" in [one.split(":")[0] for one in found]


def test_text_read_in_another_order_is_found() -> None:
    made = kit_of(SMALL, "screen")["value-cards"]
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        (document,) = pdf.Root.StructTreeRoot.K
        document.K = pikepdf.Array(list(document.K)[::-1])
        pdf.docinfo.Title = String("?")
        written = io.BytesIO()
        pdf.save(written)
    read = [letters(face.text) for face in read_aloud(written.getvalue()).of("Art")]
    assert read == [letters(text) for text in made.written.values()][::-1]
