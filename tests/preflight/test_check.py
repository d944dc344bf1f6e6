"""What the preflight tells: of each fault a PDF that has just that one, and of our kit none."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Encryption, Name, Pdf

from kit.core.language import Language, speech
from kit.core.paths import DEFAULT_PACK
from kit.pipeline.run import BuiltKit, build
from kit.preflight.check import check, faults, faults_found
from kit.session.model import Session
from kit.session.options import Destination, Ink
from kit.session.print_settings import Printing
from kit.system.cache import Store, user_store
from tests.made_pdfs import (
    BLEED,
    HEIGHT,
    MM,
    WIDTH,
    Spoil,
    add_page,
    draw,
    good_pdf,
    saved,
    set_on,
    show,
    spoilt,
    standard,
    words,
)
from tests.pdf.test_pdfx import icc
from tests.preflight.test_placed_faces import at, face, sheet
from tests.tiers import slow_but

WHOLE = [0.0, 0.0, (WIDTH + 2 * BLEED) * MM, (HEIGHT + 2 * BLEED) * MM]


def box(left: float, bottom: float, right: float, top: float) -> Array:
    """So far within the page at each side, in mm."""
    return Array([left * MM, bottom * MM, WHOLE[2] - right * MM, WHOLE[3] - top * MM])


def helvetica(pdf: Pdf) -> None:
    pdf.pages[1].obj.Resources.Font.H = standard()
    draw(words("Hello", 20, 60, font="H"))(pdf)


def a_form_in(name: str) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        fonts = Dictionary({"/Z": standard(name)})
        pdf.Root.AcroForm = Dictionary(DR=Dictionary(Font=fonts), Fields=Array())

    return spoil


def another_size(pdf: Pdf) -> None:
    page = pdf.pages[1].obj
    page.MediaBox = page.BleedBox = Array([0, 0, WHOLE[2] + 10 * MM, WHOLE[3]])
    page.TrimBox = Array([BLEED * MM, BLEED * MM, WHOLE[2] + 7 * MM, WHOLE[3] - BLEED * MM])


def uncut(pdf: Pdf) -> None:
    """No page says where it is cut, as pages for an office."""
    for page in pdf.pages:
        del page.obj.TrimBox, page.obj.BleedBox


def claims(claim: str, value: str) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata[claim] = value

    return spoil


def all_of(*spoils: Spoil) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        for one in spoils:
            one(pdf)

    return spoil


def without(*path: str) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        holder = pdf.Root
        for key in path[:-1]:
            holder = holder[f"/{key}"]
        del holder[f"/{path[-1]}"]

    return spoil


def untitled(pdf: Pdf) -> None:
    del pdf.docinfo["/Title"]


def not_scaled(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences.PrintScaling


def untagged(pdf: Pdf) -> None:
    del pdf.Root.MarkInfo


FAULTS: dict[str, tuple[Spoil, str, str]] = {
    "no size": (set_on("MediaBox", None), "page 2", "it has no size"),
    "no trim": (set_on("TrimBox", None), "page 2", "it does not say where it is cut"),
    "no trim in PDF/X": (
        all_of(uncut, claims("pdfxid:GTS_PDFXVersion", "PDF/X-4")),
        "pages 1–2",
        "it does not say where it is cut",
    ),
    "trim outside": (set_on("TrimBox", box(-9, 3, 3, 3)), "page 2", "it is cut outside the page"),
    "not nested": (
        set_on("BleedBox", box(4, 4, 4, 4)),
        "page 2",
        "do not lie one inside the other",
    ),
    "little bleed": (set_on("BleedBox", box(1.5, 0, 0, 0)), "page 2", "only 1.5 mm are drawn"),
    "two trims": (another_size, "page 2", "pages are cut to 100 × 80 mm, 110 × 80 mm"),
    "a typeface": (helvetica, "page 2", "it is set in Helvetica, which is not in the file"),
    "a field": (a_form_in("Helvetica"), "", "the fields of its form are set in Helvetica"),
    "off the page": (draw(words("Wide", 98, 40)), "page 2", "«Wide» runs off the page"),
    "over the cut": (draw(words("Edge", 50, -1)), "page 2", "«Edge» reaches beyond the edge"),
    "near the cut": (draw(words("Near", 50, 2)), "page 2", "«Near» stands 2.0 mm from the edge"),
    "small": (draw(words("Tiny", 40, 20, 4.5)), "page 2", "«Tiny» is set in 4.5 pt"),
    "blurred": (show(100, 20), "page 2", "an image has 127 dpi as it is placed"),
    "no language": (without("Lang"), "", "it is tagged, but has no language"),
    "no title": (untitled, "", "it is tagged, but has no title"),
    "not as it claims": (
        all_of(untagged, claims("pdfuaid:part", "1")),
        "",
        "it says that it is PDF/UA-1, but it is not tagged",
    ),
}
REMARKS: dict[str, tuple[Spoil, str, str]] = {
    "no scaling": (not_scaled, "", "it does not ask to be printed at its actual size"),
    "sizes": (
        all_of(uncut, set_on("MediaBox", Array([0, 0, 500, 500]))),
        "page 2",
        "pages have several sizes: 106 × 86 mm, 176.4 × 176.4 mm",
    ),
    "ticks": (a_form_in("ZapfDingbats"), "", "the ticks of its form are drawn in ZapfDingbats"),
    "not quite safe": (draw(words("Hem", 50, 4)), "page 2", "«Hem» stands 4.0 mm from the edge"),
    "not sharp": (show(200, 20), "page 2", "an image has 254 dpi as it is placed: 300 print sharp"),
    "untagged": (untagged, "", "it is not tagged"),
}


def told(pdf: bytes, made_for: Destination | None = None) -> list[tuple[bool, str, str]]:
    return [(one.is_fault, one.place, one.text) for one in check(pdf, made_for).findings]


def test_a_good_file_has_nothing_wrong() -> None:
    report = check(spoilt())
    assert report.findings == ()
    assert report.verdict == "good"
    assert check(spoilt(), "office").findings == check(spoilt(), "print-shop").findings == ()


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_and_no_other(name: str) -> None:
    spoil, place, text = FAULTS[name]
    found = told(spoilt(spoil))
    assert [one[:2] for one in found] == [(True, place)]
    assert text in found[0][2]
    assert check(spoilt(spoil)).verdict == "1 fault"


@pytest.mark.parametrize("name", REMARKS)
def test_a_remark_is_made_and_no_other(name: str) -> None:
    spoil, place, text = REMARKS[name]
    found = told(spoilt(spoil))
    assert [one[:2] for one in found] == [(False, place)]
    assert text in found[0][2]
    assert check(spoilt(spoil)).verdict == "1 remark"


def test_tags_are_no_concern_of_a_print_shop() -> None:
    remark = "it is not tagged: one who has it read aloud may hear it in the wrong order"
    assert [one[2] for one in told(spoilt(untagged), "office")] == [remark]
    assert told(spoilt(untagged), "print-shop") == []


def test_what_is_asked_depends_on_whom_it_is_for() -> None:
    """Scaling of an office file is a fault; a print shop scales nothing, and wants bleed."""
    ask = "it does not ask to be printed at its actual size"
    assert [one[0] for one in told(spoilt(not_scaled), "office")] == [True]
    assert told(spoilt(not_scaled), "print-shop") == told(spoilt(not_scaled), "screen") == []

    def no_bleed(pdf: Pdf) -> None:
        for page in pdf.pages:
            for name in ("MediaBox", "BleedBox"):
                page.obj[f"/{name}"] = page.obj.TrimBox

    assert told(spoilt(no_bleed)) == told(spoilt(no_bleed), "office") == []
    faults = told(spoilt(no_bleed), "print-shop")
    assert [(one[0], one[1], one[2][:12]) for one in faults] == [
        (True, "pages 1–2", "only 0.0 mm ")
    ]
    unknown = told(spoilt(all_of(no_bleed, not_scaled)))
    assert [(one[0], one[1]) for one in unknown] == [(False, ""), (False, "pages 1–2")]
    assert ask in unknown[0][2]
    assert "nothing is drawn beyond the edge" in unknown[1][2]
    assert [one[2][:18] for one in told(spoilt(all_of(uncut)), "print-shop")] == [
        "it does not say wh"
    ]


def test_the_same_on_several_pages_is_told_once() -> None:
    def spoil(pdf: Pdf) -> None:
        for _ in range(3):
            add_page(pdf, words("Near", 50, 2))
        add_page(pdf)
        add_page(pdf, words("Near", 50, 2))

    assert [one[:2] for one in told(spoilt(spoil))] == [(True, "pages 3–5, 7")]


def test_of_very_many_findings_the_first_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.preflight.check._MOST_FINDINGS", 1)
    found = told(spoilt(all_of(not_scaled, untagged, draw(words("Near", 50, 2)))))
    assert [one[0] for one in found] == [True, False]
    assert found[1][2] == "and 2 more like these: mend these first"


def test_pictures_are_bounded_on_all_pages_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that are alike are read once, and yet each shows what it shows."""

    def spoil(pdf: Pdf) -> None:
        show(100, 20)(pdf)
        for _ in range(4):
            pdf.pages.append(pdf.pages[1])

    assert check(spoilt(spoil)).facts is not None
    monkeypatch.setattr("kit.preflight.read.MOST_DRAWN_IN_ALL", 4)
    text = "it is too complex to check (it shows more than 4 cards and pictures)"
    assert told(spoilt(spoil))[0][2].startswith(text)


def test_faults_come_before_remarks() -> None:
    found = told(spoilt(all_of(not_scaled, draw(words("Near", 50, 2)))))
    assert [one[0] for one in found] == [True, False]
    assert check(spoilt(all_of(untagged, untitled, not_scaled, helvetica))).verdict == (
        "1 fault, 2 remarks"
    )


AS_SAID: list[tuple[Spoil, Language, str]] = [
    (
        all_of(uncut, set_on("MediaBox", Array([0, 0, 500, 500]))),
        "nb",
        "side 2: sidene har flere størrelser: 106 × 86 mm, 176,4 × 176,4 mm",
    ),
    (
        draw(words("Near", 50, 2)),
        "nb",
        "side 2: «Near» står 2,0 mm fra kanten, og 5 mm er trygt: flytt det innover, eller forkort "
        "teksten",
    ),
    (
        draw(words("Tiny", 40, 20, 4.5)),
        "nn",
        "side 2: «Tiny» er sett i 4,5 pt, og mindre enn 5 pt er vanskeleg å trykkje og å lese: set "
        "det større",
    ),
    (
        another_size,
        "nb",
        "side 2: sidene skjæres til 100 × 80 mm, 110 × 80 mm: legg hver størrelse i en egen fil",
    ),
    (
        set_on("BleedBox", box(1.5, 0, 0, 0)),
        "nn",
        "side 2: berre 1,5 mm er teikna utanfor snittet: eksporter fila med 3 mm utfallande på "
        "alle sider",
    ),
    (
        helvetica,
        "nb",
        "side 2: teksten er satt med skriften Helvetica, som ikke ligger i filen, så en annen "
        "skrift kan komme på papiret: eksporter filen med alle skrifter innebygd",
    ),
    (
        set_on("MediaBox", None),
        "nn",
        "side 2: sida har ingen storleik (ingen MediaBox): lag fila på nytt",
    ),
    (
        untagged,
        "nb",
        ": filen er ikke tagget: den som får den lest opp, kan høre den i feil rekkefølge",
    ),
]


@pytest.mark.parametrize(("spoil", "language", "as_said"), AS_SAID)
def test_findings_are_said_in_the_language_of_their_reader(
    spoil: Spoil, language: Language, as_said: str
) -> None:
    (one,) = check(spoilt(spoil)).findings
    said = speech(language).said
    assert f"{said(one.place)}: {said(one.text)}" == as_said


@pytest.mark.parametrize(
    ("data", "language", "as_said"),
    [
        (
            b"<html>",
            "nb",
            "filen er en nettside og ingen PDF: last den ned på nytt, og logg inn først der det "
            "trengs",
        ),
        (
            b"PK\3\4 word/",
            "nn",
            "fila er eit Word-dokument og ingen PDF: dersom du veit kven som sende ho, opne ho i "
            "programmet som laga ho, og lagre ho som PDF",
        ),
    ],
)
def test_what_is_no_pdf_is_told_in_the_language_of_its_reader(
    data: bytes, language: Language, as_said: str
) -> None:
    assert [speech(language).said(one.text) for one in check(data).findings] == [as_said]


@pytest.mark.parametrize(
    ("language", "verdict", "first"),
    [
        ("nb", "1 feil, 2 merknader", "kit.pdf, side 2: teksten er satt med skriften Helvetica, "),
        ("nn", "1 feil, 2 merknader", "kit.pdf, side 2: teksten er sett med skrifta Helvetica, "),
    ],
)
def test_a_report_is_summed_up_in_the_language_of_its_reader(
    language: Language, verdict: str, first: str
) -> None:
    pdf = spoilt(all_of(untagged, untitled, not_scaled, helvetica))
    assert speech(language).said(check(pdf).verdict) == verdict
    assert faults("kit.pdf", pdf, "screen")[0].told(speech(language)).startswith(first)
    assert speech(language).said(check(spoilt()).verdict) == "i orden"


def test_how_much_is_too_much_is_said_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.preflight.page_tree.MOST_PAGES", 1234)
    pdf = spoilt(lambda pdf: pdf.pages.extend([pdf.pages[1]] * 1300))
    (one,) = check(pdf).findings
    assert "(it has more than 1,234 pages)" in one.text
    assert "er for innviklet til å kontrolleres (filen har mer enn 1\u00a0234 sider): hvis" in (
        speech("nb").said(one.text)
    )


def test_what_stands_beyond_the_bleed_is_for_the_printer() -> None:
    """The shop's own notes, between the bleed and the edge of the paper, are cut off."""

    def spoil(pdf: Pdf) -> None:
        pdf.pages[1].obj.MediaBox = Array([-30 * MM, -30 * MM, WHOLE[2], WHOLE[3]])
        draw(words("cyan", 20, -20))(pdf)

    assert told(spoilt(spoil)) == []


def test_hidden_words_behind_a_scan_are_not_judged() -> None:
    assert told(spoilt(draw(b"3 Tr " + words("hidden", 50, 0, 2) + b"0 Tr"))) == []


def locked(user: str) -> bytes:
    return saved(good_pdf(), encryption=Encryption(owner="owner", user=user))


def no_pages() -> bytes:
    return saved(Pdf.new())


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "it is empty"),
        (b"a letter", "it is no PDF, as it does not begin as one"),
        (spoilt()[:200], "it breaks off before its end"),
        (locked("user"), "it is locked with a password"),
        (locked(""), "it is protected"),
        (no_pages(), "it has no pages"),
    ],
)
def test_what_cannot_be_read_is_one_fault(data: bytes, text: str) -> None:
    report = check(data)
    assert report.facts is None
    assert [(one.is_fault, one.place) for one in report.findings] == [(True, "")]
    assert text in report.findings[0].text
    assert report.as_dict()["facts"] is None


def test_the_facts() -> None:
    spoil = all_of(show(100, 20), helvetica, claims("pdfuaid:part", "1"))
    facts = check(spoilt(spoil)).facts
    assert facts is not None
    assert (facts.pages, facts.sizes) == (2, ((WIDTH, HEIGHT),))
    assert facts.boxes == (
        {
            "MediaBox": (0, 0, 106, 86),
            "BleedBox": (0, 0, 106, 86),
            "TrimBox": (3, 3, 103, 83),
        },
    )
    fonts = {font.name: (font.embedded, font.subset, font.in_form) for font in facts.fonts}
    assert fonts == {"Helvetica": (False, False, False), "SourceSans3": (True, True, False)}
    assert facts.smallest_type == 10.0
    assert facts.images == ((2, 127.0),)
    assert (facts.scaling, facts.duplex) == ("None", "Simplex")
    assert (facts.tagged, facts.standards) == (True, ("PDF/UA-1",))
    assert (facts.language, facts.title) == ("en", "A card")


def test_a_page_without_words_has_no_smallest_type() -> None:
    pdf = Pdf.new()
    pdf.add_blank_page()
    facts = check(saved(pdf)).facts
    assert facts is not None
    assert facts.smallest_type is None
    assert (facts.title, facts.language, facts.tagged, facts.scaling) == ("", "", False, "")


@given(st.data())
def test_a_damaged_file_is_told_and_never_stops_the_check(data: st.DataObject) -> None:
    whole = saved(good_pdf(), compress_streams=False)
    # Not in the typeface, which is most of the file.
    end = whole.index(b"FontFile2") if b"FontFile2" in whole else len(whole)
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(end, 2000) - 1))
        damaged[at] = data.draw(st.integers(0, 255))
    check(bytes(damaged))


@pytest.mark.parametrize("key", ["MediaBox", "TrimBox", "Resources", "Contents", "UserUnit"])
@pytest.mark.parametrize("value", [Array(), Array([1, 2]), Name.Nonsense, 7, Dictionary()])
def test_nonsense_in_a_page_never_stops_the_check(key: str, value: Any) -> None:
    check(spoilt(set_on(key, value)))


# Our own

# A pyramid beside questions; dilemmas.
AREAS = ("menneskesyn", "etiske")


def built(out: Path, **options: Any) -> BuiltKit:
    printing = Printing.model_validate({key.replace("_", "-"): one for key, one in options.items()})
    # How it is printed concerns every kind of piece and motif, but not each of their texts.
    session = Session(content=DEFAULT_PACK, areas=AREAS, out=out, printing=printing)
    return build(session, store=user_store())


def findings_in(kit: BuiltKit) -> Iterator[tuple[str, bool, str]]:
    for file in kit.files:
        ink = kit.request.session.printing.ink
        for one in check(file.pdf, file.job.made_for, ink).findings:
            yield file.job.file, one.is_fault, one.text


def test_the_default_kit_has_nothing_wrong(default_kit: BuiltKit) -> None:
    assert list(findings_in(default_kit)) == []
    facts = [check(file.pdf, "office").facts for file in default_kit.files]
    assert all(one and one.smallest_type and one.smallest_type >= 6.0 for one in facts)


@pytest.mark.parametrize(
    "options",
    slow_but(
        [
            {"for": "screen"},
            {"posters": "A4", "card": "business", "full_size": True, "flip": "fold"},
            {"decks": "30", "separate_backs": True, "back_offset": "3,-2"},
            {"gutter": "4", "ink": "saver", "marks": "lines", "flip": "short"},
            {"ink": "grey", "paper": "SRA3", "posters": "A2", "flip": "none"},
        ]
    ),
    ids=str,
)
def test_the_kit_has_no_fault_in_any_of_its_ways(options: dict[str, Any], tmp_path: Path) -> None:
    found = list(findings_in(built(tmp_path, **options)))
    assert [one for one in found if one[1]] == []


@pytest.mark.slow
def test_a_file_for_a_press_has_no_fault(tmp_path: Path) -> None:
    (tmp_path / "press.icc").write_bytes(icc("CMYK"))
    kit = built(tmp_path / "out", **{"for": "print-shop", "icc": tmp_path / "press.icc"})
    assert [one for one in findings_in(kit) if one[1]] == []
    reports = [check(file.pdf).facts for file in kit.files if file.job.made_for == "print-shop"]
    assert {one.standards for one in reports if one} == {("PDF/X-4",)}


@pytest.mark.parametrize(
    ("drawing", "example"),
    [
        (b"0.5 0 0 rg 9 9 9 9 re f", "0.5 0 0 rg"),
        (b"0.2 0.2 0.2 RG 9 9 9 9 re S", "0.2 0.2 0.2 RG"),
        (b"0.1 0 0 0.9 k 9 9 9 9 re f", "0.1 0 0 0.9 k"),
    ],
)
def test_colour_in_a_kit_of_greys_is_a_fault(drawing: bytes, example: str) -> None:
    """A grey that is told by its colours as well: a printer may mix it of them."""
    pdf = spoilt(draw(drawing))
    (found,) = check(pdf, "office", "grey").findings
    assert found.is_fault
    assert found.text.startswith(f"it is of a kit in greys, but takes coloured ink ({example}): ")
    assert check(pdf, "office", "saver").findings == check(pdf, "office").findings == ()


def test_black_text_of_several_inks_is_a_fault_for_a_print_shop() -> None:
    pdf = spoilt(draw(b"0.1 0.1 0.1 rg " + words("Black", 50, 50)))
    (found,) = check(pdf, "print-shop").findings
    assert found.is_fault
    assert found.text.startswith("black text is made of several inks (0.1 0.1 0.1 rg), ")
    assert check(pdf, "office").findings == check(pdf).findings == ()


def test_inks_that_come_to_black_are_told_of_text_for_a_print_shop() -> None:
    """It may be the colour of a layout, as the profile of the press has it."""
    pdf = spoilt(draw(b"0.7 0.6 0.6 0.9 k " + words("Black", 50, 50)))
    (found,) = check(pdf, "print-shop").findings
    assert not found.is_fault
    assert found.text.startswith("black text is made of several inks (0.7 0.6 0.6 0.9 k), ")


def test_a_spoilt_card_is_found_on_its_sheets(default_kit: BuiltKit) -> None:
    """The mark that a face carries is what its letters are measured against."""
    file = next(file for file in default_kit.files if file.job.piece == "value-cards")
    with pikepdf.open(io.BytesIO(file.pdf)) as pdf:
        private = pdf.pages[0].obj.Resources.XObject.F1.PieceInfo.WorkshopKit.Private
        private.Clear = 9.0
        found = told(saved(pdf), "office")
    assert {one[0] for one in found} == {True}
    assert all("and 9 mm are safe" in one[2] for one in found)


def test_faults_are_problems_of_their_file_and_page() -> None:
    good, bad = spoilt(), spoilt(draw(words("Near", 50, 2)))
    assert faults("one.pdf", good, "office") == faults("two.pdf", spoilt(untagged), "office") == []
    (near,), (broken,) = faults("two.pdf", bad, "office"), faults("3.pdf", b"", "office")
    assert str(near).startswith("two.pdf, page 2: «Near» stands 2")
    assert str(broken).startswith("3.pdf: it is empty: make it again")


def test_a_sheet_of_cards_needs_no_bleed_and_no_tags() -> None:
    """They have a bleed of their own, and are cut out."""
    pdf = Pdf.new()
    forms = Dictionary(XObject=Dictionary(A=face(pdf)))
    sheet(pdf, at(20, 30), forms)
    assert [one[2][:30] for one in told(saved(pdf))] == ["it does not ask to be printed "]
    sheet(pdf, "", Dictionary())
    texts = [(one[1], one[2][:16]) for one in told(saved(pdf))]
    assert texts == [
        ("", "it does not ask "),
        ("", "it is not tagged"),
        ("page 2", "nothing is drawn"),
    ]


def test_what_was_good_is_not_looked_through_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, pdf = Store(tmp_path), spoilt()
    assert faults_found("one.pdf", pdf, "office", "normal", store) == []

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("kit.preflight.check.faults", never)
    assert faults_found("two.pdf", pdf, "office", "normal", store) == []
    others: list[tuple[Destination, Ink, Store | None]] = [
        ("print-shop", "normal", store),
        ("office", "grey", store),
        ("office", "normal", None),
    ]
    for other in others:
        with pytest.raises(AssertionError):
            faults_found("one.pdf", pdf, *other)
    changed = spoilt(set_on("/TrimBox", [9, 9, 500, 500]))
    with pytest.raises(AssertionError):
        faults_found("one.pdf", changed, "office", "normal", store)


def test_a_fault_is_told_each_time_by_the_name_of_its_file(tmp_path: Path) -> None:
    store, pdf = Store(tmp_path), spoilt(draw(words("Near", 50, 2)))
    for name in ("one.pdf", "two.pdf"):
        (fault,) = faults_found(name, pdf, "office", "normal", store)
        assert str(fault).startswith(f"{name}, page 2: «Near» stands 2")
    assert store.kept().entries == 0
