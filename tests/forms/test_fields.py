import io
import re
import zlib
from collections.abc import Iterator
from functools import cache

import page as page_validation
import pikepdf
import pypdf
import pypdfium2
import pytest
from pikepdf import Name
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat
from pypdf.generic import NameObject, TextStringObject
from pypdfium2 import raw

from kit.core.paths import FONTS
from kit.core.sizes import POINTS_PER_MM
from kit.core.spelling import SOFT_HYPHEN, plain
from kit.forms.fields import box_of, tidy_form, typing_of
from kit.forms.fonts import FACE, form_type
from kit.forms.room import letters_that_fit
from kit.pipeline.run import BuiltKit
from kit.session.selection import Selection
from tests.conftest import pdf_of
from tests.readers import (
    READERS,
    SCALE,
    Widget,
    filled_by_hand,
    filled_by_program,
    needs_poppler,
    pictures,
    pixels,
    widgets,
)
from tests.tiers import slow_but

LETTERS = "æøåÆØčđŋšŧžČĐŊŠŦ–ЖщЄфΩλ₴"
LONG = "Jeg vil møte hver enkelt – også når det er vanskelig – med ro, og spørre før jeg gjør. " * 4
# In points, how large readers set a letter or two, and how far apart they set lines of much text.
SIZES = {"pdfium": 12.0, "poppler": 8.5}
LINES = {"pdfium": 9 * 1.312, "poppler": 8.5}
TICKS = ["value-hap", "value-kritisk-bevissthet", "confidence/7"]
FILLINGS = {"by hand": filled_by_hand, "by a program": filled_by_program}


@pytest.fixture(scope="module")
def plan(default_kit: BuiltKit) -> bytes:
    return pdf_of(default_kit, "action-plan")


@pytest.fixture(scope="module")
def form(plan: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(plan)) as opened:
        yield opened


def fields(form: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    named = {str(field.T): field for field in form.Root.AcroForm.Fields}
    assert len(named) == len(form.Root.AcroForm.Fields)
    return named


def texts_of(plan: bytes) -> list[Widget]:
    return [widget for widget in widgets(plan) if widget.kind == "/Tx"]


@cache
def blank(plan: bytes, reader: str) -> list[Image.Image]:
    return pictures(plan, reader)


def test_every_field_has_a_name_of_its_own_and_words_for_it(form: pikepdf.Pdf) -> None:
    named = fields(form)
    texts = [name for name, field in named.items() if field.FT == "/Tx"]
    assert texts == [
        "name", "team", "date", "why",
        *(f"{what}-{row}" for row in (1, 2, 3) for what in ("action", "when", "support")),
        "if", "then", "follow-up-date", "follow-up-with",
        *(f"log-{what}-{row}" for row in (1, 2, 3) for what in ("date", "event", "lesson")),
        "already", "progress",
    ]  # fmt: skip
    assert all(str(field.TU).strip() for field in named.values())
    assert str(named["when-2"].TU) == "Når og hvor 2"
    assert str(named["then"].TU) == "Hvis det blir vanskelig: så"


def test_the_chosen_values_are_tick_boxes_with_their_names(
    form: pikepdf.Pdf, everything: Selection
) -> None:
    named = fields(form)
    boxes = [name for name, field in named.items() if name.startswith("value-")]
    assert boxes == [f"value-{one.id}" for one in everything.values]
    for one in everything.values:
        assert str(named[f"value-{one.id}"].TU) == plain(one.name)


def test_confidence_is_one_field_of_eleven_buttons(form: pikepdf.Pdf) -> None:
    group = fields(form)["confidence"]
    assert len(group.Kids) == 11
    assert [str(option) for option in group.Opt] == [str(degree) for degree in range(11)]
    assert str(group.TU) == "Hvor trygg er jeg på at jeg får det til?"
    assert [str(kid.TU) for kid in group.Kids] == [f"{group.TU}: {degree}" for degree in range(11)]
    for kid in group.Kids:
        assert kid.Parent.objgen == group.objgen
        assert Name.T not in kid
        assert Name.FT not in kid


def test_buttons_are_drawn_as_they_were_set(form: pikepdf.Pdf) -> None:
    assert Name.NeedAppearances not in form.Root.AcroForm
    buttons = [field for field in fields(form).values() if Name.AP in field]
    buttons += list(fields(form)["confidence"].Kids)
    assert len(buttons) == 51
    for button in buttons:
        off = button.AP.N.Off
        assert zlib.decompress(off.read_raw_bytes()) == off.read_bytes() == b"q Q"
        assert len(button.AP.N.keys()) == 2


def test_every_field_wraps_and_takes_as_many_letters_as_have_room(form: pikepdf.Pdf) -> None:
    typeface = form_type(FONTS)
    for field in fields(form).values():
        if field.FT == "/Tx":
            assert int(field.Ff) == 1 << 12 | 1 << 23
            assert int(field.MaxLen) == letters_that_fit(box_of(field), 8.5, typeface)
            assert Name.AP not in field
    most = {name: int(field.MaxLen) for name, field in fields(form).items() if field.FT == "/Tx"}
    assert most["name"] >= 59
    assert min(most[f"action-{row}"] for row in (1, 2, 3)) >= 163


def test_all_is_typed_in_the_typeface_of_the_form(form: pikepdf.Pdf) -> None:
    """First as large as it fits, for pdfium, then in the size of the layout, for all others."""
    known = form.Root.AcroForm.DR.Font
    (name,) = (str(key) for key in known)
    assert known[name].BaseFont == "/WorkshopKitForm"
    for field in fields(form).values():
        if field.FT == "/Tx":
            assert re.fullmatch(rf"{name} 0 Tf {name} 8\.5 Tf( 0\.1\d+){{3}} rg", str(field.DA))
            assert typing_of(field).size == 8.5
    assert str(form.Root.AcroForm.DA).startswith(name)


def test_every_element_of_the_form_tells_its_label(form: pikepdf.Pdf) -> None:
    labels = [
        (str(element.Alt), str(element.K[0].Obj.TU))
        for element in elements(form.Root.StructTreeRoot.K)
        if element.get("/S") == "/Form" and "/K" in element and "/Obj" in element.K[0]
    ]
    assert len(labels) == 79
    assert all(spoken == shown for spoken, shown in labels)
    said = [spoken for spoken, _ in labels]
    assert len(set(said)) == len(said)
    assert "Hvor trygg er jeg på at jeg får det til?: 7" in said


def elements(tree: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """All elements of the structure below one."""
    if isinstance(tree, pikepdf.Array):
        for kid in tree:
            yield from elements(kid)
    elif isinstance(tree, pikepdf.Dictionary) and "/S" in tree:
        yield tree
        if "/K" in tree:
            yield from elements(tree.K)


def test_no_typeface_is_embedded_whole(form: pikepdf.Pdf) -> None:
    files = [
        thing.FontFile2.read_bytes()
        for thing in form.objects
        if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing
    ]
    *printed, typed = sorted(map(len, files))
    assert len(printed) == 4
    assert max(printed) < 30_000
    assert typed < 125_000


def test_fields_are_high_enough_to_write_in_by_hand(plan: bytes) -> None:
    for widget in texts_of(plan):
        assert (widget.top - widget.bottom) / POINTS_PER_MM >= 8, widget.name


def test_the_form_is_pdf_ua(plan: bytes, form: pikepdf.Pdf) -> None:
    ua_1 = page_validation.ValidationProfile.PDF_UA_1
    report = page_validation.validate_pdf_bytes(plan, profile=ua_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant
    assert form.Root.Lang == "nb"
    assert str(form.docinfo.Title).startswith("Handlingsplan")


def test_fields_are_told_and_tabbed_in_the_order_they_are_read_in(form: pikepdf.Pdf) -> None:
    for page in form.pages:
        assert page.obj.Tabs == "/S"
    told = [thing.objgen for thing in objects_told(form.Root.StructTreeRoot.K)]
    listed = [annotation.objgen for page in form.pages for annotation in page.obj.Annots]
    assert told == listed
    in_form = [
        widget.objgen
        for field in form.Root.AcroForm.Fields
        for widget in field.get("/Kids", [field])
    ]
    assert in_form == listed


def objects_told(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The annotations below an element of the structure, in its order."""
    if isinstance(element, pikepdf.Array):
        for kid in element:
            yield from objects_told(kid)
    elif isinstance(element, pikepdf.Dictionary):
        if element.get("/Type") == "/OBJR":
            yield element.Obj
        elif "/K" in element:
            yield from objects_told(element.K)


def test_the_order_runs_down_the_page_and_from_left_to_right(plan: bytes) -> None:
    """Tick boxes run down the columns of their areas."""
    listed = widgets(plan)
    boxes = [widget for widget in listed if widget.name.startswith("value-")]
    places = [(round(box.left), -box.top) for box in boxes]
    assert places == sorted(places)
    others = [widget for widget in listed if widget not in boxes]
    down = [(other.page, -round(other.top), other.left) for other in others]
    assert down == sorted(down)
    first, last = listed.index(boxes[0]), listed.index(boxes[-1])
    assert last - first == len(boxes) - 1
    assert listed[first - 1].bottom > max(box.top for box in boxes)
    assert listed[last + 1].top < min(box.bottom for box in boxes)


def test_every_field_has_its_label_beside_it(plan: bytes, everything: Selection) -> None:
    """Above it or to the left; after a tick box, and below a radio button."""
    words = {f"value-{one.id}": first_word(one.name) for one in everything.values}
    document = pypdfium2.PdfDocument(plan)
    pages = [page.get_textpage() for page in document]
    for widget in widgets(plan):
        label = widget.on[1:] if widget.name == "confidence" else words.get(widget.name)
        label = label or re.sub(r" \d$", "", widget.words.rpartition(": ")[2])
        found = list(boxes_of(label, pages[widget.page]))
        assert any(is_beside(widget, box) for box in found), (widget.name, label)
    document.close()


def first_word(name: str) -> str:
    return re.split(rf"[ {SOFT_HYPHEN}]", name)[0]


def boxes_of(text: str, page: pypdfium2.PdfTextPage) -> Iterator[tuple[float, ...]]:
    """Where the first letter of a text stands, or a number: left, bottom, right, top."""
    search = page.search(text, match_case=True, match_whole_word=text.isdigit())
    while found := search.get_next():
        yield page.get_charbox(found[0])


def is_beside(widget: Widget, label: tuple[float, ...]) -> bool:
    left, bottom, _, top = label
    same_line = widget.bottom < (bottom + top) / 2 < widget.top
    if widget.name == "confidence":
        return abs(left - widget.middle[0]) < 6 and 0 < widget.bottom - top < 8
    if widget.kind == "/Btn":
        return same_line and 0 < left - widget.right < 3 * POINTS_PER_MM
    if widget.name in ("if", "then"):
        return same_line and 0 < widget.left - left < 20 * POINTS_PER_MM
    rows = int(widget.name[-1]) if widget.name[-1].isdigit() else 1
    height = widget.top - widget.bottom + 2 * POINTS_PER_MM
    above = 0 < bottom - widget.top < (rows - 1) * height + 3 * POINTS_PER_MM
    return above and -3 * POINTS_PER_MM < left - widget.left < POINTS_PER_MM


@pytest.mark.parametrize("reader", READERS)
def test_a_blank_field_is_white_with_a_border_that_is_seen(plan: bytes, reader: str) -> None:
    """3 : 1 against the field, whose ground is white, on every side."""
    pages = blank(plan, reader)
    for widget in widgets(plan):
        inset = 1.5 if widget.name == "confidence" else 1.0
        inside = widget.cut_from(pages, inset)
        if widget.name == "confidence":
            inside = inside.crop((6, 6, inside.width - 6, inside.height - 6))
        assert inside.getextrema() == (255, 255), widget.name
        for side in sides(widget, pages[widget.page]):
            darkest = next(grey for grey, count in enumerate(side.histogram()) if count)
            assert 1.05 / (luminance(darkest) + 0.05) >= 3, (widget.name, darkest)


def sides(widget: Widget, image: Image.Image) -> Iterator[Image.Image]:
    """A line of pixels outwards from the middle of each edge, over what is drawn round a field."""
    out = 7.0  # points: the border, and the padding of its text
    x, y = widget.middle
    for left, bottom, right, top in (
        (widget.left - out, y, widget.left + 1, y + 0.25),
        (widget.right - 1, y, widget.right + out, y + 0.25),
        (x, widget.bottom - out, x + 0.25, widget.bottom + 1),
        (x, widget.top - 1, x + 0.25, widget.top + out),
    ):
        yield image.crop(pixels((left, bottom, right, top), image))


def luminance(grey: float) -> float:
    """Of a grey in sRGB, as WCAG has it."""
    share = grey / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("filling", FILLINGS)
def test_every_letter_that_is_typed_shows_as_itself(plan: bytes, filling: str, reader: str) -> None:
    """Of all letters and the empty box, what shows is most like the letter that was typed."""
    places = {widget.name: widget for widget in texts_of(plan)}
    typed = dict(zip(places, LETTERS, strict=False))
    assert len(typed) == len(LETTERS)
    filled = FILLINGS[filling](plan, typed)
    shown = pictures(filled, reader)
    drawn_by = "pdfium" if filling == "by hand" else reader
    drawn = {letter: drawn_letter(letter, SIZES[drawn_by]) for letter in [*LETTERS, "\uffff"]}
    for name, letter in typed.items():
        ink = on_canvas(places[name].cut_from(shown))
        measured = {other: unlikeness(ink, picture) for other, picture in drawn.items()}
        closest, next_closest = sorted(measured, key=lambda other: measured[other])[:2]
        assert closest == letter
        assert measured[closest] < 0.7 * measured[next_closest]
    with pikepdf.open(io.BytesIO(filled)) as opened:
        named = fields(opened)
        assert {name: str(named[name].V) for name in typed} == typed


def drawn_letter(letter: str, size: float) -> Image.Image:
    """A letter as the typeface has it; of U+FFFF it has but an empty box."""
    image = Image.new("L", (80, 80), 255)
    face = ImageFont.truetype(FONTS / FACE, size * SCALE)
    ImageDraw.Draw(image).text((20, 10), letter, fill=30, font=face)
    return on_canvas(image)


def on_canvas(image: Image.Image) -> Image.Image:
    """The ink of a picture in the corner of a canvas, which all letters can be compared on."""
    canvas = Image.new("L", (64, 80), 255)
    ink = ImageChops.invert(image).point(lambda grey: 255 if grey > 60 else 0).getbbox()
    assert ink is not None
    canvas.paste(image.crop(ink))
    return canvas


def unlikeness(one: Image.Image, other: Image.Image) -> float:
    return float(ImageStat.Stat(ImageChops.difference(one, other)).mean[0])


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("filling", FILLINGS)
def test_what_is_filled_in_shows_and_nothing_else_changes(
    plan: bytes, filling: str, reader: str
) -> None:
    typed = {"name": "Kari Åsheim", "log-lesson-2": "Å spørre – først", "why": LONG}
    filled = FILLINGS[filling](plan, typed, TICKS)
    before, after = ([*each] for each in (blank(plan, reader), pictures(filled, reader)))
    for widget in widgets(plan):
        set_now = widget.key in [*typed, *TICKS]
        difference = unlike(widget.cut_from(before), widget.cut_from(after))
        assert (difference.getbbox() is not None) == set_now, (widget.name, widget.on)
    assert ink_share(find(plan, "value-hap").cut_from(after)) > 0.15
    assert ink_share(find(plan, "confidence/7").cut_from(after)) > 0.15
    for was, now in zip(before, after, strict=True):
        outside = unlike(was, now)
        for widget in widgets(plan):
            if widget.page == before.index(was):
                outside.paste(0, widened(widget, now))
        assert outside.getbbox() is None


def unlike(one: Image.Image, other: Image.Image) -> Image.Image:
    """Where two pictures differ by more than a place that was rounded."""
    return ImageChops.difference(one, other).point(lambda grey: 255 if grey > 40 else 0)


def find(plan: bytes, key: str) -> Widget:
    return next(widget for widget in widgets(plan) if widget.key == key)


def widened(widget: Widget, image: Image.Image) -> tuple[int, int, int, int]:
    """The pixels of a place and of its border."""
    edges = (widget.left - 1, widget.bottom - 1, widget.right + 1, widget.top + 1)
    return pixels(edges, image)


def ink_share(image: Image.Image) -> float:
    dark = sum(image.histogram()[:160])
    return dark / (image.width * image.height)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("filling", FILLINGS)
def test_long_texts_wrap_in_fields_of_many_lines(plan: bytes, filling: str, reader: str) -> None:
    shown = pictures(FILLINGS[filling](plan, {"why": LONG, "action-1": LONG[:80]}), reader)
    places = {widget.name: widget for widget in texts_of(plan)}
    for name, lines in (("why", 3), ("action-1", 2)):
        inside = places[name].cut_from(shown)
        ink = ImageChops.invert(inside).getbbox()
        assert ink is not None
        assert ink[3] > (lines - 0.5) * LINES[reader] * SCALE
        assert ink[2] > 0.8 * inside.width
        if (filling, reader) != ("by a program", "poppler"):  # its lines may be a hair too long
            assert ink[2] < inside.width


WORDS = {
    "wide": "W",
    "Cyrillic": "М",
    "words": "Jeg vil møte hver enkelt pasient med ro – også når det er vanskelig, uten hast. ",
    "capitals": "DETTE ER MENNESKERETTIGHETSFOKUS OG SAMTYKKEKOMPETANSE I PRAKSIS FOR MEG. ",
    "Ukrainian": "Я хочу зустрічати кожну людину спокійно, навіть коли мені важко. ",
}
some_words = pytest.mark.parametrize("words", slow_but(list(WORDS), "wide", "words"))


def filled_to_the_last_letter(form: pikepdf.Pdf, words: str) -> dict[str, str]:
    """As much for each field as may be typed into it, the last letter one that is seen."""
    texts = [(name, field) for name, field in fields(form).items() if field.FT == "/Tx"]
    repeated = WORDS[words] * 600
    return {name: repeated[: int(field.MaxLen) - 1] + "W" for name, field in texts}


@some_words
def test_whatever_can_be_typed_is_printed_in_8_points(
    plan: bytes, form: pikepdf.Pdf, words: str
) -> None:
    """By hand in pdfium: what more is typed is refused, and the last letter is whole."""
    typed = filled_to_the_last_letter(form, words)
    printed = filled_by_hand(plan, {name: text + "XX" for name, text in typed.items()})
    read = pypdf.PdfReader(io.BytesIO(printed)).get_form_text_fields()
    assert {name: read[name] for name in typed} == typed
    assert_all_in_their_fields(printed, typed, smallest=8)


@pytest.mark.slow
@pytest.mark.parametrize("words", ["words", "Ukrainian"])
def test_what_pypdf_fills_in_is_printed(plan: bytes, form: pikepdf.Pdf, words: str) -> None:
    """As docs/library.md has it: in lines if it is told to fit it. It breaks no words."""
    typed = filled_to_the_last_letter(form, words)
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(plan)))
    for page in writer.pages:
        for note in page.annotations or ():
            field = note.get_object()
            if "/DA" in field:
                to_fit = re.sub(r"(\S+) 0 Tf \S+ \S+ Tf", r"\1 0 Tf", field["/DA"])
                field[NameObject("/DA")] = TextStringObject(to_fit)
        writer.update_page_form_field_values(page, dict(typed), auto_regenerate=False)
    written = io.BytesIO()
    writer.write(written)
    assert_all_in_their_fields(written.getvalue(), typed, smallest=6, slack=2)


def assert_all_in_their_fields(
    pdf: bytes, texts: dict[str, str], smallest: float, slack: float = 0
) -> None:
    """As pdfium reads the paper, each letter stands in its field, or `slack` points below."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    read = []
    for number in range(len(document)):
        document[number].flatten()
        text = document[number].get_textpage()
        read.append(
            [
                (chr(raw.FPDFText_GetUnicode(text, at)), text.get_charbox(at), at, text)
                for at in range(text.count_chars())
            ]
        )
    for widget in texts_of(pdf):
        inside = [
            (letter, raw.FPDFText_GetFontSize(text, at))
            for letter, (left, bottom, right, top), at, text in read[widget.page]
            if widget.left <= left <= right <= widget.right
            and widget.bottom - slack <= bottom <= top <= widget.top
            and not letter.isspace()
        ]
        assert "".join(letter for letter, _ in inside) == "".join(texts[widget.name].split())
        assert min(size for _, size in inside) >= smallest, widget.name
    document.close()


@needs_poppler
@pytest.mark.slow
@pytest.mark.parametrize("words", WORDS)
def test_the_last_letter_is_seen_in_poppler(plan: bytes, form: pikepdf.Pdf, words: str) -> None:
    """The last of the letters is in another place than without it, and is not cut off below."""
    typed = filled_to_the_last_letter(form, words)
    with_last = pictures(filled_by_program(plan, typed), "poppler")
    without = pictures(filled_by_program(plan, {n: t[:-1] for n, t in typed.items()}), "poppler")
    for widget in texts_of(plan):
        shown, before = (widget.cut_from(each) for each in (with_last, without))
        last = unlike(before, shown).getbbox()
        assert last is not None, widget.name
        assert last[3] < shown.height, widget.name
        assert last[3] - last[1] > 0.4 * 8.5 * SCALE, widget.name


@pytest.mark.parametrize("filling", FILLINGS)
def test_what_was_filled_in_can_be_read_by_name(plan: bytes, filling: str) -> None:
    typed = {"name": "Áile Ŋ. Đø", "team": LETTERS, "why": LONG, "log-date-3": "3.–4. mai"}
    filled = FILLINGS[filling](plan, typed, TICKS)
    read = pypdf.PdfReader(io.BytesIO(filled)).get_fields() or {}
    with pikepdf.open(io.BytesIO(filled)) as opened:
        named = fields(opened)
        assert set(read) == set(named)
        for name, text in typed.items():
            assert str(named[name].V) == read[name].value == text
        assert named["value-hap"].V == read["value-hap"].value == "/on"
        assert named["value-empati"].V == read["value-empati"].value == "/Off"
        assert named["confidence"].V == read["confidence"].value == "/7"
        assert str(named["confidence"].Opt[7]) == "7"
        assert not str(named["date"].V)


def test_the_print_shop_gets_no_form() -> None:
    with pikepdf.new() as pdf:
        tidy_form(pdf, form_type(FONTS))
        assert Name.AcroForm not in pdf.Root


def test_a_field_without_a_size_is_a_fault_of_the_layout() -> None:
    with pikepdf.new() as pdf:
        field = pikepdf.Dictionary(T="name", FT=Name.Tx, DA="0 g")
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field], NeedAppearances=True)
        with pytest.raises(ValueError, match="no size or colour in 0 g"):
            tidy_form(pdf, form_type(FONTS))
