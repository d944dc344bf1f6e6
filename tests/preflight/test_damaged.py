"""PDFs that are damaged, or made to do harm: each is told with its true reason."""

import io
import json
import time
from collections.abc import Callable
from functools import partial
from random import Random

import pikepdf
import pytest

from kit.pipeline.run import BuiltKit
from kit.preflight.check import check
from kit.system.apart import Bounds, Tell, done_apart
from tests import hostile_pdfs as hostile
from tests.made_pdfs import good_pdf, saved
from tests.raw_pdfs import WORDS, page, raw_pdf, stream, usual
from tests.tiers import slow_but

GOOD = raw_pdf()
ANEW = "make it again, or, if you know who sent it, open it and save it anew as PDF"
NESTED = "something in it is nested deeper than any program writes it"
BROKEN_OFF = "it breaks off before its end, as a copy that was stopped does: copy it again"
NO_SIZE = "its size (MediaBox) is not four usable figures: make the file anew"
NO_SCALE = "its scale (UserUnit) is no figure above 0 that makes sense: export it anew"
NO_TRIM = "its TrimBox is not four figures: export it anew"
LIST = "its list of pages"
TURNS = "leads back to itself"
# What is said of the usual one.
HELVETICA = "it is set in Helvetica, which is not in the file"


def box(figures: bytes) -> bytes:
    return raw_pdf({3: page(b"/MediaBox" + figures)})


def with_page(more: bytes) -> bytes:
    return raw_pdf({3: page(more=more)})


def tree(entries: bytes, **_: bytes) -> bytes:
    return raw_pdf({2: b"<</Type/Pages%s>>" % entries})


def long_tree(levels: int) -> bytes:
    nodes = {
        10 + one: b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (11 + one if one < levels - 1 else 3)
        for one in range(levels)
    }
    return raw_pdf({2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>", **nodes})


def tree_of_doubles(levels: int) -> bytes:
    """Each branch is there twice: a thousand thousand million pages of some kilobytes."""
    nodes = {}
    for one in range(levels):
        kid = 11 + one if one < levels - 1 else 3
        nodes[10 + one] = b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count 2>>" % (kid, kid)
    return raw_pdf({2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>", **nodes})


def named(spelt: bytes) -> bytes:
    return raw_pdf({5: b"<</Type/Font/Subtype/Type1/BaseFont/%s>>" % spelt})


def described(xml: bytes) -> bytes:
    return raw_pdf({1: hostile.catalog(b"/Metadata 6 0 R"), 6: stream(xml, b"/Subtype/XML")})


# What a file is, and the first of its faults as it begins.
TABLE: dict[str, tuple[Callable[[], bytes], str]] = {
    # No PDF.
    "empty": (lambda: b"", "it is empty: make it again, or copy it again"),
    "zeros": (lambda: bytes(5000), "it holds nothing but zeros, as a copy that broke off does"),
    "web page": (lambda: b"\n<!DOCTYPE html><html><body>Logg inn", "it is a web page, and no PDF:"),
    "Word": (lambda: b"PK\3\4" + bytes(9) + b"word/a.xml", "it is a Word document, and no PDF:"),
    "Excel": (lambda: b"PK\3\4" + bytes(9) + b"xl/a.xml", "it is a workbook of Excel, and no PDF"),
    "ZIP": (lambda: b"PK\3\4" + bytes(99), "it is a ZIP file, and no PDF: unpack it"),
    "old Word": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is a document of an older Word"),
    "picture": (lambda: b"\xff\xd8\xff\xe0" + bytes(9), "it is a picture, and no PDF"),
    "text": (lambda: b"Hei!", "it is no PDF, as it does not begin as one"),
    "wrong beginning": (lambda: b"%PDX" + GOOD[4:], "it is no PDF, as it does not begin as one"),
    "mail before it": (lambda: b"Received: " * 90 + GOOD, HELVETICA),
    # Broken off, or its table of objects is.
    "half of it": (lambda: GOOD[: len(GOOD) // 2], BROKEN_OFF),
    "without its end": (lambda: GOOD[:-60], BROKEN_OFF),
    "table elsewhere": (lambda: GOOD.replace(b"startxref\n", b"startxref\n9"), HELVETICA),
    "table of itself": (
        lambda: raw_pdf(trailer=b"/Root 1 0 R/Prev %d" % GOOD.index(b"xref\n")),
        HELVETICA,
    ),
    "no catalog": (lambda: raw_pdf(trailer=b""), "its beginning (the catalog) is missing"),
    "lost catalog": (lambda: raw_pdf(trailer=b"/Root 77 0 R"), "its beginning (the catalog)"),
    "a figure as catalog": (lambda: raw_pdf(trailer=b"/Root 7"), "its beginning (the catalog)"),
    "unknown lock": (
        lambda: raw_pdf(trailer=b"/Root 1 0 R/Encrypt<</Filter/Foo/V 9>>"),
        "it is protected in a way that is not known here: save it without protection",
    ),
    "object of a huge number": (lambda: raw_pdf({2147483646: b"7"}), HELVETICA),
    "many objects said": (lambda: GOOD.replace(b"/Size 6", b"/Size 2147483647"), HELVETICA),
    "objects in themselves": (
        lambda: raw_pdf(
            {3: page(more=b"/A 6 0 R"), 6: stream(b"6 0 7", b"/Type/ObjStm/N 1/First 4")}
        ),
        HELVETICA,
    ),
    # The list of its pages.
    "no list": (lambda: raw_pdf({1: b"<</Type/Catalog>>"}), LIST + " is missing or damaged: make"),
    "a figure as list": (lambda: raw_pdf({1: b"<</Pages 7>>"}), LIST + " is missing or damaged"),
    "no kids": (lambda: tree(b"/Count 1"), LIST),
    "kids are no list": (lambda: tree(b"/Kids<</A 3 0 R>>/Count 1"), LIST + " is damaged: make"),
    "figures as kids": (lambda: tree(b"/Kids[1 2]/Count 2"), "none of its pages can be read: make"),
    "lost kid": (lambda: tree(b"/Kids[99 0 R]/Count 1"), "none of its pages can be read: make it"),
    "one lost of two": (lambda: tree(b"/Kids[3 0 R 99 0 R]/Count 2"), "1 page more cannot be read"),
    "none": (lambda: tree(b"/Kids[]/Count 0"), "it has no pages: make it again"),
    "in a circle": (lambda: tree(b"/Kids[3 0 R 2 0 R]/Count 1"), f"{LIST} {TURNS}: make it again"),
    "doubles of doubles": (lambda: tree_of_doubles(40), f"{LIST} {TURNS}: make it again"),
    "5,000 deep": (lambda: long_tree(5000), LIST + " is nested deeper than any program writes it"),
    "a page twice": (lambda: tree(b"/Kids[3 0 R 3 0 R]/Count 2"), HELVETICA),
    "few said": (lambda: tree(b"/Kids[3 0 R]/Count -4"), HELVETICA),
    "many said": (lambda: tree(b"/Kids[3 0 R]/Count 2000000000"), HELVETICA),
    "21,000 pages": (
        lambda: raw_pdf({2: b"<</Type/Pages/Count 21000/Kids[%s]>>" % (b"3 0 R " * 21000)}),
        "it is too complex to check (it has more than 20,000 pages): if you know",
    ),
    # Nested too deep.
    "deep array in a page": (lambda: with_page(b"/A" + hostile.deep()), f"{NESTED}: {ANEW}"),
    "deep array in the list": (lambda: tree(b"/Kids[3 0 R]/A" + hostile.deep()), NESTED),
    "deep array as the list": (lambda: tree(b"/Kids" + hostile.deep()), NESTED),
    "deep array in the catalog": (lambda: raw_pdf({1: hostile.catalog(hostile.deep())}), NESTED),
    "deep array that nobody needs": (lambda: raw_pdf({9: hostile.deep()}), HELVETICA),
    "deep array drawn": (lambda: raw_pdf({4: stream(WORDS + hostile.deep())}), HELVETICA),
    "deep array of use": (lambda: with_page(b"/A" + hostile.deep(400)), HELVETICA),
    "deep contents": (
        lambda: raw_pdf(
            {
                1: hostile.catalog(b"/Outlines 10 0 R"),
                **{10 + one: b"<</First %d 0 R/Title(x)>>" % (11 + one) for one in range(3000)},
            }
        ),
        HELVETICA,
    ),
    # The size of a page.
    "no size": (lambda: raw_pdf({3: page(b"")}), "it has no size (no MediaBox): make the file"),
    "null": (lambda: box(b" null"), "it has no size (no MediaBox)"),
    "nan": (lambda: box(b"[0 0 nan 842]"), NO_SIZE),
    "inf": (lambda: box(b"[0 0 inf 842]"), NO_SIZE),
    "1e30": (lambda: box(b"[0 0 1e30 842]"), NO_SIZE),
    "30 digits": (lambda: box(b"[0 0 %s.0 842]" % (b"9" * 30)), NO_SIZE),
    "400 digits": (lambda: box(b"[0 0 %s.0 842]" % (b"9" * 400)), NO_SIZE),
    "400 digits, whole": (lambda: box(b"[0 0 %s 842]" % (b"9" * 400)), "none of its pages can be"),
    "texts": (lambda: box(b"[(0)(0)(595)(842)]"), NO_SIZE),
    "three": (lambda: box(b"[0 0 595]"), "its size (MediaBox) is not four figures: make the file"),
    "nothing": (lambda: box(b"[9 9 9 9]"), "its size (MediaBox) is nothing: make the file anew"),
    "thin": (lambda: box(b"[0 0 0.0001 842]"), "its size (MediaBox) is nothing"),
    "huge": (lambda: box(b"[0 0 400000 842000]"), "its size (MediaBox) is more than 100 m: make"),
    "turned round": (lambda: box(b"[595 842 0 0]"), HELVETICA),
    "trim nan": (lambda: with_page(b"/TrimBox[0 0 nan 9]"), NO_TRIM),
    "trim texts": (lambda: with_page(b"/TrimBox[(a)(b)(c)(d)]"), NO_TRIM),
    "trim 400 digits": (lambda: with_page(b"/TrimBox[0 0 %s.0 9]" % (b"9" * 400)), NO_TRIM),
    "scale 0": (lambda: with_page(b"/UserUnit 0"), NO_SCALE),
    "scale -2": (lambda: with_page(b"/UserUnit -2"), NO_SCALE),
    "scale nan": (lambda: with_page(b"/UserUnit nan"), NO_SCALE),
    "scale of 400 digits": (lambda: with_page(b"/UserUnit %s.0" % (b"9" * 400)), NO_SCALE),
    # What it draws.
    "forms, 30 twice": (
        lambda: hostile.forms(30, 2),
        "it is too complex to check (forms in it are drawn within forms, more than 28 deep):",
    ),
    "forms, 25 twice": (lambda: hostile.forms(25, 2), "it is too complex to check (a page draws"),
    "forms, 3 a thousand times": (
        lambda: hostile.forms(3, 1000),
        "it is too complex to check (a page draws more than 100,000 forms and pictures):",
    ),
    "forms, 5,000 deep": (lambda: hostile.forms(5000, 1), "it is too complex to check (forms in"),
    "forms in a circle": (hostile.forms_in_a_circle, f"a form in it draws itself: {ANEW}"),
    "typefaces of typefaces": (lambda: hostile.typefaces(8), HELVETICA),
    "typefaces, 1,000 deep": (lambda: hostile.typefaces(1000), "it is too complex to check (forms"),
    "typefaces in a circle": (
        lambda: raw_pdf({5: b"<</Subtype/Type0/BaseFont/A/DescendantFonts[5 0 R]>>"}),
        "it is set in A, which is not in the file",
    ),
    "lost contents": (lambda: raw_pdf({3: page(contents=77)}), HELVETICA),
    "contents of themselves": (lambda: raw_pdf({4: b"[4 0 R 4 0 R]"}), HELVETICA),
    "contents in many parts": (
        lambda: raw_pdf({3: page().replace(b" 4 0 R", b"[%s]" % (b"4 0 R " * 110_000))}),
        "it is too complex to check (a page is drawn in more than 100,000 parts): if you know",
    ),
    "notes of themselves": (
        lambda: raw_pdf({3: page(more=b"/Annots 6 0 R"), 6: b"[6 0 R 6 0 R]"}),
        HELVETICA,
    ),
    "notes, 40 million": (
        lambda: hostile.notes(20_000, 2000),
        "it is too complex to check (it has more than 300,000 notes and fields): if you know",
    ),
    "many pictures": (
        lambda: hostile.drawn_by(b"/I Do ", 110_000),
        "it is too complex to check (a page draws more than 100,000 forms and pictures)",
    ),
    "pictures in its contents": (
        lambda: hostile.drawn_by(b"BI/W 1/H 1/BPC 8/CS/G ID a EI ", 200_000),
        "it is too complex to check (a page draws more than 100,000 forms and pictures)",
    ),
    "20 MB of operators": (
        lambda: hostile.drawn_by(b"0 0 9 9 re f ", 1_700_000),
        "it is too complex to check (a page is drawn by more than 16 MB of operators)",
    ),
    "many letters": (
        lambda: hostile.drawn_by(b"(" + b"ab" * 100 + b") Tj ", 2600),
        "it is too complex to check (a page has more than 500,000 letters)",
    ),
    # What it inflates to.
    "200 MB": (lambda: raw_pdf({4: hostile.zeros(200)}), "it is too complex to check (a part of"),
    "70 MB": (
        lambda: raw_pdf({4: hostile.zeros(70)}),
        "it is too complex to check (a part of it inflates to more than 64 MB): if you know",
    ),
    "300 MB, in two steps": (
        lambda: raw_pdf({4: hostile.zeros(300, 2)}),
        "it is too complex to check (a",
    ),
    "a typeface of 200 MB": (lambda: hostile.font_of_zeros(200), "it is too complex to check (a"),
    "300 MB in parts": (
        lambda: raw_pdf({10 + one: hostile.zeros(60) for one in range(5)}),
        "it is too complex to check (it inflates to more than 256 MB)",
    ),
    # What it says of itself.
    "entities": (lambda: described(hostile.xml_of_entities()), HELVETICA),
    "no XML": (lambda: described(b"\xff\xfe<"), HELVETICA),
    "XML as a figure": (lambda: raw_pdf({1: hostile.catalog(b"/Metadata 7")}), HELVETICA),
    "title as a figure": (lambda: raw_pdf(trailer=b"/Root 1 0 R/Info 7"), HELVETICA),
    "title without letters": (
        lambda: raw_pdf({6: b"<</Title<EFBBBFEDA08041>>>"}, b"/Root 1 0 R/Info 6 0 R"),
        HELVETICA,
    ),
    "name of any bytes": (lambda: named(b"#ff#fe"), "it is set in"),
    "name with NUL": (lambda: named(b"A#00B"), "it is set in"),
    "long name": (lambda: named(b"A" * 100_000), f"it is set in {'A' * 39}…, which is not in"),
}
SLOW = (
    "200 MB",
    "300 MB, in two steps",
    "a typeface of 200 MB",
    "300 MB in parts",
    "pictures in its contents",
)
QUICK = [one for one in TABLE if one not in SLOW]


@pytest.mark.parametrize("name", slow_but(TABLE, *QUICK))
def test_the_true_reason_is_told_with_what_to_do(name: str) -> None:
    make, begins = TABLE[name]
    data = make()
    begun = time.process_time()
    report = check(data)
    # Refused by what it is, and not because it took its time.
    assert time.process_time() - begun < 5
    assert report.faults[0].text.startswith(begins)
    assert ": " in report.faults[0].text
    assert all(len(one.text) < 300 for one in report.findings)
    json.dumps(report.as_dict(), allow_nan=False).encode()


def test_what_is_usual_is_not_refused() -> None:
    assert set(usual()) == {1, 2, 3, 4, 5}
    assert [one.text.partition(",")[0] for one in check(GOOD).faults] == ["it is set in Helvetica"]


# Damage by chance


_TOKENS = b"0 -1 99999999999 1e9 null [ ] << >> /A ( R".split()


def mutated(data: bytes, chance: Random) -> bytes:
    """The file with something done to it in one to five places."""
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(spoilt))
        way = chance.randrange(5)
        if way == 0:
            spoilt[at] = chance.randrange(256)
        elif way == 1:
            del spoilt[at : at + chance.choice((1, 3, 50, 2000))]
        elif way == 2:
            spoilt[at:at] = b" " + chance.choice(_TOKENS) + b" "
        elif way == 3:
            spoilt[at:at] = spoilt[chance.randrange(len(spoilt)) :][:200]
        else:
            near = range(at, min(at + 400, len(spoilt)))
            figures = [one for one in near if spoilt[one] in b"0123456789"]
            for one in figures[: chance.randint(1, 3)]:
                spoilt[one] = chance.choice(b"0123456789")
    return bytes(spoilt)


def check_mutations(files: list[bytes], seeds: range, tell: Tell) -> int:
    for seed in seeds:
        tell(seed)
        report = check(mutated(files[seed % len(files)], Random(seed)))
        json.dumps(report.as_dict(), allow_nan=False).encode()
    return len(seeds)


def first_page(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        del opened.pages[1:]
        return saved(opened, compress_streams=False)


@pytest.mark.parametrize("seeds", slow_but([range(60), range(60, 460)], range(60)), ids=str)
def test_a_kit_that_was_damaged_by_chance_is_told(seeds: range, default_kit: BuiltKit) -> None:
    """Whatever was done to it, there is a report, and nothing is raised; nor does a library die."""
    cards = next(file.pdf for file in default_kit.files if file.job.piece == "quality-cards")
    plan = next(file.pdf for file in default_kit.files if file.job.piece == "action-plan")
    files = [first_page(cards), saved(good_pdf()), first_page(plan)]
    begun: list[int] = []
    bounds = Bounds(120, 800_000_000)
    work = partial(check_mutations, files, seeds)
    assert done_apart(work, bounds, begun.append) == len(seeds), begun[-1]
