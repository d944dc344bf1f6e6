import io
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from kit.core.errors import KitError
from kit.core.paths import FONTS, LAYOUTS
from kit.core.sizes import CARDS as CARDS_
from kit.core.sizes import POINTS_PER_MM, Size
from kit.layout.assets import Assets
from kit.layout.drawing import PieceDrawing
from kit.layout.faces import Faces
from kit.layout.formats import Format
from kit.layout.html import Layouts
from kit.layout.labels import Labels
from kit.layout.pieces import load_pieces
from kit.layout.text_filters import text_for_print
from kit.session.print_settings import Printing
from kit.session.selection import Selection
from kit.system.cache import Store, user_store
from kit.typesetting.cached import TypesetCache, TypesetRequest
from kit.typesetting.glyph_texts import needs_glyph_texts
from kit.typesetting.job import JobContext
from kit.typesetting.readback import read_back
from kit.typesetting.weasy import Typeset, Typesetter
from kit.typesetting.workspace import workspace_for
from tests.conftest import A_SESSION, format_of, page_texts
from tests.tiers import slow_but

PIECES = load_pieces(LAYOUTS)
CARDS = [name for name, piece in PIECES.items() if piece.made_as == "cards"]
# Of text to a trim edge, in mm.
SAFE = 5.0


def page(body: str, css: str = "") -> str:
    own = "@page { size: 60mm 80mm; margin: 5mm } body { font-family: 'Source Sans 3' }"
    return (
        f"<html lang=nb><title>t</title><style>{own}{css}</style><body>"
        f"<article id=a>{body}</article>"
    )


def typeset_piece(
    name: str, typesetter: Typesetter, labels: Labels, selection: Selection, card: str = "standard"
) -> tuple[Faces, Typeset, Format]:
    format_ = format_of(PIECES[name], Printing(card=card))
    layouts = Layouts(LAYOUTS, labels, event=A_SESSION)
    faces = PieceDrawing(layouts, name, PIECES[name], format_).faces(selection)
    assert faces is not None
    clear, scale = format_.drawn.clear, format_.scale
    typeset = typesetter.typeset(faces.html, clear, scale=scale, flowing=False, fillable=False)
    return faces, typeset, format_


# Yoruba, Ewe, Nuer; two accents on one letter, and ligatures.
ACCENTED = (
    "Ad\u00e9b\u00e1y\u1ecd\u0300 \u1eccl\u00e1\u0144rewaj\u00fa",
    "\u1ecd\u0301\u1ecd\u0301",
    "\u025b\u0301 \u0254\u0300\u0254\u0300",
    "\u00ef\u0324\u00ef\u0324 \u00ef",
    "\u1ea1\u030a \u00c5\u0331 \u1ecc\u0300 \u01ec",
    "flyt j\u0303 G\u0303 o\u031b\u0300 ffi",
)


def glyphs(page: pypdfium2.PdfPage) -> Iterator[tuple[str, float, float, float, float]]:
    """Each visible character with its left, bottom, right and top in points."""
    text = page.get_textpage()
    for index in range(text.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text, index))
        if letter.strip():
            yield letter, *text.get_charbox(index)


@pytest.mark.parametrize("card", slow_but(["standard", "poker", "A6"], "standard"))
@pytest.mark.parametrize("name", [*CARDS, "posters"])
def test_each_face_of_the_default_kit_is_one_page_at_its_trim(
    name: str, card: str, typesetter: Typesetter, labels: Labels, everything: Selection
) -> None:
    """Whatever the format, the trim is its size and there are 3 mm of bleed, on paper."""
    faces, typeset, _ = typeset_piece(name, typesetter, labels, everything, card)
    assert typeset.page_count == len(faces.names)
    assert [typeset.pages[face] for face in faces.names] == [
        (number,) for number in range(len(faces.names))
    ]
    if name in CARDS:
        widths = round(PIECES[name].face.width / CARDS_["standard"].width)
        size = Size(CARDS_[card].width * widths, CARDS_[card].height)
    else:
        size = PIECES[name].face.size
    with pikepdf.open(io.BytesIO(typeset.pdf)) as pdf:
        for one in faces.names:
            boxes = pdf.pages[typeset.pages[one][0]]
            trim = [float(edge) / POINTS_PER_MM for edge in boxes.trimbox]
            media = [float(edge) / POINTS_PER_MM for edge in boxes.mediabox]
            assert trim == pytest.approx([0, 0, size.width, size.height], abs=2e-3)
            bleed = [-3, -3, size.width + 3, size.height + 3]
            assert media == pytest.approx(bleed, abs=2e-3)


@pytest.mark.parametrize("name", [*CARDS, "posters"])
def test_no_letter_of_the_default_kit_is_near_the_knife(
    name: str, typesetter: Typesetter, labels: Labels, everything: Selection
) -> None:
    faces, typeset, _ = typeset_piece(name, typesetter, labels, everything)
    size = PIECES[name].face.size
    document = pypdfium2.PdfDocument(typeset.pdf)
    count = 0
    for one in faces.names:
        for letter, left, bottom, right, top in glyphs(document[typeset.pages[one][0]]):
            count += 1
            inside = (
                left / POINTS_PER_MM >= SAFE
                and bottom / POINTS_PER_MM >= SAFE
                and right / POINTS_PER_MM <= size.width - SAFE
                and top / POINTS_PER_MM <= size.height - SAFE
            )
            assert inside, f"{one}: {letter} at {left:.0f}, {bottom:.0f} pt"
    assert count > (200 if PIECES[name].made_for == "all" else 30)
    document.close()


def test_the_ruler_measures_100_mm(labels: Labels, everything: Selection) -> None:
    """Rasterised at 0.1 mm: from the first black column to the last of the scale.

    Also for cards of another size, whose drawing is made smaller.
    """
    printing = Printing(card="poker")
    workspace = workspace_for(JobContext(everything, labels, printing), user_store())
    document = pypdfium2.PdfDocument(workspace.margin_text.typeset(workspace.margin_text.ruler).pdf)
    image = document[0].render(scale=254 / 72).to_pil().convert("L")
    assert image.width == 1140
    # The row below the long ticks' middle shows ticks only; the scale ends before the label.
    row = [x for x in range(1012) if image.getpixel((x, 8)) < 160]
    assert row[0] <= 1
    assert max(row) - min(row) == pytest.approx(1000, abs=2)
    ticks = [x for x in row if x - 1 not in row]
    assert len(ticks) == 11
    assert [round(x / 100) for x in ticks] == list(range(11))
    document.close()


def faults(typesetter: Typesetter, html: str, clear: float = 0.0) -> list[str]:
    typeset = typesetter.typeset(html, clear, flowing=False, fillable=False)
    return [fault for found in typeset.faults.values() for fault in found]


def test_a_face_that_spills_has_a_fault(typesetter: Typesetter) -> None:
    long = page("<p>" + "Altfor lang tekst. " * 200)
    assert faults(typesetter, long) == ["it is too long for one side"]
    flowing = typesetter.typeset(long, 0, flowing=True, fillable=False)
    assert flowing.page_count > 1
    assert flowing.pages == {"a": tuple(range(flowing.page_count))}
    assert flowing.faults == {}


@pytest.mark.parametrize(
    ("style", "fits"),
    [
        ("position: absolute; left: 0; bottom: 0", True),
        ("position: absolute; left: -3mm; top: 0", False),
        ("position: absolute; left: 45mm; top: 20mm; white-space: nowrap", False),
        ("position: absolute; left: 0; top: 71mm", False),
        ("position: absolute; left: 200mm; top: 0", False),
    ],
)
def test_a_letter_too_near_the_knife_is_a_fault(
    typesetter: Typesetter, style: str, *, fits: bool
) -> None:
    """Also where nothing spills: text set off the page, or out of a box of its own."""
    css = "article { position: relative; height: 70mm }"
    html = page(f"<p>Godt</p><p style='{style}'>Langt ord</p>", css)
    found = faults(typesetter, html, 4.5)
    assert found == ([] if fits else ["letters stand nearer than 4.5 mm to the edge"])


def test_text_upon_text_is_a_fault(typesetter: Typesetter) -> None:
    body = "<p>Første linje</p><p style='margin-top: -1.2em'>Andre linje</p>"
    assert faults(typesetter, page(body, "p { margin: 0 }")) == ["letters lie upon each other"]


def test_text_out_of_its_room_is_a_fault(typesetter: Typesetter) -> None:
    css = "article { position: relative } div { position: absolute; top: 10mm; width: 30mm }"

    def found(room: str) -> list[str]:
        return faults(
            typesetter, page(f"<div data-room='{room}'>Litt tekst på to linjer</div>", css)
        )

    assert found("7 17 30 12") == []
    out = ["«Litt tekst på to linjer» runs out of its place"]
    assert found("7 17 30 9") == out
    assert found("7 17 20 12") == out
    assert found("9 17 30 12") == out
    assert found("7 19 30 12") == out


def test_neither_ligatures_nor_italics_are_taken_for_text_upon_text(
    typesetter: Typesetter,
) -> None:
    body = "<p>Refleksjon, ffi ffl fl fi, tjeneste</p><p class=b>«Hvordan, refleksjon? ffi»</p>"
    html = page(body, ".b { font: italic 400 20pt Fraunces }")
    assert faults(typesetter, html) == []


@pytest.mark.parametrize("style", ["italic 400", "400", "600"])
def test_no_kerning_is_taken_for_text_upon_text(typesetter: Typesetter, style: str) -> None:
    """A full stop stands wholly under the arm of a V in italics, as in «på TV.»"""
    pairs = "T. V. W. Y. U. J. f. T: V: W: Y; f, J, ’) ‘) ’] ’A ‘Å ’Æ ’j ‘j A( Å( L’ r. 7. ‘Åh uff."
    html = page(f"<p>{pairs}</p>", f"p {{ font: {style} 15pt/2 Fraunces; width: 45mm }}")
    assert faults(typesetter, html) == []


def test_it_is_told_where_what_has_an_id_lies_on_its_pages(
    typesetter: Typesetter, tmp_path: Path
) -> None:
    """Of a text that flows over pages; also where it comes from the cache."""
    css = "body, p { margin: 0 } p { height: 50mm; break-inside: avoid }"
    asked = TypesetRequest(page("<p>a</p><p id=b>b</p>", css), 0.0, flowing=True)
    cache = TypesetCache(Assets({}), FONTS, Store(tmp_path))
    made, taken = (cache.typeset(asked) for _ in range(2))
    assert made == taken
    (first, second), (b,) = made.boxes["a"], made.boxes["b"]
    assert [first[0], *second, *b] == pytest.approx([5, 5, 55, 5, 55])
    assert typesetter.typeset(asked.html, 0, flowing=False, fillable=False).boxes == {}


def test_a_lone_word_is_told_of(typesetter: Typesetter) -> None:
    html = page("<p style='width: 30mm'>Evnen til å forstå alle sammenes nå</p><p>Nå</p>")
    typeset = typesetter.typeset(html, 0, flowing=False, fillable=False)
    assert typeset.lone == {"a": ("Evnen til å forstå alle sammenes nå",)}
    assert typeset.faults == {}


@pytest.mark.parametrize(
    ("body", "css", "message"),
    [
        ("Tekst", "p { colour: red }", "unknown property"),
        ("<img alt=x src='kit:///layouts/missing.png'>", "", "there is no such file in the layo"),
        ("日本", "", r"the typefaces have no 日 \(U\+65E5\), 本 \(U\+672C\): write it another way"),
        ("<span id=b></span><span id=b></span>", "", "Anchor defined twice"),
    ],
)
def test_what_the_typesetter_warns_of_is_refused(
    typesetter: Typesetter, body: str, css: str, message: str
) -> None:
    with pytest.raises(KitError, match=message):
        typesetter.typeset(page(body, css), 0, flowing=True, fillable=False)


def test_no_temporary_file_is_made(tmp_path: Path) -> None:
    """Whoever is killed meanwhile would leave it, WeasyPrint's own folder as well."""
    told = f"""
import tempfile
def never(*_, **__):
    raise AssertionError("made")
tempfile.mkdtemp = tempfile.mkstemp = never
from kit.core.errors import KitError
from kit.core.paths import FONTS, LAYOUTS
from kit.layout.assets import Assets
from kit.typesetting.weasy import Typesetter
typesetter = Typesetter(Assets({{"layouts": LAYOUTS}}), FONTS)
typesetter.typeset({page("<p>åpen</p>")!r}, 1, flowing=False, fillable=False)
face = "@font-face {{ font-family: Fraunces; src: url(kit:///layouts/tokens.css), local(Arial) }}"
try:
    typesetter.typeset({page("<p>a</p>")!r}.replace("<style>", "<style>" + face), 1,
        flowing=False, fillable=False)
except KitError as error:
    print(error)
"""
    before = dict(os.environ, HOME=str(tmp_path), TMPDIR=str(tmp_path), XDG_CACHE_HOME="")
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", told], capture_output=True, text=True, env=before
    )
    assert (ran.stdout, ran.stderr) == (
        "the layout cannot be typeset as it is: @font-face Fraunces is not taken, for there are "
        "the bundled typefaces alone: mend how it is spelt, or take it out\n",
        "",
    )
    assert not list(tmp_path.iterdir())


def test_no_other_program_is_run_to_find_libraries() -> None:
    """Python would ask ldconfig, the compiler and the linker for each name that is tried."""
    script = """
import subprocess, sys
from kit.core.paths import FONTS
from kit.layout.assets import Assets
from kit.typesetting.weasy import Typesetter
sys.addaudithook(lambda event, _: event == "subprocess.Popen" and sys.exit("ran another program"))
find = __import__("ctypes.util").util.find_library
made = Typesetter(Assets({}), FONTS)
assert made.notices == () and find is __import__("ctypes.util").util.find_library
"""
    ran = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_typeface_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no typeface")
    with pytest.raises(KitError, match="this typeface cannot be read: install the program anew"):
        Typesetter(Assets({"layouts": LAYOUTS}), tmp_path)


def test_a_typeface_that_is_not_bundled_is_refused_and_not_replaced(typesetter: Typesetter) -> None:
    html = page("Tekst", "body { font-family: 'DejaVu Sans', serif }")
    with pytest.raises(KitError, match="asks for the typeface DejaVu Sans: use Fraunces or Source"):
        typesetter.typeset(html, 0, flowing=True, fillable=False)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "http://127.0.0.1:9/a.png",
        "kit:///layouts/../pyproject.toml",
        "kit:///layouts/%2e%2e/pyproject.toml",
        "kit:///elsewhere/a.png",
        "kit:////etc/hostname",
    ],
)
def test_nothing_outside_the_roots_is_fetched(typesetter: Typesetter, url: str) -> None:
    for body in (
        f"<img alt=x src='{url}'>",
        f"<svg><image href='{url}' width='9' height='9'/></svg>",
    ):
        with pytest.raises(KitError, match="outside the kit's own folders"):
            typesetter.typeset(page(body), 0, flowing=True, fillable=False)


def a_picture(colour: str) -> tuple[bytes, str]:
    file = io.BytesIO()
    Image.new("RGB", (40, 40), colour).save(file, "PNG")
    return file.getvalue(), "image/png"


def test_what_it_is_given_is_served_by_its_name_and_by_no_other() -> None:
    held = {"branding/logo": a_picture("red"), "layouts/a.png": a_picture("blue")}
    holding = Typesetter(Assets({"layouts": LAYOUTS}, held), FONTS)
    sheet = '<link rel=stylesheet href="kit:///layouts/tokens.css">'
    for name in held:
        body = f"{sheet}<img alt=x src='kit:///{name}'>"
        pdf = holding.typeset(page(body), 0, flowing=True, fillable=False).pdf
        document = pypdfium2.PdfDocument(pdf)
        assert len(list(document[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))) == 1
        document.close()
    for url in (
        "kit:///branding/logo/..",
        "kit:///branding/logo?x",
        "kit:///branding/",
        "kit:///branding/%6cogo",
        "kit:///BRANDING/logo",
        "https://branding/logo",
        "branding/../branding/logo2",
        "file:///branding/logo",
    ):
        with pytest.raises(KitError, match="outside the kit's own folders"):
            holding.typeset(page(f"<img alt=x src='{url}'>"), 0, flowing=True, fillable=False)


def test_another_typesetter_has_none_of_it(typesetter: Typesetter) -> None:
    Typesetter(Assets({"layouts": LAYOUTS}, {"branding/logo": a_picture("red")}), FONTS)
    with pytest.raises(KitError, match="outside the kit's own folders"):
        typesetter.typeset(
            page("<img alt=x src='kit:///branding/logo'>"), 0, flowing=True, fillable=False
        )


def test_the_same_html_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    code = (
        "import hashlib\n"
        "from kit.core.paths import FONTS, LAYOUTS\n"
        "from kit.layout.assets import Assets\n"
        "from kit.typesetting.weasy import Typesetter\n"
        "html = '<html lang=nb><title>t</title><style>@page{size:60mm 80mm}"
        'body{font-family:"Fraunces"}</style><body><article id=a>Håp – «nå»</article>\'\n'
        "typesetter = Typesetter(Assets({'layouts': LAYOUTS}), FONTS)\n"
        "typeset = typesetter.typeset(html, 0, flowing=True, fillable=False)\n"
        "print(hashlib.sha256(typeset.pdf).hexdigest())\n"
    )
    zones = [("Europe/Oslo", "1"), ("Asia/Tokyo", "2")]
    seen = {alone(code, tmp_path, TZ=zone, PYTHONHASHSEED=seed) for zone, seed in zones}
    assert len(seen) == 1


def alone(code: str, cwd: Path, **environment: str) -> str:
    """What a process of its own prints, run in a folder and with this environment."""
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": "/usr/bin:/bin", **environment},
        cwd=cwd,
        check=True,
        capture_output=True,
        text=True,
    )
    return ran.stdout.strip()


def test_a_missing_pango_is_told_with_what_installs_it(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango')\n")
    code = (
        "from kit.core.paths import FONTS, LAYOUTS\n"
        "from kit.core.errors import KitError\n"
        "from kit.layout.assets import Assets\n"
        "from kit.typesetting.weasy import Typesetter\n"
        "try: Typesetter(Assets({'layouts': LAYOUTS}), FONTS)\n"
        "except KitError as error: print(error)\n"
    )
    told = alone(code, tmp_path, PYTHONPATH=str(tmp_path))
    assert told.startswith("the system library Pango is missing: install it (Debian, Ubuntu: apt ")
    assert "libharfbuzz-subset0" in told


def test_without_harfbuzz_subset_it_still_sets_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    Typesetter(Assets({"layouts": LAYOUTS}), FONTS)
    import weasyprint.pdf.fonts
    import weasyprint.text.ffi

    for module in (weasyprint.text.ffi, weasyprint.pdf.fonts):
        monkeypatch.setattr(module, "harfbuzz_subset", None)
    slow = Typesetter(Assets({"layouts": LAYOUTS}), FONTS)
    (notice,) = slow.notices
    assert "apt install libharfbuzz-subset0" in notice
    assert slow.typeset(page("Tekst"), 0, flowing=True, fillable=False).page_count == 1


def test_a_typeface_beside_the_two_is_refused(tmp_path: Path) -> None:
    """Even one that lies in fonts/: the set of typefaces is a decision, not what is found."""
    for path in FONTS.glob("SourceSans3-*.ttf"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with TTFont(FONTS / "Fraunces-Regular.ttf") as font:
        for record in font["name"].names:
            if record.nameID in (1, 4, 6, 16):
                record.string = "Stranger"
        font.save(tmp_path / "Stranger.ttf")
    code = (
        "from pathlib import Path\n"
        "from kit.core.errors import KitError\n"
        "from kit.layout.assets import Assets\n"
        "from kit.typesetting.weasy import Typesetter\n"
        "html = '<html lang=nb><title>t</title><article id=a style=\"font-family:Stranger\">x'\n"
        "try: Typesetter(Assets({}), Path('.')).typeset(html, 0, flowing=True, fillable=False)\n"
        "except KitError as error: print(error)\n"
    )
    told = alone(code, tmp_path)
    assert told == "the layout asks for the typeface Stranger: use Fraunces or Source Sans 3"


def letters_copied(texts: Sequence[str], family: str, typesetter: Typesetter) -> list[str]:
    """Texts on pages of their own as pdfium copies them out, without spaces."""
    articles = "".join(f"<article id=a{n}>{text}</article>" for n, text in enumerate(texts))
    css = f"article {{ break-after: page; font-family: '{family}', 'Source Sans 3' }}"
    html = page("", css).replace("<article id=a></article>", articles)
    typeset = typesetter.typeset(html, 1.0, flowing=False, fillable=False)
    assert typeset.faults == {}
    return ["".join(normalize("NFC", text).split()) for text in page_texts(typeset.pdf)]


@pytest.mark.parametrize("family", ["Source Sans 3", "Fraunces"])
def test_what_is_copied_out_is_what_was_written(family: str, typesetter: Typesetter) -> None:
    """Also where a letter is drawn as several glyphs."""
    written = ["".join(normalize("NFC", text).split()) for text in ACCENTED]
    assert letters_copied(ACCENTED, family, typesetter) == written


def test_a_turkish_letter_is_copied_without_its_dot(typesetter: Typesetter) -> None:
    texts = ["\u0131\u015f\u0131k", "\u1ecd\u0300"]
    assert letters_copied(texts, "Source Sans 3", typesetter) == texts


@pytest.mark.parametrize("family", ["Source Sans 3", "Fraunces"])
def test_letters_that_need_no_mending_are_one_glyph_each(
    family: str, typesetter: Typesetter
) -> None:
    """They are copied out as they are, again and again."""
    letters = [chr(code) for code in range(0xC0, 0x180) if chr(code) not in "\u0149\u017f"]
    assert not needs_glyph_texts(letters)
    texts = ["".join(letters[at : at + 5]) * 2 for at in range(0, len(letters), 5)]
    assert letters_copied(texts, family, typesetter) == texts


def test_an_accent_in_a_heading_stands_upon_its_letter(typesetter: Typesetter) -> None:
    """Fraunces has no places for accents, and set them behind their letters."""
    head = "".join(f"<link rel=stylesheet href=kit:///layouts/{n}.css>" for n in ("tokens", "base"))
    html = f"{head}{page(f'<h1>{text_for_print(chr(0x1ECD) + chr(0x300) + chr(0x66))}</h1>')}"
    (read,) = read_back(typesetter.typeset(html, 0, flowing=True, fillable=False).pdf)
    accent = next(one for one in read.letters if one.text == "\u0300")
    letter = next(one for one in read.letters if one.text == "o")
    assert letter.box.left < accent.box.centre[0] < letter.box.right


def test_what_holds_names_of_people_is_kept_under_a_key_that_tells_so(tmp_path: Path) -> None:
    typeset_cache = TypesetCache(Assets({}), tmp_path, None)
    plain = TypesetRequest("<p>", 0.0)
    key = typeset_cache._cache_key(replace(plain, holds_names=True))
    assert key == f"{typeset_cache._cache_key(plain)}-names"


def test_a_typeface_that_is_changed_makes_another_key(tmp_path: Path) -> None:
    """In the same process as well, from the next kit on."""
    (tmp_path / "a.ttf").write_bytes(b"one")
    request = TypesetRequest("<p>", 0.0)

    def key() -> str:
        return TypesetCache(Assets({}), tmp_path, None)._cache_key(request)

    first = key()
    assert key() == first
    (tmp_path / "a.ttf").write_bytes(b"two")
    assert key() != first
