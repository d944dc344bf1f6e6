"""Names in the fields of a finished form, as two readers show them, and as files hold them."""

import io
import subprocess
import unicodedata
from collections.abc import Sequence
from functools import cache

import page as page_validation
import pikepdf
import pypdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pikepdf import Name
from PIL import Image, ImageChops

from kit.core.errors import KitError, Origin
from kit.core.paths import FONTS
from kit.forms.fill import filled, filled_each, filled_for_all
from kit.forms.fonts import FACE
from kit.forms.glyphs import as_written
from kit.preflight.check import check
from tests.forms.test_fields import unlike
from tests.readers import READERS, Widget, needs_poppler, pictures, pixels, retyped, ticked, widgets
from tests.tiers import examples
from tests.whole.test_action_plan import Case, plan_of

NAMES = (
    "Kari Åsheim",
    "Áile Ŋ. Đø",
    "Nguyễn Thị Ánh Tuyết",
    "Adébáyọ̀ Ọláńrewájú",
    "Ольга Иванова",
    "Γιώργος Παπαδόπουλος",
    "Kari Åsheim",
)
# Accents wider than their letters, the same on neighbours.
ALIKE = ("AĬ̲Ĭ̲", "I̅I̅I̅ i̅i̅i̅")
LONG = ("W" * 100, "Anna Maria " * 9 + "X", "Wolfeschlegelsteinhausenbergerdorff" * 2 + "W" * 30)
TEAM = {"team": "Psykiatrisk ambulant akutteam", "date": "3. desember 2026"}
# Of the plan: 28 of text, 40 boxes, and the 11 degrees of confidence, which are one field.
FIELDS, WIDGETS = 69, 79


@cache
def plan() -> bytes:
    return plan_of(Case((10,) * 4, 2))


def people(names: Sequence[str]) -> list[dict[str, str]]:
    return [{"name": name, **TEAM} for name in names]


@cache
def for_all(names: tuple[str, ...]) -> bytes:
    return filled_for_all(plan(), people(names), FONTS)


@cache
def for_one(name: str) -> bytes:
    return filled(plan(), {"name": name, **TEAM}, FONTS)


def field(pdf: bytes, name: str, person: int = 0) -> Widget:
    return [widget for widget in widgets(pdf) if widget.key == name][person]


def letters_in(pdf: bytes, place: Widget) -> str:
    """The letters that stand wholly in a field, as pdfium reads them off the paper."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    document[place.page].flatten()
    text = document[place.page].get_textpage()
    found = ""
    for number in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(number)
        if (
            place.left <= left
            and right <= place.right
            and place.bottom <= bottom <= top <= place.top
        ):
            found += chr(pypdfium2.raw.FPDFText_GetUnicode(text, number))
    document.close()
    # pdfium counts in halves of UTF-16.
    return bare(found.encode("utf-16", "surrogatepass").decode("utf-16"))


def bare(text: str) -> str:
    """A text without its spaces, and without the difference between signs that mean the same."""
    return "".join(unicodedata.normalize("NFKC", "".join(text.split())).split())


names = pytest.mark.parametrize("name", [*dict.fromkeys(NAMES), *LONG], ids=lambda name: name[:12])


# A form for one


@names
def test_a_name_is_the_value_of_its_field_and_stands_in_it(name: str) -> None:
    pdf = for_one(name)
    assert values(pdf)["name"] == name.strip()
    assert letters_in(pdf, field(pdf, "name")) == bare(name)
    assert letters_in(pdf, field(pdf, "team")) == bare(TEAM["team"])
    assert letters_in(pdf, field(pdf, "date")) == bare(TEAM["date"])


def values(pdf: bytes) -> dict[str, str | None]:
    """What the fields of text hold, by their whole names, as another library reads them."""
    return pypdf.PdfReader(io.BytesIO(pdf)).get_form_text_fields(full_qualified_name=True)


@needs_poppler
@names
def test_poppler_reads_the_name_off_the_paper(name: str) -> None:
    assert bare(name) in bare(read_by_poppler(for_one(name), 1))


@pytest.mark.parametrize("name", [NAMES[3], *ALIKE])
def test_pdfium_reads_all_accents_and_no_space_before_or_after_them(name: str) -> None:
    document = pypdfium2.PdfDocument(for_one(name))
    document.init_forms()
    document[0].flatten()
    assert as_written(name) in document[0].get_textpage().get_text_range()
    document.close()


@needs_poppler
@pytest.mark.parametrize("name", [NAMES[3], *ALIKE])
def test_poppler_reads_all_accents_and_no_space_before_or_after_them(name: str) -> None:
    assert as_written(name) in read_by_poppler(for_one(name), 1)


def read_by_poppler(pdf: bytes, page: int) -> str:
    command = ["pdftotext", "-f", str(page), "-l", str(page), "-", "-"]
    return subprocess.run(command, input=pdf, check=True, capture_output=True).stdout.decode()


@pytest.mark.parametrize("reader", READERS)
@names
def test_the_name_is_seen_inside_its_field_and_nothing_else_changes(name: str, reader: str) -> None:
    pdf = for_one(name)
    before, after = blank(reader), pictures(pdf, reader)
    for widget in widgets(pdf):
        changed = ImageChops.difference(widget.cut_from(before), widget.cut_from(after)).getbbox()
        assert (changed is not None) == (widget.key in ("name", "team", "date")), widget.key
    for was, now in zip(before, after, strict=True):
        difference = ImageChops.difference(was, now)
        for widget in (field(pdf, key) for key in ("name", "team", "date")):
            if was is before[widget.page]:
                difference.paste(0, pixels(widget_box(widget), now))
        assert difference.getbbox() is None


@cache
def blank(reader: str) -> list[Image.Image]:
    return pictures(plan(), reader)


def widget_box(widget: Widget) -> tuple[float, float, float, float]:
    return widget.left, widget.bottom, widget.right, widget.top


@pytest.mark.parametrize("name", [NAMES[3], LONG[0]], ids=["accents", "long"])
def test_a_filled_form_passes_the_accessibility_check(name: str) -> None:
    (pdf,) = filled_each(plan(), people([name]), FONTS, ["Handlingsplan for deg"])
    ua_1 = page_validation.ValidationProfile.PDF_UA_1
    report = page_validation.validate_pdf_bytes(pdf, profile=ua_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


def test_a_filled_form_is_as_it_was_but_for_what_was_filled_in() -> None:
    pdf = filled(plan(), {"name": "Kari Åsheim"}, FONTS, "Kari sin plan")
    with pikepdf.open(io.BytesIO(pdf)) as opened, pikepdf.open(io.BytesIO(plan())) as was:
        for one, other in zip(opened.Root.AcroForm.Fields, was.Root.AcroForm.Fields, strict=True):
            told = [{key: str(value) for key, value in each.items()} for each in (one, other)]
            for each in told:
                # They name other objects, whose numbers have changed.
                for key in ("/P", "/Kids", *(["/AP"] if one.FT == "/Btn" else [])):
                    each.pop(key, None)
            different = {key for key, _ in told[0].items() ^ told[1].items()}
            assert different == ({"/AP", "/V"} if one.T == "name" else set()), one.T
        assert Name.StructTreeRoot in opened.Root
        assert Name.NeedAppearances not in opened.Root.AcroForm
        assert str(opened.docinfo.Title) == "Kari sin plan"
        with opened.open_metadata() as metadata:
            assert metadata["dc:title"] == "Kari sin plan"
            assert metadata["pdfuaid:part"] == "1"
        assert str(was.docinfo.Title) != "Kari sin plan"


def test_a_title_that_is_not_given_stays() -> None:
    with pikepdf.open(io.BytesIO(for_one(NAMES[0]))) as opened:
        assert str(opened.docinfo.Title).startswith("Handlingsplan")


@pytest.mark.parametrize("reader", READERS)
@names
def test_a_name_can_be_typed_anew(name: str, reader: str) -> None:
    """In the size of what stood there: the new one is seen as well, and stays in the field."""
    pdf = for_one(name)
    typed = retyped(pdf, "name", "Åse Đø")
    assert values(typed)["name"] == "Åse Đø"
    place = field(pdf, "name")
    was, now, empty = (
        place.cut_from(shown)
        for shown in (pictures(pdf, reader), pictures(typed, reader), blank(reader))
    )
    assert ImageChops.difference(was, now).getbbox() is not None
    assert ImageChops.difference(empty, now).getbbox() is not None


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", LONG, ids=["one word", "words", "both"])
def test_a_long_name_that_is_typed_again_is_not_cut_off(name: str, reader: str) -> None:
    """Readers set its lines anew: each has some ink of its own, and none reaches the edges."""
    pdf = for_one(name)
    typed = retyped(pdf, "name", " ".join(name.split()))
    assert values(typed)["name"] == " ".join(name.split())
    inside = field(pdf, "name").cut_from(pictures(typed, reader))
    ink = ImageChops.invert(inside).point(lambda grey: 255 if grey > 60 else 0).getbbox()
    assert ink is not None
    assert ink[0] > 0
    assert ink[1] > 0
    assert ink[2] < inside.width
    assert ink[3] < inside.height
    assert bare(read_off(typed)) == bare(name)


def read_off(pdf: bytes) -> str:
    return letters_in(pdf, field(pdf, "name"))


def test_a_long_name_wraps_and_is_typed_as_small_as_it_is_drawn() -> None:
    for name in LONG:
        with pikepdf.open(io.BytesIO(for_one(name))) as opened:
            one = next(one for one in opened.Root.AcroForm.Fields if one.T == "name")
            assert int(one.Ff) & 1 << 12
            drawn = one.AP.N.read_bytes().decode()
            size = str(one.DA).split(" Tf")[-2].split()[-1]
            assert min(float(drawn.partition("/F ")[2].split()[0]), 8.5) == float(size)
            assert int(one.MaxLen) >= len(name.strip())
            assert 5 <= float(size) <= 8.5


def test_what_is_not_given_is_not_filled_in() -> None:
    assert filled(plan(), {}, FONTS) == filled(plan(), {"name": "  ", "team": ""}, FONTS)
    pdf = filled(plan(), TEAM, FONTS)
    assert not values(pdf)["name"]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert Name.AP not in opened.Root.AcroForm.Fields[0]


def test_spaces_and_accents_are_put_in_order() -> None:
    pdf = filled(plan(), {"name": "  Kari\u00a0\n A\u030asheim "}, FONTS)
    assert values(pdf)["name"] == "Kari Åsheim"


def test_all_that_cannot_be_filled_in_is_told() -> None:
    with pytest.raises(KitError, match=r"typeface of forms has no 山 \(U\+5C71\), 田 \(U\+7530\)"):
        filled_for_all(plan(), people(["山田", "Kari"]), FONTS)
    with pytest.raises(KitError) as refused:
        filled_for_all(plan(), people(["W" * 300, "M" * 300, "Kari"]), FONTS)
    assert [problem.text[:3] for problem in refused.value.problems] == ["«MM", "«WW"]
    assert "too long for the field name, even in 5 pt on 3 lines" in str(refused.value)
    with pytest.raises(ValueError, match="the form has no field shoe-size"):
        filled(plan(), {"shoe-size": "43"}, FONTS)


def test_a_text_that_is_too_long_is_told_where_it_was_written() -> None:
    where = {"W" * 300: Origin("folk.csv", 7, 1, "the name")}
    with pytest.raises(KitError) as refused:
        filled_for_all(plan(), people(["Kari", "W" * 300]), FONTS, where)
    assert str(refused.value).startswith("folk.csv:7:1: «WWW")


@pytest.mark.parametrize("team", ["W" * 120, "m" * 120, "Wm" * 80, "\u1ecd\u0300W" * 80])
def test_of_a_team_without_room_the_beginning_is_filled_in(team: str) -> None:
    """As much as has room, with whole letters; a team that has room stays as it is."""
    shown = str(values(filled(plan(), {"team": team}, FONTS))["team"])
    assert shown.endswith("…")
    assert team.startswith(shown[:-1])
    assert len(shown) > 90
    assert team[len(shown) - 1] != "\u0300"


@cache
def signs_of_the_typeface() -> tuple[frozenset[str], list[str], list[str]]:
    """All as they are written; letters and numbers; accents that belong to one letter alone."""
    with TTFont(FONTS / FACE) as font:
        written = [sign for sign in map(chr, font.getBestCmap()) if as_written(sign) == sign]
    letters = [sign for sign in written if unicodedata.category(sign)[0] in "LN"]
    accents = [sign for sign in written if unicodedata.combining(sign) in range(1, 233)]
    return frozenset(written), letters, accents


@st.composite
def letters_of_the_typeface(draw: st.DrawFn) -> str:
    """Each with at most one accent beside those that are one sign with it; some come twice."""
    written, letters, accents = signs_of_the_typeface()
    upon = st.sampled_from(["", "", " ", *accents])
    letter = st.tuples(st.sampled_from(letters), upon, st.integers(1, 2))
    drawn = draw(st.lists(letter, max_size=12))
    name = "A" + "".join((one + accent) * times for one, accent, times in drawn)
    assume(set(as_written(name)) <= {*written, " "})
    return name


@examples(60)
@example(ALIKE[0])
@example(ALIKE[1])
@given(letters_of_the_typeface())
def test_any_letters_of_the_typeface_are_read_off_as_they_were_written(name: str) -> None:
    pdf = filled(plan(), {"name": name}, FONTS)
    assert letters_in(pdf, field(pdf, "name")) == bare(name)
    assert values(pdf)["name"] == as_written(name)


# Forms for all


def test_everybody_has_a_form_with_fields_of_their_own() -> None:
    pdf = for_all(NAMES)
    held = values(pdf)
    for number, name in enumerate(NAMES):
        assert held[f"p{number + 1}.name"] == name
        assert held[f"p{number + 1}.team"] == TEAM["team"]
        assert field(pdf, "name", number).page == 2 * number
    places = widgets(pdf)
    assert len(places) == len(NAMES) * WIDGETS
    assert len({place.objgen for place in places}) == len(places)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        persons = opened.Root.AcroForm.Fields
        assert [str(person.T) for person in persons] == [f"p{n}" for n in range(1, 8)]
        assert {len(person.Kids) for person in persons} == {FIELDS}
        for person in persons:
            assert {kid.Parent.objgen for kid in person.Kids} == {person.objgen}
        for page in opened.pages:
            assert {note.P.objgen for note in page.obj.Annots} == {page.obj.objgen}


@pytest.mark.parametrize("person", [0, 3, 6])
def test_each_name_can_be_read_off_the_paper(person: int) -> None:
    pdf = for_all(NAMES)
    assert letters_in(pdf, field(pdf, "name", person)) == bare(NAMES[person])


@needs_poppler
@pytest.mark.parametrize("person", [0, 3, 6])
def test_poppler_reads_each_name_off_the_paper(person: int) -> None:
    assert bare(NAMES[person]) in bare(read_by_poppler(for_all(NAMES), 2 * person + 1))


@pytest.mark.parametrize("reader", READERS)
def test_the_file_for_all_looks_as_the_files_for_each(reader: str) -> None:
    shown = pictures(for_all(NAMES), reader)
    for number, name in enumerate(NAMES):
        for one, other in zip(pictures(for_one(name), reader), shown[2 * number :], strict=False):
            assert ImageChops.difference(one, other).getbbox() is None


@pytest.mark.parametrize("reader", READERS)
def test_who_fills_in_one_form_leaves_the_others_as_they_are(reader: str) -> None:
    """By hand: a name, a tick and a degree of the third."""
    pdf = for_all(NAMES)
    changed = retyped(pdf, "name", "Åse", person=2)
    changed = ticked(changed, ["value-v105", "confidence/7"], person=2)
    held = values(changed)
    assert [held[f"p{n}.name"] for n in range(1, 8)] == [*NAMES[:2], "Åse", *NAMES[3:]]
    before, after = pictures(pdf, reader), pictures(changed, reader)
    different = [
        number
        for number, (one, other) in enumerate(zip(before, after, strict=True))
        if unlike(one, other).getbbox()
    ]
    assert different == [4, 5]
    for key in ("value-v105", "confidence/7", "name"):
        place = field(pdf, key, 2)
        assert unlike(place.cut_from(before), place.cut_from(after)).getbbox()


def test_what_pages_draw_is_stored_once() -> None:
    with pikepdf.open(io.BytesIO(for_all(NAMES))) as opened:
        pages = [page.obj for page in opened.pages]
        assert len({page.Contents.objgen for page in pages}) == 2
        assert len({page.Resources.objgen for page in pages}) == 2
        pictures_of = {
            note.AP.N.objgen
            for page in pages
            for note in page.Annots
            if "/V" in note and note.FT == "/Tx" and str(note.V)
        }
        # Two have one name, and all have one team and one date.
        assert len(pictures_of) == len(NAMES) - 1 + 2
        files = [
            one
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one
        ]
        assert len(files) == 6


def test_one_more_person_takes_little_room() -> None:
    """Under 5 kB, of 90 for the first: eighty fields, and the picture of a name."""
    few, many = (
        filled_for_all(plan(), people([f"Person {n}" for n in range(count)]), FONTS)
        for count in (2, 22)
    )
    assert (len(many) - len(few)) / 20 < 5000


def test_the_file_for_all_is_for_paper_and_does_not_say_otherwise() -> None:
    with pikepdf.open(io.BytesIO(for_all(NAMES))) as opened:
        assert not {"/StructTreeRoot", "/MarkInfo"} & set(opened.Root.keys())
        for page in opened.pages:
            assert "/StructParents" not in page.obj
            assert not any("/StructParent" in note for note in page.obj.Annots)
        with opened.open_metadata() as metadata:
            assert "pdfuaid:part" not in metadata
        assert opened.Root.ViewerPreferences.PrintScaling == "/None"
    report = check(for_all(NAMES), "office")
    assert report.faults == ()
    assert [one.text[:16] for one in report.remarks] == ["it is not tagged"]


def test_there_is_a_bookmark_for_everybody() -> None:
    document = pypdfium2.PdfDocument(for_all(NAMES))
    marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    document.close()
    assert marks == [(name, 2 * number) for number, name in enumerate(NAMES)]


def test_who_has_no_name_is_found_by_number() -> None:
    document = pypdfium2.PdfDocument(filled_for_all(plan(), [TEAM, {"name": "Kari"}], FONTS))
    assert [mark.get_title() for mark in document.get_toc()] == ["1", "Kari"]
    document.close()


def test_on_two_sides_everybody_begins_on_a_sheet_of_their_own() -> None:
    """A form of three pages is followed by an empty one of the same size."""
    three = plan_of(Case((10,) * 6, 3))
    with pikepdf.open(io.BytesIO(three)) as opened:
        assert opened.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
        opened.Root.ViewerPreferences.Duplex = Name.Simplex
        one_sided = io.BytesIO()
        opened.save(one_sided)
    pdf = filled_for_all(three, people(["Kari", "Ola"]), FONTS)
    texts = [len(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(pdf)]
    assert [bool(length) for length in texts] == [True, True, True, False] * 2
    assert len({page.get_size() for page in pypdfium2.PdfDocument(pdf)}) == 1
    assert check(pdf, "office").faults == ()
    on_one_side = filled_for_all(one_sided.getvalue(), people(["Kari", "Ola"]), FONTS)
    assert len(pypdfium2.PdfDocument(on_one_side)) == 6


def test_files_are_the_same_each_time() -> None:
    assert filled_for_all(plan(), people(NAMES), FONTS) == for_all(NAMES)
    assert filled(plan(), people(NAMES)[0], FONTS) == for_one(NAMES[0])
