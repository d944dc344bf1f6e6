import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kit.layout.limits
from kit.content.packs import load_pack
from kit.core.errors import KitError
from kit.core.language import Language, speak
from kit.core.paths import LAYOUTS
from kit.layout.labels import load_labels
from kit.layout.overrides import LayoutFolder, layouts_for
from kit.layout.pieces import load_pieces
from kit.pipeline.request import request_for
from kit.pipeline.run import build
from kit.session.model import Session
from kit.system.apart import Bounds
from kit.system.cache import user_store
from tests.conftest import SAMPLES, page_texts, run_kit
from tests.tiers import slow_but

BACK = '<div class="ground"></div><div class="middle"><h1>{{ about|text }}</h1></div>'
LABELS = "area: 'Theme {number}'\npieces: {value-cards: {title: Our cards, file: our-cards}}\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLES / "english", tmp_path / "pack")
    return tmp_path / "pack"


def lay(pack: Path, name: str, text: str) -> None:
    (pack / "layouts" / name).parent.mkdir(parents=True, exist_ok=True)
    (pack / "layouts" / name).write_text(text, encoding="utf-8")


def built(pack: Path, *words: str) -> tuple[int, str]:
    out = str(pack.parent / "out")
    pieces = ("--piece", "value-cards", "--no-cache", "-q")
    ran = run_kit("build", "--content", str(pack), "--out", out, *pieces, *words)
    return ran.exit_code, ran.stderr.replace(str(pack), "PACK").rstrip("\n")


def words_in(pack: Path, file: str) -> str:
    return "\n".join(page_texts((pack.parent / "out" / file).read_bytes()))


def test_a_pack_without_layouts_has_the_programs(pack: Path) -> None:
    for allow in (None, True, False):
        assert layouts_for(pack, "en", allow=allow) == LayoutFolder(LAYOUTS, None)


def test_labels_are_words_and_need_no_leave(pack: Path) -> None:
    lay(pack, "labels/en.yaml", LABELS)
    for allow in (None, False, True):
        made = layouts_for(pack, "en", allow=allow)
        assert made.own is None
        labels = load_labels(made.path, "en")
        assert labels.pieces["value-cards"].file == "our-cards"
        assert labels.pieces["posters"].title == "Posters"
    # Those of another language are not this pack's.
    assert layouts_for(pack, "nb", allow=None).path == LAYOUTS
    assert built(pack) == (0, "")
    assert "Theme 1" in words_in(pack, "our-cards.pdf")


@pytest.mark.slow
def test_what_a_killed_build_left_is_removed_by_the_next_whatever_it_makes(
    pack: Path, temporary: Path
) -> None:
    lay(pack, "labels/en.yaml", LABELS)
    words = ("build", "--content", str(pack), "--out", str(pack.parent / "out"), "--no-cache", "-q")
    build = subprocess.Popen([sys.executable, "-m", "kit", *words])
    while not list(temporary.glob("*/layouts/labels")):
        assert build.poll() is None
    build.kill()
    build.wait()
    assert list(temporary.iterdir())
    layouts_for(SAMPLES / "english", "en", allow=None)
    assert not list(temporary.iterdir())


def test_in_a_process_that_stays_no_folders_pile_up(pack: Path, temporary: Path) -> None:
    lay(pack, "labels/en.yaml", LABELS)
    for _ in range(5):
        request = request_for(Session(content=pack))
        assert (request.layouts.path / "labels" / "en.yaml").is_file()
        assert len(list(temporary.iterdir())) <= 2  # this one's, and the last one's just before
    del request
    assert not list(temporary.iterdir())


@pytest.mark.slow
def test_nor_do_they_when_whole_kits_are_made(pack: Path, temporary: Path) -> None:
    lay(pack, "labels/en.yaml", LABELS)
    gc.disable()
    try:
        for _ in range(20):
            build(Session(content=pack, pieces=("value-cards",)), store=user_store(), write=False)
            assert not list(temporary.iterdir())
    finally:
        gc.enable()


def test_a_full_disk_is_told(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    lay(pack, "labels/en.yaml", LABELS)
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(KitError, match="takes no files: No space left on device; make room there"):
        layouts_for(pack, "en", allow=None)


@pytest.mark.slow
def test_labels_are_read_by_every_command_that_shows_them(pack: Path) -> None:
    lay(pack, "labels/en.yaml", LABELS)
    assert "our-cards.pdf" in run_kit("list", "pieces", "--content", str(pack)).stdout
    assert "our-cards.pdf" in run_kit("plan", "--content", str(pack)).stdout


@pytest.mark.slow
def test_labels_are_read_by_who_tells_how_texts_fit(pack: Path) -> None:
    lay(pack, "labels/en.yaml", LABELS)
    assert "Our cards" in run_kit("check-pack", str(pack), "-q").stdout


def test_layouts_are_used_when_they_are_allowed(pack: Path) -> None:
    lay(pack, "value-cards/back.html", BACK.replace("</h1>", " – drawn by us</h1>"))
    code, told = built(pack)
    assert (code, told) == (
        1,
        "PACK/layouts: this pack has layouts of its own, such as value-cards/back.html: say "
        "--allow-layouts if you trust whoever made them, or --no-allow-layouts to draw it as usual",
    )
    assert built(pack, "--no-allow-layouts") == (0, "")
    assert "drawn by us" not in words_in(pack, "value-cards.pdf")
    assert built(pack, "--allow-layouts") == (0, "")
    assert "drawn by us" in words_in(pack, "value-cards.pdf")


def test_a_session_file_cannot_allow_them(pack: Path, tmp_path: Path) -> None:
    lay(pack, "value-cards/back.html", BACK)
    (tmp_path / "okt.yaml").write_text(f"content: {pack}\nallow-layouts: yes\n")
    ran = run_kit("build", str(tmp_path / "okt.yaml"))
    assert ran.exit_code == 1
    told = f"{tmp_path / 'okt.yaml'}:2:1: say --allow-layouts when you run the command: take it out"
    assert told in ran.stderr
    assert not (tmp_path / "out").exists()


def test_a_pack_may_bring_a_piece(pack: Path) -> None:
    piece = (LAYOUTS / "table-signs" / "piece.yaml").read_text(encoding="utf-8")
    piece = piece.replace("made-for: tables\n", "").replace(
        "repeats-over: tables", "repeats-over: areas"
    )
    lay(pack, "badges/piece.yaml", piece)
    lay(pack, "badges/posters.html", "<h1>{{ area.title|text }}</h1><p>{{ words.hello }}</p>")
    lay(pack, "badges/style.css", "h1 { margin: 60mm 20mm 5mm; } p { margin: 0 20mm; }")
    code, told = built(pack, "--allow-layouts", "--piece", "badges")
    assert (code, told) == (
        1,
        "PACK/layouts/labels/en.yaml: pieces.badges is missing: add its title and its file",
    )
    lay(pack, "labels/en.yaml", "pieces: {badges: {title: Badges, file: badges, hello: Hello}}\n")
    assert built(pack, "--allow-layouts", "--piece", "badges") == (0, "")
    assert "Hello" in words_in(pack, "badges.pdf")


def test_a_pack_with_pieces_of_its_own_opens_without_them(pack: Path) -> None:
    lay(pack, "badges/piece.yaml", "what is wrong in it is not looked at")
    lay(pack, "labels/en.yaml", LABELS.replace("}}", "}, badges: {title: B, file: b, hello: Hi}}"))
    made = layouts_for(pack, "en", allow=False)
    assert made.own is None
    labels = load_labels(made.path, "en")
    assert labels.pieces["value-cards"].title == "Our cards"
    assert set(labels.pieces) == set(load_pieces(made.path)) == set(load_pieces(LAYOUTS))
    assert "our-cards.pdf" in run_kit("list", "pieces", "--content", str(pack)).stdout
    request = request_for(Session(content=pack, allow_layouts=False))
    assert "badges" not in request.pieces
    (pack / "layouts" / "badges" / "piece.yaml").unlink()
    lay(pack, "badges/style.css", "h1 {}")
    with pytest.raises(KitError, match=r"en.yaml:2:\d+: the layouts have no label badges"):
        layouts_for(pack, "en", allow=False)


def test_a_pack_may_bring_cards(pack: Path) -> None:
    piece = (LAYOUTS / "value-cards" / "piece.yaml").read_text(encoding="utf-8")
    lay(pack, "area-cards/piece.yaml", piece.replace("over: values", "over: areas"))
    lay(pack, "area-cards/front.html", "<div class=words><h2>{{ area.title|text }}</h2></div>")
    lay(pack, "labels/en.yaml", "pieces: {area-cards: {title: Areas, file: areas, own: Ours}}\n")
    code, told = built(pack, "--allow-layouts", "--piece", "area-cards")
    drawn = "a piece made as cards is drawn by front.html, back.html and blank.html"
    assert (code, told.splitlines()) == (
        1,
        [f"PACK/layouts/area-cards: {name}.html is missing: {drawn}" for name in ("back", "blank")],
    )
    macros = '{% from "macros.html" import card_back, own_card with context %}'
    lay(pack, "area-cards/back.html", macros + "{{ card_back(palette, area, words.own) }}")
    lay(pack, "area-cards/blank.html", macros + "{{ own_card(palette, words.own) }}")
    assert built(pack, "--allow-layouts", "--piece", "area-cards") == (0, "")
    front, back = page_texts((pack.parent / "out" / "areas.pdf").read_bytes())
    titles = [area.title for area in load_pack(pack).areas]
    places = 8
    for text in (" ".join(side.split()) for side in (front, back)):
        assert [text.count(title) for title in titles] == [1] * len(titles)
        assert text.count("Ours") == places - len(titles)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("value-cards/piece.yaml", "order: x\n", "value-cards/piece.yaml:1:8: order must be"),
        ("cards.yaml", "low: 3\n", "cards.yaml:1:1: letter is missing: add it"),
        ("margin/margin.yaml", "a: 3\n", "margin/margin.yaml:1:1: glue is missing: add it"),
        ("value-cards/a.py", "x", "value-cards/a.py: no layout is called so: use a-z, digits and"),
        ("Value Cards/a.html", "x", "Value Cards/a.html: no layout is called so"),
        ("value-cards/a.css", "", "value-cards/a.css: the file is empty"),
    ],
)
def test_layouts_that_cannot_be_are_told(pack: Path, name: str, text: str, message: str) -> None:
    lay(pack, name, text)
    code, told = built(pack, "--allow-layouts")
    assert code == 1
    assert f"PACK/layouts/{message}" in told


def test_links_are_told_and_not_followed(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret")
    lay(pack, "value-cards/style.css", "h1 {}")
    (pack / "layouts" / "value-cards" / "back.html").symlink_to(tmp_path / "secret.html")
    words = "this is a link: put the file itself in its place"
    assert built(pack, "--allow-layouts") == (
        1,
        f"PACK/layouts/value-cards/back.html: {words}",
    )
    shutil.rmtree(pack / "layouts")
    (pack / "layouts").symlink_to(tmp_path)
    with pytest.raises(KitError, match=f"{pack}/layouts: {words}"):
        layouts_for(pack, "en", allow=True)


@pytest.mark.parametrize(
    "template",
    slow_but(
        [
            '<img src="file:///etc/passwd">',
            '<img src="http://localhost/x">',
            '<img src="data:image/png;base64,AAAA">',
            '<img src="kit:///layouts/../../etc/passwd">',
            '<img src="kit:///layouts/%2e%2e/%2e%2e/etc/passwd">',
            '<img src="//localhost/x">',
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
            '<image href="file:///etc/passwd" width="9" height="9"/></svg>',
            '<style>@import "http://localhost/a.css";</style>',
            '<div style="background: url(file:///etc/passwd)">x</div>',
            '<link rel="stylesheet" href="file:///etc/passwd">',
            '<link rel="attachment" href="file:///etc/passwd">',
            '<object data="file:///etc/passwd"></object>',
            '<base href="file:///etc/"><img alt="x" src="passwd">',
        ],
        '<img src="file:///etc/passwd">',
        '<img src="http://localhost/x">',
    ),
)
def test_no_address_leads_out_of_the_layouts(pack: Path, template: str) -> None:
    lay(pack, "value-cards/back.html", BACK + template)
    code, told = built(pack, "--allow-layouts")
    assert code == 1
    # Where `base` says what it is counted from, it stands there in two parts.
    assert told.startswith("PACK/layouts/value-cards/back.html:" + "1:" * ("<base" not in template))
    assert "is outside the kit's own folders" in told
    assert not (pack.parent / "out").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("template", "refusal"),
    [
        (
            '<a rel="attachment" href="file:///etc/passwd">x</a>',
            "the layout attaches «file:///etc/passwd»: no file is attached to a kit, take it out",
        ),
        (
            "<style>@font-face { font-family: Fraunces; src: url(file:///etc/passwd) }</style>",
            "@font-face Fraunces is not taken, for there are the bundled typefaces alone",
        ),
        (
            '<svg viewBox="0 0 9 9"><image href="kit:///layouts/no.png"/></svg>',
            "«kit:///layouts/no.png»: there is no such file in the layouts: put it there, or mend",
        ),
    ],
)
def test_what_no_layout_has_is_refused_as_that(pack: Path, template: str, refusal: str) -> None:
    lay(pack, "value-cards/back.html", BACK + template)
    code, told = built(pack, "--allow-layouts")
    assert (code, refusal in told) == (1, True), told
    assert not (pack.parent / "out").exists()


@pytest.mark.slow
def test_a_layout_that_does_not_print_its_texts_is_blamed_and_no_text(pack: Path) -> None:
    lay(pack, "value-cards/style.css", ".back h1 { text-transform: uppercase }")
    code, told = built(pack, "--allow-layouts")
    assert (code, told.count("\n")) == (1, 0)
    assert told.startswith("PACK/layouts/value-cards/style.css: Value cards, ")
    assert "this layout is at fault, no text is: print each text whole and as it is" in told
    lay(pack, "value-cards/back.html", "<div>tom</div>")
    code, told = built(pack, "--allow-layouts")
    assert (code, told.count("\n")) == (1, 0)
    assert told.startswith("PACK/layouts/value-cards/back.html: Value cards, ")
    assert ": keep all letters 5 mm off the edge, with a margin or padding, as the clear in" in told
    assert "shorten" not in told


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "nb",
            "feilen er i denne utformingen, ikke i noen tekst: skriv hver tekst hel og som den er, "
            "uten text-transform, display: none eller lignende",
        ),
        (
            "nn",
            "feilen er i denne utforminga, ikkje i nokon tekst: skriv kvar tekst heil og som han "
            "er, utan text-transform, display: none eller liknande",
        ),
    ],
)
def test_a_layout_at_fault_is_told_in_norwegian(pack: Path, language: Language, told: str) -> None:
    lay(pack, "value-cards/style.css", ".back h1 { text-transform: uppercase }")
    speak(language)
    assert built(pack, "--allow-layouts")[1].endswith(told)


@pytest.mark.slow
def test_a_link_of_a_layout_leads_where_the_packs_texts_do(pack: Path) -> None:
    link = '<a href="https://example.org/more">{{ about|text }}</a>'
    lay(pack, "value-cards/back.html", BACK.replace("{{ about|text }}", link))
    code, told = built(pack, "--allow-layouts")
    assert code == 1
    link_at = BACK.index("{{") + len('<a href="') + 1
    where = f"PACK/layouts/value-cards/back.html:1:{link_at}: the layout links to «https://"
    assert told.startswith(where)
    written = (pack / "pack.yaml").read_text(encoding="utf-8")
    title = load_pack(pack).cover.title
    more = written.replace(title, f"{title} https://example.org/more", 1)
    (pack / "pack.yaml").write_text(more, encoding="utf-8")
    assert built(pack, "--allow-layouts") == (0, "")


@pytest.mark.slow
def test_layouts_that_take_for_ever_are_ended(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit.layout.limits, "BOUNDS", Bounds(2, 3_000_000_000))
    lay(pack, "value-cards/back.html", BACK + "<table><tr><td colspan=100000>a</td></tr></table>")
    assert built(pack, "--allow-layouts") == (
        1,
        "the layouts of this pack take longer than 2 seconds: mend them, or say --no-allow-layouts",
    )
    assert not (pack.parent / "out").exists()


def test_a_picture_that_is_none_or_too_large_is_told_in_plain_words(pack: Path) -> None:
    own = pack / "layouts" / "value-cards"
    own.mkdir(parents=True)
    (own / "large.png").write_bytes(bytes(2_000_001))
    os.mkfifo(own / "pipe.png")
    with pytest.raises(KitError) as caught:
        layouts_for(pack, "nb", allow=True)
    told = [(Path(problem.file).name, problem.text) for problem in caught.value.problems]
    assert told == [
        ("large.png", "it is larger than 2 MB: make it smaller"),
        ("pipe.png", "this is a pipe or a device, and no file: put a file in its place"),
    ]
