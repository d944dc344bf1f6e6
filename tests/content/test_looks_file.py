import shutil
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from kit.content.looks import palette_of
from kit.content.packs import load_pack
from kit.core.errors import KitError
from kit.core.paths import LAYOUTS
from kit.layout.drawing import PieceDrawing
from kit.layout.html import Layouts
from kit.layout.labels import load_labels
from kit.layout.pieces import load_pieces
from kit.pipeline.run import build
from kit.session.model import Session
from kit.session.options import Ink
from kit.session.print_settings import Printing
from kit.session.selection import select
from kit.system.cache import Store
from tests.colours import Colour
from tests.conftest import SAMPLES, format_of, pdf_of
from tests.whole.test_colours_on_paper import FINE, amounts, picture

SVG = (
    '<svg viewBox="0 0 24 24" fill="none"><title>Et tre</title>'
    '<path stroke="currentColor" d="M12 1 L23 23 H1 Z"/>'
    '<path fill="red" fill-rule="evenodd" d="M9 15h6v6z"/></svg>'
)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLES / "small", tmp_path / "pack")
    (tmp_path / "pack" / "tre.svg").write_text(SVG)
    return tmp_path / "pack"


def written(pack: Path, text: str) -> Path:
    (pack / "looks.yaml").write_text(text)
    return pack


OWN = (
    'areas:\n  - {area: ro, colour: "#1F5AA8", motif: tre.svg}\n  - {area: mot, motif: ./tre.svg}\n'
)


def test_looks_go_with_the_numbers_of_areas(pack: Path) -> None:
    looks = load_pack(written(pack, f"logo: tre.svg\n{OWN}")).looks
    assert looks.palettes == {2: palette_of("#1f5aa8")}
    assert sorted(looks.motifs) == [1, 2]
    assert looks.motifs[1] == looks.motifs[2]
    assert looks.logo == pack / "tre.svg"


def test_a_pack_of_other_looks_is_another_pack(pack: Path) -> None:
    plain = load_pack(pack).digest
    own = load_pack(written(pack, OWN)).digest
    other = load_pack(written(pack, OWN.replace("#1F5AA8", "#1F5AA9"))).digest
    assert len({plain, own, other}) == 3
    assert load_pack(written(pack, "areas: []\n")).digest == plain


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("areas: [{area: rod}]", "1:16: no area has the id rod: use one of mot, ro"),
        ("areas: [{area: ro}, {area: ro}]", "1:28: ro stands above already: join them"),
        (
            "areas: [{area: ro, colour: red}]",
            "1:28: colour: write # and six signs from 0 to 9 and a to f, all of it in quotes",
        ),
        (
            "areas:\n  - area: ro\n    colour: #0d7377\n",
            "3:12: what follows # is not read: put the whole text in single quotes, '…'",
        ),
        (
            'areas: [{area: ro, colour: "#ffcc00"}]',
            "1:28: #ffcc00 is too light to be read on paper: choose a darker one, such as #907300",
        ),
        ('areas: [{area: ro, tint: "#ffffff"}]', "1:9: colour is missing: add it"),
        (
            "areas: [{area: ro, motif: ../../etc/passwd}]",
            "1:27: ../../etc/passwd lies outside the pack: put the file into the pack",
        ),
        (
            "areas: [{area: ro, motif: /etc/passwd}]",
            "1:27: /etc/passwd lies outside the pack: put the file into the pack",
        ),
        (
            'areas: [{area: ro, motif: "file:///etc/passwd"}]',
            "1:27: file:///etc/passwd is not there: check its name and its folder",
        ),
        (
            'areas: [{area: ro, motif: "a\\0b"}]',
            "1:27: a\\x00b is no name that a file can have: check it",
        ),
        ("areas: [{area: ro, motif: pack.yaml}]", "1:27: pack.yaml is no SVG, at line 1: save it "
         "anew as SVG"),
        ("logo: ../logo.png", "1:7: ../logo.png lies outside the pack: put the file into the pack"),
        ("motif: x", "1:1: unknown key motif: the keys here are logo, areas"),
    ],
)  # fmt: skip
def test_looks_that_cannot_be_are_told_with_their_place(
    pack: Path, text: str, message: str
) -> None:
    with pytest.raises(KitError) as caught:
        load_pack(written(pack, text))
    assert str(caught.value).replace(f"{pack}/", "").split("\n")[0] == f"looks.yaml:{message}"


def test_a_motif_that_is_a_link_out_of_the_pack_is_told(pack: Path, tmp_path: Path) -> None:
    (pack / "tre.svg").rename(tmp_path / "tre.svg")
    (pack / "tre.svg").symlink_to("../tre.svg")
    with pytest.raises(KitError, match=r"tre\.svg lies outside the pack: put the file into"):
        load_pack(written(pack, OWN))


ACCENT = (0x1F, 0x5A, 0xA8)


def cards_of(pack: Path, out: Path, store: Store, ink: Ink = "normal") -> bytes:
    how = Printing(ink=ink)
    session = Session(content=pack, out=out / ink, pieces=("value-cards",), printing=how)
    return pdf_of(build(session, store=store), "value-cards")


def test_own_colours_and_motifs_are_drawn(pack: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    before = amounts(picture(cards_of(pack, tmp_path, store), 0, FINE))
    written(pack, OWN)
    # Cards that were kept of before are not taken for these.
    after = amounts(picture(cards_of(pack, tmp_path, store), 0, FINE))
    assert before[ACCENT] == 0
    assert after[ACCENT] > 500


@pytest.mark.slow
def test_own_colours_are_drawn_in_every_ink(pack: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    written(pack, OWN)
    spared = amounts(picture(cards_of(pack, tmp_path, store, "saver"), 0, FINE))
    assert spared[ACCENT] > 500
    grey = amounts(picture(cards_of(pack, tmp_path, store, "grey"), 0, FINE))
    assert all(red == green == blue for red, green, blue in grey)


def test_a_motif_is_drawn_in_the_square_of_the_others(pack: Path) -> None:
    made = load_pack(written(pack, OWN))
    layouts = Layouts(LAYOUTS, load_labels(LAYOUTS, "nb"), looks=made.looks)
    piece = load_pieces(LAYOUTS)["value-cards"]
    faces = PieceDrawing(layouts, "value-cards", piece, format_of(piece)).faces(select(made))
    assert faces
    back = next(face for face in faces.faces if face.kind == "back" and face.palette == "area-2")
    assert "<title>Et tre</title>" in back.html
    assert '<path d="M50 4.167 95.833 95.833H4.167L50 4.167Z"/>' in back.html
    inside = 'fill="{}" fill-rule="evenodd" stroke="none"/>'.format(layouts.tokens["area-2-accent"])
    assert f'<path d="M37.5 62.5H62.5V87.5L37.5 62.5Z" {inside}' in back.html
    assert "--area-2-accent: #1f5aa8;" in faces.html


def test_the_logo_of_a_pack_stands_where_a_session_has_none(pack: Path, tmp_path: Path) -> None:
    for name, colour in (("pack/logo.png", (200, 30, 30)), ("own.png", (30, 30, 200))):
        Image.new("RGB", (400, 200), colour).save(tmp_path / name)
    written(pack, "logo: logo.png\n")

    def poster(logo: Path | None) -> Counter[Colour]:
        session = Session(content=pack, out=tmp_path / "out", pieces=("posters",), logo=logo)
        return amounts(picture(pdf_of(build(session), "posters"), 0, 72))

    by_pack, by_session = poster(None), poster(tmp_path / "own.png")
    assert by_pack[200, 30, 30] > 500
    assert by_session[200, 30, 30] == 0
    assert by_session[30, 30, 200] > 500


def test_an_area_that_cannot_be_read_is_not_said_to_be_missing(pack: Path) -> None:
    written(pack, OWN)
    (area,) = (pack / "areas").glob("*-ro.yaml")
    area.write_text(area.read_text(encoding="utf-8") + "\tx: y\n", encoding="utf-8")
    with pytest.raises(KitError) as caught:
        load_pack(pack)
    (problem,) = caught.value.problems
    assert problem.file == str(area)


def test_a_logo_of_a_pack_that_cannot_be_used_is_told_with_its_file(pack: Path) -> None:
    written(pack, "logo: tre.svg\n")
    with pytest.raises(KitError) as caught:
        build(Session(content=pack))
    assert str(caught.value).startswith(f"{pack / 'looks.yaml'}: the logo tre.svg is an SVG")
