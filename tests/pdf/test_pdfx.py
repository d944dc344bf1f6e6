"""What a print shop's preflight looks for, read back from the finished file."""

import io
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from PIL import Image, ImageChops, ImageCms

from kit.core.errors import KitError
from kit.core.paths import LAYOUTS
from kit.pdf.colour_profile import MOST_BYTES, OutputProfile, read_profile
from kit.pdf.pdfx import PDF_DATE, PDF_VERSION, XMP_DATE, make_pdfx4
from kit.typesetting.weasy import Typesetter

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}
TITLE = "Verdikort – «håp» & <mot>"
# The colours that the layouts print with.
COLOURS = sorted(set(re.findall(r"#([0-9a-f]{6})", (LAYOUTS / "tokens.css").read_text("utf-8"))))
# Everything that the typesetter puts into a PDF: groups in groups, masks, patterns, shadings.
RICH = """
<div style="opacity:.5; background:#7d1d2f">half</div>
<div style="background:linear-gradient(90deg,#0d7377,#876300)">from one to another</div>
<div style="background:linear-gradient(90deg,#0d737700,#0d7377)">from nothing</div>
<div style="opacity:.5"><div style="opacity:.5; background:#433290">half of half</div></div>
<svg width="80" height="40"><defs>
  <mask id="m"><rect width="80" height="40" fill="#ff8040"/></mask>
  <pattern id="p" width="10" height="10" patternUnits="userSpaceOnUse">
    <rect width="5" height="5" fill="#7d1d2f"/>
  </pattern></defs>
  <rect width="80" height="40" fill="#0d7377" mask="url(#m)"/>
  <rect x="40" width="40" height="40" fill="url(#p)" opacity=".7"/>
</svg>"""
# X, Y and Z of the light that ICC profiles reckon with, as ICC writes them.
D50 = b"".join(round(part * 65536).to_bytes(4, "big") for part in (0.9642, 1.0, 0.8249))
NO_PROFILE = "this is no ICC profile: ask the print shop for theirs (a file ending in .icc)"
NO_PRESS = (
    "this is no profile of a press, and one of a screen or scanner will not do: ask the print shop "
    "for the profile of its press and paper"
)


def icc(space: str = "RGB ", device: bytes = b"prtr") -> bytes:
    """A small ICC profile of a made-up press that lcms and poppler can print with.

    For spaces other than RGB, CMYK and GRAY it is only marked as such.
    """
    if space in ("CMYK", "GRAY"):
        return _packed(space, device, _cmyk() if space == "CMYK" else _gray())
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # Without the date that lcms notes, so that all tests see the same bytes.
    return data[:12] + device + space.encode() + data[20:24] + bytes(12) + data[36:]


def _packed(space: str, device: bytes, tags: dict[bytes, bytes]) -> bytes:
    """A profile of ICC version 2.1: header, table of tags, tags."""
    name = f"A press for {space.strip()}".encode() + b"\0"
    description = b"desc" + bytes(4) + len(name).to_bytes(4, "big") + name + bytes(78)
    tags = {b"desc": description, b"cprt": b"text" + bytes(4) + b"none\0", **tags}
    table, body = len(tags).to_bytes(4, "big"), b""
    for signature, tag in tags.items():
        place = 128 + 4 + 12 * len(tags) + len(body)
        table += signature + place.to_bytes(4, "big") + len(tag).to_bytes(4, "big")
        body += tag + bytes(-len(tag) % 4)
    connection = b"Lab " if space == "CMYK" else b"XYZ "
    start = (128 + len(table) + len(body)).to_bytes(4, "big") + bytes(4) + b"\x02\x10\0\0"
    start += device + space.encode() + connection + bytes(12) + b"acsp"
    # The light of the profile ends at byte 80; the rest of the 128 is of no account.
    return start + bytes(28) + D50 + bytes(48) + table + body


def _gray() -> dict[bytes, bytes]:
    curve = b"curv" + bytes(4) + (1).to_bytes(4, "big") + round(2.2 * 256).to_bytes(2, "big")
    return {b"wtpt": b"XYZ " + bytes(4) + D50, b"kTRC": curve}


def _cmyk() -> dict[bytes, bytes]:
    """Both ways by tables of two points a side, in which all inks are alike but for their tone.

    Black is made of all four.
    """
    to_lab = b"".join(
        bytes([max(0, 255 - 60 * (c + m + y) - 180 * k), 128 + 40 * (m - c), 128 + 40 * (y - c)])
        for c in (0, 1) for m in (0, 1) for y in (0, 1) for k in (0, 1)
    )  # fmt: skip
    black, white = bytes([150, 140, 130, 255]), bytes(4)
    to_cmyk = b"".join(inks for inks in (black, white) for _ in range(4))
    tables = {b"A2B0": _table(4, 3, to_lab), b"B2A0": _table(3, 4, to_cmyk)}
    return {b"wtpt": b"XYZ " + bytes(4) + D50, **tables}


def _table(given: int, made: int, points: bytes) -> bytes:
    """A table of ICC's type mft1: nothing is done before it and after it."""
    same = bytes(range(256))
    one = (65536).to_bytes(4, "big")
    matrix = (one + bytes(12)) * 2 + one
    return (
        b"mft1" + bytes(4) + bytes([given, made, 2, 0]) + matrix
        + same * given + points + same * made
    )  # fmt: skip


PRESSES = {
    "CMYK": OutputProfile(icc("CMYK"), "A press", "CMYK", 4),
    "RGB": OutputProfile(icc("RGB "), "A press", "RGB", 3),
    "Gray": OutputProfile(icc("GRAY"), "A press", "Gray", 1),
}


def profile(space: str = "CMYK") -> OutputProfile:
    return PRESSES[space]


def page_html(body: str) -> str:
    css = """@page { size: 60mm 80mm; margin: 5mm; bleed: 3mm }
    body { font-family: 'Source Sans 3'; color: #1d2326 } div { height: 8mm }"""
    return f"<html lang=nb><title>t</title><style>{css}</style><body><article id=a>{body}</article>"


@pytest.fixture(scope="module")
def plain(typesetter: Typesetter) -> bytes:
    html = page_html("<h1 style='color:#7d1d2f'>Håp</h1><p>Ord</p>")
    return typesetter.typeset(html, 0, flowing=True, fillable=False).pdf


@pytest.fixture(scope="module")
def rich(typesetter: Typesetter) -> bytes:
    return typesetter.typeset(page_html(RICH), 0, flowing=True, fillable=False).pdf


def made(
    source: bytes | Pdf,
    press: OutputProfile | None = None,
    title: str = TITLE,
    language: str = "nb",
) -> bytes:
    """A PDF made PDF/X-4 and saved as a caller has to save it."""
    pdf = source if isinstance(source, Pdf) else pikepdf.open(io.BytesIO(source))
    make_pdfx4(pdf, press or profile(), title, language)
    written = io.BytesIO()
    pdf.save(
        written,
        force_version=PDF_VERSION,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return written.getvalue()


def reopened(data: bytes) -> Pdf:
    return pikepdf.open(io.BytesIO(data))


def blank() -> Pdf:
    """A page with all its boxes and nothing on it."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    pdf.pages[0].obj.BleedBox = Array([10, 10, 190, 190])
    pdf.pages[0].obj.TrimBox = Array([20, 20, 180, 180])
    return pdf


# Reading a profile


@pytest.mark.parametrize(
    ("space", "name", "called", "components"),
    [
        ("RGB ", "sRGB built-in", "RGB", 3),
        ("CMYK", "A press for CMYK", "CMYK", 4),
        ("GRAY", "A press for GRAY", "Gray", 1),
    ],
)
def test_a_profile_is_read_with_its_name_and_its_colours(
    space: str, name: str, called: str, components: int, tmp_path: Path
) -> None:
    path = tmp_path / "press.icc"
    path.write_bytes(icc(space))
    read = read_profile(path)
    assert (read.name, read.space, read.components) == (name, called, components)
    assert read.data == icc(space)


@pytest.mark.parametrize("space", ["CMYK", "GRAY", "RGB "])
def test_the_profiles_of_these_tests_can_be_printed_with(space: str) -> None:
    press = ImageCms.ImageCmsProfile(io.BytesIO(icc(space)))
    screen = ImageCms.createProfile("sRGB")
    mode = {"CMYK": "CMYK", "GRAY": "L", "RGB ": "RGB"}[space]
    there = ImageCms.buildTransform(screen, press, "RGB", mode)
    back = ImageCms.buildTransform(press, screen, mode, "RGB")
    assert there is not None
    assert back is not None
    assert icc(space) == icc(space)


def test_a_profile_whose_name_has_signs_beyond_unicode_is_none(tmp_path: Path) -> None:
    path = tmp_path / "press.icc"
    saved = Path(__file__).parents[1] / "fuzz" / "corpus" / "profile"
    path.write_bytes((saved / "description-beyond-unicode").read_bytes())
    with pytest.raises(KitError) as caught:
        read_profile(path)
    assert str(caught.value) == f"{path}: {NO_PROFILE}"


def test_what_follows_a_profile_in_its_file_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "press.icc"
    path.write_bytes(icc("CMYK") + bytes(100))
    assert read_profile(path).data == icc("CMYK")


@pytest.mark.parametrize(
    ("within", "name"),
    [
        (b"", "the-press"),
        (b"\x07" * 16, "the-press"),
        (b"  ISO \n Coated ", "ISO Coated"),
        (b"Press\x1b[2J", "Press[2J"),
    ],
)
def test_the_name_of_a_profile_can_be_shown_or_is_that_of_its_file(
    within: bytes, name: str, tmp_path: Path
) -> None:
    path = tmp_path / "the-press.icc"
    path.write_bytes(icc("CMYK").replace(b"A press for CMYK", within.ljust(16, b"\0")))
    assert read_profile(path).name == name


def with_bytes(at: int, put: bytes) -> bytes:
    whole = icc("CMYK")
    return whole[:at] + put + whole[at + len(put) :]


BAD = {
    "nothing": (b"", NO_PROFILE),
    "too short": (icc()[:131], NO_PROFILE),
    "a text": (b"Here is the profile that you asked for.\n" * 20, NO_PROFILE),
    "no mark": (with_bytes(36, b"acsq"), NO_PROFILE),
    "tags of no sense": (with_bytes(128, b"\xff" * 200), NO_PROFILE),
    "a size of nothing": (with_bytes(0, bytes(4)), NO_PROFILE),
    "cut short": (
        icc("CMYK")[:-1],
        "the profile is cut short: get it anew from the print shop",
    ),
    "of a screen": (icc(device=b"mntr"), NO_PRESS),
    "of a scanner": (icc(device=b"scnr"), NO_PRESS),
    "a link": (icc("CMYK", device=b"link"), NO_PRESS),
    "in Lab": (
        icc("Lab "),
        "the profile is for other colours than CMYK, RGB or grey: ask the print shop for the "
        "profile of its press and paper in one of these",
    ),
    "version 5": (
        with_bytes(8, b"\x05"),
        "the profile is of ICC version 5, PDF/X-4 takes 2 or 4: ask the print shop for the profile "
        "of its press and paper in such a one",
    ),
    "huge": (
        icc() + bytes(MOST_BYTES),
        "the file has more than 20 MB, which no profile has: ask the print shop for the profile of "
        "its press and paper",
    ),
}


def told(path: Path) -> str:
    """The one line that a bad profile gives, after the path that it begins with."""
    with pytest.raises(KitError) as error:
        read_profile(path)
    (problem,) = error.value.problems
    assert (problem.file, problem.line, problem.column) == (str(path), 0, 0)
    assert "\n" not in problem.text
    return problem.text


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_is_no_profile_of_a_press_gives_one_clear_line(
    what: str, tmp_path: Path
) -> None:
    data, text = BAD[what]
    path = tmp_path / "press.icc"
    path.write_bytes(data)
    assert told(path) == text


def test_a_profile_as_large_as_may_be_is_read(tmp_path: Path) -> None:
    path = tmp_path / "press.icc"
    path.write_bytes(icc() + bytes(MOST_BYTES - len(icc())))
    assert read_profile(path).space == "RGB"


def test_what_is_no_file_gives_one_clear_line(tmp_path: Path) -> None:
    assert told(tmp_path / "none.icc") == "there is no such file: check the name"
    assert told(tmp_path) == "this is a folder: name the file of the ICC profile"
    os.mkfifo(tmp_path / "pipe.icc")
    assert told(tmp_path / "pipe.icc") == NO_PROFILE
    assert told(Path("a\0b.icc")) == "there is no such file: check the name"


def test_a_file_that_may_not_be_read_gives_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "press.icc"
    path.write_bytes(icc())
    monkeypatch.setattr("os.open", refuse)
    assert told(path) == "the file cannot be read: Permission denied"


# What the file says of itself


@pytest.mark.parametrize("space", ["CMYK", "RGB", "Gray"])
def test_the_profile_is_the_output_intent(space: str, plain: bytes) -> None:
    press = profile(space)
    pdf = reopened(made(plain, press))
    (intent,) = pdf.Root.OutputIntents
    assert intent.Type == Name.OutputIntent
    assert intent.S == Name.GTS_PDFX
    assert str(intent.OutputConditionIdentifier) == "Custom"
    assert str(intent.Info) == "A press"
    assert intent.DestOutputProfile.read_bytes() == press.data
    assert int(intent.DestOutputProfile.N) == press.components
    assert intent.DestOutputProfile.Alternate == f"/Device{space}"


def described(pdf: Pdf) -> ElementTree.Element:
    (description,) = ElementTree.fromstring(pdf.Root.Metadata.read_bytes()).iterfind(
        "rdf:RDF/rdf:Description", NAMESPACES
    )
    return description


def said(pdf: Pdf, name: str) -> str:
    found = described(pdf).findtext(name, None, NAMESPACES)
    assert found is not None, name
    return found


def test_the_metadata_says_that_it_is_pdfx4(plain: bytes) -> None:
    pdf = reopened(made(plain))
    assert said(pdf, "pdfxid:GTS_PDFXVersion") == "PDF/X-4"
    assert said(pdf, "pdf:Trapped") == "False"
    assert said(pdf, "xmpMM:VersionID") == "1"
    assert said(pdf, "xmpMM:RenditionClass") == "default"
    assert re.fullmatch(r"uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", identity(pdf))
    assert said(pdf, "xmpMM:InstanceID") == identity(pdf)
    assert said(pdf, "dc:title/rdf:Alt/rdf:li") == TITLE
    assert said(pdf, "dc:language/rdf:Bag/rdf:li") == "nb"
    (title,) = described(pdf).iterfind("dc:title/rdf:Alt/rdf:li", NAMESPACES)
    assert list(title.attrib.values()) == ["x-default"]
    assert pdf.Root.Metadata.Type == Name.Metadata
    assert pdf.Root.Metadata.Subtype == Name.XML


def test_what_xml_cannot_write_is_left_out_of_the_title(plain: bytes) -> None:
    pdf = reopened(made(plain, title="Håp\x0b\x00 og\u00a0tro"))
    assert said(pdf, "dc:title/rdf:Alt/rdf:li") == str(pdf.docinfo.Title) == "Håp og\u00a0tro"


def test_a_scanner_for_packets_finds_the_metadata(plain: bytes) -> None:
    """It is neither packed nor put among other objects."""
    data = made(plain)
    assert b"<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in data
    assert b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>' in data


def test_the_document_information_agrees_with_the_metadata(plain: bytes) -> None:
    pdf = reopened(plain)
    pdf.docinfo["/Author"] = "somebody"
    read = reopened(made(pdf))
    info = read.docinfo
    assert set(info) == {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped"}
    assert info.Trapped == Name("/False")
    assert str(info.Title) == TITLE
    assert str(info.Creator) == said(read, "xmp:CreatorTool") == "workshop-kit"
    assert str(info.Producer) == said(read, "pdf:Producer")
    assert str(info.Producer).startswith("WeasyPrint ")
    assert str(info.CreationDate) == str(info.ModDate) == PDF_DATE
    for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
        assert said(read, name) == XMP_DATE
    assert re.sub(r"\D", "", XMP_DATE) == re.sub(r"\D", "", PDF_DATE)


def test_a_pdf_that_no_typesetter_made_names_the_kit_as_its_producer() -> None:
    assert str(reopened(made(blank())).docinfo.Producer) == "workshop-kit"


def test_the_file_is_pdf_1_6_with_an_identifier_and_its_language(plain: bytes) -> None:
    source = reopened(plain)
    # It would overrule the version of the first line.
    source.Root.Version = Name("/1.7")
    pdf = reopened(made(source, language="nn"))
    assert pdf.pdf_version == "1.6"
    assert Name.Version not in pdf.Root
    assert len(pdf.trailer.ID) == 2
    assert str(pdf.Root.Lang) == "nn"
    assert not pdf.is_encrypted
    assert not pdf.is_linearized


@pytest.mark.parametrize("space", ["CMYK", "RGB", "Gray"])
def test_the_file_is_sound(space: str, rich: bytes, tmp_path: Path) -> None:
    data = made(rich, profile(space))
    assert reopened(data).check_pdf_syntax() == []
    if qpdf := shutil.which("qpdf"):
        (tmp_path / "x.pdf").write_bytes(data)
        subprocess.run([qpdf, "--check", tmp_path / "x.pdf"], check=True, capture_output=True)


def test_what_acts_or_is_filled_in_is_dropped() -> None:
    pdf = blank()
    script = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    pdf.Root.AcroForm = Dictionary(Fields=Array([]))
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["run", script])))
    pdf.pages[0].obj.AA = Dictionary(O=script)
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=script)
    pdf.pages[0].obj.Annots = Array([link])
    read = reopened(made(pdf))
    assert set(read.Root.keys()) == {
        "/Lang", "/Metadata", "/OutputIntents", "/Pages", "/Type",
    }  # fmt: skip
    assert not set(read.pages[0].obj.keys()) & {"/AA", "/Annots"}


def test_a_file_has_a_title_and_a_language() -> None:
    for title, language in ((" ", "nb"), ("x", "")):
        with pytest.raises(ValueError, match="needs a title and a language"):
            make_pdfx4(blank(), profile(), title, language)


# The same again


def identity(pdf: Pdf) -> str:
    return said(pdf, "xmpMM:DocumentID")


def test_the_same_gives_the_same_bytes(rich: bytes) -> None:
    assert made(rich) == made(rich)


def test_what_differs_has_another_identifier(plain: bytes, rich: bytes) -> None:
    files = [
        made(plain),
        made(rich),
        made(plain, title="Plakater"),
        made(plain, profile("Gray")),
        made(plain, replace(profile(), data=icc("CMYK") + b"x")),
    ]
    assert len({identity(reopened(data)) for data in files}) == len(files)


# Boxes


def drop(name: str) -> Callable[[Object], None]:
    def change(page: Object) -> None:
        del page[name]

    return change


def put(name: str, *edges: float) -> Callable[[Object], None]:
    def change(page: Object) -> None:
        page[name] = Array(edges)

    return change


NESTING = "the boxes of page 2 do not lie one inside the other"


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (drop("/TrimBox"), "page 2 has no /TrimBox"),
        (drop("/BleedBox"), "page 2 has no /BleedBox"),
        (drop("/MediaBox"), "page 2 has no /MediaBox"),
        (put("/ArtBox", 20, 20, 180, 180), "page 2 has both an /ArtBox and a /TrimBox"),
        (put("/TrimBox", 9, 20, 180, 180), NESTING),
        (put("/TrimBox", 20, 20, 180, 191), NESTING),
        (put("/BleedBox", 10, -1, 190, 190), NESTING),
        (put("/BleedBox", 10, 10, 201, 190), NESTING),
        (put("/MediaBox", 0, 0, 189, 200), NESTING),
    ],
)
def test_boxes_that_are_not_right_are_a_slip_of_the_caller(
    change: Callable[[Object], None], text: str
) -> None:
    pdf = blank()
    pdf.pages.append(pdf.pages[0])
    change(pdf.pages[1].obj)
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        make_pdfx4(pdf, profile(), TITLE, "nb")


def test_boxes_may_be_one_and_be_written_from_any_corner() -> None:
    pdf = blank()
    for name in ("/MediaBox", "/BleedBox", "/TrimBox"):
        pdf.pages[0].obj[name] = Array([200, 200, 0, 0])
    assert made(pdf)


# Colours


def painters(pdf: Pdf) -> Iterator[Object]:
    """All that paints with resources of its own, found otherwise than the code finds it."""
    yield from (page.obj for page in pdf.pages)
    for held in pdf.objects:
        if isinstance(held, Stream) and Name.Resources in held:
            yield held


def masks(pdf: Pdf) -> set[tuple[int, int]]:
    return {
        held.SMask.G.objgen
        for held in pdf.objects
        if isinstance(held, Dictionary) and isinstance(held.get(Name.SMask), Dictionary)
    } | {
        state.SMask.G.objgen
        for painter in painters(pdf)
        for state in painter.Resources.get(Name.ExtGState, Dictionary()).values()
        if isinstance(state.get(Name.SMask), Dictionary)
    }


def family(space: Object | None) -> str:
    return str(space[0] if isinstance(space, Array) else space)


def defaults(painter: Object) -> dict[str, str]:
    spaces = painter.Resources.ColorSpace
    return {key: family(space) for key, space in spaces.items() if key.startswith("/Default")}


def test_the_rich_page_has_all_that_there_is(rich: bytes) -> None:
    """Else the tests below would prove nothing."""
    pdf = reopened(rich)
    held = list(painters(pdf))
    assert len(masks(pdf)) == 2
    assert len([one for one in held if Name.PatternType in one]) >= 2
    assert len([one for one in held if Name.Group in one]) >= 8
    assert all(defaults(one) == {} for one in held)
    assert {family(one.Group.CS) for one in held if Name.Group in one} == {"/DeviceRGB"}


@pytest.mark.parametrize("space", ["CMYK", "Gray"])
def test_rgb_is_told_apart_for_a_press_that_has_none(space: str, rich: bytes) -> None:
    pdf = reopened(made(rich, profile(space)))
    for one in painters(pdf):
        group = family(one.get(Name.Group, Dictionary()).get(Name.CS))
        assert "/lab-d50" in one.Resources.ColorSpace
        if one.objgen in masks(pdf):
            assert group == "/DeviceGray"
            assert defaults(one) == {"/DefaultRGB": "/CalRGB"}
        elif Name.Group in one:
            assert group == "/CalRGB"
            assert defaults(one) == {"/DefaultRGB": "/CalRGB", "/DefaultGray": "/CalGray"}
        else:
            assert defaults(one) == {"/DefaultRGB": "/CalRGB"}


def test_grey_is_told_apart_for_a_press_that_prints_rgb(rich: bytes) -> None:
    pdf = reopened(made(rich, profile("RGB")))
    for one in painters(pdf):
        assert defaults(one) == {"/DefaultGray": "/CalGray"}
        assert family(one.get(Name.Group, Dictionary(CS=Name.DeviceRGB)).CS) == "/DeviceRGB"


def test_the_spaces_are_those_of_srgb(plain: bytes) -> None:
    ink, light = reopened(made(plain)), reopened(made(plain, profile("RGB")))
    rgb = ink.pages[0].obj.Resources.ColorSpace.DefaultRGB[1]
    gray = light.pages[0].obj.Resources.ColorSpace.DefaultGray[1]
    white = [float(part) for part in rgb.WhitePoint]
    assert white == [float(part) for part in gray.WhitePoint] == [0.9505, 1.0, 1.089]
    assert [float(part) for part in rgb.Gamma] == [2.2] * 3 == [float(gray.Gamma)] * 3
    matrix = [float(part) for part in rgb.Matrix]
    # Red, green and blue together are white.
    assert [sum(matrix[at::3]) for at in range(3)] == pytest.approx(white, abs=1e-4)


def form(pdf: Pdf, content: bytes, **resources: Object) -> Stream:
    made_of = {f"/{key}": value for key, value in resources.items()}
    return pdf.make_stream(
        content,
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 200, 200]),
        Resources=Dictionary(made_of),
    )


def test_a_form_within_a_form_is_reached_and_a_circle_is_left() -> None:
    pdf = blank()
    inner = form(pdf, b"1 0 0 rg 0 0 9 9 re f")
    outer = form(pdf, b"/In Do", XObject=Dictionary(In=inner))
    inner.Resources.XObject = Dictionary(Out=outer)
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Out=outer))
    read = reopened(made(pdf))
    page = read.pages[0].obj
    reached = page.Resources.XObject.Out
    for one in (page, reached, reached.Resources.XObject.In):
        assert defaults(one) == {"/DefaultRGB": "/CalRGB"}


def test_a_page_without_resources_gets_them() -> None:
    pdf = blank()
    del pdf.pages[0].obj.Resources
    read = reopened(made(pdf))
    assert defaults(read.pages[0].obj) == {"/DefaultRGB": "/CalRGB"}


def test_an_image_and_the_end_of_a_mask_are_passed_over() -> None:
    pdf = blank()
    image = pdf.make_stream(b"\0\0\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
    pdf.pages[0].obj.Resources = Dictionary(
        XObject=Dictionary(Im=image), ExtGState=Dictionary(End=Dictionary(SMask=Name("/None")))
    )
    read = reopened(made(pdf))
    resources = read.pages[0].obj.Resources
    assert Name.Resources not in resources.XObject.Im
    assert resources.ExtGState.End.SMask == "/None"


def test_colour_spaces_that_are_there_stay_and_are_shared_by_no_group() -> None:
    """Also a default one. A group that shares its spaces with the page has a copy of them."""
    pdf = blank()
    own = Array([Name.Lab, Dictionary(WhitePoint=Array([0.9642, 1, 0.8249]))])
    shared = pdf.make_indirect(Dictionary(DefaultRGB=own, Mine=own))
    group = form(pdf, b"", ColorSpace=shared)
    group.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    pdf.pages[0].obj.Resources = Dictionary(ColorSpace=shared, XObject=Dictionary(G=group))
    read = reopened(made(pdf))
    page = read.pages[0].obj
    assert {key: family(space) for key, space in page.Resources.ColorSpace.items()} == {
        "/DefaultRGB": "/Lab",
        "/Mine": "/Lab",
    }
    inside = page.Resources.XObject.G
    assert defaults(inside) == {"/DefaultRGB": "/Lab", "/DefaultGray": "/CalGray"}


def test_a_page_may_be_a_group_and_share_its_resources() -> None:
    pdf = blank()
    pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    pdf.pages[0].obj.Resources = pdf.make_indirect(Dictionary())
    pdf.pages.append(pdf.pages[0])
    read = reopened(made(pdf))
    first, second = read.pages
    assert family(first.obj.Group.CS) == family(second.obj.Group.CS) == "/CalRGB"
    assert first.obj.Resources.objgen == second.obj.Resources.objgen
    assert defaults(first.obj) == {"/DefaultRGB": "/CalRGB", "/DefaultGray": "/CalGray"}


# How it looks


def seen(data: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    image: Image.Image = document[0].render(scale=2).to_pil().convert("RGB")
    document.close()
    return image


def furthest(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of any part of any pixel, of 255."""
    assert one.size == other.size
    return max(high for _, high in ImageChops.difference(one, other).getextrema())  # type: ignore[misc]


@pytest.mark.parametrize("space", ["CMYK", "RGB", "Gray"])
def test_pdfium_shows_the_same_as_before(space: str, plain: bytes, rich: bytes) -> None:
    """It keeps to the numbers of rg and passes over default spaces, and groups are mixed alike."""
    for source in (plain, rich):
        assert furthest(seen(source), seen(made(source, profile(space)))) == 0


def swatches() -> Pdf:
    """All colours of the layouts, named so that pdfium heeds a default space."""
    pdf = blank()
    page = pdf.pages[0].obj
    edge = 10 * len(COLOURS)
    for name in ("/MediaBox", "/BleedBox", "/TrimBox"):
        page[name] = Array([0, 0, edge, 10])
    drawing = [
        "{:.4f} {:.4f} {:.4f} sc".format(*(part / 255 for part in bytes.fromhex(colour)))
        + f" {10 * at} 0 10 10 re f"
        for at, colour in enumerate(COLOURS)
    ]
    page.Contents = pdf.make_stream(f"/DeviceRGB cs {' '.join(drawing)}".encode())
    return pdf


def test_the_calibrated_colours_are_near_to_those_of_the_layouts() -> None:
    """One gamma is not the curve of sRGB: dark parts come out darker by up to 10 of 255."""
    image = seen(made(swatches()))
    for at, colour in enumerate(COLOURS):
        shown = image.getpixel((20 * at + 10, 10))
        assert isinstance(shown, tuple)
        for part, wanted in zip(shown, bytes.fromhex(colour), strict=True):
            assert abs(part - wanted) <= (10 if wanted < 80 else 2), colour


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler is not installed")
@pytest.mark.parametrize("space", ["CMYK", "RGB", "Gray"])
def test_poppler_shows_nearly_the_same(space: str, rich: bytes, tmp_path: Path) -> None:
    """Unlike pdfium it heeds every default space, and so would show a mask that is undone."""
    images = []
    for name, data in (("before", rich), ("after", made(rich, profile(space)))):
        (tmp_path / f"{name}.pdf").write_bytes(data)
        command = ["pdftoppm", "-r", "72", "-png", "-singlefile", f"{name}.pdf", name]
        done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
        assert "Error" not in done.stderr
        images.append(Image.open(tmp_path / f"{name}.png").convert("RGB"))
    assert furthest(*images) <= 12
